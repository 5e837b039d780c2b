// Runs before the first paint: the reader's theme, a sign that scripts run, and how the sidebar stood.
(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("rihla-theme");
    if (theme === "auto" || theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (refused) { /* storage may be forbidden: the handbook's own choice stands */ }

  // A sidebar is folded as the reader left it, stands where it stood in this section, and the page's own entry is in view. Frames wait for the
  // styles, so the first one that has the sidebar is painted with it in its place.
  requestAnimationFrame(function place() {
    var side = document.querySelector(".side");
    if (!side || !side.nextElementSibling) {
      if (document.readyState === "loading" && !document.querySelector("main")) requestAnimationFrame(place);
      return;
    }
    try {
      var folds = JSON.parse(sessionStorage.getItem("rihla-folds")) || {};
      side.querySelectorAll(".side-part").forEach(function (part) {
        var open = folds[part.querySelector("a").href];
        if (typeof open === "boolean") part.querySelector("details").open = open;
      });
    } catch (refused) { /* the sections are open as the page says */ }
    if (side.scrollHeight <= side.clientHeight) return;
    try {
      var kept = JSON.parse(sessionStorage.getItem("rihla-side"));
      if (kept && kept.section === side.querySelector("a").href) side.scrollTop = kept.top;
    } catch (refused) { /* storage may be forbidden, or hold what somebody else wrote */ }
    var here = side.querySelector("[aria-current]");
    if (!here) return;
    var entry = here.getBoundingClientRect(), frame = side.getBoundingClientRect();
    if (entry.top < frame.top || entry.bottom > frame.bottom) side.scrollTop += entry.top - frame.top - side.clientHeight / 3;
  });
})(document.documentElement);
