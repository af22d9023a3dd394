"""Scenario calculator: what a buyer saves or spends when ITMOs replace cuts at home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.charts import savings
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.plain import link
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as ledger_queries
from dashboard.evidence import registry as figures
from dashboard.render import components
from dashboard.render.notices import not_honoured
from dashboard.render.page import current
from dashboard.targets import backcast, calculator_inputs, calculator_words, scenario
from dashboard.targets import findings as target_findings
from dashboard.targets import queries as target_queries

CLAIM = "canada-2035"
# Steps of each price around the chosen ones; a phone shows fewer.
FINE = 9

page = current()
presets = target_queries.presets()
prices = target_queries.prices()
answer_place = st.container()
entries, link_problems = calculator_inputs.panel(
    presets, {str(row["preset_id"]): calculator_words.label(row) for _, row in presets.iterrows()}, page.is_phone
)
for problem in link_problems:
    not_honoured(problem)
preset = presets.set_index("preset_id", drop=False).loc[entries["preset"]]

st.markdown(f":small[{calculator_words.about(entries, preset)}]")
own = calculator_words.changed(entries, preset)
if own:
    # A published number is never shown behind one that a visitor changed.
    published = figures.url(page.filters, "preset", preset_id=entries["preset"])
    st.markdown(f":material/manage_search: {link(f'See the published inputs of {preset.label}', published)}")
else:
    components.rows_link(page, "preset", f"preset_id:{entries['preset']}")

chosen = calculator_inputs.to_scenario(entries)
faults = scenario.problems(chosen) if chosen else []
if chosen is None:
    answer_place.info(calculator_words.missing(entries, preset), icon=":material/edit:")
elif faults:
    answer_place.error("\n\n".join(faults), icon=":material/error:")
else:
    result = scenario.work_out(chosen)
    sentence = target_findings.savings(chosen, result)
    answer_place.markdown(f"**{calculator_words.name(entries, preset)}.** {sentence}")
    when = f"for {chosen.year}" if chosen.year else "year not stated"
    money = f"billion {chosen.currency}, {when}"

    def behind(figure: str) -> list[str]:
        """Return the figure of the registry behind an output, or nothing where an input is the visitor's own."""
        return [] if own else [f"{figure} preset_id:{entries['preset']}"]

    components.figures(
        [
            (
                "Avoided at home",
                target_findings.span(result.avoided_low, result.avoided_high),
                f"gross, {money}: volume × share delivered × cost at home",
                *behind("avoided"),
            ),
            (
                "Spent on ITMOs",
                target_findings.span(result.spent_low, result.spent_high),
                f"{money}: volume × price, delivered or not",
                *behind("spent"),
            ),
            (
                "Net saving",
                target_findings.span(result.net_low, result.net_high),
                f"{money}: avoided less spent; negative costs more",
                *behind("net_saving"),
            ),
            (
                "Break-even price",
                target_findings.span(result.break_even_low, result.break_even_high),
                f"{chosen.currency} a tonne: cost at home × share delivered",
                *behind("break_even"),
            ),
        ],
        page.is_phone,
    )
    steps = 5 if page.is_phone else FINE
    domestic = scenario.around(chosen.domestic_low, chosen.domestic_high, steps)
    itmo = scenario.around(chosen.itmo_low, chosen.itmo_high, steps)
    net = scenario.net_savings(chosen.volume_mt, chosen.delivered, domestic, itmo)
    head = calculator_words.where(result.net_low, result.net_high)
    components.chart_head(
        head,
        f"Net saving in {money}, for {chosen.volume_mt:g} Mt with {chosen.delivered:.0%} delivered. Outlined: this case; line: break-even, "
        "where an ITMO costs as much as the cuts at home that it replaces. Plus saves, minus costs more.",
    )
    pick = components.plot(
        savings.heat_map(domestic, itmo, net, chosen, page.theme, page.is_phone),
        "savings",
        f"Heat map: {head}. {sentence}",
    )

    def behind_output(name: str) -> Callable[[dict[str, Any]], str]:
        """Return from a row to the address of the inputs of a computed figure."""
        return lambda _: figures.url(page.filters, name, preset_id=entries["preset"])

    inputs = (
        None
        if own
        else {
            "Behind avoided": behind_output("avoided"),
            "Behind spent": behind_output("spent"),
            "Behind net": behind_output("net_saving"),
        }
    )
    table = target_findings.scenario_frame(chosen, result, calculator_words.source_of(entries, preset))
    grid = pd.DataFrame(
        {
            "domestic_cost_per_tonne": np.repeat(domestic, len(itmo)),
            "itmo_price_per_tonne": np.tile(itmo, len(domestic)),
            "net_saving_billion": net.ravel(),
        }
    ).assign(currency=chosen.currency, price_year=chosen.year, volume_mt=chosen.volume_mt, delivered=chosen.delivered)
    cells = headed(
        "domestic_cost_per_tonne",
        "itmo_price_per_tonne",
        "net_saving_billion",
        "currency",
        "price_year",
        "volume_mt",
        "delivered",
        domestic_cost_per_tonne="Cost at home, a tonne",
        itmo_price_per_tonne="ITMO price, a tonne",
        net_saving_billion="Net saving, billion",
        delivered="Share delivered",
    )
    components.answer(pick, grid, cells, inputs and inputs["Behind net"])
    components.behind(
        page,
        "scenario",
        table,
        "own arithmetic on the inputs above, with their sources as named there",
        {
            "avoided_low": "Avoided, low",
            "avoided_high": "Avoided, high",
            "spent_low": "Spent, low",
            "spent_high": "Spent, high",
            "net_low": "Net, low",
            "net_high": "Net, high",
            "currency": "Currency",
        },
        behind_row=inputs,
    )
    with components.folded("Numbers of the heat map", "heat_map") as fold:
        if fold.open:
            components.data_table(grid, cells, inputs and inputs["Behind net"])
            components.download(page, "heat_map", grid)

with st.expander("What share is delivered? Known rates, and which is used where", expanded=False):
    ratios = ledger_queries.delivery_ratios(Filters(page.known.edition_on))
    if len(ratios):
        over_all = backcast.rate_in_words(target_queries.backcast())
        st.markdown(f"{delivery_rate.statement(delivery_rate.of(ratios))} {delivery_rate.uses(over_all)}")

st.subheader("The published claim, tested in the open", anchor=False)
claim = presets.set_index("preset_id").loc[CLAIM]
stated = prices[prices["role"] == "saving_claim"].iloc[0]
tested = calculator_inputs.to_scenario(calculator_inputs.from_preset(presets[presets["preset_id"] == CLAIM].iloc[0]))
if tested:
    outcome = scenario.work_out(tested)
    volume = tested.volume_mt
    gross_needed = scenario.cost_for_gross(stated["low"], volume)
    net_needed = [scenario.cost_for_net(stated["low"], volume, price) for price in (tested.itmo_low, tested.itmo_high)]
    st.markdown(
        f"The {link(stated['source_publisher'], stated['source_url'])} says that shifting {volume:g} Mt to ITMOs avoids around "
        f"{stated['low']:g} billion in {stated['price_year']:.0f}. The same page gives {tested.domestic_low:g} a tonne as average carbon "
        f"cost and {tested.itmo_low:g} to {tested.itmo_high:g} as forecast for ITMOs.\n\n"
        f"- {volume:g} Mt at {tested.domestic_low:g} is **{outcome.avoided_low:g} billion gross**.\n"
        f"- Less the ITMOs ({outcome.spent_low:g} to {outcome.spent_high:g} billion) it is **{outcome.net_low:g} to "
        f"{outcome.net_high:g} billion net**.\n"
        f"- {stated['low']:g} billion needs **{gross_needed:g} a tonne** avoided if it is gross, or **{net_needed[0]:g} to "
        f"{net_needed[1]:g}** if the ITMOs are already paid for.\n\n"
        "Both could hold if the cuts that are replaced cost more than the average; the page "
        "does not say so. **Not stated:** the currency (it is written for Canadians), the price year, whether 2 billion is gross or net, "
        "and what the replaced tonnes would have cost at the margin."
    )
    st.markdown(
        link("See the inputs of this test", figures.url(page.filters, "net_saving", preset_id=CLAIM))
        + " · "
        + link("See the claim", figures.url(page.filters, "prices", row=stated["price_id"]))
    )

components.chart_head(
    f"{len(prices)} published prices and costs, each in its own currency",
    "Nothing is converted. Observed prices are few, since contract prices are confidential; bids, asking prices, taxes and averages are "
    "named as such.",
)
components.data_table(
    prices.assign(
        currency=prices["currency"].fillna("not stated"),
        role=prices["role"].str.replace("_", " ").str.replace("itmo", "ITMO"),
    ),
    headed(
        "subject",
        "country",
        "low",
        "high",
        "currency",
        "unit",
        "price_year",
        "kind",
        "role",
        "confidence",
        "source_url",
        "note",
        country="Buyer",
        role="Use here",
        source_url="Link",
    ),
    lambda price: figures.url(page.filters, "prices", row=price["price_id"]),
)
components.download(page, "prices", prices)
