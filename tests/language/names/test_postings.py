"""Postings turn a column round; the names chosen are those whose words add most."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from tahqiq.language.names.postings import Held, Postings, Terms, foremost
from tahqiq.language.names.words import NameColumn

WORDS = 40


@cache
def column(names: int, seed: int) -> NameColumn:
    """Names of one to five of forty words, the first words by far the commonest."""
    draw = random.Random(seed)
    weights = [1 / (word + 1) ** 2 for word in range(WORDS)]
    ids = [draw.choices(range(WORDS), weights, k=draw.randint(1, 5)) for _ in range(names)]
    offsets = np.cumsum([0, *map(len, ids)])
    return NameColumn([str(word) for word in range(WORDS)], np.concatenate(ids).astype(np.int32), offsets)


def chosen(
    names: NameColumn, gains: dict[int, dict[int, float]], wanted: int
) -> tuple[list[int], list[float]]:
    """What is chosen where query word i gains ``gains[i][word]``, and nothing is -1."""
    postings = Postings.of(names)
    table = np.full((len(gains), WORDS), -1e9, np.float32)
    terms = []
    for row, words in gains.items():
        for word, gain in words.items():
            table[row, word] = gain
        terms.append((row, sorted(words, key=lambda word, words=words: -words[word])))
    terms.sort(key=lambda term: postings.names(np.array(term[1])))
    asked = Terms(
        np.cumsum([0, *(len(words) for _, words in terms)]),
        np.concatenate([words for _, words in terms]).astype(np.int64),
        table,
        np.array([row for row, _ in terms]),
        np.full(len(terms), -1.0, np.float32),
        len(gains),
        -0.5,
    )
    rows, sums = np.empty(2 * wanted, np.int64), np.empty(2 * wanted, np.float32)
    lengths = np.diff(names.offsets).astype(np.uint8)
    count = foremost(postings, Held(names.ids, names.offsets, lengths), asked, wanted, rows, sums)
    return rows[:count].tolist(), sums[:count].tolist()


def added(names: NameColumn, gains: dict[int, dict[int, float]]) -> npt.NDArray[np.float64]:
    """The same of every name, said plainly: for each query word the most that a word of the name adds."""
    best = np.zeros(len(names))
    for each in gains.values():
        of_word = np.array([each.get(word, -1.0) + 1 for word in range(WORDS)])
        best += np.maximum(0.0, np.maximum.reduceat(of_word[names.ids], names.offsets[:-1]))
    return best - 0.5 * (np.diff(names.offsets) - len(gains))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("wanted", [1, 7, 200])
def test_the_names_chosen_are_those_whose_words_add_most(seed: int, wanted: int) -> None:
    names = column(70_000, seed)
    gains = {0: {0: 1.0, 1: 0.5}, 1: {2: 2.0}, 2: {30 + seed: 9.0, 35: 6.0}, 3: {1: 1.5, 5: 1.0}}
    rows, sums = chosen(names, gains, wanted)
    truth = added(names, gains)
    assert len(set(rows)) == wanted
    assert np.allclose(sums, truth[rows], atol=1e-4)
    assert np.allclose(sorted(sums), np.sort(truth)[-wanted:], atol=1e-4)


def test_all_that_hold_a_word_are_chosen_where_there_is_room() -> None:
    names = NameColumn.of(["Ali Hassan", "Sara", "Omar Ali", "Ali"])
    names = NameColumn(
        [*names.vocabulary, *map(str, range(WORDS - len(names.vocabulary)))], names.ids, names.offsets
    )
    rows, sums = chosen(names, {0: {0: 3.0}}, 10)
    assert dict(zip(rows, sums, strict=True)) == {0: 3.5, 2: 3.5, 3: 4.0}


def test_of_equals_the_first_are_chosen() -> None:
    names = NameColumn(list(map(str, range(WORDS))), np.zeros(50, np.int32), np.arange(51))
    assert chosen(names, {0: {0: 3.0}}, 5)[0] == [0, 1, 2, 3, 4]
