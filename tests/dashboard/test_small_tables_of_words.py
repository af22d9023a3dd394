"""A small table of words on a place leads from each cell that has rows behind it, and from no other."""

from __future__ import annotations

from datetime import date

from dashboard.core.choices import Filters
from dashboard.core.links import Behind
from dashboard.places.blocks import words
from dashboard.places.findings_context import BEHIND

NOW = Filters(date(2026, 6, 30))


def test_a_cell_leads_to_its_own_rows():
    behind = Behind("agreements", (("host_iso3", "GHA"),))
    table = words("partners", [{"kind": "Agreements", "count": "7", BEHIND: {"count": behind}}], NOW)
    (row,) = table.rows
    assert row["kind"] == "Agreements"
    assert row["count"] == "[7](<rows?asof=2026-06-30&figure=agreements&key=host_iso3%3AGHA>)"
