"""The recipe finds a known rule of spelling again."""

from __future__ import annotations

import numpy as np
import pytest

from language.names.invented import SPELLED, names
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.names.choosing import START, choose, fold
from tahqiq.language.names.expectation import Chunks, expected_counts
from tahqiq.language.names.fitting import ACROSS, fit, prefix_closeness, word_pairs

PAIRS = names(240, seed=1)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """A model of the invented names."""
    return Spelling.of(fit(PAIRS, [("شم", "sham")]) | {"name": START._asdict()})


@pytest.mark.parametrize(("letter", "latin"), [(letter, ways[0]) for letter, ways in SPELLED.items()])
def test_each_letter_is_closest_to_how_it_is_spelled(spelling: Spelling, letter: str, latin: str) -> None:
    row = spelling.weights[spelling.chunks[(letter,)]]
    closest = [
        chunk
        for chunk, at in spelling.chunks.items()
        if chunk and row[at] == row[list(spelling.chunks.values())].max()
    ]
    assert row[spelling.chunks[tuple(latin)]] > -1.5
    assert all(c[0][-1] > "\u0600" for c in closest), "closest of all is the letter itself"


def test_the_likelier_of_two_ways_is_closer(spelling: Spelling) -> None:
    row = spelling.weights[spelling.chunks[("ق",)]]
    assert row[spelling.chunks[("q",)]] > row[spelling.chunks[("k",)]] > -3


def test_unknown_words_are_spelled_by_the_rule(spelling: Spelling) -> None:
    assert spelling.word_closeness("خوشي", "khushi") > -3 > spelling.word_closeness("خوشي", "naqiba")


def test_the_same_names_give_the_same_model() -> None:
    assert fit(PAIRS[:60], []) == fit(PAIRS[:60], [])


def test_names_of_unequal_length_teach_nothing() -> None:
    assert word_pairs([("علي حسن", "Ali"), ("Ali", "علي")]) == {}


def test_rare_words_are_not_kept() -> None:
    pairs = [("خوشي", "Khushi")] * 9 + [("شوم", "Shum")] * 10
    assert fit(pairs, [])["words"] == ["شوم", "shum"]


def test_a_missing_article_costs_less_where_writers_leave_it_out() -> None:
    strict = prefix_closeness({("al-خوشي", "al-khushi"): 50, ("شوم", "shum"): 50})
    free = prefix_closeness({("al-خوشي", "al-khushi"): 50, ("شوم", "shum"): 50, ("al-نور", "nur"): 30})
    assert strict[0][1] < free[0][1] < strict[0][0] == 0


def test_expected_counts_add_up_to_the_letters() -> None:
    arabic, latin = Chunks.met({"شوب": 1.0}, {2: 9.0}), Chunks.met({"shub": 1.0}, {2: 0.5})
    counts = expected_counts({("شوب", "shub"): 2.0}, arabic, latin, ACROSS)
    assert (counts * arabic.lengths[:, None]).sum() == pytest.approx(2 * 3, abs=0.5)


def test_words_without_a_cutting_change_nothing() -> None:
    arabic, latin = Chunks.met({"ش": 1.0}, {}), Chunks.met({"s": 1.0}, {})
    counts = expected_counts({("خ", "k"): 1.0}, arabic, latin, ACROSS)
    assert counts.sum() == 0


def test_constants_are_chosen_so_that_the_right_name_comes_first() -> None:
    said: list[str] = []
    chosen = choose(PAIRS[:80], [], say=said.append)
    assert len(said) == 4
    assert chosen.figures["recall_1_to_latin"] > 0.9
    assert chosen.figures["recall_10_to_arabic"] > 0.95
    base, of_score, *_ = chosen.name["similarity"]
    assert of_score > 0
    assert np.isfinite(base)
    assert set(START._fields) | {"similarity"} == set(chosen.name)


def test_a_pair_is_always_in_the_same_quarter() -> None:
    quarters = [fold(pair) for pair in PAIRS]
    assert set(quarters) == {0, 1, 2, 3}
    assert quarters == [fold(pair) for pair in PAIRS]
