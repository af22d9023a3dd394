"""The brief to take along: says what the pages say, fits two pages, needs nothing from elsewhere, never changes by itself."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import oracle
import pypdf
import pytest
import svg
from copies import EDITION

from dashboard.agreements import queries
from dashboard.brief import content, html, pdf, saved, sheet
from dashboard.brief.record import Brief, Row, Table
from dashboard.charts import country
from dashboard.core import told
from dashboard.core.choices import Filters
from dashboard.core.extract import brief_name
from dashboard.core.figure import answers
from dashboard.core.forms import map_svg, to_svg
from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Map, Place
from dashboard.core.palette import PAPER
from dashboard.core.warehouse import ask
from dashboard.core.words import day
from dashboard.delivered.figures import ITMO_ISSUED, JCM_ISSUED, TRANSFERRED
from dashboard.places import queries as place_queries
from dashboard.projects import queries as project_queries
from dashboard.projects.figures import PROJECTS

pytestmark = pytest.mark.usefixtures("built")

NOW, THEN = Filters(EDITION), Filters(date(2023, 9, 2), rule="binding")
VOID = {"meta", "col", "br", "hr", "img", "input", "link"}
NASTY = 'A & B <b>bold</b> #set page(width: 1cm) $x$ *star* _line_ `code` @ref [x](y) \\ "q" // c {{ 7 * 7 }} {% x %}'


def make(key: str, chosen: Filters = NOW) -> Brief:
    return content.pair(*key.split("-"), chosen) if "-" in key else content.country(key, chosen)


def text_of(document: bytes) -> str:
    """Words of a PDF with every run of white space as one."""
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


class Outline(HTMLParser):
    """What an HTML file holds, and whether each tag is closed where it must be."""

    def __init__(self, file: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(file.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1:]}>"
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.mark.parametrize(("iso3", "role"), [("GHA", "host"), ("JPN", "buyer"), ("CHE", "buyer"), ("MNG", "host")])
def test_a_country_says_what_the_pages_count(iso3, role):
    chosen = getattr(place_queries, f"as_{role}")(iso3, NOW)
    agreements = queries.agreements(chosen)
    told_of = answers((PROJECTS, JCM_ISSUED, ITMO_ISSUED, TRANSFERRED), chosen)
    figures = {figure.label: figure for figure in make(iso3).figures}
    assert figures["Agreements"].value == f"{len(agreements)}"
    for name, answer in told_of.items():
        if (label := answer.figure.label) in figures:
            assert figures[label].value == told.shown(answer), name
    summed = ask(
        f"SELECT sum(quantity_tco2e) AS t FROM event_list WHERE is_summed AND event = 'issuance' AND {role}_iso3 = $iso3 "
        "AND unit_kind IS DISTINCT FROM 'itmo'",
        iso3=iso3,
    )["t"].iloc[0]
    if summed == summed:
        issued = figures["Issued as JCM credits"]
        assert f"{summed:,.0f} t" in f"{issued.value}; {issued.rule}"
    assert all(f"as {role}" in figure.rule for figure in figures.values())


def test_a_pair_says_what_the_pages_count():
    brief = make("JPN-VNM")
    chosen = place_queries.of_pair("JPN", "VNM", NOW)
    projects = project_queries.projects(chosen)
    figures = {figure.label: figure.value for figure in brief.figures}
    assert figures["Projects"] == f"{len(projects)}"
    total = oracle.published("issued_tco2e", "JPN", EDITION, "VNM")
    assert figures["Issued as JCM credits"] == f"{total:,.0f} t", (
        "both Parties published a total, and no single issuance"
    )
    assert figures["First transferred"] == "none yet", "no transfer of this pair is in the Atlas"
    tables = {table.title: table for table in brief.tables}
    assert len(tables["Projects"].rows) == len(projects)
    assert len(tables["Agreements"].rows) == len(queries.agreements(chosen))


def test_kinds_of_quantity_stand_apart():
    brief = make("CHE-GHA")
    events = next(table for table in brief.tables if table.title.startswith("Issued"))
    kinds = [row.cells[0] for row in events.rows]
    assert kinds == sorted(kinds, key=["Issued", "First transferred", "Authorised"].index)
    assert {"Issued", "First transferred"} <= set(kinds)
    assert "never added" in events.note
    cut = sheet.cut(events.rows, len(set(kinds)))
    assert [row.cells[0] for row in cut] == list(dict.fromkeys(kinds)), "a cut leaves one of each kind"


def test_an_earlier_day_knows_less():
    brief = make("GHA", THEN)
    agreements = queries.agreements(place_queries.as_host("GHA", THEN))
    assert brief.figures[0].value == f"{len(agreements)}" != make("GHA").figures[0].value
    assert brief.answer.startswith("On 2 Sep 2023, Ghana has one binding agreement, with 1 buyer (Switzerland)")
    assert "binding only" in brief.figures[0].rule and brief.rule == "binding instruments only"
    assert brief.page == "/country?country=GHA&rule=binding&asof=2023-09-02"
    table = next(table for table in brief.tables if table.title == "Agreements")
    assert len(table.rows) == len(agreements)
    assert table.path == "/agreements?host=GHA&rule=binding&asof=2023-09-02"


def test_a_country_without_agreement_says_so_and_shows_its_region():
    brief = make("TUV")
    assert brief.answer == f"On {day(EDITION)}, the Atlas knows no signed agreement of Tuvalu under Article 6.2."
    assert [figure.value for figure in brief.figures] == ["none yet"] * 4
    assert any("no proof that there is none" in said for said in brief.unknown)
    assert "Agreements of hosts in Oceania" in [table.title for table in brief.tables]


def test_a_pair_without_a_project_shows_other_buyers_of_the_host():
    brief = make("SGP-SEN")
    other = next(table for table in brief.tables if "with other buyers" in table.title)
    assert other.rows
    assert all(row.cells[0] != "Singapore" and row.cells[1] == "Senegal" for row in other.rows)
    assert "No project was found." in brief.unknown


def test_a_country_in_both_roles_keeps_them_apart():
    brief = make("CHE")
    agreements = next(table for table in brief.tables if table.title == "Agreements")
    bought, hosted = (
        queries.agreements(chosen("CHE", NOW)) for chosen in (place_queries.as_buyer, place_queries.as_host)
    )
    assert len(agreements.rows) == len(bought) + len(hosted)
    assert sum("(buyer)" in row.cells[0] for row in agreements.rows) == len(hosted) > 0
    assert brief.figures[0].value == f"{len(bought)}" and f"as host: {len(hosted)}" in brief.figures[0].rule
    assert agreements.path == f"/country?country=CHE&asof={EDITION}"


def test_each_row_shown_leads_to_a_numbered_source():
    brief = make("IDN")
    laid, _ = pdf.fit(brief)
    numbers = {row["source"] for table in laid["tables"] for row in table["rows"]}
    assert numbers == {source["number"] for source in laid["sources"]}
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    cut = [table for table in laid["tables"] if table["more"]]
    rows = {table.title: len(table.rows) for table in brief.tables}
    assert cut
    for table in cut:
        left = rows[table["title"]] - len(table["rows"])
        assert re.match(rf"and {left} rows? more, see the Atlas: /\w+\?host=IDN&asof={EDITION}$", table["more"])


@pytest.mark.parametrize(
    ("key", "chosen"), [*((key, NOW) for key in ("JPN", "GHA", "CHE-GHA", "TUV", "VAT", "USA-EUU")), ("JPN-VNM", THEN)]
)
def test_both_forms_say_the_same(key, chosen):
    brief = make(key, chosen)
    laid, document = pdf.fit(brief)
    page = Outline(html.render(laid))
    printed = text_of(document)
    said = [brief.title, brief.answer, laid["content_hash"], laid["build"], laid["as_of"], brief.rule]
    said += [part for figure in brief.figures for part in (figure.label, figure.value)]
    for words in said:
        assert words in page.text
        assert words.replace(" ", "") in printed.replace(" ", "")
    assert "None" not in printed and not re.search(r"\bnan\b|NaT", printed)


@pytest.mark.parametrize("key", ["GHA", "JPN-VNM"])
def test_the_pdf_is_two_tagged_a4_pages(key):
    brief = make(key)
    document = pdf.fit(brief)[1]
    reader = pypdf.PdfReader(io.BytesIO(document))
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages] == [(595, 842)] * 2
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert reader.metadata.title == f"{brief.title}: {brief.kind}, as of {day(EDITION)}"
    assert reader.metadata.author == "Article 6 Atlas"
    assert reader.metadata.creation_date.date() == queries.edition()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "Inter" in font["/BaseFont"], "only the letters of the brief, so that it looks the same everywhere"


def test_pairs_fit_two_pages():
    fullest = ask("""
        SELECT buyer_iso3 || '-' || host_iso3 AS pair FROM pair_moments JOIN pair_list USING (buyer_iso3, host_iso3)
        GROUP BY ALL ORDER BY count(*) DESC, pair LIMIT 10
    """)
    others = [f"{row.buyer_iso3}-{row.host_iso3}" for row in place_queries.pairs().itertuples()][::5]
    keys = {*fullest["pair"], *others}
    assert len(keys) > 25
    sizes = {key: len(pypdf.PdfReader(io.BytesIO(pdf.fit(make(key))[1])).pages) for key in keys}
    assert {key for key, pages in sizes.items() if pages != 2} == set()


def test_countries_fit_two_pages():
    codes = place_queries.parties()["iso3"].to_list()
    sample = {*codes[::15], "JPN", "CHE", "SGP", "KOR", "SWE", "NOR", "IDN", "THA", "EUU", "VCT", "CAF"}
    sizes = {code: len(pypdf.PdfReader(io.BytesIO(pdf.fit(make(code))[1])).pages) for code in sample}
    assert {code for code, pages in sizes.items() if pages != 2} == set()


def test_what_can_never_fit_is_an_error():
    brief = replace(make("TUV"), unknown=tuple(f"Gap {n}: {'long ' * 60}" for n in range(60)))
    with pytest.raises(RuntimeError, match="TUV does not fit"):
        pdf.fit(brief)


def test_the_same_data_give_the_same_bytes():
    first, second = pdf.fit(make("CHE-GHA")), pdf.fit(make("CHE-GHA"))
    assert first[1] == second[1]
    assert html.render(first[0]) == html.render(second[0])


def test_the_hash_changes_with_any_figure():
    brief = make("GHA")
    other = replace(brief, figures=(replace(brief.figures[0], value=brief.figures[0].value + "1"), *brief.figures[1:]))
    assert sheet.lay_out(brief)["content_hash"] != sheet.lay_out(other)["content_hash"]


@pytest.mark.parametrize("key", ["GHA", "JPN-VNM", "VAT"])
def test_the_html_needs_nothing_else(key):
    file = html.render(pdf.fit(make(key))[0])
    page = Outline(file)
    assert page.open == []
    names = [name for name, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(names)
    assert names.count("h1") == 1 and names[: names.index("h2")].count("h1") == 1
    for name, attributes in page.tags:
        assert "src" not in attributes and not any(attribute.startswith("on") for attribute in attributes)
        if "href" in attributes:
            assert name == "a" and re.match(r"https?://", attributes["href"] or "")
        if name == "svg":
            assert attributes["role"] == "img" and (attributes.get("aria-label") or attributes.get("aria-labelledby"))
        if name == "html":
            assert attributes["lang"] == "en"
    style = file.decode()
    assert "@import" not in style
    assert all(address.startswith(("data:font/otf;base64,", "#")) for address in re.findall(r"url\(([^)]*)\)", style))
    assert names.count("th") > 0 and all("scope" in found for name, found in page.tags if name == "th")
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids)), "two drawings in one file share no name"


def test_no_word_of_the_data_is_taken_for_markup():
    brief = make("TUV")
    table = Table("T " + NASTY, NASTY, ("Column " + NASTY,), (1.0,), (), (Row((NASTY,), "x", 'https://a.b/"><i>'),))
    nasty = replace(
        brief,
        title="T " + NASTY,
        answer=NASTY,
        tables=(table,),
        unknown=(NASTY,),
        sources={"x": replace(next(iter(brief.sources.values())), title=NASTY)},
    )
    laid, document = pdf.fit(nasty)
    printed = text_of(document)
    assert printed.replace(" ", "").count(NASTY.replace(" ", "")) >= 6
    page = Outline(html.render(laid))
    assert page.text.count(NASTY) >= 6
    assert not {"b", "i"} & {name for name, _ in page.tags}
    place = Place("TUV", "A & <b>b</b>", 0.0, 0.0)
    form = Map(subjects=(place,), is_framed=True, alt=NASTY)
    drawn = Outline(map_svg.draw(form, Look(PAPER, 992)).encode())
    assert place.name in drawn.words and "b" not in {name for name, _ in drawn.tags}


def test_letters_that_the_fonts_lack_do_not_stop_the_brief():
    laid, document = pdf.fit(replace(make("TUV"), answer="Tuvalu 图瓦卢\u200b and Côte d’Ivoire, Türkiye, Việt Nam"))
    assert laid["answer"] == "Tuvalu ??? and Côte d’Ivoire, Türkiye, Việt Nam"
    assert "Türkiye, Việt Nam" in text_of(document)


def test_long_names_do_not_break_the_pages():
    name = "The United Kingdom of Great Britain and Northern Ireland – The Plurinational State of Bolivia"
    document = pdf.fit(replace(make("CHE-GHA"), title=name))[1]
    assert name.replace(" ", "") in text_of(document).replace(" ", "")


def test_rows_are_shared_fairly():
    assert sheet.share_rows([10, 1, 10], [2, 2, 2], 9) == [4, 1, 4]
    assert sheet.share_rows([10, 10], [5, 2], 8) == [6, 2]
    assert sheet.share_rows([10, 10], [5, 2], 4) == [2, 2]
    assert sheet.share_rows([3, 0], [2, 2], 99) == [3, 0]


@pytest.mark.parametrize("iso3", ["SGP", "JPN", "CHE", "KOR", "LAO", "VCT", "NZL"])
def test_the_map_names_its_subject(iso3):
    brief = make(iso3)
    assert f">{brief.title.replace('&', '&amp;')}</text>" in brief.world.svg
    assert "nan" not in brief.world.svg


def test_a_gap_in_the_years_stays_open():
    drawn = to_svg(country.trend([(2000, 1.0), (2001, 2.0), (2005, 3.0)], "Mt"), Look(PAPER, 440, height=232))
    assert [len(line) for line in svg.read(drawn).lines] == [2, 1]


def test_names_of_the_files():
    leap, binding = Filters(date(2024, 2, 29)), Filters(date(2024, 2, 29), rule="binding")
    assert brief_name("GHA", leap, "pdf") == "article6-atlas_brief_GHA_as-of-2024-02-29.pdf"
    assert brief_name("JPN-VNM", binding, "html") == "article6-atlas_brief_JPN-VNM_binding_as-of-2024-02-29.html"


@pytest.mark.parametrize("key", ["MNG", "CHE-GHA"])
def test_a_brief_is_saved_by_what_it_is_on(key):
    assert html.render(pdf.fit(make(key))[0]) == saved.save(key, "html", NOW)
    assert saved.save(key, "pdf", NOW).startswith(b"%PDF")


@pytest.mark.parametrize(("page", "query"), [("country", {"country": "GHA"}), ("pair", {"pair": "JPN-VNM"})])
def test_pages_offer_both_forms(open_page, page, query):
    labels = [button.proto.label for button in open_page(page, **query).get("download_button")]
    assert sum("Brief for a meeting" in label for label in labels) == 1
    assert sum("HTML file" in label for label in labels) == 1


def test_the_typesetter_is_loaded_on_a_click_alone(project_root):
    code = "import sys, dashboard.render.components, dashboard.brief.content; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
