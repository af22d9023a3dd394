"""Several processes at odds: replicas killed while visitors read, two imports at once, a port that another one has."""

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
from dataclasses import replace
from pathlib import Path

from copies import ROOT
from serving import Served, answers, serving
from test_builds import build

sys.path.insert(0, str(ROOT / "tests" / "etl"))

from imported import baci


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
