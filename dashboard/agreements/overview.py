"""What the Overview draws for a choice of filters: made once, kept until the next build, shared by all visitors.

It is the page that most visitors open first; summing, phrasing and drawing it anew took most of the server's time.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries, summaries
from dashboard.charts import growth, world_map
from dashboard.core.choices import Filters
from dashboard.core.forms import Columns
from dashboard.core.forms.look import Look
from dashboard.core.forms.map_deck import Deck, to_deck
from dashboard.core.palette import Theme
from dashboard.core.warehouse import build_id
from dashboard.render.viewport import is_phone

NAMED_BUYERS = 7


@dataclass(frozen=True)
class Network:
    """The map of who works with whom, and how the network grew, each with the table and the sentence beside it."""

    leaders: str
    pairs: pd.DataFrame
    world: Deck
    named: list[str]
    last_year: int
    years: pd.DataFrame
    growing: str
    bars: Columns
    promises: str
    publications: int


def network(filters: Filters, theme: Theme, width: int) -> Network | None:
    """Return what the Overview draws, or None when no agreement is left; the frames are the caller's own."""
    return _network(build_id(), filters, theme, width)


@st.cache_data(max_entries=128, show_spinner=False)
def _network(build: str, filters: Filters, theme: Theme, width: int) -> Network | None:
    agreements = queries.agreements(filters)
    if agreements.empty:
        return None
    pairs = summaries.by_pair(agreements)
    world = world_map.network(pairs, summaries.by_host(agreements), world_map.places(queries.parties()))
    buyers = summaries.by_buyer(agreements)
    named = list(buyers["buyer"].head(NAMED_BUYERS))
    table = summaries.growth(agreements, named, until=filters.as_of.year)
    codes = dict(zip(buyers["buyer"], buyers["buyer_iso3"], strict=True))
    return Network(
        leaders=findings.who_works_with_whom(agreements, filters),
        # On the map each instrument has a line, in the table they share one.
        pairs=pairs.assign(instruments=pairs["instruments"].str.replace("\n", "; ")),
        world=to_deck(world, Look(theme, width, is_phone(width))),
        named=named,
        last_year=int(table.index[-1]),
        years=summaries.year_by_year(table),
        growing=findings.growth(table),
        bars=growth.draw(table, codes, f"Stacked bars: {findings.growth(table)}"),
        promises=findings.promises(agreements),
        publications=agreements["source_id"].nunique(),
    )
