// The preview in a browser: what changes on the disk comes into the page that is open, and what its reader did stays.
//
// Starts the program itself (RIHLA_PROGRAM) on copies of the sample handbook.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { withContext } from "./site.mjs";

const REPOSITORY = resolve(fileURLToPath(import.meta.url), "../../..");
const PROGRAM = resolve(process.env.RIHLA_PROGRAM ?? join(REPOSITORY, "target/debug/rihla"));
const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const ORDER = "content/journeys/dine-in/03-order.md";

const running = new Set();
after(() => running.forEach((preview) => preview.stop()));

/** A copy of the sample handbook, served. */
async function preview({ args = [], folder, port = 0 } = {}) {
  folder ??= copyOfSample();
  // The tests' own variables would be taken for settings.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RIHLA_")));
  const child = spawn(PROGRAM, ["serve", folder, "--port", String(port), ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => { said += data; });
  const address = await new Promise((done, failed) => {
    let out = "";
    child.stdout.on("data", (data) => {
      out += data;
      if (out.includes("\n")) done(out.trim());
    });
    child.on("exit", (code) => failed(new Error(`the program ended with ${code}: ${said}`)));
  });
  const served = {
    folder,
    port: new URL(address).port,
    said: () => said,
    url: (path = "") => address + path,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    /** As editors save: beside it, then in its place. */
    write(path, text) {
      writeFileSync(join(folder, `${path}.tmp`), text);
      renameSync(join(folder, `${path}.tmp`), join(folder, path));
    },
    edit(path, from, to) {
      const text = served.read(path);
      assert.ok(text.includes(from), `${path} has no "${from}"`);
      served.write(path, text.replace(from, to));
    },
    append: (path, text) => served.write(path, served.read(path) + text),
    async stop() {
      running.delete(served);
      if (child.exitCode !== null) return child.exitCode;
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGINT");
      return ended;
    },
  };
  running.add(served);
  return served;
}

function copyOfSample() {
  const folder = mkdtempSync(join(tmpdir(), "rihla-preview-"));
  for (const name of ["book.toml", "content", "data"]) cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a page of a preview and sees to it that it is never loaded again unless `reloads` is said. */
async function open(served, path, work, options = {}) {
  await withContext({ viewport: { width: 1280, height: 900 }, ...options }, async (context) => {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource|ERR_|404/.test(message.text())) errors.push(message.text());
    });
    await page.goto(served.url(path));
    await listening(page);
    await page.evaluate(() => { globalThis.sameDocument = true; });
    await work(page, context);
    assert.deepEqual(errors, []);
  });
}

/** Waits until the page listens and has dealt with what it was told first. */
async function listening(page) {
  await page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/_rihla/live.js`).length > 0);
  await page.waitForLoadState("load");
  await page.waitForTimeout(200);
}

const isSame = (page) => page.evaluate(() => globalThis.sameDocument === true);
const bodyHas = (page, text) => page.waitForFunction((text) => document.body.textContent.includes(text), text);

test("a changed page is morphed: where it is scrolled, the focus, folds and the theme stay", async () => {
  const served = await preview();
  await open(served, "journeys/dine-in/order.html", async (page) => {
    await page.evaluate(() => { document.querySelector("[data-drop] [data-set-theme=dark]").click(); });
    await page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => { fold.open = true; }));
    await page.evaluate(() => scrollTo(0, 600));
    await page.evaluate(() => {
      globalThis.link = [...document.querySelectorAll("main a")].find((link) => link.getBoundingClientRect().top > 100);
      globalThis.link.focus({ preventScroll: true });
    });
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 300);
    for (const word of ["Arrived-one", "Arrived-two"]) {
      served.append(ORDER, `\n${word}\n`);
      await bodyHas(page, word);
    }
    assert.ok(await isSame(page), "it was loaded anew");
    assert.equal(await page.evaluate(() => scrollY), before);
    assert.ok(await page.evaluate(() => document.activeElement === globalThis.link), "the focus went");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.ok(await page.evaluate(() => document.documentElement.classList.contains("js")));
    assert.equal(await page.getAttribute("[data-set-theme=dark]", "aria-pressed"), "true");
    assert.ok(await page.evaluate(() => [...document.querySelectorAll("main details")].every((fold) => fold.open)));
    // The scripts of the page still work on it.
    await page.click("details[data-drop]:has([data-set-theme]) > summary");
    await page.click("[data-set-theme=light]");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("details[data-drop][open]").count(), 0);
  });
  assert.equal(await served.stop(), 0);
});

test("a map keeps the lanes and the persona that were chosen", async () => {
  const served = await preview();
  await open(served, "journeys/dine-in/index.html", async (page) => {
    const inputs = () => page.evaluate(() =>
      [...document.querySelectorAll(".map-tools input")].map((input) => [input.className, input.checked]));
    await page.evaluate(() => {
      document.querySelector(".map-lanes").open = true;
      document.querySelector(".map-tools input[class^=show-]").click();
      document.querySelectorAll(".map-tools input[class^=pick-]")[1].click();
    });
    const chosen = await inputs();
    assert.ok(chosen.some(([name, checked]) => name.startsWith("show-") && !checked));
    served.edit("content/journeys/dine-in/index.md", "\n---\n", "\n---\nA word that came.\n");
    await bodyHas(page, "A word that came.");
    assert.deepEqual(await inputs(), chosen);
    assert.ok(await page.evaluate(() => document.querySelector(".map-lanes").open));
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("tabs, the contents and what copies stay and go on working", async () => {
  const served = await preview();
  await open(served, "guide/tool/writing.html", async (page) => {
    await page.getByRole("tab", { name: "Friday" }).click();
    await page.evaluate(() => { globalThis.tab = document.querySelector("[role=tab][aria-selected=true]"); globalThis.copy = document.querySelector(".copy"); });
    served.append("content/guide/tool/writing.md", "\n```yaml\nlast: word\n```\n\n> [!TABS]\n> ### Sunday\n> Closed.\n> ### Friday {#open}\n> Open.\n");
    await bodyHas(page, "last: word");
    assert.ok(await page.evaluate(() => globalThis.tab.isConnected && globalThis.copy.isConnected), "they are the same as before");
    assert.deepEqual(await page.getByRole("tab", { selected: true }).allInnerTexts(), ["Friday", "Friday"]);
    assert.equal(await page.locator(".code").count(), await page.locator(".code > .copy").count());
    await page.getByRole("tab", { name: "Sunday" }).click();
    assert.deepEqual(await page.getByRole("tab", { selected: true }).allInnerTexts(), ["Friday", "Sunday"]);
    await page.evaluate(() => document.getElementById("footnotes").scrollIntoView());
    await page.waitForFunction(() => document.querySelector(".toc [aria-current=location]")?.hash === "#footnotes");
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("a table stays sorted and filtered, and can still be", async () => {
  const served = await preview();
  await open(served, "touchpoints/index.html", async (page) => {
    const rows = () => page.evaluate(() =>
      [...document.querySelectorAll("[data-sortable] tbody tr")].filter((row) => !row.hidden).map((row) => row.cells[0].textContent));
    const first = await rows();
    const button = page.locator("[data-sortable] th button").first();
    await button.click();
    await button.click();
    const sorted = await rows();
    assert.notDeepEqual(sorted, first);
    await page.fill("[id='page:filter']", "t");
    const filtered = await rows();
    assert.ok(filtered.length < sorted.length && filtered.length > 2);
    await button.focus();
    served.edit("content/touchpoints/till.md", "title:", "title: Zz");
    await bodyHas(page, "Zz");
    const after = await rows();
    assert.equal(after.length, filtered.length);
    assert.match(after[0], /Zz/);
    assert.equal(await page.inputValue("[id='page:filter']"), "t");
    assert.ok(await button.evaluate((button) => document.activeElement === button), "the focus went");
    assert.equal(await page.locator("[data-sortable] button").count(), await page.locator("[data-sortable] thead th").count());
    await button.click();
    assert.deepEqual(await rows(), after.reverse());
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("other pages stay untouched", async () => {
  const served = await preview();
  await open(served, "personas/elif/index.html", async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const before = await page.evaluate(() => { globalThis.main = document.querySelector("main").firstElementChild; return true; });
    served.append("content/guide/five-phases.md", "\nA word elsewhere.\n");
    await page.waitForTimeout(800);
    assert.ok(before && await page.evaluate(() => globalThis.main.isConnected));
    assert.deepEqual(asked, []);
  });
  await served.stop();
});

test("a style is swapped: the page stays, and is never without it", async () => {
  const served = await preview();
  writeFileSync(join(served.folder, "own.css"), "h1 { outline: rgb(1, 2, 3) solid 4px }");
  served.edit("book.toml", "[output.html]\n", "[output.html]\nadditional-css = [\"own.css\"]\n");
  await open(served, "journeys/dine-in/order.html", async (page) => {
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).outlineColor === "rgb(1, 2, 3)");
    await page.evaluate(() => {
      globalThis.widths = new Set();
      const look = () => {
        globalThis.widths.add(getComputedStyle(document.querySelector("h1")).outlineWidth);
        requestAnimationFrame(look);
      };
      look();
    });
    for (const n of [7, 8, 9]) {
      served.write("own.css", `h1 { outline: rgb(1, 2, ${n}) solid 4px }`);
      await page.waitForFunction((n) => getComputedStyle(document.querySelector("h1")).outlineColor === `rgb(1, 2, ${n})`, n);
    }
    assert.deepEqual(await page.evaluate(() => [...globalThis.widths]), ["4px"]);
    // A page that changes afterwards keeps the new style.
    served.append(ORDER, "\nAfter the style.\n");
    await bodyHas(page, "After the style.");
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("h1")).outlineColor), "rgb(1, 2, 9)");
    assert.deepEqual(await page.evaluate(() => [...globalThis.widths]), ["4px"]);
    assert.equal(await page.locator("link[href*='own.css']").count(), 1);
    assert.ok(await isSame(page), "it was loaded anew");
  });
  await served.stop();
});

test("a script that changed is run", async () => {
  const served = await preview();
  writeFileSync(join(served.folder, "own.js"), "document.documentElement.dataset.own = 'one'");
  served.edit("book.toml", "[output.html]\n", "[output.html]\nadditional-js = [\"own.js\"]\n");
  await open(served, "index.html", async (page) => {
    await page.waitForFunction(() => document.documentElement.dataset.own === "one");
    served.write("own.js", "document.documentElement.dataset.own = 'two'");
    await page.waitForFunction(() => document.documentElement.dataset.own === "two");
  });
  await served.stop();
});

test("an image that changed is shown", async () => {
  const served = await preview();
  const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"><rect width="9" height="9"/></svg>`;
  writeFileSync(join(served.folder, "content/picture.svg"), picture(20));
  served.append("content/guide/five-phases.md", "\n![A picture](../picture.svg)\n");
  await open(served, "guide/five-phases.html", async (page) => {
    // It loads when it is in view.
    await page.locator("img[src*='picture.svg']").scrollIntoViewIfNeeded();
    const width = (expected) => page.waitForFunction((expected) =>
      [...document.images].some((image) => image.src.includes("picture.svg") && image.naturalWidth === expected), expected);
    await width(20);
    served.write("content/picture.svg", picture(40));
    await width(40);
    served.append("content/guide/five-phases.md", "\nAfter the picture.\n");
    await bodyHas(page, "After the picture.");
    await width(40);
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("errors lie over the last good page, all of them, and vanish when mended", async () => {
  const served = await preview();
  await open(served, "journeys/dine-in/order.html", async (page) => {
    const overlay = page.locator("rihla-problems");
    await page.evaluate(() => document.querySelector("main a").focus());
    const good = served.read(ORDER);
    served.append(ORDER, "\nSee [[nobody-one]] and [[nobody-two]] รา.\n");
    await overlay.locator("section").waitFor();
    const items = overlay.locator("li.error");
    assert.equal(await items.count(), 2);
    const text = await items.first().textContent();
    const line = good.split("\n").length + 1;
    for (const part of ["error", "nobody-one", `${ORDER}:${line}:7`, "unknown-reference"]) assert.ok(text.includes(part), `${part}: ${text}`);
    assert.equal(await items.first().locator("mark").textContent(), "nobody-one");
    assert.equal(await items.nth(1).locator("mark").textContent(), "nobody-two");
    assert.ok(await items.first().locator(".hint").isVisible());
    assert.ok(await page.evaluate(() => document.activeElement.localName === "a"), "the focus was taken");
    assert.match(await overlay.locator("[role=status]").textContent(), /2 errors/);
    const explained = await page.request.get(new URL(await items.first().locator("a").getAttribute("href"), page.url()).href);
    assert.match(await explained.text(), /^unknown-reference \(error\)/);
    // Closed, it stays so until something else is wrong.
    await page.keyboard.press("Escape");
    assert.equal(await overlay.locator("section").isVisible(), false);
    served.append(ORDER, "\nA word more.\n");
    await bodyHas(page, "A word more.");
    assert.equal(await overlay.locator("section").isVisible(), false);
    assert.equal(await overlay.locator("button.pill").textContent(), "2 errors");
    served.write(ORDER, `${good}\nSee [[nobody-three]].\n`);
    await overlay.locator("mark", { hasText: "nobody-three" }).waitFor();
    served.write(ORDER, good);
    await overlay.waitFor({ state: "detached" });
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("a broken template leaves the last good pages, and says where it is broken", async () => {
  const served = await preview();
  cpSync(join(REPOSITORY, "themes/default"), join(served.folder, "own-theme"), { recursive: true });
  served.edit("book.toml", "[output.html]\n", "[output.html]\ntheme = \"own-theme\"\n");
  await open(served, "journeys/dine-in/order.html", async (page) => {
    const template = served.read("own-theme/templates/stage.html");
    served.write("own-theme/templates/stage.html", template + "{% if %}");
    const overlay = page.locator("rihla-problems");
    await overlay.locator("section").waitFor();
    assert.match(await overlay.locator("li.error").first().textContent(), /own-theme\/templates\/stage\.html/);
    assert.ok(await page.locator("main h1").isVisible());
    assert.equal((await page.request.get(page.url())).status(), 200);
    served.write("own-theme/templates/stage.html", template);
    await overlay.waitFor({ state: "detached" });
    served.append(ORDER, "\nMended.\n");
    await bodyHas(page, "Mended.");
  });
  await served.stop();
});

test("warnings are folded up", async () => {
  const served = await preview();
  await open(served, "index.html", async (page) => {
    served.append("content/guide/five-phases.md", "\n<script>1</script>\n");
    const overlay = page.locator("rihla-problems");
    await overlay.locator("button.pill").waitFor();
    assert.match(await overlay.locator("button.pill").textContent(), /^1 warning$/);
    assert.equal(await overlay.locator("section").isVisible(), false);
    await overlay.locator("button.pill").click();
    assert.ok(await overlay.locator("li.warning").first().isVisible());
    await overlay.locator("button.close").click();
    assert.equal(await overlay.locator("section").isVisible(), false);
  });
  await served.stop();
});

for (const [lang, colorScheme] of [["", "light"], ["ar/", "dark"]]) {
  test(`axe: the overlay, ${lang || "en/"} ${colorScheme}`, async () => {
    const served = await preview();
    served.append(ORDER, "\nSee [[nobody-one]] and [[nobody-two]].\n\n<script>1</script>\n");
    await withContext({ viewport: { width: 390, height: 844 }, colorScheme, reducedMotion: "reduce" }, async (context) => {
      const page = await context.newPage();
      await page.goto(served.url(`${lang}glossary.html`));
      await page.locator("rihla-problems section").waitFor();
      await page.evaluate(AXE);
      for (const state of ["open", "closed"]) {
        if (state === "closed") await page.keyboard.press("Escape");
        const found = await page.evaluate(() => globalThis.axe.run(document, {
          preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          rules: { "target-size": { enabled: true } },
        }));
        const wrong = found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`));
        assert.deepEqual(wrong, [], state);
      }
    });
    await served.stop();
  });
}

test("a page that vanishes becomes the page for addresses that lead nowhere, and comes back", async () => {
  const served = await preview();
  await open(served, "guide/collecting-evidence.html", async (page) => {
    const text = served.read("content/guide/collecting-evidence.md");
    const title = await page.title();
    rmSync(join(served.folder, "content/guide/collecting-evidence.md"));
    await page.locator("body.of-not-found").waitFor();
    served.write("content/guide/collecting-evidence.md", text);
    await page.waitForFunction((title) => document.title === title, title);
    assert.ok(await isSame(page));
  });
  await served.stop();
});

test("after a restart a page finds the server again, and what has changed meanwhile", async () => {
  const first = await preview();
  await open(first, "journeys/dine-in/order.html", async (page) => {
    assert.equal(await first.stop(), 0);
    first.append(ORDER, "\nWritten while nobody listened.\n");
    const second = await preview({ folder: first.folder, port: first.port });
    await bodyHas(page, "Written while nobody listened.");
    second.append(ORDER, "\nWritten afterwards.\n");
    await bodyHas(page, "Written afterwards.");
    assert.ok(await isSame(page));
    await second.stop();
  });
});

test("a change between a page's coming and its listening is not lost", async () => {
  const served = await preview();
  await withContext({}, async (context) => {
    const page = await context.newPage();
    let release;
    const held = new Promise((done) => { release = done; });
    await page.route("**/_rihla/live.js", async (route) => { await held; await route.continue(); });
    const loaded = page.goto(served.url("journeys/dine-in/order.html"), { waitUntil: "commit" });
    await loaded;
    served.append(ORDER, "\nIn between.\n");
    await new Promise((done) => setTimeout(done, 500));
    release();
    await bodyHas(page, "In between.");
  });
  await served.stop();
});

test("with --navigate the browser follows the file that is edited", async () => {
  const served = await preview({ args: ["--navigate"] });
  await withContext({}, async (context) => {
    const page = await context.newPage();
    await page.goto(served.url());
    await listening(page);
    served.append(ORDER, "\nFollow me.\n");
    await page.waitForURL("**/journeys/dine-in/order.html");
    await bodyHas(page, "Follow me.");
    await listening(page);
    served.append("content/journeys/dine-in/03-order.ar.md", "\nFollow me, too.\n");
    await page.waitForURL("**/ar/journeys/dine-in/order.html");
    await bodyHas(page, "Follow me, too.");
  });
  await served.stop();
});

test("without it, it stays where it is", async () => {
  const served = await preview();
  await open(served, "index.html", async (page) => {
    served.append(ORDER, "\nDon't follow me.\n");
    await page.waitForTimeout(600);
    assert.ok(await isSame(page));
    assert.equal(new URL(page.url()).pathname, "/index.html");
  });
  await served.stop();
});

test("the site lies where its address says", async () => {
  const served = await preview();
  await withContext({}, async (context) => {
    const page = await context.newPage();
    const root = `http://127.0.0.1:${served.port}/`;
    await page.goto(`${root}glossary.html`);
    await listening(page);
    served.edit("book.toml", "[output.html]\n", "[output.html]\nsite-url = \"/handbook/\"\n");
    // It moves, and takes the page with it.
    await page.waitForURL(`${root}handbook/glossary.html`);
    await page.goto(root);
    assert.equal(page.url(), `${root}handbook/`);
    await listening(page);
    served.append("content/index.md", "\nBelow a path.\n");
    await bodyHas(page, "Below a path.");
    await page.goto(`${root}handbook/no/such/page.html`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).display !== "" && document.styleSheets.length > 0), true);
    assert.ok((await page.locator("link[rel=stylesheet]").first().getAttribute("href")).startsWith("/handbook/"));
  });
  await served.stop();
});

test("the morphing library is the package's own file", () => {
  const ours = readFileSync(join(REPOSITORY, "src/serve/client/idiomorph.esm.js"));
  const folder = resolve(require.resolve("idiomorph"), "../..");
  assert.ok(ours.equals(readFileSync(join(folder, "dist/idiomorph.esm.js"))));
  assert.ok(readFileSync(join(REPOSITORY, "src/serve/client/idiomorph.LICENSE")).equals(readFileSync(join(folder, "LICENSE"))));
});
