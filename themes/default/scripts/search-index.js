// The index of the search: loads the files that a question needs, and answers it. What they hold is said in the guide to
// search. They come as scripts, so that a folder on a disk will do; each calls `rihlaShard` with data and does nothing else.
var rihlaShard;
var rihlaIndex = function (folder, lang) {
  "use strict";
  var W = rihlaWords;
  // How many characters and words of a question are looked for, how many parts one of them has and all together, how many files of words one that is
  // still being typed may lie in, how many results a page may have.
  var LONGEST = 400, WORDS = 6, SPREAD = 3, PARTS = 8, LOADS = 3, PER_PAGE = 3;
  // What a match is worth: the word itself, one of the same key, one that begins so, such a key, one with another letter.
  var SAME = 8, FOLDED = 5, BEGINS = 4, FOLDED_BEGINS = 3, MISTYPED = 2;
  // What a place is worth: is a name, in a name, in a heading, often in a text, once.
  var PLACES = [40, 24, 8, 4, 3];
  var ALPHABET = "";
  for (var code = 33; code < 127; code++) if (code !== 34 && code !== 60 && code !== 92) ALPHABET += String.fromCharCode(code);

  var files, waiting, root, fresh = "";
  function forget() { files = {}; waiting = {}; root = null; }
  forget();

  rihlaShard = function (name, stamp, bytes, letters) {
    if (waiting[name]) waiting[name]({ stamp: stamp, bytes: bytes, letters: letters });
  };

  function load(name) {
    if (files[name]) return files[name];
    var loaded = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      waiting[name] = resolve;
      script.src = folder + name + ".js" + fresh;
      script.onerror = function () { reject(new Error(name)); };
      script.onload = function () { script.remove(); };
      document.head.append(script);
    }).then(function (file) {
      if (root && file.stamp !== (name[0] === "d" ? root.records.stamp : root.stamp)) throw new Error("another index");
      return inflate(file, name[0] === "d" ? root.records.common : "").then(function (text) { return { stamp: file.stamp, text: text }; });
    });
    files[name] = loaded;
    return loaded;
  }

  /** The text of a file. What it has in common with the text before it is not said again, so that is put in front as a block of its own. */
  function inflate(file, before) {
    var known = new TextEncoder().encode(before), length = known.length;
    var bytes = new Uint8Array((length && length + 5) + file.bytes), held = 0, bits = 0, at = 0;
    if (length) {
      bytes.set([0, length & 255, length >> 8, ~length & 255, ~length >> 8 & 255]);
      bytes.set(known, 5);
      at = length + 5;
    }
    for (var i = 0; i + 1 < file.letters.length; i += 2) {
      bits |= (ALPHABET.indexOf(file.letters[i]) + 91 * ALPHABET.indexOf(file.letters[i + 1])) << held;
      held += 13;
      while (held >= 8 && at < bytes.length) { bytes[at++] = bits & 255; bits >>>= 8; held -= 8; }
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text().then(function (text) { return text.slice(before.length); });
  }

  /** The numbers of a text; `rising` ones are differences. */
  function numbers(text, rising) {
    var found = [], n = 0, before = 0;
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i);
      if (code < 80) { n = n * 47 + code - 33; continue; }
      n = n * 47 + code - 80;
      before = rising ? before + n : n;
      found.push(before);
      n = 0;
    }
    return found;
  }

  function open() {
    if (root) return Promise.resolve(root);
    return load("root").then(function (file) {
      var lines = file.text.split("\n"), counts = numbers(lines[0]);
      var made = { stamp: file.stamp, sections: counts[0], covered: counts[2], groups: numbers(lines[1], true), firsts: lines[3].split("\t") };
      made.records = { each: counts[1], stamp: lines[4], common: lines.slice(5).join("\n") };
      var starts = numbers(lines[2], true);
      made.pageOf = new Uint32Array(made.sections);
      made.isFirst = new Uint8Array(made.sections);
      starts.forEach(function (start, page) { made.isFirst[start] = 1; made.pageOf.fill(page, start, starts[page + 1]); });
      made.pages = starts.length;
      root = made;
      return root;
    });
  }

  /** The words of a question. Each has parts, all of which have to be found: of a script without blanks several, else one. */
  function terms(question) {
    var runs = W.runs(question, lang), isTyping = !/\s$/.test(question), found = [], joins = [];
    runs.forEach(function (run, at) {
      var isOpen = isTyping && at === runs.length - 1;
      if (run.clusters.length) clustered(run, isOpen, found, joins);
      else found.push({ text: run.text, parts: [{ word: run.text, key: W.key(run.text), begins: isOpen }] });
    });
    var seen = new Set();
    found = found.filter(function (term) { return !seen.has(term.text) && seen.add(term.text); });
    // Of many words the longest say most.
    var kept = new Set(found.slice().sort(function (a, b) { return b.text.length - a.text.length; }).slice(0, WORDS));
    found = found.filter(function (term) { return kept.has(term); });
    var each = Math.max(1, Math.min(SPREAD, Math.floor(PARTS / found.length)));
    found.forEach(function (term) { if (term.run) term.parts = partsOf(term, each); });
    var parts = found.reduce(function (sum, term) { return sum + term.parts.length; }, 0);
    return found.concat(joins.slice(0, Math.max(0, PARTS - parts)));
  }

  /** The words of a run of clusters, as far as the browser can tell, and what joins them, which is no word but worth something. */
  function clustered(run, isOpen, found, joins) {
    var n = run.clusters.length, edges = edgesOf(run), before = found.length;
    function word(from, to) {
      found.push({ text: W.slice(run, from, to), run: run, from: from, to: to, clusters: to - from, isOpen: isOpen && to === n });
    }
    for (var i = 1; i < edges.length; i++) {
      // A cluster by itself stands nearly everywhere.
      if (edges[i] - edges[i - 1] > 1) word(edges[i - 1], edges[i]);
      if (i > 1 && edges[i - 1] + 1 < n) {
        var join = W.slice(run, edges[i - 1] - 1, edges[i - 1] + 2);
        joins.push({ text: join, joins: true, parts: [{ word: join, key: join, ofClusters: W.WINDOW }] });
      }
    }
    if (found.length === before) word(0, n);
  }

  /** What a word of clusters is found by: three of them, from as many places as may be. */
  function partsOf(term, most) {
    var n = term.clusters, starts = Math.max(n - W.WINDOW, 0), count = starts ? Math.min(most, Math.ceil((starts + 2) / 2)) : 1, parts = [];
    for (var i = 0; i < count; i++) {
      var start = term.from + Math.round(i * starts / Math.max(count - 1, 1)), end = Math.min(start + W.WINDOW, term.to);
      var part = W.slice(term.run, start, end), isOpen = term.isOpen && end === term.to;
      parts.push({ word: part, key: part, begins: isOpen || n < W.WINDOW, ofClusters: end - start, isOpen: isOpen });
    }
    return parts;
  }

  /** Between which clusters of a run words begin and end. Browsers that don't know take it for one word. */
  function edgesOf(run) {
    var n = run.clusters.length, edges = [0], at = 0;
    if (n > 3 && Intl.Segmenter) {
      // Dictionaries have the vowel am in one piece.
      var text = run.text.replace(/\u0e4d\u0e32/g, "\u0e33").replace(/\u0ecd\u0eb2/g, "\u0eb3");
      for (var piece of new Intl.Segmenter(lang, { granularity: "word" }).segment(text)) {
        at += piece.segment.normalize("NFKC").length;
        var edge = run.clusters.indexOf(at);
        if (edge > 0) edges.push(edge);
      }
    }
    return edges.concat(n);
  }

  /** The numbers of the files that hold the keys from one to another, a few of them where there is a limit. */
  function filesOf(first, last, limit) {
    var firsts = root.firsts, at = 0, end = firsts.length;
    while (at < end) { var middle = (at + end) >> 1; if (firsts[middle] <= first) at = middle + 1; else end = middle; }
    at = Math.max(at, 1);
    var found = [at - 1];
    while (at < firsts.length && firsts[at] <= last && !(found.length >= limit)) found.push(at++);
    return found;
  }

  function lines(number) {
    return load("p" + number).then(function (file) {
      if (!file.lines) {
        file.lines = new Map();
        file.text.split("\n").forEach(function (line) {
          var end = line.indexOf("\t");
          if (end > 0) file.lines.set(line.slice(0, end), line);
        });
      }
      return file.lines;
    });
  }

  function allLines(numbersOfFiles) { return Promise.all(numbersOfFiles.map(lines)); }

  /** Counts a word's places. */
  function count(part, fields, at, worth) {
    for (var place = 0; place < PLACES.length; place++) {
      var value = worth * PLACES[place];
      numbers(fields[at + 1 + place], true).forEach(function (section) {
        if (part.best[section] < value) part.best[section] = value;
        if (place < 2 && root.isFirst[section]) {
          var page = root.pageOf[section];
          if (part.named[page] < value) part.named[page] = value;
        }
      });
    }
    part.found = true;
  }

  /** What a word of the index is worth to one of the question, of whose key it is or which its own begins with. */
  function worthOf(part, word, isKey) {
    if (word === part.word) return SAME;
    // As many clusters as were asked for, or the last one with a mark that may still be typed.
    if (part.ofClusters) return !/^\p{M}/u.test(word.slice(part.word.length)) ? SAME : part.isOpen ? BEGINS : 0;
    return isKey ? FOLDED : word.startsWith(part.word) ? BEGINS : FOLDED_BEGINS;
  }

  function countLine(part, key, line, isKey) {
    var fields = line.split("\t");
    for (var at = 1; at + PLACES.length < fields.length; at += PLACES.length + 1) {
      var worth = worthOf(part, fields[at] || key, isKey);
      if (worth) count(part, fields, at, worth);
    }
  }

  function lookPart(part) {
    part.best = new Uint16Array(root.sections);
    part.named = new Uint16Array(root.pages);
    part.found = false;
    var last = part.begins ? part.key + "\uffff" : part.key;
    // Of a letter or a cluster that many words begin with, some of them will do; two clusters may be a whole word.
    return allLines(filesOf(part.key, last, part.ofClusters > 1 ? Infinity : LOADS)).then(function (all) {
      all.forEach(function (known) {
        known.forEach(function (line, key) {
          if (key === part.key) countLine(part, key, line, true);
          else if (part.begins && key.startsWith(part.key)) countLine(part, key, line, false);
        });
      });
    });
  }

  function look(term) {
    return Promise.all(term.parts.map(lookPart)).then(function () {
      var isFound = term.parts.every(function (part) { return part.found; });
      return isFound ? null : mistyped(term);
    }).then(function () {
      term.best = least(term.parts.map(function (part) { return part.best; }));
      term.named = least(term.parts.map(function (part) { return part.named; }));
      term.found = term.parts.every(function (part) { return part.found; }) && term.best.some(Boolean);
    });
  }

  /** Of each place the least of several worths. */
  function least(lists) {
    var all = lists[0].slice();
    lists.slice(1).forEach(function (list) { for (var i = 0; i < all.length; i++) if (list[i] < all[i]) all[i] = list[i]; });
    return all;
  }

  /** True where one letter more, less, another or two exchanged make one word of the other. */
  function isNear(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    var start = 0, end = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    var x = a.slice(start, a.length - end), y = b.slice(start, b.length - end);
    return x.length <= 1 && y.length <= 1 || x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
  }

  /** Words with one letter other than a word that stands nowhere: of its own file, and of those that are well known. */
  function mistyped(term) {
    var part = term.parts[0];
    if (part.ofClusters || Array.from(part.key).length < 4) return null;
    var own = filesOf(part.key, part.key);
    return Promise.all([load("known"), allLines(own)]).then(function (loaded) {
      var near = new Set();
      term.meant = {};
      function meet(key, word) {
        if (!isNear(key, part.key) || near.has(key)) return;
        near.add(key);
        term.meant[key] = word;
      }
      loaded[0].text.split("\n").filter(Boolean).forEach(function (word) { meet(W.key(word), word); });
      loaded[1][0].forEach(function (line, key) { meet(key, line.split("\t")[1] || key); });
      term.near = Array.from(near).slice(0, 3);
      return Promise.all(term.near.map(function (key) {
        return allLines(filesOf(key, key)).then(function (all) {
          all.forEach(function (known) {
            var fields = (known.get(key) || "").split("\t");
            for (var at = 1; at + PLACES.length < fields.length; at += PLACES.length + 1) count(part, fields, at, MISTYPED);
          });
        });
      }));
    });
  }

  /** The sections that have as many of the words as any has, with what they are worth. */
  function weigh(looked) {
    var scores = new Uint32Array(root.sections), most = 0, hits = new Uint8Array(root.sections);
    var words = looked.filter(function (term) { return !term.joins; }).length;
    var rare = looked.map(function (term) {
      var places = 0;
      for (var i = 0; i < term.best.length; i++) if (term.best[i]) places++;
      term.isCommon = places * 4 > root.sections;
      return 1 + Math.floor(Math.log2((root.sections + 1) / (places + 1)));
    });
    for (var section = 0; section < root.sections; section++) {
      var score = 0, hit = 0, own = false, says = false, page = root.pageOf[section];
      for (var t = 0; t < looked.length; t++) {
        var term = looked[t], best = term.best[section];
        if (best && !term.joins) own = true;
        best = Math.max(best, term.named[page] >> 1);
        if (!best) continue;
        score += best * rare[t];
        if (term.joins) continue;
        hit++;
        if (!(term.clusters < W.WINDOW)) says = true;
      }
      // Two clusters without the words around them say nothing.
      if (!own || hit < words && !says) continue;
      scores[section] = score;
      hits[section] = hit;
      if (hit > most) most = hit;
    }
    return { scores: scores, hits: hits, most: most, words: words };
  }

  function groupOf(section) {
    var group = 0;
    while (group < root.groups.length - 1 && section >= root.groups[group]) group++;
    return group;
  }

  /** The best sections of a group, a few of each page, and how many there are of every group. */
  function choose(weighed, group, limit) {
    var counts = root.groups.map(function () { return 0; }), found = [];
    for (var section = 0; section < root.sections; section++) {
      if (!weighed.most || weighed.hits[section] < weighed.most) continue;
      var own = groupOf(section);
      counts[own]++;
      if (group === null || group === own) found.push(section);
    }
    var total = found.length, wanted = limit * 4;
    if (found.length > wanted * 2) found = highest(found, weighed.scores, wanted);
    found.sort(function (a, b) { return weighed.scores[b] - weighed.scores[a] || a - b; });
    var each = {};
    var kept = found.filter(function (one) {
      var page = root.pageOf[one];
      each[page] = (each[page] || 0) + 1;
      return each[page] <= PER_PAGE;
    });
    return { sections: kept.slice(0, limit), more: kept.length > limit, counts: counts, total: total };
  }

  function highest(found, scores, wanted) {
    var most = found.reduce(function (most, section) { return Math.max(most, scores[section]); }, 0);
    var histogram = new Uint32Array(most + 1), least = most, sum = 0;
    found.forEach(function (section) { histogram[scores[section]]++; });
    while (least > 0 && (sum += histogram[least]) < wanted) least--;
    return found.filter(function (section) { return scores[section] >= least; }).slice(0, wanted * 8);
  }

  function record(section) {
    var file = Math.floor(section / root.records.each);
    return load("d" + file).then(function (loaded) {
      if (!loaded.records) {
        var page = null;
        loaded.records = [];
        loaded.text.split("\n").forEach(function (line) {
          var fields = line.slice(1).split("\t");
          if (line[0] === ">") page = { title: fields[0], url: fields[1], kind: fields[2], within: fields[3] };
          else if (line) loaded.records.push({ page: page, heading: fields[0], anchor: fields[1], kind: fields[2], text: fields[3] });
        });
      }
      return loaded.records[section % root.records.each];
    });
  }

  /** Exact names first, then those that begin so. */
  function byName(question, records, sections, weighed) {
    var asked = W.words(question, lang).join(" ");
    var ranked = records.map(function (record, at) {
      var name = W.words(record.heading || record.page.title, lang).join(" ");
      return { record: record, at: at, rank: name === asked ? 2 : asked && name.startsWith(asked) && weighed.scores[sections[at]] > 90 ? 1 : 0 };
    });
    ranked.sort(function (a, b) { return b.rank - a.rank || a.at - b.at; });
    return ranked.map(function (one) { return one.record; });
  }

  function answer(asked, group, limit) {
    var question = asked.slice(0, LONGEST);
    return open().then(function () {
      var looked = terms(question);
      return Promise.all(looked.map(look)).then(function () {
        var weighed = weigh(looked), chosen = choose(weighed, group, limit);
        return Promise.all(chosen.sections.map(record)).then(function (records) {
          var words = looked.filter(function (term) { return !term.joins; });
          // What stands nearly everywhere is marked only where nothing else was asked for.
          var telling = words.filter(function (term) { return !term.isCommon; });
          if (!telling.length) telling = words;
          records = records.map(function (record, at) {
            var own = telling.filter(function (term) { return term.best[chosen.sections[at]]; });
            return { page: record.page, heading: record.heading, anchor: record.anchor, kind: record.kind, text: record.text, terms: own };
          });
          return {
            terms: telling,
            results: byName(question, records, chosen.sections, weighed),
            more: chosen.more, counts: chosen.counts, total: chosen.total,
            // Where nothing has all the words: those that stand nowhere at all, and whether some of them were enough.
            missing: words.filter(function (term) { return !term.found; }).map(function (term) { return term.text; }),
            fewer: weighed.most < words.length && weighed.most > 0,
            near: words.reduce(function (all, term) { return all.concat((term.near || []).map(function (near) { return { typed: term.text, meant: term.meant[near] }; })); }, []),
          };
        });
      });
    });
  }

  /** Answers a question; once more from the start where the files turn out to be of different builds. */
  function find(question, group, limit) {
    return answer(question, group, limit).catch(function () {
      forget();
      fresh = "?" + Date.now();
      return answer(question, group, limit);
    });
  }

  function isMeant(word, terms) {
    var key = W.key(word);
    return terms.some(function (term) {
      var part = term.parts[0];
      if (part.ofClusters) return false;
      return word === part.word || key === part.key || part.begins && (word.startsWith(part.word) || key.startsWith(part.key)) || (term.near || []).indexOf(key) >= 0;
    });
  }

  /** A text in pieces, of which every other one is marked: the first is not. */
  function marks(text, terms) {
    var pieces = [""], isMarked = false;
    function put(part, marked) {
      if (!part) return;
      if (marked !== isMarked) { pieces.push(""); isMarked = marked; }
      pieces[pieces.length - 1] += part;
    }
    text.split(/((?:[\p{L}\p{N}\p{M}\u00ad\u061c]|[\u200b-\u200f]|[\u2060-\u2064])+)/u).forEach(function (part, at) {
      if (at % 2 === 0) return put(part, false);
      var runs = W.runs(part, lang);
      if (runs.length === 1 && !runs[0].clusters.length) return put(part, isMeant(runs[0].text, terms));
      markRuns(part, terms, put);
    });
    return pieces;
  }

  /** Marks what was asked for inside a text without blanks, cluster by cluster. */
  function markRuns(part, terms, put) {
    var clusters = part.match(/\P{M}\p{M}*|\p{M}+/gu) || [], plain = "", starts = new Map();
    clusters.forEach(function (cluster, nth) {
      starts.set(plain.length, nth);
      plain += W.runs(cluster, lang).map(function (run) { return run.text; }).join("");
    });
    starts.set(plain.length, clusters.length);
    var marked = clusters.map(function () { return false; });
    function mark(wanted, isOpen) {
      for (var at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
        var end = at + wanted.length;
        // The last cluster may have a mark that was not typed yet.
        while (isOpen && !starts.has(end)) end++;
        if (starts.has(at) && starts.has(end)) marked.fill(true, starts.get(at), starts.get(end));
      }
    }
    terms.forEach(function (term) {
      mark(term.text, term.isOpen);
      if (term.run) mark(term.run.text, true);
    });
    clusters.forEach(function (cluster, nth) { put(cluster, marked[nth]); });
  }

  return { open: open, find: find, marks: marks, forget: forget };
};
