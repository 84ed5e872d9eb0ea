"""What a release's folder says of itself, for whoever has to approve it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tahqiq.casebook import models
from tahqiq.casebook.actions.publishing import approvals_of
from tahqiq.release import Release, approve, check, open_release
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import TABLES

#: Rows of a table that are read for the reasons of what is withheld; beyond that only the counts are shown.
_READ = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldField:
    """How many values of one field stay here, and why ('' where nobody looked)."""

    table: str
    field: str
    values: int
    reason: str = ""


def folder_of(release: models.Release) -> Path | None:
    """Where the release lies in this home, also after the home has moved; None for a path that leads out."""
    inside: Path = settings.HOME.releases.resolve()
    for place in (inside / release.path, inside / Path(release.path).name):
        folder = place.resolve()
        if folder.is_relative_to(inside) and folder.is_dir():
            return folder
    return None


def opened(release: models.Release) -> Release | None:
    """The folder read; None where it is not in this home or says that it holds another content."""
    folder = folder_of(release)
    try:
        found = open_release(folder) if folder is not None else None
    except BadInput:
        return None
    return found if found is not None and found.manifest.content == release.content else None


def demand_whole(release: models.Release) -> Release:
    """Opens a release, and refuses a folder that is not, byte for byte, what was written and signed.

    Nobody can approve what they do not hold: an approval names a content, and this makes
    sure that the folder is that content.

    Raises:
        BadInput: the folder is missing, or a file of it has changed.
    """
    found = opened(release)
    if found is None:
        raise BadInput("the release's folder is not in this home")
    if check(found.folder):
        raise BadInput("the release's folder is no longer what was written and signed")
    return found


def withheld_of(release: Release) -> list[WithheldField]:
    """Every field with values that were withheld, reason by reason."""
    found: list[WithheldField] = []
    for table, fields in release.manifest.withheld.items():
        entry = release.manifest.files.get(f"{table}.jsonl")
        if table in TABLES and entry is not None and (entry.rows or 0) <= _READ:
            found += _with_reasons(release, table)
        else:
            found += [WithheldField(table=table, field=name, values=n) for name, n in fields.items()]
    return found


def _with_reasons(release: Release, table: str) -> list[WithheldField]:
    counts: Counter[tuple[str, str]] = Counter()
    rows: Any = release.rows(TABLES[table])
    for row in rows:
        counts.update((each.field, each.reason) for each in row.withheld)
    return [
        WithheldField(table=table, field=field, values=n, reason=reason)
        for (field, reason), n in sorted(counts.items())
    ]


def signed_as_approved(release: models.Release, *, signing_key: bytes) -> Path:
    """The folder of an approved release, its manifest saying so; its rows stay byte for byte what they are.

    Raises:
        BadInput: the folder is not, byte for byte, what was written and signed.
    """
    found = demand_whole(release)
    approvals = approvals_of(release.case, release.content)
    if found.manifest.approvals != approvals:
        approve(found.folder, approvals=approvals, signing_key=signing_key)
    return found.folder
