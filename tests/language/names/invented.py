"""Names in two invented scripts' worth of spelling, from a known rule that the recipe must find again."""

from __future__ import annotations

import random

#: How each Arabic letter of the invented names is spelled, the likelier way first.
SPELLED = {
    "ب": ("b",),
    "ش": ("sh",),
    "خ": ("kh",),
    "م": ("m", "mm"),
    "ن": ("n",),
    "ر": ("r", "rr"),
    "ق": ("q", "k"),
    "و": ("u", "ou"),
    "ي": ("i", "ee"),
    "ا": ("a", "aa"),
}
CONSONANTS, VOWELS = "بشخمنرق", "ويا"


def word(draw: random.Random) -> str:
    """An Arabic word of two or three syllables."""
    return "".join(draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(draw.choice((2, 3))))


def latin(arabic: str, draw: random.Random) -> str:
    """One of its Latin spellings; the first way to spell a letter is three times as likely."""
    return "".join(draw.choices(SPELLED[x], [3, 1][: len(SPELLED[x])])[0] for x in arabic)


def names(count: int, seed: int) -> list[tuple[str, str]]:
    """Arabic names of two or three words, and a Latin form of each."""
    draw = random.Random(seed)
    vocabulary = [word(draw) for _ in range(count // 3)]
    found = []
    for _ in range(count):
        words = [draw.choice(vocabulary) for _ in range(draw.choice((2, 3)))]
        found.append((" ".join(words), " ".join(latin(each, draw) for each in words).title()))
    return found
