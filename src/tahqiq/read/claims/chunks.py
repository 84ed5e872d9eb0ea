"""What the letters between two blanks may do for a word of harm beside them, looked up once.

A quick look at the words around one that may begin a claim, without cutting the text into tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from tahqiq.language.figures.lexicon import lexicon as figure_words
from tahqiq.language.lexicons import languages
from tahqiq.language.tokens import cut
from tahqiq.read.claims.entries import Does, Entry
from tahqiq.read.claims.known import Lexicon

#: What a word may do for a word of harm beside it: be whom it is told of, begin a figure, stand between,
#: make a noun of harm a claim, open somebody whom the tables lack (a pharmacist), be in the tables
#: at all; be somebody though the tables lack it; be a crowd; say how many those described are.
PERSON, FIGURE, THROUGH, TELLS, SOME, KNOWN, UNNAMED, CROWD, NUMBERS = 1, 2, 4, 8, 16, 32, 64, 128, 256
#: People: somebody, or a crowd that is known (الضيوف) and of which nothing weak is a claim unless denied.
PEOPLE = PERSON | CROWD
_PEOPLE = frozenset({Does.NOUN, Does.LOSS, Does.SIDE, Does.OF_THEM, Does.OTHERS, Does.NONE})
_THROUGH = frozenset({Does.NONE, Does.LOOSE, Does.ARTICLE, Does.SIDE, Does.OTHERS, Does.CAUSE})
_TELLS = frozenset({
    Does.CAUSE, Does.SUBSET, Does.AMONG, Does.NOT, Does.NONE, Does.SILENT, Does.DENIES, Does.TOLL,
    Does.CHANGE, Does.SHARE, Does.OF_THEM, Does.OTHERS, Does.UNHARMED, Does.SPARED,
})  # fmt: skip


#: The number of a plural.
_MANY = 3
#: What is looked up is remembered; never more than so much.
_REMEMBERED = 50_000
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\s\w]")
_WORD = re.compile(r"[^\W\d_]+")
#: The end of a sentence that is surely one, but for abbreviations, and small letters after it.
SENTENCE_END = re.compile(r"[.!?؟]\s+(?=\S)|\n\s*\n")
#: A word with the full stop that ends its sentence.
_END = re.compile(r".*?([^\W\d_]{3,})[.!?؟][\"'”’»)]*$")
_OWNER = re.compile("['’]s?$")
#: No word has fewer letters of which that is sure; few have more than so many.
_INITIALS, _LETTERS = 3, 24
#: Signs that end the reach of a word, those that close a label, those that names are put between.
_PARTING, _LABEL, _QUOTES = frozenset(".;؛?؟!,،()[]"), frozenset(":=-"), frozenset('"“”«»„')


class Chunk(msgspec.Struct, frozen=True):
    """Letters and signs between two blanks.

    Attributes:
        kind: what it may do for a word of harm. ``longer``: by the word that follows it, the same.
        first: its first word. ``unknown``: how many words of it the tables lack.
        stops: whether it ends the reach of a word. ``ends``: whether it surely ends a sentence.
        owner: whether it ends with a sign of possession, so that what is owned follows.
        label: whether it may close a label. ``name``: whether a name may begin with it.
        small: whether it begins with a small letter, so that no sentence does.
    """

    kind: int
    longer: Mapping[str, int]
    first: str
    unknown: int
    stops: bool
    ends: bool
    owner: bool
    label: bool
    name: bool
    small: bool


class Chunks(dict[str, Chunk]):
    """The chunks of some languages by the letters between two blanks, each looked up once.

    Args:
        known: the languages.

    >>> from tahqiq.read.claims.lexicon import lexicons
    >>> chunk = Chunks(lexicons())["children."]
    >>> bool(chunk.kind & PEOPLE), chunk.ends
    (True, True)
    """

    def __init__(self, known: Mapping[str, Lexicon]) -> None:
        super().__init__()
        self._known = known
        self._figures, self._hedges = _figures()
        self.abbreviations = frozenset[str]().union(*(each.abbreviations for each in known.values()))

    def __missing__(self, written: str) -> Chunk:
        """What letters between two blanks may be; remembered."""
        if len(self) >= _REMEMBERED:
            self.clear()
        words = [plain(each) for each in _TOKEN.findall(written)]
        known = [self._looked_up(each) for each in words]
        kind, longer = 0, dict[str, int]()
        for at, (alone, more) in enumerate(known):
            kind |= alone | (more.get(words[at + 1], 0) if at + 1 < len(words) else 0)
            longer = more
        told = _END.match(written)
        made = self[written] = Chunk(
            kind,
            longer,
            first=words[0] if words else "",
            unknown=sum(not alone for alone, _ in known),
            stops=any(alone and not alone & THROUGH for alone, _ in known),
            ends=told is not None and told[1].lower() not in self.abbreviations,
            owner=_OWNER.search(written) is not None,
            label=not _LABEL.isdisjoint(words),
            name=written[:1].isupper() or not _QUOTES.isdisjoint(written),
            small=written[:1].islower(),
        )
        return made

    def _looked_up(self, word: str) -> tuple[int, dict[str, int]]:
        """What a word may be by itself, and by the word that follows it."""
        if not word.isalpha():
            return FIGURE if word.isdecimal() else KNOWN if word in _PARTING else THROUGH, {}
        alone = FIGURE if word in self._figures else THROUGH if word in self._hedges else 0
        longer = dict[str, int]()
        for language in self._known.values():
            for each in language.of(word):
                if len(each.words) == 1:
                    alone |= _kind(each)
                else:
                    longer[each.words[1]] = longer.get(each.words[1], 0) | _kind(each)
            alone |= PEOPLE if word in language.grammar.younger else 0
        return alone, longer


def _kind(entry: Entry) -> int:
    does = entry.does
    crowd = does is Does.NOUN and entry.definite and entry.number == _MANY and not entry.owned
    kind = KNOWN | (CROWD | THROUGH if crowd else PERSON if does in _PEOPLE else 0)
    kind |= SOME if does is Does.ARTICLE and not (entry.definite or entry.owned) else 0
    kind |= NUMBERS if does is Does.FAMILY_OF else 0
    return kind | (THROUGH if does in _THROUGH else 0) | (TELLS if does in _TELLS else 0)


def _figures() -> tuple[frozenset[str], frozenset[str]]:
    """The words at which a figure is taken up, and those with which it is hedged or linked to another."""
    words = figure_words(languages("numbers", None))
    nouns = words.nouns
    begin = (words.words, words.vague.entries, words.halves.from_first, nouns.duals, nouns.time_duals)
    hedges = _parts(words.before.from_first) | _parts(words.halves.from_first) | _parts(words.vague.entries)
    hedges = hedges.union(*(_parts(each.from_first) for each in words.links.values()))
    return frozenset[str]().union(*begin) - words.articles, frozenset(hedges)


def _parts(phrases: Mapping[str, Sequence[tuple[tuple[str, ...], int, object]]]) -> set[str]:
    """The words of some phrases."""
    return {word for found in phrases.values() for entry in found for word in entry[0]}


def sure_end(text: str, end: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a match of ``SENTENCE_END`` ends a sentence: after no abbreviation, before no small letter."""
    at = end.start()
    if text[at] == "\n":
        return True
    before = _WORD.findall(text, max(0, at - _LETTERS), at)
    whole = bool(before) and len(before[-1]) >= _INITIALS and text[at - 1].isalpha()
    return whole and before[-1].lower() not in abbreviations and not text[end.end()].islower()


def plain(word: str) -> str:
    """A word as it is compared."""
    return word.lower() if word.isascii() else cut(word).words[0]
