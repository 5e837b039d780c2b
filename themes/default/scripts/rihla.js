// What every page shares: the theme switch, menus that close, folds that stand open beside the text.
// All listening is done by the document. What a script does to a page it does in `dress`, which the preview calls for a
// new version of the page as well, before that takes the old one's place.
(function () {
  "use strict";
  var root = document.documentElement;

  function dress(page) {
    // Theme
    page.querySelectorAll("[data-set-theme]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === root.dataset.theme));
    });
    // Browsers that cannot show a closed fold beside the text get it opened. A bar that scrolls is open in all of them, since
    // what helps people to read takes the entries of a closed one for hidden.
    if (matchMedia("(min-width: 60rem)").matches) {
      var opened = CSS.supports("selector(::details-content)") ? ".toc-line .fold" : ".side .fold, .toc-line .fold";
      page.querySelectorAll(opened).forEach(function (fold) { fold.open = true; });
    }
  }
  dress(document);
  document.addEventListener("rihla:incoming", function (event) { dress(event.detail); });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-set-theme]");
    if (!button) return;
    root.dataset.theme = button.dataset.setTheme;
    try { localStorage.setItem("rihla-theme", root.dataset.theme); } catch (refused) { /* lasts for this page */ }
    dress(document);
  });

  // Menus: one open at a time; Escape, a click elsewhere, or leaving by keyboard closes
  function menus() { return Array.from(document.querySelectorAll("[data-drop]")); }
  function closeOthers(kept) {
    menus().forEach(function (menu) { if (!kept || !menu.contains(kept)) menu.open = false; });
  }
  document.addEventListener("click", function (event) { closeOthers(event.target.closest("[data-drop]")); });
  document.addEventListener("focusin", function (event) { closeOthers(event.target.closest("[data-drop]")); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    // The innermost first.
    var open = menus().filter(function (menu) { return menu.open && menu.contains(document.activeElement); }).pop() || menus().find(function (menu) { return menu.open; });
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // What takes the focus by keyboard in a region that scrolls comes into view as a whole, out from under its heads:
  // browsers are content with a part of it.
  document.addEventListener("focusin", function (event) {
    var region = event.target.closest("[role=region][tabindex], [role=group][tabindex], .toc");
    if (region && region !== event.target && event.target.matches(":focus-visible")) {
      event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
})();
