"""Every page of the Atlas, in the order of the navigation: what it is called, which filters it has, and what makes its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.accounts.content import content as account
from dashboard.accounts.inputs import PANEL as ACCOUNT
from dashboard.agreements.content import content as agreements
from dashboard.compare.chosen import PANEL as COMPARE
from dashboard.compare.content import content as compare
from dashboard.core.articles import with_articles
from dashboard.core.choice import Choice
from dashboard.core.citable import named
from dashboard.core.content import Page
from dashboard.core.fields import FilterGroup
from dashboard.core.links import ROWS_PAGE
from dashboard.core.panel import Panel
from dashboard.core.typography import typeset_page
from dashboard.delivered.content import content as delivered
from dashboard.evidence import registry
from dashboard.evidence.content import content as rows
from dashboard.evidence.row_card import fill
from dashboard.overview.content import content as overview
from dashboard.overview.content_questions import content as questions
from dashboard.overview.content_search import PANEL as SEARCH
from dashboard.overview.content_search import content as search
from dashboard.overview.content_selection import content as selection
from dashboard.overview.content_selection import panel as selection_panel
from dashboard.overview.content_start import content as start
from dashboard.places.content_country import content as country
from dashboard.places.content_network import content as network
from dashboard.places.content_pair import content as pair
from dashboard.projects.content import content as projects
from dashboard.projects.content_project import content as project
from dashboard.projects.content_steps import content as steps
from dashboard.rules.content import content as rules
from dashboard.rules.inputs import PANEL as RULES
from dashboard.targets.assumptions import PANEL as TARGETS
from dashboard.targets.calculator_inputs import PANEL as CALCULATOR
from dashboard.targets.content import content as targets
from dashboard.targets.content_calculator import content as calculator
from dashboard.targets.content_organise import content as organise
from dashboard.trade.content import content as trade
from dashboard.trade.filters import PANEL as TRADE
from dashboard.trust.content import content as reconciliation
from dashboard.trust.content_changes import content as changes
from dashboard.trust.content_data import content as data
from dashboard.trust.content_method import content as method
from dashboard.trust.fresh import added as fresh
from dashboard.trust.news import SINCE
from dashboard.trust.news import added as since
from dashboard.units.content import content as units

LOOK_UP, UNDERSTAND, CHECK = "Look up", "Understand", "Check and reuse"


@dataclass(frozen=True)
class Entry:
    """A page: its name, its heading, the groups of filters that it has, and the section of the navigation (None: not listed,
    because it is reached by links alone). `content` makes it, of the filters, the parameters `own` of its address and those of its `panel`. What depends on
    files beside the warehouse is not kept. `facts` is the kind of fact that the line above it says to what day is known."""

    name: str
    heading: str
    filter_bar: FilterGroup
    content: Callable[[Choice], Page]
    section: str | None = ""
    own: tuple[str, ...] = ()
    panel: Panel | None = None
    is_kept: bool = True
    facts: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """What its address may have beside the filters."""
        return (*self.own, *(self.panel.names if self.panel else ()), SINCE)


def _filled(name: str, make: Callable[[Choice], Page]) -> Callable[[Choice], Page]:
    """Return the content of a page with its opened rows filled in, what is new on it since the day of its address, how fresh it is, names of Parties
    as sentences say them, type as print sets it, and a name for each part, wherever it is asked for."""
    return lambda choice: named(
        typeset_page(with_articles(fresh(since(fill(make(choice), choice), name, choice), name)))
    )


def listed() -> list[tuple[str, str, str]]:
    """Name, title and heading of each page that the navigation lists."""
    return [(name, entry.name, entry.heading) for name, entry in _ENTRIES.items() if entry.section is not None]


def picked() -> dict[str, str]:
    """Name and title of each page that can be a part of a document as it is: not of one subject, none that only asks, and not all the data."""
    return {name: title for name, title, _ in listed() if name not in ON_ONE}


ON_ONE = ("country", "pair", "project", "account", "compare", "search", "selection", "data")
SELECTION = selection_panel(picked)
_ENTRIES = {
    "overview": Entry(
        "Overview",
        "Who buys emission cuts from whom under the Paris Agreement, and what has been delivered",
        FilterGroup.AGREEMENTS,
        content=overview,
    ),
    "agreements": Entry(
        "Agreements", "Agreements under Article 6.2", FilterGroup.AGREEMENTS, content=agreements, own=("agreement",)
    ),
    "projects": Entry("Projects", "What came of the agreements", FilterGroup.PROJECTS, content=projects),
    "delivered": Entry("Delivered", "What was really delivered", FilterGroup.PROJECTS, content=delivered),
    "units": Entry(
        "Authorised units",
        "What hosts have authorised",
        FilterGroup.PROJECTS,
        section=LOOK_UP,
        content=units,
        facts="authorised_unit",
    ),
    "targets": Entry("Targets", "Will it be enough?", FilterGroup.NONE, content=targets, panel=TARGETS),
    "trade": Entry(
        "Trade", "Does clean technology follow the agreements?", FilterGroup.NONE, content=trade, panel=TRADE
    ),
    "country": Entry(
        "Country",
        "Look up a country",
        FilterGroup.RULE_AND_DAY,
        section=LOOK_UP,
        content=country,
        own=("country",),
    ),
    "pair": Entry(
        "Pair", "Look up a buyer and a host", FilterGroup.RULE_AND_DAY, section=LOOK_UP, content=pair, own=("pair",)
    ),
    "rules": Entry(
        "Rules",
        "What hosts and buyers ask of a project",
        FilterGroup.PARTIES | FilterGroup.DAY,
        section=LOOK_UP,
        content=rules,
        own=("kind",),
        panel=RULES,
    ),
    "compare": Entry(
        "Compare",
        "Side by side",
        FilterGroup.RULE_AND_DAY,
        section=LOOK_UP,
        content=compare,
        panel=COMPARE,
    ),
    "account": Entry(
        "Account",
        "Look up the account of a Party",
        FilterGroup.DAY,
        section=LOOK_UP,
        content=account,
        own=("party",),
        panel=ACCOUNT,
    ),
    "project": Entry(
        "Project", "Look up a project", FilterGroup.NONE, section=LOOK_UP, content=project, own=("project",)
    ),
    "search": Entry(
        "Search",
        "Search",
        FilterGroup.NONE,
        section=LOOK_UP,
        content=lambda choice: search(choice, listed),
        panel=SEARCH,
    ),
    "network": Entry(
        "Network", "Which hosts buyers share", FilterGroup.AGREEMENTS, section=LOOK_UP, content=network, own=("among",)
    ),
    "start": Entry(
        "New to Article 6?", "Article 6 in three short steps", FilterGroup.NONE, section=UNDERSTAND, content=start
    ),
    "questions": Entry(
        "Questions", "Questions that people bring", FilterGroup.NONE, section=UNDERSTAND, content=questions
    ),
    "steps": Entry(
        "How it works", "How a project becomes an ITMO", FilterGroup.PROJECTS, section=UNDERSTAND, content=steps
    ),
    "organise": Entry(
        "How buyers organise it", "How buyers organise it", FilterGroup.NONE, section=UNDERSTAND, content=organise
    ),
    "calculator": Entry(
        "Calculator",
        "What would ITMOs save?",
        FilterGroup.NONE,
        section=UNDERSTAND,
        content=calculator,
        panel=CALCULATOR,
    ),
    "reconciliation": Entry(
        "Reconciliation", "Do the totals agree?", FilterGroup.NONE, section=CHECK, content=reconciliation
    ),
    "data": Entry(
        "Data",
        "All the data, to download",
        FilterGroup.NONE,
        section=CHECK,
        content=data,
        own=("table",),
        is_kept=False,
    ),
    "selection": Entry(
        "Your own brief",
        "Pages of your choice as one document",
        FilterGroup.PROJECTS,
        section=CHECK,
        content=lambda choice: selection(choice, SELECTION),
        panel=SELECTION,
    ),
    "changes": Entry("What changed", "What changed", FilterGroup.NONE, section=CHECK, content=changes),
    "method": Entry("Method and sources", "Method and sources", FilterGroup.NONE, section=CHECK, content=method),
    "rows": Entry(
        "Behind a figure",
        "Where this number comes from",
        FilterGroup.NONE,
        section=None,
        content=rows,
        own=("figure", "key", "row", *TRADE.names),
    ),
}
ENTRIES = {name: replace(entry, content=_filled(name, entry.content)) for name, entry in _ENTRIES.items()}


def entry_of(name: str, figure: str | None) -> Entry:
    """Return the entry of a page; that of the rows behind a figure has the filters which the figure follows. Raises KeyError where there is no such page."""
    entry = ENTRIES[name]
    found = registry.find(figure) if name == ROWS_PAGE else None
    return replace(entry, filter_bar=found.subject.follows) if found else entry
