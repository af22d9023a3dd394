"""A figure and its parts, on rows made up here: what leads, what is apart, which word stands where nothing is known."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from drawn import _Reader

from dashboard.core import told
from dashboard.core.answer import Answer, answer
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Finding
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, is_summed, scope_of
from dashboard.core.forms import Look, to_plotly, to_svg
from dashboard.core.palette import DARK, LIGHT
from dashboard.core.part import Part
from dashboard.core.records import as_dicts
from dashboard.delivered import buyer_bars
from dashboard.pages import ENTRIES
from dashboard.render import tiles

DAY = Filters(date(2026, 3, 1))
LEDGER = Subject("event", "event_id", lambda _: pd.DataFrame(), FilterGroup.PROJECTS)
ISSUED = Figure(
    "jcm_issued", "Issued as JCM credits", LEDGER, "issuance", "issuances", "Issuances.", of=lambda rows: rows["event"] == "issuance",
    within=is_summed, sums="quantity_tco2e", unit="tCO2e", question="How many?", done="issued as JCM credits", known="issuance",
    published=lambda _: (),
)  # fmt: skip
COUNT = Figure(
    "agreements", "Agreements", Subject("agreement", "agreement_id", lambda _: pd.DataFrame(), FilterGroup.AGREEMENTS),
    "agreement", "agreements", "Each counts once.", question="How many?", done="signed", known="agreement",
)  # fmt: skip


def event(day: str, tonnes: float | None, kind: str = "summed", event: str = "issuance") -> dict[str, object]:
    """A row of the ledger: summed, a lead, one whose amount a lead alone states, a second figure, or one without an amount."""
    return {
        "event_id": f"{event}-{day}-{tonnes}",
        "event": event,
        "event_on": day,
        "event_until_on": pd.Timestamp(day),
        "quantity_tco2e": tonnes,
        "is_summed": kind == "summed",
        "is_lead": kind == "lead",
        "is_unconfirmed": kind in ("lead", "lead amount"),
        "is_alternative_of": "other" if kind == "alternative" else None,
        "quantity_word": {"silent": "amount not found", "withheld": "not published"}.get(kind),
        "source_publisher": "A wiki" if kind.startswith("lead") else "A ministry",
    }


COLUMNS = list(event("2020-01-01", 1))


def told_of(*rows: dict[str, object], totals: list[tuple[str, float, bool]] = (), hole: str | None = None) -> Answer:
    """The answer for these rows and published totals (day, tonnes, is a lead), newest first; `hole` is the key of the largest one."""
    published = [
        {
            "total_id": day, "value": value, "as_of": day, "as_of_until_on": pd.Period(day).end_time.date(), "publisher": "Research House (RH)",
            "source_title": "Page", "source_url": "https://x.org", "is_lead": is_lead, "is_approximate": not is_lead,
            "hole_name": hole and "Forest", "hole_key": hole,
        }
        for day, value, is_lead in totals
    ]  # fmt: skip

    def word(events: int, confirmed: int, is_withheld: bool) -> str:
        # The order of the words in the data (etl/schema/words.sql, missing_word).
        if not events:
            return "none yet"
        return "none confirmed" if not confirmed else "not published" if is_withheld else "amount not found"

    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    return answer(ISSUED, DAY, frame, word=word, totals=published)


def test_the_published_total_leads_and_is_compared_at_its_own_day():
    found = told_of(
        event("2023-12-31", 60),
        event("2024-10-31", 40),
        event("2024-11-01", 50),
        totals=[("2024-10-31", 700_000, False), ("2018-07-12", 10, False)],
        hole="KH005",
    )
    assert (found.value, found.traced_then, found.leading.as_of) == (150, 100, "2024-10-31")
    assert told.shown(found) == "about 0.7 Mt"
    assert told.sentence(found, is_markdown=False) == (
        "about 0.7 Mt issued as JCM credits by Oct 2024 (RH); 100 t of it traced to projects, 150 t by Nov 2024; "
        "largest gap: Forest, KH005"
    )


def test_an_old_total_does_not_lead_over_what_is_traced_by_now():
    found = told_of(event("2017-01-01", 60), event("2025-01-01", 40), totals=[("2018-07-12", 70, False)])
    assert found.leading is None and told.shown(found) == "100 t"
    assert found.published.value == 70 and found.traced_then == 60


def test_a_lead_is_in_no_number_and_stands_apart():
    found = told_of(event("2025-01-01", 10), event("2025-02-01", 90, "lead"), event("2025-03-01", 5, "lead amount"))
    assert (found.value, found.unconfirmed, found.known) == (10, 95, 2)
    lines = {part.mark: f"{part.number} {part.text}" for part in told.parts(found)}
    assert lines["lead"] == "95 t unconfirmed in 2 rows, in no total: A wiki"
    assert lines["traced"].startswith("10 t traced to 1 issuance")
    assert "95 t" not in told.shown(found)


def test_a_total_of_a_lead_is_shown_where_it_tells_more_than_its_rows():
    rows = (event("2025-01-01", 10), event("2025-02-01", 90, "lead"))
    assert told_of(*rows, totals=[("2026-02", 100, True)]).lead_total is None
    more = told_of(*rows, totals=[("2026-02", 817_247, True)])
    assert more.lead_total.value == 817_247 and more.published is None and more.leading is None


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ((), "none yet"),
        ((event("2025-02-01", 90, "lead"),), "none confirmed"),
        ((event("2025-02-01", None, "silent"),), "amount not found"),
        ((event("2025-02-01", None, "withheld"),), "not published"),
        ((event("2025-02-01", 9, "lead amount"),), "amount not found"),
        ((event("2025-02-01", 9, event="first_transfer"),), "none yet"),
    ],
)
def test_a_missing_quantity_has_its_word(rows, word):
    found = told_of(*rows)
    assert (found.value, found.word, told.shown(found)) == (None, word, word)


def test_a_second_figure_for_an_event_is_no_second_event():
    found = told_of(event("2025-01-01", 10), event("2025-01-01", 12, "alternative"))
    assert (found.value, found.known, found.unknown) == (10, 1, {})


def test_a_count_of_nothing_is_a_word_and_never_nought():
    found = answer(COUNT, DAY, pd.DataFrame({"agreement_id": []}), word=lambda *_: "none yet")
    assert told.shown(found) == "none yet"
    assert told.shown(answer(COUNT, DAY, pd.DataFrame({"agreement_id": ["a", "b"]}), word=lambda *_: "x")) == "2"


def test_two_choices_are_one_scope_where_the_figure_follows_the_same():
    narrow = Filters(DAY.as_of, buyers=("JPN",), rule="binding", sectors=("transport",))
    assert scope_of(narrow, FilterGroup.PROJECTS) == "asof=2026-03-01&buyer=JPN&sector=transport"
    assert scope_of(narrow, FilterGroup.AGREEMENTS) == "asof=2026-03-01&buyer=JPN&rule=binding"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_bars_share_one_scale_and_every_part_is_drawn(theme):
    found = told_of(
        event("2024-01-01", 350_000), event("2025-02-01", 70_000, "lead"), totals=[("2024-10-31", 700_000, False)]
    )
    drawn = tiles.html([found], theme, lambda *_: "rows?figure=x")
    widths = [part.partition("%")[0] for part in drawn.split('style="width:')[1:]]
    assert widths == ["100.0", "50.0", "10.0"]
    (tile,) = _Reader(drawn).found
    assert (tile.measure, tile.scope) == ("jcm_issued", "asof=2026-03-01")
    assert tile.value == "≈\u202f0.7 Mt by Oct 2024" and tile.under == "published by RH for 31 Oct 2024"
    assert len(tile.lines) == 3 and len(tile.links) == 2


def test_a_bar_that_nothing_is_held_against_is_not_drawn():
    """Three sums of one page, each with a bar of the same length, looked like three equal sums."""
    traced, lead = told_of(event("2024-01-01", 350_000)), told_of(event("2025-02-01", 70_000, "lead"))
    assert 'class="bars"' not in tiles.html([traced], LIGHT, lambda *_: "")
    assert 'class="bars"' in tiles.html([lead], LIGHT, lambda *_: "")
    assert 'class="bars"' in tiles.html([traced], LIGHT, lambda *_: "", is_one_scale=True)


def test_words_of_the_data_are_no_markup():
    nasty = told_of(event("2025-01-01", 10, "lead") | {"source_publisher": "<script>alert(1)</script>"})
    drawn = tiles.html([nasty], LIGHT, lambda *_: 'rows?a="><b>', labels=["<i>x</i>"], notes=["<u>"])
    for markup in ("<script>", '<b>"', "<i>x", "<u>", '"><b>'):
        assert markup not in drawn
    assert "&lt;script&gt;" in drawn
    row = ("JPN", "<b>Japan</b>", {"jcm_issued": nasty, "transferred": nasty})
    drawn = to_svg(buyer_bars.draw([row], ("jcm_issued",), "Bars"), Look(LIGHT, 800))
    assert "<b>Japan" not in drawn and "&lt;b&gt;Japan" in drawn


def test_the_table_of_the_bars_says_what_the_bars_say():
    """A total that a lead alone gives was drawn as a bar and "not found" in the table of the same rows."""
    found = told_of(event("2025-01-01", 10), event("2025-02-01", 90, "lead"), totals=[("2026-02", 817_247, True)])
    table = buyer_bars.table([("JPN", "Japan", {"jcm_issued": found})], ("jcm_issued",))
    assert [bar["unconfirmed_tco2e"] for bar in table] == [817_247]
    bars = buyer_bars.draw([("JPN", "Japan", {"jcm_issued": found})], ("jcm_issued",), "Bars").rows
    assert [bar["tonnes"] for bar in bars] == [10, 817_247]


def test_the_legend_hatches_what_the_bars_hatch():
    found = told_of(event("2025-01-01", 10), event("2025-02-01", 90, "lead"))
    form = buyer_bars.draw([("JPN", "Japan", {"jcm_issued": found})], ("jcm_issued",), "Bars")
    traces = to_plotly(form, Look(LIGHT, 800))["data"]
    shapes = {trace.get("name"): trace["marker"].get("pattern", {}).get("shape") for trace in traces if trace.get("showlegend")}  # fmt: skip
    assert shapes == {"published total": None, "traced to projects": None, "unconfirmed, in no total": "/"}


def test_every_buyer_with_tonnes_leads_to_their_rows(built):
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["delivered"].content(Choice(filters, filters, known))
    table = next(block.table for block in page.walk() if isinstance(block, Finding) and block.table and block.table.key == "by_buyer")  # fmt: skip
    rows = as_dicts(table.frame())
    behind, of_total = table.links
    assert [bool(behind.address(row)) for row in rows] == [row["traced"][0].isdigit() for row in rows]
    assert [bool(of_total.address(row)) for row in rows] == [bool(row["published_by"]) for row in rows]
    assert any(map(behind.address, rows)) and any(map(of_total.address, rows))


def test_nobody_leads_where_the_choice_made_it_so():
    sums = {"jcm_issued": told_of(event("2025-01-01", 10)), "transferred": told_of(event("2025-01-01", 10))}
    none = {"jcm_issued": told_of(), "transferred": told_of()}
    rows = [("JPN", "Japan", none), ("CHE", "Switzerland", sums), ("SWE", "Sweden", none)]
    args = (sums["jcm_issued"], sums["transferred"])
    assert "went to Switzerland" in buyer_bars.finding(rows, *args, is_narrowed=False)
    assert "went to" not in buyer_bars.finding(rows, *args, is_narrowed=True)
    assert "went to" not in buyer_bars.finding(rows[1:2], *args, is_narrowed=False)


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (["until 2030", "2021-2030"], ", all to 2030"),
        (["until 2030", None], ", 1.00 Mt of it to 2030"),
        (["ten years", None], ""),
    ],
)
def test_both_forms_of_estimate_are_told(periods, said):
    rows = pd.DataFrame({"expected_period": periods, "expected_tco2e_total": [1e6, 2e6]})
    assert told._until(Part(rows)) == said
