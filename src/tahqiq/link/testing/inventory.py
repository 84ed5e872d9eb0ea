"""Invented names in all their spellings, ready to be drawn by the million.

Given names and common families are hand-written lists in the order of how common they are
(``inventories/*.csv``); rare families are made from three root consonants in the usual patterns. Men's names
fall with their rank as 1/(rank + 0.4), which makes a third of all full names hold the commonest; families
as 1/(rank + 15).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from tahqiq.link.testing.cells import Cells

RARE_FAMILIES = 20_000
_FLAT = {"men": 0.4, "women": 4.0, "families": 15.0}


@dataclass(frozen=True, slots=True, eq=False)
class Inventory:
    """Names of one kind.

    Attributes:
        shares: how often each is drawn, summed up; (k,) rising to 1.
        arabic, latin: every spelling of every name, name after name.
        arabic_starts, latin_starts: where those of each name begin, (k + 1,).
    """

    shares: NDArray[np.float64]
    arabic: Cells
    latin: Cells
    arabic_starts: NDArray[np.int64]
    latin_starts: NDArray[np.int64]

    @classmethod
    def of(cls, names: Sequence[tuple[str, Sequence[str]]], flat: float) -> Inventory:
        """Names in the order of how common they are, each with its Latin spellings."""
        heights = 1 / (np.arange(1, len(names) + 1) + flat)
        arabic = [_spellings(name) for name, _ in names]
        latin = [[_titled(each) for each in forms] for _, forms in names]
        return cls(
            np.cumsum(heights) / heights.sum(),
            pa.array([form for forms in arabic for form in forms]),
            pa.array([form for forms in latin for form in forms]),
            np.cumsum([0, *map(len, arabic)]),
            np.cumsum([0, *map(len, latin)]),
        )

    def draw(self, random: Generator, count: int) -> NDArray[np.int64]:
        """Numbers of so many names."""
        return np.searchsorted(self.shares, random.random(count), side="right").astype(np.int64)

    def written(self, random: Generator, names: NDArray[np.int64], script: str) -> Cells:
        """Names as somebody spells them, the usual spellings more often; null for -1."""
        forms, starts = (
            (self.arabic, self.arabic_starts) if script == "arabic" else (self.latin, self.latin_starts)
        )
        known = np.maximum(names, 0)
        count = starts[known + 1] - starts[known]
        chosen = starts[known] + (random.random(len(names)) ** 2 * count).astype(np.int64)
        return forms.take(pa.array(chosen, mask=names < 0))


@cache
def inventory(kind: str) -> Inventory:
    """The names of ``men``, ``women`` or ``families``."""
    names = [(row["arabic"], tuple(row["latin"].split("|"))) for row in _rows(kind)]
    return Inventory.of([*names, *(_rare() if kind == "families" else [])], _FLAT[kind])


def _rows(name: str) -> list[dict[str, str]]:
    text = files("tahqiq.link.testing").joinpath("inventories", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _rare() -> list[tuple[str, tuple[str, ...]]]:
    """Rare families, the same every time: three root consonants of ``roots.csv`` in a pattern."""
    random = np.random.default_rng(1)
    letters, patterns = _rows("roots"), _rows("patterns")
    roots = random.integers(len(letters), size=(2 * RARE_FAMILIES, 3))
    shapes = random.integers(len(patterns), size=2 * RARE_FAMILIES)
    found: dict[str, tuple[str, ...]] = {}
    for root, shape in zip(roots.tolist(), shapes.tolist(), strict=True):
        chosen = [letters[each] for each in root]
        sounds = [each["latin"] for each in chosen]
        arabic = patterns[shape]["arabic"].format(*(each["letter"] for each in chosen))
        found.setdefault(arabic, tuple(form.format(*sounds) for form in patterns[shape]["latin"].split("|")))
    return list(found.items())[:RARE_FAMILIES]


def _spellings(arabic: str) -> list[str]:
    """The ways in which one Arabic name is written, the most careful first.

    >>> _spellings("أبو سارة")
    ['أبو سارة', 'ابو سارة', 'ابوسارة', 'ابو ساره', 'ابوساره']
    """
    bare = arabic.translate(str.maketrans("أإآ", "ااا"))
    joined = bare.replace("ابو ", "ابو").replace("عبد ", "عبد")
    loose = [form[:-1] + "ه" for form in (bare, joined) if form.endswith("ة")]
    loose += [form[:-1] + "ى" for form in (bare,) if form.endswith("ي")]
    return list(dict.fromkeys([arabic, bare, joined, *loose]))


def _titled(latin: str) -> str:
    return " ".join("-".join(_raised(part) for part in word.split("-")) for word in latin.split(" "))


def _raised(part: str) -> str:
    return part if part in ("al", "el") or part[:1].isupper() else part.capitalize()
