// What every page shares: the theme switch, menus that close, folds that stand open beside the text.
(function () {
  "use strict";
  var root = document.documentElement;

  // Theme
  var buttons = document.querySelectorAll("[data-set-theme]");
  function mark() {
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === root.dataset.theme));
    });
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      root.dataset.theme = button.dataset.setTheme;
      try { localStorage.setItem("rihla-theme", root.dataset.theme); } catch (refused) { /* lasts for this page */ }
      mark();
    });
  });
  mark();

  // Menus: one open at a time; Escape, a click elsewhere, or leaving by keyboard closes
  var menus = Array.from(document.querySelectorAll("[data-drop]"));
  function closeOthers(kept) {
    menus.forEach(function (menu) { if (!kept || !menu.contains(kept)) menu.open = false; });
  }
  document.addEventListener("click", function (event) { closeOthers(event.target.closest("[data-drop]")); });
  document.addEventListener("focusin", function (event) { closeOthers(event.target.closest("[data-drop]")); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    // The innermost first.
    var open = menus.filter(function (menu) { return menu.open && menu.contains(document.activeElement); }).pop() || menus.find(function (menu) { return menu.open; });
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // What takes the focus by keyboard in a region that scrolls comes into view as a whole, out from under its heads:
  // browsers are content with a part of it.
  document.addEventListener("focusin", function (event) {
    var region = event.target.closest("[role=region][tabindex], [role=group][tabindex]");
    if (region && region !== event.target && event.target.matches(":focus-visible")) {
      event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  // Browsers that cannot show a closed fold beside the text get it opened.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    document.querySelectorAll(".side .fold").forEach(function (fold) { fold.open = true; });
  }

  // The page's own entry in a long sidebar comes into view.
  var here = document.querySelector(".side [aria-current]");
  var side = document.querySelector(".side");
  if (here && side && side.scrollHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 3;
})();
