"""One spelling for one value, so that a hash of the spelling is a hash of the value."""

from __future__ import annotations

import json
from collections.abc import Mapping


def canonical(value: Mapping[str, str | int]) -> bytes:
    """JSON as RFC 8785 spells an object of strings and integers: sorted, no spaces, UTF-8.

    Raises:
        ValueError: a string holds half a surrogate pair, which no UTF-8 can carry.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
