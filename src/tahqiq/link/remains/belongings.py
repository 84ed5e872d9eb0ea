"""Clothing, effects and marks: told by the family, found on the body; how rare a thing is, the files say.

Belongings only corroborate: clothes are shared and borrowed, effects looted or carried for others, so that
all of them together weigh no more than ``evidence.toml`` lets them, either way.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.items import Thing, thing
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import mixed, settings
from tahqiq.link.remains.said import Evidence

Floats = NDArray[np.float64]

_KINDS = ("clothing", "effects", "marks")
_SHARES = {"clothing": "clothing_share", "effects": "effect_share", "marks": "mark_share"}
_ATTRIBUTES = ("colours", "materials", "places")
_SOURCE = "Interpol DVI Guide 2023"
#: Reference share of a colour, a material or a place of the body among things that have one.
_ATTRIBUTE, _WORTH = 0.12, 20.0

Told = AnteMortem | PostMortem
#: A thing of which nothing is known but a word.
_BARE = Thing(*(frozenset[str]() for _ in range(6)))


class BelongingsComparison:
    """What clothing, effects and marks tell of each file.

    Args:
        files: of missing persons.
        remains: among which things are counted.
    """

    kind = "belongings"

    def __init__(self, files: Sequence[AnteMortem], remains: Sequence[PostMortem]) -> None:
        self._count = len(files)
        self._kinds = {kind: _Kind(kind, files, remains) for kind in _KINDS}

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        told = settings()["belongings"]
        total = np.zeros(self._count)
        for kind in self._kinds.values():
            total += kind.weigh(body)
        clipped: Floats = np.clip(total, told["least"], told["most"])
        return clipped

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words, of what both name."""
        if weight == 0.0 or not self._compared(body, file):
            return []
        both = [(_of(body, kind), _of(file, kind)) for kind in _KINDS]
        common = [name for one, other in both for name in sorted(_concepts(one) & _concepts(other))]
        details = len({word for one, other in both for word in _details(one) & _details(other)})
        values = {"things": ", ".join(name.replace("_", " ") for name in common), "details": str(details)}
        if details and common:
            message = "told and found: {things}; details that agree: {details}"
        elif details:
            message = "nothing of one name told and found; details that agree: {details}"
        else:
            message = "told and found: {things}" if common else "nothing of what was told was found"
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, source=_SOURCE)]

    def _compared(self, body: PostMortem, file: AnteMortem) -> bool:
        return any(_of(body, kind) is not None and _of(file, kind) for kind in _KINDS)


class _Kind:
    """Clothing, effects or marks alone."""

    def __init__(self, name: str, files: Sequence[AnteMortem], remains: Sequence[PostMortem]) -> None:
        told = settings()["belongings"]
        self.name, self._found, self._log_lost = name, told[name], math.log10(1 - told[name])
        self._near = told["near"]
        seen = [things(_of(each, name)) for each in remains if _of(each, name) is not None]
        self._bodies = len(seen)
        self._seen = Counter(
            key for each in seen for key in {key for one in each for key in (*_keys(one), *_wider(one))}
        )
        theirs = [things(_of(each, name)) for each in files]
        self._told = np.array([float(len(each)) for each in theirs])
        self._looks = _looks([*seen, *theirs])
        rows = defaultdict[str, list[tuple[int, Thing]]](list)
        for row, each in enumerate(theirs):
            for one in each:
                for key in sorted({*_keys(one), *_wider(one), *_worded(one)}):
                    rows[key].append((row, one))
        self._shelves = {key: Shelf(some, self._looks) for key, some in rows.items()}

    def weigh(self, body: PostMortem) -> Floats:
        """log10 of each file, unclipped."""
        found = np.zeros(len(self._told))
        if _of(body, self.name) is None:
            return found
        found += self._told * self._log_lost
        untold = math.log10(settings()["belongings"]["untold"])
        items = things(_of(body, self.name))
        same = defaultdict[str, NDArray[np.bool_]](lambda: np.zeros(len(found), np.bool_))
        for key in sorted({key for each in items for key in _keys(each)}):
            mine = [each for each in items if key in _keys(each)]
            best = self._best(key, mine, 1.0)
            told = np.isfinite(best)
            found[told] += best[told] - self._log_lost
            found[~told & (self._told > 0)] += untold
            for near in (key, *mine[0].groups):
                same[near] |= told
        for group in sorted({group for each in items for group in each.groups}):
            best = self._best(f"~{group}", [each for each in items if group in each.groups], self._near)
            self._add(found, best, same[group])
        for word, known in sorted(
            {(word, _keys(each)[0]) for each in items if each.concepts for word in each.words}
        ):
            self._add(found, self._best(f"'{word}", [_BARE], 1.0), same[known])
        return found

    def _add(self, found: Floats, best: Floats, same: NDArray[np.bool_]) -> None:
        """Adds what a likeness tells to files that were not found alike before, and marks them."""
        told = np.isfinite(best) & ~same
        found[told] += np.maximum(best[told] - self._log_lost, 0.0)
        same |= told

    def _best(self, key: str, mine: Sequence[Thing], called: float) -> Floats:
        """The best pair of things of one concept or group, log10, of each file; -inf where it tells none.

        Args:
            called: how often one thing is called so by two people.
        """
        best = np.full(len(self._told), -np.inf)
        shelf, share = self._shelves.get(key), self.share(key)
        if shelf is not None:
            for each in mine:
                factor = called * shelf.factors(each, self._looks, lambda word: self.share(f"'{word}"))
                np.maximum.at(best, shelf.rows, np.log10(self._found * factor / share + 1 - self._found))
        return best

    def share(self, key: str) -> float:
        """How many of the remains have such a thing."""
        told = settings()["belongings"]
        reference = told["detail_share"] if key.startswith("'") else told[_SHARES[self.name]]
        least = told["found_least"] if key.startswith("'") else 0.0
        return min(0.95, max(least, mixed(self._seen[key], self._bodies, reference, told["worth"])))


class Shelf:
    """All things of one concept that files tell, ready to be compared with one that was found.

    Attributes:
        rows: the file of each, (n,).
    """

    def __init__(self, told: Sequence[tuple[int, Thing]], looks: Mapping[str, Mapping[str, float]]) -> None:
        self.rows = np.array([row for row, _ in told], np.int64)
        self._with = defaultdict[tuple[str, str], list[int]](list)
        self._rarest = {name: np.full(len(told), np.nan) for name in _ATTRIBUTES}
        for place, (_, each) in enumerate(told):
            for name in _ATTRIBUTES:
                values = sorted(getattr(each, name))
                if values:
                    self._rarest[name][place] = min(looks[name][value] for value in values)
                for value in values:
                    self._with[name, value].append(place)
            for word in each.words if each.concepts else ():
                self._with["words", word].append(place)

    def factors(
        self, found: Thing, looks: Mapping[str, Mapping[str, float]], share: Callable[[str], float]
    ) -> Floats:
        """What colour, material, place on the body and telling words add, as factors, (n,).

        Args:
            found: a thing of the concept.
            looks: how common each colour, material and place is. ``share``: how common a word.
        """
        told = settings()["belongings"]
        factor = np.ones(len(self.rows))
        for name in _ATTRIBUTES:
            if values := getattr(found, name):
                factor *= self._attribute(name, sorted(values), looks[name])
        words = np.ones(len(self.rows))
        for word in sorted(found.words):
            worth = min(told["detail"] / share(word), 10 ** told["detail_most"])
            rows = self._with.get(("words", word), [])
            words[rows] = np.maximum(words[rows], worth)
        return factor * words

    def _attribute(self, name: str, values: Sequence[str], looks: Mapping[str, float]) -> Floats:
        same = settings()["belongings"]["same"]
        rarest = self._rarest[name]
        with np.errstate(invalid="ignore"):
            differ = (1 - same) / np.maximum(1 - rarest, 0.1)
        factor = np.where(np.isnan(rarest), 1.0, differ)
        agree = np.zeros(len(factor))
        for value in values:
            rows = self._with.get((name, value), [])
            agree[rows] = np.maximum(agree[rows], same / looks[value] + 1 - same)
        return np.where(agree > 0, agree, factor)


def _keys(each: Thing) -> tuple[str, ...]:
    """What a thing is found under: what it is, or, where nobody knows, its words."""
    return tuple(sorted(each.concepts)) or tuple(sorted(f"'{word}" for word in each.words))


def _wider(each: Thing) -> tuple[str, ...]:
    """The groups that a thing is found under."""
    return tuple(sorted(f"~{group}" for group in each.groups))


def _worded(each: Thing) -> tuple[str, ...]:
    """The words that a thing is found under, whatever it is called."""
    return tuple(sorted(f"'{word}" for word in each.words))


def things(texts: tuple[str, ...] | None) -> tuple[Thing, ...]:
    """Each text as a thing."""
    return () if texts is None else tuple(_thing(text) for text in texts)


@lru_cache(maxsize=1 << 16)
def _thing(text: str) -> Thing:
    return thing(text)


def _of(file: Told, kind: str) -> tuple[str, ...] | None:
    found: tuple[str, ...] | None = getattr(file, kind)
    return found


def _concepts(texts: tuple[str, ...] | None) -> set[str]:
    return {name for each in things(texts) for name in each.concepts}


def _details(texts: tuple[str, ...] | None) -> set[str]:
    return {word for each in things(texts) for word in each.words}


def _looks(told: Sequence[Sequence[Thing]]) -> Mapping[str, Mapping[str, float]]:
    """How common each colour, material and place on the body is among things that have one."""
    found: dict[str, dict[str, float]] = {}
    for name in _ATTRIBUTES:
        values = [getattr(each, name) for some in told for each in some]
        counts = Counter(value for some in values for value in sorted(some))
        total = sum(bool(some) for some in values)
        found[name] = {value: mixed(n, total, _ATTRIBUTE, _WORTH) for value, n in counts.items()}
    return found
