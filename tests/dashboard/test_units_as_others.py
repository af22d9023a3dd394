"""Authorised units, accounts and rules are filtered, linked, extracted, sourced and traced as the other pages are."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from copies import EDITION

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Extract, Finding, Page, Table
from dashboard.core.warehouse import ask
from dashboard.evidence.registry import FIGURES
from dashboard.pages import ENTRIES

pytestmark = pytest.mark.usefixtures("built")
ALL = Filters(EDITION)
PAGES = {
    "units": ("units", ALL, ()),
    "units of a host": ("units", replace(ALL, hosts=("RWA",)), ()),
    "account of a host": ("account", ALL, (("party", "TZA"),)),
    "account of a seller": ("account", ALL, (("party", "GHA"),)),
    "account of a buyer": ("account", ALL, (("party", "CHE"),)),
    "rules": ("rules", ALL, ()),
    "rules of a pair": ("rules", replace(ALL, buyers=("SGP",), hosts=("GHA",)), ()),
}
# Tables of the subject, as its schema and read models declare them.
FILES = (
    "schema/units",
    "schema/accounts",
    "schema/rules",
    "views/units",
    "views/account_units",
    "views/accounts",
    "views/rules",
)


def page(name: str) -> Page:
    entry, filters, own = PAGES[name]
    return ENTRIES[entry].content(Choice(filters, filters, offered(), own))


def tables(of: Page) -> list[Table]:
    return [block for block in of.walk() if isinstance(block, Table)]


@pytest.mark.parametrize("name", PAGES)
def test_every_finding_names_its_sources(name):
    silent = [block.title for block in page(name).walk() if isinstance(block, Finding) and not block.sources]
    assert silent == []


@pytest.mark.parametrize("name", PAGES)
def test_every_table_of_rows_can_be_taken_along(name):
    # A matrix is words of the claims below it, and steps of one unit are words of its row; steps between a pair have one extract together.
    words = re.compile(r"rules-(hosts|buyers)|followed|claims-step-\d+")
    without = [table.key for table in tables(page(name)) if table.extract is None and not words.fullmatch(table.key)]
    assert without == []
    if name == "rules of a pair":
        assert "rules-between" in {block.view for block in page(name).walk() if isinstance(block, Extract)}


@pytest.mark.parametrize("name", ["units", "account of a host", "account of a seller", "account of a buyer", "rules"])
def test_each_number_that_was_traced_leads_to_rows_that_are_there(name):
    led = 0
    for table in tables(page(name)):
        for link in table.links:
            for row in table.frame().to_dict("records")[:5]:
                address = urlsplit(link.address(row))
                if not address.path or address.path != "rows":
                    continue
                asked = {key: values[0] for key, values in parse_qs(address.query).items()}
                assert asked["figure"] in FIGURES
                shown = ENTRIES["rows"].content(
                    Choice(_filters(asked), _filters(asked), offered(), tuple(asked.items()))
                )
                assert not shown.problems, (table.key, address)
                led += 1
    assert led


def _filters(asked: dict[str, str]) -> Filters:
    codes = {
        side: tuple(asked[key].split(",")) for side, key in (("hosts", "host"), ("buyers", "buyer")) if key in asked
    }
    return replace(ALL, **codes)


def test_a_line_of_an_account_leads_to_the_blocks_of_its_year():
    (years,) = [table for table in tables(page("account of a host")) if table.key == "years"]
    for year, tonnes in (("2025", 180_867), ("2026", 142_504)):
        (line,) = [row for row in years.rows.to_dict("records") if row["year"] == int(year)]
        asked = {key: values[0] for key, values in parse_qs(urlsplit(years.links[0].address(line)).query).items()}
        rows = FIGURES[asked["figure"]].answer(replace(ALL, hosts=("TZA",))).rows
        assert asked["key"] == f"authorised_year:{year}"
        assert rows.loc[rows["authorised_year"] == int(year), "quantity_tco2e"].sum() == tonnes


def test_a_filter_narrows_each_page():
    for name, narrowed in (("units", {"hosts": ("TZA",)}), ("rules", {"hosts": ("KEN",)})):
        entry = PAGES[name][0]
        filters = replace(ALL, **narrowed)
        few = tables(ENTRIES[entry].content(Choice(filters, filters, offered())))
        many = tables(page(name))
        key = "blocks" if name == "units" else "claims-host-claims"
        (one,), (other,) = ([len(table.rows) for table in of if table.key == key] for of in (few, many))
        assert 0 < one < other


def test_every_table_is_in_dictionary_open_files_and_has_words_for_each_column(project_root, built_root):
    declared = set()
    for file in FILES:
        text = (project_root / "etl" / f"{file}.sql").read_text(encoding="utf-8")
        declared |= set(re.findall(r"^CREATE TABLE (\w+)", text, re.MULTILINE))
    assert len(declared) >= 18
    known = ask("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    known = known[known["table_name"].isin(declared)]
    assert set(known["table_name"]) == declared
    assert known[known["comment"].isna()].to_dict("records") == []
    export = built_root / "data" / "warehouse" / "export"
    missing = {
        f"{name}.{kind}" for name in declared for kind in ("csv", "parquet") if not (export / f"{name}.{kind}").exists()
    }
    assert missing == set()


def test_each_host_with_blocks_stands_in_the_reconciliation():
    hosts = ask("SELECT DISTINCT host_iso3 FROM block_list")["host_iso3"]
    totals = ask("SELECT host_iso3, difference FROM reconciliation WHERE measure = 'authorised_tco2e'")
    assert set(totals["host_iso3"]) == set(hosts) and (totals["difference"] == 0).all()
