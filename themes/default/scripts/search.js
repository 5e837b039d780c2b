// The search's dialog: opens by its button, which `keys.js` presses too, asks the index and shows what it answers. The index itself is
// loaded when it is first opened. Whatever comes out of it is set as text, never as markup.
(function () {
  "use strict";
  var STEP = 10;
  // The scripts of the index stand beside this one.
  var own = document.currentScript.src.replace(/[^/]*$/, "");
  var lang = document.documentElement.lang;
  var index = null, asked = 0, group = null, limit = STEP, chosen = -1, timer = 0;

  function dialog() { return document.getElementById("page:search"); }
  function box() { return document.getElementById("page:search-box"); }
  function list() { return document.getElementById("page:search-list"); }
  function part(name) { return dialog().querySelector(".search-" + name); }
  function say(name, value) { return dialog().getAttribute("data-text-" + name).replace("%", value); }
  // A page may be called `javascript:…`, or stand in a folder `https:`.
  function site() { return dialog().dataset.site || "./"; }
  function number(n) { return n.toLocaleString(lang); }

  function script(name) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = own + name;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }
  function ready() {
    if (!index) {
      index = script("search-words.js").then(function () { return script("search-index.js"); }).then(function () {
        return window.rihlaIndex(dialog().dataset.search, lang);
      });
    }
    return index;
  }

  function open() {
    var shown = dialog();
    if (!shown || shown.open) return;
    shown.showModal();
    box().select();
    if (!box().value.trim()) clear();
    ready().then(function (index) { return index.open(); }).catch(failed);
  }
  function failed() { part("said").textContent = say("failed"); }

  document.addEventListener("click", function (event) {
    var shown = dialog();
    if (!shown) return;
    if (event.target.closest("[data-search-open]")) return open();
    if (event.target === shown || event.target.closest("[data-search-close]")) return shown.close();
    var button = event.target.closest("[data-search] button");
    if (!button) {
      // A result on the page that is open.
      if (event.target.closest("#page\\:search-list a")) shown.close();
      return;
    }
    if (button.dataset.group !== undefined) limitTo(button.dataset.group === "" ? null : Number(button.dataset.group));
    else if (button.dataset.word !== undefined) { box().value = button.dataset.word; box().focus(); ask(); }
    else if (button.dataset.more !== undefined) { limit += STEP; box().focus(); ask(true); }
  });
  function limitTo(wanted) {
    group = wanted;
    ask();
  }

  document.addEventListener("input", function (event) {
    if (event.target !== box()) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  });
  document.addEventListener("keydown", function (event) {
    if (event.target !== box() || event.isComposing) return;
    var found = options();
    var moves = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 };
    if (event.key in moves && found.length) {
      event.preventDefault();
      choose((moves[event.key] + found.length) % found.length);
    } else if (event.key === "Enter" && found.length) {
      event.preventDefault();
      found[Math.max(chosen, 0)].click();
    }
  });

  function options() { return Array.from(list().querySelectorAll("a")); }
  function choose(at) {
    chosen = at;
    options().forEach(function (option, nth) {
      option.setAttribute("aria-selected", String(nth === at));
      if (nth === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) box().setAttribute("aria-activedescendant", options()[at].id);
    else box().removeAttribute("aria-activedescendant");
  }

  function ask(isMore) {
    var question = box().value, turn = ++asked;
    if (isMore !== true) limit = STEP;
    if (!question.trim()) { group = null; return clear(); }
    ready().then(function (index) {
      return index.find(question, group, limit).then(function (answer) {
        if (turn !== asked) return;
        show(index, answer, isMore === true);
        // Says which question is answered.
        dialog().dataset.answered = question;
      });
    }).catch(failed);
  }

  function clear() {
    list().replaceChildren();
    [list(), part("kinds")].forEach(function (element) { element.hidden = true; });
    offer(ways());
    part("said").textContent = "";
    dialog().dataset.answered = box().value;
    box().setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function marked(name, className, text, index, terms) {
    var made = element(name, className);
    index.marks(text, terms).forEach(function (piece, at) { made.append(at % 2 ? element("mark", "", piece) : piece); });
    made.dir = "auto";
    return made;
  }

  /** A text from a little before the first of the words on. */
  function around(text, index, terms) {
    var before = index.marks(text, terms)[0];
    if (before.length < 110 || before === text) return text;
    var start = before.lastIndexOf(" ", before.length - 40);
    return "…" + text.slice(start < before.length - 80 ? Array.from(before).slice(0, -40).join("").length : start + 1);
  }

  function option(index, terms, record, at) {
    var made = element("a", "found");
    var isSection = Boolean(record.heading);
    made.id = "page:found-" + at;
    made.href = site() + record.page.url + (record.anchor ? "#" + record.anchor : "");
    made.tabIndex = -1;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    var head = element("span", "found-head");
    head.append(marked("span", "found-name", record.heading || record.page.title, index, terms), element("span", "found-kind", record.kind || record.page.kind));
    made.append(head);
    var way = [record.page.within, isSection ? record.page.title : ""].filter(Boolean);
    if (way.length) {
      var path = element("span", "found-way");
      way.forEach(function (step, at) {
        if (at) path.append(element("span", "found-then", " › "));
        path.append(marked("bdi", "", step, index, terms));
      });
      made.append(path);
    }
    if (record.text) made.append(marked("span", "found-text", around(record.text, index, terms), index, terms));
    deeper(made, index, record);
    return made;
  }

  /** The index holds how a section begins: what stands deeper is named, and quoted from the page's copy where one can be read. */
  function deeper(made, index, record) {
    var shown = (record.heading || record.page.title) + "\n" + record.text;
    var hidden = record.terms.filter(function (term) { return index.marks(shown, [term]).length < 2; });
    if (!hidden.length) return;
    var line = element("span", "found-deeper", say("deeper", hidden.map(function (term) { return term.text; }).join(" · ")));
    made.append(line);
    if (!/^http/.test(location.protocol)) return;
    new IntersectionObserver(function (seen, observer) {
      if (!seen.some(function (one) { return one.isIntersecting; })) return;
      observer.disconnect();
      copy(record.page.url).then(function (text) {
        var quote = quoted(text, record.heading, index, hidden);
        if (quote) line.replaceWith(marked("span", "found-text", around(quote, index, hidden), index, hidden));
      }).catch(function () { /* It stays named. */ });
    }, { root: part("body") }).observe(made);
  }

  var copies = {};
  function copy(url) {
    if (!copies[url]) copies[url] = fetch(site() + url.replace(/\.html$/, ".md")).then(function (answer) { return answer.ok ? answer.text() : ""; });
    copies[url].catch(function () { delete copies[url]; });
    return copies[url];
  }

  /** The line with most of the words below a heading of a Markdown copy, without its marks; above all headings where none is named, or anywhere. */
  function quoted(text, heading, index, terms) {
    var best = ["", ""], most = [0, 0], isInside = !heading;
    text.split("\n").forEach(function (line, at) {
      var title = /^#+ ((?:\d+\. )?(.*))/.exec(line);
      if (title && at) isInside = Boolean(heading) && [title[1], title[2]].some(function (said) { return plain(said) === plain(heading); });
      var wanted = isInside ? 0 : 1;
      if (title || wanted && heading) return;
      line = plain(line);
      var hits = terms.filter(function (term) { return index.marks(line, [term]).length > 1; }).length;
      if (hits > most[wanted]) { most[wanted] = hits; best[wanted] = line; }
    });
    return best[0] || best[1];
  }
  function plain(line) {
    return line.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/^[\s>]*(?:[-*+]|\d+\.)?\s+/, "").replace(/\\([^\w\s])/g, "$1").replace(/[*`_|]+/g, " ").replace(/\s+/g, " ").trim();
  }

  function show(index, answer, isMore) {
    var kept = isMore ? chosen : -1;
    list().replaceChildren.apply(list(), answer.results.map(function (record, at) { return option(index, answer.terms, record, at); }));
    list().hidden = !answer.results.length;
    box().setAttribute("aria-expanded", String(answer.results.length > 0));
    choose(answer.results.length ? Math.max(kept, 0) : -1);
    var all = answer.counts.reduce(function (sum, n) { return sum + n; }, 0);
    part("kinds").hidden = !all;
    dialog().querySelectorAll("[data-group]").forEach(function (button) {
      var own = button.dataset.group === "" ? null : Number(button.dataset.group);
      var n = own === null ? all : answer.counts[own];
      button.setAttribute("aria-pressed", String(own === group));
      button.hidden = !n && own !== group;
      button.lastElementChild.textContent = number(n);
    });
    help(answer, all);
    if (!isMore) part("body").scrollTop = 0;
  }

  /** What helps where there is nothing, or not all that was asked for. */
  function help(answer, all) {
    var lines = [], said = say("count", number(answer.total));
    if (!answer.total) said = say("none");
    else if (answer.fewer) said = say("fewer");
    part("said").textContent = said;
    if (answer.missing.length) lines.push(element("p", "", say("missing", answer.missing.join(" · "))));
    answer.near.forEach(function (one) {
      var button = element("button", "", say("near", one.meant));
      button.type = "button";
      button.dataset.word = box().value.replace(one.typed, one.meant) === box().value ? one.meant : box().value.replace(one.typed, one.meant);
      lines.push(button);
    });
    if (!answer.total && all) {
      var everywhere = element("button", "", say("elsewhere", number(all)));
      everywhere.type = "button";
      everywhere.dataset.group = "";
      // Its count is in its words.
      everywhere.append(element("span"));
      lines.push(everywhere);
    }
    if (!answer.total && !all) lines = lines.concat(ways());
    if (answer.more) {
      var more = element("button", "", say("more"));
      more.type = "button";
      more.dataset.more = "";
      lines.push(more);
    }
    offer(lines);
  }
  function offer(lines) {
    part("help").replaceChildren.apply(part("help"), lines);
    part("help").hidden = !lines.length;
  }

  /** Where to go without a question, or without an answer: the sections of the page's head. */
  function ways() {
    return Array.from(document.querySelectorAll(".topnav nav > ul > li > a")).map(function (section) {
      var link = element("a", "");
      link.href = section.href;
      link.append.apply(link, Array.from(section.cloneNode(true).childNodes));
      return link;
    });
  }

  // In the preview another version of the page keeps what is open, and the next question is asked of another index.
  document.addEventListener("rihla:incoming", function (event) {
    var incoming = event.detail.getElementById("page:search");
    if (incoming && dialog() && dialog().open) incoming.replaceWith(event.detail.importNode(dialog(), true));
  });
  document.addEventListener("rihla:changed", function () {
    copies = {};
    if (index) index.then(function (index) { index.forget(); });
  });
})();
