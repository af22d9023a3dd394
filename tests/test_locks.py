"""What is installed is pinned by hash, and nothing is installed past that; what is said of weaknesses is what was answered."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import audit
import pytest
from copies import ROOT

LOCKS = ("requirements", "requirements-dev", "requirements-serve", "requirements-audit")
ASKED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(ASKED.findall((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_what_is_asked_for_each_with_its_hashes(name: str) -> None:
    asked, locked = pins(f"{name}.txt"), pins(f"{name}.lock")
    assert asked and asked.items() <= locked.items()
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / f"{name}.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked)
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


def test_the_tests_run_on_what_is_served() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
    assert pins("requirements-serve.lock").items() <= pins("requirements-dev.lock").items()


def test_nothing_is_installed_without_hashes() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "LOCKED := --require-hashes --no-deps -r\n" in made
    lines = [line for line in made.splitlines() if re.search(r"PIP_INSTALL\)|pip install", line) and ":=" not in line]
    # The Atlas itself, as it lies here, with the tool that the lock has brought.
    own = "\t@$(PIP_INSTALL) --no-deps --no-build-isolation -e ."
    assert own in lines and len(lines) == 5
    assert [
        line for line in lines if line != own and not re.search(r"\$\(LOCKED\) requirements[a-z-]*\.lock$", line)
    ] == []


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "small-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small.py", "said = 'as published'\n")
        archive.writestr("small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n")
        archive.writestr("small-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("small-1.0.dist-info/RECORD", "")
    lock = tmp_path / "small.lock"
    lock.write_text(f"small==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    assert install(lock, tmp_path / "as it was").returncode == 0
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")
    refused = install(lock, tmp_path / "changed")
    assert refused.returncode and "DO NOT MATCH THE HASHES" in refused.stderr
    assert not (tmp_path / "changed" / "small.py").exists()


def install(lock: Path, target: Path) -> subprocess.CompletedProcess[str]:
    flags = re.search(r"^LOCKED := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert flags
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", lock.parent, "--target", target]
    return subprocess.run([*command, *flags[1].split(), lock], capture_output=True, text=True)


def test_what_an_audit_says() -> None:
    answer = {
        "dependencies": [{"name": "a", "version": "1"}, {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}]}]
    }
    assert audit.told(json.dumps(answer), "Found 1 known vulnerability", 1) == (["b 2: PYSEC-1"], "")
    assert audit.told(json.dumps({"dependencies": []}), "No known vulnerabilities found", 0) == ([], "")
    found, unasked = audit.told("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", 1)
    assert found == [] and "can't be reached" in unasked
    with pytest.raises(RuntimeError, match="no such option"):
        audit.told("", "no such option", 2)
