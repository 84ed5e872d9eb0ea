"""What may stand in an address of a story: small Latin letters, digits and single hyphens."""

from __future__ import annotations

import re

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
#: Names that pages of a story already have.
_TAKEN = frozenset({"index"})


def is_slug(text: str) -> bool:
    """Whether the text may be part of an address.

    >>> is_slug("who-says-how-many"), is_slug("../x"), is_slug("index")
    (True, False, False)
    """
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None and text not in _TAKEN
