"""A BACI archive is loaded whole or not at all, and what is wrong with it is said in one message."""

from __future__ import annotations

import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from copies import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import COUNTRIES, PRODUCTS, YEAR, baci, parquet, rows_of, state
from world.make import rows

from etl import importing, imports
from etl.build import fill
from etl.importing import import_file, undo
from etl.problems import DataError

SOURCE = "cepii-baci-import"


def quiet(_: str) -> None:
    pass


def load(path: Path, root: Path, years: range | None = None) -> int:
    return import_file("baci", path, years, root, say=quiet)


def refusal(path: Path, root: Path, years: range | None = None) -> str:
    before = state(root)
    with pytest.raises(DataError) as caught:
        load(path, root, years)
    assert state(root) == before
    assert "nothing was imported" in str(caught.value)
    return str(caught.value)


def test_rows_are_in_our_columns(root, tmp_path):
    assert load(baci(tmp_path / "b.zip"), root, range(2023, 2024)) == 4
    assert rows_of(root) == [
        ("CHN", "NAM", 2023, "850231", 12345, 1.5, SOURCE),
        ("JPN", "NAM", 2023, "850231", 2000, None, SOURCE),
        ("NAM", "CHN", 2023, "841011", 1000001, 3.0, SOURCE),
        ("TWN", "CHE", 2023, "850760", 500, 0.01, SOURCE),
    ]
    assert set(parquet(root)) == {"baci_2023.parquet"}


def test_twice_gives_the_same_bytes(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    load(path, root)
    first = parquet(root)
    assert set(first) == {"baci_2022.parquet", "baci_2023.parquet"}
    load(path, root)
    assert parquet(root) == first
    assert [one.name for one in imports.recorded(root)] == ["baci-2"], "the same again takes the place of the first"


def test_another_edition_takes_the_place_of_a_year(root, tmp_path, capsys):
    load(baci(tmp_path / "old.zip"), root)
    import_file("baci", baci(tmp_path / "new.zip", "HS22"), range(2023, 2024), root)
    said = capsys.readouterr().out
    assert "2023: takes the place of BACI HS17 V202601" in said
    assert "codes of our table are of another revision than HS22: " in said and "854140" in said
    # Of a part of an edition no cause is told as if it were known.
    assert "codes of HS22 in our table are not in product_codes of this archive: it may be a part of an edition" in said
    own = {row["hs_code"] for row in rows(ROOT / "data/reference/hs_products.csv") if "HS2022" in row["hs_revision"]}
    missing = sorted(own - set(PRODUCTS["HS22"]))
    assert len(missing) > 11, "too few for a list that is cut"
    assert f"or our table may name a wrong revision: {', '.join(missing[:10])} and {len(missing) - 10} more\n" in said
    assert len(rows_of(root)) == 8


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Y2023": None, "Y2022": None}, "no year file such as"),
        ({"Y2023": ""}, "Y2023_V202601.csv: file is empty"),
        ({"Y2023": "t,i,j,k,v,q\n"}, "has a header and no rows"),
        ({"Y2023": YEAR.format(year=2023).replace("t,i", "t,x")}, "line 1: 't,x,j,k,v,q': wrong columns"),
        ({"Y2023": YEAR.format(year=2022)}, "line 2, column t: '2022': is not the year in the name"),
        ({"Y2023": YEAR.format(year=2023).replace("12.345", "12,345")}, "line 2: 7 cells where the header has 6"),
        ({"Y2023": YEAR.format(year=2023).replace("9.000", "nine")}, "line 3, column v: '    nine': must be a number"),
        ({"Y2023": YEAR.format(year=2023).replace("2.000", "  nan")}, "line 4, column v: 'nan': must be a number"),
        (
            {"Y2023": YEAR.format(year=2023).replace("0.01", "lots")},
            "line 5, column q: '        lots': must be a number",
        ),
        (
            {"Y2023": YEAR.format(year=2023).replace(",516,156,", ",516,9999,")},
            "column j: '9999': unknown country number",
        ),
        ({"Y2023": YEAR.format(year=2023).replace("2023,156", "2023,11", 1)}, "column i: '11': unknown country number"),
        (
            {
                "country": COUNTRIES + "9999,Nowhere,QQ,QQQ\n",
                "Y2022": YEAR.format(year=2022).replace("516", "9999"),
            },
            "'9999 (QQQ)': unknown country: add a row area,baci,QQQ",
        ),
        (
            {"country": COUNTRIES.replace("country_iso3", "iso")},
            "column country_iso3 or iso_3digit_alpha: column is missing",
        ),
        (
            {"product": "code,description\n850760,x\n854143,x\n"},
            "'854143': wrong HS revision: these codes are not in HS17",
        ),
        (
            {"Y2023": YEAR.format(year=2023) + "2023,156,516,850231,1,1\n"},
            "'156|516|850231': stands on more than one line",
        ),
        ({"Y2023": "t,i,j,k,v,q\n2023,156,516,010121,1,1\n"}, "no row has a code of our table"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(root, tmp_path, changed, said):
    assert said in refusal(baci(tmp_path / "b.zip", **changed), root)


def test_all_unknown_countries_are_named(root, tmp_path):
    text = YEAR.format(year=2023).replace("490", "8").replace("516", "9")
    said = refusal(baci(tmp_path / "b.zip", Y2023=text), root)
    assert [f"column {side}: '{number}'" in said for side, number in (("i", 8), ("i", 9), ("j", 9))] == [True] * 3


def test_a_late_fault_leaves_what_was_there(root, tmp_path):
    load(baci(tmp_path / "good.zip"), root)
    before = state(root)
    refusal(baci(tmp_path / "bad.zip", "HS22", Y2023=YEAR.format(year=2023).replace("12.345", "x")), root)
    assert state(root) == before


def test_wrong_revision_and_wrong_year(root, tmp_path):
    assert "'HS92': wrong HS revision" in refusal(baci(tmp_path / "b.zip", "HS92"), root)
    assert "'2024': no such year" in refusal(baci(tmp_path / "c.zip"), root, range(2023, 2025))


def test_what_is_no_archive(root, tmp_path):
    (tmp_path / "no.zip").write_text("<html>Not found</html>")
    assert "'no.zip': no year file such as" in refusal(tmp_path / "no.zip", root)
    assert "it is no zip archive" in refusal(tmp_path / "no.zip", root)
    (tmp_path / "cut.zip").write_bytes(baci(tmp_path / "b.zip").read_bytes()[:-30])
    assert "is no zip archive, or is damaged or cut short" in refusal(tmp_path / "cut.zip", root)
    (tmp_path / "empty.zip").write_bytes(b"")
    assert "file is empty" in refusal(tmp_path / "empty.zip", root)
    assert "no such file" in refusal(tmp_path / "none.zip", root)


def add(path: Path, text: bytes, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """Put 2023 into an archive as these bytes."""
    with zipfile.ZipFile(path, "a", packing) as archive:
        archive.writestr("BACI_HS17_Y2023_V202601.csv", text)
    return path


def test_text_in_another_encoding(root, tmp_path):
    text = YEAR.format(year=2023)
    load(add(baci(tmp_path / "b.zip", Y2023=None), text.encode("utf-16")), root, range(2023, 2024))
    assert len(rows_of(root)) == 4
    path = add(baci(tmp_path / "c.zip", Y2023=None), text.encode("utf-16-le"))
    assert "line 1: NUL character; the file is no text, or a text in UTF-16" in refusal(path, root)


EDITIONS = {
    "V202102": COUNTRIES.replace(
        "country_name,country_iso2,country_iso3", "country_name_abbreviation,iso_2digit_alpha,iso_3digit_alpha"
    ).replace("N/A,S19", "N/A,N/A")
    + '697,"Europe EFTA, nes",N/A,N/A\n',
    "V202301": "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    "156,China,China,CN,CHN\n392,Japan,Japan,JP,JPN\n516,Namibia,Namibia,NA,NAM\n757,Switzerland,Switzerland,CH,CHE\n"
    '490,"Other Asia, nes","Other Asia, not elsewhere specified",N/A,N/A\n697,"Europe EFTA, nes",x,N/A,N/A\n',
    "V202501": COUNTRIES.replace("N/A,S19", ",S19") + '697,"Europe EFTA, nes",,R20\n849,US Misc. Pacific Isds,PU,PUS\n',
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition(root, tmp_path, edition):
    """Taiwan is 490 in the numbers of UN statistics, whatever the table of countries calls it, or leaves out."""
    path = tmp_path / f"BACI_HS17_{edition}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"BACI_HS17_Y2023_{edition}.csv", YEAR.format(year=2023) + "2023,697,516,850231,9,9\n")
        archive.writestr(f"country_codes_{edition}.csv", EDITIONS[edition])
        archive.writestr(f"product_codes_HS17_{edition}.csv", "code,description\n850231,x\n850760,x\n841011,x\n")
    assert load(path, root) == 4, "a group of countries is left out"
    assert ("TWN", "CHE", 2023, "850760", 500, 0.01, SOURCE) in rows_of(root)


def test_unpacked(root, tmp_path):
    """The folder as it was unpacked, and a year file alone: its numbers are those of UN M49."""
    folder = tmp_path / "BACI_HS17_V202601"
    folder.mkdir()
    with zipfile.ZipFile(baci(tmp_path / "b.zip")) as archive:
        archive.extractall(folder)
    assert import_file("baci", folder, None, root, quiet) == 8
    whole = rows_of(root)
    undo("baci-1", root, quiet, is_built=False)
    year = folder / "BACI_HS17_Y2023_V202601.csv"
    assert load(year, root) == 4
    assert rows_of(root) == [row for row in whole if row[2] == 2023]
    year.write_text(year.read_text().rstrip("\n"))
    assert "file ends in mid-line: it is half written, or was saved without" in refusal(year, root)
    year.rename(tmp_path / "baci.csv")
    assert "keep the published name" in refusal(tmp_path / "baci.csv", root)


def test_numbers_of_one_area_are_added_up(root, tmp_path):
    countries = COUNTRIES + "276,Germany,DE,DEU\n280,Fed. Rep. of Germany (...1990),DE,DEU\n"
    year = YEAR.format(year=2023) + "2023,276,516,850231,1.5,2\n2023,280,516,850231,2,1\n2023,280,156,850231,2,NA\n"
    year += "2023,276,156,850231,1,1\n"
    load(baci(tmp_path / "b.zip", country=countries, Y2023=year), root, range(2023, 2024))
    rows = [row for row in rows_of(root) if row[0] == "DEU"]
    assert rows == [
        ("DEU", "CHN", 2023, "850231", 3000, None, SOURCE),
        ("DEU", "NAM", 2023, "850231", 3500, 3.0, SOURCE),
    ]


def test_unions_and_former_states_are_no_country(root, tmp_path):
    """CEPII gives them the code of one of their countries."""
    countries = (
        COUNTRIES
        + "58,Belgium-Luxembourg,BE,BEL\n711,So. African Customs Union,ZA,ZAF\n736,Fmr Sudan,SD,SDN\n56,Belgium,BE,BEL\n"
    )
    rows = "".join(f"2023,{number},156,850231,1,1\n" for number in (56, 58, 711, 736))
    load(baci(tmp_path / "b.zip", country=countries, Y2023=YEAR.format(year=2023) + rows), root, range(2023, 2024))
    assert [row[4] for row in rows_of(root) if row[0] == "BEL"] == [1000]
    assert not [row for row in rows_of(root) if row[0] in ("ZAF", "SDN")]


def test_two_files_of_a_year(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("again/BACI_HS17_Y2023_V202601.csv", YEAR.format(year=2023))
    assert "'2023': more than one file of this year" in refusal(path, root)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("12.345", "9300000000000000"), "line 2, column v: '9300000000000000.0': is more than the trade of the whole"),
        (("2023,156", "２０２３,156"), "line 2, column t: '２０２３'"),
        (("2023,156", "2023.5,156"), "line 2, column t: '2023.5': must be a whole number"),
        (("2023,156", "2e3,156"), "line 2, column t: '2e3': must be a whole number"),
        (("2023,156", "99999999999,156"), "line 2, column t: '99999999999': is too large a number"),
        (("        1.5", "１.5"), "line 2, column q: '１.5'"),
        (("        1.5", "1e300"), "line 2, column q: '1e300': is more tonnes"),
        (("\n", "\r"), "line 1: lines end in a lone carriage return"),
        (("2023,156,516,850231", "2023,156,516,850231" + "0" * (2 << 20)), "a line of more than 1,048,576 bytes"),
        (("2023,156,516,010121", "x" * (9 << 20)), "a line of more than 1,048,576 bytes"),
    ],
)
def test_values_that_no_file_has(root, tmp_path, changed, said):
    text = YEAR.format(year=2023).replace(*changed)
    assert said in refusal(baci(tmp_path / "b.zip", Y2023=text), root)


def test_what_an_archive_must_not_be(root, tmp_path):
    text = YEAR.format(year=2023).encode()
    path = add(baci(tmp_path / "a.zip", Y2023=None), text, zipfile.ZIP_LZMA)
    assert "packed in another way than deflate; unpack it" in refusal(path, root)
    locked = bytearray(baci(tmp_path / "b.zip").read_bytes())
    for place in (i for i in range(len(locked)) if locked[i : i + 4] == b"PK\x01\x02"):
        locked[place + 8] |= 1
    (tmp_path / "b.zip").write_bytes(locked)
    assert "has a password; unpack it" in refusal(tmp_path / "b.zip", root)
    large = "country_code,country_name,country_iso2,country_iso3\n" + "x" * (9 << 20)
    assert "has more than 8,388,608 bytes" in refusal(baci(tmp_path / "c.zip", country=large), root)


def test_damaged_bytes(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("BACI_HS17_Y2023_V202601.csv")
    raw = bytearray(path.read_bytes())
    raw[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    path.write_bytes(raw)
    assert "BACI_HS17_Y2023_V202601.csv" in refusal(path, root)


def test_a_wrong_checksum(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo("BACI_HS17_Y2023_V202601.csv").CRC.to_bytes(4, "little")
    raw = path.read_bytes()
    assert raw.count(crc) >= 2
    path.write_bytes(raw.replace(crc, bytes(4)))
    assert "differ from their checksum" in refusal(path, root)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_archive_cut_short_is_refused(root, tmp_path, data):
    whole = baci(tmp_path / "whole.zip").read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    refusal(cut, root)


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Path:
    """An archive with a year that takes some seconds to read."""
    text = YEAR.format(year=2023) + "2023,156,516,010121,1,1\n" * 6_000_000
    return baci(tmp_path_factory.mktemp("long") / "long.zip", Y2023=text)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_in_the_middle(root, tmp_path, long, sent):
    load(baci(tmp_path / "good.zip"), root)
    before = state(root)
    program = (
        "import sys; from pathlib import Path; from etl import importing, __main__ as cli; "
        f"importing.import_files.__defaults__ = (None, None, Path({str(root)!r}), print, True, False); sys.exit(cli.main())"
    )
    command = [sys.executable, "-u", "-c", program, "import", "baci", str(long), "--no-build"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        # The first year is done, the long one is being read.
        for line in process.stdout:
            if "Y2022" in line:
                break
        assert process.poll() is None
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in said
    left = state(root)
    assert {name: left[name] for name in before} == before
    assert [name for name in left if not name.startswith(".") and name not in before] == []
    load(long, root)
    assert set(parquet(root)) == {"baci_2022.parquet", "baci_2023.parquet"}
    assert len(rows_of(root)) == 8


def test_only_one_at_a_time(root, tmp_path):
    path = baci(tmp_path / "b.zip")
    with importing._alone(root):
        assert "another import is running" in refusal(path, root)


def test_built_and_preferred(data_copy, tmp_path):
    """From the file to the warehouse: the importer's own file counts in its cells, and nowhere else."""
    load(baci(tmp_path / "b.zip"), data_copy)
    with duckdb.connect() as connection:
        fill(connection, data_copy, quiet)

        def ask(sql: str) -> list[tuple]:
            return connection.execute(sql).fetchall()

        assert ask(f"SELECT count(*), bool_and(is_preferred) FROM trade_list WHERE source_id = '{SOURCE}'") == [
            (8, True)
        ]
        cell = "importer_iso3 = 'CHE' AND hs_code = '850760' AND year"
        assert ask(f"SELECT exporter_iso3, value_usd FROM trade_list WHERE is_preferred AND {cell} = 2023") == [
            ("TWN", 500)
        ]
        assert ask(f"SELECT count(*) > 5 FROM trade_list WHERE NOT is_preferred AND {cell} = 2023") == [(True,)]
        assert ask(f"SELECT count(*) > 5 FROM trade_list WHERE is_preferred AND {cell} = 2021") == [(True,)]
    undo("baci-1", data_copy, quiet, is_built=False)
    with duckdb.connect() as connection:
        fill(connection, data_copy, quiet)
        assert connection.execute(f"SELECT count(*) FROM trade_list WHERE source_id = '{SOURCE}'").fetchall() == [(0,)]
