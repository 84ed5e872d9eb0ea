"""Learning the model of spellings from pairs of names: the recipe behind ``spelling.json``.

    python scripts/fit_names.py ../shared/data/names

1. Names of as many words in both scripts give pairs of words in order; single-word pairs of a
   transliteration list are added at a tenth of the weight, for letters that names seldom need.
2. Expectation-maximisation over all cuttings into chunks (``expectation``) gives the weights between
   Arabic and Latin chunks; two spellings of one word in one script give those within a script.
3. Pairs of common words are counted, and their closeness taken from the counts; prefixes likewise.
4. The constants of whole names are chosen on names kept apart (``choosing``).

Only what many rows have in common is kept: weights of chunks of letters, and of words met ten times.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.alignment import FOREIGN, PREFIXES, article_joined, parted
from tahqiq.language.names.expectation import Chunks, Sizes, expected_counts
from tahqiq.language.names.words import words_of

#: An Arabic and a Latin name, word, prefix or stem.
Pair = tuple[str, str]
#: The column, row and value of each weight that is kept.
Entries = list[tuple[int, int, float]]

#: Sizes of chunks that may stand for one another, in two scripts and in one.
ACROSS: Sizes = ((0, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3))
WITHIN: Sizes = ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2))
#: The lowest weight of a letter against a letter or nothing; any other pair below _LOWEST is left out; nats.
_UNSEEN, _LOWEST = -8.0, -12.0
#: A letter that only its place makes another (final ه, medial ه).
_OTHER_PLACE = -0.3
#: Two spellings of one word in one script, never quite as close as the same spelling; the farthest kept.
_RESPELLED, _FARTHEST = -0.3, -5.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen by trying it on names kept apart within the train part.

    Attributes:
        list_weight: of a pair of the transliteration list, where a pair of one name counts 1.
        chunks: weight from which a chunk of so many letters is learned, for each script.
        word_least: how often a word must be met to be counted.
        pair_least: how often a pair of them must be met.
        trust: how many times a word must be met to know half of its spellings.
        slip: a wrong, missing or extra letter within a script, nats.
        prefix: by how much what was counted of prefixes is believed of other writers, who may be freer with
            the article, 0 to 1.
    """

    list_weight: float = 0.1
    chunks: tuple[Mapping[int, float], Mapping[int, float]] = ({2: 15}, {2: 10, 3: 20})
    word_least: int = 10
    pair_least: int = 2
    trust: float = 5.0
    slip: float = -4.5
    prefix: float = 0.5


def fit(names: Iterable[Pair], listed: Iterable[Pair], settings: Settings = Settings()) -> dict[str, Any]:
    """The model but for its constants (``choosing``), as ``Spelling.of`` reads it.

    Args:
        names: Arabic names and their Latin forms.
        listed: Arabic words and their Latin forms.
        settings: what to keep.
    """
    pairs = word_pairs(names)
    stems = stem_pairs(pairs)
    weighed = {pair: 1 + math.log(n) for pair, n in stems.items()}
    arabic, latin = (Chunks.met(_side(weighed, side), settings.chunks[side]) for side in (0, 1))
    for pair in _listed_stems(listed):
        weighed[pair] = weighed.get(pair, 0.0) + settings.list_weight
    first_latin = len(arabic.lengths) - 1
    entries = _across(weighed, arabic, latin)
    entries += _within(same_script_pairs(stems, 0), arabic, 0, settings.slip)
    entries += _within(same_script_pairs(stems, 1), latin, first_latin, settings.slip)
    best: dict[tuple[int, int], float] = {}
    for i, j, weight in entries:
        key = min(i, j), max(i, j)
        best[key] = max(weight, best.get(key, _LOWEST))
    chunks = [*arabic.number, *list(latin.number)[1:], (FOREIGN,)]
    best |= {(at, len(chunks) - 1): settings.slip for at, chunk in enumerate(chunks) if len(chunk) < 2}
    best[len(chunks) - 1, len(chunks) - 1] = _OTHER_PLACE
    return {
        "chunks": [" ".join(chunk) for chunk in chunks],
        "weights": _columns([(i, j, weight) for (i, j), weight in sorted(best.items())]),
        "prefixes": prefix_closeness(pairs, settings.prefix),
        **_counted(stems, settings),
    }


def word_pairs(names: Iterable[Pair]) -> Counter[Pair]:
    """Words in the same place of names of as many words in both scripts.

    >>> sorted(word_pairs([("علي حسن", "Ali Hassan"), ("علي", "Ali Omar")]))
    [('حسن', 'hassan'), ('علي', 'ali')]
    """
    found: Counter[Pair] = Counter()
    for arabic, latin in names:
        left, right = words_of(arabic), words_of(latin)
        if len(left) == len(right):
            pairs = zip(left, right, strict=True)
            found.update((a, b) for a, b in pairs if _is_arabic(a) and not _is_arabic(b))
    return found


def stem_pairs(pairs: Mapping[Pair, int]) -> Counter[Pair]:
    """The stems of pairs of words that have the same prefix."""
    found: Counter[Pair] = Counter()
    for (arabic, latin), n in pairs.items():
        prefixes, stems = _freed(arabic, latin)
        if prefixes[0] == prefixes[1] and all(stems):
            found[stems] += n
    return found


def _freed(arabic: str, latin: str) -> tuple[Pair, Pair]:
    """Prefixes and stems of two words; what the Latin shows to be an article is one in the Arabic."""
    (before, stem), (other, latin_stem) = parted(arabic), parted(latin)
    article = other == "al" or not latin_stem.startswith(("a", "e", "i", "u"))
    if not before and article_joined(stem) and article:
        before, stem = "al", stem[2:]
    return (before, other), (stem, latin_stem)


def _is_arabic(word: str) -> bool:
    return "\u0600" <= parted(word)[1][:1] <= "\u06ff"


def _listed_stems(listed: Iterable[Pair]) -> Iterable[Pair]:
    for arabic, latin in listed:
        left, right = words_of(arabic), words_of(latin)
        if len(left) == len(right) == 1:
            yield parted(left[0])[1], parted(right[0])[1]


def same_script_pairs(pairs: Mapping[Pair, int], side: int) -> dict[Pair, float]:
    """Pairs of stems of one script that stand for the same stem of the other, by the share of each spelling.

    >>> found = same_script_pairs({("محمد", "muhammad"): 3, ("محمد", "mohamed"): 1}, 1)
    >>> found["muhammad", "mohamed"] == found["mohamed", "muhammad"] < found["muhammad", "muhammad"]
    True
    """
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair, n in pairs.items():
        spelled[pair[1 - side]][pair[side]] += n
    found: defaultdict[Pair, float] = defaultdict(float)
    for forms in spelled.values():
        total = sum(forms.values())
        for one, n in forms.items():
            for other, k in forms.items():
                found[one, other] += math.log1p(total) * n * k / total**2
    return found


def _across(pairs: Mapping[Pair, float], arabic: Chunks, latin: Chunks) -> Entries:
    """Weights between the scripts; Latin chunks are numbered after the Arabic ones."""
    weights = chunk_weights(expected_counts(pairs, arabic, latin, ACROSS), arabic, latin, ACROSS)
    return _entries(weights, 0, len(arabic.lengths) - 1)


def _within(pairs: Mapping[Pair, float], chunks: Chunks, first: int, slip: float) -> Entries:
    """Weights within a script: a letter is itself, and slips at a price."""
    weights = chunk_weights(expected_counts(pairs, chunks, chunks, WITHIN), chunks, chunks, WITHIN)
    letter = chunks.lengths <= 1
    weights = np.where(letter[:, None] & letter[None], np.maximum(weights, slip), weights)
    for chunk, at in chunks.number.items():
        plain = chunks.number.get((chunk[0].strip("^$"),)) if len(chunk) == 1 else None
        if plain is not None and plain != at:
            weights[at, plain] = weights[plain, at] = max(weights[at, plain], _OTHER_PLACE)
    np.fill_diagonal(weights, np.where(chunks.lengths == 1, 0.0, -np.inf))
    return _entries(weights, first, first)


def chunk_weights(
    counts: NDArray[np.float64], left: Chunks, right: Chunks, sizes: Sizes, *, doubt: float = 0.5
) -> NDArray[np.float64]:
    """Closeness of chunks from their counts: the mean of both conditional log probabilities.

    -inf where two chunks never met; a letter and a letter, or nothing, are never farther than ``_UNSEEN``.
    """
    seen_left, seen_right = counts.sum(1, keepdims=True), counts.sum(0, keepdims=True)
    seen_left[0] = seen_right[0, 0] = counts.sum()
    letter = (left.lengths <= 1)[:, None] & (right.lengths <= 1)[None]
    prior = np.where(letter, doubt * math.exp(-4.0), 0.0)
    with np.errstate(divide="ignore"):
        shares = (np.log((counts + prior) / (seen + doubt)) for seen in (seen_left, seen_right))
        both = sum(shares, np.zeros(counts.shape))
    weights = np.where(left.allowed(right, sizes), both / 2, -np.inf)
    return np.where(letter & left.allowed(right, sizes), np.maximum(weights, _UNSEEN), weights)


def _entries(weights: NDArray[np.float64], first: int, other_first: int) -> Entries:
    """Finite weights, chunks numbered from ``first`` on but for the empty one."""
    weights[0, 0] = -np.inf
    kept = np.argwhere(weights > _LOWEST).tolist()
    return [(i + (first if i else 0), j + (other_first if j else 0), float(weights[i, j])) for i, j in kept]


def prefix_closeness(pairs: Mapping[Pair, int], believed: float = 1.0) -> list[list[float]]:
    """How close every two prefixes are, from words in the same place; 0 for the same."""
    counts = np.full((len(PREFIXES), len(PREFIXES)), 0.5)
    for (arabic, latin), n in pairs.items():
        one, other = _freed(arabic, latin)[0]
        counts[PREFIXES.index(one), PREFIXES.index(other)] += n
    shares = np.log(counts / counts.sum(1, keepdims=True)) + np.log(counts / counts.sum(0, keepdims=True))
    closeness = believed * (shares + shares.T) / 4
    np.fill_diagonal(closeness, 0.0)
    return [[round(float(value), 2) for value in row] for row in closeness]


def _counted(stems: Mapping[Pair, int], settings: Settings) -> dict[str, Any]:
    """What common stems are known to be spelled like, and how common they are."""
    sides = (_side(stems, 0), _side(stems, 1))
    met = {w: n for side in sides for w, n in sorted(side.items()) if n >= settings.word_least}
    number = {word: at for at, word in enumerate(met)}
    total = sum(stems.values())
    counted = [
        (number[one], number[other], _half_log(n, met[one], n, met[other], settings.trust))
        for (one, other), n in sorted(stems.items())
        if one in number and other in number and n >= settings.pair_least
    ]
    return {
        "words": list(number),
        "counted": _columns(counted + _respelled(stems, number)),
        "surprise": [round(math.log(settings.trust / (n + settings.trust)) / 2, 2) for n in met.values()],
        "information": [round(-math.log(n / total), 2) for n in met.values()],
        "rare": round(math.log(total), 2),
    }


def _half_log(n: float, of: float, k: float, of_other: float, trust: float) -> float:
    """Mean log of two shares, each of one more trusted the more there is of it."""
    return (math.log(n / (of + trust)) + math.log(k / (of_other + trust))) / 2


def _respelled(stems: Mapping[Pair, int], number: Mapping[str, int]) -> Entries:
    """Closeness of two common stems of one script by way of what both are spelled like in the other.

    The chance to go from one over a stem of the other script to the second, beside the chance to come back
    to where one began: 0 for two spellings of one word, whatever the share of each.
    """
    table = np.zeros((len(number), len(number)))
    for (one, other), n in stems.items():
        if one in number and other in number:
            table[number[one], number[other]] = table[number[other], number[one]] = n
    steps = table / np.maximum(table.sum(1, keepdims=True), 1)
    two = steps @ steps
    back = np.sqrt(np.outer(two.diagonal(), two.diagonal()))
    there = np.sqrt(two * two.T) / np.maximum(back, 1e-9)
    np.fill_diagonal(there, 1.0)
    return [
        (i, j, min(math.log(there[i, j]), _RESPELLED if i != j else 0.0))
        for i, j in np.argwhere(there > math.exp(_FARTHEST)).tolist()
        if i <= j
    ]


def _side(pairs: Mapping[Pair, float], side: int) -> dict[str, float]:
    """The weight of each stem of one script."""
    found: defaultdict[str, float] = defaultdict(float)
    for pair, weight in pairs.items():
        found[pair[side]] += weight
    return found


def _columns(entries: Entries) -> list[list[float]]:
    """Rows, columns and rounded values, each as one list."""
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return [list(rows), list(columns), [round(value, 2) for value in values]]
