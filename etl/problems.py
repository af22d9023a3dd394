"""What is wrong with the data, said so that it can be mended without reading code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One broken rule: where it was broken and by which value."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    rule: str

    def __str__(self) -> str:
        counted = "row" if self.file.endswith(".parquet") else "line"
        place = self.file + (f", {counted} {self.line}" if self.line else "")
        column = f", column {self.column}" if self.column else ""
        shown = "" if self.value is None else f": {shorten(self.value)!r}"
        return f"{place}{column}{shown}: {self.rule}"


class DataError(Exception):
    """Raised with every problem found; its text is one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(
            set(problems), key=lambda p: (p.file, p.line or 0, p.column or "", p.value or "", p.rule)
        )
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} in the data; the last good warehouse stays in use"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


def shorten(value: str, length: int = 80) -> str:
    """Return `value` cut to at most `length` characters."""
    return value if len(value) <= length else value[: length - 1] + "…"
