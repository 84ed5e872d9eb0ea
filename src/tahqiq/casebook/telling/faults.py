"""What keeps a manuscript from being told: where it stands, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.vocab.errors import CheckFailed
from tahqiq.vocab.wording import Language, isolate_foreign, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that an author has to mend.

    Attributes:
        chapter, block: slug and id; '' for the story or the chapter as a whole.
        field: of the manuscript, such as 'words' or 'picture.alt'.
        language: 'en' or 'ar'; '' where the fault is in neither.
        message: the English message as the catalogue knows it; ``it``: what its ``{it}`` stands for.
        remedy: an English message of the catalogue; '' where there is none.
    """

    chapter: str
    block: str
    field: str
    language: str
    message: str
    it: str = ""
    remedy: str = ""

    @property
    def problem(self) -> str:
        """What is wrong, in English."""
        return self.message.replace("{it}", self.it)

    def said(self, language: Language = "en") -> str:
        """What is wrong and what to do about it, in the language of whoever reads."""
        it = isolate_foreign(self.it) if language == "ar" else self.it
        problem = word(self.message, language).replace("{it}", it)
        return f"{problem} ({word(self.remedy, language)})" if self.remedy else problem

    def __str__(self) -> str:
        where = [self.chapter, self.block, self.field, self.language]
        return f"{' › '.join(each for each in where if each)}: {self.said()}"


class Untellable(CheckFailed):
    """A story with faults can be neither submitted nor approved.

    Attributes:
        faults: all of them.
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(each) for each in faults))
