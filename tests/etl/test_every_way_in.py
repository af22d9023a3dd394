"""One file, a folder, several files or standard input: each publisher's file comes in by every way, with the same rows."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import fuzzed
import pytest
from books import AGREEMENTS, pipeline
from imported import WHOLE, YEAR, baci, comtrade
from test_import_pages import CREDITS
from test_import_registries import AEF_2, GOLD, VERRA

from etl.brought import brought
from etl.importing import PUBLISHERS
from etl.problems import DataError
from etl.sources.publisher import Known
from etl.staging import stage

TODAY = dt.date(2026, 7, 1)
NAMES = sorted(PUBLISHERS)


@pytest.fixture
def rows(project_root, tmp_path):
    """Return how many rows of each table come of what is named on the command line."""
    staged = tmp_path / "data" / "imported" / ".staged"

    def count(publisher: str, *names: object) -> dict[str, int]:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        with brought([str(name) for name in names]) as files:
            known = Known(project_root, today=TODAY)
            return stage(PUBLISHERS[publisher], files, known, staged, lambda _: None).record.rows

    return count


def sound(publisher: str, folder: Path) -> Path:
    """Write a sound file of a publisher and return its path."""
    folder.mkdir(exist_ok=True)
    if publisher == "baci":
        return baci(folder / "BACI_HS17_V202601.zip")
    if publisher == "comtrade":
        return comtrade(folder / "c.csv", WHOLE)
    path = folder / f"{publisher}-2026-06-01{fuzzed.ENDINGS[publisher]}"
    fuzzed.sound(publisher, path)
    return path


@pytest.mark.parametrize("publisher", NAMES)
def test_a_folder_and_standard_input_bring_what_the_file_brings(rows, tmp_path, monkeypatch, publisher):
    path = sound(publisher, tmp_path / "folder")
    alone = rows(publisher, path)
    assert sum(alone.values()) > 0
    assert rows(publisher, path.parent) == alone
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=path.open("rb")))
    assert rows(publisher, "-") == alone


def second(publisher: str, folder: Path) -> Path:
    """Write another file that a person would bring together with the sound one."""
    folder.mkdir()
    texts = {
        "carp": ("reports.html", fuzzed.AUTHORIZATIONS.replace("Ghana", "Peru")),
        "jcm": ("credits.html", CREDITS),
        "verra": ("more.csv", VERRA.replace("-1-100,", "-201-300,")),
        "goldstandard": ("more.csv", GOLD.replace("-1-30,", "-31-60,")),
        "aef": ("more.csv", AEF_2.replace("GHA,1.0,2024", "GHA,1.0,2025")),
    }
    if publisher == "unepccc":
        return pipeline(folder / "next.xlsx", AGREEMENTS[:1], edition="30 June 2026")
    if publisher == "comtrade":
        return comtrade(folder / "d.csv", [row | {"refYear": "2022", "period": "2022"} for row in WHOLE])
    name, text = texts[publisher]
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("publisher", "table", "count"),
    [
        ("carp", "platform_documents", 6),
        ("jcm", "events", 1),
        ("verra", "authorised_blocks", 2),
        ("goldstandard", "authorised_blocks", 2),
        ("comtrade", "trade_flows", 4),
    ],
)
def test_several_files_are_one_import(rows, tmp_path, publisher, table, count):
    files = sound(publisher, tmp_path / "one"), second(publisher, tmp_path / "two")
    assert rows(publisher, *files)[table] == count


@pytest.mark.parametrize(
    ("publisher", "said"),
    [("unepccc", "several workbooks: each is an edition of its own"), ("aef", "several submissions: bring one after")],
)
def test_files_that_are_editions_of_their_own_are_asked_for_one_by_one(rows, tmp_path, publisher, said):
    files = sound(publisher, tmp_path / "one"), second(publisher, tmp_path / "two")
    with pytest.raises(DataError, match=said):
        rows(publisher, *files)


def test_years_of_baci_may_be_files_of_their_own(rows, tmp_path):
    paths = [tmp_path / f"BACI_HS17_Y{year}_V202601.csv" for year in (2022, 2023)]
    for path, year in zip(paths, (2022, 2023), strict=True):
        path.write_text(YEAR.format(year=year))
    assert rows("baci", *paths) == {"trade_flows": 8}
