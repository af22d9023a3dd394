"""Files of the framework and ours, packed once for all visitors: brotli and gzip beside each, fonts without the signs that no page has.

`python -m dashboard pack` makes them (`make run` does), under the version of the framework. What is not packed is served as it is.
"""

from __future__ import annotations

import gzip
import os
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from dashboard.core import static
from dashboard.site.headers import HEADERS, KEPT

FOLDER = Path(__file__).parents[2] / "data" / "warehouse" / "packed"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
FRAMEWORK = "/static/"
# Of the viewer of the interface for machines (dashboard.api.viewer), and where they are served.
VIEWER = ("swagger-ui-bundle.js", "swagger-ui.css")
VIEWER_PATH = "api/viewer"
# What a first visit loads is packed as tightly as can be; it takes ten times as long, once.
TIGHT, USUAL = 11, 9
FIRST = ("index.", "PlotlyChart.", "DeckGlJsonChart.", "ArrowDataFrame.", "protobuf.")


def source() -> Path:
    """Return the folder of the framework's files."""
    return Path(file_util.get_static_dir(), "static")


def viewer() -> Path:
    """Return the folder of the viewer's files, in the wheel swagger-ui-py."""
    return Path(str(files("swagger_ui") / "static"))


def target(folder: Path = FOLDER) -> Path:
    """Return where the packed files of this version of the framework lie."""
    return folder / version("streamlit")


def pack(folder: Path = FOLDER, *, is_tight: bool = False) -> int:
    """Pack what is not packed yet; return how many files were. With `is_tight` what a first visit loads is packed again, as tightly as can be."""
    to = target(folder)
    mark = to / "tight"
    again = FIRST if is_tight and not mark.exists() else ()
    texts = [(file, to / FRAMEWORK.strip("/") / file.relative_to(source())) for file in source().rglob("*")]
    texts += [(file, to / "app" / "static" / file.name) for file in static.FOLDER.iterdir()]
    texts += [(viewer() / name, to / VIEWER_PATH / name) for name in VIEWER]
    jobs = [(file, place) for file, place in texts if file.suffix in TYPES and file.suffix != ".woff2"]
    jobs = [
        (file, place)
        for file, place in jobs
        if _is_due(file, place.with_name(place.name + ".br")) or (again and file.name.startswith(again))
    ]
    # The largest first, so that no core waits for another at the end.
    jobs.sort(key=lambda job: -job[0].stat().st_size)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_pack, quality=TIGHT if is_tight else USUAL), *zip(*jobs, strict=True)) if jobs else ())
    made = len(jobs) + _fonts(to / FRAMEWORK.strip("/") / "media")
    if again:
        mark.touch()
    return made


def _is_due(file: Path, packed: Path) -> bool:
    return not packed.exists() or packed.stat().st_mtime_ns < file.stat().st_mtime_ns


def _pack(file: Path, place: Path, quality: int) -> None:
    data = file.read_bytes()
    _write(place.with_name(place.name + ".gz"), gzip.compress(data, 9, mtime=0))
    _write(
        place.with_name(place.name + ".br"),
        brotli.compress(data, quality=quality if file.name.startswith(FIRST) else USUAL),
    )


def _fonts(place: Path) -> int:
    from dashboard.site import fonts

    made = 0
    for name, cut in ((fonts.ICONS, _icons), (fonts.TEXT, fonts.text)):
        for file in (source() / "media").glob(f"{name}*.woff2"):
            if _is_due(file, place / file.name):
                _write(place / file.name, cut(file))
                made += 1
    return made


def _icons(font: Path) -> bytes:
    from dashboard.site import fonts

    code = [*source().glob("js/*.js"), *Path(__file__).parents[1].rglob("*.py")]
    return fonts.icons(font, fonts.words_of(code))


def _write(place: Path, data: bytes) -> None:
    # Another start may pack at the same time: a file is there whole, or not.
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, place)


class Packed:
    """Answers requests for files with their packed form, where the browser takes one and there is one."""

    def __init__(self, app: ASGIApp, folder: Path = FOLDER) -> None:
        self.app = app
        self.folder = target(folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        found = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and "range" not in Headers(scope=scope):
            found = self._found(scope["path"], Headers(scope=scope).get("accept-encoding", ""))
        if found is None:
            await self.app(scope, receive, send)
            return
        file, kind, encoding = found
        query = scope["query_string"].decode("latin-1")
        is_hashed = scope["path"].startswith(FRAMEWORK) or static.is_address(scope["path"], query)
        headers = {**HEADERS, "Vary": "Accept-Encoding", "Cache-Control": KEPT if is_hashed else "no-cache"}
        if encoding:
            headers["Content-Encoding"] = encoding
        await FileResponse(file, headers=headers, media_type=kind)(scope, receive, send)

    def _found(self, path: str, accepted: str) -> tuple[Path, str, str] | None:
        listed, encoding = _listed(self.folder), takes(accepted)
        for coding, end in ((encoding, {"br": ".br", "gzip": ".gz"}.get(encoding, "")), ("", "")):
            if file := listed.get(path + end):
                return file, TYPES[Path(path).suffix], coding
        return None


@lru_cache(maxsize=4)
def _listed(folder: Path) -> dict[str, Path]:
    # Looked up in a list made once: no path of a visitor ever reaches the disk.
    return {f"/{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*") if file.is_file()}


def takes(accepted: str) -> str:
    """Return the encoding to answer in, of those that a browser takes: br, gzip or "" for none."""
    named = {part.split(";")[0].strip() for part in accepted.split(",")}
    return next((encoding for encoding in ("br", "gzip") if encoding in named), "")


def compressed(data: bytes, encoding: str) -> bytes:
    """Return a body in an encoding, as it is made for one answer."""
    if encoding == "br":
        return bytes(brotli.compress(data, quality=5))
    return gzip.compress(data, 5, mtime=0) if encoding == "gzip" else data
