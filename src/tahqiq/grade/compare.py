"""Our assessment beside the source's own: where they differ, in plain words."""

from __future__ import annotations

from tahqiq.grade.reasons import Reason
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.judgements import Assessment


def compare(ours: Assessment, theirs: Assessment) -> tuple[Reason, ...]:
    """Every difference in grade, ranges and strike status; none where they agree.

    Both stand beside each other and neither corrects the other; a strike status that only one of
    them states is no difference.

    Raises:
        ValueError: they assess different incidents.
    """
    if ours.incident != theirs.incident:
        raise ValueError(f"{ours.incident} and {theirs.incident} are different incidents")
    found = [
        _grades(ours.grade, theirs.grade),
        _ranges("killed_differ", ours.killed, theirs.killed),
        _ranges("injured_differ", ours.injured, theirs.injured),
    ]
    if ours.strike_status and theirs.strike_status and ours.strike_status is not theirs.strike_status:
        found.append(Reason.of("strike_differs", ours=ours.strike_status, theirs=theirs.strike_status))
    return tuple(reason for reason in found if reason is not None)


def _grades(ours: Grade | None, theirs: Grade | None) -> Reason | None:
    if ours is not None and theirs is not None:
        return None if ours is theirs else Reason.of("grades_differ", ours=ours, theirs=theirs)
    if ours is not None:
        return Reason.of("graded_only_here", ours=ours)
    return None if theirs is None else Reason.of("graded_only_there", theirs=theirs)


def _ranges(rule: str, ours: CountRange, theirs: CountRange) -> Reason | None:
    return None if ours == theirs else Reason.of(rule, ours=ours, theirs=theirs)
