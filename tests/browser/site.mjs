// What the browser tests share: the site under test, its sample pages, a server that sends the policy, one browser a
// process, and a way to run checks over many pages and report everything that is wrong at once.
//
// In: RIHLA_SITE, the folder of a built sample site; optionally RIHLA_CHROMIUM, the browser to use.
import assert from "node:assert/strict";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, extname, join, relative, resolve, sep } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const SITE = siteFolder();

/** The policy the site promises to run under, directive by directive. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** One page of every kind, and pages whose content is of a kind: name → address below a language's folder. */
const NAMED = {
  home: "index.html",
  persona: "personas/elif/index.html",
  personas: "personas/index.html",
  journey: "journeys/dine-in/index.html",
  "journey with a future": "journeys/dine-in-future/index.html",
  journeys: "journeys/index.html",
  stage: "journeys/dine-in/order.html",
  touchpoint: "touchpoints/till.html",
  touchpoints: "touchpoints/index.html",
  channels: "channels/index.html",
  opportunities: "opportunities/index.html",
  evidence: "evidence/index.html",
  tags: "tags/index.html",
  section: "guide/index.html",
  prose: "guide/five-phases.html",
  "prose with views in it": "guide/tool/maps.html",
  "prose, untranslated": "guide/collecting-evidence.html",
  "touchpoint, untranslated": "touchpoints/courier.html",
  glossary: "glossary.html",
};

/** The languages of the sample site; the first is the one without a folder of its own. */
export const LANGUAGES = ["en", "ar", "th", "tr"];

/** Every HTML page of the site, as addresses from its root. */
export const PAGES = filesIn(SITE).filter((path) => path.endsWith(".html"));

/** Addresses from the site's root of the pages of one language. */
export function pagesIn(lang) {
  const folders = LANGUAGES.slice(1).map((other) => `${other}/`);
  if (lang !== LANGUAGES[0]) return PAGES.filter((path) => path.startsWith(`${lang}/`));
  return PAGES.filter((path) => !folders.some((folder) => path.startsWith(folder)));
}

/**
 * The sample pages of a language: those named above, and the first page of any kind that none of them is of, so that a
 * kind added later is tested from its first day. Without the page for addresses that lead nowhere, whose links only
 * work from a server.
 */
export function samplePages(lang) {
  const samples = Object.values(NAMED).map((path) => localPath(lang, path));
  for (const path of samples) assert.ok(PAGES.includes(path), `the sample site has no ${path}`);
  const kinds = new Set(samples.map(kindOf));
  for (const path of pagesIn(lang)) {
    const kind = kindOf(path);
    if (kind === undefined || kind === "not-found" || kinds.has(kind)) continue;
    kinds.add(kind);
    samples.push(path);
  }
  return samples;
}

/** One of the sample pages for each kind of page that the site has. */
export function onePerKind(lang) {
  return [...new Map(samplePages(lang).reverse().map((path) => [kindOf(path), path])).values()].reverse();
}

/** The address of a page in a language. */
export function localPath(lang, path) {
  return lang === LANGUAGES[0] ? path : `${lang}/${path}`;
}

/** The address of a page opened straight from the folder. */
export function fileUrl(path) {
  return pathToFileURL(join(SITE, path)).href;
}

/** The text of a file of the site. */
export function read(path) {
  return readFileSync(join(SITE, path), "utf8");
}

/** What is directly in a folder of the site, by name. */
export function list(folder) {
  return readdirSync(join(SITE, folder)).sort();
}

/** The kind a page says it is of, or undefined where it is a redirect and says nothing. */
export function kindOf(path) {
  return /<body class="of-([\w-]+)/.exec(read(path))?.[1];
}

/** Every kind of page that the site has. */
export function kinds() {
  return [...new Set(PAGES.map(kindOf))].filter((kind) => kind !== undefined).sort();
}

/** True where no test of the file is left out by its name. */
export function wholeFileRuns() {
  return !process.execArgv.some((argument) => /^--test-(?:name-pattern|skip-pattern|only)/.test(argument));
}

let running;

/** The browser of this process; it closes when the file's tests are over. */
export function browser() {
  running ??= chromium.launch({ executablePath: chromiumPath(), args: ["--disable-gpu", "--disable-quic"] });
  return running;
}
after(async () => {
  if (running) await (await running).close();
});

/** Opens a context, hands it over and closes it, whatever happens. */
export async function withContext(options, work) {
  const context = await (await browser()).newContext(options);
  context.setDefaultTimeout(15_000);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** Opens a page of a context of its own. */
export async function withPage(options, work) {
  return withContext(options, async (context) => work(await context.newPage()));
}

/**
 * Runs `check(page, item)` for each item in two tabs of one context and fails with every message that the checks
 * returned, not only the first: a check returns a list of what is wrong, and throws where it could not look.
 */
export async function eachPage(context, items, check) {
  const queue = [...items];
  const wrong = [];
  async function tab() {
    const page = await context.newPage();
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      try {
        wrong.push(...(await check(page, item)));
      } catch (error) {
        wrong.push(`${typeof item === "string" ? item : JSON.stringify(item)}: ${error.message}`);
      }
    }
    await page.close();
  }
  await Promise.all([tab(), tab()]);
  noneWrong(wrong);
}

/** How much `visit` saw in this process. */
const opened = { pages: 0, reports: 0, console: 0 };
after(() => opened.pages > 0 && console.log(`content security: ${opened.pages} pages opened, ${opened.reports} reports, ${opened.console} messages in the console`));

/** Opens an address of a site that begins with `home`, and returns what the policy blocks, what fails, and what leaves the site. */
export async function visit(page, { path, url, home, control = false }) {
  const wrong = [];
  const where = url.startsWith("file:") ? "from the folder" : "from a server";
  const note = (what) => wrong.push(`${path} (${where}) ${what}`);
  const listeners = {
    console: (message) => ["error", "warning"].includes(message.type()) && note(`console: ${message.text()}`),
    pageerror: (error) => note(`script: ${error.message}`),
    request: (request) => !inside(request.url(), home) && note(`leaves the site: ${request.url()}`),
    // The icon of the page before is dropped when the next one is opened.
    requestfailed: (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && note(`does not load: ${request.url()}`),
    response: (response) => response.status() >= 400 && note(`${response.status()}: ${response.url()}`),
  };
  if (!watched.has(page)) {
    watched.add(page);
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        globalThis.violations.push(`${event.effectiveDirective} blocks ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  await page.goto(url, { waitUntil: "load" });
  const violations = await page.evaluate(() => globalThis.violations);
  for (const violation of violations) note(`policy: ${violation}`);
  if (!control) {
    opened.pages += 1;
    opened.reports += violations.length;
    opened.console += wrong.filter((what) => what.includes(" console: ")).length;
  }
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  return wrong;
}
const watched = new WeakSet();

function inside(url, home) {
  return url.startsWith(home) || url.startsWith("data:");
}

/** Fails with all the messages there are. */
export function noneWrong(wrong) {
  assert.ok(wrong.length === 0, `${wrong.length} wrong:\n  ${wrong.join("\n  ")}`);
}

/**
 * Serves a site on a free port of this machine, with the policy as a header, and `extra` pages (address → HTML).
 * What is not there is answered as a host would: with the site's own page and 404. Without a policy, pages lose theirs.
 * `below` is the folder of the server that the site lies in, such as `teams/cx/`: outside of it there is nothing.
 */
export async function serve(extra = {}, { below = "", folder = SITE, policy = POLICY } = {}) {
  const server = createServer((request, response) => {
    const whole = decodeURIComponent(new URL(request.url, "http://localhost").pathname).slice(1);
    const path = whole.startsWith(below) ? whole.slice(below.length) : undefined;
    const found = path === undefined ? undefined : (extra[path] ?? contents(folder, path));
    const type = TYPES[found === undefined ? ".html" : extname(whole) || ".html"] ?? "application/octet-stream";
    response.writeHead(found === undefined ? 404 : 200, {
      "content-type": type,
      "x-content-type-options": "nosniff",
      ...(policy && { "content-security-policy": policy }),
    });
    const body = found ?? readFileSync(join(folder, "404.html"));
    response.end(policy || type !== TYPES[".html"] ? body : String(body).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  return {
    url: (path) => `http://127.0.0.1:${port}/${encodeURI(below)}${path}`,
    async close() {
      server.closeAllConnections?.();
      await new Promise((done) => server.close(done));
    },
  };
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
};

function contents(folder, path) {
  const full = resolve(folder, path);
  if (full !== folder && !full.startsWith(folder + sep)) return undefined;
  const file = existsSync(full) && statSync(full).isDirectory() ? join(full, "index.html") : full;
  return existsSync(file) ? readFileSync(file) : undefined;
}

function siteFolder() {
  const folder = process.env.RIHLA_SITE;
  if (!folder) throw new Error("set RIHLA_SITE to the folder of a built sample site; `tests/run` does");
  if (!existsSync(join(folder, "index.html"))) throw new Error(`RIHLA_SITE: no index.html in ${folder}`);
  return resolve(folder);
}

/** Every file below a folder, as sorted addresses from it. */
export function filesIn(root) {
  const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name);
    return entry.isDirectory() ? files(full) : [relative(root, full).split(sep).join("/")];
  });
  return files(root).sort();
}

function chromiumPath() {
  if (process.env.RIHLA_CHROMIUM) return process.env.RIHLA_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (executable(path)) return path;
    }
  }
  throw new Error("no chromium, chromium-browser or google-chrome in PATH; install one or set RIHLA_CHROMIUM");
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
