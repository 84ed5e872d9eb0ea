"""A site is whole, the same for the same release, and never put in the place of something else."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish.reading import Site
from publish.releases import made, write
from tahqiq.publish import publish
from tahqiq.publish.errors import UnfitRelease
from tahqiq.vocab.errors import BadInput

#: Pages on which nothing of the record is said.
SAYING_NOTHING = {"404.html", "leave.html"}


def _fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_release_gives_the_same_bytes(release: Path, site: Site, tmp_path: Path) -> None:
    publish(release, tmp_path / "again")
    assert _fingerprint(tmp_path / "again") == _fingerprint(site.folder)


def test_an_unchanged_release_is_not_published_again(release: Path, tmp_path: Path) -> None:
    first = publish(release, tmp_path / "site")
    before = (tmp_path / "site" / "index.html").stat().st_mtime_ns
    second = publish(release, tmp_path / "site")
    assert not first.unchanged
    assert second.unchanged
    assert (second.pages, second.bytes) == (first.pages, first.bytes)
    assert (tmp_path / "site" / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["lost", "shortened"])
def test_a_damaged_site_is_made_again(release: Path, tmp_path: Path, damage: str) -> None:
    publish(release, tmp_path / "site")
    page = tmp_path / "site" / "ar" / "index.html"
    whole = page.read_bytes()
    page.unlink() if damage == "lost" else page.write_bytes(b"")
    assert not publish(release, tmp_path / "site").unchanged
    assert page.read_bytes() == whole


def test_another_release_replaces_the_site_and_leaves_nothing_of_the_old(
    release: Path, tmp_path: Path
) -> None:
    publish(release, tmp_path / "site")
    publish(write(made(incidents=1), tmp_path / "smaller"), tmp_path / "site")
    assert not (tmp_path / "site" / "en" / "incidents" / "inv0003.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "smaller"]


def test_a_folder_that_is_no_site_is_left_alone(release: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    with pytest.raises(BadInput, match="left alone"):
        publish(release, tmp_path / "thesis")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


@pytest.mark.parametrize("record", ["no json", '{"format": "site/9"}', '["site/1"]'])
def test_a_folder_with_a_strange_record_is_no_site(release: Path, tmp_path: Path, record: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "site.json").write_text(record)
    with pytest.raises(BadInput, match="left alone"):
        publish(release, tmp_path / "site")


def test_an_altered_release_is_refused_by_the_name_of_the_file(tmp_path: Path) -> None:
    folder = write(made(incidents=1), tmp_path / "release")
    (folder / "incidents.jsonl").write_bytes(
        (folder / "incidents.jsonl").read_bytes().replace(b"Alder", b"Elder")
    )
    with pytest.raises(UnfitRelease, match=r"incidents\.jsonl.*SHA-256 differs"):
        publish(folder, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_every_page_of_an_unapproved_release_says_preview(site: Site) -> None:
    banners = {
        path: [p.words() for p in site.page(path).all("aside") if p.attributes.get("class") == "preview"]
        for path in site.paths()
    }
    assert [path for path, found in banners.items() if not found and path not in SAYING_NOTHING] == []
    assert "Preview" in banners["en/index.html"][0]
    assert "معاينة" in banners["ar/index.html"][0]


def test_no_page_of_an_approved_release_says_preview(approved_site: Site) -> None:
    assert [p for p in approved_site.paths() if "Preview" in approved_site.page(p).words()] == []


def test_the_downloads_are_the_release(release: Path, site: Site) -> None:
    names = {path.name for path in release.iterdir() if path.is_file()}
    downloads = site.folder / "downloads"
    assert {path.name for path in downloads.iterdir() if path.is_file()} == names
    assert (downloads / "media" / "stories").is_dir()
    for name in names:
        assert (site.folder / "downloads" / name).read_bytes() == (release / name).read_bytes()


def test_both_languages_have_the_same_pages(site: Site) -> None:
    pages = {
        language: {p.split("/", 1)[1] for p in site.paths() if p.startswith(f"{language}/")}
        for language in ("en", "ar")
    }
    assert pages["en"] == pages["ar"]
    assert len(pages["en"]) > 30


def test_pages_say_their_language_and_direction(site: Site) -> None:
    for path in site.paths():
        html = site.page(path).all("html")[0].attributes
        if path.startswith("ar/"):
            assert (html["lang"], html["dir"]) == ("ar", "rtl")
        elif path.startswith("en/"):
            assert (html["lang"], html["dir"]) == ("en", "ltr")


def test_progress_counts_every_page(tmp_path: Path) -> None:
    steps: list[int] = []
    published = publish(write(made(incidents=2), tmp_path / "r"), tmp_path / "site", progress=steps.append)
    assert sum(steps) == published.pages


def test_many_incidents_are_shared_between_two_processes_with_the_same_result(tmp_path: Path) -> None:
    from tahqiq.publish import publishing

    folder = write(made(incidents=7), tmp_path / "release")
    publish(folder, tmp_path / "alone")
    steps: list[int] = []
    published = publishing.publish(folder, tmp_path / "together", progress=steps.append, processes=2)
    assert _fingerprint(tmp_path / "alone") == _fingerprint(tmp_path / "together")
    assert sum(steps) == published.pages


def test_a_kill_at_any_moment_leaves_the_old_site_and_the_next_run_finishes(tmp_path: Path) -> None:
    old, new = write(made(incidents=1), tmp_path / "old"), write(made(incidents=40), tmp_path / "new")
    publish(old, tmp_path / "site")
    standing = _fingerprint(tmp_path / "site")
    program = (
        "import sys; from pathlib import Path; from tahqiq.publish import publish; "
        "publish(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    for wait in (0.15, 0.3, 0.45):
        process = subprocess.Popen([sys.executable, "-c", program, str(new), str(tmp_path / "site")])
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if _fingerprint(tmp_path / "site") != standing:
            break  # it was quicker than the kill
    publish(new, tmp_path / "site")
    publish(new, tmp_path / "fresh")
    assert _fingerprint(tmp_path / "site") == _fingerprint(tmp_path / "fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "new", "old", "site"]
