r"""Characters that no text holds are taken out, and every line ends with ``\n``."""

from __future__ import annotations

import re

#: Ends of lines: CR LF, CR, vertical tab, form feed, NEL, and Unicode's two.
_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Control characters, marks of byte order, soft hyphens, and U+FFFE and U+FFFF, which are no characters.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffe\uffff]+")
#: The same one by one: looking for each is several times faster than for any.
_END_SIGNS = "\r\x0b\x0c\x85\u2028\u2029"
_UNSEEN_SIGNS = "".join(each for each in map(chr, range(0x10000)) if _UNSEEN.match(each))
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")


def cleaned(text: str) -> str:
    r"""The text with its lines ended alike and without control characters; words are untouched.

    >>> cleaned("\ufeffone\r\ntwo\x00\x1f thr\u00adee\rfour")
    'one\ntwo three\nfour'
    """
    if text.isprintable():
        return text
    if any(each in text for each in _END_SIGNS):
        text = _ENDS.sub("\n", text)
    if any(each in text for each in _UNSEEN_SIGNS):
        text = _UNSEEN.sub("", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
    return text


def collapsed(text: str) -> str:
    r"""The same with every run of spaces one space: of markup, where the number of spaces says nothing.

    >>> collapsed("  one \u00a0 two \n\n\n\n three ")
    'one two\n\nthree'
    """
    spaced = _AROUND_LINES.sub("\n", _SPACES.sub(" ", cleaned(text)))
    return _BLANK_LINES.sub("\n\n", spaced).strip()


def one_line(text: str) -> str:
    r"""The text on one line.

    >>> one_line(" Strike \n on the  market ")
    'Strike on the market'
    """
    return " ".join(cleaned(text).split())
