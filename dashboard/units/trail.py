"""Behind a unit: one block from the cut to its use, as steps with their days and sources, and where the public trail ends. Pure."""

from __future__ import annotations

import pandas as pd

from dashboard.core import words
from dashboard.core.answer import NONE_CONFIRMED
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.words import known_date

STEP, WHEN, WHAT, SOURCE = "Step", "When", "What is shown", "Shown by"
_BOTH = {"ndc_and_other", "ndc"}


def steps(block: pd.Series) -> pd.DataFrame:
    """Return the steps of a block (table block_list) in their order in time, as far as it is known: Step, When, What is shown, Shown by."""
    publication = link(block["source_publisher"], block["source_url"])
    dated = [
        (_sorted(block["issued_on"]), "Issued", _when(block["issued_on"]), f"{_credits(block)} by {plain(block['registry'])}", publication),
        (min(_sorted(block["authorised_on"]), _sorted(block["filed_on"])), "Authorised", _when(block["authorised_on"]), _allowed(block), _letter(block, publication)),
    ]  # fmt: skip
    if not is_missing(block["filed_on"]):
        dated.append(
            (_sorted(block["filed_on"]), "Letter filed", known_date(block["filed_on"]), "On the UNFCCC’s platform, by the day in the name of the file",
             _letter(block, publication))
        )  # fmt: skip
    vintage = "" if is_missing(block["vintage_year"]) else f"{int(block['vintage_year'])}"
    rows = [("Cut made", vintage or "not stated", "Vintage, from the serial number", publication)]
    rows += [row[1:] for row in sorted(dated, key=lambda row: row[0])]
    rows += [
        ("First transferred", NONE_CONFIRMED, _first_transfer(block), publication),
        ("Moved to a buyer", NONE_CONFIRMED, "No buyer is named", publication),
        ("Used", NONE_CONFIRMED, "No report of a use was read. Here the public trail ends", ""),
    ]
    return pd.DataFrame(rows, columns=[STEP, WHEN, WHAT, SOURCE])


def heading(block: pd.Series) -> str:
    """Return what a block is called: "VCS 2676, Tanzania: 44,745 credits"."""
    return f"{plain(block['programme_ref'] or block['registry'])}, {block['host']}: {_credits(block)}"


def remarks(block: pd.Series) -> str:
    """Return what does not agree in a block, as a sentence; "" where nothing was found."""
    return "" if is_missing(block["flags"]) else f"What does not agree: {block['flags']}."


def _credits(block: pd.Series) -> str:
    quantity = block["quantity_tco2e"]
    return "amount not found" if is_missing(quantity) else words.plural(int(quantity), "credit")


def _sorted(known: object) -> str:
    # A year may have been any day of it: it stands behind a day of the same year, and before the letter was filed.
    return "9999" if is_missing(known) else f"{known}-99"[:10]


def _when(known: object) -> str:
    return "not found" if is_missing(known) else known_date(str(known))


def _allowed(block: pd.Series) -> str:
    approach = (
        ""
        if is_missing(block["cooperative_approach_id"])
        else f"; cooperative approach {block['cooperative_approach_id']}"
    )
    there = {"on": "; on the UNFCCC’s platform", "off": "; not on the UNFCCC’s platform"}.get(block["platform"], "")
    return words.sentence(f"{words.for_what(block['authorised_for'])}{approach}{there}")


def _first_transfer(block: pd.Series) -> str:
    definition = block["first_transfer_definition"]
    if is_missing(definition):
        return "Which event counts is not stated"
    also = "; for a climate goal it is the first transfer abroad" if block["authorised_for"] in _BOTH else ""
    return f"For other purposes {words.FIRST_TRANSFER[definition]} counts, as the programme reads the letter{also}"


def _letter(block: pd.Series, publication: str) -> str:
    if is_missing(block["letter_url"]):
        return f"no link to a letter; {publication}"
    leads = {
        "registry_page": "page of the registry",
        "platform_file": "letter on the UNFCCC’s platform",
        "government_file": "letter of the government",
    }
    return f"{link(leads.get(block['letter_kind'], 'letter'), block['letter_url'])}, not opened; {publication}"
