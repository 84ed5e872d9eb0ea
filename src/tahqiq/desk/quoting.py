"""Where words stand in a sealed text: a quote is taken only letter by letter."""

from __future__ import annotations

from django.conf import settings

from tahqiq.casebook.models import Case, Item
from tahqiq.seal import Archive
from tahqiq.vocab.claims import Locator
from tahqiq.vocab.errors import BadInput, CheckFailed
from tahqiq.vocab.imports import Evidence

#: Bytes of a text in which words are looked for.
LONGEST = 20_000_000
#: Hexadecimal digits of a hash by which an item may be named.
SHORTEST = 12


def item_named(case: Case, digits: str, *, guarded: bool = False) -> Item:
    """The sealed item whose SHA-256 begins so.

    Args:
        guarded: whether items may be named, too, that only people who work with testimony see.

    Raises:
        BadInput: none does, or too few digits are given to tell.
    """
    wanted = digits.strip().lower()
    if len(wanted) < SHORTEST:
        raise BadInput("name the sealed item by at least the first 12 digits of its SHA-256", column="sha256")
    there = Item.objects.filter(case=case, sha256__startswith=wanted)
    found = list((there if guarded else there.filter(guarded=False))[:2])
    if len(found) != 1:
        raise BadInput("the case holds no such sealed item", column="sha256")
    return found[0]


def evidence_for(item: Item, quote: str) -> Evidence:
    """The first place in which the words stand in the item's own text.

    Raises:
        BadInput: the item is no text, is not in the archive, or does not say this.
    """
    words = quote.strip("\r\n").replace("\r\n", "\n")
    if not words.strip():
        raise BadInput("quote the words that say so", column="quote")
    begins = _text_of(item).find(words)
    if begins < 0:
        raise BadInput("these words do not stand in the sealed text, letter by letter", column="quote")
    locator = Locator.span(begins, begins + len(words))
    return Evidence(text_sha256=item.sha256, locator=locator, quote=words)


def _text_of(item: Item) -> str:
    try:
        with Archive.open(settings.HOME.archive).read(item.sha256) as sealed:
            return sealed.read(LONGEST).decode()
    except UnicodeDecodeError:
        raise BadInput(
            "the sealed item is no text: name the text that was read from it", column="sha256"
        ) from None
    except (BadInput, CheckFailed, OSError):
        raise BadInput("the archive cannot give the sealed item", column="sha256") from None
