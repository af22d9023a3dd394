"""Changes to SQL, in files and in strings of Python: a comparison by one, a condition less, rows that were left out let in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.changes import Change

COMPARED = {"<=": "<", "<": "<=", ">=": ">", ">": ">=", "=": "<>", "<>": "="}
ADDED = {"+": "-", "-": "+", "*": "/", "/": "*"}
SWAPPED = {
    "min": "max", "max": "min", "arg_min": "arg_max", "arg_max": "arg_min", "first": "last", "last": "first",
    "least": "greatest", "greatest": "least", "bool_or": "bool_and", "bool_and": "bool_or", "sum": "max", "median": "max",
    "first_possible_day": "last_possible_day", "last_possible_day": "first_possible_day", "any_value": "max",
}  # fmt: skip
# Where an operand of AND and OR ends, unless it is a bracket or a comma.
ENDS = re.compile(
    r"\b(AND|OR|GROUP|ORDER|HAVING|QUALIFY|WINDOW|UNION|LIMIT|THEN|ELSE|WHEN|END|JOIN|LEFT|FULL|CROSS|ANTI|SEMI|WHERE|FROM|AS|RETURNING)\b"
)
OPENS = re.compile(r"\b(WHERE|ON|WHEN|HAVING|QUALIFY|AND|OR)\b|\(")
IS_SQL = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|CASE WHEN|list_contains|coalesce|last_possible_day|is_counted)\b")


def changes(file: str, text: str, begin: int = 0, end: int | None = None) -> Iterator[Change]:
    """Yield the changes to the SQL between two places of a text."""
    masked = _masked(text, begin, len(text) if end is None else end)
    for found in re.finditer(r"(?<=\s)(<=|>=|<>|<|>|=)(?=\s)", masked):
        yield _instead(file, text, found.start(), found.end(), COMPARED[found[0]], "comparison")
    for found in re.finditer(r"(?<=[\w)\]] )([+*/-])(?= [\w($])", masked):
        if found[0] != "*" or not re.search(r"\b(SELECT|EXCLUDE|,)\s*$", masked[: found.start()]):
            yield _instead(file, text, found.start(), found.end(), ADDED[found[0]], "arithmetic")
    for found in re.finditer(r"\b(" + "|".join(SWAPPED) + r")(?=\()", masked):
        yield _instead(file, text, found.start(), found.end(), SWAPPED[found[0]], "function")
    for found in re.finditer(r"(?<![\w.$'\"])\d+(\.\d+)?(e\d+)?(?![\w.'\"])", masked):
        for new in _other_numbers(found[0]):
            yield _instead(file, text, found.start(), found.end(), new, "number")
    for found in re.finditer(r"\b(buyer|host)(?=(_\w+)?\b)", masked):
        other = "host" if found[0] == "buyer" else "buyer"
        yield _instead(file, text, found.start(), found.end(), other, "buyer and host")
    for old, new, kind in (
        (r"\bIS NOT NULL\b", "IS NULL", "null"),
        (r"\bIS NULL\b", "IS NOT NULL", "null"),
        (r"\bIS NOT DISTINCT FROM\b", "IS DISTINCT FROM", "null"),
        (r"\bIS DISTINCT FROM\b", "IS NOT DISTINCT FROM", "null"),
        (r"\bNOT (?!NULL|DISTINCT|IN\b|EXISTS)", "", "not"),
        (r"\bNOT IN\b", "IN", "not"),
        (r"\bNOT EXISTS\b", "EXISTS", "not"),
        (r"(?<=\s)DESC\b", "ASC", "order"),
        (r"\bNULLS LAST\b", "NULLS FIRST", "order"),
        (r"\bNULLS FIRST\b", "NULLS LAST", "order"),
        (r"\bLEFT JOIN\b", "JOIN", "join"),
        (r"\bDISTINCT (?!FROM)", "", "distinct"),
        (r"\btrue\b", "false", "truth"),
        (r"\bfalse\b", "true", "truth"),
    ):
        for found in re.finditer(old, masked):
            yield _instead(file, text, found.start(), found.end(), new, kind)
    for found in re.finditer(r" ?\bFILTER (?=\()", masked):
        yield _instead(file, text, found.start(), _closing(masked, found.end()) + 1, "", "filter dropped")
    for found in re.finditer(r"\bORDER BY\b", masked):
        key = _operand_end(masked, found.end())
        if not re.search(r"\b(DESC|ASC)\b", masked[found.end() : key]):
            key -= len(masked[:key]) - len(masked[:key].rstrip())
            yield _instead(file, text, key, key, " DESC", "order")
    yield from _conditions(file, text, masked)
    yield from _branches(file, text, masked)


def _conditions(file: str, text: str, masked: str) -> Iterator[Change]:
    """AND dropped with what follows or with what stands before it, OR for AND, and WHERE without its only condition."""
    for found in re.finditer(r"\b(AND|OR)\b", masked):
        if _is_between(masked, found.start()):
            continue
        end = _operand_end(masked, found.end())
        end -= len(masked[:end]) - len(masked[:end].rstrip())
        begin = found.start() - (len(masked[: found.start()]) - len(masked[: found.start()].rstrip()))
        yield _instead(file, text, begin, end, "", "condition dropped")
        yield _instead(file, text, found.start(), found.end(), "OR" if found[0] == "AND" else "AND", "and, or")
        first = _operand_begin(masked, found.start())
        if first is not None:
            yield _instead(file, text, first, found.end() + 1, "", "condition dropped")
    for found in re.finditer(r"\bWHERE\s", masked):
        end = _operand_end(masked, found.end())
        if not re.match(r"(AND|OR)\b", masked[end:]):
            end -= len(masked[:end]) - len(masked[:end].rstrip())
            yield _instead(file, text, found.end(), end, "true", "condition dropped")


def _branches(file: str, text: str, masked: str) -> Iterator[Change]:
    """A branch of CASE less, where another one stays."""
    for found in re.finditer(r"\bWHEN\b", masked):
        depth, place = 0, found.end()
        for token in re.finditer(r"\b(CASE|WHEN|ELSE|END)\b|[()]", masked[place:]):
            word = token[0]
            if depth == 0 and word in ("WHEN", "ELSE", "END"):
                has_other = word == "WHEN" or re.search(r"\bEND\s*$", masked[: found.start()]) is None
                is_only = word != "WHEN" and re.search(
                    r"\bCASE\b[^()]*$", masked[: found.start()].rsplit("THEN", 1)[-1]
                )
                if has_other and not is_only:
                    yield _instead(file, text, found.start(), place + token.start(), "", "branch dropped")
                break
            depth += {"CASE": 1, "(": 1, "END": -1, ")": -1}.get(word, 0)
            if depth < 0:
                break


def _other_numbers(number: str) -> list[str]:
    if "e" in number or (number.isdigit() and int(number) >= 1000 and not 1900 < int(number) < 2100):
        return [f"({number} / 1000)"]
    if "." in number:
        return [f"{float(number) + 1:g}"]
    return [str(int(number) + 1), *([str(int(number) - 1)] if number != "0" else [])]


def _instead(file: str, text: str, begin: int, end: int, new: str, kind: str) -> Change:
    return Change(file, begin, text[begin:end], new, kind)


def _masked(text: str, begin: int, end: int) -> str:
    """The text with blanks for all that is not code: what lies outside, comments, quoted strings and fields of f-strings."""
    found = list(" " * begin + text[begin:end] + " " * (len(text) - end))
    for hidden in re.finditer(r"--[^\n]*|'(?:[^'\n]|'')*'|\{[^{}\n]*\}", text[begin:end]):
        for place in range(begin + hidden.start(), begin + hidden.end()):
            if found[place] != "\n":
                found[place] = "_" if hidden[0][0] in "'{" else " "
    return "".join(found)


def _closing(masked: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(masked)):
        depth += {"(": 1, ")": -1}.get(masked[place], 0)
        if depth == 0 and masked[place] == ")":
            return place
    return len(masked) - 1


def _operand_end(masked: str, begin: int) -> int:
    """Where the condition that begins here ends: at the next word of ENDS, comma or bracket of its own depth."""
    depth, place = 0, begin
    is_between = 0
    while place < len(masked):
        letter = masked[place]
        if letter in "([":
            depth += 1
        elif letter in ")]":
            if depth == 0:
                return place
            depth -= 1
        elif depth == 0 and letter in ',;"':
            return place
        elif depth == 0 and letter.isalpha() and not (masked[place - 1].isalnum() or masked[place - 1] == "_"):
            word = re.match(r"\w+", masked[place:])
            assert word
            if word[0] == "CASE":
                place = _case_end(masked, place)
                continue
            if word[0] == "BETWEEN":
                is_between += 1
            elif word[0] == "AND" and is_between:
                is_between -= 1
            elif ENDS.fullmatch(word[0]):
                return place
            place += len(word[0])
            continue
        place += 1
    return place


def _case_end(masked: str, begin: int) -> int:
    depth = 0
    for token in re.finditer(r"\b(CASE|END)\b", masked[begin:]):
        depth += 1 if token[0] == "CASE" else -1
        if depth == 0:
            return begin + token.end()
    return len(masked)


def _operand_begin(masked: str, end: int) -> int | None:
    """Where the condition begins that ends here, if it is the first one; None if another one stands before it."""
    depth = 0
    for token in reversed(list(re.finditer(r"[()]|\b\w+\b", masked[:end]))):
        word = token[0]
        if word == ")":
            depth += 1
        elif word == "(":
            if depth == 0:
                return token.end()
            depth -= 1
        elif depth == 0 and word == "AND" and _is_between(masked, token.start()):
            continue
        elif depth == 0 and word in ("AND", "OR", "END", "THEN", "SELECT", "CASE"):
            return None
        elif depth == 0 and word in ("WHERE", "ON", "WHEN", "HAVING", "QUALIFY"):
            return token.end() + 1
    return None


def _is_between(masked: str, place: int) -> bool:
    depth = 0
    for token in reversed(list(re.finditer(r"[()]|\b[A-Z]+\b", masked[:place]))):
        word = token[0]
        if word == ")":
            depth += 1
        elif word == "(":
            if depth == 0:
                return False
            depth -= 1
        elif depth == 0 and word == "BETWEEN":
            return True
        elif depth == 0 and ENDS.fullmatch(word):
            return False
    return False
