"""Scenario calculator: what a buyer saves or spends when ITMOs replace cuts at home."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Group,
    Heading,
    Inputs,
    Page,
    RowLink,
    Say,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.plain import link
from dashboard.core.records import as_dicts
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import calculator_inputs, calculator_words, findings, queries, scenario
from dashboard.targets import savings_chart as savings
from dashboard.targets.calculator_inputs import PANEL
from dashboard.targets.scenario import Result, Scenario

# Steps of each price around the chosen ones; a phone shows fewer.
STEPS = 9
CELLS = headed(
    "domestic_cost_per_tonne", "itmo_price_per_tonne", "net_saving_billion", "currency", "price_year", "volume_mt", "delivered",
    domestic_cost_per_tonne="Cost at home, a tonne", itmo_price_per_tonne="ITMO price, a tonne",
    net_saving_billion="Net saving, billion", delivered="Share delivered",
)  # fmt: skip
RESULT = {
    "avoided_low": "Avoided, low", "avoided_high": "Avoided, high", "spent_low": "Spent, low", "spent_high": "Spent, high",
    "net_low": "Net, low", "net_high": "Net, high", "currency": "Currency",
}  # fmt: skip
PRICES = headed(
    "subject", "country", "low", "high", "currency", "unit", "price_year", "kind", "role", "confidence", "source_url", "note",
    country="Buyer", role="Use here", source_url="Link",
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return what the inputs in the address save or cost, and every published price."""
    presets, prices = queries.presets(), queries.prices()
    entries, problems = PANEL.read(dict(choice.own), choice.filters)
    preset = presets.set_index("preset_id", drop=False).loc[entries.preset]
    chosen = calculator_inputs.to_scenario(entries)
    faults = scenario.problems(chosen) if chosen else []
    answer: tuple[Block, ...] = ()
    if chosen is None:
        told = Say(calculator_words.missing(entries, preset), "caveat")
    elif faults:
        told = Say("\n\n".join(faults), "problem")
    else:
        result = scenario.work_out(chosen)
        told = Say(f"**{calculator_words.name(entries, preset)}.** {findings.savings(chosen, result)}", "answer")
        answer = _answer(choice, entries, preset, chosen, result)
    return Page(
        (
            told,
            Inputs(PANEL, entries),
            Say(calculator_words.about(entries, preset), "small"),
            _inputs(choice, entries, preset),
            *answer,
            Group((_rates(choice),), fold="What share is delivered? Known rates, and which is used where", key="rates"),
            *_claim(choice, presets, prices),
            *_prices(choice, prices),
        ),
        problems=tuple(problems),
    )


def _inputs(choice: Choice, entries: calculator_inputs.Entries, preset: pd.Series) -> Say:
    # A published number is never shown behind one that a visitor changed.
    published = links.rows(choice.filters, "preset", preset_id=entries.preset)
    own = calculator_words.changed(entries, preset)
    return Say(link(f"See the published inputs of {preset['label']}" if own else "See the inputs", published), "rows")


def _answer(
    choice: Choice, entries: calculator_inputs.Entries, preset: pd.Series, chosen: Scenario, result: Result
) -> tuple[Block, ...]:
    own = calculator_words.changed(entries, preset)
    money = f"billion {chosen.currency}, {f'for {chosen.year}' if chosen.year else 'year not stated'}"

    def address(figure: str) -> str:
        """Nothing where an input is the visitor's own."""
        return "" if own else links.rows(choice.filters, figure, preset_id=entries.preset)

    tiles = tuple(
        Tile(label, findings.span(low, high), note, address(figure), "See the inputs")
        for label, low, high, note, figure in (
            ("Avoided at home", result.avoided_low, result.avoided_high, f"gross, {money}: volume × share delivered × cost at home", "avoided"),
            ("Spent on ITMOs", result.spent_low, result.spent_high, f"{money}: volume × price, delivered or not", "spent"),
            ("Net saving", result.net_low, result.net_high, f"{money}: avoided less spent; negative costs more", "net_saving"),
            ("Break-even price", result.break_even_low, result.break_even_high, f"{chosen.currency} a tonne: cost at home × share delivered", "break_even"),
        )
    )  # fmt: skip
    behind = (
        ()
        if own
        else tuple(
            RowLink(lambda _, figure=figure: address(figure), heading)  # type: ignore[misc]
            for heading, figure in (
                ("Behind avoided", "avoided"),
                ("Behind spent", "spent"),
                ("Behind net", "net_saving"),
            )
        )
    )
    table = findings.scenario_frame(chosen, result, calculator_words.source_of(entries, preset))
    grid, title = _grid(chosen), calculator_words.where(result.net_low, result.net_high)
    to_net = behind[-1:]
    return (
        Tiles(more=tiles),
        Finding(
            title,
            f"Net saving in {money}, for {chosen.volume_mt:g} Mt with {chosen.delivered:.0%} delivered. Outlined: this case. Line: break-even, "
            "where an ITMO costs as much as the cut at home that it replaces. Plus: buying saves; minus: it costs more.",
            (
                Chart(
                    "savings",
                    savings.heat_map(*_axes(chosen), chosen, f"Heat map: {title}. {findings.savings(chosen, result)}"),
                    table=Table("grid", grid, CELLS, to_net),
                ),
            ),
            Table("scenario", table, RESULT, behind, extract=Extract("scenario", table)),
            "own arithmetic on the inputs of this page, with their sources as named there",
        ),
        Table("heat_map", grid, CELLS, to_net, fold="Numbers of the heat map", extract=Extract("heat_map", grid)),
    )


def _axes(chosen: Scenario) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    domestic = scenario.around(chosen.domestic_low, chosen.domestic_high, STEPS)
    itmo = scenario.around(chosen.itmo_low, chosen.itmo_high, STEPS)
    return domestic, itmo, scenario.net_savings(chosen.volume_mt, chosen.delivered, domestic, itmo)


def _grid(chosen: Scenario) -> pd.DataFrame:
    domestic, itmo, net = _axes(chosen)
    return pd.DataFrame(
        {
            "domestic_cost_per_tonne": np.repeat(domestic, len(itmo)),
            "itmo_price_per_tonne": np.tile(itmo, len(domestic)),
            "net_saving_billion": net.ravel(),
        }
    ).assign(currency=chosen.currency, price_year=chosen.year, volume_mt=chosen.volume_mt, delivered=chosen.delivered)


def _rates(choice: Choice) -> Say:
    ratios = delivered_queries.delivery_ratios(Filters(choice.known.edition_on))
    if ratios.empty:
        return Say("No issuance has a known period and estimate to compare.")
    over_all = delivery_rate.rate_in_words(as_dicts(delivered_queries.backcast()))
    return Say(f"{delivery_rate.statement(delivery_rate.of(ratios))} {delivery_rate.uses(over_all)}")


def _claim(choice: Choice, presets: pd.DataFrame, prices: pd.DataFrame) -> tuple[Block, ...]:
    """A published claim of savings worked out with the numbers of its own page."""
    stated = prices[prices["role"] == "saving_claim"].iloc[0]
    # The starting point that rests on the page of the claim.
    preset = presets[presets["source_id"] == stated["source_id"]].iloc[0]
    tested = calculator_inputs.to_scenario(calculator_inputs.from_preset(preset))
    heading = Heading("A published claim, tested", 3)
    if tested is None:
        return (heading,)
    outcome, volume = scenario.work_out(tested), tested.volume_mt
    gross_needed = scenario.cost_for_gross(stated["low"], volume)
    net_needed = [scenario.cost_for_net(stated["low"], volume, price) for price in (tested.itmo_low, tested.itmo_high)]
    return (
        heading,
        Say(
            f"The {link(stated['source_publisher'], stated['source_url'])} says that shifting {volume:g} Mt to ITMOs avoids around "
            f"{stated['low']:g} billion in {stated['price_year']:.0f}. The same page gives an average carbon cost of {tested.domestic_low:g} a tonne "
            f"and a forecast of {tested.itmo_low:g} to {tested.itmo_high:g} for ITMOs.\n\n"
            f"- {volume:g} Mt at {tested.domestic_low:g} is **{outcome.avoided_low:g} billion gross**.\n"
            f"- After paying for the ITMOs ({outcome.spent_low:g} to {outcome.spent_high:g} billion), **{outcome.net_low:g} to "
            f"{outcome.net_high:g} billion net** is left.\n"
            f"- Saving {stated['low']:g} billion takes cuts that cost **{gross_needed:g} a tonne** at home if it is gross, or **{net_needed[0]:g} to "
            f"{net_needed[1]:g}** if the ITMOs are already paid for.\n\n"
            "Both could be true if the cuts replaced cost more than average; the page "
            "does not say so. **Not stated:** the currency (it is written for Canadians), the price year, whether 2 billion is gross or net, "
            "and what the replaced tonnes would have cost at the margin."
        ),
        Say(
            link("See the inputs of this test", links.rows(choice.filters, "net_saving", preset_id=preset["preset_id"]))
            + " · "
            + link("See the claim", links.rows(choice.filters, "prices", row=stated["price_id"]))
        ),
    )


def _prices(choice: Choice, prices: pd.DataFrame) -> tuple[Block, ...]:
    readable = prices.assign(
        currency=prices["currency"].fillna("not stated"),
        role=prices["role"]
        .str.replace("_", " ")
        .str.replace("itmo", "ITMO")
        .str.replace("domestic cost", "cost at home"),
    )
    behind = RowLink(lambda price: links.rows(choice.filters, "prices", row=price["price_id"]))
    return (
        Finding(
            f"{len(prices)} published prices and costs, each in its own currency",
            "Nothing is converted. Few prices are observed, because contract prices are confidential; bids, asking prices, taxes and averages are "
            "labelled.",
        ),
        Table("prices", readable, PRICES, (behind,), extract=Extract("prices", prices)),
    )
