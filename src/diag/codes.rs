//! Every code, with the documentation that becomes its page.

/// Declares the codes; the comment above each is its documentation, once for rustdoc, for
/// `rihla explain` and for the reference page of the handbook.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// Which mistake it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All of them, sorted by what they are called.
            pub fn all() -> Vec<Self> {
                let mut all = vec![$(Self::$name,)+];
                all.sort_by_key(|code| code.as_str());
                all
            }

            /// What it is called: `score-out-of-range`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What it means and what to do about it, as Markdown.
            pub fn documentation(self) -> String {
                let lines: &[&str] = match self { $(Self::$name => &[$($doc,)+],)+ };
                let lines: Vec<_> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
                lines.join("\n")
            }
        }
    };
}

use crate::diag::Severity;

codes! {
    /// A file or a folder could not be read: the system refused, or it vanished while it was read.
    ///
    /// Give yourself the right to read it, or move it out of the handbook.
    Unreadable = "unreadable", Error;

    /// A text holds bytes that are not UTF-8, so its letters can't be told.
    ///
    /// Save the file as UTF-8. The place is the first byte that isn't; what follows was still checked.
    NotUtf8 = "not-utf8", Error;

    /// The name of a file is not Unicode, so no page and no link can name it.
    ///
    /// Rename the file.
    NameNotUnicode = "name-not-unicode", Error;

    /// A text is larger than 8 MiB. No page that somebody wrote is: it is mostly an export that
    /// landed in the wrong folder.
    ///
    /// Split the file, or move it out of the content folder.
    FileTooLarge = "file-too-large", Error;

    /// A symbolic link leads out of the handbook, or to nothing. What lies outside is not in git with
    /// the handbook, and publishing it could publish more than was meant.
    ///
    /// Copy the file into the handbook, or remove the link.
    LinkLeaves = "link-leaves", Error;

    /// A symbolic link leads to a folder that holds the link, so walking it would never end.
    ///
    /// Remove the link.
    LinkLoops = "link-loops", Error;

    /// A file begins with a byte order mark, which some Windows editors write. The file was read all
    /// the same; other tools trip over it.
    ///
    /// Save the file as “UTF-8”, not as “UTF-8 with BOM”.
    ByteOrderMark = "byte-order-mark", Warning;

    /// Lines end in CR LF, as Windows writes them. The pages are the same either way; in git, mixed
    /// line ends make every line look changed. Told once, for the first file that has them.
    ///
    /// Put `* text=auto eol=lf` into `.gitattributes`.
    CarriageReturns = "carriage-returns", Note;

    /// A page has neither front matter nor text.
    ///
    /// Write it, or delete the file.
    EmptyPage = "empty-page", Warning;

    /// Front matter was opened with `---` or `+++` and never closed, so the whole page would be
    /// front matter.
    ///
    /// Put the same line below the last field.
    UnclosedFrontMatter = "unclosed-front-matter", Error;

    /// The front matter, or what stands in a `journey` block of the text, is not YAML.
    ///
    /// The place is where reading had to stop. Texts with a colon and a blank in them, or that begin
    /// with one of ``@ ` % & * ! | > [ { #``, need quotes.
    YamlSyntax = "yaml-syntax", Error;

    /// A line of the front matter or of a `journey` block is indented with a tab, which YAML forbids.
    ///
    /// Indent with blanks.
    YamlTab = "yaml-tab", Error;

    /// The front matter or a `journey` block uses a YAML anchor (`&name`), alias (`*name`) or tag (`!name`). A handbook
    /// has no need of them, and a few lines of aliases can stand for gigabytes.
    ///
    /// Write the value where it is needed; put a text that begins with one of these signs into quotes.
    YamlAlias = "yaml-alias", Error;

    /// The front matter or the settings are not TOML.
    TomlSyntax = "toml-syntax", Error;

    /// A value lies more than 64 lists or maps deep, or a text nests its quotes and lists as deep. Or HTML in a text has
    /// more than 128 elements open at once, or 16 such as `<b>`: mostly because their ends are missing.
    ///
    /// Nothing in the format is deeper than six. End each element of HTML with its `</…>`.
    TooDeep = "too-deep", Error;

    /// The same field stands twice in one map; which of them counts can't be told.
    ///
    /// Remove one.
    DuplicateKey = "duplicate-key", Error;

    /// The front matter has a field that no page of this kind has, or a `journey` block of the text has an option that no
    /// view has. What it says would be lost without a word.
    ///
    /// Correct its name; the hint has the nearest one.
    UnknownField = "unknown-field", Error;

    /// A field that must be there is missing, or has no value.
    MissingField = "missing-field", Error;

    /// A value is of another type than the field: a list where a text is asked for, a text where a
    /// number is.
    WrongType = "wrong-type", Error;

    /// A field takes one of a few words, and this isn't one of them.
    UnknownValue = "unknown-value", Error;

    /// A date is not a day of the calendar written as `2026-04-30`.
    InvalidDate = "invalid-date", Error;

    /// An opportunity has a day on which it was finished, and a status that says otherwise.
    ///
    /// Write `status: done` as well, or remove `done`. The day by which it is to be finished is `due`.
    NotDone = "not-done", Error;

    /// An opportunity should have been finished by now: its `due` day has passed, and it is neither `done` nor `dropped`. What
    /// counts as today is `as-of` in `[journey]`, else the day of the newest commit.
    ///
    /// Finish it and write `status: done`, give it up with `status: dropped`, or agree on another day.
    OverdueOpportunity = "overdue-opportunity", Warning;

    /// A number is outside the range of its field: a `share` is 0 to 1, a trait, an `impact` and an
    /// `effort` are 1 to 5, an `n` is a whole number from 0.
    NumberOutOfRange = "number-out-of-range", Error;

    /// A number is infinite or not a number at all (`.inf`, `.nan`).
    NotFinite = "not-finite", Error;

    /// A score lies outside the scale of its metric: emotion −2 to 2, satisfaction 1 to 5, NPS −100 to
    /// 100, effort 1 to 7, importance 1 to 5, unless `[metrics.…]` in `book.toml` says otherwise.
    ScoreOutOfRange = "score-out-of-range", Error;

    /// A translation repeats a field that is a fact and not words: a score, a reference, a channel, a
    /// phase, a flag. Facts are written once, in the file of the default language, so that the two
    /// can't drift apart.
    ///
    /// Remove the field from the translation.
    FactInTranslation = "fact-in-translation", Error;

    /// A translation has no page in the default language beside it, so there is nothing it translates.
    ///
    /// Write the page in the default language first, or correct the file's name.
    TranslationAlone = "translation-alone", Error;

    /// A translation names a step, an opportunity or a piece of evidence by an `id` that the page in
    /// the default language doesn't have, so its words would be shown nowhere.
    TranslationUnmatched = "translation-unmatched", Error;

    /// A file's name ends in a language tag that `book.toml` doesn't declare, such as `till.fr.md`; or a
    /// tag is not one that BCP 47 knows.
    ///
    /// Declare it with `[languages.fr]`, or rename the file.
    UnknownLanguage = "unknown-language", Error;

    /// Two pages have the same id, or ids that differ only in case or in how Unicode composes their
    /// letters. On some disks they would be one file.
    ///
    /// Rename one of them.
    DuplicateId = "duplicate-id", Error;

    /// Two steps of a stage, or two opportunities of a step, have the same id; the `id` is the slug of
    /// the title unless it is given.
    ///
    /// Give one of them an `id` of its own.
    DuplicateStep = "duplicate-step", Error;

    /// A persona is named that has no file in `personas`.
    UnknownPersona = "unknown-persona", Error;

    /// A persona has a score or an emotion on a journey, or on one of its stages, that doesn't list it in its `personas`;
    /// or a `journey` block asks for the curve of such a persona.
    ///
    /// Add the persona to the journey, or remove the value.
    PersonaNotOnJourney = "persona-not-on-journey", Error;

    /// A journey is named that has no folder in `journeys`.
    UnknownJourney = "unknown-journey", Error;

    /// A touchpoint is named that has no file in `touchpoints`.
    UnknownTouchpoint = "unknown-touchpoint", Error;

    /// A channel is named that `[channels]` in `book.toml` doesn't declare.
    UnknownChannel = "unknown-channel", Error;

    /// A phase is named that `[journey] phases` in `book.toml` doesn't list.
    UnknownPhase = "unknown-phase", Error;

    /// A metric is named that is neither built in nor declared by `[metrics.…]` in `book.toml`.
    UnknownMetric = "unknown-metric", Error;

    /// `lanes` names a lane that no map has.
    UnknownLane = "unknown-lane", Error;

    /// `[output.maps]` asks for files of the maps, and one can't be drawn: no font has its letters, or it is too large.
    ///
    /// Letters of Latin, Greek, Cyrillic, Arabic and Thai and plain emoji are built in. Fonts for other scripts go into the
    /// `fonts` folder of the handbook's theme; those of the machine are tried last.
    UndrawableMap = "undrawable-map", Error;

    /// A `journey` block asks for a view that is always that of one journey, such as its map, and names no journey. On the
    /// pages of a journey and its stages the block means that journey; elsewhere it means the whole handbook.
    ///
    /// Write the journey's id behind the word `journey`.
    ViewNeedsJourney = "view-needs-journey", Error;

    /// A `journey` block has an option that its view can't follow: `persona` where everybody is shown, `lanes` where there
    /// are none to choose. The view is shown without it, so readers see more than was asked for.
    ///
    /// Remove the option, or take another view.
    OptionWithoutEffect = "option-without-effect", Warning;

    /// A `journey` block compares where there is nothing to compare: `future` of a journey that no other is to replace,
    /// `personas` of a journey that has fewer than two.
    ///
    /// Take another view, or write what is missing.
    NothingToCompare = "nothing-to-compare", Warning;

    /// A reference `[[…]]` names no page of the handbook.
    UnknownReference = "unknown-reference", Error;

    /// A reference `[[…]]` could mean more than one page: a persona and a touchpoint, say.
    ///
    /// Say which with `[[persona:…]]`, `[[journey:…]]`, `[[touchpoint:…]]`, `[[stage:…]]` or `[[page:…]]`.
    AmbiguousReference = "ambiguous-reference", Error;

    /// A link leads to a file that the handbook doesn't have.
    DeadLink = "dead-link", Error;

    /// An anchor that a heading is given with `{#…}` stands twice on its page, or has a colon in it: anchors with
    /// colons are the site's own.
    BadAnchor = "bad-anchor", Error;

    /// A quote that begins with `[!TABS]` can't be shown as tabs: something stands before its first heading, it has fewer
    /// than two headings of one level, or it lies in another group. It is shown as a plain quote.
    BadTabs = "bad-tabs", Warning;

    /// A link leads to a heading or a step that its page doesn't have.
    DeadAnchor = "dead-anchor", Error;

    /// An image is not where the page says.
    MissingImage = "missing-image", Error;

    /// An image lies on another site. Pages show only images of their own site, so that no other site learns who reads
    /// the handbook, and so that it works without a network.
    ///
    /// Put the image beside the page.
    ExternalImage = "external-image", Warning;

    /// A path is absolute, or leads out of the handbook with `..`. Such a path works on one machine
    /// at the most.
    ///
    /// Write it relative to the page, inside the handbook.
    PathLeaves = "path-leaves", Error;

    /// A link has a scheme that a browser would run or that leads to a reader's own disk:
    /// `javascript:`, `data:`, `vbscript:`, `file:`.
    ///
    /// Use `https:`, `http:`, `mailto:`, `tel:` or a path.
    UnsafeLink = "unsafe-link", Error;

    /// A file beside the pages could run in a reader's browser: a script, a web page, or a drawing
    /// (SVG) with a script in it or with something that is fetched from another site. It is not published.
    ///
    /// Remove the script from the drawing, or put in what it fetches; link to web pages where they are.
    ActiveFile = "active-file", Error;

    /// The text holds HTML that the site leaves out or shows as text: an element or an attribute that could run or
    /// reshape the page.
    ///
    /// Say it in Markdown; or set `raw-html = "trust"` under `[output.html]`, if everybody who can write in
    /// the handbook may put anything into its pages. What runs inline is still kept from running by the site's content
    /// security policy.
    HtmlLeftOut = "html-left-out", Warning;

    /// Sub-journeys open each other in a circle, so none of them is a part of another.
    ///
    /// Remove the `journey` of one step.
    JourneyCycle = "journey-cycle", Error;

    /// A journey is the future of itself, of a journey that is itself to come, or says `future-of` while its `state` is
    /// `current`.
    FutureOf = "future-of", Error;

    /// A journey has no stages, so it has no map.
    ///
    /// Write `01-….md` in its folder, or take the journey out with `status: draft`.
    JourneyWithoutStages = "journey-without-stages", Warning;

    /// A journey names no personas, so nobody goes on it.
    JourneyWithoutPersonas = "journey-without-personas", Warning;

    /// A journey has more than eight stages or twenty steps; its map can no longer be taken in at once.
    ///
    /// Move a part into a journey of its own and open it with the step's `journey`.
    JourneyTooLong = "journey-too-long", Warning;

    /// Two pages would be written to one file. An index that is too long for one page goes on at `2.html`, `3.html` and so on
    /// beside its own.
    ///
    /// Rename one of them.
    SameOutput = "same-output", Error;

    /// A page, a file or a redirect has a `\` in its path. Windows and browsers take it for the end of a folder's name, so that
    /// nobody could open it there.
    ///
    /// Rename the file or its folder.
    UnusableName = "unusable-name", Error;

    /// An alias is the address of a page that exists, or of another alias.
    ///
    /// Remove the alias.
    AliasTaken = "alias-taken", Error;

    /// A page refers to a draft, or to a file in its folder; both are left out of the site.
    ///
    /// Finish the draft, or build with `--drafts`.
    RefersToDraft = "refers-to-draft", Warning;

    /// `book.toml` has a setting that Rihla doesn't know.
    UnknownSetting = "unknown-setting", Error;

    /// `book.toml` has a setting of mdBook's that Rihla doesn't support.
    ///
    /// Remove it; the handbook builds the same without it.
    UnsupportedSetting = "unsupported-setting", Warning;

    /// A setting has a value that it can't have, from `book.toml` or from an environment variable
    /// `RIHLA_…`.
    InvalidSetting = "invalid-setting", Error;

    /// There is no `book.toml`, or it names a content folder that isn't there.
    NoHandbook = "no-handbook", Error;

    /// A score crossed a line that `[[alerts]]` in `book.toml` draws.
    ///
    /// Its severity is the alert's own: an error fails `rihla check` and `rihla build`, a warning fails `rihla check
    /// --deny-warnings`, a note stands on the pages and is told with `-v`.
    Alert = "alert", Warning;

    /// An alert watches something that has no score of its metric, or none of as many answers as its `min-n` asks for, so it
    /// would never be raised.
    ///
    /// Where there is no score its severity is the alert's own; where answers are too few it is a note.
    SilentAlert = "silent-alert", Warning;

    /// Rihla broke off while it made the pages. That is a bug of Rihla and no mistake of yours; the preview shows the pages as
    /// they were before.
    ///
    /// Please report it with its message and, if you can, the file. Undoing the last change helps until it is mended.
    BrokeOff = "broke-off", Error;

    /// A file of answers that `[[data]]` names is not there or can't be read: it is a workbook or an archive and no text, it
    /// is in another encoding, its first line can't be divided into columns, or a quote opens and never closes.
    ///
    /// Save it as “CSV UTF-8”; or say what it is, with `encoding = "windows-1254"` and `separator = ";"`. Files end in `.csv`,
    /// `.tsv`, or `.jsonl` and `.ndjson` with one JSON object a line.
    DataFile = "data-file", Error;

    /// A column of a file of answers is not there, is there twice, or is asked for and redacted at once. Every file has an
    /// answer in its column `score`, or in the one that `columns` says.
    ///
    /// Correct the name; the hint has the nearest one.
    DataColumn = "data-column", Error;

    /// A cell of a file of answers can't be what its column is for: an answer that is no number or off the scale of its
    /// metric, a day that isn't one, a count that is no whole number. Of each kind the first 20 are told one by one; how
    /// many there are is told behind them.
    ///
    /// Correct the row, or remove it. With `bad-rows = "warning"` such rows are left out and the site is built.
    DataValue = "data-value", Error;

    /// A row of a file of answers has more or fewer cells than its first line, so which of them is the answer can't be told;
    /// or a line of a `.jsonl` is no JSON object.
    ///
    /// Mostly a text with a separator in it lacks its quotes, or a quote isn't closed.
    DataRagged = "data-ragged", Error;

    /// Two rows of a file of answers have the same id. The first counts.
    ///
    /// Remove the second, or give it an id of its own. If the column tells something else than answers apart, name another
    /// one under `columns`.
    DataDuplicate = "data-duplicate", Error;

    /// Two data sets measure the same of one thing, or stages of one journey were asked in different words, so that their scores
    /// can't be compared.
    ///
    /// Put the answers to one question into one file; declare another metric for another question.
    DataMixed = "data-mixed", Warning;

    /// A comment that could have been shown holds something personal: an e-mail address, a phone number, the number of a
    /// card or of a bank account. It is not shown; the answer counts all the same.
    ///
    /// Take it out of the file. Columns of which nothing may ever be shown are named by `redact`.
    PersonalData = "personal-data", Warning;

    /// A file of answers lies in the folder `data`, and no `[[data]]` names it. None of it is read.
    ///
    /// Declare it, or move it elsewhere.
    UndeclaredData = "undeclared-data", Note;

    /// `changes-since` names a commit that git doesn't find here: a name with a mistake, a clone that holds only a part of the
    /// history, a folder that is in no repository. The site has no page of recent changes then.
    ///
    /// CI fetches the whole history where it is asked to: `fetch-depth: 0` in GitHub's, `GIT_DEPTH: 0` in GitLab's.
    UnknownRevision = "unknown-revision", Warning;

    /// A page was last reviewed longer ago than `review-every` allows. The warning stands at its `reviewed`.
    ///
    /// Read the page, mend what is no longer true, and write the day on which you did. Ages are counted to the day
    /// of the newest commit, unless `as-of` in `book.toml` or `--as-of` names another.
    ReviewDue = "review-due", Warning;

    /// Nobody answers for a journey, so nobody will notice when it is no longer true.
    ///
    /// Name a team in `owner`. A handbook that can't ask for owners leaves `"owner"` out of `require` in `book.toml`.
    JourneyWithoutOwner = "journey-without-owner", Warning;

    /// A step of a journey of today rests on nothing: it has no evidence of its own, its emotion was neither counted nor has a
    /// source, and no touchpoint in it has evidence or was measured. Told once for each stage.
    ///
    /// Say under `evidence` how you know. A handbook that begins with guesses leaves `"evidence"` out of `require` in
    /// `book.toml`, until it has some.
    StepWithoutEvidence = "step-without-evidence", Warning;

    /// Evidence was gathered longer ago than `evidence-age` allows. Told once for each page, at the first piece.
    ///
    /// Look whether it still holds, and add newer evidence. A piece that says no day (`on`) is never too old.
    OldEvidence = "old-evidence", Warning;

    /// A template of the handbook's theme is broken, uses something that its page doesn't have, or names a style sheet or script
    /// below `assets/` that is neither the theme's nor listed in `book.toml`.
    TemplateError = "template-error", Error;

    /// A theme's interface texts are not Fluent, or lack a text that a template asks for.
    InterfaceText = "interface-text", Error;

    /// The handbook has a language in which the interface doesn't speak, or not everywhere: what is missing readers see in English.
    ///
    /// `rihla new texts de` writes a file with all texts into the theme's folder, in English; translate what stands behind the
    /// `=`. In a file that is there, add the texts that are named.
    InterfaceUntranslated = "interface-untranslated", Warning;

    /// A template, style sheet or script of the handbook's theme stands for none of the default theme's, and nothing asks for it.
    ///
    /// A file takes the place of the default one by having its name: `jorney.html` takes no place at all. A further template is used
    /// where another one includes, extends or imports it, or shows a component that it defines; a further style sheet or script where a
    /// template names it, or another file of its kind.
    UnusedThemeFile = "unused-theme-file", Warning;
}

/// The reference of all codes, as a page of a handbook.
pub fn reference_page() -> String {
    let mut page = String::from(
        "---\ntitle: Diagnostics\nsummary: Every mistake that Rihla tells, what it means and what to do about it.\nweight: 90\n---\n\
         Each mistake has a code. `rihla explain CODE` prints the same text in a terminal. Errors keep a site from\n\
         being published, warnings don't (`rihla check --deny-warnings` fails on them), and notes never fail anything.\n",
    );
    for code in Code::all() {
        let severity = code.severity().as_str();
        page.push_str(&format!(
            "\n## {} {{#{}}}\n\n*{severity}*\n\n{}\n",
            code.as_str(),
            code.as_str(),
            code.documentation()
        ));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_name_of_its_own_and_a_text() {
        let names: BTreeSet<_> = Code::all().into_iter().map(Code::as_str).collect();
        assert_eq!(names.len(), Code::all().len());
        for code in Code::all() {
            assert!(code.documentation().len() > 30, "{} says too little", code.as_str());
        }
    }
}
