"""Rows as JSON, CSV and Parquet, and which of them an address or a header asks for."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from pyarrow import csv, parquet

from dashboard.api.problems import Refused, refusal

JSON, CSV, PARQUET = "json", "csv", "parquet"
TYPES = {
    JSON: "application/json",
    CSV: "text/csv; charset=utf-8",
    PARQUET: "application/vnd.apache.parquet",
}
_BY_TYPE = {"application/json": JSON, "text/csv": CSV, "application/vnd.apache.parquet": PARQUET}


def wanted(suffix: str, named: str, accepted: str) -> str:
    """Return the format that is asked for: by the end of the address, by `format`, else by the header Accept; JSON where nothing is.

    Raises ProblemError for a format that there is not.
    """
    said = suffix or named.lower()
    if said:
        if said not in TYPES:
            known = ", ".join(TYPES)
            raise refusal(
                [Refused("format", said, f"one of {known}", f"There is no format “{said[:40]}”, only {known}.")]
            )
        return said
    for part in accepted.split(","):
        if found := _BY_TYPE.get(part.split(";")[0].strip().lower()):
            return found
    return JSON


def plain(table: pa.Table) -> pa.Table:
    """Return rows in types that every reader has: no enumerations, no whole numbers wider than 64 bits."""
    columns = []
    for column in table.columns:
        kind = column.type
        if pa.types.is_dictionary(kind):
            column = column.cast(pa.string())
        elif pa.types.is_decimal(kind):
            column = column.cast(pa.int64())
        columns.append(column)
    return pa.table(columns, names=table.column_names)


def as_csv(table: pa.Table) -> bytes:
    """Return rows as CSV with a head; missing is empty."""
    out = io.BytesIO()
    cells = [
        pa.array(["; ".join(map(str, cell)) if cell else None for cell in column.to_pylist()], pa.string())
        if pa.types.is_list(column.type)
        else column
        for column in table.columns
    ]
    csv.write_csv(pa.table(cells, names=table.column_names), out)
    return out.getvalue()


def as_parquet(table: pa.Table, about: Mapping[str, str]) -> bytes:
    """Return rows as Parquet, with what they are in its metadata."""
    out = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata(dict(about)), out, compression="zstd")
    return out.getvalue()


def as_json(data: Mapping[str, Any]) -> bytes:
    """Return plain data as JSON; days as their text."""
    return json.dumps(data, ensure_ascii=False, default=_plain, separators=(",", ":"), allow_nan=False).encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value)} has no place in JSON")
