# نصوص الواجهة بالعربية. المفاتيح والمتغيّرات هي نفسها في كل اللغات.

## إطار الصفحات

skip = انتقل إلى المحتوى
menu = القائمة
more = المزيد
language = اللغة
untranslated = لم تُترجم بعد
theme = مظهر الألوان
theme-auto = حسب النظام
theme-light = فاتح
theme-dark = داكن
nav-sections = الأقسام
nav-nearby = في هذا القسم
nav-breadcrumbs = موقعك
nav-toc = في هذه الصفحة
nav-pager = الصفحة السابقة والتالية
nav-stages = مراحل هذه الرحلة
nav-letters = الحروف
previous = السابق
next = التالي
mentions = ورد ذكرها في
owner = المسؤول
status = حالة الصفحة
state = الوضع
reviewed = آخر مراجعة
changed = آخر تعديل
tags = الوسوم
edit = عدّل هذه الصفحة
repository = المصدر
made-with = أُعدّ باستخدام { $generator }
fallback = هذه الصفحة غير متوفّرة بالعربية بعد، وتقرؤها الآن بلغتها الأصلية: { $language }.
pages = الصفحات
nothing-here = لا شيء هنا بعد.

## أنواع الصفحات

kind-home = الرئيسية
kind-persona = شخصية
kind-journey = رحلة
kind-stage = مرحلة
kind-touchpoint = نقطة تواصل
kind-section = قسم
kind-prose = إرشادات
kind-glossary = المصطلحات
kind-personas = الشخصيات
kind-journeys = الرحلات
kind-touchpoints = نقاط التواصل
kind-channels = القنوات
kind-tags = الوسوم
kind-opportunities = فرص التحسين
kind-alerts = التنبيهات
kind-evidence = الأدلة
kind-not-found = الصفحة غير موجودة

section-glossary = المصطلحات

title-personas = الشخصيات
title-journeys = الرحلات
title-touchpoints = نقاط التواصل
title-channels = القنوات
title-tags = الوسوم
title-opportunities = فرص التحسين
title-alerts = التنبيهات
title-evidence = الأدلة
title-not-found = الصفحة غير موجودة

intro-personas = الأشخاص الذين يدور حولهم هذا الدليل، وما الذي يريدونه منّا.
intro-journeys = ما يعيشه العملاء معنا، من أول مرة يسمعون بنا حتى آخر لقاء.
intro-touchpoints = كل ما يراه العميل أو يسمعه أو يلمسه حين يتعامل معنا، ومدى جودته.
intro-channels = أين يلتقي بنا العملاء، وماذا يجدون هناك.
intro-tags = صفحات هذا الدليل مرتّبة حسب الوسوم.
intro-opportunities = ما يمكن تحسينه، مع الأثر المتوقّع والجهد اللازم.
intro-alerts = درجات تجاوزت الحدود التي وضعناها لأنفسنا.
intro-evidence = ما يستند إليه هذا الدليل: حيث سألنا العملاء، وحيث لاحظنا سلوكهم.
intro-glossary = الكلمات التي نستخدمها، وما نعنيه بها.

## القيم

persona-kind-primary = شخصية رئيسية
persona-kind-secondary = شخصية ثانوية
persona-kind-negative = خارج فئتنا المستهدفة
persona-kind-internal = موظف

touchpoint-kind-owned = مملوكة لنا
touchpoint-kind-paid = مدفوعة
touchpoint-kind-earned = مكتسبة

state-current = الوضع الحالي
state-future = الوضع المستقبلي

status-draft = مسودّة
status-review = قيد المراجعة
status-approved = معتمدة

opportunity-idea = فكرة
opportunity-planned = مخطّط لها
opportunity-doing = قيد التنفيذ
opportunity-done = أُنجزت
opportunity-dropped = أُلغيت

evidence-survey = استبيان
evidence-interview = مقابلات
evidence-review = تقييمات
evidence-test = اختبار قابلية الاستخدام
evidence-analytics = تحليلات الاستخدام
evidence-purchases = بيانات المشتريات
evidence-support-log = سجلّ الدعم
evidence-email = رسائل بريد إلكتروني
evidence-observation = ملاحظة ميدانية

level-customer = رحلة العميل
level-buyer = رحلة المشتري
level-user = رحلة المستخدم
level-employee = رحلة الموظف

phase-awareness = الوعي
phase-consideration = التفكير والمقارنة
phase-decision = القرار
phase-loyalty = الولاء
phase-advocacy = التوصية

metric-emotion = المشاعر
metric-satisfaction = الرضا
metric-nps = صافي نقاط الترويج
metric-effort = السهولة
metric-importance = الأهمية
metric-csat = نسبة الراضين (CSAT)

severity-error = حرج
severity-warning = تحذير

backing-none = بلا أدلة
backing-some = أدلة محدودة
backing-full = أدلة كافية

mood-n2 = مستاء جدًا
mood-n1 = مستاء
mood-0 = محايد
mood-p1 = راضٍ
mood-p2 = مسرور جدًا

## الخريطة

map = خريطة الرحلة
map-region = خريطة الرحلة: { $title }
lane-stages = المراحل
lane-steps = الخطوات
lane-touchpoints = نقاط التواصل
lane-channels = القنوات
lane-emotion = المشاعر
lane-thinks = ما يفكّر فيه
lane-feels = ما يشعر به
lane-pains = نقاط الألم
lane-opportunities = فرص التحسين
lane-interaction = خط التفاعل
lane-frontstage = الواجهة الأمامية
lane-visibility = خط الرؤية
lane-backstage = خلف الكواليس
lane-internal = خط التفاعل الداخلي
lane-support = العمليات المساندة
lane-metrics = المؤشّرات
lane-evidence = الأدلة

curve-high = مسرور جدًا
curve-neutral = محايد
curve-low = مستاء جدًا
curve-average = المتوسط
curve-everybody = الجميع
curve-table = المشاعر خطوة بخطوة
no-score = بلا درجة
moment-of-truth = لحظة حاسمة
highest = أعلى نقطة
lowest = أدنى نقطة

map-evidence = العدد: { $n }، من { $sources ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدرين
    [few] { $sources } مصادر
    [many] { $sources } مصدرًا
   *[other] { $sources } مصدر
}
map-no-evidence = لا أدلة بعد: هذه الخريطة افتراض.
map-steps-without = { $n ->
    [zero] لكل خطوة دليلها الخاص
    [one] خطوة واحدة من أصل { $of } ليس لها دليل خاص بها
    [two] خطوتان من أصل { $of } ليس لهما دليل خاص بهما
    [few] { $n } خطوات من أصل { $of } ليس لها دليل خاص بها
    [many] { $n } خطوة من أصل { $of } ليس لها دليل خاص بها
   *[other] { $n } خطوة من أصل { $of } ليس لها دليل خاص بها
}
map-steps-all = كل خطوة تستند إلى دليل

personas = الشخصيات
journeys = الرحلات
stages = المراحل
steps = الخطوات
touchpoints = نقاط التواصل
scenario = السيناريو
replaces = ستحلّ محلّ
replaced-by = ستحلّ محلّها
opened-by = تبدأ من
opens-journey = تقود إلى
scores = الدرجات
scores-journey = الرحلة ككل

## الأعداد

count-journeys = { $n ->
    [zero] لا رحلات
    [one] رحلة واحدة
    [two] رحلتان
    [few] { $n } رحلات
    [many] { $n } رحلة
   *[other] { $n } رحلة
}
count-stages = { $n ->
    [zero] لا مراحل
    [one] مرحلة واحدة
    [two] مرحلتان
    [few] { $n } مراحل
    [many] { $n } مرحلة
   *[other] { $n } مرحلة
}
count-steps = { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتان
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}
count-alerts = { $n ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $n } تنبيهات
    [many] { $n } تنبيهًا
   *[other] { $n } تنبيه
}
count-sources = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $n } مصادر
    [many] { $n } مصدرًا
   *[other] { $n } مصدر
}

## الرئيسية

steps-with-evidence = خطوات لها أدلتها الخاصة
open-opportunities = فرص تحسين مفتوحة
needs-attention = يحتاج إلى انتباه
changed-lately = آخر التعديلات

## الشخصيات

persona-share = { $share } من العملاء
persona-who = من هم؟
persona-traits = السمات
of-five = { $n } من 5
persona-how = كيف يتصرّفون؟
persona-what = ماذا يريدون وإلامَ يحتاجون؟
persona-goals = الأهداف
persona-needs = الاحتياجات
persona-motivations = الدوافع
persona-frustrations = ما يزعجهم
persona-feel = كيف نجعلهم يشعرون؟
highest-moments = أفضل اللحظات
lowest-moments = أسوأ اللحظات
persona-journeys = رحلاتهم
persona-pains = ما يؤلمهم، خطوة بخطوة

## المراحل ونقاط التواصل

stage-number = المرحلة { $n }
goal = الهدف
stage-curve = موقع هذه المرحلة على منحنى المشاعر في «{ $title }».
whole-map = اعرض الخريطة كاملة
impact-of = الأثر { $n }/5
effort-of = الجهد { $n }/5
met-by = من يصادفها
meetings = أين يصادفها العملاء
never-met = لا تمرّ أي خطوة في أي رحلة بنقطة التواصل هذه بعد.

## القياسات والتنبيهات

score-to = إلى
score-n = العدد: { $n }
score-interval = 95%: من { $low } إلى { $high }
score-unsourced = تقدير بلا مصدر

## الفهارس

column-touchpoint = نقطة التواصل
column-kind = النوع
column-channels = القنوات
column-journeys = الرحلات
column-steps = الخطوات
column-worst = أسوأ لحظة
column-satisfaction = الرضا
column-nps = صافي نقاط الترويج
column-owner = المسؤول
column-channel = القناة
column-touchpoints = نقاط التواصل
column-tag = الوسم
column-pages = الصفحات
column-opportunity = فرصة التحسين
column-journey = الرحلة
column-step = الخطوة
column-stage = المرحلة
column-impact = الأثر
column-effort-needed = الجهد
column-status = الحالة
column-severity = الخطورة
column-page = الصفحة
column-persona = الشخصية
column-metric = المؤشّر
column-value = القيمة
column-limit = الحد
column-evidence = الدليل
column-n = العدد
column-on = تاريخ الجمع

filter = تصفية
filter-none = لا نتائج تطابق هذه التصفية.
nav-parts = أجزاء هذه القائمة
part-of = الجزء { $n } من { $of }
title-part = { $title } ({ $n } من { $of })
part-filter = لا يشمل الترتيب والتصفية إلا هذا الجزء من القائمة.
sort-by = رتّب حسب

## صفحات أخرى

not-found = لا توجد صفحة بهذا العنوان. ربما نُقلت أو تغيّر اسمها.
to-home = إلى الصفحة الرئيسية
moved = انتقلت هذه الصفحة
moved-link = اذهب إلى عنوانها الجديد

## تنبيهات داخل النص

callout-note = ملاحظة
callout-tip = نصيحة
callout-important = مهم
callout-warning = تحذير
callout-caution = احذر

# Markdown
column-personas = الشخصيات
link-to-heading = رابط إلى هذا العنوان
footnote-back = العودة إلى النص
task-done = مُنجز:
task-open = لم يُنجز بعد:
table = جدول
persona-scores = الدرجات التي يعطونها

## طرق العرض داخل النص

view-map = خريطة الرحلة
view-curve = منحنى المشاعر
view-blueprint = مخطط الخدمة
view-personas = مقارنة الشخصيات
view-stages = الشخصيات والمراحل
view-future = اليوم والمستقبل
embed-all = الدليل بأكمله

## عروض الدليل كله

kind-network = الشبكة
kind-moments-of-truth = اللحظات الحاسمة
title-network = الشبكة
title-moments-of-truth = اللحظات الحاسمة
intro-network = أي الرحلات تتشارك أي نقاط تواصل، وكيف يشعر العملاء حيث تلتقي: أي تغيير في نقطة تواصل يصل أثره إلى كل رحلاتها.
intro-moments-of-truth = الخطوات التي يكوّن فيها العملاء رأيهم فينا، بدءًا بأسوئها.

view-touchpoints = نقاط التواصل حسب المشاعر
about-touchpoints = متوسط المشاعر عند كل نقطة تواصل، بدءًا بالأسوأ؛ وتقود كل خانة إلى أسوأ خطواتها.
empty-touchpoints = لا تمرّ أي خطوة بنقطة تواصل بعد.
view-channels = الانتقال بين القنوات
about-channels = أين يضطر العملاء إلى المتابعة في قناة أخرى، وكيف يشعرون عندها.
empty-channels = لا انتقال بين القنوات بعد: يلزم أن تذكر خطوتان متتاليتان على الأقل أين تحدثان.
view-moments = اللحظات الحاسمة
about-moments = الخطوات التي يكوّن فيها العملاء رأيهم فينا، بدءًا بأسوئها.
empty-moments = لم تُحدَّد أي خطوة لحظةً حاسمة بعد.
view-network = الرحلات ونقاط التواصل المشتركة بينها
about-network = كل خط رحلة تمرّ بنقطة تواصل، ولونه وسماكته يبيّنان الشعور عندها.
empty-network = لا تمرّ أي رحلة بنقطة تواصل بعد.
view-opportunities = الأثر والجهد
about-opportunities = ما جرى تقييمه حسب الأثر المتوقّع والجهد اللازم؛ والأرقام هي أرقام قائمة فرص التحسين.
empty-opportunities = لا فرص تحسين بعد.
whole-list = القائمة الكاملة

view-of = { $view }: { $title }
heatmap = خريطة حرارية
heat-worst = الأدنى
heat-never = لا تلتقيان
count-touchpoints = { $n ->
    [zero] لا نقاط تواصل
    [one] نقطة تواصل واحدة
    [two] نقطتا تواصل
    [few] { $n } نقاط تواصل
    [many] { $n } نقطة تواصل
   *[other] { $n } نقطة تواصل
}
count-switches = { $n ->
    [zero] لا انتقال
    [one] انتقال واحد
    [two] انتقالان
    [few] { $n } انتقالات
    [many] { $n } انتقالًا
   *[other] { $n } انتقال
}
column-number = الرقم
column-from = من
column-to = إلى
column-before = قبل الانتقال
column-after = بعد الانتقال
switches = حالات الانتقال واحدة واحدة
switches-none = تبقى القناة نفسها من أول خطوة إلى آخر خطوة.
switch-matrix = من قناة إلى قناة
switch-corner = من ↓ إلى ←
switch-from = انتقال من { $channel }
way-stays = يبقى في القناة
way-switches = ينتقل إلى قناة أخرى
network-region = شبكة الرحلات ونقاط التواصل
left-out = لا يظهر هنا إلا الأسوأ؛ وعدد ما لم يُعرض: { $n }.
left-out-more = … و{ $n } غيرها
network-journeys-left-out = لا تظهر في هذا الرسم رحلات تمر بنقاط تواصل أقل، وعددها { $n }.
network-left-out = { $n ->
    [zero] لا نقاط تواصل خارج الرسم.
    [one] نقطة تواصل واحدة تجمع رحلات أقل، ولا تظهر إلا في الجدول أدناه.
    [two] نقطتا تواصل تجمعان رحلات أقل، ولا تظهران إلا في الجدول أدناه.
    [few] { $n } نقاط تواصل تجمع رحلات أقل، ولا تظهر إلا في الجدول أدناه.
    [many] { $n } نقطة تواصل تجمع رحلات أقل، ولا تظهر إلا في الجدول أدناه.
   *[other] { $n } نقطة تواصل تجمع رحلات أقل، ولا تظهر إلا في الجدول أدناه.
}
network-table = كل نقاط التواصل ورحلاتها
matrix-impact = الأثر { $n }
matrix-effort = الجهد { $n }
quadrant-quick-wins = مكاسب سريعة
quadrant-big-bets = رهانات كبيرة
quadrant-fill-ins = تحسينات جانبية
quadrant-think-twice = تستحق إعادة التفكير
unrated = لم تُقيَّم بعد
lacks-impact = ينقصها تقدير الأثر
lacks-effort = ينقصها تقدير الجهد
lacks-both = ينقصها تقدير الأثر والجهد

## خيارات الخريطة ومشاهد الرحلة الواحدة

map-whose = مشاعر
curve-all = الجميع معًا
map-presets = عرض
preset-everything = كل شيء
preset-experience = التجربة
preset-blueprint = مخطط الخدمة
map-lanes = الصفوف
lane-actions = أفعال العميل
lane-physical = الأدلة الملموسة
curve-estimate = حلقة متقطّعة: تقدير بلا أدلة
download = تنزيل
# $n: thousands of bytes.
download-size = { $n } كيلوبايت
# $size is already written out.
download-as = { $format }، { $size }
views = طرق عرض أخرى
about-future = رحلة اليوم مقابل الرحلة التي نريدها، خطوة بخطوة.
about-personas = كيف تشعر كل شخصية عند كل خطوة، وأين تفترق طرقها.
about-stages = متوسط ما تشعر به كل شخصية في كل مرحلة.
chart-furthest = أكبر تباعد
chart-gain = أكبر مكسب
chart-today = اليوم
chart-future = المستقبل
chart-apart = التباعد
chart-difference = الفرق
chart-no-step = لا توجد هذه الخطوة
chart-below = القيم مدرجة أدناه.
change-new = جديدة
change-dropped = محذوفة
count-rises = { $n ->
    [zero] لا خطوات ترتفع
    [one] خطوة واحدة ترتفع
    [two] خطوتان ترتفعان
    [few] { $n } خطوات ترتفع
    [many] { $n } خطوة ترتفع
   *[other] { $n } خطوة ترتفع
}
count-falls = { $n ->
    [zero] لا خطوات تنخفض
    [one] خطوة واحدة تنخفض
    [two] خطوتان تنخفضان
    [few] { $n } خطوات تنخفض
    [many] { $n } خطوة تنخفض
   *[other] { $n } خطوة تنخفض
}
count-unchanged = { $n ->
    [zero] لا خطوات تبقى كما هي
    [one] خطوة واحدة تبقى كما هي
    [two] خطوتان تبقيان كما هما
    [few] { $n } خطوات تبقى كما هي
    [many] { $n } خطوة تبقى كما هي
   *[other] { $n } خطوة تبقى كما هي
}
count-new = { $n ->
    [zero] لا خطوات جديدة
    [one] خطوة واحدة جديدة
    [two] خطوتان جديدتان
    [few] { $n } خطوات جديدة
    [many] { $n } خطوة جديدة
   *[other] { $n } خطوة جديدة
}
count-dropped = { $n ->
    [zero] لا خطوات محذوفة
    [one] خطوة واحدة محذوفة
    [two] خطوتان محذوفتان
    [few] { $n } خطوات محذوفة
    [many] { $n } خطوة محذوفة
   *[other] { $n } خطوة محذوفة
}
empty-map = ليس لهذه الرحلة مراحل بعد.
empty-blueprint = لا خطوة تذكر بعد ما يفعله الموظفون والأنظمة.
empty-curve = لا خطوة لها قياس للمشاعر بعد.
empty-personas = لا شيء للمقارنة: أقل من شخصيتين لهما قياسات مشاعر خاصة بهما في هذه الرحلة.
empty-stages = لا خطوة لها قياس للمشاعر بعد.
empty-future = لا شيء للمقارنة: ليس لهذه الرحلة نظير، أو أن إحدى الرحلتين بلا قياسات للمشاعر بعد.

# مجموعات البيانات والدرجات المحسوبة منها

kind-data = البيانات
kind-data-set = مجموعة بيانات
title-data = البيانات
intro-data = الإجابات التي تُحسب منها الدرجات: ما سُئل عنه، ومن سُئل، ومتى، وكم أجاب.
column-data-set = مجموعة البيانات
column-period = الفترة
column-interval = مجال الثقة 95%
interval = من { $low } إلى { $high }
data-question = نص السؤال
data-result = النتيجة
data-when = فترة الإجابات
data-asked = كيف عرفنا
data-solicited = بسؤال العملاء
data-observed = برصد ما فعلوه
data-file = الملف
data-rows = الصفوف
data-used = استُخدم { $used } من أصل { $rows } من الصفوف.
data-rests = ما يستند إليها
unused-no-score = صفوف بلا إجابة
unused-no-number = صفوف إجابتها ليست رقمًا
unused-off-scale = صفوف إجابتها خارج المقياس
unused-bad-date = صفوف تاريخها غير صحيح
unused-bad-count = صفوف عددها غير صحيح
unused-ragged = صفوف خلاياها أكثر أو أقل من السطر الأول
unused-bad-text = صفوف فيها بايتات ليست نصًا
unused-duplicate = صفوف مكررة
unused-unknown-name = إجابات عن شيء لا وجود له في الدليل
method-mean = متوسط الإجابات
method-nps = نسبة المروّجين ناقص نسبة المنتقدين
method-top-2-box = نسبة أفضل إجابتين
method-easy-share = نسبة من وجدوا الأمر سهلًا
method-index = نسبة «سهل» ناقص نسبة «صعب»
method-share = النسبة
trend = عبر الزمن
trend-of = { $metric } عبر الزمن
trend-table = الأرقام
trend-change = { $change } عن الفترة السابقة
trend-steady = لم يتغيّر منذ الفترة السابقة ما يمكن تمييزه من المصادفة.
quarter = الربع { $q } من { $year }
score-data = محسوبة من
score-written = المكتوب هنا: { $value } (الفرق { $difference })

# التنبيهات: القيم كلها مكتوبة جاهزة، وما حدث يأتي بعد اسم المقياس.

severity-note = ملاحظة
alert-below = { $value }: دون الحد { $limit }
alert-above = { $value }: فوق الحد { $limit }
alert-fell = انخفض بمقدار { $by } منذ { $since }
alert-detractors = نسبة المنتقدين { $share }، والحد { $limit }
alert-low-answers = نسبة الإجابات المتدنية { $share }، والحد { $limit }
column-happened = ماذا حدث
column-harm = الضرر
column-share = النسبة
harm-why = الأسوأ أولًا. يقيس الضرر مدى تجاوز الدرجة لحدّها بأجزاء من مئة من مقياسها، مضروبًا في عدد الخطوات التي تمر بنقطة التواصل وفي حصة الشخصية من العملاء، ويتضاعف في اللحظات الحاسمة.
standings-at-risk = نقاط تواصل معرّضة للخطر
standings-at-risk-why = أكثر من { $line } ممن أجابوا منتقدون أو غير راضين.
standings-promoted = نقاط تواصل يوصي بها الناس
standings-promoted-why = أكثر من { $line } ممن أجابوا مروّجون أو راضون.
standings-left-out = { $n ->
    [zero] كل نقاط التواصل ظاهرة هنا.
    [one] ثمة نقطة تواصل أخرى لا تظهر هنا.
    [two] ثمة نقطتا تواصل أخريان لا تظهران هنا.
    [few] ثمة { $n } نقاط تواصل أخرى لا تظهر هنا.
    [many] ثمة { $n } نقطة تواصل أخرى لا تظهر هنا.
   *[other] ثمة { $n } نقطة تواصل أخرى لا تظهر هنا.
}
verdict-at-risk = معرّضة للخطر
verdict-promoted = موصى بها
share-nps-at-risk = المنتقدون { $share }
share-nps-promoted = المروّجون { $share }
share-other-at-risk = غير الراضين { $share }
share-other-promoted = الراضون { $share }

# What people said in files of answers
comments = ماذا يقول الناس
home-answers = ماذا تقول الإجابات
# What the handbook says as data: `api`.
data-files = بيانات لأدوات أخرى:
data-journey = بيانات هذه الرحلة لأدوات أخرى

# Recent changes.
title-changes = آخر التغييرات
kind-changes = آخر التغييرات
intro-changes = ما تغيّر في الرحلات والشخصيات ونقاط التواصل منذ نسخة سابقة من هذا الدليل.
empty-changes = لم يتغيّر شيء منذ ذلك الحين.
recent-since = منذ {"\u2068"}{ $since }{"\u2069"}
recent-now = الآن
recent-place = الموضع { $n }
recent-place-in = الموضع { $n } في «{ $title }»
recent-sum-added = أُضيفت
recent-sum-removed = أُزيلت
recent-sum-renamed = تغيّر اسمها
recent-sum-moved = نُقلت
recent-sum-scores-up = درجات ارتفعت
recent-sum-scores-down = درجات انخفضت
recent-sum-closed = فرص تحسين أُغلقت
recent-sum-edited = عُدّلت صياغتها
recent-sum-other = تغييرات أخرى
recent-group-journeys = الرحلات
recent-group-personas = الشخصيات
recent-group-touchpoints = نقاط التواصل
recent-group-handbook = صفحات وإعدادات أخرى
recent-kind-journey = رحلة
recent-kind-stage = مرحلة
recent-kind-step = خطوة
recent-kind-opportunity = فرصة تحسين
recent-kind-evidence = دليل
recent-kind-persona = شخصية
recent-kind-touchpoint = نقطة تواصل
recent-kind-page = صفحة
recent-kind-handbook = الدليل
recent-kind-language = لغة
recent-kind-channel = قناة
recent-kind-phase = طور
recent-kind-metric = مؤشّر
recent-kind-tag = وسم
recent-added = إضافة
recent-removed = إزالة
recent-renamed = اسم جديد
recent-moved = موضع جديد
recent-truth-gained = أصبحت لحظة حاسمة
recent-truth-lost = لم تعد لحظة حاسمة
recent-closed = أُغلقت
recent-reopened = فُتحت من جديد
recent-edited = عُدّلت الصياغة:
recent-translated = ترجمة جديدة:
recent-translation-removed = حُذفت الترجمة:
recent-sign-plus = إضافة:
recent-sign-minus = حذف:
recent-sign-arrow = تغيير:
recent-sign-up = ارتفاع:
recent-sign-down = انخفاض:
recent-field-owner = المسؤول
recent-field-status = الحالة
recent-field-reviewed = آخر مراجعة
recent-field-kind = النوع
recent-field-share = حصتها من العملاء
recent-field-portrait = الصورة
recent-field-traits = السمات
recent-field-state = الوضع
recent-field-future-of = تحلّ محلّ
recent-field-level = المستوى
recent-field-lanes = الصفوف
recent-field-direction = الاتجاه
recent-field-phase = الطور
recent-field-channel = القناة
recent-field-journey = تقود إلى
recent-field-impact = الأثر
recent-field-effort = الجهد
recent-field-due = تاريخ الاستحقاق
recent-field-done = تاريخ الإنجاز
recent-field-moves = تهدف إلى تحسين
recent-field-on = التاريخ
recent-field-n = عدد الإجابات
recent-field-url = المصدر
recent-field-min = أدنى قيمة
recent-field-max = أعلى قيمة
count-recent = { $n ->
    [zero] لا تغييرات منذ {"\u2068"}{ $since }{"\u2069"}
    [one] تغيير واحد منذ {"\u2068"}{ $since }{"\u2069"}
    [two] تغييران منذ {"\u2068"}{ $since }{"\u2069"}
    [few] { $n } تغييرات منذ {"\u2068"}{ $since }{"\u2069"}
    [many] { $n } تغييرًا منذ {"\u2068"}{ $since }{"\u2069"}
   *[other] { $n } تغيير منذ {"\u2068"}{ $since }{"\u2069"}
}
# فرص التحسين: متى ومن، وما قيمتها وما الذي تغيّر بها. القيم مكتوبة جاهزة.

overdue = متأخرة
count-overdue = { $n ->
    [zero] لا متأخرة
    [one] واحدة متأخرة
    [two] اثنتان متأخرتان
    [few] { $n } متأخرة
    [many] { $n } متأخرة
   *[other] { $n } متأخرة
}
count-overdue-opportunities = { $n ->
    [zero] لا فرص تحسين متأخرة
    [one] فرصة تحسين متأخرة واحدة
    [two] فرصتا تحسين متأخرتان
    [few] { $n } فرص تحسين متأخرة
    [many] { $n } فرصة تحسين متأخرة
   *[other] { $n } فرصة تحسين متأخرة
}
due-on = تُستحق في
done-on = أُنجزت في
column-due = تاريخ الاستحقاق
column-done-on = تاريخ الإنجاز
column-score = الدرجة
column-total = المجموع
column-change = التغيّر
column-whose = إجابات من
by-owner = حسب المسؤول والحالة
nobody = بلا مسؤول
opportunity-unset = بلا حالة
done-why = تُقارَن إجابات الأشهر التي سبقت شهر الإنجاز بإجابات الأشهر التي تلته، أما شهر الإنجاز نفسه فلا يُحسب في أيّ من الجانبين.
done-undated = لم يُذكر تاريخ
done-unmeasured = لم يُذكر ما المقصود تحسينه
effect-meant = الهدف: تحسين { $metric }
effect-higher = ارتفاع واضح ({ $by })
effect-lower = انخفاض واضح ({ $by })
effect-unclear = لا تغيّر واضح بعد
effect-difference = الفرق { $by }، ودرجة الثقة غير معروفة
effect-no-before = لا إجابات قبل الإنجاز
effect-no-after = لا إجابات بعد الإنجاز
effect-written = كما كُتب يدويًا
opportunity-score = درجة الفرصة
opportunity-score-why = نسبة إجابات 4 و5 عن أهمية الأمر، من 0 إلى 10، يُضاف إليها ما ينقص الرضا عنها: من 0 إلى 20. وما زاد على 10 يستحق التحرّك.
score-unmeasured = غير مقيسة: ينبغي السؤال عن الأهمية والرضا في الموضع نفسه
worth-high = تستحق التحرّك
worth-extreme = فرصة كبيرة جدًا

## الحداثة والمسؤولية

kind-coverage = التغطية
title-coverage = التغطية
intro-coverage = إلى أيّ حدّ يمكنك الاعتماد على هذا الدليل: من المسؤول عنه، وما مدى حداثته، وإلام يستند، وما الذي ينقصه.
lacks = ما ينقص هذه الصفحة
lack-owner = بلا مسؤول
lack-review = مراجعة مستحقّة منذ { $date }
lack-first-review = لم تُراجَع قط
lack-evidence = { $n ->
    [zero] لا خطوة من أصل { $of } بلا دليل
    [one] خطوة واحدة من أصل { $of } بلا دليل
    [two] خطوتان من أصل { $of } بلا دليل
    [few] { $n } خطوات من أصل { $of } بلا دليل
    [many] { $n } خطوة من أصل { $of } بلا دليل
   *[other] { $n } خطوة من أصل { $of } بلا دليل
}
lack-new-evidence = أدلة مضى عليها أكثر من { $age }
lack-scores = بلا قياس
lack-translations = غير مترجمة: { $languages }
age-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
age-weeks = { $n ->
    [zero] { $n } أسبوع
    [one] أسبوع واحد
    [two] أسبوعين
    [few] { $n } أسابيع
    [many] { $n } أسبوعًا
   *[other] { $n } أسبوع
}
age-months = { $n ->
    [zero] { $n } شهر
    [one] شهر واحد
    [two] شهرين
    [few] { $n } أشهر
    [many] { $n } شهرًا
   *[other] { $n } شهر
}
age-years = { $n ->
    [zero] { $n } سنة
    [one] سنة واحدة
    [two] سنتين
    [few] { $n } سنوات
    [many] { $n } سنة
   *[other] { $n } سنة
}
coverage-as-of = تُحتسب المدد حتى { $date }.
coverage-over-all = الدليل كلّه
coverage-owned = لها مسؤول
coverage-fresh = روجعت في موعدها
coverage-evidence = خطوات تستند إلى أدلة
coverage-measured = مقيسة
coverage-translations = الترجمة
coverage-translated = مترجمة: { $language }
coverage-of = { $n } من { $of }
coverage-unasked = غير مطلوب هنا
coverage-groups = بحسب الرحلة ونوع الصفحة
coverage-guides = الإرشادات
coverage-left-out = { $n ->
    [zero] كل الرحلات ظاهرة هنا.
    [one] ثمة رحلة أخرى لا تظهر هنا.
    [two] ثمة رحلتان أخريان لا تظهران هنا.
    [few] ثمة { $n } رحلات أخرى لا تظهر هنا.
    [many] ثمة { $n } رحلة أخرى لا تظهر هنا.
   *[other] ثمة { $n } رحلة أخرى لا تظهر هنا.
}
coverage-list = ما يحتاج إلى عناية
coverage-list-why = كل صفحة ينقصها شيء، والأكثر نقصًا أولًا.
column-part = القسم
column-lacks = ما ينقصها

## البحث

search = بحث
search-hint = ابحث في الرحلات والشخصيات والإرشادات…
search-close = إغلاق البحث
search-kinds = أنواع النتائج
search-all = الكل
search-guides = الإرشادات
search-results = النتائج
# $n: a number that is already written out, here and in the other texts of the search.
search-count = عدد النتائج: { $n }
search-none = لا توجد نتائج.
search-fewer = لا يضم أي قسم هذه الكلمات كلها. إليك الأقسام التي تضم معظمها.
search-missing = غير موجود في هذا الدليل: { $words }
search-near = هل تقصد «{ $word }»؟
search-elsewhere = عرض كل الأنواع: { $n }
search-failed = تعذّر تحميل البحث. أعد تحميل الصفحة وحاول مجددًا.
search-more = عرض المزيد
search-deeper = في موضع لاحق من النص: { $words }
search-move = للتنقل
search-go = للفتح
kind-step = خطوة

# Reading: copies, the way to the top, keys
copy-code = نسخ هذه الشيفرة
copied-code = تم نسخ الشيفرة
copied-link = تم نسخ الرابط
copy-failed = لم يسمح المتصفح بالنسخ
to-top = العودة إلى الأعلى
keys = اختصارات لوحة المفاتيح
keys-search = البحث
keys-next = الصفحة التالية
keys-previous = الصفحة السابقة
keys-list = هذه القائمة
keys-switch = تفعيل الاختصارات ذات المفتاح الواحد
keys-close = إغلاق قائمة الاختصارات

## Printing and sharing

print-whole = طباعة الدليل كاملًا
print-contents = المحتويات
print-as-of = بتاريخ { $date }
print-left-out = { $n ->
    [zero] كل الصفحات مدرجة هنا.
    [one] ثمة صفحة أخرى لم تُدرج هنا: تجدها في الدليل نفسه.
    [two] ثمة صفحتان أخريان لم تُدرجا هنا: تجدهما في الدليل نفسه.
    [few] ثمة { $n } صفحات أخرى لم تُدرج هنا: تجدها في الدليل نفسه.
    [many] ثمة { $n } صفحة أخرى لم تُدرج هنا: تجدها في الدليل نفسه.
   *[other] ثمة { $n } صفحة أخرى لم تُدرج هنا: تجدها في الدليل نفسه.
}
