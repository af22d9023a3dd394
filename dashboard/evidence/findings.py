"""Sentences on how a figure comes from its rows. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.core.choices import Choices
from dashboard.core.figure import COMPUTED, MODELLED, Figure
from dashboard.core.figure_rows import DIMENSIONS
from dashboard.core.links import NONE
from dashboard.core.numbers import amount
from dashboard.core.plain import plain
from dashboard.core.words import plural
from dashboard.places.network import BAND_LABELS

# Keys that the rows themselves put into words.
NAMED_BY = {
    "need_id": "need",
    "total_id": "metric",
    "target_id": "metric",
    "exporter_iso3": "exporter",
    "importer_iso3": "importer",
}
FACTS = {
    "ndc": "newest NDC",
    "third_round": "NDC of the third round",
    "ndc_target": "NDC target",
    "article6_intention": "stance on international markets",
    "cdm_transition": "CDM transition",
}


def behind(figure: Figure, value: float | None, rows: pd.DataFrame, chosen: Mapping[str, str], names: Choices) -> str:
    """State how a figure comes from its rows."""
    count = rows[["row_kind", "row_id"]].drop_duplicates().shape[0]
    many = plural(count, figure.one, figure.many)
    where = f" ({narrowed(chosen, rows, names)})" if chosen else ""
    these = f"{'this' if count == 1 else 'these'} {many}"
    if not count:
        return f"No {figure.one}{where}."
    if figure.derivation in (MODELLED, COMPUTED):
        return f"**{figure.derivation.capitalize()}** from {these}{where}; it is no sum of them. {figure.rule}"
    if value is None:
        return f"**{many}**{where}. {figure.rule}"
    if figure.subject.kind == "member":
        is_sum = rows["quantity"].notna().any()
        said = f"**{amount(value, 'tCO2e' if is_sum else '')}**{where}: {'summed over' if is_sum else 'counted from'}"
        return f"{said} {these}. {figure.rule}"
    if figure.sums:
        verb = f"{figure.derivation}, in {these}" if figure.derivation else f"summed over {these}"
        return f"**{amount(value, figure.unit)}**{where}: {verb}. {figure.rule}"
    if figure.distinct:
        said = f"**{plural(int(value), figure.one, figure.many)}**{where}: counted from"
        return f"{said} {'this' if count == 1 else 'these'} {plural(count, figure.subject.kind)}. {figure.rule}"
    return f"**{many}**{where}: each counted on a row of its own. {figure.rule}"


def narrowed(chosen: Mapping[str, str], rows: pd.DataFrame, names: Choices) -> str:
    """Return a bar or cell in words: "stage Issued, buyer Japan"."""

    def name(column: str, value: str) -> str:
        found = {
            "buyer_iso3": names.names,
            "host_iso3": names.names,
            "iso3": names.names,
            "sector_id": names.options["sectors"],
            "stage_id": names.options["stages"],
            "band": BAND_LABELS,
            "fact": FACTS,
        }.get(column, {"True": "yes", "False": "no"})
        named = NAMED_BY.get(column)
        if named and len(rows):
            return str(rows[named].iloc[0]) if named in rows else value
        return "not named" if value == NONE else found.get(value, value.replace("_", " "))

    return ", ".join(f"{DIMENSIONS[column]} {plain(name(column, value[:60]))}" for column, value in chosen.items())
