"""What a site tells other machines: true, whole, and nothing of it without the site's address."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from publish.reading import Site
from publish.releases import Made, approved, made, write
from tahqiq.publish import publish
from tahqiq.publish.edition import Edition
from tahqiq.publish.heads.addresses import base_of
from tahqiq.publish.heads.cards import _Face, _lines, write_cards
from tahqiq.publish.heads.citation import bibtex, csl, dataset
from tahqiq.publish.heads.feed import has_feed, write_feed
from tahqiq.publish.heads.sitemap import write_sitemap
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.publish.tongue import Tongue
from tahqiq.publish.typefaces import FACES
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import Approval

BASE = "https://record.example/raqqa/"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("addressed")
    write(approved(made(incidents=2)), folder / "release")
    publish(folder / "release", folder / "site", base_url=BASE.rstrip("/"))
    return Site(folder / "site")


def links(site: Site, path: str, rel: str) -> dict[str, str]:
    found = site.page(path).all("link", "rel")
    return {
        each.attributes.get("hreflang", ""): each.attributes["href"]
        for each in found
        if each.attributes["rel"] == rel
    }


def metas(site: Site, path: str) -> dict[str, str]:
    found = site.page(path).all("meta", "content")
    return {
        each.attributes.get("property") or each.attributes.get("name", ""): each.attributes["content"]
        for each in found
    }


def in_site(site: Site, address: str) -> Path:
    assert address.startswith(BASE)
    path = unquote(address.removeprefix(BASE))
    return site.folder / (path or "index.html")


def test_every_page_names_itself_and_its_other_language(addressed: Site) -> None:
    for path in addressed.paths():
        if path in ("404.html", "index.html", "leave.html"):
            continue
        language, rest = path.split("/", 1)
        assert links(addressed, path, "canonical") == {"": f"{BASE}{path}"}
        alternates = links(addressed, path, "alternate")
        assert alternates["en"] == f"{BASE}en/{rest}"
        assert alternates["ar"] == f"{BASE}ar/{rest}"
        assert in_site(addressed, alternates["x-default"]).is_file()
        assert metas(addressed, path)["og:locale"][:2] == language


def test_what_is_shared_has_words_and_a_picture(addressed: Site) -> None:
    told = metas(addressed, "ar/incidents/inv0001.html")
    assert "INV0001" in told["og:title"]
    assert "1–2" in told["og:description"]
    assert in_site(addressed, told["og:image"]).read_bytes().startswith(b"\x89PNG")


def test_every_page_has_a_description_of_its_own(site: Site) -> None:
    told = [metas(site, path)["description"] for path in site.paths() if path.startswith("en/incidents/inv")]
    assert len(set(told)) == len(told)
    for path in site.paths():
        assert path in {"404.html", "leave.html"} or metas(site, path)["description"].strip(), path


def test_without_an_address_nothing_is_said_that_needs_one(site: Site) -> None:
    for name in ("sitemap.xml", "robots.txt", "en/feed.xml", "assets/card-en.png"):
        assert not (site.folder / name).exists()
    for path in site.paths():
        relations = {each.attributes["rel"] for each in site.page(path).all("link", "rel")}
        assert relations <= {"icon", "stylesheet"}, path
        assert not [name for name in metas(site, path) if name.startswith(("og:", "twitter:"))], path


def test_every_page_asks_early_for_the_faces_of_its_language(addressed: Site, site: Site) -> None:
    for path in addressed.paths():
        faces = FACES["en" if path.startswith("en/") else "ar"]
        asked = [
            each.attributes["href"]
            for each in addressed.page(path).all("link", "crossorigin")
            if each.attributes["rel"] == "preload" and each.attributes["as"] == "font"
        ]
        assert [addressed.follow(path, each)[0] for each in asked] == [
            f"assets/fonts/{face}" for face in faces
        ]
        before, after = (
            each.attributes
            for each in site.page(path).all("script", "src")
            if each.attributes["src"].endswith("assets/typefaces.js")
        )
        assert before["data-faces"].split() == list(faces) and "data-faces" not in after
    for face in FACES["ar"]:
        assert (addressed.folder / "assets" / "fonts" / face).stat().st_size < 24_000, face


def test_the_sitemap_lists_every_page_once(addressed: Site) -> None:
    root = ElementTree.parse(addressed.folder / "sitemap.xml").getroot()
    listed = [each.text or "" for each in root.iter(f"{MAPS}loc")]
    assert len(set(listed)) == len(listed)
    assert {unquote(each.removeprefix(BASE)) for each in listed} == set(addressed.paths()) - {
        "404.html",
        "leave.html",
    }
    assert f"Sitemap: {BASE}sitemap.xml" in (addressed.folder / "robots.txt").read_text("utf-8")


def test_a_sitemap_of_too_many_pages_is_split(addressed: Site, tmp_path: Path) -> None:
    for language in ("en", "ar"):
        (tmp_path / language).mkdir()
        for number in range(4):
            (tmp_path / language / f"{number}.html").touch()
    write_sitemap(tmp_path, BASE, most=4)
    index = ElementTree.parse(tmp_path / "sitemap.xml").getroot()
    parts = [each.text or "" for each in index.iter(f"{MAPS}loc")]
    assert parts == [f"{BASE}sitemap-{number}.xml" for number in (1, 2, 3)]
    pages = [
        len(list(ElementTree.parse(tmp_path / part.removeprefix(BASE)).iter(f"{MAPS}loc"))) for part in parts
    ]
    assert pages == [4, 4, 1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_feed_tells_of_the_release_its_changes_and_corrections(addressed: Site, language: str) -> None:
    feed = ElementTree.parse(addressed.folder / language / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    times = [each.findtext(f"{ATOM}updated", "") for each in entries]
    assert times == sorted(times, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each) for each in times)
    identities = [each.findtext(f"{ATOM}id", "") for each in entries]
    assert len(set(identities)) == len(identities)
    assert any(each.startswith("urn:sha256:") for each in identities)
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert in_site(addressed, link.attrib["href"]).is_file()
    assert any("INV0000" in each.findtext(f"{ATOM}title", "") for each in entries)


def feed_of(release: Made, folder: Path) -> str:
    """The English feed of a release; '' where it has none."""
    released = ReleaseFolder.open(write(release, folder / "release"))
    fill(folder / "shelves.sqlite3", released)
    (folder / "en").mkdir()
    with closing(Shelves(folder / "shelves.sqlite3")) as shelves:
        edition = Edition(
            Tongue("en"), shelves, released.case(), released.manifest, released.totals(), base=BASE
        )
        write_feed(edition, folder)
        file = folder / "en" / "feed.xml"
        assert has_feed(edition) or not file.exists()
    return file.read_text("utf-8") if file.exists() else ""


def test_a_release_that_says_of_nothing_when_it_was_has_no_feed(tmp_path: Path) -> None:
    release = made(incidents=0)
    release.tables["changes"].clear()
    release.tables["corrections"].clear()
    assert feed_of(release, tmp_path) == ""


def test_days_that_are_none_are_left_out_of_the_feed(tmp_path: Path) -> None:
    release = made(incidents=1)
    rows = release.tables["changes"]
    rows[:] = [replace(row, on="<soon>") for row in rows]
    assert "soon" not in feed_of(release, tmp_path)


def test_search_engines_of_data_read_a_dataset(addressed: Site) -> None:
    (script,) = [
        each
        for each in addressed.page("en/downloads.html").all("script")
        if each.attributes.get("type", "").endswith("json")
    ]
    described = json.loads("".join(str(each) for each in script.children))
    assert described["@type"] == "Dataset"
    assert described["dateModified"] == "2026-01-01"
    for each in described["distribution"]:
        assert in_site(addressed, each["contentUrl"]).is_file()


def test_a_title_cannot_end_the_script_it_stands_in(tmp_path: Path) -> None:
    release = ReleaseFolder.open(write(made(incidents=0), tmp_path / "release"))
    case = replace(release.case(), title_en="</script><script>alert(1)</script>")
    assert "<" not in dataset(case, release.manifest, "en", BASE)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_citation_names_the_content(addressed: Site, language: str) -> None:
    manifest = json.loads((addressed.folder / "downloads" / "manifest.json").read_text("utf-8"))
    (item,) = json.loads((addressed.folder / "cite" / f"{language}.json").read_text("utf-8"))
    assert item["version"] == f"sha256:{manifest['content']}"
    assert item["issued"] == {"date-parts": [[2026, 1, 1]]}
    assert item["URL"] == f"{BASE}{language}/index.html"
    entry = (addressed.folder / "cite" / f"{language}.bib").read_text("utf-8")
    assert f"version = {{{manifest['content']}}}" in entry
    assert manifest["content"] in addressed.page(f"{language}/downloads.html").words()


def test_a_citation_of_a_preview_says_so_and_has_no_year(tmp_path: Path) -> None:
    release = ReleaseFolder.open(write(made(incidents=0), tmp_path / "release"))
    case = replace(release.case(), title_en="50% of {all} & more")
    entry = bibtex(case, release.manifest, "en", "")
    assert "preview, not approved" in entry
    assert "year" not in entry
    assert "url" not in entry
    assert r"50\% of \{all\} \& more" in entry
    assert "issued" not in csl(case, release.manifest, "en", "")
    odd = replace(release.manifest, approvals=(Approval(by="x", at="yesterday"),))
    assert "issued" not in csl(case, odd, "en", "")


@pytest.mark.parametrize(
    "given",
    ["record.example", "ftp://record.example", "https://", "https://a b/", "https://x/?q=1", "https://x/#f",
     "https://user@x/", 'https://x/"><script>', "https://x:0/", "https://[x/", "https://x/ورق"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(given: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--base-url"):
        base_of(given)


def test_a_site_with_another_address_is_made_again(tmp_path: Path) -> None:
    release = write(made(incidents=0), tmp_path / "release")
    publish(release, tmp_path / "site", base_url=BASE)
    assert publish(release, tmp_path / "site", base_url=BASE).unchanged
    assert not publish(release, tmp_path / "site").unchanged
    assert not (tmp_path / "site" / "sitemap.xml").exists()


def test_a_card_lays_a_title_out_in_its_own_direction_and_letters(site: Site) -> None:
    face = _Face(
        site.folder / "assets" / "fonts",
        ("source-serif-4-latin-wght-normal.woff2", "noto-naskh-arabic-arabic-wght-normal.woff2"),
        40,
    )
    runs = face.runs("المدينة المختلقة، 2016–2017 (سجل)")
    assert [run for run, _ in runs if run.strip()] == ["المدينة المختلقة،", "2016–2017", "(", "سجل", ")"]
    assert [font is face.arabic for run, font in runs if run.strip()] == [True, False, False, True, False]
    assert len(_lines("a long title of many words " * 20, face)) == 4
    assert _lines("a long title of many words " * 20, face)[-1].endswith("…")


def test_every_address_is_of_the_site(addressed: Site) -> None:
    for path in addressed.paths():
        for link in addressed.page(path).all("link", "href"):
            address = link.attributes["href"]
            assert urlsplit(address).netloc in ("", "record.example"), (path, address)


def test_without_a_library_that_lays_out_arabic_no_card_is_drawn_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import features

    release = ReleaseFolder.open(write(made(incidents=0), tmp_path / "release"))
    monkeypatch.setattr(features, "check", lambda _name: False)
    with pytest.raises(BadInput, match="no Raqm"):
        write_cards(release.case(), release.manifest, tmp_path)
