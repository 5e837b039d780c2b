// No layout shift: nothing moves while a page loads, on every kind of page, in both directions, narrow and wide, with nothing in
// the cache.
import assert from "node:assert/strict";
import test from "node:test";
import { eachPage, samplePages, serve, withContext } from "./site.mjs";

/** The sum of shifts that nobody asked for; 0.1 is what readers begin to mind. */
const MOST = 0.02;

for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
  for (const lang of ["en", "ar"]) {
    const paths = samplePages(lang);
    test(`nothing shifts while it loads: ${lang}, ${viewport.width} px, ${paths.length} pages`, async () => {
      const site = await serve();
      try {
        await withContext({ viewport }, (context) => eachPage(context, paths, (page, path) => shifts(page, path, site)));
      } finally {
        await site.close();
      }
    });
  }
}

test("the tests see what shifts", async () => {
  const late = "<!doctype html><title>x</title><body><p>a</p><script>requestAnimationFrame(() => requestAnimationFrame(() => { document.body.style.paddingBlockStart = '400px'; }));</script>";
  const site = await serve({ "control.html": late }, { policy: null });
  try {
    await withContext({ viewport: { width: 390, height: 844 } }, async (context) => {
      const wrong = await shifts(await context.newPage(), "control.html", site);
      assert.match(wrong.join(), /shifts by 0\.[0-9]+: body/);
    });
  } finally {
    await site.close();
  }
});

const uncached = new WeakSet();

async function shifts(page, path, site) {
  if (!uncached.has(page)) {
    uncached.add(page);
    await (await page.context().newCDPSession(page)).send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.addInitScript(() => {
      globalThis.shifts = [];
      const name = (node) => node?.nodeType === 1 ? `${node.localName}.${node.getAttribute("class") ?? ""}` : "text";
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        globalThis.shifts.push({ value: entry.value, what: entry.sources.map((source) => name(source.node)) });
      })).observe({ type: "layout-shift", buffered: true });
    });
  }
  await page.goto(site.url(path), { waitUntil: "load" });
  // What is late comes with the next frames.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))); }));
  const found = await page.evaluate(() => globalThis.shifts);
  const sum = found.reduce((sum, shift) => sum + shift.value, 0);
  return sum <= MOST ? [] : [`${path} (${page.viewportSize().width} px) shifts by ${sum.toFixed(3)}: ${found.flatMap((shift) => shift.what).join(", ")}`];
}
