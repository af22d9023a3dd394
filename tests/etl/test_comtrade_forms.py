"""The forms in which UN Comtrade's files come, and what in them is missing, none of our business, or no value at all."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from imported import HEADER, WHOLE, comtrade, record, rows_of, state

from etl.importing import import_file, import_files
from etl.problems import DataError

IMPORTS = "un-comtrade-import"
# What WHOLE is in our columns.
ROWS = [("CHN", "NAM", 2023, "850231", 700, 2.5, IMPORTS), ("TWN", "NAM", 2023, "850231", 200, None, IMPORTS)]


def quiet(_: str) -> None:
    pass


def load(path: Path, root: Path, years: range | None = None) -> int:
    return import_file("comtrade", path, years, root, say=quiet)


def refusal(path: Path, root: Path, years: range | None = None) -> str:
    before = state(root)
    with pytest.raises(DataError) as caught:
        load(path, root, years)
    assert state(root) == before
    return str(caught.value)


def text(rows: list[dict], header: list[str] = HEADER) -> str:
    # A folder of its own: workers collect at the same time, and read what another is just writing.
    with tempfile.TemporaryDirectory() as folder:
        return comtrade(Path(folder) / "text.csv", rows, header).read_text(encoding="utf-8")


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def plus(rows: list[dict]) -> str:
    """As the site of Comtrade Plus saves it: every cell quoted, and each row ends in one comma more than the header has."""
    lines = [",".join(HEADER)]
    lines += [",".join(f'"{row[name]}"' for name in HEADER) + "," for row in rows]
    return "\n".join(lines) + "\n"


SNAKE = {
    "typeCode": "type_code",
    "freqCode": "freq_code",
    "refYear": "ref_year",
    "reporterCode": "reporter_code",
    "reporterISO": "reporter_iso",
    "flowCode": "flow_code",
    "partnerCode": "partner_code",
    "partnerISO": "partner_iso",
    "partner2Code": "partner2code",
    "classificationCode": "classification_code",
    "cmdCode": "cmd_code",
    "customsCode": "customs_code",
    "motCode": "mot_code",
    "netWgt": "net_wgt",
    "primaryValue": "primary_value",
}
OLDER = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,"
    "Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,"
    "Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,"
    "Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag"
)


def older(rows: list[dict]) -> str:
    """The layout of 35 columns, before 2023."""
    lines = [OLDER]
    for row in rows:
        lines.append(
            f"{row['classificationCode']},{row['refYear']},{row['refYear']},{row['refYear']},6,1,1,Import,{row['reporterCode']},"
            f'"x",{row["reporterISO"]},{row["partnerCode"]},"x, y",{row["partnerISO"]},,,,,,,,{row["cmdCode"]},"x",8,kg,,,,,'
            f"{row['netWgt']},,{row['primaryValue']},,,0"
        )
    return "\n".join(lines) + "\n"


def comtradr(rows: list[dict]) -> str:
    """As R writes the table of comtradr: snake_case, row names, NA for what is missing."""
    lines = [",".join(['""', *(f'"{name}"' for name in SNAKE.values())])]
    for number, row in enumerate(rows, start=1):
        lines.append(",".join([f'"{number}"', *(row[name] or "NA" for name in SNAKE)]))
    return "\n".join(lines) + "\n"


def pandas(rows: list[dict]) -> str:
    """As pandas writes it after a column had a gap: numbers with a fraction, nan, codes such as 850231.0."""
    changed = [
        row
        | {
            "cmdCode": row["cmdCode"] + ".0",
            "refYear": row["refYear"] + ".0",
            "partnerCode": row["partnerCode"] + ".0",
            "motCode": "0.0",
            "netWgt": row["netWgt"] or "nan",
        }
        for row in rows
    ]
    return text(changed)


def packed(name: str, content: str, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", how) as archive:
        archive.writestr(name, content)
        archive.writestr("__MACOSX/._x", b"\0\5")
    return raw.getvalue()


def without(rows: list[dict], *names: str) -> list[dict]:
    return [row | dict.fromkeys(names, "") for row in rows]


FORMS = {
    "plus.csv": plus(WHOLE),
    "crlf.csv": text(WHOLE).replace("\n", "\r\n"),
    "latin.csv": text([row | {"partnerDesc": "Côte d'Ivoire"} for row in WHOLE]).encode("latin-1"),
    "bom.csv": "\ufeff" + text(WHOLE),
    "utf16.csv": text(WHOLE).encode("utf-16"),
    "semicolon.csv": text([row | {"cmdDesc": "Cells"} for row in WHOLE]).replace(",", ";"),
    "bulk.txt.gz": gzip.compress(text([row | {"cmdDesc": "Cells"} for row in WHOLE]).replace(",", "\t").encode()),
    "upper.CSV.GZ": gzip.compress(text(WHOLE).encode()),
    "named-wrongly.csv": gzip.compress(text(WHOLE).encode()),
    "packed.zip": packed("folder/c.csv", text(WHOLE)),
    "stored.zip": packed("c.csv", text(WHOLE), zipfile.ZIP_STORED),
    "packed-utf16.zip": packed("c.csv", text(WHOLE).encode("utf-16")),
    "comtradr.csv": comtradr(WHOLE),
    "pandas.csv": pandas(WHOLE),
    "older.csv": older(WHOLE),
    "no-iso.csv": text(without(WHOLE, "reporterISO", "partnerISO")),
    "no-iso-columns.csv": text(WHOLE, [name for name in HEADER if "ISO" not in name]),
    "api.json": json.dumps({"elapsedTime": "0.1 secs", "count": 5, "data": WHOLE, "error": ""}),
    "list.json": json.dumps(WHOLE, indent=1),
    "api.json.gz": gzip.compress(json.dumps({"data": WHOLE}).encode()),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_rows(root, tmp_path, name):
    load(write(tmp_path / name, FORMS[name]), root)
    assert rows_of(root) == ROWS


def test_numbers_of_json_are_numbers(root, tmp_path):
    rows = [
        row
        | {
            "refYear": 2023,
            "partnerCode": int(row["partnerCode"]),
            "primaryValue": float(row["primaryValue"]),
            "netWgt": float(row["netWgt"]) if row["netWgt"] else None,
            "isReported": False,
        }
        for row in WHOLE
    ]
    load(write(tmp_path / "a.json", json.dumps({"data": rows})), root)
    assert rows_of(root) == ROWS
    rows[1]["refYear"] = 2023.5
    said = refusal(write(tmp_path / "b.json", json.dumps({"data": rows})), root)
    assert "b.json (one line a record), line 3, column refYear: '2023.5': must be a year" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"statusCode": 401, "message": "Access denied"}', "is an answer of the API without data"),
        ('{"data": [{"cmdCode": "850231"}, 3]}', "must be a record"),
        ('{"data": [{"cmdCode": "850231"', "is cut short or damaged, and no JSON"),
        ('{"data": [{"cmdCode": "850231"}]', "its last bracket is missing"),
        ('{"data": ' + "[" * 100_000, "is nested too deeply to be read whole"),
        ('{"data": []}', "is an answer of the API without records"),
    ],
)
def test_json_that_is_none(root, tmp_path, content, said):
    assert said in refusal(write(tmp_path / "a.json", content), root)


def test_two_partners_share_a_code_of_a_group(root, tmp_path):
    """LAIA, nes and Rest of America, nes are both A79: no country, so they are left out, and no repeat."""
    rows = [
        *WHOLE[:3],
        record("NAM", "M", "A79", 60, partnerCode="473"),
        record("NAM", "M", "A79", 40, partnerCode="636"),
    ]
    load(comtrade(tmp_path / "c.csv", rows), root)
    assert rows_of(root) == ROWS


def test_years_are_narrowed_before_the_checks(root, tmp_path):
    """Rows of other years have their own revisions and areas, and nobody asked for them."""
    old = [row | {"refYear": "2010", "classificationCode": "H3"} for row in WHOLE]
    older = [row | {"refYear": "2005", "partnerISO": "QQQ", "partnerCode": "998"} for row in WHOLE]
    path = comtrade(tmp_path / "c.csv", [*WHOLE, *old, *older])
    load(path, root, range(2018, 2025))
    assert rows_of(root) == ROWS
    said = refusal(path, root)
    assert "wrong HS revision" in said and "unknown area" in said


def test_a_weight_of_zero_is_none(root, tmp_path):
    rows = [row | {"netWgt": "0"} for row in WHOLE]
    load(comtrade(tmp_path / "c.csv", rows), root)
    assert rows_of(root) == [(*row[:5], None, IMPORTS) for row in ROWS]


def test_codes_of_one_area_are_added_up(root, tmp_path, capsys):
    """An alias of the user's own makes a group a part of Switzerland: then both rows are Switzerland's."""
    reference = tmp_path / "data" / "reference"
    folder = reference.resolve()
    reference.unlink()
    reference.mkdir()
    for path in folder.iterdir():
        (reference / path.name).write_bytes(path.read_bytes())
    aliases = reference / "aliases.csv"
    aliases.write_text(aliases.read_text().replace("area,comtrade,R20,\n", "area,comtrade,R20,CHE\n"))
    rows = [*WHOLE[:2], record("NAM", "M", "CHE", 100.2, 5000), record("NAM", "M", "R20", 199.4, 1, partnerCode="697")]
    import_file("comtrade", comtrade(tmp_path / "c.csv", rows), None, root)
    assert ("CHE", "NAM", 2023, "850231", 300, 5.001, IMPORTS) in rows_of(root)
    assert "2 rows of several codes for one area were added up to 1" in capsys.readouterr().out
    aliases.write_text(aliases.read_text().replace("area,comtrade,R20,CHE\n", "area,comtrade,R20,EFTA\n"))
    said = refusal(tmp_path / "c.csv", root)
    assert "'EFTA': is no area_iso3 of data/reference/trade_areas.csv" in said and said.startswith("1 problem")


def test_groups_and_former_countries_are_known_and_left_out(root, tmp_path, capsys):
    rows = [
        *WHOLE,
        *(
            record("NAM", "M", "", 1, partnerCode=number)
            for number in ("129", "471", "527", "577", "697", "711", "810", "837", "838", "839", "849", "890", "891")
        ),
        record("NAM", "M", "F19", 1, partnerCode="577", partner2Code="156"),
    ]
    import_file("comtrade", comtrade(tmp_path / "c.csv", rows), None, root)
    assert rows_of(root) == ROWS
    assert "rows are of partners that are no country: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"refYear": "2023.5"}, "line 7, column refYear: '2023.5': must be a year"),
        ({"refYear": "2e3"}, "line 7, column refYear: '2e3': must be a year"),
        ({"refYear": "２０２３"}, "line 7, column refYear: '２０２３': must be a year"),
        ({"refYear": "20230101"}, "line 7, column refYear: '20230101': must be a year"),
        ({"partner2Code": "RX"}, "line 7, column partner2Code: 'RX': must be a whole number, or empty"),
        ({"partner2Code": "=1+1"}, "line 7, column partner2Code: '=1+1': must be a whole number"),
        ({"partner2Code": "NULL"}, "line 7, column partner2Code: 'NULL': must be a whole number"),
        ({"motCode": "RX"}, "line 7, column motCode: 'RX': must be a whole number, or empty"),
        ({"motCode": "NULL"}, "line 7, column motCode: 'NULL': must be a whole number, or empty"),
        ({"motCode": "0.5"}, "line 7, column motCode: '0.5': must be a whole number, or empty"),
        ({"customsCode": "=1+1"}, "line 7, column customsCode: '=1+1': must be a customs procedure"),
        ({"flowCode": "Import"}, "line 7, column flowCode: 'Import': must be one of the codes"),
        ({"reporterCode": "1e2"}, "line 7, column reporterCode: '1e2': must be a whole number"),
        ({"partnerCode": "1.5"}, "line 7, column partnerCode: '1.5': must be a number"),
        (
            {"primaryValue": "9300000000000000"},
            "line 7, column primaryValue: '9300000000000000': is more than the trade",
        ),
        ({"primaryValue": "1e400"}, "line 7, column primaryValue: '1e400': "),
        ({"primaryValue": "-5"}, "line 7, column primaryValue: '-5': must be a number of US dollars"),
        ({"primaryValue": "1,000"}, "line 7, column primaryValue: '1,000': must be a number of US dollars"),
        ({"primaryValue": "inf"}, "line 7, column primaryValue: 'inf': must be a number of US dollars"),
        ({"primaryValue": "１２"}, "line 7, column primaryValue: '１２': must be a number of US dollars"),
        ({"netWgt": "1e300"}, "line 7, column netWgt: '1e300': is more kilograms"),
        ({"netWgt": "-1"}, "line 7, column netWgt: '-1': must be a number of kilograms"),
    ],
)
def test_no_cell_is_read_as_what_it_is_not(root, tmp_path, row, said):
    bad = record("CHE", "X", "JPN", 5) | row
    assert said in refusal(comtrade(tmp_path / "c.csv", [*WHOLE, bad]), root)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (text(WHOLE).replace("\n", "\r"), "line 1: lines end in a lone carriage return"),
        (text(WHOLE).replace("partnerCode,", "partner\rCode,", 1), "line 1: lines end in a lone carriage return"),
        (text(WHOLE).encode("utf-16-le"), "line 1: NUL character; the file is no text, or a text in UTF-16"),
        (text(WHOLE).encode("utf-16")[:-1], "is no sound text in UTF-16"),
        (",".join(HEADER) + "\n" + "x" * (5 << 20), "a line of more than 1,048,576 bytes"),
        (text(WHOLE) + '"' + "x" * (9 << 20), "a line of more than 1,048,576 bytes"),
        (plus(WHOLE)[:-2] + "\n", f"line 6: {len(HEADER)} cells where the header has {len(HEADER) + 1}"),
        ("<html><body>Service unavailable</body></html>\n", "wrong columns"),
        (packed("notes.txt", "Hello\n"), "notes.txt, line 1: 'Hello': wrong columns"),
        (",".join(HEADER) + "\n", "has a header and no rows"),
    ],
)
def test_what_is_no_table_of_trade(root, tmp_path, content, said):
    assert said in refusal(write(tmp_path / "c.csv", content), root)


def test_a_workbook(root, tmp_path):
    """Excel keeps every number with a fraction, and has the header below a title here."""
    path = tmp_path / "TradeData.xlsx"
    names = [name for name in HEADER if name not in ("cmdDesc", "partnerDesc")]
    numbers = {"refYear", "partnerCode", "reporterCode", "cmdCode", "primaryValue", "netWgt", "motCode"}
    lines = [["UN Comtrade"], [], names]
    lines += [[float(row[name]) if name in numbers and row[name] else row[name] for name in names] for row in WHOLE]
    path.write_bytes(workbook(lines))
    load(path, root)
    assert rows_of(root) == ROWS
    lines[4][names.index("refYear")] = 2023.5
    path.write_bytes(workbook(lines))
    assert "TradeData.xlsx, sheet Data, line 5, column refYear: '2023.5': must be a year" in refusal(path, root)
    path.write_bytes(workbook([["Agreements"], ["Switzerland"]]))
    assert "no sheet has the columns of UN Comtrade" in refusal(path, root)
    record_of, _ = import_files(
        "comtrade", [str(write(tmp_path / "c.csv", text(WHOLE)))], root=root, say=quiet, is_built=False
    )
    assert record_of.rows == {"trade_flows": 2}


def workbook(lines: list[list]) -> bytes:
    """A workbook with one sheet, Data, in the least that Excel asks for."""

    def cell(value: object, row: int, column: int) -> str:
        place = f"{chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)}{row}"
        if isinstance(value, float):
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    rows = "".join(
        f'<row r="{number}">{"".join(cell(value, number, place) for place, value in enumerate(line) if value != "")}</row>'
        for number, line in enumerate(lines, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)
    return raw.getvalue()
