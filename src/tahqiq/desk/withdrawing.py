"""What a withdrawal of consent reaches outside the database: sites, releases, sealed bytes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from django.db import connection

from tahqiq.casebook.actions.withdrawal import TAKEN_BACK, Reach
from tahqiq.casebook.telling.shelf import forget
from tahqiq.desk.home import Home
from tahqiq.desk.taking_down import releases_with, take_down
from tahqiq.seal import Archive, NotSealed, Receipt
from tahqiq.stories.authoring.forgetting import forget_in_drafts
from tahqiq.vocab.errors import BadInput

#: Where releases lie that were recalled but not destroyed, below the home.
RECALLED = "recalled"


def reach_of(home: Home, archive: Archive | None) -> Reach:
    """The reach of a home.

    Args:
        archive: None where nothing is sealed; nothing is removed then.
    """

    def remove(sha256: str, asked_by: str, approved_by: str) -> None:
        forget(home.path, sha256)
        if archive is not None:
            _remove(archive, sha256, asked_by=asked_by, approved_by=approved_by)

    return Reach(
        served=lambda named: releases_with(home, named),
        close=lambda named, destroy: _close(home, named, destroy=destroy),
        remove=remove,
        scrub=scrub,
        drafts=forget_in_drafts,
    )


def scrub() -> None:
    """Makes the database forget what was erased.

    SQLite leaves what was overwritten in free pages and in its journal until they are used again: the file
    is written anew (https://sqlite.org/lang_vacuum.html) and the journal emptied. PostgreSQL keeps dead rows
    until its vacuum; backups and write-ahead logs made before hold the words, there as here.

    Raises:
        BadInput: somebody reads an older state of the record just now.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor != "sqlite":
            return
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone()
    if busy:
        raise BadInput("somebody reads what the record said before", remedy="go on in a moment")


def _close(home: Home, named: Sequence[str], *, destroy: bool) -> list[str]:
    """Takes down every site that names one of these, and the releases away; the releases' folders."""
    if not named:
        return []
    take_down(home, named)
    found = releases_with(home, named)
    for name in found:
        if destroy:
            shutil.rmtree(home.releases / name)
        else:
            aside = home.path / RECALLED
            aside.mkdir(mode=0o700, exist_ok=True)
            (home.releases / name).rename(aside / name)
    return found


def _remove(archive: Archive, sha256: str, *, asked_by: str, approved_by: str) -> None:
    """Destroys an item that is still there."""
    if archive.removed(sha256):
        return
    try:
        archive.request_removal(sha256, _receipt(asked_by))
        archive.remove(sha256, _receipt(approved_by))
    except NotSealed:
        return  # the record holds an item whose bytes were never here


def _receipt(by: str) -> Receipt:
    return Receipt(by=by, original_name="", how="withdrawal of a consent", note=TAKEN_BACK)
