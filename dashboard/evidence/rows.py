"""The rows behind a figure as people read them: what each is, its publication, and who says otherwise."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as agreement_queries
from dashboard.core import words
from dashboard.core.columns import headed
from dashboard.core.dates import known_date
from dashboard.core.numbers import is_missing
from dashboard.core.records import as_dicts
from dashboard.evidence import queries
from dashboard.trust.findings import edition

# What a row shows beside its sources, by the kind of row.
COLUMNS = {
    "agreement": headed("buyer", "host", "instrument_label", "signed_on", "counts_from_on"),
    "project": headed("title", "buyer", "host", "stage", "expected_tco2e_per_year", "issued_tco2e", title="Project"),
    "event": headed("event", "event_on", "buyer", "host", "project", "quantity_tco2e"),
    "block": headed("serial_text", "host", "vintage_year", "programme_ref", "issued_on", "quantity_tco2e", "authorised_for", "platform", "flags"),
    "rule": headed("party", "side", "kind", "says", "state", "applies_from", "counterpart", "source_url", side="As", says="What it says", state="State on the day", applies_from="Applies from", counterpart="With this Party only", source_url="Source"),
    "estimate": headed("title", "host", "anchor_on", "expected_tco2e_per_year", "estimate_tco2e", title="Project"),
    "target": headed("buyer", "metric", "quantity", "unit", "target_year", "is_superseded"),
    "progress": headed("buyer", "metric", "quantity", "unit", "as_of"),
    "price": headed("subject", "country", "low", "high", "currency", "unit", "price_year", country="Buyer"),
    "feature": headed("buyer", "need", "status", "statement", statement="What the source shows"),
    "input": headed("label", "low", "high", "unit", label="Input"),
    "party": headed("party", "region", "buyer_count", "buyers", "is_ldc", "is_sids", buyers="Which"),
    "statistic": headed("country", "label", "year", "value", "unit", label="What"),
    "fact": headed("country", "label", "said", "as_of", label="What", said="In words"),
    "source": headed("kind", "licence", "retrieved_on", kind="Kind of publication"),
    "gap": headed("importer", "year", "why", importer="Country"),
    "trade_total": headed("exporter", "importer_group", "year", "metric", "value", "unit", "note"),
    "trade_check": headed("exporter", "year", "scope", "importer_group", "atlas_usd", "reference_usd", "comparison", "comment"),
    "world_export": headed("exporter", "products", "hs_codes", "year", "value_usd", "is_computed"),
    "technology_flow": headed("exporter", "importer", "product_group", "year", "value_usd"),
    "flow": headed("exporter", "importer", "product", "hs_code", "year", "value_usd", "total_usd", "quantity_t", "valuation", "attribution"),
    "published": headed("metric", "as_of", "value", "unit"),
    "member": headed("label", "known_from_on", "quantity", label="Row"),
}  # fmt: skip
SOURCES = headed(
    "confidence", "publications", "says_otherwise", "publisher", "source_title", "published_on", "source_url", "row_id", source_url="Link"
)  # fmt: skip
# Parts of a row that name it in a list.
NAMED = 3


def with_sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, each once, with their publication and with who says otherwise."""
    rows = rows.drop_duplicates(["row_kind", "row_id"]).drop(columns=["publisher", "source_title"], errors="ignore")
    publications = agreement_queries.sources().rename(columns={"title": "source_title", "url": "page_url"})
    wanted = ["source_id", "publisher", "source_title", "published_on", "licence", "page_url"]
    rows = rows.drop(columns=["published_on", "licence"], errors="ignore").merge(
        publications[wanted], on="source_id", how="left"
    )
    rows = rows.merge(queries.others(), on=["row_kind", "row_id"], how="left")
    rated = rows["rated"].astype(object)
    rated = rated if "confidence" not in rows else rows["confidence"].astype(object).fillna(rated)
    if "other_values" in rows:
        rows["says_otherwise"] = rows["says_otherwise"].astype(object).fillna(rows["other_values"])
    rows = rows.assign(
        confidence=rated.fillna("not rated"), says_otherwise=rows["says_otherwise"].fillna("no conflicting source")
    )
    # A row that only one publication speaks of may have no statements of its own: there is nothing more to open.
    others = rows["other_values"].notna().astype(int) if "other_values" in rows else 0
    rows = rows.assign(
        can_open=rows["publications"].notna(), publications=(rows["publications"].fillna(1) + others).astype(int)
    )
    return rows.assign(source_url=rows["source_url"].fillna(rows["page_url"])).drop(columns=["page_url", "rated"])


def readable(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the rows with days as they are known."""
    said = {name: rows[name].map(known_date) for name in ("signed_on", "event_on") if name in rows}
    said |= {name: rows[name].map(edition) for name in ("counts_from_on", "anchor_on", "known_from_on") if name in rows}
    if kind == "fact":
        said["as_of"] = rows["as_of"].map(known_date)
    return rows.assign(**said)


def shown(rows: pd.DataFrame, kind: str) -> dict[str, str]:
    """Return the columns that such rows show, of those that they have."""
    return {name: heading for name, heading in (COLUMNS[kind] | SOURCES).items() if name in rows}


def labels(rows: pd.DataFrame, kind: str) -> dict[str, str]:
    """Return the keys of the rows that can be opened with their names: the first parts of each that are known."""
    names = [name for name in list(COLUMNS[kind])[:NAMED] if name in rows]
    said = {"event": words.event}
    return {
        row["row_id"]: " · ".join(said.get(name, str)(row[name]) for name in names if not is_missing(row[name]))
        for row in as_dicts(rows[rows["can_open"]])
    }
