"""Trade by year, one small chart a country on one scale, and shares of imports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme
from dashboard.core.forms import Bars, bold, told
from dashboard.core.palette import meaning


def colour(exporter_iso3: str, theme: Theme) -> str:
    """Return the colour of an exporter: its own as a buyer, else the accent."""
    return theme.buyers.get(exporter_iso3, theme.accent)


def place_in_year(signed_on: str) -> float:
    """Return where a date known to the year, month or day stands on an axis on which a year's value is at its middle."""
    parts = [int(part) for part in signed_on.split("-")]
    if len(parts) == 1:
        return float(parts[0])
    month, day = parts[1], parts[2] if len(parts) > 2 else 15
    return parts[0] + (date(parts[0], month, day).timetuple().tm_yday - 183) / 366


def small_multiples(
    countries: pd.DataFrame, codes: Sequence[str], exporter_iso3: str, theme: Theme, is_phone: bool
) -> dict[str, Any]:
    """Return one panel a country of `codes` (rows of dashboard.trade.summaries.by_country), all on one scale.

    The highest year of each panel is named. A year without data is a shaded gap, and the signature a dotted line; an earlier one stands in the heading.
    """
    columns = 2 if is_phone else 4
    rows = math.ceil(len(codes) / columns)
    own = colour(exporter_iso3, theme)
    years = sorted(int(year) for year in countries["year"].unique())
    height = 204
    layout: dict[str, Any] = {
        "height": rows * height + 30,
        "margin": {"l": 8, "r": 8, "t": 10, "b": 6},
        "showlegend": False,
        "annotations": [],
        "shapes": [],
    }
    traces = []
    shown = countries.loc[countries["area_iso3"].isin(codes), "value_usd"]
    highest = float(shown.max()) / 1e6 if shown.notna().any() else 1.0
    wide, gap = 1 / columns, 0.05 if is_phone else 0.03
    tall = 1 / rows
    for place, code in enumerate(codes):
        one = countries[countries["area_iso3"] == code].sort_values("year")
        row, column = divmod(place, columns)
        left, top = column * wide, 1 - row * tall
        number = "" if place == 0 else str(place + 1)
        values = [None if pd.isna(value) else value / 1e6 for value in one["value_usd"]]
        known = [value for value in values if value is not None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "connectgaps": False,
                "x": one["year"].astype(int).to_list(),
                "y": values,
                "ids": one.index.to_list(),
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
                "line": {"color": own, "width": 2.2},
                "marker": {"size": 5, "color": own},
                "hovertemplate": f"<b>{one['area'].iloc[0]}</b>, %{{x}}: US$%{{y:,.1f}} m<extra></extra>",
            }
        )
        layout[f"xaxis{number}"] = {
            "domain": [left, left + wide - gap],
            "anchor": f"y{number}",
            "range": [years[0] - 0.5, years[-1] + 0.5],
            "tickvals": [years[0], years[-1]],
            "tickfont": {"color": theme.muted, "size": 11},
            "showgrid": False,
            "fixedrange": True,
            "linecolor": theme.line,
            "showline": True,
        }
        layout[f"yaxis{number}"] = {
            "domain": [top - tall * 0.77, top - tall * 0.33],
            "anchor": f"x{number}",
            "range": [0, highest * 1.25],
            "visible": False,
            "fixedrange": True,
        }
        signed = one["signed_on"].iloc[0]
        last = one[one["value_usd"].notna()].iloc[-1] if known else None
        value = "no data" if last is None else f"{short(last['value_usd'])} in {int(last['year'])}"
        word = f"signed {signed[:4]}" if isinstance(signed, str) else ""
        layout["annotations"].append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": left,
                "y": top,
                "xanchor": "left",
                "yanchor": "top",
                "yshift": 6,
                "align": "left",
                "showarrow": False,
                "text": f"<b>{one['area'].iloc[0]}</b><br><span style='font-size:11px'>{value}<br>{word}</span>",
                "font": {"color": theme.text, "size": 12 if is_phone else 13},
            }
        )
        if known:
            peak = one.loc[one["value_usd"].idxmax()]
            at_edge = {years[0]: "left", years[-1]: "right"}.get(int(peak["year"]), "center")
            layout["annotations"].append(
                {
                    "xref": f"x{number}",
                    "yref": f"y{number}",
                    "x": int(peak["year"]),
                    "y": peak["value_usd"] / 1e6,
                    "text": f"{peak['value_usd'] / 1e6:,.0f}",
                    "xanchor": at_edge,
                    "yanchor": "bottom",
                    "yshift": 3,
                    "showarrow": False,
                    "font": {"color": theme.muted, "size": 10},
                }
            )
        axes = {"xref": f"x{number}", "yref": f"y{number} domain"}
        for year in one.loc[one["value_usd"].isna(), "year"]:
            layout["shapes"].append(
                axes
                | {
                    "type": "rect",
                    "x0": year - 0.5,
                    "x1": year + 0.5,
                    "y0": 0,
                    "y1": 1,
                    "fillcolor": theme.land,
                    "line": {"width": 0},
                    "layer": "below",
                }
            )
            layout["annotations"].append(
                {
                    "xref": f"x{number}",
                    "yref": f"y{number} domain",
                    "x": int(year),
                    "y": 0.5,
                    "text": "no data",
                    "textangle": -90,
                    "showarrow": False,
                    "font": {"color": theme.muted, "size": 10},
                }
            )
        if isinstance(signed, str) and years[0] - 0.5 <= place_in_year(signed) <= years[-1] + 0.5:
            x = place_in_year(signed)
            layout["shapes"].append(
                axes
                | {
                    "type": "line",
                    "x0": x,
                    "x1": x,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.text, "width": 1.2, "dash": "dot"},
                }
            )
    return {"data": traces, "layout": layout}


def short(value: float) -> str:
    """Return US$6.1 m; what is too small to matter has no digits."""
    if not value:
        return "US$0"
    return f"US${value / 1e6:,.1f} m" if value >= 100_000 else "under US$0.1 m"


def _percent(value: float) -> str:
    return "under 0.1%" if 0 < value < 0.05 else f"{value:.1f}%"


def shares(table: pd.DataFrame, exporter_iso3: str, years: Sequence[int], alt: str = "") -> Bars:
    """Return the shares of `table` (dashboard.trade.summaries.share_table) in the last year, beside those in the first."""
    named = table[table["exporter_iso3"].notna()].sort_values("share", ascending=False)
    shown = [named.head(7), named.iloc[7:].loc[lambda rows: rows["exporter_iso3"] == exporter_iso3]]
    rows = []
    for label, row in pd.concat([*shown, table[table["exporter_iso3"].isna()]]).iterrows():
        code, share = row["exporter_iso3"], float(row["share"]) * 100
        before = None if pd.isna(row["first_share"]) or years[0] == years[-1] else float(row["first_share"]) * 100
        is_own = code == exporter_iso3
        rows.append(
            {
                "exporter": bold(row["exporter"]) if is_own else told(row["exporter"]),
                "share": share,
                "before": before,
                "colour": meaning(code, "accent") if is_own else "other" if isinstance(code, str) else "neutral",
                "said": _percent(share) if before is None else f"{_percent(share)} ({_percent(before)})",
                "in_full": "" if before is None else f"{_percent(share)} ({_percent(before)} in {years[0]})",
                "told": f"{told(row['exporter'])}, {years[-1]}: {share:.1f}%",
                "told_before": "" if before is None else f"{told(row['exporter'])}, {years[0]}: {before:.1f}%",
                "id": label,
            }
        )
    return Bars(tuple(rows), "exporter", "share", alt, before="before")
