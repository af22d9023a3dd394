"""How a document asks for what a page's fields hold: lists, days, words."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.core.fields import Field, Kind
from dashboard.render.boxes import box

OPTIONS = {"JPN": "Japan", "KOR": "Republic of Korea <South>"}
WRITTEN = Field("parties", "Parties", Kind.MANY, nothing="Ghana …", is_distinct=True)


@pytest.mark.parametrize(
    ("told", "value", "asked"),
    [
        (Field("exporter", "Exporter", Kind.ONE), "KOR",
         '<select name="exporter"><option value="JPN">Japan</option><option value="KOR" selected>Republic of Korea &lt;South&gt;</option></select>'),
        (Field("host", "Host", Kind.MANY, nothing="All hosts"), (),
         '<select name="host"><option value="" selected>All hosts</option><option value="JPN">Japan</option>'
         '<option value="KOR">Republic of Korea &lt;South&gt;</option></select>'),
        (Field("host", "Host", Kind.MANY, nothing="All hosts"), ("KOR", "JPN"),
         '<select name="host"><option value="">All hosts</option><option value="KOR,JPN" selected>Republic of Korea &lt;South&gt;, Japan</option>'
         '<option value="JPN">Japan</option><option value="KOR">Republic of Korea &lt;South&gt;</option></select>'),
        (WRITTEN, ("JPN", "KOR"), '<input name="parties" value="JPN,KOR" placeholder="Ghana …">'),
        (Field("dual", "Dual", Kind.YES), True, '<select name="dual"><option value="no">No</option><option value="yes" selected>Yes</option></select>'),
        (Field("q", "Words", Kind.TEXT, longest=9), 'a"b', '<input name="q" value="a&quot;b" placeholder="" maxlength="9">'),
        (Field("years", "Years", Kind.YEARS), (2020, 2024), '<input name="years" value="2020-2024" placeholder="">'),
    ],
)  # fmt: skip
def test_a_box_offers_what_can_be_chosen(told, value, asked):
    assert box(told, value, OPTIONS) == f"<label>{told.label} {asked}</label>"


def test_a_day_has_its_bounds():
    day = Field("asof", "As of", Kind.DAY)
    told = box(day, date(2024, 6, 30), {}, (date(2013, 1, 8), date(2026, 6, 30)))
    assert told == (
        '<label>As of <input type="date" name="asof" value="2024-06-30" min="2013-01-08" max="2026-06-30"></label>'
    )
