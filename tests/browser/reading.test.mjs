// Reading: contents follow the scroll, the sidebar stays where it was, tabs, copies, keys and the way to the top work, from a
// folder and by keyboard; nothing of it moves the page or is needed to read it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { fileUrl, LANGUAGES, localPath, read, serve, withContext, withPage } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GUIDE = "guide/tool/writing.html";
const PLAIN = "guide/tool/translations.html";
const WIDE = { viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" };
const NARROW = { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" };

const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))));

for (const path of [PLAIN, GUIDE]) {
  test(`the contents follow the scroll and stay in view: ${path}`, () =>
    withPage(WIDE, async (page) => {
      await page.goto(fileUrl(path));
      const current = () => page.locator(".toc [aria-current=location]").evaluateAll((links) => links.map((link) => link.hash));
      const hashes = await page.locator(".toc a").evaluateAll((links) => links.map((link) => link.hash));
      for (const hash of [hashes[1], hashes[3], hashes[2]]) {
        await page.evaluate((hash) => document.getElementById(decodeURIComponent(hash.slice(1))).scrollIntoView({ block: "start" }), hash);
        await frames(page);
        assert.deepEqual(await current(), [hash]);
      }
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await frames(page);
      assert.deepEqual(await current(), [hashes.at(-1)], "the end of the page");
      const box = await page.locator(".toc [aria-current]").boundingBox();
      assert.ok(box.y > 0 && box.y + box.height < 800, `the entry is in view: ${JSON.stringify(box)}`);
      await page.evaluate(() => scrollTo(0, 0));
      await frames(page);
      assert.deepEqual(await current(), [hashes[0]], "the first one before any is reached");
    }));
}

test("an entry of the contents that is followed is the one that is marked", () =>
  withPage(WIDE, async (page) => {
    await page.goto(fileUrl(PLAIN));
    for (const link of await page.locator(".toc a").all()) {
      await link.click();
      await frames(page);
      assert.equal(await link.getAttribute("aria-current"), "location", await link.innerText());
    }
  }));

test("the contents of a stage, a journey and an index follow the scroll as well", () =>
  withPage(WIDE, async (page) => {
    for (const path of ["journeys/dine-in/order.html", "journeys/dine-in/index.html", "opportunities/index.html", localPath("ar", "journeys/dine-in/index.html")]) {
      await page.goto(fileUrl(path));
      for (const link of (await page.locator(".toc a").all()).slice(0, 3)) {
        await link.click();
        await frames(page);
        assert.equal(await link.getAttribute("aria-current"), "location", `${path}: ${await link.innerText()}`);
        const { entry, frame, under } = await link.evaluate((link) => ({
          entry: link.getBoundingClientRect().toJSON(),
          frame: link.closest(".toc").getBoundingClientRect().toJSON(),
          under: Math.max(document.querySelector(".top").getBoundingClientRect().bottom, document.querySelector(".toc-line")?.getBoundingClientRect().bottom ?? 0)
            - document.getElementById(link.hash.slice(1)).getBoundingClientRect().top,
        }));
        assert.ok(entry.left >= frame.left && entry.right <= frame.right + 1 && entry.top >= 0 && entry.bottom <= 800, `${path}: the entry is in view`);
        assert.ok(under <= 0, `${path}${await link.getAttribute("href")}: ${under} px of it are under the bar`);
      }
    }
  }));

test("of headings side by side the first is marked, and a section until the next one is read", () =>
  withPage(WIDE, async (page) => {
    const current = () => page.locator(".toc [aria-current=location]").evaluateAll((links) => links.map((link) => link.hash));
    const hashes = () => page.locator(".toc a").evaluateAll((links) => links.map((link) => link.hash));
    for (const path of ["personas/amira/index.html", "journeys/dine-in/index.html", "journeys/dine-in/order.html"]) {
      await page.goto(fileUrl(path));
      await frames(page);
      assert.deepEqual(await current(), [(await hashes())[0]], path);
    }
    // Two cards in a row.
    await page.goto(fileUrl("personas/amira/index.html"));
    const [first, second] = await hashes();
    const top = (hash) => page.evaluate((hash) => document.getElementById(hash.slice(1)).getBoundingClientRect().top, hash);
    assert.equal(await top(first), await top(second));
    await page.evaluate((hash) => document.getElementById(hash.slice(1)).scrollIntoView(), second);
    await frames(page);
    assert.deepEqual(await current(), [first]);
    // The last step fills most of the window.
    await page.goto(fileUrl("journeys/dine-in/order.html"));
    await page.evaluate(() => scrollTo(0, scrollY + document.querySelector(".step:last-child").getBoundingClientRect().bottom - innerHeight * .35));
    await frames(page);
    const last = await page.locator(".step").last().getAttribute("id");
    assert.deepEqual((await current()).map(decodeURIComponent), [`#${last}`]);
  }));

test("on a phone a stage is in view in its row and its curve, without moving the page", () =>
  withPage(NARROW, async (page) => {
    await page.addInitScript(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.shifts += entry.value; })).observe({ type: "layout-shift", buffered: true });
    });
    for (const path of ["journeys/dine-in/notice.html", "journeys/dine-in/recommend.html", localPath("ar", "journeys/dine-in/recommend.html")]) {
      await page.goto(fileUrl(path));
      await frames(page);
      for (const [part, box] of [[".rail .here", ".rail-box"], [".curve-band", ".curve-scroll"]]) {
        const own = await page.locator(part).first().boundingBox(), frame = await page.locator(box).boundingBox();
        assert.ok(own.x >= frame.x - 1 && own.x + own.width <= frame.x + frame.width + 1, `${path}: ${part} ${JSON.stringify([own, frame])}`);
      }
      assert.deepEqual(await page.evaluate(() => [scrollX, scrollY, globalThis.shifts]), [0, 0, 0]);
    }
  }));

test("what is folded in the sidebar stays so on other pages, from their first frame on", () =>
  withPage(WIDE, async (page) => {
    await page.addInitScript(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.shifts += entry.value; })).observe({ type: "layout-shift", buffered: true });
    });
    const folds = () => page.locator(".side-part details").evaluateAll((parts) => parts.map((part) => part.open));
    await page.goto(fileUrl("journeys/dine-in/order.html"));
    assert.deepEqual(await folds(), [true, false]);
    await page.locator(".side-part summary").nth(1).focus();
    await page.keyboard.press("Enter");
    await page.locator(".side-part summary").nth(0).click();
    assert.deepEqual(await folds(), [false, true]);
    await page.goto(fileUrl("journeys/delivery/checkout.html"));
    assert.deepEqual(await folds(), [true, true], "the journeys stay open, and another journey is another section");
    await frames(page);
    assert.equal(await page.evaluate(() => globalThis.shifts), 0);
    await page.goto(fileUrl("journeys/dine-in/choose.html"));
    assert.deepEqual(await folds(), [false, true]);
    await page.locator(".side-part > a").first().click();
    await page.waitForURL(/dine-in\/index\.html/);
  }));

test("another language opens at the same place", () =>
  withPage(WIDE, async (page) => {
    const leave = () => page.locator(".tools a[hreflang=ar]").evaluate((link) => { link.addEventListener("click", (event) => event.preventDefault()); link.click(); return link.hash; });
    await page.goto(fileUrl("journeys/dine-in/order.html"));
    assert.equal(await leave(), "", "from the top to the top");
    await page.locator("[id='step:wait']").evaluate((step) => step.scrollIntoView());
    await frames(page);
    assert.equal(await leave(), "#step:wait");
    await page.goto(`${fileUrl("journeys/dine-in/order.html")}#page:steps`);
    await frames(page);
    assert.equal(await leave(), "#page:steps");
  }));

test("the sidebar stays where it was, from its first frame on", () =>
  withPage({ viewport: { width: 1280, height: 420 } }, async (page) => {
    await page.goto(fileUrl(GUIDE));
    const top = () => page.locator(".side").evaluate((side) => Math.round(side.scrollTop));
    await page.locator(".side").evaluate((side) => { side.scrollTop = 170; });
    await page.addInitScript(() => {
      globalThis.tops = [];
      (function look() {
        const side = document.querySelector(".side");
        // Behind the handbook's own frame callback, before the paint.
        if (side) queueMicrotask(() => globalThis.tops.push(Math.round(side.scrollTop)));
        if (globalThis.tops.length < 10) requestAnimationFrame(look);
      })();
    });
    const before = await top();
    await page.locator(".side a[href='translations.html']").evaluate((link) => link.click());
    await page.waitForURL(/translations/);
    await page.waitForFunction(() => globalThis.tops.length >= 3);
    assert.ok(before > 100, `it scrolls: ${before}`);
    assert.equal(await top(), before);
    assert.ok((await page.evaluate(() => globalThis.tops)).slice(1).every((one) => one === before), JSON.stringify(await page.evaluate(() => globalThis.tops)));
    // Another section begins with its own entry in view.
    await page.goto(fileUrl("touchpoints/till.html"));
    const { entry, frame } = await page.evaluate(() => ({
      entry: document.querySelector(".side [aria-current]").getBoundingClientRect().toJSON(),
      frame: document.querySelector(".side").getBoundingClientRect().toJSON(),
    }));
    assert.ok(entry.top >= frame.top - 1 && entry.bottom <= frame.bottom + 1);
  }));

for (const [name, options] of [["wide", WIDE], ["narrow", NARROW]]) {
  test(`the way to the top comes when it is far, and leads there: ${name}`, () =>
    withPage(options, async (page) => {
      await page.goto(fileUrl(GUIDE));
      const link = page.locator("[data-to-top]");
      assert.equal(await link.isVisible(), false);
      await page.evaluate(() => scrollTo(0, innerHeight * 4));
      await link.waitFor({ state: "visible" });
      // It lies in the bar, over nothing else.
      const box = await link.boundingBox();
      assert.ok(box.width >= 24 && box.height >= 24 && box.y >= 0 && box.y + box.height <= 60, JSON.stringify(box));
      // By keyboard: a focus in the bar moves the page a little, so the link has to outlast that.
      await link.press("Enter");
      await page.waitForFunction(() => scrollY === 0);
      assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
      await frames(page);
      assert.equal(await link.isVisible(), false);
    }));
}

test("code and links are copied, from a folder, from a server, and where the browser has no clipboard", async () => {
  const site = await serve();
  try {
    for (const address of [fileUrl(GUIDE), site.url(GUIDE), "without"]) {
      await withContext({ ...WIDE, permissions: ["clipboard-read", "clipboard-write"] }, async (context) => {
        const page = await context.newPage();
        if (address === "without") await page.addInitScript(() => {
          Object.defineProperty(navigator, "clipboard", { value: undefined });
          document.addEventListener("copy", () => { globalThis.held = document.activeElement.value; });
        });
        await page.goto(address === "without" ? site.url(GUIDE) : address);
        const held = () => page.evaluate(() => globalThis.held ?? navigator.clipboard.readText());
        assert.equal(await page.locator(".code").count(), await page.locator(".code > [data-copy]").count());
        const block = page.locator(".code", { hasText: "Call the number when" });
        await block.locator("[data-copy]").focus();
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.getElementById("page:said").textContent === "Code copied");
        const text = await held();
        assert.ok(text.startsWith("> [!TABS]\n>\n") && !text.endsWith("\n"), text);
        assert.ok(await block.locator("[data-copy]").evaluate((button) => document.activeElement === button), "the focus stays");
        await page.locator("h2#footnotes > a.anchor").click();
        await page.waitForFunction(() => document.getElementById("page:said").textContent === "Link copied");
        assert.ok((await held()).endsWith(`${GUIDE}#footnotes`));
        assert.ok(page.url().endsWith("#footnotes"), "the address has it too");
      });
    }
  } finally {
    await site.close();
  }
});

test("keys turn the page, lead to the top and list themselves, and all go off together", () =>
  withPage(WIDE, async (page) => {
    await page.goto(fileUrl("guide/tool/writing.html"));
    const next = await page.locator(".pager [rel=next]").evaluate((link) => link.href);
    await page.keyboard.press("n");
    await page.waitForURL(next);
    await page.keyboard.press("p");
    await page.waitForURL(/writing\.html$/);
    await page.evaluate(() => scrollTo(0, 3000));
    await page.keyboard.press("t");
    await page.waitForFunction(() => scrollY === 0);
    await page.keyboard.press("?");
    const open = (id) => page.locator(`[id='${id}']`).evaluate((dialog) => dialog.open);
    assert.ok(await open("page:keys"));
    // A list is no place for keys, and neither is a field.
    await page.keyboard.press("n");
    await page.keyboard.press("Escape");
    assert.equal(await open("page:keys"), false);
    await page.keyboard.press("/");
    await page.keyboard.type("np?");
    assert.equal(await page.inputValue("[id='page:search-box']"), "np?");
    await page.keyboard.press("Escape");
    await page.locator(".foot [data-keys-open]").click();
    await page.locator(".keys [data-keys]").uncheck();
    await page.keyboard.press("Escape");
    const here = page.url();
    for (const key of ["n", "p", "?", "/"]) await page.keyboard.press(key);
    await page.waitForTimeout(200);
    assert.equal(page.url(), here);
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.reload();
    assert.equal(await page.locator(".keys [data-keys]").isChecked(), false);
    await page.keyboard.press("Control+k");
    assert.ok(await open("page:search"));
  }));

test("keys are where they are on keyboards of other scripts", () =>
  withPage(WIDE, async (page) => {
    const path = localPath("ar", GUIDE);
    await page.goto(fileUrl(path));
    const press = (key, code) => page.evaluate(([key, code]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true })), [key, code]);
    await press("؟", "Slash");
    assert.ok(await page.locator("[id='page:keys']").evaluate((dialog) => dialog.open));
    await page.keyboard.press("Escape");
    const next = await page.locator(".pager [rel=next]").evaluate((link) => link.href);
    await press("ى", "KeyN");
    await page.waitForURL(next);
  }));

test("tabs: by mouse, by keyboard in both directions, by a link, together and kept", () =>
  withPage(WIDE, async (page) => {
    await page.goto(fileUrl(GUIDE));
    const tabs = page.getByRole("tab");
    const shown = () => page.locator(".tab").evaluateAll((panels) => panels.map((panel) => panel.checkVisibility({ contentVisibilityAuto: true, checkOpacity: true }) && !panel.hasAttribute("hidden")));
    assert.deepEqual(await tabs.allInnerTexts(), ["Weekday", "Friday"]);
    assert.deepEqual(await shown(), [true, false]);
    await tabs.nth(1).click();
    assert.deepEqual(await shown(), [false, true]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await shown(), [true, false], "round to the first");
    await page.keyboard.press("End");
    assert.deepEqual(await shown(), [false, true]);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Friday");
    await page.reload();
    assert.deepEqual(await shown(), [false, true], "kept");
    await page.goto(`${fileUrl(GUIDE)}#weekday`);
    await page.waitForFunction(() => document.querySelector("[role=tab]").getAttribute("aria-selected") === "true");
    await frames(page);
    const box = await page.locator(".tabs").boundingBox();
    assert.ok(box.y >= 50 && box.y < 400, `its group is in view: ${box.y}`);
    // Text of another direction has its own.
    await page.evaluate(() => { document.querySelector(".tabs").dir = "rtl"; });
    await tabs.nth(0).focus();
    await page.keyboard.press("ArrowLeft");
    assert.deepEqual(await shown(), [false, true]);
    for (const id of await page.locator(".tabs [id]").evaluateAll((all) => all.filter((one) => !/^H\d$/.test(one.tagName)).map((one) => one.id))) assert.match(id, /:/);
  }));

test("tabs without a script and on paper stand below each other under their headings", () =>
  withContext({ ...WIDE, javaScriptEnabled: false }, async (context) => {
    const page = await context.newPage();
    await page.goto(fileUrl(GUIDE));
    assert.deepEqual(await page.locator(".tab > h3").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width > 50)), [true, true]);
    assert.equal(await page.locator("[data-copy], [role=tab]").count(), 0);
    assert.equal(await page.locator(".scripted").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0);
  }).then(() => withPage(WIDE, async (page) => {
    await page.goto(fileUrl(GUIDE));
    await page.emulateMedia({ media: "print" });
    const printed = await page.locator(".tab > *").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 50 && box.height > 10).length);
    assert.equal(printed, 4, "two headings and two texts");
    assert.equal(await page.locator(".tab-list, .copy, .to-top").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0);
  })));

test("nothing moves while images load", () =>
  withPage(WIDE, async (page) => {
    const path = "guide/tool/index.html";
    assert.match(read(path), /<img src="[^"]*journey-map\.png"[^>]* width="\d+" height="\d+"/);
    await page.addInitScript(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.shifts += entry.value; })).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(fileUrl(path));
    await page.waitForFunction(() => [...document.images].some((image) => image.complete && image.naturalWidth));
    await frames(page);
    assert.equal(await page.evaluate(() => globalThis.shifts), 0);
    const { shown, own } = await page.locator(".prose img").first().evaluate((image) => ({ shown: image.width / image.height, own: image.naturalWidth / image.naturalHeight }));
    assert.ok(Math.abs(shown - own) < .02, `${shown} and ${own}`);
  }));

for (const lang of LANGUAGES.slice(0, 2)) {
  for (const [name, options] of [["wide", WIDE], ["narrow", NARROW]]) {
    test(`axe: a long page, far down, and its list of keys: ${lang}, ${name}`, () =>
      withPage({ ...options, colorScheme: name === "wide" ? "light" : "dark" }, async (page) => {
        await page.goto(fileUrl(localPath(lang, GUIDE)));
        const look = async () => {
          const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }));
          assert.deepEqual(found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}`)), []);
        };
        await page.evaluate(AXE);
        await page.evaluate(() => document.querySelector(".tabs").scrollIntoView());
        await frames(page);
        await look();
        await page.evaluate(() => document.querySelector("[data-keys-open]").click());
        await look();
      }));
  }
}
