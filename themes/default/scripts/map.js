// Maps: a link that takes the focus comes out from under the heads that stay in view.
// Browsers do that upwards by themselves, but not sideways. And what a reader chose to see of a map is kept.
(function () {
  "use strict";
  document.querySelectorAll(".map-scroll, .chart-scroll").forEach(function (box) {
    box.addEventListener("focusin", function (event) {
      var row = event.target.closest("tr");
      if (!row || !box.querySelector("table").contains(row)) return;
      var link = event.target.getBoundingClientRect();
      var label = row.cells[0].getBoundingClientRect();
      var frame = box.getBoundingClientRect();
      var rightToLeft = box.dir === "rtl";
      var start = (rightToLeft ? frame.left : label.right) + 12;
      var end = (rightToLeft ? label.left : frame.right) - 12;
      if (link.left < start) box.scrollLeft -= start - link.left;
      else if (link.right > end) box.scrollLeft += link.right - end;
    });
  });

  // A reader's choices last as long as the tab: whose emotions, which lanes.
  document.querySelectorAll(".map-figure[data-remember]").forEach(function (figure) {
    var key = "rihla-map:" + figure.dataset.remember;
    var inputs = Array.from(figure.querySelectorAll(".map-tools input"));
    function name(input) { return input.className; }
    try {
      var kept = JSON.parse(sessionStorage.getItem(key)) || {};
      inputs.forEach(function (input) {
        var checked = kept[name(input)];
        if (checked === true || (checked === false && input.type === "checkbox")) input.checked = checked;
      });
    } catch (refused) { /* storage may be forbidden, or hold what somebody else wrote */ }
    figure.addEventListener("change", function () {
      var chosen = {};
      inputs.forEach(function (input) { chosen[name(input)] = input.checked; });
      try { sessionStorage.setItem(key, JSON.stringify(chosen)); } catch (refused) { /* lasts for this page */ }
    });
  });
})();
