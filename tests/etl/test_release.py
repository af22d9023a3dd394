"""A release is recorded as a small file, read back into the warehouse, and told by a hash that does not hang on it."""

from __future__ import annotations

import hashlib
import json
import shutil

import duckdb
import pytest

from etl import __main__ as cli
from etl.build import Built, build
from etl.diff import LEFT_OUT
from etl.release import ReleaseError, release
from etl.sources import releases


def quiet(_: str) -> None:
    pass


pytestmark = pytest.mark.usefixtures("no_open_files")


@pytest.fixture(autouse=True)
def unchanged_data_are_built_once(monkeypatch):
    """Each release builds twice, the first time mostly from what stands built: the same bytes give the same file (test_build.py)."""
    known: dict[str, Built] = {}

    def build_once(root, say):
        digest = hashlib.sha256()
        for path in sorted((root / "data").rglob("*")):
            if path.is_file() and "warehouse" not in path.parts:
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
        made = known.get(digest.hexdigest())
        if not made or (root / "data/warehouse/article6.duckdb").resolve() != made.path.resolve():
            made = known[digest.hexdigest()] = build(root, say)
        return made

    monkeypatch.setattr("etl.release.build", build_once)


def test_the_file_holds_edition_hash_rows_and_changes(data, tmp_path):
    for path in (data.root / releases.FOLDER).glob("*.json"):
        path.unlink()
    first = release("The first", root=data.root, say=quiet)
    record = json.loads(first.read_text(encoding="utf-8"))
    assert record["previous_release_id"] is None and record["changes"] == []
    assert record["release_id"] == first.stem == record["edition_on"]
    warehouse = data.root / "data/warehouse/article6.duckdb"
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        digest = connection.execute("SELECT content_hash FROM build_info").fetchall()[0][0]
        known = connection.execute("SELECT release_id, content_hash, note FROM releases").fetchall()
        counts = dict(connection.execute("SELECT table_name, row_count FROM release_tables").fetchall())
        ((agreements,),) = connection.execute("SELECT count(*) FROM agreements").fetchall()
    assert known == [(first.stem, digest, "The first")], (
        "the hash is that of the content, with the release in it or not"
    )
    assert counts["agreements"] == agreements
    assert not set(counts) & set(LEFT_OUT)

    with pytest.raises(ReleaseError, match="nothing to record"):
        release("Again", root=data.root, say=quiet)
    old = shutil.copy(warehouse.resolve(), tmp_path / "old.duckdb")
    data.set("sectors.csv", "description", "Woods", sector_id="forestry_land_use")
    with pytest.raises(ReleaseError, match="--since FILE"):
        release("Woods", root=data.root, say=quiet)
    second = release("Woods", old, root=data.root, say=quiet)
    record = json.loads(second.read_text(encoding="utf-8"))
    assert second.stem == f"{first.stem}-2"
    assert record["previous_release_id"] == first.stem
    assert [(row["kind"], row["row_key"], row["new_value"]) for row in record["changes"]] == [
        ("corrected", "forestry_land_use", "Woods")
    ]
    by_table = {row["table_name"]: row for row in record["tables"]}
    assert by_table["sectors"]["corrected_count"] == 1 and by_table["stages"]["corrected_count"] == 0
    assert "corrected_count" not in by_table["agreement_list"], "read models are not compared"

    replaced = release("Woods, said better", old, replace=True, root=data.root, say=quiet)
    assert replaced == second
    assert json.loads(replaced.read_text(encoding="utf-8"))["note"] == "Woods, said better"
    with pytest.raises(ReleaseError, match="is not the warehouse of release"):
        release("Wrong", warehouse.resolve(), replace=True, root=data.root, say=quiet)


def test_a_recorded_release_changes_the_file_name_and_not_the_content_hash(data, cut_warehouse):
    record = json.loads(next((data.root / releases.FOLDER).glob("*.json")).read_text(encoding="utf-8"))
    path = data.root / releases.FOLDER / "2030-01-01.json"
    path.write_text(json.dumps(record | {"release_id": "2030-01-01", "tables": [], "changes": []}), encoding="utf-8")
    built = build(data.root, say=quiet)
    with duckdb.connect(str(cut_warehouse), read_only=True) as connection:
        assert [(built.content_hash,)] == connection.execute("SELECT content_hash FROM build_info").fetchall()
    assert built.path.name != cut_warehouse.name


def test_a_broken_file_is_named(data):
    folder = data.root / releases.FOLDER
    good = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    broken = {
        "a": "{",
        "b": "[]",
        "c": json.dumps({"release_id": "c"}),
        "2031-01-01": json.dumps(good | {"release_id": "2031-01-02", "tables": [], "changes": []}),
    }
    for name, text in broken.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    problems = {problem.file.removeprefix(f"{releases.FOLDER}/"): problem.rule for problem in data.problems()}
    assert problems == {
        "a.json": "is no JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        "b.json": "is not built like a release; record it again",
        "c.json": "is missing; record the release again",
        "2031-01-01.json": "must be the file's name",
    }
    for name in broken:
        (folder / f"{name}.json").unlink()
    bad = good | {"release_id": "2031-01-01", "content_hash": "zz", "tables": [{"table_name": "x"}], "changes": []}
    (folder / "2031-01-01.json").write_text(json.dumps(bad), encoding="utf-8")
    rules = [(problem.column, problem.rule) for problem in data.problems()]
    assert ("row_count", "a value is needed here and the cell is empty") in rules
    assert any(column == "content_hash" for column, _ in rules)


def test_command_line_says_what_is_missing(monkeypatch, capsys):
    def refuse(*_: object) -> None:
        raise ReleaseError("Name the warehouse")

    monkeypatch.setattr(cli, "release", refuse)
    assert cli.main(["release", "--note", "x"]) == 1
    assert capsys.readouterr().err == "Name the warehouse\n"
