"""Bytes of unknown encoding as text: marks, then UTF-8, then what is declared, then what the words say.

A declared encoding is believed only where the bytes agree with it: pages saved long ago are often
UTF-8 under a windows-1256 label, or the other way round.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes looked at to tell an encoding.
_SAMPLE = 1 << 16
_HIGH = re.compile(rb"[\x80-\xff]+")
#: Runs of bytes above ASCII are words in Arabic, Greek or Cyrillic, and single letters in Western text.
_WESTERN_RUN = 1.8
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_UNDEFINED = "\ufffd"
#: A guess is better than what is declared by so much of the words.
_BETTER = 0.05
#: Of a thousand sequences in a text that is UTF-8 but for damage, so many may be damaged.
_DAMAGED = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and what was wrong with the bytes ('' for nothing)."""

    text: str
    encoding: str
    problem: str = ""


def decoded(content: bytes, *, declared: str = "") -> Decoded:
    """The text of bytes in an encoding that is unknown, or declared and perhaps not so.

    Args:
        content: any bytes; those that no encoding explains become U+FFFD, and ``problem`` says so.
        declared: what a header or a page says its encoding is; '' for nothing.

    >>> decoded("قتل مدنيان في قصف على المدينة".encode("iso-8859-6")).encoding
    'iso-8859-6'
    >>> decoded("un café à Genève".encode("windows-1252"), declared="utf-8").text
    'un café à Genève'
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if marked:
        return _forced(content, marked)
    wide = _utf16(content[:_SAMPLE])
    if wide:
        return _forced(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _declared(content, declared) or _nearly_utf8(content) or _forced(content, _guessed(content))


def encoding_named(name: str) -> str:
    """The codec for a declared name as browsers read it; '' where there is none for text.

    >>> encoding_named("ISO-8859-1"), encoding_named("x-nonsense"), encoding_named("hex")
    ('windows-1252', '', '')
    """
    said = name.strip().strip("\"'").lower().replace("_", "-")
    said = _table()["declared"].get(said, said)
    try:
        found = codecs.lookup(said)
        "".encode(found.name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return str(said)


@cache
def _table() -> Mapping[str, Any]:
    """What is known of encodings."""
    content = files("tahqiq.read.text").joinpath("tables", "encodings.toml").read_text("utf-8")
    return tomllib.loads(content)


def _forced(content: bytes, encoding: str) -> Decoded:
    """The text, with damaged places marked."""
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeError:
        text = content.decode(encoding, "replace")
        count = text.count(_UNDEFINED)
        return Decoded(text, encoding, f"{count:,} bytes are no {encoding.upper()} text and are left out")


def _utf16(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte is the same few, NUL in Latin text, 06 in Arabic."""
    even, odd = sample[0::2], sample[1::2]
    if len(even) < 4:
        return ""
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        telling = high.count(0) + high.count(6)
        if telling > 0.7 * len(high) and low.count(0) < 0.02 * len(low) and b"\0" in high:
            return name
    return ""


def _declared(content: bytes, declared: str) -> Decoded | None:
    """The text as it is declared to be, where no byte speaks against it."""
    encoding = encoding_named(declared) if declared else ""
    if not encoding or encoding.startswith("utf-8"):
        return None
    if _is_contradicted(content, encoding):
        return None
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeError:
        return None


def _is_contradicted(content: bytes, encoding: str) -> bool:
    """Whether the words make far better sense in an encoding of Arabic than in the one declared."""
    arabic = _table()["arabic"]
    guessed = _guessed(content) if encoding in {*arabic, "windows-1252"} else encoding
    if guessed == encoding or guessed not in arabic:
        return False
    sample = content[:_SAMPLE]
    return _arabic_sense(sample, guessed) > _arabic_sense(sample, encoding) + _BETTER


def _nearly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with some damage: most of what is above ASCII is well-formed."""
    sample = content[:_SAMPLE].decode("utf-8", "replace")
    bad = sample.count(_UNDEFINED)
    above = sum(each > "\x7f" for each in sample)
    return _forced(content, "utf-8") if bad < _DAMAGED * above or (bad < 3 and above > 20) else None


def _guessed(content: bytes) -> str:
    """The single-byte encoding in which the bytes make the best sense."""
    sample = b" ".join(content[at : at + _SAMPLE] for at in (0, len(content) // 2) if at < len(content))
    runs = [len(each) for each in _HIGH.findall(sample)]
    if not runs or sum(runs) < _WESTERN_RUN * len(runs):
        return "windows-1252"
    scored = [(_arabic_sense(sample, name), -at, name) for at, name in enumerate(_table()["arabic"])]
    best, _, encoding = max(scored)
    return encoding if best > 0.08 else _by_statistics(sample)


def _arabic_sense(sample: bytes, encoding: str) -> float:
    """Of a thousand words in Arabic letters, how many are those that Arabic cannot do without, 0–1."""
    text = sample.decode(encoding, "replace")
    words = _ARABIC_WORD.findall(text)
    known = frozenset(_table()["words"])
    telling = sum(word in known or (word.startswith("ال") and len(word) > 3) for word in words)
    strange = sum(each > "\x7f" and each.isalpha() and not "\u0600" <= each <= "\u06ff" for each in text)
    strange += text.count(_UNDEFINED)
    return telling / (len(words) + strange) if words else 0.0


def _by_statistics(sample: bytes) -> str:
    """What charset-normalizer makes of bytes that are neither Western nor Arabic."""
    from charset_normalizer import from_bytes  # heavy, and rarely needed

    found = from_bytes(sample).best()
    name = encoding_named(found.encoding) if found is not None else ""
    return name or "windows-1252"
