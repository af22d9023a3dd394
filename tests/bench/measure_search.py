"""How long the search box takes from a key to its list, in the browser, for questions of all kinds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from tools import live, percentile, print_table

BAR = 50
ROUNDS = 5
QUESTIONS = [
    "g", "gh", "ghana", "vietnam", "Viet Nam", "VNM", "ベトナム", "viét", "Vietnm", "niger", "guinea", "japan mongolia", "ITMO", "first transferred", "calculat",
    "Swizerland", "St Lucia", "korea", "côte d'ivoire", "Elfenbeinküste", "cookstove", "JCM-KH005", "prey lang", "solar", "corresponding adj", "the gambia", "xqzzzwv",
]  # fmt: skip
# From the key to the list on the screen: what was typed is followed by a frame that shows it.
TIMED = """async (questions) => {
  await globalThis.atlasSearch.load();
  const deep = (node) => node.querySelector("form[role=search] input") ?? [...node.querySelectorAll("*")].map((one) => one.shadowRoot && deep(one.shadowRoot)).find(Boolean);
  const box = deep(document.querySelector("#answer") ?? document);
  const list = box.getRootNode().querySelector("[role=listbox]") ?? box.form.querySelector("[role=listbox]");
  const times = [];
  for (const question of questions) {
    list.replaceChildren();
    box.value = question;
    const start = performance.now();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (!list.childElementCount) await Promise.resolve();
    list.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""


def main() -> None:
    """Measure and print; nothing is asserted."""
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium())
        page = browser.new_page()
        page.goto(f"{server.url}/method")
        live.settle(page)
        page.wait_for_function("globalThis.atlasSearch")
        times = [one for _ in range(ROUNDS) for one in page.evaluate(TIMED, QUESTIONS)]
        browser.close()
    print_table(
        f"Search box, {len(times)} keys",
        [
            ("from a key to its list, median", f"{median(times):,.0f} ms"),
            (f"95 of 100 within (bar: {BAR} ms)", f"{percentile(times, 0.95):,.0f} ms"),
        ],
    )


if __name__ == "__main__":
    main()
