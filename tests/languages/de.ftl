# Oberflächentexte auf Deutsch: eine fünfte Sprache, wie ein Handbuch sie mitbringt.

skip = Zum Inhalt springen
menu = Menü
more = Mehr
language = Sprache
untranslated = noch nicht übersetzt
theme = Farbschema
theme-auto = Wie das System
theme-light = Hell
theme-dark = Dunkel
nav-sections = Bereiche
nav-nearby = In diesem Bereich
nav-breadcrumbs = Wo Sie sind
nav-toc = Auf dieser Seite
nav-pager = Vorige und nächste Seite
nav-stages = Phasen dieser Reise
nav-letters = Buchstaben
previous = Zurück
next = Weiter
mentions = Erwähnt in
owner = Verantwortlich
status = Status
state = Zustand
reviewed = Zuletzt geprüft
changed = Zuletzt geändert
tags = Schlagwörter
edit = Diese Seite bearbeiten
repository = Quelltext
made-with = Erstellt mit { $generator }
fallback = Diese Seite gibt es noch nicht auf Deutsch. Sie lesen sie in der Sprache { $language }.
pages = Seiten
nothing-here = Hier ist noch nichts.

kind-home = Startseite
kind-persona = Persona
kind-journey = Customer Journey
kind-stage = Phase
kind-touchpoint = Touchpoint
kind-section = Bereich
kind-prose = Leitfaden
kind-glossary = Glossar
kind-personas = Personas
kind-journeys = Customer Journeys
kind-touchpoints = Touchpoints
kind-channels = Kanäle
kind-tags = Schlagwörter
kind-opportunities = Verbesserungen
kind-alerts = Warnungen
kind-evidence = Belege
kind-not-found = Seite nicht gefunden

section-glossary = Glossar

title-personas = Personas
title-journeys = Customer Journeys
title-touchpoints = Touchpoints
title-channels = Kanäle
title-tags = Schlagwörter
title-opportunities = Verbesserungen
title-alerts = Warnungen
title-evidence = Belege
title-not-found = Seite nicht gefunden

intro-personas = Die Menschen, um die es in diesem Handbuch geht, und was sie von uns wollen.
intro-journeys = Was Kundinnen und Kunden mit uns erleben, vom ersten Hinweis bis zum letzten Kontakt.
intro-touchpoints = Alles, was Kundinnen und Kunden sehen, hören oder in der Hand halten, und wie gut es ankommt.
intro-channels = Wo Kundinnen und Kunden uns begegnen und was ihnen dort begegnet.
intro-tags = Die Seiten dieses Handbuchs nach Schlagwörtern.
intro-opportunities = Was besser werden kann, mit erwarteter Wirkung und nötigem Aufwand.
intro-alerts = Werte jenseits der Grenzen, die wir uns selbst gesetzt haben.
intro-evidence = Worauf dieses Handbuch beruht: wo gefragt und wo beobachtet wurde.
intro-glossary = Die Wörter, die wir benutzen, und was wir damit meinen.

persona-kind-primary = Primäre Persona
persona-kind-secondary = Sekundäre Persona
persona-kind-negative = Nicht unsere Zielgruppe
persona-kind-internal = Intern

touchpoint-kind-owned = Eigen
touchpoint-kind-paid = Bezahlt
touchpoint-kind-earned = Verdient

state-current = Ist-Zustand
state-future = Soll-Zustand

status-draft = Entwurf
status-review = In Prüfung
status-approved = Freigegeben

opportunity-idea = Idee
opportunity-planned = Geplant
opportunity-doing = In Arbeit
opportunity-done = Erledigt
opportunity-dropped = Verworfen

evidence-survey = Umfrage
evidence-interview = Interviews
evidence-review = Bewertungen
evidence-test = Usability-Test
evidence-analytics = Nutzungsdaten
evidence-purchases = Kaufdaten
evidence-support-log = Supportprotokoll
evidence-email = E-Mails
evidence-observation = Beobachtung

level-customer = Customer Journey
level-buyer = Buyer Journey
level-user = User Journey
level-employee = Employee Journey

phase-awareness = Aufmerksamkeit
phase-consideration = Abwägung
phase-decision = Entscheidung
phase-loyalty = Bindung
phase-advocacy = Weiterempfehlung

metric-emotion = Emotion
metric-satisfaction = Zufriedenheit
metric-nps = NPS
metric-effort = Leichtigkeit
metric-importance = Wichtigkeit
metric-csat = CSAT

severity-error = Kritisch
severity-warning = Warnung

backing-none = Ohne Belege
backing-some = Teilweise belegt
backing-full = Gut belegt

mood-n2 = sehr unzufrieden
mood-n1 = unzufrieden
mood-0 = neutral
mood-p1 = zufrieden
mood-p2 = begeistert

map = Journey Map
map-region = Journey Map: { $title }
lane-stages = Phasen
lane-steps = Schritte
lane-touchpoints = Touchpoints
lane-channels = Kanäle
lane-emotion = Emotion
lane-thinks = Denkt
lane-feels = Fühlt
lane-pains = Schmerzpunkte
lane-opportunities = Verbesserungen
lane-interaction = Interaktionslinie
lane-frontstage = Auf der Bühne
lane-visibility = Sichtbarkeitslinie
lane-backstage = Hinter der Bühne
lane-internal = Interne Interaktionslinie
lane-support = Unterstützende Prozesse
lane-metrics = Kennzahlen
lane-evidence = Belege

curve-high = Begeistert
curve-neutral = Neutral
curve-low = Sehr unzufrieden
curve-average = Durchschnitt
curve-everybody = Alle
curve-table = Emotion Schritt für Schritt
no-score = kein Wert
moment-of-truth = Moment der Wahrheit
highest = Höhepunkt
lowest = Tiefpunkt

map-evidence = n = { $n }, aus { $sources ->
    [one] einer Quelle
   *[other] { $sources } Quellen
}
map-no-evidence = Noch keine: Diese Karte ist eine Annahme.
map-steps-without = { $n ->
    [one] { $n } von { $of } Schritten hat keine eigenen
   *[other] { $n } von { $of } Schritten haben keine eigenen
}
map-steps-all = Jeder Schritt ist belegt

personas = Personas
journeys = Customer Journeys
stages = Phasen
steps = Schritte
touchpoints = Touchpoints
scenario = Szenario
replaces = Soll ersetzen
replaced-by = Soll ersetzt werden durch
opened-by = Beginnt bei
opens-journey = Führt in
scores = Werte
scores-journey = Die Reise als Ganzes

count-journeys = { $n ->
    [one] { $n } Reise
   *[other] { $n } Reisen
}
count-stages = { $n ->
    [one] { $n } Phase
   *[other] { $n } Phasen
}
count-steps = { $n ->
    [one] { $n } Schritt
   *[other] { $n } Schritte
}
count-alerts = { $n ->
    [one] { $n } Warnung
   *[other] { $n } Warnungen
}
count-sources = { $n ->
    [one] { $n } Quelle
   *[other] { $n } Quellen
}

steps-with-evidence = Schritte mit eigenen Belegen
open-opportunities = Offene Verbesserungen
needs-attention = Braucht Aufmerksamkeit
changed-lately = Kürzlich geändert

persona-share = { $share } der Kundschaft
persona-who = Wer ist das?
persona-traits = Eigenschaften
of-five = { $n } von 5
persona-how = Wie verhält sie sich?
persona-what = Was will und braucht sie?
persona-goals = Ziele
persona-needs = Bedürfnisse
persona-motivations = Beweggründe
persona-frustrations = Ärgernisse
persona-feel = Welches Gefühl geben wir ihr?
highest-moments = Beste Momente
lowest-moments = Schlimmste Momente
persona-journeys = Ihre Reisen
persona-pains = Was schmerzt, Schritt für Schritt

stage-number = Phase { $n }
goal = Ziel
stage-curve = Wo diese Phase auf der Emotionskurve von „{ $title }“ liegt.
whole-map = Die ganze Karte ansehen
impact-of = Wirkung { $n }/5
effort-of = Aufwand { $n }/5
met-by = Wer damit zu tun hat
meetings = Wo man ihm begegnet
never-met = Noch kein Schritt einer Reise führt zu diesem Touchpoint.

score-to = bis
score-n = n = { $n }
score-interval = 95 %: { $low } bis { $high }
score-unsourced = Schätzung, ohne Quelle

column-touchpoint = Touchpoint
column-kind = Art
column-channels = Kanäle
column-journeys = Reisen
column-steps = Schritte
column-worst = Schlimmster Moment
column-satisfaction = Zufriedenheit
column-nps = NPS
column-owner = Verantwortlich
column-channel = Kanal
column-touchpoints = Touchpoints
column-tag = Schlagwort
column-pages = Seiten
column-opportunity = Verbesserung
column-journey = Reise
column-step = Schritt
column-stage = Phase
column-impact = Wirkung
column-effort-needed = Aufwand
column-status = Status
column-severity = Schwere
column-page = Seite
column-persona = Persona
column-metric = Kennzahl
column-value = Wert
column-limit = Grenze
column-evidence = Beleg
column-n = n
column-on = Erhoben

filter = Filtern
filter-none = Nichts passt zu diesem Filter.
nav-parts = Teile dieser Liste
part-of = Teil { $n } von { $of }
title-part = { $title } ({ $n } von { $of })
part-filter = Sortiert und gefiltert wird nur dieser Teil der Liste.
sort-by = Sortieren nach

not-found = Unter dieser Adresse gibt es keine Seite. Vielleicht wurde sie verschoben oder umbenannt.
to-home = Zur Startseite
moved = Diese Seite ist umgezogen
moved-link = Zur neuen Adresse

callout-note = Hinweis
callout-tip = Tipp
callout-important = Wichtig
callout-warning = Warnung
callout-caution = Vorsicht

column-personas = Personas
link-to-heading = Link zu dieser Überschrift
footnote-back = Zurück zum Text
task-done = Erledigt:
task-open = Offen:
table = Tabelle
persona-scores = Was sie bewertet

map-whose = Emotionen von
curve-all = Alle
map-presets = Zeigen
preset-everything = Alles
preset-experience = Erlebnis
preset-blueprint = Blueprint
map-lanes = Zeilen
lane-actions = Handlungen
lane-physical = Sichtbare Gegenstände
curve-estimate = Gestrichelter Ring: Schätzung, nicht belegt
download = Herunterladen
download-size = { $n } kB
download-as = { $format }, { $size }
views = Ansichten
about-future = Die Reise von heute neben der angestrebten, Schritt für Schritt.
about-personas = Was jede Persona bei jedem Schritt fühlt und wo sich ihre Wege trennen.
about-stages = Was jede Persona im Schnitt fühlt, Phase für Phase.
chart-furthest = Am weitesten auseinander
chart-gain = Größter Gewinn
chart-today = Heute
chart-future = Künftig
chart-apart = Abstand
chart-difference = Unterschied
chart-no-step = kein solcher Schritt
chart-below = Die Werte stehen darunter.
change-new = Neu
change-dropped = Entfällt
count-rises = { $n ->
    [one] { $n } Schritt wird besser
   *[other] { $n } Schritte werden besser
}
count-falls = { $n ->
    [one] { $n } Schritt wird schlechter
   *[other] { $n } Schritte werden schlechter
}
count-unchanged = { $n ->
    [one] { $n } Schritt bleibt, wie er ist
   *[other] { $n } Schritte bleiben, wie sie sind
}
count-new = { $n ->
    [one] { $n } Schritt ist neu
   *[other] { $n } Schritte sind neu
}
count-dropped = { $n ->
    [one] { $n } Schritt entfällt
   *[other] { $n } Schritte entfallen
}
empty-map = Diese Reise hat noch keine Phasen.
empty-blueprint = Noch kein Schritt sagt, was Personal und Systeme tun.
empty-curve = Noch kein Schritt hat eine Emotion.
empty-personas = Es gibt nichts zu vergleichen: Weniger als zwei Personas haben auf dieser Reise eigene Emotionen.
empty-stages = Noch kein Schritt hat eine Emotion.
empty-future = Es gibt nichts zu vergleichen: Dieser Reise fehlt ein Gegenstück, oder eine der beiden hat noch keine Emotionen.

view-map = Journey Map
view-curve = Emotionskurve
view-blueprint = Service Blueprint
view-personas = Personas im Vergleich
view-stages = Personas und Phasen
view-future = Heute und künftig
embed-all = Das ganze Handbuch

kind-network = Netz
kind-moments-of-truth = Momente der Wahrheit
title-network = Netz
title-moments-of-truth = Momente der Wahrheit
intro-network = Welche Reisen sich welche Touchpoints teilen und wie es sich dort anfühlt: Eine Änderung an einem Touchpoint erreicht alle seine Reisen.
intro-moments-of-truth = Die Schritte, bei denen sich die Meinung über uns bildet, der schlimmste zuerst.

view-touchpoints = Touchpoints nach Stimmung
about-touchpoints = Wie es sich im Schnitt an Touchpoints anfühlt, der schlimmste zuerst; jede Zelle führt zu ihrem schlimmsten Schritt.
empty-touchpoints = Noch kein Schritt führt zu einem Touchpoint.
view-channels = Kanalwechsel
about-channels = Wo es an anderer Stelle weitergehen muss und wie sich das anfühlt.
empty-channels = Noch wechselt niemand den Kanal: Mindestens zwei Schritte in Folge müssen sagen, wo sie geschehen.
view-moments = Momente der Wahrheit
about-moments = Die Schritte, bei denen sich die Meinung über uns bildet, der schlimmste zuerst.
empty-moments = Noch ist kein Schritt als Moment der Wahrheit gekennzeichnet.
view-network = Reisen und ihre gemeinsamen Touchpoints
about-network = Jede Linie ist eine Reise, die zu einem Touchpoint führt; Farbe und Breite sagen, wie es sich dort anfühlt.
empty-network = Noch keine Reise führt zu einem Touchpoint.
view-opportunities = Wirkung und Aufwand
about-opportunities = Was bewertet ist, nach erwarteter Wirkung und nötigem Aufwand; die Nummern sind die der Liste.
empty-opportunities = Noch keine Verbesserungen.
whole-list = Die ganze Liste

view-of = { $view }: { $title }
heatmap = Heatmap
heat-worst = am niedrigsten
heat-never = begegnen sich nie
count-touchpoints = { $n ->
    [one] { $n } Touchpoint
   *[other] { $n } Touchpoints
}
count-switches = { $n ->
    [one] { $n } Wechsel
   *[other] { $n } Wechsel
}
column-number = Nr.
column-from = Von
column-to = Nach
column-before = Vorher
column-after = Nachher
switches = Die Wechsel im Einzelnen
switches-none = Der Kanal bleibt vom ersten bis zum letzten Schritt derselbe.
switch-matrix = Von Kanal zu Kanal
switch-corner = Von ↓ nach →
switch-from = gewechselt von { $channel }
way-stays = bleibt im Kanal
way-switches = wechselt
network-region = Netz der Reisen und Touchpoints
left-out = Nur die schlimmsten sind hier zu sehen: { $n } weitere fehlen.
left-out-more = … und { $n } weitere
network-journeys-left-out = Nicht im Bild: Reisen mit weniger Touchpoints ({ $n }).
network-left-out = { $n ->
    [one] Ein Touchpoint, der weniger Reisen verbindet, steht nur in der Tabelle darunter.
   *[other] { $n } Touchpoints, die weniger Reisen verbinden, stehen nur in der Tabelle darunter.
}
network-table = Alle Touchpoints und ihre Reisen
matrix-impact = Wirkung { $n }
matrix-effort = Aufwand { $n }
quadrant-quick-wins = Schnelle Erfolge
quadrant-big-bets = Große Vorhaben
quadrant-fill-ins = Lückenfüller
quadrant-think-twice = Gut überlegen
unrated = Noch nicht bewertet
lacks-impact = die Wirkung fehlt
lacks-effort = der Aufwand fehlt
lacks-both = Wirkung und Aufwand fehlen

kind-data = Daten
kind-data-set = Datensatz
title-data = Daten
intro-data = Die Antworten, aus denen Werte berechnet werden: was gefragt wurde, wer befragt wurde, wann das war und wie viele geantwortet haben.
column-data-set = Datensatz
column-period = Zeitraum
column-interval = 95-%-Intervall
interval = { $low } bis { $high }
data-question = Was gefragt wurde
data-result = Ergebnis
data-when = Beantwortet
data-asked = Woher wir es wissen
data-solicited = Jemand wurde gefragt
data-observed = Jemand wurde beobachtet
data-file = Datei
data-rows = Zeilen
data-used = { $used } von { $rows } Zeilen wurden verwendet.
data-rests = Was darauf beruht
unused-no-score = Zeilen ohne Antwort
unused-no-number = Zeilen, deren Antwort keine Zahl ist
unused-off-scale = Zeilen, deren Antwort außerhalb der Skala liegt
unused-bad-date = Zeilen mit ungültigem Datum
unused-bad-count = Zeilen mit ungültiger Anzahl
unused-ragged = Zeilen mit mehr oder weniger Zellen als die erste
unused-bad-text = Zeilen mit Bytes, die kein Text sind
unused-duplicate = Zeilen, die es schon gab
unused-unknown-name = Antworten über etwas, das im Handbuch nicht vorkommt
method-mean = Mittelwert der Antworten
method-nps = Promotoren abzüglich Detraktoren
method-top-2-box = Anteil der beiden besten Antworten
method-easy-share = Anteil derer, die es leicht fanden
method-index = leicht abzüglich schwer
method-share = Anteil
trend = Im Zeitverlauf
trend-of = { $metric } im Zeitverlauf
trend-table = Die Zahlen
trend-change = { $change } seit dem Zeitraum davor
trend-steady = Seit dem Zeitraum davor hat sich nichts geändert, was sich vom Zufall unterscheiden ließe.
quarter = { $q }. Quartal { $year }
score-data = Berechnet aus
score-written = hier steht: { $value } (Unterschied { $difference })

severity-note = Hinweis
alert-below = { $value } liegt unter { $limit }
alert-above = { $value } liegt über { $limit }
alert-fell = um { $by } gefallen seit { $since }
alert-detractors = { $share } Detraktoren, die Grenze ist { $limit }
alert-low-answers = { $share } schlechte Antworten, die Grenze ist { $limit }
column-happened = Was geschah
column-harm = Schaden
column-share = Anteil
harm-why = Das Schlimmste steht zuerst. Der Schaden sagt, wie weit ein Wert jenseits seiner Grenze liegt, in Hundertsteln der Skala, mal die Zahl der Schritte zu diesem Touchpoint, mal der Anteil der Persona an der Kundschaft; ein Moment der Wahrheit zählt doppelt.
standings-at-risk = Gefährdete Touchpoints
standings-at-risk-why = Mehr als { $line } der Antwortenden sind Detraktoren oder unzufrieden.
standings-promoted = Touchpoints, die weiterempfohlen werden
standings-promoted-why = Mehr als { $line } der Antwortenden sind Promotoren oder zufrieden.
standings-left-out = { $n ->
    [one] Ein weiterer Touchpoint fehlt hier.
   *[other] { $n } weitere Touchpoints fehlen hier.
}
verdict-at-risk = Gefährdet
verdict-promoted = Empfohlen
share-nps-at-risk = { $share } Detraktoren
share-nps-promoted = { $share } Promotoren
share-other-at-risk = { $share } unzufrieden
share-other-promoted = { $share } zufrieden

comments = Was die Leute sagen
home-answers = Was die Antworten sagen
data-files = Daten für andere Werkzeuge:
data-journey = Diese Reise als Daten für andere Werkzeuge

title-changes = Letzte Änderungen
kind-changes = Letzte Änderungen
intro-changes = Was sich an Reisen, Personas und Touchpoints seit einem früheren Stand dieses Handbuchs geändert hat.
empty-changes = Seitdem hat sich nichts geändert.
recent-since = Seit {"\u2068"}{ $since }{"\u2069"}
recent-now = jetzt
recent-place = Platz { $n }
recent-place-in = Platz { $n } in „{ $title }“
recent-sum-added = Hinzugekommen
recent-sum-removed = Entfernt
recent-sum-renamed = Umbenannt
recent-sum-moved = Verschoben
recent-sum-scores-up = Werte gestiegen
recent-sum-scores-down = Werte gefallen
recent-sum-closed = Verbesserungen abgeschlossen
recent-sum-edited = Umformuliert
recent-sum-other = Andere Änderungen
recent-group-journeys = Customer Journeys
recent-group-personas = Personas
recent-group-touchpoints = Touchpoints
recent-group-handbook = Andere Seiten und Einstellungen
recent-kind-journey = Reise
recent-kind-stage = Phase
recent-kind-step = Schritt
recent-kind-opportunity = Verbesserung
recent-kind-evidence = Beleg
recent-kind-persona = Persona
recent-kind-touchpoint = Touchpoint
recent-kind-page = Seite
recent-kind-handbook = Handbuch
recent-kind-language = Sprache
recent-kind-channel = Kanal
recent-kind-phase = Phase
recent-kind-metric = Kennzahl
recent-kind-tag = Schlagwort
recent-added = Neu
recent-removed = Entfernt
recent-renamed = Neuer Name
recent-moved = Verschoben
recent-truth-gained = Jetzt ein Moment der Wahrheit
recent-truth-lost = Kein Moment der Wahrheit mehr
recent-closed = Abgeschlossen
recent-reopened = Wieder offen
recent-edited = Umformuliert:
recent-translated = Übersetzt:
recent-translation-removed = Übersetzung entfernt:
recent-sign-plus = Hinzugekommen:
recent-sign-minus = Entfallen:
recent-sign-arrow = Geändert:
recent-sign-up = Gestiegen:
recent-sign-down = Gefallen:
recent-field-owner = Verantwortlich
recent-field-status = Status
recent-field-reviewed = Zuletzt geprüft
recent-field-kind = Art
recent-field-share = Anteil an der Kundschaft
recent-field-portrait = Porträt
recent-field-traits = Eigenschaften
recent-field-state = Zustand
recent-field-future-of = Ersetzt
recent-field-level = Ebene
recent-field-lanes = Zeilen
recent-field-direction = Richtung
recent-field-phase = Phase
recent-field-channel = Kanal
recent-field-journey = Führt in
recent-field-impact = Wirkung
recent-field-effort = Aufwand
recent-field-due = Fällig
recent-field-done = Erledigt am
recent-field-moves = Soll bewegen
recent-field-on = Datum
recent-field-n = Antworten
recent-field-url = Quelle
recent-field-min = Kleinster Wert
recent-field-max = Größter Wert
count-recent = { $n ->
    [0] Keine Änderungen seit {"\u2068"}{ $since }{"\u2069"}
    [one] { $n } Änderung seit {"\u2068"}{ $since }{"\u2069"}
   *[other] { $n } Änderungen seit {"\u2068"}{ $since }{"\u2069"}
}

overdue = Überfällig
count-overdue = { $n ->
    [one] { $n } überfällig
   *[other] { $n } überfällig
}
count-overdue-opportunities = { $n ->
    [one] { $n } Verbesserung überfällig
   *[other] { $n } Verbesserungen überfällig
}
due-on = fällig am
done-on = erledigt am
column-due = Fällig
column-done-on = Erledigt am
column-score = Wert
column-total = Summe
column-change = Änderung
column-whose = Wessen Antworten
by-owner = Nach Verantwortlichen und Status
nobody = Niemand
opportunity-unset = Ohne Status
done-why = Verglichen werden die Antworten der Monate vor und nach dem, in dem sie erledigt wurde; dieser Monat selbst zählt zu keinem von beiden.
done-undated = Ohne Datum
done-unmeasured = Es steht nirgends, was sie bewegen sollte
effect-meant = sollte bewegen: { $metric }
effect-higher = deutlich höher ({ $by })
effect-lower = deutlich niedriger ({ $by })
effect-unclear = noch keine klare Änderung
effect-difference = { $by }, wie sicher, ist unbekannt
effect-no-before = keine Antworten von davor
effect-no-after = keine Antworten seither
effect-written = wie von Hand eingetragen
opportunity-score = Opportunity Score
opportunity-score-why = Die Wichtigkeit als Anteil der Antworten 4 und 5, von 0 bis 10, und noch einmal das, was der Zufriedenheit dazu fehlt: 0 bis 20. Über 10 lohnt es sich zu handeln.
score-unmeasured = Nicht gemessen: Wichtigkeit und Zufriedenheit müssen an derselben Stelle erfragt werden
worth-high = Lohnt sich
worth-extreme = Dringend

kind-coverage = Abdeckung
title-coverage = Abdeckung
intro-coverage = Wie weit Sie sich auf dieses Handbuch verlassen können: wer dafür einsteht, wie aktuell es ist, worauf es beruht und was noch fehlt.
lacks = Was dieser Seite fehlt
lack-owner = Niemand verantwortlich
lack-review = Prüfung fällig seit { $date }
lack-first-review = Nie geprüft
lack-evidence = { $of ->
    [one] Der einzige Schritt ist nicht belegt
   *[other] { $n } von { $of } Schritten nicht belegt
}
lack-new-evidence = Belege älter als { $age }
lack-scores = Nicht gemessen
lack-translations = Nicht übersetzt: { $languages }
age-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
age-weeks = { $n ->
    [one] { $n } Woche
   *[other] { $n } Wochen
}
age-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
age-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
coverage-as-of = Alter gerechnet bis { $date }.
coverage-over-all = Insgesamt
coverage-owned = Mit Verantwortlichen
coverage-fresh = Rechtzeitig geprüft
coverage-evidence = Schritte, die auf Belegen beruhen
coverage-measured = Gemessen
coverage-translations = Übersetzt
coverage-translated = Übersetzt: { $language }
coverage-of = { $n } von { $of }
coverage-unasked = hier nicht verlangt
coverage-groups = Nach Reise und Art der Seite
coverage-guides = Leitfäden
coverage-left-out = { $n ->
    [one] Eine weitere Reise fehlt hier.
   *[other] { $n } weitere Reisen fehlen hier.
}
coverage-list = Was Pflege braucht
coverage-list-why = Jede Seite, der etwas fehlt, die mit den meisten Lücken zuerst.
column-part = Teil des Handbuchs
column-lacks = Was fehlt

search = Suche
search-hint = Reisen, Personas, Leitfäden … suchen
search-close = Suche schließen
search-kinds = Arten von Treffern
search-all = Alle
search-guides = Leitfäden
search-results = Treffer
search-count = Treffer: { $n }
search-none = Nichts gefunden.
search-fewer = Kein Abschnitt enthält alle diese Wörter. Diese enthalten die meisten.
search-missing = Nicht in diesem Handbuch: { $words }
search-near = Meinten Sie „{ $word }“?
search-elsewhere = Alle Arten zeigen: { $n }
search-failed = Die Suche konnte nicht geladen werden. Laden Sie die Seite neu, um es noch einmal zu versuchen.
search-more = Mehr zeigen
search-deeper = Weiter unten: { $words }
search-move = bewegen
search-go = öffnen
kind-step = Schritt

copy-code = Diesen Code kopieren
copied-code = Code kopiert
copied-link = Link kopiert
copy-failed = Der Browser hat das Kopieren nicht erlaubt
to-top = Nach oben
keys = Tastenkürzel
keys-search = Suche
keys-next = Nächste Seite
keys-previous = Vorige Seite
keys-list = Diese Liste
keys-switch = Kürzel mit nur einer Taste verwenden
keys-close = Liste der Tastenkürzel schließen

print-whole = Das ganze Handbuch drucken
print-contents = Inhalt
print-as-of = Stand: { $date }
print-left-out = { $n ->
    [one] Eine weitere Seite fehlt hier: Sie steht im Handbuch selbst.
   *[other] { $n } weitere Seiten fehlen hier: Sie stehen im Handbuch selbst.
}
