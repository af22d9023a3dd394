"""One statement on delivery: numbers worked out by hand, and a title that stays true for every filter."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.over_expected import over_expected
from dashboard.core.forms import Look, to_plotly
from dashboard.core.palette import LIGHT
from dashboard.delivered import delivery_rate


def issuances(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    """Rows of (project, host, technology, issued, expected)."""
    frame = pd.DataFrame(rows, columns=["project_id", "host", "technology", "issued_tco2e", "expected_in_period_tco2e"])
    return frame.assign(
        issued_over_expected=frame["issued_tco2e"] / frame["expected_in_period_tco2e"],
        title=frame["project_id"] + " Plant",
        monitoring_period="2017-01-01/2017-12-31",
        buyer_iso3="JPN",
        source_publisher="JCM secretariat",
    )


MIXED = issuances(
    ("A", "Peru", "solar", 300, 200),
    ("A", "Peru", "solar", 250, 200),
    ("B", "Ghana", "stoves", 10, 20),
    ("C", "Peru", "stoves", 30, 40),
    ("D", "Peru", "boilers", 5, 10),
)


def test_sum_and_median_by_hand():
    rate = delivery_rate.of(MIXED)
    assert (rate.n, rate.projects, rate.short) == (5, 4, 3)
    assert rate.hosts == (("Peru", 4), ("Ghana", 1))
    # 595 of 470; ratios 1.5, 1.25, 0.5, 0.75, 0.5.
    assert rate.together == pytest.approx(595 / 470)
    assert rate.median == pytest.approx(0.75)
    said = delivery_rate.statement(rate)
    assert "5 issuances of 4 projects" in said and "4 in Peru and 1 in Ghana. 3 of them fell short." in said
    assert (
        "**127%** (595 of 470 t) because a large solar project did better; the median issuance brought **75%**" in said
    )


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (MIXED, "3 of 5 issuances fell short; the total came to 127% because a large solar project did better"),
        (MIXED.iloc[2:], "All 3 issuances fell short; the total came to 64%"),
        (MIXED.iloc[2:4], "Both issuances fell short; the total came to 67%"),
        (MIXED.iloc[:2], "None of 2 issuances fell short; the total came to 138%"),
        (MIXED.iloc[[2]], "The one issuance that can be compared fell short of its estimate: 50% came"),
        (MIXED.iloc[[0]], "The one issuance that can be compared reached its estimate: 150% came"),
        # Exactly as estimated is not short.
        (
            issuances(("A", "Peru", "solar", 20, 20)),
            "The one issuance that can be compared reached its estimate: 100% came",
        ),
        # No reason where the sum fell short too.
        (
            issuances(("A", "Peru", "solar", 21, 20), ("B", "Peru", "stoves", 1, 20)),
            "1 of 2 issuances fell short; the total came to 55%",
        ),
        # The surplus is shared by two technologies: none is named.
        (
            issuances(("A", "Peru", "solar", 40, 20), ("B", "Peru", "wind", 40, 20), ("C", "Peru", "stoves", 1, 20)),
            "1 of 3 issuances fell short; the total came to 135% because others did better",
        ),
        # Small ones made the surplus: "large" isn't said.
        (
            issuances(("A", "Peru", "solar", 90, 20), ("B", "Peru", "solar", 90, 20), ("C", "Peru", "stoves", 20, 30)),
            "1 of 3 issuances fell short; the total came to 286% because solar projects did better",
        ),
    ],
)
def test_titles(rows, title):
    assert delivery_rate.title(delivery_rate.of(rows)) == title


SHORT = ("S", "Peru", "wind", 90, 99)


@pytest.mark.parametrize(
    ("rows", "better", "projects", "is_larger"),
    [
        # Nine tenths of the surplus are enough for a name, and one tonne less of ten thousand is not.
        ([("A", "Peru", "solar", 190, 100), ("B", "Peru", "biogas", 60, 50), SHORT], "solar", 1, True),
        ([("A", "Peru", "solar", 8999, 0), ("B", "Peru", "biogas", 1001, 0), SHORT], "", 2, False),
        ([("A", "Peru", "solar", 190, 99), ("B", "Peru", "biogas", 60, 50), SHORT], "solar", 1, False),
        ([("A", "Peru", "solar", 190, 100), ("B", "Peru", "solar", 98, 98), SHORT], "solar", 2, False),
        ([("A", "Peru", "solar", 190, 100), ("B", "Peru", "solar", 100.5, 100), ("A", "Peru", "solar", 199.5, 200)], "solar", 2, False),
        ([("A", "Peru", "solar", 190, 100), SHORT, ("T", "Peru", "wind", 1, 200)], "solar", 1, False),
        ([("A", "Peru", "solar", 190, 100), SHORT, ("T", "Peru", "wind", 1, 20)], "solar", 1, True),
        # Without a surplus, and without a technology, nothing made it.
        ([("A", "Peru", "solar", 100, 100), SHORT], "", 1, True),
        ([("A", "Peru", None, 190, 100), SHORT], "", 1, True),
        ([("A", "Peru", "solar", 190, 100)], "solar", 1, False),
        ([SHORT], "", 0, False),
    ],
)  # fmt: skip
def test_what_made_the_surplus(rows, better, projects, is_larger):
    rate = delivery_rate.of(issuances(*rows))
    assert (rate.better, rate.better_projects, rate.is_better_larger) == (better, projects, is_larger)


def test_issuances_a_little_below_their_estimate_fell_short():
    rate = delivery_rate.of(issuances(("A", "Peru", "solar", 99.5, 100), ("B", "Peru", "solar", 100, 100)))
    assert (rate.n, rate.short) == (2, 1)
    with pytest.raises(ValueError, match="no issuance has a known period"):
        delivery_rate.of(issuances())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", "Peru", "solar", 1500, 2000)],
         "One issuance, in Peru, can be held against its project’s own estimate for the same days: it brought **75%** (1,500 of 2,000 t). Projects that issued nothing can’t be compared."),
        ([("A", "Peru", "solar", 1500, 1000), ("A", "Peru", "solar", 1000, 1000)],
         "2 issuances of 1 project can be held against the projects’ own estimate for the same days: all in Peru. None of them fell short. Together they brought **125%** (2,500 of 2,000 t); the median issuance brought **125%**. Projects that issued nothing can’t be compared."),
        ([("A", "Peru", "solar", 1500, 1000), ("B", "Ghana", "wind", 500, 1000), ("C", "Ghana", "wind", 900, 1000)],
         "3 issuances of 3 projects can be held against the projects’ own estimate for the same days: 2 in Ghana and 1 in Peru. 2 of them fell short. Together they brought **97%** (2,900 of 3,000 t); the median issuance brought **90%**. Projects that issued nothing can’t be compared."),
    ],
)  # fmt: skip
def test_what_was_compared(rows, said):
    assert delivery_rate.statement(delivery_rate.of(issuances(*rows))) == said


@pytest.mark.parametrize(
    ("technology", "wins", "because"),
    [
        ("incinerator", [(150, 10)], "an incinerator project did better"), ("solar", [(150, 10)], "a solar project did better"),
        ("incinerator", [(300, 200)], "a large incinerator project did better"), ("stove", [(250, 10), (150, 10)], "stove projects did better"),
        ("incinerator", [(300, 200), (300, 200)], "large incinerator projects did better"),
    ],
)  # fmt: skip
def test_the_reason_in_words(technology, wins, because):
    won = [(f"W{at}", "Peru", technology, *tonnes) for at, tonnes in enumerate(wins)]
    title = delivery_rate.title(delivery_rate.of(issuances(*won, SHORT)))
    assert title.endswith(f" because {because}")


def test_a_sum_that_comes_to_all_has_a_reason_and_one_below_has_none():
    lost = ("S", "Peru", "wind", 50, 100)
    even = delivery_rate.of(issuances(("W", "Peru", "solar", 60, 10), lost))
    assert delivery_rate.title(even).endswith("the total came to 100% because a solar project did better")
    less = delivery_rate.of(issuances(("W", "Peru", "solar", 59, 10), lost))
    assert delivery_rate.title(less) == "1 of 2 issuances fell short; the total came to 99%"


def test_the_rate_over_all_projects_is_the_newest_of_those_that_calibrate():
    rows = [
        {"is_calibration": calibrates, "as_of": day, "publisher": name, "issued_over_expected": rate}
        for calibrates, day, name, rate in (
            (False, "2026-01", "Nobody", 0.9),
            (True, "2025-10-31", "Office", 0.314),
            (True, "2024", "Institute", 0.2),
        )
    ]
    said = (
        "over **all** projects known here, issuances published by 31 Oct 2025 (Office) came to **31%** of what was expected by then"
    )  # fmt: skip
    assert delivery_rate.rate_in_words(rows) == said
    assert delivery_rate.rate_in_words(rows[:1]) == ""
    assert f"nothing: {said}, which is the central case on Targets. The Calculator" in delivery_rate.uses(said)
    assert "Neither" not in delivery_rate.uses("")


def test_nothing_to_compare_is_no_rate():
    with pytest.raises(ValueError, match="no issuance"):
        delivery_rate.of(MIXED.iloc[:0])


def test_dots_have_the_area_of_their_tonnes_and_one_row_a_project():
    figure = to_plotly(over_expected(MIXED.reset_index(drop=True)), Look(LIGHT, 1240))
    # Dark above the estimate, light below it.
    above, below = sorted(figure["data"], key=lambda trace: -min(trace["x"]))
    dots = {
        row: (x, y, size)
        for trace in (above, below)
        for row, x, y, size in zip(trace["ids"], trace["x"], trace["y"], trace["marker"]["size"], strict=True)
    }
    assert [dots[row][0] for row in range(5)] == pytest.approx([150, 125, 50, 75, 50])
    # A with 550 t first, then C, B, D.
    assert [dots[row][1] for row in range(5)] == [0, 0, 2, 1, 3]
    areas = [dots[row][2] ** 2 / MIXED["issued_tco2e"].iloc[row] for row in (0, 1, 3)]
    assert areas == pytest.approx([areas[0]] * 3)
    # Smaller ones can still be seen and clicked.
    assert dots[2][2] == dots[4][2] == 7
    assert figure["layout"]["yaxis"]["ticktext"][0] == "A Plant"
    assert all("JCM secretariat" in said for trace in figure["data"] for said in trace["hovertext"])
    assert "300 + 250" in [note["text"] for note in figure["layout"]["annotations"]]
