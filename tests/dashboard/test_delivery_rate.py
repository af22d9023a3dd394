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
    assert "300 + 250" in [note["text"] for note in figure["layout"]["annotations"]]
