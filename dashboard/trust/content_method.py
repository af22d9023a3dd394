"""Method and sources: how the Atlas counts, and every publication behind it."""

from __future__ import annotations

from pathlib import Path

from dashboard.agreements import queries
from dashboard.core.choice import Choice
from dashboard.core.content import Extract, Heading, Page, Say, Table

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
SOURCES = {
    "publisher": "", "title": "", "published_on": "", "retrieved_on": "", "kind": "Kind", "licence": "", "url": "", "source_id": "",
}  # fmt: skip


def content(choice: Choice) -> Page:
    """Return the method as it is written down, and all publications; no choice changes either."""
    text = METHOD.read_text(encoding="utf-8")
    sources = queries.sources()
    return Page(
        (
            Say(text.split("\n", 1)[1] if text.startswith("# ") else text),
            Heading(f"The {len(sources)} publications behind the data"),
            Table("sources", sources, SOURCES, extract=Extract("sources", sources)),
        )
    )
