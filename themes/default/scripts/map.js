// Maps: a link that takes the focus comes out from under the heads that stay in view.
// Browsers do that upwards by themselves, but not sideways.
(function () {
  "use strict";
  document.querySelectorAll(".map-scroll").forEach(function (box) {
    box.addEventListener("focusin", function (event) {
      var row = event.target.closest("tr");
      if (!row || !box.querySelector(".map").contains(row)) return;
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
})();
