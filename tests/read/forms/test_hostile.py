"""Exports that mean harm, or are damaged: one clear line each, and nothing is unpacked anywhere."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.forms import Export, Submission, Unread, form_of
from tahqiq.read.forms.bundle import Bundle
from tahqiq.read.forms.channels.instances import read_instance
from tahqiq.read.forms.channels.listings import read_json
from tahqiq.read.forms.testing import as_odata, as_xml, fill
from tahqiq.vocab.errors import BadInput

VISIT = form_of("site_visit")
FILLED = fill(VISIT, seed=1, share=1.0)


def one(content: bytes) -> Submission | Unread:
    [found] = read_json(content, where="x.json")
    return found


def problem_of(found: Submission | Unread) -> str:
    assert isinstance(found, Unread)
    return found.problem


def changed(**values: object) -> bytes:
    [row] = json.loads(as_odata(VISIT, [FILLED]))["value"]
    return json.dumps({"value": [{**row, **values}]}).encode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"visit": {"visit_code": ["a", "b"]}}, "a list where one value belongs"),
        ({"visit": {"visit_code": {"x": 1}}}, "a group where one value belongs"),
        ({"place": {"position": {"coordinates": [1]}}}, "without latitude"),
        ({"visit": {"visit_code": "x\0y"}}, "NUL"),
        ({"visit": {"visit_code": "\ud800"}}, "half of a character"),
        ({"visit": {"visit_code": "x" * ((1 << 20) + 1)}}, "too long"),
        ({"photograph": [{}] * 10_001}, "repeated 10,001 times"),
        ({"__id": "", "meta": {}}, "no instanceID"),
        ({"__id": "", "meta": {"instanceID": "a\nb"}}, "no instanceID"),
    ],
)
def test_an_answer_that_is_none_is_said_and_the_rest_goes_on(values: dict[str, object], says: str) -> None:
    assert says in problem_of(one(changed(**values)))


def test_what_a_form_does_not_ask_is_kept_with_who_people_are() -> None:
    found = one(changed(extra={"secret": "a name"}))
    assert isinstance(found, Submission)
    assert found.others == {"extra/secret": "a name"}
    assert found.identity() == {"others": {"extra/secret": "a name"}}
    assert b"a name" not in found.sealed()


def test_repeats_that_were_not_fetched_are_no_empty_repeats() -> None:
    [row] = json.loads(as_odata(VISIT, [FILLED]))["value"]
    del row["photograph"]
    assert "was not fetched" in problem_of(one(json.dumps([row]).encode()))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[1]", b'{"value": 3}', b"[NaN]", b"[" * 100_000])
def test_json_that_is_no_listing_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        list(read_json(content, where="x.json"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<data", "not well-formed"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]><data id="tahqiq_site_visit">&e;</data>', "document type"),
        (b'<data id="another"/>', "no submission of a shipped form"),
        (b'<data id="tahqiq_site_visit" encrypted="yes"/>', "encrypted"),
        (b'<data id="tahqiq_site_visit"/>', "no instanceID"),
        (b'<data id="tahqiq_site_visit">' + b"<a>" * 40 + b"</a>" * 40 + b"</data>", "nested too deeply"),
    ],
)
def test_an_instance_that_cannot_be_taken_says_why(content: bytes, says: str) -> None:
    assert says in problem_of(read_instance(content, where="submission.xml"))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_instances(content: bytes) -> None:
    assert isinstance(
        read_instance(b'<data id="tahqiq_site_visit">' + content, where="x"), Submission | Unread
    )


def test_a_bomb_is_refused_and_a_path_out_reaches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("submissions.json", as_odata(VISIT, [FILLED]))
        archive.writestr("../../picture0.jpg", b"beside")
        archive.writestr("media/bomb.jpg", b"\0" * 50_000_000)
    export = Export(path)
    [found] = export.submissions()
    assert isinstance(found, Submission)
    assert export.media(found, "../../../etc/passwd") is None
    assert export.media(found, "picture0.jpg") == b"beside"
    with pytest.raises(BadInput, match="unpacks to more"):
        export.media(found, "bomb.jpg")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["export.zip"]


def test_a_name_that_stands_for_two_files_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "e" / "a").mkdir(parents=True)
    (tmp_path / "e" / "b").mkdir()
    for folder in "ab":
        (tmp_path / "e" / folder / "p.jpg").write_bytes(folder.encode())
    bundle = Bundle(tmp_path / "e")
    assert bundle.media("p.jpg", "uuid:a") == b"a"
    with pytest.raises(BadInput, match="nothing says which"):
        bundle.media("p.jpg", "uuid:c")


def test_a_photograph_is_never_given_to_a_submission_by_a_guess(tmp_path: Path) -> None:
    """Two submissions name different files alike, and the files lie together."""
    pictures = {
        "damage_sketch": "sketch.jpg",
        "photograph": [{"picture": "own.jpg"}, {"picture": "twice.jpg"}],
    }
    many = [fill(VISIT, seed=1), fill(VISIT, seed=2)]
    many = [(many[0][0], many[0][1] | pictures), (many[1][0], {"damage_sketch": "sketch.jpg"})]
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("submissions.json", as_odata(VISIT, many))
        for name in ("own.jpg", "sketch.jpg", "twice.jpg"):
            archive.writestr(f"media/{name}", name.encode())
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("media/twice.jpg", b"another")
    export = Export(path)
    first, _ = [each for each in export.submissions() if isinstance(each, Submission)]
    assert export.media(first, "own.jpg") == b"own.jpg"
    with pytest.raises(BadInput, match="2 submissions name 'sketch"):
        export.media(first, "sketch.jpg")
    with pytest.raises(BadInput, match="occurs several times"):
        export.media(first, "twice.jpg")


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "picture.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "away").symlink_to(tmp_path)
    assert Bundle(folder).names == []
    assert Bundle(folder).digest() == ""


@pytest.mark.parametrize(
    ("name", "content"), [("x.zip", b"PK\x03\x04 nothing"), ("x.txt", b"x"), ("x.csv", b"")]
)
def test_what_is_no_export_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput):
        list(Export(tmp_path / name).submissions())


def test_an_unknown_form_or_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such form"):
        Export(tmp_path, form="census")
    with pytest.raises(BadInput, match="no such file"):
        Export(tmp_path / "nowhere")


def test_a_table_of_somebody_elses_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("KEY,harvest\nuuid:1,good\n", encoding="utf-8")
    with pytest.raises(BadInput, match="none of the shipped forms"):
        list(Export(tmp_path / "x.csv").submissions())


def test_an_edit_names_what_it_replaces() -> None:
    found = read_instance(as_xml(VISIT, FILLED, replaces="uuid:earlier"), where="x")
    assert isinstance(found, Submission)
    assert (found.envelope.replaces, found.envelope.root) == ("uuid:earlier", "uuid:earlier")
