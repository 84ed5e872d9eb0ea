"""How archive/1 spelled what it hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping


def canonical(value: Mapping[str, str | int]) -> bytes:
    r"""JSON, sorted, without spaces, in UTF-8, as Python's own module writes it.

    Raises:
        ValueError: a string holds half a surrogate pair, which no UTF-8 can carry.

    >>> canonical({"b": 1, "a": "\x7f"})
    b'{"a":"\x7f","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
