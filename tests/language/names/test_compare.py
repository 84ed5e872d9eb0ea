"""Whole names compared."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names.compare import (
    Asked,
    Pool,
    apart,
    most,
    probability,
    score_pairs,
    similarity,
)

LINKAGE = Path(__file__).parents[4] / "shared" / "data" / "linkage"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الرحمن أبو هلال", "عبدالرحمن ابوهلال"),
        ("عبد الرحمن أبو هلال", "Abdulrahman Abu Hilal"),
        ("محمد أحمد النجار", "Mohammed Ahmed al-Najjar"),
        ("Mohamed Hassan Omar", "Muhammad Hasan Umar"),
        ("فاطمة الزهراء", "Fatima al-Zahra"),
        ("سيف الدين النجار", "Saifuddin al-Najjar"),
        ("خالد ورش اغا", "خالد ورشاغا"),
        ("خالد ورشاغا", "خالد ورش اغا"),
    ],
)
def test_spellings_of_one_name_are_similar(one: str, other: str) -> None:
    assert similarity(one, other) > 0.6
    assert similarity(other, one) > 0.6


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("محمد احمد كيالي", "محمد خالد احمد كيالي", "محمد احمد سالم"),  # a middle name missing
        (
            "محمد احمد كيالي",
            "محمود احمد كيالي",
            "محمد احمد سالم",
        ),  # a rare family name beats a common given one
        ("سامر كيالي", "كيالي سامر", "سامر سالم"),  # changed places
        ("سامر (ابو علي) كيالي", "سامر كيالي", "سامر علي"),  # put aside
        ("سامر عمر كيالي", "Samer Omar Kayali", "Samir Ammar Qabbani"),
    ],
)
def test_the_likelier_name_scores_higher(query: str, right: str, wrong: str) -> None:
    others = ["محمد سالم", "احمد محمد", "خالد احمد", "محمد علي", "Ahmed Omar", "سامر علي", "عمر خالد"]
    scores = Asked(Pool.of([right, wrong, *others])).scores(query)
    assert scores.argmax() == 0


def test_words_run_together_find_their_name() -> None:
    pool = Pool.of(["سامر طاهر كيالي", "سامي طلال كيالي", "سمر طه سالم"])
    assert Asked(pool).scores("سامر طاهركيالي").argmax() == 0
    assert Asked(pool).scores("سامرطاهر كيالي").argmax() == 0


def test_what_is_like_nothing_stays_whole() -> None:
    assert apart(("abcdefgh", "abc"), lambda words: [-20.0] * len(words)) == ("abcdefgh", "abc")


def test_empty_names_are_like_nothing() -> None:
    assert similarity("", "Ali") == similarity("", "") == 0
    assert Asked(Pool.of(["Ali"])).scores("").tolist() == [0]
    assert len(Asked(Pool.of([])).scores("Ali")) == 0
    assert len(Asked(Pool.of([""])).scores("Ali")) == 1


def test_rows_of_a_pool_score_as_in_the_whole() -> None:
    pool = Pool.of(["Ali Omar", "Omar Ali", "Sara Hadi"])
    rows = np.array([2, 0])
    assert Asked(pool).scores("علي عمر", rows).tolist() == Asked(pool).scores("علي عمر")[rows].tolist()


def test_asking_with_little_room_gives_the_same() -> None:
    pool = Pool.of([f"{given} {family}" for given in ("Ali", "Omar", "Sara") for family in ("Hadi", "Karam")])
    queries = [f"{a} {b}" for a in ("علي", "عمر", "ساره", "هادي", "كرم") for b in "بتثجحخدذرزسشصض"]
    little, much = Asked(pool, space=1), Asked(pool)
    for query in queries:
        assert little.scores(query).tolist() == much.scores(query).tolist()


def test_a_rarer_word_tells_more() -> None:
    pool = Pool.of(["Ali Omar", "Sara Omar"])
    assert most(pool).tolist() == pytest.approx([np.log(4) + np.log(2)] * 2)
    assert Asked(pool).most("Ali") > Asked(pool).most("Omar")


def test_similarity_grows_with_the_score() -> None:
    surely = probability(np.array([0.0, 5.0, 10.0]), 10.0, np.full(3, 10.0))
    assert (np.diff(surely) > 0).all()
    assert surely.min() > 0
    assert surely.max() < 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_a_similarity(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1


def test_many_pairs_score_as_each() -> None:
    names = ["علي عمر", "Ali Omar", "سارة هادي كرم", "Sara Karam", "خالد ورش اغا", "خالد ورشاغا"]
    pool = Pool.of(names)
    left, right = (each.ravel() for each in np.meshgrid(np.arange(len(names)), np.arange(len(names))))
    together = score_pairs(pool, left, pool, right)
    single = [float(score_pairs(pool, left[k : k + 1], pool, right[k : k + 1])[0]) for k in range(len(left))]
    assert together.tolist() == pytest.approx(single)


@pytest.mark.shared
@pytest.mark.skipif(not LINKAGE.exists(), reason="the shared data are not beside this checkout")
def test_partners_are_among_the_ten_most_similar() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (LINKAGE / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    left = {row["left_id"]: row["name_ar"] for row in rows("left.csv")}
    right = rows("right.csv")[::2]
    at = {row["right_id"]: k for k, row in enumerate(right)}
    truth = [
        (left[row["left_id"]], at[row["right_id"]]) for row in rows("truth.csv") if row["right_id"] in at
    ][:150]
    asked = Asked(Pool.of([row["name"] for row in right]))
    found = sum(
        int((scores > scores[k]).sum() < 10) for query, k in truth for scores in [asked.scores(query)]
    )
    assert found >= 0.96 * len(truth)


def test_the_worst_score_is_a_similarity_of_nothing() -> None:
    """Names of a page of words score far below what an exponential holds."""
    assert probability(np.array([-1e6]), 10.0, 10.0).tolist() == pytest.approx([0.0])
    assert similarity("محمد " * 5_000, "Ali") == pytest.approx(0.0, abs=0.01)
