// Maps: a link that takes the focus comes out from under the heads that stay in view.
// Browsers do that upwards by themselves, but not sideways. And what a reader chose to see of a map is kept.
(function () {
  "use strict";
  document.addEventListener("focusin", function (event) {
    var box = event.target.closest(".map-scroll, .chart-scroll");
    var row = event.target.closest("tr");
    if (!box || !row || !box.querySelector("table").contains(row)) return;
    var link = event.target.getBoundingClientRect();
    var label = row.cells[0].getBoundingClientRect();
    var frame = box.getBoundingClientRect();
    var rightToLeft = box.dir === "rtl";
    var start = (rightToLeft ? frame.left : label.right) + 12;
    var end = (rightToLeft ? label.left : frame.right) - 12;
    if (link.left < start) box.scrollLeft -= start - link.left;
    else if (link.right > end) box.scrollLeft += link.right - end;
  });

  // A reader's choices last as long as the tab: whose emotions, which lanes.
  function key(figure) { return "rihla-map:" + figure.dataset.remember; }
  function inputs(figure) { return Array.from(figure.querySelectorAll(".map-tools input")); }
  function name(input) { return input.className; }
  function dress(page) {
    page.querySelectorAll(".map-figure[data-remember]").forEach(function (figure) {
      try {
        var kept = JSON.parse(sessionStorage.getItem(key(figure)));
        if (!kept) return;
        inputs(figure).forEach(function (input) {
          var checked = kept[name(input)];
          if (checked === undefined) input.checked = input.defaultChecked;
          else if (checked === true || input.type === "checkbox") input.checked = checked;
        });
      } catch (refused) { /* storage may be forbidden, or hold what somebody else wrote */ }
    });
  }
  dress(document);
  // In the preview a lane may have come or gone: the choices find their lanes again.
  document.addEventListener("rihla:changed", function () { dress(document); });
  document.addEventListener("change", function (event) {
    var figure = event.target.closest(".map-figure[data-remember]");
    if (!figure) return;
    var chosen = {};
    inputs(figure).forEach(function (input) { chosen[name(input)] = input.checked; });
    try { sessionStorage.setItem(key(figure), JSON.stringify(chosen)); } catch (refused) { /* lasts for this page */ }
  });
})();
