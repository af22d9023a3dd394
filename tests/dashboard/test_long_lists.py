"""A table of a page may end before its rows do, and says so; what counts and looks up goes through all rows."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.compare import queries as compare
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Finding
from dashboard.projects import content, content_project, queries

NOW = Filters(date(2026, 6, 30))


@pytest.fixture
def limits(small_warehouse, monkeypatch) -> list[int]:
    """Let the dashboard read the small world; the limits with which projects are asked for."""
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)
    asked, ask = [], queries.ask

    def spied(sql, **given):
        asked.extend([given["limit"]] if "limit" in given else [])
        return ask(sql, **given)

    monkeypatch.setattr(queries, "ask", spied)
    return asked


def test_only_the_table_of_projects_has_an_end(limits):
    choice = Choice(NOW, NOW, offered())
    compare.projects_of_pairs(NOW)
    content_project.content(choice)
    assert limits == [], "a project beyond the end of the table would be neither counted nor found"
    content._projects(choice, 1)
    assert limits == [2000]


def test_a_table_says_where_it_ends(limits):
    choice = Choice(NOW, NOW, offered())
    shown = len(queries.projects(NOW))
    told = {
        count: next(block.drawn for block in content._projects(choice, count) if isinstance(block, Finding))
        for count in (shown, shown + 1)
    }
    whole = "A project opens by its key. A word stands where a quantity is missing."
    assert told[shown] == whole
    assert told[shown + 1] == f"{whole} The first {shown} rows are shown; the extract has the same rows."
