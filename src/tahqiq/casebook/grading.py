"""What the rules of ``tahqiq.grade`` are given, and how their result is kept: rows in, rows out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from tahqiq.casebook.identity import fingerprint
from tahqiq.casebook.models import TAHQIQ, Answer, Blame, Case, Claim, Incident, Party, Victim
from tahqiq.grade import AcceptedClaim, Graded, IncidentEvidence, Reason, Worked
from tahqiq.vocab import answers as answer_values
from tahqiq.vocab import claims as claim_values
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Reliability, StandardOfProof
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.wording import LANGUAGES, Language


def claim_value(claim: Claim, population: str = "") -> claim_values.Claim:
    """A kept claim as the value that crosses rooms."""
    if claim.locator == "span":
        locator = claim_values.Locator.span(claim.start or 0, claim.end or 0)
    else:
        locator = claim_values.Locator.cells(claim.record or 0, *claim.columns)
    return claim_values.Claim(
        text_sha256=claim.text_sha256,
        locator=locator,
        quote=claim.quote,
        statement=claim.statement_en,
        statement_ar=claim.statement_ar,
        effect=claim_values.Effect(claim.effect),
        category=claim_values.Category(claim.category),
        of_whom=claim.of_whom,
        unit=claim.unit,
        count=CountRange(claim.min, claim.max),
        hedge=Hedge(claim.hedge),
        negated=claim.negated,
        stance=claim_values.Stance(claim.stance),
        scope=claim_values.Scope(claim.scope),
        chain=tuple(claim_values.Speaker(**link) for link in claim.chain),
        basis=claim.basis,
        blamed=claim.blamed,
        place=claim.place,
        span=DateSpan(claim.span_start, claim.span_end),
        said=DateSpan(claim.said_start, claim.said_end),
        said_note=claim.said_note,
        standard=StandardOfProof(claim.standard) if claim.standard else None,
        population=population,
        note=claim.note,
        within=claim.within_id,
        supersedes=claim.supersedes_id,
    )


@dataclass
class Evidence:
    """Reads the evidence of many incidents with a few queries a chunk."""

    case: Case
    _parties: dict[str, str] = field(default_factory=dict)

    @cached_property
    def parties(self) -> dict[str, tuple[str, str]]:
        """Party slug → English and Arabic name."""
        found = Party.objects.filter(case=self.case).values_list("slug", "name_en", "name_ar")
        return {slug: (en, ar or en) for slug, en, ar in found}

    def of(self, incidents: Sequence[Incident]) -> list[IncidentEvidence]:
        """All that the rules may use about these incidents, in their order."""
        ids = [incident.pk for incident in incidents]
        claims, answers = self._claims(ids), self._answers(ids)
        blamed: dict[UUID, list[str]] = defaultdict(list)
        for incident, slug in Blame.objects.filter(incident__in=ids).values_list(
            "incident_id", "party__slug"
        ):
            blamed[incident].append(slug)
        contested = Victim.objects.standing().filter(incident__in=ids, civilian_contested=True)
        doubtful = set(contested.values_list("incident_id", flat=True))
        return [
            IncidentEvidence(
                incident=each.pk,
                span=each.span,
                claims=tuple(claims[each.pk]),
                answers=tuple(answers[each.pk]),
                blamed=tuple(sorted(blamed[each.pk])),
                status_contested=each.pk in doubtful,
            )
            for each in incidents
        ]

    def _claims(self, incidents: Sequence[UUID]) -> dict[UUID | None, list[AcceptedClaim]]:
        found: dict[UUID | None, list[AcceptedClaim]] = defaultdict(list)
        claims = Claim.objects.accepted().filter(incident__in=incidents)
        for claim in claims.select_related("source", "population").order_by("id"):
            found[claim.incident_id].append(self._accepted(claim))
        return found

    def among(self, ids: Collection[UUID]) -> tuple[AcceptedClaim, ...]:
        """These claims of the case, as far as they are accepted, whichever incident they are about."""
        claims = Claim.objects.accepted().filter(case=self.case, id__in=ids)
        return tuple(
            self._accepted(claim) for claim in claims.select_related("source", "population").order_by("id")
        )

    def _accepted(self, claim: Claim) -> AcceptedClaim:
        value = claim_value(claim, claim.population.slug if claim.population is not None else "")
        kind = _kind(value, claim.source.kind)
        return AcceptedClaim(
            id=claim.pk,
            claim=value,
            source=claim.source.slug,
            kind=kind,
            speaks_for=self._speaks_for(value, claim.source.slug) if kind is SourceKind.ARMED_ACTOR else "",
            blames=self._named_in(claim.blamed),
            reliability=Reliability(claim.source.reliability) if claim.source.reliability else None,
        )

    def _speaks_for(self, claim: claim_values.Claim, source: str) -> str:
        """The party whose name the origin bears, or whose slug the source has."""
        named = self._named_in(claim.origin.name) if claim.origin is not None else ()
        return named[0] if len(named) == 1 else source if source in self.parties else ""

    def _named_in(self, wording: str) -> tuple[str, ...]:
        """Parties whose whole name stands in the words."""
        words = wording.casefold()
        return tuple(
            slug
            for slug, names in sorted(self.parties.items())
            if words and any(name and name.casefold() in words for name in names)
        )

    def _answers(self, incidents: Sequence[UUID]) -> dict[UUID, list[answer_values.Answer]]:
        found: dict[UUID, list[answer_values.Answer]] = defaultdict(list)
        answers = Answer.objects.standing().filter(incident__in=incidents).select_related("party")
        for answer in answers.order_by("id"):
            found[answer.incident_id].append(
                answer_values.Answer(
                    party=answer.party.slug,
                    state=AnswerState(answer.state),
                    reasons=tuple(RejectionReason(reason) for reason in answer.reasons),
                    killed=CountRange(answer.killed_min, answer.killed_max),
                    injured=CountRange(answer.injured_min, answer.injured_max),
                )
            )
        return found

    def row(self, graded: Graded, evidence: IncidentEvidence) -> dict[str, Any]:
        """Our assessment as a row; its id follows from what it says, so that the same is kept once."""
        values: dict[str, Any] = {
            "grade": str(graded.grade or ""),
            "killed_min": graded.killed.count.min,
            "killed_max": graded.killed.count.max,
            "injured_min": graded.injured.count.min,
            "injured_max": graded.injured.count.max,
            "strike_status": str(graded.strike_status or ""),
            "harm_reported": graded.harm_reported,
            "rules": graded.rules,
            "profile": graded.killed.profile,
            "reasons_en": self.told(graded.reasons, "en"),
            "reasons_ar": self.told(graded.reasons, "ar"),
            "claims": _rests_on(graded, evidence),
            "working": {
                "killed": self._working(graded.killed),
                "injured": self._working(graded.injured),
                "combatants_killed": self._working(graded.combatants_killed),
            },
        }
        return {
            "id": imported_id(TAHQIQ, "assessment", graded.incident.hex, fingerprint(values)),
            "case_id": self.case.pk,
            "incident_id": graded.incident,
            "assessor": TAHQIQ,
            **values,
        }

    def told(self, reasons: Iterable[Reason], language: Language) -> list[str]:
        """Reasons in words, parties by their names."""
        names = {slug: each[LANGUAGES.index(language)] for slug, each in self.parties.items()}
        return [reason.text(language, names=names) for reason in reasons]

    def _working(self, worked: Worked) -> dict[str, Any]:
        left_out = [
            {
                "claim": str(each.claim),
                "en": self.told([each.reason], "en")[0],
                "ar": self.told([each.reason], "ar")[0],
            }
            for each in worked.left_out
        ]
        return {
            "min": worked.count.min,
            "max": worked.count.max,
            "used": [str(id_) for id_ in worked.used],
            "left_out": left_out,
            "notes_en": self.told(worked.notes, "en"),
            "notes_ar": self.told(worked.notes, "ar"),
        }


def _kind(claim: claim_values.Claim, source_kind: str) -> SourceKind:
    """What kind of source the origin is, as the chain says; else the publisher's kind."""
    said = claim.origin.kind if claim.origin is not None else ""
    return SourceKind(said) if said in set(SourceKind) else SourceKind(source_kind)


def _rests_on(graded: Graded, evidence: IncidentEvidence) -> list[str]:
    """Claims behind the ranges; where there is no figure, those that report the harm."""
    used = dict.fromkeys((*graded.killed.used, *graded.injured.used))
    return [str(id_) for id_ in used or dict.fromkeys(each.id for each in evidence.credible)]
