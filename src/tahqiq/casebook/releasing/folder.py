"""From a case to a release folder, signed with the home's key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tahqiq import __version__, durable
from tahqiq.casebook.actions.publishing import approvals_of, record_release
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing import rows, snapshot
from tahqiq.casebook.totals import totals
from tahqiq.release import is_release, write
from tahqiq.vocab.release import Manifest, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release that stands on the disk."""

    folder: Path
    manifest: Manifest
    totals: Totals


def write_release(
    actor: Actor, case: Case, *, releases: Path, signing_key: bytes, out: Path | None = None
) -> Written:
    """Writes what may leave the case; the same record gives the same bytes.

    Args:
        releases: the home's folder of releases; there it is named after its content, so
            that no earlier release is overwritten.
        out: another place to write it to.

    Raises:
        NotPermitted: the actor may not make releases of this case.
        BadInput: something other than a release stands at ``out``.
    """
    actor.demand(Permission.RELEASE, case.slug)
    draft = out or releases / f"{case.slug}-draft"
    with snapshot():
        counted = totals(case)
        manifest = write(
            draft,
            case=case.slug,
            rows=rows(case),
            totals=counted,
            signing_key=signing_key,
            approvals=lambda content: approvals_of(case, content),
            tool=f"tahqiq {__version__}",
        )
    folder, path = draft, str(draft.absolute())
    if out is None:
        path = f"{case.slug}-{manifest.content[:16]}"
        folder = releases / path
        durable.move_folder(draft, folder, replaceable=is_release)
    record_release(actor, case, content=manifest.content, path=path)
    return Written(folder=folder, manifest=manifest, totals=counted)
