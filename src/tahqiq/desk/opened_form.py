"""What a keeper sees of a form whose identity was opened: the answers kept apart, and the form as it came."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tahqiq.casebook.importing.forms import document_of
from tahqiq.casebook.models import VaultEntry
from tahqiq.casebook.vault import Identity
from tahqiq.desk.form_answers import Line, lines_of
from tahqiq.seal import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedForm:
    """One form's closed part.

    Attributes:
        lines: the answers that say who somebody is, in the words of the form.
        others: path and text of what came and the form does not ask.
        document: the form as it came; '' where its key was replaced with the identity.
    """

    lines: list[Line]
    others: list[tuple[str, str]]
    document: str


def opened_form(
    entry: VaultEntry, identity: Identity, archive: Archive, *, language: str
) -> OpenedForm | None:
    """What came on the form that an identity was taken from; None where it was written at the desk.

    Raises:
        BadInput: the document was changed since it was closed.
        NotSealed: it was lawfully removed.
    """
    held = entry.submissions.select_related("original").first()
    kept = _kept(identity) if held is not None else None
    if held is None or kept is None:
        return None
    others = kept.get("others", {})
    content = document_of(held, archive, identity=identity) if "document" in kept else b""
    return OpenedForm(
        lines=lines_of(held.form, kept.get("answers", {}), language=language),
        others=sorted(others.items()),
        document=content.decode(errors="replace"),
    )


def _kept(identity: Identity) -> dict[str, dict[str, str]] | None:
    """What an import closed with an identity; None for words that a person wrote."""
    try:
        kept = json.loads(identity.note)
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None
