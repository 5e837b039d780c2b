// Content security: every page runs under the promised policy, from a server that sends it and straight from the
// folder, without a violation, an error in the console, or a request that leaves the site.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eachPage, fileUrl, kindOf, LANGUAGES, noneWrong, PAGES, pagesIn, POLICY, read, samplePages, serve, visit, withContext } from "./site.mjs";

const CONTROL = "control-of-the-tests.html";
let site;
before(async () => {
  site = await serve({ [CONTROL]: "<!doctype html><html lang=en><title>x</title><p style='color: red'>x</p><script>1</script>" });
});
after(() => site.close());

test("the tests see what the policy forbids", () =>
  withContext({}, async (context) => {
    const page = await context.newPage();
    const wrong = await visit(page, { path: CONTROL, url: site.url(CONTROL), home: site.url(""), control: true });
    for (const directive of ["style-src", "script-src"]) {
      assert.ok(wrong.some((message) => message.includes(`policy: ${directive}`)), `${directive} not in ${wrong}`);
    }
  }));

test("every page carries the policy itself, and nothing inline", () => {
  noneWrong(PAGES.filter((path) => kindOf(path) !== undefined).flatMap((path) => {
    const html = read(path);
    const wrong = [];
    if (!html.includes(`<meta http-equiv="Content-Security-Policy" content="${POLICY}">`)) wrong.push("no policy of its own");
    if (/<style[\s>]/.test(html)) wrong.push("a <style> element");
    if (/<script(?![^>]*\ssrc=)[\s>]/.test(html)) wrong.push("an inline <script>");
    for (const [tag] of html.matchAll(/<[a-z][^<>]*\s(?:style|on[a-z]+)=[^<>]*>/g)) wrong.push(`an inline style or handler: ${tag}`);
    return wrong.map((what) => `${path}: ${what}`);
  }));
});

for (const lang of LANGUAGES) {
  const paths = lang === LANGUAGES[0] ? pagesIn(lang) : samplePages(lang);
  test(`policy from a server: ${lang}, ${paths.length} pages`, () =>
    run(paths.map((path) => ({ path, url: site.url(path), home: site.url("") }))));

  // Its links begin at the site's root: it is for servers alone.
  const fromFolder = paths.filter((path) => kindOf(path) !== "not-found");
  test(`policy from the folder: ${lang}, ${fromFolder.length} pages`, () =>
    run(fromFolder.map((path) => ({ path, url: fileUrl(path), home: fileUrl("") }))));
}

function run(items) {
  return withContext({ viewport: { width: 1280, height: 900 } }, (context) => eachPage(context, items, visit));
}
