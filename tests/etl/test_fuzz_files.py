"""Broken files are read or refused, whatever is wrong with them. A small share of what `make bench` runs."""

from __future__ import annotations

import datetime as dt

import pytest
from fuzzed import NAMES, broken, outcome, sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.brought import head
from etl.importing import PUBLISHERS
from etl.problems import DataError
from etl.sources.publisher import Brought, Facts, Known


@pytest.fixture(scope="module")
def known(project_root):
    return Known(project_root, today=dt.date(2026, 7, 1))


@pytest.mark.parametrize("publisher", NAMES)
def test_the_file_that_is_broken_is_sound_before(publisher, tmp_path, known):
    from fuzzed import ENDINGS

    path = tmp_path / f"{publisher}-2026-06-01{ENDINGS[publisher]}"
    sound(publisher, path)
    assert isinstance(outcome(publisher, path, known), Facts)
    looked = head(Brought(path, path.name))
    assert [name for name, module in PUBLISHERS.items() if module.recognise(looked)] == [publisher]


@pytest.mark.parametrize("publisher", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_broken_file_ends_otherwise_than_read_or_refused(publisher, tmp_path, known, seed):
    found = outcome(publisher, broken(publisher, tmp_path, seed), known)
    if isinstance(found, Facts):
        for frame in found.tables.values():
            assert len(frame.columns) == len(set(frame.columns))
            texts = [value for column in frame for value in frame[column] if isinstance(value, str)]
            assert not any("\0" in value or value.startswith("=") for value in texts)
    else:
        assert isinstance(found, DataError)
