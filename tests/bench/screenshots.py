"""Writes the pictures of the README's tour to docs/tour: every page, 1440 × 900, light."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright
from tools import ROOT, live

# isort: split
# Found where tools has put the tests on the path.
from browser.test_pages import HEADINGS, WITH_MAP

TARGET = ROOT / "docs" / "tour"


def main() -> None:
    """Take the pictures and say how large they are."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITH_WEBGL)
        for path in HEADINGS:
            page = browser.new_page(
                viewport={"width": live.DESKTOP[0], "height": live.DESKTOP[1]}, color_scheme="light"
            )
            page.goto(server.url + path)
            live.settle(page)
            if path in WITH_MAP:
                canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
                live.wait_until(page, lambda canvas=canvas: live.colours(canvas) > 20, seconds=60)
                page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
            # Charts are drawn a moment after the script has ended.
            page.wait_for_timeout(3_000)
            picture = Image.open(BytesIO(page.screenshot(timeout=60_000))).convert("RGB")
            file = TARGET / f"{urlsplit(path).path.strip('/') or 'overview'}.webp"
            picture.save(file, quality=82, method=6)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:,.0f} kB", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
