// Search while typing, without a server: the rules of dashboard.overview.search on an index that the build makes, and the list under the box.
// "/" or Ctrl K goes to the box, arrows choose, Enter opens, Escape closes. Without this script the box is a plain form.
(() => {
  const INDEX = "__INDEX__";
  const RULES = __RULES__;

  // The same as fold_name of the warehouse: without case, accents, punctuation and "the"; and CO₂ as the data write it.
  const fold = (text) =>
    text.replaceAll("₂", "2").replaceAll("&", " and ").toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC")
      .split(/[^\p{L}\p{N}]+/u).filter((word) => word && word !== "the").map((word) => (word === "st" ? "saint" : word)).join(" ");

  const SAYS_NOTHING = new Set(RULES.nothing);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  const prepared = (index) => {
    const entries = index.map(([group, label, note, address, names]) => ({ group, label, note, address, names }));
    const names = entries.flatMap((entry, at) => entry.names.map((name) => ({ at, parts: name.split(" ") })));
    const heldBy = new Map();
    names.forEach(({ parts }, place) => new Set(parts).forEach((word) => (heldBy.get(word) ?? heldBy.set(word, []).get(word)).push(place)));
    const parties = new Map();
    for (const { group, label, address, names } of entries)
      if (group === 0)
        for (const name of names)
          // A code is no name inside a question, for many are words (per, ton, are).
          if (name !== address.slice(-3).toLowerCase() && !(/^[\x00-\x7f]*$/.test(name) && name.length <= RULES.short)) parties.set(name, fold(label).split(" "));
    return { entries, names, heldBy, parties, vocabulary: [...heldBy.keys()].sort(), read: new Map() };
  };

  // Where the words stand in the vocabulary that begin so.
  const begun = (word, { vocabulary }) => {
    const first = (wanted) => {
      let low = 0, high = vocabulary.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (wanted(vocabulary[middle])) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    return vocabulary.slice(first((one) => one >= word), first((one) => one > word && !one.startsWith(word)));
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

  const nearest = (word, vocabulary, least) => {
    let best = "", at = least;
    for (const one of vocabulary) {
      const both = one.length + word.length;
      if ((2 * Math.min(one.length, word.length)) / both < at) continue;
      const ratio = (2 * common(one, word)) / both;
      if (ratio >= at) [best, at] = [one, ratio];
    }
    return best;
  };

  const known = (word, index) => {
    const read = () => {
      if (word.length < RULES.shortest || SAYS_NOTHING.has(word) || begun(word, index).length) return word;
      const whole = index.vocabulary.filter((one) => one.length >= RULES.shortest);
      return nearest(word, whole.filter((one) => one[0] === word[0]), RULES.alike) || nearest(word, whole, RULES.alikeElse) || word;
    };
    if (!index.read.has(word)) index.read.set(word, read());
    return index.read.get(word);
  };

  // The words with every name of a Party in them as the Atlas calls it, the longest first.
  const renamed = (words, { parties }) => {
    const found = [];
    for (let at = 0; at < words.length; ) {
      let end = Math.min(at + RULES.namedBy, words.length);
      while (end > at && !parties.has(words.slice(at, end).join(" "))) end--;
      found.push(...(end > at ? parties.get(words.slice(at, end).join(" ")) : [words[at]]));
      at = Math.max(end, at + 1);
    }
    return found;
  };

  const telling = (words) => {
    const once = [...new Set(words)];
    const left = once.filter((word) => !SAYS_NOTHING.has(word));
    return left.length ? left : once;
  };

  const having = (words, index, least) => {
    const counts = new Map();
    if (least < 1) return [];
    for (const word of words)
      for (const place of new Set(begun(word, index).flatMap((one) => index.heldBy.get(one)))) counts.set(place, (counts.get(place) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= least).map(([place]) => place);
  };

  const scored = (words, read, parts) => {
    const whole = words.filter((word) => parts.includes(word)).length;
    const begins = words.slice(0, parts.length).every((word, at) => parts[at].startsWith(word));
    const name = parts.join(" ");
    return 1 + RULES.whole * whole + (name === words.join(" ") || name === read.join(" ") ? RULES.exact : begins ? RULES.begins : 0);
  };

  const find = (question, index) => {
    const words = fold([...question].slice(0, RULES.longest).join("")).split(" ").filter(Boolean);
    if (!words.length) return { count: 0, readAs: "", isPart: false, groups: [] };
    const read = words.map((word) => known(word, index));
    const asked = read.join(" ");
    const both = [telling(read), telling(renamed(read, index))];
    const ways = both[0].join(" ") === both[1].join(" ") ? both.slice(1) : both;
    const most = Math.max(...ways.map((way) => way.length));
    const scores = new Map();
    let least = most;
    for (; least && !scores.size; least--)
      for (const way of ways)
        for (const place of having(way, index, least - most + way.length)) {
          const { at, parts } = index.names[place];
          scores.set(at, Math.max(scores.get(at) ?? 0, scored(way, read, parts)));
        }
    const found = [...scores]
      .map(([at, score]) => ({ entry: index.entries[at], score }))
      .sort(
        (a, b) =>
          a.entry.group - b.entry.group || b.score - a.score || [...a.entry.label].length - [...b.entry.label].length ||
          compare(a.entry.label, b.entry.label) || compare(a.entry.address, b.entry.address),
      );
    // Where something is called so and not otherwise, its group leads.
    const exact = (at) => found.some(({ entry }) => entry.group === at && (entry.names.includes(asked) || entry.names.includes(both[0].join(" "))));
    const groups = RULES.groups
      .map((name, at) => ({ name, isExact: exact(at), entries: found.filter((one) => one.entry.group === at).map((one) => one.entry) }))
      .filter((group) => group.entries.length)
      .sort((a, b) => b.isExact - a.isExact);
    return { count: found.length, readAs: asked === words.join(" ") ? "" : asked, isPart: found.length > 0 && least + 1 < most, groups };
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
      const read = (found.readAs ? ` Read as “${found.readAs}”.` : "") + (found.isPart ? " None has all of these words." : "");
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
    // A box that is attached anew while somebody writes in it goes on answering.
    if (box.getRootNode().activeElement === box) onType();
    return () => {
      for (const [node, name, listener] of listeners) node.removeEventListener(name, listener);
      document.removeEventListener("keydown", onAnyKey, true);
    };
  };

  globalThis.atlasSearch = { attach, find, load };
  const ours = document.querySelector("#answer form.search");
  if (ours) attach(ours);
})();
