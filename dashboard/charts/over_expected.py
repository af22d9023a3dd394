"""Issued over expected: a dot an issuance around the line at 100 %, a row a project."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme, rgba

LARGEST, SMALLEST = 30, 7
LETTERS, LETTERS_ON_A_PHONE = 42, 22


def over_expected(ratios: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return issued over expected for each issuance of `ratios` (dashboard.projects.queries.delivery_ratios), in %.

    One row a project, named by its title, that with most tonnes first; the area of a dot is the tonnes issued, dark above the
    estimate and light below it. At the right the tonnes stand as numbers.
    """
    order = ratios.groupby("project_id")["issued_tco2e"].sum().sort_values(ascending=False).index.to_list()
    rows = ratios.assign(
        place=ratios["project_id"].map({key: place for place, key in enumerate(order)}),
        percent=(ratios["issued_over_expected"] * 100).round(1),
    )
    firsts = rows.drop_duplicates("project_id").set_index("project_id")
    letters = LETTERS_ON_A_PHONE if is_phone else LETTERS
    names = ["<br>".join(_lines(firsts.loc[key, "title"], letters)) for key in order]
    fills = [
        "rgba({},{},{},{})".format(*rgba(theme.buyer(code))[:3], 0.85 if ratio >= 1 else 0.35)
        for code, ratio in zip(rows["buyer_iso3"], rows["issued_over_expected"], strict=True)
    ]
    most = max(float(rows["percent"].max()), 100.0)
    ticks = [0, 50, 100] if most < 200 else [0, 100, 200]
    tonnes = [
        " + ".join(f"{value:,.0f}" for value in rows.loc[rows["project_id"] == key, "issued_tco2e"].sort_values()[::-1])
        for key in order
    ]
    small = {"size": 11 if is_phone else 12, "color": theme.muted}
    heads = [(100, "right", -8, "below estimate"), (100, "left", 8, "above")]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": rows["percent"].to_list(),
                "y": rows["place"].to_list(),
                "ids": rows.index.to_list(),
                "customdata": [
                    f"{row.title}, {row.host}<br>{row.monitoring_period.replace('/', ' to ')}: {row.issued_tco2e:,.0f} t issued, "
                    f"{row.expected_in_period_tco2e:,.0f} t expected, {row.percent:.0f} %"
                    for row in rows.itertuples()
                ],
                "marker": {
                    "size": rows["issued_tco2e"].astype(float).to_list(),
                    "sizemode": "area",
                    "sizeref": 2 * float(rows["issued_tco2e"].max()) / LARGEST**2,
                    "sizemin": SMALLEST / 2,
                    "color": fills,
                    "opacity": 1,
                    "line": {"width": 1, "color": [theme.buyer(code) for code in rows["buyer_iso3"]]},
                },
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        "layout": {
            "height": 44 * len(order) + 74,
            "margin": {"l": 8, "r": 104 if is_phone else 130, "t": 30, "b": 34},
            "showlegend": False,
            "xaxis": {
                "range": [-most * 0.05, most * 1.1],
                "tickvals": ticks,
                "ticktext": [f"{tick}%" for tick in ticks],
                "gridcolor": theme.line,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": theme.muted},
            },
            "yaxis": {
                "tickvals": list(range(len(order))),
                "ticktext": names,
                "range": [len(order) - 0.4, -0.6],
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 13},
                "ticklabelstandoff": 6,
                "gridcolor": theme.line,
                "zeroline": False,
                "fixedrange": True,
            },
            "shapes": [
                {"type": "rect", "x0": -most * 0.05, "x1": 100, "yref": "paper", "y0": 0, "y1": 1}
                | {"fillcolor": theme.neutral, "opacity": 0.5, "line": {"width": 0}, "layer": "below"},
                {"type": "line", "x0": 100, "x1": 100, "yref": "paper", "y0": 0, "y1": 1}
                | {"line": {"color": theme.text, "width": 1.5}, "layer": "below"},
            ],
            "annotations": [
                *(
                    {"x": x, "xanchor": anchor, "xshift": shift, "yref": "paper", "y": 1, "yanchor": "bottom"}
                    | {"text": text, "showarrow": False, "font": small}
                    for x, anchor, shift, text in heads
                ),
                {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "yref": "paper", "y": 1, "yanchor": "bottom"}
                | {"text": "tonnes issued", "showarrow": False, "font": small},
                *(
                    {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "y": place, "showarrow": False}
                    | {"text": text, "font": small | {"color": theme.text}}
                    for place, text in enumerate(tonnes)
                ),
            ],
        },
    }


def _lines(title: str, letters: int) -> list[str]:
    # What is built tells projects apart, not that it is installed.
    words = re.sub("^(installation|introduction) of ", "", title.capitalize() if title.isupper() else title, flags=re.I)
    words = words[0].upper() + words[1:]
    return textwrap.wrap(words, letters, max_lines=2, placeholder=" …")
