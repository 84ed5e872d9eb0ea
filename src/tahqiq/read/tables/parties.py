"""Who is blamed and who answers: the slug of a wording, and each party handed out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tahqiq.read.tables.wording import slug_of
from tahqiq.vocab.imports import At, ImportedParty
from tahqiq.vocab.parties import Party


class Parties:
    """The parties of a dataset.

    Args:
        known: slug → the party with its names.
        wordings: how the source words a party → its slug.
    """

    def __init__(self, known: Mapping[str, Party], wordings: Mapping[str, str]) -> None:
        self._known, self._wordings = dict(known), wordings
        self._met: set[str] = set()

    def blamed(self, wording: str, separator: str = ",") -> tuple[str, ...]:
        """The slugs of a list of parties; one we hold no alias for is slugged from its own words."""
        named = (part.strip() for part in (wording.split(separator) if separator else [wording]))
        slugs = (self._wordings.get(name) or self._worded(name) for name in named if name)
        return tuple(dict.fromkeys(slug for slug in slugs if slug))

    def unmet(self, slugs: tuple[str, ...], at: At) -> Iterator[ImportedParty]:
        """Those of the parties not handed out before."""
        for slug in slugs:
            if slug not in self._met:
                self._met.add(slug)
                party = self._known.get(slug) or _unnamed(slug)
                yield ImportedParty(at=at, slug=slug, name_en=party.name_en, name_ar=party.name_ar)

    def _worded(self, name: str) -> str:
        """The slug of a party known only by the source's wording, which becomes its name."""
        slug = slug_of(name, mark="_")
        self._known.setdefault(slug, Party(slug=slug, name_en=name))
        return slug


def _unnamed(slug: str) -> Party:
    """A party of which the source gives a slug alone; a bare number is a publisher's id, not a name."""
    if not slug.isdecimal():
        return Party(slug=slug, name_en=slug.replace("_", " "))
    return Party(
        slug=slug, name_en=f"Publisher no. {slug} of the file", name_ar=f"الناشر رقم {slug} في الملف"
    )
