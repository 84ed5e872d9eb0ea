r"""Text that keeps its order among text of the other direction (UAX #9, Unicode Bidirectional Algorithm).

    isolated(name)                 a name, an address, a code whose direction is not known
    isolated("10–20", "ltr")       a number, a range, coordinates
    bdi(name, language="ar")       the same for HTML, escaped
    balanced(text)                 nobody else's controls reach beyond their own text

``tahqiq.vocab.wording`` has the three marks used here, and isolates numbers in our own messages by
language. Isolates (LRI, RLI, FSI … PDI) are used and never embeddings or overrides: an isolate
does not influence what stands around it (UAX #9, 2.7).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from markupsafe import Markup, escape

from tahqiq.vocab.wording import (
    FIRST_STRONG_ISOLATE,
    LEFT_TO_RIGHT_ISOLATE,
    POP_ISOLATE,
    RIGHT_TO_LEFT,
    Language,
)

Direction = Literal["ltr", "rtl"]
Script = Literal["arabic", "latin", "mixed", "other"]

RIGHT_TO_LEFT_ISOLATE = "\u2067"
_POP_EMBEDDING = "\u202c"
#: What opens a stretch, with what closes it: embeddings, then isolates. Overrides are not among them.
_CLOSED_BY = {
    "\u202a": _POP_EMBEDDING,
    "\u202b": _POP_EMBEDDING,
    LEFT_TO_RIGHT_ISOLATE: POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE: POP_ISOLATE,
    FIRST_STRONG_ISOLATE: POP_ISOLATE,
}
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS_ISOLATE = frozenset((LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE))
_OPENED_FOR: dict[Direction | None, str] = {
    None: FIRST_STRONG_ISOLATE,
    "ltr": LEFT_TO_RIGHT_ISOLATE,
    "rtl": RIGHT_TO_LEFT_ISOLATE,
}


def direction_of(text: str) -> Direction | None:
    """The direction of the first strong character outside isolates; None without one (UAX #9, P2–P3).

    >>> direction_of("الرقة (Raqqa)"), direction_of("10–20 قتيلًا"), direction_of("10–20")
    ('rtl', 'rtl', None)
    """
    inside = 0
    for character in text:
        if character in _OPENS_ISOLATE:
            inside += 1
        elif character == POP_ISOLATE:
            inside = max(0, inside - 1)
        elif not inside:
            kind = unicodedata.bidirectional(character)
            if kind in {"L", "R", "AL"}:
                return "ltr" if kind == "L" else "rtl"
    return None


def direction_in(language: Language) -> Direction:
    """The direction of our own text in a language.

    >>> direction_in("ar")
    'rtl'
    """
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def script_of(text: str) -> Script:
    """Whose letters a text is written in; ``other`` for neither Arabic nor Latin, or no letters.

    >>> script_of("محمد ٣"), script_of("Muḥammad"), script_of("محمد Ali"), script_of("12")
    ('arabic', 'latin', 'mixed', 'other')
    """
    found = {script for script, letter in _LETTERS.items() if letter.search(text)}
    if len(found) == 2:
        return "mixed"
    return "arabic" if "arabic" in found else "latin" if found else "other"


_LETTERS: dict[Script, re.Pattern[str]] = {
    "arabic": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufefc]"
    ),
    "latin": re.compile(
        "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]"
    ),
}


def isolated(text: str, direction: Direction | None = None) -> str:
    r"""A text that neither disturbs what stands around it nor is disturbed; empty stays empty.

    Args:
        text: a name, a number, a range; controls it leaves open are taken out first.
        direction: ``ltr`` for numbers, ranges and codes, None to go by the first strong character.

    >>> isolated("10–20", "ltr") == "\u206610–20\u2069"
    True
    >>> isolated("a\u202eb") == "\u2068ab\u2069"
    True
    """
    return f"{_OPENED_FOR[direction]}{balanced(text)}{POP_ISOLATE}" if text else ""


def isolated_range(low: str, high: str) -> str:
    r"""A range whose lower end is read first in either direction: 10–20, never 20–10.

    >>> isolated_range("10", "20") == "\u206610–20\u2069"
    True
    """
    return isolated(f"{low}–{high}", "ltr")


def bdi(text: str, *, language: str = "", direction: Direction | None = None, **attributes: str) -> Markup:
    """The same for HTML: escaped, in a ``bdi`` element; empty stays empty.

    Args:
        text: words of a record; controls it leaves open are taken out.
        language: the language of the words, where it is known (BCP 47).
        direction: None lets the reader's program go by the first strong character.
        attributes: more of the element's attributes, ``_`` for ``-`` in their names.

    >>> bdi("<b>علي", language="ar")
    Markup('<bdi lang="ar">&lt;b&gt;علي</bdi>')
    >>> bdi("10–20", direction="ltr", data_plain="code")
    Markup('<bdi data-plain="code" dir="ltr">10–20</bdi>')
    """
    if not text:
        return Markup("")
    opening = _opening(language, direction, tuple(attributes.items()))
    return Markup(f"{opening}{escape(balanced(text))}</bdi>")  # noqa: S704 (all escaped)


@lru_cache(maxsize=1024)
def _opening(language: str, direction: Direction | None, attributes: tuple[tuple[str, str], ...]) -> str:
    """The tag that opens an element; pages use the same few."""
    said = {name.replace("_", "-"): value for name, value in attributes}
    said |= {"dir": direction} if direction is not None else {}
    said |= {"lang": language} if language else {}
    written = "".join(f' {name}="{escape(value)}"' for name, value in said.items())
    return f"<bdi{written}>"


def balanced(text: str, *, instead: str = "") -> str:
    r"""The text without overrides, and with embeddings and isolates only where each is closed in it.

    An override turns letters around to deceive (CVE-2021-42574); what a text leaves open, or closes
    without having opened it, would reorder whatever is written after it.

    Args:
        text: any text.
        instead: what a control becomes that may not stay; one character keeps offsets valid.

    >>> balanced("a\u202eb\u2066c"), balanced("\u2067نص\u2069") == "\u2067نص\u2069"
    ('abc', True)
    """
    if not _CONTROL.search(text):
        return text
    kept = list(text)
    for at in _astray(text):
        kept[at] = instead
    return "".join(kept)


def is_balanced(text: str) -> bool:
    r"""Whether every control of direction is closed within the text, and none is an override.

    >>> is_balanced("\u2068علي\u2069"), is_balanced("\u2068علي"), is_balanced("\u202dx\u202c")
    (True, False, False)
    """
    return not _astray(text)


def _astray(text: str) -> list[int]:
    """The places of overrides and of controls without their counterpart."""
    astray, waiting = list[int](), list[int]()
    for found in _CONTROL.finditer(text):
        if found[0] in _CLOSED_BY:
            waiting.append(found.start())
        elif waiting and _CLOSED_BY[text[waiting[-1]]] == found[0]:
            waiting.pop()
        else:
            astray.append(found.start())
    return astray + waiting
