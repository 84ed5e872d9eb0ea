"""Recording releases, and the second person's approval."""

from __future__ import annotations

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Approval, Case, Release
from tahqiq.vocab import release as vocab
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.ids import imported_id


@action(Permission.RELEASE)
def record_release(act: Act, case: Case, *, content: str, path: str) -> Release:
    """Records a release that was written; the same content is recorded once.

    Args:
        content: its identity, ``Manifest.content``.
        path: the folder below the home's ``releases``.
    """
    release, new = Release.objects.get_or_create(
        case=case,
        content=content,
        defaults={
            "id": imported_id(f"case:{case.slug}", "release", content),
            "path": path,
            "created_by": act.actor.name,
            "created_at": act.at,
        },
    )
    if new:
        act.note(release, after={"content": content, "path": path})
    elif release.path != path:
        act.note(release, before={"path": release.path}, after={"path": path})
        release.path = path
        release.save(update_fields=["path"])
    return release


@action(Permission.APPROVE)
def approve_release(act: Act, release: Release) -> Approval:
    """The second person's approval of exactly this content; writing it again then says 'approved'.

    Raises:
        NotPermitted: whoever made the release cannot approve it.
        BadInput: it was recalled.
    """
    current = Release.objects.select_for_update().get(pk=release.pk)
    if current.recalled_at is not None:
        raise BadInput("this release was recalled", remedy="make a new one")
    if current.created_by == act.actor.name:
        raise NotPermitted(f"{act.actor.name} made this release: a second person must approve it")
    approval, new = Approval.objects.get_or_create(
        case=current.case,
        release=current,
        approved_by=act.actor.name,
        defaults={"content": current.content, "created_by": current.created_by, "approved_at": act.at},
    )
    if new:
        current.status = "approved"
        current.save(update_fields=["status"])
        act.note(current, before={"status": "unapproved"}, after={"status": "approved"})
    return approval


def approvals_of(case: Case, content: str) -> tuple[vocab.Approval, ...]:
    """Who approved exactly this content: what ``release.write`` asks for."""
    found = Approval.objects.filter(case=case, content=content).order_by("approved_at", "id")
    return tuple(
        vocab.Approval(by=each.approved_by, at=each.approved_at.isoformat(timespec="seconds"))
        for each in found
    )
