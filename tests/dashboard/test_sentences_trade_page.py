"""What the Trade page says of a year, of its destinations and of the time around signatures, on rows made up here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.trade import findings as trade
from dashboard.trade import findings_time, summaries, window
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.summaries import BOTH, NEITHER, NO_DATA, ONLY_AGREEMENT, ONLY_TRADE

NAN = float("nan")
FLOOR = 25_000_000
PERU_ALONE = [{"area": "Peru", "value_usd": 30e6}]


def chosen(**own: object) -> TradeFilters:
    """What is chosen on the Trade page."""
    return TradeFilters(**({"as_of": date(2026, 3, 1), "span": (2020, 2024), "exporter": "JPN"} | own))  # type: ignore[arg-type]


def year(value: int, to_partners: int, *, partners: int = 2, known: int = 5, importers: int = 5) -> summaries.Headline:
    """The figures of 2024."""
    return summaries.Headline(2024, value, to_partners, importers, partners, known)


HOSTS = "Article 6 host countries outside Annex I"


@pytest.mark.parametrize(
    ("figures", "driver", "said"),
    [
        (year(0, 0, known=0), (), "None of the chosen countries has data for 2024. Choose an earlier last year, or more countries."),
        (year(50_000_000, 40_000_000), PERU_ALONE, f"In 2024 **US$50 m** of solar cells went from **Japan** to {HOSTS}, **80.0%** of it to 2 countries that had signed an agreement by the end of 2024; Peru alone bought US$30 m of that."),
        (year(25_000_000, 0, partners=1, known=4), (), f"In 2024 at least **US$25 m** of solar cells went from **Japan** to {HOSTS}, **0.0%** of it to 1 country that had signed an agreement by the end of 2024."),
        (year(24_999_999, 1), PERU_ALONE, f"In 2024 **US$25 m** of solar cells went from **Japan** to {HOSTS}: too little to say where it goes (less than US$25 m is known)."),
        (year(50_000_000, 0, partners=0, known=1), (), f"In 2024 at least **US$50 m** of solar cells went from **Japan** to {HOSTS}. None of them had an Article 6 agreement with Japan under this rule by the end of 2024, so there are no partners to compare."),
    ],
)  # fmt: skip
def test_the_answer_of_a_year(figures, driver, said):
    assert trade.answer("Japan", chosen(), figures, "solar cells", FLOOR, driver) == said


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, HOSTS),
        ({"countries": "parties"}, "Parties outside Annex I"),
        ({"countries": "all"}, "all countries and areas"),
        ({"importers": ("PER",)}, "the chosen countries"),
    ],
)  # fmt: skip
def test_importing_countries_in_words(own, said):
    assert trade.countries_in_words(chosen(**own)) == said


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "exporter Japan · Article 6 hosts, not in Annex I · without dual-use products · agreements as of 1 Mar 2026, rule “memoranda and frameworks too”"),
        ({"countries": "parties", "agreement": "without", "stages": ("component", "raw_material"), "with_dual_use": True, "rule": "binding"},
         "exporter Japan · all Parties not in Annex I · without an agreement · stage components and raw materials · dual-use products included · agreements as of 1 Mar 2026, rule “binding instruments only”"),
    ],
)  # fmt: skip
def test_the_choice_in_words(own, said):
    assert trade.in_words(chosen(**({"with_dual_use": False, "rule": "memoranda"} | own)), "Japan") == said


def rows_of(names: str, *known: tuple[object, ...]) -> list[dict[str, Any]]:
    """Rows of some columns."""
    return [dict(zip(names.split(), row, strict=True)) for row in known]


def links(*known: tuple[str, str, float]) -> list[dict[str, Any]]:
    """Flows: product, importer, value."""
    return rows_of("product importer value_usd", *known)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (links(("Cells", "Peru", 24_999_999)), "Too little trade to say in 2024: less than US$25 m is known"),
        (links(("Cells", "Peru", 25_000_000)), "Cells made up 100% of these exports in 2024"),
        (links(("Cells", "Peru", 20e6), ("Cells", "Togo", 30e6), ("Cars", "Others with an agreement", 150e6)), "Cars made up 75% of these exports in 2024"),
        (links(("Cells", "Peru", 20e6), ("Cells", "Peru", 20e6), ("Cells", "Togo", 30e6), ("Cars", "Chad", 10e6), ("Cars", "Others without one", 20e6)), "Cells made up 70% of these exports in 2024; the largest destination was Peru (US$40 m)"),
        (links(("Cells", "Peru", 30e6), ("Cells", "Togo", 30e6), ("Cars", "Chad", 40e6 / 2)), "Cells made up 75% of these exports in 2024"),
    ],
)  # fmt: skip
def test_the_largest_product_and_destination(rows, said):
    assert trade.flows(rows, 2024, FLOOR) == said


@pytest.mark.parametrize(
    ("has", "said"),
    [
        ((True, True), "All of these importers had an agreement with it by then."),
        ((False, False), "None of these importers had an agreement with it by then."),
        ((True, False), "Coloured: countries with an agreement by then; grey: without one."),
    ],
)
def test_what_two_colours_mean(has, said):
    assert trade.two_tones([{"has_agreement": one} for one in has]) == said


def test_flows_are_told_apart_by_chain_or_by_product():
    assert trade.middle([{"chain": "Solar"}, {"chain": "Solar"}]) == "product"
    assert trade.middle([{"chain": "Solar"}, {"chain": "Wind"}]) == "value chain"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((NO_DATA, NO_DATA), "Agreement and trade in 2024: no country has data"),
        ((BOTH,), "1 of 1 partner with data bought at least US$25 m from Japan in 2024"),
        ((ONLY_AGREEMENT, NO_DATA), "0 of 1 partner with data bought at least US$25 m from Japan in 2024"),
        ((NEITHER, NEITHER), "0 of 2 countries without an agreement bought at least US$25 m from Japan in 2024"),
        ((ONLY_TRADE,), "1 of 1 country without an agreement bought at least US$25 m from Japan in 2024"),
        ((BOTH, ONLY_AGREEMENT, ONLY_AGREEMENT, NEITHER), "1 of 3 partners with data bought at least US$25 m from Japan in 2024; none of 1 country without an agreement did"),
        ((BOTH, BOTH, ONLY_AGREEMENT, ONLY_TRADE, NEITHER, NEITHER, NO_DATA), "2 of 3 partners with data bought at least US$25 m from Japan in 2024; so did 1 of 3 countries without an agreement"),
    ],
)  # fmt: skip
def test_who_buys_with_and_without_an_agreement(cells, said):
    assert trade.four_way("Japan", [{"cell": cell} for cell in cells], 2024, FLOOR) == said


def test_each_box_can_hold_one_kind_of_country():
    assert {BOTH: {True}, ONLY_AGREEMENT: {True}, ONLY_TRADE: {False}, NEITHER: {False}, NO_DATA: set()} == trade.WITH


def test_checks_that_come_close_are_counted_with_both_ends():
    checks = [{"ratio": ratio} for ratio in (0.79, 0.8, 1.25, 1.26, 2.0)]
    assert trade.reconciliation(checks) == (
        "In 2 of 5 checks our rows come to 0.8 to 1.25 times the other figure; the median is 1.25"
    )
    said = trade.reconciliation([{"ratio": ratio} for ratio in (0.8, 0.9, 3.0, 4.0)])
    assert said.startswith("In 2 of 4 checks ") and said.endswith("the median is 1.95")


def lines(without: str = "", **highest: float) -> list[dict[str, Any]]:
    """One year of customers, by name; one of them may be without an agreement."""
    return [
        {"area_iso3": name, "area": name, "value_usd": value, "has_agreement": name != without}
        for name, value in highest.items()
    ]


@pytest.mark.parametrize(
    ("rows", "codes", "said"),
    [
        (lines(Peru=30e6, Togo=25e6, Chad=24e6), ["Peru", "Togo"], "Japan's 2 partners with US$25 m or more in a year, on one scale"),
        (lines(Peru=30e6, Togo=25e6, Chad=24e6), ["Peru"], "Japan's 1 largest partner with US$25 m or more in a year, on one scale"),
        (lines(Peru=30e6, Togo=NAN, Chad=NAN), ["Togo", "Chad"], "Japan's 2 partners with US$25 m or more in a year, on one scale; 2 lines with years of no data"),
        (lines("Togo", Peru=30e6, Togo=26e6), ["Peru", "Togo"], "Japan's 2 customers with US$25 m or more in a year, on one scale"),
    ],
)  # fmt: skip
def test_whose_lines_are_drawn(rows, codes, said):
    assert trade.multiples("Japan", rows, codes, FLOOR) == said


def suppliers(*known: tuple[str | None, float]) -> list[dict[str, Any]]:
    """Suppliers: code and value, each with a tenth of it as its share."""
    return [
        {"exporter_iso3": code, "exporter": code, "value_usd": value, "share": value / 100, "first_share": None}
        for code, value in known
    ]


@pytest.mark.parametrize(
    ("code", "table", "said"),
    [
        ("CHN", suppliers(("CHN", 40), ("JPN", 40), ("PER", 20)), "CHN supplied 40.0% of these imports in 2024"),
        ("PER", suppliers(("CHN", 40), ("JPN", 40), ("PER", 20)), "PER supplied 20.0% of these imports in 2024"),
        ("JPN", suppliers(("PER", 20), ("CHN", 39), ("JPN", 41)), "JPN supplied 41.0% of these imports in 2024; it leads"),
        ("PER", suppliers(("PER", 20), ("CHN", 39), ("JPN", 41)), "PER supplied 20.0% of these imports in 2024; JPN leads with 41%"),
        ("CHN", suppliers((None, 50), ("CHN", 30), ("JPN", 20)), "CHN supplied 30.0% of these imports in 2024"),
    ],
)  # fmt: skip
def test_who_leads_is_said_of_one_among_three(code, table, said):
    assert trade.share(code, code, table, 2024, 2020) == said


def test_countries_with_the_fewest_dollars_and_the_most_rows_are_cut():
    cell = [{"area": f"C{at}", "value_usd": 0.0} for at in range(16)]
    assert trade.named_countries(cell).endswith(", C13 and 2 more in the table.")
    quiet = [{"area": f"C{at}", "last_known_usd": None, "last_known_year": None} for at in range(42)]
    assert trade.silent(quiet, 2024).endswith(", C39 and 2 more in the table.")
    assert "no figure" not in trade.silent(quiet[:40], 2024) and trade.silent(quiet[:40], 2024).endswith(", C39.")


# Around signatures.


def partner(area: str, answer: str, **own: object) -> dict[str, object]:
    """A partner as dashboard.trade.queries_time.partners tells it."""
    told = {
        "area": area, "answer": answer, "signed_on": "2022-05", "before_usd": NAN, "before_years": [], "after_usd": NAN,
        "after_years": [], "silent_years": [], "first_before_usd": NAN, "last_before_usd": NAN, "signature_usd": NAN,
        "highest_usd": 0.0, "highest_year": NAN, "change_usd": NAN, "is_driver": False,
    }  # fmt: skip
    return told | own


PERU = partner(
    "Peru", "compared", before_usd=40e6, before_years=[2020, 2021], after_usd=90e6, after_years=[2023], change_usd=50e6
)
TOGO = partner(
    "Togo", "compared", before_usd=60e6, before_years=[2021], after_usd=35e6, after_years=[2023, 2024], change_usd=-25e6,
    silent_years=[2019, 2020, 2022],
)  # fmt: skip
NOT_YET = partner(
    "Chad", "no_year_after", before_years=[2019, 2020, 2021], first_before_usd=30e6, last_before_usd=26e6, highest_year=2020,
    highest_usd=70e6, signature_usd=28e6,
)  # fmt: skip
SIGNED_HIGHEST = partner(
    "Fiji", "no_year_after", before_years=[2020, 2021], first_before_usd=30e6, last_before_usd=31e6, highest_year=2022,
    highest_usd=99e6, silent_years=[2023],
)  # fmt: skip
LITTLE = [
    partner(name, "too_little", highest_usd=usd, highest_year=2021)
    for name, usd in (("Mali", 1e6), ("Oman", 9e5), ("Iran", 5.0))
]
SILENT = partner("Cuba", "no_report")
PERU_SAID = "**Peru** (signed May 2022) bought US$40 m a year in 2020 and 2021, before the year of the signature, and US$90 m in 2023, after it"
TOGO_SAID = (
    "**Togo** (signed May 2022) bought US$60 m in 2021, before the year of the signature, and US$35 m a year in 2023 and 2024, after it; "
    "no whole report for 2019, 2020 and 2022"
)  # fmt: skip
CHAD_SAID = (
    "Chad (signed May 2022; US$30 m in 2019; US$70 m in 2020; US$26 m in 2021; US$28 m in the year of the signature)"
)
FIJI_SAID = "Fiji (signed May 2022; US$30 m in 2020; US$31 m in 2021; no whole report for 2023)"


def around(*partners: dict[str, object]) -> str:
    """The sentences on some partners."""
    return findings_time.around(partners, FLOOR, (2019, 2020, 2021, 2022, 2023, 2024))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (around(PERU), f"One partner has whole years on both sides of its signature: {PERU_SAID}."),
        (around(PERU, TOGO), f"2 partners have whole years on both sides of their signatures (Peru and Togo): together US$100 m a year before and US$125 m a year after, each over its own years. {PERU_SAID}. {TOGO_SAID}."),
        (around(NOT_YET), f"**No before and after to compare yet.** No whole year after the signature is known for {CHAD_SAID}."),
        (around(NOT_YET, SIGNED_HIGHEST), f"**No before and after to compare yet.** No whole year after the signature is known for {CHAD_SAID} and {FIJI_SAID}."),
        (around(partner("Fiji", "no_year_before"), partner("Iran", "no_year_before")), "**No before and after to compare yet.** No year before the signature is known for Fiji and Iran: the years shown begin in 2019."),
        (around(partner("Fiji", "no_date"), partner("Iran", "no_date")), "**No before and after to compare yet.** The day of the signature was not found for Fiji and Iran."),
        (around(partner("Fiji", "no_date"), *LITTLE[:2], SILENT), "**No before and after to compare yet.** The day of the signature was not found for Fiji. For 2 more there is **too little trade to say**: less than US$25 m in every known year. No whole report is known from Cuba."),
        (around(*LITTLE), "**Too little trade to say** what it was before and after a signature: none of its 3 partners is known to have bought US$25 m in a year in 2019–2024; the most was US$1 m, Mali in 2021."),
        (around(*(row | {"highest_usd": row["highest_usd"] - 1} for row in LITTLE)), "**Too little trade to say** what it was before and after a signature: none of its 3 partners is known to have bought US$25 m in a year in 2019–2024."),
        (around(*LITTLE[:2], SILENT), "**Too little trade to say** what it was before and after a signature: none of its 3 partners is known to have bought US$25 m in a year in 2019–2024. No whole report is known from Cuba."),
        (around(LITTLE[0]), "**Too little trade to say** what it was before and after a signature: its one partner is not known to have bought US$25 m in a year in 2019–2024."),
    ],
)  # fmt: skip
def test_exports_around_signatures(said, told):
    assert said == told


def test_who_drives_the_changes_is_told_by_its_part_of_them():
    rows = [PERU | {"is_driver": True}, TOGO]
    assert findings_time.together(rows).endswith(
        ", each over its own years; Peru alone accounts for 67% of the changes."
    )


@pytest.mark.parametrize(
    ("partners", "said"),
    [
        ([PERU], "Japan sold Peru US$40 m a year in 2020 and 2021, before the two first signed (May 2022), and US$90 m in 2023, after it"),
        ([PERU, TOGO, NOT_YET], "Japan sold 2 partners US$100 m a year before their agreements and US$125 m a year after"),
        ([NOT_YET], "Japan's 3 partners with enough trade: no whole year after a signature is known yet"),
    ],
)  # fmt: skip
def test_the_title_of_lines_around_signatures(partners, said):
    assert findings_time.title("Japan", partners, 3) == said


@pytest.mark.parametrize(
    ("years", "said"),
    [((2020,), "2020"), ((2021, 2020), "2020 and 2021"), ((2022, 2020, 2021), "2020–2022"), ((2020, 2021, 2023), "2020, 2021 and 2023"), ((2020, 2021, 2023, 2025), "2020, 2021, 2023 and 2025")],
)  # fmt: skip
def test_years_in_words(years, said):
    assert findings_time.span(years) == said


def test_points_without_a_report_are_counted():
    points = rows_of("area year value_usd", ("Peru", 2020, 1.0), ("Peru", 2021, 2.0), ("Togo", 2020, 3.0))
    assert findings_time.gaps(points) == "No point is missing."
    some = [point | {"value_usd": None} for point in points[:2]] + points[2:]
    assert findings_time.gaps(some) == "2 of 3 points are missing, for lack of a whole report: Peru 2020 and 2021."


def test_products_of_chains_that_have_a_name_of_their_own_stand_once():
    goods = rows_of(
        "label value_chain chain stage", ("A", "batteries_ev", "Batteries", "final_product"), ("B", "critical_minerals", "Minerals", "final_product"),
        ("C", "wind", "Wind", "final_product"),
    )  # fmt: skip
    assert trade.scope(goods) == "batteries and electric vehicles; wind power parts"


def test_reasons_name_twenty_sellers_at_most():
    checks = [{"exporter": f"E{at}", "year": 2022, "comment": "b"} for at in range(21)]
    assert trade.reasons(checks).startswith("- **" + ", ".join(f"E{at}" for at in range(20)) + " and 1 more, 2022:** b")
    assert trade.reasons(checks[:20]).startswith("- **E0, ") and " and E19, 2022:** b" in trade.reasons(checks[:20])


def test_lines_with_gaps_are_counted_once_each():
    known = [("PER", "Peru", value, True) for value in (None, None, 30e6)]
    known += [("TGO", "Togo", value, True) for value in (1.0, 26e6, 2.0)]
    two = rows_of("area_iso3 area value_usd has_agreement", *known)
    assert trade.multiples("Japan", two, ["PER"], FLOOR) == (
        "Japan's 1 largest partner with US$25 m or more in a year, on one scale; 1 line with years of no data"
    )
    assert trade.multiples("Japan", two, ["PER", "TGO"], FLOOR).startswith("Japan's 2 partners with ")
    customers = [row | {"has_agreement": False} for row in two]
    assert trade.multiples("Japan", customers, ["PER"], FLOOR).startswith("Japan's 1 largest customer with ")


def test_products_and_places_of_published_sales_are_summed():
    ours = links(("Cells", "Peru", 60e6), ("Cells", "Togo", 60e6), ("Copper", "Peru", 100e6), ("Zinc", "Chad", 90e6), ("Wire", "Chad", 10e6))  # fmt: skip
    stated = {"publisher": "Institute", "value": 1.0, "importer_group": "South", "year": 2023}
    assert "led by cells, copper and zinc; 50% went to Peru. " in trade.to_the_south(ours, stated)


def measured(*known: tuple[int, int, float | None]) -> list[dict[str, Any]]:
    """Covered products over all low-carbon exports: series, year, ratio."""
    return rows_of("series year ratio", *known)


CAME = "measured against all low-carbon technology exports, the covered products came to"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (measured((1, 2020, 0.9), (2, 2022, 0.499), (2, 2023, 0.1)), f"A narrow window: {CAME} about 50% in 2022 and about 10% in 2023"),
        (measured((2, 2022, 0.5), (2, 2023, 0.019)), f"Not the whole: {CAME} about 50% in 2022 and about 1.9% in 2023"),
        (measured((2, 2022, 0.0005), (2, 2023, None), (2, 2024, None)), f"A narrow window: {CAME} less than 0.1% in 2022; no total for 2023 and 2024"),
        (measured((1, 2020, 0.9), (2, 2023, None)), ""),
    ],
)  # fmt: skip
def test_how_narrow_the_window_is(rows, said):
    assert window.finding(rows) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.000999, "less than 0.1%"),
        (0.001, "about 0.1%"),
        (0.0199, "about 2.0%"),
        (0.02, "about 2%"),
        (0.525, "about 52%"),
    ],
)
def test_a_ratio_is_no_finer_than_it_is_known(value, said):
    assert window.ratio(value) == said
