"""A site with a few hosts, served, and what its pages say where all is well; a disk of some megabytes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Served, answers, serving, site


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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mounts a disk of some megabytes where it is told."""
    if os.geteuid():
        pytest.skip("only root may mount a disk")
    mounted = tmp_path / "disk"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", mounted], check=True)
    yield mounted
    subprocess.run(["umount", "-l", mounted], check=True)
