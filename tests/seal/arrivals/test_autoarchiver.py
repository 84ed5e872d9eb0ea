"""An auto-archiver's output: what its records say is held against the bytes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal import Unsealable
from tahqiq.seal.arrivals import Brought, autoarchiver, brought_under

URL = "https://example.org/post/1"
FILM = b"film"


def page(
    digest: str, name: str = "kept/aBcD.mp4", algorithm: str = "SHA-256", *, with_key: bool = True
) -> bytes:
    """A page as ``html_formatter`` writes it, in outline."""
    key = f'<li><b>key:</b> <span class="copy">{name}</span></li>' if with_key else ""
    return f"""<!DOCTYPE html><html><body>
    <h2>Archived media for <span class="copy">{URL}?a=1&amp;b=2</span> - <a href="{URL}">open</a></h2>
    <table class="content"><tr><th>about</th><th>files and preview</th></tr><tbody>
    <tr><td><ul>{key}<li><b>src:</b> <a href="https://example.org/original.mp4">original</a></li>
    <li><b>hash:</b> <span class="copy">{algorithm}:{digest}</span></li></ul></td>
    <td><video src="./{name}"></video><a href="{name}">download</a></td></tr>
    <tr><td>no hash</td><td><img src="other.jpg"></td></tr></tbody></table>
    <table class="metadata"><tr><th>key</th><th>value</th></tr>
    <tr><td>_processed_at</td><td><span class="copy">2031-06-05 09:12:01.000001+00:00</span></td></tr>
    <tr><td>title</td><td><span>وصول &amp; more</span></td></tr></table>
    <p class="center">Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a>
    v1.2.3</p></body></html>""".encode()


def told_at(at: object) -> dict[str, object]:
    """Metadata as JSON, of one file."""
    metadata = {"url": URL, "_processed_at": at}
    return {"status": "success", "metadata": metadata, "media": [{"filename": "a/aBcD.mp4"}]}


def folder(tmp_path: Path, **files: bytes) -> dict[str, Brought]:
    for name, content in {"aBcD.mp4": FILM, **files}.items():
        (tmp_path / name).write_bytes(content)
    return {each.path.name: each for each in brought_under([tmp_path])}


@pytest.mark.parametrize(
    ("algorithm", "hashed"), [("SHA-256", hashlib.sha256), ("SHA3-512", hashlib.sha3_512)]
)
def test_a_hash_that_holds_is_said_to_hold(tmp_path: Path, algorithm: str, hashed: object) -> None:
    digest = hashed(FILM).hexdigest()  # type: ignore[operator]
    film = folder(tmp_path, **{"page.html": page(digest, algorithm=algorithm)})["aBcD.mp4"].arrival
    assert film.source_address == f"{URL}?a=1&b=2"
    assert film.captured_at == datetime(2031, 6, 5, 9, 12, 1, 1, tzinfo=UTC)
    assert (film.kind, film.made_with) == ("auto-archiver output", "auto-archiver 1.2.3")
    assert (
        film.note
        == f"by its record page.html; وصول & more; its record states {algorithm} {digest}, and so it is"
    )
    assert film.warning == ""


def test_a_file_without_its_key_is_known_by_its_preview(tmp_path: Path) -> None:
    digest = hashlib.sha256(FILM).hexdigest()
    brought = folder(tmp_path, **{"page.html": page(digest, with_key=False), "original.mp4": b"another"})
    assert brought["aBcD.mp4"].arrival.note.endswith("and so it is")
    assert brought["original.mp4"].arrival.kind == ""


def test_a_hash_that_does_not_hold_is_a_difference_that_is_stated(tmp_path: Path) -> None:
    film = folder(tmp_path, **{"page.html": page("0" * 64)})["aBcD.mp4"].arrival
    assert film.warning.startswith(f"DIFFERS: its record states SHA-256 {'0' * 64}, and it is ")
    assert film.warning in film.note


def test_the_page_itself_is_of_the_same_address(tmp_path: Path) -> None:
    itself = folder(tmp_path, **{"page.html": page("0" * 64)})["page.html"].arrival
    assert itself.source_address == f"{URL}?a=1&b=2"
    assert itself.kind == "auto-archiver output, web page in one file"


def test_the_table_says_the_same(tmp_path: Path) -> None:
    metadata = {"url": URL, "title": "A", "_processed_at": datetime(2031, 6, 5, 9, 12, 1, tzinfo=UTC)}
    digest = hashlib.sha256(FILM).hexdigest()
    media = [
        {
            "filename": "/tmp/x.mp4",
            "key": "kept/aBcD.mp4",
            "urls": [],
            "properties": {
                "hash": f"SHA-256:{digest}",
                "thumbnails": [{"filename": "t.jpg", "key": "kept/t.jpg"}, "words"],
            },
        },
        {"properties": 5},
        "words",
    ]
    row = f'success,"{metadata}","{media}"\n'
    brought = folder(tmp_path, **{"db.csv": f"status,metadata,media\n{row}".encode(), "t.jpg": b"t"})
    assert brought["aBcD.mp4"].arrival.source_address == URL
    assert brought["aBcD.mp4"].arrival.note.endswith("and so it is")
    assert brought["aBcD.mp4"].arrival.captured_at == datetime(2031, 6, 5, 9, 12, 1, tzinfo=UTC)
    assert brought["t.jpg"].arrival.source_address == URL


@pytest.mark.parametrize("at", ["2031-06-05T09:12:01+00:00", 1938417121, 1938417121.0])
def test_metadata_as_json_says_the_same(tmp_path: Path, at: object) -> None:
    told = {
        "status": "success",
        "metadata": {"url": URL, "_processed_at": at},
        "media": [{"filename": "a/aBcD.mp4"}],
    }
    for content in (told, [told]):
        film = folder(tmp_path, **{"it.json": json.dumps(content).encode()})["aBcD.mp4"].arrival
        assert film.source_address == URL
        assert film.captured_at == datetime(2031, 6, 5, 9, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"status,metadata,media\nx,__import__('os').system('x'),[]\n"),
        ("a.csv", b'status,metadata,media\nx,"{\'url\': (lambda: 1)}","["\n'),
        ("a.csv", b"status,metadata,media\nx,\"{'url': 'u', '_processed_at': x.datetime(1, 2)}\",[]\n"),
        ("a.csv", b"status,metadata,media\nx," + b"(" * 5000 + b",[]\n"),
        ("a.csv", b"metadata,else\n1,2\n"),
        ("a.csv", b'status,metadata,media\n"' + b"x" * 200_000),
        ("a.json", b'{"metadata": {"url": 5}, "media": [], "status": ""}'),
        ("a.json", b'{"metadata": {'),
        ("a.json", b'{"metadata": {}, "media": {}, "status": ""}'),
        ("a.json", b'[5, {"metadata": {}}]'),
        ("a.html", b"<html>another page"),
    ],
)
def test_what_is_no_record_says_nothing(tmp_path: Path, name: str, content: bytes) -> None:
    assert folder(tmp_path, **{name: content})["aBcD.mp4"].arrival.kind == ""


def test_a_file_that_cannot_be_compared_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, stated: str) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(autoarchiver, "compared", fails)
    with pytest.raises(Unsealable, match=r"aBcD.mp4: cannot be read: Input/output error"):
        folder(tmp_path, **{"page.html": page("0" * 64)})


def test_records_too_large_and_links_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(page("0" * 64))
    (tmp_path / "b.html").symlink_to(tmp_path / "a.html")
    monkeypatch.setattr(autoarchiver, "MOST_RECORD", 10)
    assert autoarchiver.recorded_in([tmp_path / "a.html", tmp_path / "b.html"]) == {}


def test_a_time_beyond_reckoning_is_left_out(tmp_path: Path) -> None:
    for at in (1e300, True, "someday"):
        told = {
            "status": "",
            "metadata": {"url": URL, "_processed_at": at},
            "media": [{"filename": "aBcD.mp4"}],
        }
        film = folder(tmp_path, **{"it.json": json.dumps(told).encode()})["aBcD.mp4"].arrival
        assert (film.source_address, film.captured_at) == (URL, None)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_says_less_and_stops_nothing(data: st.DataObject) -> None:
    table = f"status,metadata,media\nok,\"{{'url': '{URL}'}}\",\"[{{'filename': 'a.mp4'}}]\"\n".encode()
    told = json.dumps(told_at("2031-06-05T09:12:01+00:00")).encode()
    name, content = data.draw(
        st.sampled_from([("a.html", page("0" * 64)), ("a.csv", table), ("a.json", told)])
    )
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as temporary:
        (Path(temporary) / name).write_bytes(damaged)
        autoarchiver.recorded_in([Path(temporary) / name])


@given(st.text(max_size=80))
def test_any_text_is_a_value_or_none(spelled: str) -> None:
    autoarchiver._value(spelled)
