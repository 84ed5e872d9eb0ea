"""Families: where one of them is found, others of them often are.

What the season says of each body once (``rivals``) tells at which site each missing person of a family may
lie; others of the family who are looked for are likelier at that site than chance has it. One step, with a
bound, so that two weak likenesses do not lift each other without end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Families:
    """Who is missing together, and which bodies were found together.

    Args:
        remains: the bodies. ``files``: of missing persons.
        rows: the likeliest files of each body, (bodies, kept).
    """

    kind = "family"

    def __init__(self, remains: Sequence[PostMortem], files: Sequence[AnteMortem], rows: Ints) -> None:
        names = sorted({file.family for file in files} - {""})
        number = {name: place for place, name in enumerate(names)}
        self._family = np.array([number.get(file.family, -1) for file in files])
        sites = sorted({each.site for each in remains} - {""})
        place = {name: at for at, name in enumerate(sites)}
        self._site = np.array([place.get(each.site, -1) for each in remains])
        self._size = np.bincount(self._site[self._site >= 0], minlength=max(1, len(sites)))
        self._rows = rows
        self._weights = np.zeros(rows.shape)

    def weigh(self, chances: Floats) -> Floats:
        """log10 that kin at the site add to each candidate, (bodies, kept).

        Args:
            chances: of each candidate, before.
        """
        told = settings()["family"]
        family = self._family[self._rows]
        site = np.broadcast_to(self._site[:, None], family.shape)
        known = (family >= 0) & (site >= 0)
        sure = np.where(known & (chances > _LEAST), chances, 0.0)
        sites, families = len(self._size), int(self._family.max(initial=0)) + 1
        bodies = np.arange(len(self._rows))[:, None]
        others = _summed(family * sites + site, sure, known) - _summed(self._rows * sites + site, sure, known)
        others += sure - _summed(bodies * families + family, sure, known)
        usual = np.maximum(self._size[np.maximum(site, 0)] / len(self._site), told["site"])
        lifted = np.log10(1 + np.clip(others, 0.0, 1.0) * told["together"] * (1 / usual - 1))
        self._weights = np.where(known & (lifted > _WORDLESS), lifted, 0.0)
        return self._weights

    def said(self, body: int, row: int) -> list[Evidence]:
        """The words."""
        place = np.flatnonzero(self._rows[body] == row)
        weight = float(self._weights[body, place[0]]) if len(place) else 0.0
        if weight == 0.0:
            return []
        return [
            Evidence(kind=self.kind, log10_lr=weight, message="others of the family may lie at this site")
        ]


#: Chances below this say nothing of a family; weights below this are not worth words.
_LEAST, _WORDLESS = 0.01, 0.02


def _summed(keys: Ints, values: Floats, known: NDArray[np.bool_]) -> Floats:
    """The sum of the values of each key, put where the key stands."""
    every = np.bincount(np.where(known, keys, 0).ravel(), weights=np.where(known, values, 0.0).ravel())
    found: Floats = every.astype(np.float64)[np.where(known, keys, 0)]
    return found
