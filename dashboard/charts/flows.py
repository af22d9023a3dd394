"""Exports of a year by importer and product: a line an importer, a column a product, all bars on one scale; on a phone importers alone."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from dashboard.core.forms import Bars, Strips, bold, told
from dashboard.core.palette import meaning
from dashboard.core.records import Rows

# Of importers without an agreement: pale, so that it is told from any buyer's colour where colours can't be seen.
PALE = "neutral"


def by_product(links: Rows, exporter_iso3: str, rest: frozenset[str], alt: str = "") -> Strips:
    """Return `links` (dashboard.trade.summaries.destinations) as bars, the largest importer and product first; gathered importers, the
    `rest`, stand last. Those that had an agreement have the exporter's colour. What is all of an importer or a product stands beside its name."""
    hosts, goods = _hosts(links, rest), _sums(links, "product")
    own = meaning(exporter_iso3, "accent")
    rows = {(row["importer"], row["product"]): (label, row) for label, row in enumerate(links)}
    found = []
    for importer in hosts:
        for product in goods:
            # What an importer doesn't buy is empty, and keeps its place in the order.
            label, row = rows.get((importer, product), (None, None))
            said = "" if row is None else _millions(row["value_usd"])
            found.append(
                {
                    "importer": f"{told(importer)} {_millions(hosts[importer])}",
                    "product": f"{told(product)}, {_millions(goods[product])}",
                    "usd": None if row is None else float(row["value_usd"]),
                    "colour": own if row is not None and row["has_agreement"] else PALE,
                    "said": said,
                    "told": f"{bold(told(importer))}\n{told(product)}: US${said}",
                    "id": label,
                }
            )
    return Strips(tuple(found), "importer", "product", "usd", alt)


def by_importer(links: Rows, exporter_iso3: str, rest: frozenset[str], alt: str = "") -> Bars:
    """Return the same rows as a bar an importer, with all products together."""
    hosts = _hosts(links, rest)
    has_agreement = {link["importer"]: link["has_agreement"] for link in reversed(links)}
    own = meaning(exporter_iso3, "accent")
    rows = tuple(
        {
            "importer": told(importer),
            "usd": float(value),
            "colour": own if has_agreement[importer] else PALE,
            "said": _millions(value),
            "id": None,
        }
        for importer, value in hosts.items()
    )
    return Bars(rows, "importer", "usd", alt)


def _hosts(links: Rows, rest: frozenset[str]) -> dict[str, float]:
    sums = _sums(links, "importer")
    return {importer: sums[importer] for importer in sorted(sums, key=lambda importer: importer in rest)}


def _sums(links: Rows, column: str) -> dict[str, float]:
    """Dollars by the value of a column, the largest first, those of one size by name."""
    sums: Counter[str] = Counter()
    for link in sorted(links, key=itemgetter(column)):
        sums[link[column]] += link["value_usd"]
    return dict(sums.most_common())


def _millions(value: float) -> str:
    return f"{value / 1e6:,.0f} m" if value >= 1e7 else f"{value / 1e6:,.1f} m" if value >= 1e5 else "under 0.1 m"
