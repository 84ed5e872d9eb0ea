"""Which pairs of reports are looked at: near in time and place, or tied by a victim, a text, a figure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.places.known import FINENESS
from tahqiq.link.incidents.facts import Gathering
from tahqiq.link.incidents.placing import KM_A_DEGREE
from tahqiq.link.incidents.sharing import Passages, Victims, pairs_by_key
from tahqiq.link.incidents.weighing import promising
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Precision

Ints = NDArray[np.int64]

#: A span of more days is not spread over its days, but over its months.
_SPREAD = 5
#: Cells of the grid that points share, in degrees of latitude: some twelve kilometres.
_CELL = 12.0 / KM_A_DEGREE
#: Pairs made before they are weighed and thinned.
_CHUNK = 2_000_000
#: Log2 odds below which a pair near in time and place is not kept.
LEAST = -8.0
#: Reports in one block of a month or a figure, at most: larger ones tell nothing.
_BLOCK = 400
#: More reports of one day and one place than this are no day's news.
_MOST = 20_000
_COUNTRY, _CITY = FINENESS[Precision.COUNTRY], FINENESS[Precision.CITY]


def candidates(gathering: Gathering, victims: Victims, passages: Passages) -> tuple[Ints, Ints]:
    """Pairs of reports of one incident each that may be of the same, sorted, left before right.

    A pair is looked at if both fall on one day or on neighbouring days and name one place, lie within some
    kilometres, or give one toll of two or more; if they name one fine place and one toll; or if they name one
    victim, share a rare passage, or the one replaces the other. Of those near in time and place only those
    are kept whose days, places and figures do not speak against them.

    Raises:
        BadInput: more reports of one day and place than a day's news can be.
    """
    found = list[Ints]()
    for left, right in _chunks(_blocks(gathering)):
        kept = promising(gathering.facts, left, right, LEAST - gathering.prior)
        found.append(_coded(left[kept], right[kept], len(gathering.reports)))
    tied = np.array(sorted(_tied(gathering, victims, passages)), np.int64).reshape(-1, 2)
    found.append(_coded(tied[:, 0], tied[:, 1], len(gathering.reports)))
    every = np.unique(np.concatenate(found))
    return every // len(gathering.reports), every % len(gathering.reports)


def _coded(left: Ints, right: Ints, count: int) -> Ints:
    return np.unique(np.minimum(left, right) * count + np.maximum(left, right))


def _tied(gathering: Gathering, victims: Victims, passages: Passages) -> Iterator[tuple[int, int]]:
    """Pairs that hold together whatever their days and places."""
    events = set(gathering.events.tolist())
    for at, older in enumerate(gathering.facts.replaces.tolist()):
        if older >= 0 and {at, older} <= events:
            yield min(at, older), max(at, older)
    for keys in (victims.keys(), passages.keys(), _tellings(gathering)):
        yield from pairs_by_key((key, at) for key, at in keys if at in events)


def _tellings(gathering: Gathering) -> Iterator[tuple[object, int]]:
    return ((each.telling, at) for at, each in enumerate(gathering.reports) if each.telling)


def _blocks(gathering: Gathering) -> Iterator[tuple[Ints, int]]:
    """Reports by block: positions sorted by block, and where each new one begins; one sort of block each."""
    facts, events = gathering.facts, gathering.events
    short = events[(facts.end[events] - facts.start[events]).clip(0) <= _SPREAD]
    short = short[facts.end[short] > facts.start[short]]
    days, of = _spread(facts.start[short], facts.end[short] + 1)
    reports = short[of]
    for keys, owners in (_names(gathering, reports), _cells(gathering, reports), _tolls(gathering, reports)):
        yield _sorted(keys, days[owners], reports[owners]), 1 << 40
    yield _by_month(gathering), _BLOCK
    yield _by_toll(gathering), _BLOCK


def _spread(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Every day of every span, and the position of its span."""
    lengths = end - start
    of = np.repeat(np.arange(len(start), dtype=np.int64), lengths)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return start[of] + np.arange(len(of), dtype=np.int64) - first, of


def _sorted(keys: Ints, days: Ints, reports: Ints) -> Ints:
    """Rows (key, day, report), each once, sorted."""
    rows = np.column_stack([keys, days, reports])
    return np.unique(rows, axis=0) if len(rows) else rows.reshape(0, 3)


def _names(gathering: Gathering, reports: Ints) -> tuple[Ints, Ints]:
    """The canonical names of what each report means or lies in, and its row."""
    names = gathering.placed.gathered
    offsets = [
        np.unique(names.canonical[np.concatenate([names.heads_of(each), names.around_of(each)])])
        for each in range(len(names.wordings))
    ]
    rows = np.flatnonzero(names.of[reports] >= 0)
    wordings = names.of[reports[rows]]
    lengths = np.array([len(each) for each in offsets], np.int64)[wordings] if len(rows) else rows
    keys = np.concatenate([offsets[each] for each in wordings]) if len(rows) else rows
    return keys, np.repeat(rows, lengths)


def _cells(gathering: Gathering, reports: Ints) -> tuple[Ints, Ints]:
    """The four cells of the grid whose corner is nearest to each point: points six km apart share one."""
    facts = gathering.facts
    rows = np.flatnonzero(np.isfinite(facts.lat[reports]) & (facts.radius[reports] < 40))
    lat = facts.lat[reports[rows]] / _CELL
    lon = facts.lon[reports[rows]] / (_CELL / 0.8)
    up, side = np.round(lat).astype(np.int64), np.round(lon).astype(np.int64)
    keys = [(1 << 40) + (up + a + 2_000) * 20_000 + side + b + 5_000 for a in (-1, 0) for b in (-1, 0)]
    return np.concatenate(keys), np.tile(rows, 4)


def _tolls(gathering: Gathering, reports: Ints) -> tuple[Ints, Ints]:
    """The number killed of each report that gives one of two or more."""
    killed = gathering.facts.killed[reports]
    rows = np.flatnonzero((killed[:, 0] == killed[:, 1]) & (killed[:, 0] >= 2))
    return (2 << 40) + killed[rows, 0].astype(np.int64), rows


def _by_month(gathering: Gathering) -> Ints:
    """Reports of fine places by month, where one of a long or unknown span may belong."""
    facts, names = gathering.facts, gathering.placed.gathered
    rows = list[tuple[int, int, int]]()
    for at in gathering.events.tolist():
        if names.of[at] < 0 or facts.fineness[at] <= _COUNTRY:
            continue
        months = (
            range(int(facts.start[at]) // 30, int(facts.end[at] - 1) // 30 + 1)
            if facts.end[at] > facts.start[at]
            else ()
        )
        for name in names.heads_of(int(names.of[at])):
            rows += [((3 << 40) + int(names.canonical[name]), month, at) for month in list(months)[:14]]
    return np.unique(np.array(rows, np.int64).reshape(-1, 3), axis=0)


def _by_toll(gathering: Gathering) -> Ints:
    """Reports of fine places by name and number killed, whatever their days: some name no day at all."""
    facts, names = gathering.facts, gathering.placed.gathered
    rows = [
        ((4 << 40) + int(names.canonical[name]), int(facts.killed[at, 0]), at)
        for at in gathering.events.tolist()
        if names.of[at] >= 0
        and 2 <= facts.killed[at, 0] == facts.killed[at, 1]
        and facts.fineness[at] > _CITY
        for name in names.heads_of(int(names.of[at]))
    ]
    return np.unique(np.array(rows, np.int64).reshape(-1, 3), axis=0)


def _chunks(blocks: Iterator[tuple[Ints, int]]) -> Iterator[tuple[Ints, Ints]]:
    """All pairs within each block, so many at once."""
    for rows, most in blocks:
        if not len(rows):
            continue
        changed = np.flatnonzero((rows[1:, :2] != rows[:-1, :2]).any(axis=1)) + 1
        starts = np.concatenate([[0], changed]).astype(np.int64)
        sizes = np.diff(np.concatenate([starts, [len(rows)]])).astype(np.int64)
        reports = np.ascontiguousarray(rows[:, 2])
        large = sizes * (sizes - 1) // 2 > _CHUNK
        for first, size in zip(starts[large].tolist(), sizes[large].tolist(), strict=True):
            if size <= most:
                yield from _piecewise(reports[first : first + size])
        kept = (sizes > 1) & (sizes <= most) & ~large
        starts, sizes = starts[kept], sizes[kept]
        counts = np.cumsum(sizes * (sizes - 1) // 2)
        cuts = np.searchsorted(counts, np.arange(_CHUNK, (counts[-1] if len(counts) else 0) + _CHUNK, _CHUNK))
        for some, others in zip(np.array_split(starts, cuts), np.array_split(sizes, cuts), strict=True):
            if len(some):
                total = int((others * (others - 1) // 2).sum())
                left, right = np.empty(total, np.int64), np.empty(total, np.int64)
                _all_pairs(reports, some, others, left, right)
                yield left, right


def _piecewise(block: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of one large block, some of its reports at a time."""
    if len(block) > _MOST:
        problem = f"{len(block):,} reports are of one day and one place"
        raise BadInput(problem, remedy="are their days and places those of the incidents?")
    step = max(1, _CHUNK // len(block))
    for first in range(0, len(block), step):
        rows = np.arange(first, min(len(block), first + step))
        yield np.repeat(block[rows], len(block) - rows - 1), np.concatenate([block[at + 1 :] for at in rows])


@compiled
def _all_pairs(reports: Ints, starts: Ints, sizes: Ints, left: Ints, right: Ints) -> None:
    at = 0
    for block in range(len(starts)):
        first = starts[block]
        for i in range(first, first + sizes[block]):
            for j in range(i + 1, first + sizes[block]):
                left[at] = reports[i]
                right[at] = reports[j]
                at += 1
