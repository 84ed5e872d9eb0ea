"""What an import knows while it runs: small, however large the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tahqiq.casebook.models import Case, ImportRun, Item, Party, Population, Source, Text

#: The decision recorded with every claim of a structured import.
VERBATIM = "verbatim cell of a sealed dataset"


@dataclass(slots=True, kw_only=True)
class Context:
    """One import under way.

    Attributes:
        actor: name of who imports.
        at: stamped on everything it writes.
        items: SHA-256 of a sealed text → id of its item.
        files: file name → id of its item.
        earlier: ids of the items of earlier versions of the same dataset.
        sources, parties, populations: slugs known so far → ids.
        names_basis: why all names of this import may be published; '' they may not.
    """

    case: Case
    run: ImportRun
    actor: str
    at: datetime
    items: dict[str, UUID] = field(default_factory=dict)
    files: dict[str, UUID] = field(default_factory=dict)
    earlier: tuple[UUID, ...] = ()
    sources: dict[str, UUID] = field(default_factory=dict)
    parties: dict[str, UUID] = field(default_factory=dict)
    populations: dict[str, UUID] = field(default_factory=dict)
    names_basis: str = ""

    def learn(self) -> None:
        """Reads what the case already holds under a slug: tens of rows, not thousands."""
        for model, known in ((Source, self.sources), (Party, self.parties), (Population, self.populations)):
            known.update(model._default_manager.filter(case=self.case).values_list("slug", "id"))

    def item_of(self, text_sha256: str) -> UUID | None:
        """The item that holds this text; None where the case has none."""
        if text_sha256 not in self.items:
            found = (
                Item.objects.filter(case=self.case, sha256=text_sha256).values_list("id", flat=True).first()
            )
            if found is None:
                texts = Text.objects.filter(case=self.case, sha256=text_sha256)
                found = texts.values_list("item_id", flat=True).first()
            if found is None:
                return None
            self.items[text_sha256] = found
        return self.items[text_sha256]
