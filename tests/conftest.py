"""Fixtures that all tests share."""

from __future__ import annotations

import gc
import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from copies import ROOT, copy_data
from cut import cut
from kept import kept
from world.make import ROWS, SECOND, make_warehouse

# What is imported and collected stays for the whole run: the garbage collector need not look through it again and again.
gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    # Seldom, for each look through what a run keeps takes longer: it had a thirtieth of the time.
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


def pytest_unconfigure() -> None:
    # DuckDB's classes complain when they are still there as Python ends.
    gc.unfreeze()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def cut_root(pytestconfig: pytest.Config) -> Path:
    """Root with a few hosts of the real data and the warehouse that is built from them, to be read only."""
    from etl.build import build

    def make(root: Path) -> None:
        cut(copy_data(root))
        build(root, say=lambda _: None)

    return kept(pytestconfig.cache.mkdir("made"), "cut", make)


@pytest.fixture
def data_copy(tmp_path: Path, cut_root: Path) -> Path:
    """Root with a data/ that a test may break: a few hosts of the real data, and no warehouse."""
    shutil.copytree(cut_root / "data", tmp_path / "data", ignore=shutil.ignore_patterns("warehouse"))
    return tmp_path


@pytest.fixture
def built_copy(data_copy: Path, cut_root: Path) -> Path:
    """The same root with the warehouse that is built from it, as any build leaves it."""
    shutil.copytree(cut_root / "data" / "warehouse", data_copy / "data" / "warehouse", symlinks=True)
    return data_copy


@pytest.fixture
def no_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds write the warehouse alone: the files beside it take a third of a build and have tests of their own."""
    monkeypatch.setattr("etl.build.export.export", lambda database: database.parent)


@pytest.fixture(scope="session")
def cut_warehouse(cut_root: Path) -> Path:
    """Warehouse of a few hosts."""
    return (cut_root / "data" / "warehouse" / "article6.duckdb").resolve()


@pytest.fixture(scope="session")
def built_root(pytestconfig: pytest.Config) -> Path:
    """Root with the real data and the warehouse and open files built from them, to be read only."""
    from etl.build import build

    return kept(pytestconfig.cache.mkdir("made"), "whole", lambda root: build(copy_data(root), say=lambda _: None))


@pytest.fixture(scope="session")
def warehouse(request: pytest.FixtureRequest) -> Path:
    """Warehouse built once from the real data, outside the repository; TEST_WAREHOUSE names one that was built before."""
    if built := os.environ.get("TEST_WAREHOUSE"):
        return Path(built).resolve(strict=True)
    built_root: Path = request.getfixturevalue("built_root")
    return (built_root / "data" / "warehouse" / "article6.duckdb").resolve()


@pytest.fixture(scope="session")
def small_warehouse(pytestconfig: pytest.Config) -> Path:
    """The warehouse of the small world (tests/world), to be read only."""
    return _made_up(pytestconfig, "small", ROWS)


@pytest.fixture(scope="session")
def second_warehouse(pytestconfig: pytest.Config) -> Path:
    """The warehouse of the second small world (tests/world/second), to be read only."""
    return _made_up(pytestconfig, "second", SECOND / "rows")


def _made_up(config: pytest.Config, name: str, of: Path) -> Path:
    file = f"{name}.duckdb"
    return kept(config.cache.mkdir("made"), name, lambda root: make_warehouse(root / file, of), "tests/world") / file


@pytest.fixture(scope="session")
def edition(warehouse: Path) -> date:
    """Day of the edition that the tests built, as the warehouse says it."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((found,),) = connection.execute("SELECT edition_on FROM edition").fetchall()
    assert isinstance(found, date)
    return found
