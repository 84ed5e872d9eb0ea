"""One spelling for one value, so that a hash of the spelling is a hash of the value."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: object) -> bytes:
    """JSON as RFC 8785 spells it: sorted, no spaces, UTF-8.

    Args:
        value: a mapping or a dataclass, of strings, whole numbers, true and false, and lists of them.

    Raises:
        ValueError: a string holds half a surrogate pair, which no UTF-8 can carry.

    >>> canonical({"b": 1, "a": "\u0639"}).decode()
    '{"a":"\u0639","b":1}'
    """
    return _ENCODER.encode(value)
