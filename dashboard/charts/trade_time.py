"""Trade around signatures: one line a partner, in dollars, by years from its own signature."""

from __future__ import annotations

from dashboard.core.forms import Lines, bold, told
from dashboard.core.forms.scene import DASHES
from dashboard.core.numbers import is_missing
from dashboard.core.palette import meaning
from dashboard.core.records import Rows

# Each partner has a dash of its own.
MOST_LINES = len(DASHES)


def around(points: Rows, exporter_iso3: str, alt: str = "", few: int = 0) -> Lines:
    """Return the lines of `points` (dashboard.trade.queries_time.partner_years of at most MOST_LINES partners, largest first).

    Year 0 is that of the signature, a hollow mark. A year without a report is a gap. `few`: how many are enough for a small screen.
    """
    rows = []
    for label, row in enumerate(points):
        million = None if is_missing(row["value_usd"]) else row["value_usd"] / 1e6
        name, known = bold(row["area"]), million is not None
        rows.append(
            {
                "from_signature": int(row["from_signature"]),
                "area": told(row["area"]),
                "million": million,
                "is_open": row["side"] == "signature",
                "colour": meaning(exporter_iso3, "accent"),
                "said": f"{name}\n{million:,.0f} m" if known else "",
                "in_full": f"{name}, signed {str(row['signed_on'])[:4]}\nUS${million:,.0f} m in {row['year']}"
                if known
                else "",
                "told": f"{name}, {row['year']}: US${million:,.1f} m" if known else "",
                "id": label,
            }
        )
    return Lines(
        tuple(rows), "from_signature", "million", alt, series="area", measure="million US$", since=0.0,
        axis="years from the year of the signature", before_and_after=("before", "after the signature"), is_relative=True,
        has_marks=True, silent="no whole report:", few=few,
    )  # fmt: skip
