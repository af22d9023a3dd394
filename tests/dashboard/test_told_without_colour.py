"""What a chart says by colour alone can be told in grey too: by tones that are far apart, or by an edge."""

import pytest

from dashboard.charts import flows, sectors
from dashboard.core.choices import Filters, offered
from dashboard.core.forms import Look
from dashboard.core.forms.fills import fill
from dashboard.core.palette import DARK, LIGHT
from dashboard.projects import queries


def grey(colour: str) -> float:
    """How light a colour is to somebody who sees no colours, from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("buyer", ["JPN", "CHE", "SGP", "KOR", "SWE", "NOR"])
def test_pale_is_told_from_each_buyer_and_has_an_edge(theme, buyer):
    pale, own = (fill(meaning, "fact", Look(theme, 600)) for meaning in (flows.PALE, buyer))
    assert abs(grey(pale.colour) - grey(own.colour)) > 0.2
    assert pale.edge and not own.edge and pale.edge_width >= 1


def test_sectors_on_a_phone_have_two_parts_that_add_up(built):
    rows = queries.sectors_by_buyer(Filters(offered().edition_on))
    drawn = sectors.stacked(rows).rows
    assert {row["colour"] for row in drawn if row["projects"]} == {"JPN", flows.PALE}
    assert sum(row["projects"] or 0 for row in drawn) == rows["projects"].sum()
