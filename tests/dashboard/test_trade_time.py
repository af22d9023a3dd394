"""Trade around signatures: boundary years and the floor on hand-made rows, and two exporters counted anew from the data."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date

import duckdb
import pandas as pd
import pytest
from drawn import figure

from dashboard.charts import trade_time as chart
from dashboard.trade import findings_time as trade_time_findings
from dashboard.trade import queries_time as trade_time_queries
from dashboard.trade.chosen import TradeFilters

EDITION = date(2024, 6, 30)
CHOSEN = TradeFilters(EDITION, (2020, 2024), "XXX")
# Aland signed on a last day of a year, Bland on a first one; Cland sold exactly the floor, Dland one dollar less.
AGREEMENTS = """
host_iso3,signed_on,counts_from_on
AAA,2021-12-31,2021-12-31
BBB,2022-01-01,2022-01-01
CCC,2022-05,2022-05-31
DDD,2022-05-02,2022-05-02
EEE,,2022-03-01
FFF,2015,2015-12-31
GGG,2023-02-01,2023-02-01
HHH,2022-02-01,2022-02-01
LLL,2024-07-01,2024-07-01
"""
FLOWS = """
importer_iso3,year,value_usd
AAA,2020,30000000
AAA,2021,90000000
AAA,2022,40000000
AAA,2023,60000000
AAA,2024,1000000
BBB,2020,10000000
BBB,2021,50000000
BBB,2022,99000000
BBB,2023,20000000
CCC,2021,25000000
CCC,2023,5000000
DDD,2021,24999999
DDD,2023,24999999
EEE,2021,70000000
FFF,2021,70000000
GGG,2021,70000000
GGG,2024,70000000
LLL,2021,70000000
"""
SILENT = {("CCC", 2020), *(("HHH", year) for year in range(2020, 2025))}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.strip())))


@pytest.fixture
def small(tmp_path, monkeypatch, project_root):
    """A warehouse with only what the questions of trade read, and the rules of the project."""
    # A name of its own: answers are kept by the name of the file, which in the Atlas is that of its content.
    path = tmp_path / "signatures.duckdb"
    agreements, flows = (
        pd.DataFrame(rows(AGREEMENTS)),
        pd.DataFrame(rows(FLOWS)).astype({"value_usd": int, "year": int}),
    )
    places = sorted(set(agreements["host_iso3"]) | {"XXX"})
    known = pd.DataFrame(
        [(code, year, (code, year) not in SILENT) for code in places for year in range(2020, 2025)],
        columns=["importer_iso3", "year", "has_reported"],
    )
    areas = pd.DataFrame({"area_iso3": places, "area": [code.capitalize() for code in places]})
    with duckdb.connect(str(path)) as connection:
        connection.execute((project_root / "etl" / "views" / "trade_time.sql").read_text())
        for name, frame in {"a": agreements, "f": flows, "k": known, "p": areas}.items():
            connection.register(name, frame)
        connection.execute("""
            CREATE TABLE edition AS SELECT DATE '2024-06-30' AS edition_on;
            CREATE TABLE counted_under AS SELECT unnest(['binding', 'memoranda', 'statements']) AS rule, 'binding' AS counting_rule;
            CREATE TABLE agreement_list AS SELECT 'XXX' AS buyer_iso3, host_iso3, nullif(signed_on, '') AS signed_on,
                counts_from_on::TIMESTAMP AS counts_from_on, 'binding' AS counting_rule, true AS is_counted FROM a;
            CREATE TABLE trade_area_list AS SELECT *, 'Asia' AS region, 'Low income' AS income_group, true AS is_party,
                false AS is_annex1, true AS is_host, true AS is_importer FROM p;
            CREATE TABLE trade_list AS SELECT 'XXX' AS exporter_iso3, importer_iso3, year, '850760' AS hs_code, value_usd,
                true AS is_preferred FROM f;
            CREATE TABLE product_list AS SELECT '850760' AS hs_code, '850760' AS family_code, 'Batteries' AS label,
                'batteries_ev' AS value_chain, 'final_product' AS stage, 1 AS chain_order, false AS is_dual_use;
            CREATE TABLE trade_code_years AS SELECT '850760' AS hs_code, '850760' AS family_code, y AS year,
                'importer_reported' AS viewpoint, NULL AS exporter_iso3 FROM range(2020, 2025) t(y);
            CREATE TABLE importer_years AS FROM k;
            CREATE TABLE trade_gap_list AS SELECT '' AS importer_iso3, 0 AS year, '' AS hs_code, 0 AS missing_usd LIMIT 0;
            CREATE TABLE importer_cells AS SELECT '' AS importer_iso3, 0 AS year, '' AS hs_code, 0 AS value_usd LIMIT 0;
        """)
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)
    return path


def test_each_partner_is_told_by_its_own_signature(small):
    partners = pd.DataFrame(list(trade_time_queries.partners(CHOSEN))).set_index("area_iso3")
    assert partners["answer"].to_dict() == {
        "AAA": "compared",
        "BBB": "compared",
        "CCC": "compared",
        "DDD": "too_little",
        "EEE": "no_date",
        "FFF": "no_year_before",
        "GGG": "no_year_after",
        "HHH": "no_report",
    }, "Lland signed after the as-of day, so it is no partner yet"
    # By hand. 2024 is not over on the day of this edition, so it is on no side; nor is the year of the signature.
    assert partners.loc["AAA", ["before_usd", "after_usd"]].to_list() == [30e6, 50e6]
    assert partners.loc["BBB", ["before_usd", "after_usd"]].to_list() == [30e6, 20e6]
    assert partners.loc["CCC", ["before_usd", "after_usd"]].to_list() == [25e6, 5e6], (
        "2020 has no report and is no zero"
    )
    assert partners.loc["DDD", "highest_usd"] == 24_999_999
    assert [list(years) for years in partners.loc["CCC", ["before_years", "after_years", "silent_years"]]] == [
        [2021],
        [2023],
        [2020],
    ]
    assert partners.loc["AAA", "signature_usd"] == 90e6
    assert partners["change_usd"].dropna().to_dict() == {"AAA": 20e6, "BBB": -10e6, "CCC": -20e6}
    assert not partners["is_driver"].any(), "20 of 50 is less than half"


def test_the_days_around_new_year_decide_the_side(small):
    known = trade_time_queries.partner_years(CHOSEN)
    points = pd.DataFrame(list(known)).set_index(["area_iso3", "year"])
    assert points.loc["AAA", "side"].to_list() == ["before", "signature", "after", "after", "in_progress"]
    assert points.loc["BBB", "side"].to_list() == ["before", "before", "signature", "after", "in_progress"]
    assert points.loc["AAA", "from_signature"].to_list() == [-1, 0, 1, 2, 3]
    assert pd.isna(points.loc[("CCC", 2020), "value_usd"]) and points.loc[("CCC", 2022), "value_usd"] == 0
    drawn = figure(chart.around([point for point in known if point["area_iso3"] == "CCC"], "XXX"))
    assert drawn["data"][0]["y"] == [None, 25.0, 0.0, 5.0, 0.0] and drawn["data"][0]["connectgaps"] is False
    (gap,) = [note for note in drawn["layout"]["annotations"] if note["text"].startswith("no whole report")]
    assert (gap["x"], gap["text"]) == (-2, "no whole report: Ccc")


def test_on_an_earlier_day_a_later_signature_is_unknown(small):
    early = TradeFilters(date(2021, 12, 30), (2020, 2024), "XXX")
    assert [row["area_iso3"] for row in trade_time_queries.partners(early)] == ["FFF"]
    later = TradeFilters(date(2021, 12, 31), (2020, 2024), "XXX")
    assert {row["area_iso3"] for row in trade_time_queries.partners(later)} == {"AAA", "FFF"}


def test_a_partner_drives_the_last_year_from_half_of_it_on(small):
    # In 2023 Aaa bought 60 of the 110 m of those that had signed by then; in 2021 the 90 m of 160 (Fff 70), for Bbb had not signed.
    (driver,) = trade_time_queries.largest_partner(TradeFilters(EDITION, (2020, 2023), "XXX"))
    assert driver["area"] == "Aaa"
    (driver,) = trade_time_queries.largest_partner(TradeFilters(EDITION, (2020, 2021), "XXX"))
    assert driver["value_usd"] == 90_000_000
    # In 2022 Bbb bought 99 of 139 m.
    (driver,) = trade_time_queries.largest_partner(TradeFilters(EDITION, (2020, 2022), "XXX"))
    assert driver["area"] == "Bbb"


def test_the_sentences_of_many_name_what_is_missing(small):
    partners = trade_time_queries.partners(CHOSEN)
    text = trade_time_findings.around(partners, trade_time_queries.floor_usd(), range(2020, 2025))
    for said in (
        "3 partners have whole years on both sides of their signatures (Bbb, Aaa and Ccc): together US$85 m a year before and US$75 m a year after",
        "No whole year after the signature is known for Ggg (signed 1 Feb 2023; US$0 in 2020; US$70 m in 2021; US$0 in 2022; US$0 in the year of the signature)",
        "No year before the signature is known for Fff: the years shown begin in 2020.",
        "The day of the signature was not found for Eee.",
        "For 1 more there is **too little trade to say**",
        "No whole report is known from Hhh.",
        "no whole report for 2020",
    ):
        assert said in text, text
    one = [{**row, "is_driver": row["area_iso3"] == "AAA"} for row in partners]
    assert "Aaa alone accounts for 40% of the changes" in trade_time_findings.around(one, 25_000_000, range(2020, 2025))
    points = trade_time_queries.partner_years(CHOSEN)
    shown = [point for point in points if point["area_iso3"] in ("AAA", "CCC")]
    assert trade_time_findings.gaps(shown) == "1 of 10 points is missing, for lack of a whole report: Ccc 2020."


def plain_count(connection: duckdb.DuckDBPyConnection, exporter: str) -> tuple[dict, dict]:
    """Exports by host and year, and the year of its first signature, by nothing but loops over the declared tables."""
    narrow = {
        code for code, dual in connection.execute("SELECT hs_code, is_dual_use FROM hs_products").fetchall() if not dual
    }
    value: dict[tuple[str, int], int] = defaultdict(int)
    for importer, year, code, usd in connection.execute(
        "SELECT importer_iso3, year, hs_code, value_usd FROM trade_flows WHERE exporter_iso3 = ? AND source_id = ?",
        [exporter, "comtrade_imports_2018_2024"],
    ).fetchall():
        if code in narrow:
            value[importer, year] += usd
    first: dict[str, str] = {}
    for host, day in connection.execute(
        "SELECT host_iso3, counts_from_on::DATE::VARCHAR FROM agreement_list WHERE buyer_iso3 = ? AND is_counted",
        [exporter],
    ).fetchall():
        first[host] = min(day, first.get(host, day))
    return value, first


def told(exporter: str, built_on: date) -> str:
    chosen = TradeFilters(built_on, (2020, 2024), exporter)
    partners = trade_time_queries.partners(chosen)
    return trade_time_findings.around(partners, trade_time_queries.floor_usd(), range(2020, 2025))


def counted(built, exporter: str):
    # A file of its own: DuckDB opens one file with one configuration at a time.
    copy = built.with_name(f"plain-{exporter}.duckdb")
    copy.write_bytes(built.read_bytes())
    with duckdb.connect(str(copy), read_only=True) as connection:
        day = connection.execute("SELECT edition_on FROM edition").fetchall()[0][0]
        annex1 = {c for (c,) in connection.execute("SELECT iso3 FROM parties WHERE is_annex1").fetchall()}
        return *plain_count(connection, exporter), annex1, day


def test_korea_by_a_plain_count(built):
    value, first, annex1, day = counted(built, "KOR")
    text = told("KOR", day)
    years = range(2020, 2025)
    enough = {h for h in first if h not in annex1 and max(value[h, y] for y in years) >= 25_000_000}
    signed = {h: int(first[h][:4]) for h in enough}
    answers = {
        row["area_iso3"]: row["answer"] for row in trade_time_queries.partners(TradeFilters(day, (2020, 2024), "KOR"))
    }
    of_enough = {code for code, answer in answers.items() if answer not in ("too_little", "no_report")}
    assert of_enough == enough >= {"VNM", "IDN", "MYS"}
    compared = {code for code, answer in answers.items() if answer == "compared"}
    assert compared == {h for h in enough if 2020 < signed[h] < 2023}
    assert (signed["VNM"], signed["IDN"]) == (2021, 2024)
    after = (value["VNM", 2022] + value["VNM", 2023]) / 2
    assert f"bought US${value['VNM', 2020] / 1e6:.0f} m in 2020, before the year of the signature" in text
    assert f"and US${after / 1e6:.0f} m a year in 2022 and 2023, after it; no whole report for 2024" in text
    assert (
        f"US${value['IDN', 2023] / 1e6:.0f} m in 2023; US${value['IDN', 2024] / 1e6:.1f} m in the year of the signature"
        in text
    )
    assert value["IDN", 2024] < 0.3 * value["IDN", 2023], "it fell by seven tenths in the year of the signature"
    assert "grew" not in text and "-fold" not in text and "effect" not in text
    assert text.count("too little trade to say") == 1


def test_switzerland_by_a_plain_count(built):
    value, first, annex1, day = counted(built, "CHE")
    hosts = [h for h in first if h not in annex1]
    top, where, year = max((value[h, y], h, y) for h in hosts for y in range(2020, 2025))
    assert top < 25_000_000 and (where, year) == ("BRA", 2021)
    text = told("CHE", day)
    assert f"none of its {len(hosts)} partners is known to have bought US$25 m in a year in 2020–2024" in text
    assert f"the most was US${top / 1e6:.1f} m, Brazil in 2021" in text
    assert text.startswith("**Too little trade to say**")


@pytest.mark.parametrize("exporter", ["KOR", "CHE", "JPN", "CAN"])
def test_the_page_never_says_more(open_page, exporter):
    app = open_page("trade", exporter=exporter)
    text = "\n".join(e.value for e in (*app.markdown, *app.header, *app.info))
    for claim in ("Trade grew", "did not grow", "-fold", "times the start", "Index"):
        assert claim not in text
    if exporter == "CAN":
        assert "there are no partners to compare" in text


def test_the_table_of_every_partner_adds_up_to_the_sentence(open_page, unfolded):
    app = open_page("trade", exporter="KOR")
    (table,) = [found.value for found in app.dataframe if "Before and after" in found.value]
    answers = table["Before and after"].value_counts()
    text = "\n".join(element.value for element in app.markdown).replace("\\$", "$")
    assert f"For {answers['too little trade to say']} more there is" in text
    for name in table.loc[table["Before and after"] == "no whole year after the signature", "Partner"]:
        assert f"{name} (signed" in text
    assert (table["Before and after"] == "compared").sum() == 1
