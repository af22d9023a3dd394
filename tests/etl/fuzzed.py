"""Files of each publisher, broken at random: bytes of texts and pages, cells of workbooks, parts of their archives."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from pathlib import Path

from books import pipeline
from imported import HEADER, USUAL
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError
from test_import_pages import AUTHORIZATIONS, CREDITS, PROJECTS
from test_import_registries import AEF_2, GOLD, VERRA, as_workbook, cadtrust
from test_real_forms import earlier_model, first_version

from etl.importing import PUBLISHERS
from etl.problems import DataError
from etl.sources.publisher import Brought, Facts, Known

HOSTILE = (
    *(
        "",
        "=1+1",
        "NaN",
        "inf",
        "-1",
        "1e9",
        "2023.5",
        "9" * 400,
        "\0",
        "\r",
        "\n\n",
        '"',
        "１２",
        "NULL",
        "=HYPERLINK(1)",
        "N/A",
    ),
    *(
        "31/02/2024",
        "99999999",
        "Atlantis",
        "CA00001",
        "<script>",
        "&lt;",
        "x" * 40_000,
        "٣",
        "\u202e",
        "1,2,3",
        "'",
        "|",
        ";",
    ),
    *(
        "<td rowspan=99999>",
        "</table>",
        "<table>" * 30,
        "\ud7ff",
        "2024-05-17T00:00:00",
        "0",
        "-0",
        "1/0",
        "{",
        "[" * 99,
    ),
)
ENDINGS = {
    "unepccc": ".xlsx",
    "cadtrust": ".xlsx",
    "carp": ".html",
    "jcm": ".csv",
    "aef": ".csv",
    "verra": ".csv",
    "goldstandard": ".csv",
}
NAMES = sorted(ENDINGS)
OTHERS = {"aef": ("text", "other", "first"), "jcm": ("text", "other"), "cadtrust": ("text", "first")}


def sound(publisher: str, path: Path) -> None:
    """Write a file that can be imported."""
    texts = {"aef": AEF_2, "verra": VERRA, "goldstandard": GOLD, "carp": AUTHORIZATIONS, "jcm": PROJECTS}
    if publisher == "unepccc":
        pipeline(path)
    elif publisher == "cadtrust":
        cadtrust(path)
    else:
        path.write_text(texts[publisher], encoding="utf-8")


def broken(publisher: str, folder: Path, seed: int) -> Path:
    """Write a file of the publisher with some things in it broken; the same for the same seed."""
    chance = random.Random(f"{publisher} {seed}")
    form = chance.choice(OTHERS.get(publisher, ("text",)))
    path = folder / f"{publisher}-2026-06-01{'.xlsx' if publisher == 'aef' and form != 'text' else ENDINGS[publisher]}"
    if publisher == "aef" and form == "other":
        as_workbook(path, AEF_2)
    elif publisher == "aef" and form == "first":
        first_version(path)
    elif publisher == "cadtrust" and form == "first":
        earlier_model(path)
    elif publisher == "jcm" and form == "other":
        path = path.with_suffix(".html")
        path.write_text(CREDITS, encoding="utf-8")
    else:
        sound(publisher, path)
    if path.suffix == ".xlsx":
        _break_workbook(path, chance)
    else:
        _break_text(path, chance)
    return path


def _break_text(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(6):
            case 0:
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case 1:
                content = content[:at]
            case 2:
                content = content[:at] + chance.choice(HOSTILE).encode("utf-8", "surrogatepass") + content[at:]
            case 3:
                content = _cell(content, chance) if path.suffix == ".csv" else content[:at] + content[at + 20 :]
            case 4:
                lines = content.split(b"\n")
                chance.shuffle(lines)
                content = b"\n".join(lines)
            case _:
                content = content.decode("utf-8", "replace").encode(
                    chance.choice(("utf-16", "cp932", "cp1252", "utf-8-sig")), "replace"
                )
    path.write_bytes(content)


def _cell(content: bytes, chance: random.Random) -> bytes:
    try:
        rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8", "replace").replace("\0", ""))) if row]
    except csv.Error:
        return content
    if not rows:
        return content
    row = chance.choice(rows)
    row[chance.randrange(len(row))] = chance.choice(HOSTILE)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _break_workbook(path: Path, chance: random.Random) -> None:
    if chance.random() < 0.7:
        book = load_workbook(path)
        for _ in range(chance.randint(1, 4)):
            sheet = chance.choice(book.worksheets)
            cell = sheet.cell(chance.randint(1, sheet.max_row + 1), chance.randint(1, sheet.max_column + 1))
            value = chance.choice((*HOSTILE, 1e300, -5, 2023.5, True, 45429))
            try:
                cell.value = value
            except (ValueError, AttributeError, IllegalCharacterError):
                # openpyxl refuses what no workbook can hold, and the rest of merged cells.
                continue
        if chance.random() < 0.2:
            book.remove(chance.choice(book.worksheets)) if len(book.worksheets) > 1 else None
        book.save(path)
        return
    content = bytearray(path.read_bytes())
    if chance.random() < 0.5:
        for _ in range(chance.randint(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content[: chance.randrange(len(content))] if chance.random() < 0.3 else content))
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    at = chance.randrange(len(parts[name]) + 1)
    parts[name] = parts[name][:at] + chance.choice(HOSTILE).encode() + parts[name][at + chance.randrange(30) :]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, part)


def outcome(publisher: str, path: Path, known: Known) -> Facts | DataError:
    """Return what becomes of a file; anything else that is raised is a fault of ours."""
    module = PUBLISHERS[publisher]
    file = Brought(path, path.name)
    try:
        facts = module.tidy(module.read([file], known), known)
        assert isinstance(facts, Facts)
        return facts
    except DataError as error:
        assert error.problems and all(problem.rule for problem in error.problems)
        return error


def comtrade_workbook(path: Path, rows: int) -> Path:
    """Write a download of Comtrade Plus as a workbook, with all its columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(HEADER)
    usual = {
        "reporterCode": 392,
        "reporterISO": "JPN",
        "flowCode": "M",
        "flowDesc": "Import",
        "partnerDesc": "China",
    } | USUAL
    usual |= {
        "isReported": True,
        "customsDesc": "TOTAL CPC",
        "motDesc": "TOTAL MOT",
        "qtyUnitAbbr": "kg",
        "cmdCode": "850760",
    }
    for number in range(rows):
        row = usual | {"refYear": 2000 + number % 24, "partnerCode": number % 900, "primaryValue": number + 0.5}
        row |= {
            "qty": number * 1.5,
            "netWgt": number * 2.5,
            "cifvalue": number + 0.5,
            "cmdDesc": "Electric accumulators; lithium-ion",
        }
        sheet.append([row.get(name, 0) for name in HEADER])
    book.save(path)
    return path


def big_workbook(path: Path, rows: int) -> Path:
    """Write a holdings-like workbook of many rows and twenty columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("VCUs")
    heads = ["ID", "Name", "Country/Area", "Additional Certifications", "Quantity Issued", "Serial Number"]
    sheet.append([*heads, *(f"Other {number}" for number in range(14))])
    for number in range(rows):
        sheet.append([number, "A name", "Ghana", "CORSIA", 10, f"1-{number * 10}-{number * 10 + 9}", *range(14)])
    book.save(path)
    return path
