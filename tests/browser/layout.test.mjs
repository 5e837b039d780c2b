// Layout and behaviour: nothing is wider than the page, the map can be reached and scrolled in both directions, the
// theme, the languages, the tables and the keyboard work.
import assert from "node:assert/strict";
import test from "node:test";
import { eachPage, fileUrl, LANGUAGES, localPath, noneWrong, onePerKind, samplePages, serve, withContext, withPage } from "./site.mjs";

const WIDTHS = [360, 390, 768, 1280, 1920];
const JOURNEY = "journeys/dine-in/index.html";
const STAGE = "journeys/dine-in/order.html";
const TABLE = "opportunities/index.html";

for (const lang of LANGUAGES) {
  const paths = lang === "en" || lang === "ar" ? samplePages(lang) : [localPath(lang, "index.html"), localPath(lang, JOURNEY), localPath(lang, STAGE)];
  test(`no page is wider than its window: ${lang}`, () =>
    withContext({ viewport: { width: WIDTHS[0], height: 900 } }, (context) => eachPage(context, paths, overflow)));
}

async function overflow(page, path) {
  const wrong = [];
  await page.goto(fileUrl(path));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const { over, by } = await page.evaluate(() => {
      const root = document.documentElement;
      const over = Math.max(root.scrollWidth - root.clientWidth, document.body.scrollWidth - root.clientWidth);
      const scrolls = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
      const inBox = (element) => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (scrolls(up)) return true;
        return false;
      };
      const by = over <= 0 ? [] : [...document.querySelectorAll("body *")].filter((element) => {
        const box = element.getBoundingClientRect();
        return (box.right > root.clientWidth + 1 || box.left < -1) && !inBox(element);
      }).slice(0, 3).map((element) => `${element.localName}.${element.className}`);
      return { over, by };
    });
    if (over > 0) wrong.push(`${path} (${width} px) is ${over} px too wide: ${by.join(", ")}`);
  }
  return wrong;
}

for (const lang of ["en", "ar"]) {
  const dir = lang === "ar" ? "rtl" : "ltr";
  test(`the map can be reached, has a name and scrolls: ${lang}`, () =>
    withPage({ viewport: { width: 768, height: 900 }, reducedMotion: "reduce" }, async (page) => {
      const path = localPath(lang, JOURNEY);
      await page.goto(fileUrl(path));
      const map = page.getByRole("region").and(page.locator(".map-scroll"));
      assert.equal(await map.count(), 1, `${path}: regions with a map`);
      const name = await map.getAttribute("aria-label");
      const title = await page.locator("h1").innerText();
      assert.ok(name.includes(title), `${path}: the map's name "${name}" without the title "${title}"`);
      assert.equal(await map.getAttribute("tabindex"), "0", `${path}: tabindex of the map`);
      assert.equal(await map.evaluate((box) => getComputedStyle(box).direction), dir, `${path}: direction of the map`);
      const start = await map.evaluate((box) => {
        const head = box.querySelector(".map-stages th").getBoundingClientRect();
        const first = box.querySelector(".map-stages th[scope=colgroup]").getBoundingClientRect();
        const last = [...box.querySelectorAll(".map-stages th[scope=colgroup]")].pop().getBoundingClientRect();
        return { order: Math.sign(last.left - first.left), head: Math.sign(first.left - head.left), room: box.scrollWidth - box.clientWidth, at: box.scrollLeft };
      });
      const forward = dir === "rtl" ? -1 : 1;
      assert.equal(start.order, forward, `${path}: the first stage is ${dir === "rtl" ? "not at the right" : "not at the left"} of the last`);
      assert.equal(start.head, forward, `${path}: the rows' names are not before the first stage`);
      assert.ok(start.room > 100, `${path}: the map has nothing to scroll (${start.room} px)`);
      assert.equal(start.at, 0, `${path}: the map does not begin at its first stage`);
      await map.focus();
      for (let press = 0; press < 4; press += 1) await page.keyboard.press(dir === "rtl" ? "ArrowLeft" : "ArrowRight");
      await page.waitForFunction((sign) => document.querySelector(".map-scroll").scrollLeft * sign > 20, forward)
        .catch(() => assert.fail(`${path}: arrow keys do not scroll the map`));
    }));
}

for (const from of ["a server", "the folder"]) {
  test(`the theme can be switched and stays: from ${from}`, async () => {
    const site = await serve();
    const url = from === "a server" ? site.url : fileUrl;
    try {
      await withPage({ colorScheme: "light", viewport: { width: 1280, height: 900 } }, async (page) => {
        const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
        const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        await page.goto(url(JOURNEY));
        assert.equal(await theme(), "auto", `${JOURNEY}: theme at first`);
        const light = await paper();
        for (const [name, same] of [["dark", false], ["light", true], ["dark", false]]) {
          await page.locator("details:has([data-set-theme]) > summary").click();
          const button = page.locator(`[data-set-theme=${name}]`);
          await button.click();
          assert.equal(await theme(), name, `${JOURNEY}: theme after the switch`);
          assert.equal(await button.getAttribute("aria-pressed"), "true", `${JOURNEY}: aria-pressed of ${name}`);
          assert.equal((await paper()) === light, same, `${JOURNEY}: paper in ${name}`);
          await page.keyboard.press("Escape");
          assert.equal(await page.locator("details[data-drop][open]").count(), 0, `${JOURNEY}: Escape leaves the menu open`);
        }
        await page.locator(".map-stages a").first().click();
        await page.waitForURL((address) => address.href !== url(JOURNEY));
        assert.equal(await theme(), "dark", `${page.url()}: theme after navigation`);
        assert.notEqual(await paper(), light, `${page.url()}: paper after navigation`);
      });
    } finally {
      await site.close();
    }
  });
}

test("the languages lead to the same page", () =>
  withContext({ viewport: { width: 1280, height: 900 } }, (context) => {
    const paths = ["index.html", JOURNEY, STAGE, "touchpoints/courier.html", "glossary.html"];
    return eachPage(context, paths.flatMap((path) => LANGUAGES.map((from) => ({ path, from }))), async (page, { path, from }) => {
      const here = localPath(from, path);
      await page.goto(fileUrl(here));
      const links = await page.locator(".drop-list a[hreflang]").evaluateAll((all) => all.map((link) => [link.hreflang, link.href]));
      const wrong = LANGUAGES.filter((to) => !links.some(([lang, href]) => lang === to && href === fileUrl(localPath(to, path))));
      const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
      if (lang !== from || dir !== (from === "ar" ? "rtl" : "ltr")) return [`${here}: lang=${lang} dir=${dir}`];
      return wrong.map((to) => `${here}: no link to the same page in ${to} among ${links.join(" ")}`);
    });
  }));

test("the menu of languages can be used", () =>
  withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
    await page.goto(fileUrl(STAGE));
    for (const to of [...LANGUAGES.slice(1), LANGUAGES[0]]) {
      await page.locator("details:has([hreflang]) > summary").click();
      await page.locator(`.drop-list a[hreflang=${to}]`).click();
      await page.waitForURL(fileUrl(localPath(to, STAGE)));
    }
  }));

test("the first thing Tab reaches is the skip link, and it leads to the text", () =>
  withContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" }, (context) =>
    eachPage(context, samplePages("en"), async (page, path) => {
      await page.goto(fileUrl(path));
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        return { is: document.activeElement.className, seen: box.top >= 0 && box.height > 0 };
      });
      if (skip.is !== "skip" || !skip.seen) return [`${path}: Tab first reaches "${skip.is}", ${skip.seen ? "" : "not "}in view`];
      await page.keyboard.press("Enter");
      const at = await page.evaluate(() => document.activeElement.id);
      return at === "page:main" ? [] : [`${path}: the skip link leads to "${at}"`];
    })));

// Each kind once, and what has most to reach in the other direction as well.
const KEYED = [...onePerKind("en"), ...[STAGE, JOURNEY, "touchpoints/index.html"].map((path) => localPath("ar", path))];
for (const viewport of [{ width: 1280, height: 700 }, { width: 390, height: 700 }]) {
  test(`what has the focus is never hidden: ${viewport.width} px`, () =>
    withContext({ viewport, reducedMotion: "reduce" }, (context) =>
      eachPage(context, KEYED.flatMap((path) => [{ path, key: "Tab" }, { path, key: "Shift+Tab" }]), tabThrough)));
}

async function tabThrough(page, { path, key }) {
  const wrong = [];
  await page.goto(fileUrl(path));
  if (key === "Shift+Tab") await page.evaluate(() => document.querySelector(".pager a:last-child, main").focus());
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press(key);
    const hidden = await page.evaluate(hiddenFocus);
    if (hidden === "end") break;
    if (hidden) wrong.push(`${path} (${key}, ${page.viewportSize().width} px) focus hidden: ${hidden}`);
  }
  return wrong;
}

/** In the page: what has the focus, where something else lies on the middle of each of its boxes. */
function hiddenFocus() {
  const element = document.activeElement;
  if (element === document.body) return "end";
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  // A region as large as the window has its middle where it likes.
  if (boxes.length === 0 || element.getAttribute("role") === "region") return undefined;
  const seen = boxes.some((box) => {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top && (element.contains(top) || top.contains(element));
  });
  return seen ? undefined : `${element.outerHTML.slice(0, 90)} at ${Math.round(boxes[0].left)}, ${Math.round(boxes[0].top)}`;
}

for (const lang of ["en", "ar"]) {
  test(`tables sort: ${lang}`, () =>
    withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
      const paths = lang === "en" ? [TABLE, "touchpoints/index.html", "evidence/index.html"] : [TABLE];
      for (const path of paths.map((path) => localPath(lang, path))) {
        await page.goto(fileUrl(path));
        const rows = await page.locator("table[data-sortable] tbody tr").count();
        const heads = page.locator("table[data-sortable] thead th");
        for (let column = 0; column < (await heads.count()); column += 1) {
          const numeric = await heads.nth(column).evaluate((head) => head.classList.contains("numeric"));
          for (const way of ["ascending", "descending"]) {
            await heads.nth(column).getByRole("button").click();
            const where = `${path}: column ${column + 1}, ${way}`;
            assert.equal(await heads.nth(column).getAttribute("aria-sort"), way, `${where}: aria-sort`);
            assert.equal(await page.locator("table[data-sortable] thead th[aria-sort]").count(), 1, `${where}: columns that say they are sorted`);
            const keys = await page.locator("table[data-sortable] tbody tr").evaluateAll((found, at) => found.map((row) => row.cells[at].dataset.sort), column);
            assert.equal(keys.length, rows, `${where}: rows`);
            inOrder(keys, { lang, numeric, way, where });
          }
        }
      }
    }));

  test(`tables filter: ${lang}`, () =>
    withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
      const path = localPath(lang, "touchpoints/index.html");
      await page.goto(fileUrl(path));
      const texts = await page.locator("table[data-sortable] tbody tr").evaluateAll((rows) => rows.map((row) => row.textContent));
      const word = (await page.locator("table[data-sortable] tbody tr th").nth(2).innerText()).trim().split(/\s+/)[0];
      const expected = texts.filter((text) => text.toLowerCase().includes(word.toLowerCase())).length;
      const shown = () => page.locator("table[data-sortable] tbody tr:visible").count();
      const field = page.getByRole("searchbox");
      await field.fill(word.toUpperCase());
      assert.equal(await shown(), expected, `${path}: rows with "${word}"`);
      assert.ok(expected < texts.length, `${path}: "${word}" is in every row`);
      assert.notEqual((await page.locator("[data-count]").innerText()).trim(), "", `${path}: the count is not said`);
      await field.fill("zzqqxx");
      assert.equal(await shown(), 0, `${path}: rows with a word that is nowhere`);
      assert.ok(await page.locator(".filter-none").isVisible(), `${path}: nothing says that nothing was found`);
      await field.fill("");
      assert.equal(await shown(), texts.length, `${path}: rows without a filter`);
    }));
}

function inOrder(keys, { lang, numeric, way, where }) {
  const firstEmpty = keys.indexOf("");
  const filled = firstEmpty < 0 ? keys : keys.slice(0, firstEmpty);
  assert.ok(firstEmpty < 0 || keys.slice(firstEmpty).every((key) => key === ""), `${where}: empty cells are not last: ${keys}`);
  const collator = new Intl.Collator(lang, { numeric: true });
  const compare = numeric ? (a, b) => Number(a) - Number(b) : collator.compare;
  for (let at = 1; at < filled.length; at += 1) {
    const order = compare(filled[at - 1], filled[at]) * (way === "ascending" ? 1 : -1);
    assert.ok(!(order > 0), `${where}: ${filled[at - 1]} before ${filled[at]}`);
  }
}

test("reduced motion: nothing moves", () =>
  withContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" }, (context) =>
    eachPage(context, samplePages("en"), async (page, path) => {
      await page.goto(fileUrl(path));
      return (await page.evaluate(moving)).map((what) => `${path} (reduced motion) ${what}`);
    })));

/** In the page: what has a transition, an animation or a smooth scroll. */
function moving() {
  const lasts = (text) => text.split(",").some((part) => Number.parseFloat(part) > 0);
  const found = new Set();
  for (const element of document.querySelectorAll("*")) {
    for (const pseudo of [undefined, "::before", "::after"]) {
      const style = getComputedStyle(element, pseudo);
      const name = `${element.localName}.${element.getAttribute("class") ?? ""}${pseudo ?? ""}`;
      if (lasts(style.transitionDuration)) found.add(`${name}: transition`);
      if (style.animationName !== "none" && lasts(style.animationDuration)) found.add(`${name}: animation`);
      if (style.scrollBehavior === "smooth") found.add(`${name}: smooth scroll`);
    }
  }
  return [...found].slice(0, 5);
}

test("a long page has no overlap of header and heading that a link leads to", () =>
  withPage({ viewport: { width: 1280, height: 700 }, reducedMotion: "reduce" }, async (page) => {
    const path = "guide/five-phases.html";
    await page.goto(fileUrl(path));
    const links = await page.locator(".toc a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const wrong = [];
    for (const href of links) {
      await page.evaluate((to) => { location.hash = to; }, href);
      const gap = await page.evaluate((to) => document.getElementById(decodeURIComponent(to.slice(1))).getBoundingClientRect().top
        - document.querySelector(".top").getBoundingClientRect().bottom, href);
      if (gap < 0) wrong.push(`${path}${href}: ${Math.round(-gap)} px under the header`);
    }
    noneWrong(wrong);
  }));
