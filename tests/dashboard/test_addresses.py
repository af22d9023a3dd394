"""Addresses as people write them: codes and names in any case, and parameters that no page knows, told aloud."""

from __future__ import annotations

from datetime import date

import pytest
from copies import EDITION

from dashboard import addresses
from dashboard.core import choices as filters
from dashboard.core.content import Pick
from dashboard.core.dates import first_meant
from dashboard.core.named import party_named
from dashboard.core.plain import plain
from dashboard.pages import ENTRIES
from dashboard.site import documents
from dashboard.site.asked import asked as documents_asked

pytestmark = pytest.mark.usefixtures("built")


def query_of(app):
    """The parameters of the address: given ones are text, written ones lists of one."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


@pytest.mark.parametrize("said", ["GHA", "gha", "Ghana", "ghana", "GH"])
def test_a_country_is_found_by_code_and_name_in_any_case(open_page, said):
    app = open_page("country", country=said)
    assert app.title[0].value == "Ghana" and not app.warning
    assert app.query_params["country"] in ("GHA", ["GHA"])


@pytest.mark.parametrize("said", ["CHE-GHA", "che-gha", "Switzerland-Ghana", "switzerland-GHA"])
def test_a_pair_is_found_by_codes_and_names_in_any_case(open_page, said):
    app = open_page("pair", pair=said)
    assert app.title[0].value == "Switzerland and Ghana" and not app.warning


def test_a_name_with_a_hyphen_is_no_end_of_a_name(built):
    assert party_named("Guinea-Bissau") == "GNB" and party_named("Guinea") == "GIN" and party_named("Nowhere") is None


def test_a_buyer_and_a_host_are_a_pair(open_page):
    assert open_page("pair", buyer="CHE", host="GHA").title[0].value == "Switzerland and Ghana"
    assert open_page("pair", buyer="CHE,JPN", host="GHA").title[0].value == "Look up a buyer and a host"


def test_a_buyer_is_found_by_name(open_page):
    app = open_page("agreements", buyer="switzerland", host="Ghana")
    assert not app.warning
    assert app.session_state["filters_chosen"].buyers == ("CHE",) and app.session_state["filters_chosen"].hosts == (
        "GHA",
    )


@pytest.mark.parametrize(
    ("page", "name", "told"),
    [
        ("overview", "as_of", "no filter named “as_of”; asof may be meant."),
        ("overview", "iso", "no filter named “iso”; buyer or host may be meant."),
        ("overview", "q", "no filter named “q”."),
        ("projects", "q", "no filter named “q”; words may be meant."),
        ("country", "iso", "no filter named “iso”; country may be meant."),
        ("account", "country", "no filter named “country”; party may be meant."),
        ("search", "query", "no filter named “query”; q may be meant."),
        ("projects", "country", "no filter named “country”."),
        ("compare", "party", "no filter named “party”; parties may be meant."),
        ("compare", "pair", "no filter named “pair”; pairs may be meant."),
        ("trade", "year", "no filter named “year”; years may be meant."),
        ("trade", "from", "no filter named “from”; years may be meant."),
        ("projects", "status", "no filter named “status”; stage may be meant."),
        ("agreements", "status", "no filter named “status”. It has buyer, host, region"),
        ("agreements", "status", ", rule, asof and agreement."),
    ],
)
def test_an_unknown_parameter_is_told(open_page, page, name, told):
    assert [plain(told) in warning.value for warning in open_page(page, **{name: "x"}).warning] == [True]
    assert told in addresses.unknown(page, [name])[0]


def test_known_parameters_are_not_told():
    for page, own in ((name, entry.parameters) for name, entry in ENTRIES.items()):
        assert addresses.unknown(page, [*filters.NAMES, *own, "embed", "utm_source"]) == []
    assert len(addresses.unknown("overview", [f"x{n}" for n in range(50)])) == addresses.MOST_TOLD


@pytest.mark.parametrize(
    ("page", "query", "opened"),
    [
        ("project", {"project": "jcm-kh005"}, {"project": "JCM-KH005"}),
        ("project", {"project": "MN004"}, {"project": "JCM-MN004"}),
        ("country", {"Country": "viet nam"}, {"country": "VNM"}),
        ("pair", {"pair": "Schweiz/Ghana"}, {"pair": "CHE-GHA"}),
        ("pair", {"pair": "Switzerland and Ghana"}, {"pair": "CHE-GHA"}),
        ("agreements", {"BUYER": "Suisse;jpn"}, {"buyer": "CHE,JPN"}),
        ("agreements", {"buyer": ["CHE", "JPN"]}, {"buyer": "CHE,JPN"}),
        ("agreements", {"asof": "1 Jun 2024"}, {"asof": "2024-06-01"}),
        ("agreements", {"asof": "2024-02"}, {"asof": "2024-02-29"}),
        ("agreements", {"rule": "binding only"}, {"rule": "binding"}),
        ("agreements", {"asof": "28.11.2025"}, {"asof": "2025-11-28"}),
        ("agreements", {"asof": "11/28/2025"}, {"asof": "2025-11-28"}),
        ("agreements", {"asof": "November 28, 2025"}, {"asof": "2025-11-28"}),
        ("agreements", {"rule": "MoU", "buyer": "all"}, {"rule": "memoranda"}),
        ("projects", {"programme": "noger"}, {"programme": "Norwegian Global Emission Reduction (NOGER) Initiative|Norwegian Global Emission Reduction (NOGER) Initiative / NACA Fund at GGGI"}),
        ("projects", {"sector": "clean cooking"}, {"sector": "clean_cooking_households"}),
        ("trade", {"product": "lithium-ion batteries", "years": "2020–2023", "dual_use": "1"},
         {"product": "850760", "years": "2020-2023", "dual_use": "yes"}),
        ("network", {"among": "SIDS"}, {"among": "sids"}),
        ("compare", {"parties": "ghana, Korea", "as": "As Buyers"}, {"parties": "GHA,KOR", "as": "buyer"}),
        ("compare", {"pairs": "switzerland-ghana,che-tha"}, {"pairs": "CHE-GHA,CHE-THA"}),
        ("data", {"table": "Agreements"}, {"table": "agreements"}),
        ("agreements", {"region": "africa", "rule": "Binding"}, {"region": "Africa", "rule": "binding"}),
        ("projects", {"sector": "Transport", "stage": "REGISTERED"}, {"sector": "transport", "stage": "registered"}),
        ("trade", {"exporter": "korea", "dual_use": "Yes"}, {"exporter": "KOR", "dual_use": "yes"}),
        ("targets", {"goal": "fy2040"}, {"goal": "2040"}),
        ("calculator", {"preset": "Norway-2030", "currency": "nok"}, {"preset": "norway-2030"}),
    ],
)  # fmt: skip
def test_a_value_is_taken_in_any_case_and_by_its_name(open_page, page, query, opened):
    app = open_page(page, **query)
    assert not app.warning
    assert query_of(app) == opened


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("country", {"country": "Ghanna"}, "unknown country, “Ghanna”; Ghana may be meant."),
        ("country", {"country": "Atlantis"}, "unknown country, “Atlantis”. Choose one"),
        ("agreements", {"agreement": "jpn-vnm"}, "; JPN-VNM-JCM may be meant."),
        ("compare", {"parties": "GHA,THA,Atlantis"}, "unknown Party, “Atlantis”; a name or a code"),
        ("compare", {"parties": "GHA,THA,ghana"}, "names Ghana more than once."),
        ("compare", {"pairs": "CHE-GHA,CHE-THA,GHA-CHE"}, "unknown pair, “GHA-CHE”; Switzerland–Ghana may be meant."),
        ("compare", {"parties": "GHA,THA,PER,KEN,CHL"}, "room for 4 Parties; 5 are chosen"),
        ("compare", {"parties": "GHA,THA", "pairs": "CHE-GHA,CHE-THA"}, "names Parties and pairs;"),
        ("compare", {"parties": "GHA,THA", "as": "broker"}, "unknown role, “broker”; known are buyer, host."),
        ("network", {"among": "everyone"}, "unknown group, “everyone”; known are all, ldc, sids."),
        ("targets", {"goal": "2035"}, "unknown goal year, “2035”; known are 2030, 2040."),
        ("targets", {"delivery_rate": "3"}, "(3) is not low~central~high between 0 and 1.5; the default is shown."),
        ("calculator", {"year": "1850"}, "“Year of costs and prices”, 1850, is not a number between 1990 and 2100."),
        ("agreements", {"asof": "FY2026"}, "“FY2026”, is not a date (use 2023-09-02)."),
        ("agreements", {"rule": "binding|memoranda"}, "unknown counting rule, “binding|memoranda”; known are"),
        ("projects", {"sector": "energy"}, "unknown sector, “energy”; Renewable energy may be meant."),
        ("projects", {"sector": "Energie"}, "unknown sector, “Energie”; Renewable energy may be meant."),
        ("projects", {"sector": "cookstoves"}, "unknown sector, “cookstoves”; Clean cooking & households may be meant."),
        ("projects", {"sector": "xqzzz"}, "unknown sector, “xqzzz”; known are Renewable energy, Clean cooking & households, "),
        ("projects", {"stage": "pending"}, "unknown stage, “pending”; known are Idea, Design, Validation, "),
        ("agreements", {"asof": "3/4/2025"}, "“3/4/2025”, is not a date"),
        ("agreements", {"host": "ghanna"}, "unknown host, “ghanna”; Ghana may be meant."),
        ("agreements", {"agreement": "switzerland thailand"}, "; Switzerland–Thailand, "),
        ("changes", {"since": "last month"}, "since “last month”, which is no day such as"),
        ("trade", {"years": "FY2026"}, "“FY2026”, are not years (use 2020-2024)."),
        ("rows", {"key": "buyer"}, "names rows but not their figure."),
        ("trade", {"exporter": "GHA"}, "Ghana (GHA) has no exports in the Atlas."),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_told_until_something_is_chosen(open_page, page, query, told):
    app = open_page(page, **query)
    for run in range(2):
        assert [plain(told) in warning.value for warning in app.warning] == [True], f"run {run + 1}"
        app.run()
    asked = documents_asked(page, query)
    said = [*asked.problems, *asked.content().problems]
    said += [block.problem for block in asked.content().walk() if isinstance(block, Pick) and block.problem]
    assert [told in sentence for sentence in said] == [True], "the document says the same"


@pytest.mark.parametrize("page", ["overview", "agreements", "trade", "targets", "calculator", "network"])
def test_an_address_holds_what_was_chosen_and_nothing_else(open_page, page):
    assert dict(open_page(page).query_params) == {}


def test_the_newest_day_is_nobodys_choice_and_an_older_one_is(open_page):
    def banner(app):
        return [said.value for said in app.markdown if "What had happened by" in said.value]

    newest = open_page("overview", asof=EDITION.isoformat(), buyer="JPN")
    assert query_of(newest) == {"buyer": "JPN"} and not banner(newest)
    older = open_page("agreements", asof="2023-09-02")
    assert ["2 Sep 2023" in said for said in banner(older)] == [True]
    assert query_of(older) == {"asof": "2023-09-02"}
    assert not banner(open_page("method", asof="2023-09-02")), "this page follows no day"


def test_half_a_pair_says_what_it_needs(open_page):
    told = [box.value for box in open_page("pair", buyer="CHE").info]
    assert told == [
        "A pair is one buyer and one host. The filters name 1 buyer (Switzerland) and no hosts: choose the pair here."
    ]
    assert not open_page("pair").info


def test_filters_that_a_page_does_not_use_are_told_quietly(open_page):
    told = "Kept for other pages, not used on this one: buyer Switzerland."
    assert [told in said.value for said in open_page("organise", buyer="CHE").markdown].count(True) == 1
    assert not any("Kept for other pages" in said.value for said in open_page("agreements", buyer="CHE").markdown)
    assert not any("Kept for other pages" in said.value for said in open_page("pair", buyer="CHE", host="GHA").markdown)
    asked = documents_asked("organise", {"buyer": "CHE"})
    assert told in documents.html(asked, asked.content())


@pytest.mark.parametrize(("figure", "has_filters"), [("transferred", True), ("agreements", True), ("targets", False)])
def test_rows_behind_a_figure_have_the_filters_that_it_follows(open_page, figure, has_filters):
    """They were said to be not used where they narrowed the rows, and the plain page had no box for them."""
    live = [said.value for said in open_page("rows", figure=figure, buyer="CHE").markdown]
    asked = documents_asked("rows", {"figure": figure, "buyer": "CHE"})
    plain_page = documents.html(asked, asked.content())
    kept = "Kept for other pages, not used on this one: buyer Switzerland."
    for said in (" ".join(live), plain_page):
        assert ("buyer Switzerland ·" in said) == has_filters and (kept in said) != has_filters
    assert ('<select name="buyer">' in plain_page) == has_filters


def test_one_word_stands_for_all_programmes_that_have_it(open_page):
    chosen = open_page("projects", programme="JCM").session_state["filters_chosen"].programmes
    known = filters.offered().options["programmes"]
    assert len(chosen) > 3 and set(chosen) == {name for name in known if "JCM" in name}


def test_what_is_new_since_a_year_or_month_begins_with_its_first_day():
    days = [first_meant(text) for text in ("2026", "Oct 2026", "2026-10", "28.11.2024", "soon")]
    assert days == [date(2026, 1, 1), date(2026, 10, 1), date(2026, 10, 1), date(2024, 11, 28), None]
