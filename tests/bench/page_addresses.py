"""Addresses of all pages, drawn at random but the same for the same seed: filters, days of the data itself, each page's own
parameters, links that pages give, and some that are wrong.

What there is to choose from comes from the warehouse's file and from links that were met, never from the dashboard's code.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import duckdb

RULES = ("binding", "memoranda", "statements")
# How often each page is drawn. A page that isn't named here is drawn as often as a page without parameters.
OFTEN = {
    "rows": 44, "country": 22, "pair": 22, "trade": 22, "delivered": 13, "project": 13, "projects": 11, "agreements": 11, "targets": 11, "calculator": 10,
    "overview": 9, "network": 7, "steps": 5, "data": 6,
}  # fmt: skip
SELDOM = 3
AGREEMENTS, PROJECTS = ("overview", "agreements", "network"), ("projects", "delivered", "steps")
WRONG = (
    {"buyer": "XXX"}, {"host": "JPN,nowhere"}, {"region": "Atlantis"}, {"rule": "every"}, {"asof": "2031-01-01"}, {"asof": "1999-12-31"}, {"asof": "yesterday"},
    {"sector": "magic"}, {"stage": "dreamt"}, {"programme": "none of these"}, {"iso": "GHA"}, {"country": "ZZZ"}, {"pair": "CHE"}, {"pair": "GHA-CHE"},
    {"project": "no-such"}, {"agreement": "no-such"}, {"figure": "nothing"}, {"figure": "agreements", "key": "colour:red"}, {"goal": "1234"}, {"among": "few"},
    {"table": "none"}, {"years": "20-21"}, {"exporter": "XXX"}, {"product": "999999"}, {"preset": "none"}, {"volume": "much"}, {"year": "3000"},
    {"selection_lag": "9~1~x"}, {"words": "<b>zzz</b> $x$"},
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One address with the screen on which it is opened."""

    page: str
    query: dict[str, str] = field(default_factory=dict)
    width: int = 1280
    theme: str = "light"

    @property
    def label(self) -> str:
        """The address as a person reads it."""
        screen = ("" if self.width > 700 else " on a phone") + (" in the dark" if self.theme == "dark" else "")
        return f"{self.page}?{urlencode(self.query)}{screen}"

    def as_record(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


@dataclass(frozen=True)
class Offered:
    """What addresses can name, from the file of the warehouse."""

    lists: Mapping[str, Sequence[str]]
    pairs: Sequence[tuple[str, str]]
    inputs: Sequence[tuple[str, float, float, float]]


QUERIES = {
    "buyers": "SELECT DISTINCT buyer_iso3 FROM agreement_list",
    "hosts": "SELECT DISTINCT host_iso3 FROM agreement_list",
    "regions": "SELECT DISTINCT host_region FROM agreement_list",
    "countries": "SELECT iso3 FROM country_list",
    "sectors": "SELECT sector_id FROM sectors",
    "stages": "SELECT stage_id FROM stages",
    "programmes": "SELECT DISTINCT programme FROM project_list WHERE programme IS NOT NULL",
    "projects": "SELECT project_id FROM project_list",
    "agreements": "SELECT agreement_id FROM agreement_list",
    "words": "SELECT DISTINCT split_part(technology, ' ', 1) FROM project_list WHERE technology IS NOT NULL",
    # The data's own days, each with the day before it.
    "days": """
        WITH own AS (
            SELECT signed_on AS day FROM agreement_list UNION SELECT counts_from_on FROM agreement_list UNION SELECT event_until_on FROM event_list
            UNION SELECT step_until_on FROM project_steps
        )
        SELECT DISTINCT least(CAST(d AS DATE), edition_on) FROM (
            SELECT try_cast(day AS DATE) AS d FROM own UNION SELECT try_cast(day AS DATE) - 1 FROM own UNION SELECT edition_on FROM edition
        ), edition WHERE d >= DATE '2013-01-01'
    """,
    "goals": "SELECT DISTINCT target_year FROM target_ladders",
    "tables": "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal",
    "exporters": "SELECT DISTINCT exporter_iso3 FROM trade_list",
    "importers": "SELECT DISTINCT importer_iso3 FROM trade_list",
    "trade_regions": "SELECT DISTINCT region FROM trade_area_list WHERE is_importer",
    "chains": "SELECT value_chain FROM value_chains",
    "products": "SELECT DISTINCT hs_code FROM trade_list",
    "trade_years": "SELECT DISTINCT year FROM trade_list",
    "presets": "SELECT preset_id FROM calculator_presets",
}


def offered(warehouse: Path) -> Offered:
    """Ask the warehouse, once, for all that addresses can name."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        lists = {
            name: sorted(str(value) for (value,) in connection.execute(sql).fetchall() if value is not None)
            for name, sql in QUERIES.items()
        }
        pairs = sorted(connection.execute("SELECT DISTINCT buyer_iso3, host_iso3 FROM agreement_list").fetchall())
        inputs = connection.execute(
            "SELECT input_id, least, most, step FROM trajectory_defaults ORDER BY input_id"
        ).fetchall()
    return Offered(lists, pairs, inputs)


def draw(count: int, seed: int, pages: Sequence[str], known: Offered, links: Iterable[str]) -> list[Visit]:
    """Return `count` visits; `links` are addresses of rows that pages gave, of which some are followed."""
    dice = random.Random(seed)
    weights = [OFTEN.get(page, SELDOM) for page in pages]
    own = _own(dice, known, sorted(set(links)))
    plain = {Visit(page).label for page in pages}
    visits: dict[str, Visit] = {}
    while len(visits) < count:
        page = dice.choices(pages, weights)[0]
        query = own[page]() if page in own else {}
        query = _filters(dice, known, page) | query
        if dice.random() < 0.1:
            query |= dice.choice(WRONG)
        visit = Visit(page, query, 340 if dice.random() < 0.12 else 1280, "dark" if dice.random() < 0.08 else "light")
        if visit.label not in plain:
            visits.setdefault(visit.label, visit)
    return list(visits.values())


def _some(dice: random.Random, values: Sequence[str], most: int = 2, separator: str = ",") -> str:
    return separator.join(dice.sample(values, min(len(values), dice.randint(1, most))))


def _filters(dice: random.Random, known: Offered, page: str) -> dict[str, str]:
    """Return the filters of an address: on a page that doesn't follow them they are kept for the next one."""
    query: dict[str, str] = {}
    if dice.random() < 0.75:
        query["asof"] = dice.choice(known.lists["days"])
    if dice.random() < 0.5:
        query["rule"] = dice.choice(RULES)
    if page in (*AGREEMENTS, *PROJECTS) or dice.random() < 0.1:
        if dice.random() < 0.5:
            query["buyer"] = _some(dice, known.lists["buyers"], 3)
        if dice.random() < 0.3:
            query["host"] = _some(dice, known.lists["hosts"], 4)
        if dice.random() < 0.2:
            query["region"] = _some(dice, known.lists["regions"])
    if page in PROJECTS:
        for name, offered, separator in (
            ("sector", "sectors", ","),
            ("stage", "stages", ","),
            ("programme", "programmes", "|"),
        ):
            if dice.random() < 0.3:
                query[name] = _some(dice, known.lists[offered], 2, separator)
        if dice.random() < 0.2:
            query["words"] = dice.choice(known.lists["words"])
    return query


def _own(dice: random.Random, known: Offered, links: Sequence[str]) -> dict[str, Callable[[], dict[str, str]]]:
    lists = known.lists

    def maybe(share: float, **parts: Callable[[], str]) -> dict[str, str]:
        return {name: make() for name, make in parts.items() if dice.random() < share}

    def pair() -> dict[str, str]:
        return {"pair": "-".join(dice.choice(known.pairs))}

    def trade() -> dict[str, str]:
        years = sorted(dice.choices(lists["trade_years"], k=2))
        return maybe(0.6, exporter=lambda: dice.choice(lists["exporters"]), years=lambda: "-".join(years)) | maybe(
            0.3,
            countries=lambda: dice.choice(("hosts", "parties", "all")),
            with_agreement=lambda: dice.choice(("any", "with", "without")),
            importer=lambda: _some(dice, lists["importers"], 3),
            importer_region=lambda: _some(dice, lists["trade_regions"]),
            chain=lambda: _some(dice, lists["chains"]),
            product_stage=lambda: _some(dice, ("raw_material", "component", "final_product")),
            product=lambda: _some(dice, lists["products"], 3),
            dual_use=lambda: dice.choice(("yes", "no")),
        )

    def assumptions() -> dict[str, str]:
        query = maybe(0.5, goal=lambda: dice.choice(lists["goals"]))
        for name, least, most, step in known.inputs:
            if dice.random() < 0.25:
                values = sorted(least + dice.randint(0, round((most - least) / step)) * step for _ in range(3))
                query[name] = "~".join(f"{value:g}" for value in (values[::-1] if name.endswith("_lag") else values))
        return query

    def scenario() -> dict[str, str]:
        def number(most: int) -> Callable[[], str]:
            return lambda: f"{dice.randint(0, most * 10) / 10:g}"

        return maybe(0.7, preset=lambda: dice.choice(lists["presets"])) | maybe(
            0.3,
            volume=number(60),
            home_low=number(200),
            home_high=number(400),
            itmo_low=number(40),
            itmo_high=number(90),
            delivered=number(100),
            currency=lambda: dice.choice(("CHF", "JPY", "USD", "not stated")),
            year=lambda: str(dice.randint(2018, 2030)),
        )

    def rows() -> dict[str, str]:
        # Without one, the page lists what there is to choose.
        query = dict(parse_qsl(dice.choice(links), keep_blank_values=True)) if links and dice.random() < 0.97 else {}
        # Links are met on pages of the newest day: half of them are opened on another one.
        return query if dice.random() < 0.5 else {name: value for name, value in query.items() if name != "asof"}

    return {
        "country": lambda: {"country": dice.choice(lists["buyers"] + lists["hosts"] + lists["countries"])},
        "pair": pair,
        "project": lambda: {"project": dice.choice(lists["projects"])},
        "agreements": lambda: maybe(0.5, agreement=lambda: dice.choice(lists["agreements"])),
        "network": lambda: maybe(0.5, among=lambda: dice.choice(("all", "ldc", "sids"))),
        "data": lambda: maybe(0.9, table=lambda: dice.choice(lists["tables"])),
        "targets": assumptions,
        "trade": trade,
        "calculator": scenario,
        "rows": rows,
    }
