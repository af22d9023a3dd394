// Starts the app behind the document, and lets it take the document's place when it shows the same.
// Without a connection of its own the document stays: it can be read, and its links and forms work.
(() => {
  const needed = __NEEDED__;
  const WAIT_FOR_CONNECTION = 8000;
  const POLL = 60;
  const LONGEST_PRESS = 5000;
  const answer = document.getElementById("answer");
  const root = document.getElementById("root");
  const line = document.getElementById("live");
  if (!answer || !root || !("noModule" in HTMLScriptElement.prototype)) return;
  const at = (address) => new URL(address, document.baseURI).href;

  const stay = () => {
    line.textContent = "You are reading the plain page: the interactive one can’t be reached from here. Links, filters and downloads work.";
    line.hidden = false;
  };

  const add = (tag, attributes) => document.head.append(Object.assign(document.createElement(tag), attributes));

  const remembered = () => { try { return Object.keys(localStorage); } catch { return []; } };

  const start = () => {
    // Told where it is served from, the framework need not try page by page; each try costs a round trip.
    const base = at("./");
    window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };
    // The live page is laid out behind the document: not seen, not read out, not reached by the keyboard.
    root.inert = true;
    root.style.cssText = "position:fixed;inset:0;opacity:0;z-index:-1";
    // The framework remembers a menu left open, which on a phone would lie over the page at the next visit.
    if (matchMedia("(max-width: 768px)").matches) for (const key of remembered()) if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key);
    for (const address of needed.styles) add("link", { rel: "stylesheet", href: at(address), crossOrigin: "" });
    for (const address of needed.modules) add("link", { rel: "modulepreload", href: at(address), crossOrigin: "" });
    add("script", { type: "module", src: at(needed.entry), crossOrigin: "" });
    const timer = setInterval(() => {
      if (isReady() && !isBusy()) {
        clearInterval(timer);
        takeOver();
      }
    }, POLL);
  };

  const isReady = () => {
    const app = root.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    if (!app || !app.querySelector("h1")) return false;
    const seen = (node) => node.getBoundingClientRect().top < innerHeight;
    return ![...app.querySelectorAll("[data-testid=stSkeleton]")].some(seen);
  };

  // What a finger came down on is still there when it goes up, and until the click that follows has come.
  let heldUntil = 0;
  const hold = (wait) => () => { heldUntil = performance.now() + wait; };
  answer.addEventListener("pointerdown", hold(LONGEST_PRESS));
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, hold(4 * POLL));

  // Nobody's reading is disturbed: a press on its way, a text being selected, a box being filled in, a menu that is open.
  const isBusy = () => {
    const selection = getSelection();
    const field = document.activeElement;
    return (
      performance.now() < heldUntil ||
      (selection && !selection.isCollapsed && answer.contains(selection.anchorNode)) ||
      (field && answer.contains(field) && field.matches("input, select")) ||
      answer.querySelector("header details[open], .share[open]") !== null ||
      ("popover" in HTMLElement.prototype && answer.querySelector(":popover-open") !== null)
    );
  };

  const words = (node) => node.textContent.trim().replace(/\s+/g, " ");

  // What draws charts and maps is sent for when they come into view; until one stands, the document's picture of it lies over its place.
  const keepPictures = () => {
    const ground = getComputedStyle(root.querySelector("[data-testid=stApp]")).backgroundColor;
    for (const figure of answer.querySelectorAll("figure[data-chart]")) {
      const key = figure.dataset.chart.replace(/[^a-zA-Z0-9_-]/g, "-");
      const place = root.querySelector(`.st-key-place_maps_${key}, .st-key-place_charts_${key}`);
      const picture = [...figure.querySelectorAll("svg")].find((drawn) => drawn.getClientRects().length);
      if (!place || !picture || isDrawn(place)) continue;
      const cover = document.createElement("div");
      cover.style.cssText = `position:absolute;inset:0;z-index:1;background:${ground};pointer-events:none`;
      picture.style.cssText += `;filter:${getComputedStyle(picture).filter};width:100%;height:100%`;
      cover.append(picture);
      place.style.cssText = `position:relative;min-height:${place.getBoundingClientRect().height}px`;
      place.append(cover);
      let since = 0;
      const timer = setInterval(() => {
        const isWaiting = place.querySelector("[class*=st-key-waiting_]");
        if (!isWaiting) since ||= performance.now();
        if (isWaiting || !(isDrawn(place) || performance.now() - since > WAIT_FOR_CONNECTION)) return;
        clearInterval(timer);
        cover.remove();
        place.style.cssText = "";
      }, 2 * POLL);
    }
  };

  const isDrawn = (place) => place.querySelector("canvas")?.width > 0 || place.querySelector(".js-plotly-plot .main-svg, [data-testid=stHtml] img") !== null;

  const takeOver = () => {
    keepPictures();
    const main = root.querySelector("[data-testid=stMain]");
    const headings = [...answer.querySelectorAll("h1, h2, h3")];
    const first = scrollY > 0 ? headings.find((node) => node.getBoundingClientRect().top >= 0) : null;
    const wanted = first && { words: words(first), top: first.getBoundingClientRect().top };
    const focus = document.activeElement;
    const href = answer.contains(focus) ? focus.getAttribute("href") : null;
    const scrolled = scrollY;
    answer.remove();
    // Paper gets a document again.
    document.getElementById("rules")?.setAttribute("media", "print");
    root.inert = false;
    root.style.cssText = "";
    if (main && scrolled > 0) {
      const match = wanted && [...main.querySelectorAll("h1, h2, h3")].find((node) => words(node) === wanted.words);
      main.scrollTop = match ? main.scrollTop + match.getBoundingClientRect().top - wanted.top : scrolled;
    }
    if (href) [...root.querySelectorAll("a")].find((node) => node.getAttribute("href")?.endsWith(href.replace(/^\.\//, "")))?.focus({ preventScroll: true });
    performance.mark("taken-over");
  };

  // What a link of the menu "Share" leads to is copied; where that is refused, the link is followed and the text stands there.
  document.addEventListener("click", async (event) => {
    const menu = event.target.closest?.(".share");
    for (const open of document.querySelectorAll(".share[open]")) if (open !== menu) open.open = false;
    const link = event.target.closest?.(".share a[data-copy]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      // A fragment belongs to the page that is open, its choices included.
      const text = link.hash ? Promise.resolve(location.href.split("#")[0] + link.hash) : fetch(link.href).then((said) => said.ok ? said.text() : Promise.reject());
      const blob = text.then((words) => new Blob([words.trim()], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      const words = link.textContent;
      link.setAttribute("role", "status");
      link.textContent = "Copied";
      setTimeout(() => { link.textContent = words; link.removeAttribute("role"); }, 1600);
    } catch {
      location.assign(link.href);
    }
  });
  // On the live page a paragraph is the framework's or ours: in both, links to our pages stay in the tab and others open one.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#root [data-testid=stMain] a[href]");
    if (!link || !/^https?:$/.test(link.protocol)) return;
    link.target = link.origin === location.origin ? "_self" : "_blank";
    link.rel = "noopener";
  }, true);
  // Grids draw their links on a canvas, and the framework opens each in a tab of its own: those to our pages stay, unless a key or the middle button asks for one.
  const openTab = window.open.bind(window);
  let isAsked = false;
  addEventListener("pointerdown", (event) => { isAsked = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1; }, true);
  window.open = (address, ...how) => {
    const to = new URL(address, document.baseURI);
    if (isAsked || to.origin !== location.origin) return openTab(address, ...how);
    location.assign(to);
    return null;
  };
  // On the live page the places of the list of contents are its headings themselves.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#root .contents a");
    const heading = link && [...root.querySelectorAll("[data-testid=stMain] h2")].find((node) => words(node) === words(link));
    if (!heading) return;
    event.preventDefault();
    heading.tabIndex = -1;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  });

  // A word explains itself under a mouse at rest, where the browser doesn't see to that; a click keeps it open, Escape closes it.
  let hovered = null, resting;
  const rest = (wait, act) => { clearTimeout(resting); resting = setTimeout(act, wait); };
  document.addEventListener("pointerover", (event) => {
    const term = event.target.closest?.("button.term");
    if (event.pointerType !== "mouse" || !HTMLElement.prototype.showPopover || (term?.interestForElement ?? null)) return;
    const meaning = term?.popoverTargetElement;
    if (meaning && meaning !== hovered) rest(250, () => { if (!meaning.matches(":popover-open")) { meaning.showPopover({ source: term }); hovered = meaning; } });
    else if (meaning || event.target.closest?.(".meaning") === hovered) clearTimeout(resting);
    else rest(250, () => { hovered?.hidePopover(); hovered = null; });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("button.term")) { clearTimeout(resting); hovered = null; }
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.activeElement?.closest(".share[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // The head tells readers of feeds and machines of the page that is open, also once the live page has led to another one.
  const follow = () => {
    const name = location.pathname.slice(new URL(at("./")).pathname.length) || "overview";
    const page = location.href.split("#")[0];
    const to = {
      "link[type='application/json']": at(`api/v1/pages/${name}${location.search}`),
      "link[type='application/json+oembed']": at(`oembed?url=${encodeURIComponent(page)}`),
      "link[type='application/atom+xml']": at("feeds/all.xml"),
      "link[rel=canonical]": page,
    };
    for (const [link, address] of Object.entries(to)) document.head.querySelector(link)?.setAttribute("href", address);
  };
  for (const name of ["pushState", "replaceState"]) {
    const plain = history[name];
    history[name] = function (...given) {
      const before = location.href;
      plain.apply(this, given);
      if (location.href !== before) follow();
    };
  }
  addEventListener("popstate", follow);

  // What is printed is the document of the address that is open. Before it is, nothing may wait: it is asked for at once, and
  // the land of its maps is put into it, which would come too late.
  const fetched = (address) => {
    const request = new XMLHttpRequest();
    request.open("GET", at(address), false);
    request.send();
    return new DOMParser().parseFromString(request.responseText, /\.svg/.test(address) ? "image/svg+xml" : "text/html");
  };
  addEventListener("beforeprint", () => {
    if (document.getElementById("answer")) return;
    const paper = Object.assign(document.createElement("div"), { id: "paper" });
    try {
      const sent = fetched(location.href.split("#")[0]);
      const files = {};
      for (const part of sent.querySelectorAll("svg use")) {
        const [file, id] = part.getAttribute("href").split("#");
        const land = (files[file] ??= fetched(file)).getElementById(id).cloneNode(true);
        for (const { name, value } of part.attributes) if (name !== "href") land.setAttribute(name, value);
        part.replaceWith(document.adoptNode(land));
      }
      const rules = document.createElement("style");
      rules.textContent = "@media screen{#paper{display:none}}@media print{#root{display:none!important}html,body{height:auto!important;overflow:visible!important}}";
      paper.append(rules, ...sent.querySelectorAll("head > style:not(#rules)"), sent.getElementById("answer"));
      document.body.append(paper);
    } catch {
      paper.remove();
    }
  });
  addEventListener("afterprint", () => document.getElementById("paper")?.remove());

  const socket = new WebSocket(at(needed.check).replace(/^http/, "ws"));
  const late = setTimeout(() => { socket.onmessage = null; socket.close(); stay(); }, WAIT_FOR_CONNECTION);
  socket.onmessage = () => { clearTimeout(late); socket.onerror = null; start(); };
  socket.onerror = () => { clearTimeout(late); stay(); };
})();
