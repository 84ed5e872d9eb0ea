"""What a check of an archive found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tahqiq.seal.layout import printable

if TYPE_CHECKING:
    from tahqiq.seal.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was left.

    Attributes:
        where: the path inside the archive, or the SHA-256 concerned.
        problem: what is wrong, in plain words.
    """

    where: str
    problem: str

    def line(self) -> str:
        r"""One line, safe on a terminal.

        >>> Fault("log/a\nb", "has no place in an archive").line()
        'log/a\\nb: has no place in an archive'
        """
        return f"{printable(self.where)}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check of an archive found.

    Attributes:
        items: distinct items in the log.
        entries: leaves of the log (lines, in archive/1).
        bytes: total stored size of the items.
        head: the signed head of archive/2; None for archive/1, or where none could be read.
        root: hash of everything in the log, in hexadecimal: the root of the tree in archive/2, the
            hash of the last line in archive/1.
        faults: what is not as it was left; empty means every byte that was looked at is.
        notes: worth knowing, and no fault.
        vouched: one sentence saying what this check stands on: which head, and what held it.
    """

    items: int
    entries: int
    bytes: int
    root: str
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    vouched: str
    head: Checkpoint | None = None
