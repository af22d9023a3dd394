"""The build is repeatable and atomic, and failing checks name file and line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl import statements
from etl.build import POINTER, build, check, record_counts
from etl.problems import DataError


def quiet(_: str) -> None:
    pass


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file below `folder` with its time of change and the hash of its content."""
    return {
        str(path): (path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


def title(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.execute("SELECT title FROM sources WHERE source_id = 'argus_2021'").fetchall()[0][0]


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.execute("SELECT content_hash FROM build_info").fetchall()[0][0]


def test_same_content_same_hash_whatever_the_order_of_rows(whole_data, warehouse, no_open_files):
    """On all data: an order that decides something shows only where two rows tie."""
    data = whole_data
    for name in ("claims.csv", "parties.csv", "sources.csv", "agreements_2026-02-28.csv"):
        header, *rows = data.path(name).read_text(encoding="utf-8").splitlines(keepends=True)
        assert not any(row.count('"') % 2 for row in rows), "a cell goes over several lines"
        data.path(name).write_text("".join([header, *reversed(rows)]), encoding="utf-8")
    assert build(data.root, say=quiet).path.name == warehouse.name


def test_the_same_data_again_give_the_same_file(built_data):
    standing = (built_data.root / "data" / "warehouse" / POINTER).resolve()
    with duckdb.connect(str(standing), read_only=True) as connection:
        digest = content_hash(connection)
    again = build(built_data.root, say=quiet)
    assert (again.content_hash, again.path) == (digest, standing)


def test_the_numbers_of_rows_are_recorded_and_told(tmp_path):
    path = tmp_path / "row_counts.csv"
    path.write_text("table_name,row_count\na,1\nb,2\n", encoding="utf-8")
    assert record_counts({"a": 1, "b": 3, "c": 0}, path) == ["b: 2 -> 3", "c: no table -> 0"]
    assert path.read_text(encoding="utf-8") == "table_name,row_count\na,1\nb,3\nc,0\n"
    assert record_counts({"a": 1, "b": 3, "c": 0}, path) == []


def test_build_switches_at_once_or_not_at_all(built_data):
    data = built_data
    folder = data.root / "data" / "warehouse"
    pointer = folder / POINTER
    old = pointer.resolve()

    with duckdb.connect(str(old), read_only=True) as reader:
        before = title(reader)
        data.set("sources.csv", "title", "Another title", source_id="argus_2021")
        new = build(data.root, say=quiet)
        assert new.content_hash != content_hash(reader)
        assert pointer.resolve() == new.path.resolve()
        assert title(reader) == before != "Another title"
        with duckdb.connect(str(pointer.resolve()), read_only=True) as fresh:
            assert title(fresh) == "Another title"

    files = snapshot(folder)
    data.set("sources.csv", "kind", "rumour", source_id="argus_2021")
    with pytest.raises(DataError):
        build(data.root, say=quiet)
    assert snapshot(folder) == files
    databases = sorted([POINTER, old.name, new.path.name])
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith(("export", ".lock"))) == databases
    assert len(list(folder.glob("export-*"))) == 2


def test_the_one_before_stays_and_older_ones_go(tmp_path):
    from etl.pointer import remove_old

    for age, name in enumerate("abcd"):
        (tmp_path / f"article6-{name}.duckdb").touch()
        os.utime(tmp_path / f"article6-{name}.duckdb", (100 - age, 100 - age))
    remove_old(tmp_path / "article6-b.duckdb")
    assert sorted(path.stem[-1] for path in tmp_path.iterdir()) == ["a", "b"]


def test_check_writes_nothing(data):
    before = snapshot(data.root)
    check(data.root, say=quiet)
    assert snapshot(data.root) == before
    assert not (data.root / "data" / "warehouse").exists()


def test_each_check_names_file_and_line(data):
    claim = {"agreement_id": "ARE-PRY-MOU", "source_id": "agencia_ip"}
    pair = {"buyer_iso3": "CHE", "host_iso3": "FJI", "instrument": "other"}
    source = {"publisher": "Nobody", "title": "Nothing", "url": "https://example.org", "licence": "none"}
    unused = source | {"source_id": "unused", "retrieved_on": "2026-01-31", "kind": "report"}
    # Texts of which each lacks one thing alone: a claim on its form, one on its status, a day apart from a like text.
    said = {"source_id": "agencia_ip", "confidence": "A"}
    for key, field, value in (
        ("CHE-FJI-OTH", "status", "unclear"), ("CHE-NRU-OTH", "instrument", "other"), ("AUS-FJI-OTH", "status", "signed"),
        ("AUS-FJI-OTH", "instrument", "other"), ("AUS-FJI-OTH", "signed_on", "2021-11-03"),
    ):  # fmt: skip
        data.append("claims.csv", agreement_id=key, field=field, value=value, **said)
    block = {
        "registry": "Verra", "host_iso3": "LAO", "vintage_year": "2023", "authorised_on": "2024", "issued_on": "2025-12-23",
        "first_transfer_definition": "authorisation", "quantity_tco2e": "10", "source_id": "gs_verra_a62_tool_2026_08", "confidence": "B",
    }  # fmt: skip
    # Ten units of a block that stands, in the middle of it; and ten with the letters of another country in their number.
    within = {
        "serial_text": "1-918362600-918362609-VCS-VER-LA-1",
        "serial_first": "918362600",
        "serial_last": "918362609",
    }
    foreign = {
        "serial_text": "1-700000000-700000009-VCS-VER-LA-1",
        "serial_first": "700000000",
        "serial_last": "700000009",
    }
    moroccan = "Gold Standard|GS1-1-MA-GS10823-2-"
    action = {
        "reporting_iso3": "GHA", "reported_year": "2025", "record": "action", "action_type": "Use", "action_on": "2025-05-17", "vintage_year": "2023",
        "cooperative_approach_id": "CA0009", "first_transferring_iso3": "GHA", "quantity_tco2e": "10", "source_id": "agencia_ip", "confidence": "A",
    }  # fmt: skip
    units = {"first_unit": "1", "last_unit": "10"}
    approach = {"name": "Ghana and Switzerland", "document_count": "0", "source_id": "agencia_ip", "confidence": "A"}
    data.append("cooperative_approaches.csv", cooperative_approach_id="CA0009", **approach)
    data.append("reported_actions.csv", action_id="used", **(action | units))
    permit = {"record": "authorisation", "authorisation_id": "A 1", "action_type": None, "action_on": "2025-06-01"}
    data.append("reported_actions.csv", action_id="permit", **(action | permit))
    rule = {
        "party_iso3": "GHA", "side": "host", "rule_kind": "fee", "says": "A letter costs a fee.", "status": "repealed", "source_id": "agencia_ip",
        "confidence": "B", "read_as": "another page", "is_on_path": "True",
    }  # fmt: skip
    provoked = {
        "rules_superseded": (
            "rules.csv",
            data.append(
                "rules.csv",
                rule_id="GHA-host-fee-90",
                **(rule | {"repealed_on": "2025-06", "superseded_by": "GHA-host-fee-99"}),
            ),
        ),
        "rules_days": (
            "rules.csv",
            data.append(
                "rules.csv", rule_id="GHA-host-fee-91", **(rule | {"applies_from": "2025-07", "repealed_on": "2025-06"})
            ),
        ),
        "reported_units_once": (
            "reported_actions.csv",
            data.append("reported_actions.csv", action_id="used again", **(action | units)),
        ),
        "reported_after_authorisation": (
            "reported_actions.csv",
            data.append("reported_actions.csv", action_id="early", **(action | {"authorisation_id": "A 1"})),
        ),
        "reported_party": (
            "reported_actions.csv",
            data.append(
                "reported_actions.csv", action_id="foreign", **(action | {"first_unit": "CA0009-TON01-TON-1-2023"})
            ),
        ),
        "reported_approach": (
            "reported_actions.csv",
            data.append(
                "reported_actions.csv", action_id="unlisted", **(action | {"cooperative_approach_id": "CA0999"})
            ),
        ),
        "blocks_apart": (
            "authorised_blocks.csv",
            data.append("authorised_blocks.csv", block_id="within", **(block | within)),
        ),
        "block_hosts": (
            "authorised_blocks.csv",
            data.append("authorised_blocks.csv", block_id="foreign", **(block | foreign | {"host_iso3": "THA"})),
        ),
        "block_letters": (
            "authorised_blocks.csv",
            data.set(
                "authorised_blocks.csv", "cooperative_approach_id", "CA9999", block_id=f"{moroccan}2021-24248-1-667"
            ),
        ),
        "letters_lead_on": (
            "authorised_blocks.csv",
            data.set(
                "authorised_blocks.csv", "letter_url", "https://nowhere.org/", block_id=f"{moroccan}2021-29412-1-341"
            ),
        ),
        "block_days": (
            "authorised_blocks.csv",
            data.set("authorised_blocks.csv", "issued_on", "2026-08-15", block_id=f"{moroccan}2022-29413-1-2057"),
        ),
        "agreement_without_claim": (
            "agreements.csv",
            data.append("agreements.csv", agreement_id="CHE-FJI-OTH", **pair),
        ),
        "agreement_without_status": (
            "agreements.csv",
            data.append("agreements.csv", agreement_id="CHE-NRU-OTH", **(pair | {"host_iso3": "NRU"})),
        ),
        "force_lookups_agree": (
            "force_lookups.csv",
            data.set("force_lookups.csv", "finding", "valid_until", agreement_id="CHE-PER-IA"),
        ),
        "weekend_signatures": (
            "claims.csv",
            data.set("claims.csv", "value", "2013-01-05", agreement_id="JPN-MNG-JCM", field="signed_on"),
        ),
        "similar_agreements": (
            "agreements.csv",
            data.append(
                "agreements.csv", agreement_id="AUS-FJI-OTH", buyer_iso3="AUS", host_iso3="FJI", instrument="other"
            ),
        ),
        "claim_dates": (
            "agreements_2026-02-28.csv",
            data.set("agreements_2026-02-28.csv", "dated_on", "2012-08-26", agreement_id="JPN-IDN-JCM"),
        ),
        "claim_values": ("claims.csv", data.set("claims.csv", "value", "finished", field="status", **claim)),
        "confidence_of_leads": ("claims.csv", data.set("claims.csv", "confidence", "C", field="instrument", **claim)),
        "country_names": (
            "country_names.csv",
            data.append("country_names.csv", name="GHANA!", iso3="FJI", given_by="usage"),
        ),
        "partial_dates": (
            "sources.csv",
            data.set("sources.csv", "published_on", "2027-01", source_id="gov_base_2019_01"),
        ),
        "unused_sources": ("sources.csv", data.append("sources.csv", **unused)),
        "event_dates": (
            "events.csv",
            data.set("events.csv", "event_on", "2027-01", event_id="JCM-TH001-ISS-2018-04-20"),
        ),
        "event_shares": (
            "events.csv",
            data.set("events.csv", "quantity_buyer_tco2e", "145", event_id="JCM-BD002-ISS-2022-03"),
        ),
        "project_spellings": (
            "projects.csv",
            data.set("projects.csv", "sector_raw", "Cold fusion", project_id="CHE-PER-01"),
        ),
        "target_dates": (
            "target_progress.csv",
            data.set("target_progress.csv", "as_of", "2027-01", progress_id="JPN-P01"),
        ),
        "one_modelled_buyer": ("targets.csv", data.set("targets.csv", "is_modelled", "True", target_id="KOR-T01")),
        "progress_of_own_goal": (
            "target_progress.csv",
            data.set("target_progress.csv", "target_id", "CHE-T01", progress_id="SGP-P01"),
        ),
        "leads_behind_targets": (
            "targets.csv",
            data.set("targets.csv", "confidence", "C", target_id="JPN-T01")
            and data.set("targets.csv", "source_id", "lead", target_id="JPN-T01"),
        ),
        "trade_families": (
            "hs_products.csv",
            data.set("hs_products.csv", "family_code", "850760", hs_code="854143"),
        ),
        "preset_currencies": (
            "calculator_presets.csv",
            data.set("calculator_presets.csv", "itmo_price_id", "P06", preset_id="singapore-2025"),
        ),
        "comparisons_complete": (
            "comparisons.csv",
            data.set("comparisons.csv", "part_of", "total_999", total_id="total_007"),
        ),
        "names_are_plain": (
            "sectors.csv",
            data.set("sectors.csv", "label", "Energy [x](y)", sector_id="renewable_energy"),
        ),
        "similar_events": (
            "events.csv",
            data.append(
                "events.csv",
                event_id="JCM-LA001-ISS-2019-02",
                project_id="JCM-LA001",
                buyer_iso3="JPN",
                host_iso3="LAO",
                event="issuance",
                event_on="2019-02",
                source_id="gov_base_2019_01",
                confidence="B",
            ),
        ),
        "similar_projects": (
            "projects.csv",
            data.append(
                "projects.csv",
                project_id="JCM-MV999",
                programme="Joint Crediting Mechanism (JCM)",
                buyer_iso3="JPN",
                host_iso3="MDV",
                title="Introduction of smart mini-grid system at Addu City",
                sector_id="renewable_energy",
                stage_id="unknown",
                is_programme_level="False",
                source_id="moej_press_02265",
                confidence="A",
            ),
        ),
        "verified_rows": (
            "verifications.csv",
            data.append(
                "verifications.csv",
                verification_id="of_nothing",
                table_name="events",
                key="CHE-XXX-99",
                what="row",
                verdict="not_found",
                checked_on="2026-01-31",
            ),
        ),
        "leads_that_were_confirmed": (
            "events.csv",
            data.set("events.csv", "vintage", "2021", event_id="JPN-MNG-TRF-2026-07-06"),
        ),
        "self_references": (
            "projects.csv",
            data.set("projects.csv", "may_duplicate_project_id", "CHE-XXX-99", project_id="CHE-GHA-13"),
        ),
    }
    data.append(
        "verifications.csv", verification_id="of_a_lead", table_name="events", key="JPN-MNG-TRF-2026-07-06", what="row",
        verdict="confirmed", source_id="moej_press_02265", checked_on="2026-01-31",
    )  # fmt: skip
    paths = {path.stem: path for path in (statements.HERE / "checks").glob("*.sql")}
    assert set(provoked) == set(paths), "provoke the new check here"
    rules = {name: path.read_text(encoding="utf-8").splitlines()[0][3:] for name, path in paths.items()}
    found = {(p.rule, p.file, p.line) for p in data.problems()}
    assert found == {(rules[name], data.place(file), line) for name, (file, line) in provoked.items()}


@pytest.mark.parametrize("command", ["build", "check"])
def test_command_line_reports_problems_without_traceback(data, monkeypatch, capsys, command):
    line = data.set("sources.csv", "kind", "rumour", source_id="argus_2021")
    monkeypatch.setattr(cli, command, lambda: {"build": build, "check": check}[command](data.root))
    assert cli.main([command]) == 1
    error = capsys.readouterr().err
    assert error.startswith("1 problem in the data; the last good warehouse stays in use")
    assert (
        f"data/sources.csv, line {line}, column kind: 'rumour': is no kind of data/reference/source_kinds.csv; it has official_text"
        in error
    )
    assert "Traceback" not in error


def test_command_line_ends_with_zero_when_the_data_pass(monkeypatch, capsys):
    monkeypatch.setattr(cli, "check", lambda: None)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "broken",
    [
        {"value_number": "5"},
        {"status": "in_force", "confidence": "L"},
        {"status": "in_force", "repealed_on": "2025"},
        {"status": "in_force", "counterpart_iso3": "GHA"},
        {"status": "abolished"},
        {"status": "in_force", "rule_kind": "bribe"},
    ],
)
def test_a_rule_that_breaks_a_rule_is_named_with_its_line(data, broken):
    sound = {
        "rule_id": "GHA-host-fee-92", "party_iso3": "GHA", "side": "host", "rule_kind": "fee", "says": "A letter costs a fee.", "status": "in_force",
        "source_id": "agencia_ip", "confidence": "B", "read_as": "another page", "is_on_path": "True",
    }  # fmt: skip
    line = data.append("rules.csv", **(sound | broken))
    assert (data.place("rules.csv"), line) in {(problem.file, problem.line) for problem in data.problems()}
