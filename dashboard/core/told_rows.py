"""What a row of a table says of its quantities, in words. Pure."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from dashboard.core.answer import NONE_KNOWN, NONE_YET
from dashboard.core.numbers import known_number


def quantity(value: float | None, word: str | None) -> str:
    """Return a quantity of a table with thousands, or the word of the data where it is missing."""
    number = known_number(value)
    return str(word or NONE_YET) if number is None else f"{number:,.0f}"


def shares(buyer: float | None, host: float | None) -> str:
    """Return the buyer's and the host's share of a quantity as "110 / 29"; "" where neither was found."""
    parts = ["amount not found" if pd.isna(part) else f"{part:,.0f}" for part in (buyer, host)]
    return "" if pd.isna(buyer) and pd.isna(host) else " / ".join(parts)


def issued(jcm: float | None, itmo: float | None, word: str | None) -> str:
    """Return what was issued to a pair, each unit apart: "2,017 t ITMOs", or the word where no quantity is known."""
    known = [f"{value:,.0f} t {unit}" for value, unit in ((jcm, "JCM credits"), (itmo, "ITMOs")) if not pd.isna(value)]
    return "; ".join(known) or str(word or NONE_YET)


def with_words(projects: pd.DataFrame, untraced: Collection[tuple[str, str]] = ()) -> pd.DataFrame:
    """Add to projects the columns `issued` and `transferred`: the tonnes, or the word of the data where they are missing.

    Of projects of a buyer and host in `untraced` more was issued than can be traced, so that nothing is known of those without an issuance.
    """
    told = projects.assign(
        **{
            name: [
                quantity(value, word)
                for value, word in zip(projects[f"{name}_tco2e"], projects[f"{name}_word"], strict=True)
            ]
            for name in ("issued", "transferred")
        }
    )
    if not untraced:
        return told
    pairs = zip(told["buyer_iso3"], told["host_iso3"], told["issued"], strict=True)
    return told.assign(
        issued=[NONE_KNOWN if said == NONE_YET and (buyer, host) in untraced else said for buyer, host, said in pairs]
    )
