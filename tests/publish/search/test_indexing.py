"""The index holds every record once, small enough to be loaded in parts, and the same every time."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.releases import Made, made, write
from publish.search.releases import searched
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.search import shards, write_index
from tahqiq.publish.search.shards import in_order, write_shards
from tahqiq.publish.shelves import Shelves, fill


class Index:
    """An index read back as the browser reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
        self.shards = [self._shard(name) for _, name in self.root["shards"]]
        self.terms = {term: found for shard in self.shards for term, found in shard.items()}
        chunks = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in self.root["chunks"])
        self.records = [record for chunk in chunks for record in chunk]

    def _shard(self, name: str) -> dict[str, dict[int, int]]:
        return read_shard((self.folder / f"{name}.bin").read_bytes())

    def paths(self, term: str) -> list[str]:
        return [self.records[record][0] for record in self.terms.get(term, {})]


def read_shard(content: bytes) -> dict[str, dict[int, int]]:
    """Terms of a shard, with the weight of each record."""
    at, before, found = 0, b"", {}

    def varint() -> int:
        nonlocal at
        number = shift = 0
        while True:
            byte = content[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while at < len(content):
        shared, more = varint(), varint()
        before = before[:shared] + content[at : at + more]
        at += more
        count, size = varint(), varint()
        end, record, postings = at + size, -1, {}
        for _ in range(count):
            posting = varint()
            record += posting >> 3
            postings[record] = posting & 7
        assert at == end
        found[before.decode("utf-8", "surrogatepass")] = postings
    return found


def indexed(release: Made, folder: Path) -> Index:
    folder.mkdir(parents=True)
    (folder / "site").mkdir()
    fill(folder / "shelves.sqlite3", ReleaseFolder.open(write(release, folder / "release")))
    with closing(Shelves(folder / "shelves.sqlite3")) as shelves:
        write_index(shelves, folder / "site")
    return Index(folder / "site" / "search")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(searched(), tmp_path_factory.mktemp("index") / "it")


def test_every_record_that_has_a_name_is_there_once(index: Index) -> None:
    counts = index.root["records"]
    assert list(counts) == ["incident", "person", "place", "source"]
    assert counts["incident"] == 8
    assert counts["source"] == 2
    assert len(index.records) == sum(counts.values())
    people = [record[0] for record in index.records if record[0].startswith("people/")]
    assert len(set(people)) == counts["person"] > 4


def test_an_incident_is_found_by_its_code_its_earlier_code_its_title_and_its_day(index: Index) -> None:
    for term in ("inv0001", "old1", "market", "السمراء", "20170202", "february"):
        assert "incidents/inv0001.html" in index.paths(term), term


def test_inflected_words_of_a_summary_are_found_by_their_stem(index: Index) -> None:
    assert index.paths("قتل") == ["incidents/inv0000.html"]


def test_a_name_is_found_in_the_other_script(index: Index) -> None:
    for term in ("~بدلرهمن", "najjar"):
        assert "people/abd-al-rahman-al-najjar.html" in index.paths(term), term
    assert "people/ali-hasan.html" in index.paths("علي")
    assert len({path for path in index.paths("ali") if path.startswith("people/")}) == 2


def test_a_title_tells_more_than_a_summary(index: Index) -> None:
    weights = index.terms["ملجا"]
    assert weights[0] > index.terms["كانوا"][0]


def test_places_are_counted(index: Index) -> None:
    places = [record for record in index.records if record[0] == ""]
    counts = [record[8] for record in places]
    assert sum(counts) == 8
    assert counts == sorted(counts, reverse=True)


def test_a_person_without_a_name_is_not_found(tmp_path: Path) -> None:
    release = made(incidents=3)
    rows = release.tables["victims"]
    rows[:] = [replace(row, name_en=None, name_ar=None) for row in rows]
    assert indexed(release, tmp_path / "it").root["records"]["person"] == 0


def test_a_source_whose_name_is_withheld_is_not_found(tmp_path: Path) -> None:
    release = made(incidents=1)
    rows = release.tables["sources"]
    rows[:] = [replace(row, name_en=None, name_ar=None) for row in rows]
    index = indexed(release, tmp_path / "it")
    assert index.root["records"]["source"] == 0
    assert "recorder" not in index.terms


def test_the_index_of_an_empty_record_is_whole(tmp_path: Path) -> None:
    index = indexed(made(incidents=0), tmp_path / "it")
    assert index.root["records"]["incident"] == 0


def test_the_same_release_gives_the_same_index(index: Index, tmp_path: Path) -> None:
    again = indexed(searched(), tmp_path / "it")
    assert sorted(path.name for path in again.folder.iterdir()) == sorted(
        path.name for path in index.folder.iterdir()
    )


def test_files_are_named_by_what_they_hold(index: Index) -> None:
    for path in index.folder.iterdir():
        if path.name != "index.json":
            assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.stem)


def test_nothing_of_the_scratch_database_is_left(index: Index) -> None:
    assert [path.name for path in index.folder.parent.iterdir()] == ["search"]


POSTINGS = st.dictionaries(
    st.text(min_size=1, max_size=12),
    st.dictionaries(st.integers(0, 10**6), st.integers(1, 7), min_size=1, max_size=9),
    max_size=30,
)


@given(POSTINGS)
def test_shards_give_back_what_was_put_in(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, dict[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    rows = [
        (in_order(term), record, weight) for term, each in given.items() for record, weight in each.items()
    ]
    whole: dict[str, dict[int, int]] = {}
    firsts = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "SHARD", 40)
        for first, name in write_shards(folder, sorted(rows)):
            shard = read_shard((folder / f"{name}.bin").read_bytes())
            assert next(iter(shard)) == first
            firsts.append(first)
            whole |= shard
    assert whole == given
    assert firsts == sorted(firsts, key=in_order)
