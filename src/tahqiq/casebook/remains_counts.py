"""Counts of what was recovered: bodies by what people judged of them. Never added to a strike's toll."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from tahqiq.casebook.models import Case, CombatStatus, RecoverySite, Remains, Ruling, StatusJudgement


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCounts:
    """What was recovered: another population than deaths by strikes, and in no sum with them.

    Attributes:
        bodies: remains that stand, without parts judged to belong to another body.
        parts: those judged so.
        by_status: civilian, combatant, not_determined → bodies; they add up to ``bodies``. Where people
            differ, and where nobody judged, it is not determined.
        identified: bodies identified by an authority, confirmed by a second person.
    """

    bodies: int
    parts: int
    by_status: dict[str, int]
    identified: int


def recovered(case: Case, *, site: RecoverySite | None = None) -> RecoveryCounts:
    """The counts of a case, or of one site."""
    within = {"case": case} if site is None else {"case": case, "site": site}
    standing = set(Remains.objects.standing().filter(**within).values_list("pk", flat=True))
    bodies = set(Remains.objects.bodies().filter(**within).values_list("pk", flat=True))
    judged = _judged(case)
    statuses = Counter(judged.get(pk, CombatStatus.NOT_DETERMINED.value) for pk in bodies)
    identified = Ruling.objects.identified().filter(remains__in=bodies)
    return RecoveryCounts(
        bodies=len(bodies),
        parts=len(standing) - len(bodies),
        by_status={status.value: statuses[status.value] for status in CombatStatus},
        identified=identified.count(),
    )


def _judged(case: Case) -> dict[UUID, str]:
    """What all who judged agree on; not determined where they differ."""
    said: defaultdict[UUID, set[str]] = defaultdict(set)
    judgements = StatusJudgement.objects.filter(case=case, withdrawn_at=None)
    for remains, status in judgements.values_list("remains_id", "status"):
        said[remains].add(status)
    return {
        remains: each.pop() if len(each) == 1 else CombatStatus.NOT_DETERMINED.value
        for remains, each in said.items()
    }
