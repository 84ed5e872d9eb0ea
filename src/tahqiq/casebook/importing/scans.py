"""Scans of paper forms and tags: sealed, and filed under the codes that stand on their pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tahqiq.casebook.actions.forms import SealedPart, keep_scan
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.forms import case_for, field_forms
from tahqiq.read.forms.scans import ScannedPage, read_scan
from tahqiq.read.text.limits import MOST_BYTES
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtScan:
    """What came of one scan.

    Attributes:
        name: of its file. ``sha256``: of its bytes, '' where it was not kept.
        codes: read on its pages, sorted.
        silent: pages on which no code could be read, from 1. ``misread``: what stands on them instead.
        problem: why it was not kept.
    """

    name: str
    sha256: str = ""
    codes: tuple[str, ...] = ()
    silent: tuple[int, ...] = ()
    misread: tuple[str, ...] = ()
    problem: str = ""


def bring_scans(
    actor: Actor,
    paths: Sequence[Path],
    *,
    archive: Path,
    case: str = "",
    title: str = "",
    on_scan: Callable[[], None] | None = None,
) -> list[BroughtScan]:
    """Seals scans and files each under the codes on its pages; doing it again changes nothing.

    A scan without any readable code, or that is none, is not kept, and is told with its reason.

    Args:
        archive: folder of the archive, made where there is none.
        case: slug, of the only case where it is ''. ``title``: of a case that has to be made.
        on_scan: called after each.

    Raises:
        BadInput: there are several cases and none is named.
    """
    into, kept = case_for(actor, case, title), Archive.at(archive)
    source = field_forms(actor, into)
    brought = []
    for path in paths:
        found = _read(path)
        if not found.problem:
            receipt = Receipt(by=actor.name, original_name=path.name, how="tahqiq import scans")
            sealed = kept.seal_file(path, receipt)
            part = SealedPart(sha256=sealed.sha256, size=sealed.size, media_type=sealed.media_type)
            keep_scan(actor, into, source, scan=part, codes=found.codes)
            found = replace(found, sha256=sealed.sha256)
        brought.append(found)
        if on_scan is not None:
            on_scan()
    return brought


def _read(path: Path) -> BroughtScan:
    """What stands on the pages of a scan."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"more than {MOST_BYTES:,} bytes")
        pages: list[ScannedPage] = list(read_scan(path.read_bytes(), file=path.name))
    except OSError as error:
        return BroughtScan(name=path.name, problem=f"it cannot be read: {error.strerror}")
    except BadInput as error:
        return BroughtScan(name=path.name, problem=error.problem)
    codes = tuple(sorted({code for page in pages for code in page.codes}))
    return BroughtScan(
        name=path.name,
        codes=codes,
        silent=tuple(page.number for page in pages if not page.codes),
        misread=tuple(sorted({other for page in pages for other in page.others})),
        problem="" if codes else "no code could be read on it",
    )
