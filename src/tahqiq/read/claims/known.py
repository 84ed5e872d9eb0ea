"""The words of one language, looked up with whatever is glued to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from tahqiq.language.tokens import Tokens
from tahqiq.read.claims.entries import Does, Entry, Grammar
from tahqiq.read.claims.gluing import unglued
from tahqiq.vocab.claims import Effect

#: Words looked up are remembered; never more than so many.
_REMEMBERED = 50_000


class Beginning(msgspec.Struct, frozen=True, gc=False):
    """The entries that begin with a word.

    Attributes:
        alone: that of the single word.
        longer: the longer ones, by their second word.
        certain: the same, where it is that entry however its last letter is written.
    """

    alone: Entry | None
    longer: Mapping[str, Sequence[Entry]]
    certain: Entry | None


class _Begun(dict[str, Beginning | None]):
    """What begins with each word of a text, looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.of = lexicon.of

    def __missing__(self, word: str) -> Beginning | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = _beginning(self.of(word))
        return found


def _beginning(entries: Sequence[Entry]) -> Beginning | None:
    if not entries:
        return None
    longer: dict[str, list[Entry]] = {}
    for entry in entries:
        if len(entry.words) > 1:
            longer.setdefault(entry.words[1], []).append(entry)
    alone = next((entry for entry in entries if len(entry.words) == 1), None)
    certain = alone is not None and not alone.owned and alone.other is None
    return Beginning(alone, longer, alone if certain else None)


@dataclass(slots=True)
class Lexicon:
    """The words of one language.

    Attributes:
        language: its code. ``script``: the script it is written in, as Unicode names it.
        entries: first word → entries, the longest first.
        stems: letters of which some stand in every text of the language that speaks of harm.
        signs: words of which one stands wherever a claim may begin, and the entries that each belongs to.
        common: words by which it is told from other languages of its script.
        abbreviations: words after which a full stop does not end a sentence.
        labels: nouns that say what happened only before a figure (The displaced: 300 families).
    """

    language: str
    script: str
    grammar: Grammar
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    stems: tuple[str, ...] = ()
    signs: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    labels: dict[tuple[str, ...], Effect] = field(default_factory=dict)
    _seen: dict[str, list[Entry]] = field(default_factory=dict)
    begun: Mapping[str, Beginning | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.begun = _Begun(self)

    def of(self, word: str) -> list[Entry]:
        """The entries that may begin with a word, glued letters taken off; the longest first."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[word] = self._sought(word)
        return found

    def beginning(self, word: str) -> Beginning | None:
        """The entries that may begin with a word, by the word that follows; None where there are none."""
        return self.begun[word]

    def at(self, tokens: Tokens, at: int, last: int) -> Entry | None:
        """The longest entry that begins with a token and ends before token ``last``."""
        for entry in self.of(tokens.words[at]):
            end = at + len(entry.words)
            if end == at + 1 or (end <= last and tuple(tokens.words[at:end]) == entry.words):
                return entry
        return None

    def _sought(self, word: str) -> list[Entry]:
        return [self._with_other(entry, word) for entry in self._found(word)]

    def _with_other(self, entry: Entry, word: str) -> Entry:
        """A kin that is spelled like another with an owner, and that other."""
        owner = word[-1:]
        if not entry.kin or entry.owned or entry.number not in {1, 3} or owner not in self.grammar.owners:
            return entry
        stem = word[entry.letters : -1]
        kin = next((each for each in self.entries.get(stem, ()) if each.kin and len(each.words) == 1), None)
        if kin is None:
            return entry
        other = replace(kin, owned=True, letters=entry.letters, joined=entry.joined, governed=entry.governed)
        return replace(entry, other=other)

    def _found(self, word: str) -> list[Entry]:
        found = list(self.entries.get(word, ()))
        if any(len(entry.words) == 1 for entry in found) or not word.isalpha():
            return found
        for glued in unglued(word, self.grammar):
            for entry in self.entries.get(glued.bare, ()):
                if glued.definite and entry.does not in _TAKES_ARTICLE:
                    continue
                if glued.governed and entry.does in _UNGOVERNED:
                    continue
                given = replace(entry, joined=glued.joined, governed=glued.governed, letters=glued.letters)
                found.append(replace(given, definite=glued.definite, owned=glued.owned))
            if any(len(entry.words) == 1 for entry in found):
                break
        return sorted(found, key=lambda entry: -len(entry.words))


_TAKES_ARTICLE = frozenset(
    {Does.NOUN, Does.LOSS, Does.LOOSE, Does.SIDE, Does.OTHERS, Does.THING, Does.HARM, Does.TOLL}
)
_UNGOVERNED = frozenset({Does.AND, Does.BE, Does.CLAUSE, Does.NEAR, Does.SUBSET, Does.SAYS})
