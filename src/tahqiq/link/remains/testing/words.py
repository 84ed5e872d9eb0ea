"""How made-up families and morgues word a thing: in either language, vaguely, and sometimes wrongly."""

from __future__ import annotations

from random import Random

from tahqiq.link.remains.testing.people import Object, draw, wardrobe


def worded(random: Random, thing: Object, language: int, *, vague: float = 0.3, wrong: float = 0.15) -> str:
    """A few words for a thing.

    Args:
        language: 0 for English, 1 for Arabic.
        vague: how often colour, material and detail are left out, each. ``wrong``: how often a colour or a
            material is
            another.
    """
    name = _form(random, thing.group, thing.name, language)
    looks = []
    for table, value in (("colours", thing.colour), ("materials", thing.material), ("places", thing.where)):
        if value and random.random() >= vague:
            told = draw(random, table) if random.random() < wrong else value
            looks.append(_form(random, table, told, language))
    detail = [thing.detail] if thing.detail and random.random() >= vague else []
    if language == 1:
        return " ".join([name, *looks, *detail])
    place = [looks.pop()] if thing.where and looks else []
    return " ".join([*looks, name, *place, *detail])


def hair_words(random: Random, colour: str, language: int) -> str:
    """A few words for the colour of hair; one in eight is another."""
    return _form(random, "colours", draw(random, "colours") if random.random() < 0.12 else colour, language)


def _form(random: Random, table: str, name: str, language: int) -> str:
    forms: list[str] = wardrobe()[table][name][(3 if table == "effects" else 1) + language]
    return forms[min(int(random.random() ** 1.5 * len(forms)), len(forms) - 1)]
