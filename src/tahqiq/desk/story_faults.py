"""What keeps a story at the desk from being told, and what its live values stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing.reading import Leaving, snapshot
from tahqiq.casebook.telling import Fault, MediaShelf, faults
from tahqiq.casebook.telling.ground import Ground
from tahqiq.casebook.telling.live import NoValue, live
from tahqiq.casebook.telling.words import expressions
from tahqiq.stories.authoring.manuscripts import manuscript_of
from tahqiq.stories.authoring.models import StoryPage
from tahqiq.vocab.wording import LANGUAGES, Language, isolate_foreign, word

#: Values that are looked up for one field.
MOST = 40


def shelf_of(case: Case) -> MediaShelf:
    """Where this home keeps originals and what is made of them."""
    return MediaShelf.beside(settings.HOME.releases, case.slug)


def faults_of(case: Case, story: StoryPage) -> list[Fault]:
    """Every fault of a draft as it stands now."""
    return faults(case, manuscript_of(story))


@dataclass(frozen=True, slots=True)
class Checked:
    """One live value as it stands now.

    Attributes:
        expression: as it was typed. ``text``: how it reads, by language; none where it has no value.
        fault: why it has none.
    """

    expression: str
    text: tuple[tuple[Language, str], ...] = ()
    fault: str = ""


def checked(case: Case, words: str, *, language: Language) -> list[Checked]:
    """Looks up the live values that stand in some words.

    Args:
        language: in which faults are told.
    """
    with snapshot():
        ground = Ground(Leaving(case, on=timezone.now().date()))
        asked = dict.fromkeys(each for _text, each in expressions(words) if each is not None)
        return [_checked(ground, each, language) for each in list(asked)[:MOST]]


def _checked(ground: Ground, expression: str, language: Language) -> Checked:
    try:
        return Checked(expression, tuple(_texts(ground, expression)))
    except NoValue as none:
        it = isolate_foreign(none.it) if language == "ar" else none.it
        said = word(none.message, language).replace("{it}", it)
        remedy = f" ({word(none.remedy, language)})" if none.remedy else ""
        return Checked(expression, fault=said + remedy)


def _texts(ground: Ground, expression: str) -> Iterator[tuple[Language, str]]:
    for language in LANGUAGES:
        yield language, live(ground, expression, language).text
