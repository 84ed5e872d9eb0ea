"""Codes for bodies, bags, samples and files: a misread or mistyped one is noticed.

A code is a prefix, a number and a check character: 'RQ-00042-D'. The check character is that of ISO/IEC 7064,
MOD 37,36, over prefix and number: it notices every single wrong character, and nearly every two that changed
places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tahqiq.vocab.errors import BadInput

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CODE = re.compile(r"([A-Z]{2,6})-([0-9]{4,7})-([0-9A-Z])")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_DIGITS = 5


def check_character(characters: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36 over digits and capital letters.

    >>> check_character("A12425GABC1234002")  # the example of the Global Release Identifier, GRid
    'M'
    """
    carried = 36
    for each in characters:
        carried = (carried + _ALPHABET.index(each)) % 36 or 36
        carried = carried * 2 % 37
    return _ALPHABET[(37 - carried) % 36]


def code(prefix: str, number: int) -> str:
    """The code of a number.

    Raises:
        BadInput: the prefix is not two to six capital letters, or the number not 1 to 9,999,999.

    >>> code("RQ", 42)
    'RQ-00042-D'
    """
    if not _PREFIX.fullmatch(prefix) or not 1 <= number <= 9_999_999:
        raise BadInput(f"no code can be made of {prefix!r} and {number}", remedy="such as RQ and 42")
    digits = f"{number:0{_DIGITS}}"
    return f"{prefix}-{digits}-{check_character(prefix + digits)}"


def codes(prefix: str, *, first: int, many: int) -> Iterator[str]:
    """Codes of consecutive numbers."""
    return (code(prefix, number) for number in range(first, first + many))


def is_code(text: str) -> bool:
    """Whether a text is a code whose check character is right.

    >>> is_code("RQ-00042-D"), is_code("RQ-00024-D"), is_code("RQ-00042-1")
    (True, False, False)
    """
    found = _CODE.fullmatch(text)
    return found is not None and check_character(found[1] + found[2]) == found[3]
