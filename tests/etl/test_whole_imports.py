"""All that an import makes of a publisher's file, cell by cell: tests/world/answers/imports.txt, read against the files beside it.

What the Atlas has already is that of the small world (tests/world), so that nothing here changes when the data do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from books import pipeline
from fuzzed import cadtrust, earlier_model
from test_import_pages import AUTHORIZATIONS
from test_import_registries import AEF_2
from test_real_forms import first_version
from world.asked import answers_of, differs
from world.make import HERE, make

from etl.importing import PUBLISHERS
from etl.sources.publisher import Brought, Facts, Known

BROUGHT = HERE / "brought"
TODAY = dt.date(2026, 7, 1)
# Files that a test makes, and those that lie beside the small world: each begins with its publisher.
WORKBOOKS: dict[str, Callable[[Path], object]] = {
    "aef of the first version": first_version,
    "cadtrust": cadtrust,
    "cadtrust of the earlier model": earlier_model,
    "unepccc pipeline": pipeline,
}
TEXTS = {"aef of the second version": AEF_2, "carp authorisations": AUTHORIZATIONS}
MADE = (*WORKBOOKS, *TEXTS)
KEPT = tuple(path.name for path in sorted(BROUGHT.iterdir()))


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The data of the small world."""
    return make(tmp_path_factory.mktemp("world"))


def file_of(name: str, folder: Path) -> Path:
    """The file of a case."""
    if name in KEPT:
        return BROUGHT / name
    publisher = name.split()[0]
    path = (
        folder / f"{publisher}-2026-06-01.{'xlsx' if name in WORKBOOKS else 'html' if publisher == 'carp' else 'csv'}"
    )
    if name in WORKBOOKS:
        WORKBOOKS[name](path)
    else:
        path.write_text(TEXTS[name], encoding="utf-8")
    return path


def lines(found: Facts) -> Iterator[str]:
    """An import as lines: what it is, and each row of its tables with the cells that are filled."""
    yield f"{found.label} | {found.edition} | {found.version} | {found.apart_by}"
    yield from (f"note: {note}" for note in found.notes)
    for name, table in sorted(found.tables.items()):
        for row in table.to_dict("records"):
            cells = (f"{column} {value}" for column, value in row.items() if not missing(value) and column != "_file")
            yield f"{name}: {' | '.join(cells)}"


def missing(value: object) -> bool:
    """Whether a cell is empty."""
    return value is None or value != value


@pytest.mark.parametrize("name", [*MADE, *KEPT])
def test_an_import_is_wholly_what_its_file_says(tmp_path, root, name):
    path = file_of(name, tmp_path)
    module, known = PUBLISHERS[name.split("-")[0].split()[0]], Known(root, today=TODAY)
    found = module.tidy(module.read([Brought(path, path.name)], known), known)
    told = differs(list(lines(found)), "imports", name)
    assert not told, told


def test_each_answer_is_of_a_file():
    assert list(answers_of("imports")) == [*MADE, *KEPT]
