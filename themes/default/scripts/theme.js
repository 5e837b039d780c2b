// Runs before the first paint: the reader's theme, and a sign that scripts run.
(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("rihla-theme");
    if (theme === "auto" || theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (refused) { /* storage may be forbidden: the handbook's own choice stands */ }
})(document.documentElement);
