"""What a row of a table says of its quantities, in words. Pure."""

from __future__ import annotations

import pandas as pd

from dashboard.core.answer import NONE_YET
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


def with_words(projects: pd.DataFrame) -> pd.DataFrame:
    """Add to projects the columns `issued` and `transferred`: the tonnes, or the word of the data where they are missing."""
    return projects.assign(
        **{
            name: [
                quantity(value, word)
                for value, word in zip(projects[f"{name}_tco2e"], projects[f"{name}_word"], strict=True)
            ]
            for name in ("issued", "transferred")
        }
    )
