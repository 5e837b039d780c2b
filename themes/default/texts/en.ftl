# Interface texts, English. Every language file has the same keys with the same variables.
# Numbers arrive as numbers ($n) unless a comment says that they are already written out.

## The frame of every page

skip = Skip to content
menu = Menu
more = More
language = Language
untranslated = not translated yet
theme = Colour theme
theme-auto = Like the system
theme-light = Light
theme-dark = Dark
nav-sections = Sections
nav-nearby = In this section
nav-breadcrumbs = Where you are
nav-toc = On this page
nav-pager = Previous and next page
nav-stages = Stages of this journey
nav-letters = Letters
previous = Previous
next = Next
mentions = Mentioned in
owner = Owner
status = Status
state = State
reviewed = Last reviewed
changed = Last changed
tags = Tags
edit = Edit this page
repository = Source
made-with = Made with { $generator }
# $language: the name of the default language in itself.
fallback = This page is not available in English yet. You are reading it in { $language }.
pages = Pages
nothing-here = Nothing here yet.

## Kinds of pages

kind-home = Home
kind-persona = Persona
kind-journey = Journey
kind-stage = Stage
kind-touchpoint = Touchpoint
kind-section = Section
kind-prose = Guide
kind-glossary = Glossary
kind-personas = Personas
kind-journeys = Journeys
kind-touchpoints = Touchpoints
kind-channels = Channels
kind-tags = Tags
kind-opportunities = Opportunities
kind-alerts = Alerts
kind-evidence = Evidence
kind-not-found = Page not found

section-glossary = Glossary

title-personas = Personas
title-journeys = Journeys
title-touchpoints = Touchpoints
title-channels = Channels
title-tags = Tags
title-opportunities = Opportunities
title-alerts = Alerts
title-evidence = Evidence
title-not-found = Page not found

intro-personas = The people this handbook is about, and what they want from us.
intro-journeys = What customers live through with us, from the first time they hear of us to the last.
intro-touchpoints = Everything customers see, hear or hold when they deal with us, and how well it does.
intro-channels = Where customers meet us, and what they meet there.
intro-tags = The pages of this handbook, by tag.
intro-opportunities = What could be better, with the impact we expect and the effort it takes.
intro-alerts = Scores that have crossed the lines we drew for ourselves.
intro-evidence = What this handbook rests on: where somebody was asked, and where somebody looked.
intro-glossary = The words we use, and what we mean by them.

## Values

persona-kind-primary = Primary persona
persona-kind-secondary = Secondary persona
persona-kind-negative = Not our customer
persona-kind-internal = Employee

touchpoint-kind-owned = Owned
touchpoint-kind-paid = Paid
touchpoint-kind-earned = Earned

state-current = Current state
state-future = Future state

status-draft = Draft
status-review = In review
status-approved = Approved

opportunity-idea = Idea
opportunity-planned = Planned
opportunity-doing = Under way
opportunity-done = Done
opportunity-dropped = Dropped

evidence-survey = Survey
evidence-interview = Interviews
evidence-review = Reviews
evidence-test = Usability test
evidence-analytics = Analytics
evidence-purchases = Purchase data
evidence-support-log = Support log
evidence-email = E-mails
evidence-observation = Observation

level-customer = Customer journey
level-buyer = Buyer journey
level-user = User journey
level-employee = Employee journey

phase-awareness = Awareness
phase-consideration = Consideration
phase-decision = Decision
phase-loyalty = Loyalty
phase-advocacy = Advocacy

metric-emotion = Emotion
metric-satisfaction = Satisfaction
metric-nps = NPS
metric-effort = Ease
metric-importance = Importance
metric-csat = CSAT

severity-error = Critical
severity-warning = Warning

backing-none = No evidence
backing-some = Some evidence
backing-full = Well evidenced

mood-n2 = very unhappy
mood-n1 = unhappy
mood-0 = neutral
mood-p1 = happy
mood-p2 = delighted

## The map

map = Journey map
map-region = Journey map: { $title }
lane-stages = Stages
lane-steps = Steps
lane-touchpoints = Touchpoints
lane-channels = Channels
lane-emotion = Emotion
lane-thinks = Thinks
lane-feels = Feels
lane-pains = Pain points
lane-opportunities = Opportunities
lane-interaction = Line of interaction
lane-frontstage = Frontstage
lane-visibility = Line of visibility
lane-backstage = Backstage
lane-internal = Line of internal interaction
lane-support = Support processes
lane-metrics = Metrics
lane-evidence = Evidence

curve-high = Delighted
curve-neutral = Neutral
curve-low = Very unhappy
curve-average = Average
curve-everybody = Everybody
curve-table = Emotion, step by step
no-score = no score
moment-of-truth = Moment of truth
highest = High point
lowest = Low point

# $n is already written out: answers, people and cases added up.
map-evidence = n = { $n }, from { $sources ->
    [one] one source
   *[other] { $sources } sources
}
map-no-evidence = None yet: this map is an assumption.
map-steps-without = { $n ->
    [one] { $n } of { $of } steps has none of its own
   *[other] { $n } of { $of } steps have none of their own
}
map-steps-all = Every step is backed by evidence

personas = Personas
journeys = Journeys
stages = Stages
steps = Steps
touchpoints = Touchpoints
scenario = Scenario
replaces = Is to replace
replaced-by = Is to be replaced by
opened-by = Starts from
opens-journey = Leads into
scores = Scores
scores-journey = The journey as a whole

## Counts

count-journeys = { $n ->
    [one] { $n } journey
   *[other] { $n } journeys
}
count-stages = { $n ->
    [one] { $n } stage
   *[other] { $n } stages
}
count-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
count-alerts = { $n ->
    [one] { $n } alert
   *[other] { $n } alerts
}
count-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}

## Home

steps-with-evidence = Steps with evidence of their own
open-opportunities = Open opportunities
needs-attention = Needs attention
changed-lately = Changed lately

## Personas

# $share is already written out, with its percent sign.
persona-share = { $share } of customers
persona-who = Who are they?
persona-traits = Traits
of-five = { $n } of 5
persona-how = How do they behave?
persona-what = What do they want and need?
persona-goals = Goals
persona-needs = Needs
persona-motivations = Motivations
persona-frustrations = Frustrations
persona-feel = How do we make them feel?
highest-moments = Best moments
lowest-moments = Worst moments
persona-journeys = Their journeys
persona-pains = What hurts, step by step

## Stages and touchpoints

stage-number = Stage { $n }
goal = Goal
stage-curve = Where this stage lies on the emotion curve of “{ $title }”.
whole-map = See the whole map
impact-of = Impact { $n }/5
effort-of = Effort { $n }/5
met-by = Who meets it
meetings = Where customers meet it
never-met = No step of any journey meets this touchpoint yet.

## Scores and alerts: all values are already written out

score-to = to
score-n = n = { $n }
score-interval = 95 %: { $low } to { $high }
score-unsourced = Estimate, without a source

## Indexes

column-touchpoint = Touchpoint
column-kind = Kind
column-channels = Channels
column-journeys = Journeys
column-steps = Steps
column-worst = Worst moment
column-satisfaction = Satisfaction
column-nps = NPS
column-owner = Owner
column-channel = Channel
column-touchpoints = Touchpoints
column-tag = Tag
column-pages = Pages
column-opportunity = Opportunity
column-journey = Journey
column-step = Step
column-stage = Stage
column-impact = Impact
column-effort-needed = Effort
column-status = Status
column-severity = Severity
column-page = Page
column-persona = Persona
column-metric = Metric
column-value = Value
column-limit = Limit
column-evidence = Evidence
column-n = n
column-on = Gathered

filter = Filter
filter-none = Nothing matches this filter.
nav-parts = Parts of this list
# $n: the number of a part of a long index, $of: how many parts it has.
part-of = Part { $n } of { $of }
title-part = { $title } ({ $n } of { $of })
part-filter = Sorting and filtering only see this part of the list.
sort-by = Sort by

## Other pages

not-found = There is no page at this address. It may have been moved or renamed.
to-home = To the home page
moved = This page has moved
moved-link = Go to its new address

## Callouts in prose

callout-note = Note
callout-tip = Tip
callout-important = Important
callout-warning = Warning
callout-caution = Caution

# Markdown
column-personas = Personas
link-to-heading = Link to this heading
footnote-back = Back to the text
task-done = Done:
task-open = Open:
table = Table
persona-scores = What they score

## Views in the midst of a text

## The map's choices and the views of one journey

map-whose = Emotions of
curve-all = All
map-presets = Show
preset-everything = Everything
preset-experience = Experience
preset-blueprint = Blueprint
map-lanes = Lanes
lane-actions = Customer actions
lane-physical = Physical evidence
curve-estimate = Dashed ring: estimate, without evidence
download = Download
# $n: thousands of bytes.
download-size = { $n } kB
# $size is already written out.
download-as = { $format }, { $size }
views = Views
about-future = The journey of today against the one we want, step for step.
about-personas = How each persona feels at each step, and where their ways part.
about-stages = How each persona feels on average, stage by stage.
chart-furthest = Furthest apart
chart-gain = Greatest gain
chart-today = Today
chart-future = Future
chart-apart = Distance
chart-difference = Difference
chart-no-step = no such step
chart-below = The values are listed below.
change-new = New
change-dropped = Dropped
count-rises = { $n ->
    [one] { $n } step rises
   *[other] { $n } steps rise
}
count-falls = { $n ->
    [one] { $n } step falls
   *[other] { $n } steps fall
}
count-unchanged = { $n ->
    [one] { $n } step stays as it is
   *[other] { $n } steps stay as they are
}
count-new = { $n ->
    [one] { $n } step is new
   *[other] { $n } steps are new
}
count-dropped = { $n ->
    [one] { $n } step is dropped
   *[other] { $n } steps are dropped
}
empty-map = This journey has no stages yet.
empty-blueprint = No step says yet what staff and systems do.
empty-curve = No step has an emotion yet.
empty-personas = There is nothing to compare: fewer than two personas have emotions of their own on this journey.
empty-stages = No step has an emotion yet.
empty-future = There is nothing to compare: this journey has no counterpart, or one of the two has no emotions yet.

view-map = Journey map
view-curve = Emotion curve
view-blueprint = Service blueprint
view-personas = Personas compared
view-stages = Personas and stages
view-future = Today and future
embed-all = The whole handbook

## The views over the whole handbook

kind-network = Network
kind-moments-of-truth = Moments of truth
title-network = Network
title-moments-of-truth = Moments of truth
intro-network = Which journeys share which touchpoints, and how it feels where they meet: a change at one touchpoint reaches all of its journeys.
intro-moments-of-truth = The steps at which customers make up their minds about us, the unhappiest first.

view-touchpoints = Touchpoints by mood
about-touchpoints = How it feels on average where touchpoints are met, the worst first; each cell leads to its unhappiest step.
empty-touchpoints = No step meets a touchpoint yet.
view-channels = Switches of channel
about-channels = Where customers have to go on somewhere else, and how that feels.
empty-channels = Nobody switches the channel yet: at least two steps in a row have to say where they happen.
view-moments = Moments of truth
about-moments = The steps at which customers make up their minds about us, the unhappiest first.
empty-moments = No step is marked as a moment of truth yet.
view-network = Journeys and the touchpoints that they share
about-network = Each line is a journey that meets a touchpoint; its colour and width say how it feels there.
empty-network = No journey meets a touchpoint yet.
view-opportunities = Impact and effort
about-opportunities = What is rated, by the impact we expect and the effort it takes; the numbers are those of the backlog.
empty-opportunities = No opportunities yet.
whole-list = The whole list

# $view: the name of the view, $title: of the journey that it shows.
view-of = { $view }: { $title }
heatmap = Heatmap
heat-worst = lowest
heat-never = never meet
count-touchpoints = { $n ->
    [one] { $n } touchpoint
   *[other] { $n } touchpoints
}
count-switches = { $n ->
    [one] { $n } switch
   *[other] { $n } switches
}
column-number = No.
column-from = From
column-to = To
column-before = Before
column-after = After
switches = Switches, one by one
switches-none = The channel stays the same from the first step to the last.
switch-matrix = From channel to channel
switch-corner = From ↓ to →
# $channel: the name of the channel that was left.
switch-from = switched from { $channel }
way-stays = stays in the channel
way-switches = switches
network-region = Network of journeys and touchpoints
left-out = Only the unhappiest are shown here: { $n } more are left out.
left-out-more = … and { $n } more
network-journeys-left-out = Not in this picture: journeys that meet fewer touchpoints ({ $n }).
network-left-out = { $n ->
    [one] One touchpoint that joins fewer journeys is only in the table below.
   *[other] { $n } touchpoints that join fewer journeys are only in the table below.
}
network-table = All touchpoints and their journeys
matrix-impact = Impact { $n }
matrix-effort = Effort { $n }
quadrant-quick-wins = Quick wins
quadrant-big-bets = Big bets
quadrant-fill-ins = Fill-ins
quadrant-think-twice = Think twice
unrated = Not rated yet
lacks-impact = the impact is missing
lacks-effort = the effort is missing
lacks-both = impact and effort are missing

# Data sets, and scores that are counted from them

kind-data = Data
kind-data-set = Data set
title-data = Data
intro-data = The answers that scores are counted from: what was asked, of whom, when, and how many answered.
column-data-set = Data set
column-period = Period
column-interval = 95 % interval
interval = { $low } to { $high }
data-question = What was asked
data-result = Result
data-when = Answered
data-asked = How we know
data-solicited = Somebody was asked
data-observed = Somebody was watched
data-file = File
data-rows = Rows
data-used = { $used } of { $rows } rows were used.
data-rests = What rests on it
unused-no-score = Rows without an answer
unused-no-number = Rows whose answer is no number
unused-off-scale = Rows whose answer is off the scale
unused-bad-date = Rows whose date is none
unused-bad-count = Rows whose count is none
unused-ragged = Rows with more or fewer cells than the first line
unused-bad-text = Rows with bytes that are no text
unused-duplicate = Rows that were there before
unused-unknown-name = Answers about something that the handbook doesn’t have
method-mean = mean of the answers
method-nps = promoters less detractors
method-top-2-box = share of the two best answers
method-easy-share = share of those who found it easy
method-index = easy less difficult
method-share = share
trend = Over time
trend-of = { $metric } over time
trend-table = The numbers
trend-change = { $change } since the period before
trend-steady = Since the period before nothing changed that the answers can tell from chance.
quarter = Q{ $q } { $year }
score-data = Counted from
score-written = written here: { $value } (difference { $difference })

# Alerts: all values are already written out. What happened follows the name of the metric.

severity-note = Note
alert-below = { $value } is under { $limit }
alert-above = { $value } is over { $limit }
alert-fell = fell by { $by } since { $since }
alert-detractors = { $share } detractors, the line is { $limit }
alert-low-answers = { $share } low answers, the line is { $limit }
column-happened = What happened
column-harm = Harm
column-share = Share
harm-why = The worst come first. Harm says how far a score is beyond its line, in hundredths of its scale, times the steps that meet the touchpoint, times the persona’s share of customers; a moment of truth counts twice.
standings-at-risk = Touchpoints at risk
standings-at-risk-why = More than { $line } of those who answered are detractors or dissatisfied.
standings-promoted = Touchpoints that people recommend
standings-promoted-why = More than { $line } of those who answered are promoters or satisfied.
standings-left-out = { $n ->
    [one] One more touchpoint is left out.
   *[other] { $n } more touchpoints are left out.
}
verdict-at-risk = At risk
verdict-promoted = Recommended
share-nps-at-risk = { $share } detractors
share-nps-promoted = { $share } promoters
share-other-at-risk = { $share } dissatisfied
share-other-promoted = { $share } satisfied

# What people said in files of answers
comments = What people say
home-answers = What the answers say
# What the handbook says as data: `api`.
data-files = Data for other tools:
data-journey = This journey as data for other tools

# Recent changes.
title-changes = Recent changes
kind-changes = Recent changes
intro-changes = What changed in journeys, personas and touchpoints since an earlier state of this handbook.
empty-changes = Nothing has changed since then.
recent-since = Since {"\u2068"}{ $since }{"\u2069"}
recent-now = now
recent-place = place { $n }
recent-place-in = place { $n } in “{ $title }”
recent-sum-added = Added
recent-sum-removed = Removed
recent-sum-renamed = Renamed
recent-sum-moved = Moved
recent-sum-scores-up = Scores up
recent-sum-scores-down = Scores down
recent-sum-closed = Opportunities closed
recent-sum-edited = Reworded
recent-sum-other = Other changes
recent-group-journeys = Journeys
recent-group-personas = Personas
recent-group-touchpoints = Touchpoints
recent-group-handbook = Other pages and settings
recent-kind-journey = Journey
recent-kind-stage = Stage
recent-kind-step = Step
recent-kind-opportunity = Opportunity
recent-kind-evidence = Evidence
recent-kind-persona = Persona
recent-kind-touchpoint = Touchpoint
recent-kind-page = Page
recent-kind-handbook = Handbook
recent-kind-language = Language
recent-kind-channel = Channel
recent-kind-phase = Phase
recent-kind-metric = Metric
recent-kind-tag = Tag
recent-added = New
recent-removed = Removed
recent-renamed = New name
recent-moved = Moved
recent-truth-gained = Now a moment of truth
recent-truth-lost = No longer a moment of truth
recent-closed = Closed
recent-reopened = Open again
recent-edited = Reworded:
recent-translated = Translated:
recent-translation-removed = Translation removed:
recent-sign-plus = Added:
recent-sign-minus = Gone:
recent-sign-arrow = Changed:
recent-sign-up = Up:
recent-sign-down = Down:
recent-field-owner = Owner
recent-field-status = Status
recent-field-reviewed = Last reviewed
recent-field-kind = Kind
recent-field-share = Share of customers
recent-field-portrait = Portrait
recent-field-traits = Traits
recent-field-state = State
recent-field-future-of = Replaces
recent-field-level = Level
recent-field-lanes = Lanes
recent-field-direction = Direction
recent-field-phase = Phase
recent-field-channel = Channel
recent-field-journey = Leads into
recent-field-impact = Impact
recent-field-effort = Effort
recent-field-due = Due
recent-field-done = Done on
recent-field-moves = Is to move
recent-field-on = Date
recent-field-n = Answers
recent-field-url = Source
recent-field-min = Lowest value
recent-field-max = Highest value
count-recent = { $n ->
    [0] No changes since {"\u2068"}{ $since }{"\u2069"}
    [one] { $n } change since {"\u2068"}{ $since }{"\u2069"}
   *[other] { $n } changes since {"\u2068"}{ $since }{"\u2069"}
}
# Opportunities: by when, who, what they are worth and what they moved. Values are already written out.

overdue = Overdue
count-overdue = { $n ->
    [one] { $n } overdue
   *[other] { $n } overdue
}
count-overdue-opportunities = { $n ->
    [one] { $n } opportunity overdue
   *[other] { $n } opportunities overdue
}
due-on = due
done-on = done
column-due = Due
column-done-on = Done on
column-score = Score
column-total = Total
column-change = Change
column-whose = Whose answers
by-owner = By owner and status
nobody = Nobody
opportunity-unset = No status
done-why = Compared are the answers of the months before the one in which it was done and of those after it; that month itself counts for neither.
done-undated = No date was given
done-unmeasured = Nobody said what it was meant to move
effect-meant = meant to move: { $metric }
effect-higher = clearly higher ({ $by })
effect-lower = clearly lower ({ $by })
effect-unclear = no clear change yet
effect-difference = { $by }, how sure is unknown
effect-no-before = no answers from before
effect-no-after = no answers since
effect-written = as written by hand
opportunity-score = Opportunity score
opportunity-score-why = The share of answers 4 and 5 to how important this is, from 0 to 10, and once more what satisfaction lacks of it: 0 to 20. Above 10 it is worth acting on.
score-unmeasured = Not measured: importance and satisfaction have to be asked about the same place
worth-high = Worth acting on
worth-extreme = Extreme

## Freshness and ownership

kind-coverage = Coverage
title-coverage = Coverage
intro-coverage = How much of this handbook you can rely on: who answers for it, how fresh it is, what it rests on, and what is still missing.
lacks = What this page lacks
lack-owner = No owner
lack-review = Review due since { $date }
lack-first-review = Never reviewed
lack-evidence = { $of ->
    [one] The only step has no evidence
   *[other] { $n } of { $of } steps without evidence
}
lack-new-evidence = Evidence older than { $age }
lack-scores = Not measured
lack-translations = Not translated: { $languages }
age-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
age-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
age-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
age-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
coverage-as-of = Ages are counted up to { $date }.
coverage-over-all = Over all
coverage-owned = Has an owner
coverage-fresh = Reviewed in time
coverage-evidence = Steps that rest on evidence
coverage-measured = Measured
coverage-translations = Translated
coverage-translated = Translated: { $language }
coverage-of = { $n } of { $of }
coverage-unasked = not asked here
coverage-groups = By journey and kind of page
coverage-guides = Guides
coverage-left-out = { $n ->
    [one] One more journey is left out.
   *[other] { $n } more journeys are left out.
}
coverage-list = What needs care
coverage-list-why = Every page that lacks something, those that lack most first.
column-part = Part of the handbook
column-lacks = What is missing

## Search

search = Search
search-hint = Search journeys, personas, guides …
search-close = Close the search
search-kinds = Kinds of results
search-all = All
search-guides = Guides
search-results = Results
# $n: a number that is already written out, here and in the other texts of the search.
search-count = Results: { $n }
search-none = Nothing found.
search-fewer = No section has all of these words. These have most of them.
search-missing = Not in this handbook: { $words }
search-near = Did you mean “{ $word }”?
search-elsewhere = Show all kinds: { $n }
search-failed = The search could not be loaded. Reload the page to try again.
search-more = Show more
search-deeper = Further down: { $words }
search-move = to move
search-go = to open
kind-step = Step

# Reading: copies, the way to the top, keys
copy-code = Copy this code
copied-code = Code copied
copied-link = Link copied
copy-failed = The browser did not let it be copied
to-top = Back to top
keys = Keyboard shortcuts
keys-search = Search
keys-next = Next page
keys-previous = Previous page
keys-list = This list
keys-switch = Use single-key shortcuts
keys-close = Close the list of shortcuts

## Printing and sharing

print-whole = Print the whole handbook
print-contents = Contents
print-as-of = As of { $date }
print-left-out = { $n ->
    [one] One more page is left out here: it stands in the handbook itself.
   *[other] { $n } more pages are left out here: they stand in the handbook itself.
}
