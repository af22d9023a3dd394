"""Who can't see a chart or map is told what it shows."""

from __future__ import annotations

import pytest

from dashboard.pages import ENTRIES

PAGES = sorted(ENTRIES)


@pytest.mark.parametrize("kind", ["plotly_chart", "deck_gl_json_chart"])
@pytest.mark.parametrize("page", PAGES)
def test_every_chart_and_map_is_described(open_page, page, kind):
    described = [element.proto.alt for element in open_page(page).get(kind)]
    assert all(len(text) > 20 and "nan" not in text for text in described), described
    assert len(described) == len(set(described))


def test_the_pages_that_promise_a_map_or_chart_have_one(open_page):
    assert open_page("overview").get("deck_gl_json_chart")
    assert open_page("agreements").get("plotly_chart")
