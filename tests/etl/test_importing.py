"""The command `python -m etl import`: whatever the publisher, all or nothing, beside what is kept by hand, and out again."""

from __future__ import annotations

import csv
import errno
import hashlib
import os
import sys
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest
from imported import WHOLE, baci, comtrade, state

from etl import __main__ as cli
from etl import importing, imports
from etl.changes import HEADER
from etl.importing import import_files, undo
from etl.problems import DataError
from etl.sources.publisher import Facts


def quiet(_: str) -> None:
    pass


def press(edition: str, signed_on: str, **changed: str) -> Facts:
    """Facts of a newspaper that was never there: Switzerland and Fiji sign something."""
    source = f"press-{edition}"
    agreement = {"agreement_id": "CHE-FJI-IA", "buyer_iso3": "CHE", "host_iso3": "FJI"}
    claim = {"agreement_id": "CHE-FJI-IA", "source_id": source, "confidence": "B", "_file": "press.txt", "_line": 3}
    listed = {
        "source_id": source,
        "publisher": "Press",
        "title": "Page",
        "url": "https://press.example/page",
        "retrieved_on": "2026-01-05",
        "kind": "report",
        "licence": "not stated",
    }
    claims = [
        claim | {"field": "instrument", "value": "implementation_agreement"},
        claim | {"field": "status", "value": "signed"},
        claim | {"field": "signed_on", "value": signed_on} | changed,
    ]
    tables = {
        "sources": [listed],
        "agreements": [agreement | {"instrument": "implementation_agreement"}],
        "claims": claims,
    }
    return Facts("Press", edition, {name: pd.DataFrame(rows, dtype=object) for name, rows in tables.items()})


@pytest.fixture
def paper(monkeypatch, tmp_path):
    """A publisher whose file holds its edition and a day, and the path of such a file."""
    module = SimpleNamespace(
        PUBLISHER="press",
        DESCRIPTION="A page of a newspaper.",
        recognise=lambda head: head.text.startswith("PRESS"),
        read=lambda files, known: files[0].path.read_text().split(),
        tidy=lambda words, known: press(words[1], words[2]),
    )
    monkeypatch.setitem(importing.PUBLISHERS, "press", module)

    def write(edition: str, day: str) -> str:
        path = tmp_path / f"press-{edition}.txt"
        path.write_text(f"PRESS {edition} {day}\n")
        return str(path)

    return write


def answer(root) -> list[tuple]:
    """What the built warehouse says of the pair."""
    with duckdb.connect(str(root / "data" / "warehouse" / "article6.duckdb"), read_only=True) as connection:
        return connection.execute(
            "SELECT signed_on, status, source_count FROM agreement_list WHERE agreement_id = 'CHE-FJI-IA'"
        ).fetchall()


@pytest.mark.usefixtures("no_open_files")
def test_facts_stand_beside_and_go_again(built_copy, paper):
    before = (built_copy / "data" / "warehouse" / "article6.duckdb").resolve().name
    first, found = import_files("press", [paper("may", "2025-05-17")], root=built_copy, say=quiet)
    assert (first.name, first.rows) == ("press-1", {"sources": 1, "agreements": 1, "claims": 3})
    assert answer(built_copy) == [("2025-05-17", "signed", 1)]
    said = [cell for cell in found.cells if cell[1] == "CHE-FJI-IA"]
    assert ("agreements", "CHE-FJI-IA", "signed_on", "2025-05-17") in {(c[0], c[1], c[4], c[6]) for c in said}
    assert {cell[3] for cell in said} == {"new"} and found.rows == {"agreements": 1, "claims": 3, "sources": 1}

    # The day is a Saturday: of what is kept by hand that is asked after, a publisher's word is taken.
    # Another edition stands beside the first; both bring the agreement, and either can go.
    _, found = import_files("press", [paper("june", "2025-05-16")], root=built_copy, say=quiet)
    assert [one.name for one in imports.recorded(built_copy)] == ["press-1", "press-2"]
    assert answer(built_copy)[0][2] == 2 and found.rows == {"claims": 3, "sources": 1}
    undo("press-1", built_copy, quiet)
    assert answer(built_copy) == [("2025-05-16", "signed", 1)]

    # The same edition again takes the place of the earlier import.
    _, found = import_files("press", [paper("june", "2025-06")], root=built_copy, say=quiet)
    assert [one.name for one in imports.recorded(built_copy)] == ["press-3"]
    (signed,) = [cell for cell in found.cells if cell[4] == "signed_on"]
    assert signed[1:] == (
        "CHE-FJI-IA",
        "Switzerland and Fiji, Implementation agreement",
        "changed",
        "signed_on",
        "2025-05-16",
        "2025-06",
    )

    found = undo("press-3", built_copy, quiet)
    assert answer(built_copy) == [] and {cell[3] for cell in found.cells} == {"gone"}
    assert (built_copy / "data" / "warehouse" / "article6.duckdb").resolve().name == before
    assert state(built_copy) == {}


@pytest.mark.usefixtures("no_open_files")
def test_a_row_that_breaks_a_rule_is_named_as_in_the_publishers_file(built_copy, paper, monkeypatch):
    bad = press("may", "2025-05-17", value="15 May")
    monkeypatch.setattr(importing.PUBLISHERS["press"], "tidy", lambda words, known: bad)
    for is_built in (True, False):
        with pytest.raises(DataError) as caught:
            import_files("press", [paper("may", "x")], root=built_copy, say=quiet, is_built=is_built)
        assert "press.txt, line 3" in str(caught.value) and "'15 May'" in str(caught.value)
        assert "nothing was imported" in str(caught.value)
    assert state(built_copy) == {} and answer(built_copy) == []


@pytest.mark.usefixtures("no_open_files")
def test_curated_rows_are_never_overwritten(built_copy, paper, monkeypatch):
    facts = press("may", "2025-05-17")
    with (built_copy / "data" / "curated" / "agreements.csv").open(encoding="utf-8", newline="") as file:
        kept = next(csv.DictReader(file))
    facts.tables["agreements"].loc[1] = [kept["agreement_id"], "JPN", "NAM", "other"]
    monkeypatch.setattr(importing.PUBLISHERS["press"], "tidy", lambda words, known: facts)
    import_files("press", [paper("may", "x")], root=built_copy, say=quiet)
    with duckdb.connect(str(built_copy / "data" / "warehouse" / "article6.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT buyer_iso3, host_iso3, instrument FROM agreements WHERE agreement_id = ?", [kept["agreement_id"]]
        ).fetchall()
    assert found == [(kept["buyer_iso3"], kept["host_iso3"], kept["instrument"])]


def test_a_wrong_name_is_put_right(root, tmp_path, paper):
    archive = str(baci(tmp_path / "b.zip"))
    for given, name, said in (
        ("comtrade", archive, f"looks like one of baci; run: python -m etl import baci {archive}"),
        (
            "uncomtrade",
            archive,
            "'uncomtrade': no such publisher; this looks like a file of baci; known: ",
        ),
        ("baci", str(comtrade(tmp_path / "c.csv", WHOLE)), "looks like one of comtrade"),
        ("baci", paper("may", "x"), "looks like one of press"),
        ("baci", str(tmp_path / "none.zip"), "no such file"),
    ):
        with pytest.raises(DataError) as caught:
            import_files(given, [name], root=root, say=quiet, is_built=False)
        assert said in str(caught.value)
    assert state(root) == {}


def test_several_files_a_folder_and_standard_input(root, tmp_path, monkeypatch):
    folder = tmp_path / "trade"
    folder.mkdir()
    other = [row | {"reporterISO": "CHE", "reporterCode": "757"} for row in WHOLE[:3]]
    files = [comtrade(folder / "a.csv", WHOLE), comtrade(folder / "b.csv", other)]
    (folder / "notes.txt").write_text("Downloaded on a rainy day.\n")
    (folder / ".hidden").write_text("x")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=files[0].open("rb")))
    counts = []
    for names in ([str(file) for file in files], [str(folder)], ["-"]):
        record, _ = import_files("comtrade", names, root=root, say=quiet, is_built=False)
        counts.append(record.rows["trade_flows"])
    assert counts == [4, 4, 2]
    first, second = imports.recorded(root)[0].files
    assert (first["name"], first["sha256"]) == ("trade/a.csv", hashlib.sha256(files[0].read_bytes()).hexdigest())
    assert second["name"] == "trade/b.csv"
    assert imports.recorded(root)[1].files[0]["name"] == "standard input"


@pytest.mark.usefixtures("no_open_files")
def test_what_was_not_built_is_not_taken_for_news_of_the_next_import(built_copy, paper):
    import_files("press", [paper("may", "2025-05-17")], root=built_copy, say=quiet, is_built=False)
    _, found = import_files("press", [paper("june", "2025-05-19")], root=built_copy, say=quiet)
    assert {cell[3] for cell in found.cells if cell[1] == "CHE-FJI-IA"} == {
        "changed"
    } and "agreements" not in found.rows
    undo("press-2", built_copy, quiet, is_built=False)
    found = undo("press-1", built_copy, quiet)
    assert "agreements" in found.rows and found.rows["sources"] == -1


def test_a_full_disk_and_a_locked_folder_are_told(root, tmp_path, monkeypatch):
    for number, said in ((errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")):

        def fail(*_: object, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(imports.Import, "save", fail)
        with pytest.raises(DataError, match=said):
            import_files("baci", [str(baci(tmp_path / "b.zip"))], root=root, say=quiet, is_built=False)
        assert state(root) == {}


def test_narrowed_to_codes(root, tmp_path):
    record, _ = import_files(
        "baci", [str(baci(tmp_path / "b.zip"))], codes=frozenset({"850760"}), root=root, say=quiet, is_built=False
    )
    assert record.rows == {"trade_flows": 2}
    with pytest.raises(DataError, match="no such code"):
        import_files(
            "baci", [str(tmp_path / "b.zip")], codes=frozenset({"010101"}), root=root, say=quiet, is_built=False
        )


def test_command_line(built_copy, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(importing.import_files, "__defaults__", (None, None, built_copy, print, True, False))
    monkeypatch.setattr(importing.undo, "__defaults__", (built_copy, print, True))
    monkeypatch.setattr("etl.cli_import.ROOT", built_copy)
    path, found = str(baci(tmp_path / "b.zip")), tmp_path / "changes.csv"
    assert cli.main(["imports"]) == 0
    assert "Nothing has been imported" in capsys.readouterr().out
    assert cli.main(["import", "--list"]) == 0
    assert "BACI_HS17_V202601.zip" in capsys.readouterr().out
    assert cli.main(["import", "baci", path, "--years", "2022-2023", "--changes", str(found)]) == 0
    said = capsys.readouterr().out
    assert "stands as baci-1: 8 rows of trade_flows;" in said and "trade that counts: 2 new" in said
    with found.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == HEADER and ["trade that counts", "cepii-baci-import|2022"] in [row[:2] for row in rows]
    assert cli.main(["imports"]) == 0
    said = capsys.readouterr().out
    assert "baci-1" in said and "b.zip" in said and "8 rows of trade_flows" in said and "years 2022-2023" in said
    assert cli.main(["import", "--undo", "baci-1", "--no-build"]) == 0
    assert cli.main(["import", "--undo", "baci-1"]) == 1
    assert "nothing has been imported" in capsys.readouterr().err
    assert cli.main(["import", "baci"]) == 1
    assert cli.main(["import", "baci", str(tmp_path / "none.zip")]) == 1
    said = capsys.readouterr().err
    assert "no such file" in said and "Traceback" not in said
    assert cli.main(["import", "--no-build", "baci", "--years", "2023", path]) == 0
    assert "baci-1: 4 rows of trade_flows" in capsys.readouterr().out
    for wrong in (["import", "baci", "--year", path, "--colour"], ["imports", path]):
        with pytest.raises(SystemExit):
            cli.main(wrong)
    for option in (["--years", "2024-2020"], ["--years", "all"], ["--codes", "8507"]):
        with pytest.raises(SystemExit):
            cli.main(["import", "baci", path, *option])
