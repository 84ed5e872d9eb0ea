"""Letters glued to a word: what joins it, governs it, makes it definite, or says whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tahqiq.read.claims.entries import Grammar


class Glued(NamedTuple):
    """A word taken apart.

    Attributes:
        bare: what is left. ``letters``: how many stood before it.
        joined: an 'and' was glued to it; ``governed``: a preposition; ``definite``: the article.
        owned: a pronoun was glued to its end.
    """

    bare: str
    letters: int
    joined: bool
    governed: bool
    definite: bool = False
    owned: bool = False


def unglued(word: str, grammar: Grammar) -> Iterator[Glued]:
    """A word without what may be glued to it, in every way it may be taken apart.

    >>> from tahqiq.read.claims.lexicon import lexicons
    >>> found = unglued("والشهداء", lexicons()["ar"].grammar)
    >>> [(each.bare, each.joined, each.definite) for each in found][:2]
    [('الشهداء', True, False), ('شهداء', True, True)]
    """
    for joined, rest in _taken(word, grammar.joining):
        for governed, bare in _taken(rest, grammar.prepositions):
            letters = len(word) - len(bare)
            if letters and len(bare) > 1:
                yield Glued(bare, letters, joined, governed)
                yield from _disowned(bare, letters, grammar, joined=joined, governed=governed)
            for inner in _without_article(bare, grammar, governed=governed):
                yield Glued(inner, len(word) - len(inner), joined, governed, definite=True)
    yield from _disowned(word, 0, grammar, joined=False, governed=False)


def _taken(word: str, glued: tuple[str, ...]) -> Iterator[tuple[bool, str]]:
    """The word as it is, and without the one letter that may be glued before it."""
    yield False, word
    for letter in glued:
        if word.startswith(letter) and len(word) > len(letter) + 1:
            yield True, word[len(letter) :]


def _without_article(word: str, grammar: Grammar, *, governed: bool) -> Iterator[str]:
    article = grammar.article
    if not article:
        return
    if word.startswith(article) and len(word) > len(article) + 1:
        yield word[len(article) :]
    elif governed and word.startswith(article[1:]) and len(word) > len(article):
        yield word[len(article) - 1 :]  # للمدنيين: the alif falls after ل


def _disowned(word: str, letters: int, grammar: Grammar, *, joined: bool, governed: bool) -> Iterator[Glued]:
    """A noun without the pronoun glued to its end."""
    for owner in grammar.owners:
        if word.endswith(owner) and len(word) > len(owner) + 1:
            bare = word[: -len(owner)]
            for before, within in grammar.owned_endings.items():
                if bare.endswith(within):
                    yield Glued(bare[: -len(within)] + before, letters, joined, governed, owned=True)
            yield Glued(bare, letters, joined, governed, owned=True)
