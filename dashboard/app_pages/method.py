"""Method and sources: how the Atlas counts, and every publication behind it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.agreements import queries
from dashboard.core.columns import headed
from dashboard.render import components
from dashboard.render.page import current

METHOD = Path(__file__).parents[2] / "docs" / "method.md"

page = current()
text = METHOD.read_text(encoding="utf-8")
st.markdown(text.split("\n", 1)[1] if text.startswith("# ") else text)
sources = queries.sources()
st.header(f"The {len(sources)} publications behind the data", anchor=False)
components.data_table(
    sources,
    headed("publisher", "title", "published_on", "retrieved_on", "kind", "licence", "url", "source_id"),
    height=500,
)
components.download(page, "sources", sources)
