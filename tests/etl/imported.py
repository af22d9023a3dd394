"""Small files in the layouts that CEPII and UN Comtrade publish; country numbers and codes are real, values are not."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import duckdb

from etl import imports
from etl.merging import trade_files

COUNTRIES = """country_code,country_name,country_iso2,country_iso3
156,China,CN,CHN
392,Japan,JP,JPN
410,Rep. of Korea,KR,KOR
490,"Other Asia, not elsewhere specified",N/A,S19
516,Namibia,NA,NAM
757,Switzerland,CH,CHE
"""
PRODUCTS = {
    "HS17": ("010121", "841011", "850231", "850760", "854140"),
    "HS22": ("010121", "841011", "850231", "850760", "854142", "854143"),
    "HS92": ("010111", "841011", "850230", "854140"),
}
YEAR = """t,i,j,k,v,q
{year},156,516,850231,   12.345,        1.5
{year},156,516,010121,    9.000,         NA
{year},392,516,850231,    2.000,         NA
{year},490,757,850760,    0.500,        0.01
{year},516,156,841011, 1000.001,          3
"""


def baci(path: Path, revision: str = "HS17", **replaced: str | None) -> Path:
    """Write an archive with the years 2022 and 2023; `replaced` holds other texts by the start of the member's name
    (Y2023, country, product), None leaves the member out."""
    members = {f"BACI_{revision}_Y{year}_V202601.csv": YEAR.format(year=year) for year in (2022, 2023)}
    members["country_codes_V202601.csv"] = COUNTRIES
    listed = "".join(f'{code},"Words, of a code"\n' for code in PRODUCTS[revision])
    members[f"product_codes_{revision}_V202601.csv"] = f"code,description\n{listed}"
    members["Readme.txt"] = "Made for a test.\n"
    for start, text in replaced.items():
        (name,) = [name for name in members if start in name]
        if text is None:
            del members[name]
        else:
            members[name] = text
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


HEADER = next(
    csv.reader(
        [
            "datasetCode,typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
            "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,"
            "isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,"
            "qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
            "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate"
        ]
    )
)
NUMBERS = {"W00": "0", "CHN": "156", "JPN": "392", "S19": "490", "NAM": "516", "CHE": "757", "_X": "899", "EUR": "97"}
USUAL = {
    "typeCode": "C",
    "freqCode": "A",
    "partner2Code": "0",
    "classificationCode": "H6",
    "cmdDesc": "Generating sets; wind-powered, n.e.c.",
    "aggrLevel": "6",
    "customsCode": "C00",
    "motCode": "0",
}


def record(reporter: str, flow: str, partner: str, value: float | str, weight: object = "", **cells: str) -> dict:
    """One row of the API's answer; `cells` replace its columns."""
    row = dict.fromkeys(HEADER, "") | USUAL
    row |= {"reporterISO": reporter, "reporterCode": NUMBERS.get(reporter, "999"), "flowCode": flow}
    row |= {"partnerISO": partner, "partnerCode": NUMBERS.get(partner, "999"), "refYear": "2023", "period": "2023"}
    return row | {"cmdCode": "850231", "primaryValue": str(value), "netWgt": str(weight)} | cells


WHOLE = [
    record("NAM", "M", "W00", 1000),
    record("NAM", "M", "CHN", 700.4, 2500),
    record("NAM", "M", "S19", 200),
    record("NAM", "M", "_X", 60),
    record("NAM", "M", "NAM", 40),
]


def comtrade(path: Path, rows: list[dict], header: list[str] = HEADER) -> Path:
    """Write records as CSV, packed if the name ends in .gz."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: row.get(name, row.get(name.lower(), "")) for name in header} for row in rows)
    raw = text.getvalue().encode()
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)
    return path


def rows_of(root: Path) -> list[tuple]:
    """All imported rows, in order."""
    files = [str(path) for path in trade_files(root, imports.folders(root))]
    if not files:
        return []
    with duckdb.connect() as connection:
        return connection.execute("FROM read_parquet(?) ORDER BY ALL", [files]).fetchall()


def state(root: Path) -> dict[str, bytes]:
    """Every file in data/imported apart from the lock and what is made of the others, with its bytes."""
    folder = root / "data" / "imported"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", ".unbuilt") and path.parent.name != ".merged"
    }


def parquet(root: Path) -> dict[str, bytes]:
    """The Parquet files that count, by name, with their bytes."""
    return {path.name: path.read_bytes() for path in trade_files(root, imports.folders(root))}
