"""Emissions and electricity of one Party over the years."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme


def emissions(years: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `years` (table country_years): fossil CO2 solid, greenhouse gases with land use dotted.

    The second is a broader estimate by other authors, so the two are drawn apart and never added.
    """
    traces = []
    notes = []
    for column, name, colour, dash in (
        ("co2_mt", "Fossil CO2", theme.accent, "solid"),
        ("ghg_mtco2e", "Greenhouse gases<br>with land use", theme.muted, "dot"),
    ):
        known = years.dropna(subset=[column])
        if known.empty:
            continue
        values = [round(float(value), 4) for value in known[column]]
        traces.append(
            {
                "type": "scatter",
                # Only a mark can be clicked, so each year has one that is not seen.
                "mode": "lines+markers",
                "marker": {"size": 10, "opacity": 0},
                "ids": known.index.to_list(),
                "name": name.replace("<br>", " "),
                "x": known["year"].astype(int).to_list(),
                "y": values,
                "line": {"color": colour, "width": 2.5, "dash": dash},
                "hovertemplate": f"%{{x}}: %{{y:,.4~r}} Mt, {name.replace('<br>', ' ').lower()}<extra></extra>",
            }
        )
        notes.append((values[-1], name, colour))
    return {
        "data": traces,
        "layout": {
            "height": 300,
            "margin": {"l": 8, "r": 8 if is_phone else 150, "t": 10, "b": 30},
            "showlegend": is_phone,
            "legend": {"orientation": "h", "y": -0.14, "yanchor": "top", "x": 0, "font": {"color": theme.text}},
            "hovermode": "closest",
            "annotations": [] if is_phone else _end_labels(notes, traces),
            "xaxis": {"showgrid": False, "tickfont": {"color": theme.muted}, "fixedrange": True, "tickformat": "d"},
            "yaxis": {
                "rangemode": "tozero",
                "gridcolor": theme.line,
                "zerolinecolor": theme.muted,
                "tickfont": {"color": theme.muted},
                "ticksuffix": " Mt",
                "automargin": True,
                "fixedrange": True,
            },
        },
    }


def electricity(years: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `years` (table country_years): carbon intensity, and the share of renewables."""
    panels = (
        ("carbon_intensity_gco2e_per_kwh", "Carbon intensity, gCO2e per kWh", ""),
        ("renewable_share_per_cent", "Renewable share of generation", "%"),
    )
    layout: dict[str, Any] = {
        "height": 420 if is_phone else 250,
        "margin": {"l": 8, "r": 14, "t": 30, "b": 30},
        "showlegend": False,
        "hovermode": "closest",
        "annotations": [],
    }
    traces = []
    for place, (column, name, suffix) in enumerate(panels):
        known = years.dropna(subset=[column])
        axis = "" if place == 0 else "2"
        across = [0, 1] if is_phone else [0.53 * place, 0.47 + 0.53 * place]
        up = [0.58 * (1 - place), 0.42 + 0.58 * (1 - place)] if is_phone else [0, 1]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "marker": {"size": 10, "opacity": 0},
                "ids": known.index.to_list(),
                "x": known["year"].astype(int).to_list(),
                "y": [float(value) for value in known[column]],
                "xaxis": f"x{axis}",
                "yaxis": f"y{axis}",
                "line": {"color": theme.accent, "width": 2.5},
                "hovertemplate": f"%{{x}}: %{{y:,.3~r}}{suffix}<extra></extra>",
            }
        )
        layout[f"xaxis{axis}"] = {
            "domain": across,
            "anchor": f"y{axis}",
            "showgrid": False,
            "tickfont": {"color": theme.muted},
            "tickformat": "d",
            "nticks": 6,
            "fixedrange": True,
        }
        layout[f"yaxis{axis}"] = {
            "domain": up,
            "anchor": f"x{axis}",
            "gridcolor": theme.line,
            "tickfont": {"color": theme.muted},
            "ticksuffix": suffix,
            "automargin": True,
            "fixedrange": True,
        } | ({"range": [0, 100]} if suffix else {"rangemode": "tozero"})
        layout["annotations"].append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": across[0],
                "y": up[1],
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": 6,
                "text": f"<b>{name}</b>",
                "showarrow": False,
                "font": {"color": theme.text},
            }
        )
    return {"data": traces, "layout": layout}


def _end_labels(notes: list[tuple[float, str, str]], traces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    drawn = [0.0, *(value for trace in traces for value in trace["y"])]
    gap = (max(drawn) - min(drawn)) * 0.13
    heights = sorted((value, name) for value, name, _ in notes)
    place = {name: value for value, name in heights}
    # Lines that end close together would print their names over each other.
    if len(heights) == 2 and heights[1][0] - heights[0][0] < gap:
        middle = (heights[0][0] + heights[1][0]) / 2
        place = {heights[0][1]: middle - gap / 2, heights[1][1]: middle + gap / 2}
    return [
        {
            "x": 1.0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": place[name],
            "text": f"<b>{name}</b>",
            "align": "left",
            "showarrow": False,
            "font": {"color": colour, "size": 13},
        }
        for _, name, colour in notes
    ]
