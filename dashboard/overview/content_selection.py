"""Your own brief: the pages that a visitor picks, as one document; the address holds the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Brief, Heading, Inputs, Link, Links, Page, Say
from dashboard.core.fields import Offered, many
from dashboard.core.named import pair_named
from dashboard.core.panel import Panel
from dashboard.core.records import as_tuples
from dashboard.core.words import plural
from dashboard.places import queries

NAME, MOST = "selection", 8
# Ready to open where nothing is picked: what there is, what came of it, and on what terms.
FIRST = ("overview", "delivered", "rules")
HOW = (
    "Pick pages, countries and pairs: they become one document in that order, by the filters above, with all their figures, sentences and "
    "charts and the first rows of their tables."
)


@dataclass(frozen=True)
class Picked:
    """What a visitor picks, in its order."""

    pages: tuple[str, ...] = many(
        "pages", "Pages", is_distinct=True, called="page", nothing="Delivered, Rules …", width=4
    )
    countries: tuple[str, ...] = many(
        "countries", "Countries", is_party=True, is_distinct=True, called="Party", nothing="Ghana …", width=3
    )
    pairs: tuple[str, ...] = many(
        "pairs", "Pairs", is_distinct=True, called="pair", find=pair_named, nothing="Switzerland–Ghana …", width=3
    )

    @property
    def parts(self) -> tuple[str, ...]:
        """Each part as it stands in the key of a brief: overview, country-GHA, pair-CHE-GHA; no more than a document has room for."""
        found = (*self.pages, *(f"country-{code}" for code in self.countries), *(f"pair-{key}" for key in self.pairs))
        return found[:MOST]

    @property
    def count(self) -> int:
        """How many parts are picked."""
        return len(self.pages) + len(self.countries) + len(self.pairs)


def panel(pages: Callable[[], Mapping[str, str]]) -> Panel:
    """Return the inputs; `pages` gives those that can be picked, by name, with their titles."""

    def on_offer() -> Offered:
        names = offered().names
        pairs = {f"{row.buyer_iso3}-{row.host_iso3}": f"{row.buyer}–{row.host}" for row in as_tuples(queries.pairs())}
        return Offered({"pages": pages(), "countries": names, "pairs": pairs}, names=names)

    def at_first(_: Mapping[str, str], __: Filters) -> Picked:
        return Picked()

    return Panel(NAME, Picked, on_offer, at_first, rows=(("pages", "countries", "pairs"),), fold="What to take")


def content(choice: Choice, of: Panel) -> Page:
    """Return what is picked, with the links to it and the document made of it, or how to pick."""
    picked, problems = of.read(dict(choice.own), choice.filters)
    if picked.count > MOST:
        problems.append(
            f"A document has room for {MOST} parts; {picked.count} are picked, and the first {MOST} are taken."
        )
    inputs, on = Inputs(of, picked), of.offered()
    if not picked.parts:
        ready = choice.link(
            "For example: what there is, what came of it, and on what terms",
            NAME,
            "picture_as_pdf",
            pages=",".join(FIRST),
        )
        return Page((Say(HOW, "answer"), inputs, Links((ready,))), problems=tuple(problems))
    key = ".".join(("pages", *picked.parts))
    return Page(
        (
            Say(f"Your document has **{plural(len(picked.parts), 'part')}**, by the filters above.", "answer"),
            inputs,
            Brief(key, "Your document", "Your document as one HTML file", "as many pages as it takes"),
            Heading("What is in it"),
            *(Links((_link(choice, part, on),)) for part in picked.parts),
            Say(f"{HOW} The address of this page holds your choice.", "small"),
        ),
        problems=tuple(problems),
    )


def _link(choice: Choice, part: str, on: Offered) -> Link:
    page, _, subject = part.partition("-")
    if not subject:
        return choice.link(on.options["pages"][page], page)
    return choice.link(on.options["countries" if page == "country" else "pairs"][subject], page, **{page: subject})
