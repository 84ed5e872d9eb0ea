"""A person's name in its parts: given, father, grandfather, family; kunya, titles, nicknames.

Arabic names are chains: the person's own name, then the father's, the grandfather's, and a family
name (nasab and nisba; Annemarie Schimmel, *Islamic Names*, 1989, chapter 1). Which place a part
has can often only be guessed from its position; where not even that helps, the role is unknown.
The words are in ``tables/titles.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from tahqiq.language.direction import Script, script_of
from tahqiq.language.letters import normalise
from tahqiq.language.names.compounds import begins_kunya, has_joined_kunya, joined, particles
from tahqiq.language.names.relations import NAME_AT_MOST, Description, described
from tahqiq.language.names.tokens import Token, longest, phrases, table, tokens, words


class Role(StrEnum):
    """Whose name a part is."""

    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name, of one word or of several that are one name.

    ``text`` is as displayed, ``match`` the form to compare: without the article, compounds joined
    with their connecting words spelled in one way (``abdalrahman``, ``nuraldin``, ``abuhilal``;
    عبدالرحمن). ``article`` tells that ال or al- was written, ``compound`` that several words may be
    one, ``kunya`` that the part is formed like a kunya (Abu Hilal), ``particle`` the بن or bin
    written before it.
    """

    text: str
    match: str
    role: Role = Role.UNKNOWN
    article: bool = False
    compound: bool = False
    kunya: bool = False
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``parts`` in the order written, without ``titles``, ``kunya`` and ``nicknames`` (what stood in
    brackets or quotation marks). ``relation`` is the description given instead of a name, or beside
    it; parts are then those of the person's own name, if any. ``kunya`` is None where none was told
    apart from a family name.
    """

    text: str
    parts: tuple[Part, ...]
    titles: tuple[str, ...] = ()
    kunya: str | None = None
    nicknames: tuple[str, ...] = ()
    relation: Description | None = None
    script: Script = "other"


#: What stands in brackets or quotation marks; a backtick inside a word is a letter (Mus`ab).
_ASIDE = re.compile(
    r"\(([^()]*)(?:\)|$)|\[([^\[\]]*)(?:\]|$)|\"([^\"]+)(?:\"|$)|“([^“”]*)(?:”|$)|«([^«»]*)(?:»|$)"
    r"|(?<!\w)[`‘']\s*([^`‘’']*?\s[^`‘’']*?)[`’'](?!\w)|(?<!\w)`([^`]+)`(?!\w)"
)
#: Words of the longest part that is looked for.
_WORDS_AT_MOST = 12
#: Between two namings of one person; a dot alone may only shorten (د.).
_BREAK = re.compile(r"\s[-–—]\s|_|\.{2,}|…|[,،;؛/|\\]")


def split_name(text: str) -> Name:
    """The parts of a name as written in Arabic or Latin letters.

    Titles count before the name only: الشيخ محمد is a sheikh, محمد الشيخ of a family. ``Abu X`` is a kunya
    at the beginning, in brackets or quotation marks, after a break, and after a family name; else the
    last part of a name is read as the family Abu X. ``Umm X`` is always a kunya.

    Roles follow position: of two parts the second is the family's if it has an article or is formed
    like a kunya and else unknown; of three the second is the father's; of four and more the third is
    the grandfather's and those between it and the family unknown. A text of more than 500 characters
    is no name and has no parts.

    >>> name = split_name("Hajj Ahmad Abd al-Rahman al-Najjar `Abu Samir`")
    >>> [(part.match, part.role.value) for part in name.parts]
    [('ahmad', 'given'), ('abdalrahman', 'father'), ('najjar', 'family')]
    >>> name.titles, name.kunya
    (('Hajj',), 'Abu Samir')
    >>> [part.match for part in split_name("نور الدين محمد ابوهلال").parts]
    ['نورالدين', 'محمد', 'ابوهلال']
    >>> split_name("wife of Ahmad Ali").relation.of
    'Ahmad Ali'
    """
    shown = normalise(text, "display")
    if len(shown) > NAME_AT_MOST:
        return Name(shown, (), script=script_of(shown))
    said = described(shown)
    if said is not None:
        name = split_name(said.named) if said.named is not None else Name(shown, ())
        return replace(name, text=shown, relation=said, script=script_of(shown))
    return _split(shown)


def _split(shown: str) -> Name:
    """A name that is no description, its asides apart."""
    asides = [next(filter(None, found.groups()), "").strip() for found in _asides(shown)]
    main = _ASIDE.sub(lambda found: _AROUND if _is_aside(found, shown) else found[0], shown)
    segments = [segment for segment in re.split(rf"{_BREAK.pattern}|{_AROUND}", main) if tokens(segment)]
    relation, kunya, nicknames, written = None, None, list[str](), list[str]()
    beside = [(segment.strip(), written) for segment in segments[1:]]
    beside += [(aside, nicknames) for aside in asides if tokens(aside)]
    for more, others in beside:
        said = described(more)
        if said is not None:
            relation = relation or said
        elif _is_kunya(tokens(more)):
            kunya = kunya or more
        else:
            others.append(more)
    titles, parts = _parts(" ".join([*segments[:1], *written]))
    kunya, parts = _kunya_told_apart(kunya, parts)
    return Name(shown, _with_roles(parts), titles, kunya, tuple(nicknames), relation, script_of(shown))


#: Where an aside was taken out (a character no displayed text holds).
_AROUND = "\x00"


def _asides(shown: str) -> list[re.Match[str]]:
    """Asides, without brackets or marks around the whole text."""
    return [found for found in _ASIDE.finditer(shown) if _is_aside(found, shown)]


def _is_aside(found: re.Match[str], shown: str) -> bool:
    """Whether something else is left when an aside is taken away."""
    return bool(tokens(shown[: found.start()] + " " + shown[found.end() :])) and (
        found.end() < len(shown) or found.start() > 0
    )


# Titles and parts.


def _parts(shown: str) -> tuple[tuple[str, ...], list[Part]]:
    """Titles before a name, and its parts without roles."""
    found = [token for token in tokens(shown) if not token.match.isdigit()]
    matches = [token.match for token in found]
    titles, at = list[str](), 0
    while length := longest(matches, at, _titles()):
        if at + length == len(found):
            break
        titles.append(shown[found[at].start : found[at + length - 1].end])
        at += length
    parts, particle = list[Part](), ""
    while at < len(found):
        if matches[at] in particles() and at + 1 < len(found):
            particle, at = f"{particle} {found[at].text}".strip(), at + 1
            continue
        part, length = _part(shown, found, at)
        parts.append(replace(part, particle=particle))
        particle, at = "", at + length
    return tuple(titles), parts


def _part(shown: str, found: Sequence[Token], at: int) -> tuple[Part, int]:
    """The part that begins at a word, and of how many words it is."""
    matches = [token.match for token in found[at : at + _WORDS_AT_MOST]]
    one = joined(matches)
    text = shown[found[at].start : found[at + one.words - 1].end]
    part = Part(text, one.match, article=one.article, compound=one.compound, kunya=_has_kunya(matches))
    return part, one.words


def _has_kunya(matches: Sequence[str]) -> bool:
    """Whether a part begins like a kunya, apart from its word or joined to it (ابوهلال)."""
    if " ".join(matches[:2]) in _given_kunyas() or matches[0] in _given_kunyas():
        return False
    return (begins_kunya(matches[0]) and len(matches) > 1) or has_joined_kunya(matches[0])


# Kunya and roles.


def _is_kunya(found: Sequence[Token]) -> bool:
    """Whether an aside is a kunya: Abu X, Umm X and nothing else."""
    matches = [token.match for token in found]
    return bool(matches) and _has_kunya(matches) and joined(matches).words == len(matches)


def _kunya_told_apart(kunya: str | None, parts: list[Part]) -> tuple[str | None, list[Part]]:
    """A kunya among the parts: the first, any Umm X, or an Abu X after a family name."""
    kept = list[Part]()
    for at, part in enumerate(parts):
        told = at == 0 or _is_mothers(part) or (at == len(parts) - 1 and _follows_family(kept, part))
        if part.kunya and told and kunya is None and not part.particle:
            kunya = part.text
        else:
            kept.append(part)
    return kunya, kept


def _is_mothers(part: Part) -> bool:
    """Whether a part is an Umm X, which is no family name."""
    return part.compound and part.match.startswith(("umm", "ام"))


def _follows_family(before: Sequence[Part], part: Part) -> bool:
    """Whether a family name was written already; ابوX in one word is a family's spelling."""
    return len(before) > 1 and (before[-1].article or before[-1].kunya) and " " in part.text


def _with_roles(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the roles their positions suggest."""
    last = len(parts) - 1
    roles = [Role.GIVEN, Role.FATHER, Role.GRANDFATHER, *[Role.UNKNOWN] * len(parts)][: len(parts)]
    family = last > 1 or (last >= 0 and (parts[last].article or parts[last].kunya))
    if last >= 0 and family and not (parts[last].particle and not parts[last].article and last < 3):
        roles[last] = Role.FAMILY
    elif last == 1 and not parts[1].particle:
        roles[1] = Role.UNKNOWN
    return tuple(replace(part, role=role) for part, role in zip(parts, roles, strict=True))


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    """Titles, as the words they are compared by."""
    return phrases(text for texts in table("titles")["titles"].values() for text in texts)


@cache
def _given_kunyas() -> frozenset[str]:
    """Given names that only look like a kunya."""
    return words(table("titles")["kunya"]["given"])
