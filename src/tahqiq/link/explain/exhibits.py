"""Which pairs a person should see, and each made ready to be shown."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.explain.review import Exhibit, Review
from tahqiq.link.explain.sides import fields_of, letters_of, names_of
from tahqiq.link.explain.standing import OUT, SURE, standing_of
from tahqiq.link.explain.waterfall import waterfall
from tahqiq.link.learning import rows_of
from tahqiq.link.linkage import Linkage

FORMAT = "evidence/1"
#: More pairs than a person looks through on one page.
MOST = 600
#: Of the pairs that are out of doubt, so many rejected ones are shown, the likeliest.
REJECTED = 100


def worth_showing(
    probability: NDArray[np.float64],
    linked: NDArray[np.bool_],
    judged: NDArray[np.bool_],
    referred: NDArray[np.bool_],
    most: int = MOST,
) -> NDArray[np.int64]:
    """Rows of pairs for a page: judged ones and those in doubt first, the most doubtful leading.

    Args:
        probability: of each pair (n,); ``linked``: whether it is a decided link; ``judged``: by a person;
            ``referred``: left to people, which is as much in doubt as can be.
        most: how many at most.

    >>> probability = np.array([0.99, 0.5, 0.001, 0.97])
    >>> linked, none = np.array([True, False, False, True]), np.zeros(4, np.bool_)
    >>> worth_showing(probability, linked, none, none).tolist()
    [1, 3, 0, 2]
    """
    doubt = np.where(referred, 0.5, np.minimum(probability, 1 - probability))
    uncertain = ((probability >= OUT) & (probability < SURE)) | referred
    rejected = ~linked & ~uncertain & ~judged
    likeliest = np.flatnonzero(rejected)
    likeliest = likeliest[np.argsort(-probability[likeliest], kind="stable")][:REJECTED]
    wanted = linked | uncertain | judged
    wanted[likeliest] = True
    rank = np.where(judged, 0, np.where(rejected, 2, 1))
    rows = np.flatnonzero(wanted)
    order = np.lexsort((rows, -doubt[rows], rank[rows]))
    shown: NDArray[np.int64] = rows[order][:most]
    return shown


def review_of(found: Linkage, rows: Sequence[int] | None = None) -> Review:
    """The page of a linkage.

    Args:
        found: what was found.
        rows: the pairs to show, in order; those worth showing unless told.
    """
    rows = _worth_showing(found, MOST) if rows is None else rows
    shown = [exhibit(found, row) for row in rows]
    links = int(found.linked.sum())
    return Review(
        left=found.lists[0].name,
        right="" if found.alone else found.lists[1].name,
        exhibits=shown,
        links=links,
        unshown=links - int(found.linked[list(rows)].sum()),
        notes=found.notes(),
    )


def evidence_lines(found: Linkage) -> bytes:
    """The waterfalls of every decided link, and of all pairs worth a person's look, as JSON lines.

    Most doubtful first; bits to the hundredth, so that the same linkage gives the same bytes.
    """
    left, right = found.ends
    lines = []
    for row in _worth_showing(found, len(found.pairs)):
        fall = waterfall(found.pairs, row, (left.ids, right.ids), float(found.probability[row]))
        decided = {"linked": bool(found.linked[row]), "left_to_people": bool(found.referred[row])}
        lines.append(json.dumps({"format": FORMAT, **fall.plain(), **decided}, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def exhibit(found: Linkage, row: int) -> Exhibit:
    """One pair of a linkage, with all that is shown of it."""
    one, other = int(found.pairs.left[row]), int(found.pairs.right[row])
    left, right = found.ends
    names = names_of(left, one), names_of(right, other)
    probability = float(found.probability[row])
    return Exhibit(
        waterfall=waterfall(found.pairs, row, (left.ids, right.ids), probability),
        standing=standing_of(probability, linked=bool(found.linked[row]), referred=bool(found.referred[row])),
        left=names[0],
        right=names[1],
        rows=fields_of(left, one, right, other),
        letters=letters_of(*names),
        judged=found.settled.standing.get((one, other), ()),
    )


def _worth_showing(found: Linkage, most: int) -> list[int]:
    """Rows of a linkage worth showing, those that people judged first."""
    looked_at = np.zeros(len(found.pairs), np.bool_)
    looked_at[rows_of(found.pairs, np.array(sorted(found.settled.standing), np.int64).reshape(-1, 2))] = True
    rows = worth_showing(found.probability, found.linked, looked_at, found.referred, most)
    return [int(row) for row in rows]
