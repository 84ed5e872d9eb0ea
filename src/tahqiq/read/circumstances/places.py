"""Where, as worded: 'a house in the al-Jadida neighbourhood of Mosul', سوقا شعبيا في بلدة كفر حلب."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.read.circumstances.blame import Found
from tahqiq.read.circumstances.scene import Scene

#: Tokens of the longest wording of a place, and those of a name after a kind of place.
_LONGEST, _NAME = 16, 4
#: How well words tell where: a kind of place with its name, a name we know, a kind alone, and what may
#: be a name we do not know or goes back to a place told before ('the town').
NAMED_KIND, KNOWN, KIND, GUESSED = 3, 2, 1, 0
#: Tokens before a colon that can be a place (Aleppo: 3 killed).
_BEFORE_COLON = 3
#: Tokens between a place and what tells it further.
_ONWARD = 2
#: Tokens between a strike and what was struck, where its doer stands between.
_STRUCK_WITHIN = 5
#: Signs that begin an item of a list.
_BULLETS = frozenset("-*•·▪●")
#: Letters of the shortest word that is taken for a name.
_SHORTEST = 4
_NONE: frozenset[str] = frozenset()


class Place(Found, frozen=True):
    """A place: how sure, beside where the words stand."""

    sure: int


def places(scene: Scene) -> list[Place]:
    """The places of a sentence, in its order, those that go on from one to the next in one."""
    made: list[Place] = []
    for each in _single(scene):
        guessed = bool(made) and made[-1].first not in scene.found and made[-1].sure < each.sure
        if made and not guessed and _goes_on(scene, made[-1], each):
            before = made.pop()
            words = scene.tokens.text[_start(scene, before) : scene.tokens.ends[each.end - 1]]
            told = {before.sure, each.sure}
            sure = NAMED_KIND if KIND in told and KNOWN in told else max(told)
            each = Place(before.first, each.end, words, sure)
        made.append(each)
    return made


def _start(scene: Scene, place: Place) -> int:
    """Where the words of a place begin in the text, glued particles left out."""
    return scene.tokens.ends[place.end - 1] - len(place.words)


def _goes_on(scene: Scene, before: Place, after: Place) -> bool:
    """Whether a place is told further by the next: 'a market' 'in the town of', ', west of the river'."""
    between = range(before.end, after.first)
    signs = [at for at in between if scene.stops(at)]
    if not signs:
        return len(between) <= _ONWARD
    comma = signs == [before.end] and scene.tokens.words[before.end] in {",", "،"}
    return comma and 1 < len(between) <= _ONWARD + 1


def _single(scene: Scene) -> Iterator[Place]:
    """Each place after a preposition, a verb of striking, or a glued preposition; and one before a colon."""
    at, last = scene.sentence.first, scene.sentence.last
    heading = _heading(scene, at, last)
    if heading is not None:
        yield heading
        at = heading.end
    for begun, placed in scene.found.items():
        if begun < at or placed.mark.roles.isdisjoint(_LEADING):
            continue
        found = _begun(scene, begun, last)
        if found is not None:
            yield found
            at = found.end


def _heading(scene: Scene, first: int, last: int) -> Place | None:
    """A place before a colon: one we know ('Aleppo: 3 killed'), in a list any ('- Tall Nour: 3 dead')."""
    if ":" not in scene.tokens.words[first : last + 1]:
        return None
    listed = scene.tokens.words[first] in _BULLETS
    begin = first + listed
    for at in range(begin, min(last, begin + _BEFORE_COLON)):
        placed = scene.found.get(at)
        if placed is not None and placed.mark.roles & {"kind", "name"}:
            end = _name_after(scene, placed.end, last)
            return Place(at, end, scene.words(at, end), KNOWN) if scene.tokens.words[end] == ":" else None
    if not listed:
        return None
    end = next((at for at in range(begin, min(last, begin + _NAME)) if scene.tokens.words[at] == ":"), begin)
    plain = all(_plain(scene, at) for at in range(begin, end))
    return Place(begin, end, scene.words(begin, end), KNOWN) if end > begin and plain else None


def _plain(scene: Scene, at: int) -> bool:
    """Whether a word may belong to a name: no figure, date, claim, or speaker."""
    return (
        scene.tokens.words[at].isalpha()
        and at not in scene.dated
        and at not in scene.claimed
        and not scene.names_speaker(at)
    )


def _begun(scene: Scene, at: int, last: int) -> Place | None:
    """The place that a token introduces at which a leading mark stands."""
    placed = scene.found[at]
    roles = placed.mark.roles
    if at and scene.tokens.words[at - 1] == "-" and scene.tokens.glued(at):
        return None  # mother-in-law
    told = not roles.isdisjoint(_TOLD)
    if not roles.isdisjoint(_BEFORE):
        found = _phrase(scene, placed.end, last, struck="prep" not in roles)
        if found is not None and roles.isdisjoint(_SURELY_BEFORE) and not _kinds(scene, found):
            found = None  # 'of', 'to' and 'from' lead to much else
        if found is not None or not told:
            return found
    if told and scene.tokens.words[at][: placed.letters] in placed.mark.placing:
        return _phrase(scene, at, last, struck=True)
    if "of_place" in roles and placed.end < last and _definite(scene, placed.end, 2):
        return _phrase(scene, placed.end, last, struck=False)
    if "kind" in roles and not placed.mark.capitals and _struck_before(scene, at):
        return _phrase(scene, at, last, struck=True)
    return None


#: Roles of words before a place, and of those that are one themselves; a place begins with any of these.
_SURELY_BEFORE = frozenset({"prep", "struck"})
_BEFORE = _SURELY_BEFORE | {"weak"}
_TOLD = frozenset({"kind", "name"})
_LEADING = _BEFORE | _TOLD | {"of_place"}


def _kinds(scene: Scene, place: Place) -> bool:
    """Whether a place is told by its kind, or is one we know."""
    return any(scene.has(at, "kind") or scene.has(at, "name") for at in range(place.first, place.end))


def _struck_before(scene: Scene, at: int) -> bool:
    """Whether a strike stands a little before, its doer between (قصفت مدفعية الجيش بلدة)."""
    for before in range(at - 1, max(scene.sentence.first, at - _STRUCK_WITHIN) - 1, -1):
        if scene.stops(before) or before in scene.claimed:
            return False
        if scene.has(before, "attack") or scene.has(before, "struck"):
            return True
    return False


def _phrase(scene: Scene, at: int, last: int, *, struck: bool) -> Place | None:
    """The place that begins at a token; None where the words are no place."""
    if (
        at >= last
        or scene.has(at, "no_place")
        or at in scene.dated
        or at in scene.claimed
        or scene.names_speaker(at)
    ):
        return None
    if not scene.tokens.words[at].isascii():
        return _by_kind(scene, at, last, struck=struck)
    return _by_capitals(scene, at, last, struck=struck)


def _by_kind(scene: Scene, at: int, last: int, *, struck: bool) -> Place | None:
    """Where capitals tell nothing: a kind of place with the words after it, or a name we know."""
    placed = scene.found.get(at)
    letters = 0 if placed is None else _preposition(scene, at, placed.letters)
    if placed is not None and placed.mark.roles & {"kind", "name"}:
        end = _name_after(scene, placed.end, last)
        alone = GUESSED if _definite(scene, at, placed.letters) else KIND
        sure = KNOWN if "name" in placed.mark.roles else alone
        sure = NAMED_KIND if end > placed.end else sure
        return Place(at, end, scene.words(at, end, letters), sure)
    word = scene.tokens.words[at]
    unknown = placed is None and not struck and not scene.stops(at) and word.isalpha()
    if not unknown or len(word) < _SHORTEST or scene.speaks(at) or scene.counts(at):
        return None
    return Place(at, at + 1, scene.words(at, at + 1), GUESSED)


def _definite(scene: Scene, at: int, letters: int) -> bool:
    """Whether a kind of place alone goes back to one told before."""
    return scene.tokens.words[at][:letters].endswith("ال") or scene.has(at, "article")


def _preposition(scene: Scene, at: int, letters: int) -> int:
    """The glued letters that are no part of a name: all but the article."""
    glued = scene.tokens.words[at][:letters]
    return letters - 2 if glued.endswith("ال") else letters


def _name_after(scene: Scene, at: int, last: int) -> int:
    """The token after the words that name a place of a kind."""
    end = at
    while end < min(last, at + _NAME):
        placed = scene.found.get(end)
        ends = scene.stops(end) or end in scene.dated or end in scene.claimed or scene.speaks(end)
        if ends or (placed is not None and not placed.mark.roles & {"kind", "name", "no_place"}):
            break
        if not scene.tokens.words[end].isalpha() or (placed is not None and placed.letters):
            break
        end = end + 1 if placed is None else placed.end
    return end


def _by_capitals(scene: Scene, at: int, last: int, *, struck: bool) -> Place | None:
    """Where names have capitals: words up to a kind of place, or a run of capitals."""
    end = core = at
    kind, names, spare = False, 0, _NAME
    while end < min(last, at + _LONGEST):
        placed = scene.found.get(end)
        roles = _NONE if placed is None else placed.mark.roles
        if _within_word(scene, end):
            spare = _NAME if "within" in _roles(scene, end + 1) else spare  # the city's biggest market
            names += scene.capital(end + 1)
            core = end = end + 2
            continue
        if _ends_place(scene, end, roles):
            break
        after = end + 1 if placed is None else placed.end
        named = scene.capital(end) and scene.tokens.words[end].isalpha()
        told = not roles.isdisjoint(_TOLD)
        if told or named:
            kind, names, core, spare = kind or not named or told, names + named, after, 0
        elif core == at < end and "onward" in roles:
            return None  # 'on protesters in Oldtown': the place begins after them
        elif roles.isdisjoint(_GOING_ON):
            if not spare:
                break
            spare -= 1
        end = after
    if core <= at or not (kind or names):
        return None
    alone = GUESSED if scene.has(at, "article") or (names and struck) else KNOWN if names else KIND
    return Place(at, core, scene.words(at, core), NAMED_KIND if kind and names else alone)


def _roles(scene: Scene, at: int) -> frozenset[str]:
    placed = scene.found.get(at)
    return _NONE if placed is None else placed.mark.roles


def _within_word(scene: Scene, at: int) -> bool:
    """Whether a sign stands within a word (Darra'iya, al-Jadida)."""
    tokens = scene.tokens
    signs = tokens.words[at] in {"'", "-", "’", "`", "ʼ"}
    return signs and tokens.glued(at) and tokens.glued(at + 1) and at + 1 < scene.sentence.last


def _ends_place(scene: Scene, at: int, roles: frozenset[str]) -> bool:
    """Whether no place goes on beyond a token."""
    if scene.stops(at) or at in scene.dated or at in scene.claimed or scene.speaks(at):
        return True
    return roles.isdisjoint(_INSIDE) and not roles.isdisjoint(_ENDING)


#: Roles of words with which a place goes on, that may stand inside one, and that end one.
_GOING_ON = frozenset({"within", "onward", "article"})
_INSIDE = _TOLD | _GOING_ON
_ENDING = frozenset({"no_place", "attack", "did", "by", "party", "struck", "prep", "weapon", "ends"})
