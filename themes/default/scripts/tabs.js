// Tabs: sections that stand below each other without a script become tabs. Groups that have a tab of the same name show it
// together, and go on showing it on other pages as long as the browser's tab is open.
(function () {
  "use strict";
  var KEY = "rihla-tabs", MOST = 20;
  var chosen = [];
  try { chosen = JSON.parse(sessionStorage.getItem(KEY)) || []; } catch (refused) { /* the first tabs */ }
  if (!Array.isArray(chosen)) chosen = [];

  function panels(group) { return Array.from(group.children).filter(function (child) { return child.classList.contains("tab"); }); }
  function heading(panel) { return panel.querySelector("h1, h2, h3, h4, h5, h6"); }
  function name(panel) {
    var words = heading(panel).cloneNode(true);
    words.querySelectorAll(".anchor").forEach(function (anchor) { anchor.remove(); });
    return words.textContent.trim();
  }

  function dress(page) {
    page.querySelectorAll(".tabs").forEach(function (group) {
      if (group.querySelector("[role=tablist]") || !panels(group).every(heading)) return;
      var list = page.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      panels(group).forEach(function (panel) {
        var id = heading(panel).id, tab = page.createElement("button");
        tab.type = "button";
        tab.id = "tab:" + id;
        tab.textContent = name(panel);
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", "panel:" + id);
        list.append(tab);
        panel.id = "panel:" + id;
        panel.tabIndex = 0;
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
      });
      group.prepend(list);
      group.classList.add("is-dressed");
      show(group);
    });
  }
  /** Shows the tab of a group that was chosen last, else its first. */
  function show(group) {
    var tabs = Array.from(group.querySelector("[role=tablist]").children);
    var at = chosen.map(function (label) { return tabs.findIndex(function (tab) { return tab.textContent === label; }); }).find(function (at) { return at >= 0; }) || 0;
    panels(group).forEach(function (panel, nth) {
      tabs[nth].setAttribute("aria-selected", String(nth === at));
      tabs[nth].tabIndex = nth === at ? 0 : -1;
      // What a browser finds in a closed tab opens it.
      if (nth === at) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
    });
  }
  function choose(tab) {
    var top = tab.getBoundingClientRect().top;
    chosen = [tab.textContent].concat(chosen.filter(function (label) { return label !== tab.textContent; })).slice(0, MOST);
    try { sessionStorage.setItem(KEY, JSON.stringify(chosen)); } catch (refused) { /* lasts for this page */ }
    document.querySelectorAll(".tabs.is-dressed").forEach(show);
    // Groups above may have grown or shrunk: the tab stays where it was.
    scrollBy({ top: tab.getBoundingClientRect().top - top, behavior: "instant" });
  }
  function tabOf(panel) { return document.getElementById(panel.getAttribute("aria-labelledby")); }

  /** A link to something in a tab opens it. */
  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (broken) { return; }
    var target = id && document.getElementById(id);
    var panel = target && target.closest(".tab[role=tabpanel]");
    if (!panel) return;
    if (panel.hasAttribute("hidden")) choose(tabOf(panel));
    (target === heading(panel) ? panel.parentElement : target).scrollIntoView({ block: "start" });
  }

  dress(document);
  reveal();
  addEventListener("hashchange", reveal);
  document.addEventListener("rihla:incoming", function (event) { dress(event.detail); });
  document.addEventListener("beforematch", function (event) {
    var panel = event.target.closest(".tab[role=tabpanel]");
    if (panel) choose(tabOf(panel));
  });
  document.addEventListener("click", function (event) {
    var tab = event.target.closest(".tab-list [role=tab]");
    if (tab) return choose(tab);
    // A second click on a link that is open already changes no address.
    var link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  document.addEventListener("keydown", function (event) {
    var tab = event.target.closest(".tab-list [role=tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.altKey) return;
    var tabs = Array.from(tab.parentElement.children), at = tabs.indexOf(tab);
    var isRightToLeft = getComputedStyle(tab).direction === "rtl";
    var to = { ArrowRight: isRightToLeft ? at - 1 : at + 1, ArrowLeft: isRightToLeft ? at + 1 : at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    var next = tabs[(to + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
})();
