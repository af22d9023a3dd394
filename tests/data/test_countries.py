"""Ranks of Parties by their CO2, counted once more from the file."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

UNION = "EUU"


def test_ranks_are_those_of_states_with_a_figure(warehouse: Path, project_root: Path) -> None:
    newest: dict[str, tuple[int, float]] = {}
    with (project_root / "data/context/co2_emissions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            newest[row["iso3"]] = max(newest.get(row["iso3"], (0, 0.0)), (int(row["year"]), float(row["co2_mt"])))
    assert UNION in newest
    amounts = {iso3: amount for iso3, (_, amount) in newest.items() if iso3 != UNION}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("SELECT iso3, co2_rank, co2_ranked_count FROM country_list").fetchall()
    assert {iso3: rank for iso3, rank, _ in found if rank is not None} == {
        iso3: 1 + sum(other > amount for other in amounts.values())
        for iso3, amount in amounts.items()
        if iso3 in {iso3 for iso3, *_ in found}
    }
    assert {count for _, rank, count in found if rank is not None} == {len(amounts)}
