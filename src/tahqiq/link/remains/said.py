"""What one kind of evidence says: its weight, its words in either language, its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tahqiq.link.remains.items import arabic_of
from tahqiq.vocab.remains import Primary
from tahqiq.vocab.wording import Language, isolate_foreign, word

#: The kinds, in the order shown: the primary identifiers first.
KINDS = (
    "laboratory",
    "teeth",
    "injuries",
    "papers",
    "belongings",
    "inscriptions",
    "sex",
    "age",
    "stature",
    "physique",
    "place",
    "date",
    "family",
    "companions",
    "together",
)
#: Kinds of the biological profile and the circumstances: alone they fit many.
PROFILE = frozenset({"sex", "age", "stature", "physique", "place", "date", "family", "companions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence.

    Attributes:
        kind: of ``KINDS``.
        log10_lr: how much oftener this is found if the remains are that person's than if not, log10.
        message: what was found, an English message id. ``values``: what its placeholders stand for.
        source: of the rule: author and year, or a standard.
        primary: the primary identifier it is, None where it only supports.
        excludes: it speaks against by itself.
    """

    kind: str
    log10_lr: float
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    primary: Primary | None = None
    excludes: bool = False

    def text(self, language: Language = "en") -> str:
        """The words, in either language.

        >>> Evidence(kind="sex", log10_lr=0.3, message="sex agrees: {sex}", values={"sex": "male"}).text()
        'sex agrees: male'
        """
        values = {name: _spoken(value, language) for name, value in self.values.items()}
        return word(self.message, language).format_map(values)


def _spoken(value: str, language: Language) -> str:
    """What a placeholder stands for, in a language: things and bones by their names, the rest as it is."""
    if language == "en":
        return value
    return isolate_foreign("، ".join(_named(part, language) for part in value.split(", ")))


def _named(part: str, language: Language) -> str:
    side, _, bone = part.partition(" ")
    if side == "left":
        return word("left {bone}", language).format(bone=word(bone, language))
    if side == "right":
        return word("right {bone}", language).format(bone=word(bone, language))
    return arabic_of(part) or word(part, language)
