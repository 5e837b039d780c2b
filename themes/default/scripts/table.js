// Indexes: sort by a column, filter by what is typed. Without this script they are complete, in their first order.
(function () {
  "use strict";
  var lang = document.documentElement.lang;
  var collator = new Intl.Collator(lang, { numeric: true });
  // What the reader asked for: the column, and 1 or -1.
  var sorted = null;

  function dress(page) {
    var table = page.querySelector("[data-sortable]");
    if (!table) return;
    heads(table).forEach(function (head) {
      if (head.querySelector("button")) return;
      var button = page.createElement("button");
      button.type = "button";
      button.title = table.dataset.sortText + " " + head.textContent;
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
    });
    order(table);
    filter(page, table);
  }
  document.addEventListener("rihla:incoming", function (event) { dress(event.detail); });

  function heads(table) { return Array.from(table.tHead.rows[0].cells); }
  function key(row, column) { return row.cells[column].dataset.sort || ""; }

  // Empty cells come last whichever way the column is sorted.
  function compare(a, b, numeric, sign) {
    if (a === "" || b === "") return (a === "") - (b === "");
    var x = Number(a), y = Number(b);
    var order = numeric && !isNaN(x) && !isNaN(y) ? x - y : collator.compare(a, b);
    return order * sign;
  }

  function order(table) {
    var head = sorted && heads(table)[sorted.column];
    if (!head) return;
    var numeric = head.classList.contains("numeric");
    heads(table).forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", sorted.sign > 0 ? "ascending" : "descending");
    Array.from(table.tBodies[0].rows).sort(function (a, b) {
      return compare(key(a, sorted.column), key(b, sorted.column), numeric, sorted.sign);
    }).forEach(function (row) { table.tBodies[0].append(row); });
  }

  document.addEventListener("click", function (event) {
    var head = event.target.closest("[data-sortable] th");
    if (!head || !event.target.closest("button")) return;
    var table = head.closest("table");
    sorted = { column: heads(table).indexOf(head), sign: head.getAttribute("aria-sort") === "ascending" ? -1 : 1 };
    order(table);
  });

  function fold(text) { return text.toLocaleLowerCase(lang).normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, ""); }
  // The words are typed into the page that is open; the rows may be those of a new version of it.
  function filter(page, table) {
    var rows = Array.from(table.tBodies[0].rows);
    var words = fold(document.getElementById("page:filter").value).split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      var text = words.length ? fold(row.textContent) : "";
      row.hidden = !words.every(function (word) { return text.includes(word); });
      shown += !row.hidden;
    });
    page.querySelector("[data-count]").textContent = words.length ? shown.toLocaleString(lang) + " / " + rows.length.toLocaleString(lang) : "";
    page.querySelector(".filter-none").hidden = shown > 0;
  }
  document.addEventListener("input", function (event) {
    var table = document.querySelector("[data-sortable]");
    if (event.target.id === "page:filter" && table) filter(document, table);
  });
  dress(document);
})();
