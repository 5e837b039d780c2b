# Arayüz metinleri, Türkçe. Anahtarlar ve değişkenler bütün dillerde aynıdır.

## Her sayfanın çerçevesi

skip = İçeriğe geç
menu = Menü
more = Diğer
language = Dil
untranslated = henüz çevrilmedi
theme = Renk teması
theme-auto = Sistemle aynı
theme-light = Açık
theme-dark = Koyu
nav-sections = Bölümler
nav-nearby = Bu bölümde
nav-breadcrumbs = Buradasınız
nav-toc = Bu sayfada
nav-pager = Önceki ve sonraki sayfa
nav-stages = Bu yolculuğun aşamaları
nav-letters = Harfler
previous = Önceki
next = Sonraki
mentions = Geçtiği sayfalar
owner = Sorumlu
status = Durum
state = Hâl
reviewed = Son gözden geçirme
changed = Son değişiklik
tags = Etiketler
edit = Bu sayfayı düzenle
repository = Kaynak
made-with = { $generator } ile hazırlandı
fallback = Bu sayfa henüz Türkçeye çevrilmedi. Özgün dilinde okuyorsunuz: { $language }.
pages = Sayfalar
nothing-here = Henüz bir şey yok.

## Sayfa türleri

kind-home = Ana sayfa
kind-persona = Persona
kind-journey = Yolculuk
kind-stage = Aşama
kind-touchpoint = Temas noktası
kind-section = Bölüm
kind-prose = Rehber
kind-glossary = Sözlük
kind-personas = Personalar
kind-journeys = Yolculuklar
kind-touchpoints = Temas noktaları
kind-channels = Kanallar
kind-tags = Etiketler
kind-opportunities = Fırsatlar
kind-alerts = Uyarılar
kind-evidence = Kanıtlar
kind-not-found = Sayfa bulunamadı

section-glossary = Sözlük

title-personas = Personalar
title-journeys = Yolculuklar
title-touchpoints = Temas noktaları
title-channels = Kanallar
title-tags = Etiketler
title-opportunities = Fırsatlar
title-alerts = Uyarılar
title-evidence = Kanıtlar
title-not-found = Sayfa bulunamadı

intro-personas = Bu el kitabının anlattığı insanlar ve bizden ne istedikleri.
intro-journeys = Müşterilerin bizi ilk duydukları andan son ana kadar bizimle yaşadıkları.
intro-touchpoints = Müşterinin bizimle ilişkisinde gördüğü, duyduğu, dokunduğu her şey ve ne kadar iyi oldukları.
intro-channels = Müşteriler bizimle nerede karşılaşıyor, orada ne buluyor.
intro-tags = Bu el kitabının sayfaları, etiketlere göre.
intro-opportunities = Neler daha iyi olabilir; beklenen etkisi ve gereken çabayla birlikte.
intro-alerts = Kendimiz için çizdiğimiz sınırları aşan puanlar.
intro-evidence = Bu el kitabının dayandığı kanıtlar: kime sorduk, neyi gözlemledik.
intro-glossary = Kullandığımız sözcükler ve onlarla ne demek istediğimiz.

## Değerler

persona-kind-primary = Birincil persona
persona-kind-secondary = İkincil persona
persona-kind-negative = Hedef kitlemiz değil
persona-kind-internal = Çalışan

touchpoint-kind-owned = Sahip olunan
touchpoint-kind-paid = Ücretli
touchpoint-kind-earned = Kazanılmış

state-current = Mevcut durum
state-future = Gelecek durum

status-draft = Taslak
status-review = İncelemede
status-approved = Onaylandı

opportunity-idea = Fikir
opportunity-planned = Planlandı
opportunity-doing = Sürüyor
opportunity-done = Tamamlandı
opportunity-dropped = Vazgeçildi

evidence-survey = Anket
evidence-interview = Görüşmeler
evidence-review = Yorumlar
evidence-test = Kullanılabilirlik testi
evidence-analytics = Kullanım verileri
evidence-purchases = Satın alma verileri
evidence-support-log = Destek kayıtları
evidence-email = E-postalar
evidence-observation = Gözlem

level-customer = Müşteri yolculuğu
level-buyer = Satın alma yolculuğu
level-user = Kullanıcı yolculuğu
level-employee = Çalışan yolculuğu

phase-awareness = Farkındalık
phase-consideration = Değerlendirme
phase-decision = Karar
phase-loyalty = Sadakat
phase-advocacy = Tavsiye

metric-emotion = Duygu
metric-satisfaction = Memnuniyet
metric-nps = NPS
metric-effort = Kolaylık
metric-importance = Önem
metric-csat = CSAT

severity-error = Kritik
severity-warning = Uyarı

backing-none = Kanıt yok
backing-some = Sınırlı kanıt
backing-full = Sağlam kanıt

mood-n2 = çok mutsuz
mood-n1 = mutsuz
mood-0 = nötr
mood-p1 = mutlu
mood-p2 = çok mutlu

## Harita

map = Yolculuk haritası
map-region = Yolculuk haritası: { $title }
lane-stages = Aşamalar
lane-steps = Adımlar
lane-touchpoints = Temas noktaları
lane-channels = Kanallar
lane-emotion = Duygu
lane-thinks = Düşündükleri
lane-feels = Hissettikleri
lane-pains = Acı noktaları
lane-opportunities = Fırsatlar
lane-interaction = Etkileşim çizgisi
lane-frontstage = Sahne önü
lane-visibility = Görünürlük çizgisi
lane-backstage = Sahne arkası
lane-internal = İç etkileşim çizgisi
lane-support = Destek süreçleri
lane-metrics = Ölçümler
lane-evidence = Kanıtlar

curve-high = Çok mutlu
curve-neutral = Nötr
curve-low = Çok mutsuz
curve-average = Ortalama
curve-everybody = Herkes
curve-table = Adım adım duygu
no-score = puan yok
moment-of-truth = Hakikat anı
highest = En yüksek nokta
lowest = En düşük nokta

map-evidence = n = { $n }, { $sources } kaynaktan
map-no-evidence = Henüz yok: bu harita bir varsayım.
map-steps-without = { $of } adımdan { $n } tanesinin kendi kanıtı yok
map-steps-all = Her adım kanıta dayanıyor

personas = Personalar
journeys = Yolculuklar
stages = Aşamalar
steps = Adımlar
touchpoints = Temas noktaları
scenario = Senaryo
replaces = Yerini alacağı yolculuk
replaced-by = Yerini alacak yolculuk
opened-by = Başladığı yer
opens-journey = Devamı
scores = Puanlar
scores-journey = Bütün olarak yolculuk

## Sayılar

count-journeys = { $n } yolculuk
count-stages = { $n } aşama
count-steps = { $n } adım
count-alerts = { $n } uyarı
count-sources = { $n } kaynak

## Ana sayfa

steps-with-evidence = Kendi kanıtı olan adımlar
open-opportunities = Açık fırsatlar
needs-attention = İlgi bekleyenler
changed-lately = Son değişiklikler

## Personalar

persona-share = Müşteriler içindeki payı: { $share }
persona-who = Kimler?
persona-traits = Özellikler
of-five = 5 üzerinden { $n }
persona-how = Nasıl davranıyorlar?
persona-what = Ne istiyor, neye ihtiyaç duyuyorlar?
persona-goals = Hedefler
persona-needs = İhtiyaçlar
persona-motivations = Motivasyonlar
persona-frustrations = Canlarını sıkanlar
persona-feel = Onlara ne hissettiriyoruz?
highest-moments = En iyi anlar
lowest-moments = En kötü anlar
persona-journeys = Yolculukları
persona-pains = Adım adım acı noktaları

## Aşamalar ve temas noktaları

stage-number = { $n }. aşama
goal = Hedef
stage-curve = Bu aşamanın “{ $title }” duygu eğrisindeki yeri.
whole-map = Haritanın tamamı
impact-of = Etki { $n }/5
effort-of = Çaba { $n }/5
met-by = Kimler karşılaşıyor
meetings = Müşterilerin karşılaştığı yerler
never-met = Henüz hiçbir yolculuğun hiçbir adımı bu temas noktasından geçmiyor.

## Puanlar ve uyarılar

score-to = ile
score-n = n = { $n }
score-interval = %95: { $low } ile { $high } arası
score-unsourced = Tahmin, kaynağı yok

## Dizinler

column-touchpoint = Temas noktası
column-kind = Tür
column-channels = Kanallar
column-journeys = Yolculuklar
column-steps = Adımlar
column-worst = En kötü an
column-satisfaction = Memnuniyet
column-nps = NPS
column-owner = Sorumlu
column-channel = Kanal
column-touchpoints = Temas noktaları
column-tag = Etiket
column-pages = Sayfalar
column-opportunity = Fırsat
column-journey = Yolculuk
column-step = Adım
column-stage = Aşama
column-impact = Etki
column-effort-needed = Çaba
column-status = Durum
column-severity = Önem derecesi
column-page = Sayfa
column-persona = Persona
column-metric = Ölçüm
column-value = Değer
column-limit = Sınır
column-evidence = Kanıt
column-n = n
column-on = Toplandığı tarih

filter = Süz
filter-none = Bu süzgece uyan bir şey yok.
nav-parts = Bu listenin bölümleri
part-of = Bölüm { $n }/{ $of }
title-part = { $title } ({ $n }/{ $of })
part-filter = Sıralama ve süzme listenin yalnızca bu bölümünde çalışır.
sort-by = Şuna göre sırala:

## Öteki sayfalar

not-found = Bu adreste bir sayfa yok. Taşınmış ya da adı değişmiş olabilir.
to-home = Ana sayfaya git
moved = Bu sayfa taşındı
moved-link = Yeni adresine git

## Metin içi kutular

callout-note = Not
callout-tip = İpucu
callout-important = Önemli
callout-warning = Uyarı
callout-caution = Dikkat

# Markdown
column-personas = Personalar
link-to-heading = Bu başlığın bağlantısı
footnote-back = Metne dön
task-done = Tamamlandı:
task-open = Yapılacak:
table = Tablo
persona-scores = Verdikleri puanlar

## Metnin içindeki görünümler

view-map = Yolculuk haritası
view-curve = Duygu eğrisi
view-blueprint = Hizmet planı
view-personas = Personaların karşılaştırması
view-stages = Personalar ve aşamalar
view-future = Bugün ve gelecek
embed-all = El kitabının tamamı

## El kitabının bütününe bakışlar

kind-network = Ağ
kind-moments-of-truth = Hakikat anları
title-network = Ağ
title-moments-of-truth = Hakikat anları
intro-network = Hangi yolculuklar hangi temas noktalarını paylaşıyor ve oralarda ne hissediliyor: bir temas noktasındaki değişiklik, oradan geçen bütün yolculuklara yansır.
intro-moments-of-truth = Müşterilerin hakkımızda karar verdiği adımlar, en mutsuz olandan başlayarak.

view-touchpoints = Temas noktaları ve duygular
about-touchpoints = Temas noktalarında ortalama ne hissedildiği, en kötüden başlayarak; her hücre en mutsuz adımına götürür.
empty-touchpoints = Henüz hiçbir adım bir temas noktasından geçmiyor.
view-channels = Kanal değişimleri
about-channels = Müşterinin nerede başka bir kanala geçmek zorunda kaldığı ve ne hissettiği.
empty-channels = Henüz kanal değişimi yok: art arda en az iki adımın nerede geçtiği yazılmış olmalı.
view-moments = Hakikat anları
about-moments = Müşterilerin hakkımızda karar verdiği adımlar, en mutsuz olandan başlayarak.
empty-moments = Henüz hiçbir adım hakikat anı olarak işaretlenmemiş.
view-network = Yolculuklar ve paylaştıkları temas noktaları
about-network = Her çizgi, bir temas noktasından geçen bir yolculuktur; rengi ve kalınlığı orada ne hissedildiğini gösterir.
empty-network = Henüz hiçbir yolculuk bir temas noktasından geçmiyor.
view-opportunities = Etki ve çaba
about-opportunities = Değerlendirilmiş fırsatlar, beklenen etkiye ve gereken çabaya göre; numaralar fırsat listesindekilerle aynıdır.
empty-opportunities = Henüz fırsat yok.
whole-list = Listenin tamamı

view-of = { $view }: { $title }
heatmap = Isı haritası
heat-worst = en düşük
heat-never = hiç karşılaşmıyor
count-touchpoints = { $n } temas noktası
count-switches = { $n } değişim
column-number = No.
column-from = Nereden
column-to = Nereye
column-before = Önce
column-after = Sonra
switches = Kanal değişimleri, tek tek
switches-none = İlk adımdan son adıma kadar kanal değişmiyor.
switch-matrix = Kanaldan kanala
switch-corner = Nereden ↓ nereye →
switch-from = önceki kanal: { $channel }
way-stays = aynı kanalda kalıyor
way-switches = kanal değiştiriyor
network-region = Yolculuklar ve temas noktaları ağı
left-out = Burada yalnızca en mutsuz olanlar gösteriliyor; { $n } tane daha var.
left-out-more = … ve { $n } tane daha
network-journeys-left-out = Daha az temas noktasıyla karşılaşan { $n } yolculuk bu resimde yok.
network-left-out = Daha az yolculuğu birleştiren { $n } temas noktası yalnızca aşağıdaki tabloda.
network-table = Bütün temas noktaları ve yolculukları
matrix-impact = Etki { $n }
matrix-effort = Çaba { $n }
quadrant-quick-wins = Hızlı kazanımlar
quadrant-big-bets = Büyük hamleler
quadrant-fill-ins = Boş zaman işleri
quadrant-think-twice = İki kez düşün
unrated = Henüz değerlendirilmedi
lacks-impact = etkisi eksik
lacks-effort = çabası eksik
lacks-both = etkisi ve çabası eksik

## Haritanın seçenekleri ve tek bir yolculuğun görünümleri

map-whose = Kimin duyguları
curve-all = Hepsi
map-presets = Göster
preset-everything = Tümü
preset-experience = Deneyim
preset-blueprint = Hizmet planı
map-lanes = Satırlar
lane-actions = Müşteri eylemleri
lane-physical = Fiziksel kanıtlar
curve-estimate = Kesikli halka: kanıtsız tahmin
download = İndir
# $n: thousands of bytes.
download-size = { $n } kB
# $size is already written out.
download-as = { $format }, { $size }
views = Görünümler
about-future = Bugünkü yolculuk ile hedeflediğimiz yolculuk, adım adım yan yana.
about-personas = Her personanın her adımda ne hissettiği ve yollarının nerede ayrıldığı.
about-stages = Her personanın her aşamada ortalama ne hissettiği.
chart-furthest = En çok ayrıştıkları yer
chart-gain = En büyük kazanım
chart-today = Bugün
chart-future = Gelecek
chart-apart = Mesafe
chart-difference = Fark
chart-no-step = böyle bir adım yok
chart-below = Değerler aşağıda sıralanmıştır.
change-new = Yeni
change-dropped = Kaldırıldı
count-rises = { $n } adım yükseliyor
count-falls = { $n } adım düşüyor
count-unchanged = { $n } adım aynı kalıyor
count-new = { $n } adım yeni
count-dropped = { $n } adım kaldırılıyor
empty-map = Bu yolculuğun henüz aşaması yok.
empty-blueprint = Henüz hiçbir adım, çalışanların ve sistemlerin ne yaptığını söylemiyor.
empty-curve = Henüz hiçbir adımda duygu değeri yok.
empty-personas = Karşılaştırılacak bir şey yok: bu yolculukta kendi duygu değerleri olan persona sayısı ikiden az.
empty-stages = Henüz hiçbir adımda duygu değeri yok.
empty-future = Karşılaştırılacak bir şey yok: bu yolculuğun bir karşılığı yok ya da ikisinden birinde henüz duygu değeri yok.

# Veri kümeleri ve onlardan hesaplanan puanlar

kind-data = Veri
kind-data-set = Veri kümesi
title-data = Veri
intro-data = Puanların hesaplandığı yanıtlar: ne soruldu, kime soruldu, ne zaman ve kaç kişi yanıtladı.
column-data-set = Veri kümesi
column-period = Dönem
column-interval = %95 güven aralığı
interval = { $low } ile { $high } arası
data-question = Sorulan soru
data-result = Sonuç
data-when = Yanıt tarihleri
data-asked = Nereden biliyoruz
data-solicited = Müşterilere soruldu
data-observed = Davranışları izlendi
data-file = Dosya
data-rows = Satırlar
data-used = { $rows } satırın { $used } tanesi kullanıldı.
data-rests = Buna dayananlar
unused-no-score = Yanıtı olmayan satırlar
unused-no-number = Yanıtı sayı olmayan satırlar
unused-off-scale = Yanıtı ölçeğin dışında kalan satırlar
unused-bad-date = Tarihi geçersiz satırlar
unused-bad-count = Adedi geçersiz satırlar
unused-ragged = İlk satırdan fazla ya da eksik hücresi olan satırlar
unused-bad-text = Metin olmayan baytlar içeren satırlar
unused-duplicate = Yinelenen satırlar
unused-unknown-name = El kitabında olmayan bir şeyle ilgili yanıtlar
method-mean = yanıtların ortalaması
method-nps = destekleyenler eksi kötüleyenler
method-top-2-box = en iyi iki yanıtın payı
method-easy-share = kolay bulanların payı
method-index = kolay eksi zor
method-share = pay
trend = Zaman içinde
trend-of = Zaman içinde { $metric }
trend-table = Sayılar
trend-change = önceki döneme göre { $change }
trend-steady = Önceki döneme göre, rastlantıdan ayırt edilebilen bir değişim yok.
quarter = { $year } { $q }. çeyrek
score-data = Hesaplandığı veri:
score-written = burada yazılan: { $value } (fark { $difference })

# Uyarılar: bütün değerler yazılmış olarak gelir. Ne olduğu, ölçütün adından sonra okunur.

severity-note = Not
alert-below = { $value }: { $limit } sınırının altında
alert-above = { $value }: { $limit } sınırının üstünde
alert-fell = { $since } döneminden bu yana { $by } düştü
alert-detractors = kötüleyenlerin payı { $share }, sınır { $limit }
alert-low-answers = düşük yanıtların payı { $share }, sınır { $limit }
column-happened = Ne oldu
column-harm = Zarar
column-share = Pay
harm-why = En kötüsü en üstte. Zarar, puanın sınırını ölçeğinin yüzde kaçı kadar aştığını gösterir; temas noktasıyla karşılaşılan adım sayısı ve personanın müşteriler içindeki payıyla çarpılır, hakikat anlarında iki katı sayılır.
standings-at-risk = Risk altındaki temas noktaları
standings-at-risk-why = Yanıt verenler arasında kötüleyenlerin ya da memnun olmayanların payı { $line } sınırını aşıyor.
standings-promoted = Tavsiye edilen temas noktaları
standings-promoted-why = Yanıt verenler arasında destekleyenlerin ya da memnun olanların payı { $line } sınırını aşıyor.
standings-left-out = { $n ->
    [one] { $n } temas noktası daha var.
   *[other] { $n } temas noktası daha var.
}
verdict-at-risk = Risk altında
verdict-promoted = Tavsiye ediliyor
share-nps-at-risk = { $share } kötüleyen
share-nps-promoted = { $share } destekleyen
share-other-at-risk = { $share } memnun değil
share-other-promoted = { $share } memnun

# What people said in files of answers
comments = İnsanlar ne diyor
home-answers = Yanıtlar ne diyor
# What the handbook says as data: `api`.
data-files = Başka araçlar için veriler:
data-journey = Bu yolculuğun başka araçlar için verileri

# Recent changes.
title-changes = Son değişiklikler
kind-changes = Son değişiklikler
intro-changes = Bu el kitabının önceki bir hâlinden bu yana yolculuklarda, personalarda ve temas noktalarında neler değişti.
empty-changes = O zamandan beri hiçbir şey değişmedi.
recent-since = Karşılaştırılan hâl: {"\u2068"}{ $since }{"\u2069"}
recent-now = şimdi
recent-place = { $n }. sıra
recent-place-in = “{ $title }” içinde { $n }. sıra
recent-sum-added = Eklenen
recent-sum-removed = Kaldırılan
recent-sum-renamed = Adı değişen
recent-sum-moved = Yeri değişen
recent-sum-scores-up = Yükselen puan
recent-sum-scores-down = Düşen puan
recent-sum-closed = Kapanan fırsat
recent-sum-edited = Metni değişen
recent-sum-other = Diğer değişiklik
recent-group-journeys = Yolculuklar
recent-group-personas = Personalar
recent-group-touchpoints = Temas noktaları
recent-group-handbook = Diğer sayfalar ve ayarlar
recent-kind-journey = Yolculuk
recent-kind-stage = Aşama
recent-kind-step = Adım
recent-kind-opportunity = Fırsat
recent-kind-evidence = Kanıt
recent-kind-persona = Persona
recent-kind-touchpoint = Temas noktası
recent-kind-page = Sayfa
recent-kind-handbook = El kitabı
recent-kind-language = Dil
recent-kind-channel = Kanal
recent-kind-phase = Evre
recent-kind-metric = Ölçüm
recent-kind-tag = Etiket
recent-added = Yeni
recent-removed = Kaldırıldı
recent-renamed = Yeni ad
recent-moved = Yeri değişti
recent-truth-gained = Artık bir hakikat anı
recent-truth-lost = Artık hakikat anı değil
recent-closed = Kapandı
recent-reopened = Yeniden açıldı
recent-edited = Metni değişti:
recent-translated = Çevrildiği dil:
recent-translation-removed = Çevirisi kaldırıldı:
recent-sign-plus = Eklendi:
recent-sign-minus = Kaldırıldı:
recent-sign-arrow = Değişti:
recent-sign-up = Yükseldi:
recent-sign-down = Düştü:
recent-field-owner = Sorumlu
recent-field-status = Durum
recent-field-reviewed = Son gözden geçirme
recent-field-kind = Tür
recent-field-share = Müşteriler içindeki payı
recent-field-portrait = Portre
recent-field-traits = Özellikler
recent-field-state = Hâl
recent-field-future-of = Yerini aldığı yolculuk
recent-field-level = Düzey
recent-field-lanes = Satırlar
recent-field-direction = Yön
recent-field-phase = Evre
recent-field-channel = Kanal
recent-field-journey = Açtığı yolculuk
recent-field-impact = Etki
recent-field-effort = Çaba
recent-field-due = Son tarih
recent-field-done = Tamamlanma tarihi
recent-field-moves = İyileştirmesi beklenen
recent-field-on = Tarih
recent-field-n = Yanıt sayısı
recent-field-url = Kaynak
recent-field-min = En düşük değer
recent-field-max = En yüksek değer
count-recent = { $n ->
    [0] {"\u2068"}{ $since }{"\u2069"} hâlinden bu yana değişiklik yok
   *[other] {"\u2068"}{ $since }{"\u2069"} hâlinden bu yana { $n } değişiklik
}
# Fırsatlar: ne zamana kadar, kim, değeri ne, neyi değiştirdi. Bütün değerler yazılmış olarak gelir.

overdue = Gecikmiş
count-overdue = { $n ->
    [one] { $n } gecikmiş
   *[other] { $n } gecikmiş
}
count-overdue-opportunities = { $n ->
    [one] { $n } gecikmiş fırsat
   *[other] { $n } gecikmiş fırsat
}
due-on = son tarih:
done-on = tamamlandı:
column-due = Son tarih
column-done-on = Tamamlanma tarihi
column-score = Puan
column-total = Toplam
column-change = Değişim
column-whose = Kimin yanıtları
by-owner = Sorumluya ve duruma göre
nobody = Sorumlusu yok
opportunity-unset = Durumu yok
done-why = Fırsatın tamamlandığı aydan önceki ayların yanıtları, sonraki ayların yanıtlarıyla karşılaştırılır; o ayın kendisi iki tarafta da sayılmaz.
done-undated = Tarih verilmemiş
done-unmeasured = Neyi iyileştirmesi gerektiği yazılmamış
effect-meant = iyileştirmesi beklenen: { $metric }
effect-higher = belirgin biçimde yükseldi ({ $by })
effect-lower = belirgin biçimde düştü ({ $by })
effect-unclear = henüz belirgin bir değişim yok
effect-difference = fark { $by }, ne kadar güvenilir olduğu bilinmiyor
effect-no-before = öncesine ait yanıt yok
effect-no-after = sonrasına ait yanıt yok
effect-written = elle yazılan
opportunity-score = Fırsat puanı
opportunity-score-why = Bunun ne kadar önemli olduğuna verilen 4 ve 5 yanıtlarının payı, 0 ile 10 arasında; üstüne bir kez daha memnuniyetin bundan eksik kalan kısmı: 0 ile 20 arasında. 10’un üstü harekete geçmeye değer.
score-unmeasured = Ölçülmedi: önem ve memnuniyet aynı yer için sorulmuş olmalı
worth-high = Harekete geçmeye değer
worth-extreme = Çok büyük fırsat

## Güncellik ve sorumluluk

kind-coverage = Kapsam
title-coverage = Kapsam
intro-coverage = Bu el kitabına ne kadar güvenebilirsiniz: kim sorumlu, ne kadar güncel, neye dayanıyor ve neyi eksik.
lacks = Bu sayfanın eksikleri
lack-owner = Sorumlusu yok
lack-review = { $date } tarihinden beri gözden geçirilmeyi bekliyor
lack-first-review = Hiç gözden geçirilmedi
lack-evidence = { $of } adımdan { $n } tanesi kanıtsız
lack-new-evidence = Kanıtın üzerinden { $age } geçmiş
lack-scores = Ölçülmedi
lack-translations = Çevrilmedi: { $languages }
age-days = { $n } gün
age-weeks = { $n } hafta
age-months = { $n } ay
age-years = { $n } yıl
coverage-as-of = Süreler { $date } tarihine kadar sayılır.
coverage-over-all = Genel durum
coverage-owned = Sorumlusu belli
coverage-fresh = Zamanında gözden geçirilmiş
coverage-evidence = Kanıta dayanan adımlar
coverage-measured = Ölçülmüş
coverage-translations = Çevrilmiş
coverage-translated = Çevrilmiş: { $language }
coverage-of = { $n }/{ $of }
coverage-unasked = burada aranmaz
coverage-groups = Yolculuğa ve sayfa türüne göre
coverage-guides = Rehberler
coverage-left-out = { $n } yolculuk daha gösterilmiyor.
coverage-list = İlgi bekleyenler
coverage-list-why = Eksiği olan her sayfa; en çok eksiği olan önce.
column-part = El kitabının bölümü
column-lacks = Eksikler

## Arama

search = Ara
search-hint = Yolculuklarda, personalarda, rehberlerde ara…
search-close = Aramayı kapat
search-kinds = Sonuç türleri
search-all = Tümü
search-guides = Rehberler
search-results = Sonuçlar
# $n: a number that is already written out, here and in the other texts of the search.
search-count = Sonuç sayısı: { $n }
search-none = Sonuç bulunamadı.
search-fewer = Bu sözcüklerin hepsini içeren bir bölüm yok. En çoğunu içerenler aşağıda.
search-missing = Bu el kitabında geçmiyor: { $words }
search-near = Bunu mu demek istediniz: “{ $word }”?
search-elsewhere = Tüm türleri göster: { $n }
search-failed = Arama yüklenemedi. Sayfayı yenileyip yeniden deneyin.
search-more = Daha fazla göster
search-deeper = Metnin devamında: { $words }
search-move = gezin
search-go = aç
kind-step = Adım

# Reading: copies, the way to the top, keys
copy-code = Bu kodu kopyala
copied-code = Kod kopyalandı
copied-link = Bağlantı kopyalandı
copy-failed = Tarayıcı kopyalamaya izin vermedi
to-top = Başa dön
keys = Klavye kısayolları
keys-search = Ara
keys-next = Sonraki sayfa
keys-previous = Önceki sayfa
keys-list = Bu liste
keys-switch = Tek tuşlu kısayolları kullan
keys-close = Kısayol listesini kapat

## Printing and sharing

print-whole = El kitabının tamamını yazdır
print-contents = İçindekiler
print-as-of = { $date } itibarıyla
print-left-out = { $n ->
    [one] Bir sayfa daha buraya alınmadı: el kitabının kendisinde bulabilirsiniz.
   *[other] { $n } sayfa daha buraya alınmadı: el kitabının kendisinde bulabilirsiniz.
}
