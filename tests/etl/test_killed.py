"""A build that is killed leaves nothing behind for long, and two at once are one after the other: real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import duckdb
import pytest
from copies import ROOT

from etl.alone import BusyError, alone
from etl.build import POINTER, build
from etl.export import DESCRIPTOR
from etl.export import POINTER as EXPORT
from etl.leftovers import sweep

BUILD = "import sys; from pathlib import Path; from etl.build import build; build(Path(sys.argv[1]))"


def start(root):
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(root)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(process, folder, pattern, known):
    deadline = time.monotonic() + 120
    while set(folder.glob(pattern)) <= known:
        assert process.poll() is None and time.monotonic() < deadline, process.communicate()[0]
        time.sleep(0.005)


def unfinished(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != ".lock")


def test_what_a_killed_build_left_is_gone_after_the_next(built_data):
    data = built_data
    folder = data.root / "data" / "warehouse"
    served = (folder / POINTER).resolve()
    data.set("sources.csv", "title", "Another title", source_id="argus_2021")
    left = set()
    # In the middle of the tables, and in the middle of the open files.
    for pattern in (".building-*", "export-*/*.csv"):
        known, before = set(folder.glob(pattern)), set(folder.iterdir())
        process = start(data.root)
        wait_for(process, folder, pattern, known)
        process.kill()
        process.wait()
        left |= {path.name.split("-")[0] for path in set(folder.iterdir()) - before}
        assert (folder / POINTER).resolve() == served, "what is served stays"
    assert left == {".building", "article6", "export"}, "it was killed in both places"
    new = build(data.root, say=lambda _: None).path
    assert unfinished(folder) == []
    assert {path.name for path in folder.glob("article6-*.duckdb")} == {served.name, new.name}
    exports = list(folder.glob("export-*"))
    assert len(exports) == 2 and all((path / DESCRIPTOR).is_file() for path in exports)
    with duckdb.connect(str(served), read_only=True) as reader:
        assert reader.execute("SELECT count(*) FROM edition").fetchall() == [(1,)]


def test_two_builds_run_one_after_the_other(data):
    both = [start(data.root), start(data.root)]
    said = [process.communicate(timeout=240)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Another build is running; waiting for it to end" in text for text in said) == 1
    assert unfinished(data.root / "data" / "warehouse") == []


def test_a_lock_is_held_by_one(tmp_path):
    told = []
    with alone(tmp_path), pytest.raises(BusyError), alone(tmp_path):
        pass
    with alone(tmp_path, lambda: told.append("waits")):
        pass
    assert told == [] and [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_sweep_leaves_what_is_served_and_the_one_before(tmp_path):
    for age, name in ((30, "article6-old.duckdb"), (20, "article6-now.duckdb"), (10, "article6-orphan.duckdb")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    (tmp_path / POINTER).symlink_to("article6-now.duckdb")
    for age, name in ((30, "export-old"), (20, "export-now"), (10, "export-orphan"), (40, "export-half")):
        (tmp_path / name).mkdir()
        if name != "export-half":
            (tmp_path / name / DESCRIPTOR).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    (tmp_path / EXPORT).symlink_to("export-now")
    for name in (".building-7.duckdb", ".building-7.duckdb.wal", ".pointer-7"):
        (tmp_path / name).touch()
    (tmp_path / ".building-7.duckdb.tmp").mkdir()
    (tmp_path / ".export-pointer-7").symlink_to("nowhere")
    gone = sweep(tmp_path, POINTER, EXPORT, DESCRIPTOR)
    assert gone == [
        ".building-7.duckdb",
        ".building-7.duckdb.tmp",
        ".building-7.duckdb.wal",
        ".export-pointer-7",
        ".pointer-7",
        "article6-orphan.duckdb",
        "export-half",
        "export-orphan",
    ]
    kept = ["article6-now.duckdb", "article6-old.duckdb", POINTER, EXPORT, "export-now", "export-old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
