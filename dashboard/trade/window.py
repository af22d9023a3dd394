"""How narrow the window of the Trade page is: the covered products beside all low-carbon technology of an exporter."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import trade_window
from dashboard.core.content import Block, Chart, Extract, Finding, RowLink, Say, Table
from dashboard.core.numbers import dollars, is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import Rows
from dashboard.core.words import listed
from dashboard.trade import queries_window as queries

# From here on the covered products are the greater part.
NARROW = 0.5


def ratio(value: float) -> str:
    """Return a ratio of two sources in words, no finer than it is known."""
    per_cent = value * 100
    if per_cent < 0.1:
        return "less than 0.1%"
    return f"about {per_cent:.0f}%" if per_cent >= 2 else f"about {per_cent:.1f}%"


def finding(window: Rows) -> str:
    """State how large the covered products were beside the whole, in the years that can be compared with the newest; "" where
    no total is known."""
    last = max((row["series"] for row in window), default=0)
    newest = [row for row in window if row["series"] == last]
    known = [row for row in newest if not is_missing(row["ratio"])]
    if not known:
        return ""
    said = listed([f"{ratio(row['ratio'])} in {row['year']}" for row in known], len(known))
    missing = [str(row["year"]) for row in newest if is_missing(row["ratio"])]
    what = "A narrow window" if max(row["ratio"] for row in known) < NARROW else "Not the whole"
    return f"{what}: measured against all low-carbon technology exports, the covered products came to {said}" + (
        f"; no total for {listed(missing, len(missing))}" if missing else ""
    )


def bars(exporter_iso3: str, exporter: str, behind_year: RowLink) -> tuple[Block, ...]:
    """Return the bars with their source line and table; nothing where no total of the exporter is known."""
    window = queries.window(exporter_iso3)
    title = finding(window)
    if not title:
        return ()
    first, last = window[0]["year"], window[-1]["year"]
    within = [row for row in queries.breaks() if first < row["from_year"] <= last]
    told = "".join(
        f" From {row['from_year']} on ({plain(row['label'])}) nothing can be compared with the years before."
        for row in within
    )
    source = next(row for row in window if row["url"] is not None)
    named = f"{source['publisher']}, {source['source_title']}"
    columns = {
        "year": "Year",
        "covered_usd": "Covered products, US$",
        "low_carbon_usd": "All low-carbon technology, US$",
        "ratio": "Covered over all",
    }
    key = f"trade-window_{exporter_iso3}"
    return (
        Finding(
            title,
            f"Exports of {exporter} to all countries, billion current US$: the products covered here, dual-use goods left out, mostly as importers report them, next to "
            f"all low-carbon technology, a wide list that the IMF counts in the exporter’s own reports. Different sides report the two, so the ratio is not a share.{told}",
            (Chart("trade_window", trade_window.bars(window, exporter_iso3, f"Bars: {title}")),),
            Table(
                key,
                window,
                columns,
                (behind_year,),
                extract=Extract(key, lambda: pd.DataFrame(list(window)), len(window)),
                missing="no data",
            ),
            f"{link(named, source['url'])}; covered products: the rows of this page",
        ),
        *(Say(f"**{row['from_year']}, {plain(row['label'])}:** {plain(row['reason'])}.", "small") for row in within),
    )


def say(exporter_iso3: str) -> str:
    """Return the same as a sentence for the answer; "" where no total is known."""
    window = queries.window(exporter_iso3)
    known = [row for row in window if row["ratio"] is not None]
    if not known:
        return ""
    last = known[-1]
    kind = "a **narrow window**" if last["ratio"] < NARROW else "**not the whole**"
    return (
        f"This is {kind}: in {last['year']} the covered products came to {dollars(last['covered_usd'])} to all countries, beside "
        f"{dollars(last['low_carbon_usd'])} of all low-carbon technology exports as the IMF counts them ({ratio(last['ratio'])})."
    )
