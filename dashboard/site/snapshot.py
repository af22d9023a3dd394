"""The whole site as files: every page and subject as a document that is read from a stick, a web host or an archive.

`python -m dashboard snapshot --to FOLDER` writes it. Links lead from file to file; what only a server can answer (filters, rows
behind a figure, extracts) is text there, and the footer names the edition.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import parse_qsl

from dashboard.core import static
from dashboard.core.choices import to_query
from dashboard.core.content import OPEN_WORDS, ROWS_WORDS, SITE
from dashboard.pages import ENTRIES
from dashboard.render import frame
from dashboard.site import documents, find, land
from dashboard.site.asked import HOME, Asked, asked
from dashboard.site.everything import subjects

_ANCHOR = re.compile(r'<a ((?:class="[^"]*" )?)href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_FORM = re.compile(r"<form(?! class=\"search).*?</form>|<details class=\"filters\">.*?</details>", re.DOTALL)
# What names an address on a server.
_SERVED = re.compile(
    r'<link rel="(?:canonical|alternate)"[^>]*>\n|<meta property="og:(?:url|image)"[^>]*>\n?|<script type="application/ld\+json">.*?</script>',
    re.DOTALL,
)
_VERSION = re.compile(r"\?v=[0-9a-f]{12}")
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
WEB = ("https://", "http://", "#", "mailto:")


class NotEmptyError(Exception):
    """The folder holds something that is no snapshot."""


def file_name(name: str, own: str = "") -> str:
    """Return the file of a page, or of a subject of it: index.html, country-GHA.html."""
    if name == HOME:
        return "index.html"
    return f"{name}-{_SAFE.sub('-', own)}.html" if own else f"{name}.html"


def write(folder: Path, workers: int | None = None) -> tuple[int, int]:
    """Write all documents and what they need into `folder`, with as many processes as there are cores; return how many there are, and their bytes.

    A snapshot that is there is replaced. Raises NotEmptyError for a folder with anything else in it, WarehouseMissingError before the
    first build.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "index.html").exists():
        raise NotEmptyError(f"{folder} is not empty and holds no snapshot: name another folder")
    every = list(subjects())
    names = {_key(one): file_name(one.name, _own(one)) for one in every}
    if len(set(names.values())) < len(names):
        raise ValueError("two subjects would have one file")
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    (part / "document.css").write_text(frame.style(), encoding="utf-8")
    shutil.copyfile(static.FOLDER / "icon.png", part / "icon.png")
    land.write(part)
    usual = to_query(asked(HOME, {}).choice.everything)
    (part / find.SCRIPT).write_text(find.script_of(find.INDEX), encoding="utf-8")
    (part / find.INDEX).write_text(find.index_of(lambda address: of_address(address, names, usual)), encoding="utf-8")
    keys = sorted(names, key=lambda key: key[0])
    make = partial(_one, names=names, folder=part)
    if workers == 1:
        count = sum(map(make, keys))
    else:
        # A connection to the warehouse may not be shared with a forked process: each starts afresh.
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            count = sum(pool.map(make, keys, chunksize=20))
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return count, sum(file.stat().st_size for file in folder.iterdir())


def zipped(folder: Path) -> Path:
    """Pack a snapshot into a file beside it and return that; the same pages give the same bytes."""
    file = folder.with_name(f"{folder.name}.zip")
    part = file.with_name(f".{file.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for page in sorted(folder.iterdir()):
            # An entry without a day of its own gets the first that the format knows.
            entry = zipfile.ZipInfo(f"{folder.name}/{page.name}")
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, page.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    part.replace(file)
    return file


Key = tuple[str, str]


def _own(one: Asked) -> str:
    return one.choice.own[0][1] if one.choice.own else ""


def _key(one: Asked) -> Key:
    return one.name, _own(one)


def _one(key: Key, names: dict[Key, str], folder: Path) -> int:
    name, own = key
    what = asked(name, {asked(name, {}).entry.own[0]: own} if own else {})
    text = as_file(documents.html(what, what.content(), is_file=True), names, to_query(what.choice.everything))
    (folder / names[key]).write_text(text, encoding="utf-8")
    return 1


def as_file(text: str, names: dict[Key, str], usual: Mapping[str, str]) -> str:
    """Return a document whose links lead to files: what has none is text, forms go, and files of ours lie beside it.

    `usual` are the parameters that say no more than what a page shows without them: the day of the edition, the usual rule.
    """
    text = (
        _FORM.sub("", _SERVED.sub("", _VERSION.sub("", text)))
        .replace(f"{SITE}/", "")
        .replace("/app/static/", "")
        .replace("app/static/", "")
        .replace('<form class="search" action="search"', '<form class="search" hidden')
    )
    return _ANCHOR.sub(lambda found: _linked(found, names, usual), land.as_picture(text))


def _linked(found: re.Match[str], names: dict[Key, str], usual: Mapping[str, str]) -> str:
    kind, address, more, words = found.groups()
    to = unescape(address)
    if to.startswith(WEB):
        return found[0]
    file = of_address(to, names, usual)
    if file:
        return f'<a {kind}href="{file}"{more}>{words}</a>'
    return "" if words in (ROWS_WORDS, OPEN_WORDS) else f"<span>{words}</span>"


def of_address(address: str, names: dict[Key, str], usual: Mapping[str, str]) -> str:
    """Return the file that shows what an address asks for; "" where no file shows just that."""
    path, _, query = address.removeprefix("./").partition("?")
    name = path or HOME
    said = [(key, value) for key, value in parse_qsl(query) if usual.get(key) != value]
    if name not in ENTRIES or len(said) > 1 or (said and said[0][0] not in ENTRIES[name].own[:1]):
        return ""
    return names.get((name, said[0][1] if said else ""), "")
