"""One writer at a time where no kernel can say who still lives.

The lock is an object that its holder replaces every ``RENEW`` seconds. Who finds it unchanged for
``LEASE`` seconds of the store's own clock takes it over, by a conditional write that only one can
win. The holder asks itself before and after each commit whether it renewed within ``TRUST``
seconds, by a clock that runs on while the machine sleeps: whoever cannot be sure does not commit,
or does not acknowledge (C. Gray, D. Cheriton, 'Leases', SOSP 1989).
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tahqiq.seal.errors import Busy
from tahqiq.seal.layout import INCOMING, LOCK
from tahqiq.seal.stores.bucket import Bucket
from tahqiq.vocab.errors import TahqiqError

#: Seconds until a lock is another's to take; until its holder no longer trusts it; between renewals.
LEASE, TRUST, RENEW = 120.0, 80.0, 20.0
_NAME = f"{INCOMING}/{LOCK}"
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Lease:
    """The lock of one store, held or not."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._etag, self._renewed, self._held = "", 0.0, False
        self._proved = False
        self._ended = threading.Event()

    @contextmanager
    def hold(self, wait_seconds: float) -> Iterator[None]:
        """Holds the lock; a thread renews it until the block ends.

        Raises:
            Busy: another held it for so long.
            BadInput: the store does not keep its conditions.
        """
        self._acquire(wait_seconds)
        try:
            with self._renewing():
                if not self._proved:
                    self._bucket.probe()
                    self._proved = True
                self._bucket.abort_uploads()
                yield
        finally:
            self._release()

    def require(self) -> None:
        """Makes sure that nobody can have taken the lock over by now; nothing is asked of one not held.

        Raises:
            Busy: somebody can have.
        """
        if self._held and _now() - self._renewed > TRUST:
            remedy = "run it again; nothing that was acknowledged is lost"
            raise Busy(
                "the store was out of reach for too long, and another may be writing",
                file=self._bucket.address,
                remedy=remedy,
            )

    def _acquire(self, wait_seconds: float) -> None:
        deadline = _now() + wait_seconds
        while not self._take():
            if _now() >= deadline:
                remedy = f"wait until it has ended; if it died, the archive is free after {LEASE:.0f} seconds"
                raise Busy("another process is writing to it", file=self._bucket.address, remedy=remedy)
            time.sleep(min(1.0, max(0.0, deadline - _now())))
        self._held = True

    def _take(self) -> bool:
        """Takes the lock if it is free, or was left alone for so long."""
        asked = _now()
        try:
            etag, age = self._bucket.etag_and_age(_NAME)
            if age < LEASE:
                return False
            self._etag = self._bucket.swap(_NAME, _token(), etag)
        except FileExistsError:
            return False
        except FileNotFoundError:
            return self._make(asked)
        self._renewed = asked
        return True

    def _make(self, asked: float) -> bool:
        try:
            self._etag = self._bucket.create(_NAME, _token())
        except FileExistsError:
            return False
        self._renewed = asked
        return True

    @contextmanager
    def _renewing(self) -> Iterator[None]:
        self._ended.clear()
        thread = threading.Thread(target=self._keep_renewing, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _keep_renewing(self) -> None:
        while not self._ended.wait(RENEW):
            asked = _now()
            # Unreachable: tried again next time; lost: `require` will find it too old.
            with suppress(TahqiqError, OSError):
                self._etag = self._bucket.swap(_NAME, _token(), self._etag)
                self._renewed = asked

    def _release(self) -> None:
        self._held = False
        # Unreachable, or another's by now: it runs out by itself.
        with suppress(TahqiqError, OSError):
            self._bucket.swap(_NAME, _token(), self._etag)
            self._bucket.delete(_NAME)


def _now() -> float:
    return time.clock_gettime(_CLOCK)


def _token() -> bytes:
    """Other bytes each time, so that every renewal has an ETag of its own."""
    return f"{secrets.token_hex(16)}\n".encode()
