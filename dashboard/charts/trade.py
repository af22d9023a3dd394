"""Trade over time: partners against comparable countries, and one small chart a partner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

PARTNERS, COMPARABLE = "partners", "comparable"
# From this ratio of the highest to the lowest index on, an even scale would press one of the lines flat.
LOG_FROM = 5
_NAMES = {PARTNERS: "with an agreement", COMPARABLE: "comparable, without"}
# Signatures that are named below the index; more of them would not fit on a line.
MOST_NAMED = 10


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


def over_time(
    lines: pd.DataFrame, signed: pd.DataFrame, exporter_iso3: str, theme: Theme, is_phone: bool
) -> dict[str, Any]:
    """Return `lines` (dashboard.trade_summaries.lines) as index and as value, and the signatures within the years.

    `signed` has area and signed_on of the partners in the line; each signature is a mark below the index.
    """
    own = colour(exporter_iso3, theme)
    style = {PARTNERS: (own, "solid", 3), COMPARABLE: (theme.other, "dash", 2.4)}
    # Without partners there is nothing that the others could be compared with.
    names = _NAMES if PARTNERS in set(lines["group"]) else {COMPARABLE: "without an agreement"}
    years = sorted(int(year) for year in lines["year"].unique())
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    tops = {}
    index = lines["index"].where(lines["index"] > 0).dropna()
    is_log = len(index) > 0 and float(index.max() / index.min()) > LOG_FROM
    for axis, column, scale in (("", "index", 1.0), ("2", "value_usd", 1e6)):
        tops[column] = float(lines[column].max()) / scale if lines[column].notna().any() else 1.0
        ends = []
        for group, rows in lines.groupby("group", sort=False):
            if rows[column].isna().all():
                continue
            tone, dash, width = style[group]
            values = [
                value if value > 0 or axis or not is_log else None for value in rows[column].astype(float) / scale
            ]
            unit = "%{y:,.0f}" if column == "index" else "US$%{y:,.1f} m"
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": names[group],
                    "x": rows["year"].astype(int).to_list(),
                    "y": values,
                    "ids": rows.index.to_list(),
                    "xaxis": f"x{axis}",
                    "yaxis": f"y{axis}",
                    "line": {"color": tone, "dash": dash, "width": width},
                    "marker": {"size": 6, "color": tone},
                    "hovertemplate": f"<b>{names[group]}</b>, %{{x}}: {unit}<extra></extra>",
                }
            )
            if values[-1] is None:
                continue
            shown = f"{values[-1]:,.0f}" if column == "index" else f"US${values[-1]:,.0f} m"
            on_log = is_log and not axis
            ends.append(
                (
                    math.log10(values[-1]) if on_log else values[-1],
                    f"<b>{shown}</b><br>{_broken(names[group]) if is_phone else names[group]}",
                    tone,
                )
            )
        floor = -math.inf
        spread = math.log10(float(index.max() / index.min())) if is_log else 1.0
        for height, text, tone in sorted(ends):
            floor = max(height, floor)
            notes.append(
                {
                    "xref": f"x{axis}",
                    "yref": f"y{axis}",
                    "x": years[-1],
                    "y": floor,
                    "text": text,
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": 9,
                    "align": "left",
                    "font": {"color": tone, "size": 11 if is_phone else 12},
                }
            )
            floor += (0.3 if is_phone else 0.2) * (spread if is_log and not axis else tops[column])
    places = signed["signed_on"].map(place_in_year).astype(float)
    within = signed[places.between(years[0] - 0.5, years[-1] + 0.5)]
    if len(within):
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [place_in_year(text) for text in within["signed_on"]],
                "y": [0] * len(within),
                "xaxis": "x",
                "yaxis": "y3",
                "marker": {
                    "symbol": "triangle-up",
                    "size": 12,
                    "color": own,
                    "line": {"color": theme.background, "width": 1},
                },
                "cliponaxis": False,
                "customdata": [f"{row.area}, signed {row.signed_on}" for row in within.itertuples()],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    head = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
    }
    font = {"color": theme.text, "size": 13}
    across = {
        "showgrid": False,
        "fixedrange": True,
        "dtick": 1,
        "range": [years[0] - 0.25, years[-1] + (1.9 if is_phone else 1.5)],
    }
    across |= {"tickvals": years, "ticktext": [str(year) for year in years], "tickfont": {"color": theme.muted}}
    upright = {
        "gridcolor": theme.line,
        "fixedrange": True,
        "zeroline": True,
        "zerolinecolor": theme.line,
        "tickfont": {"color": theme.muted},
    }
    domains: dict[str, list[float]] = (
        {"x": [0, 1], "x2": [0, 1], "y": [0.61, 1], "y2": [0, 0.38]}
        if is_phone
        else {"x": [0, 0.47], "x2": [0.55, 1], "y": [0, 1], "y2": [0, 1]}
    )
    notes.append(
        head
        | {"x": 0, "y": 1.02, "text": f"<b>Index</b>, {years[0]} = 100{', log scale' if is_log else ''}", "font": font}
    )
    if len(within):
        notes.append(
            {
                "xref": "x",
                "yref": "paper",
                "x": years[0] - 0.25,
                "xanchor": "left",
                "y": 0.6 if is_phone else -0.02,
                "yanchor": "top",
                "yshift": -20,
                "text": _signatures(within, is_phone),
                "showarrow": False,
                "font": {"color": own, "size": 12},
            }
        )
    notes.append(
        head
        | {
            "x": domains["x2"][0],
            "y": (domains["y2"][1] if is_phone else 1.0) + 0.02,
            "text": "<b>Value</b>, million US$",
            "font": font,
        }
    )
    heights: dict[str, Any] = {"range": [0, max(tops["index"], 100.0) * 1.18]}
    if is_log:
        ticks = [step * 10**power for power in range(6) for step in (1, 2, 5)]
        low, high = math.log10(float(index.min())), math.log10(float(index.max()))
        heights = {
            "type": "log",
            "range": [low - 0.24 * (high - low), high + 0.18 * (high - low)],
            "tickvals": ticks,
            "ticktext": [f"{tick:,}" for tick in ticks],
        }
    return {
        "data": traces,
        "layout": {
            "height": 580 if is_phone else 340,
            "margin": {"l": 40, "r": 8, "t": 34, "b": 52},
            "showlegend": False,
            "annotations": notes,
            "xaxis": across | {"domain": domains["x"], "anchor": "y"},
            "xaxis2": across | {"domain": domains["x2"], "anchor": "y2"},
            "yaxis": upright | {"domain": domains["y"]} | heights,
            "yaxis3": {
                "overlaying": "y",
                "domain": domains["y"],
                "range": [0, 1],
                "visible": False,
                "fixedrange": True,
            },
            "yaxis2": upright | {"domain": domains["y2"], "anchor": "x2", "range": [0, tops["value_usd"] * 1.18]},
        },
    }


def _broken(name: str) -> str:
    return name.replace(", ", ",<br>").replace("without an ", "without an<br>")


def _signatures(signed: pd.DataFrame, is_phone: bool) -> str:
    if is_phone or len(signed) > MOST_NAMED:
        return f"▲ signature of a partner in these years ({len(signed)})"
    ordered = signed.sort_values("signed_on")
    return "▲ signature: " + ", ".join(f"{row.area} {row.signed_on[:4]}" for row in ordered.itertuples())


def small_multiples(
    countries: pd.DataFrame, codes: Sequence[str], exporter_iso3: str, theme: Theme, is_phone: bool
) -> dict[str, Any]:
    """Return one panel a country of `codes` (rows of dashboard.trade_summaries.by_country), each on its own scale.

    A year without data is a shaded gap, and the signature a dotted line; an earlier one stands in the heading.
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
    wide, gap = 1 / columns, 0.05 if is_phone else 0.03
    tall = 1 / rows
    for place, code in enumerate(codes):
        one = countries[countries["area_iso3"] == code].sort_values("year")
        row, column = divmod(place, columns)
        left, top = column * wide, 1 - row * tall
        number = "" if place == 0 else str(place + 1)
        values = [None if pd.isna(value) else value / 1e6 for value in one["value_usd"]]
        known = [value for value in values if value is not None]
        highest = max(known, default=1.0) or 1.0
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
            "range": [0, highest * 1.15],
            "visible": False,
            "fixedrange": True,
        }
        signed = one["signed_on"].iloc[0]
        last = one[one["value_usd"].notna()].iloc[-1] if known else None
        value = "no data" if last is None else f"{_short(last['value_usd'])} in {int(last['year'])}"
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


def _short(value: float) -> str:
    return f"US${value / 1e6:,.1f} m" if value >= 100_000 or value == 0 else "under US$0.1 m"


def _percent(value: float) -> str:
    return "under 0.1%" if 0 < value < 0.05 else f"{value:.1f}%"


def shares(
    table: pd.DataFrame, exporter_iso3: str, years: Sequence[int], theme: Theme, is_phone: bool
) -> dict[str, Any]:
    """Return the shares of `table` (dashboard.trade_summaries.share_table): bars for the last year, ticks for the first."""
    named = table[table["exporter_iso3"].notna()].sort_values("share", ascending=False)
    shown = pd.concat([named.head(7), named.iloc[7:][named.iloc[7:]["exporter_iso3"] == exporter_iso3]])
    shown = pd.concat([shown, table[table["exporter_iso3"].isna()]])
    own = colour(exporter_iso3, theme)
    names = [
        f"<b>{row.exporter}</b>" if row.exporter_iso3 == exporter_iso3 else row.exporter for row in shown.itertuples()
    ]
    percent = [float(value) * 100 for value in shown["share"]]
    before = [None if pd.isna(value) else float(value) * 100 for value in shown["first_share"]]
    top = max([*percent, *(value for value in before if value is not None), 1.0])
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": percent,
            "ids": shown.index.to_list(),
            "marker": {
                "color": [
                    own if code == exporter_iso3 else theme.other if isinstance(code, str) else theme.neutral
                    for code in shown["exporter_iso3"]
                ],
                # The tone of the rest is close to the background.
                "line": {"color": theme.other, "width": [int(not isinstance(c, str)) for c in shown["exporter_iso3"]]},
            },
            "hovertemplate": f"%{{y}}, {years[-1]}: %{{x:.1f}}%<extra></extra>",
        }
    ]
    if years[0] != years[-1]:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "y": names,
                "x": before,
                "ids": shown.index.to_list(),
                "marker": {
                    "symbol": "line-ns",
                    "size": 20,
                    "color": theme.text,
                    "line": {"width": 2.5, "color": theme.text},
                },
                "hovertemplate": f"%{{y}}, {years[0]}: %{{x:.1f}}%<extra></extra>",
            }
        )
    notes = [
        {
            "x": max(value, old or 0.0),
            "y": name,
            "text": _percent(value)
            + (
                f" ({_percent(old)}{'' if is_phone else f' in {years[0]}'})"
                if old is not None and years[0] != years[-1]
                else ""
            ),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
            "font": {"color": theme.text, "size": 11 if is_phone else 12},
        }
        for name, value, old in zip(names, percent, before, strict=True)
    ]
    return {
        "data": traces,
        "layout": {
            "height": 34 * len(names) + 30,
            "margin": {"l": 8, "r": 8, "t": 6, "b": 8},
            "showlegend": False,
            "bargap": 0.35,
            "annotations": notes,
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, top * (1.75 if is_phone else 1.3)]},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 12 if is_phone else 13},
                "ticklabelstandoff": 6,
                "showgrid": False,
                "fixedrange": True,
            },
        },
    }
