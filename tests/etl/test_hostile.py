"""Hostile files of every kind end in one clear message, in little memory and time: each import in a process under limits."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from books import pipeline
from imported import baci
from test_import_registries import VERRA

from etl.build import ROOT

MOST_MB, MOST_SECONDS = 512, 60
# One process for all of them: what one leaves behind would count against the next.
RUN = """
import json, resource, sys
from pathlib import Path
from etl.importing import import_file
from etl.problems import DataError
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
root, said = Path(sys.argv[1]), {}
for publisher, name in json.loads(sys.stdin.read()):
    try:
        import_file(publisher, Path(name), root=root, say=lambda _: None)
        said[name] = ""
    except DataError as error:
        said[name] = str(error)
status = Path("/proc/self/status").read_text()
print(json.dumps([said, int(status.partition("VmHWM:")[2].split()[0]) / 1024]))
"""
ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


def rewritten(path: Path, source: Path, **parts: bytes) -> None:
    """Copy a workbook with other parts by the end of their name."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            new = next((content for key, content in parts.items() if name.endswith(f"{key}.xml")), None)
            made.writestr(name, archive.read(name) if new is None else new)
        for key, content in parts.items():
            if "/" in key:
                made.writestr(key, content)


def hostile(folder: Path) -> dict[str, tuple[str, str]]:
    """Write the files; return by the name of each its publisher and what must be said of it."""
    sound = pipeline(folder / "sound.xlsx")
    rewritten(folder / "bomb.xlsx", sound, sheet2=b"<worksheet>" + b" " * (60 << 20) + b"</worksheet>")
    rewritten(folder / "entities.xlsx", sound, sheet2=ENTITIES.encode())
    rewritten(folder / "external.xlsx", sound, **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    rewritten(
        folder / "nul.xlsx", sound, sheet2=b"<worksheet><sheetData>\\0</sheetData></worksheet>".replace(b"\\0", b"\0")
    )
    pipeline(folder / "formula.xlsx", [["x", '=CMD("calc")', "", "", "Norway", "2026", "MoU"]])
    (folder / "deep.html").write_text("<html><table>" + "<div>" * 100_000 + "Party</table>")
    (folder / "wide.html").write_text(
        "<html><table><tr><th>Party<th>Documents<tr><td rowspan=99999999 colspan=99999999>x</table>"
    )
    (folder / "deep.json").write_text('{"data": ' + "[" * 2_000_000)
    (folder / "numbers.json").write_text('{"data": [{"cmdCode": "850760", "primaryValue": ' + "9" * 3_000_000 + "}]}")
    (folder / "one-line.csv").write_text("x" * (8 << 20))
    (folder / "quote.csv").write_text(VERRA + '"' + "open\n" * 2_000_000)
    (folder / "nul.csv").write_bytes(VERRA.encode() + b"\0" * (8 << 20))
    (folder / "pdf.csv").write_bytes(b"%PDF-1.7\n" + b"x" * 1000)
    (folder / "named.csv").write_bytes(sound.read_bytes())
    with gzip.open(folder / "bomb.txt.gz", "wb") as packed:
        packed.write(b"refYear,reporterCode,partnerCode,flowCode,classificationCode,cmdCode,primaryValue\n")
        for _ in range(80):
            packed.write(b"\0" * (1 << 20))
    inside = baci(folder / "inside.zip").read_bytes()
    with zipfile.ZipFile(folder / "nested.zip", "w") as archive:
        archive.writestr("BACI_HS17_V202601.zip", inside)
    return {
        "bomb.xlsx": ("unepccc", "no workbook is like that"),
        "entities.xlsx": ("unepccc", "declares entities"),
        "external.xlsx": ("unepccc", "takes cells from another workbook"),
        "nul.xlsx": ("unepccc", "NUL characters"),
        "formula.xlsx": ("unepccc", "formula"),
        "deep.html": ("carp", "nested too deeply"),
        "wide.html": ("carp", "unknown spelling"),
        "deep.json": ("comtrade", "nested too deeply"),
        "numbers.json": ("comtrade", "problem"),
        "one-line.csv": ("verra", "characters"),
        "quote.csv": ("verra", "a quote may be open"),
        "nul.csv": ("verra", "NUL character"),
        "pdf.csv": ("verra", "is a PDF"),
        "named.csv": ("verra", "looks like one of unepccc"),
        "bomb.txt.gz": ("comtrade", ""),
        "nested.zip": ("baci", "problem"),
    }


def test_hostile_files_are_refused_in_one_message_with_little_memory(root, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    expected = hostile(folder)
    asked = [[publisher, str(folder / name)] for name, (publisher, _) in expected.items()]
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(root), str(MOST_SECONDS)],
        input=json.dumps(asked), capture_output=True, text=True, cwd=ROOT, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said, peak = json.loads(done.stdout)
    found = {Path(name).name: text for name, text in said.items()}
    assert [
        name
        for name, (_, words) in expected.items()
        if words not in found[name] or "nothing was imported" not in found[name]
    ] == [], found
    assert max(map(len, found.values())) < 2_000 and not any("Traceback" in text for text in found.values())
    assert peak < MOST_MB
    assert not (root / "data" / "imported").exists() or not list((root / "data" / "imported").glob("[!.]*"))
