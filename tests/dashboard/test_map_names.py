"""Names on the live map: off the arcs, off other marks, never over each other, and within what is seen."""

import json

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.forms import Look, Map
from dashboard.core.forms.map_deck import to_deck
from dashboard.core.forms.map_deck_names import _box, _meet
from dashboard.core.palette import LIGHT
from dashboard.pages import ENTRIES


def map_of(name, **own):
    known = offered()
    chosen = Filters(known.edition_on)
    page = ENTRIES[name].content(Choice(chosen, chosen, known, tuple(own.items())))
    return next(block.form for block in page.walk() if isinstance(getattr(block, "form", None), Map))


def names_of(form, width):
    deck = json.loads(to_deck(form, Look(LIGHT, width)).json)
    pixels = 2 ** deck["initialViewState"]["zoom"]
    rows = [(row, layer["getSize"]) for layer in deck["layers"][-2:] for row in layer["data"]]
    return {row["title"]: (row, _box(row, (row["anchor"], *row["offset"]), pixels, size, 1.0)) for row, size in rows}


@pytest.mark.parametrize("width", [390, 585, 1200])
def test_names_of_a_country_stand_off_their_arcs(built, width):
    names = names_of(map_of("country", country="GHA"), width)
    assert {"Ghana", "Singapore", "Sweden", "Switzerland", "Republic of Korea"} == set(names)
    # The arcs come from the west, so no name of a buyer in the east stands there on the line of its arc.
    assert names["Republic of Korea"][0]["offset"][1] != 0 and names["Singapore"][0]["anchor"] != "end"


@pytest.mark.parametrize("width", [585, 860, 1200])
def test_no_name_stands_over_another_on_the_world(built, width):
    names = names_of(map_of("overview"), width)
    boxes = [box for _, box in names.values()]
    assert len(names) > 8 and "Japan" in names
    assert not any(_meet(one, other) for n, one in enumerate(boxes) for other in boxes[:n])
