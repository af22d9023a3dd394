"""Writes docs/overview.png, the picture at the top of the README: the Overview with its map, 1440 × 900, light."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from measure_browser import visit
from PIL import Image
from playwright.sync_api import sync_playwright
from tools import ROOT, live

TARGET = ROOT / "docs" / "overview.png"


def main() -> None:
    """Take the picture and say how large it is."""
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITH_WEBGL)
        with visit(browser, server.url) as (page, _):
            picture = Image.open(BytesIO(page.screenshot(timeout=60_000)))
        browser.close()
    # 256 colours are a third of the bytes and look the same.
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {picture.width} × {picture.height}, {TARGET.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
