"""From a case to a release folder, signed with the home's key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tahqiq import __version__, durable
from tahqiq.casebook.actions.publishing import approvals_of, record_release
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing import rows, snapshot
from tahqiq.casebook.totals import totals
from tahqiq.release import is_release, write
from tahqiq.vocab.basemap import IN_RELEASE, Basemap
from tahqiq.vocab.release import Manifest, Totals

#: The folder of the home that holds drawn grounds.
BASEMAPS, MEDIA = "basemaps", "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release that stands on the disk."""

    folder: Path
    manifest: Manifest
    totals: Totals


def write_release(
    actor: Actor,
    case: Case,
    *,
    releases: Path,
    signing_key: bytes,
    out: Path | None = None,
    on_row: Callable[[], None] = lambda: None,
) -> Written:
    """Writes what may leave the case; the same record gives the same bytes.

    Args:
        releases: the home's folder of releases; there it is named after its content, so
            that no earlier release is overwritten. Beside it, ``basemaps/<case>.geojson`` is the
            drawn ground of the case's maps, where it has one.
        out: another place to write it to.
        on_row: called before each row is written; what it raises ends the writing, and no folder stays.

    Raises:
        NotPermitted: the actor may not make releases of this case.
        BadInput: something other than a release stands at ``out``, or the case's basemap is not
            of the format.
    """
    actor.demand(Permission.RELEASE, case.slug)
    draft = out or releases / f"{case.slug}-draft"
    with snapshot():
        counted = totals(case)
        manifest = write(
            draft,
            case=case.slug,
            rows=_told(rows(case), on_row),
            totals=counted,
            signing_key=signing_key,
            approvals=lambda content: approvals_of(case, content),
            tool=f"tahqiq {__version__}",
            media=_media(releases.parent / BASEMAPS / f"{case.slug}.geojson"),
        )
    folder, path = draft, str(draft.absolute())
    if out is None:
        path = f"{case.slug}-{manifest.content[:16]}"
        folder = releases / path
        durable.move_folder(draft, folder, replaceable=is_release)
    record_release(actor, case, content=manifest.content, path=path)
    return Written(folder=folder, manifest=manifest, totals=counted)


def _media(basemap: Path) -> list[tuple[str, Path]]:
    """The drawn ground of the case's maps, where it has one; one that is not of the format stays."""
    if not basemap.is_file():
        return []
    Basemap.read(basemap)
    return [(IN_RELEASE.removeprefix(f"{MEDIA}/"), basemap)]


def _told(leaving: Iterable[tuple[str, object]], on_row: Callable[[], None]) -> Iterator[tuple[str, object]]:
    """The same rows, each told of as it passes."""
    for each in leaving:
        on_row()
        yield each
