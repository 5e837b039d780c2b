// Keys: `/` and Ctrl-K open the search, `n` and `p` turn the page, `t` leads to the top, `?` lists them. A reader can turn off
// all that are a single key, since those who dictate press such keys without meaning to.
(function () {
  "use strict";
  var isOff = false;
  try { isOff = localStorage.getItem("rihla-keys") === "off"; } catch (refused) { /* they are on */ }
  function keep(on) {
    isOff = !on;
    try { localStorage.setItem("rihla-keys", on ? "on" : "off"); } catch (refused) { /* lasts for this page */ }
  }
  function dress(page) {
    page.querySelectorAll("[data-keys]").forEach(function (box) { box.checked = !isOff; });
  }
  dress(document);
  document.addEventListener("rihla:incoming", function (event) { dress(event.detail); });
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-keys]")) return;
    keep(event.target.checked);
    dress(document);
  });

  function dialog() { return document.getElementById("page:keys"); }
  function click(selector) {
    var found = document.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  }
  function list() {
    dialog().showModal();
    return true;
  }
  var does = {
    "/": function () { return click("[data-search-open]"); },
    "?": list,
    n: function () { return click(".pager [rel=next]"); },
    p: function () { return click(".pager [rel=prev]"); },
    t: function () { return click("[data-to-top]"); },
  };
  /** What a key means: its sign, else the letter that Latin keyboards have in its place. */
  function meaning(event) {
    var key = event.key === "؟" ? "?" : event.key.toLowerCase();
    if (key in does) return key;
    var isForeign = key.length === 1 && key > "\u024f";
    return isForeign && /^Key[NPT]$/.test(event.code) ? event.code.slice(3).toLowerCase() : undefined;
  }
  function isTyped(target) { return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"); }
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    var isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      does["/"]();
      return;
    }
    if (isCommand || event.repeat || isOff || isTyped(event.target) || document.querySelector("dialog[open]")) return;
    var key = meaning(event);
    if (key && does[key]()) event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    var shown = dialog();
    if (event.target.closest("[data-keys-open]")) {
      document.querySelectorAll("dialog[open]").forEach(function (other) { other.close(); });
      list();
    } else if (shown && (event.target === shown || event.target.closest("[data-keys-close]"))) shown.close();
  });
})();
