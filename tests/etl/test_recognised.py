"""By which beginnings of a file each publisher is known: all of its marks are needed, and one less is not enough."""

from __future__ import annotations

import pytest

from etl.importing import PUBLISHERS
from etl.reading import cells
from etl.sources.publisher import Head

# A file by its first text and the names of its sheets, and who knows it.
CASES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("", ("Table 3: Actions", "Holdings"), ("aef",)),
    ("", ("Actions",), ()),
    ("", ("Holdings",), ()),
    ("Party\nAction type,Party ITMO registry ID", (), ("aef",)),
    ("Party\nActionType,Article6DatabaseRecordID", (), ("aef",)),
    ("Action type", (), ()),
    ("Party ITMO registry ID,Article 6 database record ID", (), ()),
    ("\nID,Additional Certifications,Serial Number\n", (), ("verra",)),
    ("ID,Additional Certifications\nSerial Number", (), ()),
    ("ID,Serial Number\nAdditional Certifications", (), ()),
    ("GSID,Serial Number", (), ("goldstandard",)),
    ("GS ID,Project Developer", (), ("goldstandard",)),
    ("GSID,Vintage", (), ()),
    ("Serial Number,Project Developer", (), ()),
    ("<td>Cooperative approach ID", (), ("carp",)),
    ("<h1>UNFCCC CARP", (), ("carp",)),
    ("<h1>UNFCCC, Centralized Accounting", (), ("carp",)),
    ("Cooperative approach ID", (), ()),
    ("<h1>UNFCCC", (), ()),
    ("<h1>CARP, Centralized Accounting", (), ()),
    *((f"<p>{mark}<td>Reference number", (), ("jcm",)) for mark in ("JCM", "Joint Crediting Mechanism", "Monitoring period", "Methodology", "Project title")),
    ("<p>JCM<td>Reference No", (), ("jcm",)),
    ("<p>JCM<td>Reference", (), ("jcm",)),
    ("<p>JCM<td>References", (), ()),
    ("Reference number,Country", (), ()),
    ("", ("Bilateral agreements", "JCM projects"), ("unepccc",)),
    ("", ("Prior consideration list", "Country overview"), ("unepccc",)),
    ("", ("Bilateral agreements", "Other"), ()),
    ("", ("Issuance", "Unit label"), ("cadtrust",)),
    ("", ("Issuances", "Co-Benefits", "Other"), ("cadtrust",)),
    ("", ("Project Locations", "Project Methodology"), ("cadtrust",)),
    ("", ("Unit label",), ()),
    ("warehouseProjectId,name", (), ("cadtrust",)),
    ("CAD Trust,name", (), ("cadtrust",)),
    ("name\nwarehouseProjectId", (), ()),
    ("a,b\ncmdCode,primaryValue", (), ("comtrade",)),
    ("Trade Value (US$),Commodity Code", (), ("comtrade",)),
    ("cmdCode", (), ()),
    ("primaryValue", (), ()),
    ("Trade Value (US$)", (), ()),
    ("Commodity Code", (), ()),
    (" " * 4096 + "cmdCode,primaryValue", (), ()),
    ("t,i,j,k,v,q", (), ("baci",)),
    ("t,i,j,k,v", (), ()),
)  # fmt: skip
# By its name, or the name of a member, alone.
NAMED = (
    (Head("TradeData_1.xlsx", "", sheets=("Sheet1",)), ("comtrade",)),
    (Head("comtrade.xlsx", "", sheets=("Sheet1",)), ("comtrade",)),
    (Head("comtrade.txt", ""), ()),
    (Head("other.xlsx", "", sheets=("Sheet1",)), ()),
    (Head("BACI_HS12_Y2020_V202601.csv", ""), ("baci",)),
    (Head("any.zip", "", members=("folder/BACI_HS12_Y2020_V202601.csv",)), ("baci",)),
    (Head("country_codes_V202601.csv", ""), ("baci",)),
    (Head("country_codes.csv", ""), ()),
)


@pytest.mark.parametrize(("text", "sheets", "publishers"), CASES)
def test_a_beginning_is_known_by_all_its_marks(text, sheets, publishers):
    assert known(Head("file", text, sheets=sheets)) == publishers


@pytest.mark.parametrize(("head", "publishers"), NAMED)
def test_a_name_is_known(head, publishers):
    assert known(head) == publishers


def known(head: Head) -> tuple[str, ...]:
    """Who knows a beginning of a file as its own."""
    return tuple(name for name, module in PUBLISHERS.items() if module.recognise(head))


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-01", "2024-01"), ("2024-12", "2024-12"), ("2024-00", None), ("2024-13", None), ("1899", None), ("1900", "1900"), ("2099", "2099"), ("2100", None)],
)  # fmt: skip
def test_a_month_or_year_is_one_of_the_calendar(text, day):
    assert cells.as_day(text) == day
