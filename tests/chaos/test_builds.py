"""Builds on machines that fail: killed, without room, without rights, in odd places and at odd clocks. Real processes, as an operator starts them."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from copies import ROOT

KILLS = 12
# Room beside the data, in MB: too little for the tables, for the open files, and for the last of them.
ROOMS = (1, 8, 14, 20)


def settle(folder: Path, cut_root: Path, built: bool = False) -> Path:
    """Put a checkout with a few hosts into a folder: the program, its data, and the warehouse where it is `built`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "etl", folder / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    unbuilt = None if built else shutil.ignore_patterns("warehouse")
    shutil.copytree(cut_root / "data", folder / "data", symlinks=True, ignore=unbuilt)
    return folder


def build(folder: Path, without: tuple[str, ...] = (), **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return subprocess.run(
        [sys.executable, "-B", "-m", "etl", "build"],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(folder)} | more,
        capture_output=True,
        text=True,
        timeout=300,
    )


def content(folder: Path) -> str:
    """The hash of what is served."""
    with duckdb.connect(str((folder / "data/warehouse/article6.duckdb").resolve()), read_only=True) as warehouse:
        ((digest,),) = warehouse.execute("SELECT content_hash FROM build_info").fetchall()
    return str(digest)


def unfinished(folder: Path) -> list[str]:
    return sorted(
        path.name
        for path in (folder / "data/warehouse").iterdir()
        if path.name.startswith((".building", ".pointer", ".export"))
    )


@pytest.fixture(scope="module")
def usual(cut_root: Path) -> str:
    """The hash of the build that the others must equal."""
    return content(cut_root)


@pytest.mark.parametrize(
    "place", ["with spaces", "100% & more; $HOME", "Köln ‘Büro’", "a'b\"c", "#1 [draft] {v2}"], ids=str
)
def test_a_folder_of_any_name(tmp_path: Path, cut_root: Path, usual: str, place: str) -> None:
    done = build(folder := settle(tmp_path / place, cut_root))
    assert done.returncode == 0, done.stderr
    assert content(folder) == usual


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"])
def test_clocks_of_other_places_change_nothing(tmp_path: Path, cut_root: Path, usual: str, zone: str) -> None:
    done = build(folder := settle(tmp_path / "site", cut_root), TZ=zone)
    assert done.returncode == 0, done.stderr
    assert content(folder) == usual


@pytest.mark.parametrize("language", ["C", "POSIX", "tr_TR.UTF-8"])
def test_no_home_and_another_language(tmp_path: Path, cut_root: Path, usual: str, language: str) -> None:
    done = build(folder := settle(tmp_path / "site", cut_root), without=("HOME", "USER", "LANG"), LC_ALL=language)
    assert done.returncode == 0, done.stderr
    assert content(folder) == usual


@pytest.mark.parametrize("room", ROOMS)
def test_a_full_disk_is_told_and_what_was_served_stays(small_disk: Path, cut_root: Path, usual: str, room: int) -> None:
    folder = settle(small_disk / "site", cut_root, built=True)
    sectors = folder / "data/reference/sectors.csv"
    sectors.write_text(
        sectors.read_text(encoding="utf-8").replace("Power and heat", "Heat and power"), encoding="utf-8"
    )
    used = shutil.disk_usage(small_disk).used
    subprocess.run(["mount", "-o", f"remount,size={used + room * 2**20}", small_disk], check=True)
    done = build(folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "can't be" in done.stderr and "keeps serving" in done.stderr
    assert content(folder) == usual
    subprocess.run(["mount", "-o", "remount,size=400m", small_disk], check=True)
    assert build(folder).returncode == 0 and content(folder) != usual and not unfinished(folder)


def test_a_disk_that_may_only_be_read_is_told(small_disk: Path, cut_root: Path, usual: str) -> None:
    folder = settle(small_disk / "site", cut_root, built=True)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = build(folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "Read-only file system" in done.stderr
    assert content(folder) == usual


def test_builds_killed_at_any_time_leave_what_was_served(tmp_path: Path, cut_root: Path, usual: str) -> None:
    folder = settle(tmp_path / "site", cut_root, built=True)
    began = time.monotonic()
    assert build(folder).returncode == 0
    took, chosen = time.monotonic() - began, random.Random(6)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-B", "-m", "etl", "build"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chosen.uniform(0, took))
        process.kill()
        process.wait()
        assert content(folder) == usual
    assert build(folder).returncode == 0
    assert content(folder) == usual and unfinished(folder) == []
    # What is served, and the one before it.
    assert len(list((folder / "data/warehouse").glob("article6-*.duckdb"))) <= 2
