"""The evidence command and the sample: what they list, what they refuse, and that they can be repeated."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl.evidence import FACTS, EvidenceError, headline_rows, refuse_leads, report, sample


@pytest.fixture
def planted(warehouse: Path, tmp_path: Path):
    """Return the path of a copy of the warehouse that `change` was run on."""

    def plant(change: str) -> Path:
        path = tmp_path / "planted.duckdb"
        shutil.copy(warehouse, path)
        with duckdb.connect(str(path)) as connection:
            connection.execute(change)
        return path

    return plant


def test_no_headline_of_the_real_data_leans_on_a_lead(warehouse):
    rows = headline_rows(warehouse)
    refuse_leads(rows)
    assert {"issued_jcm", "issued_itmo", "first_transferred", "agreements", "projects"} <= {row.measure for row in rows}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE headline_rows SET evidence_state = 'lead' WHERE row_id = 'CHE-GHA-01-TRF-2025-07'", "a lead"),
        # The rule that keeps leads out is broken, and the state says nothing of it: the publication tells.
        (
            "UPDATE event_list SET source_id = 'article6_wiki_2026_08' WHERE event_id = 'CHE-GHA-01-TRF-2025-07'",
            "a lead",
        ),
        # The last tenth of a sum is no hiding place for a lead.
        (
            "UPDATE event_list SET quantity_source_id = 'article6_wiki_2026_08' WHERE event_id = 'JCM-TH014-TRF-2025-11-11'",
            "a lead",
        ),
        (
            "UPDATE headline_rows SET evidence_mark = NULL WHERE row_id = 'JCM-MN004-ISS-2025-04-11'",
            "a single page that is not official, without a mark",
        ),
    ],
)
def test_a_planted_lead_and_an_unmarked_single_page_are_refused(planted, change, reason):
    with pytest.raises(EvidenceError, match=reason):
        refuse_leads(headline_rows(planted(change)))


def test_the_command_fails_on_a_planted_lead_and_names_the_row(planted, monkeypatch, capsys):
    path = planted("UPDATE headline_rows SET evidence_state = 'lead' WHERE row_id = 'CHE-GHA-01-TRF-2025-07'")
    monkeypatch.setattr(cli, "WAREHOUSE", path)
    assert cli.main(["evidence"]) == 1
    told = capsys.readouterr()
    assert "CHE-GHA-01-TRF-2025-07" in told.err and "Traceback" not in told.err
    assert "first_transferred" in told.out


def test_a_sum_is_listed_until_nine_tenths_are_reached(warehouse):
    """Counted by hand: the rows in the order of their size, up to the first with which nine tenths are reached."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        sizes = connection.execute(
            "SELECT quantity_tco2e FROM event_list WHERE event = 'first_transfer' AND is_summed ORDER BY 1 DESC"
        ).fetchall()
    wanted: list[int] = []
    for (size,) in sizes:
        if sum(wanted) >= 0.9 * sum(size for (size,) in sizes):
            break
        wanted.append(size)
    listed = [row.quantity for row in headline_rows(warehouse) if row.measure == "first_transferred"]
    assert listed == wanted
    text = "\n".join(report(headline_rows(warehouse)))
    assert "JCM-MN004-ISS-2025-04-11" in text and "(one source)" in text


def test_a_sample_is_repeatable_and_says_where_each_row_stands(warehouse, monkeypatch, capsys):
    drawn = sample(warehouse, seed=7, rows=40)
    assert len(set(drawn)) == 40 and drawn == sample(warehouse, seed=7, rows=40)
    assert drawn != sample(warehouse, seed=8, rows=40)
    assert {row.table for row in drawn} <= set(FACTS) and all(row.claims and row.source for row in drawn)
    assert len(sample(warehouse, seed=7, rows=10**6)) < 10**6
    monkeypatch.setattr(cli, "WAREHOUSE", warehouse)
    assert cli.main(["sample", "--seed", "7", "--rows", "3"]) == 0
    header, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header == ["table", "key", "claims", "source", "url"] and len(rows) == 3


def test_evidence_and_sample_ask_for_a_warehouse_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "WAREHOUSE", tmp_path / "none.duckdb")
    for command in (["evidence"], ["sample", "--seed", "1"]):
        assert cli.main(command) == 1
        assert "python -m etl build" in capsys.readouterr().err
