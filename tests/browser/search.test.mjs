// The search: words as the vectors have them, in Node and in the page; first results in four languages; from a folder and from a
// server under the policy; by keyboard alone; and nothing that is typed or written breaks it or becomes markup.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { fileUrl, LANGUAGES, localPath, noneWrong, PAGES, read, serve, withContext } from "./site.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("../search/vectors.json", import.meta.url), "utf8"));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = process.env.RIHLA_PROGRAM ?? fileURLToPath(new URL("../../target/debug/rihla", import.meta.url));
// The tests' own variables would be taken for settings.
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RIHLA_")));
const BOX = "#page\\:search-box";

/** What the vectors say of a text, by the functions of `rihlaWords`. */
function differing(words, vectors) {
  return vectors.flatMap(({ lang, text, words: wanted }) => {
    const found = words.words(text, lang).map((word) => (words.key(word) === word ? word : `${word}=${words.key(word)}`));
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${lang} ${JSON.stringify(text)}: ${found} and not ${wanted}`];
  });
}

test(`${VECTORS.length} texts have the words of the vectors, in Node`, () => {
  const scope = vm.createContext({});
  vm.runInContext(`${read("assets/search-words.js")}; this.words = rihlaWords;`, scope);
  noneWrong(differing(scope.words, VECTORS));
});

test(`${VECTORS.length} texts have the words of the vectors, in the page`, () =>
  opened("index.html", async (page) => {
    // The policy forbids making functions of texts there, so only what was found is handed over.
    const found = await page.evaluate((vectors) => vectors.map(({ lang, text }) => rihlaWords.words(text, lang).map((word) => [word, rihlaWords.key(word)])), VECTORS);
    const keys = new Map(found.flat());
    const listed = new Map(VECTORS.map((vector, at) => [vector.lang + vector.text, found[at].map(([word]) => word)]));
    noneWrong(differing({ words: (text, lang) => listed.get(lang + text), key: (word) => keys.get(word) }, VECTORS));
  }));

/** What is asked in a language, and the address that comes first. */
const FIRST = {
  en: [
    ["till", "touchpoints/till.html"],
    ["Till ", "touchpoints/till.html"],
    ["elif", "personas/elif/index.html"],
    ["Amira Haddad", "personas/amira/index.html"],
    ["eating in", "journeys/dine-in/index.html"],
    ["wait at the counter", "journeys/dine-in/order.html#step:wait"],
    ["unknown-reference", "guide/diagnostics.html#unknown-reference"],
    ["UNKNOWN REFERENCE", "guide/diagnostics.html#unknown-reference"],
    ["detracter", "glossary.html#detractor"],
    ["glossary", "glossary.html"],
  ],
  ar: [
    ["الدفع", "ar/journeys/dine-in/order.html#step:order"],
    ["دفع", "ar/journeys/dine-in/order.html#step:order"],
    ["أميرة", "ar/personas/amira/index.html"],
    ["اميره", "ar/personas/amira/index.html"],
    ["تناول الطعام في المطعم", "ar/journeys/dine-in/index.html"],
  ],
  th: [
    ["รอที่เคาน์เตอร์", "th/journeys/dine-in/order.html#step:wait"],
    ["สั่งและจ่ายเงิน", "th/journeys/dine-in/order.html#step:order"],
    ["คู่มือลูกค้า", "th/index.html"],
  ],
  tr: [
    ["SİPARİŞ VERİP YEMEK", "tr/journeys/dine-in/order.html"],
    ["siparis verip yemek", "tr/journeys/dine-in/order.html"],
    ["mobil uygulama", "tr/touchpoints/mobile-app.html"],
    ["Kuyrukta beklemek", "tr/journeys/dine-in/choose.html#step:queue"],
  ],
};

for (const lang of LANGUAGES) {
  test(`first results: ${lang}`, () =>
    opened(localPath(lang, "index.html"), async (page) => {
      const wrong = [];
      for (const [question, wanted] of FIRST[lang]) {
        const results = await ask(page, question);
        if (results[0]?.path !== wanted) wrong.push(`${question}: ${results[0]?.path} and not ${wanted}`);
      }
      noneWrong(wrong);
    }));
}

/** What is asked in Thai, and what then stands on each page that is found: together, as it is. */
const THAI = { ข้าว: ["ข้าว"], รถ: ["รถ"], ลูกค้า: ["ลูกค้า"], เคาน์เตอร์: ["เคาน์เตอร์"], แอปจ่ายเงิน: ["แอป", "จ่าย", "เงิน"], รอที่เคาน์เตอร์: ["รอ", "เคาน์เตอร์"], แถว: ["แถว"] };

test("Thai words are found where they stand as they are, mark by mark, and nowhere else", () =>
  opened("th/index.html", async (page) => {
    const wrong = [];
    for (const [question, words] of Object.entries(THAI)) {
      const found = await ask(page, question);
      if (!found.length) wrong.push(`${question}: nothing`);
      for (const { path } of found) {
        const text = read(path.replace(/#.*/, "").replace(/\.html$/, ".md"));
        for (const word of words) if (!text.includes(word)) wrong.push(`${question}: ${path} has no ${word}`);
      }
    }
    noneWrong(wrong);
    await ask(page, "ลูกค้า");
    const marks = await page.locator(".found mark").allTextContents();
    assert.ok(marks.length > 3 && marks.every((mark) => mark === "ลูกค้า"), marks.join());
    // No page has the one; of the other each half stands somewhere, and what is found has both.
    assert.deepEqual(await ask(page, "ลุกค่า"), []);
    for (const { path } of await ask(page, "ลุกคา")) {
      const text = read(path.replace(/#.*/, "").replace(/\.html$/, ".md"));
      assert.ok(text.includes("ลุก") && text.includes("คา"), path);
    }
  }));

test("every page that has a Thai word of two clusters is found by it", () =>
  opened("th/index.html", async (page) => {
    const wanted = PAGES.filter((path) => path.startsWith("th/guide/journey-experience-ux") || path.startsWith("th/personas/") || path.startsWith("th/touchpoints/"));
    const having = wanted.filter((path) => read(path.replace(/\.html$/, ".md")).includes("รถ") && path.endsWith(".html"));
    assert.ok(having.length > 1);
    const found = await page.evaluate(async () => {
      const index = rihlaIndex(document.getElementById("page:search").dataset.search, "th");
      return (await index.find("รถ", null, 1000)).results.map((result) => result.page.url);
    });
    noneWrong(having.filter((path) => !found.includes(path)));
  }));

test("a handbook of one page has a search", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rihla-search-"));
  try {
    mkdirSync(join(folder, "content"));
    writeFileSync(join(folder, "book.toml"), "[book]\ntitle = \"T\"\n");
    writeFileSync(join(folder, "content/index.md"), "# Home\n\nKiosk\n");
    execFileSync(PROGRAM, ["build", folder, "-d", join(folder, "site"), "--no-cache", "-q"], { env: ENV, stdio: "ignore" });
    await withContext({}, async (context) => {
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(folder, "site/index.html")).href);
      await open(page);
      assert.equal((await ask(page, "kiosk"))[0].path, "index.html");
      assert.deepEqual(await ask(page, "quixotic"), []);
      assert.match(await page.locator(".search-help").textContent(), /quixotic/);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what stands deeper in a section is named, and quoted from a server", async () => {
  await opened("index.html", async (page) => {
    await ask(page, "queue counter");
    assert.match(await page.locator(".found-deeper").first().textContent(), /^Further down: (queue|counter)/);
  });
  const site = await serve();
  try {
    await withContext({}, async (context) => {
      const page = await context.newPage();
      await watch(page);
      await page.goto(site.url("index.html"));
      await open(page);
      await ask(page, "queue counter");
      await page.waitForFunction(() => {
        const shown = [...document.querySelectorAll(".found")].slice(0, 3);
        return shown.length === 3 && shown.every((found) => !found.querySelector(".found-deeper") && found.querySelector(".found-text mark, .found-name mark"));
      });
      noneWrong(await page.evaluate(() => globalThis.violations));
    });
  } finally {
    await site.close();
  }
});

test("from a server, under the policy it sends", async () => {
  const site = await serve();
  try {
    await withContext({}, async (context) => {
      const page = await context.newPage();
      await watch(page);
      await page.goto(site.url("journeys/dine-in/order.html"));
      await open(page);
      assert.equal((await ask(page, "till"))[0].path, "touchpoints/till.html");
      await page.keyboard.press("Enter");
      await page.waitForURL(site.url("touchpoints/till.html"));
      await page.goto(site.url("no/such/page.html"));
      await open(page);
      assert.equal((await ask(page, "till"))[0].path, "touchpoints/till.html");
      noneWrong(await page.evaluate(() => globalThis.violations));
    });
  } finally {
    await site.close();
  }
});

test("by keyboard: opened, moved in, followed, closed", () =>
  withContext({}, async (context) => {
    const page = await context.newPage();
    await page.goto(fileUrl("index.html"));
    await page.keyboard.press("Control+k");
    assert.ok(await page.locator("#page\\:search").evaluate((dialog) => dialog.open), "Ctrl-K opens");
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("#page\\:search").evaluate((dialog) => dialog.open)), "Escape closes");
    await page.keyboard.press("/");
    await page.keyboard.type("till");
    await settled(page, "till");
    const chosen = () => page.locator(".found[aria-selected=true]").getAttribute("id");
    assert.equal(await chosen(), "page:found-0");
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(), "page:found-1");
    assert.equal(await page.locator(BOX).getAttribute("aria-activedescendant"), "page:found-1");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.notEqual(await chosen(), "page:found-0", "up from the first leads to the last");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(fileUrl("touchpoints/till.html"));
  }));

test("the shortcut of one character can be turned off, and stays so", () =>
  withContext({}, async (context) => {
    const page = await context.newPage();
    await page.goto(fileUrl("index.html"));
    await page.keyboard.press("/");
    await page.locator(".search [data-keys]").uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.keyboard.press("/");
    assert.ok(!(await page.locator("#page\\:search").evaluate((dialog) => dialog.open)));
    await page.keyboard.press("Control+k");
    assert.ok(await page.locator("#page\\:search").evaluate((dialog) => dialog.open));
    assert.equal(await page.locator(".search [data-keys]").isChecked(), false);
  }));

test("kinds limit what is shown, and say how many there are", () =>
  opened("index.html", async (page) => {
    await ask(page, "order");
    await page.locator(".search-kinds button", { hasText: "Personas" }).click();
    await page.waitForFunction(() => [...document.querySelectorAll(".found-kind")].every((kind) => kind.textContent === "Persona"));
    assert.ok((await page.locator(".found").count()) > 0);
    await page.locator(".search-kinds button", { hasText: "All" }).click();
    await page.waitForFunction(() => document.querySelector(".found-kind").textContent !== "Persona");
  }));

test("where there is nothing there is help", () =>
  opened("index.html", async (page) => {
    assert.deepEqual(await ask(page, "zzqx"), []);
    assert.match(await page.locator(".search-help").textContent(), /zzqx/);
    const results = await ask(page, "till zzqx");
    assert.ok(results.length > 0, "fewer words are enough");
    assert.match(await page.locator(".search-help").textContent(), /zzqx/);
    await ask(page, "detracter");
    await page.locator(".search-help button").first().click();
    await settled(page, "detractor");
    assert.equal(await page.locator(BOX).inputValue(), "detractor");
  }));

test("nothing that is typed breaks it", () =>
  opened("index.html", async (page) => {
    const long = "kiosk ".repeat(1700);
    const asked = [long, "x".repeat(10_000), "ก".repeat(10_000), "\u202e\u200b\u0000\u0007", "<img src=x onerror=alert(1)>", "</script><b>", "\ud800", "a\u0301".repeat(3000), "\\\"'`${1}%", "ข้าว كتاب ışık 漢字 order", "__proto__", "constructor", "hasOwnProperty toString", "-", "👩‍👩‍👧", "(.*)+$ ^[a-z]|\\d{1,9}? (?=x) \\u{1F}", "till\u0000\u001b[31m\u0085\u2028", "{{ 7 * 7 }} {% if %}", "%00%ff #:~:text=x ?q=1&"];
    for (const question of asked) await ask(page, question);
    assert.equal((await ask(page, "till"))[0].path, "touchpoints/till.html");
    assert.equal(await page.locator(".search img, .search script, .search b").count(), 0);
  }));

test("what can't be seen in a question, and how it is mixed, changes nothing", () =>
  opened("index.html", async (page) => {
    const wanted = (await ask(page, "loyalty card"))[0].path;
    const wrong = [];
    for (const question of ["\u200bloyalty\u200b card\ufeff", "\u202eloyalty card\u202c", "loyalty\u00a0\u2003card", "\u0007loyalty\u0001 card", "ＬＯＹＡＬＴＹ card"]) {
      const first = (await ask(page, question))[0]?.path;
      if (first !== wanted) wrong.push(`${JSON.stringify(question)}: ${first} and not ${wanted}`);
    }
    noneWrong(wrong);
  }));

for (const [colorScheme, width, lang] of [["light", 390, "ar"], ["dark", 1280, "ar"], ["dark", 390, "en"]]) {
  test(`accessible while it shows results: ${lang}, ${colorScheme}, ${width} px`, () =>
    withContext({ colorScheme, viewport: { width, height: 844 }, reducedMotion: "reduce" }, async (context) => {
      const page = await context.newPage();
      await page.goto(fileUrl(localPath(lang, "index.html")));
      await open(page);
      for (const question of [lang === "ar" ? "الطلب" : "till", "zzqx"]) {
        await ask(page, question);
        await accessible(page);
      }
    }));
}

test("accessible while it shows results", () =>
  opened("index.html", async (page) => {
    for (const question of ["till", "zzqx"]) {
      await ask(page, question);
      await accessible(page);
    }
  }));

async function accessible(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run(document.querySelector("#page\\:search"), { preload: false, rules: { "target-size": { enabled: true } } }));
  noneWrong(found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`));
}

async function watch(page) {
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.effectiveDirective} blocks ${event.blockedURI}`));
  });
}

/** Opens the search of a page from the folder, and fails where a script does or the policy is broken. */
function opened(path, work) {
  return withContext({}, async (context) => {
    const page = await context.newPage();
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    await watch(page);
    await page.goto(fileUrl(path));
    await open(page);
    await work(page);
    wrong.push(...(await page.evaluate(() => globalThis.violations)));
    noneWrong(wrong);
  });
}

async function open(page) {
  await page.locator("[data-search-open]").click();
  await page.waitForFunction(() => typeof rihlaIndex === "function");
}

/** Asks, and returns what is shown. */
async function ask(page, question) {
  await page.locator(BOX).fill(question);
  await settled(page, question);
  const root = (await page.locator("#page\\:search").getAttribute("data-site")) || "./";
  return page.locator(".found").evaluateAll((found, root) => found.map((one) => ({
    path: decodeURI(one.getAttribute("href").slice(root.length)),
    name: one.querySelector(".found-name").textContent,
  })), root);
}

/** Waits until what is shown answers the question. */
function settled(page) {
  return page.waitForFunction(() => {
    const dialog = document.getElementById("page:search");
    return dialog.dataset.answered === document.getElementById("page:search-box").value;
  });
}
