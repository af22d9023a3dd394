"""What is said of Parties or pairs side by side. Pure: answers and rows in, text out.

Nothing here is the only one or the first of its kind anywhere: a sentence speaks of those compared, and of what is known here of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard.compare.figures import One, measures, value
from dashboard.core import told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.numbers import tonnes
from dashboard.core.plain import linked, plain
from dashboard.core.records import Rows, as_tuples
from dashboard.core.words import known_date, listed, within
from dashboard.places.findings import behind_answer
from dashboard.projects.figures import PROJECTS
from dashboard.rules import findings as of_rules

ROLES = {"buyer": "buyers", "host": "hosts", "pair": "pairs"}
MOST = {"binding_pairs": "partners with a binding agreement", "projects": "projects that are known here"}
ISSUED = ("jcm_issued", "itmo_issued")
NO_GOAL = "no goal with a volume found"
NO_ESTIMATE = "no estimate found"
# What is known of the entry into force of a binding agreement, by the states of the data.
STATES = (
    ("with a day that was found", ("in_force", "not_yet_in_force", "valid_until")),
    ("in use, no day found", ("in_use",)),
    ("ended", ("ended",)),
    ("without anything found", ("not_found", "not_looked_up")),
    ("to which it does not apply", ("not_applicable",)),
)
# The largest sectors that a cell names.
SECTORS = 3


def names(ones: Sequence[One]) -> str:
    """Return the names of those compared: "Ghana, Thailand and Peru"."""
    return listed([one.name for one in ones], len(ones))


def answer(ones: Sequence[One], role: str) -> str:
    """State who has most of what is counted, and for whom an amount issued and first transferred is known."""
    found = [said for name, words in MOST.items() if (said := _most(ones, name, words))]
    issued, moved = (_with_amount(ones, names) for names in (ISSUED, ("transferred",)))
    if issued == moved:
        amounts = f"Amounts issued and first transferred are known for {_whom(issued, ones)}."
    else:
        amounts = (
            f"An amount issued is known for {_whom(issued, ones)}, one first transferred for {_whom(moved, ones)}."
        )
    return " ".join([*(f"{said}." for said in found), amounts])


def _with_amount(ones: Sequence[One], figures: Sequence[str]) -> list[str]:
    return [one.name for one in ones if any(value(one.answers[name]) is not None for name in figures)]


def _most(ones: Sequence[One], name: str, words: str) -> str:
    if name not in ones[0].answers:
        return ""
    numbers = {one.name: value(one.answers[name]) or 0 for one in ones}
    top = max(numbers.values())
    first = [party for party, number in numbers.items() if number == top]
    if not top or len(first) == len(ones):
        return ""
    order = sorted(numbers.items(), key=lambda item: -item[1])
    told_of = {one.name: _shown(one.answers[name]) for one in ones}
    rest = ", ".join(f"{party} {told_of[party]}" for party, number in order if number < top)
    have, each = ("has", "") if len(first) == 1 else ("have", " each")
    return f"{listed(first)} {have} {'more' if len(ones) == 2 else 'the most'} {words}: **{top:,.0f}**{each} ({rest})"


def _whom(some: list[str], ones: Sequence[One]) -> str:
    if len(some) == len(ones):
        return "both" if len(ones) == 2 else "all"
    if not some:
        return "neither" if len(ones) == 2 else "none of them"
    return listed(some, len(some))


def differs(ones: Sequence[One], role: str) -> list[str]:
    """Return each figure on which those compared differ, the highest first, as Markdown; then what is the same for all.

    Estimates are left to the table: each sum is of the projects that have one, and how many have differs more than what they expect.
    """
    lines, same = [], []
    for figure in measures(role):
        if figure.is_estimate:
            continue
        answers = [one.answers[figure.name] for one in ones]
        shown = [_based(found) for found in answers]
        if len(set(shown)) == 1:
            if answers[0].word != NOT_APPLICABLE:
                same.append(f"{within(figure.label)}: {shown[0]}")
            continue
        order = sorted(zip(answers, ones, shown, strict=True), key=lambda each: -(value(each[0]) or -1.0))
        lines.append(f"**{figure.label}:** {_each([(one.name, found) for found, one, _ in order])}.")
    if same:
        lines.append(f"**The same for {'both' if len(ones) == 2 else 'all'}:** {'; '.join(same)}.")
    return lines


def _each(found: Sequence[tuple[str, Answer]]) -> str:
    """Say what each has; those who share a word for what is missing stand together, those who share a number don't: it would read as their sum."""
    whose: dict[tuple[str, str], list[str]] = {}
    for name, answer in found:
        whose.setdefault((_based(answer), "" if value(answer) is None else name), []).append(name)
    between = ", " if len(whose) == len(found) else "; "
    return between.join(f"{listed(names, len(names))} {words}" for (words, _), names in whose.items())


def _shown(found: Answer) -> str:
    if found.value is None and not found.leading and found.figure.is_estimate:
        return NO_ESTIMATE
    unit = found.figure.unit.removeprefix("tCO2e") if value(found) is not None else ""
    return f"{told.shown(found)}{unit}"


def _based(found: Answer) -> str:
    """What leads, and for tonnes whether it is published or what we could trace: the two are no like for like."""
    if value(found) is None or not found.figure.unit.startswith("tCO2e"):
        return _shown(found)
    return f"{_shown(found)} {'published' if found.leading else 'traced'}"


def cell(found: Answer) -> str:
    """Return a figure as a cell: what leads, linked to what is behind it, and its other parts; Markdown. Up to when it is known
    stands once a row, and what a part would only repeat does not stand at all."""
    behind = behind_answer(found)
    shown = plain(_shown(found))
    is_known = value(found) is not None
    lead = linked(f"**{shown}**" if is_known else shown, behind.address(found.filters) if behind else "")
    rest = [told.by(found)] if found.leading or (found.figure.is_estimate and found.value is not None) else []
    for part in told.parts(found):
        if part.mark == "traced" and not found.leading:
            rest.append(part.text)
        elif (part.mark == "published" and found.leading) or part.mark == "known":
            continue
        else:
            rest.append(told.capital(f"{part.number} {part.text}".strip()))
    return f"{lead} · {plain('; '.join(map(within, rest)))}" if rest else lead


def known(ones: Sequence[One], name: str) -> str:
    """Return up to when a figure is known, as the heading of its row ends; "" where nobody says."""
    until = ones[0].answers[name].known_up_to
    return f", known to {told.month(until)}" if until else ""


def table(ones: Sequence[One], role: str, goals: pd.DataFrame) -> pd.DataFrame:
    """Return figures against those compared, in Markdown: What, and a column each under its name."""
    lines = [_line("First binding agreement", ones, _first_text), _line("Binding agreements in force", ones, _in_force)]
    for figure in measures(role):
        answers = [one.answers[figure.name] for one in ones]
        if all(found.word == NOT_APPLICABLE for found in answers):
            continue
        line = _line(figure.label, ones, partial(_cell, figure.name))
        lines.append(line | {"What": f"{line['What']}{known(ones, figure.name)}"})
        if figure is PROJECTS:
            lines.append(_line("Largest sectors of its projects", ones, _sectors))
    if role == "buyer":
        lines.append(
            _line("Goal, which is none of the above", ones, lambda one: goal(goals[goals["buyer_iso3"] == one.key]))
        )
    return pd.DataFrame(lines)


def _line(label: str, ones: Sequence[One], told_of: Callable[[One], str]) -> dict[str, str]:
    return {"What": f"**{label}**"} | {one.name: told_of(one) for one in ones}


def _cell(name: str, one: One) -> str:
    return cell(one.answers[name])


def _binding(one: One) -> pd.DataFrame:
    rows = one.side.agreements
    return rows[rows["counting_rule"] == "binding"]


def _first_text(one: One) -> str:
    binding = _binding(one)
    if binding.empty:
        return "none yet"
    dated = binding.dropna(subset=["signed_on"]).sort_values(["signed_from_on", "signed_until_on"])
    if dated.empty:
        return "none with a day that was found"
    first = dated.iloc[0]
    if one.side.role == "pair":
        rest = plain(within(first["instrument_label"]))
    else:
        rest = f"with {plain(first['host' if one.side.role == 'buyer' else 'buyer'])}"
    return f"{known_date(first['signed_on'])}, {rest}"


def _in_force(one: One) -> str:
    states = _binding(one)["in_force_state"]
    counts = [(words, int(states.isin(of).sum())) for words, of in STATES]
    return "; ".join(f"{count} {words}" for words, count in counts if count) or "no binding agreement found"


def _sectors(one: One) -> str:
    counts = one.side.projects["sector"].dropna().value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:SECTORS]
    return ", ".join(f"{plain(sector)} {count}" for sector, count in ranked) or "no project is known"


def goal(rows: pd.DataFrame) -> str:
    """Return the goals of one buyer, each with its publisher and day; Markdown."""
    said = [
        f"{linked(f'**{tonnes(row.ladder_quantity_mtco2e * 1e6)}**', row.source_url)} {plain(row.metric)}"
        f"{', computed over its years' if row.ladder_derivation == 'computed' else ''} ({plain(told.short(row.source_publisher))}, {known_date(row.stated_on)})"
        for row in as_tuples(rows)
    ]
    return "; ".join(said) or NO_GOAL


def growth(ones: Sequence[One]) -> str:
    """State since when those compared have had binding partners."""
    first = {one.name: int(years.min()) for one in ones if len(years := first_years(one))}
    silent = [one.name for one in ones if one.name not in first]
    began = ", ".join(f"{name} in {year}" for name, year in sorted(first.items(), key=lambda item: item[1]))
    text = f"First binding agreement that counts: {began}" if began else "No binding agreement counts for any of them"
    return f"{text}; none for {listed(silent)}" if began and silent else text


def first_years(one: One) -> pd.Series[int]:
    """Return for each partner the year from which its first binding agreement counts."""
    other = "host_iso3" if one.side.role == "buyer" else "buyer_iso3"
    days = pd.to_datetime(_binding(one).groupby(other)["counts_from_on"].min())
    return days.dt.year


def projects(ones: Sequence[One]) -> str:
    """State how many projects of each are known here."""
    counts = sorted(((one.side.count("projects"), one.name) for one in ones), key=lambda each: (-each[0], each[1]))
    return f"Projects known here: {', '.join(f'{name} {count:,}' for count, name in counts)}"


def quantity(ones: Sequence[One], name: str) -> str:
    """State a quantity of each as it leads, the largest first; words for what is missing."""
    order = sorted(ones, key=lambda one: -(value(one.answers[name]) or -1.0))
    return f"{ones[0].answers[name].figure.label}: {_each([(one.name, one.answers[name]) for one in order])}"


def rules(found: Rows, ones: Sequence[One]) -> str:
    """State for which kinds a rule in force was found for all, and for which for some; `found` has one row a kind and key (columns kind, key)."""
    keys = {one.key for one in ones}
    of: dict[str, set[str]] = {}
    for row in found:
        of.setdefault(row["kind"], set()).add(row["key"])
    every = [kind.lower() for kind, some in of.items() if some == keys]
    some = [kind.lower() for kind, few in of.items() if few != keys]
    if not of:
        return "No rule in force was found for any of them"
    for_all = (
        f"Found for {'both' if len(ones) == 2 else 'all'}: {plain(listed(every, len(every)))}"
        if every
        else "No kind of rule was found for all"
    )
    return f"{for_all}. Found for some alone: {plain(listed(some, len(some)))}" if some else for_all


def rule(claims: Rows) -> str:
    """Return the claims of one kind as a cell: as the page Rules has them, the state in words in place of its sign."""
    _, _, words = of_rules.cell(claims).partition(" ")
    is_later = of_rules.cell_state(claims) == "not_yet"
    return f"{words}, {of_rules.STATE_WORDS['not_yet']}" if is_later else words
