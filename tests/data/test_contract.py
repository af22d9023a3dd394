"""What the real data promise: completeness, sources and counts."""

from __future__ import annotations

import csv
import json
import re
from urllib.parse import urlsplit

import duckdb
import pytest
from copies import LATER_DAYS

# Buyer and form: hosts that must be there with a counted agreement.
HOSTS = {
    ("JPN", "jcm_memorandum"): "ARE AZE BGD CHL CRI ETH GEO IDN IND KAZ KEN KGZ KHM LAO LKA MDA "
    "MDV MEX MMR MNG OMN PHL PLW PNG SAU SEN THA TUN TZA UKR UZB VNM",
    ("CHE", "implementation_agreement"): "CHL DMA GEO GHA KEN MAR MNG MWI PER SEN THA TUN UKR URY VUT ZMB",
    ("SGP", "implementation_agreement"): "BTN CHL GHA MNG PER PHL PNG PRY RWA THA VNM",
    ("SWE", "bilateral_agreement"): "DOM GHA KEN NPL ZMB",
    ("NOR", "bilateral_agreement"): "BEN JOR SEN ZMB",
    ("KOR", "framework_treaty"): "MNG VNM",
    ("KOR", "ministry_arrangement"): "MNG VNM",
    ("KOR", "framework_agreement"): "GAB GHA LAO PER",
    ("AUS", "memorandum_of_understanding"): "FJI PNG",
}

# Datasets that no row names: outlines of countries, and columns of the Parties.
BEHIND_THE_PARTIES = {"natural_earth_visionscarto", "paris_status", "un_ldc", "un_sids"}


@pytest.fixture(scope="module")
def rows(warehouse):
    """Run a query on the warehouse of the real data and return its rows."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


@pytest.mark.parametrize(("buyer", "instrument"), HOSTS)
def test_hosts_of_the_main_buyers(rows, buyer, instrument):
    found = rows(
        "SELECT host_iso3 FROM agreement_list WHERE buyer_iso3 = ? AND instrument = ? AND is_counted", buyer, instrument
    )
    assert set(HOSTS[buyer, instrument].split()) - {host for (host,) in found} == set()


def test_pairs(rows):
    ((pairs,),) = rows("SELECT count(DISTINCT (buyer_iso3, host_iso3)) FROM agreement_list")
    assert pairs >= 117


def test_every_row_of_the_second_witness_became_a_claim(rows, project_root):
    path = project_root / "data/publishers/unepccc/agreements_2026-02-28.csv"
    with path.open(encoding="utf-8", newline="") as file:
        pipeline = list(csv.DictReader(file))
    claimed = {key for (key,) in rows("SELECT agreement_id FROM claims WHERE source_id = 'unepccc_pipeline_2026_02'")}
    assert len({(row["buyer"], row["host"]) for row in pipeline}) == 108
    assert {row["agreement_id"] for row in pipeline} == claimed
    assert len(claimed) == 108


def test_every_table_and_column_of_the_warehouse_has_a_comment(rows):
    """Declared tables and read models alike: the Data page shows these words."""
    names = rows("SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal")
    names += rows("SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert len(names) > 400
    assert [name for name, comment in names if not comment] == []


def test_every_source_stands_behind_something(rows):
    tables = rows(
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'source_id' AND table_name NOT IN ('sources', 'source_ages', 'watched_addresses')"
    )
    used = {key for (table,) in tables for (key,) in rows(f'SELECT source_id FROM "{table}"')}
    assert {key for (key,) in rows("SELECT source_id FROM sources")} - used == BEHIND_THE_PARTIES


def is_valid(url: str) -> bool:
    """Whether an address can be followed: http or https, a host (a domain or an IPv4 address), no user, nothing that must be escaped."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme in ("http", "https")
        and re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|[0-9]{1,3})", host) is not None
        and parts.username is None
        and not re.search(r"[\s<>\"\\^`{|}]", url)
    )


def test_every_link_in_the_data_is_valid(rows):
    columns = rows("""SELECT table_name, column_name FROM duckdb_columns()
                      WHERE NOT internal AND data_type = 'VARCHAR' AND regexp_matches(column_name, '(^|_)(url|note|checked)$')""")
    assert len(columns) > 40
    found = {
        (f"{table}.{column}", url.rstrip(".,;)"))
        for table, column in columns
        for (text,) in rows(f'SELECT "{column}" FROM "{table}" WHERE "{column}" LIKE \'%http%\'')
        for url in ([text] if column.endswith("url") else re.findall(r"https?://[^\s,;)]+", text))
    }
    assert len(found) > 1000
    assert [place for place in sorted(found) if not is_valid(place[1])] == []


@pytest.mark.parametrize(
    "url",
    ["ftp://a.org", "https://nohost", "https://a.org/a b", "https://me@a.org", "http://a..org", "https://a.org/<b>"],
)
def test_a_broken_link_is_found(url):
    assert not is_valid(url)


def test_no_lead_is_counted(rows):
    assert rows("SELECT agreement_id FROM agreement_list WHERE is_counted AND confidence = 'C'") == []
    assert rows("SELECT count(*) > 0 FROM agreement_list WHERE confidence = 'C'") == [(True,)]
    by_lead = """SELECT agreement_id FROM agreement_list JOIN claim_list c USING (agreement_id)
                 WHERE is_counted AND is_chosen AND c.confidence = 'C'"""
    assert rows(by_lead) == []


def test_form_of_a_counted_agreement_is_the_chosen_claim(rows):
    other_form = """SELECT agreement_id FROM agreement_list a JOIN claim_list c USING (agreement_id)
                    WHERE is_counted AND c.field = 'instrument' AND is_chosen AND c.value <> a.instrument"""
    assert rows(other_form) == []


def test_counted_agreements_have_a_day_in_this_edition_and_a_source(rows):
    bad = """SELECT agreement_id FROM agreement_list, edition
             WHERE counts_from_on IS NULL OR counts_from_on > edition_on OR counts_from_on < DATE '2013-01-01'
                OR (is_counted AND source_url IS NULL) OR source_id IS NULL"""
    assert rows(bad) == []


def test_buyers_and_hosts_have_a_label_point(rows):
    without = """SELECT DISTINCT iso3 FROM agreement_list JOIN party_list ON iso3 IN (buyer_iso3, host_iso3)
                 WHERE x_km IS NULL OR y_km IS NULL OR latitude IS NULL"""
    assert rows(without) == []
    assert rows("SELECT iso3 FROM party_list WHERE x_km IS NULL") == [("EUU",)]


def test_outlines_cover_all_parties(rows, project_root):
    outlines = json.loads((project_root / "data/reference/countries.geojson").read_text(encoding="utf-8"))
    drawn = {shape["id"] for shape in outlines["features"] if shape["geometry"]["coordinates"]}
    assert {iso3 for (iso3,) in rows("SELECT iso3 FROM parties")} - drawn == {"EUU"}


@pytest.mark.skipif(LATER_DAYS > 0, reason="the counts are those of data/, not of data with one agreement more")
def test_row_counts(rows, project_root):
    """A table that grew or shrank must be meant."""
    counts = {
        table: rows(f'SELECT count(*) FROM "{table}"')[0][0]
        for (table,) in rows("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'build_info'")
    }
    with (project_root / "tests/data/row_counts.csv").open(encoding="utf-8", newline="") as file:
        committed = {row["table_name"]: int(row["row_count"]) for row in csv.DictReader(file)}
    changed = {name: (committed.get(name), counts.get(name)) for name in committed | counts}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    assert not changed, "recorded and now; if the change is meant, record it: python -m etl check --counts"


def test_the_rows_that_the_data_card_shows_are_real(project_root):
    card = (project_root / "data/README.md").read_text(encoding="utf-8")
    shown: dict[str, list[str]] = {}
    for block in re.findall(r"```csv\n(.*?)```", card, re.DOTALL):
        for part in block.removeprefix("# ").split("\n# "):
            path, *lines = part.splitlines()
            shown[path] = lines
    assert len(shown) == 4
    correction = shown["data/corrections.csv"].pop()
    for path, lines in shown.items():
        assert set(lines) <= set((project_root / path).read_text(encoding="utf-8").splitlines()), path
    key = correction.split(",")[1]
    claimed = (project_root / "data/publishers/unepccc/agreements_2026-02-28.csv").read_text(encoding="utf-8")
    days = {
        f"{row['agreement_id']}|signed_on|unepccc_pipeline_2026_02|{row['dated_on']}"
        for row in csv.DictReader(claimed.splitlines())
    }
    assert key in days
