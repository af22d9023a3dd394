"""Citing, saving and embedding a part of a page: what each address gives, and that nothing of an address becomes markup."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from html import unescape
from urllib.parse import urlencode

import html5lib
import pytest
from copies import EDITION
from PIL import Image
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from dashboard.core.citable import ANCHOR, parts
from dashboard.core.content import Chart, Finding, Say, Table, Tiles
from dashboard.core.warehouse import ask
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.site import cite, documents, embed, server
from dashboard.site.asked import asked
from dashboard.trust import findings_data

SITE = "https://atlas.example.org"
CHOSEN = {"country": {"country": "GHA"}, "pair": {"pair": "JPN-VNM"}, "rows": {"figure": "agreements"}}
ANSWERS = {cite.page: cite.answer, cite.row: cite.of_row, embed.page: embed.answer, embed.oembed: embed.told}
HOSTILE = '"><script>alert(1)</script>'
# A frame weighs less than this with all that it loads. Source: the issue.
MOST_BYTES = 150_000


def get(address: str) -> Response:
    """Return the answer of the route that has an address."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"atlas.example.org")],
        "server": ("atlas.example.org", 443),
    }
    for route in server.ROUTES:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return ANSWERS[route.endpoint](Request({**scope, **found}))
    raise AssertionError(f"no route answers {address}")


def text(address: str) -> str:
    answer = get(address)
    assert answer.status_code == 200, (address, bytes(answer.body))
    return bytes(answer.body).decode()


def test_every_figure_sentence_chart_and_table_of_a_page_is_a_part_with_a_name_of_its_own(built):
    for name in ENTRIES:
        page = asked(name, CHOSEN.get(name, {})).content()
        blocks = list(page.walk())
        of_findings = [one for block in blocks if isinstance(block, Finding) for one in (*block.charts, block.table)]
        figures = [
            answer
            for block in blocks
            if isinstance(block, Tiles) and not block.is_one_scale
            for answer in block.answers
        ]
        alone = [
            block
            for block in blocks
            if isinstance(block, Chart | Table) and not any(block is one for one in of_findings)
        ]
        findings = [
            block for block in blocks if isinstance(block, Finding) and (block.title or block.charts or block.table)
        ]
        sentences = [block for block in blocks if isinstance(block, Say) and block.kind == "answer"]
        compared = [block for block in blocks if isinstance(block, Tiles) and block.is_one_scale and block.answers]
        # A comparison stands below its title, and is cited with it.
        findings = [one for one in findings if not any(note in compared for note in one.notes)]
        own = [tile for block in blocks if isinstance(block, Tiles) for tile in block.more]
        found = parts(page)
        assert len(found) == len(figures) + len(alone) + len(findings) + len(sentences) + len(compared) + len(own), name
        assert all(part.title and "**" not in part.title and "](" not in part.title for part in found.values()), name


@pytest.mark.parametrize(
    ("name", "query"), [("overview", ""), ("agreements", ""), ("country", "country=GHA"), ("trade", "")]
)
def test_each_menu_of_a_document_leads_to_what_is_there(built, name, query):
    what = asked(name, CHOSEN.get(name, {}))
    html = documents.html(what, what.content())
    menus = re.findall(r'<details class="share".*?</details>', html, re.DOTALL)
    assert menus
    for menu in menus:
        anchor = re.search(rf'id="({ANCHOR}[^"]+)"', menu)[1]
        assert f'href="#{anchor}"' in menu and html.count(f'id="{anchor}"') == 1
        for address in re.findall(r'href="(cite/[^"]+)"', menu):
            # Pictures are dear; that there are some is seen below.
            if ".png" not in address:
                assert get(f"/{unescape(address)}").status_code == 200, address
        assert len(menu) < 1300


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        (
            "/cite/country/answer.txt?country=GHA",
            f"On {day(EDITION)}, Ghana as host has 7 signed agreements with 4 buyers",
        ),
        (
            "/cite/country/answer-2.txt?country=GHA",
            "11,733 t issued as ITMOs by Jul 2025, traced to projects; 11,733 t first",
        ),
        ("/cite/targets/own-goal-of-the-jcm.txt", "Goal of the JCM: 100 Mt"),
        (
            "/cite/compare/compared-transferred.txt?parties=JPN,CHE",
            "First transferred: Switzerland 13,649 t published, Japan 1,009 t",
        ),
        ("/cite/account/finding.txt", "Worked example: a million tonnes sold in ten years"),
    ],
)
def test_a_sentence_a_figure_of_its_own_and_a_comparison_are_quoted_too(built, address, begins):
    said, drawing = text(address), text(address.replace(".txt", ".svg"))
    assert said.startswith(begins) and "Article 6 Atlas, as of " in said and f"#{ANCHOR}" in said
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", drawing)).split())
    assert " ".join(begins.split()[:4]) in shown
    assert begins.split()[0] in unescape(text(address.replace("/cite/", "/embed/").replace(".txt", "")))
    key = re.search(r"/([\w-]+)\.txt", address)[1]
    report = unescape(text(address.replace(".txt", ".error")))
    assert f"Key: {key}" in report and "What is right:" in report


def test_a_menu_offers_what_its_part_has(built):
    def offered(name: str, query: dict[str, str], key: str) -> set[str]:
        what = asked(name, query)
        html = documents.html(what, what.content())
        (menu,) = re.findall(rf'<details class="share" id="{ANCHOR}{key}">.*?</details>', html, re.DOTALL)
        return set(re.findall(rf"cite/{name}/{key}(?:\.(\w+))?", menu)) - {""}

    words = {"txt", "embed", "error"}
    assert offered("country", {"country": "GHA"}, "answer") == words | {"png", "svg"}
    assert offered("targets", {}, "own-goal-of-the-jcm") == words | {"png", "svg"}
    assert offered("agreements", {}, "agreement_table") == words | {"csv", "xlsx", "json"}
    assert offered("overview", {}, "figure-transferred") == words | {"csv", "xlsx", "json", "png", "svg"}
    assert offered("compare", {"parties": "JPN,CHE"}, "compared-transferred") == words | {
        "csv",
        "xlsx",
        "json",
        "png",
        "svg",
    }


def test_a_comparison_gives_the_rows_of_all(built):
    lines = bytes(get("/cite/compare/compared-transferred.csv?parties=JPN,CHE").body).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
    assert {row["compared"] for row in rows} == {"Japan", "Switzerland"}
    # It names who says either number, and says nothing of one side as if it were of both.
    assert "Sources: " in text("/cite/compare/compared-transferred.txt?parties=JPN,CHE")
    assert sum(float(row["quantity_tco2e"]) for row in rows if row["compared"] == "Switzerland") == 13_649


def test_a_row_of_every_kind_is_reported_on(built):
    kinds = ask("SELECT row_kind, min(row_id) AS row_id FROM evidence GROUP BY 1")
    assert len(kinds) > 8
    for kind, row in zip(kinds["row_kind"], kinds["row_id"], strict=True):
        said = unescape(text(f"/report?{urlencode({'kind': kind, 'row': row})}"))
        assert f"Key: {kind}:{row}" in said and "Source (link, page):" in said, kind


def test_a_snapshot_has_no_menus(built):
    what = asked("agreements", {})
    assert 'class="share"' not in documents.html(what, what.content(), is_file=True)


def test_a_sentence_has_its_source_day_edition_and_address(built, edition):
    said = text("/cite/overview/world.txt")
    finding = next(block for block in asked("overview", {}).content().walk() if isinstance(block, Finding))
    held = ask("SELECT content_hash FROM build_info")["content_hash"].iloc[0]
    assert said.startswith(finding.title)
    assert f"content {held[:16]}" in said and "Sources: " in said
    assert said.rstrip().endswith(f"{SITE}/?asof={edition.isoformat()}#part-world")


# What a reader of the page sees above it must stand in what is taken from it.
@pytest.mark.parametrize(
    ("address", "begins", "sources"),
    [
        ("/cite/country/figure-transferred.txt?country=GHA", "Host Ghana: 11,733 t first transferred", True),
        ("/cite/country/figure-agreements.txt?country=GHA", "Host Ghana: 7 agreements signed", True),
        ("/cite/pair/figure-transferred.txt?pair=CHE-GHA", "Buyer Switzerland, host Ghana: 11,733 t first", True),
        ("/cite/delivered/figure-transferred.txt?buyer=JPN", "Buyer Japan: 1,009 t first transferred", True),
        (
            "/cite/agreements/figure-agreements.txt?host=GHA&rule=binding",
            "Host Ghana, binding instruments only: 3",
            True,
        ),
        ("/cite/account/reports.txt?party=TZA", "Reports, and when they fall due (The account of Tanzania)", False),
        ("/cite/compare/compared.txt?parties=JPN,CHE", "Figure by figure (Japan and Switzerland as buyers)", False),
        ("/cite/delivered/figure-transferred.txt", "14,658 t first transferred", True),
    ],
)
def test_what_is_taken_from_a_page_says_of_whom_it_is_and_who_says_it(built, address, begins, sources):
    said = text(address)
    assert said.startswith(begins)
    assert ("Sources: " in said) == sources


def test_a_picture_and_a_frame_say_of_whom_they_are(built):
    for address in (
        "/cite/country/figure-transferred.svg?country=GHA",
        "/embed/country/figure-transferred?country=GHA",
    ):
        assert "Host Ghana" in text(address) or "host Ghana" in text(address)


def test_a_citation_is_the_same_in_each_format(built, edition):
    line = text("/cite/agreements/matrix.text")
    bib, (csl,) = text("/cite/agreements/matrix.bib"), json.loads(text("/cite/agreements/matrix.csl.json"))
    title, url = csl["title"], csl["URL"]
    assert title in line and url in line and url in bib
    assert csl["issued"]["date-parts"] == [[edition.year, edition.month, edition.day]]
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", bib, re.MULTILINE))
    assert fields["url"] == url and fields["year"] == str(edition.year) and bib.count("{") == bib.count("}")
    assert fields["title"].strip("{}").replace("\\", "") == title


def test_a_doi_stands_where_the_operator_named_one_and_nowhere_else(built, monkeypatch):
    monkeypatch.delenv("ATLAS_DOI", raising=False)
    whole = "/cite/agreements/matrix"
    kinds = ("", ".text", ".bib", ".csl.json")
    assert not any("10.5281" in text(whole + kind) for kind in kinds) and "has no DOI yet" in text(whole)
    monkeypatch.setenv("ATLAS_DOI", "https://doi.org/10.5281/zenodo.42")
    assert "edition of" not in text(f"{whole}.text") and " https://doi.org/10.5281/zenodo.42 https://" in text(
        f"{whole}.text"
    )
    assert "  doi = {10.5281/zenodo.42},\n" in text(f"{whole}.bib")
    assert json.loads(text(f"{whole}.csl.json"))[0]["DOI"] == "10.5281/zenodo.42"
    assert "Its DOI is 10.5281/zenodo.42." in text(whole)
    day = date(2024, 2, 29)
    assert "https://doi.org/10.5281/zenodo.42 " in findings_data.citation(day, "0" * 64, SITE)
    assert "  doi = {10.5281/zenodo.42}," in findings_data.bibtex(day, "0" * 64, SITE)
    for wrong in ("zenodo.42", "10.1/x y", "10.5281/{}"):
        monkeypatch.setenv("ATLAS_DOI", wrong)
        with pytest.raises(ValueError, match="ATLAS_DOI"):
            get(f"{whole}.bib")


def test_a_page_as_a_whole_is_cited_too(built):
    (csl,) = json.loads(text("/cite/delivered.csl.json"))
    assert csl["title"] == ENTRIES["delivered"].heading and "/delivered?asof=" in csl["URL"]
    assert get("/cite/delivered.csv").status_code == 404


def test_data_come_with_citation_and_terms_and_are_all_rows(built):
    lines = bytes(get("/cite/overview/figure-binding_pairs.csv").body).decode("utf-8-sig").splitlines()
    head, body = (
        [line for line in lines if line.startswith("# ")],
        [line for line in lines if not line.startswith("# ")],
    )
    assert len(head) == 3 and SITE in head[1] and "Terms" in head[2]
    rows = list(csv.DictReader(io.StringIO("\n".join(body))))
    told = json.loads(text("/cite/overview/figure-binding_pairs.json"))
    answer = parts(asked("overview", {}).content())["figure-binding_pairs"].answer
    assert len(rows) == len(told["rows"]) == len(answer.rows) and "terms" in told and SITE in told["citation"]
    assert rows[0]["buyer_iso3"] == told["rows"][0]["buyer_iso3"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_stands_by_itself_and_says_what_and_whose_it_is(built, theme):
    answer = get(f"/cite/overview/growth.svg?theme={theme}")
    drawing = bytes(answer.body).decode()
    ET.fromstring(drawing)
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", drawing)).split())
    finding = parts(asked("overview", {}).content())["growth"]
    assert (
        all(word in said for word in finding.title.split())
        and "Article 6 Atlas" in said
        and "Sources: " in said
        and SITE in said
    )
    assert re.findall(r'(?:href|src)="(?!#)', drawing) == []
    image = Image.open(io.BytesIO(bytes(get(f"/cite/overview/growth.png?theme={theme}").body)))
    bright = image.convert("L").resize((1, 1)).getpixel((0, 0))
    assert image.width == 2200 and (bright > 200 if theme == "light" else bright < 80)


def test_an_embed_is_light_still_and_open_to_all_sites(built):
    for name in ENTRIES:
        if ENTRIES[name].section is None:
            continue
        for key, part in parts(asked(name, CHOSEN.get(name, {})).content()).items():
            query = "&".join(f"{k}={v}" for k, v in CHOSEN.get(name, {}).items())
            answer = get(f"/embed/{name}/{key}?{query}")
            assert answer.status_code == 200, (name, key)
            html = bytes(answer.body).decode()
            assert "<script" not in html and "frame-ancestors *" in answer.headers["content-security-policy"]
            loaded = set(re.findall(r'(?:href|src)="(/app/static/[^"?]+)', html))
            weight = len(answer.body) + sum(
                (documents.static.FOLDER / one.rpartition("/")[2]).stat().st_size for one in loaded
            )
            assert weight < MOST_BYTES, (name, key, weight)
            assert "See it in the Article 6 Atlas" in html and (part.title in unescape(html))


def test_an_embed_is_valid_html(built):
    for address in (
        "/embed/overview/world",
        "/embed/overview/figure-jcm_issued?theme=dark",
        "/embed/agreements/agreement_table",
    ):
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        parser.parse(text(address))
        assert parser.errors == [], address


def test_oembed_tells_how_an_address_of_ours_is_embedded(built):
    what = asked("agreements", {})
    head = documents.html(what, what.content()).replace(documents.SITE, SITE)
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', head)[1]
    told = json.loads(text(unescape(found).removeprefix(SITE)))
    assert (told["version"], told["type"]) == ("1.0", "rich") and told["width"] and told["height"]
    source = unescape(re.search(r'src="([^"]+)"', told["html"])[1])
    assert source.startswith(f"{SITE}/embed/agreements/matrix?") and get(source.removeprefix(SITE)).status_code == 200
    narrow = json.loads(text(f"/oembed?url={SITE}/agreements%23part-timeline&maxwidth=400&maxheight=300"))
    assert (narrow["width"], narrow["height"]) == (400, 300) and "/embed/agreements/timeline?" in narrow["html"]
    assert get(f"/oembed?url={SITE}/agreements&format=xml").status_code == 501
    for other in (
        "https://evil.example/agreements",
        f"{SITE}.evil.example/agreements",
        f"{SITE}/no-such-page",
        "",
        "javascript:1",
    ):
        assert get(f"/oembed?url={other}").status_code == 404, other


@pytest.mark.parametrize(
    "address",
    [
        "/cite/overview/{}", "/cite/{}", "/cite/{}/world.txt", "/cite/overview/world?buyer={}", "/cite/overview/world?asof={}",
        "/cite/overview/world.svg?theme={}", "/embed/overview/{}", "/embed/overview/world?buyer={}", "/embed/{}/world", "/oembed?url={}",
        "/oembed?url=https://atlas.example.org/overview?buyer={}", "/report?kind={}&row={}", "/cite/search/x?q={}", "/cite/search?q={}",
    ],
)  # fmt: skip
def test_nothing_of_an_address_becomes_markup(built, address):
    # A slash in a name would be another route.
    answer = get(address.format(*[HOSTILE.replace("/", "%2F")] * 2))
    assert b"<script>" not in bytes(answer.body) and b"<script" not in bytes(answer.body).replace(b"&lt;script", b"")
    assert answer.status_code in (200, 400, 404)


def test_an_error_is_reported_with_key_edition_and_address_and_sent_by_nobody(built, monkeypatch):
    monkeypatch.delenv("ATLAS_REPORTS_TO", raising=False)
    row = ask("SELECT row_id FROM evidence WHERE row_kind = 'project' ORDER BY row_id LIMIT 1")["row_id"].iloc[0]
    for address, key in (
        (f"/report?kind=project&row={row}", f"project:{row}"),
        ("/cite/overview/world.error", "world"),
    ):
        said = unescape(text(address))
        assert (
            f"Key: {key}" in said and "What is right:" in said and "Source (link, page):" in said and "content " in said
        )
        assert "mailto:" not in said and "Copy this text" in said
        monkeypatch.setenv("ATLAS_REPORTS_TO", "https://tracker.example.org/issues/new")
        assert 'href="https://tracker.example.org/issues/new?title=Error' in text(address)
        monkeypatch.setenv("ATLAS_REPORTS_TO", "mailto:atlas@example.org")
        assert 'href="mailto:atlas@example.org?subject=Error%3A%20' in text(address)
        monkeypatch.delenv("ATLAS_REPORTS_TO")
    assert get("/report?kind=project&row=none").status_code == 404
    monkeypatch.setenv("ATLAS_REPORTS_TO", "javascript:alert(1)")
    with pytest.raises(ValueError, match="ATLAS_REPORTS_TO"):
        get("/cite/overview/world.error")
