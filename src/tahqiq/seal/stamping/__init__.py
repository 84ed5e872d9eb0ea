"""Trusted time for an archive's heads: RFC 3161 authorities and OpenTimestamps calendars."""

from tahqiq.seal.stamping.asking import Outcome, retry_waiting, stamp_head, upgrade_promises
from tahqiq.seal.stamping.authorities import Authority
from tahqiq.seal.stamping.errors import NoStamp
from tahqiq.seal.stamping.posting import Patience
from tahqiq.seal.stamping.waiting import Waiting, WaitingStamps

__all__ = [
    "Authority",
    "NoStamp",
    "Outcome",
    "Patience",
    "Waiting",
    "WaitingStamps",
    "retry_waiting",
    "stamp_head",
    "upgrade_promises",
]
