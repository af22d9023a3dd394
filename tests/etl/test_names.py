"""One name, one Party: every ordinary spelling resolves, none to a wrong one, and what is no Party is known as such."""

from __future__ import annotations

import csv

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.csvfile import read_csv
from etl.harmonise import Aliases
from etl.names import NAMES_FILE, Names, fold


@pytest.fixture(scope="module")
def names(project_root) -> Names:
    return Names(
        read_csv(project_root / "data/reference/parties.csv", project_root),
        read_csv(project_root / NAMES_FILE, project_root),
    )


# As the World Bank, UN Comtrade, BACI, Natural Earth, UNSD, CAD Trust, the IMF and CLDR write them.
SPELLINGS = {
    "KOR": (
        "Korea, Rep.",
        "Rep. of Korea",
        "Republic of Korea",
        "South Korea",
        "Korea (the Republic of)",
        "KR",
        "kor",
        "대한민국",
        "Corée du Sud",
    ),
    "PRK": ("Korea, Dem. People's Rep.", "Dem. People's Rep. of Korea", "North Korea", "DPRK"),
    "COD": (
        "Congo, Dem. Rep.",
        "Dem. Rep. of the Congo",
        "Dem. Rep. Congo",
        "DR Congo",
        "Congo, Democratic Republic of the",
    ),
    "COG": ("Congo, Rep.", "Congo", "Republic of the Congo", "Congo-Brazzaville"),
    "LAO": ("Lao PDR", "Lao People's Dem. Rep.", "Laos", "Lao People's Democratic Republic"),
    "VNM": ("Viet Nam", "Vietnam", "Việt Nam", "VIET-NAM"),
    "CIV": ("Cote d'Ivoire", "Côte d’Ivoire", "Côte d'Ivoire", "Ivory Coast"),
    "GBR": ("United Kingdom", "UK", "United Kingdom of Great Britain and Northern Ireland", "Great Britain"),
    "VEN": ("Venezuela, RB", "Venezuela (Bolivarian Republic of)", "Venezuela"),
    "KNA": ("St. Kitts and Nevis", "Saint Kitts & Nevis"),
    "PSE": ("West Bank and Gaza", "State of Palestine", "Palestine"),
    "MKD": ("North Macedonia", "Macedonia"),
    "SWZ": ("Eswatini", "Swaziland"),
    "TUR": ("Turkiye", "Türkiye", "Turkey"),
    "FSM": ("Micronesia, Fed. Sts.", "FS Micronesia", "Micronesia (Federated States of)"),
    "BIH": ("Bosnia Herzegovina", "Bosnia and Herz.", "Bosnia & Herzegovina"),
    "NAM": ("Namibia", "NA", "NAM"),
    "GNB": ("Guinea-Bissau",),
    "GIN": ("Guinea",),
    "GNQ": ("Eq. Guinea", "Equatorial Guinea"),
    "PNG": ("Papua New Guinea",),
    "DMA": ("Dominica",),
    "DOM": ("Dominican Rep.", "Dominican Republic"),
    "NER": ("Niger",),
    "NGA": ("Nigeria",),
    "EUU": ("European Union", "EU"),
    "USA": ("USA", "United States of America", "U.S.A.", "Vereinigte Staaten"),
}
NO_PARTY = (
    "Taiwan, China",
    "Other Asia, nes",
    "Hong Kong SAR, China",
    "Kosovo",
    "W. Sahara",
    "Areas, nes",
    "USSR",
    "Puerto Rico",
    "World",
    "Greenland",
    "Yugoslavia",
)


@pytest.mark.parametrize(("iso3", "spellings"), SPELLINGS.items())
def test_every_spelling_resolves(names, iso3, spellings):
    assert {spelling: names.party(spelling) for spelling in spellings} == dict.fromkeys(spellings, iso3)


def test_what_is_no_party_is_known_as_such(names):
    assert [name for name in NO_PARTY if not names.is_known(name) or names.party(name)] == []
    assert names.party("Atlantis") is None and not names.is_known("Atlantis") and not names.is_known(None)
    assert names.close_to("Switzerlnd") == ["CHE"]


@pytest.mark.parametrize("given", ["world_bank", "unsd", "unterm", "cldr", "comtrade", "baci"])
def test_every_name_of_a_whole_list_leads_to_its_party_or_is_known_as_none(names, project_root, given):
    """Names and codes of the World Bank's economies, of UNSD, of the terminology of the United Nations and of CLDR, in English; names of UN Comtrade
    and BACI with their groups, areas not elsewhere specified and former countries."""
    with (project_root / "tests/data/country_spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["iso3"]) for row in csv.DictReader(file) if row["list"] == given]
    with (project_root / "data/reference/parties.csv").open(encoding="utf-8", newline="") as file:
        parties = {row["iso3"] for row in csv.DictReader(file)}
    assert len(rows) > 190
    wrong = {name: names.party(name) for name, iso3 in rows if names.party(name) != (iso3 if iso3 in parties else None)}
    assert wrong == {}
    assert [name for name, _ in rows if not names.is_known(name)] == []


@pytest.mark.parametrize(("given", "count"), [("natural_earth", 255), ("cadtrust", 190), ("baci_older", 4)])
def test_every_name_of_a_list_leads_to_its_party_or_is_refused_by_name(names, project_root, given, count):
    """Names of Natural Earth at each of its three scales, of the data models 1.7 and 2.0.2 of CAD Trust, and those that the editions V202102,
    V202201 and V202301 of BACI have beside the newest: to a wrong Party leads none."""
    with (project_root / "tests/data/country_spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["iso3"] or None) for row in csv.DictReader(file) if row["list"] == given]
    assert len(rows) == count
    assert {name: names.party(name) for name, iso3 in rows if names.party(name) != iso3} == {}


def test_misspellings_of_cad_trust(names, project_root):
    assert names.party("Antigua and Barduba") == "ATG" and names.party("Syria Arab Republic") == "SYR"
    assert not names.is_known("Equatorial New Guinea"), "two countries may be meant: refused by name"
    # In the list of CAD Trust, which has Papua New Guinea, Guinea and Guinea-Bissau as well, it can be one alone.
    table = read_csv(project_root / "data/reference/aliases.csv", project_root)
    assert Aliases(table, names, "cadtrust").value("party", "Equatorial New Guinea") == "GNQ"
    assert Aliases(table, names, "verra").value("party", "Equatorial New Guinea") is None


def test_no_name_leads_to_two_parties(project_root):
    found: dict[str, set[str]] = {}
    with (project_root / NAMES_FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(fold(row["name"]), set()).add(row["iso3"])
    with (project_root / "data/reference/parties.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("short_name", "un_name", "iso3", "iso2"):
                found.setdefault(fold(row[column]), set()).add(row["iso3"])
    assert {name: codes for name, codes in found.items() if len(codes) > 1 or not name} == {}


def sql_fold(name: str, project_root) -> str:
    text = (project_root / "etl/schema/words.sql").read_text()
    macro = text[text.index("CREATE MACRO fold_name") :]
    with duckdb.connect() as connection:
        connection.execute(macro[: macro.index(";\n") + 1])
        return connection.execute("SELECT fold_name(?)", [name]).fetchall()[0][0]


def test_the_macro_of_the_warehouse_folds_alike(project_root):
    with duckdb.connect() as connection:
        text = (project_root / "etl/schema/words.sql").read_text()
        macro = text[text.index("CREATE MACRO fold_name") :]
        connection.execute(macro[: macro.index(";\n") + 1])
        frame = pd.read_csv(project_root / NAMES_FILE, keep_default_na=False)
        connection.register("frame", frame)
        folded = connection.execute("SELECT name, fold_name(name) FROM frame").fetchall()
    assert [(name, there, fold(name)) for name, there in folded if there != fold(name)] == []
    assert (
        sql_fold("  The ST. Kitts & NEVIS ", project_root)
        == fold("  The ST. Kitts & NEVIS ")
        == "saint kitts and nevis"
    )


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=20))
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


def test_words_of_a_visitor_find_a_party_however_it_is_written(warehouse, project_root):
    """Counted from the CSV file: the projects of a host are found by each of its names, and no host's by another's."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:

        def found(words: str) -> set[str]:
            rows = connection.execute(
                "SELECT project_id FROM project_list p WHERE list_bool_and([contains(p.search_text, w) FOR w IN sought($words)])",
                {"words": words},
            ).fetchall()
            return {project for (project,) in rows}

        with (project_root / "data/curated/projects.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for iso3, spellings in (
            ("VNM", ("Vietnam", "Viet Nam", "việt nam", "VIET-NAM")),
            ("LAO", ("Laos", "Lao PDR", "Lao People's Democratic Republic")),
            ("GHA", ("Ghana", "ghana", "Republic of Ghana")),
        ):
            hosted = {row["project_id"] for row in rows if row["host_iso3"] == iso3}
            assert hosted, iso3
            for spelling in spellings:
                assert hosted <= found(spelling) == found(spellings[0])
        assert found("South Korea") == found("Korea") == found("Republic of Korea") != set()
        assert found("solar Vietnam") == found("Viet Nam solar") == found("solar") & found("Vietnam")
        assert found("Guinea").isdisjoint({r["project_id"] for r in rows if r["host_iso3"] == "PNG"})
