"""What is said of a country, of a pair and of the network between them, on rows made up here."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from made import (
    ESTIMATES,
    IN_TOTAL,
    MOVED,
    NO_ESTIMATE,
    NO_TOTAL,
    NOBODY,
    NONE_YET,
    NOT_OURS,
    PART_TRACED,
    TRACED,
    of,
    rows,
    total,
)

from dashboard.agreements.summaries import by_pair
from dashboard.core.answer import Answer
from dashboard.core.choices import Filters
from dashboard.core.figure import Figure
from dashboard.core.links import Behind, key_of
from dashboard.places import findings as places
from dashboard.places import findings_context as context
from dashboard.places import findings_network as network
from dashboard.places import findings_pair as pairs
from dashboard.places.network import band

NAN = float("nan")
DAY = Filters(date(2026, 3, 1))
BINDING, MEMORANDA = Filters(date(2025, 3, 1), rule="binding"), Filters(date(2026, 3, 1), rule="memoranda")
COUNT = Figure("projects", "Projects", NOBODY, "project", "projects", "How.", done="known", known="project")
TEXTS = Figure("agreements", "Agreements", NOBODY, "agreement", "agreements", "How.", done="signed", known="agreement")
NOTHING = {
    "iso3": "TCD", "short_name": "Chad", "region": "Africa", "subregion": None, "income_group": None, "is_ldc": False, "is_sids": False,
    "is_lldc": False, "is_annex1": False, "is_eu_member": False, "is_paris_party": True, "co2_year": NAN, "co2_mt": NAN,
    "ghg_year": NAN, "ghg_mtco2e": NAN, "ghg_per_head_year": NAN, "ghg_per_head_tco2e": NAN, "population_year": NAN,
    "population": NAN, "gdp_year": NAN, "gdp_per_head_intl_usd": NAN, "carbon_intensity_year": NAN,
    "carbon_intensity_gco2e_per_kwh": NAN, "renewable_share_year": NAN, "renewable_share_per_cent": NAN, "ndc_title": None,
    "ndc_url": None, "ndc_submitted_on": None, "ndc_is_third_round": None, "ndc_registry_on": "2026-11-01", "article6_intention": None,
    "article6_intention_as_of": None, "article6_intentions_as_of": "2022-02", "participation_as_of": pd.NaT,
}  # fmt: skip
MUCH = NOTHING | {
    "iso3": "GHA", "short_name": "Ghana", "subregion": "Sub-Saharan Africa", "income_group": "Lower middle income", "is_ldc": True,
    "is_sids": True, "is_lldc": True, "is_annex1": True, "is_eu_member": True, "is_paris_party": False, "co2_year": 2024.0,
    "co2_mt": 21.0, "ghg_year": 2023.0, "ghg_mtco2e": 41.25, "ghg_per_head_year": 2022.0, "ghg_per_head_tco2e": 1.25,
    "population_year": 2023.0, "population": 34_121_985.0, "gdp_year": 2021.0, "gdp_per_head_intl_usd": 6520.4,
    "carbon_intensity_year": 2024.0, "carbon_intensity_gco2e_per_kwh": 484.4, "renewable_share_year": 2023.0,
    "renewable_share_per_cent": 33.6, "ndc_title": "NDC [3.0]", "ndc_url": "https://x.org/ndc", "ndc_submitted_on": date(2025, 9, 13),
    "ndc_is_third_round": True, "article6_intention": "possible", "article6_intention_as_of": "2022-02",
    "participation_as_of": pd.Timestamp("2026-02-28"), "has_national_authority": True, "cdm_transition_projects": 1.0,
    "cdm_transition_programmes": 2.0, "cdm_transition_components": 3.0, "notified_projects": 4.0, "notified_programmes": 1.0,
    "cooperative_approaches": 5.0, "agreements_as_host": 6.0, "agreements_as_buyer": 7.0,
}  # fmt: skip
EMPTY, FULL = pd.Series(NOTHING), pd.Series(MUCH)
NO_AUTHORITY = pd.Series(MUCH | {"has_national_authority": False, "is_paris_party": True})
OLD_NDC = pd.Series(
    MUCH | {"ndc_is_third_round": False, "ndc_submitted_on": date(2021, 10, 4), "article6_intention": "no"}
)
TARGETS = pd.DataFrame(
    [
        ("cut by 30% by 2030", "conditional", "2022-10", "WRI", "https://x.org/t"),
        ("net zero", None, "2025", "IGES", "https://x.org/u"),
    ],
    columns=["target", "conditionality", "as_of", "source_publisher", "source_url"],
    dtype=object,
)
PRICES = pd.DataFrame(
    [("tax", "A tax", False, "carbon_tax", "implemented", 42.0, 12.5), ("ets", "A system", True, "emissions_trading", "under_consideration", NAN, NAN),
     ("x", "A plan", False, "undecided", "under_development", NAN, 0.5)],
    columns=["instrument_id", "name", "is_of_union", "kind", "status", "covered_share_per_cent", "price_2025_usd_per_tco2e"],
).assign(iso3="GHA")  # fmt: skip


def agreed(*known: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Agreements: buyer, host, rule, signed on."""
    frame = pd.DataFrame(known, columns=["buyer", "host", "counting_rule", "signed_on"])
    signed = frame["signed_on"].astype(object).where(frame["signed_on"].notna(), None)
    first = signed.map(lambda text: text and pd.Timestamp(text if len(text) > 4 else f"{text}-01-01"))
    last = signed.map(lambda text: text and pd.Timestamp(text if len(text) > 4 else f"{text}-12-31"))
    return frame.assign(
        signed_on=signed, signed_from_on=first, signed_until_on=last, agreement_id=[f"A{n}" for n in range(len(frame))],
        buyer_iso3=frame["buyer"].str[:3].str.upper(), host_iso3=frame["host"].str[:3].str.upper(), is_disputed=False,
        counts_from_on=pd.Timestamp("2020-01-01"), instrument_order=1, instrument_label="Agreement", in_force_state="in_use",
        in_force_words="signed, in use",
    )  # fmt: skip


def answered(
    count: int | None = None, yearly: Answer = NO_ESTIMATE, in_all: Answer = NO_TOTAL, **others: Answer
) -> dict[str, Answer]:
    """The answers of a country or pair."""
    found = {"projects": of(COUNT, value=count, word="none yet"), "expected_yearly": yearly, "expected_total": in_all}
    rest = dict.fromkeys(("authorisations", "jcm_issued", "itmo_issued", "transferred", "used"), NONE_YET)
    return found | {"agreements": of(TEXTS, value=2, known=2, rows=rows(1, 2))} | rest | others


def side(agreements: pd.DataFrame, projects: int = 0, apart: int = 0, **answers: Answer) -> SimpleNamespace:
    """What a Party does in one role."""
    told = answered(projects or None, **answers)
    return SimpleNamespace(agreements=agreements, not_counted=range(apart), count=lambda _: projects, answers=told)


def cells(table: list[dict[str, object]]) -> list[list[object]]:
    """The rows of a table, with what stands behind each as its figure and key."""
    return [[_behind(cell) for cell in row.values()] for row in table]


def _behind(cell: object) -> object:
    if isinstance(cell, dict):
        return {name: _behind(value) for name, value in cell.items()}
    return f"{cell.figure} {key_of(dict(cell.columns))}" if isinstance(cell, Behind) else cell


def series(column: str, **years: float) -> pd.DataFrame:
    """A series by year."""
    return pd.DataFrame({"year": [int(name[1:]) for name in years], column: list(years.values())})


def claimed(*known: tuple[object, ...]) -> list[dict[str, object]]:
    """Claims on an agreement."""
    names = ("field", "value", "publisher", "source_title", "source_url", "is_chosen")
    return [dict(zip(names, claim, strict=True)) for claim in known]


def moments(*known: tuple[str, str | None], apart: tuple[tuple[str, str | None], ...] = ()) -> pd.DataFrame:
    """Moments of a pair, and behind them those that no total counts."""
    rows = pd.DataFrame([*known, *apart], columns=["kind", "moment_on"])
    return rows.assign(is_counted=[True] * len(known) + [False] * len(apart))


NO_TEXT = agreed().head(0)
THREE = agreed(
    ("Japan", "Ghana", "binding", "2020-11-23"),
    ("Japan", "Ghana", "memoranda", "2020"),
    ("Sweden", "Ghana", "binding", None),
)
AS_BUYER = agreed(("Ghana", "Chad", "statements", "2024-01-01"))
MANY = agreed(*[(name, "Ghana", "binding", "2020-01-01") for name in ("Japan", "Sweden", "Norway", "Korea", "Kuwait")])
LEDGER = pd.DataFrame(
    {"event": ["issuance", "first_transfer", "authorisation", "issuance"], "quantity_tco2e": [None, NAN, None, 5.0]}
)
COLUMNS = ["iso3", "party", "region", "is_annex1", "is_ldc", "is_sids", "buyer_count", "band"]


def crowd(*counts: int) -> pd.DataFrame:
    """Parties P0, P1 … by their number of buyers."""
    return pd.DataFrame({"party": [f"P{n}" for n in range(len(counts))], "buyer_count": counts})


def parties(eligible: int, annex: int = 1) -> pd.DataFrame:
    """Parties outside Annex I, and in it."""
    return pd.DataFrame({"is_annex1": [False] * eligible + [True] * annex})


def shared(*known: tuple[str, str, int]) -> pd.DataFrame:
    """Hosts that two buyers share."""
    frame = pd.DataFrame(known, columns=["buyer", "other", "shared"])
    return frame.assign(buyer_iso3=frame["buyer"], other_iso3=frame["other"])


def alone(*known: tuple[str, int, int]) -> pd.DataFrame:
    """Buyers with their hosts, and those that are theirs alone."""
    return pd.DataFrame(known, columns=["buyer", "host_count", "exclusive_count"])


def regions(*known: tuple[str, int, int]) -> pd.DataFrame:
    """Regions or groups with the Parties that are left out, of so many."""
    return pd.DataFrame(known, columns=["group", "left_out", "total"])


FOUR_REGIONS = (("Africa", 12, 40), ("Asia", 10, 40), ("Americas", 20, 30), ("Oceania", 9, 9))
GROUPS = (("Least developed", 20, 44), ("Small islands", 25, 37))
SOLO = shared(("Japan", "Japan", 3))


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: places.country(FULL, {"host": side(THREE, 1), "buyer": side(NO_TEXT)}, DAY),
            "On 1 Mar 2026, **Ghana** as host has 3 signed agreements with 2 buyers (2 with a binding one) and 1 project.",
        ),
        (
            lambda: places.country(FULL, {"host": side(THREE, 1), "buyer": side(AS_BUYER, 2)}, MEMORANDA),
            "On 1 Mar 2026, **Ghana** as host has 3 binding agreements and memoranda with 2 buyers (2 with a binding one) and 1 project. As buyer, it has 1 binding agreement or memorandum with 1 host (0 with a binding one) and 2 projects.",
        ),
        (
            lambda: places.country(FULL, {"host": side(THREE, 1), "buyer": side(AS_BUYER, 2)}, BINDING),
            "On 1 Mar 2025, **Ghana** as host has 3 binding agreements with 2 buyers and 1 project. As buyer, it has 1 binding agreement with 1 host and 2 projects.",
        ),
        (
            lambda: places.country(FULL, {"host": side(NO_TEXT), "buyer": side(NO_TEXT, 1)}, DAY),
            "On 1 Mar 2026, **Ghana** as buyer has no signed agreement, but 1 project in the Atlas.",
        ),
        (
            lambda: places.country(FULL, {"host": side(NO_TEXT, 0, 2), "buyer": side(NO_TEXT, 0, 1)}, DAY),
            "No signed agreement of **Ghana** under Article 6.2 is known to the Atlas on 1 Mar 2026, and no project. 3 texts are unsigned or unclear, and shown apart. The NDC that it had in Feb 2022 left the use of international carbon markets open.",
        ),
        (
            lambda: places.country(FULL, {"host": side(NO_TEXT, 0, 1), "buyer": side(NO_TEXT)}, BINDING),
            "No binding agreement of **Ghana** under Article 6.2 is known to the Atlas on 1 Mar 2025, and no project. 1 text is unsigned or unclear, and shown apart. The NDC that it had in Feb 2022 left the use of international carbon markets open.",
        ),
        (
            lambda: places.country(EMPTY, {"host": side(NO_TEXT), "buyer": side(NO_TEXT)}, DAY),
            "No signed agreement of **Chad** under Article 6.2 is known to the Atlas on 1 Mar 2026, and no project.",
        ),
        (lambda: places.partners("Ghana", {"host": by_pair(THREE)}), "Ghana works with Japan and Sweden"),
        (lambda: places.partners("Ghana", {"buyer": by_pair(AS_BUYER)}), "Ghana works with Chad"),
        (
            lambda: places.partners("Ghana", {"host": by_pair(MANY), "buyer": by_pair(AS_BUYER)}),
            "Ghana works with Japan, Korea, Kuwait, Norway and 1 more as host, and with Chad as buyer",
        ),
        (
            lambda: places.nothing_yet("Ghana", BINDING, DAY, 2, 1),
            "Nothing of Ghana counts on 1 Mar 2025 (binding only). On 1 Mar 2026 the Atlas knows 2 signed agreements and 1 project. Choose a later as-of date or a wider counting rule, or press Reset.",
        ),
        (
            lambda: places.nothing_yet("Ghana", Filters(date(2025, 3, 1)), DAY, 1, 0),
            "Nothing of Ghana counts on 1 Mar 2025 (all signed texts). On 1 Mar 2026 the Atlas knows 1 signed agreement. Choose a later as-of date, or press Reset.",
        ),
        (
            lambda: places.nothing_yet("Ghana", MEMORANDA, DAY, 0, 2),
            "Nothing of Ghana counts on 1 Mar 2026 (binding and memoranda). On 1 Mar 2026 the Atlas knows 2 projects. Choose a wider counting rule, or press Reset.",
        ),
        (lambda: places.apart_from("statements"), ""),
        (
            lambda: places.apart_from("binding"),
            "The counting rule is about agreements; projects and tonnes follow the as-of date alone. ",
        ),
        (lambda: places.signed(THREE, "statements"), "3 signed agreements"),
        (lambda: places.signed(AS_BUYER, "binding"), "1 binding agreement"),
        (lambda: places.groups(EMPTY), "Africa"),
        (
            lambda: places.groups(FULL),
            "Sub-Saharan Africa · Lower middle income · least developed country · small island developing State · landlocked developing country · listed in Annex I · member of the European Union · not a Party to the Paris Agreement",
        ),
        (
            lambda: places.groups(NO_AUTHORITY),
            "Sub-Saharan Africa · Lower middle income · least developed country · small island developing State · landlocked developing country · listed in Annex I · member of the European Union",
        ),
    ],
)
def test_a_country(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: context.emissions(EMPTY, series("co2_mt")), "No estimate of the emissions of Chad is in the data"),
        (
            lambda: context.emissions(pd.Series(NOTHING | {"ghg_year": 2023.0, "ghg_mtco2e": 41.25}), series("co2_mt")),
            "Chad emitted 41.2 MtCO2e with land use in 2023",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=10.0, y2023=30.0, y2024=15.0)),
            "Ghana emitted 15.0 Mt of fossil CO2 in 2024, 50% more than 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=10.0, y2024=10.04)),
            "Ghana emitted 10.0 Mt of fossil CO2 in 2024, as much as 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=1000.0, y2024=1005.0)),
            "Ghana emitted 1,005 Mt of fossil CO2 in 2024, as much as 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=10.0, y2024=9.0)),
            "Ghana emitted 9.00 Mt of fossil CO2 in 2024, 10% less than 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=10.0, y2024=20.0)),
            "Ghana emitted 20.0 Mt of fossil CO2 in 2024, 100% more than 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=10.0, y2024=25.0)),
            "Ghana emitted 25.0 Mt of fossil CO2 in 2024, 2.5 times as much as 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2015=10.0, y2024=25.0)),
            "Ghana emitted 25.0 Mt of fossil CO2 in 2024, with no figure for 10 years before",
        ),
        (
            lambda: context.emissions(FULL, series("co2_mt", y2014=0.0, y2024=25.0)),
            "Ghana emitted 25.0 Mt of fossil CO2 in 2024, with no figure for 10 years before",
        ),
        (
            lambda: context.electricity(EMPTY, series("carbon_intensity_gco2e_per_kwh")),
            "No figure on the electricity of Chad is in the data",
        ),
        (
            lambda: context.electricity(FULL, series("carbon_intensity_gco2e_per_kwh", y2014=600.0, y2024=484.4)),
            "A kWh emitted 484 gCO2e in 2024, 19% less than 10 years before; 34% came from renewables in 2023",
        ),
        (
            lambda: context.electricity(
                pd.Series(MUCH | {"renewable_share_year": 2024.0}),
                series("carbon_intensity_gco2e_per_kwh", y2014=400.0, y2024=484.4),
            ),
            "A kWh emitted 484 gCO2e in 2024, 21% more than 10 years before; 34% came from renewables",
        ),
        (
            lambda: context.electricity(
                pd.Series(MUCH | {"renewable_share_year": NAN}), series("carbon_intensity_gco2e_per_kwh", y2024=484.4)
            ),
            "A kWh emitted 484 gCO2e in 2024, with no figure for 10 years before",
        ),
        (lambda: context.change(series("co2_mt", y2014=10.0, y2024=15.0), "co2_mt"), (2024, 15.0, 0.5)),
        (lambda: context.change(series("co2_mt", y2014=-1.0, y2024=15.0), "co2_mt"), (2024, 15.0, None)),
    ],
)
def test_emissions_and_electricity(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: context.ndc(EMPTY), "No NDC of Chad stands in the registry"),
        (lambda: context.ndc(FULL), "The newest NDC of Ghana is of 13 Sep 2025"),
        (
            lambda: cells(context.ndc_facts(EMPTY, TARGETS.head(0))),
            [["Stance on international markets", "not recorded here", "", None]],
        ),
        (
            lambda: cells(context.ndc_facts(FULL, TARGETS)),
            [
                ["Newest document", "[NDC \\[3.0\\]](<https://x.org/ndc>)", "13 Sep 2025", "facts iso3:GHA,fact:ndc"],
                ["Of the third round (2035)", "yes", "1 Nov 2026", "facts iso3:GHA,fact:third_round"],
                [
                    "The target in brief",
                    "Cut by 30% by 2030 (conditional). [WRI](<https://x.org/t>)",
                    "Oct 2022; older than the newest document",
                    "facts iso3:GHA,fact:ndc_target",
                ],
                [
                    "The target in brief",
                    "Net zero. [IGES](<https://x.org/u>)",
                    "2025",
                    "facts iso3:GHA,fact:ndc_target",
                ],
                [
                    "Stance on international markets",
                    "The NDC left the use of international carbon markets open",
                    "Feb 2022",
                    "facts iso3:GHA,fact:article6_intention",
                ],
            ],
        ),
        (
            lambda: cells(context.ndc_facts(OLD_NDC, TARGETS.head(1))),
            [
                ["Newest document", "[NDC \\[3.0\\]](<https://x.org/ndc>)", "4 Oct 2021", "facts iso3:GHA,fact:ndc"],
                [
                    "Of the third round (2035)",
                    "no; the newest document is older than November 2024",
                    "1 Nov 2026",
                    "facts iso3:GHA,fact:third_round",
                ],
                [
                    "The target in brief",
                    "Cut by 30% by 2030 (conditional). [WRI](<https://x.org/t>)",
                    "Oct 2022",
                    "facts iso3:GHA,fact:ndc_target",
                ],
                [
                    "Stance on international markets",
                    "The NDC did not intend to use international carbon markets",
                    "Feb 2022",
                    "facts iso3:GHA,fact:article6_intention",
                ],
            ],
        ),
        (
            lambda: cells(context.readiness(EMPTY)),
            [
                ["Party to the Paris Agreement", "yes", None],
                ["Designated national authority", "not recorded here", None],
                [
                    "Initial report",
                    "not recorded here: our copy of the UNEP CCC pipeline says how many Parties submitted one, not which",
                    None,
                ],
                ["Counts of the UNEP CCC pipeline", "not recorded here: the copy that we read has no row for it", None],
            ],
        ),
        (
            lambda: cells(context.readiness(FULL)),
            [
                ["Party to the Paris Agreement", "no", None],
                ["Designated national authority", "named in the pipeline", "facts iso3:GHA,fact:national_authority"],
                [
                    "Initial report under Article 6.2",
                    "not recorded here: our copy of the UNEP CCC pipeline says how many Parties submitted one, not which",
                    None,
                ],
                ["Cooperative approaches, counted by UNEP CCC", "5", "facts iso3:GHA,fact:cooperative_approaches"],
                [
                    "Bilateral agreements, counted by UNEP CCC",
                    "6 as host, 7 as buyer",
                    "facts iso3:GHA,fact:agreements",
                ],
                [
                    "CDM activities that asked to move to Article 6.4",
                    "1 project and 2 programmes with 3 components",
                    "facts iso3:GHA,fact:cdm_transition",
                ],
                [
                    "Notified as under prior consideration for Article 6.4",
                    "4 projects and 1 programme",
                    "facts iso3:GHA,fact:prior_consideration",
                ],
            ],
        ),
        (
            lambda: cells(context.readiness(NO_AUTHORITY))[0:2],
            [
                ["Party to the Paris Agreement", "yes", None],
                [
                    "Designated national authority",
                    "none named in the pipeline",
                    "facts iso3:GHA,fact:national_authority",
                ],
            ],
        ),
        (
            lambda: cells(context.carbon_prices(PRICES)),
            [
                [
                    "A tax",
                    "Carbon tax",
                    "in force",
                    "42% of emissions",
                    "12.50 USD/tCO2e",
                    "facts iso3:GHA,fact:carbon_price-tax",
                ],
                [
                    "A system (of the Union)",
                    "Emissions trading",
                    "under consideration",
                    "not found",
                    "not found",
                    "facts iso3:GHA,fact:carbon_price-ets",
                ],
                [
                    "A plan",
                    "Form not chosen yet",
                    "under development",
                    "not found",
                    "0.50 USD/tCO2e",
                    "facts iso3:GHA,fact:carbon_price-x",
                ],
            ],
        ),
    ],
)
def test_ndc_and_readiness(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: places.unknown(EMPTY, TARGETS.head(0)),
            [
                "Fossil CO2: no source in the Atlas has it",
                "Greenhouse gases: no source in the Atlas has them",
                "GDP per head",
                "Electricity: neither carbon intensity nor renewable share",
                "NDC: no active document in the registry on 1 Nov 2026",
                "The target in brief",
                "Stance on international markets",
                "Designated national authority and counts of the UNEP CCC pipeline",
                "Whether an initial report under Article 6.2 was submitted",
            ],
        ),
        (
            lambda: places.unknown(FULL, TARGETS.head(1)),
            [
                "What the NDC of 13 Sep 2025 says: the words here are those of Oct 2022",
                "Stance of the newest NDC on international markets: the one here is of Feb 2022",
                "Whether an initial report under Article 6.2 was submitted",
            ],
        ),
        (
            lambda: places.unknown(FULL, TARGETS),
            [
                "Stance of the newest NDC on international markets: the one here is of Feb 2022",
                "Whether an initial report under Article 6.2 was submitted",
            ],
        ),
        (lambda: places.unknown(OLD_NDC, TARGETS), ["Whether an initial report under Article 6.2 was submitted"]),
        (
            lambda: places.unknown(
                pd.Series(MUCH | {"article6_intention_as_of": "2024"}), TARGETS.assign(as_of="2024")
            ),
            [
                "What the NDC of 13 Sep 2025 says: the words here are those of 2024",
                "Stance of the newest NDC on international markets: the one here is of 2024",
                "Whether an initial report under Article 6.2 was submitted",
            ],
        ),
        (
            lambda: places.unknown(
                pd.Series(MUCH | {"article6_intention_as_of": "2025-09"}), TARGETS.assign(as_of="2025-09")
            ),
            ["Whether an initial report under Article 6.2 was submitted"],
        ),
        (
            lambda: places.unknown(pd.Series(MUCH | {"ndc_title": None}), TARGETS),
            [
                "NDC: no active document in the registry on 1 Nov 2026",
                "Whether an initial report under Article 6.2 was submitted",
            ],
        ),
        (
            lambda: places.missing({"host": side(THREE, 3, yearly=ESTIMATES), "buyer": side(NO_TEXT)}),
            ["Day of signature of 1 agreement as host", "Expected tonnes of 1 project as host"],
        ),
        (
            lambda: places.missing(
                {
                    "host": side(NO_TEXT, 1),
                    "buyer": side(
                        agreed(("Japan", "Ghana", "binding", None), ("Japan", "Peru", "binding", None)),
                        4,
                        yearly=ESTIMATES,
                        in_all=IN_TOTAL,
                    ),
                }
            ),
            [
                "Expected tonnes of 1 project as host",
                "Day of signature of 2 agreements as buyer",
                "Expected tonnes of 1 project as buyer",
            ],
        ),
        (lambda: places.without_estimate(answered(5, ESTIMATES, of(COUNT, rows=rows(1)))), 2),
        (
            lambda: pairs.missing_of_pair(NO_TEXT, answered(None), LEDGER, MEMORANDA),
            [
                "An agreement: no binding agreement or memorandum is known by 1 Mar 2026",
                "The quantity of 2 issuances and transfers",
                "Whether anything was transferred: no first transfer is known by 1 Mar 2026",
                "What the buyer used towards its target: no page that was read gives it by project",
            ],
        ),
        (
            lambda: pairs.missing_of_pair(THREE, answered(4, ESTIMATES, transferred=TRACED), LEDGER.tail(2), DAY),
            [
                "The day of signature of 1 agreement",
                "The expected tonnes of 2 projects",
                "What the buyer used towards its target: no page that was read gives it by project",
            ],
        ),
        (
            lambda: pairs.missing_of_pair(
                THREE.head(2), answered(2, ESTIMATES, transferred=TRACED), LEDGER.head(1), BINDING
            ),
            [
                "The quantity of 1 issuance or transfer",
                "What the buyer used towards its target: no page that was read gives it by project",
            ],
        ),
    ],
)
def test_what_is_not_known(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: pairs.pair("Japan", "Ghana", NO_TEXT, answered(None), BINDING),
            "On 1 Mar 2025, no binding agreement and no project of **Japan** as buyer and **Ghana** as host is known to the Atlas.",
        ),
        (
            lambda: pairs.pair("Japan", "Ghana", NO_TEXT, answered(1), DAY),
            "On 1 Mar 2026, **Japan** and **Ghana** have no signed agreement that the Atlas knows of. 1 project of the pair is in the Atlas. Nothing is known to have been issued or transferred yet.",
        ),
        (
            lambda: pairs.pair(
                "Japan", "Ghana", THREE.head(2), answered(12, jcm_issued=NOT_OURS, transferred=TRACED), DAY
            ),
            "On 1 Mar 2026, **Japan** and **Ghana** have 2 signed agreements, 1 binding; the first is of 2020. 12 projects of the pair are in the Atlas. **100 t** first transferred by Jan 2025, traced to projects.",
        ),
        (
            lambda: pairs.pair("Japan", "Ghana", THREE.iloc[[1, 0]], answered(12, jcm_issued=PART_TRACED), MEMORANDA),
            "On 1 Mar 2026, **Japan** and **Ghana** have 2 binding agreements and memoranda, 1 binding; the first is of 2020. 12 projects of the pair are in the Atlas. **1.50 Mt** first transferred by Oct 2024 (RH); 60 t of it traced to projects, 100 t by Jan 2025; largest gap: Forest, KH005; for 1 more first transfer the amount was not found; for 2 more first transfers no amount is published.",
        ),
        (
            lambda: pairs.pair("Japan", "Ghana", THREE.tail(1), answered(None, jcm_issued=NOT_OURS), BINDING),
            "On 1 Mar 2025, **Japan** and **Ghana** have 1 binding agreement. 0 projects of the pair are in the Atlas. Nothing is known to have been issued or transferred yet.",
        ),
        (
            lambda: pairs.pair(
                "Japan",
                "Ghana",
                agreed(("Japan", "Ghana", "binding", "2021-03-02"), ("Japan", "Ghana", "binding", "2021")),
                answered(2),
                BINDING,
            ),
            "On 1 Mar 2025, **Japan** and **Ghana** have 2 binding agreements; the first is of 2021. 2 projects of the pair are in the Atlas. Nothing is known to have been issued or transferred yet.",
        ),
        (lambda: pairs.moments(moments(("agreement", None))), "No moment of this pair has a published date"),
        (
            lambda: pairs.moments(moments(("issuance", "2021-03-02"), ("agreement", None))),
            "One dated moment: issued (2 Mar 2021)",
        ),
        (
            lambda: pairs.moments(
                moments(
                    ("issuance", "2021-03-02"),
                    ("agreement", "2013-01-08"),
                    ("issuance", "2026"),
                    ("milestone", "2020-01"),
                    ("registration", "2015-06-30"),
                )
            ),
            "From 2013 to 2026: 1 agreement, 1 registration, 2 issuances and 1 other step",
        ),
        (
            lambda: pairs.moments(moments(("authorisation", "2021-03-02"), ("first_transfer", "2021-11-11"))),
            "In 2021: 1 authorisation and 1 first transfer",
        ),
        (
            lambda: pairs.moments(moments(("issuance", "2021-03-02"), apart=(("issuance", "2022-03-02"),))),
            "One dated moment: issued (2 Mar 2021)",
        ),
        (
            lambda: pairs.moments(
                moments(
                    ("issuance", "2021-03-02"),
                    ("agreement", "2020"),
                    apart=(("issuance", "2023"), ("agreement", "2019")),
                )
            ),
            "From 2020 to 2021: 1 agreement and 1 issuance",
        ),
        (
            lambda: pairs.moments(moments(apart=(("issuance", "2021-03-02"),))),
            "No counted moment of this pair has a published date",
        ),
        (lambda: pairs.apart(moments(("issuance", "2021-03-02"))), ""),
        (
            lambda: pairs.apart(moments(apart=(("issuance", "2021-03-02"),))),
            " 1 moment is in no total: not signed, known from leads alone, or another figure for one event.",
        ),
        (
            lambda: pairs.apart(moments(("issuance", "2021"), apart=(("issuance", None), ("agreement", "2020")))),
            " 2 moments are in no total: not signed, known from leads alone, or another figure for one event.",
        ),
    ],
)
def test_a_pair(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: cells(
                places.volumes(
                    answered(
                        2,
                        ESTIMATES,
                        IN_TOTAL,
                        jcm_issued=NOT_OURS,
                        transferred=TRACED,
                        itmo_issued=of(MOVED, published=total(500), word="amount not found"),
                    )
                )
            ),
            [
                ["Expected a year", "2.2 Mt", "estimates of 2 of 5 projects, made before the fact", "expected_yearly "],
                [
                    "Expected in total",
                    "1.00 Mt",
                    "estimates of 1 of 4 without a yearly one, made before the fact",
                    "expected_total ",
                ],
                [
                    "First transferred",
                    "none yet",
                    "nothing of the kind is known to have happened; no published total of this scope",
                    None,
                ],
                ["First transferred", "500 t", "published by RH for 31 Oct 2024", "published total_id:t1"],
                [
                    "First transferred",
                    "100 t",
                    "traced to projects; not the full total; no published total of this scope; 100 t traced to 2 first transfers to Jan 2025; transfers known to May 2026",
                    "transferred ",
                ],
                [
                    "First transferred",
                    "none yet",
                    "nothing of the kind is known to have happened; no published total of this scope",
                    None,
                ],
            ],
        ),
        (
            lambda: cells(pairs.side_by_side(FULL, EMPTY)),
            [
                [
                    "Groups",
                    "Sub-Saharan Africa · Lower middle income · least developed country · small island developing State · landlocked developing country · listed in Annex I · member of the European Union · not a Party to the Paris Agreement",
                    "Africa",
                    {"Ghana": None, "Chad": None},
                ],
                [
                    "Inhabitants",
                    "34,121,985 (2023)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:population,year:2023", "Chad": None},
                ],
                [
                    "GDP per head, international dollars",
                    "6,520 (2021)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:gdp,year:2021", "Chad": None},
                ],
                [
                    "Fossil CO2",
                    "21.0 Mt (2024)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:co2,year:2024", "Chad": None},
                ],
                [
                    "Greenhouse gases with land use, CO2e",
                    "41.2 Mt (2023)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:ghg,year:2023", "Chad": None},
                ],
                [
                    "The same per head",
                    "1.2 t (2022)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,year:2022", "Chad": None},
                ],
                [
                    "Carbon intensity of electricity",
                    "484 gCO2e per kWh (2024)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:electricity,year:2024", "Chad": None},
                ],
                [
                    "Renewable share of electricity",
                    "34% (2023)",
                    "not found",
                    {"Ghana": "statistics iso3:GHA,block:electricity,year:2023", "Chad": None},
                ],
                ["Newest NDC", "13 Sep 2025", "not found", {"Ghana": "facts iso3:GHA,fact:ndc", "Chad": None}],
                [
                    "Stance on markets in Feb 2022",
                    "left the use of international carbon markets open",
                    "not recorded here",
                    {"Ghana": "facts iso3:GHA,fact:article6_intention", "Chad": None},
                ],
            ],
        ),
        (
            lambda: cells(pairs.side_by_side(OLD_NDC, FULL))[8:],
            [
                ["Newest NDC", "13 Sep 2025", {"Ghana": "facts iso3:GHA,fact:ndc"}],
                [
                    "Stance on markets in Feb 2022",
                    "left the use of international carbon markets open",
                    {"Ghana": "facts iso3:GHA,fact:article6_intention"},
                ],
            ],
        ),
        (
            lambda: cells(
                pairs.cooperation(
                    FULL,
                    EMPTY,
                    [
                        answered(3, transferred=TRACED),
                        answered(None, transferred=of(MOVED, published=total(500), word="amount not found")),
                    ],
                )
            ),
            [
                [
                    "Agreements, all partners",
                    "2 as buyer",
                    "2 as host",
                    {"Ghana": "agreements buyer_iso3:GHA", "Chad": "agreements host_iso3:TCD"},
                ],
                ["Projects, all partners", "3 as buyer", "none yet as host", {"Ghana": None, "Chad": None}],
                [
                    "Issued as JCM credits, all partners",
                    "none yet as buyer",
                    "none yet as host",
                    {"Ghana": None, "Chad": None},
                ],
                [
                    "Issued as ITMOs, all partners",
                    "none yet as buyer",
                    "none yet as host",
                    {"Ghana": None, "Chad": None},
                ],
                [
                    "First transferred, all partners",
                    "100 t as buyer",
                    "500 t as host",
                    {"Ghana": "transferred buyer_iso3:GHA", "Chad": "published total_id:t1"},
                ],
            ],
        ),
        (
            lambda: cells(
                pairs.claim_table(
                    claimed(
                        ("signed_on", "2013-01", "A", "Page", "https://x.org", True),
                        ("valid_until", "2030", "B", "List", None, False),
                        ("status", "in_force", "B", "List", None, False),
                    )
                )
            ),
            [
                ["Signed", "Jan 2013", "[A, Page](<https://x.org>)", "✓"],
                ["Valid until", "2030", "B, List", ""],
                ["Status", "in force", "B, List", ""],
            ],
        ),
    ],
)
def test_tables_of_a_country_and_a_pair(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: network.answer(crowd(2, 1, 0, 0), parties(4), "1 Mar 2026", "binding only", []),
            "On 1 Mar 2026, **2 of 4 Parties** not listed in Annex I have no agreement with anyone (binding only); 1 of 2 hosts works with one buyer alone.",
        ),
        (
            lambda: network.answer(crowd(2, 1, 1, 0), parties(1), "1 Mar 2026", "all", ["Japan", "Sweden"]),
            "On 1 Mar 2026, **1 of 1 Party** not listed in Annex I has no agreement with Japan and Sweden (all); 2 of 3 hosts work with one of the chosen buyers alone.",
        ),
        (
            lambda: network.answer(crowd(0, 0), parties(2), "1 Mar 2026", "all", ["Japan"]),
            "On 1 Mar 2026, **2 of 2 Parties** not listed in Annex I have no agreement with Japan (all).",
        ),
        (
            lambda: network.answer(crowd(1, 0), parties(2), "1 Mar 2026", "all", ["Japan"]),
            "On 1 Mar 2026, **1 of 2 Parties** not listed in Annex I has no agreement with Japan (all); 1 host has one.",
        ),
        (
            lambda: network.answer(crowd(1, 1, 0), parties(2), "1 Mar 2026", "all", ["Japan"]),
            "On 1 Mar 2026, **1 of 2 Parties** not listed in Annex I has no agreement with Japan (all); 2 hosts have one.",
        ),
        (
            lambda: network.answer(crowd(2, 2), parties(2), "1 Mar 2026", "all", ["A", "B", "C", "D", "E"]),
            "On 1 Mar 2026, **0 of 2 Parties** not listed in Annex I have no agreement with A, B, C, D and 1 more (all); 0 of 2 hosts work with one of the chosen buyers alone.",
        ),
        (lambda: network.crowded(crowd(0), []), "No host has a counted agreement"),
        (lambda: network.crowded(crowd(1, 1, 0), ["Japan"]), "2 hosts work with Japan, 1 Party does not"),
        (lambda: network.crowded(crowd(1, 0, 0), ["Japan"]), "1 host works with Japan, 2 Parties do not"),
        (lambda: network.crowded(crowd(1, 1), []), "No host works with two buyers; 2 hosts have one"),
        (lambda: network.crowded(crowd(1), ["A", "B"]), "No host works with two of the chosen buyers; 1 host has one"),
        (lambda: network.crowded(crowd(3, 1), []), "P0 works with 3 buyers; 1 host with one"),
        (
            lambda: network.crowded(crowd(3, 3, 1), ["A", "B"]),
            "P0 and P1 work with the most of the chosen buyers, 3; 1 host with one",
        ),
        (lambda: network.crowded(crowd(4, 2, 1, 1, 0), []), "P0 works with the most buyers, 4; 2 hosts with one"),
        (
            lambda: network.crowded(crowd(4, 4, 4, 4, 4, 4, 4, 1), []),
            "P0, P1, P2, P3, P4, P5 and 1 more work with the most buyers, 4; 1 host with one",
        ),
        (lambda: band(0), "left_out"),
        (lambda: band(1), "one"),
        (lambda: band(2), "two"),
        (lambda: band(3), "more"),
        (lambda: band(7), "more"),
    ],
)
def test_the_network(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: network.overlap(SOLO, alone(("Japan", 3, 3))), "Japan has 3 of its 3 hosts exclusively"),
        (
            lambda: network.overlap(
                shared(("Japan", "Japan", 3), ("Sweden", "Japan", 0)), alone(("Japan", 3, 3), ("Sweden", 1, 1))
            ),
            "No two of these buyers share a host; Japan has 3 of its 3 hosts exclusively",
        ),
        (
            lambda: network.overlap(
                shared(("Japan", "Japan", 3), ("Sweden", "Japan", 1)), alone(("Japan", 3, 2), ("Sweden", 1, 0))
            ),
            "Japan and Sweden share 1 host; Japan has 2 of its 3 hosts exclusively",
        ),
        (
            lambda: network.overlap(
                shared(("Japan", "Japan", 3), ("Sweden", "Japan", 2)), alone(("Japan", 2, 0), ("Sweden", 2, 0))
            ),
            "Japan and Sweden share 2 hosts; no buyer has an exclusive host",
        ),
        (
            lambda: network.overlap(
                shared(("Sweden", "Japan", 2), ("Norway", "Japan", 1), ("Norway", "Sweden", 3)),
                alone(("Japan", 9, 4), ("Sweden", 5, 1), ("Norway", 3, 0)),
            ),
            "Sweden and Norway share the most hosts, 3; Japan has the most exclusive hosts, 4 of its 9",
        ),
        (
            lambda: network.overlap(
                shared(("Sweden", "Japan", 3), ("Norway", "Japan", 1), ("Norway", "Sweden", 3)),
                alone(("Japan", 9, 4), ("Sweden", 5, 4), ("Norway", 3, 0)),
            ),
            "2 pairs of buyers share the most hosts, 3 each; Japan and Sweden have the most exclusive hosts, 4 each",
        ),
        (
            lambda: network.overlap(
                shared(("Sweden", "Japan", 3), ("Norway", "Japan", 1), ("Norway", "Sweden", 2)),
                alone(("Japan", 9, 0), ("Sweden", 5, 0), ("Norway", 3, 0)),
            ),
            "Japan and Sweden share the most hosts, 3; no buyer has an exclusive host",
        ),
        (
            lambda: network.by_region(regions(*FOUR_REGIONS, *GROUPS)),
            "Of the larger regions, Americas has the largest share left out, 20 of its 30 developing Parties; of the groups, 20 of 44 least developed countries and 25 of 37 small island States",
        ),
        (
            lambda: network.by_region(regions(*FOUR_REGIONS)),
            "Of the larger regions, Americas has the largest share left out, 20 of its 30 developing Parties",
        ),
        (
            lambda: network.by_region(regions(*FOUR_REGIONS[:2], *GROUPS[:1])),
            "Left out: 12 of 40 in Africa and 10 of 40 in Asia; 20 of 44 least developed countries",
        ),
        (
            lambda: network.by_region(regions(("Africa", 20, 30), ("Asia", 10, 40), ("Americas", 20, 30))),
            "Left out: 20 of 30 in Africa, 10 of 40 in Asia and 20 of 30 in Americas",
        ),
        (
            lambda: network.by_region(regions(("Africa", 20, 30), ("Asia", 10, 40), ("Americas", 5, 10))),
            "Africa has the largest share left out, 20 of its 30 developing Parties",
        ),
        (
            lambda: network.by_region(regions(("Africa", 20, 30), ("Asia", 10, 40), ("Americas", 5, 9))),
            "Left out: 20 of 30 in Africa, 10 of 40 in Asia and 5 of 9 in Americas",
        ),
        (
            lambda: network.by_region(regions(*GROUPS)),
            "Left out; 20 of 44 least developed countries and 25 of 37 small island States",
        ),
    ],
)
def test_what_buyers_share(say, said):
    assert say() == said


def texts(*rules: str, disputed: int = 0) -> pd.DataFrame:
    """Agreements of these rules, the first of them disputed."""
    return pd.DataFrame({"counting_rule": rules, "is_disputed": [at < disputed for at in range(len(rules))]})


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (texts("binding"), "The only agreement binds"), (texts("memoranda"), "The only agreement does not bind"),
        (texts("memoranda", disputed=1), "The only agreement does not bind; sources differ on it"),
        (texts("binding", "binding", disputed=2), "All 2 agreements bind; sources differ on 2"),
        (texts("memoranda", "statements"), "Not one of 2 agreements binds"),
        (texts("binding", "memoranda", disputed=1), "1 of 2 agreements binds; sources differ on 1"),
        (texts("binding", "binding", "memoranda"), "2 of 3 agreements bind"),
    ],
)  # fmt: skip
def test_how_many_agreements_bind(rows, said):
    assert places.binding(rows) == said


def test_why_rows_are_left_out():
    reasons = pd.DataFrame({"left_out_because": ["may repeat A", "may repeat B", "no seller"]})
    assert pairs.left_out(reasons) == "3 further rows are left out of every total: no seller and possible repeat."
    assert pairs.left_out(reasons.tail(1)) == "1 further row is left out of every total: no seller."
    many = pd.DataFrame({"left_out_because": list("abcde")})
    assert pairs.left_out(many) == "5 further rows are left out of every total: a, b, c, d and 1 more."
    assert pairs.left_out(many.head(4)).endswith(": a, b, c and d.")


def test_the_last_day_of_an_agreement_is_said_as_a_date():
    assert (
        pairs.claim_table(claimed(("valid_until", "2030-12-31", "B", "List", None, False)))[0]["Says"] == "31 Dec 2030"
    )


def test_binding_texts_of_a_pair_are_counted():
    three = agreed(*[("Japan", "Ghana", rule, "2020-11-23") for rule in ("binding", "memoranda", "binding", "binding")])
    assert " have 4 signed agreements, 3 binding; the first is of 23 Nov 2020. " in pairs.pair(
        "Japan", "Ghana", three, answered(2), DAY
    )
    undated = agreed(*[("Japan", "Ghana", "binding", None)] * 2)
    assert (
        pairs.missing_of_pair(undated, answered(None), LEDGER.head(0), DAY)[0] == "The day of signature of 2 agreements"
    )


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"y2014": 10.0, "y2024": 15.0, "y2025": NAN}, (2024, 15.0, 0.5)), ({"y2014": 0.5, "y2024": 1.0}, (2024, 1.0, 1.0)),
        ({"y2014": 0.0, "y2024": 1.0}, (2024, 1.0, None)), ({"y2015": 5.0, "y2024": 1.0}, (2024, 1.0, None)),
    ],
)  # fmt: skip
def test_a_change_is_over_ten_years(years, found):
    assert context.change(series("co2_mt", **years), "co2_mt") == found


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (1000.0, 1004.9, "as much as 10 years before"), (1000.0, 1005.2, "1% more than 10 years before"), (1000.0, 994.8, "1% less than 10 years before"),
        (10.0, 20.0, "100% more than 10 years before"), (10.0, 21.0, "2.1 times as much as 10 years before"),
    ],
)  # fmt: skip
def test_how_far_a_series_moved(then, now, said):
    told = context.emissions(FULL, series("co2_mt", y2014=then, y2024=now))
    assert told.endswith(f" of fossil CO2 in 2024, {said}")


def test_a_party_without_an_ndc_has_no_older_words_than_it():
    without = pd.Series(MUCH | {"ndc_title": None, "ndc_submitted_on": None})
    assert places.unknown(without, TARGETS)[:2] == [
        "NDC: no active document in the registry on 1 Nov 2026", "Whether an initial report under Article 6.2 was submitted",
    ]  # fmt: skip
    assert [fact["As of"] for fact in context.ndc_facts(without, TARGETS)] == ["Oct 2022", "2025", "Feb 2022"]
    both = TARGETS.assign(as_of=["2022-10", "2024-01"])
    assert places.unknown(FULL, both)[0] == "What the NDC of 13 Sep 2025 says: the words here are those of Jan 2024"


def test_two_buyers_and_their_hosts():
    own = alone(("Japan", 3, 1), ("Sweden", 2, 1))
    assert (
        network.overlap(shared(("Japan", "Sweden", 1)), own)
        == "Sweden and Japan share 1 host; Japan has 1 of its 3 hosts exclusively"
    )
    none = shared(("Japan", "Sweden", 0), ("Japan", "Norway", 0), ("Norway", "Sweden", 2))
    assert network.overlap(none, alone(("Japan", 3, 3), ("Sweden", 2, 0), ("Norway", 2, 0))) == (
        "Sweden and Norway share the most hosts, 2; Japan has the most exclusive hosts, 3 of its 3"
    )
