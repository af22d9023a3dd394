"""What the Trade page works out from its rows: constant sets, gaps, the four-way table. No Streamlit, no SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.core.records import as_dicts

# What has less than this share of the whole is gathered, for it could not be told from a line.
THINNEST = 0.01
BOTH, ONLY_AGREEMENT, ONLY_TRADE, NEITHER, NO_DATA = "both", "only_agreement", "only_trade", "neither", "no_data"
REST = {True: "Others with an agreement", False: "Others without one"}
# Where no country has an agreement there are no two kinds.
ALL_OTHERS = "Other countries"
GATHERED = frozenset({*REST.values(), ALL_OTHERS})
ALL_IMPORTERS = "All importers"


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


def headline(rows: pd.DataFrame, places: pd.DataFrame, reporting: pd.DataFrame, year: int) -> Headline:
    """Return the figures of `year`, the last of the choice, from named rows (see `named`)."""
    of_year = rows[rows["year"] == year]
    known = reporting[(reporting["year"] == year) & reporting["has_data"].astype(bool)]
    return Headline(
        year=year,
        value_usd=int(of_year["value_usd"].sum()),
        to_partners_usd=int(of_year.loc[of_year["signed_by_then"].astype(bool), "value_usd"].sum()),
        importers=len(places),
        partners=int(places["signed_by_then"].sum()),
        known=known["importer_iso3"].nunique(),
    )


def named(
    flows: pd.DataFrame, places: pd.DataFrame, goods: pd.DataFrame, sources: pd.DataFrame, exporter: str
) -> pd.DataFrame:
    """Return `flows` with names, groups, source and credit: what an extract holds, largest first."""
    where = places[["area_iso3", "area", "region", "income_group", "has_agreement", "signed_on", "agreed_from_on"]]
    what = goods[["hs_code", "label", "value_chain", "chain", "stage"]]
    whence = sources[["source_id", "publisher", "title", "valuation", "attribution", "url", "licence"]]
    rows = flows.merge(where, left_on="importer_iso3", right_on="area_iso3").merge(what, on="hs_code")
    rows = rows.merge(whence, on="source_id").drop(columns="area_iso3")
    rows = rows.rename(columns={"area": "importer", "label": "product", "title": "source_title", "url": "source_url"})
    rows.insert(0, "exporter_iso3", exporter)
    order = ["year", "value_usd", "importer_iso3", "hs_code"]
    return rows.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def constant_importers(reporting: pd.DataFrame, years: Sequence[int]) -> tuple[str, ...]:
    """Return the importers whose data are known in each of `years`: only they may be summed over time."""
    known: dict[str, set[int]] = {}
    for importer, year, has_data in zip(
        reporting["importer_iso3"], reporting["year"], reporting["has_data"], strict=True
    ):
        if has_data and year in years:
            known.setdefault(importer, set()).add(year)
    return tuple(sorted(importer for importer, found in known.items() if found == set(years)))


def by_country(rows: pd.DataFrame, places: pd.DataFrame, reporting: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Return exports by country and year: area_iso3, area, year, value_usd, listed_usd, why, signed_on,
    agreed_from_on, has_agreement.

    A year without data is NaN with the reason in `why`; a known year without any row is zero. `listed_usd` is what the
    rows hold all the same of a year that is not known: it is not the whole, so it is no point of a line.
    """
    sums = rows.groupby(["importer_iso3", "year"])["value_usd"].sum().rename("value_usd").reset_index()
    grid = reporting[reporting["year"].isin(years)].merge(sums, on=["importer_iso3", "year"], how="left")
    grid["listed_usd"] = grid["value_usd"].astype(float).fillna(0.0)
    grid["value_usd"] = grid["value_usd"].astype(float).fillna(0.0).where(grid["has_data"].astype(bool))
    columns = ["area_iso3", "area", "signed_on", "agreed_from_on", "has_agreement"]
    return grid.merge(places[columns], left_on="importer_iso3", right_on="area_iso3").sort_values(
        ["area", "year"], ignore_index=True
    )


def largest(countries: pd.DataFrame, count: int, floor_usd: int) -> list[str]:
    """Return the codes of the `count` countries with the highest exports in any one year, highest first; at least the floor."""
    tops = countries.groupby("area_iso3")["value_usd"].max().dropna().sort_values(ascending=False, kind="stable")
    return list(tops[tops >= floor_usd].index[:count])


def four_way(countries: pd.DataFrame, year: int, floor_usd: int) -> pd.DataFrame:
    """Return each country with its cell in `year`: area_iso3, area, has_agreement, signed_on, value_usd, cell,
    last_known_year, last_known_usd; highest exports first."""
    known = countries[countries["value_usd"].notna()].sort_values("year")
    last = known.groupby("area_iso3").agg(last_known_year=("year", "last"), last_known_usd=("value_usd", "last"))
    table = countries[countries["year"] == year].merge(last, on="area_iso3", how="left")

    def cell(row: pd.Series) -> str:
        if pd.isna(row["value_usd"]):
            return NO_DATA
        if row["has_agreement"]:
            return BOTH if row["value_usd"] >= floor_usd else ONLY_AGREEMENT
        return ONLY_TRADE if row["value_usd"] >= floor_usd else NEITHER

    table["cell"] = [cell(row) for row in as_dicts(table)]
    return table.sort_values(["value_usd", "last_known_usd", "area"], ascending=[False, False, True], ignore_index=True)


def destinations(rows: pd.DataFrame, year: int, hosts: int, products: int) -> pd.DataFrame:
    """Return the flows of `year`: product, importer, value_usd, has_agreement, and the codes that it is made of, importers
    and hs_codes; the largest named, the rest gathered.

    The product is the value chain where there are several. Gathered countries are "Others with an
    agreement" and "Others without one", so that the colours stay true, or "Other countries" where none has one.
    """
    of_year = rows[rows["year"] == year].copy()
    rest = REST if of_year["has_agreement"].astype(bool).any() else {True: ALL_OTHERS, False: ALL_OTHERS}
    of_year["middle"] = of_year["chain"] if of_year["chain"].nunique() > 1 else of_year["product"]
    for column, count in (("middle", products), ("importer", hosts)):
        sums = of_year.groupby(column)["value_usd"].sum().sort_values(ascending=False, kind="stable")
        large = sums[sums >= THINNEST * sums.sum()].index
        named_ones = set(large[:count] if len(sums) > 2 else sums.index)
        gathered = of_year["has_agreement"].map(rest) if column == "importer" else "Other products"
        of_year[column] = of_year[column].where(of_year[column].isin(named_ones), gathered)
    keys = ["middle", "importer", "has_agreement"]
    # The names of a column stay beside its codes: a gathered one has several.
    codes = {"value_usd": ("value_usd", "sum"), "importers": ("importer_iso3", _codes), "hs_codes": ("hs_code", _codes)}
    table = of_year.groupby(keys, as_index=False).agg(**codes).rename(columns={"middle": "product"})
    return table.sort_values("value_usd", ascending=False, ignore_index=True)


def with_products(links: pd.DataFrame) -> pd.DataFrame:
    """Return `links` (destinations), and after them all importers of each product together, largest first, without has_agreement."""
    products = links.groupby("product", as_index=False).agg(
        value_usd=("value_usd", "sum"), importers=("importers", _joined), hs_codes=("hs_codes", _joined)
    )
    products = products.sort_values("value_usd", ascending=False, kind="stable").assign(importer=ALL_IMPORTERS)
    return pd.concat([links, products], ignore_index=True)


def _codes(values: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _joined(values: pd.Series) -> tuple[str, ...]:
    return tuple(sorted({code for codes in values for code in codes}))


def share_table(last: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """Return the exporters' shares of the same importers in the last and the first year, highest first: exporter_iso3,
    exporter, value_usd, attribution, share, first_share. Includes "All other suppliers", which the Atlas does not know by name."""
    if last.empty:
        return pd.DataFrame(columns=["exporter_iso3", "exporter", "value_usd", "attribution", "share", "first_share"])
    table = last[["exporter_iso3", "exporter", "value_usd"]].copy()
    credit = last["attribution"].iloc[0]
    total = int(last["total_usd"].iloc[0])
    if (rest := total - int(table["value_usd"].sum())) > 0:
        table.loc[len(table)] = [None, "All other suppliers", rest]
    table["attribution"] = credit
    table["share"] = table["value_usd"].astype(float) / total
    before = (
        first.set_index("exporter_iso3")["value_usd"] / first["total_usd"].iloc[0]
        if len(first)
        else pd.Series(dtype=float)
    )
    table["first_share"] = table["exporter_iso3"].map(before.to_dict())
    if len(first):
        table.loc[table["exporter_iso3"].isna(), "first_share"] = 1 - float(before.sum())
    return table
