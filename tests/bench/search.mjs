// What a question costs a reader: the files that it loads and the time until it is answered, in a real browser and from a folder.
//
// In: the browser, a site's folder, its language, questions. Out, as JSON: `covered`, the bytes of text that can be found, and for each question
// `bytes`, those of the index's files that it alone made the page load, `loading` and `answering`, milliseconds until it was answered for the
// first time and, all being there, for the second time (the median of some), and `found`, how many sections.
//
// node search.mjs CHROMIUM SITE QUESTION…
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const { chromium } = createRequire(new URL("../browser/package.json", import.meta.url))("playwright-core");

const FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
/** How often a question is asked again. */
const AGAIN = 9;

const [executablePath, site, ...questions] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: FLAGS });
const told = { covered: 0, questions: [] };
for (const question of questions) {
  const page = await (await browser.newContext()).newPage();
  let bytes = 0;
  page.on("request", (request) => {
    if (request.url().includes("/assets/search/")) bytes += statSync(fileURLToPath(request.url())).size;
  });
  await page.goto(pathToFileURL(`${site}/index.html`).href);
  await page.locator("[data-search-open]").click();
  await page.waitForFunction(() => typeof rihlaIndex === "function");
  const asked = await page.evaluate(async ([question, again]) => {
    const index = rihlaIndex(document.getElementById("page:search").dataset.search, document.documentElement.lang);
    const time = async () => {
      const start = performance.now();
      const answer = await index.find(question, null, 10);
      return [performance.now() - start, answer.total];
    };
    const { covered } = await index.open();
    const [loading, found] = await time();
    const times = [];
    for (let at = 0; at < again; at++) times.push((await time())[0]);
    return { covered, loading, answering: times.sort((a, b) => a - b)[again >> 1], found };
  }, [question, AGAIN]);
  told.covered = asked.covered;
  told.questions.push({ question, bytes, loading: asked.loading, answering: asked.answering, found: asked.found });
  await page.context().close();
}
await browser.close();
console.log(JSON.stringify(told));
