// Hostile authors: whatever they write, in a browser nothing of it runs, nothing is fetched from elsewhere, and what they call
// things is read as text: with the content security policy, and without it, which is only the second wall.
//
// In: RIHLA_PROGRAM, the program; the handbooks are those of `attack.mjs`.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DRAWINGS, handbook, REFUSED } from "./attack.mjs";
import { eachPage, filesIn, LANGUAGES, localPath, noneWrong, serve, withContext } from "./site.mjs";

const PROGRAM = resolve(process.env.RIHLA_PROGRAM ?? join(fileURLToPath(import.meta.url), "../../../target/debug/rihla"));
// The tests' own variables would be taken for settings.
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RIHLA_")));
const WORK = mkdtempSync(join(tmpdir(), "rihla-attack-"));
after(() => rmSync(WORK, { recursive: true, force: true }));

/** Writes files below a folder and returns it. */
function written(name, files) {
  const root = join(WORK, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function rihla(...args) {
  return execFileSync(PROGRAM, args, { env: ENV, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
}

/** Makes what is in a folder a commit, by an author who means harm too. */
function commit(folder) {
  const git = (...args) => execFileSync("git", ["-c", "user.name=\"><script>pwn(800)</script>", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", ...args], { cwd: folder, env: ENV, stdio: "pipe" });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "<script>pwn(801)</script>");
}

/** The hostile handbook as a site that also says what changed: every title did, and a stage came. */
function built(raw) {
  const { files, titles } = handbook(raw);
  const late = "content/journeys/visit/02-second.md";
  const turned = Object.entries(files).filter(([path]) => path !== late).map(([path, text]) => [path, path.endsWith(".md") ? text.replace("title: \"", "title: \"</b><script>pwn(802)</script>") : text]);
  const folder = written(`book-${raw}`, Object.fromEntries(turned));
  commit(folder);
  written(`book-${raw}`, { ...files, "book.toml": files["book.toml"].replace("[book]", "[book]\nchanges-since = \"HEAD~1\"") });
  commit(folder);
  const site = join(WORK, `site-${raw}`);
  rihla("build", folder, "-d", site, "-q");
  return { folder, site, titles };
}

/** Visits addresses with every hook there is, and fails with all that happened. `audit` looks at each page. */
async function visited(items, { home, audit = async () => [] }) {
  await withContext({ viewport: { width: 1280, height: 900 } }, async (context) => {
    await context.addInitScript(() => {
      globalThis.pwn = (number) => console.error(`ran: payload ${number}`);
      document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.effectiveDirective} blocks ${event.blockedURI}`));
    });
    await eachPage(context, items, (page, item) => hooked(page, item, { home, audit }));
  });
}

test("the hooks see what runs, fetches and leads away", async () => {
  const hostile = "<!doctype html><title>x</title><h1>x</h1><img src=x onerror=pwn(900)><img src=https://evil.example/x><iframe srcdoc='<script>parent.pwn(901)</script>'></iframe><a href=javascript:pwn(902)>x</a>";
  const server = await serve({ "control.html": hostile }, { policy: null });
  try {
    const item = { path: "control.html", url: server.url("control.html") };
    const failed = await visited([item], { home: server.url(""), audit: (page) => page.evaluate(auditPage, "y") }).then(() => "", (error) => error.message);
    for (const what of ["payload 900", "payload 901", "fetches https://evil.example/x", "has a frame", "has onerror", "leads to javascript:", "heading is x"]) {
      assert.ok(failed.includes(what), `${what} not in ${failed}`);
    }
  } finally {
    await server.close();
  }
});

async function hooked(page, item, { home, audit }) {
  const wrong = [];
  const note = (what) => wrong.push(`${item.path}: ${what}`);
  const listeners = {
    console: (message) => ["error", "warning"].includes(message.type()) && !message.location().url.endsWith("/favicon.ico") && note(message.text()),
    pageerror: (error) => note(`script: ${error.message}`),
    dialog: (dialog) => { note(`dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); },
    popup: (popup) => note(`opens ${popup.url()}`),
    // Browsers show a PDF by an extension of their own.
    request: (request) => !/^(?:data|chrome|chrome-extension):/.test(request.url()) && !request.url().startsWith(home) && note(`fetches ${request.url()}`),
    framenavigated: (frame) => frame === page.mainFrame() && frame.url() !== item.url && note(`goes to ${frame.url()}`),
    frameattached: () => !item.path.endsWith(".pdf") && note("has a frame"),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  await page.goto(item.url, { waitUntil: "load" }).catch((error) => !/Download is starting|ERR_ABORTED/.test(error.message) && note(error.message));
  for (const found of await audit(page, item)) note(found);
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  return wrong;
}

/** In the page: what could run, lead astray, or pass for the theme's own. */
function auditPage(title) {
  const wrong = [];
  const schemes = ["http:", "https:", "mailto:", "tel:", "file:", ":"];
  const banned = "iframe, frame, object, embed, base, applet, portal, template:not(body > template), marquee, link:not(head > link), meta:not(head > meta), meta[http-equiv=refresh], script:not([src]), style, form[action], math, foreignObject, animate, set, audio, video, [srcdoc], [formaction], [ping], [srcset], [popover], [is], main [contenteditable], main [autofocus], main [accesskey]";
  for (const element of document.querySelectorAll(banned)) wrong.push(`has ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name } of element.attributes) if (/^(?:on|style$)/i.test(name)) wrong.push(`has ${name} on ${element.outerHTML.slice(0, 120)}`);
    const link = element.getAttribute("href") ?? element.getAttribute("xlink:href");
    if (link !== null) {
      const { protocol } = new URL(link, "https://site.example/");
      if (!schemes.includes(protocol)) wrong.push(`leads to ${link}`);
    }
  }
  for (const element of document.querySelectorAll("main .prose [data-search-open], main .prose [data-set-theme], main .prose [data-keys-open], main .prose .search, main .prose .skip, main .prose .top")) wrong.push(`wears the theme's names: ${element.outerHTML.slice(0, 120)}`);
  const own = typeof document.querySelector === "function" && typeof document.getElementById === "function" && document.body instanceof HTMLBodyElement && document.documentElement instanceof HTMLHtmlElement && typeof document.cookie === "string";
  if (!own) wrong.push("a name of the document is taken");
  const heading = document.querySelector("h1");
  if (!heading?.checkVisibility()) wrong.push("its heading is not shown");
  // What nobody sees, and how blanks are set, doesn't count.
  const seen = (text) => text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]/gu, "");
  if (title !== undefined) {
    // The home page's title is that of the book.
    const places = document.body.matches(".of-home") ? [["heading", heading?.textContent]] : [["heading", heading?.textContent], ["title", document.title]];
    for (const [what, text] of places) {
      if (!seen(text ?? "").includes(seen(title))) wrong.push(`its ${what} is ${text} and not ${title}`);
    }
  }
  return wrong;
}

// What nobody sees, and how blanks are set, doesn't count.
const seen = (text) => text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]/gu, "");
const address = (path) => path.split("/").map(encodeURIComponent).join("/");
const OTHER = new RegExp(`^(?:${LANGUAGES.slice(1).join("|")})/`);
const isPage = (path) => path.endsWith(".html");

for (const raw of ["filter", "escape"]) {
  let book;
  before(() => { book = built(raw); });

  for (const where of ["with the policy", "without", "from the disk"]) {
    test(`raw-html = "${raw}": nothing runs in ${LANGUAGES.join(", ")}, ${where}`, async () => {
      const server = where === "from the disk"
        ? { url: (path) => `${pathToFileURL(book.site).href}/${path}`, close() {} }
        : await serve({}, { folder: book.site, ...(where === "without" && { policy: null }) });
      try {
        // Each piece of HTML has a page of its own; in other languages it is the same borrowed text.
        const paths = filesIn(book.site).filter((path) => isPage(path) && !/^..\/guide\/raw-/.test(path));
        for (const lang of LANGUAGES) assert.ok(paths.includes(localPath(lang, "changes/index.html")), `no page of changes among ${paths}`);
        // The links of the page for addresses that lead nowhere begin at a server's root.
        const opened = where === "from the disk" ? paths.filter((path) => path !== "404.html") : paths;
        const items = opened.map((path) => ({ path, url: server.url(address(path)) }));
        const title = (path) => book.titles[path] ?? book.titles[path.replace(OTHER, "")];
        await visited(items, { home: server.url(""), audit: (page, { path }) => page.evaluate(auditPage, title(path)) });
      } finally {
        await server.close();
      }
    });
  }

  test(`raw-html = "${raw}": what was written is read as text: on pages, maps, in the feed and the data`, async () => {
    const said = (path, field) => JSON.parse(new RegExp(`^${field}: (.*)$`, "m").exec(readFileSync(join(book.folder, path), "utf8"))[1]);
    const [quote, journey, steps] = [said("content/personas/amira/index.md", "quote"), book.titles["journeys/visit/index.html"], said("content/journeys/visit/01-first.md", "steps")];
    const file = (path) => readFileSync(join(book.site, path), "utf8");
    const inside = (text, wanted, where) => assert.ok(seen(text).includes(seen(wanted)), `${where} has no ${wanted}`);
    await withContext({}, async (context) => {
      const page = await context.newPage();
      const text = async (path, selector) => {
        await page.goto(pathToFileURL(join(book.site, path)).href);
        return page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent).join("\n"));
      };
      for (const lang of LANGUAGES) {
        inside(await text(localPath(lang, "personas/amira/index.html"), "main"), quote, `the persona, ${lang},`);
        const map = await text(localPath(lang, "journeys/visit/index.html"), ".map-scroll");
        for (const wanted of [steps[0].title, steps[0].thinks[0], steps[0].pains[0], steps[0].opportunities[0].title]) inside(map, wanted, `the map, ${lang},`);
      }
      const titles = await page.evaluate((xml) => [...new DOMParser().parseFromString(xml, "application/xml").querySelectorAll("title")].map((title) => title.textContent).join("\n"), file("feed.xml"));
      const told = Object.values(book.titles).filter((title) => seen(titles).includes(seen(title)));
      assert.ok(told.length > 20, `the feed has ${told.length} titles as they were written`);
    });
    const strings = [];
    JSON.parse(file("api/handbook.json"), (_, value) => { if (typeof value === "string") strings.push(value); return value; });
    for (const wanted of [quote, journey, steps[0].title]) inside(strings.join("\n"), wanted, "the data");
  });

  test(`raw-html = "${raw}": what programs read is well-formed`, async () => {
    const files = filesIn(book.site);
    for (const path of files.filter((path) => path.endsWith(".json"))) JSON.parse(readFileSync(join(book.site, path), "utf8"));
    const xml = files.filter((path) => /\.(?:xml|svg)$/.test(path));
    for (const name of ["feed.xml", "sitemap.xml"]) assert.ok(xml.includes(name), `no ${name} among ${xml}`);
    await withContext({}, async (context) => {
      const page = await context.newPage();
      for (const path of xml) await wellFormed(page, readFileSync(join(book.site, path), "utf8"), path);
    });
    for (const path of files.filter((path) => path.endsWith(".pdf"))) {
      assert.doesNotMatch(readFileSync(join(book.site, path), "latin1"), /\/(?:JavaScript|JS|Launch|OpenAction|SubmitForm)\b|\/URI\s*\((?!https?:|mailto:)/, path);
    }
  });

  test(`raw-html = "${raw}": maps and feeds opened by themselves`, async () => {
    const own = filesIn(book.site).filter((path) => /\.(?:xml|svg|json)$/.test(path)).map((path) => join(book.site, path));
    for (const lang of LANGUAGES) {
      own.push(join(WORK, `${raw}-${lang}.svg`));
      writeFileSync(own.at(-1), rihla("map", "visit", "--dir", book.folder, "--lang", lang, "--format", "svg", "-q"));
    }
    const items = own.map((path) => ({ path, url: pathToFileURL(path).href }));
    await visited(items, { home: pathToFileURL(WORK).href, audit: (page) => page.evaluate(activeDrawing) });
  });

  test(`raw-html = "${raw}": what is found is text`, async () => {
    const server = await serve({}, { folder: book.site, policy: null });
    try {
      const items = LANGUAGES.map((lang) => localPath(lang, "index.html")).map((path) => ({ path, url: server.url(path) }));
      await visited(items, { home: server.url(""), audit: foundAsText });
    } finally {
      await server.close();
    }
  });
}

/** In a drawing that stands alone: what could run. */
function activeDrawing() {
  const found = [...document.querySelectorAll("script, foreignObject, animate, set, iframe, image, use")].map((element) => `has <${element.localName}>`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) if (/^on/i.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value)) found.push(`has ${name}=${value}`);
  }
  return found;
}

async function foundAsText(page) {
  await page.locator("[data-search-open]").click();
  await page.waitForFunction(() => typeof rihlaIndex === "function");
  const wrong = [];
  for (const question of ["colonist", "script", "onerror", "evil", "{{ page }}", "<script>pwn(0)</script>", "__proto__"]) {
    await page.locator("#page\\:search-box").fill(question);
    await page.waitForFunction(() => document.getElementById("page:search").dataset.answered === document.getElementById("page:search-box").value);
    const { found, strange, away } = await page.evaluate(() => ({
      away: [...document.querySelectorAll("a.found")].filter((link) => link.protocol !== location.protocol || link.host !== location.host).map((link) => link.href),
      found: document.querySelectorAll(".found").length,
      strange: [...document.querySelectorAll(".found *")].filter((element) => !["span", "mark", "bdi", "p", "div", "strong", "svg", "use", "path"].includes(element.localName)).map((element) => element.outerHTML.slice(0, 80)),
    }));
    if (found === 0) wrong.push(`nothing is found for ${question}`);
    wrong.push(...strange.map((element) => `${question} shows ${element}`), ...away.map((address) => `${question} leads to ${address}`));
  }
  return wrong.concat(await page.evaluate(auditPage, undefined));
}

async function wellFormed(page, text, what) {
  const error = await page.evaluate((text) => new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror")?.textContent, text);
  assert.equal(error, undefined, what);
}

test("drawings and files are refused, or do nothing when they are opened", async () => {
  const plain = { "book.toml": "[book]\ntitle = \"T\"\n", "content/index.md": "# Home\n" };
  const beside = (names) => Object.fromEntries(names.map((name) => [`content/${name}`, DRAWINGS[name]]));
  const said = check(written("drawings", { ...plain, ...beside(Object.keys(DRAWINGS)) }), "json").stdout;
  const refused = new Set(JSON.parse(said).filter((one) => one.code === "active-file").map((one) => one.file.replace("content/", "")));
  const left = Object.keys(DRAWINGS).filter((name) => !refused.has(name));
  console.log(`published: ${left.join(", ")}`);
  const folder = written("harmless", { ...plain, ...beside(left) });
  const site = join(WORK, "harmless-site");
  rihla("build", folder, "-d", site, "-q");
  const all = (paths, address, home) => visited(paths.map((path) => ({ path, url: address(path) })), { home, audit: pressed });
  // The viewer of a PDF makes its frames when the next file is open already.
  const [pdfs, others] = [left.filter((path) => path.endsWith(".pdf")), left.filter((path) => !path.endsWith(".pdf"))];
  for (const paths of [pdfs, others]) await all(paths, (path) => pathToFileURL(join(site, path)).href, pathToFileURL(WORK).href);
  await previewed(folder, async (url) => {
    for (const paths of [pdfs, others]) await all(paths, (path) => url + path, url);
  });
});

/** What is drawn is pressed once. */
async function pressed(page) {
  await page.mouse.click(4, 4);
  return [];
}

test("what is refused is said as text: in every format, and over the page of a preview", async () => {
  const { files } = handbook("filter");
  const folder = written("refused", {
    ...files,
    "book.toml": files["book.toml"].replace("site-url = \"", "site-url = \"</script><script>pwn(414)</script>"),
    "content/index.md": `---\ntitle: T\n"</pre><script>pwn(415)</script>": 1\nowner: "\\ud800"\n---\n${REFUSED.join("\n\n")}\n`,
    "content/guide/\n::error::named%0a.md": "[x](javascript:pwn(416))",
    "content/guide/<script>pwn(417).js": "pwn(417)",
  });
  const diagnostics = JSON.parse(check(folder, "json").stdout);
  const links = diagnostics.filter((one) => one.code === "unsafe-link").length;
  assert.ok(links >= 9, `${links} unsafe links`);
  for (const line of check(folder, "github").stdout.split("\n").filter(Boolean)) assert.match(line, /^::(?:error|warning|notice) /);
  const junit = check(folder, "junit").stdout;
  await withContext({}, async (context) => wellFormed(await context.newPage(), junit, "junit"));
  for (const format of ["human", "short"]) assert.doesNotMatch(check(folder, format).stdout, /[\u0000-\u0008\u001b\u202e]/);
  await previewed(folder, (url) => visited([{ path: "index.html", url: url }], { home: url, audit: overlaid }));
});

/** Opens the overlay's list and looks for elements of what it quotes. */
async function overlaid(page) {
  await page.locator("rihla-problems .panel, rihla-problems #panel").waitFor();
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector("rihla-problems");
    const allowed = ["link", "div", "p", "button", "section", "h2", "ol", "li", "strong", "bdi", "a", "code", "pre", "span", "mark"];
    const wrong = [...shadowRoot.querySelectorAll("*")].filter((element) => !allowed.includes(element.localName)).map((element) => `shows ${element.outerHTML.slice(0, 80)}`);
    if (!shadowRoot.textContent.includes("pwn(")) wrong.push("the overlay quotes nothing");
    return wrong;
  });
}

function check(folder, format) {
  return spawnSync(PROGRAM, ["check", folder, "--format", format], { env: ENV, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Runs the preview of a folder while `work` looks at it. */
async function previewed(folder, work) {
  const child = spawn(PROGRAM, ["serve", folder, "--port", "0"], { env: ENV, stdio: ["ignore", "pipe", "ignore"] });
  try {
    const url = await new Promise((done, failed) => {
      let out = "";
      child.stdout.on("data", (data) => { out += data; if (out.includes("\n")) done(out.trim()); });
      child.on("exit", (code) => failed(new Error(`the preview ended with ${code}`)));
    });
    await work(url);
  } finally {
    child.kill("SIGINT");
  }
}
