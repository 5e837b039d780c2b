// A text → its words, as the index has them. `src/search/normalise.rs` is the other half, the guide to search the
// specification; both are held to it by the same vectors.
var rihlaWords = (function () {
  "use strict";
  var LONGEST = 40, WINDOW = 3;
  var ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0, 0x1810];
  var DROPPED = /[\u00ad\u034f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;
  var CONTINUOUS = /[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{1b000}-\u{1b16f}\u{20000}-\u{3ffff}]/u;
  var MARK = /\p{M}/u;
  var LETTER = /[\p{L}\p{N}]/u;
  var SAME = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ς": "σ" };
  var BARE = { "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss" };

  /** True where `I` is the capital of `ı`. */
  function isTurkic(lang) { return /^(tr|az)(-|$)/.test(lang); }

  /** One character in small letters, or nothing where it is dropped. */
  function small(c, turkic) {
    if (turkic && c === "I") return "ı";
    if (c === "İ") return "i";
    if (DROPPED.test(c)) return "";
    var code = c.codePointAt(0);
    for (var i = 0; i < ZEROS.length; i++) {
      if (code >= ZEROS[i] && code <= ZEROS[i] + 9) return String(code - ZEROS[i]);
    }
    return c.toLowerCase();
  }

  /**
   * The runs of a text: `{ text, clusters }`, where `clusters` says where each cluster of a script without blanks begins; it is empty
   * for a word.
   */
  function runs(text, lang) {
    var found = [], open = { text: "", clusters: [] }, length = 0, turkic = isTurkic(lang);
    function end() {
      if (open.text) found.push(open);
      open = { text: "", clusters: [] };
      length = 0;
    }
    function push(c) {
      if (length >= LONGEST && !open.clusters.length) return;
      open.text += c;
      length++;
    }
    function letter(c) {
      var continuous = CONTINUOUS.test(c);
      if (open.text && !open.clusters.length === continuous) end();
      if (continuous) open.clusters.push(open.text.length);
      push(c);
    }
    for (var raw of text.normalize("NFKC")) {
      for (var c of small(raw, turkic)) {
        var same = SAME[c] || c;
        if (MARK.test(c)) { if (open.text) push(same); else letter(same); }
        else if (LETTER.test(c)) letter(same);
        else end();
      }
    }
    end();
    return found;
  }

  /** What a run is found by: itself, or three of its clusters from each on, as far as there are. */
  function wordsOf(run) {
    if (!run.clusters.length) return [run.text];
    return run.clusters.map(function (start, at) { return slice(run, at, at + WINDOW); });
  }

  /** Some clusters of a run. */
  function slice(run, from, to) { return run.text.slice(run.clusters[from], run.clusters[to]); }

  function words(text, lang) { return runs(text, lang).reduce(function (all, run) { return all.concat(wordsOf(run)); }, []); }

  /** Under what a word stands in the index. */
  function key(word) {
    if (!word || CONTINUOUS.test(String.fromCodePoint(word.codePointAt(0)))) return word;
    var bare = "";
    for (var c of word.normalize("NFD")) {
      if (c < "\u0300" || c > "\u036f") bare += BARE[c] || c;
    }
    bare = bare.normalize("NFC");
    return withoutArticle(bare) || bare || word;
  }

  function withoutArticle(word) {
    var rest = word.replace(/^[وف]/, "");
    var stem = /^لل/.test(rest) ? rest.slice(2) : /^[بكل]?ال/.test(rest) ? rest.replace(/^[بكل]?ال/, "") : "";
    return Array.from(stem).length >= 2 ? stem : "";
  }

  return { WINDOW: WINDOW, runs: runs, words: words, slice: slice, key: key, isTurkic: isTurkic };
})();
