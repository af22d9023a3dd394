"""What changed between two warehouses: a made world and a copy of it in which a few cells were changed by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl import changes

EDITED = """
    UPDATE agreement_list SET status = 'signed', is_disputed = false WHERE agreement_id = 'CHE-CHL-IA';
    DELETE FROM agreement_list WHERE agreement_id = 'SGP-GHA-IA';
    UPDATE project_list SET stage = 'Issued', issued_tco2e = 12345 WHERE project_id = 'CHE-GHA-01';
    UPDATE event_list SET quantity_tco2e = 8 WHERE event_id = 'FT-THIS-YEAR';
    UPDATE event_list SET is_summed = NOT is_summed WHERE event_id = 'ISSUED';
    UPDATE block_list SET quantity_tco2e = NULL WHERE block_id = 'V-a';
    UPDATE account_years SET row_count = 4 WHERE iso3 = 'CHE' AND book = 'traced' AND measure = 'acquisition' AND year = 2023;
    UPDATE account_years SET quantity_tco2e = 15 WHERE iso3 = 'CHE' AND book = 'counterpart' AND counts_from_on = '2024-05-17';
    UPDATE account_years SET quantity_tco2e = 101 WHERE iso3 = 'CHE' AND book = 'own' AND measure = 'use' AND counts_from_on = '2025-12-31';
    UPDATE trade_list SET value_usd = value_usd + 1 WHERE source_id = 'flows' AND year = 2019 AND exporter_iso3 = 'NOR' AND importer_iso3 = 'PER';
    DELETE FROM trade_list WHERE NOT is_preferred OR (year = 2020 AND exporter_iso3 = 'KOR');
    DELETE FROM verifications;
    INSERT INTO trade_list BY NAME SELECT * REPLACE ('other' AS source_id, 5 AS value_usd)
        FROM trade_list WHERE source_id = 'flows' AND year = 2019 AND exporter_iso3 = 'NOR' AND importer_iso3 = 'PER';
"""
CHL = ("agreements", "CHE-CHL-IA", "Switzerland and Chile, Implementation agreement", "changed")
GHA = ("agreements", "SGP-GHA-IA", "Singapore and Ghana, Implementation agreement", "gone")
STOVES = ("projects", "CHE-GHA-01", "Cookstoves for Ghana (Ghana)", "changed")
CELLS = [
    (*CHL, "status", "in_force", "signed"),
    (*CHL, "is_disputed", "true", "false"),
    (*GHA, "instrument_label", "Implementation agreement", None),
    (*GHA, "status", "signed", None),
    (*GHA, "signed_on", "2020-06-01", None),
    (*GHA, "concluded_on", None, None),
    (*GHA, "in_force_on", None, None),
    (*GHA, "is_counted", "true", None),
    (*GHA, "is_disputed", "false", None),
    (*STOVES, "stage", "First transferred", "Issued"),
    (*STOVES, "issued_tco2e", "70", "12345"),
    ("events", "FT-THIS-YEAR", "Ghana, first_transfer", "changed", "quantity_tco2e", "7", "8"),
    ("events", "ISSUED", "Cookstoves for Ghana, issuance", "changed", "is_summed", "true", "false"),
    ("authorised credits", "V-a", "Stoves (Ghana)", "changed", "quantity_tco2e", "100", None),
    ("accounts", "CHE|counterpart|acquisition|2024|2024-05-17", "Switzerland, acquisition of 2024-05-17, reports of others", "changed", "quantity_tco2e", "14", "15"),
    ("accounts", "CHE|own|use|2025|2025-12-31", "Switzerland, use of 2025-12-31, own report", "changed", "quantity_tco2e", "2", "101"),
    ("accounts", "CHE|traced|acquisition|2023|2023-12-08", "Switzerland, acquisition of 2023-12-08, traced", "changed", "row_count", "3", "4"),
    ("trade that counts", "other|2019", "other, 2019", "new", "flows", None, "1"),
    ("trade that counts", "other|2019", "other, 2019", "new", "importers_and_codes", None, "1"),
    ("trade that counts", "other|2019", "other, 2019", "new", "value_usd", None, "5"),
    ("trade that counts", "flows|2019", "flows, 2019", "changed", "value_usd", "237000000", "237000001"),
    ("trade that counts", "flows|2020", "flows, 2020", "changed", "flows", "11", "10"),
    ("trade that counts", "flows|2020", "flows, 2020", "changed", "importers_and_codes", "8", "7"),
    ("trade that counts", "flows|2020", "flows, 2020", "changed", "value_usd", "286999999", "256999999"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pair(second_warehouse, tmp_path_factory) -> tuple[Path, Path]:
    """The second small world, and the same with other cells."""
    folder = tmp_path_factory.mktemp("changes")
    before, after = (Path(shutil.copy(second_warehouse, folder / name)) for name in ("before.duckdb", "after.duckdb"))
    with duckdb.connect(str(after)) as connection:
        for statement in EDITED.split(";"):
            connection.execute(statement)
    return before, after


def test_each_changed_cell_is_told_with_what_it_was(pair):
    found = changes.changes(*pair)
    assert found.cells == CELLS
    assert found.rows == {"verifications": -8}


def test_what_changed_in_words(pair):
    told = list(changes.changes(*pair).text())
    assert told[:3] == [
        "agreements: 1 changed, 1 gone",
        "  changed: Switzerland and Chile, Implementation agreement [CHE-CHL-IA]: status in_force -> signed; is_disputed true -> false",
        "  gone: Singapore and Ghana, Implementation agreement [SGP-GHA-IA]: instrument_label Implementation agreement; status signed; "
        "signed_on 2020-06-01; is_counted true; is_disputed false",
    ]
    assert told[3:5] == [
        "projects: 1 changed",
        "  changed: Cookstoves for Ghana (Ghana) [CHE-GHA-01]: stage First transferred -> Issued; issued_tco2e 70 -> 12,345",
    ]
    assert "  changed: Stoves (Ghana) [V-a]: quantity_tco2e 100 -> (empty)" in told
    assert told[-5:] == [
        "trade that counts: 1 new, 2 changed",
        "  new: other, 2019 [other|2019]: flows 1; importers_and_codes 1; value_usd 5",
        "  changed: flows, 2019 [flows|2019]: value_usd 237,000,000 -> 237,000,001",
        "  changed: flows, 2020 [flows|2020]: flows 11 -> 10; importers_and_codes 8 -> 7; value_usd 286,999,999 -> 256,999,999",
        "rows by table: verifications -8",
    ]


def test_between_a_warehouse_and_itself_nothing_changes(pair):
    found = changes.changes(pair[0], pair[0])
    assert (found.cells, found.rows, list(found.text())) == ([], {}, ["No answer changes."])


def test_of_many_rows_the_first_are_told_and_how_many_more_there_are(tmp_path):
    cells = [("events", f"e-{number}", "Name", "new", "quantity_tco2e", None, "12345") for number in range(22)]
    told = list(changes.Changes(cells, {"events": 1200, "claims": -1}).text())
    assert told[0] == "events: 22 new"
    assert told[1] == "  new: Name [e-0]: quantity_tco2e 12,345"
    assert told[20:] == [
        "  new: Name [e-19]: quantity_tco2e 12,345",
        "  … and 2 more; --changes FILE writes them all",
        "rows by table: events +1,200, claims -1",
    ]
    assert not any("more;" in line for line in changes.Changes(cells[:20], {}).text())
    changes.Changes(cells[:1], {}).write_csv(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == [
        "what,key,name,change,column,before,after",
        "events,e-0,Name,new,quantity_tco2e,,12345",
    ]
