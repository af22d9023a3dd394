"""One question, one answer: what pages and briefs draw for one choice never differs, and is what the files hold.

All that is drawn is read as a visitor reads it: figures with their lines, bars, sentences, small tables, briefs. Each quantity
is filed under its measure and its choice; two of one kind must be one. What is true is counted from the CSV files alone
(tests/oracle.py): no query and no measure of the dashboard is asked.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qsl

import oracle
import pytest
from copies import EDITION
from drawn import Tile, bars_of, tiles_of
from streamlit.testing.v1 import AppTest

from dashboard.brief import made
from dashboard.core.choices import COUNTING_RULES, Filters, offered
from dashboard.render.paper.sheet import lay_out

pytestmark = pytest.mark.usefixtures("built")

# What a visitor may read for each measure: headings of figures and rows of tables.
HEADINGS = {
    "jcm_issued": ("Issued as JCM credits", "JCM credits issued", "Issued"),
    "itmo_issued": ("Issued as ITMOs", "ITMOs issued"),
    "transferred": ("First transferred",),
    "projects": ("Projects", "Projects as buyer", "Projects as host"),
    "agreements": ("Agreements", "Agreements as buyer", "Agreements as host"),
    "pairs": ("Pairs of countries",),
    "binding_pairs": ("Pairs with a binding instrument", "Binding pairs"),
    "with_issuance": ("With credits issued", "Projects with credits issued"),
    "project_hosts": ("Host countries of projects",),
    "expected_yearly": ("Expected a year",),
    "expected_total": ("Expected in total",),
    "authorisations": ("Authorisations", "Authorised"),
    "authorised_credits": ("Authorised credits",),
    "used": ("Used towards a goal", "Used towards a target"),
}
MEASURES = {heading: measure for measure, headings in HEADINGS.items() for heading in headings}
QUANTITY = r"(?:[Aa]bout |≈\s?)?[\d,.]+\s(?:MtCO2e|tCO2e|Mt|t)\b"
# The same in running text.
SENTENCES = {
    "jcm_issued": rf"({QUANTITY}) (?:issued as JCM credits|issued\b(?! as))",
    "itmo_issued": rf"({QUANTITY}) issued as ITMOs",
    "transferred": rf"({QUANTITY}) (?:are confirmed as )?first transferred",
    "projects": r"(?:Of the )?([\d,]+) projects? (?:in \d|of the pair|shown here)",
    "pairs": r"form ([\d,]+) pairs?",
    "agreements": r"pairs? with ([\d,]+) signed agreements?",
    "with_issuance": r"; ([\d,]+) (?:ha(?:s|ve) had credits issued|reached issuance)|([\d,]+) stands? at issued or beyond",
    "expected_yearly": rf"({QUANTITY}) a year from",
    "expected_total": rf"({QUANTITY}) in total from",
}
OF_AGREEMENTS = {"agreements", "pairs", "binding_pairs"}
# The head of the page behind a figure, and where a figure's own lines have the same number.
BEHIND = re.compile(r"\*\*([^*]+)\*\*[^:*]*: (summed over|(?:each )?counted)")
SUMS = {"jcm_issued", "itmo_issued", "transferred"}
OPENED = ("overview", "agreements", "projects", "delivered", "steps", "network")
Said = dict[tuple[str, str, str], dict[str, set[str]]]


def number(text: str) -> str:
    """Return a drawn quantity as digits and unit, so that 700,000 t and 0.7 Mt are one; a word as it stands."""
    found = re.search(r"([\d,]+(?:\.\d+)?)\s*(MtCO2e|Mt)?", text)
    if not found:
        return text.strip()
    value = float(found[1].replace(",", "")) * (1e6 if found[2] else 1)
    # A page writes 2.9 Mt for what the rows behind it add up to, 2,887,164 t.
    return oracle.written(value) if value >= 1e6 else f"{value:.3g}" if found[2] else f"{value:.0f}"


def choice(measure: str, query: dict[str, str]) -> str:
    """Return what of a choice a measure follows."""
    follows = {"buyer", "host", "region", "asof"} | (
        {"rule"} if measure in OF_AGREEMENTS else {"sector", "stage", "programme", "words"}
    )
    kept = {name: value for name, value in query.items() if name in follows and value}
    if kept.get("rule") == "statements":
        kept.pop("rule")
    return "&".join(f"{name}={value}" for name, value in sorted(kept.items()))


class Book:
    """Every drawn quantity by measure, choice and part, with where it stands."""

    def __init__(self) -> None:
        self.said: Said = defaultdict(lambda: defaultdict(set))

    def add(self, measure: str, query: dict[str, str], part: str, text: str, where: str) -> None:
        self.said[measure, choice(measure, query), part][number(text)].add(where)

    def differing(self) -> list[str]:
        return [f"{key}: {dict(values)}" for key, values in self.said.items() if len(values) > 1]

    def page(self, app: AppTest, query: dict[str, str], where: str) -> None:
        """File all that a page draws; `query` is its choice, of which its figures may tell their own."""
        for tile in tiles_of(app):
            of = dict(parse_qsl(tile.scope))
            for part, text in parts(tile):
                self.add(tile.measure, of, part, text, f"{where}, figure")
        for buyer, label, text, part in bars_of(app):
            (code,) = [iso3 for iso3, name in offered().names.items() if name == buyer]
            self.add(MEASURES[label], query | {"buyer": code}, part, text, f"{where}, bar")
        for metric in app.metric:
            if measure := MEASURES.get(metric.label):
                self.add(measure, query, "leading", metric.value, f"{where}, figure")
        texts = [element.value for element in (*app.markdown, *app.header)]
        for measure, text in sentences(" \n ".join(texts)):
            self.add(measure, query, "leading", text, f"{where}, text")
        for table in app.table:
            if {"Quantity", "Tonnes"} <= set(table.value.columns):
                for row in table.value.to_dict("records"):
                    shown = re.sub(r"\[(.*?)\]\(.*", r"\1", str(row["Tonnes"]))
                    if measure := MEASURES.get(str(row["Quantity"])):
                        self.add(measure, query, "leading", shown, f"{where}, table")

    def behind(self, app: AppTest, measure: str, query: dict[str, str]) -> None:
        """File what the page behind a figure says that its rows make; nothing where they make no number."""
        if found := BEHIND.search(" \n ".join(element.value for element in app.markdown)):
            self.add(measure, query, "traced" if measure in SUMS else "leading", found[1], f"behind {measure}")

    def brief(self, key: str, filters: Filters, query: dict[str, str]) -> None:
        """File what a brief says of a pair or of a country in its main role."""
        sheet = lay_out(made.brief(key, filters))
        for tile in (tile for part in sheet["parts"] if part["is"] == "tiles" for tile in part["tiles"]):
            if measure := MEASURES.get(tile["label"]):
                self.add(measure, query, "leading", tile["value"], f"brief {key}")
        for measure, text in sentences(sheet["description"]):
            self.add(measure, query, "leading", text, f"brief {key}, answer")


def parts(tile: Tile) -> Iterator[tuple[str, str]]:
    """The leading value of a figure, and what its lines say is traced and unconfirmed."""
    if not re.search(r"\d", tile.value):
        yield "word", tile.value
    yield "leading", tile.value
    for line in tile.lines:
        for part, pattern in (
            ("published", rf"^({QUANTITY}) published by"),
            ("traced", rf"^({QUANTITY}) traced"),
            ("unconfirmed", rf"^({QUANTITY}) unconfirmed"),
            ("known", r"known to (.*)$"),
        ):
            if found := re.search(pattern, line):
                yield part, found[1] if part != "known" else found[1].replace(" ", "_")


def sentences(text: str) -> Iterator[tuple[str, str]]:
    plain = text.replace("**", "")
    for measure, pattern in SENTENCES.items():
        for found in re.finditer(pattern, plain):
            yield measure, next(filter(None, found.groups()))


def some_days(chosen: random.Random) -> date:
    """A day of the data, the one before it, or the one after."""
    days = [day for day in oracle.days() if day <= EDITION]
    return min(chosen.choice(days) + timedelta(days=chosen.choice([-1, 0, 1])), EDITION)


def choices(seed: int) -> list[dict[str, str]]:
    """A day, a rule, a buyer and a host: all of them, each alone and both together; once with a sector or stage too."""
    chosen = random.Random(seed)
    day = EDITION if seed == 0 else some_days(chosen)
    base = {"asof": day.isoformat(), "rule": chosen.choice(list(COUNTING_RULES))}
    buyer, host = chosen.choice(oracle.pairs()) if seed else ("JPN", "MNG")
    return [base, base | {"buyer": buyer}, base | {"host": host}, base | {"buyer": buyer, "host": host}]


def chosen_of(query: dict[str, str]) -> oracle.Choice:
    """The same choice for the oracle."""
    of = {name: (query[name],) for name in ("buyer", "host") if name in query}
    return oracle.Choice(date.fromisoformat(query["asof"]), EDITION, rule=query["rule"], **of)


@pytest.mark.parametrize("seed", range(4))
def test_no_two_pages_or_briefs_differ(open_page, seed):
    book, behind = Book(), 0
    for query in choices(seed):
        rule_and_day = {name: query[name] for name in ("asof", "rule")}
        for page in OPENED:
            book.page(open_page(page, **query), query, page)
        numbers = sorted(name for name, told in oracle.measures(chosen_of(query)).items() if told.value)
        for measure in random.Random(seed).sample(numbers, min(3, len(numbers))):
            book.behind(open_page("rows", figure=measure, **query), measure, query)
            behind += 1
        filters = Filters(date.fromisoformat(query["asof"]), rule=query["rule"])
        buyer, host = query.get("buyer"), query.get("host")
        if buyer and host:
            key = f"{buyer}-{host}"
            book.page(open_page("pair", pair=key, **rule_and_day), query, f"pair {key}")
            book.brief(key, filters, query)
        elif code := buyer or host:
            role = "buyer" if buyer else "host"
            app = open_page("country", country=code, **rule_and_day)
            headings = {tile.heading for tile in tiles_of(app)} | {metric.label for metric in app.metric}
            # The page of a Party in both roles tells each figure's own role; its text is of neither alone.
            if not any(f"as {other}" in text for text in headings for other in {"buyer", "host"} - {role}):
                book.page(app, query, f"country {code}")
                book.brief(code, filters, query)
    assert len(book.said) > 20, "hardly anything was read"
    places = [where for values in book.said.values() for found in values.values() for where in found]
    assert any(where.startswith("behind") for where in places) or not behind
    assert book.differing() == []


def test_what_others_publish_leads_on_every_page(open_page):
    """Japan's credits: the programme's own total, on its page, in its brief and where all buyers are."""
    book = Book()
    query = {"asof": EDITION.isoformat()}
    for page in OPENED:
        book.page(open_page(page, **query), query, page)
        book.page(open_page(page, buyer="JPN", **query), query, f"{page} of Japan")
    book.page(open_page("country", country="JPN", **query), query, "country JPN")
    book.page(open_page("targets"), query, "targets")
    book.brief("JPN", Filters(EDITION), query | {"buyer": "JPN"})
    leading = {
        value
        for (measure, _, part), values in book.said.items()
        for value in values
        if measure == "jcm_issued" and part == "leading"
    }
    assert leading == {f"{oracle.published('issued_tco2e', 'JPN', EDITION):.3g}"}


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_what_the_files_hold(open_page, seed):
    for query in choices(seed + 100 if seed else 0):
        drawn: dict[str, Tile] = {}
        for page in ("overview", "agreements", "projects", "delivered"):
            drawn |= {tile.measure: tile for tile in tiles_of(open_page(page, **query))}
        for measure, told in oracle.measures(chosen_of(query)).items():
            expected = told.value
            if measure not in drawn:
                continue
            tile = drawn[measure]
            shown = next((text for part, text in parts(tile) if part == "traced"), tile.value)
            if expected is None:
                assert not re.search(r"\d", tile.value) or "published" in tile.under, (query, measure, tile.text)
            else:
                assert number(shown) == number(oracle.written(expected)), (query, measure, tile.text)
