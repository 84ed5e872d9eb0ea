"""Whether an armed actor's action is established: the strike status, apart from the grade."""

from __future__ import annotations

from tahqiq.grade.evidence import IncidentEvidence, origins
from tahqiq.grade.reasons import Reason
from tahqiq.vocab.grades import StrikeStatus

#: Statuses by which an armed actor's action nearby at the time is likely or confirmed.
ESTABLISHED = frozenset({StrikeStatus.DECLARED, StrikeStatus.LIKELY})


def strike_status(evidence: IncidentEvidence) -> tuple[StrikeStatus | None, Reason | None]:
    """The strike status and why (METHOD: declared, likely, contested, single-source claim).

    Declared goes before contested, and contested before the number of sources. None where nobody
    in particular is blamed, or nobody credible reports harm.
    """
    declared = sorted({*evidence.declared_by, *evidence.accepted_by})
    if declared:
        return StrikeStatus.DECLARED, Reason.of("declared", party=", ".join(declared))
    blamed = evidence.parties_blamed
    if len(blamed) > 1:
        return StrikeStatus.CONTESTED, Reason.of("strike_contested")
    sources = origins(evidence.credible)
    if not blamed or not sources:
        return None, None
    if len(sources) == 1:
        return StrikeStatus.SINGLE_SOURCE, Reason.of("strike_single_source")
    return StrikeStatus.LIKELY, Reason.of("strike_likely", party=blamed[0])
