"""What people decide about the people of the record: who they are, and that two records are one person."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.casebook import versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import PersonDraft
from tahqiq.casebook.models import Judgement, Revision, Victim
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.judgements import Verdict

#: What a person may change of a victim, and the words that some fields take.
FIELDS: Mapping[str, frozenset[str] | None] = {
    "name_en": None,
    "name_ar": None,
    "sex": frozenset({"", "female", "male"}),
    "age_group": frozenset({"", "adult", "child"}),
    "age": None,
    "status": frozenset({"", "killed", "injured"}),
    "description_en": None,
}
#: Code points of one field.
LONGEST = 20_000


@action(Permission.RECORD)
def edit_victim(act: Act, victim: Victim, *, values: Mapping[str, str], version: int) -> Victim:
    """Changes what the record says of a person; what it said before is kept as a version.

    The audit entry names the fields, never what they say.

    Args:
        values: field → text, for some of ``FIELDS``.
        version: the one that the editor saw.

    Raises:
        BadInput: a field or word that does not exist, a text that is too long, or withdrawn.
        Outdated: somebody else changed it meanwhile.
    """
    return _edit(act, victim, values, version)


@action(Permission.RECORD)
def restore_victim(act: Act, victim: Victim, *, revision: Revision, version: int) -> Victim:
    """Brings an earlier version back as a new edit; whether the name may be published stays as it is.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: it is no version of this record, or the record was withdrawn.
    """
    if (revision.kind, revision.record) != ("victim", victim.pk):
        raise BadInput("this is no version of this person's record")
    return _edit(act, victim, PersonDraft.from_plain(revision.values).plain(), version)


def _edit(act: Act, victim: Victim, values: Mapping[str, str], version: int) -> Victim:
    versions.demand(victim, version)
    if victim.withdrawn_at is not None:
        raise BadInput("this record was withdrawn")
    cleaned = {name: _checked(name, text) for name, text in values.items()}
    changed = {name: text for name, text in cleaned.items() if getattr(victim, name) != text}
    if not changed:
        return victim
    _keep(act, victim, made=False)
    versions.write(victim, changed)
    _keep(act, victim, made=True)
    act.note(victim, after={"fields": sorted(changed)})
    return victim


def _checked(name: str, text: str) -> str:
    if name not in FIELDS:
        raise BadInput("a person's record has no such field", column=name)
    words = FIELDS[name]
    if words is not None and text not in words:
        raise BadInput(f"this takes one of {', '.join(sorted(words - {''}))}, or nothing", column=name)
    if len(text) > LONGEST or "\0" in text:
        raise BadInput("the text is too long, or holds a character that no text has", column=name)
    return text.strip()


def _keep(act: Act, victim: Victim, *, made: bool) -> None:
    """Keeps a version whole: the one an edit starts from, where no edit made it, and the one it makes."""
    there = Revision.objects.filter(kind="victim", record=victim.pk, version=victim.version)
    if there.exists():
        return
    Revision.objects.create(
        case_id=victim.case_id,
        kind="victim",
        record=victim.pk,
        version=victim.version,
        values={name: getattr(victim, name) for name in FIELDS},
        made_by=act.actor.name if made else "",
        action=act.name if made else "",
        kept_at=act.at,
    )


@action(Permission.RECORD)
def withdraw_victim(act: Act, victim: Victim, *, reason: str, version: int) -> Victim:
    """Takes a person's record back, for a reason; it is kept, and no longer counts.

    Raises:
        BadInput: no reason, withdrawn before, or other records were joined to it.
        Outdated: somebody else changed it meanwhile.
    """
    if not reason.strip():
        raise BadInput("a record is withdrawn for a reason; none was given")
    if victim.withdrawn_at is not None:
        raise BadInput("this record was withdrawn before")
    if victim.joined.exists():
        raise BadInput("other records were joined to this one", remedy="part them first")
    gone = {"withdrawn_by": act.actor.name, "withdrawn_at": act.at, "withdrawn_reason": reason.strip()}
    versions.write(victim, gone, version=version)
    act.note(victim, after={"withdrawn": reason.strip()})
    return victim


@action(Permission.RECORD)
def bring_back_victim(act: Act, victim: Victim, *, reason: str, version: int) -> Victim:
    """Undoes a withdrawal, for a reason.

    Raises:
        BadInput: no reason, or it stands.
        Outdated: somebody else changed it meanwhile.
    """
    if not reason.strip():
        raise BadInput("say why the record stands after all")
    if victim.withdrawn_at is None:
        raise BadInput("this record stands")
    before = victim.withdrawn_reason
    here = {"withdrawn_by": "", "withdrawn_at": None, "withdrawn_reason": ""}
    versions.write(victim, here, version=version)
    act.note(victim, before={"withdrawn": before}, after={"reason": reason.strip()})
    return victim


@action(Permission.JOIN)
def join_victims(act: Act, keep: Victim, other: Victim, *, reason: str) -> Victim:
    """Says that two records are one person, whom both sources list; from then on one person counts.

    Somebody must have judged the two to be the same, and nobody may hold otherwise: no machine's
    link comes here. Both records stay as they are; ``part_victims`` takes it back.

    Args:
        keep: the record that stands for the person.
        other: the one that is joined to it; a release gives its listings to ``keep``.

    Raises:
        BadInput: nobody judged them the same, somebody holds otherwise, one of them was withdrawn,
            no reason is given, or ``other`` stands for several records itself.
    """
    if not reason.strip():
        raise BadInput("say why the two are one person")
    one, two = _locked(keep), _locked(other)
    _demand_judged(one, two)
    for each in (one, two):
        if each.withdrawn_at is not None or each.joined_to_id is not None:
            raise BadInput("one of the two was withdrawn, or is joined to another already")
    if two.joined.exists():
        raise BadInput(
            "the record to be joined stands for several itself",
            remedy="keep that one and join the other to it, or part those first",
        )
    versions.write(two, {"joined_to_id": one.pk})
    act.note(two, after={"joined to": str(one.pk), "reason": reason.strip()})
    return one


@action(Permission.JOIN)
def part_victims(act: Act, victim: Victim, *, reason: str) -> Victim:
    """Takes a joining back: the record counts as a person of its own again.

    Raises:
        BadInput: it is joined to none, or no reason is given.
    """
    if not reason.strip():
        raise BadInput("say why the two are not one person")
    current = _locked(victim)
    if current.joined_to_id is None:
        raise BadInput("this record is joined to no other")
    before = str(current.joined_to_id)
    versions.write(current, {"joined_to_id": None})
    act.note(current, before={"joined to": before}, after={"reason": reason.strip()})
    return current


def _locked(victim: Victim) -> Victim:
    return Victim.objects.select_for_update(of=("self",)).get(pk=victim.pk)


def _demand_judged(one: Victim, two: Victim) -> None:
    """Refuses a pair that nobody judged the same, or that somebody judged different.

    Raises:
        BadInput: see there.
    """
    left, right = sorted((one.pk, two.pk), key=lambda id_: id_.hex)
    standing = Judgement.objects.filter(left=left, right=right, case=one.case_id, withdrawn_at=None)
    said = set(standing.values_list("verdict", flat=True))
    if Verdict.SAME not in said:
        raise BadInput("nobody has judged these two to be the same person")
    if Verdict.DIFFERENT in said:
        raise BadInput("somebody judged these two to be different people", remedy="agree first")
