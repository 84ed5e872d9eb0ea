"""Stories: submitted whole, approved by a second person, let out from a day on, withdrawn for a reason."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, StoryStanding, StoryVersion
from tahqiq.casebook.telling import MediaShelf, Untellable, faults
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.stories import Manuscript


@action(Permission.RECORD)
def submit_story(
    act: Act, case: Case, manuscript: Manuscript, *, media: MediaShelf | None = None
) -> StoryVersion:
    """Puts a story before a second person; the same manuscript again changes nothing.

    Args:
        media: with it, what the pictures and sounds are is looked at too.

    Raises:
        Untellable: something in it cannot be told, such as a number without a trail.
        BadInput: it is the built-in story of the case, which comes with the case's files.
    """
    _demand_tellable(case, manuscript, media)
    last = _last(case, manuscript.slug)
    if last is not None and last.digest == _digest(manuscript) and last.withdrawn_at is None:
        return last
    made = _made(act, case, manuscript, StoryStanding.SUBMITTED)
    act.note(made, after={"story": made.story, "number": made.number, "digest": made.digest})
    return made


@action(Permission.SIGN_OFF)
def approve_story(act: Act, version: StoryVersion, *, media: MediaShelf | None = None) -> StoryVersion:
    """The second person's approval of exactly this version; a release carries it from then on.

    Raises:
        NotPermitted: whoever submitted it cannot approve it.
        BadInput: it does not wait any more, or a later version has been approved.
        Untellable: the record has changed, and something in it can no longer be told.
    """
    current = _locked(version)
    if current.withdrawn_at is not None or current.standing != StoryStanding.SUBMITTED:
        raise BadInput("this version of the story does not wait any more")
    if current.submitted_by == act.actor.name:
        raise NotPermitted(f"{act.actor.name} submitted this story: a second person must approve it")
    later = StoryVersion.objects.of(current.story).filter(case=current.case, number__gt=current.number)
    if later.standing().filter(standing=StoryStanding.APPROVED).exists():
        raise BadInput(
            "a later version of the story has been approved", remedy="approve that one, or submit anew"
        )
    _demand_tellable(current.case, manuscript_of(current), media)
    current.standing = StoryStanding.APPROVED.value
    current.approved_by, current.approved_at = act.actor.name, act.at
    current.save(update_fields=["standing", "approved_by", "approved_at"])
    act.note(current, before={"standing": "submitted"}, after={"standing": "approved"})
    return current


@action(Permission.SIGN_OFF)
def schedule_story(act: Act, version: StoryVersion, *, not_before: date | None) -> StoryVersion:
    """Says from which day on a version may leave; None at once.

    Raises:
        BadInput: it was withdrawn.
    """
    current = _locked(version)
    if current.withdrawn_at is not None:
        raise BadInput("this version of the story was withdrawn")
    before, current.not_before = current.not_before, not_before
    if before != not_before:
        current.save(update_fields=["not_before"])
        act.note(current, before={"not_before": _iso(before)}, after={"not_before": _iso(not_before)})
    return current


@action(Permission.RELEASE)
def withdraw_story(act: Act, version: StoryVersion, *, reason: str) -> StoryVersion:
    """Takes a story out of every release to come, and with it all its earlier versions.

    Raises:
        BadInput: no reason is given, or it was withdrawn before.
    """
    current = _locked(version)
    if not reason.strip():
        raise BadInput("it is withdrawn for a reason; none was given", column="reason")
    if current.withdrawn_at is not None:
        raise BadInput("it was withdrawn before")
    withdraw_versions(act, current, reason.strip())
    current.refresh_from_db()
    return current


def withdraw_versions(act: Act, version: StoryVersion, reason: str) -> None:
    """Withdraws a version and the standing ones before it: no older one comes back in its place."""
    earlier = StoryVersion.objects.of(version.story).standing()
    for each in earlier.filter(case=version.case, number__lte=version.number):
        each.withdrawn_by, each.withdrawn_at, each.withdrawn_reason = act.actor.name, act.at, reason
        each.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        act.note(each, after={"withdrawn": reason})


@action(Permission.IMPORT)
def record_built_in_story(act: Act, case: Case, manuscript: Manuscript) -> StoryVersion:
    """Records the story that comes with the files of a case; the same files again change nothing.

    What cannot be told from the record yet, such as the range of an incident nobody has graded, does not
    keep it from being recorded: it leaves once it can be told. Withdrawn, it stays so.
    """
    known = StoryVersion.objects.of(manuscript.slug).filter(case=case, digest=_digest(manuscript)).last()
    if known is not None:
        return known
    made = _made(act, case, manuscript, StoryStanding.BUILT_IN)
    act.note(made, after={"story": made.story, "number": made.number, "digest": made.digest})
    return made


def manuscript_of(version: StoryVersion) -> Manuscript:
    """The manuscript as it was submitted.

    Raises:
        BadInput: its words were lawfully removed.
    """
    try:
        return msgspec.convert(version.content, Manuscript)
    except msgspec.ValidationError as error:
        raise BadInput("words of this version were lawfully removed; it cannot be told") from error


def _demand_tellable(case: Case, manuscript: Manuscript, media: MediaShelf | None) -> None:
    found = faults(case, manuscript, media=media)
    if found:
        raise Untellable(found)


def _made(act: Act, case: Case, manuscript: Manuscript, standing: StoryStanding) -> StoryVersion:
    last = _last(case, manuscript.slug)
    number = 1 if last is None else last.number + 1
    return StoryVersion.objects.create(
        id=imported_id(f"case:{case.slug}", "story", manuscript.slug, str(number)),
        case=case,
        story=manuscript.slug,
        number=number,
        content=_content(manuscript),
        digest=_digest(manuscript),
        standing=standing.value,
        submitted_by=act.actor.name,
        submitted_at=act.at,
    )


def _last(case: Case, story: str) -> StoryVersion | None:
    return StoryVersion.objects.of(story).filter(case=case).last()


def _locked(version: StoryVersion) -> StoryVersion:
    held = StoryVersion.objects.select_for_update(of=("self",)).select_related("case")
    return held.get(pk=version.pk)


def _content(manuscript: Manuscript) -> Any:
    return msgspec.to_builtins(manuscript)


def _digest(manuscript: Manuscript) -> str:
    """SHA-256 of the manuscript in its one spelling."""
    return hashlib.sha256(msgspec.json.encode(manuscript, order="deterministic")).hexdigest()


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
