"""Rankings as files and sentences: JSON lines for programs, a line for a person, figures for ``--json``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tahqiq.link.remains.matching import Candidate, Exclusion, Ranking
from tahqiq.link.remains.said import Evidence
from tahqiq.vocab.remains import Standing
from tahqiq.vocab.wording import Language, some

FORMAT = "remains-candidates/1"


def candidate_lines(rankings: Sequence[Ranking], language: Language = "en") -> bytes:
    """A body or part a line, with its candidates and what excludes others.

    The same season gives the same bytes. They hold codes and what was found, never names.
    """
    return "".join(
        json.dumps(_plain(each, language), ensure_ascii=False) + "\n" for each in rankings
    ).encode()


def figures(rankings: Sequence[Ranking]) -> dict[str, int]:
    """How many remains, how many with a presumptive candidate, with a hint, and with none."""
    likeliest = [each.candidates[0] for each in rankings if each.candidates]
    return {
        "remains": len(rankings),
        "presumptive": sum(each.standing is Standing.PRESUMPTIVE for each in likeliest),
        "hypotheses": sum(
            each.standing is Standing.HYPOTHESIS and each.posterior >= _HINT for each in likeliest
        ),
        "primary": sum(each.primary and each.posterior >= _HINT for each in likeliest),
    }


#: A posterior from which a likeliest candidate is worth a look of its own.
_HINT = 0.1


def sentence(rankings: Sequence[Ranking], files: int) -> str:
    """What was found, in English."""
    found = figures(rankings)
    return (
        f"{some(found['remains'], 'remains', 'remains')} against {some(files, 'file', 'files')}: "
        f"{found['presumptive']} with a presumptive candidate, {found['hypotheses']} with a hypothesis; "
        "nobody is identified by this"
    )


def _plain(ranking: Ranking, language: Language) -> dict[str, object]:
    return {
        "format": FORMAT,
        "remains": ranking.remains,
        "no_file": round(ranking.no_file, 4),
        "candidates": [_candidate(each, language) for each in ranking.candidates],
        "excluded": [_exclusion(each, language) for each in ranking.exclusions],
        "ruled": [
            {"file": each.file, "standing": each.standing.value, "by": each.by} for each in ranking.ruled
        ],
    }


def _candidate(candidate: Candidate, language: Language) -> dict[str, object]:
    return {
        "file": candidate.file,
        "rank": candidate.rank,
        "posterior": round(candidate.posterior, 4),
        "log10_lr": round(candidate.log10_lr, 2),
        "standing": candidate.standing.value,
        "primary": candidate.primary,
        "evidence": [_evidence(each, language) for each in candidate.evidence],
    }


def _exclusion(exclusion: Exclusion, language: Language) -> dict[str, object]:
    return {"file": exclusion.file, "evidence": [_evidence(each, language) for each in exclusion.evidence]}


def _evidence(evidence: Evidence, language: Language) -> dict[str, object]:
    return {
        "kind": evidence.kind,
        "log10_lr": round(evidence.log10_lr, 2),
        "words": evidence.text(language),
        "source": evidence.source,
        "primary": evidence.primary.value if evidence.primary is not None else None,
    }
