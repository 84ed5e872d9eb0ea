"""Strings of a record made safe to lay out, before anything else sees them.

Escaping is the templates' part. What escaping cannot stop are characters that reorder the text
around them (UAX #9 overrides, and isolates closed once too often) and control characters that
HTML forbids. Each is replaced by U+FFFD, one for one, so that offsets into a text still hold; the
sealed item and the downloads keep the words as they are.
"""

from __future__ import annotations

import re

from tahqiq.language.direction import balanced

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202d\u202e]")
#: What a raw line of JSON holds when one of its strings may need a change.
SUSPECT = re.compile(
    rb"[\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf[\xbe\xbf]|\\u"
)
_INSTEAD = "\ufffd"


def showable(text: str) -> str:
    r"""The text without characters that disturb what stands around it.

    >>> showable("abc\u202edef")
    'abc\ufffddef'
    """
    return balanced(_FORBIDDEN.sub(_INSTEAD, text), instead=_INSTEAD)


def showable_values(value: object) -> object:
    """The same for every string in nested JSON values; keys are the schema's own.

    Strings under ``files`` of a manifest never pass here.
    """
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, list):
        return [showable_values(each) for each in value]
    if isinstance(value, dict):
        return {showable(key): showable_values(each) for key, each in value.items()}
    return value
