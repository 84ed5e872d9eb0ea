"""The index finds what comparing with every name finds; saved and opened again, it answers the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.names.families import people
from tahqiq.language.names.compare import Asked, Pool
from tahqiq.language.names.index import NameIndex, Texts
from tahqiq.language.names.searching import EFFORTS, Effort
from tahqiq.language.names.stored import Outdated
from tahqiq.vocab.errors import BadInput

ARABIC, LATIN = (list(names) for names in zip(*people(), strict=True))
NAMES = [*ARABIC, *LATIN, "Umm Layla", "123", "خالد بن عمر بن علي الخطيب"]
QUERIES = [*ARABIC[::17], *LATIN[::19], "Khaled al Khateeb", "فاطمه حسن شاهين", "Khatib Omar", "يوسفحسن ديب"]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.of(NAMES)


def test_either_script_finds_the_other(index: NameIndex) -> None:
    for arabic, latin in people()[::7]:
        assert next(match.name for match in index.search(arabic) if match.name in LATIN) == latin
        assert next(match.name for match in index.search(latin) if match.name in ARABIC) == arabic


def test_with_full_effort_the_answer_is_that_of_comparing_with_all(index: NameIndex) -> None:
    asked = Asked(Pool.of(NAMES))
    for query in QUERIES:
        scores = asked.scores(query)
        found = index.search(query, 10, effort=EFFORTS["full"])
        assert np.allclose([match.score for match in found], np.sort(scores)[::-1][:10], atol=1e-4), query
        assert np.allclose(
            [match.score for match in found], scores[[match.row for match in found]], atol=1e-4
        )


@pytest.mark.parametrize("effort", ["quick", "usual", "thorough"])
def test_less_effort_finds_the_same_first_names(index: NameIndex, effort: str) -> None:
    for query in QUERIES:
        best = index.search(query, 1, effort=EFFORTS["full"])[0]
        assert index.search(query, 1, effort=EFFORTS[effort])[0].score == pytest.approx(best.score, abs=0.05)


def test_few_candidates_of_many_blocks_still_hold_the_best() -> None:
    crowd = [f"{one} {'ابتثج'[n % 5] * 3}{'حخدذر'[n // 5 % 5] * 2}" for n in range(500) for one in ARABIC]
    index = NameIndex.of([*crowd, "سليمان المرعي"])
    found = index.search("Sulaiman al-Mar'i", 1, effort=Effort(candidates=3, reach=-8.0, across=-12.0))
    assert found[0].name == "سليمان المرعي"
    common = index.search("محمد أحمد النجار", 3, effort=Effort(candidates=5, reach=-8.0, across=-12.0))
    assert all(match.name.startswith("محمد أحمد النجار") for match in common)


def test_equals_stand_in_the_order_of_the_pool() -> None:
    index = NameIndex.of(["Omar Deeb", "Sara Deeb", "Omar Deeb", "Omar Deeb"])
    assert [match.row for match in index.search("Omar Deeb", 2)] == [0, 2]
    assert [match.row for match in index.search("Omar Deeb", 3, effort=EFFORTS["full"])] == [0, 2, 3]


def test_similarity_falls_with_the_rank_and_stays_between_0_and_1(index: NameIndex) -> None:
    found = [match.score for match in index.search("خالد عمر كنعان", 20)]
    assert found == sorted(found, reverse=True)
    assert all(0 <= match.similarity <= 1 for match in index.search("خالد عمر كنعان", 20))


@pytest.mark.parametrize("query", ["", "   ", "123", "…", "\u200f", "\U0001f600"])
def test_a_name_without_letters_finds_nothing(index: NameIndex, query: str) -> None:
    assert index.search(query) == []
    assert index.search(query, effort=EFFORTS["full"]) == []


def test_a_pool_without_names_finds_nothing() -> None:
    assert NameIndex.of([]).search("Omar") == []


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_it(query: str) -> None:
    matches = NAMES_INDEX.search(query, 5)
    assert len(matches) <= 5


NAMES_INDEX = NameIndex.of(NAMES)


def test_progress_is_told(index: NameIndex) -> None:
    told: list[int] = []
    many = NameIndex.of(NAMES * 30, on_progress=told.append)
    assert sum(told) == len(many) == 30 * len(index)
    assert len(told) > 1


def test_saved_and_opened_it_answers_the_same(index: NameIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    opened = NameIndex.open(tmp_path / "index")
    assert len(opened) == len(NAMES)
    assert opened.holds(NAMES)
    assert not opened.holds(NAMES[:-1])
    assert opened.words == index.words
    for query in QUERIES:
        assert opened.search(query) == index.search(query)


def test_the_same_names_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        NameIndex.of(NAMES).save(tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert all(
        (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes() for name in files
    )


def test_an_index_is_replaced_but_nothing_else_is(index: NameIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    NameIndex.of(["Omar Deeb"]).save(tmp_path / "index")
    assert len(NameIndex.open(tmp_path / "index")) == 1
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("kept")
    with pytest.raises(BadInput, match="holds something else"):
        index.save(tmp_path / "letters")
    assert (tmp_path / "letters" / "a.txt").read_text() == "kept"


def test_a_damaged_file_is_named(index: NameIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    for path in sorted((tmp_path / "index").glob("*.npy")):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(BadInput, match=f"{path.name}: is damaged or missing"):
            NameIndex.open(tmp_path / "index")
        path.unlink()
        with pytest.raises(BadInput, match=path.name):
            NameIndex.open(tmp_path / "index")
        path.write_bytes(whole)
    assert len(NameIndex.open(tmp_path / "index")) == len(NAMES)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b'{"format": "names-index/1"}'])
def test_a_damaged_manifest_is_named(index: NameIndex, tmp_path: Path, content: bytes) -> None:
    index.save(tmp_path / "index")
    (tmp_path / "index" / "index.json").write_bytes(content)
    with pytest.raises(BadInput, match=r"index\.json: is damaged"):
        NameIndex.open(tmp_path / "index")


@pytest.mark.parametrize(
    ("key", "said"), [("format", "is 'other', not names-index/1"), ("spelling", "another spelling")]
)
def test_another_version_is_refused(index: NameIndex, tmp_path: Path, key: str, said: str) -> None:
    index.save(tmp_path / "index")
    manifest = tmp_path / "index" / "index.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: "other"}))
    with pytest.raises(Outdated, match=said):
        NameIndex.open(tmp_path / "index")


def test_where_nothing_is_nothing_opens(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no index"):
        NameIndex.open(tmp_path / "index")


def test_texts_of_any_letters_come_back() -> None:
    texts = Texts.of(["", "علي", "a\ud800b", "𝒜"])
    assert list(texts) == ["", "علي", "a\ud800b", "𝒜"]
    with pytest.raises(IndexError):
        texts[4]
