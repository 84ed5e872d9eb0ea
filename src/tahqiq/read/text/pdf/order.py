"""Letters as the eye meets them, left to right, turned into the order in which they are read.

The inverse of the Unicode Bidirectional Algorithm (UAX #9) for one line, as far as it can be told from
what is drawn: words in Latin letters and numbers run left to right, all else in a right-to-left line
the other way, with brackets mirrored back (BidiMirroring).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_MIRRORED = {**dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))}
_RIGHT = frozenset(("R", "AL"))
_NUMBER = frozenset(("EN", "AN"))
#: Between two numbers these belong to them (UAX #9, W4), and beside one (W5).
_WITHIN, _BESIDE = frozenset(("CS", "ES")), frozenset(("ET",))


def is_right_to_left(text: str) -> bool:
    """Whether more letters run right to left than left to right.

    >>> is_right_to_left("قال US-led التحالف"), is_right_to_left("12 June")
    (True, False)
    """
    kinds = [unicodedata.bidirectional(each) for each in text]
    return sum(kind in _RIGHT for kind in kinds) > sum(kind == "L" for kind in kinds)


def logical(pieces: Sequence[str], *, right_to_left: bool, mirrored: bool = True) -> str:
    """The text of a line.

    Args:
        pieces: what is drawn, from left to right: letters, each with its marks.
        right_to_left: the direction of the paragraph.
        mirrored: whether brackets are named as they look, and so the wrong way round where they
            run right to left.

    >>> logical(list("2017 بآ 21"), right_to_left=True)
    '21 آب 2017'
    >>> logical(list("ABC) ةقرلا(x"), right_to_left=False)
    'ABC) الرقة(x'
    """
    kinds = [unicodedata.bidirectional(piece[0]) if piece else "ON" for piece in pieces]
    if not right_to_left and not any(kind in _RIGHT for kind in kinds):
        return "".join(pieces)
    levels = _right_levels(kinds) if right_to_left else _left_levels(kinds)
    order = list(range(len(pieces)))
    if right_to_left:
        order.reverse()
    parts = list[str]()
    for first, end, against in _stretches([levels[at] for at in order]):
        places = order[first:end]
        turned = places[::-1] if against else places
        rightward = mirrored and right_to_left != against
        parts += [_mirrored(pieces[at]) if rightward else pieces[at] for at in turned]
    return "".join(parts)


def _mirrored(piece: str) -> str:
    """A bracket as it is written in a line that runs right to left."""
    return _MIRRORED.get(piece, piece)


def _right_levels(kinds: list[str]) -> list[bool]:
    """For each piece whether it runs against a right-to-left line: Latin words and numbers."""
    against = [kind == "L" or kind in _NUMBER for kind in kinds]
    for at, kind in enumerate(kinds):
        before, after = kinds[at - 1] if at else "", kinds[at + 1] if at + 1 < len(kinds) else ""
        if kind in _WITHIN:
            against[at] = before in _NUMBER and after in _NUMBER
        elif kind in _BESIDE:
            against[at] = before in _NUMBER or after in _NUMBER
    return _bridged(kinds, against)


def _bridged(kinds: list[str], against: list[bool]) -> list[bool]:
    """The same with what stands between two Latin words (N1); a number after one goes with it (W7)."""
    latin = -1
    for at, kind in enumerate(kinds):
        if kind in _RIGHT or kind == "S" or (kind in _NUMBER and latin < 0):
            latin = -1
        elif kind == "L" or kind in _NUMBER:
            if latin >= 0:
                against[latin:at] = [True] * (at - latin)
            latin = at
    return against


def _left_levels(kinds: list[str]) -> list[bool]:
    """For each piece whether it runs against a left-to-right line: Arabic words, and what is between them."""
    against, last = [kind in _RIGHT for kind in kinds], -1
    for at, kind in enumerate(kinds):
        if kind in _RIGHT:
            if last >= 0:
                against[last:at] = [True] * (at - last)
            last = at
        elif kind == "L" or kind in _NUMBER:
            last = -1
    return against


def _stretches(levels: list[bool]) -> list[tuple[int, int, bool]]:
    """Maximal stretches of one direction."""
    found, first = list[tuple[int, int, bool]](), 0
    for at in range(1, len(levels) + 1):
        if at == len(levels) or levels[at] != levels[first]:
            found.append((first, at, levels[first]))
            first = at
    return found
