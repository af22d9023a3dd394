// Puts the search of every page (its address comes with the data) into the box of a live one.
export default function ({ parentElement, data }) {
  let detach = () => {}, isGone = false;
  const attach = () => {
    if (!isGone) detach = globalThis.atlasSearch.attach(parentElement);
  };
  if (!data.script) return;
  if (globalThis.atlasSearch) attach();
  else document.head.append(Object.assign(document.createElement("script"), { src: new URL(data.script, document.baseURI).href, onload: attach }));
  return () => {
    isGone = true;
    detach();
  };
}
