"""Flows from an exporter by product to importers (dashboard.core.forms.flow)."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms.flow import Band, Flow, Node
from dashboard.core.palette import meaning


def of_year(table: pd.DataFrame, exporter: str, exporter_iso3: str, rest: frozenset[str], alt: str = "") -> Flow:
    """Return the rows of `table` (dashboard.trade.summaries.with_products) as bands: exporter, products, importers, largest
    first. Where all importers of a product stand together, has_agreement is missing.

    Importers in `rest` are gathered ones and stand last. Bands to partners have the exporter's colour.
    """
    is_whole = table["has_agreement"].isna()
    links, whole = table[~is_whole], table[is_whole]
    own = meaning(exporter_iso3, "accent")
    goods = links.groupby("product")["value_usd"].sum().sort_values(ascending=False, kind="stable")
    hosts = links.groupby("importer").agg(value_usd=("value_usd", "sum"), has_agreement=("has_agreement", "first"))
    hosts = hosts.assign(is_rest=hosts.index.isin(rest)).sort_values(["is_rest", "value_usd"], ascending=[True, False])
    tone = {True: own, False: "other"}
    total = float(goods.sum())
    return Flow(
        (
            (Node(exporter, total, _millions(total), own),),
            tuple(Node(name, value, _millions(value), "accent") for name, value in goods.items()),
            tuple(
                Node(
                    row.Index, row.value_usd, _millions(row.value_usd), tone[bool(row.has_agreement)], _short(row.Index)
                )
                for row in hosts.itertuples()
            ),
        ),
        (
            tuple(
                Band(exporter, row.product, row.value_usd, _millions(row.value_usd), "accent", row.Index)
                for row in whole.itertuples()
            ),
            tuple(
                Band(
                    row.product,
                    row.importer,
                    row.value_usd,
                    _millions(row.value_usd),
                    tone[bool(row.has_agreement)],
                    row.Index,
                )
                for row in links.itertuples()
            ),
        ),
        alt,
    )


def _millions(value: float) -> str:
    return f"{value / 1e6:,.0f} m" if value >= 1e7 else f"{value / 1e6:,.1f} m" if value >= 1e5 else "under 0.1 m"


def _short(name: str) -> str:
    return name.replace("with an agreement", "with").replace("without one", "without")
