"""A small table of words on a place leads from each cell that has rows behind it, and from no other; what was sold is read so as long as it is little."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.links import Behind
from dashboard.places.blocks import words
from dashboard.places.findings_context import BEHIND
from dashboard.trade import block

NOW = Filters(date(2026, 6, 30))


def test_a_cell_leads_to_its_own_rows():
    behind = Behind("agreements", (("host_iso3", "GHA"),))
    table = words("partners", [{"kind": "Agreements", "count": "7", BEHIND: {"count": behind}}], NOW)
    (row,) = table.rows
    assert row["kind"] == "Agreements"
    assert row["count"] == "[7](<rows?asof=2026-06-30&figure=agreements&key=host_iso3%3AGHA>)"


# Sweden sold eight of them 25 million US$ or more in one of the years, the others less (tests/world/second/rows/trade_flows.csv); the first three first.
SOLD = ["LKA", "KHM", "GHA", "NPL", "VNM", "ZMB", "CHL", "DMA", "RWA", "SEN", "PER"]


@pytest.mark.parametrize(
    ("flows", "is_of_words", "panels"),
    [
        ([("SWE", SOLD[:2])], True, 0),
        ([("SWE", SOLD[:3])], True, 3),
        ([("SWE", SOLD[:2] + SOLD[9:])], True, 0),
        ([("SWE", SOLD[:10])], True, 8),
        ([("SWE", SOLD)], False, 8),
        ([("SWE", SOLD[:8]), ("NOR", ["CHL"])], True, 8),
    ],
)
def test_up_to_ten_flows_are_read_as_words_and_three_to_eight_of_a_size_are_drawn(
    second_warehouse, monkeypatch, flows, is_of_words, panels
):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)
    finding, table, *_ = block.blocks(Choice(NOW, NOW, offered(), ()), "sold", [(by, tuple(to)) for by, to in flows])
    drawn = {row["area"] for chart in finding.charts for row in chart.form.rows}
    assert (table.is_of_words, len(drawn)) == (is_of_words, panels)
