"""Figures, answers and rows made up for tests of sentences: what leads, what is traced, what rests on leads."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import Answer, Hole, Total
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, is_summed
from dashboard.core.part import Part

NOBODY = Subject("event", "event_id", lambda _: pd.DataFrame(), FilterGroup.PROJECTS)
MOVED = Figure(
    "transferred", "First transferred", NOBODY, "first transfer", "first transfers", "How.", within=is_summed, sums="quantity_tco2e",
    unit="tCO2e", done="first transferred", known="first_transfer", published=lambda _: pd.DataFrame(),
)  # fmt: skip
YEARLY = Figure(
    "expected_yearly", "Expected a year", NOBODY, "project", "projects", "How.", sums="expected_tco2e_per_year",
    unit="tCO2e a year", done="expected a year", known="project", is_estimate=True,
)  # fmt: skip
IN_ALL = Figure(
    "expected_total", "Expected in total", NOBODY, "project", "projects", "How.", sums="expected_tco2e_total", unit="tCO2e",
    done="expected in total", known="project", is_estimate=True,
)  # fmt: skip
ALLOWED = Figure(
    "authorisations",
    "Authorisations",
    NOBODY,
    "authorisation",
    "authorisations",
    "How.",
    done="known",
    known="authorisation",
)
PAIRS = Figure("pairs", "Pairs", NOBODY, "pair", "pairs", "How.", done="with a signed text", known="agreement")


def rows(*tonnes: float, on: tuple[str | None, ...] = ("2024-05-02", "2025-01")) -> pd.DataFrame:
    """Summed rows of the ledger with their days."""
    days = [pd.Timestamp(known or "2026-03-01") for known in on[: len(tonnes)]]
    return pd.DataFrame(
        {"quantity_tco2e": tonnes, "event_on": on[: len(tonnes)], "event_until_on": days, "source_publisher": "A page"}
    )


def leads(*tonnes: float, by: tuple[str, ...] = ("A wiki", "A copy", "A third")) -> pd.DataFrame:
    """Rows that rest on leads alone."""
    return pd.DataFrame({"quantity_tco2e": tonnes, "source_publisher": by[: len(tonnes)]})


def total(value: float, *, about: bool = False, by: str = "Research House (RH)", as_of: str = "2024-10-31") -> Total:
    """A published total."""
    return Total("t1", value, as_of, date(2024, 10, 31), by, "Page", "https://x.org", about)


def projects(column: str, *tonnes: float, until: str | None = None) -> pd.DataFrame:
    """Projects with an estimate."""
    return pd.DataFrame({column: tonnes, "expected_period": [until] * len(tonnes)})


def of(figure: Figure, **parts: object) -> Answer:
    """An answer of these parts."""
    given = {"rows": rows(), "value": None, "known": 0, "leads": leads()} | parts
    made_of, on_leads = Part(given.pop("rows")), Part(given.pop("leads"))  # type: ignore[arg-type]
    return Answer(figure, Filters(date(2026, 3, 1)), made_of=made_of, on_leads=on_leads, **given)  # type: ignore[arg-type]


def lines(answer: Answer) -> list[str]:
    """The lines below a figure."""
    return [f"{part.mark}: {part.number} {part.text}" for part in told.parts(answer)]


HOLE = Hole("Forest", "KH005")
ALL_TRACED = of(MOVED, rows=rows(60, 40), value=100, known=2, published=total(100), traced_then=100, hole=HOLE)
PART_TRACED = of(
    MOVED, rows=rows(60, 40), value=100, known=3, published=total(1_500_000), traced_then=60, hole=HOLE,
    unknown={"amount not found": 1, "not published": 2},
)  # fmt: skip
TRACED_LATER = of(MOVED, rows=rows(60), value=60, known=1, published=total(700_000, about=True))
SAME_THEN = of(MOVED, rows=rows(60), value=60, known=1, published=total(700_000, about=True), traced_then=60)
NOTHING_TRACED = of(MOVED, published=total(700_000, about=True), word="amount not found")
OLD_TOTAL = of(
    MOVED, rows=rows(1_000_000, 1_500_000), value=2_500_000, known=2, published=total(12_345), traced_then=60, hole=HOLE
)
TRACED = of(MOVED, rows=rows(60, 40), value=100, known=2, known_up_to=date(2026, 5, 31))
UNDATED = of(MOVED, rows=rows(60, on=(None,)), value=60, known=1)
BESIDE_LEADS = of(
    MOVED,
    rows=rows(60),
    value=60,
    known=1,
    leads=leads(1234, 5),
    lead_total=total(5000, by="A fourth", as_of="2026-07"),
)
SAME_LEAD = of(MOVED, leads=leads(5000), lead_total=total(5000, by="A fourth", as_of="2026-07"), word="none confirmed")
THREE_LEADS = of(MOVED, leads=leads(1, 2, 3), word="none confirmed")
NO_AMOUNT = of(MOVED, leads=leads(float("nan")), word="none confirmed")
NONE_YET = of(MOVED, word="none yet")
WITHHELD = of(MOVED, word="not published", known=1, unknown={"not published": 1})
NOT_OURS = of(MOVED, word="not applicable")
ESTIMATES = of(YEARLY, rows=projects("expected_tco2e_per_year", 1e6, 1.2e6), value=2.2e6, known=5)
ONE_ESTIMATE = of(YEARLY, rows=projects("expected_tco2e_per_year", 1000), value=1000, known=1)
IN_TOTAL = of(IN_ALL, rows=projects("expected_tco2e_total", 1e6, until="until 2030"), value=1e6, known=4)
NO_ESTIMATE = of(YEARLY, word="amount not found", known=3)
NO_TOTAL = of(IN_ALL, word="amount not found", known=3)
ONE_ALLOWED = of(ALLOWED, value=1, known=1, leads=leads(1, 2))
MANY_ALLOWED = of(ALLOWED, value=1234, known=1234, known_up_to=date(2026, 1, 31))
TWO_PAIRS = of(PAIRS, value=2, known=2)
