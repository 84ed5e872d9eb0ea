"""The table of interruptions: what stops which work, and what holds afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from seal.interrupting import How


@dataclass(frozen=True, slots=True)
class Interruption:
    """One kind of interruption, tried at every step of a piece of work.

    Attributes:
        happens: what happens, in words.
        how: how it is done.
        work: what is going on meanwhile.
        holds: what is true afterwards, however far it came.
        every: at each how manieth of the system calls that change the disk it is tried.
    """

    happens: str
    how: How
    work: str
    holds: str
    every: int = 1


_SEALING = "files are sealed"
_WHOLE = (
    "verify finds no fault; everything that was acknowledged is there; "
    "the next seal puts the archive in order"
)
INTERRUPTIONS: tuple[Interruption, ...] = (
    Interruption("`kill -9`, half-way through a write where there is one", "kill", _SEALING, _WHOLE),
    Interruption(
        "the disk is full from here on", "full", _SEALING, f"one line says so, exit code 2; {_WHOLE}"
    ),
    Interruption(
        "the power fails, and every unflushed name and byte is lost", "cut", _SEALING, _WHOLE, every=2
    ),
    Interruption(
        "the power fails, and every unflushed byte is lost, names are not", "zero", _SEALING, _WHOLE, every=2
    ),
    Interruption("`kill -9`", "kill", "the traces of an earlier `kill -9` are cleared away", _WHOLE, every=3),
    Interruption(
        "`kill -9`",
        "kill",
        "an archive is made",
        "there is a sound archive, or none and the next try makes it",
        every=2,
    ),
    Interruption(
        "`kill -9`",
        "kill",
        "an item is lawfully removed",
        "verify finds no fault, and notes a removal that was not carried out; the next writer carries it out",
        every=2,
    ),
    Interruption(
        "`kill -9`",
        "kill",
        "an archive of the earlier format is upgraded",
        "under its name stands the old archive or the new one, sound and whole; running it again ends it",
        every=9,
    ),
)
