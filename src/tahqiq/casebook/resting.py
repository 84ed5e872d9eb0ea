"""What rests on a consent: interviews, items and what was made of them, claims, figures, releases.

``resting_on`` finds it; ``Resting.plain`` is what two people are shown, and what each approves by its hash.
Of a consent taken back for some purposes alone, that is what rests on those: words, a voice, a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from tahqiq.casebook import echoes
from tahqiq.casebook.actions.assessing import profile_of
from tahqiq.casebook.echoes import NOTED, ROW, WRITTEN, Fields, Words
from tahqiq.casebook.grading import Evidence
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    Assessment,
    Case,
    Claim,
    Consent,
    Contradiction,
    FollowUp,
    FormSubmission,
    Incident,
    Interview,
    Item,
    Listing,
    MissingPerson,
    Passage,
    Purpose,
    Source,
    Statement,
    Status,
    StoryVersion,
    Text,
    VaultEntry,
    WelfareFlag,
)
from tahqiq.casebook.signing import Signable
from tahqiq.casebook.trigger_rules import REMOVED
from tahqiq.grade import IncidentEvidence, grade_incident
from tahqiq.vocab.ids import veiled_id

#: Releases of the home that name any of these ids or hashes.
Served = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What an incident says now, and what it would say without the claims that go.

    Attributes:
        before, after: grade, killed and injured as (lower, upper), None unknown.
    """

    incident: UUID
    code: str
    claims: int
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def changes(self) -> bool:
        """Whether readers would see a difference."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """Everything that rests on one consent.

    Attributes:
        items: the items bound to it, and everything derived from them; what was derived comes first.
        claims: those that cite one of the items, whatever was decided about them.
        others: listings, statements, assessments and answers that stand in one of the items.
        steps: steps of an armed actor's answers that quote one of the items.
        missing: files of missing persons that were told under it.
        written: what we wrote for readers that repeats words of it, as (kind, id): somebody writes it anew.
        noted: what people noted beside other records that repeats words of it, as (kind, id): it is erased
            where nothing is kept either.
        releases: those that name an item or a claim of these.
        vault: whether the person's identity lies in the vault.
        purposes: for which alone it is taken back; empty where it is taken back whole.
        sources: under which the person speaks, where a name that was published rests on it.
        stories: standing versions of stories that name the consent, an item, a claim or a passage of these.
    """

    consent: Consent
    purposes: tuple[Purpose, ...]
    interviews: list[Interview]
    items: list[Item]
    texts: list[Text]
    claims: list[Claim]
    others: int
    steps: list[AnswerEvent]
    missing: list[MissingPerson]
    figures: list[Figure]
    written: list[tuple[str, str]]
    noted: list[tuple[str, str]]
    sources: list[UUID]
    stories: list[StoryVersion]
    releases: list[str]
    vault: bool

    def plain(self) -> dict[str, Any]:
        """As it is kept and shown; ids, codes, counts and figures, no words."""
        return {
            "interviews": sorted(str(each) for each in self.interviews),
            "items": sorted(each.sha256 for each in self.items),
            "texts": len(self.texts),
            "claims": sorted(str(each.pk) for each in self.claims),
            "others": self.others,
            "steps": sorted(str(each.pk) for each in self.steps),
            "purposes": [each.value for each in self.purposes],
            "missing": sorted(each.code for each in self.missing),
            "written": sorted([*each] for each in self.written),
            "noted": sorted([*each] for each in self.noted),
            "named": len(self.sources),
            "stories": sorted(str(each) for each in self.stories),
            "figures": [
                {
                    "incident": str(each.incident),
                    "code": each.code,
                    "claims": each.claims,
                    "before": each.before,
                    "after": each.after,
                }
                for each in self.figures
            ],
            "releases": self.releases,
            "vault": self.vault,
        }

    def sha256(self) -> str:
        """Of ``plain``, spelled canonically."""
        return Signable.of(self.plain()).sha256

    def named(self) -> list[str]:
        """What a release or site that holds any of it would name: hashes, ids, and what stood for ids."""
        hashes = {each.sha256 for each in self.items} | {each.sha256 for each in self.texts}
        ids = {str(each.pk) for each in (*self.items, *self.claims)} | {str(each) for each in self.sources}
        return sorted(hashes | ids | set(self._veiled()))

    def _veiled(self) -> Iterator[str]:
        """The ids under which a release told of claims and items whose words were withheld."""
        secrets = {each.pk: each.consent_id or each.pk for each in self.items}
        for item, secret in secrets.items():
            yield str(veiled_id(secret, "item", str(item)))
        for claim in self.claims:
            if claim.item_id in secrets:
                yield str(veiled_id(secrets[claim.item_id], "claim", str(claim.pk)))

    def _answered(self) -> list[str]:
        """What was said on forms."""
        forms = FormSubmission.objects.filter(item__in=self.items).values_list("answers", flat=True)
        return [each for answers in forms for each in _sentences(answers)]

    def keys(self, interviews: Sequence[Interview]) -> set[str]:
        """By what stories name any of it: ids, hashes, keys; passages of these interviews too."""
        passages = Passage.objects.filter(interview__in=interviews).values_list("id", flat=True)
        ids = [self.consent.pk, *(each.pk for each in (*self.items, *self.claims)), *passages]
        keys = {*map(str, ids), *(each.sha256 for each in self.items)}
        return keys | {each.source_key for each in self.claims if each.source_key}

    def said(self) -> Words:
        """Everything that was said, to find copies of it."""
        texts = [each.content for each in self.texts] + [each.quote for each in self.claims]
        told = [value for each in self.missing for value in each.told.values() if isinstance(value, str)]
        notes = [each.setting for each in self.interviews]
        for kind, name in ((WelfareFlag, "note"), (FollowUp, "what")):
            held = kind._default_manager.filter(interview__in=self.interviews)
            notes += held.values_list(name, flat=True)
        about = Contradiction.objects.filter(of_interviews(self.interviews)).values_list("about", flat=True)
        texts += self._answered()
        quoted = [each.quote for each in self.steps if each.quote != REMOVED]
        return Words.of([*texts, *told, *notes, *about, *quoted])


def _sentences(value: object) -> Iterator[str]:
    """The answers within a form that are sentences, and no choice or code."""
    if isinstance(value, str):
        yield from (value,) if len(value.split()) >= ROW else ()
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _sentences(each)


def of_interviews(interviews: Sequence[Interview]) -> Q:
    """Contradictions that a passage of one of these interviews is part of."""
    return Q(left__interview__in=interviews) | Q(right__interview__in=interviews)


def resting_on(consent: Consent, *, served: Served, purposes: Sequence[Purpose] = ()) -> Resting:
    """Finds all that rests on a consent, at this moment.

    Args:
        served: finds the releases of the home that name any of these ids or hashes.
        purposes: finds what rests on these alone; empty, on the whole consent.
    """
    whole = not purposes or Purpose.KEEP in purposes
    interviews = list(Interview.objects.filter(consent=consent).order_by("number", "id"))
    voices = {each.recording_id for each in interviews}
    kept = items_of(consent, interviews)
    items = [each for each in kept if whole or _rests(each, purposes, voice=each.pk in voices)]
    worded = whole or Purpose.PUBLISH_WORDS in purposes
    texts = list(Text.objects.filter(item__in=items).order_by("id")) if worded else []
    claims = list(Claim.objects.filter(item__in=items).order_by("id")) if worded else []
    named = whole or Purpose.PUBLISH_NAME in purposes
    missing = MissingPerson.objects.filter(consent=consent).order_by("code", "id")
    found = Resting(
        consent=consent,
        purposes=() if whole else tuple(sorted(set(purposes))),
        interviews=interviews,
        items=items,
        texts=texts,
        claims=claims,
        others=_others(items),
        steps=list(AnswerEvent.objects.filter(item__in=items).order_by("id")),
        missing=list(missing) if whole else [],
        figures=_figures(consent, claims) if whole else [],
        written=[],
        noted=[],
        sources=_named(interviews) if named else [],
        stories=[],
        releases=[],
        vault=whole and VaultEntry.objects.filter(case=consent.case, pseudonym=consent.subject).exists(),
    )
    if worded:
        said = found.said()
        found = replace(found, written=_repeating(found, said, WRITTEN), noted=_repeating(found, said, NOTED))
    keys = found.keys(interviews if worded else [])
    found = replace(found, stories=stories_naming(found.consent.case, keys))
    named_there = found.named()
    return replace(found, releases=served(named_there) if named_there else [])


def stories_naming(case: Case, keys: Iterable[str]) -> list[StoryVersion]:
    """The standing versions of stories in which any of these ids, hashes or keys stands."""
    standing = StoryVersion.objects.standing().filter(case=case).order_by("story", "number", "id")
    named = echoes.names_any(keys)
    return [each for each in standing if named(each.content)]


def _repeating(found: Resting, said: Words, kinds: Fields) -> list[tuple[str, str]]:
    """Records that repeat what was said, as (kind, id)."""
    repeated = echoes.echoes(found.consent.case, said, kinds)
    return [(each._meta.model_name or "", str(each.pk)) for each in repeated]


def _named(interviews: Sequence[Interview]) -> list[UUID]:
    """The sources under which these people speak, where somebody recorded why they may be named."""
    spoken = {each.source_id for each in interviews if each.source_id is not None}
    found = Source.objects.filter(id__in=spoken).exclude(name_basis="")
    return sorted(found.values_list("id", flat=True))


def _rests(item: Item, purposes: Sequence[Purpose], *, voice: bool) -> bool:
    """Whether an item is what one of these purposes is about: a voice, an image, or words."""
    kind = item.media_type.partition("/")[0]
    about = {Purpose.PUBLISH_WORDS}  # of every item: they may have been taken from a recording itself
    if kind in {"audio", "video"} or (voice and kind not in {"text", "image"}):
        about.add(Purpose.PUBLISH_VOICE)
    if kind in {"image", "video"}:
        about.add(Purpose.PUBLISH_IMAGE)
    return bool(about & set(purposes))


def items_of(consent: Consent, interviews: Sequence[Interview]) -> list[Item]:
    """The items bound to a consent and all that was derived from them; what was derived comes first."""
    own = {each for one in interviews for each in (one.recording_id, one.transcript_id) if each is not None}
    level = list(Item.objects.filter(Q(consent=consent) | Q(id__in=own), case=consent.case).order_by("id"))
    found: dict[UUID, Item] = {}
    while level:
        found.update({each.pk: each for each in level})
        derived = Item.objects.filter(parent__in=[each.pk for each in level]).order_by("id")
        level = [each for each in derived if each.pk not in found]
    return list(found.values())[::-1]


def _others(items: Sequence[Item]) -> int:
    kinds = (Listing, Statement, Answer, Assessment)
    return sum(kind._default_manager.filter(item__in=items).count() for kind in kinds)


def _figures(consent: Consent, claims: Sequence[Claim]) -> list[Figure]:
    """The incidents that accepted claims among these are about, graded with and without them."""
    gone = {each.pk for each in claims if each.status == Status.ACCEPTED}
    about = {each.incident_id for each in claims if each.pk in gone and each.incident_id is not None}
    incidents = list(Incident.objects.filter(id__in=about).order_by("code", "id"))
    found = []
    for incident, known in zip(incidents, Evidence(consent.case).of(incidents), strict=True):
        left = tuple(each for each in known.claims if each.id not in gone)
        found.append(
            Figure(
                incident=incident.pk,
                code=incident.code,
                claims=len(known.claims) - len(left),
                before=_graded(incident, known),
                after=_graded(incident, replace(known, claims=left)),
            )
        )
    return found


def _graded(incident: Incident, known: IncidentEvidence) -> dict[str, Any]:
    """Grade and ranges as plain values."""
    given = grade_incident(known, profile=profile_of(incident))
    return {
        "grade": str(given.grade or ""),
        "killed": [given.killed.count.min, given.killed.count.max],
        "injured": [given.injured.count.min, given.injured.count.max],
    }
