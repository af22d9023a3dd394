"""Trade: does clean technology go where the agreements are, as far as the data can carry it?"""

from __future__ import annotations

from dashboard.core import numbers
from dashboard.core.choice import Choice
from dashboard.core.content import Inputs, Page, Say, Tile, Tiles
from dashboard.core.plain import plain
from dashboard.core.words import day, plural
from dashboard.trade import (
    content_flows,
    content_others,
    content_shares,
    findings,
    queries_scope,
    window,
)
from dashboard.trade import (
    queries_time as time_queries,
)
from dashboard.trade.asked import Asked
from dashboard.trade.filters import PANEL


def content(choice: Choice) -> Page:
    """Return what an exporter sold to the chosen countries, before and after their agreements."""
    chosen, problems = PANEL.read(dict(choice.own), choice.filters)
    asked = Asked(choice, chosen, PANEL.offered(), queries_scope.places(chosen), queries_scope.goods(chosen))
    inputs = Inputs(PANEL, chosen)
    showing = Say(f"**Showing:** {plain(findings.in_words(chosen, asked.exporter))}", "small")
    if not asked.places or not asked.goods:
        nothing = "No country or product is left. Remove a filter, allow dual-use products, or press Reset."
        return Page((inputs, showing, Say(nothing, "nothing")), problems=tuple(problems))
    driver = time_queries.largest_partner(chosen)
    told = [
        findings.answer(asked.exporter, chosen, asked.headline, asked.scope, asked.floor_usd, driver),
        content_flows.around_in_words(asked),
        window.say(chosen.exporter),
    ]
    return Page(
        (
            inputs,
            showing,
            *(Say(text, "answer") for text in told if text),
            Tiles(more=_tiles(asked)),
            *content_flows.around(asked),
            Say(findings.CAVEAT, "caveat"),
            *content_flows.multiples(asked),
            *content_flows.flows(asked),
            *content_shares.shares(asked),
            *content_shares.four_way(asked),
            *content_others.narrow(asked),
            *content_others.apart(asked),
            *content_others.to_the_south(asked),
            *content_others.checks(asked),
        ),
        problems=tuple(problems),
    )


def _tiles(asked: Asked) -> tuple[Tile, ...]:
    sums, last = asked.headline, asked.last
    at_least = "" if sums.known == sums.importers else ", at least"
    shares, importers, year = content_shares.whole(asked)
    ours = next((row for row in shares if row["exporter_iso3"] == asked.chosen.exporter), None)
    silent = sums.importers - sums.known
    return (
        Tile(
            f"Exports in {last}",
            numbers.dollars(sums.value_usd),
            f"to {plural(sums.importers, 'country', 'countries')}{at_least}",
            asked.behind(year=last) if sums.value_usd else "",
            "See the flows",
        ),
        Tile(
            "Of which to partners",
            numbers.dollars(sums.to_partners_usd) if sums.partners else "no partner",
            f"{sums.partners or 'none'} that had signed by the end of {last}, as known on {day(asked.chosen.as_of)}",
            asked.behind(year=last, signed_by_then=True) if sums.to_partners_usd else "",
            "See the flows",
        ),
        Tile(
            "Share of their imports",
            numbers.percent(ours["share"]) if ours else "no data",
            f"{year or last}, {plural(importers, 'host')} with known totals",
            content_shares.behind(asked, ours, year) if ours else "",
            "See the flows",
        ),
        Tile(
            "No data",
            f"{silent} of {sums.importers}",
            f"countries that did not (fully) report {last}",
            asked.behind("no_data", year=last) if silent else "",
            "See the gaps",
        ),
    )
