"""The noun that a figure counts: after it, before it, or itself."""

from __future__ import annotations

from tahqiq.language.figures.lexicon import Lexicon
from tahqiq.language.figures.nouns import noun_form
from tahqiq.language.tokens import Tokens

#: How many words may stand between a figure and its noun (14 unintentional civilian deaths).
_REACH = 4


def noun_after(tokens: Tokens, at: int, words: Lexicon, limit: int) -> int | None:
    """The token of the noun after a figure and before token ``limit``; None where none is certain.

    A noun of the table is preferred to an unknown word; of several in a row the last is the noun where
    the language puts adjectives first (five wounded civilians, 25 casualty reports).
    """
    candidate: int | None = None
    known = False
    for where in range(at, min(at + _REACH, limit)):
        word = tokens.words[where]
        if not word.isalpha() or word in words.words or not tokens.near(where):
            break
        form = noun_form(word, words.nouns)
        if form is not None:
            language = words.nouns.forms[form]
            if candidate is not None and not known and not words.grammars[language].adjectives_first:
                break
            if known and word in words.fillers:
                break
            candidate, known = where, True
            if not words.grammars[language].adjectives_first:
                break
        elif known or word in words.stops:
            break
        elif word in words.fillers:
            continue
        elif candidate is None:
            candidate = where
    return candidate


def noun_before(tokens: Tokens, at: int, words: Lexicon, floor: int) -> int | None:
    """The token of a counted noun right before a figure (طفل واحد, أولاده الخمسة)."""
    if at - 1 < floor or not tokens.near(at):
        return None
    return at - 1 if noun_form(tokens.words[at - 1], words.nouns) is not None else None
