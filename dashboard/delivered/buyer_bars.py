"""What each buyer has had issued and transferred: published, traced and unconfirmed side by side. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.core import numbers, told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.forms import Strips, bold
from dashboard.core.forms import told as marked
from dashboard.core.forms.fills import State
from dashboard.core.records import Record
from dashboard.core.words import publishers

Row = tuple[str, str, Mapping[str, Answer]]
WORDS = {"published": "published total", "traced": "traced to projects", "lead": "unconfirmed, in no total"}
NAMES: tuple[tuple[State, str], ...] = (("fact", WORDS["published"]), ("unconfirmed", WORDS["lead"]))


def draw(rows: Sequence[Row], columns: Sequence[str], alt: str) -> Strips:
    """Return the bars of each buyer (code, name, its answers by measure), all on one scale; a word where there is no bar."""
    bars: list[dict[str, Any]] = []
    # In the order of `table`, whose rows the bars lead to.
    line = 0
    shown = [column for column in columns if any(told_of[column].word != NOT_APPLICABLE for _, _, told_of in rows)]
    for code, name, told_of in rows:
        for column in shown:
            answer = told_of[column]
            cell: dict[str, Any] = {"buyer": name, "measure": answer.figure.label, "colour": code}
            if answer.word == NOT_APPLICABLE:
                # It has no row in the table that it could lead to.
                bars.append(cell | {"tonnes": None, "said": NOT_APPLICABLE})
                continue
            cell["id"] = line
            line += 1
            for mark, value, is_approximate, names in _bars(answer):
                number = numbers.tonnes(value, is_approximate=is_approximate)
                bars.append(
                    cell
                    | {
                        "tonnes": value,
                        "state": "unconfirmed" if mark == "lead" else "fact",
                        "is_part": mark == "traced",
                        "said": bold(number)
                        if mark == "published"
                        else f"{number} unconfirmed"
                        if mark == "lead"
                        else number,
                        "told": f"{bold(name)}, {answer.figure.label}: {number}, {WORDS[mark]}\n{marked(publishers(names))}",
                    }
                )
            if answer.value is None and not answer.leading:
                bars.append(cell | {"tonnes": None, "said": str(answer.word)})
    return Strips(tuple(bars), "buyer", "measure", "tonnes", alt, NAMES, WORDS["traced"])


def _bars(answer: Answer) -> list[tuple[str, float, bool, list[str]]]:
    """What a cell draws: mark, tonnes, whether they are approximate, and who publishes them, a name for each row."""
    total, (lead, leads) = answer.published, _unconfirmed(answer)
    bars = [("published", total.value, total.is_approximate, [total.publisher])] if total else []
    if answer.value is not None:
        bars.append(("traced", answer.value, False, answer.made_of.column("source_publisher").tolist()))
    return bars + ([("lead", lead, False, leads)] if lead else [])


def _unconfirmed(answer: Answer) -> tuple[float | None, list[str]]:
    """The highest that leads alone say, row by row or as a total, and who says that."""
    total, of_rows = answer.lead_total, answer.unconfirmed or 0
    if total and total.value > of_rows:
        return total.value, [total.publisher]
    return of_rows or None, answer.lead_publishers


def finding(rows: Sequence[Row], jcm: Answer, transferred: Answer, *, is_narrowed: bool) -> str:
    """State what is known of the issued JCM credits, and to whom every confirmed transfer went."""
    clauses = []
    if total := jcm.leading:
        said = numbers.tonnes(total.value, is_approximate=total.is_approximate)
        clauses.append(f"Japan’s JCM had issued {said} by {told.when(total.as_of)}")
    elif jcm.value is not None:
        clauses.append(f"{numbers.tonnes(jcm.value)} of JCM credits can be traced to projects")
    buyers = [name for _, name, told_of in rows if told_of["transferred"].value is not None]
    if transferred.value is None:
        clauses.append(
            "no transfer is confirmed" if transferred.known == 0 else "the amounts transferred were not found"
        )
    elif len(buyers) == 1 and not is_narrowed and len(rows) > 2:
        clauses.append(f"every tonne confirmed as transferred went to {buyers[0]}")
    else:
        clauses.append(f"{numbers.tonnes(transferred.value)} are confirmed as first transferred")
    text = "; ".join(clauses)
    return text[0].upper() + text[1:]


def table(rows: Sequence[Row], columns: Sequence[str]) -> list[Record]:
    """Return the bars as rows: buyer, figure, published_tco2e, published_by, published_as_of, traced_tco2e,
    traced_then_tco2e (by the published day), unconfirmed_tco2e, missing (the word), published_id (key of the total)."""
    return [
        {
            "buyer_iso3": code,
            "buyer": name,
            "figure": answer.figure.label,
            "measure": answer.figure.name,
            "published_tco2e": answer.published.value if answer.published else None,
            "published_by": answer.published.publisher if answer.published else None,
            "published_as_of": answer.published.as_of if answer.published else None,
            "traced_tco2e": answer.value,
            "traced_then_tco2e": answer.traced_then,
            "unconfirmed_tco2e": _unconfirmed(answer)[0],
            "missing": answer.word,
            "published_id": answer.published.total_id if answer.published else None,
        }
        for code, name, told_of in rows
        for column in columns
        if (answer := told_of[column]).word != NOT_APPLICABLE
    ]
