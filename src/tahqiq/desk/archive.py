"""The archive of this installation, as the desk's screens need it."""

from __future__ import annotations

from django.conf import settings

from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput, CheckFailed


def desk_archive() -> Archive | None:
    """The archive; None where there is none, or it cannot be opened (verify says why)."""
    try:
        return Archive.open(settings.HOME.archive)
    except (BadInput, CheckFailed, OSError):
        return None


def needed_archive() -> Archive:
    """The archive.

    Raises:
        BadInput: there is none, or it cannot be opened.
    """
    found = desk_archive()
    if found is None:
        raise BadInput("the archive of this installation cannot be opened", remedy="run tahqiq verify")
    return found
