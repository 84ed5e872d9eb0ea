"""Nouns that are counted: duals that are a number by themselves, and singulars that may stand for one.

Arabic says two by the noun's ending. Not every word in ان or ين is a dual (إنسان, مدنيين), so duals are
made by rule from a table of nouns, and only where they cannot be a plural; beyond the table, a word
is a dual where the next word says so (صاروخان اثنان, برجان سكنيان).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tahqiq.language.lexicons import tables, with_particles
from tahqiq.language.tokens import Tokens, phrase

#: Letters of a form that are a glued particle, and the language.
Dual = tuple[int, str]


@dataclass(slots=True)
class Nouns:
    """The nouns of some languages.

    Attributes:
        duals: form → how many letters of it are a glued particle, and its language.
        time_duals: the same for units of time (يومين).
        singulars: forms without article that may stand for one.
        forms: every form in which a noun may follow or precede its number, and its language.
        explicit_two: words that make any noun with a dual ending a dual.
        two_endings: the endings that they need before them.
        owners: pronouns glued to the end of a noun.
        agreeing: endings of an adjective in the dual.
        certain: for each of them, the ending of the noun before it.
        agreeing_language: the language of these endings.
        not_agreeing: endings of words that are no duals though they look it.
    """

    duals: dict[str, Dual] = field(default_factory=dict)
    time_duals: dict[str, Dual] = field(default_factory=dict)
    singulars: set[str] = field(default_factory=set)
    forms: dict[str, str] = field(default_factory=dict)
    explicit_two: set[str] = field(default_factory=set)
    two_endings: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    agreeing: tuple[str, ...] = ()
    certain: dict[str, str] = field(default_factory=dict)
    agreeing_language: str = ""
    not_agreeing: tuple[str, ...] = ()


#: Letters of the shortest word that the word after it makes a dual.
SHORTEST = 5


@cache
def nouns(languages: tuple[str, ...], particles: tuple[str, ...]) -> Nouns:
    """The nouns of some languages, each form with the particles that may be glued to it."""
    made = Nouns()
    for language in languages:
        table = tables("nouns").get(language, {})
        if "broken" in table:
            _add_with_duals(made, table, particles, language)
        elif table:
            _add_plain(made, table, language)
    return made


def _add_plain(made: Nouns, table: Mapping[str, Any], language: str) -> None:
    """Adds the nouns of a language without a dual."""
    irregular = dict(table["irregular"])
    for singular in table["nouns"]["regular"]:
        irregular.setdefault(singular, [f"{singular}s"])
    for singular, plurals in irregular.items():
        made.forms.update({phrase(each)[0]: language for each in (singular, *plurals)})
        if singular not in plurals and len(phrase(singular)) == 1:
            made.singulars.add(phrase(singular)[0])


def _add_with_duals(made: Nouns, table: Mapping[str, Any], particles: tuple[str, ...], language: str) -> None:
    """Adds the nouns of a language with a dual."""
    never = {phrase(each)[0] for each in table["not_duals"]["words"]}
    for kind in ("broken", "sound", "feminine"):
        for singular, *plurals in table[kind]["nouns"]:
            base = phrase(singular)[0]
            made.singulars.add(base)
            _add_forms(made.forms, (base, *(phrase(each)[0] for each in plurals)), particles, language)
            for form in _duals(base, kind, table["endings"]):
                if form not in never:
                    _add_glued(made.duals, form, particles, language)
    for form, _ in table["irregular_duals"]["forms"]:
        _add_glued(made.duals, phrase(form)[0], particles, language)
    for form in table["time_duals"]["forms"]:
        _add_glued(made.time_duals, phrase(form)[0], particles, language)
    for form in made.forms.keys() - made.singulars:
        made.duals.pop(form, None)  # a form that is also a plural is no certain dual (صبيان)
    endings, agreement = table["endings"], table["agreement"]
    made.explicit_two.update(phrase(each)[0] for each in endings["explicit_two"])
    made.two_endings += (endings["nominative"], endings["oblique"])
    made.owners += tuple(endings["owners"])
    made.agreeing += tuple(agreement["endings"])
    made.certain.update(agreement["endings"])
    made.agreeing_language = language
    made.not_agreeing += tuple(phrase(each)[0] for each in agreement["not_with"])


def _add_forms(
    forms: dict[str, str], bases: Iterable[str], particles: tuple[str, ...], language: str
) -> None:
    """Adds a noun's forms: accusative, oblique plural, with particles."""
    for base in bases:
        cases = {base, f"{base}ا"}
        if base.endswith("ون"):
            cases.add(f"{base[:-2]}ين")
        for case in cases:
            forms.update({written: language for written, _ in with_particles(case, particles)})


def _add_glued(index: dict[str, Dual], form: str, particles: tuple[str, ...], language: str) -> None:
    """Adds a dual with every particle."""
    for written, particle in with_particles(form, particles):
        index.setdefault(written, (len(particle), language))


def _duals(base: str, kind: str, endings: Mapping[str, Any]) -> Iterator[str]:
    """The certain dual forms of a folded singular, by the kind of its plural.

    >>> endings = {"nominative": "ان", "oblique": "ين", "possessed": ["يه"]}
    >>> list(_duals("طفله", "feminine", endings)), list(_duals("مدني", "sound", endings))
    (['طفلتان', 'طفلتين', 'طفلتيه'], ['مدنيان'])
    """
    stem = f"{base[:-1]}ت" if base.endswith("ه") and kind == "feminine" else base
    if stem == base and kind == "feminine" and base.endswith("اه"):
        stem = f"{base[:-1]}ت"
    yield stem + endings["nominative"]
    if kind == "sound":
        return
    yield stem + endings["oblique"]
    for ending in endings["possessed"]:
        yield stem + ending


def noun_form(word: str, known: Nouns) -> str | None:
    """The form of a counted noun that a word is, without the pronoun of its owner; None where it is none.

    >>> known = nouns(("ar",), ())
    >>> noun_form("اولاده", known), noun_form("ابنايه", known), noun_form("مساء", known)
    ('اولاد', 'ابناء', None)
    """
    if word in known.forms:
        return word
    if not word.endswith(known.owners):
        return None
    for owner in known.owners:
        if word.endswith(owner):
            stem = word.removesuffix(owner)
            for form in (stem, f"{stem[:-1]}ء" if stem.endswith("اي") else stem, f"{stem}ن"):
                if form in known.forms:
                    return form
    return None


def dual_by_agreement(tokens: Tokens, at: int, known: Nouns) -> Dual | None:
    """A word outside the table that is a dual because the next word agrees with it; None where it does not.

    >>> from tahqiq.language.tokens import cut
    >>> known = nouns(("ar",), ())
    >>> dual_by_agreement(cut("برجان سكنيان"), 0, known), dual_by_agreement(cut("بستان كبير"), 0, known)
    ((0, 'ar'), None)
    """
    word, following = tokens.words[at], tokens.word(at + 1)
    if len(word) < SHORTEST or not tokens.near(at + 1) or word.endswith(known.not_agreeing):
        return None
    if following in known.explicit_two:
        return (0, known.agreeing_language) if word.endswith(known.two_endings) else None
    if following.endswith(known.not_agreeing) or len(following) < SHORTEST:
        return None
    ending = next((each for each in known.agreeing if following.endswith(each)), None)
    certain = None if ending is None else known.certain[ending]
    return (0, known.agreeing_language) if certain is not None and word.endswith(certain) else None
