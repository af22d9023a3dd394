// The search box in the header: "/" or Ctrl K goes to it, arrows choose, Enter opens, Escape closes. Without an answer it is a plain form.
export default function ({ parentElement }) {
  const root = parentElement;
  const form = root.querySelector("form"), box = root.querySelector("input");
  const list = root.querySelector("[role=listbox]"), said = root.querySelector("[role=status]");
  const place = (path) => new URL(path, document.baseURI.replace(/[^/]*$/, "")).href;
  let options = [], at = -1, waits, asked = "";

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (to) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = (to + options.length) % options.length;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };
  const put = (name, text, into, role) => {
    const made = into.appendChild(document.createElement(name));
    made.textContent = text;
    if (role) made.setAttribute("role", role);
    return made;
  };
  const draw = (found) => {
    list.replaceChildren();
    options = [];
    for (const group of found.groups) {
      const part = put("div", "", list, "group");
      part.setAttribute("aria-label", group.name);
      put("b", `${group.name} ${group.count}`, part).setAttribute("aria-hidden", "true");
      for (const one of group.best) {
        const option = put("a", one.label, part, "option");
        option.id = `found-${options.length}`;
        option.href = place(one.address);
        option.tabIndex = -1;
        option.setAttribute("aria-selected", "false");
        if (one.note) put("small", ` ${one.note}`, option);
        options.push(option);
      }
    }
    const read = found.read_as ? ` Read as “${found.read_as}”.` : "";
    said.textContent = found.count ? `${found.count} found.${read}` : `Nothing here is called “${asked}”.`;
    put("p", found.count ? `Enter shows all ${found.count}.${read}` : said.textContent, list).setAttribute("aria-hidden", "true");
    list.hidden = false;
    at = -1;
    box.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const now = (asked = box.value.trim());
    if (!now) return close();
    try {
      const answer = await fetch(place(`search.json?q=${encodeURIComponent(now)}`));
      if (answer.ok && now === asked) draw(await answer.json());
    } catch {
      close();
    }
  };
  const onType = () => {
    clearTimeout(waits);
    waits = setTimeout(ask, 30);
  };
  const onKey = (event) => {
    if (event.key === "Escape") {
      if (list.hidden) box.blur();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length && !list.hidden) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? options.length - 1 : at - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at >= 0 && !list.hidden) options[at].click();
      else if (box.value.trim()) location.href = place(`search?q=${encodeURIComponent(box.value.trim())}`);
    }
  };
  const onAnyKey = (event) => {
    const writes = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable=true]");
    const calls = (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!calls) return;
    event.preventDefault();
    box.focus();
    box.select();
  };
  const onLeave = (event) => {
    if (!form.contains(event.relatedTarget)) close();
  };
  box.addEventListener("input", onType);
  box.addEventListener("keydown", onKey);
  form.addEventListener("focusout", onLeave);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", onAnyKey, true);
  return () => {
    clearTimeout(waits);
    document.removeEventListener("keydown", onAnyKey, true);
    box.removeEventListener("input", onType);
    box.removeEventListener("keydown", onKey);
    form.removeEventListener("focusout", onLeave);
  };
}
