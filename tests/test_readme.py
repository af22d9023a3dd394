"""The README shows every page, and names no file that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from browser.test_pages import HEADINGS


def test_the_tour_has_a_picture_of_every_page(project_root: Path) -> None:
    text = (project_root / "README.md").read_text(encoding="utf-8")
    pages = {urlsplit(path).path.strip("/") or "overview" for path in HEADINGS}
    assert set(re.findall(r"\(docs/tour/(\w+)\.webp\)<br>", text)) == pages


def test_every_link_of_the_guides_leads_to_a_file(project_root: Path) -> None:
    dead = []
    for guide in [*project_root.glob("*.md"), *(project_root / "docs").glob("*.md"), project_root / "data/README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", guide.read_text(encoding="utf-8")):
            if not urlsplit(target).scheme and not (guide.parent / target).exists():
                dead.append(f"{guide.name}: {target}")
    assert dead == []


def test_every_link_to_a_heading_of_the_guides_finds_it(project_root: Path) -> None:
    lost = []
    for guide in [*project_root.glob("*.md"), *(project_root / "docs").glob("*.md"), project_root / "data/README.md"]:
        for target, heading in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", guide.read_text(encoding="utf-8")):
            text = ((guide.parent / target) if target else guide).read_text(encoding="utf-8")
            known = {
                re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
                for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            }
            if heading not in known:
                lost.append(f"{guide.name}: {target}#{heading}")
    assert lost == []
