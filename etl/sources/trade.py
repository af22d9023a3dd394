"""What both publishers of trade need of us: the codes of the product table, and what a spelling of an area means."""

from __future__ import annotations

import pandas as pd

from etl.problems import DataError, Problem
from etl.publication import Reference
from etl.sources.publisher import Known

# Publisher of the aliases that are numbers: UN M49, and what UN trade statistics add to it.
M49 = "m49"
PRODUCTS = "data/reference/hs_products.csv"


def reference(known: Known, publisher: str) -> Reference:
    """Return the codes that are wanted with their revisions, and every area by the spellings of `publisher`, our codes,
    and the numbers of UN M49.

    Raises DataError for a code that the user asks for and the product table lacks, and for an alias of an area to a
    value that is no area of ours.
    """
    products, areas, aliases = (known.table(name) for name in ("hs_products", "trade_areas", "aliases"))
    revisions = {
        code: frozenset(listed.split(";"))
        for code, listed in zip(products["hs_code"], products["hs_revision"], strict=True)
    }
    unknown = sorted((known.codes or frozenset()) - set(revisions))
    if unknown:
        raise DataError(
            [
                Problem(PRODUCTS, None, "hs_code", code, "no such code; --codes takes those of this file")
                for code in unknown
            ]
        )
    ours = set(areas["area_iso3"])
    numbers, theirs = (
        aliases[(aliases["kind"] == "area") & (aliases["publisher"] == name)] for name in (M49, publisher)
    )
    own = pd.concat([numbers, theirs])
    foreign = own[[value is not None and value not in ours for value in own["value"]]]
    if len(foreign):
        rule = "is no area_iso3 of data/reference/trade_areas.csv"
        raise DataError(
            Problem(row["_file"], row["_line"], "value", row["value"], rule) for _, row in foreign.iterrows()
        )
    return Reference(
        {code: listed for code, listed in revisions.items() if known.codes is None or code in known.codes},
        {iso3: iso3 for iso3 in areas["area_iso3"]} | dict(zip(own["spelling"], own["value"], strict=True)),
    )
