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


def test_a_sampled_row_says_what_it_claims_and_where_that_stands(small_warehouse, tmp_path):
    """One of each table, and those that lack what others have: an amount, a day, a currency, a range, an address."""
    path = Path(shutil.copy(small_warehouse, tmp_path))
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE event_list SET source_url = NULL WHERE event_id = 'TH1-TRF'")
    told = {
        "SGP-KEN-LOI": ("agreements", "Singapore–Kenya: Letter or declaration of intent, signed", "News", "https://paper.example/d"),
        "JPN-KEN-JCM": ("agreements", "Japan–Kenya: JCM memorandum, signed, signed 2014-03-03", "Signed text", "https://text.example/deep"),
        "KE1-ISS-2": ("events", "Solar plant at Nairobi, Kenya: issuance, 2019-04, 400 tCO2e", "Another page", "https://agency.example/ke"),
        "TH1-AUT": ("events", "E-buses, Thailand: authorisation, amount not found", "Page", "https://page.example/b"),
        "TH1-TRF": ("events", "E-buses, Thailand: first_transfer, 2023-12-08, 1,916 tCO2e", "Page", ""),
        "JPN-VNM-ISS": ("events", "Several projects, Viet Nam: issuance, 2021-06-30, 5,000 tCO2e", "Page", "https://page.example/b"),
        "JCM-KE001": ("projects", "Solar plant at Nairobi, Kenya: Issued, 1,000 tCO2e a year", "Page", "https://page.example/ke001"),
        "CHE-GHA-02": ("projects", "Waste in Accra, Ghana: Authorised", "News", "https://paper.example/d"),
        "q_issued": ("published_quantities", "JCM credits issued, as of 2021-06-30: 8,000 tCO2e", "Page", "https://page.example/q"),
        "q_money": ("published_quantities", "support, as of 2020: 20 million JPY", "Page", "https://page.example/b"),
        "t_pairs_month": ("published_totals", "binding pairs of Switzerland, as of 2022-03: two", "Issue of February", "https://monthly.example/f"),
        "t_undated": ("published_totals", "hosts: 3", "News", "https://paper.example/d"),
        "JPN-P01": ("target_progress", "Expected by 2030, as of 2024-03: 4.5 mtco2e", "News", "https://paper.example/d"),
        "SGP-T01": ("targets", "Singapore: ITMOs a year, 2.5 mtco2e_per_year", "Article", "https://wiki.example/k"),
        "P01": ("prices", "Price paid by KliK: 20.5 to 30.0 USD", "News", "https://paper.example/d"),
        "P03": ("prices", "Rumoured price: 10.0 to 10.0", "Article", "https://wiki.example/k"),
        "P02": ("prices", "Cost at home: 120.0 USD", "Page", "https://page.example/b"),
    }  # fmt: skip
    drawn = {row.key: (row.table, row.claims, row.source, row.url) for row in sample(path, 1, 1000)}
    assert {key: drawn[key] for key in told} == told
    assert len(drawn) == 13 + 15 + 13 + 13 + 8 + 6 + 6 + 4, "all rows of all tables, but the price of hearsay"


def test_evidence_and_sample_ask_for_a_warehouse_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "WAREHOUSE", tmp_path / "none.duckdb")
    for command in (["evidence"], ["sample", "--seed", "1"]):
        assert cli.main(command) == 1
        assert "python -m etl build" in capsys.readouterr().err
