"""How a test without a browser goes from page to page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash


def switch_to(app: AppTest, page: str) -> AppTest:
    """Let the next run open a page by its name; switch_page of Streamlit knows pages that are files alone."""
    app._page_hash = calc_hash(page)
    return app
