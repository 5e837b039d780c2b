// Where a site may lie: in a folder of a server whose name has a blank, and in a folder of the disk. Links, maps, the theme, the
// search and the data work in both; the page for addresses that lead nowhere knows its place from `site-url`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { fileUrl, LANGUAGES, localPath, noneWrong, serve, SITE, withPage } from "./site.mjs";

const REPOSITORY = resolve(fileURLToPath(import.meta.url), "../../..");
const PROGRAM = resolve(process.env.RIHLA_PROGRAM ?? join(REPOSITORY, "target/debug/rihla"));
const BELOW = "some/sub path/";
const JOURNEY = "journeys/dine-in/index.html";

let site;
before(async () => { site = await serve({}, { below: BELOW }); });
after(() => site.close());

for (const [name, url] of [["a folder of a server", (path) => site.url(path)], ["the disk", fileUrl]]) {
  for (const lang of LANGUAGES) {
    test(`a reader's way through the site, from ${name}: ${lang}`, () =>
      withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
        const lost = [];
        page.on("response", (response) => response.status() >= 400 && lost.push(response.url()));
        page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && lost.push(request.url()));
        page.on("request", (request) => request.url().startsWith(url("")) || lost.push(`outside: ${request.url()}`));

        await page.goto(url(localPath(lang, "index.html")));
        await page.locator(`a[href$="${JOURNEY}"]:visible`).first().click();
        await page.waitForURL(url(localPath(lang, JOURNEY)));
        assert.ok(await page.locator(".map-scroll").isVisible(), "the map is there");
        await page.locator("details:has([data-set-theme]) > summary").click();
        await page.locator("[data-set-theme=dark]").click();
        await page.locator(".map-stages a").first().click();
        await page.waitForURL((address) => address.href !== url(localPath(lang, JOURNEY)));
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "the theme goes along");

        await page.keyboard.press("/");
        await page.keyboard.type("NPS");
        await page.locator(".found").first().waitFor();
        await page.keyboard.press("Enter");
        await page.waitForURL((address) => !address.href.includes("/dine-in/"));
        noneWrong(lost);
      }));
  }

  test(`the data is where the pages say, from ${name}`, () =>
    withPage({}, async (page) => {
      for (const path of ["index.html", JOURNEY]) {
        await page.goto(url(path));
        const links = await page.locator('a[href*="api/"]').evaluateAll((all) => all.map((link) => link.href));
        assert.ok(links.length > 0, `${path} has links to data`);
        for (const link of links) {
          assert.ok(link.startsWith(url("api/")), link);
          assert.ok(existsSync(join(SITE, decodeURIComponent(link.slice(url("").length)))), link);
        }
      }
    }));
}

test("the page for addresses that lead nowhere, in a folder of a server", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rihla-places-"));
  // The tests' own variables would be taken for settings.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("RIHLA_")));
  env.RIHLA_OUTPUT__HTML__SITE_URL = "https://example.com/some/sub%20path/";
  execFileSync(PROGRAM, ["build", join(REPOSITORY, "tests/sites/small"), "-d", folder, "--no-cache"], { env, stdio: "ignore" });
  const small = await serve({}, { below: BELOW, folder });
  try {
    await withPage({}, async (page) => {
      const response = await page.goto(small.url("no/such/page.html"));
      assert.equal(response.status(), 404);
      assert.ok(await page.locator("link[rel=stylesheet]").first().evaluate((link) => link.sheet !== null), "it has its styles");
      await page.locator("a.button").click();
      await page.waitForURL(small.url("index.html"));
    });
  } finally {
    await small.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
