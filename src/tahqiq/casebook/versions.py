"""No edit is lost: a record is written over only in the version that the editor saw.

    write(incident, {"title_en": "…"}, version=3)

One conditional statement, ``UPDATE … SET version = 4 WHERE id = … AND version = 3``, decides; of
two people who began from version 3 the second is refused, and a trigger refuses whatever goes
around this function (``casebook.triggers``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tahqiq.casebook.models.base import Versioned
from tahqiq.vocab.errors import BadInput


class Outdated(BadInput):
    """Somebody else changed the record since it was read; nothing was written.

    Attributes:
        record: as the editor had it. seen: the version that the editor began from.
    """

    def __init__(self, record: Versioned, seen: int) -> None:
        self.record, self.seen = record, seen
        super().__init__(
            "somebody else has changed this since you opened it",
            remedy="compare the two versions and save again",
        )


def demand(record: Versioned, version: int) -> None:
    """Refuses an editor who began from another version than the record has now.

    Raises:
        Outdated: see there.
    """
    if record.version != version:
        raise Outdated(record, version)


def write(record: Versioned, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Writes these columns as the next version, in the database and in ``record``.

    Args:
        version: the one the editor saw; None takes the one ``record`` was read in.

    Raises:
        Outdated: the record has another version by now.
    """
    seen = record.version if version is None else version
    found = type(record)._default_manager.filter(pk=record.pk, version=seen)
    if not found.update(**values, version=seen + 1):
        raise Outdated(record, seen)
    for name, value in values.items():
        setattr(record, name, value)
    record.version = seen + 1
