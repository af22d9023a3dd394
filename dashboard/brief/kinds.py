"""Every kind of brief: the pages that it is made of, and which of their blocks stand in it, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.brief.choose import Beside, Take


@dataclass(frozen=True)
class Part:
    """What a brief takes of one page. `own` are the parameters of its address and `buyer` the one that its filters keep to, of the parts of the
    brief's subject by their numbers: {0} is the first."""

    page: str
    own: tuple[tuple[str, str], ...]
    takes: tuple[Take | Beside, ...]
    buyer: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of brief: what it is called, and its pages, of which the first is the one that it is taken from; on so many sheets of paper
    (0: on as many as it takes)."""

    name: str
    parts: tuple[Part, ...]
    sheets: int = 2


def _of_projects(other: str) -> tuple[str, ...]:
    """Columns of a table of projects; `other` is the column of those who are not the subject of the brief."""
    return ("title", other, "sector", "stage", "expected_tco2e_per_year", "expected_tco2e_total", "issued")


COUNTRY = Kind(
    "Country brief",
    (
        Part(
            "country",
            (("country", "{0}"),),
            (
                Take("answer", has_heading=False),
                Take("tiles", has_heading=False),
                Take(
                    "texts-*",
                    columns=("buyer", "host", "instrument_label", "binding", "signed", "in_force", "differ_on"),
                    most=14,
                    least=5,
                ),
                Take(
                    "country-*-projects-*",
                    columns=_of_projects("partner"),
                    most=10,
                    least=4,
                ),
                Take("text:What is authorised*|text:On what terms*", has_heading=False),
                Beside((Take("*", "What to watch"), Take("*", "What is not known"))),
                Take("country-*-volumes-*|small:Tonnes", is_spare=True),
                Beside((Take("country_emissions"), Take("*-ndc-targets|small", "The newest NDC*")), is_spare=True),
                Take("*-readiness|small", "Readiness*", is_spare=True),
            ),
        ),
    ),
)
PAIR = Kind(
    "Pair brief",
    (
        Part(
            "pair",
            (("pair", "{0}"),),
            (
                Take("answer", has_heading=False),
                Take("tiles", has_heading=False),
                Take("texts-*"),
                Take(
                    "pair-*-projects",
                    columns=(
                        "title",
                        "sector",
                        "stage",
                        "expected_tco2e_per_year",
                        "expected_tco2e_total",
                        "issued",
                        "transferred",
                    ),
                    most=10,
                    least=3,
                ),
                Take("text:What is authorised*|text:On what terms*", has_heading=False),
                Beside((Take("*", "What to watch"), Take("*", "What is missing"))),
                Take("pair-*-volumes|small:Tonnes", is_spare=True),
                Take("countries|small", "The two countries*", is_spare=True),
                Take("pair_moments", is_spare=True),
                Take("*", "Neighbours", is_spare=True),
            ),
        ),
    ),
)
# Of a buyer: its partners, what came, its goal, its largest projects, how it is organised, and what to watch. {0} is its code, {1} its name.
_OWN = (("country", "{0}"),)
PROGRAMME = Kind(
    "Programme brief",
    (
        Part("country", _OWN, (Take("answer", has_heading=False),)),
        Part("delivered", (), (Take("tiles", has_heading=False),), buyer="{0}"),
        Part("targets", (), (Take("ladder_{0}-*", has_heading=False),)),
        Part(
            "country", _OWN, (Take("partners-buyer", most=12, least=5, has_heading=False), Take("*", "What to watch"))
        ),
        Part(
            "projects",
            (),
            (
                Take(
                    "projects",
                    columns=_of_projects("host"),
                    most=10,
                    least=4,
                ),
            ),
            buyer="{0}",
        ),
        Part(
            "organise",
            (),
            (Take("matrix", columns=("What a programme needs", "{1}"), is_spare=True, has_heading=False),),
        ),
    ),
)
_COMPARED = (
    Take("answer", has_heading=False),
    Take("text", "What differs"),
    Take("compared", "Figure by figure", most=16, least=6),
    Take("compared-growth", is_spare=True),
    Take("text|compared-rules", "Rules", is_spare=True),
    Take("text", "What to watch", is_spare=True),
)
# {0} are the keys that stand side by side, {1} is their role.
PARTIES = Kind("Comparison", (Part("compare", (("parties", "{0}"), ("as", "{1}")), _COMPARED),))
PAIRS = Kind("Comparison", (Part("compare", (("pairs", "{0}"),), _COMPARED),))
# Of a page that somebody picked: all that it says, and the first rows of its tables.
PICKED = (Take("*", most=12, least=12),)
