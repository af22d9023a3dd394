"""The pages of one country, one pair and the network, run without a browser."""

from __future__ import annotations

import json
import re
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import oracle
import pandas as pd
import pytest
from copies import EDITION
from drawn import tiles
from leaks import cells, leaks
from streamlit.testing.v1 import AppTest

from dashboard.agreements import queries
from dashboard.agreements.summaries import by_pair
from dashboard.charts import trade
from dashboard.core.choice import Choice
from dashboard.core.choices import DEFAULT_RULE, Filters, offered
from dashboard.core.content import Table
from dashboard.core.warehouse import ask
from dashboard.core.words import day
from dashboard.delivered import queries as ledger_queries
from dashboard.pages import ENTRIES
from dashboard.places import findings as place_findings
from dashboard.places import findings_context, findings_pair
from dashboard.places import queries as place_queries
from dashboard.places.sides import Side
from dashboard.projects import figures as project_figures
from dashboard.projects import queries as project_queries
from dashboard.trade import block as trade_block
from dashboard.trade import queries as trade_queries

pytestmark = pytest.mark.usefixtures("built")
NOW: dict[str, str] = {}
THEN = {"rule": "binding", "asof": "2023-09-02"}

# Hosts, buyers, both, neither; the Union; without emissions, NDC, label point or row of the pipeline; large and small.
COUNTRIES = [
    "GHA",
    "VNM",
    "JPN",
    "SGP",
    "CHE",
    "NOR",
    "SWE",
    "ARE",
    "KOR",
    "MCO",
    "EUU",
    "TCD",
    "NAM",
    "IRN",
    "LBY",
    "VAT",
    "NIU",
    "USA",
    "UKR",
    "MDV",
]


def words(app: AppTest) -> str:
    """All that a visitor reads in text and tables."""
    texts = [
        element.value for element in (*app.title, *app.header, *app.subheader, *app.markdown, *app.warning, *app.info)
    ]
    return "\n".join([*texts, *(cells(table.value.fillna("")) for table in app.table)])


def links(app: AppTest, page: str) -> list[dict[str, str]]:
    """Parameters of every link to a page."""
    return [
        {name: values[0] for name, values in parse_qs(link.proto.query_string).items()}
        for link in app.get("page_link")
        if link.proto.page.endswith(page)
    ]


def figures(app: AppTest) -> dict[str, str]:
    return {tile.heading: tile.value for tile in tiles(app).values()} | {m.label: m.value for m in app.metric}


def chosen(query: dict[str, str], **parties: tuple[str, ...]) -> Filters:
    """The filters of a link, for these Parties."""
    as_of = date.fromisoformat(query.get("asof", EDITION.isoformat()))
    return Filters(as_of, rule=query.get("rule", DEFAULT_RULE), **parties)


def said_of_then(text: str) -> bool:
    """Whether a page of an earlier day and narrower rule names them, and neither the edition's nor the widest.

    When publications were read, which its last line tells, does not hang on the day.
    """
    text = "\n".join(line for line in text.splitlines() if "How fresh:" not in line)
    return "binding instruments only · as of 2 Sep 2023" in text and not re.search(
        f"{day(EDITION)}|[Aa]ll signed", text
    )


@pytest.mark.parametrize(
    ("iso3", "query"), [*((iso3, NOW) for iso3 in COUNTRIES), ("JPN", THEN), ("GHA", THEN), ("CHE", THEN)]
)
def test_country_opens_with_the_figures_of_the_other_pages(open_page, iso3, query):
    app = open_page("country", country=iso3, **query)
    text, shown = words(app), figures(app)
    assert query == NOW or said_of_then(text)
    assert app.title[0].value == queries.parties().set_index("iso3").loc[iso3, "short_name"]
    assert leaks(text) == []
    assert "What is not known" in text and "not recorded here" in text
    for role, filters in (
        ("host", chosen(query, hosts=(iso3,))),
        ("buyer", chosen(query, buyers=(iso3,))),
    ):
        agreements, projects = queries.agreements(filters), project_queries.projects(filters)
        if agreements.empty and projects.empty:
            assert f"Agreements as {role}" not in shown
        else:
            assert shown[f"Agreements as {role}"] in (str(len(agreements)), "none yet" if agreements.empty else "")
            assert shown[f"Projects as {role}"] in (str(len(projects)), "none yet" if projects.empty else "")
    assert 3 <= len(shown) <= 5


def test_a_country_without_agreement_is_still_told(open_page):
    app = open_page("country", country="TCD")
    text = words(app)
    assert "No signed agreement of **Chad** under Article 6.2 is known" in text
    assert "did not intend to use international carbon markets" in text
    assert not app.get("deck_gl_json_chart")
    assert len(app.get("plotly_chart")) == 2


def test_an_unsigned_text_is_shown_apart(open_page):
    text = words(open_page("country", country="MCO"))
    assert "Not counted: 1 unsigned or unclear text" in text


def test_map_of_a_country_holds_its_arcs_alone(open_page):
    app = open_page("country", country="GHA")
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    layers = {layer["id"]: layer["data"] for layer in deck["layers"]}
    agreements = queries.agreements(Filters(EDITION, hosts=("GHA",)))
    assert {arc["buyer_iso3"] for arc in layers["arcs"]} == set(agreements["buyer_iso3"])
    assert {arc["host_iso3"] for arc in layers["arcs"]} == {"GHA"}
    assert [name["title"] for name in layers["host_names"]] == ["Ghana"]
    pairs = {link["pair"] for link in links(app, "pair")}
    assert pairs == {f"{code}-GHA" for code in agreements["buyer_iso3"]}


@pytest.mark.parametrize(("page", "name", "key"), [("country", "country", "XXX"), ("pair", "pair", "JPN-XXX")])
def test_an_unknown_key_is_told(open_page, page, name, key):
    app = open_page(page, **{name: key})
    assert f"unknown {name}, “{key}”" in app.warning[0].value
    assert name not in app.query_params


@pytest.mark.parametrize("key", ["JPN-JPN", "JPN", "JPN-VNM-GHA", ""])
def test_what_is_no_pair_opens_nothing(open_page, key):
    app = open_page("pair", **({"pair": key} if key else {}))
    assert "Choose a buyer and a host" in words(app)


@pytest.mark.parametrize(
    ("key", "query"),
    [
        *(
            (key, NOW)
            for key in ("JPN-VNM", "CHE-GHA", "SGP-GHA", "SWE-CHE", "CHE-THA", "LIE-GHA", "JPN-IDN", "VNM-JPN")
        ),
        ("JPN-VNM", THEN),
        ("CHE-GHA", THEN),
    ],
)
def test_pair_shows_the_figures_of_the_other_pages(open_page, unfolded, key, query):
    buyer, host = key.split("-")
    app = open_page("pair", pair=key, **query)
    filters = chosen(query, buyers=(buyer,), hosts=(host,))
    shown, text = figures(app), words(app)
    assert query == NOW or said_of_then(text)
    assert shown["Agreements"] in (str(len(queries.agreements(filters))), "none yet")
    assert shown["Projects"] in (str(len(project_queries.projects(filters))), "none yet")
    ledger = ledger_queries.ledger(filters)
    issued = ledger[ledger["is_summed"] & (ledger["event"] == "issuance")]
    for unit, is_of in (("ITMOs", issued["unit_kind"] == "itmo"), ("JCM credits", issued["unit_kind"] != "itmo")):
        sum_of = issued.loc[is_of, "quantity_tco2e"].sum()
        tile = tiles(app).get(f"Issued as {unit}")
        # What both Parties published for the pair leads, and what is traced stands below it.
        total = oracle.published("issued_tco2e", buyer, filters.as_of, host) if unit == "JCM credits" else None
        if total and total >= sum_of:
            assert tile.value.startswith(f"{total:,.0f} t")
        elif not sum_of:
            assert tile is None or tile.value in {"none yet", "none confirmed", "amount not found"}
        assert not sum_of or f"{sum_of:,.0f} t" in tile.text
    assert ("Issued as JCM credits" in shown) == (buyer == "JPN")
    assert leaks(text) == []
    assert "What is missing" in text
    claims = sum(
        len(queries.claims(agreement_id))
        for frame in (queries.agreements(filters), queries.not_counted(filters))
        for agreement_id in frame["agreement_id"]
    )
    tables = [table.value for table in app.table if "Says" in table.value.columns]
    assert sum(map(len, tables)) == claims
    # Beside them stands the link to this pair on the newest day.
    neighbours = {link["pair"] for link in links(app, "pair") if link["asof"] == filters.as_of.isoformat()}
    assert key not in neighbours


@pytest.mark.parametrize(("page", "key"), [("country", "GHA"), ("pair", "CHE-GHA")])
def test_a_day_before_anything_says_what_to_change(open_page, page, key):
    app = open_page(page, **{page: key}, rule="binding", asof="2015-01-01")
    (told,) = [info.value for info in app.info if "counts on 1 Jan 2015 (binding only)" in info.value]
    assert f"On {day(EDITION)} the Atlas knows" in told
    assert "Choose a later as-of date or a wider counting rule, or press Reset." in told
    drawn = [chart.proto.id for chart in app.get("plotly_chart")]
    assert not re.search("timeline|stages|moments", " ".join(drawn)) and not app.get("deck_gl_json_chart")


@pytest.mark.parametrize("key", ["MCO", "TCD"])
def test_where_nothing_is_known_on_any_day_nothing_is_advised(open_page, key):
    assert "press Reset" not in words(open_page("country", country=key, **THEN))


def test_links_to_countries_pairs_and_projects_keep_rule_and_day(open_page, unfolded):
    found = []
    own = {"country": {"country": "GHA"}, "pair": {"pair": "JPN-VNM"}}
    for page in ("overview", "agreements", "network", "projects", *own):
        app = open_page(page, **own.get(page, {}), **THEN)
        cells = [str(cell) for table in app.dataframe for cell in table.value.to_numpy().ravel()]
        text = "\n".join([*cells, words(app)])
        found += re.findall(r"(?<![\w/])(?:country|pair|project)\?[^\s>)\]]+", text)
    assert {urlsplit(address).path for address in found} == {"country", "pair", "project"}
    assert [address for address in found if not THEN.items() <= dict(parse_qsl(urlsplit(address).query)).items()] == []


def test_a_pair_the_wrong_way_round_leads_to_the_right_one(open_page):
    assert {"pair": "JPN-VNM"}.items() <= links(open_page("pair", pair="VNM-JPN"), "pair")[0].items()


@pytest.mark.parametrize(
    ("page", "key"), [("pair", "JPN-VNM"), ("pair", "CHE-GHA"), ("country", "GHA"), ("country", "MDV")]
)
def test_trade_of_partners_is_that_of_the_trade_page(open_page, page, key):
    app = open_page(page, **{page: key})
    (shown,) = [table.value for table in app.table if "Exporter" in table.value.columns]
    codes = {row.short_name: row.iso3 for row in queries.parties().itertuples()}
    buyers = set(queries.agreements(Filters(EDITION, hosts=(key[-3:],)))["buyer"])
    assert set(shown["Exporter"]) - set(shown["Importer"]) <= buyers
    for row in shown.to_dict("records"):
        importers, years = (codes[row["Importer"]],), trade_queries.years()
        scope = trade_block.scope(codes[row["Exporter"]], importers, Filters(EDITION), years)
        flows = trade_queries.flows(scope).groupby("year")["value_usd"].sum()
        for year, cell in row.items():
            if year.isdigit() and "US$" in cell:
                assert cell == trade.short(flows.get(int(year), 0))
    assert "Exports are not credits" in words(app)


def sold(exporter: str, code: str, area: str, value: float | None) -> dict[str, object]:
    """What one Party sold to another in 2024."""
    return {"exporter_iso3": exporter, "area_iso3": code, "area": area, "year": 2024, "value_usd": value}


def test_small_charts_name_the_side_that_differs():
    rows = [
        sold("JPN", "THA", "Thailand", 5.0),
        sold("JPN", "MEX", "Mexico", 9.0),
        sold("CHE", "MEX", "Mexico", None),
    ]
    names = {"JPN": "Japan", "CHE": "Switzerland"}
    flows, drawn = trade_block.panels(rows[:2], names, 8, 5)
    assert ([flow["area"] for flow in flows], drawn) == (["Thailand", "Mexico"], ["JPNMEX", "JPNTHA"])
    flows, _ = trade_block.panels(rows[1:], names, 8, 5)
    assert [flow["area"] for flow in flows] == ["from Japan", "from Switzerland"]
    assert trade_block.panels(rows, names, 1, 5)[1] == ["JPNMEX"]
    assert trade_block.panels(rows, names, 8, 6)[1] == ["JPNMEX"], "a flow below the floor is not drawn"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((24_999_999, 10, 10), "Too little trade to say: less than US$25 m of covered products in every known year"),
        (
            (25_000_000, 10, 10),
            "Japan sold US$25 m of covered products to Thailand in 2024, the largest of these 3 flows",
        ),
        ((25_000_000, 10, None), "Japan sold US$25 m of covered products to Thailand in 2024"),
        ((None, None, None), "Trade in covered products is not known between these countries"),
    ],
)
def test_a_flow_below_the_floor_is_no_headline(values, words):
    importers = (("THA", "Thailand"), ("MEX", "Mexico"), ("KEN", "Kenya"))
    rows = [sold("JPN", code, area, value) for (code, area), value in zip(importers, values, strict=True)]
    assert trade_block.finding(rows, {"JPN": "Japan"}, 25_000_000) == words
    older = [row | {"year": 2023, "value_usd": 30e6} for row in rows]
    both = trade_block.finding([*older, *rows], {"JPN": "Japan"}, 25_000_000)
    assert "in 2024" in both if values[0] else "in 2023" in both


def test_a_country_without_agreement_has_no_block_of_trade(open_page):
    assert "Exports are not credits" not in words(open_page("country", country="TCD"))


def test_agreement_leads_to_its_pair_and_countries(open_page):
    app = open_page("agreements", agreement="CHE-GHA-IA")
    assert [link["pair"] for link in links(app, "pair")] == ["CHE-GHA"]
    assert [link["country"] for link in links(app, "country")] == ["CHE", "GHA"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"among": "ldc"},
        {"among": "sids", "rule": "binding"},
        {"buyer": "JPN,CHE"},
        {"buyer": "JPN"},
        {"region": "Africa", "asof": "2022-06-30"},
        {"host": "GHA,CHL"},
    ],
    ids=str,
)
def test_network_counts_what_the_warehouse_holds(open_page, query):
    app = open_page("network", **query)
    shown = figures(app)
    rules = {"binding": ["binding"]}.get(query.get("rule", ""), ["binding", "memoranda", "statements"])
    where = f"is_counted AND counts_from_on <= DATE '{query.get('asof', EDITION)}' AND counting_rule::VARCHAR IN {(*rules, '')}"
    if "buyer" in query:
        where += f" AND buyer_iso3 IN {(*query['buyer'].split(','), '')}"
    place = {"ldc": "is_ldc", "sids": "is_sids"}.get(query.get("among", ""), "true")
    if "region" in query:
        place += f" AND region = '{query['region']}'"
    if "host" in query:
        place += f" AND iso3 IN {tuple(query['host'].split(','))}"
    expected = ask(f"""
        WITH rows AS (SELECT * FROM agreement_list WHERE {where}),
        hosts AS (SELECT host_iso3 AS iso3, count(DISTINCT buyer_iso3) AS n FROM rows GROUP BY 1)
        SELECT count(*) FILTER (NOT is_annex1 AND iso3 NOT IN (SELECT buyer_iso3 FROM rows UNION SELECT host_iso3 FROM rows))
            AS left_out, count(*) FILTER (n = 1) AS one, count(*) FILTER (n >= 3) AS crowded,
            count(*) FILTER (NOT is_annex1) AS eligible, count(n) AS hosts
        FROM parties LEFT JOIN hosts USING (iso3) WHERE {place}
    """).iloc[0]
    assert list(shown.values())[:3] == [str(expected[name]) for name in ("left_out", "one", "crowded")]
    text = words(app)
    assert f"**{expected['left_out']} of {expected['eligible']} Part" in text
    assert f"of {expected['hosts']} hosts" in text
    listed = sum(line.count("](<country?country=") for line in text.splitlines())
    assert listed == expected["left_out"]


def test_an_unknown_group_is_told_and_a_known_one_stays_in_the_address(open_page):
    assert "unknown group, “isles”" in words(open_page("network", among="isles"))
    app = open_page("network", among="sids")
    assert app.query_params["among"] == "sids"


@pytest.fixture
def everything(built):
    """All texts, projects and events, asked once: a query for each of the Parties would take a minute."""
    every = Filters(EDITION)
    texts = pd.concat([queries.agreements(every), queries.not_counted(every)])
    return texts, project_figures.PROJECT.ask(every), ledger_queries.ledger(every)


def side_of(frames: tuple[pd.DataFrame, ...], role: str, filters: Filters) -> Side:
    """What a choice of Parties has of the rows of each frame."""
    kept = []
    for frame in frames:
        for column, codes in (("buyer_iso3", filters.buyers), ("host_iso3", filters.hosts)):
            frame = frame[frame[column].isin(codes)] if codes else frame
        kept.append(frame.reset_index(drop=True))
    return Side(role, filters, *kept)


def is_readable(said: list[str]) -> bool:
    return not leaks("\n".join(said))


def words_of(table):
    return [cell for row in table for name, cell in row.items() if name != "behind"]


def test_every_party_can_be_put_into_words(everything):
    parties = place_queries.parties(Filters(EDITION))
    assert len(parties) == 198
    for iso3 in parties["iso3"]:
        row = place_queries.party(iso3)
        years, targets = place_queries.country_years(iso3), place_queries.ndc_targets(iso3)
        sides = {
            "host": side_of(everything, "host", Filters(EDITION, hosts=(iso3,))),
            "buyer": side_of(everything, "buyer", Filters(EDITION, buyers=(iso3,))),
        }
        said = [
            place_findings.country(row, sides, Filters(EDITION)),
            place_findings.groups(row),
            findings_context.emissions(row, years),
            findings_context.electricity(row, years),
            findings_context.ndc(row),
            *words_of(findings_context.ndc_facts(row, targets)),
            *words_of(findings_context.readiness(row)),
            *words_of(findings_context.carbon_prices(place_queries.carbon_prices(iso3))),
            *words_of(place_findings.volumes(sides["host"].answers)),
            *words_of(findings_pair.side_by_side(row, row)),
            *place_findings.unknown(row, targets),
            *place_findings.missing(sides),
        ]
        if pairs := {role: by_pair(side.agreements) for role, side in sides.items() if len(side.agreements)}:
            said.append(place_findings.partners(row["short_name"], pairs))
        assert is_readable(said), iso3


def test_every_known_pair_can_be_put_into_words(everything):
    pairs = place_queries.pairs()
    assert len(pairs) >= 128
    for pair in pairs.itertuples():
        chosen = Filters(EDITION, (pair.buyer_iso3,), (pair.host_iso3,))
        side = side_of(everything, "pair", chosen)
        agreements, ledger = side.agreements, side.ledger
        moments = place_queries.moments(pair.buyer_iso3, pair.host_iso3, Filters(EDITION))
        said = [
            findings_pair.pair(pair.buyer, pair.host, agreements, side.answers, chosen),
            *words_of(place_findings.volumes(side.answers)),
            *findings_pair.missing_of_pair(agreements, side.answers, ledger, chosen),
        ]
        if len(moments):
            said.append(findings_pair.moments(moments))
        assert is_readable(said), pair
        assert set(agreements["agreement_id"]) <= set(moments["agreement_id"].dropna())
        events = moments["kind"].isin(["issuance", "first_transfer"])
        assert events.sum() == ledger["event"].isin(["issuance", "first_transfer"]).sum()
        authorised = (ledger["event"] == "authorisation").sum()
        assert (moments["kind"] == "authorisation").sum() >= authorised


@pytest.mark.parametrize(("code", "columns"), [("KEN", {"buyer"}), ("JPN", {"host"}), ("CHE", {"buyer", "host"})])
def test_agreements_of_a_party_in_one_role_do_not_repeat_its_name(code, columns):
    """On a phone the Kenya of each row pushed out of sight what binds."""
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["country"].content(Choice(filters, filters, known, own=(("country", code),)))
    table = next(block for block in page.walk() if isinstance(block, Table) and block.key == f"texts-{code}")
    assert {*table.columns} & {"buyer", "host"} == columns
