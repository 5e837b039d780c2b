// Without script: journey, indexes and home are complete, and what needs a script is not shown.
import assert from "node:assert/strict";
import test from "node:test";
import { eachPage, fileUrl, kindOf, list, localPath, noneWrong, PAGES, read, samplePages, withContext } from "./site.mjs";

const INDEXES = ["touchpoints", "channels", "opportunities", "evidence", "tags"].map((name) => `${name}/index.html`);

for (const lang of ["en", "ar"]) {
  test(`no script: journeys, ${lang}`, () =>
    noScript(async (page) => {
      for (const path of PAGES.filter((path) => kindOf(path) === "journey" && path.startsWith(localPath(lang, "journeys/")))) {
        await open(page, path);
        const stages = list(path.replace(/\/index\.html$/, "")).filter((name) => name.endsWith(".html") && name !== "index.html");
        const shown = await page.locator(".map-stages th[scope=colgroup] a").evaluateAll((links) => links.filter((link) => link.checkVisibility()).map((link) => link.getAttribute("href")));
        assert.deepEqual(shown.slice().sort(), stages, `${path}: the map's stages`);
        await allShown(page, path, "h1, h2, h3", "headings");
        await allShown(page, path, ".map > thead > tr, .map > tbody > tr", "rows of the map", 6);
        await allShown(page, path, ".map > tbody > tr > th:first-child", "names of the map's rows", 4);
        await allShown(page, path, ".choice-all .curve-box svg, .chart .curve-box svg", "curves", 1);
      }
    }));

  test(`no script: indexes, ${lang}`, () =>
    noScript(async (page) => {
      for (const path of INDEXES.map((path) => localPath(lang, path))) {
        await open(page, path);
        const written = read(path).match(/<tbody>([^]*?)<\/tbody>/)[1].split("<tr").length - 1;
        await allShown(page, path, "table.index > tbody > tr", "rows", written);
        await allShown(page, path, "h1, h2", "headings");
        await allShown(page, path, "table.index > thead th", "columns", 2);
        await noneShown(page, path);
      }
    }));

  test(`no script: home, ${lang}`, () =>
    noScript(async (page) => {
      const path = localPath(lang, "index.html");
      await open(page, path);
      const journeys = list(localPath(lang, "journeys")).filter((name) => !name.includes(".")).length;
      const personas = list(localPath(lang, "personas")).filter((name) => !name.includes(".")).length;
      await allShown(page, path, ".cards > .card.journey", "journeys", journeys);
      await allShown(page, path, ".cards > .card.persona", "personas", personas);
      await allShown(page, path, "h1, h2, h3", "headings");
      await noneShown(page, path);
    }));
}

for (const lang of ["en", "ar"]) {
  test(`no script: every kind of page can be read and left, ${lang}`, () =>
    withContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }, (context) =>
      eachPage(context, samplePages(lang), async (page, path) => {
        await open(page, path);
        await allShown(page, path, "h1, main h2, main h3", "headings");
        await noneShown(page, path);
        const { words, ways } = await page.evaluate(() => ({
          words: document.querySelector("main").innerText.trim().split(/\s+/).length,
          ways: [...document.querySelectorAll("header a[href]")].filter((link) => link.checkVisibility()).length,
        }));
        return words < 20 || ways < 3 ? [`${path}: ${words} words and ${ways} links of the header are shown`] : [];
      })));
}

test("no script: the touchpoints' index has a row for each touchpoint", () => {
  const pages = list("touchpoints").filter((name) => name.endsWith(".html") && name !== "index.html");
  const html = read("touchpoints/index.html");
  noneWrong(pages.filter((name) => !html.includes(`href="${name}"`)).map((name) => `touchpoints/index.html: no link to ${name}`));
});

test("no script: whose emotions and which lanes can be chosen", () =>
  withContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }, async (context) => {
    const page = await context.newPage();
    await open(page, "journeys/dine-in/index.html");
    const shown = (...selectors) => Promise.all(selectors.map((selector) => page.locator(selector).first().isVisible()));
    await page.locator("label:has(.pick-1)").click();
    assert.deepEqual(await shown(".choice-all", ".choice-1", ".choice-2"), [false, true, false], "one persona's curve");
    await page.locator("label:has(.pick-0)").click();
    assert.deepEqual(await shown(".choice-all", ".choice-1", ".choice-all .curve-mark"), [true, false, false], "the average alone");
    await page.locator("label:has(.preset-blueprint)").click();
    assert.deepEqual(await shown(".lane-emotion", ".lane-backstage", ".line-visibility"), [false, true, true], "the blueprint");
    await page.locator("label:has(.preset-everything)").click();
    await page.locator(".map-lanes > summary").click();
    await page.locator("label.for-backstage").click();
    assert.deepEqual(await shown(".lane-emotion", ".lane-backstage", ".line-visibility"), [true, false, false], "without backstage");
  }));

test("no script: navigation works on a narrow page", () =>
  withContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (context) => {
    const page = await context.newPage();
    await open(page, "index.html");
    await page.locator(".topnav > summary").click();
    await page.locator(".topnav a[href^='journeys/']").click();
    assert.equal(page.url(), fileUrl("journeys/index.html"));
  }));

async function open(page, path) {
  await page.goto(fileUrl(path));
  const ran = await page.evaluate(() => document.documentElement.classList.contains("js"));
  assert.equal(ran, false, `${path}: scripts ran`);
}

function noScript(work) {
  return withContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }, async (context) => work(await context.newPage()));
}

/** All that match are shown, and there are at least `least` of them. */
async function allShown(page, path, selector, what, least = 1) {
  const states = await page.locator(selector).evaluateAll((found) => found.map((element) => {
    const box = element.getBoundingClientRect();
    return { text: element.textContent.trim().slice(0, 40), shown: element.checkVisibility() && box.width > 0 && box.height > 0 };
  }));
  assert.ok(states.length >= least, `${path}: ${states.length} ${what}, expected at least ${least}`);
  noneWrong(states.filter((state) => !state.shown).map((state) => `${path}: ${what} not shown: ${state.text}`));
}

/** Nothing that only works with a script is shown. */
async function noneShown(page, path) {
  const shown = await page.locator(".scripted").evaluateAll((found) => found.filter((element) => element.checkVisibility()).length);
  assert.equal(shown, 0, `${path}: controls that need a script`);
}
