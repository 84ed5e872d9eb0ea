"""Making places and editing them, with how exactly each is known."""

from __future__ import annotations

from tahqiq.casebook import revisions, signing, versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import PlaceDraft
from tahqiq.casebook.models import Case, Incident, Place, Revision
from tahqiq.vocab.errors import BadInput


@action(Permission.RECORD)
def make_place(act: Act, case: Case, *, draft: PlaceDraft) -> Place:
    """A new place of the case.

    Raises:
        BadInput: see ``PlaceDraft.checked``.
    """
    made = Place.objects.create(case=case, **draft.checked())
    revisions.keep_after(act, made, PlaceDraft.of(made))
    act.note(made, after={"name_en": made.name_en, "name_ar": made.name_ar, "precision": made.precision})
    return made


@action(Permission.RECORD)
def edit_place(
    act: Act, place: Place, *, draft: PlaceDraft, version: int, precision_chosen: bool = False
) -> Place:
    """Edits a place; saying the same again changes nothing.

    Signatures lapse under the assessments of all incidents there.

    Args:
        version: the one that the editor saw.
        precision_chosen: the editor said how exactly the point is known; who moves it must.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: see ``PlaceDraft.checked``; or the point moved and nobody said how exactly it is known.
    """
    return _edit(act, place, draft, version, precision_chosen=precision_chosen)


@action(Permission.RECORD)
def restore_place(act: Act, place: Place, *, revision: Revision, version: int) -> Place:
    """Brings an earlier version back, with the precision it had, as a new edit.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: it is no version of this place.
    """
    if (revision.kind, revision.record) != ("place", place.pk):
        raise BadInput("this is no version of the place")
    return _edit(act, place, revisions.draft_of(revision, PlaceDraft), version, precision_chosen=True)


def _edit(act: Act, place: Place, draft: PlaceDraft, version: int, *, precision_chosen: bool) -> Place:
    current = Place.objects.select_for_update().get(pk=place.pk)
    versions.demand(current, version)
    was = PlaceDraft.of(current)
    values = draft.checked()
    changed = PlaceDraft(**values).changed_from(was)
    if not changed:
        return current
    if {"lat", "lon"} & set(changed) and not precision_chosen:
        raise BadInput("the point moved: say how exactly it is known now", column="precision")
    revisions.keep_before(act, current, was)
    versions.write(current, values, version=version)
    now = PlaceDraft.of(current)
    revisions.keep_after(act, current, now)
    before, after = was.plain(), now.plain()
    act.note(
        current,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    signing.lapse(act, Incident.objects.filter(place=current).values("pk"))
    return current
