"""Contract of the trade data: the rows, their licence, which count, and numbers that are known from elsewhere."""

from __future__ import annotations

import duckdb
import pytest

CARS_AND_BATTERIES = ["850760", "870240", "870360", "870370", "870380"]
# The hosts that the totals below were made for, by name: the agreements of a later edition name others.
EARLIER = (
    "ARE AZE BEN BGD BTN CHE CHL COL CRI DMA DNK DOM ETH FJI GAB GEO GHA IDN IND ISL JOR KAZ KEN KGZ KHM LAO LKA MAR MDA MDV MEX "
    "MMR MNG MWI MYS NOR NPL PER PHL PLW PNG PRY RWA SAU SEN THA TUN TZA UGA UKR URY UZB VNM VUT ZMB"
)
EARLIER_HOSTS = f"contains('{EARLIER}', area_iso3)"
UN_COMTRADE = "comtrade_imports_2018_2024"
UN_COMTRADE_LIMIT = 100_000


@pytest.fixture(scope="module")
def ask(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def test_rows_and_sums_by_source(ask):
    rows = ask(
        """SELECT source_id, is_preferred, count(*), sum(value_usd), min(year), max(year), count(DISTINCT hs_code)
           FROM trade_list GROUP BY ALL ORDER BY 1, 2"""
    )
    assert rows == [
        ("baci_hs17_v202601_full", False, 3158, 26248614882, 2022, 2024, 5),
        ("baci_hs17_v202601_full", True, 6508, 59257026902, 2022, 2024, 5),
        ("baci_hs17_v202601_top6", False, 7122, 65141561487, 2017, 2023, 5),
        ("baci_hs17_v202601_top6", True, 10617, 134172430747, 2017, 2023, 5),
        (UN_COMTRADE, True, 84967, 1091421292305, 2018, 2024, 34),
        ("ember_china_solar_2017_2024", True, 2369, 225917547271, 2017, 2024, 4),
    ]


def test_un_comtrade_rows_stay_below_what_its_policy_allows(ask):
    (count,) = ask(
        """SELECT (SELECT count(*) FROM trade_flows WHERE source_id = $1) + (SELECT count(*) FROM host_imports WHERE source_id = $1)
           + (SELECT count(*) FROM trade_gaps)""",
        UN_COMTRADE,
    )[0]
    assert 0 < count < UN_COMTRADE_LIMIT


def test_every_source_of_rows_has_its_credit_and_licence(ask):
    rows = ask(
        """SELECT t.source_id, s.attribution, p.licence FROM (SELECT DISTINCT source_id FROM trade_list) t
           LEFT JOIN trade_sources s USING (source_id) LEFT JOIN sources p USING (source_id)"""
    )
    assert len(rows) == 4
    assert all(credit and licence for _, credit, licence in rows)


@pytest.mark.parametrize(
    ("exporter", "millions"),
    [
        ("JPN", [5295, 7116, 8435, 16441, 18185]),
        ("KOR", [9771, 12342, 15320, 21797, 17890]),
        ("CHN", [17867, 36840, 69912, 108930, 99772]),
        ("CAN", [610, 981, 924, 1416, 1719]),
    ],
)
def test_exports_of_batteries_and_cars_to_all_importers(ask, exporter, millions):
    rows = ask(
        """SELECT round(sum(value_usd) / 1e6) FROM trade_list
           WHERE is_preferred AND exporter_iso3 = ? AND list_contains(?, hs_code) AND year >= 2020 GROUP BY year ORDER BY year""",
        exporter,
        CARS_AND_BATTERIES,
    )
    assert [int(value) for (value,) in rows] == millions


@pytest.mark.parametrize(
    ("exporter", "millions"), [("JPN", [295, 296, 294, 484, 719]), ("KOR", [784, 728, 1155, 1137, 352])]
)
def test_exports_of_batteries_and_cars_to_hosts_outside_annex_1(ask, exporter, millions):
    rows = ask(
        f"""SELECT round(sum(value_usd) / 1e6) FROM trade_list JOIN trade_area_list ON area_iso3 = importer_iso3
            WHERE is_preferred AND exporter_iso3 = ? AND list_contains(?, hs_code) AND year >= 2020 AND {EARLIER_HOSTS} AND NOT is_annex1
            GROUP BY year ORDER BY year""",
        exporter,
        CARS_AND_BATTERIES,
    )
    assert [int(value) for (value,) in rows] == millions


def test_one_source_a_cell_among_the_rows_that_count(ask):
    mixed = ask(
        """SELECT importer_iso3, year, hs_code FROM trade_list WHERE is_preferred
           GROUP BY ALL HAVING count(DISTINCT source_id) > 1"""
    )
    assert mixed == []


def test_reported_codes_are_never_filled_up_from_another_source(ask):
    """BACI also covers importers that did not report; used for them alone, it would mix CIF and FOB in one sum."""
    assert (
        ask(
            """SELECT DISTINCT hs_code FROM trade_list WHERE is_preferred AND source_id LIKE 'baci%'
           INTERSECT SELECT DISTINCT hs_code FROM trade_flows WHERE source_id = ?""",
            UN_COMTRADE,
        )
        == []
    )


def test_reconciliation_agrees_with_the_rows(ask):
    for comparison, scope, year, exporter, theirs in ask(
        """SELECT comparison, scope, year, exporter_iso3, atlas_usd FROM trade_reconciliation
           WHERE exporter_iso3 IS NOT NULL AND importer_group = 'World' AND regexp_full_match(scope, '[0-9]{6}(\\+[0-9]{6})*')"""
    ):
        (ours,) = ask(
            """SELECT sum(value_usd) FROM trade_list
               WHERE is_preferred AND exporter_iso3 = ? AND year = ? AND list_contains(?, hs_code)""",
            exporter,
            year,
            scope.split("+"),
        )[0]
        assert ours == theirs, (comparison, scope, year, exporter)


def test_canada_to_parties_outside_annex_1(ask):
    assert ask(
        """SELECT sum(value_usd), count(DISTINCT hs_code) FROM trade_list JOIN trade_area_list ON area_iso3 = importer_iso3
           WHERE is_preferred AND exporter_iso3 = 'CAN' AND year = 2023 AND is_party AND NOT is_annex1"""
    ) == [(912118591, 34)]


def test_areas_that_are_no_party_keep_the_names_of_the_united_nations(ask):
    names = dict(ask("SELECT area_iso3, area FROM trade_area_list WHERE NOT is_party"))
    assert names["TWN"] == "Other Asia, not elsewhere specified"
    assert names["HKG"] == "China, Hong Kong SAR"
    unknown = ask(
        """SELECT DISTINCT importer_iso3 FROM trade_flows WHERE importer_iso3 NOT IN (SELECT area_iso3 FROM trade_area_list
           WHERE area IS NOT NULL)"""
    )
    assert unknown == []


def test_hosts_that_reported(ask):
    rows = ask(
        f"""SELECT year, count(*) FILTER (has_reported) FROM importer_years JOIN trade_area_list ON area_iso3 = importer_iso3
            WHERE {EARLIER_HOSTS} GROUP BY year ORDER BY year"""
    )
    assert rows[-1] == (2024, 40)
    assert rows[-2] == (2023, 50)
    assert ask("SELECT has_reported FROM importer_years WHERE importer_iso3 = 'VNM' AND year = 2024") == [(False,)]
