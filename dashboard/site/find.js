// Search while typing, without a server: the rules of dashboard.overview.search on an index that the build makes, and the list under the box.
// "/" or Ctrl K goes to the box, arrows choose, Enter opens, Escape closes. Without this script the box is a plain form.
(() => {
  const INDEX = "__INDEX__";
  const RULES = __RULES__;

  // The same as fold_name of the warehouse: without case, accents, punctuation and "the".
  const fold = (text) =>
    text.replaceAll("&", " and ").toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC")
      .split(/[^\p{L}\p{N}]+/u).filter((word) => word && word !== "the").map((word) => (word === "st" ? "saint" : word)).join(" ");

  const prepared = (index) => {
    const entries = index.map(([group, label, note, address, names]) => ({ group, label, note, address, names, parts: names.map((name) => name.split(" ")) }));
    const vocabulary = [...new Set(entries.flatMap((entry) => entry.parts.flat()))].sort();
    return { entries, vocabulary, read: new Map() };
  };

  // Letters that two words have in common, block by block, the longest first.
  const common = (a, b) => {
    let length = 0, inA = 0, inB = 0;
    for (let i = 0; i < a.length; i++)
      for (let j = 0; j < b.length; j++) {
        let k = 0;
        while (i + k < a.length && j + k < b.length && a[i + k] === b[j + k]) k++;
        if (k > length) [length, inA, inB] = [k, i, j];
      }
    return length && length + common(a.slice(0, inA), b.slice(0, inB)) + common(a.slice(inA + length), b.slice(inB + length));
  };

  const nearest = (word, vocabulary) => {
    let best = "", at = RULES.alike;
    for (const one of vocabulary) {
      const both = one.length + word.length;
      if ((2 * Math.min(one.length, word.length)) / both < at) continue;
      const ratio = (2 * common(one, word)) / both;
      if (ratio >= at) [best, at] = [one, ratio];
    }
    return best || word;
  };

  const known = (word, index) => {
    if (!index.read.has(word)) index.read.set(word, index.vocabulary.some((one) => one.startsWith(word)) ? word : nearest(word, index.vocabulary));
    return index.read.get(word);
  };

  const scored = (words, names) => {
    let best = 0;
    for (const parts of names) {
      if (!words.every((word) => parts.some((part) => part.startsWith(word)))) continue;
      const whole = words.filter((word) => parts.includes(word)).length;
      const begins = parts.slice(0, words.length).every((part, at) => part.startsWith(words[at]));
      const isExact = parts.length === words.length && parts.every((part, at) => part === words[at]);
      best = Math.max(best, 1 + RULES.whole * whole + (isExact ? RULES.exact : begins ? RULES.begins : 0));
    }
    return best;
  };

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  const find = (question, index) => {
    const words = fold(question.slice(0, RULES.longest)).split(" ").filter(Boolean);
    if (!words.length) return { count: 0, readAs: "", groups: [] };
    const read = words.map((word) => known(word, index));
    const asked = read.join(" ");
    const called = index.entries.filter((entry) => entry.group === 0 && entry.names.includes(asked)).map((entry) => fold(entry.label));
    const ways = [read, ...called.filter((name) => name !== asked).map((name) => name.split(" "))];
    const found = index.entries
      .map((entry) => ({ entry, score: Math.max(...ways.map((way) => scored(way, entry.parts))) }))
      .filter((one) => one.score)
      .sort((a, b) => a.entry.group - b.entry.group || b.score - a.score || [...a.entry.label].length - [...b.entry.label].length || compare(a.entry.label, b.entry.label));
    // Where something is called so and not otherwise, its group leads.
    const exact = (at) => found.some((one) => one.entry.group === at && one.entry.names.includes(asked));
    const groups = RULES.groups
      .map((name, at) => ({ name, isExact: exact(at), entries: found.filter((one) => one.entry.group === at).map((one) => one.entry) }))
      .filter((group) => group.entries.length)
      .sort((a, b) => b.isExact - a.isExact);
    return { count: found.length, readAs: asked === words.join(" ") ? "" : asked, groups };
  };

  const at = (path) => new URL(path, document.baseURI).href;
  let loading;
  const load = () =>
    (loading ??= new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: at(INDEX), onload: () => done(prepared(globalThis.atlasIndex)), onerror: failed });
      document.head.append(script);
    }));

  const attach = (root) => {
    const form = root.querySelector("form") ?? root;
    const box = form.querySelector("input");
    const list = form.querySelector("[role=listbox]") ?? form.appendChild(document.createElement("div"));
    const said = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
    for (const [name, value] of Object.entries({ role: "listbox", id: "found", "aria-label": "Found" })) list.setAttribute(name, value);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "found", "aria-autocomplete": "list", "aria-expanded": "false", title: "Press / or Ctrl K" })) box.setAttribute(name, value);
    said.setAttribute("role", "status");
    form.autocomplete = "off";
    // A site of files has no page that answers; its box opens what it lists, and is seen only where this script runs.
    const isOfFiles = !form.hasAttribute("action");
    form.hidden = false;
    list.hidden = true;
    let options = [], chosen = -1;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const choose = (to) => {
      options[chosen]?.setAttribute("aria-selected", "false");
      chosen = (to + options.length) % options.length;
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const put = (name, text, into) => {
      const made = into.appendChild(document.createElement(name));
      made.textContent = text;
      return made;
    };
    const draw = (asked, found) => {
      list.replaceChildren();
      options = [];
      for (const group of found.groups) {
        const part = put("div", "", list);
        part.setAttribute("role", "group");
        part.setAttribute("aria-label", group.name);
        put("b", `${group.name} ${group.entries.length}`, part).setAttribute("aria-hidden", "true");
        for (const one of group.entries.slice(0, RULES.shown)) {
          const option = put("a", one.label, part);
          Object.assign(option, { id: `found-${options.length}`, href: at(one.address), tabIndex: -1 });
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          if (one.note) put("small", ` ${one.note}`, option);
          options.push(option);
        }
      }
      const read = found.readAs ? ` Read as “${found.readAs}”.` : "";
      said.textContent = found.count ? `${found.count} found.${read}` : `Nothing here is called “${asked}”.`;
      const end = found.count ? `${isOfFiles ? "Enter opens the first" : `Enter shows all ${found.count}`}.${read}` : said.textContent;
      if (end) put("p", end, list).setAttribute("aria-hidden", "true");
      list.hidden = false;
      chosen = -1;
      box.setAttribute("aria-expanded", "true");
    };
    const onType = async () => {
      const asked = box.value.trim();
      if (!asked) return close();
      try {
        const index = await load();
        if (asked === box.value.trim()) draw(asked, find(asked, index));
      } catch {
        close();
      }
    };
    const onKey = (event) => {
      if (event.key === "Escape") {
        if (list.hidden) box.blur();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length && !list.hidden) {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? options.length - 1 : chosen - 1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (chosen >= 0 && !list.hidden) options[chosen].click();
        else if (isOfFiles) options[0]?.click();
        else if (box.value.trim()) location.href = at(`search?q=${encodeURIComponent(box.value.trim())}`);
      }
    };
    const onAnyKey = (event) => {
      // The document's box is gone once the live page has taken over.
      if (!form.isConnected) return document.removeEventListener("keydown", onAnyKey, true);
      const writes = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable=true]");
      const calls = (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      // While the document stands, the live page behind it answers no key.
      if (!calls || (document.getElementById("answer") && !form.closest("#answer"))) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    const onLeave = (event) => {
      if (!form.contains(event.relatedTarget)) close();
    };
    const onFocus = () => load().catch(() => {});
    const listeners = [[box, "input", onType], [box, "focus", onFocus], [box, "keydown", onKey], [form, "focusout", onLeave], [list, "mousedown", (event) => event.preventDefault()]];
    for (const [node, name, listener] of listeners) node.addEventListener(name, listener);
    document.addEventListener("keydown", onAnyKey, true);
    return () => {
      for (const [node, name, listener] of listeners) node.removeEventListener(name, listener);
      document.removeEventListener("keydown", onAnyKey, true);
    };
  };

  globalThis.atlasSearch = { attach, find, load };
  const ours = document.querySelector("#answer form.search");
  if (ours) attach(ours);
})();
