"""What the Trade page adds up, names and gathers, on rows made up here: each boundary with both its sides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from dashboard.trade import summaries
from dashboard.trade.summaries import BOTH, NEITHER, NO_DATA, ONLY_AGREEMENT


def rows_of(names: str, *known: tuple[object, ...]) -> list[dict[str, Any]]:
    """Rows of some columns."""
    return [dict(zip(names.split(), row, strict=True)) for row in known]


def told(rows: Sequence[Mapping[str, Any]], names: str) -> list[list[object]]:
    """The values of some columns."""
    return [[row[name] for name in names.split()] for row in rows]


REPORTED = rows_of(
    "importer_iso3 year has_data why", ("PER", 2022, True, None), ("PER", 2023, True, None), ("TGO", 2022, True, None), ("TGO", 2023, False, "did not report"),
    ("CHD", 2022, True, None), ("CHD", 2023, True, None), ("CHD", 2023, True, None),
)  # fmt: skip


def test_the_figures_of_the_last_year():
    rows = rows_of(
        "year value_usd signed_by_then", (2023, 5, True), (2023, 7, True), (2023, 11, False), (2022, 100, True)
    )
    places = [{"signed_by_then": one} for one in (True, True, False, False)]
    found = summaries.headline(rows, places, REPORTED, 2023)
    assert found == summaries.Headline(2023, value_usd=23, to_partners_usd=12, importers=4, partners=2, known=2)
    assert found.partner_share == pytest.approx(12 / 23)
    assert math.isnan(summaries.headline(rows, places, REPORTED, 2021).partner_share)


def test_a_year_told_twice_makes_nobody_known_in_both():
    twice = rows_of(
        "importer_iso3 year has_data",
        ("PER", 2022, True),
        ("PER", 2022, True),
        ("TGO", 2022, True),
        ("TGO", 2023, True),
    )
    assert summaries.constant_importers(twice, (2022, 2023)) == ("TGO",)
    assert summaries.constant_importers(twice, (2022, 2022)) == ("PER", "TGO")


PLACES = rows_of(
    "area_iso3 area has_agreement signed_on agreed_from_on",
    ("PER", "Peru", True, None, None),
    ("TGO", "Togo", False, None, None),
    ("CHD", "Chad", True, None, None),
)
REPORTING = REPORTED[:-1]


def test_products_of_a_country_are_summed_within_the_years():
    rows = rows_of("importer_iso3 year value_usd", ("PER", 2022, 5), ("PER", 2022, 7), ("TGO", 2023, 3))
    assert told(summaries.by_country(rows, PLACES, REPORTING, (2022,)), "area year value_usd listed_usd") == [
        ["Chad", 2022, 0.0, 0.0], ["Peru", 2022, 12.0, 12.0], ["Togo", 2022, 0.0, 0.0],
    ]  # fmt: skip
    last = summaries.by_country(rows, PLACES, REPORTING, (2022, 2023))[-1]
    assert told([last], "area year value_usd listed_usd") == [["Togo", 2023, None, 3]]


def test_countries_stand_by_value_then_by_what_was_last_known_then_by_name():
    countries = rows_of(
        "area_iso3 area year value_usd has_agreement",
        ("AAA", "Zed", 2022, 4.0, True), ("AAA", "Zed", 2023, None, True), ("BBB", "Bea", 2022, 9.0, True), ("BBB", "Bea", 2023, None, True),
        ("CCC", "Kay", 2023, 25.0, True), ("DDD", "Ann", 2023, 24.0, True), ("EEE", "Eve", 2023, 24.0, False), ("FFF", "Ada", 2023, None, False),
        ("GGG", "Abe", 2022, 4.0, True), ("GGG", "Abe", 2023, None, True),
    )  # fmt: skip
    assert told(summaries.four_way(countries, 2023, 25), "area cell") == [
        ["Kay", BOTH], ["Ann", ONLY_AGREEMENT], ["Eve", NEITHER], ["Bea", NO_DATA], ["Abe", NO_DATA], ["Zed", NO_DATA], ["Ada", NO_DATA],
    ]  # fmt: skip
    # Who has no point in any year has no highest one.
    assert summaries.largest(countries, 9, 0) == ["CCC", "DDD", "EEE", "BBB", "AAA", "GGG"]


def flows(*known: tuple[str, str, str, float], has_signed: bool = True) -> list[dict[str, Any]]:
    """Rows of one year: importer, chain, product, value."""
    return [
        {
            "importer": importer, "importer_iso3": importer[:3].upper(), "chain": chain, "product": product, "hs_code": product[:2],
            "value_usd": value, "year": 2023, "signed_by_then": has_signed,
        }
        for importer, chain, product, value in known
    ]  # fmt: skip


def ends(rows: Sequence[Mapping[str, Any]], hosts: int, products: int) -> list[list[object]]:
    """The flows of 2023: product, importer, value."""
    return told(summaries.destinations(rows, 2023, hosts, products), "product importer value_usd")


def test_what_has_less_than_a_hundredth_is_gathered():
    rows = flows(
        ("Peru", "Solar", "Cells", 9801.0), ("Togo", "Solar", "Cells", 100.0), ("Chad", "Solar", "Cells", 98.0), ("Chad", "Solar", "Glass", 1.0)
    )  # fmt: skip
    assert ends(rows, 9, 9) == [
        ["Cells", "Peru", 9801.0], ["Cells", "Togo", 100.0], ["Cells", "Others with an agreement", 98.0], ["Glass", "Others with an agreement", 1.0],
    ]  # fmt: skip


def test_two_are_never_gathered_and_the_third_is():
    two = flows(("Peru", "Solar", "Cells", 998.0), ("Togo", "Solar", "Glass", 2.0))
    assert ends(two, 1, 1) == [["Cells", "Peru", 998.0], ["Glass", "Togo", 2.0]]
    three = flows(("Peru", "Solar", "Cells", 5.0), ("Togo", "Solar", "Glass", 3.0), ("Chad", "Solar", "Wire", 2.0))
    assert ends(three, 1, 1) == [["Cells", "Peru", 5.0], ["Other products", "Others with an agreement", 5.0]]


def test_several_chains_stand_for_their_products():
    rows = flows(("Peru", "Solar", "Cells", 5.0), ("Peru", "Wind", "Blades", 3.0), ("Peru", "Wind", "Towers", 2.5))
    assert ends(rows, 9, 9) == [["Wind", "Peru", 5.5], ["Solar", "Peru", 5.0]]
    assert ends(rows, 9, 1) == [["Wind", "Peru", 5.5], ["Solar", "Peru", 5.0]]
    assert told(summaries.destinations(rows, 2023, 9, 9), "hs_codes") == [[("Bl", "To")], [("Ce",)]]
    of_one = [row | {"chain": "Wind"} for row in rows]
    assert [row[0] for row in ends(of_one, 9, 9)] == ["Cells", "Blades", "Towers"]


def test_the_largest_are_those_with_most_in_all_and_not_in_one_product():
    rows = flows(
        ("Peru", "Solar", "Cells", 4.0), ("Peru", "Solar", "Glass", 4.0), ("Togo", "Solar", "Cells", 5.0), ("Chad", "Solar", "Wire", 1.0)
    )  # fmt: skip
    assert [row[1] for row in ends(rows, 1, 9)][:2] == ["Others with an agreement", "Peru"]
    nobody = flows(
        ("Peru", "S", "Cells", 5.0), ("Togo", "S", "Cells", 3.0), ("Chad", "S", "Cells", 2.0), has_signed=False
    )
    assert ends(nobody, 1, 9) == [["Cells", "Other countries", 5.0], ["Cells", "Peru", 5.0]]
    mixed = [row | {"signed_by_then": row["importer"] == "Togo"} for row in nobody]
    assert ends(mixed, 1, 9) == [
        ["Cells", "Peru", 5.0], ["Cells", "Others with an agreement", 3.0], ["Cells", "Others without one", 2.0],
    ]  # fmt: skip


def test_products_are_summed_after_their_flows_largest_first():
    links = rows_of(
        "product importer value_usd importers hs_codes",
        ("Cells", "Peru", 3.0, ("PER",), ("1",)), ("Glass", "Peru", 4.0, ("PER",), ("2",)), ("Cells", "Togo", 2.0, ("TGO",), ("1", "3")),
    )  # fmt: skip
    assert told(summaries.with_products(links)[3:], "product importer value_usd importers hs_codes") == [
        ["Cells", "All importers", 5.0, ("PER", "TGO"), ("1", "3")], ["Glass", "All importers", 4.0, ("PER",), ("2",)],
    ]  # fmt: skip


def test_shares_of_two_years():
    last = rows_of(
        "exporter_iso3 exporter value_usd total_usd attribution",
        ("CHN", "China", 60, 200, "UN"),
        ("JPN", "Japan", 30, 200, "UN"),
        ("PER", "Peru", 5, 200, "UN"),
    )
    first = rows_of("exporter_iso3 value_usd total_usd", ("JPN", 10, 80), ("CHN", 30, 80))
    table = summaries.share_table(last, first)
    assert told(table, "exporter value_usd attribution share first_share") == [
        ["China", 60, "UN", 0.3, 0.375], ["Japan", 30, "UN", 0.15, 0.125], ["Peru", 5, "UN", 0.025, None], ["All other suppliers", 105, "UN", 0.525, 0.5],
    ]  # fmt: skip
    assert [row["first_share"] for row in summaries.share_table(last, ())] == [None] * 4
    assert summaries.share_table((), first) == []
