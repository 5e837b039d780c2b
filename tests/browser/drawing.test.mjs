// Standalone maps: the SVG looks the same in a browser and through rsvg-convert, and both as the PNG does.
//
// In: RIHLA_PROGRAM, the program. `rsvg-convert` (of librsvg) is needed; `tests/run` installs both.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { LANGUAGES, withPage } from "./site.mjs";

const HANDBOOK = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = resolve(process.env.RIHLA_PROGRAM ?? `${HANDBOOK}/target/debug/rihla`);
const LARGE = { maxBuffer: 1 << 28 };

function draw(lang, ...options) {
  return execFileSync(PROGRAM, ["map", "dine-in", "--dir", HANDBOOK, "--lang", lang, "-q", ...options], { ...LARGE, stdio: ["ignore", "pipe", "ignore"] });
}

/** How far two pictures are apart on average, 0 to 255, each looked at from four times as far away. */
function apart(page, one, other) {
  return page.evaluate(async (sources) => {
    const [a, b] = await Promise.all(sources.map(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const draw = (source, scale) => {
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(image.width * scale);
        canvas.height = Math.round(image.height * scale);
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(source, 0, 0, canvas.width, canvas.height);
        return canvas;
      };
      // At its own size first: vectors would be drawn small, and not be seen from afar.
      const far = draw(draw(image, 1), 0.25);
      return far.getContext("2d").getImageData(0, 0, far.width, far.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return Infinity;
    let sum = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      for (let part = 0; part < 3; part += 1) sum += Math.abs(a.data[at + part] - b.data[at + part]);
    }
    return sum / (a.data.length / 4) / 3;
  }, [one, other]);
}

const picture = (type, bytes) => `data:image/${type};base64,${bytes.toString("base64")}`;

for (const lang of LANGUAGES) {
  test(`a map looks the same wherever it is opened, ${lang}`, () =>
    withPage({ viewport: { width: 800, height: 600 } }, async (page) => {
      const svg = draw(lang);
      const drawn = picture("png", draw(lang, "--format", "png", "--scale", "1"));
      const converted = picture("png", execFileSync("rsvg-convert", ["--format", "png"], { ...LARGE, input: svg }));
      const shown = picture("svg+xml", svg);
      const blank = picture("svg+xml", Buffer.from(String(svg).replace(/<text[^]*?<\/text>/g, "")));
      await page.setContent("<!doctype html>");
      const inBrowser = await apart(page, drawn, shown);
      const inLibrsvg = await apart(page, drawn, converted);
      // What a map without its words differs by says what the measure can see.
      const withoutWords = await apart(page, drawn, blank);
      console.log(`${lang}: browser ${inBrowser.toFixed(2)}, rsvg-convert ${inLibrsvg.toFixed(2)}, without words ${withoutWords.toFixed(2)}`);
      assert.ok(inBrowser < withoutWords / 4, `in the browser it is ${inBrowser} apart; without words ${withoutWords}`);
      assert.ok(inLibrsvg < withoutWords / 4, `through rsvg-convert it is ${inLibrsvg} apart; without words ${withoutWords}`);
    }));
}
