"""What an address asks to have of one part of a page, and how that is cited: sentence, text, BibTeX, CSL-JSON, code to embed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dashboard.addresses import parsed
from dashboard.core import told
from dashboard.core.choice import Choice
from dashboard.core.choices import said, scope, to_query
from dashboard.core.citable import ANCHOR, Part, parts
from dashboard.core.content import SITE, Page
from dashboard.core.site import doi, public
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.render.frame import NAME
from dashboard.render.paper import plate
from dashboard.site.asked import HOME, Asked, asked
from dashboard.trust import queries_data

THEME = "theme"
LONGEST_QUERY = 2_000
# Pixels that a frame of an embed needs where nobody says more: a chart on a desk, on a phone it scrolls.
FRAME_WIDTH, FRAME_HEIGHT = 1100, 620
TERMS = (
    "Terms: facts from the publications that the rows name, under the terms stated there (data/sources.csv on this site); cite as above. "
    "An empty cell means that no source that was read gives it, never zero."
)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_KEY = re.compile(r"[^A-Za-z0-9]+")


class NotHonouredError(Exception):
    """What an address asks for is not there (404), or can't be asked so (400); the text says why, in words for readers."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.status, self.reasons = status, reasons


@dataclass(frozen=True)
class Cited:
    """A page, or one part of it, as it is cited: what it is, of which edition and content, and its address on this site."""

    what: Asked
    page: Page
    part: Part | None
    content: str
    release: str

    @property
    def title(self) -> str:
        """Return what the part states and of what, else the name of the page."""
        heading = self.page.heading or self.page.description or self.what.entry.heading
        of = f" ({self.scope})" if self.scope else ""
        if self.part is None:
            return f"{heading}{of}"
        if self.part.answer:
            return f"{self.part.title}{of}: {told.shown(self.part.answer)}"
        return f"{self.part.title}{of}" if self.part.title else f"{heading}{of}"

    @property
    def scope(self) -> str:
        """Return what the page or part is of, which a reader of the page sees around it and a reader of the quotation doesn't: the subject
        of the page, or the filters of a figure; "" where it is of everything."""
        choice, part = self.what.choice, self.part
        if part and part.answer:
            return scope(part.answer.filters, choice.known, part.answer.figure.subject.follows)
        subject = [self.page.heading] if part and self.page.heading and self.page.heading not in part.title else []
        return ", ".join(filter(None, [*subject, scope(choice.filters, choice.known, self.what.entry.filter_bar)]))

    @property
    def edition_on(self) -> date:
        """Return the day of the edition."""
        return self.what.choice.known.edition_on

    @property
    def query(self) -> str:
        """Return the choices as the query of an address that stays true: its day is always in it."""
        return urlencode(dict(self.what.choice.own) | to_query(self.what.choice.chosen), safe=",")

    @property
    def address(self) -> str:
        """Return the address on this site, at the part."""
        place = "" if self.what.name == HOME else self.what.name
        return f"{SITE}/{place}?{self.query}" + (f"#{ANCHOR}{self.part.key}" if self.part else "")

    @property
    def edition(self) -> str:
        """Return what identifies the data: edition, release where one was recorded, content."""
        release = f"release {self.release}, " if self.release else ""
        return f"edition of {day(self.edition_on)}, {release}content {self.content[:16]}"

    def sentence(self) -> str:
        """Return the sentence to quote, with its source, day and address."""
        statement, named = self.title, ""
        if self.part and self.part.answer:
            statement = told.sentence(self.part.answer, is_markdown=False)
            statement = told.capital(f"{self.scope}: {statement}" if self.scope else statement)
            named = told.sources(self.part.answer)
        elif self.part and self.part.beside:
            named = "; ".join(dict.fromkeys(filter(None, (told.sources(answer) for _, answer in self.part.beside))))
        elif self.part:
            named = plate.bare(self.part.sources).rstrip(".")
        source = f"Sources: {named}. " if named else ""
        as_of = day(self.what.choice.filters.as_of)
        return f"{statement.rstrip('.')}. {source}{NAME}, as of {as_of} ({self.edition}). {self.address}"

    def text(self) -> str:
        """Return how to cite it, as a line of text."""
        named = f" https://doi.org/{doi()}" if doi() else ""
        return f"{NAME} ({self.edition_on.year}). {self.title.rstrip('.')}. {self.edition[0].upper()}{self.edition[1:]}.{named} {self.address}"

    def bibtex(self) -> str:
        """Return the same as BibTeX."""
        key = _KEY.sub("_", f"{self.what.name}_{self.part.key if self.part else 'page'}").strip("_")
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "author": f"{{{NAME}}}",
            "year": f"{self.edition_on.year}",
            "month": f"{self.edition_on:%b}".lower(),
            "version": f"{self.release or self.edition_on.isoformat()}",
            "note": f"{_tex(self.edition[0].upper() + self.edition[1:])}",
            **({"doi": doi()} if doi() else {}),
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{article6atlas_{self.edition_on:%Y_%m_%d}_{key},\n{lines}\n}}\n"

    def csl(self) -> str:
        """Return the same as CSL-JSON, which reference managers read."""
        item = {
            "id": f"article6atlas-{self.edition_on.isoformat()}-{self.what.name}{f'-{self.part.key}' if self.part else ''}",
            "type": "dataset" if self.part and self.part.kind == "table" else "webpage",
            "title": self.title,
            "container-title": NAME,
            "author": [{"literal": NAME}],
            "issued": {"date-parts": [[self.edition_on.year, self.edition_on.month, self.edition_on.day]]},
            "version": self.release or self.edition_on.isoformat(),
            "note": self.edition,
            **({"DOI": doi()} if doi() else {}),
            "URL": self.address,
        }
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"

    def embedded(self, theme: str = "") -> str:
        """Return the address of the part alone, for a frame on another site."""
        part = self.part.key if self.part else ""
        shade = f"&{THEME}={theme}" if theme else ""
        return f"{SITE}/embed/{quote(self.what.name)}/{quote(part)}?{self.query}{shade}"

    def code(self, width: str = "100%", height: int = FRAME_HEIGHT) -> str:
        """Return the HTML that shows the part on another site."""
        return (
            f'<iframe src="{escape(self.embedded(), quote=True)}" title="{escape(f"{self.title} ({NAME})", quote=True)}" '
            f'width="{width}" height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>'
        )

    def foot(self) -> plate.Foot:
        """Return what ends a drawing."""
        of = f"{told.capital(self.scope)}. " if self.scope else ""
        return plate.Foot(f"{of}As of {day(self.what.choice.filters.as_of)}; {self.edition}.", self.address)


def cited(page: str, key: str, query: Mapping[str, str]) -> Cited:
    """Return a page, or with a `key` one part of it, by the choices of an address.

    Raises NotHonouredError, WarehouseMissingError before the first build.
    """
    if page not in ENTRIES:
        raise NotHonouredError(404, "There is no such page.")
    what = asked(page, query)
    content = what.content()
    if problems := (*what.problems, *content.problems):
        raise NotHonouredError(400, *problems)
    found = parts(content)
    if key and key not in found:
        raise NotHonouredError(404, "This page has no such part with these choices.")
    releases, held = queries_data.releases(), queries_data.content_hash()
    recorded = releases[releases["content_hash"] == held]
    release = str(recorded["release_id"].iloc[0]) if len(recorded) else ""
    return Cited(what, content, found.get(key), held, release)


def site_of(request: Request) -> str:
    """Return the public address of the site, else the one by which the visitor reached it, without a slash; a Host that is none is left out."""
    if address := public():
        return address
    host = request.headers.get("Host", "")
    scheme = "https" if request.headers.get("X-Forwarded-Proto") == "https" else request.url.scheme
    return f"{scheme}://{host}{request.scope.get('root_path', '')}" if _HOST.fullmatch(host) else ""


def query_of(request: Request) -> dict[str, str]:
    """Return the parameters of a request, of an address of reasonable length."""
    return parsed(request.url.query[:LONGEST_QUERY])


def menu_addresses(page: str, choice: Choice) -> Callable[[str], str]:
    """Return what gives the address of a part or of a file of it, relative to any page; it says what was chosen and no more."""
    query = urlencode(dict(choice.own) | said(choice.chosen, choice.known), safe=",")
    head, tail = f"cite/{quote(page)}/", f"?{query}" if query else ""
    return lambda name: f"{head}{quote(name)}{tail}"


def discovery(canonical: str) -> str:
    """Return the address of what oEmbed says of a page, for its head."""
    return f"/oembed?url={SITE}{quote(canonical, safe='')}"


def _tex(text: str) -> str:
    # What TeX takes for its own. Source: https://www.bibtex.org/SpecialSymbols/
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", "/"))
