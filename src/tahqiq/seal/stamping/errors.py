"""What can go wrong while asking for a stamp, or checking one.

CheckFailed
└── NoStamp       the authority gave none, or what it gave does not hold
    └── NotThere  the server answered that it has nothing at this address (HTTP 404)
"""

from __future__ import annotations

from tahqiq.vocab.errors import CheckFailed


class NoStamp(CheckFailed):
    """There is no stamp that holds; the message says why in one line."""


class NotThere(NoStamp):
    """The server has nothing at this address: of a calendar, its promise is not kept yet."""
