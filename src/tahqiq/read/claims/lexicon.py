"""What the words of a language do in a sentence about casualties, read from ``words/<language>.toml``.

A language is one file: its nouns by category, its words of harm by where those harmed stand (before
them, after them, either), and the small words that include, join, deny, doubt or count on. Nothing
of English or Arabic is in the code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product
from typing import Any

from tahqiq.language.tokens import cut, phrase
from tahqiq.read.claims.entries import Does, Entry, Grammar, Side
from tahqiq.read.claims.known import Beginning, Lexicon
from tahqiq.vocab.claims import Category, Effect

__all__ = ["Beginning", "Does", "Entry", "Grammar", "Lexicon", "Side", "lexicons", "read_lexicons"]


@cache
def lexicons() -> dict[str, Lexicon]:
    """The lexicons of all languages there are tables for, by code.

    >>> list(lexicons())
    ['ar', 'en']
    """
    return read_lexicons(files("tahqiq.read.claims").joinpath("words"))


def read_lexicons(folder: Traversable) -> dict[str, Lexicon]:
    """The lexicons of a folder of tables, by the code in their names.

    Raises:
        ValueError: a table names something that the vocabulary does not know.
    """
    tables = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda it: it.name
    )
    return {
        each.name[:-5]: _lexicon(each.name[:-5], _spelled_out(tomllib.loads(each.read_text("utf-8"))))
        for each in tables
    }


_CHOICE = re.compile(r"\{([^{}]*)\}")


def _spelled_out(told: Any) -> Any:
    """A table with the choices within its phrases spelled out.

    >>> _spelled_out({"injured": ["lost {a|his|} leg"]})
    {'injured': ['lost a leg', 'lost his leg', 'lost leg']}
    """
    if isinstance(told, dict):
        return {name: _spelled_out(each) for name, each in told.items()}
    if not isinstance(told, list):
        return told
    return [one for each in told for one in _choices(each)]


def _choices(written: str) -> list[str]:
    """Every way to choose among ``{one|other|}`` within a phrase; nothing may be one of them."""
    parts = _CHOICE.split(written)
    if len(parts) == 1:
        return parts
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return [" ".join("".join(each).split()) for each in product(*choices)]


def _lexicon(language: str, table: Mapping[str, Any]) -> Lexicon:
    grammar = _grammar(table["grammar"])
    made = Lexicon(
        language=language,
        script=table["script"],
        grammar=grammar,
        common=frozenset(word for each in table["common"] for word in phrase(each)),
        abbreviations=frozenset(word for each in table["abbreviations"] for word in phrase(each)),
    )
    for entry in _entries(table, grammar):
        known = made.entries.setdefault(entry.words[0], [])
        if all(entry.words != other.words for other in known):
            known.append(entry)
    for known in made.entries.values():
        known.sort(key=lambda entry: -len(entry.words))
    made.labels = {
        phrase(each): Effect(effect) for effect, words in table.get("labels", {}).items() for each in words
    }
    made.signs = _signs(made)
    spelled, written = table.get("spellings", {}), _written(table)
    stems = {
        one for word in made.signs for one in (*_spellings(word, spelled), *written.get(word, ())) if one
    }
    made.stems = (*table["stems"], *sorted(stems))
    return made


#: So many words of a phrase are looked for together.
_WINDOW = 3
#: What never makes a sentence speak of harm by itself.
_SMALL = frozenset({Does.LOOSE, Does.BE, Does.ARTICLE, Does.NEAR, Does.CLAUSE, Does.AND, Does.TO, Does.FROM})


def _signs(lexicon: Lexicon) -> dict[str, tuple[Entry, ...]]:
    """The words that tell of harm, by which the prefilter finds a text that may hold a claim.

    Each entry that may make a sentence a claim is found by one of its words: one that tells by itself
    if it holds any, else the longest that is no small word.
    """
    entries = [entry for known in lexicon.entries.values() for entry in known if may_begin(entry)]
    entries += [Entry(words, Does.NOUN, effect) for words, effect in lexicon.labels.items()]
    alone = {entry.words[0] for entry in entries if len(entry.words) == 1}
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        telling = [word for word in entry.words if not _says_little(lexicon, word)] or list(entry.words)
        word = max(telling, key=lambda each: (each in alone, len(each)))
        sign = word if word in alone else _window(entry.words, word)
        found.setdefault(sign, []).append(entry)
    return {word: tuple(each) for word, each in found.items()}


def _window(words: tuple[str, ...], word: str) -> str:
    """A word of a phrase with one or two beside it, where nothing is ever glued to any.

    What has more letters stands more seldom where it tells nothing: 'in the back', and not 'the back'.
    """
    at = words.index(word)
    for size in (_WINDOW, _WINDOW - 1):
        beside = [words[first : first + size] for first in range(max(0, at - size + 1), at + 1)]
        plain = [" ".join(each) for each in beside if len(each) == size and all(map(_plain, each))]
        if plain:
            return max(plain, key=len)
    return word


def _plain(word: str) -> bool:
    return word.isascii() and word.isalpha()


def may_begin(entry: Entry) -> bool:
    """Whether an entry may make a sentence a claim."""
    return entry.does is Does.UNHARMED or entry.effect is not None


def _says_little(lexicon: Lexicon, word: str) -> bool:
    """Whether a word stands in any text."""
    known = lexicon.entries.get(word, ())
    return word in lexicon.common or any(each.does in _SMALL for each in known if len(each.words) == 1)


def _written(table: Mapping[str, Any]) -> dict[str, set[str]]:
    """How the words of a table are written, by how they are compared (خسائر and خساير)."""
    found: dict[str, set[str]] = {}
    waiting: list[Any] = [table]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            tokens = cut(each)
            for start, end, word in zip(tokens.starts, tokens.ends, tokens.words, strict=False):
                found.setdefault(word, set()).add(each[start:end].lower())
        elif isinstance(each, Mapping):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
    return found


def _spellings(word: str, spelled: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The ways to write a word whose letters are compared alike."""
    for first in spelled.get("first", {}).get(word[0], word[0]):
        for last in spelled.get("last", {}).get(word[-1], word[-1]):
            yield word if len(word) == 1 else first + word[1:-1] + last


def _grammar(table: Mapping[str, Any]) -> Grammar:
    given: dict[str, Any] = {
        name: tuple(phrase(each)[0] for each in value) if isinstance(value, list) else value
        for name, value in table.items()
        if not isinstance(value, dict)
    }
    given |= {
        name: {phrase(before)[0]: phrase(within)[0] for before, within in value.items()}
        for name, value in table.items()
        if isinstance(value, dict)
    }
    given["given"] = frozenset(given.get("given", ()))
    return Grammar(**given)


def _entries(table: Mapping[str, Any], grammar: Grammar) -> Iterator[Entry]:
    """Every entry of a table; of two for one phrase the first stands."""
    yield from (Entry(phrase(each), Does.OTHERS, number=1) for each in table.get("another", ()))
    for does, phrases in table.get("small", {}).items():
        for words in map(phrase, phrases):
            fell = does == "cause" and not {words[0], words[-1]}.isdisjoint(grammar.falling)
            yield Entry(words, getattr(Does, does.upper()), effect=Effect.KILLED if fell else None)
    for kind, phrases in table.get("articles", {}).items():
        told = Entry((), Does.ARTICLE, definite=kind == "definite", owned=kind == "owner")
        yield from (replace(told, words=phrase(each)) for each in phrases)
    for effect, phrases in table.get("subset_of", {}).items():
        yield from (Entry(phrase(each), Does.SUBSET, effect=Effect(effect)) for each in phrases)
    for effect, phrases in table.get("of_those", {}).items():
        yield from (Entry(phrase(each), Does.OF_THEM, effect=Effect(effect)) for each in phrases)
    for effect, phrases in table.get("tolls", {}).items():
        named = None if effect == "-" else Effect(effect)
        yield from (Entry(phrase(each), Does.TOLL, effect=named) for each in phrases)
    yield from _harms(table)
    for category, words in table.get("sides", {}).items():
        yield from (Entry(phrase(each), Does.SIDE, category=Category(category)) for each in words)
    for category, finer, forms in _listed(table.get("nouns", {})):
        plain = Entry((), Does.NOUN, category=Category(category), finer=finer)
        yield from _declined(forms, plain, grammar)
    for effect, category, forms in _listed(table.get("victims", {})):
        plain = Entry((), Does.NOUN, Effect(effect), Category(category), generic=True)
        yield from _declined(forms, plain, grammar)
    for effect, category, forms in _listed(table.get("losses_among", {})):
        plain = Entry((), Does.LOSS, Effect(effect), Category(category))
        yield from _declined(forms, plain, grammar)
    for effect, forms in table.get("losses", {}).items():
        yield from _declined(forms, Entry((), Does.LOSS, Effect(effect), generic=True), grammar)
    yield from _declined(table.get("things", ()), Entry((), Does.THING), grammar)


def _harms(table: Mapping[str, Any]) -> Iterator[Entry]:
    for section, side in (("before", Side.AFTER), ("after", Side.BEFORE), ("either", Side.EITHER)):
        for effect, phrases in table.get(section, {}).items():
            for each in phrases:
                weak = each.startswith("?")
                yield Entry(phrase(each.lstrip("?")), Does.HARM, effect=Effect(effect), side=side, weak=weak)


def _listed(sections: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, str, Iterable[str]]]:
    for outer, inner in sections.items():
        for name, forms in inner.items():
            yield outer, "" if name == "-" else name, forms


def _declined(forms: Iterable[str], plain: Entry, grammar: Grammar) -> Iterator[Entry]:
    """Every form of nouns given as 'one/many/many': the plural, the dual and the accusative made by rule.

    A mark before a noun says more: ``~`` it takes the category of what describes it, ``&`` it is kin,
    ``=`` the one form means two (a couple), ``?`` its effect gives way to a verb's.
    """
    for written in forms:
        bare = written.lstrip("~&=?")
        marks = written[: len(written) - len(bare)]
        entry = replace(plain, generic=plain.generic or "~" in marks, kin="&" in marks, weak="?" in marks)
        if "=" in marks:
            yield replace(entry, words=phrase(bare), number=2)
            continue
        one, _, rest = bare.partition("/")
        many = [each for each in rest.split("/") if each]
        if one:
            yield from _singular(one, entry, grammar, sound=_sound(many, grammar))
            if "/" not in bare and grammar.plural:
                many = [one + grammar.plural]
        for each in many:
            yield from _plural(each, entry, grammar)


def _sound(many: list[str], grammar: Grammar) -> bool:
    """Whether the plural is made by an ending that the dual may share."""
    ending = grammar.strong_plural[0] if grammar.strong_plural else ""
    return bool(ending) and any(phrase(each)[0].endswith(ending) for each in many)


def _singular(one: str, entry: Entry, grammar: Grammar, *, sound: bool) -> Iterator[Entry]:
    """One, and two where the language has a dual."""
    noun, *rest = phrase(one)
    yield replace(entry, words=(noun, *rest), number=1)
    stem = noun
    for before, within in grammar.dual_endings.items():
        if noun.endswith(before):
            stem = noun[: -len(before)] + within
    for ending in grammar.dual[:1] if sound else grammar.dual:
        yield replace(entry, words=(stem + ending, *rest), number=2)
    if grammar.accusative and stem == noun:  # never after ة, which the dual changes
        yield replace(entry, words=(noun + grammar.accusative, *rest), number=1)


def _plural(many: str, entry: Entry, grammar: Grammar) -> Iterator[Entry]:
    """Many, and the other cases of the plural."""
    noun, *rest = phrase(many)
    yield replace(entry, words=(noun, *rest), number=3)
    if len(grammar.strong_plural) == 2 and noun.endswith(grammar.strong_plural[0]):
        stem = noun[: -len(grammar.strong_plural[0])]
        yield replace(entry, words=(stem + grammar.strong_plural[1], *rest), number=3)
        for ending, within in grammar.construct.items():
            if grammar.strong_plural[1] == ending:
                yield replace(entry, words=(stem + within, *rest), number=3)
    elif grammar.accusative:
        yield replace(entry, words=(noun + grammar.accusative, *rest), number=3)
