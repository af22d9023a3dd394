"""Workbooks made after the documented forms of publishers, cell by cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import Workbook

AGREEMENTS = [
    ["Switzerland-Ghana", "Ghana", "Africa", "Western Africa", "Switzerland", dt.datetime(2020, 11, 23), "BA (signed)"],
    ["Norway-Fiji", "Fiji", "Oceania", "Melanesia", "Norway", "17/05/2026", "MoU"],
    ["Japan-Kenya", "Kenya", "Africa", "Eastern Africa", "Japan", dt.datetime(2013, 6, 12), "MoU"],
]
JCM_HEADS = ["No.", "ID", "Title", "Host country", "Region", "Sub-region", "Scope", "Type", "Sub-type", "ktCO2e/yr"]
JCM = [
    [1, "TH001", "A title of theirs", "Thailand", "Asia", "", "", "Solar", "Solar PV", 1.25],
    [2, "KE999", "A new project", "Kenya", "Africa", "", "", "Solar", "Solar PV", 0.5],
]


def pipeline(
    path: Path, agreements: list[list[Any]] | None = None, edition: str = "31 May 2026", shift: int = 0
) -> Path:
    """Write an Article 6 Pipeline: title rows in merged cells, dates as days and as text, a sheet per table."""
    book = Workbook()
    overview = book.active
    overview.title = "Country Overview"
    overview["A1"] = f"Article 6 Pipeline, updated {edition}"
    overview.merge_cells("A1:G1")
    sheet = book.create_sheet("Bilateral Agreements")
    for _ in range(2 + shift):
        sheet.append(["Bilateral agreements"])
    sheet.append(
        [
            *("Title", "Host country", "Region", "Sub-region", "Buying country", "Date", "Status", "Link", None),
            *("Associated projects", None, "Host-buyer region", "Host-buyer country"),
        ]
    )
    for row in AGREEMENTS if agreements is None else agreements:
        sheet.append([*row, "https://example.org/a", None, 1, None, "x", "y"])
    sheet = book.create_sheet("JCM")
    for _ in range(3 + shift):
        sheet.append(["JCM projects"])
    sheet.append([*JCM_HEADS, None, None, "Implementer", None, "Website", "Status", "Registration date"])
    for row in JCM:
        sheet.append([*row, None, None, "A firm", None, "https://www.jcm.go.jp/x", "Project registered", "2 Feb 2026"])
    book.save(path)
    return path
