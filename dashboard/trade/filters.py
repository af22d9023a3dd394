"""The inputs of the Trade page: what is on offer, and what holds while nobody chose anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dashboard.core.choices import Filters
from dashboard.core.fields import Offered
from dashboard.core.panel import Panel
from dashboard.core.warehouse import build_id
from dashboard.trade import queries
from dashboard.trade.chosen import AGREEMENT, COUNTRIES, STAGES, TradeFilters

# How many years are shown when the visitor chooses none.
YEARS_SHOWN = 5


def offered() -> Offered:
    """Return the choices of the tables, kept until the next build."""
    return _offered(build_id())


@lru_cache(maxsize=2)
def _offered(build: str) -> Offered:
    kinds: dict[str, dict[str, str]] = {}
    for row in queries.choices():
        kinds.setdefault(row["kind"], {})[row["key"]] = row["label"]
    of_tables = {f"{kind}s": kinds.get(kind, {}) for kind in ("importer", "region", "chain", "product")}
    of_words = {"countries": COUNTRIES, "agreement": AGREEMENT, "stages": STAGES}
    return Offered(
        {"exporter": kinds.get("exporter", {})} | of_tables | of_words,
        {"span": queries.years()},
        queries.parties(),
    )


def at_first(_: Mapping[str, str], page: Filters) -> TradeFilters:
    """Return the choice of a visitor who has made none; rule and day are those of the other pages."""
    first, last = queries.years()
    return TradeFilters(page.as_of, (max(first, last - YEARS_SHOWN + 1), last), queries.first_exporter(), page.rule)


PANEL = Panel(
    "trade",
    TradeFilters,
    offered,
    at_first,
    rows=(("exporter", "countries", "agreement", "chains", "span"),),
    more=("importers", "regions", "stages", "products", "with_dual_use"),
    fold="Filters",
    reset="Reset",
)
