"""What a visitor chooses on every page (Filters): each filter told once, from its widget to its SQL. Pure but for what is on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from dashboard.core import address as addresses
from dashboard.core import fields
from dashboard.core.escaped import encoded
from dashboard.core.fields import FilterGroup, Offered, Party, many, one, text
from dashboard.core.named import sought
from dashboard.core.warehouse import Value, ask, build_id
from dashboard.core.words import day

FIRST_DAY = date(2013, 1, 1)
# What each counts, table counted_under says. Source: docs/method.md.
COUNTING_RULES = {
    "binding": "Binding instruments only",
    "memoranda": "Memoranda and frameworks too",
    "statements": "Everything signed",
}
# How people call them in an address.
RULES_AS_SAID = {"all": "statements", "mou": "memoranda", "binding only": "binding"}
IS_COUNTED_UNDER = (
    "{at}counting_rule::VARCHAR IN (SELECT u.counting_rule::VARCHAR FROM counted_under u WHERE u.rule::VARCHAR = $rule)"
)
DEFAULT_RULE = "statements"


@dataclass(frozen=True)
class Filters:
    """The choice that every page shows: Parties as ISO alpha-3 codes, () for all of them."""

    as_of: date = fields.day("asof", "As of", group=FilterGroup.DAY, width=1.4)
    buyers: tuple[str, ...] = many(
        "buyer",
        "Buyer",
        group=FilterGroup.BUYERS,
        options="SELECT iso3 AS key, short_name AS label FROM party_list WHERE iso3 IN (SELECT buyer_iso3 FROM agreement_list) ORDER BY short_name",
        column="buyer_iso3",
        nothing="All buyers",
        said="buyer {}",
        unsaid="all buyers",
        most=4,
        is_party=True,
    )
    hosts: tuple[str, ...] = many(
        "host",
        "Host",
        group=FilterGroup.HOSTS,
        options="SELECT iso3 AS key, short_name AS label FROM party_list WHERE iso3 IN (SELECT host_iso3 FROM agreement_list UNION SELECT host_iso3 FROM block_list) ORDER BY short_name",
        column="host_iso3",
        nothing="All hosts",
        said="host {}",
        unsaid="all hosts",
        most=4,
        is_party=True,
    )
    regions: tuple[str, ...] = many(
        "region",
        "Region of the host",
        group=FilterGroup.HOSTS,
        options="SELECT DISTINCT region AS key, region AS label FROM party_list WHERE iso3 IN (SELECT host_iso3 FROM agreement_list) ORDER BY 1",
        column="host_iso3",
        through="SELECT iso3 FROM party_list WHERE list_contains($chosen::VARCHAR[], region)",
        nothing="All regions",
        said="hosts in {}",
        most=5,
        width=1.7,
    )
    rule: str = one(
        "rule",
        "Counting rule",
        DEFAULT_RULE,
        group=FilterGroup.RULE,
        where=IS_COUNTED_UNDER,
        find=lambda said: RULES_AS_SAID.get(said.casefold().strip(), ""),
        width=2.1,
        help="Each rule counts what it names and everything more binding. The Method page has the definitions.",
    )
    sectors: tuple[str, ...] = many(
        "sector",
        "Sector",
        group=FilterGroup.ACTIVITIES,
        options="SELECT sector_id AS key, label, also_called(fold_name(label || ' ' || description)) || ' ' || description AS hint FROM sectors ORDER BY sort_order",
        column="sector_id",
        nothing="All sectors",
        said="sector {}",
    )
    stages: tuple[str, ...] = many(
        "stage",
        "Stage",
        group=FilterGroup.ACTIVITIES,
        options="SELECT stage_id AS key, label FROM stages ORDER BY sort_order",
        column="stage_id",
        nothing="All stages",
        said="stage {}",
    )
    programmes: tuple[str, ...] = many(
        "programme",
        "Programme",
        group=FilterGroup.ACTIVITIES,
        options="SELECT programme AS key, programme AS label FROM projects GROUP BY programme ORDER BY count(*) DESC, programme",
        column="programme",
        nothing="All programmes",
        said="programme {}",
        separator="|",
        gathers=True,
        width=2.6,
    )
    words: str = text(
        "words",
        "Words in title, technology or organisation",
        group=FilterGroup.ACTIVITIES,
        where="($words = '' OR list_bool_and([contains({at}search_text, w) FOR w IN string_split($words, ' ')]))",
        nothing="for example Tuki Wasi",
        said="with the words “{}”",
        width=3.5,
    )

    def parameters(self) -> dict[str, Value]:
        """Return the named parameters of the queries; each takes those that it names."""
        told = fields.fields_of(Filters)
        chosen: dict[str, Value] = {attribute: getattr(self, attribute) for attribute in told}
        meant = {name: _meant(told[name].through, keys) for name, keys in chosen.items() if keys and told[name].through}
        return chosen | meant | {"words": sought(self.words)}


NAMES = addresses.names(Filters)


@dataclass(frozen=True)
class Choices(Offered):
    """What can be chosen (dashboard.core.fields.Offered), the last day there is data for, and up to when each kind of fact is known."""

    edition_on: date = FIRST_DAY
    known_on: Mapping[str, date] = field(default_factory=dict)


def offered() -> Choices:
    """Return the choices that the warehouse offers, kept until the next build."""
    return _offered(build_id())


@lru_cache(maxsize=2)
def _offered(build: str) -> Choices:
    edition_on: date = ask("SELECT edition_on FROM edition")["edition_on"].dt.date.iloc[0]
    known = ask("SELECT kind, known_up_to_on FROM known_up_to")
    parties = ask("SELECT iso3, short_name FROM party_list ORDER BY short_name")
    rows = {a: ask(told.options) for a, told in fields.fields_of(Filters).items() if told.options}
    return offer(
        {a: _by_key(of, "label") for a, of in rows.items()},
        dict(zip(parties["iso3"], parties["short_name"], strict=True)),
        edition_on,
        {kind: on.date() for kind, on in zip(known["kind"], known["known_up_to_on"], strict=True) if on == on},
        {a: _by_key(of, "hint") for a, of in rows.items() if "hint" in of},
    )


def _meant(sql: str, chosen: Value) -> tuple[str, ...]:
    # What nothing has leaves nothing, for () is all.
    return tuple(ask(sql, chosen=chosen).iloc[:, 0]) or ("",)


def _by_key(rows: pd.DataFrame, column: str) -> dict[str, str]:
    return dict(zip(rows["key"], rows[column], strict=True))


def offer(
    options: Mapping[str, Mapping[str, str]],
    names: dict[str, str],
    edition_on: date,
    known_on: Mapping[str, date] | None = None,
    hints: Mapping[str, Mapping[str, str]] | None = None,
) -> Choices:
    """Return what can be chosen of these options by attribute; the counting rules and the span of days come with them."""
    return Choices(
        dict(options) | {"rule": COUNTING_RULES},
        {"as_of": (FIRST_DAY, edition_on)},
        names,
        edition_on=edition_on,
        known_on=known_on or {},
        hints=hints or {},
    )


def from_query(query: Mapping[str, str], known: Choices, party: Party = lambda _: None) -> tuple[Filters, list[str]]:
    """Read filters from the parameters of a link; `party` gives the code of a Party that stands there by a name.

    Returns the filters that can be honoured, and one sentence for each part that can't.
    """
    return addresses.read(query, known, Filters(known.edition_on), party)


def to_query(filters: Filters) -> dict[str, str]:
    """Return the parameters of a link to these filters. The date is always there, so that a quoted link stays true."""
    return dict(_written(filters))


# Every link of a page asks for those of the page.
@lru_cache(maxsize=256)
def _written(filters: Filters) -> dict[str, str]:
    return addresses.write(filters)


@lru_cache(maxsize=256)
def _encoded(filters: Filters) -> str:
    return encoded(_written(filters), safe=",")


def said(filters: Filters, known: Choices) -> dict[str, str]:
    """Return the parameters of the address that a visitor sees: what was chosen, and no more."""
    return addresses.write(filters, lambda _: Filters(known.edition_on))


def address(page: str, filters: Filters, **own: str) -> str:
    """Return the address of a page, relative to any other, with its own parameters and the filters."""
    if own.keys() & _written(filters).keys():
        return f"{page}?{encoded(own | _written(filters), safe=',')}"
    return f"{page}?{encoded(own, safe=',')}{'&' if own else ''}{_encoded(filters)}"


def followed(filters: Filters, shown: FilterGroup) -> Filters:
    """Return what a page with these groups of filters follows: one that has its own choice of Parties follows rule and
    day alone, or the day."""
    if shown == FilterGroup.DAY:
        return Filters(filters.as_of)
    return Filters(filters.as_of, rule=filters.rule) if shown == FilterGroup.RULE_AND_DAY else filters


def narrow(filters: Filters, buyer: str | None, host: str | None) -> Filters:
    """Return the filters narrowed to a buyer or host that was picked on the map."""
    filters = replace(filters, buyers=(buyer,)) if buyer else filters
    return replace(fields.without(filters, FilterGroup.HOSTS), hosts=(host,)) if host else filters


def counts(told: fields.Field, shown: FilterGroup) -> bool:
    """Return whether a field changes anything on a page with these groups: the counting rule is about agreements, and kept for the next page where projects are."""
    return told.group is not FilterGroup.RULE or FilterGroup.ACTIVITIES not in shown


def in_words(filters: Filters, known: Choices, shown: FilterGroup, facts: str = "") -> str:
    """Return the shown groups of filters in plain words, as they stand above the content.

    The counting rule is about agreements, and sector, stage, programme and words are about projects, or about the `facts` of
    the page (a kind of table known_up_to), where it has others.
    """
    is_of_projects = FilterGroup.ACTIVITIES in shown
    parts = fields.in_words(filters, known, shown)
    if not is_of_projects and FilterGroup.RULE in shown:
        parts.append(rule_in_words(filters.rule))
    kind = facts or ("project" if is_of_projects else "agreement" if FilterGroup.RULE in shown else "")
    as_of, known_on = f"as of {day(filters.as_of)}", known.known_on.get(kind)
    # The day of the edition is not the state of knowledge.
    is_later = known_on is not None and filters.as_of > known_on
    parts.append(f"{as_of}, {FACTS[kind]} known to {day(known_on)}" if is_later and known_on else as_of)
    return " · ".join(parts)


def scope(filters: Filters, known: Choices, shown: FilterGroup) -> str:
    """Return what the shown groups of filters narrow a statement to, for where it stands alone: "host Ghana, binding instruments only"."""
    parts = fields.in_words(filters, known, shown, is_whole=False)
    if FilterGroup.RULE in shown and filters.rule != DEFAULT_RULE:
        parts.append(rule_in_words(filters.rule))
    return ", ".join(parts)


FACTS = {"agreement": "agreements", "project": "projects", "authorised_unit": "authorised credits"}


def rule_in_words(rule: str) -> str:
    """Return a counting rule as a phrase."""
    return {
        "binding": "binding instruments only",
        "memoranda": "binding instruments, memoranda and frameworks",
        "statements": "all signed instruments, letters and statements included",
    }[rule]


def short_rule(rule: str) -> str:
    """Return a counting rule in two or three words, for the line under a figure."""
    return {"binding": "binding only", "memoranda": "binding and memoranda", "statements": "all signed texts"}[rule]
