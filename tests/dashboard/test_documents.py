"""Pages as complete documents: the right status, head and content for each address, and nothing of an address as markup."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import brotli
import html5lib
import pytest
from asking import api
from PIL import Image
from starlette.requests import Request

from dashboard.api import feeds
from dashboard.core.warehouse import ask
from dashboard.pages import ENTRIES
from dashboard.render import data, pictures
from dashboard.render.paper.text import lines
from dashboard.site import documents, everything, files
from dashboard.site.asked import asked

TAG = re.compile(r"<[^>]+>")
HOSTILE = '"><script>alert(1)</script>[x](https://evil.example)'


def get(address: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of the answer to an address."""
    answer = documents.respond(request(address, **headers))
    return answer.status_code, dict(answer.headers), bytes(answer.body).decode()


def request(address: str, **headers: str) -> Request:
    path, _, query = address.partition("?")
    given = {"host": "atlas.example.org", **{name.lower().replace("_", "-"): value for name, value in headers.items()}}
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "https",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "server": ("atlas.example.org", 443),
        }
    )


def words(html: str) -> str:
    # A word that explains itself stands in its sentence.
    return " ".join(unescape(TAG.sub(" ", re.sub(r"</?button[^>]*>", "", html))).split())


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry.section is not None])
def test_each_page_is_a_valid_document(built, name):
    status, headers, text = get("/" if name == "overview" else f"/{name}")
    assert status == 200 and headers["content-type"].startswith("text/html")
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert [problem for problem in parser.errors if problem[1] != "expected-doctype-but-got-chars"] == []
    assert tree.get("lang") == "en" and len(tree.findall(".//h1")) == 1 and len(tree.findall(".//main")) == 1
    assert tree.find(".//title").text and tree.find(".//meta[@name='description']").get("content")
    address = tree.find(".//link[@rel='canonical']").get("href")
    assert address == f"https://atlas.example.org/{'' if name == 'overview' else name}"
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    # Nothing runs but two files of ours: what stands in the page is data.
    scripts = [node for node in tree.iter("script") if node.get("type") != "application/ld+json"]
    assert [node.get("src", "").split("?")[0] for node in scripts] == ["find.js", "start.js"]
    json.loads(next(node.text for node in tree.iter("script") if node.get("type") == "application/ld+json"))
    loads = [node for tag in ("img", "link", "script", "image", "use") for node in tree.iter(tag)]
    outside = [node.get("src") or node.get("href") for node in loads]
    assert [to for to in outside if to and "//" in to and not to.startswith("https://atlas.example.org/")] == []


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/country?country=GHA", 200, "Ghana"),
        ("/country?country=ghana", 200, "Ghana"),
        ("/country?country=XXX", 404, "XXX"),
        ("/projects?asof=soon", 400, "“soon”"),
        ("/projects?buyer=ZZZ", 400, "“ZZZ”"),
        ("/agrements", 404, "Agreements"),
        ("/qqqq/zzzz", 404, "There is no such page"),
        ("/data/a/b", 404, "There is no such page"),
    ],
)
def test_the_status_says_what_became_of_an_address(built, address, status, said):
    found, _, text = get(address)
    assert found == status and said in words(text)


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/overview", "/"),
        ("/index.html", "/"),
        ("/Agreements", "/agreements"),
        ("/agreements/", "/agreements"),
        ("/overview?buyer=JPN", "/?buyer=JPN"),
    ],
)
def test_an_address_has_one_name(built, address, to):
    status, headers, _ = get(address)
    assert (status, headers["location"]) == (301, to)


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/?buyer=jpn&utm_source=x", "/?buyer=JPN"),
        ("/?asof=2024-06-01", "/?asof=2024-06-01"),
        ("/country?country=GHA&nothing=1", "/country?country=GHA"),
    ],
)
def test_the_canonical_address_says_what_was_chosen_and_no_more(built, address, canonical):
    _, _, text = get(address)
    assert f'<link rel="canonical" href="https://atlas.example.org{canonical}">' in text


def test_the_head_leads_to_the_page_as_data_and_to_its_feed():
    """Both are asked, with the choices of the address: what the link gives is of the same page and the same choices."""
    for address, choices, feed in (
        ("/", {}, "all.xml"),
        ("/agreements?buyer=japan", {"buyer": "JPN"}, "buyer/JPN.xml"),
        ("/pair?pair=CHE-GHA", {"pair": "CHE-GHA"}, "pair/CHE-GHA.xml"),
        ("/rows?figure=pairs&host=GHA", {"figure": "pairs", "host": "GHA"}, "host/GHA.xml"),
        ("/search?q=ghana", {"q": "ghana"}, "all.xml"),
        ("/trade?exporter=CHN&years=2020-2023", {"exporter": "CHN", "years": "2020-2023"}, "all.xml"),
    ):
        head = get(address)[2].partition("</head>")[0]
        links = dict(
            re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="https://atlas.example.org([^"]+)"', head)
        )
        told = api(unescape(links["application/json"]).removeprefix("/api/v1/"))
        assert told.status == 200, (address, told.body)
        assert f"/{told.data['meta']['page'].partition('?')[0].strip('/')}" == address.partition("?")[0]
        assert told.data["meta"]["filters"] == choices, address
        assert links["application/atom+xml"] == f"/feeds/{feed}"
        assert feeds.feed(*feed.removesuffix(".xml").split("/")) is not None


@pytest.mark.parametrize("name", list(ENTRIES))
def test_nothing_of_an_address_becomes_markup(built, name):
    for parameter in ("buyer", "words", "asof", "unknown", *ENTRIES[name].own):
        _, _, text = get(f"/{name}?{parameter}={HOSTILE}")
        assert "<script>alert" not in text and 'href="https://evil.example' not in text, parameter
    _, _, text = get(f"/{HOSTILE}", host=HOSTILE)
    assert "<script>alert" not in text and "evil.example" not in text


ADDRESSES = [
    "/?buyer=JPN",
    "/agreements?host=GHA&rule=binding",
    "/projects?sector=energy&asof=2024-12-31",
    "/delivered?buyer=CHE",
    "/country?country=CHE&asof=2023-06-30",
    "/pair?pair=JPN-VNM",
    "/targets",
    "/steps?buyer=SGP",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_document_says_all_that_the_page_says(built, address):
    path, _, query = address.strip("/").partition("?")
    what = asked(path or "overview", dict(part.split("=") for part in query.split("&") if part))
    said = words(get(address)[2])
    told = list(_all(data.as_data(what.content())["blocks"]))
    texts = [text for block in told for key in ("finding", "group", "parts") for text in _texts(block.get(key))]
    assert texts and [text for text in texts if " ".join(text.split()) not in said] == []


def _texts(value):
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def _all(blocks):
    for block in blocks:
        if isinstance(block, dict):
            yield block
            for value in block.values():
                if isinstance(value, list):
                    yield from _all(value)


def test_a_document_is_sent_once_to_who_has_it(built):
    _, headers, text = get("/delivered")
    assert get("/delivered", if_none_match=headers["etag"])[0] == 304
    assert get("/delivered?buyer=JPN", if_none_match=headers["etag"])[0] == 200
    answer = documents.respond(request("/delivered", accept_encoding="gzip, br"))
    assert answer.headers["content-encoding"] == "br" and brotli.decompress(answer.body).decode() == text
    assert len(answer.body) < 60_000


def test_the_policy_of_documents_allows_no_script_in_the_page(built):
    policy = get("/")[1]["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts and "'unsafe-eval'" not in scripts


def test_a_page_gives_its_extract_over_plain_http(built):
    text = get("/agreements?buyer=CHE")[2]
    links = re.findall(r'href="(files/agreements/[^"]+\.csv[^"]*)"', text)
    assert links
    path, _, query = unescape(links[0]).partition("?")
    asked_for = request(f"/{path}?{query}")
    asked_for.scope["path_params"] = {"page": "agreements", "name": path.rpartition("/")[2]}
    answer = files.made(asked_for)
    rows = list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))
    count = ask("SELECT count(*) AS n FROM agreement_list WHERE buyer_iso3 = 'CHE' AND is_counted")["n"].iloc[0]
    assert {row["buyer_iso3"] for row in rows} == {"CHE"} and len(rows) >= count
    for name, page, status in (
        ("nothing.csv", "agreements", 404),
        ("x.csv", "nowhere", 404),
        ("brief-XXX.pdf", "country", 404),
    ):
        asked_for.scope["path_params"] = {"page": page, "name": name}
        assert files.made(asked_for).status_code == status


def test_the_public_address_stands_before_that_of_the_request(built, monkeypatch):
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://a6.example/")
    assert '<link rel="canonical" href="https://a6.example/delivered">' in get("/delivered")[2]


def test_a_page_has_a_picture_for_previews(built):
    text = get("/country?country=GHA")[2]
    address = unescape(re.search(r'property="og:image" content="([^"]*)"', text)[1])
    assert address.startswith("https://atlas.example.org/pictures/country.png?country=GHA&")
    asked_for = request(address.removeprefix("https://atlas.example.org"))
    asked_for.scope["path_params"] = {"page": "country"}
    answer = files.pictured(asked_for)
    with Image.open(io.BytesIO(answer.body)) as picture:
        assert picture.size == (1200, 630) and len(picture.convert("RGB").getcolors(1 << 20)) > 20
    asked_for.scope["path_params"] = {"page": "nothing"}
    assert files.pictured(asked_for).status_code == 404


def test_the_sitemap_names_every_party_pair_and_project(built):
    text = bytes(everything.sitemap(request("/sitemap.xml")).body).decode()
    found = re.findall(r"<loc>https://atlas\.example\.org/([^<]*)</loc>", text)
    assert len(found) == len(set(found))
    for name, sql in (
        ("project?project=", "SELECT count(*) AS n FROM project_list"),
        ("country?country=", "SELECT count(*) AS n FROM party_list"),
    ):
        assert sum(one.startswith(name) for one in found) == ask(sql)["n"].iloc[0], name


def test_a_table_in_a_text_is_a_table_and_rows_on_paper(built):
    html = get("/method")[2]
    assert "<th>Rule</th>" in html and "<td>Memoranda and frameworks too</td>" in html and "| ---" not in html
    text = "One\n\n| Rule | Counts |\n| --- | --- |\n| **Binding** only | these [x](https://e.example) |\n\nTwo"
    said = [(line["mark"], "".join(run["text"] for run in line["runs"])) for line in lines(text, lambda to, _: (to, 0))]
    assert said == [("", "One"), ("–", "Rule: Counts"), ("–", "Binding only: these x"), ("", "Two")]


def test_charts_beside_each_other_are_drawn_for_half_the_width(built):
    what = asked("country", {"country": "GHA"})
    root = html5lib.parse(documents.html(what, what.content()), namespaceHTMLElements=False)

    def widths(node):
        return [
            int(float(drawn[0].attrib["width"]))
            for drawn in node.iter("div")
            if drawn.get("class", "").split()[:1] == ["wide"]
        ]

    beside = [width for part in root.iter("div") if part.get("class", "").startswith("side") for width in widths(part)]
    assert len(beside) >= 2 and set(beside) == {pictures.HALF["wide"]}
    assert pictures.WIDTHS["wide"] in widths(root)


@pytest.mark.parametrize("address", ["/", "/country?country=GHA"])
def test_a_map_says_that_its_outlines_imply_no_opinion(built: object, address: str) -> None:
    _, _, text = get(address)
    drawn = [part for part in text.split("<figure")[1:] if "land-" in part]
    assert drawn and all("imply no opinion on the legal status" in part.partition("</figure>")[0] for part in drawn)
