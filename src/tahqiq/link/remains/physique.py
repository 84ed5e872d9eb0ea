"""Shoe size and hair: small things that forms ask on both sides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.items import thing
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import mixed, settings
from tahqiq.link.remains.said import Evidence

Floats = NDArray[np.float64]


class PhysiqueComparison:
    """What shoe size and the colour of hair tell of each file.

    Args:
        files: of missing persons.
    """

    kind = "physique"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        told = settings()["physique"]
        self._sizes = np.array([math.nan if file.shoe_size is None else file.shoe_size for file in files])
        known = self._sizes[~np.isnan(self._sizes)]
        worth = told["worth"]
        self._mean = float((known.sum() + worth * told["shoe"]) / (len(known) + worth))
        self._hair = [hair_of(file.hair) for file in files]
        self._said = np.array([bool(each) for each in self._hair])
        self._counts = Counter(colour for each in self._hair for colour in sorted(each))

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        found: Floats = self._shoes(body.shoe_size) + self._hairs(hair_of(body.hair))
        return found

    def _shoes(self, size: float | None) -> Floats:
        told = settings()["physique"]
        if size is None:
            return np.zeros(len(self._sizes))
        mine = _density(self._sizes - size, told["shoe_within"])
        usual = float(_density(np.array([size - self._mean]), told["shoe_spread"])[0])
        ratio = (1 - told["borrowed"]) * mine / max(usual, 1e-4) + told["borrowed"]
        return np.where(np.isnan(self._sizes), 0.0, np.log10(ratio))

    def _hairs(self, seen: frozenset[str]) -> Floats:
        told = settings()["physique"]
        if not seen:
            return np.zeros(len(self._sizes))
        total = int(self._said.sum())
        share = max(mixed(self._counts[each], total, told["hair_share"], told["worth"]) for each in seen)
        agree = told["same_hair"] / share + 1 - told["same_hair"]
        same = np.array([bool(seen & each) for each in self._hair])
        differ = (1 - told["same_hair"]) / max(1 - share, 0.1)
        return np.where(self._said, np.log10(np.where(same, agree, differ)), 0.0)

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        parts = []
        if body.shoe_size is not None and file.shoe_size is not None:
            values = {"told": f"{file.shoe_size:g}", "found": f"{body.shoe_size:g}"}
            parts.append(("shoe size {told} told, {found} found", values))
        if hair_of(body.hair) and hair_of(file.hair):
            same = hair_of(body.hair) & hair_of(file.hair)
            parts.append(("hair of one colour" if same else "hair of another colour", {}))
        return [
            Evidence(kind=self.kind, log10_lr=weight / len(parts), message=message, values=values)
            for message, values in parts
        ]


def hair_of(text: str) -> frozenset[str]:
    """The colours that a few words name.

    >>> sorted(hair_of("dark brown, short")), sorted(hair_of("أسود"))
    (['brown'], ['black'])
    """
    return thing(text).colours if text else frozenset()


def _density(gap: Floats, spread: float) -> Floats:
    found: Floats = np.exp(-0.5 * (gap / spread) ** 2) / (spread * math.sqrt(2 * math.pi))
    return found
