"""Overview: who works with whom, on a map, how the network grew, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.agreements import findings, queries, summaries
from dashboard.agreements.content import NOTHING
from dashboard.agreements.figures import BINDING_PAIRS
from dashboard.charts import growth, world_map
from dashboard.core import links
from dashboard.core.answer import NOT_APPLICABLE
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, address, rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Heading, Links, Page, RowLink, Say, Table, Tiles
from dashboard.core.figure import answers
from dashboard.core.forms import Bars
from dashboard.core.plain import link
from dashboard.core.ranking import Ranked, Ranking
from dashboard.core.records import Row, Rows, as_dicts
from dashboard.core.words import counted, day, plural, sentence
from dashboard.delivered.figures import ITMO_ISSUED, JCM_ISSUED, TRANSFERRED
from dashboard.overview.content_questions import first_questions
from dashboard.projects.figures import PROJECTS
from dashboard.units.figures import AUTHORISED

NAMED_BUYERS = 7
RANKED_HOSTS = 15
IN_ONE_BREATH = (
    "Under Article 6.2 one country can pay for emission cuts in another and count them towards its own climate goal. "
    "The Atlas follows them from agreement to tonne, and names the source of every figure."
)


def content(choice: Choice) -> Page:
    """Return how many work together, what they issued and transferred, and the network of the choice."""
    agreements = queries.agreements(choice.filters)
    counts = summaries.headline(agreements)
    head = (
        Say(IN_ONE_BREATH),
        Say(findings.overview(counts, choice.filters, choice.known.known_on["agreement"]), "answer"),
        Links(
            (
                choice.link("Look up a country", "country", "public"),
                choice.link("Compare how buyers work", "organise", "storefront"),
                choice.link("New to Article 6?", "start", "school"),
            )
        ),
        _tiles(choice, agreements, counts),
    )
    if agreements.empty:
        return Page((*head, Say(NOTHING, "nothing")))
    return Page(
        (
            *head,
            _map(choice, agreements),
            *first_questions(choice),
            _growth(choice, agreements),
            Heading("How this compares with published totals"),
            *_compared(choice),
            Heading("What came of the agreements"),
            Say(findings.promises(agreements)),
            choice.link("See the projects", "projects"),
            Say(
                f"{plural(counts.disputed, 'agreement has', 'agreements have')} sources that disagree and "
                f"{plural(counts.undated, 'has', 'have')} no date that was found; the Agreements page shows each.",
                "small",
            ),
        )
    )


def _tiles(choice: Choice, agreements: pd.DataFrame, counts: summaries.Headline) -> Tiles:
    chosen = choice.filters
    # The row of this page has no choice of activities.
    of_parties = replace(chosen, sectors=(), stages=(), programmes=(), words="")
    told = answers((PROJECTS, AUTHORISED, JCM_ISSUED, ITMO_ISSUED, TRANSFERRED), of_parties)
    issued = told["itmo_issued" if told["jcm_issued"].word == NOT_APPLICABLE else "jcm_issued"]
    as_of = day(chosen.as_of)
    # Beside what was issued and transferred, and never in it; a block names no buyer to choose.
    authorised = [told["authorised_credits"]] if told["authorised_credits"].word != NOT_APPLICABLE else []
    shown = (BINDING_PAIRS.answer(chosen, agreements), told["projects"], *authorised, issued, told["transferred"])
    notes = (
        f"of {plural(counts.pairs, 'pair')} with {counted(chosen.rule, 2)}, {as_of}",
        f"single activities, {as_of}",
    )
    return Tiles(shown, notes=(*notes, *[""] * (len(shown) - len(notes))))


def _map(choice: Choice, agreements: pd.DataFrame) -> Finding:
    chosen, finding = choice.filters, findings.who_works_with_whom(agreements, choice.filters)
    pairs, hosts = summaries.by_pair(agreements), summaries.by_host(agreements)
    code = world_map.in_focus(pairs)
    focus = next((pair["buyer"] for pair in as_dicts(pairs) if pair["buyer_iso3"] == code), "")
    most = int(hosts["pair_count"].max())
    world = world_map.network(
        pairs,
        hosts,
        world_map.places(queries.parties()),
        f"World map: {finding}. The table holds the same pairs.",
    )
    return Finding(
        finding,
        (
            f"The stronger a host’s grey, the more buyers it works with, from one to {most}. Arcs in colour: {focus} and its hosts; in grey: all other pairs. "
            if focus
            else "Each arc links a buyer (ring) to a host (dot); the wider the arc and the larger the dot, the more agreements. "
        )
        + f"{sentence(short_rule(chosen.rule))}, {day(chosen.as_of)}.",
        (Chart("world", world, narrows=True, phone=_ranked(as_dicts(hosts))),),
        Table(
            "map",
            # On the map each instrument has a line, in the table they share one.
            [pair | {"instruments": pair["instruments"].replace("\n", "; ")} for pair in as_dicts(pairs)],
            headed(
                "buyer",
                "host",
                "agreement_count",
                "instruments",
                "first_on",
                instruments="Instruments and dates",
                first_on="First counted on",
            ),
            (
                RowLink(lambda pair: choice.address("pair", pair=f"{pair['buyer_iso3']}-{pair['host_iso3']}"), "Pair"),
                RowLink(
                    lambda pair: links.rows(
                        chosen, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"]
                    )
                ),
            ),
            extract=Extract("map", agreements),
        ),
        f"{plural(agreements['source_id'].nunique(), 'publication')}, named row by row on the Agreements page",
        beside=(_of_each_buyer(choice, as_dicts(pairs), focus),) if focus else (),
        drawn_on_phone=f"How many buyers a host works with. {sentence(short_rule(chosen.rule))}, {day(chosen.as_of)}.",
    )


def _of_each_buyer(choice: Choice, pairs: Rows, focus: str) -> Ranking:
    """Return the key of the map: the hosts of each buyer, whose name brings it into focus."""
    hosts = Counter((pair["buyer_iso3"], pair["buyer"]) for pair in pairs)
    binding = Counter(pair["buyer_iso3"] for pair in pairs if pair["counting_rule"] == "binding")
    lines = [
        Ranked(
            name,
            address("overview", replace(choice.chosen, buyers=(code,))),
            code,
            count,
            binding[code],
            name == focus,
        )
        for (code, name), count in sorted(hosts.items(), key=lambda one: (-one[1], one[0][1]))
    ]
    return Ranking(
        "Hosts of each buyer",
        "Solid: with a binding text; outlined: with another signed text alone",
        ("Choose one to follow it", "all", "binding"),
        tuple(lines),
    )


def _ranked(hosts: Rows) -> Bars:
    """What a phone shows in place of the map: the hosts with most buyers."""
    ranked = sorted(enumerate(hosts), key=lambda one: (-one[1]["pair_count"], one[1]["host"]))
    shown = [{**row, "colour": "", "said": str(row["pair_count"]), "id": label} for label, row in ranked[:RANKED_HOSTS]]
    return Bars(
        tuple(shown),
        "host",
        "pair_count",
        f"Bars: the {len(shown)} of {plural(len(hosts), 'host country', 'host countries')} with most buyers",
    )


def _growth(choice: Choice, agreements: pd.DataFrame) -> Finding:
    buyers = summaries.by_buyer(agreements)
    named = list(buyers["buyer"].head(NAMED_BUYERS))
    table = summaries.growth(agreements, named, until=choice.filters.as_of.year)
    finding = findings.growth(table)
    codes = dict(zip(buyers["buyer"], buyers["buyer_iso3"], strict=True))
    years = summaries.year_by_year(table)

    def of(bar: Row) -> list[str]:
        return [codes[bar["buyer"]]] if bar["buyer"] in named else [codes[name] for name in codes if name not in named]

    behind = RowLink(
        lambda bar: _until(choice.filters, of(bar), bar["year"]) if bar["agreements"] else "",
        publishers=lambda bar: summaries.signed_by(agreements, of(bar), bar["year"])["source_publisher"],
    )

    return Finding(
        finding,
        f"Agreements signed by the end of each year, stacked by buyer; {int(table.index[-1])} up to {day(choice.filters.as_of)}. "
        f"{sentence(rule_in_words(choice.filters.rule))}. A date known to the month or year counts from its last day, an agreement "
        "without one from the earliest publication that lists it. "
        f"Agreements known to {day(choice.known.known_on['agreement'])}.",
        (Chart("growth", growth.draw(table, codes, f"Stacked bars: {finding}")),),
        Table(
            "growth",
            years,
            headed("year", "buyer", "agreements", agreements="Agreements by its end"),
            (behind,),
            extract=Extract("growth", lambda: pd.DataFrame(years), len(years)),
        ),
        "the same rows as the map",
    )


def _until(chosen: Filters, buyers: list[str], year: int) -> str:
    """Return the address of what some buyers had signed by the end of a year."""
    last = min(date(year, 12, 31), chosen.as_of)
    return links.rows(replace(chosen, buyers=tuple(sorted(buyers))), "agreements", as_of=last)


def _compared(choice: Choice) -> tuple[Block, ...]:
    total = queries.nearest_published_total(choice.filters)
    if total.empty:
        return (
            Say(
                "No published total was found for this choice of countries. Clear buyers, hosts and regions to compare."
            ),
        )
    row = total.iloc[0]
    named = f"{row['publisher']}, {row['source_title']}"
    return (
        Say(findings.published(row)),
        Say(f"Source: {link(named, row['source_url'])}", "small"),
        Say(links.compared(choice.known.edition_on, row["total_id"])),
    )
