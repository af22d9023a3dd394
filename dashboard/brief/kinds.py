"""Every kind of brief: the pages that it is made of, and which of their blocks stand in it, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.brief.choose import Beside, Take


@dataclass(frozen=True)
class Part:
    """What a brief takes of one page; `own` names the parameter of its address that says what the brief is on."""

    page: str
    own: str
    takes: tuple[Take | Beside, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of brief: what it is called, and its pages, of which the first is the one that it is taken from."""

    name: str
    parts: tuple[Part, ...]


COUNTRY = Kind(
    "Country brief",
    (
        Part(
            "country",
            "country",
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
                    columns=(
                        "title",
                        "partner",
                        "sector",
                        "stage",
                        "expected_tco2e_per_year",
                        "expected_tco2e_total",
                        "issued",
                    ),
                    most=10,
                    least=4,
                ),
                Take("*", "Authorised*"),
                Beside((Take("*", "What to watch"), Take("*", "What is not known"))),
                Take("country-*-volumes-*|small:Tonnes", is_spare=True),
                Take("*", "Terms*", is_spare=True),
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
            "pair",
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
                Take("*", "Authorised*"),
                Beside((Take("*", "What to watch"), Take("*", "What is missing"))),
                Take("pair-*-volumes|small:Tonnes", is_spare=True),
                Take("*", "Terms*", is_spare=True),
                Take("countries|small", "The two countries*", is_spare=True),
                Take("pair_moments", is_spare=True),
                Take("*", "Neighbours", is_spare=True),
            ),
        ),
    ),
)
