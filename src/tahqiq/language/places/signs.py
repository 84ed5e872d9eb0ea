"""One sign for every way of typing it: digits, primes, degree signs, minus signs, commas.

Folding replaces each character by exactly one, so positions in the folded text are positions
in the original, and quotes stay exact.
"""

from __future__ import annotations

import unicodedata

_SAME: dict[str, str] = {
    "′": "'", "’": "'", "‘": "'", "‛": "'", "´": "'", "`": "'", "ʹ": "'", "ʼ": "'", "＇": "'", "׳": "'",
    "″": '"', "”": '"', "“": '"', "‟": '"', "ʺ": '"', "״": '"', "＂": '"', "˝": '"', "〃": '"',
    "º": "°", "˚": "°", "∘": "°", "⁰": "°", "ᵒ": "°", "°": "°", "◦": "°",
    "−": "-", "–": "-", "—": "-", "‒": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-",
    "٫": ".", "．": ".", "،": ",", "，": ",", "﹐": ",", "؛": ";", "；": ";", "：": ":", "＋": "+",
    "ـ": " ",
}  # fmt: skip


def folded(text: str) -> str:
    """The text with one sign for each meaning, capital ASCII letters, and as many characters.

    Digits of every script become Western, marks of direction and all white space become
    blanks, full-width letters become ASCII.

    >>> folded("٣٥٫٩٥° n، ۳۹′")
    "35.95° N, 39'"
    """
    return "".join(map(_fold, text))


def _fold(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if "a" <= char <= "z":
        return char.upper()
    if char.isascii():
        return char if char.isprintable() else " "
    if "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
        return chr(ord(char) - 0xFEE0).upper()
    value = unicodedata.decimal(char, None)
    if value is not None:
        return str(value)
    return " " if unicodedata.category(char) in _BLANK else char


#: Separators, controls (line breaks, tabs) and marks of format (direction, zero width).
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
