"""Heads that somebody holds against the log: the only way to see that a log was cut back.

A log that was rolled back to an earlier head is sound in itself. It shows only against a later head
kept elsewhere: by the verifier, by this home, or in a stamp. Where there is none, the check says which
head it vouches for and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tahqiq.seal import checkpoint
from tahqiq.seal.checking.log import Log
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class Held:
    """A head that was kept, and who kept it ('the head that was given')."""

    head: Checkpoint
    whose: str


def compare(held: Sequence[Held], log: Log, report: Report) -> list[Held]:
    """Reports the heads that this log does not grow from; gives those that it does."""
    holding = []
    for each in held:
        problem = next(_problems(each.head, log), "")
        if problem:
            report.fault("log", problem.format(whose=each.whose))
        else:
            holding.append(each)
    return holding


def _problems(head: Checkpoint, log: Log) -> Iterator[str]:
    if log.public_key is not None and not checkpoint.verify(head, log.public_key):
        yield "{whose} is not signed with the key of this archive: it is another, or made anew"
    if log.origin and head.origin != log.origin:
        yield "{whose} is that of another archive"
    if head.size > log.entries:
        yield (
            f"was rolled back, or is an old copy: {{whose}} has {head.size:,} events, the log {log.entries:,}"
        )
    elif head.size not in log.roots:
        yield "{whose} cannot be reached: the log could not be counted out so far"
    elif log.roots[head.size] != head.root:
        yield f"is not the log of {{whose}}: its first {head.size:,} events are others"


def vouched(log: Log, holding: Sequence[Held], *, own_key: bool, stamps: int) -> str:
    """One sentence saying what the check stands on.

    Args:
        log: as it was read.
        holding: heads held elsewhere that the log grows from.
        own_key: nobody gave the public key: the archive's own word was taken for it.
        stamps: how many stamps of this log's heads are there.
    """
    if log.head is None:
        return "no head: none could be read"
    head = log.head
    said = [f"the head of {head.size:,} events signed {head.at}, root {head.root.hex()}"]
    said.append(_key(own_key=own_key))
    said.append(_against(holding))
    if stamps:
        said.append(f"{stamps:,} {'stamp' if stamps == 1 else 'stamps'} of its heads stand beside it")
    return "; ".join(said)


def _key(*, own_key: bool) -> str:
    if own_key:
        return "signed with the key that the archive itself names (compare it, or give --key)"
    return "signed with the key that was given"


def _against(holding: Sequence[Held]) -> str:
    if not holding:
        return "no other head was held against it, so that a log cut back to this head could not be told"
    names = " and ".join(f"{each.whose} ({each.head.size:,} events)" for each in holding)
    return f"it grew from {names}"
