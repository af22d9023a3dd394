"""Sentences and tables in text on how buyers organise their programmes. Pure: rows in, text out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import known_date, listed

NO_SOURCE = "no source found"
SIGNS = {"yes": "●", "partly": "◐"}


def _met(cells: pd.DataFrame) -> pd.DataFrame:
    """How many needs each buyer meets in full and in part, most first."""
    told = cells.assign(yes=cells["status"] == "yes", partly=cells["status"] == "partly")
    counts = told.groupby("buyer_iso3")[["yes", "partly"]].sum()
    return counts.sort_values(["yes", "partly"], ascending=False, kind="stable")


def order(cells: pd.DataFrame) -> list[str]:
    """Return the buyers, most needs met first ("yes" before "partly"), newcomers last."""
    new = newcomers(cells)
    return [code for code in _met(cells).index if code not in new] + new


def newcomers(cells: pd.DataFrame) -> list[str]:
    """Return the buyers without an agreement yet."""
    return sorted(cells.loc[cells["is_newcomer"].astype(bool), "buyer_iso3"].unique())


def overview(cells: pd.DataFrame) -> str:
    """State how many buyers and needs are compared, and where no source was found."""
    silent = int((cells["status"] == NO_SOURCE).sum())
    return (
        f"{cells['buyer_iso3'].nunique()} buyers against {cells['need_id'].nunique()} things that a programme needs. "
        f"For {silent} of {len(cells)} cells no source was found."
    )


def leader(cells: pd.DataFrame) -> str:
    """State which buyers' programmes a source shows most of; all of those that share the place."""
    met, buyers = _met(cells), order(cells)
    top = [code for code in buyers if tuple(met.loc[code]) == tuple(met.loc[buyers[0]])]
    names = dict(zip(cells["buyer_iso3"], cells["buyer"], strict=True))
    shows, each = ("shows", "") if len(top) == 1 else ("show", " each")
    full = f"{met.loc[buyers[0], 'yes']} of {cells['need_id'].nunique()} in full{each}"
    return f"{listed([names[code] for code in top])} {shows} the most: {full}"


def matrix(cells: pd.DataFrame, buyers: list[str]) -> pd.DataFrame:
    """Return one row a need, one column a buyer under its name; cells in Markdown, each linked to its source."""
    names = dict(zip(cells["buyer_iso3"], cells["buyer"], strict=True))
    lines = []
    for _, rows in cells.groupby("sort_order"):
        by = rows.set_index("buyer_iso3")
        lines.append(
            {"What a programme needs": f"**{plain(rows['need'].iloc[0])}**"}
            | {names[code]: _cell(by.loc[code]) for code in buyers}
        )
    return pd.DataFrame(lines)


def to_follow(cells: pd.DataFrame, model: str, newcomer: str) -> str:
    """List what the model buyer has and the newcomer is not shown to have, each with the source of the model."""
    has = cells[(cells["buyer_iso3"] == model) & (cells["status"] != NO_SOURCE)].sort_values("sort_order")
    own = cells[cells["buyer_iso3"] == newcomer].set_index("need_id")
    lines = []
    for row in as_dicts(has):
        mine = own.loc[row["need_id"]]
        if mine["status"] == "yes":
            continue
        now = (
            f"{mine['buyer']} so far: {plain(mine['statement'])} ({link(mine['source_publisher'], mine['source_url'])})"
            if mine["statement"]
            else f"{mine['buyer']}: {NO_SOURCE}"
        )
        lines.append(
            f"1. **{row['need']}.** {plain(row['to_set_up'])}. {row['buyer']}: {plain(row['statement'])} ({link(row['source_publisher'], row['source_url'])}). {now}."
        )
    return "\n".join(lines)


def reported(row: pd.Series) -> str:
    """State a published figure on a newcomer (row of dashboard.targets.queries.progress) with its day and source."""
    return (
        f"{row['buyer']}, {known_date(row['as_of'])}: {plain(row['metric'][0].lower() + row['metric'][1:])}: {row['quantity']:g}. "
        f"{plain(row['note'])} ({link(row['source_publisher'], row['source_url'])})"
    )


def _cell(row: pd.Series) -> str:
    if row["status"] == NO_SOURCE:
        return NO_SOURCE
    return f"{SIGNS[row['status']]} {link(row['status'], row['source_url'])}"
