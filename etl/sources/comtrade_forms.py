"""The forms in which UN Comtrade comes: text, archives of texts, the API's JSON, and workbooks; all become texts here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import IO, Any, cast

from etl import opening
from etl.problems import DataError, Problem, shorten
from etl.publication import Text
from etl.reading import workbook
from etl.reading.tables import FORMULA
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
        first = next(book.pieces(name), None)
        for number, row in enumerate(first.rows[:20] if first else []):
            names = [rename(str(cell)) for cell in row]
            if {"cmdcode", "primaryvalue"} <= set(names):
                kept = {column: place for place, column in enumerate(names) if column in wanted}
                line = (first.start if first else 0) + number
                opened = partial(_streamed, book, name, kept, line + 1)
                return Text(f"{file.name}, sheet {name}", opened, _all, is_packed=True, skipped=line)
    rule = "no sheet has the columns of UN Comtrade (cmdCode, primaryValue and others)"
    raise DataError([Problem(file.name, None, None, ", ".join(book.names), rule)])


class _Lines(io.RawIOBase):
    """The bytes of lines that come piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        """Return True, for BufferedReader asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as the next piece goes; return how many bytes, 0 at the end."""
        while not self._rest and (piece := next(self._pieces, None)) is not None:
            self._rest = piece
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _streamed(book: workbook.Sheets, name: str, kept: dict[str, int], start: int) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Lines(_lines(book, name, kept, start)), 1 << 18))


def _lines(book: workbook.Sheets, name: str, kept: dict[str, int], start: int) -> Iterator[bytes]:
    """Yield the columns that are kept as CSV, from row `start` on; empty rows at the end are none."""
    yield (",".join(kept) + "\n").encode()
    columns = {place: column for column, place in kept.items()}
    width = max(columns) + 1
    # Two columns at least are asked for: code and value.
    chosen = itemgetter(*columns)
    expected, empty = start, 0
    for piece in book.pieces(name, frozenset(columns)):
        for row, place in sorted(piece.formulas):
            if row >= start and place in columns:
                raise DataError([Problem(f"{book.file}, sheet {name}", row + 1, columns[place], None, FORMULA)])
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        empty += max(0, piece.start - expected)
        for row_cells in piece.rows[max(0, start - piece.start) :]:
            row_cells += [""] * (width - len(row_cells))
            cells = [_shown(cell) for cell in chosen(row_cells)]
            if any(cells):
                writer.writerows([[""] * len(columns)] * empty)
                writer.writerow(cells)
                empty = 0
            else:
                empty += 1
        expected = max(expected, piece.start + len(piece.rows))
        yield written.getvalue().encode()


def _shown(cell: object) -> str:
    if type(cell) is str:
        return cell if cell.isprintable() else cell.replace("\n", " ").replace("\r", " ")
    # Excel keeps every number with a fraction: 2023 is 2023.0.
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    return _written(cell)


def _made(name: str, columns: list[str], rows: Iterable[list[str]]) -> Text:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell.replace("\n", " ").replace("\r", " ") for cell in row] for row in rows)
    return Text(name, partial(_reopened, written.getvalue().encode()), _all, is_packed=True)


def _reopened(raw: bytes) -> IO[bytes]:
    return io.BytesIO(raw)


def _all(stream: IO[bytes]) -> float:
    return 1.0
