// What is wrong with the handbook, over the page: errors open, warnings folded up.
//
// It lives in a shadow root, so that its styles and the site's don't meet. It never takes the focus; what changes is
// said to screen readers by a status. Closed, it stays so until something else is wrong.
const OWN = "/_rihla/";
const CLOSED = "rihla-problems-closed";
let overlay = null;

/** Shows the problems; none takes the overlay away. `counts` has `errors`, `warnings` and `which`, a name for what is wrong. */
export async function show(problems, counts) {
  if (problems.length === 0) {
    overlay?.host.remove();
    overlay = null;
    return;
  }
  overlay ??= await make();
  overlay.which = counts.which;
  const title = [counted(counts.errors, "error"), counted(counts.warnings, "warning")].filter(Boolean).join(", ");
  overlay.pill.textContent = title;
  overlay.pill.className = counts.errors > 0 ? "pill error" : "pill warning";
  overlay.title.textContent = title;
  overlay.list.replaceChildren(...problems.map(item));
  const more = counts.errors + counts.warnings - problems.length;
  overlay.more.textContent = more > 0 ? `and ${more} more: rihla check says them all` : "";
  overlay.status.textContent = `${title}: ${problems[0].message}`;
  unfold(counts.errors > 0 && remembered() !== counts.which);
}

async function make() {
  const host = document.createElement("rihla-problems");
  const shadow = host.attachShadow({ mode: "open" });
  const styles = element("link", { rel: "stylesheet", href: `${OWN}overlay.css` });
  const status = element("p", { class: "status", role: "status" });
  const pill = element("button", { type: "button", "aria-controls": "panel" });
  const title = element("h2", { id: "title" });
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  const list = element("ol", { id: "list", tabindex: "0", "aria-labelledby": "title" });
  const more = element("p", { class: "more" });
  const head = element("div", { class: "head" }, title, close);
  const panel = element("section", { id: "panel", role: "alertdialog", "aria-labelledby": "title" }, head, list, more);
  const all = element("div", { lang: "en", dir: "ltr" }, status, pill, panel);
  shadow.append(styles, all);
  pill.addEventListener("click", () => remember(unfold(panel.hidden)));
  close.addEventListener("click", () => { fold(); pill.focus(); });
  // Before the page's own scripts, which close their menus with the same key: those come first.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !overlay || panel.hidden || document.querySelector("details[data-drop][open]")) return;
    const isInside = shadow.activeElement !== null;
    fold();
    if (isInside) pill.focus();
  }, true);
  all.hidden = true;
  document.body.append(host);
  await new Promise((done) => {
    styles.addEventListener("load", done, { once: true });
    styles.addEventListener("error", done, { once: true });
  });
  all.hidden = false;
  return { host, status, pill, title, list, more, panel, which: "" };
}

function fold() {
  unfold(false);
  remember(false);
}

/** Opens or closes the list, and returns which. */
function unfold(opens) {
  overlay.panel.hidden = !opens;
  overlay.pill.hidden = opens;
  overlay.pill.setAttribute("aria-expanded", String(opens));
  return opens;
}

function remembered() {
  try {
    return sessionStorage.getItem(CLOSED);
  } catch {
    return null;
  }
}

function remember(isOpen) {
  try {
    if (isOpen) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, overlay.which);
  } catch { /* storage may be forbidden: it lasts for this page */ }
}

function item(problem) {
  const place = problem.line ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const code = element("a", {
    class: "code", href: `${OWN}explain/${problem.code}`, target: "_blank", title: `rihla explain ${problem.code}`,
  }, problem.code);
  const parts = [
    element("p", { class: "message" }, element("strong", {}, problem.severity), " ", ...marked(problem.message)),
    element("p", { class: "place" }, element("bdi", {}, place), " ", code),
  ];
  if (problem.excerpt) parts.push(element("pre", {}, ...problem.excerpt.map(line)));
  for (const related of problem.related) {
    parts.push(element("p", { class: "related" }, `${related.file}:${related.line}:${related.column}: `, ...marked(related.label)));
  }
  if (problem.hint) parts.push(element("p", { class: "hint" }, ...marked(problem.hint)));
  return element("li", { class: problem.severity }, ...parts);
}

/** A line of the source; each reads in its own direction. */
function line({ line, before, marked, after }) {
  const text = element("code", { dir: "auto" }, before, ...(marked ? [element("mark", {}, marked)] : []), after || " ");
  return element("span", { class: marked ? "line at" : "line" }, element("span", { class: "number" }, String(line)), text);
}

/** Names in backticks as code. */
function marked(text) {
  return text.split(/`([^`]*)`/).map((part, at) => (at % 2 ? element("code", {}, part) : part));
}

function counted(n, what) {
  return n === 0 ? "" : n === 1 ? `1 ${what}` : `${n} ${what}s`;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
