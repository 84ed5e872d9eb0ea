"""The words that claims stand in: kept with the record, or read again from the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tahqiq.casebook.models import Case, Item, Text
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.seal import Archive


def sealed_words(case: Case, sha256: str, archive: Archive | None = None) -> str:
    """The text of a hash, code point for code point as claims count them.

    Args:
        case: the case that holds it.
        sha256: of an item, or of a text taken from one.
        archive: where the bytes of an item are that has no extracted text.

    Raises:
        BadInput: the case has no such text, it was lawfully removed, or it is no running text.
    """
    if archive is not None and _removed(archive, case, sha256):
        raise BadInput("this item was lawfully removed", file=sha256)
    kept = Text.objects.filter(case=case, sha256=sha256).values_list("content", flat=True).first()
    if kept is not None:
        return kept
    if archive is None or not Item.objects.filter(case=case, sha256=sha256).exists():
        raise BadInput(f"the case holds no sealed text {sha256}", remedy="seal the file first")
    from tahqiq.seal import NotSealed, Removed

    try:
        with archive.read(sha256) as stream:
            return stream.read().decode()
    except UnicodeDecodeError:
        raise BadInput("these bytes are no running text", file=sha256) from None
    except (NotSealed, Removed) as error:
        raise BadInput("the archive does not hold this item", file=sha256) from error


def _removed(archive: Archive, case: Case, sha256: str) -> bool:
    """Whether the item that a text was taken from is gone: its words are shown no more."""
    of_text = Text.objects.filter(case=case, sha256=sha256).values_list("item__sha256", flat=True)
    return any(archive.removed(each) for each in {sha256, *of_text})
