"""Changes to Python code, and to the SQL in its strings: what a hurried hand gets wrong by one sign or one word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from mutation import sql_changes
from mutation.changes import Change

COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
ADDED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}  # fmt: skip
SWAPPED = {
    "min": "max", "max": "min", "idxmin": "idxmax", "idxmax": "idxmin", "any": "all", "all": "any", "head": "tail",
    "tail": "head", "sum": "max", "first": "last", "last": "first", "nunique": "count", "median": "mean",
    "notna": "isna", "isna": "notna",
}  # fmt: skip
DROPPED = {
    "dropna",
    "drop_duplicates",
    "fillna",
    "abs",
    "unique",
    "round",
    "rstrip",
    "cumsum",
    "removeprefix",
    "partition",
}
# Said by keyword, and never part of an answer.
OF_NO_WEIGHT = {
    "strict",
    "frozen",
    "ignore_index",
    "deep",
    "copy",
    "as_index",
    "observed",
    "regex",
    "kind",
    "dtype",
    "maxsize",
    # Of an input on the page.
    "width",
}
ROLES = re.compile(r"\b(buyer|host)(?=(s|_\w+)?\b)")
UNITS = {"Mt": "t", "t": "Mt", " Mt": " t", " t": " Mt", "MtCO2e": "tCO2e"}
FIELD_FORMAT = re.compile(r"\{[^{}]*?:(,?)\.(\d)([f%e])\}")
FIELD = re.compile(r"(?<!\{)\{[^{}]+\}(?!\})")


def changes(file: str, text: str) -> Iterator[Change]:
    """Yield the changes to a module that are code, and other code than before."""
    return (change for change in candidates(file, text) if is_other_code(change, text))


def candidates(file: str, text: str) -> Iterator[Change]:
    """Yield the changes to a module, among them some that are no code or the same code."""
    seen = set()
    for change in _Finder(file, text).found(ast.parse(text)):
        key = (change.start, change.old, change.new)
        if key not in seen:
            seen.add(key)
            yield change


def is_other_code(change: Change, text: str) -> bool:
    """Return whether a module is code after a change, and other code than before."""
    try:
        return ast.dump(ast.parse(change.apply(text))) != _dumped(text)
    except (SyntaxError, ValueError):
        return False


@lru_cache(maxsize=256)
def _dumped(text: str) -> str:
    return ast.dump(ast.parse(text))


class _Finder:
    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines = text.splitlines(keepends=True)

    def found(self, tree: ast.Module) -> Iterator[Change]:
        yield from self._visit(tree)

    def _visit(self, node: ast.AST) -> Iterator[Change]:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # A docstring.
        if isinstance(node, ast.keyword) and node.arg in OF_NO_WEIGHT:
            return
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and self._is_text(node):
            yield from self._of_text(node)
        else:
            yield from self._of(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "format_spec"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self._visit(child)

    def _of(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare():
                operands = [node.left, *node.comparators]
                for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
                    old, new = COMPARED.get(type(operator), ("", ""))
                    yield from self._between(left, right, old, new, "comparison")
            case ast.BoolOp():
                word = "and" if isinstance(node.op, ast.And) else "or"
                yield from self._between(
                    node.values[0], node.values[1], word, "or" if word == "and" else "and", "and, or"
                )
                yield from self._without_one(node, node.values, "condition dropped")
            case ast.BinOp():
                old, new = ADDED.get(type(node.op), ("", ""))
                is_mask = isinstance(node.op, (ast.BitAnd, ast.BitOr))
                yield from self._between(node.left, node.right, old, new, "and, or" if is_mask else "arithmetic")
                if is_mask:
                    yield from self._without_one(node, [node.left, node.right], "condition dropped")
            case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
                yield from self._instead(node, self._source(operand), "not")
            case ast.Constant(value=bool() as value):
                yield from self._instead(node, str(not value), "truth")
            case ast.Constant(value=int() | float() as value):
                for new in _other_numbers(value):
                    yield from self._instead(node, new, "number")
            case ast.IfExp():
                yield from self._instead(node, self._source(node.body), "branch dropped")
                yield from self._instead(node, self._source(node.orelse), "branch dropped")
            case ast.If():
                yield from self._instead(node.test, "False", "branch dropped")
            case ast.comprehension():
                for test in node.ifs:
                    yield from self._instead(test, "True", "filter dropped")
            case ast.Subscript(value=value, slice=ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Invert())):
                yield from self._instead(node, self._source(value), "filter dropped")
            case ast.Subscript(value=value, slice=ast.BinOp(op=ast.BitAnd() | ast.BitOr())):
                yield from self._instead(node, self._source(value), "filter dropped")
            case ast.Subscript(
                value=value, slice=ast.Call(func=ast.Attribute(attr="isin" | "notna" | "isna" | "astype"))
            ):
                yield from self._instead(node, self._source(value), "filter dropped")
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in DROPPED:
                yield from self._instead(node, self._source(value), "call dropped")
            case ast.Call(func=ast.Attribute(value=value, attr=name) as func) if name in SWAPPED:
                old = self._source(func)
                if old and old.endswith(name):
                    yield from self._instead(func, old[: -len(name)] + SWAPPED[name], "function")
            case ast.Call(func=ast.Name(id=name) as func) if name in SWAPPED:
                yield from self._instead(func, SWAPPED[name], "function")
            case ast.Attribute(attr=name):
                old = self._source(node)
                if old and ROLES.match(name) and old.endswith(name):
                    yield from self._instead(node, old[: -len(name)] + _swapped(name), "buyer and host")

    def _is_text(self, node: ast.AST) -> bool:
        return isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str)

    def _of_text(self, node: ast.Constant | ast.JoinedStr) -> Iterator[Change]:
        begin, end = self._begin(node), self._end(node)
        source = self.text[begin:end]
        # A piece of an f-string has the place of the whole string, which is looked at once.
        if not re.match(r"[rRfFbB]{0,2}['\"]", source):
            return
        if sql_changes.IS_SQL.search(source):
            for change in sql_changes.changes(self.file, self.text, begin, end):
                if "{" not in change.old.replace("{_", "") or change.new == "":
                    yield change
        elif source.strip("'\"") in UNITS:
            yield Change(
                self.file, begin, source, source.replace(source.strip("'\""), UNITS[source.strip("'\"")]), "unit"
            )
        else:
            for found in ROLES.finditer(source):
                yield Change(self.file, begin + found.start(), found[0], _swapped(found[0]), "buyer and host")
        if isinstance(node, ast.JoinedStr):
            yield from self._of_fields(begin, source)

    def _of_fields(self, begin: int, source: str) -> Iterator[Change]:
        for found in FIELD_FORMAT.finditer(source):
            place, digits = found.start(2), int(found[2])
            yield Change(self.file, begin + place, found[2], str(digits + 1), "rounding")
            if digits:
                yield Change(self.file, begin + place, found[2], str(digits - 1), "rounding")
        for found in re.finditer(r"\} (MtCO2e|Mt|t)\b", source):
            yield Change(self.file, begin + found.start(1), found[1], UNITS[found[1]], "unit")
        fields = list(FIELD.finditer(source))
        for one, two in pairwise(fields):
            old = source[one.start() : two.end()]
            yield Change(
                self.file, begin + one.start(), old, two[0] + source[one.end() : two.start()] + one[0], "words swapped"
            )

    def _begin(self, node: ast.AST) -> int:
        return self._place(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def _end(self, node: ast.AST) -> int:
        return self._place(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _place(self, line: int, column: int) -> int:
        # Columns are told in bytes.
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode(errors="ignore"))

    def _source(self, node: ast.AST) -> str:
        """The text of a node; "" where its place is not known, as in some f-strings."""
        source = self.text[self._begin(node) : self._end(node)]
        try:
            is_it = ast.dump(ast.parse(f"({source}\n)", mode="eval").body) == ast.dump(node)
        except SyntaxError:
            is_it = False
        return source if is_it else ""

    def _instead(self, node: ast.AST, new: str, kind: str) -> Iterator[Change]:
        old = self._source(node)
        if old and new and old != new:
            yield Change(self.file, self._begin(node), old, new, kind)

    def _between(self, left: ast.AST, right: ast.AST, old: str, new: str, kind: str) -> Iterator[Change]:
        if not old or not self._source(left) or not self._source(right):
            return
        begin, end = self._end(left), self._begin(right)
        found = re.search(re.escape(old), self.text[begin:end])
        if found:
            yield Change(self.file, begin + found.start(), old, new, kind)

    def _without_one(self, node: ast.AST, parts: list[ast.expr], kind: str) -> Iterator[Change]:
        sources = [self._source(part) for part in parts]
        if not all(sources) or not self._source(node):
            return
        joined = {ast.BitAnd: " & ", ast.BitOr: " | ", ast.And: " and ", ast.Or: " or "}[type(node.op)]  # type: ignore[attr-defined]
        for left_out in range(len(parts)):
            kept = [
                _bracketed(source, part)
                for place, (source, part) in enumerate(zip(sources, parts, strict=True))
                if place != left_out
            ]
            yield from self._instead(node, joined.join(kept), kind)


def _bracketed(source: str, part: ast.expr) -> str:
    return f"({source})" if isinstance(part, (ast.Compare, ast.BoolOp, ast.IfExp, ast.Lambda, ast.BinOp)) else source


def _other_numbers(value: float) -> list[str]:
    if abs(value) >= 1000 and not 1900 < value < 2100:
        return [f"({value} / 1000)"]
    if isinstance(value, float):
        return [repr(round(value * 1.1, 6)) if value else "0.1", repr(round(value * 0.9, 6))]
    return [str(value + 1), *([str(value - 1)] if value else ["-1"])]


def _swapped(word: str) -> str:
    return ROLES.sub(lambda found: "host" if found[0] == "buyer" else "buyer", word, count=1)
