"""What visitors see while the machine fails: the warehouse swapped or damaged, disks full or closed, clocks and users that are odd."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from serving import Served, answers, serving, site
from test_builds import build

VISITORS = 50
# Runs before anything else: the clock stands elsewhere in time, for all that Python asks it.
CLOCK = "import os, time\nof_machine, start = time.time, time.time()\ntime.time = lambda: of_machine() - start + float(os.environ['NOW'])\n"
MOMENTS = {
    "leap day, as it ends in Auckland": ("Pacific/Auckland", 1835434795),
    "leap day, as it begins in Los Angeles": ("America/Los_Angeles", 1835424005),
    "a fiscal year ends in Los Angeles": ("America/Los_Angeles", 1806562795),
    "a year ends in Auckland": ("Pacific/Auckland", 1798714795),
}
# A day stays on one line.
NO_BREAK = "\u00a0"
NO_WAREHOUSE, DAMAGED = "There is no warehouse to read", "The warehouse can't be read: its file is damaged"


def retitle(folder: Path, old: str, new: str) -> None:
    path = folder / "data" / "reference" / "sectors.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def pointing_to(folder: Path, name: str) -> Iterator[None]:
    """Let the pointer lead elsewhere for a while."""
    pointer = folder / "data/warehouse/article6.duckdb"
    named = os.readlink(pointer)
    pointer.unlink()
    pointer.symlink_to(name)
    try:
        yield
    finally:
        pointer.unlink()
        pointer.symlink_to(named)


def test_a_swap_under_fifty_visitors(served: Served, folder: Path, usual: dict[str, str]) -> None:
    """Each run of each live page ends well, each document is that of the old or the new build, and then of the new."""
    before = os.readlink(folder / "data/warehouse/article6.duckdb")
    retitle(folder, "Power and heat", "Heat and power")
    done: list[subprocess.CompletedProcess[str]] = []
    seen: list[tuple[int, str]] = []
    builder = threading.Thread(target=lambda: done.append(build(folder)))
    builder.start()

    def read() -> None:
        while builder.is_alive():
            seen.append(served.get("/data/sectors.csv"))
            time.sleep(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    assert served.live(VISITORS, changes=3) == VISITORS * 4
    builder.join(), reader.join()
    assert done[0].returncode == 0, done[0].stderr
    assert os.readlink(folder / "data/warehouse/article6.duckdb") != before
    assert seen and {status for status, _ in seen} == {200}
    assert all(("Power and heat" in text) != ("Heat and power" in text) for _, text in seen)
    status, text = served.get("/data/sectors.csv")
    assert status == 200 and "Heat and power" in text
    assert served.live() == 2
    retitle(folder, "Heat and power", "Power and heat")
    assert build(folder).returncode == 0
    assert answers(served) == usual


def test_a_pointer_that_leads_nowhere(served: Served, folder: Path, usual: dict[str, str]) -> None:
    with pointing_to(folder, "nowhere.duckdb"):
        status, text = served.get("/projects?buyer=CHE")
        assert status == 503 and NO_WAREHOUSE in text and "Traceback" not in text
        assert served.get("/api/v1/agreements")[0] == 503
    assert answers(served) == usual


@pytest.mark.parametrize("harm", ["cut off", "overwritten", "empty"])
def test_a_damaged_warehouse(served: Served, folder: Path, usual: dict[str, str], harm: str) -> None:
    whole = (folder / "data/warehouse/article6.duckdb").read_bytes()
    other = folder / "data/warehouse" / f"article6-{harm.replace(' ', '')}.duckdb"
    other.write_bytes({"cut off": whole[: len(whole) // 3], "overwritten": b"\xff" * len(whole), "empty": b""}[harm])
    with pointing_to(folder, other.name):
        for address in ("/", "/projects?buyer=CHE"):
            status, text = served.get(address)
            assert status == 503 and DAMAGED in text and "Traceback" not in text, (address, status)
    other.unlink()
    assert answers(served) == usual


def test_a_missing_open_file(served: Served, folder: Path, usual: dict[str, str]) -> None:
    path = folder / "data/warehouse/export/sources.csv"
    whole = path.read_bytes()
    path.unlink()
    status, text = served.get("/data/sources.csv")
    assert status == 503 and "missing here" in text
    assert served.get("/data/no-such-file.csv")[0] == 404
    path.write_bytes(whole)
    assert answers(served) == usual


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_clock_of_the_machine_decides_nothing(
    folder: Path, usual: dict[str, str], tmp_path: Path, moment: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    zone, now = MOMENTS[moment]
    more = {"TZ": zone, "NOW": str(now), "FIRST": str(tmp_path)}
    with serving(folder, log=tmp_path / "log", **more) as elsewhere:
        assert answers(elsewhere) == usual
        assert elsewhere.live() == 2


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        ("2024-02-29", 200, "29 Feb 2024"),
        ("2023-02-29", 400, "2023-02-29"),
        ("2024-03-31", 200, "31 Mar 2024"),
        ("2024-04-01", 200, "1 Apr 2024"),
        ("2023-06-30", 200, "30 Jun 2023"),
        ("2023-12-31", 200, "31 Dec 2023"),
    ],
)
def test_days_at_an_edge_of_the_calendar(served: Served, day: str, status: int, said: str) -> None:
    answer, text = served.get(f"/agreements?asof={day}")
    words = re.sub(r"<[^>]+>", " ", text).replace(NO_BREAK, " ")
    assert answer == status and said in words


def test_no_home_and_nobody_s_name(folder: Path, usual: dict[str, str], tmp_path: Path) -> None:
    with serving(folder, without=("HOME", "USER", "LOGNAME", "LANG"), log=tmp_path / "log", LC_ALL="C") as poor:
        assert answers(poor) == usual
        assert poor.live() == 2


def may_run(python: str) -> bool:
    """Return whether nobody in particular may run a Python."""
    try:
        return subprocess.run([python, "-c", ""], user="nobody").returncode == 0
    except PermissionError:
        return False


def test_another_user_who_may_only_read(cut_root: Path, usual: dict[str, str], tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root may become another user")
    # Its own Python may lie where nobody else gets to.
    of_all = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    python = next((one for one in (sys.executable, of_all) if one and may_run(one)), None)
    if python is None:
        pytest.skip("no Python here may be run by another user")
    place = site(Path("/var/tmp") / f"atlas-{os.getpid()}" / "site", cut_root)
    try:
        subprocess.run(["chmod", "-R", "a+rX", place.parent], check=True)
        with serving(place, python=python, user="nobody", log=tmp_path / "log", HOME="/nonexistent") as theirs:
            assert answers(theirs) == usual
            assert theirs.live() == 2
        done = subprocess.run(
            [python, "-B", "-m", "etl", "build"],
            cwd=place,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([str(place), *(p for p in sys.path if p.endswith("site-packages"))])},
            user="nobody",
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1 and "Traceback" not in done.stderr and "can't be" in done.stderr, done.stderr
    finally:
        shutil.rmtree(place.parent)


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_disk_that_takes_nothing_more(
    small_disk: Path, cut_root: Path, usual: dict[str, str], tmp_path: Path, trouble: str
) -> None:
    place = site(small_disk / "site", cut_root)
    used = shutil.disk_usage(small_disk).used
    subprocess.run(
        ["mount", "-o", "remount,ro" if trouble == "read-only" else f"remount,size={used}", small_disk], check=True
    )
    with serving(place, log=tmp_path / "log") as served:
        assert answers(served) == usual
        assert served.live() == 2
