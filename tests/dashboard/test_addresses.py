"""Addresses as people write them: codes and names in any case, and parameters that no page knows, told aloud."""

from __future__ import annotations

import pytest

from dashboard import addresses
from dashboard.core import choices as filters
from dashboard.core.choices import party_named
from dashboard.core.plain import plain
from dashboard.pages import ENTRIES

pytestmark = pytest.mark.usefixtures("built")


@pytest.mark.parametrize("said", ["GHA", "gha", "Ghana", "ghana", "GH"])
def test_a_country_is_found_by_code_and_name_in_any_case(open_page, said):
    app = open_page("country", country=said)
    assert app.header[0].value == "Ghana" and not app.warning
    assert app.query_params["country"] in ("GHA", ["GHA"])


@pytest.mark.parametrize("said", ["CHE-GHA", "che-gha", "Switzerland-Ghana", "switzerland-GHA"])
def test_a_pair_is_found_by_codes_and_names_in_any_case(open_page, said):
    app = open_page("pair", pair=said)
    assert app.header[0].value == "Switzerland – Ghana" and not app.warning


def test_a_name_with_a_hyphen_is_no_end_of_a_name(built):
    assert party_named("Guinea-Bissau") == "GNB" and party_named("Guinea") == "GIN" and party_named("Nowhere") is None


def test_a_buyer_and_a_host_are_a_pair(open_page):
    assert open_page("pair", buyer="CHE", host="GHA").header[0].value == "Switzerland – Ghana"
    assert not open_page("pair", buyer="CHE,JPN", host="GHA").header


def test_a_buyer_is_found_by_name(open_page):
    app = open_page("agreements", buyer="switzerland", host="Ghana")
    assert not app.warning
    assert app.session_state["filters_chosen"].buyers == ("CHE",) and app.session_state["filters_chosen"].hosts == (
        "GHA",
    )


@pytest.mark.parametrize(
    ("page", "name", "told"),
    [
        ("overview", "as_of", "“as_of”, which this page does not know; asof may be meant"),
        ("overview", "iso", "“iso”, which this page does not know"),
        ("country", "Country", "country may be meant"),
        ("projects", "country", "“country”, which this page does not know"),
    ],
)
def test_an_unknown_parameter_is_told(open_page, page, name, told):
    assert [plain(told) in warning.value for warning in open_page(page, **{name: "x"}).warning] == [True]
    assert told in addresses.unknown(page, [name])[0]


def test_known_parameters_are_not_told():
    for page, own in ((name, entry.parameters) for name, entry in ENTRIES.items()):
        assert addresses.unknown(page, [*filters.NAMES, *own, "embed", "utm_source"]) == []
    assert len(addresses.unknown("overview", [f"x{n}" for n in range(50)])) == addresses.MOST_TOLD
