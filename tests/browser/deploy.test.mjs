// The guide's servers, as they are written there: nginx with its file, Apache with its lines, as a user without rights, at the
// root of a server and in a sub-path. A server that this machine doesn't have is skipped, unless RIHLA_SERVERS is `yes`.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { eachPage, LANGUAGES, localPath, noneWrong, onePerKind, SITE, visit, withContext } from "./site.mjs";

const REPOSITORY = resolve(fileURLToPath(import.meta.url), "../../..");
const PROGRAM = resolve(process.env.RIHLA_PROGRAM ?? join(REPOSITORY, "target/debug/rihla"));
const GUIDE = join(REPOSITORY, "content/guide/tool");
const BELOW = "teams/cx/";
const WORK = mkdtempSync(join(tmpdir(), "rihla-deploy-"));
after(() => rmSync(WORK, { recursive: true, force: true }));
// Servers give up rights that the tests may have.
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A whole site at the root, and a small one in a sub-path that it knows of. */
const ROOTS = { "": join(WORK, "whole"), [BELOW]: join(WORK, "small") };

const SERVERS = {
  nginx: {
    program: found("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"),
    needs: "/etc/nginx/mime.types",
    start({ program, folder, root, below, port }) {
      const site = readFileSync(join(GUIDE, "deploy/nginx.conf"), "utf8")
        .replace("listen 8080;", `listen 127.0.0.1:${port};`)
        .replace("root /usr/share/nginx/html;", `root ${root};`)
        .replace("=404 /404.html;", `=404 /${below}404.html;`);
      const aside = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
      cpSync(this.needs, join(folder, "mime.types"));
      writeFileSync(join(folder, "nginx.conf"), `pid ${folder}/pid; daemon off; events {}\nhttp { include mime.types; default_type application/octet-stream; access_log off; ${aside}\n${site}}\n`);
      return [program, ["-e", join(folder, "errors"), "-c", join(folder, "nginx.conf")]];
    },
  },
  apache: {
    program: found("/usr/sbin/apache2"),
    needs: "/usr/lib/apache2/modules/mod_headers.so",
    start({ program, folder, root, below, port }) {
      const guide = /^```apache\n(.*?)^```/ms.exec(readFileSync(join(GUIDE, "publishing.md"), "utf8"))[1];
      writeFileSync(join(root, below, ".htaccess"), guide.replaceAll(" /404.html", ` /${below}404.html`));
      const modules = ["mpm_event", "authz_core", "dir", "autoindex", "mime", "deflate", "filter", "headers", "alias"];
      const lines = [
        "ServerName localhost", `ServerRoot ${folder}`, `PidFile ${folder}/pid`, `ErrorLog ${folder}/errors`, `Mutex file:${folder}`, `Listen 127.0.0.1:${port}`,
        ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
        "TypesConfig /etc/mime.types", `DocumentRoot ${root}`, `<Directory ${root}>`, "Options Indexes", "AllowOverride All", "Require all granted", "</Directory>",
      ];
      writeFileSync(join(folder, "apache.conf"), lines.join("\n") + "\n");
      return [program, ["-f", join(folder, "apache.conf"), "-DFOREGROUND"]];
    },
  },
};

function found(...paths) {
  return paths.find((path) => existsSync(path));
}

/** Whether a server can be tried here. */
function isThere({ program, needs }) {
  return program !== undefined && existsSync(needs);
}

function makeSites() {
  cpSync(SITE, ROOTS[""], { recursive: true });
  mkdirSync(join(ROOTS[BELOW], BELOW), { recursive: true });
  // The tests' own variables would be taken for settings.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RIHLA_")));
  env.RIHLA_OUTPUT__HTML__SITE_URL = `https://example.com/${BELOW}`;
  execFileSync(PROGRAM, ["build", join(REPOSITORY, "tests/sites/small"), "-d", join(ROOTS[BELOW], BELOW), "--no-cache", "-q"], { env, stdio: "ignore" });
}
if (Object.values(SERVERS).some(isThere)) makeSites();

/** Runs a server on a free port while `work` looks at it. */
async function served(name, below, work) {
  const server = SERVERS[name];
  const folder = mkdtempSync(join(WORK, `${name}-`));
  const port = await freePort();
  const [program, args] = server.start({ program: server.program, folder, root: ROOTS[below], below, port });
  for (const path of [WORK, folder]) if (NOBODY.uid) chownSync(path, NOBODY.uid, NOBODY.gid);
  const child = spawn(program, args, { ...NOBODY, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => { said += data; });
  const ended = new Promise((done) => child.on("exit", done));
  const home = `http://127.0.0.1:${port}/${below}`;
  try {
    for (let tries = 0; !(await fetch(home).then((answer) => answer.ok, () => false)); tries += 1) {
      assert.ok(tries < 50 && child.exitCode === null, `${name} does not answer: ${said}`);
      await new Promise((done) => setTimeout(done, 100));
    }
    await work(home);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** What each kind of file has to be sent as: its type, and whether it is compressed. */
const FILES = [
  ["index.html", /^text\/html; ?charset=utf-8$/i, true],
  ["index.md", /^text\/markdown; ?charset=utf-8$/i],
  ["site.webmanifest", /^application\/manifest\+json(?:; ?charset=utf-8)?$/i],
  ["api/handbook.json", /^application\/json(?:; ?charset=utf-8)?$/i, true],
  ["api/steps.csv", /^text\/csv; ?charset=utf-8$/i],
  ["llms.txt", /^text\/plain; ?charset=utf-8$/i],
  ["assets/components.css", /^text\/css; ?charset=utf-8$/i, true],
  ["assets/rihla.js", /^(?:text|application)\/javascript; ?charset=utf-8$/i, true],
  ["assets/favicon.svg", /^image\/svg\+xml/],
  ["assets/icon-192.png", /^image\/png$/],
];
const WITH_ADDRESS = [
  ["feed.xml", /^(?:text|application)\/xml; ?charset=utf-8$/i],
  ["sitemap.xml", /^(?:text|application)\/xml; ?charset=utf-8$/i],
];
const NOWHERE = ["no/such/page.html", "ar/nowhere", "journeys/nowhere.html", "_headers", ".rihla-manifest.json", ".nojekyll", ".htaccess", "assets/", "assets/maps/"];

/** The headers that hosts are told to send, as the site itself says them. */
const HEADERS = readFileSync(join(SITE, "_headers"), "utf8").split("\n").slice(1).filter(Boolean).map((line) => line.trim().split(/: (.*)/));

async function looksAt(home, below) {
  const wrong = [];
  for (const [path, type, compressed] of below === "" ? FILES : [...FILES, ...WITH_ADDRESS]) {
    const answer = await fetch(home + path);
    const { headers, status } = answer;
    const note = (what) => wrong.push(`${path}: ${what}`);
    if (status !== 200) note(status);
    if (!type.test(headers.get("content-type"))) note(`is sent as ${headers.get("content-type")}`);
    if (compressed && headers.get("content-encoding") !== "gzip") note("is not compressed");
    if (compressed && !/accept-encoding/i.test(headers.get("vary"))) note("copies between are not told that it is compressed");
    if (!Buffer.from(await answer.arrayBuffer()).equals(readFileSync(join(ROOTS[below], below, path)))) note("has other bytes");
    wrong.push(...lacking(path, headers));
    const known = headers.has("etag") ? { "if-none-match": headers.get("etag") } : { "if-modified-since": headers.get("last-modified") };
    const again = await fetch(home + path, { headers: known });
    if (again.status !== 304) note(`asked again it is ${again.status}`);
  }
  const own = readFileSync(join(ROOTS[below], below, "404.html"), "utf8");
  for (const path of NOWHERE) {
    const answer = await fetch(home + path);
    if (![404, 403].includes(answer.status) || (await answer.text()) !== own) wrong.push(`${path}: ${answer.status}, and not the site's own page`);
    wrong.push(...lacking(path, answer.headers));
  }
  const folder = await fetch(`${home}personas`, { redirect: "manual" });
  if (folder.status !== 301 || !folder.headers.get("location").endsWith(`/${below}personas/`)) wrong.push(`personas: ${folder.status} to ${folder.headers.get("location")}`);
  return wrong;
}

function lacking(path, headers) {
  return HEADERS.filter(([name, value]) => headers.get(name) !== value).map(([name]) => `${path}: ${name} is ${headers.get(name)}`);
}

for (const [name, server] of Object.entries(SERVERS)) {
  const missing = isThere(server) ? undefined : `there is no ${name} on this machine, or no ${server.needs}`;
  if (missing && process.env.RIHLA_SERVERS === "yes") {
    test(`${name} is there`, () => assert.fail(missing));
    continue;
  }
  const skip = missing ?? false;
  for (const below of Object.keys(ROOTS)) {
    test(`${name} sends what the guide promises, from /${below}`, { skip }, () => served(name, below, async (home) => noneWrong(await looksAt(home, below))));
  }

  test(`${name}: pages run under its policy`, { skip }, () =>
    served(name, "", (home) =>
      withContext({}, async (context) => {
        const paths = [...onePerKind("en"), ...LANGUAGES.slice(1).map((lang) => localPath(lang, "index.html"))];
        await eachPage(context, paths, (page, path) => visit(page, { path, url: home + path, home }));
      })));

  test(`${name}: an address in a sub-path that leads nowhere has the site's page, with its styles and a way back`, { skip }, () =>
    served(name, BELOW, (home) =>
      withContext({}, async (context) => {
        const page = await context.newPage();
        assert.equal((await page.goto(`${home}no/such/page.html`)).status(), 404);
        assert.ok(await page.locator("link[rel=stylesheet]").first().evaluate((link) => link.sheet !== null), "it has its styles");
        await page.locator("a.button").click();
        await page.waitForURL(`${home}index.html`);
      })));
}
