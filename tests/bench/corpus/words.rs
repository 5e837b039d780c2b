//! The words of the corpus: lists from which names, sentences and code are put together.
//!
//! In: numbers drawn by [`Dice`]. Out: English as a customer team would write it. Promises: the same numbers give the
//! same words, and no sentence needs escaping in Markdown. Deliberately not here: what a page is made of.

/// Numbers that look random and are the same for the same seed on every machine (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice for one purpose of one seed: other purposes don't move them.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut dice = Self(seed ^ purpose.wrapping_mul(0xA24B_AED4_963E_E407));
        dice.draw();
        dice
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A whole number below `limit`, which is at least 1.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.draw() % limit.max(1) as u64) as usize
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// True once in `n` throws.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of a list that isn't empty.
    pub fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// `n` different numbers below `limit`, or as many as there are.
    pub fn some(&mut self, n: usize, limit: usize) -> Vec<usize> {
        let mut found = Vec::with_capacity(n.min(limit));
        while found.len() < n.min(limit) {
            let at = self.below(limit);
            if !found.contains(&at) {
                found.push(at);
            }
        }
        found
    }
}

/// Given names of personas.
pub const NAMES: [&str; 30] = [
    "Adaeze", "Bjarne", "Chiara", "Dilek", "Emeka", "Farida", "Goran", "Hanae", "Ines", "Jonas", "Keiko", "Lamia",
    "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tove", "Ulrike", "Vikram", "Wanjiru", "Ximena",
    "Yusuf", "Zofia", "Anouk", "Bilal", "Clara", "Duc",
];

/// What personas do.
pub const ROLES: [&str; 12] = [
    "Commuter with two children",
    "Owner of a small bakery",
    "Student in a shared flat",
    "Retired teacher",
    "Facility manager of an office block",
    "Nurse on night shifts",
    "Freelance translator",
    "Newcomer to the city",
    "Buyer in a purchasing department",
    "Carer for a parent",
    "Fleet planner",
    "First-time tenant",
];

/// Things of which touchpoints are made.
pub const PLACES: [&str; 20] = [
    "Booking",
    "Meter",
    "Contract",
    "Arrival",
    "Parcel",
    "Billing",
    "Repair",
    "Welcome",
    "Tariff",
    "Appointment",
    "Transfer",
    "Renewal",
    "Outage",
    "Deposit",
    "Loyalty",
    "Claims",
    "Delivery",
    "Upgrade",
    "Support",
    "Referral",
];

/// The forms in which they are met, each with its channel.
pub const FORMS: [(&str, &str); 15] = [
    ("desk", "branch"),
    ("page", "website"),
    ("screen", "app"),
    ("hotline", "phone"),
    ("letter", "post"),
    ("message", "messaging"),
    ("kiosk", "branch"),
    ("form", "website"),
    ("reminder", "app"),
    ("call", "phone"),
    ("leaflet", "post"),
    ("chat", "messaging"),
    ("counter", "branch"),
    ("calculator", "website"),
    ("notice", "app"),
];

/// The channels of the handbook, with their titles.
pub const CHANNELS: [(&str, &str); 6] = [
    ("branch", "In a branch"),
    ("website", "Website"),
    ("app", "Mobile app"),
    ("phone", "Phone"),
    ("post", "Letters"),
    ("messaging", "E-mail and messages"),
];

/// What journeys are about: a verb and its object.
pub const VERBS: [&str; 12] = [
    "move", "open", "renew", "repair", "change", "return", "compare", "cancel", "share", "upgrade", "report", "settle",
];

/// What the verbs are done to.
pub const OBJECTS: [&str; 18] = [
    "contract",
    "account",
    "subscription",
    "meter",
    "booking",
    "delivery",
    "tariff",
    "membership",
    "invoice",
    "claim",
    "appointment",
    "connection",
    "ticket",
    "deposit",
    "address",
    "order",
    "policy",
    "device",
];

/// Five phases, each with the stages that stand for it: a slug and a title.
pub const PHASES: [(&str, [(&str, &str); 4]); 5] = [
    (
        "awareness",
        [
            ("notice", "Notice the need"),
            ("hear", "Hear of it"),
            ("stumble", "Stumble over it"),
            ("remember", "Remember the date"),
        ],
    ),
    (
        "consideration",
        [
            ("compare", "Compare what is there"),
            ("ask", "Ask around"),
            ("weigh", "Weigh the cost"),
            ("read-up", "Read the conditions"),
        ],
    ),
    (
        "decision",
        [("order", "Place the order"), ("sign", "Sign and pay"), ("confirm", "Confirm the date"), ("book", "Book it")],
    ),
    (
        "loyalty",
        [
            ("settle-in", "Settle in"),
            ("use", "Use it every day"),
            ("get-help", "Get help"),
            ("return", "Come back for more"),
        ],
    ),
    (
        "advocacy",
        [("tell", "Tell a friend"), ("rate", "Rate it"), ("recommend", "Recommend us"), ("teach", "Teach a neighbour")],
    ),
];

/// What is done in a step: a slug and a title.
pub const STEPS: [(&str, &str); 24] = [
    ("find-entry", "Find the right entry"),
    ("wait", "Wait for an answer"),
    ("explain", "Explain the situation"),
    ("choose", "Choose between two offers"),
    ("prove", "Prove who they are"),
    ("pay", "Pay"),
    ("upload", "Upload a document"),
    ("read-terms", "Read what is promised"),
    ("confirm", "Confirm the details"),
    ("receive", "Receive the confirmation"),
    ("track", "Follow the progress"),
    ("correct", "Correct a mistake"),
    ("meet", "Meet a person"),
    ("call-back", "Take a call back"),
    ("compare-price", "Compare the price"),
    ("postpone", "Put it off until the weekend"),
    ("hand-over", "Hand over the old device"),
    ("unpack", "Unpack and set up"),
    ("check-bill", "Check the first bill"),
    ("answer-survey", "Answer three questions"),
    ("ask-neighbour", "Ask a neighbour"),
    ("sign-in", "Sign in again"),
    ("plan-visit", "Plan the visit"),
    ("share-link", "Send a link to the family"),
];

/// What the customers think.
pub const THOUGHTS: [&str; 16] = [
    "I have typed this number three times now.",
    "Is anybody reading what I write here?",
    "That was quicker than I feared.",
    "Why do they ask for what they already know?",
    "If it costs more next year, I want to hear it today.",
    "The person was kind; the form was not.",
    "I shall do it tonight, when the children sleep.",
    "Which of the two dates is the real one?",
    "My sister had this last year and it took a month.",
    "Just tell me what happens next.",
    "Fine. One thing less to think about.",
    "I would pay a little to skip this queue.",
    "They say five days. So, nine.",
    "Do I need the old contract for this?",
    "I don't want a voucher, I want an answer.",
    "At last somebody who says what it costs.",
];

/// How they feel.
pub const FEELINGS: [&str; 18] = [
    "relieved",
    "ignored",
    "in good hands",
    "rushed",
    "sceptical",
    "proud of having found it",
    "tired",
    "watched",
    "welcome",
    "uncertain",
    "amused",
    "let down",
    "curious",
    "impatient",
    "safe",
    "treated like a number",
    "hopeful",
    "annoyed at themselves",
];

/// What hurts.
pub const PAINS: [&str; 18] = [
    "Nobody says how long it takes",
    "The form forgets everything after ten minutes",
    "Two letters arrive with different dates",
    "The price is shown without the fee",
    "The call ends when it is passed on",
    "The confirmation goes to an old address",
    "Opening hours differ between the door and the website",
    "The document must be a scan, and a photo is refused",
    "The offer can't be read on a phone",
    "Staff see another screen than the customer",
    "The reminder comes after the deadline",
    "There is no way back without losing the entries",
    "Help is a page of forty questions",
    "The same question is asked on each channel",
    "The discount is gone when the basket is opened again",
    "A refund takes longer than the purchase did",
    "The letter uses words from the statute",
    "The code arrives when the session has ended",
];

/// What could be done: an imperative and its object.
pub const REMEDIES: [&str; 12] = [
    "Show the waiting time on",
    "Keep the entries of",
    "Send one letter instead of two after",
    "Say the whole price on",
    "Let customers choose the hour of",
    "Accept photographs in",
    "Give staff the customer's view of",
    "Move the reminder before",
    "Write in plain words on",
    "Offer a call back from",
    "Take one question out of",
    "Confirm at once by message after",
];

/// Who does it.
pub const OWNERS: [&str; 8] =
    ["digital", "branches", "care", "billing", "field-service", "marketing", "logistics", "legal"];

/// What customers see, what they don't, and what holds it up.
pub const FRONTSTAGE: [&str; 12] = [
    "The adviser greets and asks for the number",
    "The page shows the next three steps",
    "A message confirms the date",
    "The technician rings ahead",
    "The driver hands over the parcel",
    "The kiosk prints a ticket",
    "The letter names a contact",
    "The app shows the progress",
    "The hotline offers a call back",
    "The chat opens with a question",
    "The bill explains each line",
    "The form lists what is needed",
];

/// What happens behind.
pub const BACKSTAGE: [&str; 12] = [
    "A clerk compares two addresses by hand",
    "The branch copies the order into the old system",
    "Planning assigns a technician the evening before",
    "The scan is read twice and filed once",
    "A rule checks the payment history",
    "The warehouse reserves the device",
    "Care reads the last five contacts",
    "Billing starts a new period",
    "Legal releases the wording each quarter",
    "A batch collects changes until midnight",
    "The partner confirms by spreadsheet",
    "Nobody is told that the date has moved",
];

/// What it rests on.
pub const SUPPORT: [&str; 12] = [
    "Customer records",
    "Order system",
    "Payment provider",
    "Route planning",
    "Ticket system",
    "Identity service",
    "Print shop",
    "Warehouse system",
    "Knowledge base",
    "Consent register",
    "Phone system",
    "Price engine",
];

/// Sources of evidence: an id, a kind and a title.
pub const EVIDENCE: [(&str, &str, &str); 16] = [
    ("spring-survey", "survey", "Spring customer survey"),
    ("autumn-survey", "survey", "Autumn customer survey"),
    ("exit-interviews", "interview", "Interviews after leaving"),
    ("home-visits", "interview", "Visits to twelve households"),
    ("store-reviews", "review", "Reviews in two app stores"),
    ("form-test", "test", "Usability test of the forms"),
    ("letter-test", "test", "Five letters, read aloud"),
    ("funnel", "analytics", "Web funnel, second quarter"),
    ("app-paths", "analytics", "Paths through the app"),
    ("orders", "purchases", "Orders, January to June"),
    ("renewals", "purchases", "Renewals of two years"),
    ("call-reasons", "support-log", "Reasons of calls, coded"),
    ("ticket-log", "support-log", "Tickets, read in full"),
    ("complaint-mail", "email", "Complaints by e-mail"),
    ("branch-days", "observation", "Nine days in branches"),
    ("ride-alongs", "observation", "Rides with technicians"),
];

/// Tags of pages.
pub const TAGS: [&str; 24] = [
    "digital",
    "service",
    "price",
    "speed",
    "trust",
    "onboarding",
    "billing",
    "letters",
    "mobile",
    "self-service",
    "recovery",
    "quick-win",
    "compliance",
    "families",
    "business",
    "accessibility",
    "language",
    "waiting",
    "identity",
    "delivery",
    "payment",
    "planning",
    "partners",
    "retention",
];

/// Headings of sections.
pub const HEADINGS: [&str; 16] = [
    "What the numbers say",
    "Where it hurts",
    "What works",
    "Two kinds of customers",
    "What staff told us",
    "A day in the branch",
    "What we tried",
    "Why it matters",
    "What the letter says",
    "How the hand-over goes",
    "What we don't know yet",
    "The rule behind it",
    "How we know",
    "What follows",
    "In their own words",
    "A closer look at the waiting",
];

const WHO: [&str; 14] = [
    "the customer",
    "the adviser",
    "a caller",
    "the technician",
    "a new tenant",
    "the branch team",
    "somebody in a hurry",
    "the back office",
    "a returning customer",
    "the driver",
    "a small business",
    "the shift lead",
    "a family of four",
    "the contact centre",
];

const THING: [&str; 20] = [
    "the confirmation",
    "an honest date",
    "the first bill",
    "the old contract",
    "a second letter",
    "the promised call",
    "a receipt",
    "the right form",
    "a code",
    "the opening hours",
    "the full price",
    "an answer",
    "the device",
    "a place in the queue",
    "the refund",
    "the meter reading",
    "a name to ask for",
    "the delivery window",
    "the next step",
    "a plain sentence",
];

const WHEN: [&str; 14] = [
    "on a Monday morning",
    "in the last week of the quarter",
    "after nine in the evening",
    "during the lunch break",
    "two days before the deadline",
    "in the first month",
    "while the shop is full",
    "on the way home",
    "at the second attempt",
    "once the letter has arrived",
    "when the line is busy",
    "before the weekend",
    "after the price has changed",
    "as soon as the app asks",
];

const VERB: [&str; 16] = [
    "looks for",
    "waits for",
    "forgets",
    "asks for",
    "receives",
    "explains",
    "doubts",
    "loses",
    "counts on",
    "prints",
    "postpones",
    "expects",
    "checks",
    "misses",
    "mentions",
    "keeps",
];

const WHY: [&str; 14] = [
    "because nobody said what comes next",
    "which costs a second call",
    "and says so to anybody who listens",
    "although the page promised otherwise",
    "since the two systems meet only at night",
    "and is surprised when it works",
    "which no report of ours has ever shown",
    "because the letter was written for lawyers",
    "and gives up more often than we thought",
    "although the remedy would cost an afternoon",
    "which explains half of the complaints",
    "and would gladly have paid for it",
    "since the rule dates from another time",
    "and comes back a week later",
];

/// A sentence of prose, with its full stop.
pub fn sentence(dice: &mut Dice) -> String {
    let (who, verb, thing) = (dice.one(&WHO), dice.one(&VERB), dice.one(&THING));
    let (when, why) = (dice.one(&WHEN), dice.one(&WHY));
    let (n, share) = (dice.between(12, 980), dice.between(4, 93));
    let (other, second) = (dice.one(&WHO), dice.one(&THING));
    let text = match dice.below(9) {
        0 => format!("{when}, {who} {verb} {thing}, {why}"),
        1 => format!("{who} {verb} {thing} {when}"),
        2 => format!("of {n} people whom we asked, {share} % said that {who} {verb} {thing}"),
        3 => format!("what {who} {verb} is **{thing}**; what arrives is {second}"),
        4 => format!("{who} {verb} {thing}, {other} {verb} {second}, {why}"),
        5 => format!("in {share} of a hundred cases {who} {verb} {thing} {when}, {why}"),
        6 => format!("{who} told us of *{thing}* {when}, {why}"),
        7 => format!("we watched how {who} {verb} {thing}, and {n} entries in the log say the same"),
        _ => format!("if {who} {verb} {thing} {when}, {other} hears of it, {why}"),
    };
    capital(&text) + "."
}

/// `n` sentences in a row.
pub fn sentences(dice: &mut Dice, n: usize) -> String {
    (0..n).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
}

/// A line without a full stop, for titles and goals.
pub fn aim(dice: &mut Dice) -> String {
    let thing = dice.one(&THING);
    let when = dice.one(&WHEN);
    match dice.below(4) {
        0 => format!("Get {thing} {when}"),
        1 => format!("Have {thing} without asking twice"),
        2 => format!("Know about {thing} {when}"),
        _ => format!("Be done with {thing} in {} minutes", dice.between(3, 45)),
    }
}

/// The first letter, large; a mark of emphasis before it stays.
fn capital(text: &str) -> String {
    let at = text.find(|letter: char| letter.is_alphabetic()).unwrap_or(0);
    let (before, rest) = text.split_at(at);
    let mut letters = rest.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{before}{first}{}", letters.as_str())
}

/// A highlighted block: a language and its lines. Most are like no other; one in four is one of a few that many
/// pages show, as handbooks do.
pub fn code(dice: &mut Dice) -> String {
    let mut own = if dice.once_in(4) { Dice::new(7, dice.below(40) as u64) } else { Dice::new(dice.draw(), 0) };
    let (place, object, verb) = (own.one(&PLACES).to_lowercase(), own.one(&OBJECTS), own.one(&VERBS));
    let (n, limit, days) = (own.between(100, 99_999), own.between(2, 60), own.between(1, 365));
    let channel = own.one(&CHANNELS).0;
    let (language, text) = match own.below(6) {
        0 => (
            "json",
            format!(
                "{{\n  \"event\": \"{object}.{verb}\",\n  \"id\": {n},\n  \"channel\": \"{channel}\",\n  \"waited\": {limit}.5,\n  \"tags\": [\"{place}\", \"{object}\"],\n  \"resolved\": {}\n}}",
                limit % 2 == 0
            ),
        ),
        1 => (
            "sql",
            format!(
                "-- how long a {object} takes\nSELECT channel, count(*) AS n, avg(minutes) AS mean\nFROM {place}_{object}\nWHERE opened >= DATE '2026-01-01' AND minutes > {limit}\nGROUP BY channel\nHAVING count(*) > {n}\nORDER BY mean DESC;"
            ),
        ),
        2 => (
            "python",
            format!(
                "def {verb}_{object}(rows, limit={limit}):\n    \"\"\"Counts who waited longer than the limit.\"\"\"\n    late = [row for row in rows if row[\"minutes\"] > limit]\n    if not late:\n        return 0.0\n    return len(late) / len(rows)  # {days} days of data, case {n}\n"
            ),
        ),
        3 => (
            "javascript",
            format!(
                "const limit = {limit};\nexport function {verb}{place}(events) {{\n  // case {n}: only the {channel} is counted\n  const late = events.filter((event) => event.channel === \"{channel}\" && event.minutes > limit);\n  return late.length / Math.max(1, events.length);\n}}"
            ),
        ),
        4 => (
            "yaml",
            format!(
                "rule: {verb}-{object}\nwhen:\n  channel: {channel}\n  waited: \"> {limit} min\"\nthen:\n  - call-back: true\n    within: {days} h\n  - note: \"case {n}\"\n"
            ),
        ),
        _ => (
            "bash",
            format!(
                "#!/bin/sh\n# the {object}s of the last {days} days\nfor file in export/{place}-*.csv; do\n  grep -c \"{channel}\" \"$file\" || echo \"none in $file\"\ndone | sort -n | tail -n {limit} > late-{n}.txt"
            ),
        ),
    };
    format!("```{language}\n{}\n```\n", text.trim_end())
}
