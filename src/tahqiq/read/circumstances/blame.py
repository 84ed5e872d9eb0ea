"""Who is said to have done it: the party beside a strike, after 'by', or before what it did."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tahqiq.read.circumstances.scene import Scene

#: Tokens between a party and the strike it is blamed for: 'US-led coalition [warplanes carried out] raids'.
_BETWEEN = 3
#: Tokens between 'by' and the party.
_AFTER_BY = 2
#: Tokens of the longest phrase that means 'by'.
_LONGEST_BY = 4


class Found(msgspec.Struct, frozen=True):
    """Words found in a sentence: its first token and the token after them, and the words, verbatim."""

    first: int
    end: int
    words: str


def blamed(scene: Scene) -> list[Found]:
    """The parties that a sentence blames, in its order."""
    if "party" not in scene.present:
        return []
    parties = list(_parties(scene))
    made: list[Found] = []
    for number, (first, end) in enumerate(parties):
        before = parties[number - 1][1] if number else scene.sentence.first
        if not _speaks(scene, first, end) and _did_it(scene, first, end, before):
            made.append(Found(first, end, _named(scene, first, end)))
    return made


def _parties(scene: Scene) -> Iterator[tuple[int, int]]:
    """Names of parties: marks beside one another are one ('Iranian security forces')."""
    first = end = -1
    for at, placed in scene.found.items():
        if "party" not in placed.mark.roles:
            continue
        joined = end >= 0 and all(_links(scene, each) for each in range(end, at)) and at - end <= 1
        if joined:
            end = placed.end
            continue
        if end >= 0:
            yield first, end
        first, end = at, placed.end
    if end >= 0:
        yield first, end


def _links(scene: Scene, at: int) -> bool:
    return scene.tokens.words[at] in {"-", "'", '"', "«", "“"}


def _named(scene: Scene, first: int, end: int) -> str:
    """The words of a party; a label in quotation marks with both of them."""
    return scene.words(first, end)


def _speaks(scene: Scene, first: int, end: int) -> bool:
    """Whether the party only says something here."""
    if scene.speaks(end):
        return True
    before = first - 1
    follows = scene.found[first].mark.doer_follows and before >= scene.sentence.first
    return follows and scene.speaks(before) and not scene.has(before, "by")


def _did_it(scene: Scene, first: int, end: int, floor: int) -> bool:
    """Whether the words around a party blame it."""
    for at in range(max(floor, first - _AFTER_BY - _LONGEST_BY), first):
        placed = scene.found.get(at)
        if placed is None or "by" not in placed.mark.roles or first - placed.end >= _AFTER_BY:
            continue
        if not _crossed(scene, placed.end, first):
            return True
    if _acts(scene, end) or _counted(scene, end):
        return True
    if scene.found[first].mark.doer_follows:
        return _follows(scene, first)
    return _attributes(scene, end)


def _acts(scene: Scene, end: int) -> bool:
    """Whether what the party did comes after it, with nothing but auxiliaries between."""
    at = end
    while at < scene.sentence.last and scene.has(at, "auxiliary"):
        at += 1
    return any(scene.has(at, role) for role in ("did", "acted", "blames"))


def _counted(scene: Scene, end: int) -> bool:
    """Whether the party heads a figure of a list by parties: 'regime forces 248, Russian forces 67'."""
    return end < scene.sentence.last and scene.tokens.words[end].isdecimal()


def _follows(scene: Scene, first: int) -> bool:
    """Whether a strike or deed stands just before the party (غارة إسرائيلية, استهدفت طائرات التحالف)."""
    for at in range(first - 1, max(scene.sentence.first, first - _BETWEEN - 1) - 1, -1):
        placed = scene.found.get(at)
        if placed is None:
            continue
        if placed.mark.roles & {"attack", "did", "blames"}:
            between = first - placed.end
            near = between <= 1 if "attack" in placed.mark.roles else between == 0
            return near and not _crossed(scene, placed.end, first)
        if "prep" in placed.mark.roles:
            return False
    return False


def _attributes(scene: Scene, end: int) -> bool:
    """Whether a strike follows the party, no sign or preposition between (Russian cruise missiles)."""
    for at in range(end, min(scene.sentence.last, end + _BETWEEN + 1)):
        if scene.has(at, "attack"):
            return True
        if scene.stops(at) or scene.has(at, "prep") or scene.has(at, "suffered"):
            return False
    return False


def _crossed(scene: Scene, first: int, end: int) -> bool:
    """Whether a sign stands between two tokens."""
    return any(scene.stops(at) and scene.tokens.words[at] not in {'"', "«", "“"} for at in range(first, end))
