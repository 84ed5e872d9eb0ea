"""Forms filled in the field: received, decided between where two versions differ, marked as filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.form_versions import between
from tahqiq.casebook.models import (
    Case,
    Chosen,
    FormConflict,
    FormSubmission,
    Interview,
    Item,
    Source,
    VaultEntry,
    Version,
    Whose,
)
from tahqiq.casebook.vault import Closed
from tahqiq.read.forms import Submission
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPart:
    """Sealed bytes that belong to a submission."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One submission, sealed, on its way into a case.

    Attributes:
        id: what it will be called here, and its entry in the vault too: the closed identity is bound to it.
        mark: of what was answered, under the archive's key.
        record: its sealed answers; None where they are known and only files come.
        original: it as it came, sealed, and closed first where it says who somebody is; None like ``record``.
        media: (question, at, name) → sealed file, None where it did not come.
        identity: who people are, closed; None for nobody.
    """

    submission: Submission
    mark: str
    record: SealedPart | None
    original: SealedPart | None
    id: UUID = field(default_factory=new_id)
    media: dict[tuple[str, int, str], SealedPart | None] = field(default_factory=dict)
    identity: Closed | None = None


@action(Permission.IMPORT)
def receive_submissions(
    act: Act, case: Case, source: Source, arrived: Sequence[Arrived], *, export: str = ""
) -> Counter[str]:
    """Puts submissions into a case; a version that differs from the one that counts waits for a person.

    One that was received before changes nothing, but for files that come now and did not come then.

    Args:
        export: mark of the export that they came in, under the archive's key; it stands in the audit trail.

    Returns:
        How many were new, unchanged, conflicting or completed.
    """
    counts: Counter[str] = Counter()
    versions = _Versions(case, [each.submission for each in arrived])
    for each in arrived:
        counts[_receive(act, case, source, each, versions, export)] += 1
    return counts


@action(Permission.DECIDE)
def resolve_conflict(act: Act, conflict: FormConflict, *, chosen: Chosen, reason: str) -> FormConflict:
    """Lets one of two versions stand, for a reason; the other is set aside and stays.

    What was filed of a version that is set aside stays in the record as it is, for a person to edit.

    Raises:
        BadInput: it was decided before, or no reason is given.
    """
    current = FormConflict.objects.select_for_update().get(pk=conflict.pk)
    if current.chosen:
        raise BadInput("this was decided before")
    if not reason.strip():
        raise BadInput("say why this version stands")
    current.chosen, current.reason = str(chosen), reason.strip()
    current.resolved_by, current.resolved_at = act.actor.name, act.at
    current.save(update_fields=["chosen", "reason", "resolved_by", "resolved_at"])
    if chosen is Chosen.ARRIVED:
        _set(current.held_id, Version.SET_ASIDE)
        _set(current.arrived_id, Version.STANDS)
        _compare_again(current)
    else:
        _set(current.arrived_id, Version.SET_ASIDE)
    act.note(current, after={"chosen": str(chosen)})
    return current


@action(Permission.RECORD)
def mark_filed(
    act: Act,
    submission: FormSubmission,
    *,
    kind: str,
    record: UUID,
    pseudonym: str = "",
    left: Sequence[str] = (),
) -> FormSubmission:
    """Says which record was made of a submission.

    Args:
        pseudonym: what the person is called in the record; their entry in the vault is called so from now,
            unless they have one from an earlier meeting.
        left: questions whose answers stay in the submission alone.

    Raises:
        BadInput: it was filed before, or does not stand.
    """
    current = FormSubmission.objects.select_for_update().get(pk=submission.pk)
    demand_unfiled(current)
    current.filed_kind, current.filed_id = kind, record
    _call_after(current.vault, pseudonym)
    current.filed_by, current.filed_at, current.left = act.actor.name, act.at, list(left)
    current.save(update_fields=["filed_kind", "filed_id", "filed_by", "filed_at", "left"])
    act.note(current, after={"filed": kind})
    return current


@action(Permission.RECORD)
def keep_scan(act: Act, case: Case, source: Source, *, scan: SealedPart, codes: Sequence[str]) -> Item:
    """A scan of paper as a guarded item, called after the codes on its pages; once, however often it comes.

    Raises:
        BadInput: no code was read on it, so that nobody could find it again.
    """
    if not codes:
        raise BadInput(
            "no code could be read on it", remedy="scan the sheet with its tag again, or file it by hand"
        )
    held = Item.objects.filter(case=case, sha256=scan.sha256).first()
    if held is not None:
        return held
    _keep_items(case, source, [scan])
    item = Item.objects.get(case=case, sha256=scan.sha256)
    item.title_en = " ".join(codes)
    item.save(update_fields=["title_en"])
    act.note(item, after={"codes": list(codes)})
    return item


@action(Permission.INTERVIEW)
def tie_recording(act: Act, interview: Interview, item: Item) -> Interview:
    """Ties the recording that came with a form to its interview; both rest on one consent.

    Raises:
        BadInput: the interview has a recording, or the item rests on another consent.
    """
    current = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if current.recording_id is not None:
        raise BadInput("this interview has a recording", remedy="record a second interview")
    if item.consent_id != current.consent_id:
        raise BadInput("the recording rests on another consent than the interview")
    current.recording = item
    current.save(update_fields=["recording"])
    act.note(current, after={"recording": item.sha256})
    return current


def demand_unfiled(submission: FormSubmission) -> None:
    """Refuses a submission that is in the record, does not count, or whose consent was taken back.

    Raises:
        BadInput: so it is.
    """
    if submission.filed_at is not None:
        raise BadInput("this submission is in the record already")
    if submission.standing != Version.STANDS:
        raise BadInput("this version does not stand", remedy="decide between the versions first")
    if submission.item.consent is not None and submission.item.consent.withdrawn_at is not None:
        raise BadInput("the consent to keep this form was taken back")


def _call_after(entry: VaultEntry | None, pseudonym: str) -> None:
    taken = VaultEntry.objects.filter(pseudonym=pseudonym)
    if entry is None or not pseudonym or taken.filter(case=entry.case, whose=entry.whose).exists():
        return
    entry.pseudonym = pseudonym
    entry.save(update_fields=["pseudonym"])


class _Versions:
    """What the case holds of the submissions of one batch, kept as the batch goes in."""

    def __init__(self, case: Case, submissions: Iterable[Submission]) -> None:
        around = [each.envelope for each in submissions]
        ids = {name for each in around for name in (each.instance, each.root, each.replaces) if name}
        held = FormSubmission.objects.filter(case=case).filter(Q(instance__in=ids) | Q(root__in=ids))
        self._by_id: dict[str, list[FormSubmission]] = {}
        for each in held:
            self.add(each)

    def add(self, one: FormSubmission) -> None:
        for name in {one.instance, one.root}:
            self._by_id.setdefault(name, []).append(one)

    def same(self, arrived: Arrived) -> FormSubmission | None:
        """The one with these answers that was received before."""
        instance = arrived.submission.envelope.instance
        held = self._by_id.get(instance, [])
        return next((each for each in held if (each.instance, each.mark) == (instance, arrived.mark)), None)

    def standing(self, arrived: Arrived) -> FormSubmission | None:
        """The version that counts of the submission that this is a version of."""
        envelope = arrived.submission.envelope
        held = [
            each
            for name in (envelope.replaces, envelope.root, envelope.instance)
            for each in self._by_id.get(name, [])
        ]
        roots = {each.root for each in held}
        return next((each for each in self._of(roots) if each.standing == Version.STANDS), None)

    def _of(self, roots: set[str]) -> Iterable[FormSubmission]:
        return (each for root in sorted(roots) for each in self._by_id.get(root, []))


def _receive(act: Act, case: Case, source: Source, arrived: Arrived, versions: _Versions, export: str) -> str:
    same = versions.same(arrived)
    if same is not None:
        return _complete(act, case, source, same, arrived)
    held = versions.standing(arrived)
    made = _kept(act, case, source, arrived, held)
    versions.add(made)
    act.note(made, after={"form": made.form, "standing": made.standing, "export": export})
    if held is None:
        return "new"
    questions = between(held, made)
    found = FormConflict.objects.create(
        case=case, held=held, arrived=made, questions=questions, found_at=act.at
    )
    act.note(found, after={"questions": len(questions)})
    return "conflicts"


def _kept(
    act: Act, case: Case, source: Source, arrived: Arrived, held: FormSubmission | None
) -> FormSubmission:
    if arrived.record is None or arrived.original is None:
        raise ValueError("a submission that is new comes with its answers and its document sealed")
    parts = [arrived.record, arrived.original, *(each for each in arrived.media.values() if each)]
    kept = _keep_items(case, source, parts, beside=held)
    envelope = arrived.submission.envelope
    return FormSubmission.objects.create(
        id=arrived.id,
        case=case,
        form=arrived.submission.form,
        version=envelope.version,
        instance=envelope.instance,
        root=held.root if held is not None else envelope.root,
        mark=arrived.mark,
        answers=arrived.submission.plain(),
        media=_named(arrived),
        item_id=kept[arrived.record.sha256],
        original_id=kept[arrived.original.sha256],
        vault=_vaulted(act, case, arrived),
        standing=str(Version.STANDS if held is None else Version.WAITS),
        submitted_at=envelope.submitted_at,
        received_by=act.actor.name,
        received_at=act.at,
    )


def _vaulted(act: Act, case: Case, arrived: Arrived) -> VaultEntry | None:
    """The vault's entry of a submission, called after it until it is filed under a pseudonym."""
    if arrived.identity is None:
        return None
    form = arrived.submission.form
    return VaultEntry.objects.create(
        id=arrived.id,
        case=case,
        pseudonym=f"{form} {arrived.id}",
        whose=str(Whose.SEARCHES if form == "missing_person" else Whose.SPEAKS),
        sealed=arrived.identity.sealed,
        wrapped=dict(arrived.identity.wrapped),
        kept_by=act.actor.name,
        kept_on=act.at.date(),
    )


def _complete(act: Act, case: Case, source: Source, held: FormSubmission, arrived: Arrived) -> str:
    """Adds the files that did not come before."""
    now = {(each["question"], each["at"]): each for each in _named(arrived)}
    places = [(each["question"], each["at"]) for each in held.media if not each["sha256"]]
    come = [place for place in places if now.get(place, {}).get("sha256")]
    if not come:
        return "unchanged"
    _keep_items(case, source, [each for each in arrived.media.values() if each], beside=held)
    held.media = [
        now[place] if (place := (each["question"], each["at"])) in come else each for each in held.media
    ]
    held.save(update_fields=["media"])
    act.note(held, after={"files": len(come)})
    return "completed"


def _keep_items(
    case: Case, source: Source, parts: Iterable[SealedPart], *, beside: FormSubmission | None = None
) -> dict[str, UUID]:
    """The sealed parts as guarded items, which rest on consent; one that is there stays as it is.

    Ids are random: one that followed from the bytes would tell in a release that they are held, because
    it stands for a secret where nobody's consent is recorded yet (``releasing.reading``).

    Args:
        beside: the version they come beside; what it rests on, once it is filed, they rest on too.

    Returns:
        SHA-256 → id of each.
    """
    wanted = {each.sha256: each for each in parts}
    kept = dict(Item.objects.filter(case=case, sha256__in=wanted).values_list("sha256", "id"))
    consent = beside.item.consent_id if beside is not None else None
    new = {sha256: new_id() for sha256 in wanted if sha256 not in kept}
    rows = [
        {
            "id": key,
            "case_id": case.pk,
            "sha256": sha256,
            "size": wanted[sha256].size,
            "media_type": wanted[sha256].media_type,
            "source_id": source.pk,
            "consent_needed": True,
            "consent_id": consent,
            "guarded": True,
        }
        for sha256, key in new.items()
    ]
    bulk.insert(Item, rows)
    return kept | new


def _named(arrived: Arrived) -> list[dict[str, Any]]:
    return [
        {"question": question, "at": at, "name": name, "sha256": part.sha256 if part is not None else ""}
        for (question, at, name), part in arrived.media.items()
    ]


def _compare_again(decided: FormConflict) -> None:
    """Other versions that wait are compared with the one that stands now."""
    stands = FormSubmission.objects.get(pk=decided.arrived_id)
    for each in FormConflict.objects.select_for_update().filter(held_id=decided.held_id, chosen=""):
        each.held, each.questions = stands, between(stands, each.arrived)
        each.save(update_fields=["held", "questions"])


def _set(key: UUID, standing: Version) -> None:
    FormSubmission.objects.filter(pk=key).update(standing=str(standing))
