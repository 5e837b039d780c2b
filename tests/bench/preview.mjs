// How long it takes from the moment before an author's file is written until a real browser shows its new text.
//
// In: the browser, the address of a page that `rihla serve` serves, the file that the page is made of, the number of
// edits. Out, as JSON: `inPage` and `painted`, milliseconds of each edit until the text was in the document and until
// the frame with it was drawn, and `reloads`, how often the page was loaded anew. Every other edit is written under
// another name and renamed, as most editors do. Both sides read the machine's one clock.
//
// node preview.mjs CHROMIUM URL FILE EDITS
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const { chromium } = createRequire(new URL("../browser/package.json", import.meta.url))("playwright-core");

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Edits before those that count. */
const WARM_UP = 5;
/** After as many milliseconds an edit counts as lost. */
const PATIENCE = 60_000;

const [executablePath, url, file, edits] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();

/** Runs in the page: tells when a mark that wasn't there before is in the document, and when it is painted. */
function watch() {
  const clock = () => performance.timeOrigin + performance.now();
  let seen = "";
  const look = () => {
    const mark = /edit-mark-\d+/.exec(document.body?.querySelector("main")?.textContent ?? "")?.[0] ?? "";
    if (mark === seen) return;
    seen = mark;
    const inPage = clock();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.rihlaSeen(mark, inPage, clock());
      port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  document.addEventListener("DOMContentLoaded", look);
}

async function main() {
  const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    let waiting;
    await page.exposeFunction("rihlaSeen", (mark, inPage, painted) => {
      if (waiting && mark === waiting.mark) waiting.resolve({ inPage, painted });
    });
    await page.addInitScript(watch);
    let loads = -1;
    page.on("load", () => (loads += 1));
    await page.goto(url, { waitUntil: "load" });
    // The page listens for changes as soon as it can, which nothing outside shows.
    await sleep(1000);

    const original = readFileSync(file, "utf8");
    const body = original.indexOf("\n---\n", 4) + "\n---\n".length;
    const edit = async (n) => {
      const mark = `edit-mark-${n}`;
      const text = `${original.slice(0, body)}A note of the author, ${mark}.\n\n${original.slice(body)}`;
      const shown = new Promise((resolve, reject) => {
        waiting = { mark, resolve };
        setTimeout(() => reject(new Error(`${mark} was not shown in ${PATIENCE} ms`)), PATIENCE).unref();
      });
      const start = now();
      if (n % 2 === 0) {
        writeFileSync(file, text);
      } else {
        writeFileSync(`${file}.tmp`, text);
        renameSync(`${file}.tmp`, file);
      }
      const { inPage, painted } = await shown;
      return { inPage: inPage - start, painted: painted - start };
    };

    const times = [];
    for (let n = 0; n < WARM_UP + Number(edits); n += 1) {
      times.push(await edit(n));
      // Not in step with any timer of the server's.
      await sleep(200 + ((n * 37) % 100));
    }
    writeFileSync(file, original);
    const counted = times.slice(WARM_UP);
    const numbers = (name) => counted.map((time) => time[name]);
    console.log(JSON.stringify({ inPage: numbers("inPage"), painted: numbers("painted"), reloads: loads }));
  } finally {
    await browser.close();
  }
}

await main();
