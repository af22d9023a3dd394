"""Which of several imports stands, and which of them speaks: the newest, whatever the order in which they came."""

from __future__ import annotations

import pytest
from test_import_pages import AUTHORIZATIONS
from test_import_registries import AEF_2, VERRA

from etl import importing, imports
from etl.importing import import_files
from etl.problems import DataError

SECOND = VERRA.replace("1-100", "1001-1100").replace(",2311,", ",2399,")
HEADS = "<th>Cooperative approach ID</th><th>Name</th><th>Participating Parties</th><th>Reports</th>"
APPROACHES = f"""<html><title>UNFCCC CARP</title><h2>Cooperative approaches</h2><table><tr>{HEADS}</tr>
<tr><td>CA0009</td><td>Ghana and Switzerland</td><td>Ghana, Switzerland</td><td></td></tr></table></html>"""


def quiet(_: str) -> None:
    pass


@pytest.fixture
def brought(data_copy, tmp_path, monkeypatch):
    """Import texts by their names; the rows are not checked against all others, which is tested elsewhere."""
    monkeypatch.setattr(importing, "check", lambda *_: None)

    def bring(publisher: str, **texts: str) -> str:
        names = []
        for name, text in texts.items():
            path = tmp_path / name.replace("__", ".").replace("_", "-")
            path.write_text(text, encoding="utf-8")
            names.append(str(path))
        return import_files(publisher, names, root=data_copy, say=quiet, is_built=False)[0].name

    return bring


def names(root) -> list[str]:
    return [one.name for one in imports.recorded(root)]


def standing(root, table: str) -> list[dict[str, str]]:
    """The rows of a table that are taken from the imports: of one key the first."""
    frames = imports.facts(imports.folders(root), root, {"sources", table, "events", "reported_actions"})[table]
    empty = frames[0].iloc[:0]
    return imports.beside(empty, frames, [frames[0].columns[0]]).to_dict("records")


def test_several_exports_of_one_day_stand_beside_each_other_and_the_same_again_does_not(brought, data_copy):
    brought("verra", a_2026_06_01__csv=VERRA)
    brought("verra", b_2026_06_01__csv=SECOND)
    assert names(data_copy) == ["verra-1", "verra-2"]
    assert len(standing(data_copy, "authorised_blocks")) == 2
    brought("verra", a_2026_06_01__csv=VERRA.replace("Stoves", "Better stoves"))
    assert names(data_copy) == ["verra-2", "verra-3"]
    assert {row["title"] for row in standing(data_copy, "authorised_blocks")} == {"Stoves", "Better stoves"}


def test_of_two_days_the_newer_speaks_of_what_both_have(brought, data_copy):
    later = VERRA.replace("Stoves", "Better stoves")
    brought("verra", a_2026_06_02__csv=later)
    brought("verra", b_2026_06_01__csv=VERRA)
    assert names(data_copy) == ["verra-1", "verra-2"]
    assert [row["title"] for row in standing(data_copy, "authorised_blocks")] == ["Better stoves"]


def test_an_older_version_of_a_submission_does_not_take_the_place_of_a_newer_one(brought, data_copy):
    brought("aef", a__csv=AEF_2.replace("GHA,1.0,2024", "GHA,2.0,2024"))
    with pytest.raises(DataError, match=r"'1.0': is older than 2.0, which stands as aef-1 .*--undo aef-1"):
        brought("aef", b__csv=AEF_2)
    assert names(data_copy) == ["aef-1"]
    brought("aef", c__csv=AEF_2.replace("GHA,1.0,2024", "GHA,2.1,2024"))
    brought("aef", d__csv=AEF_2.replace("GHA,1.0,2024", "GHA,1.0,2023"))
    assert names(data_copy) == ["aef-2", "aef-3"]
    assert {row["submission_version"] for row in standing(data_copy, "reported_actions")} == {"2.1", "1.0"}


def test_an_older_reading_of_a_page_does_not_take_the_place_of_a_newer_one(brought, data_copy):
    brought("carp", carp_2026_06_02__html=AUTHORIZATIONS)
    with pytest.raises(DataError, match="is older than 2026-06-02"):
        brought("carp", carp_2026_06_01__html=AUTHORIZATIONS)
    brought("carp", carp_2026_06_03__html=AUTHORIZATIONS)
    assert names(data_copy) == ["carp-2"]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            "<html><table><tr><th>Party</th></tr><tr><td>Ghana</td></tr></table></html>",
            "no table 'Cooperative approaches'",
        ),
        (VERRA, "is no file of carp, and looks like one of verra"),
    ],
)
def test_of_several_files_that_are_named_all_land_or_none(brought, data_copy, other, said):
    with pytest.raises(DataError, match=said):
        brought("carp", carp_2026_06_01__html=APPROACHES, other__html=other)
    assert names(data_copy) == []
    brought("carp", carp_2026_06_01__html=APPROACHES, reports__html=AUTHORIZATIONS)
    assert imports.recorded(data_copy)[0].rows == {"sources": 1, "cooperative_approaches": 1, "platform_documents": 4}


def test_of_a_folder_what_is_no_file_of_the_publisher_is_left_aside_and_said(data_copy, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "check", lambda *_: None)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "carp-2026-06-01.html").write_text(APPROACHES, encoding="utf-8")
    (tmp_path / "pages" / "notes.txt").write_text("Saved on a rainy day.\n", encoding="utf-8")
    said: list[str] = []
    import_files("carp", [str(tmp_path / "pages")], root=data_copy, say=said.append, is_built=False)
    assert any("left aside, no file of carp: pages/notes.txt" in line for line in said)


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("1.0", "2", True),
        ("2", "2.0", False),
        ("1.9", "1.10", True),
        ("2026-05-31", "2026-06-01", True),
        ("", "1", True),
    ],
)
def test_versions_and_days_are_in_order(one, other, is_before):
    assert (imports.order(one) < imports.order(other)) is is_before
