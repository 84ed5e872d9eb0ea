"""Which incident a row belongs to, and keys that stay the same at every import."""

from __future__ import annotations

from tahqiq.read.tables.record import Record
from tahqiq.read.tables.seen import SeenKeys
from tahqiq.read.tables.wording import LONGEST_KEY, bounded


def new_code(record: Record, column: str, codes: SeenKeys) -> str:
    """The code of a new incident; '' with a problem where it is missing, too long, or met before."""
    code = record.text(column)
    if not code:
        record.refuse(column, "the incident has no code")
    elif len(code) > LONGEST_KEY:
        record.refuse(column, f"the code is longer than {LONGEST_KEY} characters")
    elif not codes.new(code):
        record.refuse(column, "an incident of this code was met before")
    else:
        return code
    return ""


def known_incident(record: Record, codes: SeenKeys) -> str:
    """The code of the row's incident; '' with a problem where no such incident was read."""
    code = record.text("code")
    if code and code in codes:
        return code
    record.refuse("code", "no incident of this code was read")
    return ""


def unique_key(record: Record, column: str, keys: SeenKeys, key: str, more: str) -> str:
    """The key, told apart by ``more`` where another row has it; '' with a problem for a repetition."""
    key = bounded(key)
    if keys.new(key):
        return key
    longer = bounded(f"{key}/{more}")
    if more and keys.new(longer):
        record.repair(column, f"another row has this number; told apart by '{more}'")
        return longer
    record.refuse(column, "the same entry was met before")
    return ""
