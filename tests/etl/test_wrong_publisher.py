"""Whosever name is given for a file of another publisher: the right one is said, for every pair of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import fuzzed
import pytest
from imported import WHOLE, baci, comtrade, state

from etl.importing import PUBLISHERS, import_files
from etl.problems import DataError


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """A sound file of every publisher, under a name that says nothing."""
    folder = tmp_path_factory.mktemp("files")
    found = {"baci": baci(folder / "download.zip"), "comtrade": comtrade(folder / "download.csv", WHOLE)}
    for name, ending in fuzzed.ENDINGS.items():
        (folder / name).mkdir()
        found[name] = folder / name / f"download{ending}"
        fuzzed.sound(name, found[name])
    assert set(found) == set(PUBLISHERS)
    return found


@pytest.mark.parametrize("right", sorted(PUBLISHERS))
def test_a_file_under_any_other_name_is_put_right(root, files, right):
    path = files[right]
    for wrong in sorted(PUBLISHERS.keys() - {right}):
        with pytest.raises(DataError) as caught:
            import_files(wrong, [str(path)], root=root, say=lambda _: None, is_built=False)
        assert f"this is no file of {wrong}, and looks like one of {right}" in str(caught.value)
        assert f"run: python -m etl import {right} {path}" in str(caught.value)
    assert state(root) == {}


def test_a_folder_with_one_file_of_another_is_put_right_too(root, files, tmp_path):
    folder = tmp_path / "my files"
    folder.mkdir()
    shutil.copy(files["verra"], folder)
    with pytest.raises(DataError, match=f"looks like one of verra; run: python -m etl import verra '{folder}'"):
        import_files("jcm", [str(folder)], root=root, say=lambda _: None, is_built=False)
