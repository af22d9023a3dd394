"""An Answer in words: what leads, its parts, and its sentence; the same on pages, in briefs and on tiles. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dashboard.core.answer import NONE_YET, NOT_APPLICABLE, NOT_FOUND, NOT_PUBLISHED, Answer
from dashboard.core.dates import MONTHS, known_date
from dashboard.core.numbers import tonnes
from dashboard.core.part import Part as Rows
from dashboard.core.plain import plain
from dashboard.core.words import listed

_LAST_YEAR = re.compile(r"(\d{4})\D*$")
KINDS = {
    "agreement": "Agreements",
    "project": "Projects",
    "authorisation": "Authorisations",
    "authorised_unit": "Authorised credits",
    "issuance": "Issuances",
    "first_transfer": "Transfers",
}
WHY = {
    "none yet": "nothing of the kind is known to have happened",
    "none confirmed": "by an official page or two other sources",
    "amount not found": "it happened; the pages read give no tonnes",
    "not published": "a source says that the figure is withheld",
}


@dataclass(frozen=True)
class Part:
    """A line below a figure: its mark (published, traced, lead, none, known), the number in it, and the rest."""

    mark: str
    number: str
    text: str


def amount(answer: Answer, value: float) -> str:
    """Return a value of this figure with its unit: "156,319 t", "2.2 Mt a year", "12 authorisations"."""
    if answer.figure.sums:
        return tonnes(value) + answer.figure.unit.removeprefix("tCO2e")
    return f"{value:,.0f} {answer.figure.one if value == 1 else answer.figure.many}"


def shown(answer: Answer) -> str:
    """Return what leads, alone: "about 0.7 Mt", "156,319 t", "108", or one of the five words."""
    if total := answer.leading:
        return tonnes(total.value, is_approximate=total.is_approximate)
    if answer.value is None:
        return str(answer.word)
    return tonnes(answer.value) if answer.figure.sums else f"{answer.value:,.0f}"


def month(day: date) -> str:
    """Return "May 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def when(known: str | None) -> str:
    """Return a date as known to the month, for a running text: "Oct 2024", "2025"."""
    return known_date(known[:7]) if known else ""


def by(answer: Answer) -> str:
    """Return the line below the value: who published it, what it is, or why there is none."""
    if total := answer.leading:
        return f"published by {short(total.publisher)} for {known_date(total.as_of)}"
    if answer.value is None:
        if answer.word == NOT_APPLICABLE:
            return "the JCM is Japan’s scheme, and this choice has no part in it"
        if answer.figure.is_estimate:
            return "no estimate was found"
        return WHY.get(str(answer.word), "")
    if answer.figure.is_estimate:
        count = len(answer.made_of)
        return f"estimates of {count:,} of {_of(answer)}, made before the fact"
    if answer.figure.sums:
        return f"traced to {answer.figure.traced_to}; not the full total"
    return "events; each allows, none delivers" if answer.figure.name == "authorisations" else ""


def _of(answer: Answer) -> str:
    others = answer.known
    if answer.figure.name == "expected_total":
        return f"{others:,} without a yearly one"
    return f"{others:,} {answer.figure.one if others == 1 else answer.figure.many}"


def short(publisher: str) -> str:
    """Return a publisher's short name: what stands in brackets behind it, or its name."""
    inside = publisher.rpartition("(")[2].rstrip(")") if publisher.endswith(")") else ""
    return inside if inside.isupper() else publisher


def parts(answer: Answer) -> list[Part]:
    """Return the lines below a figure: published, traced, what has no amount, unconfirmed, and up to when it is known."""
    figure = answer.figure
    lines: list[Part] = []
    if answer.word == NOT_APPLICABLE:
        return lines
    if total := answer.published:
        lines.append(
            Part(
                "published",
                capital(tonnes(total.value, is_approximate=total.is_approximate)),
                f"published by {short(total.publisher)} for {known_date(total.as_of)}",
            )
        )
    elif figure.published:
        lines.append(Part("none", "", "No published total of this scope"))
    if figure.sums and not figure.is_estimate and answer.value is not None:
        count = len(answer.made_of)
        until = f" to {when(answer.last_on)}" if answer.last_on else ""
        text = f"traced to {count:,} {figure.one if count == 1 else figure.many}{until}{_then(answer)}"
        lines.append(Part("traced", tonnes(answer.value), text))
    lines += [
        Part("none", f"{count:,} more:" if answer.value is not None else f"{count:,} {_many(answer, count)}:", word)
        for word, count in answer.unknown.items()
    ]
    if answer.unconfirmed is not None or len(answer.on_leads):
        value = answer.unconfirmed
        said = amount(answer, value) if value is not None and figure.sums else f"{len(answer.on_leads):,} more"
        rows = f" in {len(answer.on_leads):,} {'row' if len(answer.on_leads) == 1 else 'rows'}" if figure.sums else ""
        lines.append(Part("lead", said, f"unconfirmed{rows}, in no total: {_publishers(answer)}"))
    if answer.lead_total and answer.lead_total.value != answer.unconfirmed:
        total = answer.lead_total
        lines.append(
            Part("lead", tonnes(total.value), f"by {when(total.as_of)}, unconfirmed, in no total: {total.publisher}")
        )
    if answer.known_up_to:
        lines.append(Part("known", "", f"{KINDS.get(figure.known, 'Facts')} known to {month(answer.known_up_to)}"))
    return lines


def _then(answer: Answer) -> str:
    if not answer.leading:
        return ""
    # Where all that was published is traced, nothing is missing.
    hole = answer.hole if answer.traced_then != answer.leading.value else None
    gap = f". Largest gap: {hole.name}, {hole.key}" if hole else ""
    if answer.traced_then is None or answer.traced_then == answer.value:
        return gap
    return f"; {tonnes(answer.traced_then)} of it by {when(answer.leading.as_of)}{gap}"


def _many(answer: Answer, count: int) -> str:
    return answer.figure.one if count == 1 else answer.figure.many


def _publishers(answer: Answer) -> str:
    return ", ".join(answer.publishers[:2]) or "a lead alone"


def capital(text: str) -> str:
    """Return a clause as the start of a sentence; one that starts bold too."""
    at = 2 if text.startswith("**") else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def sources(answer: Answer) -> str:
    """Return who published what makes an answer: the total that leads, then the rows, of an amount those who give it; "" for a word."""
    rows = answer.made_of
    column = "amount_publisher" if answer.figure.sums and "amount_publisher" in rows else "source_publisher"
    names = [answer.leading.publisher] if answer.leading else []
    if column in rows:
        names += sorted({str(name) for name in rows.column(column) if name is not None})
    found = list(dict.fromkeys(map(short, names)))
    return listed(found) if found else ""


def sentence(answer: Answer, *, is_markdown: bool = True) -> str:
    """Return the answer as a clause: "about 0.7 Mt issued as JCM credits by Oct 2024 (ERM); 74,216 t of it traced ..."."""
    strong = "**" if is_markdown else ""
    text = plain if is_markdown else str
    figure, clauses, unknown = answer.figure, [], dict(answer.unknown)
    if total := answer.leading:
        lead = tonnes(total.value, is_approximate=total.is_approximate)
        clauses.append(f"{strong}{lead}{strong} {figure.done} by {when(total.as_of)} ({text(short(total.publisher))})")
        then, now = answer.traced_then, answer.value
        if then == total.value:
            clauses.append(f"all of it traced to {figure.traced_to}")
        elif then is not None:
            later = f", {tonnes(now)} by {when(answer.last_on)}" if now is not None and now != then else ""
            clauses.append(f"{tonnes(then)} of it traced to {figure.traced_to}{later}")
        elif now is not None:
            clauses.append(f"{tonnes(now)} traced to {figure.traced_to} by {when(answer.last_on)}")
        if answer.hole and then != total.value:
            clauses.append(f"largest gap: {text(answer.hole.name)}, {answer.hole.key}")
    elif answer.value is None:
        # Where the word stands for all events alike, it is said once, with their number.
        of = (
            f" for {unknown.pop(answer.word):,} {_many(answer, answer.unknown[answer.word])}"
            if answer.word in unknown
            else ""
        )
        clauses.append(f"{figure.done}: {strong}{answer.word}{strong}{of}")
    elif figure.is_estimate:
        count = len(answer.made_of)
        clauses.append(f"{strong}{tonnes(answer.value)}{strong} {figure.done} by {count:,} {_many(answer, count)}")
    elif not figure.sums:
        clauses.append(f"{strong}{amount(answer, answer.value)}{strong} {figure.done}")
    else:
        until = f" by {when(answer.last_on)}" if answer.last_on else ""
        clauses.append(f"{strong}{tonnes(answer.value)}{strong} {figure.done}{until}, traced to {figure.traced_to}")
    for word, count in unknown.items():
        more = "more " if answer.value is not None else ""
        clauses.append(f"for {count:,} {more}{_many(answer, count)} {'the ' if word == NOT_FOUND else ''}{_told(word)}")
    if answer.unconfirmed is not None and figure.sums:
        clauses.append(f"{tonnes(answer.unconfirmed)} unconfirmed, from {text(_publishers(answer))} alone")
    return "; ".join(clauses)


def _told(word: str) -> str:
    return {NOT_FOUND: "amount was not found", NOT_PUBLISHED: "no amount is published"}.get(word, word)


def expected(yearly: Answer, total: Answer) -> str:
    """Return both forms of estimate: "2.2 Mt a year from 178 projects; 28.8 Mt in total from 18 others, most to 2030"."""
    if yearly.value is None and total.value is None:
        return "no estimate of their volume was found"
    clauses = []
    if yearly.value is not None:
        clauses.append(f"**{tonnes(yearly.value)} a year** from {_projects(len(yearly.made_of))}")
    if total.value is not None:
        others = (
            f"{len(total.made_of):,} other{'' if len(total.made_of) == 1 else 's'}"
            if clauses
            else _projects(len(total.made_of))
        )
        clauses.append(f"**{tonnes(total.value)} in total** from {others}{_until(total.made_of)}")
    return f"estimates: {'; '.join(clauses)}"


def _projects(count: int) -> str:
    return f"{count:,} project{'' if count == 1 else 's'}"


def _until(rows: Rows) -> str:
    """Up to which year most of the tonnes are expected, or how many of them, from the periods of the rows."""
    by_year: dict[str, float] = {}
    for period, expected in zip(rows.column("expected_period"), rows.numbers("expected_tco2e_total"), strict=True):
        if isinstance(period, str) and (last := _LAST_YEAR.search(period)):
            by_year[last[1]] = by_year.get(last[1], 0.0) + expected
    if not by_year:
        return ""
    year = max(sorted(by_year), key=by_year.__getitem__)
    share = by_year[year] / rows.numbers("expected_tco2e_total").sum()
    if share > 0.5:
        return f", {'all' if share >= 0.999 else 'most'} to {year}"
    return f", {tonnes(by_year[year])} of it to {year}"


def rule(answer: Answer) -> str:
    """Return all that stands below a figure in one line, as a table tells it."""
    lines = [by(answer)] if by(answer) else []
    for part in parts(answer):
        if part.mark != "published" or not answer.leading:
            lines.append(f"{part.number} {part.text}".strip())
    return "; ".join(line[0].lower() + line[1:] for line in lines)


def short_rule(answer: Answer) -> str:
    """Return the same in few words, as a brief tells it: who published it, what is traced, what is unconfirmed."""
    lines = [by(answer)] if answer.leading or answer.figure.is_estimate else []
    if answer.value is not None and answer.figure.sums and not answer.figure.is_estimate:
        until = f" by {when(answer.last_on)}" if answer.last_on else ""
        lines.append(f"{tonnes(answer.value) if answer.leading else ''} traced{until}".strip())
    lines += [f"{count:,} {_many(answer, count)}: {word}" for word, count in answer.unknown.items()]
    if answer.unconfirmed is not None and answer.figure.sums:
        lines.append(f"{tonnes(answer.unconfirmed)} unconfirmed")
    return "; ".join(lines)


def delivered(answers: list[Answer], *, is_markdown: bool = True, is_short: bool = False) -> str:
    """Return what was issued and transferred of a choice of Parties, each quantity with its own words; in short what leads alone."""
    # A total can be published of which no event is known here.
    told = [one for one in answers if one.word != NONE_YET or one.leading or (one.lead_total and not is_short)]
    if not told:
        return "nothing is known to have been issued or transferred yet"
    return "; ".join(_short(one) if is_short else sentence(one, is_markdown=is_markdown) for one in told)


def _short(answer: Answer) -> str:
    if total := answer.leading:
        return f"{shown(answer)} {answer.figure.done} by {when(total.as_of)} ({short(total.publisher)})"
    if answer.value is None:
        return f"{answer.figure.done}: {answer.word}"
    until = f" by {when(answer.last_on)}" if answer.last_on else ""
    return f"{tonnes(answer.value)} {answer.figure.done}{until}, as far as traced"
