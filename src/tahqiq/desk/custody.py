"""What the archive knows of a sealed item, as far as a screen shows it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from tahqiq.casebook.models import Item
from tahqiq.seal import Archive, StoredReceipt
from tahqiq.vocab.errors import BadInput, CheckFailed

#: Bytes of a text that a screen shows; the rest stays in the archive.
SHOWN = 20_000
_TEXTUAL = ("text/", "application/json")


def custody(item: Item) -> Sequence[StoredReceipt] | None:
    """The item's receipts in order; None where the archive cannot tell."""
    try:
        return [receipt for _, receipt in Archive.open(settings.HOME.archive).custody(item.sha256)]
    except (BadInput, CheckFailed, OSError):  # no archive, no keys, damage: verify says which
        return None


def opening_words(item: Item) -> str | None:
    """The beginning of a text; None for anything else, and for what is not in the archive."""
    kept = item.texts.filter(original=None).first()
    if kept is not None:
        return None if _removed(item) else kept.content[:SHOWN]
    if not item.media_type.startswith(_TEXTUAL):
        return None
    try:
        with Archive.open(settings.HOME.archive).read(item.sha256) as sealed:
            return sealed.read(SHOWN).decode("utf-8", "replace")
    except (BadInput, CheckFailed, OSError):
        return None


def _removed(item: Item) -> bool:
    """Whether the item was lawfully removed: the text that was taken from it is not shown either."""
    try:
        return Archive.open(settings.HOME.archive).removed(item.sha256)
    except (BadInput, CheckFailed, OSError):
        return False
