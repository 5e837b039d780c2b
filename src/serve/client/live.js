// The preview's script: listens for changes, morphs the page that is open, swaps styles, shows what is wrong.
//
// What a reader has done to the page stays: where it is scrolled, what has the focus, what is open, typed or chosen.
// Scripts of the page get the new document before it is taken over, as the event `rihla:incoming`, and dress it as they
// dressed the page when it was loaded.
import { Idiomorph } from "./idiomorph.esm.js";

const OWN = "/_rihla/";
const state = { run: null, version: null, mount: "/", problems: null, text: null, queue: Promise.resolve() };
/** Files that were swapped: their paths, and the revision they are of. */
const swapped = new Map();

listen();

function listen() {
  const timing = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "rihla");
  let seen = timing?.description;
  let source;
  let wait = 500;
  const open = () => {
    source?.close();
    source = new EventSource(`${OWN}events${seen ? `?since=${encodeURIComponent(seen)}` : ""}`);
    const own = source;
    source.onmessage = (event) => {
      wait = 500;
      // One after another, whatever a page takes to come.
      state.queue = state.queue.then(async () => {
        if (source !== own) return;
        await take(JSON.parse(event.data));
        seen = event.lastEventId;
      }).catch((error) => {
        // The server went away in the midst of it: whoever answers next is asked for what is missing.
        console.warn("rihla:", error);
        again(own);
      });
    };
    source.onerror = () => again(own);
  };
  // By itself a browser gives up on some answers, and never tries less often.
  const again = (own) => {
    if (source !== own) return;
    close();
    setTimeout(() => { if (!source && !document.hidden) open(); }, wait);
    wait = Math.min(wait * 1.5, 5000);
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  if (!document.hidden) open();
  // A browser has few connections for one server: tabs that nobody sees give theirs back, and catch up when they are seen.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (!source) open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted && !source) open(); });
}

async function take(news) {
  if (state.version && state.version !== news.version) return location.reload();
  if (state.version && state.mount !== news.mount) {
    // The site has moved on its server, and this page with it.
    location.href = news.mount + address(sitePath(location.href) ?? "");
    return;
  }
  Object.assign(state, { run: news.run, revision: news.revision, version: news.version, mount: news.mount });
  const own = ownPath();
  if (news.navigate && news.navigate !== own) {
    location.href = news.mount + address(news.navigate);
    return;
  }
  if (uses(news.scripts, "script[src]", "src")) return location.reload();
  await Promise.all(news.styles.map((path) => swapStyle(path, news.revision)));
  if (news.all) await swapEverything(news.revision);
  for (const path of news.files) swapImages(path, news.revision);
  if (news.all || news.changed.includes(own) || news.changed.includes("404.html")) await morph();
  await showProblems(news.problems);
}

/** The page that is open, as a path of the site. */
function ownPath() {
  return sitePath(location.href)?.replace(/(^|\/)$/, "$1index.html") ?? "404.html";
}

/** An address as a path of the site; nothing where it is none. */
function sitePath(href) {
  const url = new URL(href, document.baseURI);
  if (url.origin !== location.origin) return undefined;
  let path;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  const mount = decodeURIComponent(state.mount);
  return path.startsWith(mount) ? path.slice(mount.length) : undefined;
}

/** A path of the site as an address has it. */
function address(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

function uses(paths, selector, attribute) {
  return paths.length > 0 && [...document.querySelectorAll(selector)].some((one) => paths.includes(sitePath(one[attribute])));
}

// Styles and images

/** Loads a changed style sheet beside the old one, which goes when the new one is there: no flash. */
function swapStyle(path, revision) {
  const links = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => sitePath(link.href) === path);
  if (links.length === 0 && imports(path)) return location.reload();
  swapped.set(path, revision);
  return Promise.all(links.map(async (old) => {
    const link = old.cloneNode();
    link.href = versioned(old.href, revision);
    old.after(link);
    await loaded(link);
    old.remove();
  }));
}

/** True where a style sheet of the page imports another. */
function imports(path) {
  const inside = (sheet) => {
    let rules;
    try {
      rules = [...sheet.cssRules];
    } catch {
      return false;
    }
    return rules.some((rule) => rule.styleSheet && (sitePath(rule.styleSheet.href) === path || inside(rule.styleSheet)));
  };
  return [...document.styleSheets].some(inside);
}

/** After a restart nobody knows what changed: every style sheet is loaded anew. */
function swapEverything(revision) {
  const paths = [...document.querySelectorAll("link[rel~=stylesheet]")].map((link) => sitePath(link.href));
  return Promise.all(paths.filter((path) => path !== undefined).map((path) => swapStyle(path, `${state.run}-${revision}`)));
}

function swapImages(path, revision) {
  swapped.set(path, revision);
  if (uses([path], "source[srcset], video[src], audio[src], object[data], iframe[src], embed[src]", "src")) location.reload();
  for (const image of document.images) {
    if (sitePath(image.src) === path) image.src = versioned(image.src, revision);
  }
}

function versioned(href, revision) {
  const url = new URL(href, document.baseURI);
  url.searchParams.set("rihla", revision);
  return url.href;
}

function loaded(link) {
  return new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    setTimeout(done, 2000);
  });
}

// Pages

async function morph() {
  const response = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-cache" });
  if (!response.headers.get("content-type")?.startsWith("text/html")) return location.reload();
  const text = await response.text();
  if (text === state.text) return;
  state.text = text;
  const incoming = new DOMParser().parseFromString(text, "text/html");
  keepSwapped(incoming);
  keepChoices(incoming);
  document.dispatchEvent(new CustomEvent("rihla:incoming", { detail: incoming }));
  await addStyles(incoming);
  const focused = document.activeElement;
  Idiomorph.morph(document.documentElement, incoming.documentElement, {
    morphStyle: "outerHTML",
    callbacks: { beforeNodeRemoved, beforeAttributeUpdated },
  });
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("rihla:changed"));
}

/** The new document asks for the files as they are now, as this one does. */
function keepSwapped(incoming) {
  const base = document.baseURI;
  for (const [selector, attribute] of [["link[rel~=stylesheet]", "href"], ["img[src]", "src"]]) {
    const here = [...document.querySelectorAll(selector)];
    for (const one of incoming.querySelectorAll(selector)) {
      const path = sitePath(new URL(one.getAttribute(attribute), base).href);
      if (!swapped.has(path)) continue;
      const same = here.find((other) => sitePath(other[attribute]) === path);
      one.setAttribute(attribute, same ? same.getAttribute(attribute) : versioned(one.getAttribute(attribute), swapped.get(path)));
    }
  }
}

/** What belongs to the reader and stands on the whole page: the theme, and that scripts run. */
function keepChoices(incoming) {
  const [here, there] = [document.documentElement, incoming.documentElement];
  for (const name of ["class", "data-theme"]) {
    if (here.hasAttribute(name)) there.setAttribute(name, here.getAttribute(name));
  }
}

/** Style sheets that the page hasn't had are there before what they are for. */
async function addStyles(incoming) {
  const here = new Set([...document.querySelectorAll("link[rel~=stylesheet]")].map((link) => link.outerHTML));
  const added = [...incoming.querySelectorAll("head link[rel~=stylesheet]")].filter((link) => !here.has(link.outerHTML));
  await Promise.all(added.map((link) => {
    const copy = document.importNode(link, true);
    document.head.append(copy);
    return loaded(copy);
  }));
}

function beforeNodeRemoved(node) {
  return !(node instanceof Element && node.localName === "rihla-problems");
}

/** What a reader opened, chose or typed stays; the library asks here for attributes and for what they stand for. */
function beforeAttributeUpdated(name, element) {
  const isReaders = {
    open: ["details", "dialog"],
    checked: ["input"],
    selected: ["option"],
    value: ["textarea", "input"],
  };
  // The value of a button or of a choice is the page's.
  const isPages = name === "value" && /^(hidden|submit|button|reset|image|radio|checkbox)$/.test(element.type);
  return isPages || !isReaders[name]?.includes(element.localName);
}

// What is wrong

async function showProblems(problems) {
  if (state.problems === problems.id) return;
  const { show } = await import("./overlay.js");
  const list = problems.errors + problems.warnings > 0 ? await (await fetch(`${OWN}problems`)).json() : [];
  await show(list, problems);
  state.problems = problems.id;
}
