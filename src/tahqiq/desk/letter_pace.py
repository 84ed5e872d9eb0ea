"""How many letters come from where, kept in memory for an hour and never written down.

An address is kept as a keyed hash under a key of this process alone: nothing of it can be found later,
neither on a disk nor in the database.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from threading import Lock

#: Letters from one address in an hour, and seconds in it.
LETTERS, HOUR = 5, 3600.0
#: Addresses remembered at a time; the oldest are forgotten first.
ADDRESSES = 10_000


class Pace:
    """Says whether another letter may come from an address now.

    >>> pace = Pace()
    >>> [pace.allows("192.0.2.1", now=float(n)) for n in range(6)]
    [True, True, True, True, True, False]
    >>> pace.allows("192.0.2.2", now=6.0), pace.allows("192.0.2.1", now=3601.0)
    (True, True)
    """

    def __init__(self) -> None:
        self._key, self._lock = secrets.token_bytes(32), Lock()
        self._came: dict[bytes, deque[float]] = {}

    def allows(self, address: str, *, now: float) -> bool:
        """Notes a letter and says whether it may come in.

        Args:
            address: where it comes from.
            now: seconds of a clock that never goes back.
        """
        name = hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            came = self._came.pop(name, deque())
            while came and now - came[0] >= HOUR:
                came.popleft()
            self._came[name] = came
            while len(self._came) > ADDRESSES:
                del self._came[next(iter(self._came))]
            if len(came) >= LETTERS:
                return False
            came.append(now)
            return True
