"""What visitors see while the machine fails: replicas killed, the warehouse swapped or damaged, disks full or closed, clocks and users that are odd."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from copies import ROOT
from serving import PAGES, Served, serving, site
from test_builds import build, small_disk

sys.path.insert(0, str(ROOT / "tests" / "etl"))

from imported import baci

__all__ = ["small_disk"]

VISITORS = 50
# Runs before anything else: the clock stands elsewhere in time, for all that Python asks it.
CLOCK = "import os, time\nof_machine, start = time.time, time.time()\ntime.time = lambda: of_machine() - start + float(os.environ['NOW'])\n"
MOMENTS = {
    "leap day, as it ends in Auckland": ("Pacific/Auckland", 1835434795),
    "leap day, as it begins in Los Angeles": ("America/Los_Angeles", 1835424005),
    "a fiscal year ends in Los Angeles": ("America/Los_Angeles", 1806562795),
    "a year ends in Auckland": ("Pacific/Auckland", 1798714795),
}
NO_WAREHOUSE, DAMAGED = "There is no warehouse to read", "The warehouse can't be read: its file is damaged"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, cut_root: Path) -> Path:
    return site(tmp_path_factory.mktemp("site") / "Atlas & co. (1)", cut_root)


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def usual(served: Served) -> dict[str, str]:
    """What pages say on a machine where all is well."""
    return answers(served)


def answers(served: Served) -> dict[str, str]:
    found = {address: served.get(address) for address in PAGES}
    assert {address for address, (status, _) in found.items() if status != 200} == set(), found
    return {address: text.replace(served.url, "") for address, (_, text) in found.items()}


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
    assert answer == status and said in re.sub(r"<[^>]+>", " ", text)


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


def test_a_taken_port_is_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for command in (
            ["streamlit", "run", "dashboard/app.py", "--server.port", port],
            ["dashboard", "serve", "--port", port],
        ):
            done = subprocess.run(
                [sys.executable, "-B", "-m", *command],
                cwd=folder,
                env=os.environ | {"PYTHONPATH": str(folder)},
                capture_output=True,
                text=True,
                timeout=120,
            )
            said = done.stdout + done.stderr
            assert done.returncode and "Traceback" not in said, said
            assert re.search(rf"[Pp]ort {port} is (not available|already in use)|[Aa]ddress already in use", said), said


def test_replicas_killed_while_visitors_read(folder: Path, usual: dict[str, str], tmp_path: Path) -> None:
    """Who asks again gets the page: each kill may cost the one request that the dead replica was answering."""
    command = ["dashboard", "serve", "--replicas", "2", "--port", "{port}"]
    with serving(folder, command, log=tmp_path / "log") as front:
        ended = threading.Event()
        failed: list[tuple[int, str]] = []
        asked: list[int] = []

        def read() -> None:
            while not ended.is_set():
                status, _ = front.get("/country?country=GHA")
                asked.append(status)
                if status != 200 and (again := front.get("/country?country=GHA"))[0] != 200:
                    failed.append(again)

        readers = [threading.Thread(target=read) for _ in range(4)]
        [reader.start() for reader in readers]
        for _ in range(6):
            # One at a time: it is back before the next one dies.
            os.kill(min(all_answer(front)), signal.SIGKILL)
            time.sleep(1)
        all_answer(front)
        ended.set()
        [reader.join() for reader in readers]
        assert failed == [] and len(asked) > 50
        # Four readers, six kills.
        assert sum(status != 200 for status in asked) <= 4 * 6
        assert answers(front) == usual
        assert front.live(4) == 8


def all_answer(front: Served) -> list[int]:
    """Wait until both replicas answer; return their processes, the one that was started last at the end."""
    until = time.monotonic() + 120
    while True:
        found = replicas(front)
        if len(found) == 2 and all(
            replace(front, url=f"http://localhost:{port}").get("/_stcore/health")[0] == 200 for port in found.values()
        ):
            return list(found)
        assert time.monotonic() < until
        time.sleep(0.2)


def replicas(front: Served) -> dict[int, str]:
    """Return the ports of the replicas by their process."""
    found = {}
    for child in Path(f"/proc/{front.process.pid}/task/{front.process.pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        if "--server.port" in command:
            found[int(child)] = command[command.index("--server.port") + 1]
    return found


def test_two_imports_at_once(folder: Path, tmp_path: Path) -> None:
    """One lands, the other is told to wait its turn, and lands when it is asked again: neither is lost, none in part."""
    commands = [
        [
            sys.executable,
            "-B",
            "-m",
            "etl",
            "import",
            "baci",
            str(baci(tmp_path / f"BACI_{revision}_V202601.zip", revision)),
        ]
        for revision in ("HS17", "HS22")
    ]
    told = {"cwd": folder, "env": os.environ | {"PYTHONPATH": str(folder)}, "text": True}
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **told) for command in commands
    ]
    said = [process.communicate(timeout=300)[0] for process in started]
    assert sorted(process.returncode for process in started) == [0, 1], said
    refused = next(number for number, process in enumerate(started) if process.returncode)
    assert "another import is running" in said[refused] and "Traceback" not in said[refused]
    assert landed(folder) == 1
    again = subprocess.run(commands[refused], capture_output=True, **told)
    assert again.returncode == 0, again.stdout + again.stderr
    assert landed(folder) == 2
    shutil.rmtree(folder / "data/imported")
    assert build(folder).returncode == 0


def landed(folder: Path) -> int:
    return len([path for path in (folder / "data/imported").iterdir() if path.name.startswith("baci-")])
