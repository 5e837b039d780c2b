# ข้อความของหน้าจอ ภาษาไทย: คีย์และตัวแปรเหมือนกันทุกภาษา

## โครงของทุกหน้า

skip = ข้ามไปยังเนื้อหา
menu = เมนู
more = เพิ่มเติม
language = ภาษา
untranslated = ยังไม่ได้แปล
theme = ธีมสี
theme-auto = ตามระบบ
theme-light = สว่าง
theme-dark = มืด
nav-sections = หมวด
nav-nearby = ในหมวดนี้
nav-breadcrumbs = ตำแหน่งปัจจุบัน
nav-toc = ในหน้านี้
nav-pager = หน้าก่อนและหน้าถัดไป
nav-stages = ช่วงต่าง ๆ ของเส้นทางนี้
nav-letters = ตัวอักษร
previous = ก่อนหน้า
next = ถัดไป
mentions = กล่าวถึงใน
owner = ผู้รับผิดชอบ
status = สถานะ
state = สภาพ
reviewed = ทบทวนล่าสุด
changed = แก้ไขล่าสุด
tags = แท็ก
edit = แก้ไขหน้านี้
repository = ต้นฉบับ
made-with = สร้างด้วย { $generator }
fallback = หน้านี้ยังไม่มีภาษาไทย จึงแสดงเป็นภาษาต้นฉบับ: { $language }
pages = หน้า
nothing-here = ยังไม่มีข้อมูล

## ชนิดของหน้า

kind-home = หน้าแรก
kind-persona = เพอร์โซนา
kind-journey = เส้นทางลูกค้า
kind-stage = ช่วง
kind-touchpoint = จุดสัมผัส
kind-section = หมวด
kind-prose = แนวทาง
kind-glossary = อภิธานศัพท์
kind-personas = เพอร์โซนา
kind-journeys = เส้นทางลูกค้า
kind-touchpoints = จุดสัมผัส
kind-channels = ช่องทาง
kind-tags = แท็ก
kind-opportunities = โอกาสปรับปรุง
kind-alerts = การแจ้งเตือน
kind-evidence = หลักฐาน
kind-not-found = ไม่พบหน้านี้

section-glossary = อภิธานศัพท์

title-personas = เพอร์โซนา
title-journeys = เส้นทางลูกค้า
title-touchpoints = จุดสัมผัส
title-channels = ช่องทาง
title-tags = แท็ก
title-opportunities = โอกาสปรับปรุง
title-alerts = การแจ้งเตือน
title-evidence = หลักฐาน
title-not-found = ไม่พบหน้านี้

intro-personas = คู่มือนี้พูดถึงใครบ้าง และพวกเขาต้องการอะไรจากเรา
intro-journeys = สิ่งที่ลูกค้าพบเจอกับเรา ตั้งแต่ได้ยินชื่อครั้งแรกจนถึงครั้งสุดท้าย
intro-touchpoints = ทุกอย่างที่ลูกค้าเห็น ได้ยิน หรือจับต้องเมื่อติดต่อกับเรา และทำได้ดีแค่ไหน
intro-channels = ลูกค้าพบเราที่ไหน และเจออะไรที่นั่น
intro-tags = หน้าต่าง ๆ ในคู่มือนี้ แยกตามแท็ก
intro-opportunities = สิ่งที่ทำให้ดีขึ้นได้ พร้อมผลที่คาดและแรงที่ต้องใช้
intro-alerts = คะแนนที่เลยเกณฑ์ที่เราตั้งไว้
intro-evidence = ที่มาของคู่มือนี้: เราถามใคร และเราสังเกตอะไร
intro-glossary = คำที่เราใช้ และสิ่งที่เราหมายถึง

## ค่าต่าง ๆ

persona-kind-primary = เพอร์โซนาหลัก
persona-kind-secondary = เพอร์โซนารอง
persona-kind-negative = ไม่ใช่กลุ่มเป้าหมาย
persona-kind-internal = พนักงาน

touchpoint-kind-owned = สื่อของเราเอง
touchpoint-kind-paid = สื่อที่จ่ายเงิน
touchpoint-kind-earned = สื่อที่คนพูดถึงเอง

state-current = ปัจจุบัน
state-future = ในอนาคต

status-draft = ฉบับร่าง
status-review = กำลังทบทวน
status-approved = อนุมัติแล้ว

opportunity-idea = ไอเดีย
opportunity-planned = วางแผนแล้ว
opportunity-doing = กำลังทำ
opportunity-done = เสร็จแล้ว
opportunity-dropped = ยกเลิกแล้ว

evidence-survey = แบบสำรวจ
evidence-interview = สัมภาษณ์
evidence-review = รีวิว
evidence-test = ทดสอบการใช้งาน
evidence-analytics = สถิติการใช้งาน
evidence-purchases = ข้อมูลการซื้อ
evidence-support-log = บันทึกการช่วยเหลือ
evidence-email = อีเมล
evidence-observation = การสังเกต

level-customer = เส้นทางของลูกค้า
level-buyer = เส้นทางของผู้ซื้อ
level-user = เส้นทางของผู้ใช้
level-employee = เส้นทางของพนักงาน

phase-awareness = รู้จัก
phase-consideration = พิจารณา
phase-decision = ตัดสินใจ
phase-loyalty = ภักดี
phase-advocacy = บอกต่อ

metric-emotion = อารมณ์
metric-satisfaction = ความพึงพอใจ
metric-nps = NPS
metric-effort = ความง่าย
metric-importance = ความสำคัญ
metric-csat = CSAT

severity-error = วิกฤต
severity-warning = คำเตือน

backing-none = ไม่มีหลักฐาน
backing-some = มีหลักฐานบ้าง
backing-full = หลักฐานหนักแน่น

mood-n2 = ไม่พอใจมาก
mood-n1 = ไม่พอใจ
mood-0 = เฉย ๆ
mood-p1 = พอใจ
mood-p2 = ประทับใจมาก

## แผนที่เส้นทาง

map = แผนที่เส้นทางลูกค้า
map-region = แผนที่เส้นทางลูกค้า: { $title }
lane-stages = ช่วง
lane-steps = ขั้นตอน
lane-touchpoints = จุดสัมผัส
lane-channels = ช่องทาง
lane-emotion = อารมณ์
lane-thinks = คิดอะไร
lane-feels = รู้สึกอย่างไร
lane-pains = จุดเจ็บปวด
lane-opportunities = โอกาสปรับปรุง
lane-interaction = เส้นปฏิสัมพันธ์
lane-frontstage = หน้าบ้าน
lane-visibility = เส้นการมองเห็น
lane-backstage = หลังบ้าน
lane-internal = เส้นปฏิสัมพันธ์ภายใน
lane-support = กระบวนการสนับสนุน
lane-metrics = ตัวชี้วัด
lane-evidence = หลักฐาน

curve-high = ประทับใจมาก
curve-neutral = เฉย ๆ
curve-low = ไม่พอใจมาก
curve-average = ค่าเฉลี่ย
curve-everybody = ทุกคน
curve-table = อารมณ์ทีละขั้นตอน
no-score = ไม่มีคะแนน
moment-of-truth = ช่วงเวลาชี้ขาด
highest = จุดสูงสุด
lowest = จุดต่ำสุด

map-evidence = n = { $n } จาก { $sources } แหล่งข้อมูล
map-no-evidence = ยังไม่มี แผนที่นี้เป็นเพียงสมมติฐาน
map-steps-without = { $n } จาก { $of } ขั้นตอนยังไม่มีหลักฐานของตัวเอง
map-steps-all = ทุกขั้นตอนมีหลักฐานรองรับ

personas = เพอร์โซนา
journeys = เส้นทางลูกค้า
stages = ช่วง
steps = ขั้นตอน
touchpoints = จุดสัมผัส
scenario = สถานการณ์
replaces = จะมาแทน
replaced-by = จะถูกแทนด้วย
opened-by = เริ่มจาก
opens-journey = นำไปสู่
scores = คะแนน
scores-journey = ภาพรวมของเส้นทาง

## จำนวน

count-journeys = { $n } เส้นทาง
count-stages = { $n } ช่วง
count-steps = { $n } ขั้นตอน
count-alerts = แจ้งเตือน { $n } รายการ
count-sources = { $n } แหล่งข้อมูล

## หน้าแรก

steps-with-evidence = ขั้นตอนที่มีหลักฐานของตัวเอง
open-opportunities = โอกาสที่ยังเปิดอยู่
needs-attention = ต้องดูแล
changed-lately = เพิ่งแก้ไข

## เพอร์โซนา

persona-share = { $share } ของลูกค้า
persona-who = เขาเป็นใคร
persona-traits = ลักษณะนิสัย
of-five = { $n } จาก 5
persona-how = เขามีพฤติกรรมอย่างไร
persona-what = เขาต้องการอะไร
persona-goals = เป้าหมาย
persona-needs = ความต้องการ
persona-motivations = แรงจูงใจ
persona-frustrations = สิ่งที่ทำให้หงุดหงิด
persona-feel = เราทำให้เขารู้สึกอย่างไร
highest-moments = ช่วงเวลาที่ดีที่สุด
lowest-moments = ช่วงเวลาที่แย่ที่สุด
persona-journeys = เส้นทางของเขา
persona-pains = จุดเจ็บปวดทีละขั้นตอน

## ช่วงและจุดสัมผัส

stage-number = ช่วงที่ { $n }
goal = เป้าหมาย
stage-curve = ตำแหน่งของช่วงนี้บนเส้นอารมณ์ของ “{ $title }”
whole-map = ดูแผนที่ทั้งหมด
impact-of = ผล { $n }/5
effort-of = แรงที่ใช้ { $n }/5
met-by = ใครพบ
meetings = ลูกค้าพบที่ไหน
never-met = ยังไม่มีขั้นตอนใดพบจุดสัมผัสนี้

## คะแนนและการแจ้งเตือน

score-to = ถึง
score-n = n = { $n }
score-interval = 95%: { $low } ถึง { $high }
score-unsourced = ค่าประมาณ ไม่มีแหล่งที่มา

## ดัชนี

column-touchpoint = จุดสัมผัส
column-kind = ประเภท
column-channels = ช่องทาง
column-journeys = เส้นทาง
column-steps = ขั้นตอน
column-worst = ช่วงเวลาที่แย่ที่สุด
column-satisfaction = ความพึงพอใจ
column-nps = NPS
column-owner = ผู้รับผิดชอบ
column-channel = ช่องทาง
column-touchpoints = จุดสัมผัส
column-tag = แท็ก
column-pages = หน้า
column-opportunity = โอกาสปรับปรุง
column-journey = เส้นทาง
column-step = ขั้นตอน
column-stage = ช่วง
column-impact = ผล
column-effort-needed = แรงที่ใช้
column-status = สถานะ
column-severity = ความรุนแรง
column-page = หน้า
column-persona = เพอร์โซนา
column-metric = ตัวชี้วัด
column-value = ค่า
column-limit = เกณฑ์
column-evidence = หลักฐาน
column-n = n
column-on = เก็บเมื่อ

filter = กรอง
filter-none = ไม่มีรายการที่ตรงกับตัวกรองนี้
nav-parts = ส่วนต่าง ๆ ของรายการนี้
part-of = ส่วนที่ { $n } จาก { $of }
title-part = { $title } ({ $n } จาก { $of })
part-filter = การเรียงและการกรองใช้กับส่วนนี้ของรายการเท่านั้น
sort-by = เรียงตาม

## หน้าอื่น ๆ

not-found = ไม่มีหน้าที่ที่อยู่นี้ อาจถูกย้ายหรือเปลี่ยนชื่อแล้ว
to-home = ไปหน้าแรก
moved = หน้านี้ย้ายแล้ว
moved-link = ไปยังที่อยู่ใหม่

## กล่องข้อความ

callout-note = หมายเหตุ
callout-tip = เคล็ดลับ
callout-important = สำคัญ
callout-warning = คำเตือน
callout-caution = ระวัง

# Markdown
column-personas = เพอร์โซนา
link-to-heading = ลิงก์มายังหัวข้อนี้
footnote-back = กลับไปที่เนื้อหา
task-done = เสร็จแล้ว:
task-open = ยังไม่เสร็จ:
table = ตาราง
persona-scores = คะแนนที่ให้เรา

## มุมมองที่แทรกในเนื้อหา

view-map = แผนที่เส้นทางลูกค้า
view-curve = กราฟอารมณ์
view-blueprint = พิมพ์เขียวบริการ
view-personas = เปรียบเทียบเพอร์โซนา
view-stages = เพอร์โซนากับช่วง
view-future = วันนี้กับอนาคต
embed-all = คู่มือทั้งเล่ม

## มุมมองของทั้งคู่มือ

kind-network = เครือข่าย
kind-moments-of-truth = ช่วงเวลาชี้ขาด
title-network = เครือข่าย
title-moments-of-truth = ช่วงเวลาชี้ขาด
intro-network = เส้นทางใดใช้จุดสัมผัสใดร่วมกัน และลูกค้ารู้สึกอย่างไรตรงนั้น: เปลี่ยนจุดสัมผัสหนึ่งจุด ทุกเส้นทางที่ผ่านจุดนั้นเปลี่ยนตาม
intro-moments-of-truth = ขั้นตอนที่ลูกค้าตัดสินว่าเราเป็นอย่างไร เรียงจากที่ไม่พอใจที่สุด

view-touchpoints = จุดสัมผัสกับอารมณ์
about-touchpoints = อารมณ์เฉลี่ยเมื่อลูกค้าพบจุดสัมผัส เรียงจากที่แย่ที่สุด แต่ละช่องพาไปยังขั้นตอนที่ไม่พอใจที่สุด
empty-touchpoints = ยังไม่มีขั้นตอนใดพบจุดสัมผัส
view-channels = การเปลี่ยนช่องทาง
about-channels = ลูกค้าต้องไปทำต่อที่ช่องทางอื่นตรงไหน และรู้สึกอย่างไร
empty-channels = ยังไม่มีการเปลี่ยนช่องทาง: ต้องมีอย่างน้อยสองขั้นตอนติดกันที่ระบุว่าเกิดขึ้นที่ไหน
view-moments = ช่วงเวลาชี้ขาด
about-moments = ขั้นตอนที่ลูกค้าตัดสินว่าเราเป็นอย่างไร เรียงจากที่ไม่พอใจที่สุด
empty-moments = ยังไม่มีขั้นตอนใดระบุเป็นช่วงเวลาชี้ขาด
view-network = เส้นทางกับจุดสัมผัสที่ใช้ร่วมกัน
about-network = แต่ละเส้นคือเส้นทางที่ผ่านจุดสัมผัส สีและความหนาบอกว่าลูกค้ารู้สึกอย่างไรตรงนั้น
empty-network = ยังไม่มีเส้นทางใดผ่านจุดสัมผัส
view-opportunities = ผลกับแรงที่ใช้
about-opportunities = โอกาสที่ประเมินแล้ว ตามผลที่คาดและแรงที่ต้องใช้ หมายเลขตรงกับรายการทั้งหมด
empty-opportunities = ยังไม่มีโอกาสปรับปรุง
whole-list = รายการทั้งหมด

view-of = { $view }: { $title }
heatmap = แผนที่ความร้อน
heat-worst = ต่ำสุด
heat-never = ไม่พบกัน
count-touchpoints = { $n } จุดสัมผัส
count-switches = เปลี่ยน { $n } ครั้ง
column-number = ลำดับ
column-from = จาก
column-to = ไปยัง
column-before = ก่อนเปลี่ยน
column-after = หลังเปลี่ยน
switches = การเปลี่ยนช่องทางทีละครั้ง
switches-none = อยู่ในช่องทางเดียวตั้งแต่ขั้นตอนแรกจนขั้นตอนสุดท้าย
switch-matrix = จากช่องทางสู่ช่องทาง
switch-corner = จาก ↓ ไปยัง →
switch-from = เปลี่ยนมาจาก { $channel }
way-stays = อยู่ในช่องทางเดิม
way-switches = เปลี่ยนช่องทาง
network-region = เครือข่ายเส้นทางและจุดสัมผัส
left-out = ที่นี่แสดงเฉพาะจุดที่แย่ที่สุด ยังมีอีก { $n } รายการ
left-out-more = … และอีก { $n } รายการ
network-journeys-left-out = ภาพนี้ไม่แสดงเส้นทางอีก { $n } เส้นทางซึ่งพบจุดสัมผัสน้อยกว่า
network-left-out = จุดสัมผัสอีก { $n } จุดที่เชื่อมเส้นทางน้อยกว่าอยู่ในตารางด้านล่างเท่านั้น
network-table = จุดสัมผัสทั้งหมดและเส้นทางที่ผ่าน
matrix-impact = ผล { $n }
matrix-effort = แรงที่ใช้ { $n }
quadrant-quick-wins = ทำได้เลย เห็นผลไว
quadrant-big-bets = เดิมพันใหญ่
quadrant-fill-ins = ทำเมื่อว่าง
quadrant-think-twice = คิดให้ดีก่อน
unrated = ยังไม่ได้ประเมิน
lacks-impact = ยังไม่ระบุผล
lacks-effort = ยังไม่ระบุแรงที่ใช้
lacks-both = ยังไม่ระบุผลและแรงที่ใช้

## ตัวเลือกของแผนที่และมุมมองของเส้นทางเดียว

map-whose = อารมณ์ของ
curve-all = ทั้งหมด
map-presets = แสดง
preset-everything = ทุกแถว
preset-experience = ประสบการณ์
preset-blueprint = พิมพ์เขียวบริการ
map-lanes = แถวข้อมูล
lane-actions = สิ่งที่ลูกค้าทำ
lane-physical = หลักฐานทางกายภาพ
curve-estimate = วงเส้นประ: ค่าประมาณที่ยังไม่มีหลักฐาน
download = ดาวน์โหลด
# $n: thousands of bytes.
download-size = { $n } กิโลไบต์
# $size is already written out.
download-as = { $format }, { $size }
views = มุมมอง
about-future = เส้นทางวันนี้เทียบกับเส้นทางที่เราอยากให้เป็น ทีละขั้นตอน
about-personas = เพอร์โซนาแต่ละคนรู้สึกอย่างไรในแต่ละขั้นตอน และต่างกันตรงไหน
about-stages = เพอร์โซนาแต่ละคนรู้สึกอย่างไรโดยเฉลี่ยในแต่ละช่วง
chart-furthest = ต่างกันมากที่สุด
chart-gain = ดีขึ้นมากที่สุด
chart-today = วันนี้
chart-future = อนาคต
chart-apart = ระยะห่าง
chart-difference = ผลต่าง
chart-no-step = ไม่มีขั้นตอนนี้
chart-below = ค่าต่าง ๆ อยู่ในแถวด้านล่าง
change-new = ใหม่
change-dropped = ตัดออก
count-rises = ดีขึ้น { $n } ขั้นตอน
count-falls = แย่ลง { $n } ขั้นตอน
count-unchanged = เท่าเดิม { $n } ขั้นตอน
count-new = เพิ่มใหม่ { $n } ขั้นตอน
count-dropped = ตัดออก { $n } ขั้นตอน
empty-map = เส้นทางนี้ยังไม่มีช่วง
empty-blueprint = ยังไม่มีขั้นตอนใดบอกว่าพนักงานและระบบทำอะไร
empty-curve = ยังไม่มีขั้นตอนใดมีค่าอารมณ์
empty-personas = ยังไม่มีอะไรให้เปรียบเทียบ: มีเพอร์โซนาที่มีค่าอารมณ์ของตนเองในเส้นทางนี้ไม่ถึงสองคน
empty-stages = ยังไม่มีขั้นตอนใดมีค่าอารมณ์
empty-future = ยังไม่มีอะไรให้เปรียบเทียบ: เส้นทางนี้ไม่มีคู่เทียบ หรือเส้นทางใดเส้นทางหนึ่งยังไม่มีค่าอารมณ์

# ชุดข้อมูล และคะแนนที่คำนวณจากข้อมูล

kind-data = ข้อมูล
kind-data-set = ชุดข้อมูล
title-data = ข้อมูล
intro-data = คำตอบที่ใช้คำนวณคะแนน: ถามอะไร ถามใคร เมื่อไร และมีผู้ตอบกี่คน
column-data-set = ชุดข้อมูล
column-period = ช่วงเวลา
column-interval = ช่วงความเชื่อมั่น 95%
interval = { $low } ถึง { $high }
data-question = คำถามที่ใช้
data-result = ผลลัพธ์
data-when = ช่วงเวลาที่ตอบ
data-asked = เรารู้ได้อย่างไร
data-solicited = จากการถามลูกค้า
data-observed = จากการสังเกตสิ่งที่ลูกค้าทำ
data-file = ไฟล์
data-rows = แถวข้อมูล
data-used = ใช้ { $used } จากทั้งหมด { $rows } แถว
data-rests = สิ่งที่อ้างอิงชุดข้อมูลนี้
unused-no-score = แถวที่ไม่มีคำตอบ
unused-no-number = แถวที่คำตอบไม่ใช่ตัวเลข
unused-off-scale = แถวที่คำตอบอยู่นอกสเกล
unused-bad-date = แถวที่วันที่ไม่ถูกต้อง
unused-bad-count = แถวที่จำนวนไม่ถูกต้อง
unused-ragged = แถวที่มีช่องมากหรือน้อยกว่าบรรทัดแรก
unused-bad-text = แถวที่มีข้อมูลซึ่งไม่ใช่ข้อความ
unused-duplicate = แถวที่ซ้ำ
unused-unknown-name = คำตอบเกี่ยวกับสิ่งที่ไม่มีในคู่มือนี้
method-mean = ค่าเฉลี่ยของคำตอบ
method-nps = ผู้แนะนำลบผู้ไม่แนะนำ
method-top-2-box = สัดส่วนของสองคำตอบที่ดีที่สุด
method-easy-share = สัดส่วนของผู้ที่เห็นว่าง่าย
method-index = ง่ายลบยาก
method-share = สัดส่วน
trend = ตามช่วงเวลา
trend-of = { $metric } ตามช่วงเวลา
trend-table = ตัวเลข
trend-change = { $change } จากช่วงเวลาก่อนหน้า
trend-steady = เทียบกับช่วงเวลาก่อนหน้า ยังไม่เห็นการเปลี่ยนแปลงที่แยกจากความบังเอิญได้
quarter = ไตรมาส { $q }/{ $year }
score-data = คำนวณจาก
score-written = ที่เขียนไว้ในหน้านี้: { $value } (ต่างกัน { $difference })

# การแจ้งเตือน: ค่าทุกค่าเขียนมาพร้อมแล้ว ข้อความบอกเหตุการณ์ต่อท้ายชื่อตัวชี้วัด

severity-note = หมายเหตุ
alert-below = { $value } ต่ำกว่าเกณฑ์ { $limit }
alert-above = { $value } สูงกว่าเกณฑ์ { $limit }
alert-fell = ลดลง { $by } ตั้งแต่ { $since }
alert-detractors = มีผู้ไม่แนะนำ { $share } เกินเกณฑ์ { $limit }
alert-low-answers = มีคำตอบคะแนนต่ำ { $share } เกินเกณฑ์ { $limit }
column-happened = เกิดอะไรขึ้น
column-harm = ความเสียหาย
column-share = สัดส่วน
harm-why = เรียงจากแย่ที่สุด ความเสียหายคือระยะที่คะแนนเลยเกณฑ์ คิดเป็นส่วนในร้อยของสเกล คูณจำนวนขั้นตอนที่พบจุดสัมผัสนั้น คูณสัดส่วนของเพอร์โซนาในกลุ่มลูกค้า และนับสองเท่าเมื่อเป็นช่วงเวลาชี้ขาด
standings-at-risk = จุดสัมผัสที่มีความเสี่ยง
standings-at-risk-why = ผู้ตอบมากกว่า { $line } ไม่แนะนำหรือไม่พอใจ
standings-promoted = จุดสัมผัสที่ลูกค้าอยากบอกต่อ
standings-promoted-why = ผู้ตอบมากกว่า { $line } พร้อมแนะนำหรือพอใจ
standings-left-out = ยังมีอีก { $n } จุดสัมผัสที่ไม่ได้แสดง
verdict-at-risk = มีความเสี่ยง
verdict-promoted = ลูกค้าอยากบอกต่อ
share-nps-at-risk = ผู้ไม่แนะนำ { $share }
share-nps-promoted = ผู้แนะนำ { $share }
share-other-at-risk = ไม่พอใจ { $share }
share-other-promoted = พอใจ { $share }

# What people said in files of answers
comments = เสียงจากลูกค้า
home-answers = คำตอบบอกอะไรเรา
# What the handbook says as data: `api`.
data-files = ข้อมูลสำหรับเครื่องมืออื่น:
data-journey = เส้นทางนี้ในรูปแบบข้อมูลสำหรับเครื่องมืออื่น

# Recent changes.
title-changes = การเปลี่ยนแปลงล่าสุด
kind-changes = การเปลี่ยนแปลงล่าสุด
intro-changes = สิ่งที่เปลี่ยนไปในเส้นทางลูกค้า เพอร์โซนา และจุดสัมผัส นับจากคู่มือฉบับก่อน
empty-changes = ตั้งแต่นั้นมายังไม่มีอะไรเปลี่ยน
recent-since = นับจาก {"\u2068"}{ $since }{"\u2069"}
recent-now = ตอนนี้
recent-place = ลำดับที่ { $n }
recent-place-in = ลำดับที่ { $n } ใน “{ $title }”
recent-sum-added = เพิ่ม
recent-sum-removed = ลบออก
recent-sum-renamed = เปลี่ยนชื่อ
recent-sum-moved = ย้าย
recent-sum-scores-up = คะแนนเพิ่มขึ้น
recent-sum-scores-down = คะแนนลดลง
recent-sum-closed = โอกาสที่ปิดแล้ว
recent-sum-edited = แก้ถ้อยคำ
recent-sum-other = การเปลี่ยนแปลงอื่น
recent-group-journeys = เส้นทางลูกค้า
recent-group-personas = เพอร์โซนา
recent-group-touchpoints = จุดสัมผัส
recent-group-handbook = หน้าและการตั้งค่าอื่น
recent-kind-journey = เส้นทางลูกค้า
recent-kind-stage = ช่วง
recent-kind-step = ขั้นตอน
recent-kind-opportunity = โอกาสปรับปรุง
recent-kind-evidence = หลักฐาน
recent-kind-persona = เพอร์โซนา
recent-kind-touchpoint = จุดสัมผัส
recent-kind-page = หน้า
recent-kind-handbook = คู่มือ
recent-kind-language = ภาษา
recent-kind-channel = ช่องทาง
recent-kind-phase = ระยะ
recent-kind-metric = ตัวชี้วัด
recent-kind-tag = แท็ก
recent-added = ใหม่
recent-removed = ลบออกแล้ว
recent-renamed = ชื่อใหม่
recent-moved = ย้ายที่
recent-truth-gained = กลายเป็นช่วงเวลาชี้ขาด
recent-truth-lost = ไม่ใช่ช่วงเวลาชี้ขาดแล้ว
recent-closed = ปิดแล้ว
recent-reopened = เปิดอีกครั้ง
recent-edited = แก้ถ้อยคำ:
recent-translated = แปลเป็น:
recent-translation-removed = ลบคำแปลแล้ว:
recent-sign-plus = เพิ่ม:
recent-sign-minus = หายไป:
recent-sign-arrow = เปลี่ยน:
recent-sign-up = เพิ่มขึ้น:
recent-sign-down = ลดลง:
recent-field-owner = ผู้รับผิดชอบ
recent-field-status = สถานะ
recent-field-reviewed = ทบทวนล่าสุด
recent-field-kind = ประเภท
recent-field-share = สัดส่วนในกลุ่มลูกค้า
recent-field-portrait = รูปภาพ
recent-field-traits = ลักษณะนิสัย
recent-field-state = สภาพ
recent-field-future-of = มาแทน
recent-field-level = ระดับ
recent-field-lanes = แถวข้อมูล
recent-field-direction = ทิศทาง
recent-field-phase = ระยะ
recent-field-channel = ช่องทาง
recent-field-journey = นำไปสู่
recent-field-impact = ผล
recent-field-effort = แรงที่ใช้
recent-field-due = กำหนดเสร็จ
recent-field-done = เสร็จเมื่อ
recent-field-moves = ตั้งใจให้ดีขึ้น
recent-field-on = วันที่
recent-field-n = จำนวนคำตอบ
recent-field-url = แหล่งที่มา
recent-field-min = ค่าต่ำสุด
recent-field-max = ค่าสูงสุด
count-recent = เปลี่ยนแปลง { $n } รายการ นับจาก {"\u2068"}{ $since }{"\u2069"}
# โอกาสปรับปรุง: เมื่อไร ใครทำ คุ้มแค่ไหน และอะไรเปลี่ยนไป ค่าทุกค่าเขียนมาพร้อมแล้ว

overdue = เลยกำหนด
count-overdue = เลยกำหนด { $n } รายการ
count-overdue-opportunities = โอกาสปรับปรุงเลยกำหนด { $n } รายการ
due-on = กำหนดเสร็จ
done-on = เสร็จเมื่อ
column-due = กำหนดเสร็จ
column-done-on = เสร็จเมื่อ
column-score = คะแนนโอกาส
column-total = รวม
column-change = การเปลี่ยนแปลง
column-whose = คำตอบของใคร
by-owner = ตามผู้รับผิดชอบและสถานะ
nobody = ยังไม่มีผู้รับผิดชอบ
opportunity-unset = ไม่ระบุสถานะ
done-why = เทียบคำตอบของเดือนต่าง ๆ ก่อนเดือนที่ทำเสร็จกับเดือนต่าง ๆ หลังจากนั้น ส่วนเดือนที่ทำเสร็จเองไม่นับรวมในฝั่งใด
done-undated = ไม่ได้ระบุวันที่
done-unmeasured = ไม่ได้ระบุว่าตั้งใจให้อะไรดีขึ้น
effect-meant = ตั้งใจให้ { $metric } ดีขึ้น
effect-higher = สูงขึ้นชัดเจน ({ $by })
effect-lower = ต่ำลงชัดเจน ({ $by })
effect-unclear = ยังไม่เห็นการเปลี่ยนแปลงชัดเจน
effect-difference = ต่างกัน { $by } แต่ไม่ทราบว่ามั่นใจได้แค่ไหน
effect-no-before = ไม่มีคำตอบก่อนหน้านั้น
effect-no-after = ยังไม่มีคำตอบหลังจากนั้น
effect-written = ตามค่าที่กรอกเอง
opportunity-score = คะแนนโอกาส
opportunity-score-why = สัดส่วนคำตอบ 4 และ 5 ว่าเรื่องนี้สำคัญ คิดเป็น 0 ถึง 10 บวกส่วนที่ความพึงพอใจยังขาดอยู่อีกครั้ง รวมเป็น 0 ถึง 20 ถ้าเกิน 10 ถือว่าควรลงมือทำ
score-unmeasured = ยังไม่ได้วัด ต้องถามทั้งความสำคัญและความพึงพอใจของจุดเดียวกัน
worth-high = ควรลงมือทำ
worth-extreme = โอกาสสูงมาก

## ความทันสมัยและผู้รับผิดชอบ

kind-coverage = ความครบถ้วน
title-coverage = ความครบถ้วน
intro-coverage = คู่มือนี้เชื่อถือได้แค่ไหน: ใครดูแล ทันสมัยเพียงใด อ้างอิงอะไร และยังขาดอะไรอยู่
lacks = สิ่งที่หน้านี้ยังขาด
lack-owner = ไม่มีผู้รับผิดชอบ
lack-review = ถึงกำหนดทบทวนตั้งแต่ { $date }
lack-first-review = ยังไม่เคยทบทวน
lack-evidence = { $n } จาก { $of } ขั้นตอนไม่มีหลักฐาน
lack-new-evidence = หลักฐานเก่ากว่า { $age }
lack-scores = ยังไม่ได้วัดผล
lack-translations = ยังไม่ได้แปล: { $languages }
age-days = { $n } วัน
age-weeks = { $n } สัปดาห์
age-months = { $n } เดือน
age-years = { $n } ปี
coverage-as-of = นับอายุถึงวันที่ { $date }
coverage-over-all = ภาพรวม
coverage-owned = มีผู้รับผิดชอบ
coverage-fresh = ทบทวนตามกำหนด
coverage-evidence = ขั้นตอนที่มีหลักฐานรองรับ
coverage-measured = วัดผลแล้ว
coverage-translations = แปลแล้ว
coverage-translated = แปลแล้ว: { $language }
coverage-of = { $n } จาก { $of }
coverage-unasked = ส่วนนี้ไม่จำเป็น
coverage-groups = ตามเส้นทางและประเภทของหน้า
coverage-guides = แนวทาง
coverage-left-out = ยังมีอีก { $n } เส้นทางที่ไม่ได้แสดง
coverage-list = สิ่งที่ต้องดูแล
coverage-list-why = ทุกหน้าที่ยังขาดอะไรบางอย่าง หน้าที่ขาดมากที่สุดมาก่อน
column-part = ส่วนของคู่มือ
column-lacks = สิ่งที่ขาด

## การค้นหา

search = ค้นหา
search-hint = ค้นหาเส้นทางลูกค้า เพอร์โซนา แนวทาง …
search-close = ปิดการค้นหา
search-kinds = ประเภทของผลลัพธ์
search-all = ทั้งหมด
search-guides = แนวทาง
search-results = ผลการค้นหา
# $n: a number that is already written out, here and in the other texts of the search.
search-count = ผลการค้นหา: { $n }
search-none = ไม่พบผลลัพธ์
search-fewer = ไม่มีส่วนใดที่มีคำครบทุกคำ ต่อไปนี้คือส่วนที่มีคำเหล่านี้มากที่สุด
search-missing = ไม่มีในคู่มือนี้: { $words }
search-near = คุณหมายถึง “{ $word }” หรือไม่
search-elsewhere = แสดงทุกประเภท: { $n }
search-failed = โหลดการค้นหาไม่สำเร็จ โปรดโหลดหน้านี้ใหม่แล้วลองอีกครั้ง
search-more = แสดงเพิ่มเติม
search-deeper = อยู่ถัดลงไปในเนื้อหา: { $words }
search-move = เลื่อน
search-go = เปิด
kind-step = ขั้นตอน

# Reading: copies, the way to the top, keys
copy-code = คัดลอกโค้ดนี้
copied-code = คัดลอกโค้ดแล้ว
copied-link = คัดลอกลิงก์แล้ว
copy-failed = เบราว์เซอร์ไม่อนุญาตให้คัดลอก
to-top = กลับขึ้นด้านบน
keys = แป้นพิมพ์ลัด
keys-search = ค้นหา
keys-next = หน้าถัดไป
keys-previous = หน้าก่อนหน้า
keys-list = รายการนี้
keys-switch = ใช้แป้นลัดแบบปุ่มเดียว
keys-close = ปิดรายการแป้นพิมพ์ลัด

## Printing and sharing

print-whole = พิมพ์คู่มือทั้งเล่ม
print-contents = สารบัญ
print-as-of = ข้อมูล ณ วันที่ { $date }
print-left-out = ยังมีอีก { $n } หน้าที่ไม่ได้รวมไว้ที่นี่ อ่านได้ในคู่มือโดยตรง
