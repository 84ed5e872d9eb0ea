"""Companions: the dead of one site often died together, and were last seen about the same days and places.

What the season says of the other bodies of a site (``rivals``) tells of whom people there are thought to be,
and so when and where they were last seen. A candidate who was last seen as they were is likelier, one who
was not is less likely, so far as the finding's own day and place leave that open. One step, with a bound, as
for families (``kin``): two weak likenesses do not lift each other without end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.link.remains.whereabouts import LastSeen

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Companions:
    """Who was found together, and as whose companions.

    Args:
        remains: the bodies. ``files``: of missing persons.
        rows: the likeliest files of each body, (bodies, kept).
        own: log10 of what a body's own place and days tell of each file.
    """

    kind = "companions"

    def __init__(
        self,
        remains: Sequence[PostMortem],
        files: Sequence[AnteMortem],
        rows: Ints,
        own: Callable[[PostMortem], Floats],
    ) -> None:
        self._remains, self._rows, self._own = remains, rows, own
        self._seen = LastSeen(files)
        sites: dict[str, list[int]] = {}
        for body, each in enumerate(remains):
            if each.site:
                sites.setdefault(each.site, []).append(body)
        self._sites = [bodies for bodies in sites.values() if len(bodies) > 1]
        self._weights = np.zeros(rows.shape)

    def weigh(self, chances: Floats) -> Floats:
        """log10 that companions at the site add to each candidate, (bodies, kept).

        Args:
            chances: of each candidate, before.
        """
        self._weights = np.zeros(self._rows.shape)
        for bodies in self._sites:
            self._weigh_site(np.array(bodies), chances)
        return self._weights

    def _weigh_site(self, bodies: Ints, chances: Floats) -> None:
        """All bodies of one site."""
        told = settings()["companions"]
        of, place = np.nonzero(chances[bodies] >= told["sure"])
        if not len(of):
            return
        sure, files = chances[bodies][of, place], self._rows[bodies][of, place]
        alike = self._seen.alike(files)
        alike[files, np.arange(len(files))] = 1.0  # of two bodies that may be one person, rivals tell
        every, total = alike @ sure, float(sure.sum())
        for number, body in enumerate(bodies.tolist()):
            mine = of == number
            others = every - alike[:, mine] @ sure[mine]
            beside = told["strangers"] + total - float(sure[mine].sum())
            ratio = 1 + told["trusted"] * ((told["strangers"] + others) / beside - 1)
            chance = np.power(10.0, self._own(self._remains[body]))
            left_open = float(chance @ ratio) / float(chance.sum())
            self._weights[body] = told["new"] * np.log10(ratio[self._rows[body]] / left_open)

    def said(self, body: int, row: int) -> list[Evidence]:
        """The words."""
        place = np.flatnonzero(self._rows[body] == row)
        weight = float(self._weights[body, place[0]]) if len(place) else 0.0
        if abs(weight) < _WORDLESS:
            return []
        message = (
            "last seen when and where others found at this site were"
            if weight > 0
            else "last seen on other days or elsewhere than others found at this site"
        )
        return [Evidence(kind=self.kind, log10_lr=weight, message=message)]


#: Weights below this are not worth words.
_WORDLESS = 0.02
