"""A stranger's file is read in a process of its own; one that takes too much ends in one message, and leaves nothing."""

from __future__ import annotations

import json
import os
import stat
import sys
import textwrap
from pathlib import Path

import pytest
from imported import baci

from etl import confined, importing, staging
from etl.build import ROOT
from etl.confined import LimitError, Limits
from etl.imports import IMPORTED
from etl.problems import DataError

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def open_folder(tmp_path):
    """A folder that everybody may enter."""
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    made = tmp_path / "made"
    made.mkdir()
    return made


def confine(code: str, write: Path, read: list[Path], limits: Limits, codes: str = "()") -> str:
    """Run some code as the bound process; what it puts into `answer` comes back."""
    program = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from etl import confined
confined.CODE = {codes}
write = Path({str(write)!r})
confined.bind(map(Path, {[str(path) for path in read]!r}), write, confined.Limits({limits.memory}, {limits.seconds}))
try:
{textwrap.indent(textwrap.dedent(code), "    ")}
except MemoryError:
    sys.exit(confined.OUT_OF_MEMORY)
os.write(int(sys.argv[1]), answer.encode())
"""
    return confined.run([sys.executable, "-c", program], b"", write, limits).decode()


SOME = Limits(2 << 30, 20)


def test_what_is_returned_and_written_stays_and_belongs_to_the_caller(open_folder):
    code = """
    (write / "a").write_text("x")
    (write / "b").symlink_to("/etc/passwd")
    answer = str(os.getpid())
    """
    assert int(confine(code, open_folder, [], SOME)) != os.getpid()
    assert (open_folder / "a").read_text() == "x" and (open_folder / "a").stat().st_uid == os.geteuid()
    assert not (IS_ROOT and (open_folder / "b").is_symlink())


def test_root_becomes_nobody_where_nobody_may_read_all(open_folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    secret.chmod(0o600)
    code = f"""
    can = os.access({str(secret)!r}, os.R_OK)
    try:
        os.setuid(0)
        back = "back"
    except PermissionError:
        back = "no way back"
    answer = f"{{os.getuid()}} {{can}} {{back}}"
    """
    bound = "65534 False no way back" if IS_ROOT else f"{os.getuid()} True no way back"
    assert confine(code, open_folder, [], SOME) == bound
    said = confine(code, open_folder, [secret], SOME)
    assert said.startswith(f"{os.getuid()} True"), "what nobody may read is read by its owner"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("answer = str(len(bytearray(3 << 30)))", "takes more than 2,048 MB of memory to read; bring it in parts"),
        ("while True: pass", "took more than 1 seconds of processor, or was ended by the system"),
        ("os.abort()", r"takes more than 2,048 MB of memory .*\(it ended by SIGABRT\)"),
        ("1 / 0", "the program has a fault, which is told above"),
    ],
)
def test_a_limit_is_told(tmp_path, code, said):
    with pytest.raises(LimitError, match=said):
        confine(code, tmp_path, [], Limits(2 << 30, 1))


def test_an_import_is_the_same_and_its_problems_too(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    record, _ = importing.import_files("baci", [str(path)], None, None, root, lambda _: None, False, is_confined=True)
    assert record.rows == {"trade_flows": 8} and len(record.files[0]["sha256"]) == 64
    assert {each.name for each in (root / IMPORTED / "baci-1").iterdir()} >= {"import.json", "baci_2023.parquet"}
    bad = baci(tmp_path / "c.zip", Y2023="t,i,j,k,v,q\n2023,156,392,850760,-1,NA\n")
    with pytest.raises(DataError) as error:
        importing.import_files("baci", [str(bad)], None, None, root, lambda _: None, False, is_confined=True)
    assert "Y2023_V202601.csv, line 2, column v: '-1.0': must be a number of thousand US dollars" in str(error.value)
    assert importing.OUTCOME in str(error.value)


def test_at_a_limit_nothing_is_imported(root, tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "USUAL", Limits(4 << 30, 0))
    with pytest.raises(DataError) as error:
        importing.import_files(
            "baci", [str(baci(tmp_path / "b.zip"))], None, None, root, lambda _: None, False, is_confined=True
        )
    assert str(error.value).count("\n") == 1 and "took more than 0 seconds of processor" in str(error.value)
    assert [path for path in (root / IMPORTED).iterdir() if path.name != ".lock"] == []


def test_a_full_disk_is_told_as_one(root, tmp_path, monkeypatch):
    answer = json.dumps({"system": [28, "No space left on device", "x"]})
    program = f"import os, sys; os.write(int(sys.argv[1]), {answer.encode()!r})"
    monkeypatch.setattr(staging, "READER", (sys.executable, "-c", program))
    with pytest.raises(DataError, match="No space left on device"):
        importing.import_files(
            "baci", [str(baci(tmp_path / "b.zip"))], None, None, root, lambda _: None, False, is_confined=True
        )
