"""Flows from an exporter by product to importers, as bands whose width is the value (a Sankey diagram).

Plotly's own Sankey trace places bands at a node in an order of its own, so that they cross where they leave, and writes
names across them. Here nodes and bands stand in the order of the table, and no two names can meet.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme, rgba
from dashboard.charts.trade import colour

# Pixels: between two nodes of the fullest column (a name is as high), at most in the others, and above and below all.
GAP, WIDEST_GAP, MARGIN = 20, 56, 12
# What a column with the largest node would have, if there were no gaps.
BANDS = 250
POINTS = 24
THICKNESS = 0.012
# Pixels: the smallest mark that takes a click, and how far apart the marks of a wide band stand.
SMALLEST, APART = 8, 24

Place = dict[Any, float]


def draw(
    table: pd.DataFrame, exporter: str, exporter_iso3: str, theme: Theme, is_phone: bool, rest: frozenset[str]
) -> dict[str, Any]:
    """Return the rows of `table` (dashboard.trade.summaries.with_products) as bands: exporter, products, importers, largest
    first. Where all importers of a product stand together, has_agreement is missing.

    Importers in `rest` are gathered ones and stand last. Bands to partners have the exporter's colour. On a phone the
    exporter's own column is left out: the title names it.
    """
    is_whole = table["has_agreement"].isna()
    links, whole = table[~is_whole], table[is_whole]
    own = colour(exporter_iso3, theme)
    total = int(links["value_usd"].sum())
    goods = links.groupby("product")["value_usd"].sum().sort_values(ascending=False, kind="stable")
    hosts = links.groupby("importer").agg(value_usd=("value_usd", "sum"), has_agreement=("has_agreement", "first"))
    hosts = hosts.assign(is_rest=hosts.index.isin(rest)).sort_values(["is_rest", "value_usd"], ascending=[True, False])
    most = max(len(goods), len(hosts))
    scale = BANDS / total
    height = BANDS + GAP * (most - 1)

    def tops(values: pd.Series) -> Place:
        spread = min((height - BANDS) / (len(values) - 1), WIDEST_GAP) if len(values) > 1 else 0.0
        top = (height - BANDS - spread * (len(values) - 1)) / 2
        found: Place = {}
        for name, value in values.items():
            found[name] = top
            top += value * scale + spread
        return found

    middle, end = (0.0, 1.0) if is_phone else (0.42, 1.0)
    right = 1.72 if is_phone else 1.26
    good_at, host_at = tops(goods), tops(hosts["value_usd"])
    traces: list[dict[str, Any]] = []
    # A click on a filled shape names no point: unseen marks along the middle of each band take it.
    touch: dict[str, list[Any]] = {"x": [], "y": [], "size": [], "text": [], "ids": []}
    notes: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []

    def node(x: float, top: float, value: float, tone: str, text: str, is_over_bands: bool) -> None:
        size = value * scale
        shapes.append(
            {
                "type": "rect",
                "x0": x,
                "x1": x + THICKNESS * right,
                "y0": top,
                # A node of less than a pixel would not be seen.
                "y1": top + max(size, 1),
                "fillcolor": tone,
                "line": {"width": 0},
            }
        )
        notes.append(
            {
                "x": x + THICKNESS * right,
                "y": top + size / 2,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 4,
                "text": f"{text}  {_millions(value)}",
                "showarrow": False,
                "bgcolor": _see_through(theme.background, 0.72 if is_over_bands else 0),
                "borderpad": 1,
                "font": {"color": theme.text, "size": 11 if is_phone else 13},
            }
        )

    def band(
        x: tuple[float, float], y: tuple[float, float], value: float, tone: str, text: str, label: Hashable
    ) -> None:
        steps = [place / (POINTS - 1) for place in range(POINTS)]
        across = [x[0] + (x[1] - x[0]) * step for step in steps]
        upper = [y[0] + (y[1] - y[0]) * step * step * (3 - 2 * step) for step in steps]
        lower = [height_ + value * scale for height_ in upper]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [round(place, 4) for place in across + across[::-1]],
                "y": [round(place, 2) for place in upper + lower[::-1]],
                "fill": "toself",
                "fillcolor": _see_through(tone, 0.38),
                "line": {"width": 0.4, "color": _see_through(tone, 0.6)},
                "hoveron": "fills",
                "hoverinfo": "text",
                "text": f"{text}: {_millions(value)}",
                # For tests and for those who read the figure: the value behind the shape.
                "meta": int(value),
            }
        )
        width = value * scale
        lanes = max(1, round(width / APART))
        for place in range(1, POINTS - 1):
            for lane in range(lanes):
                touch["x"].append(round(across[place], 4))
                touch["y"].append(round(upper[place] + width * (lane + 0.5) / lanes, 2))
                touch["size"].append(round(max(width / lanes, SMALLEST), 1))
                touch["text"].append(f"{text}: {_millions(value)}")
                touch["ids"].append(label)

    behind = THICKNESS * right
    if not is_phone:
        source = (height - BANDS) / 2
        node(0.0, source, total, own, f"<b>{exporter}</b>", is_over_bands=True)
        for name, value in goods.items():
            label = whole.index[whole["product"] == name][0]
            band((behind, middle), (source, good_at[name]), value, theme.accent, f"{exporter} → {name}", label)
            source += value * scale
    leaves, arrives = dict(good_at), dict(host_at)
    order = {name: place for place, name in enumerate([*goods.index, *hosts.index])}
    # At both ends in the order of the nodes opposite: so bands cross as little as that order allows.
    sorted_links = links.assign(a=links["product"].map(order), b=links["importer"].map(order)).sort_values(["a", "b"])
    for row in sorted_links.itertuples():
        band(
            (middle + behind, end),
            (leaves[row.product], arrives[row.importer]),
            row.value_usd,
            own if row.has_agreement else theme.other,
            f"{row.product} → {row.importer}",
            row.Index,
        )
        leaves[row.product] += row.value_usd * scale
        arrives[row.importer] += row.value_usd * scale
    for name, value in goods.items():
        node(middle, good_at[name], value, theme.accent, str(name), is_over_bands=True)
    for row in hosts.itertuples():
        tone = own if row.has_agreement else theme.other
        node(end, host_at[row.Index], row.value_usd, tone, _fitting(str(row.Index), is_phone), is_over_bands=False)
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": touch["x"],
            "y": touch["y"],
            "marker": {"size": touch["size"], "opacity": 0},
            "hoverinfo": "text",
            "text": touch["text"],
            "ids": touch["ids"],
        }
    )
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": {
            "height": height + 2 * MARGIN,
            "margin": {"l": 2, "r": 2, "t": MARGIN, "b": MARGIN},
            "showlegend": False,
            "hovermode": "closest",
            "annotations": notes,
            "shapes": shapes,
            "xaxis": hidden | {"range": [0, right]},
            "yaxis": hidden | {"range": [height, 0]},
        },
    }


def _millions(value: float) -> str:
    return f"{value / 1e6:,.0f} m" if value >= 1e7 else f"{value / 1e6:,.1f} m" if value >= 1e5 else "under 0.1 m"


def _see_through(tone: str, opacity: float) -> str:
    red, green, blue, _ = rgba(tone)
    return f"rgba({red},{green},{blue},{opacity})"


def _fitting(name: str, is_phone: bool) -> str:
    if not is_phone:
        return name
    name = name.replace("with an agreement", "with").replace("without one", "without")
    return name if len(name) <= 16 else f"{name[:15]}…"
