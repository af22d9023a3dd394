"""Compare: two to four Parties in one role, or pairs, side by side: figures, charts on common scales, rules, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.compare import figures, findings, queries
from dashboard.compare.chosen import LEAST, PANEL, Compared, problems
from dashboard.compare.content_start import start
from dashboard.compare.figures import One, one
from dashboard.core.choice import Choice
from dashboard.core.choices import short_rule
from dashboard.core.content import (
    Block,
    Brief,
    Chart,
    Extract,
    Finding,
    Heading,
    Inputs,
    Link,
    Links,
    Page,
    Say,
    Table,
    Tiles,
)
from dashboard.core.forms import Bars, Multiples
from dashboard.core.plain import link, plain
from dashboard.core.records import Rows, as_dicts
from dashboard.core.words import day, plural
from dashboard.places import findings_watch
from dashboard.rules import findings as of_rules
from dashboard.rules import queries as rule_queries

NAME = "compare"
APART = "Estimates, authorised, issued, transferred and used tonnes are five different things and are never added."
NO_ESTIMATES = (
    " Estimates are not set against each other here: each sums the projects that have one, as the table says."
)
NO_BUYER = " Authorised credits name no buyer, so none are shown here."


def content(choice: Choice) -> Page:
    """Return those that the address names side by side, or how to choose them."""
    chosen, told = PANEL.read(dict(choice.own), choice.filters)
    told += problems(chosen)
    inputs = Inputs(PANEL, chosen)
    if len(chosen.keys) < LEAST:
        return Page((inputs, *start(choice, chosen)), problems=tuple(told))
    role = "pair" if chosen.is_of_pairs else chosen.role
    labels = PANEL.offered().options["pairs"] if chosen.is_of_pairs else choice.known.names
    ones = tuple(one(key, labels[key], role, choice.filters) for key in chosen.keys)
    called = f"{findings.names(ones)}{'' if role == 'pair' else f' as {findings.ROLES[role]}'}"
    return Page(
        (inputs, *_compared(choice, chosen, ones, role)), heading=called, description=called, problems=tuple(told)
    )


def _compared(choice: Choice, chosen: Compared, ones: Sequence[One], role: str) -> tuple[Block, ...]:
    rule, as_of = short_rule(choice.filters.rule), day(choice.filters.as_of)
    return (
        Say(findings.answer(ones, role), "answer"),
        *_other_role(choice, chosen, ones),
        Brief(key_of(chosen, role)),
        Heading("What differs"),
        Say("\n".join(f"- {line}" for line in findings.differs(ones, role))),
        Say(f"{APART}{NO_ESTIMATES}{'' if role == 'host' else NO_BUYER} Agreements: {rule}. As of {as_of}.", "small"),
        *_figures(ones, role),
        *(_growth(ones, as_of) if role != "pair" else ()),
        _projects(ones, as_of),
        *_quantities(ones),
        *_rules(choice, ones, role),
        *_watch(ones),
        Links(tuple(_page(choice, each, role) for each in ones)),
    )


def key_of(chosen: Compared, role: str) -> str:
    """Return the key of the brief on a comparison: compare.buyer.JPN.CHE, compare.pair.CHE-GHA.CHE-THA."""
    return ".".join((NAME, role, *chosen.keys))


def _other_role(choice: Choice, chosen: Compared, ones: Sequence[One]) -> tuple[Block, ...]:
    """Say whose own role is the other one: a comparison keeps to one, for what is bought is no number beside what is sold."""
    if chosen.is_of_pairs:
        return ()
    other = "host" if chosen.role == "buyer" else "buyer"
    silent = [each.name for each in ones if each.side.is_empty]
    if not silent:
        return ()
    said = f"No agreement, project, issuance or transfer of {' or '.join(silent)} as {chosen.role} is known; a comparison keeps to one role."
    turned = choice.link(
        f"Compare them as {findings.ROLES[other]}",
        NAME,
        "swap_horiz",
        **{"parties": ",".join(chosen.keys), "as": other},
    )
    return Say(said, "caveat"), turned


def _figures(ones: Sequence[One], role: str) -> tuple[Block, ...]:
    goals = queries.goals(tuple(each.key for each in ones)) if role == "buyer" else pd.DataFrame()
    rows = findings.table(ones, role, goals)
    note = " Goals are the latest known, also on an earlier day." if role == "buyer" else ""
    return (
        Heading("Figure by figure"),
        Table(
            "compared", rows, {str(name): str(name) for name in rows.columns}, is_of_words=True,
            extract=Extract("compared", figures.extract(ones, role)),
        ),
        Say(f"What leads is bold and leads to its rows; what is unconfirmed is in no total.{note}", "small"),
    )  # fmt: skip


def _growth(ones: Sequence[One], as_of: str) -> tuple[Block, ...]:
    """Partners with a binding agreement by year, each Party in a panel of the same scale."""
    years = {each.key: findings.first_years(each) for each in ones}
    every = [int(year) for found in years.values() for year in found]
    if not every:
        return ()
    last = max(int(as_of[-4:]), max(every))
    rows = pd.DataFrame(
        {
            "party": each.name,
            "year": year,
            "partners": int((years[each.key] <= year).sum()),
            "colour": each.buyer,
            "under": f"{len(years[each.key])} in {last}",
            "told": f"{each.name}, {year}: {int((years[each.key] <= year).sum())}",
        }
        for each in ones
        for year in range(min(every), last + 1)
    )
    title = findings.growth(ones)
    form = Multiples(tuple(as_dicts(rows)), "party", "year", "partners", f"Small multiples: {title}")
    table = Table(
        "compared-growth",
        rows,
        {"party": "Party", "year": "Year", "partners": "Partners"},
        extract=Extract("compared-growth", rows[["party", "year", "partners"]]),
    )
    return (
        Finding(
            title,
            f"Partners with a binding agreement that counts by the end of each year, one scale for all. As of {as_of}; the last year up to that day.",
            (Chart("compared-growth", form),),
            table,
            "each agreement’s own, on its page",
        ),
    )  # fmt: skip


def _projects(ones: Sequence[One], as_of: str) -> Finding:
    rows = pd.DataFrame(
        {
            "name": each.name,
            "projects": each.side.count("projects"),
            "with_issuance": each.side.count("with_issuance"),
            "colour": each.buyer,
            "said": f"{each.side.count('projects'):,}",
            "told": f"{each.name}: {plural(each.side.count('projects'), 'project')}",
        }
        for each in ones
    )
    title = findings.projects(ones)
    return Finding(
        title,
        f"Counted projects of each, from one zero, as of {as_of}. How many were found says how much was read as well as how much there is.",
        (Chart("compared-projects", Bars(tuple(as_dicts(rows)), "name", "projects", f"Bars: {title}")),),
        Table(
            "compared-projects", rows, {"name": "Name", "projects": "Projects", "with_issuance": "With credits issued"}
        ),
        "each project’s own, on its page",
    )


def _quantities(ones: Sequence[One]) -> tuple[Block, ...]:
    """Each quantity that anything is known of, on one scale for all that are compared, and no scale for two quantities."""
    return tuple(
        Finding(
            findings.quantity(ones, name),
            "One scale for all: published full height, traced thinner, unconfirmed hatched. A missing number is a word, never a short bar.",
            notes=(Tiles(tuple(each.answers[name] for each in ones), tuple(each.name for each in ones), is_one_scale=True),),
        )
        for name in figures.delivered_names(ones)
    )  # fmt: skip


def _rules(choice: Choice, ones: Sequence[One], role: str) -> tuple[Block, ...]:
    """Kinds of rule against those compared, as the page Rules shows them."""
    rows = [row for row in rule_queries.claims(choice.filters) if row["rule_kind"] != "volume"]
    mine = {each.key: _of(rows, each.key, role) for each in ones}
    claimed = {row["rule_kind"] for found in mine.values() for row in found}
    shown = [kind for kind in rule_queries.kinds() if kind["rule_kind"] in claimed]
    if not shown:
        return (Heading("Rules"), Say("No rule was found for any of them; one may exist.", "nothing"))
    lines = [
        {"Kind of rule": f"**{kind['label']}**"}
        | {
            each.name: _cell(choice, [row for row in mine[each.key] if row["rule_kind"] == kind["rule_kind"]], each.key, role)
            for each in ones
        }
        for kind in shown
    ]  # fmt: skip
    every = [{"key": key, **row} for key, found in mine.items() for row in found]
    in_force = [row for row in every if row["state"] == "in_force"]
    columns = [
        "key",
        "party",
        "side",
        "kind",
        "says",
        "value_number",
        "value_unit",
        "counterpart",
        "state",
        "source_publisher",
        "source_url",
    ]
    return (
        Heading("Rules"),
        Say(f"{findings.rules(in_force, ones)}. “{of_rules.NOT_FOUND}”: pages were read in part, so a rule may exist. A rule without another word is in force, as a page says; a number after · counts the claims."),
        Table("compared-rules", lines, {name: name for name in lines[0]}, is_of_words=True, extract=Extract("compared-rules", pd.DataFrame(every)[columns])),
    )  # fmt: skip


def _of(rows: Rows, key: str, role: str) -> Rows:
    if role == "pair":
        return of_rules.met_by(rows, *key.split("-"))
    return [row for row in rows if (row["side"], row["party_iso3"]) == (role, key)]


def _cell(choice: Choice, found: Rows, key: str, role: str) -> str:
    if not found:
        return of_rules.NOT_FOUND
    sides = dict(zip(("buyer", "host"), key.split("-"), strict=True)) if role == "pair" else {role: key}
    own = {side: code for side, code in sides.items() if code in choice.known.options[f"{side}s"]}
    kind = {"kind": found[0]["rule_kind"]}
    return link(findings.rule(found), choice.address("rules", **own, **kind))


def _watch(ones: Sequence[One]) -> tuple[Block, ...]:
    """What is still to come of each, under its name."""
    found = [(each, findings_watch.watch((each.side,))) for each in ones]
    said = [
        Say("\n".join([f"**{plain(each.name)}**", "", *(f"- {line}" for line in lines)]))
        for each, lines in found
        if lines
    ]
    return (Heading("What to watch"), *said) if said else ()


def _page(choice: Choice, each: One, role: str) -> Link:
    own = {"pair": each.key} if role == "pair" else {"country": each.key}
    return choice.link(
        f"All on {each.name}",
        "pair" if role == "pair" else "country",
        "handshake" if role == "pair" else "public",
        **own,
    )
