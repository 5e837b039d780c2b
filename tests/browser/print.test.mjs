// Paper: a journey's map lies on landscape pages of its own and is not cut; the rest stays as the reader's paper is. No kind of
// page prints what is for hands, cuts what is wide or keeps closed what readers of paper can't open.
import assert from "node:assert/strict";
import test from "node:test";
import { eachPage, fileUrl, LANGUAGES, localPath, onePerKind, withContext, withPage } from "./site.mjs";

const A3 = { long: 1190.55, short: 841.89 };
/** The room between the margins of A4, upright, in CSS pixels. */
const PAPER = { width: 688, height: 1001 };

for (const lang of ["en", "ar"]) {
  test(`print: the map of a journey, ${lang}`, () =>
    withPage({ colorScheme: "dark", viewport: { width: 1280, height: 900 } }, async (page) => {
      const path = localPath(lang, "journeys/dine-in/index.html");
      await page.goto(fileUrl(path));
      const sheets = sizes(await page.pdf({ preferCSSPageSize: true }));
      const lying = sheets.map(([width, height]) => width > height);
      const [first, last] = [lying.indexOf(true), lying.lastIndexOf(true)];
      assert.ok(first > 0, `${path}: an upright page, then landscape ones: ${JSON.stringify(sheets)}`);
      assert.ok(lying.slice(first, last + 1).every(Boolean), `${path}: upright pages within the map: ${JSON.stringify(sheets)}`);
      for (const [width, height] of sheets.slice(first, last + 1)) {
        near(width, A3.long, `${path}: width of the map's page`);
        near(height, A3.short, `${path}: height of the map's page`);
      }

      // As wide as the paper between its margins: nothing of the map is cut.
      await page.setViewportSize({ width: 1512, height: 1047 });
      await page.emulateMedia({ media: "print" });
      const { map, box } = await page.evaluate(() => ({
        map: document.querySelector(".map").getBoundingClientRect().width,
        box: document.querySelector(".map-section").getBoundingClientRect().width,
      }));
      assert.ok(map <= box + 1, `${path}: the map is ${map} px wide on ${box} px of paper`);
      const cut = await page.locator(".map :is(td, th, text):visible").evaluateAll((all, paper) => all.filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > paper + 1;
      }).map((element) => element.textContent.slice(0, 30)), box);
      assert.deepEqual(cut, [], `${path}: beyond the paper`);
      for (const selector of [".top", ".skip", ".pager", ".crumbs"]) {
        assert.equal(await page.locator(`${selector}:visible`).count(), 0, `${path}: ${selector} is printed`);
      }
    }));
}

test("print: pages without a map stay upright, on white", () =>
  withPage({ colorScheme: "dark", viewport: { width: 1280, height: 900 } }, async (page) => {
    for (const path of ["guide/five-phases.html", "personas/elif/index.html", "opportunities/index.html"]) {
      await page.goto(fileUrl(path));
      for (const [width, height] of sizes(await page.pdf({ preferCSSPageSize: true }))) {
        assert.ok(width < height, `${path}: a page of ${width} × ${height} points`);
      }
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)", `${path}: paper in print`);
      await page.emulateMedia({ media: null });
    }
  }));

for (const lang of ["en", "ar"]) {
  test(`print: the whole handbook, ${lang}`, () =>
    withPage({ colorScheme: "dark", viewport: { width: 360, height: 800 } }, async (page) => {
      const path = localPath(lang, "print.html");
      await page.goto(fileUrl(path));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${path}: ${wide} px wide on a screen of 360`);
      const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
        .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map((link) => link.hash));
      assert.deepEqual(dead, [], `${path}: links into nowhere`);
      await page.emulateMedia({ media: "print" });
      for (const selector of [".anchor", ".filter", ".drop"]) {
        assert.equal(await page.locator(`${selector}:visible`).count(), 0, `${path}: ${selector} is printed`);
      }
    }));
}

/** What is for hands and not for readers of paper: none of it is printed. */
const CONTROLS = "button, input, select, textarea, [role=tablist], .top, .side, .toc, .crumbs, .pager, .parts, .filter, .edit, .skip, .to-top, .search, .keys";
/** Pages with tabs, code, wide tables and views in their texts. */
const RICH = ["guide/tool/writing.html", "guide/tool/maps.html", "guide/tool/settings.html"];

for (const lang of LANGUAGES) {
  test(`print: every kind of page, ${lang}`, () =>
    withContext({ colorScheme: "dark", viewport: PAPER, reducedMotion: "reduce" }, (context) =>
      eachPage(context, [...onePerKind(lang), ...RICH.map((path) => localPath(lang, path))], async (page, path) => {
        await page.goto(fileUrl(path));
        await page.emulateMedia({ media: "print" });
        return (await page.evaluate(onPaper, CONTROLS)).map((message) => `${path}: ${message}`);
      })));
}

/** Runs in the page: what of it a sheet would not show as it should. */
function onPaper(controls) {
  const wrong = [];
  const isSeen = (element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => `${element.localName}.${element.className.baseVal ?? element.className} “${element.textContent.trim().slice(0, 30)}”`;
  for (const element of document.querySelectorAll(controls)) {
    // A table's heads keep their words, without the button around them.
    if (isSeen(element) && getComputedStyle(element).display !== "contents") wrong.push(`${name(element)} is printed`);
  }
  const paper = document.documentElement.clientWidth;
  const lies = (element) => element.closest(".map-section, .views, .embed-map, .embed-blueprint");
  for (const element of document.querySelectorAll("main :is(table, img, svg, pre, figure, p, li, dl, h1, h2, h3)")) {
    if (!isSeen(element) || lies(element) || element.closest(".vh")) continue;
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > paper + 1) wrong.push(`${name(element)} reaches from ${left} to ${right} on ${paper} px of paper`);
  }
  for (const element of document.querySelectorAll("main .tab, main details > :not(summary)")) {
    // What stands at the points of a curve already needs no table.
    if (!element.closest(".chart-table, .map-tools, .toc") && !isSeen(element)) wrong.push(`${name(element)} is closed`);
  }
  for (const box of document.querySelectorAll("main .table-scroll, main pre")) {
    if (isSeen(box) && !lies(box) && box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible") {
      wrong.push(`${name(box)} is cut: ${box.scrollWidth} px in ${box.clientWidth}`);
    }
  }
  const { backgroundColor, colorScheme } = getComputedStyle(document.body);
  if (backgroundColor !== "rgb(255, 255, 255)" || colorScheme !== "light") wrong.push(`the paper is ${backgroundColor}, ${colorScheme}`);
  return wrong;
}

/** Width and height of each page of a PDF, in points. */
function sizes(pdf) {
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  assert.notEqual(boxes.length, 0, "no MediaBox in the PDF");
  return boxes.map(([, width, height]) => [Number(width), Number(height)]);
}

function near(value, expected, what) {
  assert.ok(Math.abs(value - expected) < 2, `${what}: ${value}, expected ${expected} points`);
}
