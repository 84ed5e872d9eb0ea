"""The words of numbers, read from the tables of one or more languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto
from fractions import Fraction
from functools import cache
from typing import Any

from tahqiq.language.figures.nouns import Nouns, nouns
from tahqiq.language.lexicons import Anchored, Phrases, tables, with_particles
from tahqiq.language.tokens import phrase
from tahqiq.vocab.counts import Hedge


class Role(IntEnum):
    """What a word does in a number."""

    PART = auto()  # adds its value: seven, twenty, مئتان
    IN_COMPOUNDS = auto()  # a part only before a ten: أحد عشر
    SCALE = auto()  # multiplies what stands before it: hundred, ألف
    COUNTED_SCALE = auto()  # a scale only after a number or an article: dozen
    DOUBLED_SCALE = auto()  # a scale with its two inside: ألفان
    NOUN_SCALE = auto()  # ألفا: two thousand before a noun, an accusative otherwise
    PAIR = auto()  # two, only after an article: a couple
    ORDINAL = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A form of a number word.

    Attributes:
        role: what it does.
        value: its value, or the scale.
        language: of the table it is in.
        letters: how many letters of the form are glued particles; the article belongs to the number.
        joined: whether a glued particle joins it to the number before (وعشرون).
        definite: whether the article stands before it (أولاده الخمسة).
        ten_mark: whether it makes a teen of the unit before it.
    """

    role: Role
    value: int
    language: str
    letters: int = 0
    joined: bool = False
    definite: bool = False
    ten_mark: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language puts numbers together."""

    joiners: frozenset[str]
    joiner_required: bool
    units_first: bool
    hundreds_over_nine: bool
    articles: frozenset[str]
    particles: tuple[str, ...]
    digits_join: bool
    adjectives_first: bool


@dataclass(slots=True)
class Lexicon:
    """Everything known of number words in some languages."""

    grammars: dict[str, Grammar] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    homographs: dict[str, Word] = field(default_factory=dict)
    glued_scales: dict[str, int] = field(default_factory=dict)
    halves: Phrases[Fraction] = field(default_factory=Phrases)
    before: Phrases[Hedge | None] = field(default_factory=Phrases)
    after: Phrases[Hedge | None] = field(default_factory=Phrases)
    links: dict[str, Phrases[str]] = field(default_factory=dict)
    link_starts: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    vague: Anchored[tuple[Hedge, str]] = field(default_factory=Anchored)
    not_numbers: Anchored[None] = field(default_factory=Anchored)
    signs: dict[str, Phrases[str]] = field(default_factory=dict)
    age_limits: set[str] = field(default_factory=set)
    age_units: set[str] = field(default_factory=set)
    ordinal_suffixes: set[str] = field(default_factory=set)
    adjectival: bool = False
    nouns: Nouns = field(default_factory=Nouns)
    fillers: set[str] = field(default_factory=set)
    stops: set[str] = field(default_factory=set)  # never a noun, nor before one
    particles: set[str] = field(default_factory=set)
    joiners: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    begins_other: frozenset[str] = frozenset()  # begins another figure, or joins one


@cache
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """The lexicon of some languages; where two share a word, the first keeps it."""
    made = Lexicon()
    for language in languages:
        _add_numbers(made, language, tables("numbers")[language])
    made.nouns = nouns(languages, tuple(sorted(made.particles)))
    made.begins_other = frozenset([*made.joiners, *made.words, *made.vague.entries])
    return made


def _add_numbers(made: Lexicon, language: str, table: Mapping[str, Any]) -> None:
    """Adds one language's table to a lexicon."""
    grammar = _grammar(table["grammar"])
    made.grammars[language] = grammar
    made.particles.update(grammar.particles)
    made.joiners.update(grammar.joiners)
    made.articles.update(grammar.articles)
    _add_words(made, language, table, grammar)
    _add_phrases(made, language, table, grammar.particles)
    _add_surroundings(made, table, grammar.particles)


def _grammar(table: Mapping[str, Any]) -> Grammar:
    return Grammar(
        joiners=frozenset(table["joiners"]),
        joiner_required=table["joiner_required"],
        units_first=table["units_first"],
        hundreds_over_nine=table["hundreds_over_nine"],
        articles=frozenset(table["articles"]),
        particles=tuple(table["particles"]),
        digits_join=table["digits_join"],
        adjectives_first=table["adjectives_first"],
    )


_SECTIONS = {
    "words": Role.PART,
    "in_compounds": Role.IN_COMPOUNDS,
    "scales": Role.SCALE,
    "doubled_scales": Role.DOUBLED_SCALE,
    "doubled_before_nouns": Role.NOUN_SCALE,
    "counted_scales": Role.COUNTED_SCALE,
    "pairs": Role.PAIR,
    "ordinals": Role.ORDINAL,
}


def _add_words(made: Lexicon, language: str, table: Mapping[str, Any], grammar: Grammar) -> None:
    """Adds the single words, each with every particle that may be glued to it.

    A word alone is never displaced by another with a particle: واحد is one, not 'and one of'.
    """
    marks = {phrase(form)[0] for forms in table["ten_marks"].values() for form in forms}
    glued = list[tuple[str, Word]]()
    for role, value, form in _forms(table):
        for written, particle in with_particles(form, grammar.particles):
            joined = particle[:1] in grammar.joiners
            ten_mark = form in marks and particle in {"", "ال"}
            letters = _before_article(particle)
            word = Word(role, value, language, letters, joined, letters < len(particle), ten_mark)
            if particle:
                glued.append((written, word))
            else:
                made.words.setdefault(written, word)
    for written, word in glued:
        if made.words.setdefault(written, word) is not word and word.joined:
            made.homographs.setdefault(written, word)
    made.glued_scales.update(
        {each: int(scale) for scale, forms in table["glued_scales"].items() for each in forms}
    )
    made.ordinal_suffixes.update(table["ordinal_suffixes"]["after_digits"])


def _before_article(particle: str) -> int:
    """How many letters of a particle come before the article, which belongs to the number.

    >>> _before_article("و"), _before_article("وال"), _before_article("ال"), _before_article("لل")
    (1, 1, 0, 1)
    """
    return len(particle.removesuffix("ال")) if particle != "لل" else 1


def _forms(table: Mapping[str, Any]) -> Iterator[tuple[Role, int, str]]:
    """Every form of every single word, with its role and value."""
    for section, role in _SECTIONS.items():
        for value, forms in table[section].items():
            yield from ((role, int(value), phrase(form)[0]) for form in forms)


def _add_phrases(made: Lexicon, language: str, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds hedges, links of ranges, fractions, and words without number."""
    for side, index in (("hedges_before", made.before), ("hedges_after", made.after)):
        for hedge, phrases in table[side].items():
            for each in phrases:
                meaning = None if hedge == "none" else Hedge(hedge)
                index.add(each, meaning, particles if index is made.before else ())
    for link in ("between", "from", "and", "to", "or"):
        for each in table["ranges"][link]:
            made.links.setdefault(link, Phrases()).add(
                each, link, particles if link in {"between", "from"} else ()
            )
    made.link_starts.update(*(made.links[link].from_first for link in ("and", "to", "or")))
    made.changes.update(phrase(each)[0] for each in table["ranges"]["changes"])
    for part, phrases in table["fractions"].items():
        for each in phrases:
            made.halves.add(each, Fraction(part), particles)
    indefinite = [each for each in particles if not each.endswith(("ال", "لل"))]
    for hedge, phrases in table["vague"].items():
        for each in phrases:
            made.vague.add(each, (Hedge(hedge), language), _anchor(each, made.articles), indefinite)
    for each in table["not_numbers"]["phrases"]:
        words = phrase(each)
        known = [at for at, word in enumerate(words) if word in made.words or word in made.vague.entries]
        for at in known[:1]:
            made.not_numbers.add(each, None, at)


def _anchor(text: str, articles: Iterable[str]) -> int:
    """The place of the first word of a phrase that is no article."""
    return next(at for at, word in enumerate(phrase(text)) if word not in articles)


def _add_surroundings(made: Lexicon, table: Mapping[str, Any], particles: Iterable[str]) -> None:
    """Adds what before or after a figure tells what kind of figure it is."""
    after = {
        "percent": table["percent"]["after"],
        "age": table["age"]["after"],
        "money": table["money"]["after"],
    }
    after |= {"measure": table["measures"]["units"]}
    before = {
        "age": table["age"]["before"],
        "money": table["money"].get("before", []),
        "identifier": table["labels"]["before"],
    }
    for place, kinds in (("after", after), ("before", before)):
        for kind, phrases in kinds.items():
            for each in phrases:
                glued = particles if place == "before" else ()
                made.signs.setdefault(place, Phrases()).add(each, kind, glued)
    made.age_limits.update(phrase(each)[0] for each in table["age"]["limits"])
    made.age_units.update(phrase(each)[0] for each in table["age"]["units"])
    made.adjectival = made.adjectival or table["measures"]["adjectival"]
    made.fillers.update(word for each in table["fillers"]["words"] for word in phrase(each))
    stops = {word for each in table["fillers"]["stop"] for word in phrase(each)}
    made.stops.update(stops - {word for each in table["fillers"]["words"] for word in phrase(each)})
