"""Which items a person chose to look at: item by item, and for this session alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from tahqiq.desk.stills import Veil

#: The key of the session, and how many choices it remembers.
_KEY, _MOST = "shown_items", 200


def veil_of(request: HttpRequest, item: UUID) -> Veil:
    """How much of an item this session shows: nothing, until somebody asked."""
    return Veil(_chosen(request).get(str(item), Veil.VEILED.value))


def choose(request: HttpRequest, item: UUID, veil: Veil) -> None:
    """Remembers a choice until the session ends; the oldest of too many is forgotten."""
    chosen = {key: value for key, value in _chosen(request).items() if key != str(item)}
    if veil is not Veil.VEILED:
        chosen[str(item)] = veil.value
    request.session[_KEY] = dict(list(chosen.items())[-_MOST:])


def _chosen(request: HttpRequest) -> dict[str, str]:
    found = request.session.get(_KEY, {})
    return {key: value for key, value in found.items() if value in set(Veil)}
