"""A hostile record is shown as text: it runs nothing, loads nothing, leaves its place nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from publish.reading import Element, Site
from publish.releases import made, write
from tahqiq.publish import publish
from tahqiq.publish.rendering import address, numbers

ALLOWED = {
    *(
        "default-src",
        "style-src",
        "font-src",
        "img-src",
        "script-src",
        "connect-src",
        "base-uri",
        "form-action",
    ),
    *("worker-src", "media-src"),
}
OWN_SCRIPT = re.compile(r"(\.\./)*assets/[a-z_-]+\.js")


def test_no_attack_becomes_an_element_or_an_attribute(hostile_site: Site) -> None:
    for path in hostile_site.paths():
        for element in hostile_site.page(path).walk():
            assert element.tag != "img" or _is_of_the_release(element), path
            assert element.tag != "script" or _is_own(element), path
            assert not [name for name in element.attributes if name.startswith("on")], path
            assert "style" not in element.attributes, path
            assert element.tag != "style", path


def _is_of_the_release(picture: Element) -> bool:
    """A picture that the release carries."""
    return (
        re.fullmatch(r"(\.\./)+downloads/media/stories/[a-z0-9/.-]+", picture.attributes["src"]) is not None
    )


def _is_own(script: Element) -> bool:
    """A script of the site's own, or data that no browser runs."""
    if script.attributes.get("type") in ("application/json", "application/ld+json"):
        return "src" not in script.attributes
    return OWN_SCRIPT.fullmatch(script.attributes["src"]) is not None


def test_the_attack_is_there_to_be_read(hostile_site: Site) -> None:
    assert "<script>alert('7')</script>" in hostile_site.page("en/index.html").words()


def test_nothing_on_a_page_reorders_or_breaks_what_stands_around_it(hostile_site: Site) -> None:
    for path in (hostile_site.folder).rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search("[\u202a-\u202e\x00]", text), path
        assert text.count("\u2066") + text.count("\u2067") + text.count("\u2068") == text.count("\u2069"), (
            path
        )


def test_words_of_the_record_in_the_title_of_a_page_are_isolated(site: Site) -> None:
    incidents = [path for path in site.folder.glob("ar/incidents/*.html") if "index" not in path.name]
    assert incidents
    for path in incidents:
        assert re.search("<title[^>]*>\u2068[^\u2069]+\u2069", path.read_text("utf-8")), path


def test_file_names_are_plain_whatever_the_record_says(hostile_site: Site) -> None:
    for path in hostile_site.folder.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name), path


def test_every_page_of_the_record_forbids_whatever_is_not_its_own(site: Site) -> None:
    for path in site.paths():
        policies = [m.attributes["content"] for m in site.page(path).all("meta", "http-equiv")]
        assert policies, path
        rules = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
        assert rules["default-src"] == "'none'"
        assert set(rules) <= ALLOWED
        if path.endswith("/search.html"):  # WebAssembly, which the search of stories is made of
            assert rules.pop("script-src") == "'self' 'wasm-unsafe-eval'"
        assert set(rules.values()) <= {"'none'", "'self'"}, path


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "http://a b",
        "file:///etc/passwd",
        "https://[broken",
    ],
)
def test_an_address_that_is_not_of_the_web_is_text(url: str) -> None:
    assert "<a" not in address(url)
    assert url in address(url)


def test_an_address_of_the_web_is_a_link_that_tells_nothing() -> None:
    shown = address('https://example.org/?q="><script>')
    assert shown.startswith(
        '<a href="https://example.org/?q=&#34;&gt;&lt;script&gt;" rel="external noreferrer nofollow">'
    )


def test_no_address_shows_nothing() -> None:
    assert address(None) == address("") == ""


def test_a_number_without_a_trail_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="without a trail"):
        numbers("")("7", "")


def test_codes_that_look_alike_as_file_names_get_pages_of_their_own(tmp_path: Path) -> None:
    release = made(incidents=4)
    codes = ["A/1", "a 1", "INDEX", "الحادثة"]
    rows = release.tables["incidents"]
    rows[:] = [replace(row, code=code) for row, code in zip(rows, codes, strict=True)]
    publish(write(release, tmp_path / "release"), tmp_path / "site")
    pages = sorted(path.stem for path in (tmp_path / "site" / "en" / "incidents").iterdir())
    assert len(pages) == 5
    assert {"a-1", "index"} < set(pages)
    titles = [
        Site(tmp_path / "site").page(f"en/incidents/{page}.html").all("h1")[0].words() for page in pages
    ]
    assert len(set(titles)) == 5
