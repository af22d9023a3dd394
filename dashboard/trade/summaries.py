"""What the Trade page works out from its rows: constant sets, gaps, the four-way table. No Streamlit, no SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import fsum, inf
from typing import Any

from dashboard.core.numbers import is_missing
from dashboard.core.records import Record, Row, Rows

# What has less than this share of the whole is gathered, for it could not be told from a line.
THINNEST = 0.01
BOTH, ONLY_AGREEMENT, ONLY_TRADE, NEITHER, NO_DATA = "both", "only_agreement", "only_trade", "neither", "no_data"
REST = {True: "Others with an agreement", False: "Others without one"}
# Where no country has an agreement there are no two kinds.
ALL_OTHERS = "Other countries"
GATHERED = frozenset({*REST.values(), ALL_OTHERS})
ALL_IMPORTERS = "All importers"
OF_PLACE = ("area_iso3", "area", "signed_on", "agreed_from_on", "has_agreement")


@dataclass(frozen=True)
class Headline:
    """The figures of the last year; `known` of `importers` have data in it, and `partners` had an agreement by its end. Shares
    are NaN without any exports."""

    year: int
    value_usd: int
    to_partners_usd: int
    importers: int
    partners: int
    known: int

    @property
    def partner_share(self) -> float:
        """Share of the exports that went to countries that had an agreement by the end of the year."""
        return self.to_partners_usd / self.value_usd if self.value_usd else float("nan")


def headline(rows: Rows, places: Rows, reporting: Rows, year: int) -> Headline:
    """Return the figures of `year`, the last of the choice, from dashboard.trade.queries.flow_rows."""
    of_year = [row for row in rows if row["year"] == year]
    return Headline(
        year=year,
        value_usd=sum(row["value_usd"] for row in of_year),
        to_partners_usd=sum(row["value_usd"] for row in of_year if row["signed_by_then"]),
        importers=len(places),
        partners=sum(bool(place["signed_by_then"]) for place in places),
        known=len({report["importer_iso3"] for report in reporting if report["year"] == year and report["has_data"]}),
    )


def summed(rows: Iterable[Row], *columns: str) -> dict[Any, float]:
    """Return the dollars of rows by the value of a column, or the values of several, in their order."""
    sums: Counter[Any] = Counter()
    for row in rows:
        sums[row[columns[0]] if len(columns) == 1 else tuple(row[name] for name in columns)] += row["value_usd"]
    return {key: sums[key] for key in sorted(sums)}


def ranked(sums: dict[Any, float]) -> list[Any]:
    """Return what has sums, the largest first, those of one size in their order."""
    return sorted(sums, key=lambda key: -sums[key])


def constant_importers(reporting: Rows, years: Collection[int]) -> tuple[str, ...]:
    """Return the importers whose data are known in each of `years`: only they may be summed over time."""
    known: dict[str, set[int]] = {}
    for report in reporting:
        if report["has_data"] and report["year"] in years:
            known.setdefault(report["importer_iso3"], set()).add(report["year"])
    return tuple(sorted(importer for importer, found in known.items() if found == set(years)))


def by_country(rows: Rows, places: Rows, reporting: Rows, years: Collection[int]) -> list[Record]:
    """Return exports by country and year: area_iso3, area, year, value_usd, listed_usd, why, signed_on,
    agreed_from_on, has_agreement.

    A year without data has no value but the reason in `why`; a known year without any row is zero. `listed_usd` is what the
    rows hold all the same of a year that is not known: it is not the whole, so it is no point of a line.
    """
    sums = summed(rows, "importer_iso3", "year")
    where = {place["area_iso3"]: {name: place[name] for name in OF_PLACE} for place in places}
    found = []
    for report in reporting:
        code, year = report["importer_iso3"], report["year"]
        if year in years and code in where:
            listed = float(sums.get((code, year), 0))
            known = {"value_usd": listed if report["has_data"] else None, "listed_usd": listed}
            found.append({**report, **known, **where[code]})
    return sorted(found, key=lambda row: (row["area"], row["year"]))


def largest(countries: Rows, count: int, floor_usd: int) -> list[str]:
    """Return the codes of the `count` countries with the highest exports in any one year, highest first; at least the floor."""
    tops = highest(countries)
    return [code for code in ranked(tops) if tops[code] >= floor_usd][:count]


def highest(countries: Rows) -> dict[str, float]:
    """Return the highest exports in any one year by the code of the country, of those of which any are known."""
    tops: dict[str, float] = {}
    for row in countries:
        if not is_missing(row["value_usd"]):
            tops[row["area_iso3"]] = max(tops.get(row["area_iso3"], -inf), row["value_usd"])
    return {code: tops[code] for code in sorted(tops)}


def four_way(countries: Rows, year: int, floor_usd: int) -> list[Record]:
    """Return each country with its cell in `year`: area_iso3, area, has_agreement, signed_on, value_usd, cell,
    last_known_year, last_known_usd; highest exports first."""
    last = {row["area_iso3"]: row for row in sorted(countries, key=_year) if not is_missing(row["value_usd"])}

    def cell(row: Row) -> str:
        if is_missing(row["value_usd"]):
            return NO_DATA
        if row["has_agreement"]:
            return BOTH if row["value_usd"] >= floor_usd else ONLY_AGREEMENT
        return ONLY_TRADE if row["value_usd"] >= floor_usd else NEITHER

    table = []
    for row in countries:
        if row["year"] == year:
            known = last.get(row["area_iso3"], {})
            then = {"last_known_year": known.get("year"), "last_known_usd": known.get("value_usd")}
            table.append({**row, **then, "cell": cell(row)})
    return sorted(table, key=lambda row: (_down(row["value_usd"]), _down(row["last_known_usd"]), row["area"]))


def _year(row: Row) -> int:
    return int(row["year"])


def _down(value: float | None) -> float:
    """Highest first, what is not known last."""
    return inf if value is None or is_missing(value) else -value


def destinations(rows: Rows, year: int, hosts: int, products: int) -> list[Record]:
    """Return the flows of `year`: product, importer, value_usd, has_agreement (by the end of the year), and the codes that it is made of,
    importers and hs_codes; the largest named, the rest gathered.

    The product is the value chain where there are several. Gathered countries are "Others with an
    agreement" and "Others without one", so that the colours stay true, or "Other countries" where none has one.
    """
    of_year = [row for row in rows if row["year"] == year]
    rest = REST if any(row["signed_by_then"] for row in of_year) else {True: ALL_OTHERS, False: ALL_OTHERS}
    middle = "chain" if len({row["chain"] for row in of_year}) > 1 else "product"
    goods, places = (_large(of_year, column, count) for column, count in ((middle, products), ("importer", hosts)))
    links: dict[tuple[str, str, bool], Record] = {}
    for row in of_year:
        has = bool(row["signed_by_then"])
        product = row[middle] if row[middle] in goods else "Other products"
        importer = row["importer"] if row["importer"] in places else rest[has]
        new = {"product": product, "importer": importer, "has_agreement": has, "value_usd": 0}
        link = links.setdefault((product, importer, has), new | {"importers": set(), "hs_codes": set()})
        link["value_usd"] += row["value_usd"]
        # The names of a column stay beside its codes: a gathered one has several.
        link["importers"].add(row["importer_iso3"])
        link["hs_codes"].add(row["hs_code"])
    found = sorted((links[key] for key in sorted(links)), key=lambda link: -link["value_usd"])
    return [link | {name: tuple(sorted(link[name])) for name in ("importers", "hs_codes")} for link in found]


def _large(rows: Rows, column: str, count: int) -> set[str]:
    """The values of a column that have a name of their own."""
    sums = summed(rows, column)
    least = THINNEST * sum(sums.values())
    return set([value for value in ranked(sums) if sums[value] >= least][:count] if len(sums) > 2 else sums)


def with_products(links: Rows) -> list[Row]:
    """Return `links` (destinations), and after them all importers of each product together, largest first, without has_agreement."""
    sums = summed(links, "product")

    def codes(product: str, name: str) -> tuple[str, ...]:
        return tuple(sorted({code for link in links if link["product"] == product for code in link[name]}))

    return [
        *links,
        *(
            {
                "product": product, "importer": ALL_IMPORTERS, "value_usd": sums[product],
                "importers": codes(product, "importers"), "hs_codes": codes(product, "hs_codes"),
            }
            for product in ranked(sums)
        ),
    ]  # fmt: skip


def share_table(last: Rows, first: Rows) -> list[Record]:
    """Return the exporters' shares of the same importers in the last and the first year, highest first: exporter_iso3,
    exporter, value_usd, attribution, share, first_share. Includes "All other suppliers", which the Atlas does not know by name."""
    if not last:
        return []
    total, credit = last[0]["total_usd"], last[0]["attribution"]
    before = {row["exporter_iso3"]: row["value_usd"] / row["total_usd"] for row in first}
    suppliers = [(row["exporter_iso3"], row["exporter"], row["value_usd"]) for row in last]
    if (rest := total - sum(value for *_, value in suppliers)) > 0:
        suppliers.append((None, "All other suppliers", rest))
        before |= {None: 1 - fsum(before.values())} if first else {}
    return [
        {
            "exporter_iso3": code,
            "exporter": name,
            "value_usd": value,
            "attribution": credit,
            "share": value / total,
            "first_share": before.get(code),
        }
        for code, name, value in suppliers
    ]
