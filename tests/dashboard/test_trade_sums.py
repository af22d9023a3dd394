"""What the Trade page adds up, names and gathers, on rows made up here: each boundary with both its sides."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.trade import summaries
from dashboard.trade.summaries import BOTH, NEITHER, NO_DATA, ONLY_AGREEMENT

NAN = float("nan")
REPORTED = pd.DataFrame(
    [
        ("PER", 2022, True, None), ("PER", 2023, True, None), ("TGO", 2022, True, None), ("TGO", 2023, False, "did not report"), ("CHD", 2022, True, None),
        ("CHD", 2023, True, None), ("CHD", 2023, True, None),
    ],
    columns=["importer_iso3", "year", "has_data", "why"],
).astype({"has_data": object})  # fmt: skip


def test_the_figures_of_the_last_year():
    rows = pd.DataFrame(
        [(2023, 5, True), (2023, 7, True), (2023, 11, False), (2022, 100, True)],
        columns=["year", "value_usd", "signed_by_then"],
    ).astype({"signed_by_then": object})
    places = pd.DataFrame({"signed_by_then": [True, True, False, False]})
    found = summaries.headline(rows, places, REPORTED, 2023)
    assert found == summaries.Headline(2023, value_usd=23, to_partners_usd=12, importers=4, partners=2, known=2)
    assert found.partner_share == pytest.approx(12 / 23)
    assert math.isnan(summaries.headline(rows, places, REPORTED, 2021).partner_share)


def test_rows_of_an_extract_have_names_and_an_order():
    flows = pd.DataFrame(
        [("PER", 2022, "850760", 5), ("TGO", 2023, "850760", 5), ("PER", 2023, "870380", 5), ("PER", 2023, "850760", 5), ("PER", 2023, "850110", 9)],
        columns=["importer_iso3", "year", "hs_code", "value_usd"],
    ).assign(source_id="own")  # fmt: skip
    places = pd.DataFrame(
        {"area_iso3": ["PER", "TGO"], "area": ["Peru", "Togo"], "region": "R", "income_group": "I", "has_agreement": True, "signed_on": None, "agreed_from_on": None}
    )  # fmt: skip
    goods = pd.DataFrame(
        {"hs_code": ["850760", "870380", "850110"], "label": ["Batteries", "Cars", "Motors"], "value_chain": "v", "chain": "c", "stage": "s"}
    )  # fmt: skip
    whence = pd.DataFrame(
        [
            {
                "source_id": "own",
                "publisher": "Office",
                "title": "T",
                "valuation": "CIF",
                "attribution": "A",
                "url": "u",
                "licence": "l",
            }
        ]
    )
    rows = summaries.named(flows, places, goods, whence, "JPN")
    assert rows[["year", "value_usd", "importer", "product"]].to_numpy().tolist() == [
        [2023, 9, "Peru", "Motors"], [2023, 5, "Peru", "Batteries"], [2023, 5, "Peru", "Cars"], [2023, 5, "Togo", "Batteries"], [2022, 5, "Peru", "Batteries"],
    ]  # fmt: skip
    assert list(rows.columns[:2]) == ["exporter_iso3", "importer_iso3"] and set(rows["exporter_iso3"]) == {"JPN"}


def test_a_year_told_twice_makes_nobody_known_in_both():
    twice = pd.DataFrame(
        [("PER", 2022, True), ("PER", 2022, True), ("TGO", 2022, True), ("TGO", 2023, True)],
        columns=["importer_iso3", "year", "has_data"],
    )
    assert summaries.constant_importers(twice, (2022, 2023)) == ("TGO",)
    assert summaries.constant_importers(twice, (2022, 2022)) == ("PER", "TGO")


PLACES = pd.DataFrame(
    [("PER", "Peru", True), ("TGO", "Togo", False), ("CHD", "Chad", True)],
    columns=["area_iso3", "area", "has_agreement"],
).assign(signed_on=None, agreed_from_on=None)
REPORTING = REPORTED.drop_duplicates()


def test_products_of_a_country_are_summed_within_the_years():
    rows = pd.DataFrame(
        [("PER", 2022, 5), ("PER", 2022, 7), ("TGO", 2023, 3)], columns=["importer_iso3", "year", "value_usd"]
    )
    told = summaries.by_country(rows, PLACES, REPORTING, (2022,))
    assert told[["area", "year", "value_usd", "listed_usd"]].to_numpy().tolist() == [
        ["Chad", 2022, 0.0, 0.0], ["Peru", 2022, 12.0, 12.0], ["Togo", 2022, 0.0, 0.0],
    ]  # fmt: skip
    both = summaries.by_country(rows, PLACES, REPORTING, (2022, 2023)).set_index(["area", "year"])
    assert math.isnan(both.loc[("Togo", 2023), "value_usd"]) and both.loc[("Togo", 2023), "listed_usd"] == 3


def test_countries_stand_by_value_then_by_what_was_last_known_then_by_name():
    countries = pd.DataFrame(
        [
            ("AAA", "Zed", 2022, 4.0, True), ("AAA", "Zed", 2023, NAN, True), ("BBB", "Bea", 2022, 9.0, True), ("BBB", "Bea", 2023, NAN, True),
            ("CCC", "Kay", 2023, 25.0, True), ("DDD", "Ann", 2023, 24.0, True), ("EEE", "Eve", 2023, 24.0, False), ("FFF", "Ada", 2023, NAN, False),
            ("GGG", "Abe", 2022, 4.0, True), ("GGG", "Abe", 2023, NAN, True),
        ],
        columns=["area_iso3", "area", "year", "value_usd", "has_agreement"],
    )  # fmt: skip
    table = summaries.four_way(countries, 2023, 25)
    assert table[["area", "cell"]].to_numpy().tolist() == [
        ["Kay", BOTH], ["Ann", ONLY_AGREEMENT], ["Eve", NEITHER], ["Bea", NO_DATA], ["Abe", NO_DATA], ["Zed", NO_DATA], ["Ada", NO_DATA],
    ]  # fmt: skip
    # Who has no point in any year has no highest one.
    assert summaries.largest(countries, 9, 0) == ["CCC", "DDD", "EEE", "BBB", "AAA", "GGG"]


def flows(*known: tuple[str, str, str, float], has_agreement: bool = True) -> pd.DataFrame:
    """Rows of one year: importer, chain, product, value."""
    rows = pd.DataFrame(known, columns=["importer", "chain", "product", "value_usd"])
    codes = rows["importer"].str[:3].str.upper()
    return rows.assign(
        year=2023, has_agreement=has_agreement, importer_iso3=codes, hs_code=rows["product"].str[:2]
    ).astype({"has_agreement": object})


def ends(rows: pd.DataFrame, hosts: int, products: int) -> list[list[object]]:
    """The flows of 2023: product, importer, value."""
    return summaries.destinations(rows, 2023, hosts, products)[["product", "importer", "value_usd"]].to_numpy().tolist()


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
    assert summaries.destinations(rows, 2023, 9, 9)["hs_codes"].to_list() == [("Bl", "To"), ("Ce",)]
    of_one = rows.assign(chain="Wind")
    assert [row[0] for row in ends(of_one, 9, 9)] == ["Cells", "Blades", "Towers"]


def test_the_largest_are_those_with_most_in_all_and_not_in_one_product():
    rows = flows(
        ("Peru", "Solar", "Cells", 4.0), ("Peru", "Solar", "Glass", 4.0), ("Togo", "Solar", "Cells", 5.0), ("Chad", "Solar", "Wire", 1.0)
    )  # fmt: skip
    assert [row[1] for row in ends(rows, 1, 9)][:2] == ["Others with an agreement", "Peru"]
    nobody = flows(
        ("Peru", "S", "Cells", 5.0), ("Togo", "S", "Cells", 3.0), ("Chad", "S", "Cells", 2.0), has_agreement=False
    )
    assert ends(nobody, 1, 9) == [["Cells", "Other countries", 5.0], ["Cells", "Peru", 5.0]]
    mixed = nobody.assign(has_agreement=[False, True, False])
    assert ends(mixed, 1, 9) == [
        ["Cells", "Peru", 5.0], ["Cells", "Others with an agreement", 3.0], ["Cells", "Others without one", 2.0],
    ]  # fmt: skip


def test_products_are_summed_after_their_flows_largest_first():
    links = pd.DataFrame(
        {
            "product": ["Cells", "Glass", "Cells"], "importer": ["Peru", "Peru", "Togo"], "value_usd": [3.0, 4.0, 2.0], "has_agreement": True,
            "importers": [("PER",), ("PER",), ("TGO",)], "hs_codes": [("1",), ("2",), ("1", "3")],
        }
    )  # fmt: skip
    rows = summaries.with_products(links).iloc[3:]
    assert rows[["product", "importer", "value_usd", "importers", "hs_codes"]].to_numpy().tolist() == [
        ["Cells", "All importers", 5.0, ("PER", "TGO"), ("1", "3")], ["Glass", "All importers", 4.0, ("PER",), ("2",)],
    ]  # fmt: skip


def test_shares_of_two_years():
    last = pd.DataFrame(
        {"exporter_iso3": ["CHN", "JPN", "PER"], "exporter": ["China", "Japan", "Peru"], "value_usd": [60, 30, 5], "total_usd": 200, "attribution": "UN"}
    )  # fmt: skip
    first = pd.DataFrame({"exporter_iso3": ["JPN", "CHN"], "value_usd": [10, 30], "total_usd": 80})
    table = summaries.share_table(last, first)
    assert table[["exporter", "value_usd", "attribution", "share"]].to_numpy().tolist() == [
        ["China", 60, "UN", 0.3], ["Japan", 30, "UN", 0.15], ["Peru", 5, "UN", 0.025], ["All other suppliers", 105, "UN", 0.525],
    ]  # fmt: skip
    assert table["first_share"].to_list()[:2] == [0.375, 0.125] and math.isnan(table["first_share"].iloc[2])
    assert table["first_share"].iloc[3] == 0.5
    assert summaries.share_table(last, first.head(0))["first_share"].isna().all()
    assert summaries.share_table(last.head(0), first).empty
