// Accessibility: axe finds nothing, on every kind of page, light and dark, in both directions, narrow and wide.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test, { after } from "node:test";
import { eachPage, fileUrl, kinds, LANGUAGES, localPath, onePerKind, samplePages, serve, wholeFileRuns, withContext } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = {
  preload: false,
  resultTypes: ["violations", "incomplete"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // Off unless asked for by name.
  rules: { "target-size": { enabled: true } },
};
const SIZES = [{ width: 390, height: 844 }, { width: 1280, height: 900 }];

/** What was looked at, and what was found. */
const seen = { kinds: new Set(), languages: new Set(), schemes: new Set(), widths: new Set(), pages: 0, violations: 0 };
after(() => {
  const each = [`${seen.kinds.size} kinds`, `${seen.languages.size} languages`, `${seen.schemes.size} schemes`, `${seen.widths.size} widths`];
  console.log(`axe: ${each.join(" × ")}: ${seen.pages} pages looked at, ${seen.violations} violations`);
  if (!wholeFileRuns()) return;
  assert.deepEqual([...seen.kinds].sort(), kinds(), "every kind of page is looked at");
  assert.deepEqual([...seen.languages].sort(), [...LANGUAGES].sort(), "every language is looked at");
  assert.deepEqual([...seen.schemes].sort(), ["dark", "light"]);
  assert.deepEqual([...seen.widths].sort((a, b) => a - b), SIZES.map((size) => size.width));
});

const two = LANGUAGES.slice(0, 2);

for (const scheme of ["light", "dark"]) {
  for (const viewport of SIZES) {
    for (const lang of two) variant(lang, scheme, viewport, samplePages(lang));
  }
}
// The other scripts on a page of each kind, in the two corners that differ most.
for (const lang of LANGUAGES.slice(2)) {
  variant(lang, "light", SIZES[0], onePerKind(lang));
  variant(lang, "dark", SIZES[1], onePerKind(lang));
  const paths = ["index.html", "journeys/dine-in/index.html"].map((path) => localPath(lang, path));
  variant(lang, "light", SIZES[1], paths);
  variant(lang, "dark", SIZES[0], paths);
}

for (const viewport of SIZES) {
  test(`axe: the page for addresses that lead nowhere, ${viewport.width} px`, async () => {
    const site = await serve();
    try {
      for (const scheme of ["light", "dark"]) {
        await look(scheme, viewport, ["no/such/page.html"], (path) => site.url(path));
      }
    } finally {
      await site.close();
    }
  });

  test(`axe: with its menus open, ${viewport.width} px`, async () => {
    const pages = two.map((lang) => localPath(lang, "journeys/dine-in/order.html"));
    for (const scheme of ["light", "dark"]) {
      await look(scheme, viewport, pages, fileUrl, (page) => page.evaluate(() => {
        document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
      }));
    }
  });
}

function variant(lang, scheme, viewport, paths) {
  test(`axe: ${lang}, ${scheme}, ${viewport.width} px, ${paths.length} pages`, () => look(scheme, viewport, paths, fileUrl));
}

function look(colorScheme, viewport, paths, address, prepare = async () => {}) {
  return withContext({ viewport, colorScheme, reducedMotion: "reduce" }, (context) =>
    eachPage(context, paths, async (page, path) => {
      await page.goto(address(path));
      await prepare(page);
      await page.evaluate(AXE);
      const found = await page.evaluate((options) => globalThis.axe.run(document, options), OPTIONS);
      seen.kinds.add(await page.evaluate(() => /of-([\w-]+)/.exec(document.body.className)?.[1]));
      seen.languages.add(await page.evaluate(() => document.documentElement.lang));
      seen.schemes.add(colorScheme);
      seen.widths.add(viewport.width);
      seen.pages += 1;
      seen.violations += found.violations.length;
      return found.violations.flatMap((rule) =>
        rule.nodes.map((node) => {
          const why = (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? rule.help;
          return `${path} (${colorScheme}, ${viewport.width} px) ${rule.id} at ${node.target.join(" ")}: ${why}`;
        }));
    }));
}
