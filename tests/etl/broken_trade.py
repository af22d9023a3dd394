"""Files of publishers of trade, broken in one to four places, and what must hold whatever the file."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import duckdb
from imported import parquet, state

from etl.importing import import_files
from etl.problems import DataError

# What has broken importers before: other digits, formulas, numbers in other forms, line ends, wide characters, deep nesting.
PIECES = (
    *(
        "",
        "0",
        "-1",
        "NA",
        "nan",
        "inf",
        "NULL",
        "=1+1",
        "1e400",
        "2e3",
        "2023.5",
        "9300000000000000",
        "99999999999999999999",
    ),
    *(
        "２０２３",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        ";",
        ",",
        '"',
        '""',
        "\0",
        "\ufeff",
        "é",
        "\ud7ff",
        "A79",
        "QQQ",
        "490",
        "757",
    ),
    *("M", "RX", "Import", "C01", "H3", "854143.0", "[[[[", "{}", "]", "}", "<html>", "x" * 5000),
)
BYTES = (b"\xff", b"\xff\xfe", b"\0\0\0\0", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xed\xa0\x80", b"\x1a", b"\r")


def broken(seed: int, content: bytes) -> bytes:
    """Return the content with one to four changes, always the same for a seed."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        piece = (
            chance.choice(BYTES) if chance.random() < 0.3 else chance.choice(PIECES).encode("utf-8", "surrogatepass")
        )
        kind = chance.random()
        if kind < 0.4:
            changed[place:place] = piece
        elif kind < 0.6:
            changed[place : place + chance.randint(1, 60)] = piece
        elif kind < 0.75:
            # A whole cell.
            end = changed.find(b",", place)
            changed[place : end if end >= 0 else place] = piece
        elif kind < 0.9:
            del changed[place : place + chance.choice((1, 5, 200, 100_000))]
        else:
            changed[place:place] = changed[place : place + chance.randint(1, 800)]
    return bytes(changed)


def broken_archive(seed: int, path: Path, target: Path) -> None:
    """Break a member of an archive, or (one in three) the archive itself."""
    chance = random.Random(-seed - 1)
    if chance.random() < 0.33:
        target.write_bytes(broken(seed, path.read_bytes()))
        return
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    number = chance.randrange(len(members))
    packing = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(target, "w", packing) as archive:
        for place, (name, content) in enumerate(members):
            archive.writestr(name, broken(seed, content) if place == number else content)


def check(publisher: str, path: Path, root: Path) -> bool:
    """Import the file; return whether it was taken. Fails if anything but a refusal comes, a part stays, or no warehouse
    could be built of what was taken."""
    before = state(root)
    try:
        import_files(publisher, [str(path)], root=root, say=lambda _: None, is_built=False)
    except DataError as error:
        assert state(root) == before, "a part of the file stays"
        assert str(error).startswith("1 problem") or "problems in the data; nothing was imported" in str(error)
        return False
    with duckdb.connect() as connection:
        areas, products = (root / "data/reference" / name for name in ("trade_areas.csv", "hs_products.csv"))
        for name in parquet(root):
            files = [str(each) for each in (root / "data/imported").rglob(name)]
            (sound,) = connection.execute(
                f"""SELECT count(*) = count(DISTINCT (exporter_iso3, importer_iso3, year, hs_code, source_id))
                    AND bool_and(exporter_iso3 IN (SELECT area_iso3 FROM read_csv('{areas}', header = true, all_varchar = true)))
                    AND bool_and(importer_iso3 IN (SELECT area_iso3 FROM read_csv('{areas}', header = true, all_varchar = true)))
                    AND bool_and(hs_code IN (SELECT hs_code FROM read_csv('{products}', header = true, all_varchar = true)))
                    AND bool_and(exporter_iso3 <> importer_iso3 AND value_usd > 0 AND year BETWEEN 1988 AND 2100)
                    AND bool_and(quantity_t IS NULL OR (quantity_t >= 0 AND isfinite(quantity_t)))
                FROM read_parquet(?)""",
                [files[-1:]],
            ).fetchall()
            assert sound == (True,), name
    return True
