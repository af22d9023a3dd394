"""Words of Article 6.2 and of the Atlas in plain English, for orientation: what binds is the text of the decisions. Pure.

Each is explained where a page first uses it (dashboard.render.terms), on the page How it works, and in the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dashboard.core.forms.typography import typeset


@dataclass(frozen=True)
class Term:
    """A word, what it means, and the forms in which a text says it; a small first letter stands for a capital too."""

    word: str
    meaning: str
    forms: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """What it is called in an address: "first-transfer"."""
        return re.sub(r"[^a-z0-9]+", "-", self.word.lower()).strip("-")


TERMS = (
    Term(
        "ITMO",
        "Internationally transferred mitigation outcome: a reduction or removal of emissions, from 2021 on, that its "
        "host country has authorised for use elsewhere. In the Atlas one ITMO is one tonne of CO2 equivalent; Parties may "
        "also agree on another unit.",
        ("ITMO", "ITMOs", "internationally transferred mitigation outcomes"),
    ),
    Term(
        "Article 6.2",
        "The paragraph of the Paris Agreement under which countries work together directly, by agreements of "
        "their own, and count the results towards their climate targets.",
        ("Article 6.2",),
    ),
    Term(
        "Article 6.4",
        "The paragraph of the Paris Agreement with the mechanism that the UN runs itself (PACM), which follows the Clean Development Mechanism (CDM). "
        "The Atlas is about Article 6.2.",
        ("Article 6.4", "PACM", "CDM"),
    ),
    Term(
        "Cooperative approach",
        "The official name of such a cooperation once it is reported to the UNFCCC, whose platform "
        "gives it a number (CA and four digits).",
        ("cooperative approach", "cooperative approaches"),
    ),
    Term(
        "Buyer",
        "The country that acquires tonnes; the decisions call it the acquiring Party. It may buy through an agency, a foundation or a programme.",
        ("buyer", "buyers"),
    ),
    Term(
        "Host",
        "The country in which emissions are cut or removed. Nothing may be counted elsewhere unless it authorises that; the decisions "
        "call it the first transferring Party.",
        ("host", "hosts", "host country", "host countries"),
    ),
    Term(
        "Pair",
        "One buyer with one host. A pair can have several agreements; it is counted once.",
        ("pair", "pairs"),
    ),
    Term(
        "Binding",
        "Used here of implementation agreements, bilateral agreements, framework treaties and the documents that set up the JCM with a "
        "partner. It names a group of forms; it is not a legal opinion on any text.",
        ("binding", "binding instrument", "binding instruments", "binding agreement", "binding agreements"),
    ),
    Term(
        "Counting rule",
        "Which signed texts count: binding ones alone, memoranda and frameworks too, or letters and statements of intent as well. "
        "Each rule includes the one before it.",
        ("counting rule", "counting rules"),
    ),
    Term(
        "In force",
        "The text applies between two countries, from a day that a source names. A signature alone is not enough.",
        ("in force", "entry into force"),
    ),
    Term(
        "Authorisation",
        "The statement of a country that tonnes of an activity may be transferred and what they may be used "
        "for: a climate target (NDC), or another international purpose such as aviation (CORSIA). It permits; it delivers nothing.",
        ("authorisation", "authorisations", "authorised", "authorise", "authorises"),
    ),
    Term(
        "Authorised for",
        "The use that a letter of authorisation allows: a climate target (NDC) of a country, other international mitigation purposes (OIMP), or both.",
        ("authorised for",),
    ),
    Term(
        "OIMP",
        "Other international mitigation purposes: a use of authorised tonnes other than a country’s climate target, such as the aviation scheme CORSIA "
        "or the voluntary market.",
        ("OIMP", "other international mitigation purposes", "other purposes", "other purpose"),
    ),
    Term(
        "UNFCCC’s platform",
        "The centralised accounting and reporting platform (CARP), on which Parties file cooperative approaches, authorisations and reports. A letter can "
        "exist before, or without, being filed there.",
        ("UNFCCC’s platform", "UNFCCC platform"),
    ),
    Term(
        "Share of proceeds",
        "What a project gives away of its credits, or of what they earn: to adaptation, to communities or to the State.",
        ("share of proceeds", "shares of proceeds"),
    ),
    Term(
        "OMGE",
        "Overall mitigation in global emissions: credits that are cancelled and used by nobody, so that the atmosphere gains.",
        ("OMGE",),
    ),
    Term(
        "Issuance",
        "The step at which a registry creates credits for verified tonnes. It neither transfers nor uses them.",
        ("issuance", "issuances", "issued"),
    ),
    Term(
        "First transfer",
        "The moment at which the host’s books change. For use towards a target it is the first international "
        "transfer of the authorised tonnes. For other purposes the host chooses whether authorisation, issuance, or use or "
        "cancellation counts as it.",
        ("first transfer", "first transfers", "first transferred"),
    ),
    Term(
        "Corresponding adjustment",
        "The entry in both countries’ emission accounts that keeps a tonne from being counted twice: "
        "the host adds it, the buyer may subtract what it uses. How the entry is spread over the years depends on the kind of target.",
        ("corresponding adjustment", "corresponding adjustments"),
    ),
    Term(
        "JCM",
        "Joint Crediting Mechanism: Japan’s scheme with its partner countries, each pair with a joint committee that "
        "registers projects and decides on issuance. Its credits are shared between both sides, and a JCM credit is not by itself an ITMO.",
        ("Joint Crediting Mechanism", "JCM"),
    ),
    Term(
        "LoA",
        "Letter of authorisation: the document that holds an authorisation. A letter of approval or of no objection "
        "shows support for a project and is not the same.",
        ("letter of authorisation", "letters of authorisation", "LoA", "LoAs"),
    ),
    Term(
        "Initial report",
        "The first report of a country that takes part, on its target, its way of accounting and each cooperation. "
        "It is tied to the authorisation of the first tonnes; yearly information follows, due on 15 April for the year before.",
        ("initial report", "initial reports"),
    ),
    Term(
        "BTR",
        "Biennial transparency report: every two years a country reports its emissions and how far it is towards its target, and sums up what it "
        "transferred and used.",
        ("biennial transparency report", "biennial transparency reports", "BTR", "BTRs"),
    ),
    Term(
        "NDC",
        "Nationally determined contribution: a country’s own climate target under the Paris Agreement, renewed every five years.",
        ("NDC", "NDCs", "nationally determined contribution", "nationally determined contributions"),
    ),
    Term(
        "CORSIA",
        "The scheme of the UN’s aviation body (ICAO) under which airlines offset part of the emissions of international flights.",
        ("CORSIA",),
    ),
    Term(
        "Annex I",
        "The list in the UN climate convention of 1992 of the countries that were industrialised then, or on their way to a market economy.",
        ("Annex I",),
    ),
    Term(
        "CO2 equivalent",
        "Greenhouse gases on one scale: as much of a gas as warms the climate like a tonne of carbon dioxide over a hundred years. "
        "Written t and Mt in sentences, tCO2e and MtCO2e in headings of tables.",
        ("CO2 equivalent", "tCO2e", "MtCO2e"),
    ),
    Term(
        "Vintage",
        "The year in which the emissions were cut; not the year in which credits were issued for it.",
        ("vintage", "vintages"),
    ),
    Term(
        "Traced",
        "Added up from rows that each name an event and its source. It is what was found, not the full total.",
        ("traced",),
    ),
    Term(
        "Unconfirmed",
        "Stated only by an unofficial page or an unsigned copy. It is shown next to the figures, but is in no total and decides nothing.",
        ("unconfirmed",),
    ),
    Term(
        "Known to",
        "The latest day to which facts of this kind were read. Later events may be missing, whatever the day of the edition.",
        ("known to",),
    ),
    Term(
        "KliK",
        "The Swiss foundation through which importers of motor fuel meet their duty to offset emissions. It buys most of what Switzerland plans to buy.",
        ("KliK",),
    ),
)


def listed(*words: str) -> str:
    """Return the meanings of some words as a list (Markdown), for a page whose tables are headed by them."""
    meanings = {term.word: term.meaning for term in TERMS}
    return "\n".join(f"- **{word}**: {meanings[word]}" for word in words)


def _form(form: str) -> str:
    first = form[0]
    return f"[{first.upper()}{first}]{re.escape(form[1:])}" if first.islower() else re.escape(form)


# The longest form first, so that "host country" is no "host"; a hyphen ends no word. No groups: by its first letter a form is then passed over at once.
_FORMS = {typeset(form): term for term in TERMS for form in term.forms}
_SAID = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_form, sorted(_FORMS, key=len, reverse=True)))})(?![\w-])")


def said(text: str) -> Iterator[tuple[int, int, Term]]:
    """Find each word of the glossary in a text, in reading order: where it begins, where it ends, and its term."""
    for found in _SAID.finditer(text):
        said = found[0]
        yield found.start(), found.end(), _FORMS.get(said) or _FORMS[said[0].lower() + said[1:]]
