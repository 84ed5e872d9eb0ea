"""A wording of a place taken apart: names, kinds of place, and how one lies to the other.

'near al-Nour mosque, al-Badu neighbourhood' names a mosque, says that the place is near it, and
that both belong to a neighbourhood. The first segment is what is meant (the *head*) unless a later one is
of a finer kind; the others are its surroundings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tahqiq.language.places.known import FINENESS
from tahqiq.language.places.lexicon import plain, term_of
from tahqiq.language.places.segments import Segment, segments_of, words_in
from tahqiq.vocab.places import Precision


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording taken apart.

    Attributes:
        head: what is meant.
        others: its surroundings, and alternatives to it, in the order written.
    """

    head: Segment
    others: tuple[Segment, ...] = ()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The head, then the others."""
        return (self.head, *self.others)

    @property
    def near(self) -> bool:
        """Whether the place meant is beside the one named."""
        return self.head.link in ("near", "between")


def take_apart(wording: str) -> Phrase:
    """The places a wording names.

    >>> phrase = take_apart("near al-Nour mosque, al-Badu neighbourhood")
    >>> phrase.near, phrase.head.words, phrase.others[0].words, phrase.others[0].kinds
    (True, ('al-Nour', 'mosque'), ('al-Badu',), ('neighbourhood',))
    >>> take_apart("قرية السمرة بريف الرقة").others[0].words
    ('الرقة',)
    >>> take_apart("").head
    Segment(words=(), kinds=(), link='', precision=None)
    """
    segments = segments_of(wording)
    named = [each for each in segments if each.words]
    if not named:
        return Phrase(Segment(words_in(wording), tuple(kind for each in segments for kind in each.kinds)))
    at = _head(named)
    head, others = named[at], named[:at] + named[at + 1 :]
    if any(each.link == "between" for each in named):
        return _lying_between(named)
    if others and _tells_nothing(head):
        head, others = replace(head, words=head.words + others[0].words), others[1:]
    return Phrase(head, tuple(replace(each, link=each.link or "within") for each in others))


def _lying_between(named: list[Segment]) -> Phrase:
    """Between two places: known by both names together, and lying within reach of either."""
    words = tuple(word for each in named for word in each.words)
    ends = tuple(replace(each, link="within") for each in named if not _tells_nothing(each))
    return Phrase(replace(named[0], words=words, link="between"), ends)


def _tells_nothing(segment: Segment) -> bool:
    """Whether a segment is a mosque or a road without a name: then what follows names it."""
    found = [term_of(plain(word)) for word in segment.words]
    return all(term is not None and term.role in ("feature", "quality") for term in found)


def _is_landmark(segment: Segment) -> bool:
    """Whether a segment is a mosque, a roundabout, a street (a road may only lead to what is meant)."""
    street = segment.precision is Precision.STREET and "street" in segment.kinds
    return street or segment.precision is Precision.NEARBY_LANDMARK


def _head(named: list[Segment]) -> int:
    """Which segment is meant: the first, unless a coarse one, or a bare name, stands before a finer one."""
    coarse = named[0].precision
    if coarse is None and not named[0].kinds:
        return int(len(named) > 1 and named[1].link == "within" and _is_landmark(named[1]))
    if coarse is None or not coarse.generic:
        return 0
    for at, each in enumerate(named[1:3], 1):
        fine = each.precision
        joined = each.link in ("", "within", "near")
        if joined and fine is not None and not fine.generic and FINENESS[fine] > FINENESS[coarse]:
            return at
    return 0
