"""The mark by all names that browsers ask for, in the sizes that the manifest says."""

from __future__ import annotations

import asyncio
import json
import re
from io import BytesIO

import pytest
from PIL import Image
from starlette.requests import Request

from dashboard.core import static
from dashboard.site import documents, marks
from dashboard.site.asked import asked


def answer(path):
    (route,) = [one for one in marks.ROUTES if one.path == path]
    return asyncio.run(route.endpoint(Request({"type": "http", "method": "GET", "path": path, "headers": []})))


def picture(address):
    name = address.removeprefix("app/static/").partition("?")[0]
    assert static.address(name) == f"/{address}"
    return (static.FOLDER / name).read_bytes()


def test_the_manifest_names_marks_in_the_sizes_that_they_have():
    told = json.loads(answer("/site.webmanifest").body)
    assert (told["name"], told["start_url"], told["scope"]) == ("Article 6 Atlas", "./", "./")
    sizes = {}
    for one in told["icons"]:
        data = picture(one["src"])
        if one["type"] == "image/png":
            sizes[one["sizes"]] = Image.open(BytesIO(data)).size
        else:
            assert data.startswith(b"<svg ") and b"script" not in data
    assert sizes == {"192x192": (192, 192), "512x512": (512, 512)}


@pytest.mark.parametrize(("path", "size"), [("/favicon.ico", 64), ("/apple-touch-icon.png", 180)])
def test_a_browser_gets_the_mark_unasked(path, size):
    found = answer(path)
    assert found.media_type == "image/png" and Image.open(found.path).size == (size, size)


def test_a_document_leads_to_its_marks_and_a_file_to_none_that_it_has_not(built):
    what = asked("overview", {})
    head = documents.html(what, what.content()).partition("</head>")[0]
    for address in re.findall(r'<link rel="(?:apple-touch-icon|icon)"[^>]*href="([^"]+)"', head):
        assert picture(address)
    assert head.count('rel="icon"') == 2 and '<link rel="manifest" href="site.webmanifest">' in head
    file = documents.html(what, what.content(), is_file=True).partition("</head>")[0]
    assert file.count('rel="icon"') == 1 and "manifest" not in file
