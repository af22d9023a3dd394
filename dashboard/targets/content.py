"""Targets: what each buyer wants, what exists, and how far the known pipeline may reach."""

from __future__ import annotations

from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.columns import headed
from dashboard.core.content import Block, Extract, Finding, Page, RowLink, Say, Table
from dashboard.core.words import plural
from dashboard.targets import content_ladders, content_trajectory, findings, queries
from dashboard.targets.model import model_of

TARGETS = headed(
    "buyer", "metric", "quantity", "unit", "target_year", "kind", "state", "stated_on", "confidence", "checked", "source_url", "note",
    source_url="Link",
)  # fmt: skip
REPORTED = headed("buyer", "metric", "quantity", "unit", "as_of", "confidence", "source_url", "note", source_url="Link")


def content(choice: Choice) -> Page:
    """Return how far the known projects may reach towards the goal and with the assumptions in the address, and all targets."""
    model = model_of(choice)
    return Page(
        (
            *content_trajectory.answer(model),
            content_trajectory.reach(model),
            content_trajectory.inputs(model),
            *content_trajectory.past(model),
            content_trajectory.sensitivity(model),
            *content_ladders.ladders(model),
            *_targets(choice),
            *content_trajectory.rates(model),
        ),
        problems=model.problems,
    )


def _targets(choice: Choice) -> tuple[Block, ...]:
    everything, reported = queries.targets(), queries.progress()
    readable = everything.assign(
        state=everything["is_superseded"].map({True: "superseded", False: "in use"}),
        kind=everything["kind"].str.replace("_", " "),
    )
    unconfirmed = findings.unconfirmed(everything)
    of_target = RowLink(lambda row: links.rows(choice.filters, "targets", row=row["target_id"]))
    of_progress = RowLink(lambda row: links.rows(choice.filters, "reported", row=row["progress_id"]))
    return (
        *((Say(unconfirmed),) if unconfirmed else ()),
        Finding(
            f"All {len(everything)} published targets, estimates and ceilings, {int(everything['is_superseded'].sum())} of them superseded",
            "Superseded figures are listed but not used. Gaps, budgets, percentages and money are not ITMO volumes, so they have no chart.",
        ),
        Table("targets", readable, TARGETS, (of_target,), extract=Extract("targets", everything)),
        Table(
            "target_progress",
            reported,
            REPORTED,
            (of_progress,),
            fold=f"Interim figures that buyers and others publish: {plural(len(reported), 'figure')}",
            extract=Extract("target_progress", reported),
        ),
    )
