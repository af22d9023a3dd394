"""The forms in which UN Comtrade comes: text, archives of texts, the API's JSON, and workbooks; all become texts here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import IO, Any

from etl import opening
from etl.problems import DataError, Problem, shorten
from etl.publication import Text
from etl.reading import workbook
from etl.sources.publisher import Brought

# An answer of the API has at most a hundred thousand records, of some 1.2 kB each.
MOST_JSON = 128 << 20
WHITE = b" \t\r\n\xef\xbb\xbf"

Rename = Callable[[str], str]


def texts(files: Sequence[Brought], rename: Rename, wanted: frozenset[str]) -> list[Text]:
    """Return the texts in the files; JSON and workbooks as texts of the columns that are `wanted`. Raises DataError."""
    found: list[Text] = []
    for file in files:
        if _is_workbook(file):
            found.append(_of_workbook(file, rename, wanted))
            continue
        inside = opening.texts(file)
        if not inside:
            raise DataError([Problem(file.name, None, None, None, "is an archive without a file in it")])
        found += [_of_json(text, rename, wanted) if _is_json(text) else text for text in inside]
    return found


def _is_workbook(file: Brought) -> bool:
    with file.path.open("rb") as stream:
        is_archive = stream.read(2) == b"PK"
    return is_archive and any(info.filename == "xl/workbook.xml" for info in opening.members(file))


def _is_json(text: Text) -> bool:
    try:
        with text.open() as stream:
            return stream.read(1 << 12).lstrip(WHITE)[:1] in (b"{", b"[")
    except UnicodeDecodeError:
        return False
    except (*opening.WRONG_ARCHIVE, RuntimeError) as error:
        rule = f"can't be unpacked ({error}); if it was downloaded, download it again"
        raise DataError([Problem(text.name, None, None, None, rule)]) from None


def _of_json(text: Text, rename: Rename, wanted: frozenset[str]) -> Text:
    try:
        with text.open() as stream:
            raw = stream.read(MOST_JSON + 1)
        if len(raw) > MOST_JSON:
            raise DataError(
                [
                    Problem(
                        text.name,
                        None,
                        None,
                        None,
                        f"has more than {MOST_JSON:,} bytes; ask for fewer years or codes at a time",
                    )
                ]
            )
        whole = raw.decode("utf-8-sig")
        del raw
        names, rows = _columns(text.name, whole, rename, wanted)
    except UnicodeDecodeError:
        raise DataError([Problem(text.name, None, None, None, "is JSON, and not in UTF-8")]) from None
    except RecursionError:
        raise DataError([Problem(text.name, None, None, None, "is nested too deeply to be read whole")]) from None
    except opening.WRONG_ARCHIVE as error:
        rule = f"is cut short or damaged, and no JSON ({shorten(str(error))})"
        raise DataError([Problem(text.name, None, None, None, rule)]) from None
    if not rows:
        raise DataError([Problem(text.name, None, None, None, "is an answer of the API without records")])
    return _made(f"{text.name} (one line a record)", names, rows)


def _columns(name: str, whole: str, rename: Rename, wanted: frozenset[str]) -> tuple[list[str], list[list[str]]]:
    found: list[str] = []
    places: dict[str, str] = {}
    rows: list[list[str]] = []
    for record in _records(name, whole):
        for key in record.keys() - places.keys():
            places[key] = rename(key)
            if places[key] in wanted and places[key] not in found:
                found.append(places[key])
        cells = {places[key]: _written(value) for key, value in record.items()}
        rows.append([cells.get(column, "") for column in found])
    width = len(found)
    return found, [row + [""] * (width - len(row)) for row in rows]


def _records(name: str, whole: str) -> Iterator[dict[str, Any]]:
    """Yield the records one by one: those in `data`, or of a bare list. The whole answer as objects would be too large."""
    # Numbers are kept as they are written, for 2023.5 must not pass as a year.
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    start = whole.lstrip()
    if start.startswith("{"):
        place = whole.find('"data"')
        opened = whole.find("[", place) if place >= 0 else -1
        if opened < 0 or whole[place + 6 : opened].strip() != ":":
            raise DataError([Problem(name, None, None, shorten(start), "is an answer of the API without data")])
    else:
        opened = whole.find("[")
    place = opened + 1
    while True:
        while whole[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        if whole[place : place + 1] == "]":
            break
        record, place = decoder.raw_decode(whole, place)
        if not isinstance(record, dict):
            raise DataError([Problem(name, None, "data", shorten(str(record)), "must be a record")])
        yield record
    rest = whole[place + 1 :].strip()
    if start.startswith("{") and not rest.endswith("}"):
        raise ValueError("its last bracket is missing")


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_workbook(file: Brought, rename: Rename, wanted: frozenset[str]) -> Text:
    """Return the first sheet that has the columns. Raises DataError where none has."""
    book = workbook.sheets(file)
    for name in book.names:
        grid = book.grid(name)
        for number, row in enumerate(grid.rows[:20]):
            names = [rename(str(cell)) for cell in row]
            if {"cmdcode", "primaryvalue"} <= set(names):
                kept = [(place, column) for place, column in enumerate(names) if column in wanted]
                rows = [[_shown(line[place]) for place, _ in kept] for line in grid.rows[number + 1 :]]
                while rows and not any(rows[-1]):
                    rows.pop()
                return _made(f"{file.name}, sheet {name}", [column for _, column in kept], rows, number)
    rule = "no sheet has the columns of UN Comtrade (cmdCode, primaryValue and others)"
    raise DataError([Problem(file.name, None, None, ", ".join(book.names), rule)])


def _shown(cell: object) -> str:
    # Excel keeps every number with a fraction: 2023 is 2023.0.
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return _written(cell)


def _made(name: str, columns: list[str], rows: Iterable[list[str]], skipped: int = 0) -> Text:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell.replace("\n", " ").replace("\r", " ") for cell in row] for row in rows)
    return Text(name, partial(_reopened, written.getvalue().encode()), _all, is_packed=True, skipped=skipped)


def _reopened(raw: bytes) -> IO[bytes]:
    return io.BytesIO(raw)


def _all(stream: IO[bytes]) -> float:
    return 1.0
