"""The brief: a click saves it, and its HTML prints on two pages of both paper sizes without asking anything of anybody."""

from __future__ import annotations

import io
from pathlib import Path

import live
import pypdf
import pytest
from playwright.sync_api import BrowserContext

from browser.conftest import Visit


@pytest.mark.parametrize(
    ("path", "key"),
    [("/country?country=JPN", "JPN"), ("/country?country=MNG", "MNG"), ("/pair?pair=CHE-GHA", "CHE-GHA")],
)
def test_both_forms_are_saved_and_print_on_two_pages(
    visit: Visit, browser: BrowserContext, tmp_path: Path, path: str, key: str
) -> None:
    page = visit(path, live.DESKTOP, "light")
    files = {}
    for suffix, label in (("pdf", "Brief for a meeting"), ("html", "Download the brief as HTML")):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("link", name=label).click()
        name = download.value.suggested_filename
        assert name.startswith(f"article6-atlas_brief_{key}_as-of-") and name.endswith(f".{suffix}")
        files[suffix] = tmp_path / name
        download.value.save_as(files[suffix])
    assert len(pypdf.PdfReader(files["pdf"]).pages) == 2
    # A visitor without the Atlas: another context, as from a memory stick.
    elsewhere = browser.browser.new_context()
    reader, asked = elsewhere.new_page(), []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(files["html"].as_uri())
    for paper in ("A4", "Letter"):
        assert len(pypdf.PdfReader(io.BytesIO(reader.pdf(format=paper))).pages) == 2, paper
    assert [url for url in asked if not url.startswith("data:")] == [files["html"].as_uri()]
    elsewhere.close()
