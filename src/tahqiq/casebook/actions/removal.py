"""Lawful removal of items: one person asks for it, another carries it out (HOUSE, rule 7).

The bytes and their key are destroyed in the archive. The record keeps that the items were there, and
what was decided about them; their words may no longer leave in any release made from now on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Q

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Item
from tahqiq.vocab.errors import BadInput


@action(Permission.CONSENT)
def request_removal(
    act: Act, case: Case, hashes: Sequence[str], *, reason: str, request: Callable[[], None]
) -> None:
    """Asks that items of the case be removed.

    Args:
        hashes: SHA-256 of the items and texts.
        reason: consent withdrawn, a court's order …
        request: enters the request in the archive's custody log.

    Raises:
        BadInput: the case has none of them, or no reason is given.
    """
    for item in _items(case, hashes, reason):
        act.note(item, after={"removal requested": reason})
    request()


@action(Permission.APPROVE)
def remove_items(
    act: Act, case: Case, hashes: Sequence[str], *, reason: str, remove: Callable[[], None]
) -> None:
    """Removes items of the case for good.

    Args:
        hashes: SHA-256 of the items and texts.
        reason: consent withdrawn, a court's order …
        remove: destroys them in the archive; it refuses where nobody else has asked.

    Raises:
        BadInput: the case has none of them, or no reason is given, or nobody else has asked.
    """
    for item in _items(case, hashes, reason):
        item.consent_needed, item.consent = True, None
        item.save(update_fields=["consent_needed", "consent"])
        act.note(item, after={"lawfully removed": reason})
    remove()  # last: what it does cannot be taken back


def _items(case: Case, hashes: Sequence[str], reason: str) -> list[Item]:
    """The items concerned: those themselves, and those that a removed text was taken from."""
    if not reason.strip():
        raise BadInput("say why it is removed")
    found = Item.objects.filter(Q(sha256__in=hashes) | Q(texts__sha256__in=hashes), case=case).distinct()
    if not found:
        raise BadInput(f"the case {case.slug} has no item {hashes[0]}")
    return list(found)
