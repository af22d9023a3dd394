"""One project in words: quantities, sentences and small tables. Pure: values and rows in, text out."""

from __future__ import annotations

import pandas as pd

from dashboard.core import columns, words
from dashboard.core.answer import NONE_KNOWN, NONE_YET, NOT_FOUND
from dashboard.core.dates import NOT_KNOWN, said
from dashboard.core.numbers import tonnes, tonnes_co2e
from dashboard.core.plain import link, plain
from dashboard.core.records import Row, as_dicts, as_tuples
from dashboard.core.words import a_or_an, known_date, plural

MISSING = (NOT_FOUND, NOT_KNOWN)
SHARES = "Buyer’s / host’s share"
DATES = ("selected_on", "selected_fiscal_year", "authorised_on", "registered_on", "start_on")


def pair(row: pd.Series) -> str:
    """Return "Switzerland–Peru", or the host alone where no single buyer is named."""
    return f"{row['buyer']}–{row['host']}" if row["buyer_iso3"] else f"{row['host']}, no single buyer"


def label(row: pd.Series) -> str:
    """Return how a project is named in a list: title, host, key."""
    return f"{row['title']}, {row['host']} ({row['project_id']})"


def one_project(row: pd.Series, events: pd.DataFrame, total: Row | None = None) -> str:
    """State in one sentence what a project is, how far it has come and what is known of its tonnes.

    `total` is a published total of its two countries that is larger than what can be traced (queries.untraced).
    """
    issued = _issued(row, events, total)
    rest = f", though {_of_both(row, total)}" if total and issued == NONE_KNOWN else ""
    who = (
        f"{a_or_an(pair(row))} {pair(row)} project"
        if row["buyer_iso3"]
        else f"a project in {row['host']} that names no single buyer"
    )
    stage = "Step unknown" if row["stage_id"] == "unknown" else row["stage"]
    return (
        f"**{stage}**: {who} in {row['sector'][0].lower()}{row['sector'][1:]}. {_expected(row)}; "
        f"issued: **{issued}**{rest}; "
        f"first transferred: **{_delivered(row, events, 'first_transfer')}**."
    )


def _period(row: pd.Series) -> str:
    """Return the years of a total, behind a comma: "2021-2030" of the data is a range."""
    return f", {row['expected_period'].replace('-', '–')}" if row["expected_period"] else ""


def _expected(row: pd.Series) -> str:
    forms = (
        [f"**{tonnes_co2e(row['expected_tco2e_per_year'])}** a year"]
        if pd.notna(row["expected_tco2e_per_year"])
        else []
    )
    if pd.notna(row["expected_tco2e_total"]):
        forms.append(f"**{tonnes_co2e(row['expected_tco2e_total'])}** in total{_period(row)}")
    return f"Expected: {' and '.join(forms)}" if forms else f"Expected: **{NOT_FOUND}**"


_COLUMNS = {"issuance": "issued", "first_transfer": "transferred"}


def _delivered(row: pd.Series, events: pd.DataFrame, event: str) -> str:
    of_kind = events[(events["event"] == event) & ~events["is_lead"].astype(bool)]
    shared = of_kind["project_id"].isna() & of_kind["quantity_tco2e"].notna()
    value = row[f"{_COLUMNS[event]}_tco2e"]
    if pd.isna(value):
        return "known only together with other projects" if shared.any() else str(row[f"{_COLUMNS[event]}_word"])
    return tonnes_co2e(value) + (", and more together with other projects" if shared.any() else "")


def _issued(row: pd.Series, events: pd.DataFrame, total: Row | None) -> str:
    said = _delivered(row, events, "issuance")
    return NONE_KNOWN if total and said == NONE_YET else said


def _of_both(row: pd.Series, total: Row) -> str:
    return f"{tonnes(total['value'])} were issued in all to {row['buyer']} and {row['host']} by {known_date(total['as_of'])} ({plain(total['publisher'])})"


def quantities(row: pd.Series, events: pd.DataFrame, total: Row | None = None) -> pd.DataFrame:
    """Return every quantity of a project with its kind; they are never added to each other.

    Columns Quantity, Tonnes, Kind.
    """
    none_known = {
        event: "" if (events["event"] == event).any() else f"; no {name} is known"
        for event, name in (("issuance", "issuance"), ("first_transfer", "first transfer"))
    }
    kinds = events.loc[events["event"] == "issuance", "unit_kind"]
    units = sorted({words.credits_of(kind) for kind in kinds if kind})
    issued = f"issued{', as ' + ' and '.join(units) if units else ''}{none_known['issuance']}"
    rows = [
        ("Expected a year", tonnes_co2e(row["expected_tco2e_per_year"]), "estimate made beforehand"),
        (f"Expected in total{_period(row)}", tonnes_co2e(row["expected_tco2e_total"]), "estimate made beforehand"),
        ("Issued", _issued(row, events, total), issued),
        *(
            (f"– share of the {side}", tonnes_co2e(row[f"issued_{side}_tco2e"]), "issued, part of the line above")
            for side in ("buyer", "host")
            if pd.notna(row["issued_tco2e"])
        ),
        (
            "First transferred",
            _delivered(row, events, "first_transfer"),
            f"transferred{none_known['first_transfer']}",
        ),
    ]
    return pd.DataFrame(rows, columns=["Quantity", "Tonnes", "Kind"])


def facts(row: pd.Series) -> pd.DataFrame:
    """Return what is known of a project beside its tonnes. Columns Fact, Known."""

    def own_word(raw: str | None) -> str:
        return f" (recorded as: “{plain(raw)}”)" if raw else ""

    place = f"{plain(row['location_text'])}. " if row["location_text"] else "Not published. "
    dates = [f"{_short(columns.of(field).heading)} {known_date(row[field])}" for field in DATES if row[field]]
    rows = [
        ("Key", row["project_id"]),
        ("Original title", plain(row["title_original"])),
        ("Programme", plain(row["programme"])),
        ("Buyer", row["buyer"]),
        ("Host", row["host"]),
        ("Sector", row["sector"] + own_word(row["sector_raw"])),
        ("Stage", row["stage"] + own_word(row["stage_raw"])),
        ("Technology", plain(row["technology"]) or NOT_KNOWN),
        ("Organisations", plain(row["organisations"]) or NOT_KNOWN),
        ("Place", f"{place}Maps of the Atlas show the label point of {row['host']}, not the site."),
        ("Dates", plain("; ".join(dates)) if dates else "No dates published"),
        ("Same or related rows", plain(row["covers_note"])),
        ("Left out of all totals", "" if row["is_counted"] else left_out(row)),
        ("Confidence", words.confidence(row["confidence"])),
        ("Note", plain(said(row["note"] or ""))),
    ]
    known = [(f"**{name}**", text) for name, text in rows if text]
    return pd.DataFrame(known, columns=["Fact", "Known"])


def left_out(row: pd.Series) -> str:
    """Return why a row is in no total."""
    reasons = [row["left_out_because"], "cancelled" if row["stage_id"] == "cancelled" else ""]
    return plain("; ".join(filter(None, reasons))) or "its confidence is too low"


def in_order(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the steps, oldest first, undated last; a month or year counts from its middle."""
    first_day = {4: "-01-01", 7: "-01"}
    start = pd.to_datetime(
        steps["step_on"].map(lambda known: known + first_day.get(len(known), ""), na_action="ignore")
    )
    middle = start + (pd.to_datetime(steps["step_until_on"]) - start) / 2
    return (
        steps.assign(middle=middle)
        .sort_values(["middle", "stage_order"], na_position="last", kind="stable")
        .drop(columns="middle")
        .reset_index(drop=True)
    )


def steps_taken(steps: pd.DataFrame) -> str:
    """State how many steps of a project are dated, and from when to when."""
    dated = steps[steps["step_on"].notna()]
    if dated.empty:
        undated = f"; {plural(len(steps), 'step is', 'steps are')} known without a date" if len(steps) else ""
        return f"No dates published{undated}"
    first, last = dated.iloc[0], dated.iloc[-1]
    if len(dated) == 1:
        return f"One dated step: {_short(first['step'])}, {known_date(first['step_on'])}"
    return f"{len(dated)} dated steps, from {_dated(first)} to {_dated(last)}"


def _dated(step: pd.Series) -> str:
    """Name a step with its day; what stands in brackets already takes the day in."""
    name, when = _short(step["step"]), known_date(step["step_on"])
    return f"{name[:-1]}, {when})" if name.endswith(")") else f"{name} ({when})"


def _short(step: str) -> str:
    name = step.partition(":")[0]
    return name[0].lower() + name[1:]


def step_table(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the steps as people read them: columns Step, Date, What is known, Source."""
    return pd.DataFrame(
        {
            "Step": steps["step"].map(plain),
            "Date": steps["step_on"].map(known_date),
            "What is known": steps["note"].map(plain).map(lambda note: note or ""),
            "Source": [link(step.publisher, step.source_url) for step in as_tuples(steps)],
        }
    )


def event_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return authorisations, issuances and first transfers, other sources' figures included.

    Columns Event, Date, Quantity, Buyer's and host's share, Details, In totals, Source.
    """

    def details(event: pd.Series) -> str:
        known = [
            words.credits_of(event["unit_kind"]),
            f"vintage {event['vintage']}" if event["vintage"] else "",
            f"period {event['monitoring_period']}" if event["monitoring_period"] else "",
            {"cumulative": "sum up to then", "expected_total": "expected in all"}.get(event["quantity_kind"], ""),
            "for several projects together" if event["project_id"] is None else "",
        ]
        return plain("; ".join(filter(None, known)))

    def in_totals(event: pd.Series) -> str:
        return "yes" if event["is_summed"] else f"no: {event['not_summed_because']}"

    def shares(event: pd.Series) -> str:
        parts = [event["quantity_buyer_tco2e"], event["quantity_host_tco2e"]]
        return " / ".join(tonnes_co2e(part) for part in parts) if any(pd.notna(part) for part in parts) else "not found"

    rows = [
        {
            "Event": words.happened(event["event"]),
            "Date": known_date(event["event_on"]),
            "Quantity": tonnes_co2e(event["quantity_tco2e"])
            if pd.notna(event["quantity_tco2e"])
            else str(event["quantity_word"]),
            SHARES: shares(event),
            "Details": details(event),
            "In totals": in_totals(event),
            "Source": link(event["source_publisher"], event["source_url"]),
        }
        for event in as_dicts(events)
    ]
    return pd.DataFrame(rows)


def disputed(events: pd.DataFrame) -> list[str]:
    """State each event for which two sources print two figures."""
    sentences = []
    rows = as_dicts(events)
    for other in rows:
        for row in (one for one in rows if one["event_id"] == other["is_alternative_of"]):
            sentences.append(
                f"{words.happened(row['event'])}, {known_date(row['event_on'])}: **{tonnes_co2e(row['quantity_tco2e'])}** according to "
                f"{link(row['source_publisher'], row['source_url'])} (used in totals), **{tonnes_co2e(other['quantity_tco2e'])}** "
                f"according to {link(other['source_publisher'], other['source_url'])}."
            )
    return sentences


def second_witness(row: pd.Series) -> tuple[str, pd.DataFrame]:
    """Return what UNEP CCC says beside the Atlas: a sentence, and a table (Field, Atlas, UNEP CCC, Verdict).

    The yearly estimates of JCM projects were taken from UNEP CCC, so their being the same confirms nothing and says so.
    """
    both = [
        (
            "Expected a year",
            tonnes_co2e(row["expected_tco2e_per_year"]),
            tonnes_co2e(row["witness_expected_tco2e_per_year"]),
        ),
        ("Registered", known_date(row["registered_on"]), known_date(row["witness_registered_on"])),
    ]
    rows = []
    for field, ours, theirs in both:
        if theirs in MISSING:
            verdict = "nothing to compare"
        elif ours in MISSING:
            verdict = "only UNEP CCC"
        else:
            is_its_own = field == "Expected a year" and row["project_id"].startswith("JCM-")
            verdict = "differs" if ours != theirs else "taken from it" if is_its_own else "the same"
        rows.append((field, ours, theirs, verdict))
    status = row["witness_status"]
    rows.append(
        ("Step", row["stage"], plain(status) or NOT_KNOWN, "their own word" if status else "nothing to compare")
    )
    table = pd.DataFrame(rows, columns=["Field", "Atlas", "UNEP CCC", "Verdict"])
    differing, same = table[table["Verdict"] == "differs"], table[table["Verdict"] == "the same"]
    if len(differing):
        sentence = f"UNEP CCC differs on: {', '.join(differing['Field'].str.lower())}."
    elif len(same):
        sentence = f"UNEP CCC says the same on: {', '.join(same['Field'].str.lower())}."
    elif table["UNEP CCC"].isin(MISSING).all():
        sentence = "UNEP CCC lists this project too, without a figure, a date or a status."
    else:
        sentence = "UNEP CCC lists this project too; there is no field on which both give a value."
    return sentence, table
