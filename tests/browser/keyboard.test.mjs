// By keyboard alone: from the home page to a step, over the map, to another persona, theme and language, and by the search;
// whatever has the focus is in view, marked, and not covered.
import assert from "node:assert/strict";
import test from "node:test";
import { fileUrl, localPath, withPage } from "./site.mjs";

/** Presses Tab until what has the focus matches, looking at everything on the way. */
async function tabTo(page, selector, what) {
  for (let press = 0; press < 250; press += 1) {
    await page.keyboard.press("Tab");
    const { at, wrong } = await page.evaluate(focused, selector);
    assert.equal(wrong, undefined, `${page.url()}: on the way to ${what}`);
    if (at) return;
  }
  assert.fail(`${page.url()}: Tab never reaches ${what} (${selector})`);
}

/** In the page: whether the focus is where it is wanted, and what is wrong with how it shows. */
function focused(selector) {
  const element = document.activeElement;
  if (element === document.body) return { at: false };
  const name = element.outerHTML.slice(0, 100);
  // A box that can't be seen shows its focus on its label, a link that covers a card around the card.
  const around = [element, ...(element.labels ?? [])];
  for (let up = element.parentElement, far = 0; up && far < 4; up = up.parentElement, far += 1) around.push(up);
  const ringed = around.map((part) => getComputedStyle(part)).some((style) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0);
  const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect()).filter((box) => box.width > 1 && box.height > 1);
  const inView = boxes.some((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  const wrong = ringed ? (inView ? undefined : `${name} has the focus out of view`) : `${name} has the focus and doesn't show it`;
  return { at: element.matches(selector), wrong };
}

for (const lang of ["en", "ar"]) {
  test(`by keyboard alone: ${lang}`, () =>
    withPage({ viewport: { width: 1280, height: 800 }, colorScheme: "light", reducedMotion: "reduce" }, async (page) => {
      const at = (path) => fileUrl(localPath(lang, path));
      const followed = (path) => page.waitForURL((url) => url.href.split("#")[0] === at(path));
      await page.goto(at("index.html"));
      await tabTo(page, "main a[href$='journeys/dine-in/index.html']", "the journey");
      await page.keyboard.press("Enter");
      await followed("journeys/dine-in/index.html");

      await tabTo(page, "input[class*='pick-']", "whose emotions");
      const before = await picked(page);
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await picked(page), before, "another persona is picked");
      await tabTo(page, ".map-scroll", "the map");
      await page.setViewportSize({ width: 768, height: 800 });
      for (let press = 0; press < 4; press += 1) await page.keyboard.press(lang === "ar" ? "ArrowLeft" : "ArrowRight");
      await page.waitForFunction(() => Math.abs(document.querySelector(".map-scroll").scrollLeft) > 20);
      await page.setViewportSize({ width: 1280, height: 800 });
      await tabTo(page, ".map a[href*='order.html#step:']", "a step on the map");
      await page.keyboard.press("Enter");
      await followed("journeys/dine-in/order.html");
      assert.match(decodeURIComponent(page.url()), /#step:/);

      await page.keyboard.press("Control+k");
      await page.keyboard.type(lang === "ar" ? "أميرة" : "amira");
      await page.waitForFunction(() => document.getElementById("page:search").dataset.answered === document.getElementById("page:search-box").value);
      await page.keyboard.press("Enter");
      await followed("personas/amira/index.html");

      await tabTo(page, "details:has([data-set-theme]) > summary", "the menu of themes");
      await page.keyboard.press("Enter");
      await tabTo(page, "[data-set-theme=dark]", "the dark theme");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
      await page.keyboard.press("Escape");

      const to = lang === "ar" ? "en" : "ar";
      await page.reload();
      await tabTo(page, "details:has([hreflang]) > summary", "the menu of languages");
      await page.keyboard.press("Enter");
      await tabTo(page, `.drop-list a[hreflang=${to}]`, "the other language");
      await page.keyboard.press("Enter");
      await page.waitForURL(fileUrl(localPath(to, "personas/amira/index.html")));
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "the theme stays");
    }));
}

/** Which of the map's choices is made. */
function picked(page) {
  return page.locator("input[class*='pick-']:checked").evaluateAll((boxes) => boxes.map((box) => box.className).join());
}
