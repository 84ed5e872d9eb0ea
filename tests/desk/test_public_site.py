"""The site is served, and nothing beside it."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest

from tahqiq.desk.public_site import content_type, current_site, find, make_current, serve_site


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """A folder of sites with one in it, and a secret beside them."""
    site = tmp_path / "sites" / "first"
    (site / "en" / "incidents").mkdir(parents=True)
    (site / "index.html").write_text("<h1>front</h1>")
    (site / "en" / "index.html").write_text("<h1>english</h1>")
    (site / "en" / "incidents" / "c 1 é.html").write_text("<h1>incident</h1>")
    (site / "totals.json").write_text("{}")
    (site / ".sources").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "out").symlink_to(tmp_path)
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (site / "loop").symlink_to(site / "loop")
    return tmp_path / "sites"


def _get(sites: Path, path: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    environ: dict[str, object] = {"PATH_INFO": path, "REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
    said: list[object] = []
    body = serve_site(sites)(environ, lambda status, head: said.extend([status, dict(head)]))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    status, head = said
    assert isinstance(status, str) and isinstance(head, dict)
    return status, head, content


def test_pages_and_downloads_are_served_with_their_types(sites: Path) -> None:
    assert _get(sites, "/")[2] == b"<h1>front</h1>"
    assert _get(sites, "/en/")[2] == b"<h1>english</h1>"
    assert _get(sites, "/en/incidents/c 1 é.html".encode().decode("latin-1"))[2] == b"<h1>incident</h1>"
    assert _get(sites, "/totals.json")[1]["Content-Type"] == "application/json; charset=utf-8"
    assert _get(sites, "/")[1]["Content-Type"] == "text/html; charset=utf-8"


def test_text_is_packed_for_browsers_that_take_it(sites: Path) -> None:
    page = sites / "first" / "long.html"
    page.write_text("<p>a long page</p>" * 1_000)
    status, head, body = _get(sites, "/long.html", accept_encoding="br, gzip")
    assert (status, head["Content-Encoding"], head["Vary"]) == ("200 OK", "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == page.read_bytes()
    assert int(head["Content-Length"]) == len(body) < page.stat().st_size / 10
    assert _get(sites, "/long.html", "HEAD", accept_encoding="gzip")[2] == b""
    for refusing in ("", "br", "gzip;q=0"):
        status, head, body = _get(sites, "/long.html", accept_encoding=refusing)
        assert "Content-Encoding" not in head and body == page.read_bytes()
        assert head["Vary"] == "Accept-Encoding"


def test_a_part_and_a_short_page_are_sent_as_they_are(sites: Path) -> None:
    (sites / "first" / "long.html").write_text("<p>a long page</p>" * 1_000)
    status, head, body = _get(sites, "/long.html", accept_encoding="gzip", range="bytes=0-9")
    assert (status, body) == ("206 Partial Content", b"<p>a long ")
    assert "Content-Encoding" not in head
    assert _get(sites, "/", accept_encoding="gzip")[2] == b"<h1>front</h1>"


def test_a_packed_page_changes_with_its_file(sites: Path) -> None:
    page = sites / "first" / "long.html"
    for words in ("before", "after"):
        page.write_text(f"<p>{words}</p>" * 1_000)
        assert words.encode() in gzip.decompress(_get(sites, "/long.html", accept_encoding="gzip")[2])


def test_a_page_not_changed_is_not_sent_again(sites: Path) -> None:
    status, head, _ = _get(sites, "/")
    assert status == "200 OK"
    again, _, nothing = _get(sites, "/", if_none_match=head["ETag"])
    assert (again, nothing) == ("304 Not Modified", b"")
    (sites / "first" / "index.html").write_text("<h1>front, later</h1>")
    assert _get(sites, "/", if_none_match=head["ETag"])[0] == "200 OK"


def test_a_part_of_a_file_may_be_asked_for(sites: Path) -> None:
    status, head, part = _get(sites, "/", range="bytes=1-2")
    assert (status, part, head["Content-Range"]) == ("206 Partial Content", b"h1", "bytes 1-2/14")


def test_a_head_has_no_body_and_a_post_is_refused(sites: Path) -> None:
    status, head, nothing = _get(sites, "/", "HEAD")
    assert (status, nothing, head["Content-Length"]) == ("200 OK", b"", "14")
    assert _get(sites, "/", "POST")[0] == "405 Method Not Allowed"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/en/../index.html",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/out/secret.txt",
        "/out.txt",
        "/.sources",
        "/en/./index.html",
        "/en//index.html",
        "/index.html\0.txt",
        "/loop",
        "/" + "x" * 5000,
        "index.html",
    ],
)
def test_no_trick_leads_out_of_the_site(sites: Path, path: str) -> None:
    status, _, body = _get(sites, path)
    assert status == "404 Not Found"
    assert b"secret" not in body and b"root:" not in body


def test_folders_are_never_listed(sites: Path) -> None:
    for path in ("/en/incidents/", "/en/incidents"):
        status, _, body = _get(sites, path)
        assert status == "404 Not Found"
        assert b"c 1" not in body


def test_a_folder_without_its_slash_is_pointed_right(sites: Path) -> None:
    status, head, _ = _get(sites, "/en")
    assert (status, head["Location"]) == ("301 Moved Permanently", "/en/")


def test_a_site_s_own_page_for_what_is_missing_is_used(sites: Path) -> None:
    (sites / "first" / "404.html").write_text("not here")
    assert _get(sites, "/nothing.html")[::2] == ("404 Not Found", b"not here")


def test_every_answer_carries_a_policy(sites: Path) -> None:
    for path in ("/", "/nothing"):
        head = _get(sites, path)[1]
        assert "default-src 'self'" in head["Content-Security-Policy"]
        assert "unsafe" not in head["Content-Security-Policy"].replace("'wasm-unsafe-eval'", "")
        assert head["X-Content-Type-Options"] == "nosniff"


def test_the_newest_site_is_shown_unless_one_is_current(sites: Path) -> None:
    second = sites / "second"
    second.mkdir()
    (second / "index.html").write_text("second")
    os.utime(sites / "first", (1, 1))
    assert current_site(sites) == second
    (sites / "current").symlink_to("first")
    assert current_site(sites) == (sites / "first").resolve()


def test_no_site_is_said(tmp_path: Path) -> None:
    (tmp_path / ".half.partial").mkdir()
    (tmp_path / ".half.partial" / "index.html").write_text("half")
    status, _, body = _get(tmp_path, "/")
    assert status == "404 Not Found"
    assert b"No site has been published" in body


def test_a_site_that_vanishes_under_the_request_is_not_found(
    sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.desk.public_site.find", lambda *_: sites / "first" / "gone.html")
    assert _get(sites, "/gone.html")[0] == "404 Not Found"


def test_find_needs_an_address_from_the_root(sites: Path) -> None:
    assert find(sites / "first", "totals.json") is None


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("claims.jsonl", "application/jsonl; charset=utf-8"),
        ("x.css", "text/css; charset=utf-8"),
        ("x.woff2", "font/woff2"),
        ("x.unknown-kind", "application/octet-stream"),
        ("x.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_types_of_what_a_site_holds(name: str, type_: str) -> None:
    assert content_type(Path(name)) == type_


def test_making_a_site_current_leaves_one_link(sites: Path) -> None:
    for name in ("first", "second", "first"):
        (sites / name).mkdir(exist_ok=True)
        (sites / name / "index.html").write_text(name)
        make_current(sites, sites / name)
        assert _get(sites, "/")[2] == name.encode()
    assert {entry.name for entry in sites.iterdir()} == {"first", "second", "current"}
