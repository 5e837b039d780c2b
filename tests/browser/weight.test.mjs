// Weights: what a reader's browser fetches for a page, by kind of file, raw and as servers compress it; printed as a table.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import test from "node:test";
import { serve, withPage } from "./site.mjs";

/** The most that a page may weigh on the wire, in bytes. */
const MOST = 60_000;
const KINDS = { document: "html", stylesheet: "css", script: "js", font: "fonts", image: "images" };

for (const path of ["index.html", "journeys/dine-in/order.html", "ar/journeys/dine-in/order.html"]) {
  test(`${path} weighs at most ${MOST / 1000} kB`, async () => {
    const site = await serve();
    try {
      const table = await weighed(site.url(path));
      console.log(`${path}\n${lines(table)}`);
      const { gzip } = table.all;
      assert.ok(table.html && table.css, "nothing was weighed");
      assert.ok(gzip <= MOST, `${path}: ${gzip} bytes compressed`);
    } finally {
      await site.close();
    }
  });
}

/** Bytes by kind, and of all. */
async function weighed(url) {
  const table = { all: { files: 0, raw: 0, gzip: 0 } };
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
    const answers = [];
    page.on("response", (response) => answers.push(response));
    await page.goto(url, { waitUntil: "networkidle" });
    for (const response of answers) {
      const kind = KINDS[response.request().resourceType()] ?? "other";
      const body = await response.body();
      table[kind] ??= { files: 0, raw: 0, gzip: 0 };
      // Pictures and fonts are compressed already.
      const gzip = Math.min(body.length, gzipSync(body, { level: 6 }).length);
      for (const row of [table[kind], table.all]) {
        row.files += 1;
        row.raw += body.length;
        row.gzip += gzip;
      }
    }
  });
  return table;
}

function lines(table) {
  const { all, ...kinds } = table;
  const rows = [...Object.entries(kinds).sort(([a], [b]) => a.localeCompare(b)), ["all", all]];
  return rows.map(([kind, { files, raw, gzip }]) => `  ${kind.padEnd(7)}${String(files).padStart(3)} files${String(raw).padStart(9)} bytes${String(gzip).padStart(9)} compressed`).join("\n");
}
