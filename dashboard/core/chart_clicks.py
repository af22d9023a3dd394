"""From a click on a chart to the row of its table. Pure.

A chart that can be clicked names in the `ids` of its traces, bar by bar or point by point, the index label of the row
of its table; (label, n) leads to the nth heading of that row's links, None to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.core import columns
from dashboard.core.numbers import is_missing
from dashboard.core.records import as_dicts

MOST_NAMED, LONGEST = 5, 60


@dataclass(frozen=True)
class Pick:
    """What was clicked in `chart`: the index label of a row (None: nothing yet), and which of its links (None: all)."""

    chart: str
    label: Any = None
    part: int | None = None


def take_out(
    figure: dict[str, Any], hint: Callable[[Any], str] | None = None
) -> tuple[dict[str, Any], list[Sequence[Any]]]:
    """Return the figure without the `ids` of its traces, and them in the order of the traces. What is said of a mark under the pointer ends with the `hint` on its row.

    They stay on the server: a click comes back as numbers of trace and point, valid as long as the figure is the same.
    """
    bare = [_bare(trace, hint) for trace in figure["data"]]
    return figure | {"data": bare}, [trace.get("ids", ()) for trace in figure["data"]]


def _bare(trace: dict[str, Any], hint: Callable[[Any], str] | None) -> dict[str, Any]:
    bare = {name: value for name, value in trace.items() if name != "ids"}
    if "ids" not in trace:
        return bare
    if hint and "hovertext" in trace:
        said = zip(trace["hovertext"], trace["ids"], strict=True)
        bare["hovertext"] = [f"{words}<br>{hint(row)}" if words and row is not None else words for words, row in said]
    # Plotly would fade whatever was not clicked; colours mean the same buyer everywhere, so they stay.
    kept: dict[str, Any] = {"marker": {"opacity": trace.get("marker", {}).get("opacity", 1)}}
    if colour := trace.get("textfont", {}).get("color"):
        kept["textfont"] = {"color": colour}
    # Both are needed: Plotly fails on a click in bars with a text where only one of them is known.
    return bare | {"selected": kept, "unselected": kept}


def picked(chart: str, ids: Sequence[Sequence[Any]], points: Sequence[Mapping[str, Any]]) -> Pick:
    """Return what the first point of a selection stands for."""
    for point in points:
        curve, index = point.get("curve_number"), point.get("point_index")
        if isinstance(curve, int) and isinstance(index, int) and curve < len(ids) and index < len(ids[curve]):
            label = ids[curve][index]
            return Pick(chart, *label) if isinstance(label, tuple) else Pick(chart, label)
    return Pick(chart)


def row_of(pick: Pick | None, table: pd.DataFrame) -> dict[str, Any] | None:
    """Return the row of the table that was clicked, or None."""
    if pick is None or pick.label is None or pick.label not in table.index:
        return None
    # As a frame of one row: the values keep their types, and stay those of the table.
    row: dict[str, Any] = as_dicts(table.loc[[pick.label]])[0]
    return row


def in_words(row: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    """Return the first known cells of a row under the headings of its table: "Buyer: Japan · Agreements: 12"."""
    known = [
        (head, _short(name, row[name]))
        for name, head in shown.items()
        if name in row and not is_missing(row[name]) and row[name] != ""
    ]
    return " · ".join(f"{head}: {value}" for head, value in known[:MOST_NAMED])


def _short(name: str, value: Any) -> str:
    text = columns.text(name, value).replace("\n", "; ")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
