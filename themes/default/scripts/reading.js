// What helps to read a long page: contents that follow the scroll, the way back to the top, copies of code and of links.
// All listening is done by the document; what is put into a page is put there by `dress`, for the preview as well.
(function () {
  "use strict";

  // Contents: the entry of the section that is being read. It is the last one whose heading is above the reading line, of those side by
  // side the first; until one is, the first of all.
  var shown = null, frame = 0;
  var watch = window.IntersectionObserver && new IntersectionObserver(soon, { rootMargin: "0px 0px -70% 0px", threshold: [0, 1] });
  var ends = window.IntersectionObserver && new IntersectionObserver(soon, { threshold: [0, .5, 1] });
  function entries() { return Array.from(document.querySelectorAll(".toc a[href^='#']")); }
  function target(link) {
    try { return document.getElementById(decodeURIComponent(link.hash.slice(1))); } catch (broken) { return null; }
  }
  function soon() {
    if (!frame) frame = requestAnimationFrame(function () { frame = 0; follow(); });
  }
  function follow() {
    var line = innerHeight * .3, found = null, above = null, links = entries();
    var isEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    links.forEach(function (link) {
      var heading = target(link);
      if (!heading || !heading.getClientRects().length) return;
      var top = heading.getBoundingClientRect().top;
      if (found && (top === above || !isEnd && top >= line)) return;
      found = link;
      above = top;
    });
    // The one that was asked for counts as long as it is above that line, though a short section lets the next one follow; at the end
    // of the page, where no heading comes further up, as long as it is in view.
    var meant = links.find(function (link) { return link.hash && link.hash === location.hash; });
    var top = meant && target(meant) ? target(meant).getBoundingClientRect().top : -1;
    if (top > 0 && (isEnd || top < line)) found = meant;
    mark(found);
  }
  function mark(link) {
    shown = link;
    entries().forEach(function (other) {
      if (other === link) other.setAttribute("aria-current", "location");
      else other.removeAttribute("aria-current");
    });
    var box = link && link.closest(".toc");
    // Who goes through the entries by keyboard looks at others.
    if (!box || box.querySelector(":focus-visible")) return;
    var entry = link.getBoundingClientRect(), frame = box.getBoundingClientRect();
    box.scrollTop += beyond(entry.top, entry.bottom, frame.top, frame.bottom);
    box.scrollLeft += beyond(entry.left, entry.right, frame.left, frame.right);
  }
  /** How far an entry is out of its frame, or too near to its end. */
  function beyond(from, to, first, last) {
    if (from < first + 24) return from - first - 24;
    return to > last - 24 ? to - last + 24 : 0;
  }
  /** The stage that a page is about comes into its row and its curve, unless the reader has moved them. */
  function reveal() {
    document.querySelectorAll(".rail .here, .curve-scroll .curve-band").forEach(function (part) {
      var box = part.closest(".rail-box, .curve-scroll");
      if (!box || box.scrollLeft) return;
      var own = part.getBoundingClientRect(), frame = box.getBoundingClientRect();
      if (beyond(own.left, own.right, frame.left, frame.right)) box.scrollLeft = (own.left + own.right - frame.left - frame.right) / 2;
    });
  }

  // Another language opens where the reader is, as far as it has that place: anchors of the tool and of authors are the same.
  function place() {
    var asked = target(location), top = asked ? asked.getBoundingClientRect().top : Infinity;
    if (Math.abs(top) < innerHeight) return location.hash;
    return shown && scrollY > innerHeight / 2 ? shown.hash : "";
  }
  document.addEventListener("click", function (event) {
    var other = event.target.closest(".tools a[hreflang]");
    if (other) other.hash = place();
  });

  // Back to the top: from one screen and a half on.
  function farDown() { document.documentElement.classList.toggle("far-down", scrollY > innerHeight * 1.5); }
  document.addEventListener("scroll", function () { farDown(); }, { passive: true });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-to-top]")) return;
    event.preventDefault();
    // How fast is said by the styles, which ask the reader's system.
    scrollTo({ top: 0 });
    document.querySelector("main").focus({ preventScroll: true });
  });

  // Copies
  function words() { return document.getElementById("page:said"); }
  function dress(page) {
    var tool = page.getElementById("page:copy");
    if (!tool) return;
    page.querySelectorAll(".code").forEach(function (block) {
      if (!block.querySelector("[data-copy]")) block.append(page.importNode(tool.content, true));
    });
  }
  function copied(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text).catch(function () { return byHand(text); });
    return byHand(text);
  }
  // Without a secure connection browsers have no other way.
  function byHand(text) {
    var before = document.activeElement, box = document.createElement("textarea");
    box.value = text;
    box.className = "vh";
    document.body.append(box);
    box.select();
    var isDone = document.execCommand("copy");
    box.remove();
    if (before) before.focus({ preventScroll: true });
    return isDone ? Promise.resolve() : Promise.reject();
  }
  function copy(element, text, what) {
    copied(text).then(function () { tell(element, words().getAttribute("data-text-" + what)); }, function () { tell(element, words().dataset.textFailed); });
  }
  function tell(element, said) {
    // Said anew even if it is what was said last.
    words().textContent = "";
    setTimeout(function () { words().textContent = said; }, 50);
    element.setAttribute("data-said", said);
    clearTimeout(element.rihlaTimer);
    element.rihlaTimer = setTimeout(function () { element.removeAttribute("data-said"); words().textContent = ""; }, 2500);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) return copy(button, button.closest(".code").querySelector("code").textContent.replace(/\n$/, ""), "code");
    var anchor = event.target.closest("a.anchor");
    // A link that somebody opens elsewhere is not copied.
    if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(anchor, anchor.href, "link");
  });

  function begin() {
    if (watch) {
      watch.disconnect();
      ends.disconnect();
      entries().map(target).filter(Boolean).forEach(function (heading) { watch.observe(heading); });
      var foot = document.querySelector(".foot");
      if (foot && entries().length) ends.observe(foot);
    }
    farDown();
    reveal();
    if (entries().length) follow();
  }
  dress(document);
  begin();
  addEventListener("hashchange", soon);
  // What a reader folds or unfolds in the sidebar stays so on other pages, as long as the browser's tab is open: addresses tell
  // the sections, and handbooks, apart.
  document.addEventListener("click", function (event) {
    var summary = event.target.closest(".side-part summary");
    if (!summary) return;
    try {
      var folds = JSON.parse(sessionStorage.getItem("rihla-folds")) || {};
      // The browser follows the click after this.
      folds[summary.closest(".side-part").querySelector("a").href] = !summary.parentElement.open;
      sessionStorage.setItem("rihla-folds", JSON.stringify(folds));
    } catch (refused) { /* lasts for this page */ }
  });
  // Where the sidebar stands is kept for the next page of its section.
  addEventListener("pagehide", function () {
    var side = document.querySelector(".side");
    if (!side || side.scrollHeight <= side.clientHeight) return;
    try {
      sessionStorage.setItem("rihla-side", JSON.stringify({ section: side.querySelector("a").href, top: side.scrollTop }));
    } catch (refused) { /* the next page begins with its own entry in view */ }
  });
  document.addEventListener("rihla:incoming", function (event) {
    dress(event.detail);
    event.detail.querySelectorAll(".toc a[href^='#']").forEach(function (link) {
      if (shown && link.getAttribute("href") === shown.getAttribute("href")) link.setAttribute("aria-current", "location");
    });
  });
  document.addEventListener("rihla:changed", begin);
})();
