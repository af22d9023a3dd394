"""What is said of a country, and of any choice of Parties. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.agreements.summaries import headline
from dashboard.core import told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.choices import DEFAULT_RULE, Filters, short_rule
from dashboard.core.links import Behind, behind_cell
from dashboard.core.plain import plain
from dashboard.core.records import Record, Row
from dashboard.core.words import counted, day, known_date, listed, plural
from dashboard.places.figures import QUANTITIES
from dashboard.places.findings_context import BEHIND, INTENTIONS, is_older_than_ndc
from dashboard.places.sides import Side


def groups(row: Row) -> str:
    """Return what a Party is, in few words: region, income group and groups of States."""
    parts = [row["subregion"] or row["region"], row["income_group"]]
    parts += [
        name
        for column, name in (
            ("is_ldc", "least developed country"),
            ("is_sids", "small island developing State"),
            ("is_lldc", "landlocked developing country"),
            ("is_annex1", "listed in Annex I"),
            ("is_eu_member", "member of the European Union"),
        )
        if row[column]
    ]
    if not row["is_paris_party"]:
        parts.append("not a Party to the Paris Agreement")
    return " · ".join(filter(None, parts))


def signed(agreements: pd.DataFrame, rule: str) -> str:
    """Return how many agreements of a rule there are, in words."""
    return f"{len(agreements):,} {counted(rule, len(agreements))}"


def apart_from(rule: str) -> str:
    """Say what a counting rule leaves as it is; nothing for the widest, which leaves no agreement out."""
    if rule == DEFAULT_RULE:
        return ""
    return "The counting rule is about agreements; projects and tonnes follow the as-of date alone. "


def nothing_yet(name: str, chosen: Filters, newest: Filters, agreements: int, projects: int) -> str:
    """Say what to change where rule and day leave nothing; the counts are those of the `newest` day and widest rule."""
    counts = ((agreements, "signed agreement"), (projects, "project"))
    others = listed([plural(count, word) for count, word in counts if count])
    changes = ["a later as-of date"] if chosen.as_of < newest.as_of else []
    changes += ["a wider counting rule"] if chosen.rule != newest.rule else []
    return (
        f"Nothing of {name} counts on {day(chosen.as_of)} ({short_rule(chosen.rule)}). On {day(newest.as_of)} the Atlas knows "
        f"{others}. Choose {' or '.join(changes)}, or press Reset."
    )


def country(row: Row, sides: Mapping[str, Side], chosen: Filters) -> str:
    """Answer in a sentence or two what a Party does under Article 6.2 as host and as buyer, by the rule and on the day of the chosen filters."""
    name = row["short_name"]
    sentences: list[str] = []
    for role, side in sides.items():
        frame, count = side.agreements, side.count("projects")
        if frame.empty and not count:
            continue
        text = f"As {role}, it has " if sentences else f"On {day(chosen.as_of)}, **{name}** as {role} has "
        if frame.empty:
            text += f"no {counted(chosen.rule)}, but {plural(count, 'project')} in the Atlas."
        else:
            counts = headline(frame)
            partners = plural(counts.buyers, "buyer") if role == "host" else plural(counts.hosts, "host")
            text += f"{signed(frame, chosen.rule)} with {partners}"
            text += "" if chosen.rule == "binding" else f" ({counts.binding_pairs} with a binding one)"
            text += f" and {plural(count, 'project')}."
        sentences.append(text)
    if not sentences:
        sentences.append(
            f"No {counted(chosen.rule)} of **{name}** under Article 6.2 is known to the Atlas on {day(chosen.as_of)}, and "
            "no project."
        )
        if apart := sum(len(side.not_counted) for side in sides.values()):
            sentences.append(f"{plural(apart, 'text is', 'texts are')} unsigned or unclear, and shown apart.")
        if row["article6_intention"]:
            sentences.append(
                f"The NDC that it had in {known_date(row['article6_intention_as_of'])} {INTENTIONS[row['article6_intention']]}."
            )
    return " ".join(sentences)


def partners(name: str, pairs: Mapping[str, pd.DataFrame]) -> str:
    """State with whom a Party works in each role in which it has agreements (dashboard.agreements.summaries.by_pair), most of them first."""
    parts = [(role, listed(frame["buyer" if role == "host" else "host"].to_list(), 4)) for role, frame in pairs.items()]
    if len(parts) == 1:
        return f"{name} works with {parts[0][1]}"
    return f"{name} works with {parts[0][1]} as host, and with {parts[1][1]} as buyer"


def binding(agreements: pd.DataFrame) -> str:
    """State how many of some agreements bind, and on how many sources differ."""
    count, bind = len(agreements), agreements["counting_rule"].to_list().count("binding")
    if count == 1:
        said = f"The only agreement {'binds' if bind else 'does not bind'}"
    elif bind in (0, count):
        said = f"All {count} agreements bind" if bind else f"Not one of {count} agreements binds"
    else:
        said = f"{bind} of {count} agreements {'binds' if bind == 1 else 'bind'}"
    disputed = int(agreements["is_disputed"].sum())
    return f"{said}; sources differ on {'it' if count == 1 else disputed}" if disputed else said


def volumes(answers: Mapping[str, Answer]) -> list[Record]:
    """Return every quantity of a country's or pair's projects, each kind on its own; what can't apply is left out: rows of
    Quantity, Tonnes, How known, and behind."""
    return [
        {
            "Quantity": answer.figure.label,
            "Tonnes": told.shown(answer),
            "How known": plain(told.rule(answer)),
            BEHIND: behind_answer(answer),
        }
        for answer in (answers[figure.name] for figure in QUANTITIES)
        if answer.word != NOT_APPLICABLE
    ]


def behind_answer(answer: Answer, **columns: object) -> Behind | None:
    """Return what stands behind an answer: its rows or, where none is traced, what somebody published; None where there is nothing."""
    if len(answer.made_of):
        return behind_cell(answer.figure.name, **columns)
    return behind_cell("published", total_id=answer.leading.total_id) if answer.leading else None


def unknown(row: Row, targets: pd.DataFrame) -> list[str]:
    """Return what the Atlas does not know of a Party, from the gaps in its rows."""
    gaps = []
    if pd.isna(row["co2_year"]):
        gaps.append("Fossil CO2: no source in the Atlas has it")
    if pd.isna(row["ghg_year"]):
        gaps.append("Greenhouse gases: no source in the Atlas has them")
    if pd.isna(row["gdp_year"]):
        gaps.append("GDP per head")
    if pd.isna(row["carbon_intensity_year"]):
        gaps.append("Electricity: neither carbon intensity nor renewable share")
    if not row["ndc_title"]:
        gaps.append(f"NDC: no active document in the registry on {known_date(row['ndc_registry_on'])}")
    if targets.empty:
        gaps.append("The target in brief")
    elif row["ndc_title"] and is_older_than_ndc(targets["as_of"].max(), row):
        gaps.append(
            f"What the NDC of {day(row['ndc_submitted_on'])} says: the words here are those of {known_date(targets['as_of'].max())}"
        )
    if not row["article6_intention"]:
        gaps.append("Stance on international markets")
    elif row["ndc_title"] and is_older_than_ndc(row["article6_intention_as_of"], row):
        read_in = known_date(row["article6_intention_as_of"])
        gaps.append(f"Stance of the newest NDC on international markets: the one here is of {read_in}")
    if pd.isna(row["participation_as_of"]):
        gaps.append("Designated national authority and counts of the UNEP CCC pipeline")
    gaps.append("Whether an initial report under Article 6.2 was submitted")
    return gaps


def missing(sides: Mapping[str, Side]) -> list[str]:
    """Return what was not found of a Party's agreements and projects in each role."""
    gaps = []
    for role, side in sides.items():
        if undated := int(side.agreements["signed_on"].isna().sum()):
            gaps.append(f"Day of signature of {plural(undated, 'agreement')} as {role}")
        if silent := without_estimate(side.answers):
            gaps.append(f"Expected tonnes of {plural(silent, 'project')} as {role}")
    return gaps


def without_estimate(answers: Mapping[str, Answer]) -> int:
    """Return for how many projects neither form of estimate was found."""
    return (
        int(answers["projects"].value or 0)
        - len(answers["expected_yearly"].made_of)
        - len(answers["expected_total"].made_of)
    )
