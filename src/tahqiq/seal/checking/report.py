"""Faults and notes, gathered while an archive is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from tahqiq.seal.verified import Fault


@dataclass(slots=True)
class Report:
    """What was found so far, in the order in which it was met."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, where: str, problem: str) -> None:
        """Something is not as it was left."""
        self.faults.append(Fault(where, problem))

    def unreadable(self, where: str, error: OSError) -> None:
        """Something could not be read at all."""
        self.faults.append(Fault(where, cannot_be_read(error)))

    def undestroyed(self, where: str, *, last: bool) -> None:
        """Something that a lawful removal was to destroy is still there.

        Args:
            where: what.
            last: the removal is the last thing in the log, so it may have been interrupted.
        """
        if last:
            self.note(f"{where}: its removal was interrupted; the next seal destroys it")
        else:
            self.fault(where, "was to be destroyed, and is still there")

    def note(self, text: str) -> None:
        """Something worth knowing that is no fault."""
        self.notes.append(text)


def cannot_be_read(error: OSError) -> str:
    """The problem, in the system's own words.

    >>> cannot_be_read(OSError(5, "Input/output error"))
    'cannot be read: Input/output error'
    """
    return f"cannot be read: {error.strerror or error}"
