"""From a case to a release folder, signed with the home's key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from tahqiq import __version__, durable
from tahqiq.casebook.actions.publishing import approvals_of, record_release
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing import rows_leaving, snapshot
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.casebook.telling import Fault, MediaShelf
from tahqiq.casebook.totals import totals
from tahqiq.release import is_release, write
from tahqiq.vocab.basemap import IN_RELEASE, Basemap
from tahqiq.vocab.release import Manifest, Totals

#: The folder of a release that holds what is no table.
MEDIA = "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release that stands on the disk.

    Attributes:
        untold: stories that could not be told from the record as it is and stayed behind, with their faults.
    """

    folder: Path
    manifest: Manifest
    totals: Totals
    untold: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)


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
            drawn ground of the case's maps, where it has one; ``archive`` holds the originals of
            the stories' media, ``renditions`` what was made of them.
        out: another place to write it to.
        on_row: called before each row is written; what it raises ends the writing, and no folder stays.

    Raises:
        NotPermitted: the actor may not make releases of this case.
        BadInput: something other than a release stands at ``out``, or the case's basemap is not
            of the format.
    """
    actor.demand(Permission.RELEASE, case.slug)
    draft = out or releases / f"{case.slug}-draft"
    shelf = MediaShelf.beside(releases, case.slug)
    leaving = Leaving(case, on=timezone.now().date(), shelf=shelf)
    with snapshot():
        counted = totals(case)
        manifest = write(
            draft,
            case=case.slug,
            rows=_told(rows_leaving(leaving), on_row),
            totals=counted,
            signing_key=signing_key,
            approvals=lambda content: approvals_of(case, content),
            tool=f"tahqiq {__version__}",
            media=files_of(leaving, shelf),
        )
    folder, path = draft, str(draft.absolute())
    if out is None:
        path = f"{case.slug}-{manifest.content[:16]}"
        folder = releases / path
        durable.move_folder(draft, folder, replaceable=is_release)
    record_release(actor, case, content=manifest.content, path=path)
    return Written(folder=folder, manifest=manifest, totals=counted, untold=leaving.untold)


def files_of(leaving: Leaving, shelf: MediaShelf) -> Iterator[tuple[str, Path]]:
    """The drawn ground of the case's maps, where it has one, then the files of its stories.

    A ground that is not of the format ends the writing.
    """
    if shelf.basemap is not None:
        Basemap.read(shelf.basemap)
        yield IN_RELEASE.removeprefix(f"{MEDIA}/"), shelf.basemap
    for told in leaving.told:
        yield from told.media


def _told(leaving: Iterable[tuple[str, object]], on_row: Callable[[], None]) -> Iterator[tuple[str, object]]:
    """The same rows, each told of as it passes."""
    for each in leaving:
        on_row()
        yield each
