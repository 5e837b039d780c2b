// Indexes: sort by a column, filter by what is typed. Without this script they are complete, in their first order.
(function () {
  "use strict";
  var table = document.querySelector("[data-sortable]");
  if (!table) return;
  var lang = document.documentElement.lang;
  var collator = new Intl.Collator(lang, { numeric: true });
  var body = table.tBodies[0];
  var rows = Array.from(body.rows);
  var heads = Array.from(table.tHead.rows[0].cells);

  function key(row, column) { return row.cells[column].dataset.sort || ""; }

  // Empty cells come last whichever way the column is sorted.
  function compare(a, b, numeric, sign) {
    if (a === "" || b === "") return (a === "") - (b === "");
    var x = Number(a), y = Number(b);
    var order = numeric && !isNaN(x) && !isNaN(y) ? x - y : collator.compare(a, b);
    return order * sign;
  }

  function sort(column) {
    var head = heads[column];
    var sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    var numeric = head.classList.contains("numeric");
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    rows.slice().sort(function (a, b) {
      return compare(key(a, column), key(b, column), numeric, sign);
    }).forEach(function (row) { body.append(row); });
  }

  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sortText + " " + head.textContent;
    button.append.apply(button, Array.from(head.childNodes));
    button.addEventListener("click", function () { sort(column); });
    head.append(button);
  });

  var input = document.getElementById("page:filter");
  var count = document.querySelector("[data-count]");
  var none = document.querySelector(".filter-none");
  function fold(text) { return text.toLocaleLowerCase(lang).normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, ""); }
  var texts = rows.map(function (row) { return fold(row.textContent); });
  function filter() {
    var words = fold(input.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, at) {
      row.hidden = !words.every(function (word) { return texts[at].includes(word); });
      shown += !row.hidden;
    });
    count.textContent = words.length ? shown.toLocaleString(lang) + " / " + rows.length.toLocaleString(lang) : "";
    none.hidden = shown > 0;
  }
  input.addEventListener("input", filter);
  if (input.value) filter();
})();
