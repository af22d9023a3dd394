"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

from pathlib import PurePath

from etl.problems import DataError
from etl.reading.grid import refusal
from etl.sources.publisher import Brought

WORKBOOK, PAGE, TEXT, JSON = "workbook", "page", "text", "JSON"
WORDS = {WORKBOOK: "an Excel workbook (.xlsx)", PAGE: "an HTML page", TEXT: "a text such as CSV", JSON: "JSON"}
SUFFIXES = {
    **dict.fromkeys((".xlsx", ".xlsm"), WORKBOOK),
    **dict.fromkeys((".html", ".htm", ".xhtml"), PAGE),
    **dict.fromkeys((".csv", ".tsv", ".txt"), TEXT),
    ".json": JSON,
}
# What people bring by mistake, by its first bytes.
STRANGERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "is an old workbook (.xls) or one with a password; save it as .xlsx without a password",
    ),
    (b"%PDF", "is a PDF; its tables can't be read, bring the workbook, CSV file or page that it was made of"),
    (b"\x1f\x8b", "is packed (gzip); unpack it first"),
    (b"PAR1", "is a Parquet file; bring the file as its publisher gives it"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"Rar!", "is packed (RAR); unpack it first"),
    (b"7z\xbc\xaf", "is packed (7z); unpack it first"),
)
START = 4096


def kind_of(file: Brought, accepted: tuple[str, ...]) -> str:
    """Return WORKBOOK, PAGE, TEXT or JSON, as the bytes say.

    Raises DataError for a file that is none of `accepted`, and for one whose name says another thing than its bytes.
    """
    with file.path.open("rb") as stream:
        start = stream.read(START)
    kind = _by_bytes(start, file.name)
    named = SUFFIXES.get(PurePath(file.name).suffix.lower())
    wanted = " or ".join(WORDS[each] for each in accepted)
    if named and named != kind and {named, kind} != {TEXT, JSON}:
        raise refusal(file.name, f"is named as {WORDS[named]} and holds {WORDS[kind]}; give it its own ending")
    if kind not in accepted:
        raise refusal(file.name, f"is {WORDS[kind]}, where {wanted} is read")
    return kind


def _by_bytes(start: bytes, name: str) -> str:
    if not start.strip():
        raise refusal(name, "file is empty")
    if start.startswith(b"PK\x03\x04"):
        return WORKBOOK
    if start.startswith(b"PK"):
        raise refusal(name, "is an archive without a file in it")
    for mark, rule in STRANGERS:
        if start.startswith(mark):
            raise refusal(name, rule)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "latin-1", errors="ignore")
    if "\0" in text:
        raise _nul(name, start)
    opening = text.lstrip("\ufeffï»¿ \t\r\n").lower()
    if opening.startswith(("<!doctype html", "<html", "<table", "<head", "<body", "<!--")) or "<html" in opening[:1000]:
        return PAGE
    if opening.startswith("<"):
        return PAGE if "<table" in opening else TEXT
    return JSON if opening.startswith(("{", "[")) else TEXT


def _nul(name: str, start: bytes) -> DataError:
    line = start.count(b"\n", 0, start.index(b"\0")) + 1
    return refusal(name, "NUL character; the file is damaged or no text", None, line)
