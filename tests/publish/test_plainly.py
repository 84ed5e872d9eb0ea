"""Ranges in plain sentences, in both languages, every figure with its trail."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from publish.reading import Site
from tahqiq.publish.plainly import _INJURED, _KILLED, sentence
from tahqiq.publish.rendering import numbers, sentences
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.wording import Language

WORDS = {"assessor": Markup("<b>them</b>")}


def _told(language: Language, low: int | None, high: int | None) -> str:
    told = sentences(numbers("../"))(sentence(Tongue(language), _KILLED, (low, high), WORDS), "x.html")
    return str(told.striptags()).replace("\u2066", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (3, 5, "Between 3 and 5 civilians were killed, according to them."),
        (1, 1, "1 civilian was killed, according to them."),
        (1200, 1200, "1,200 civilians were killed, according to them."),
        (0, 0, "No civilian was killed, according to them."),
        (0, 2, "Between 0 and 2 civilians were killed, according to them."),
        (1, None, "At least 1 civilian was killed, according to them."),
        (None, 4, "Up to 4 civilians were killed, according to them."),
        (None, None, "How many civilians were killed is unknown; them gives no figure."),
    ],
)
def test_a_range_is_told_as_a_person_would(low: int | None, high: int | None, said: str) -> None:
    assert _told("en", low, high) == said


@pytest.mark.parametrize("n", [0, 1, 2, 3, 11, 100])
def test_arabic_counts_in_its_six_plurals_and_keeps_the_figure(n: int) -> None:
    for low, high in ((n, None), (None, n)):
        assert str(n) in _told("ar", low, high)
    assert "لم يُقتل" in _told("ar", n, n) if n == 0 else str(n) in _told("ar", n, n)


def test_every_figure_of_a_sentence_opens_its_trail_and_words_stay_safe() -> None:
    told = sentences(numbers("../"))(sentence(Tongue("ar"), _KILLED, (3, 5), WORDS), "x.html#y")
    assert told.count('data-trail href="../x.html#y"') == 2
    assert "<b>them</b>" in told


def test_what_is_unknown_of_the_injured_goes_unsaid() -> None:
    assert sentence(Tongue("en"), _INJURED, (None, None), {}).message == ""


def test_an_incident_says_its_range_and_grade_in_a_sentence(site: Site) -> None:
    page = site.page("en/incidents/inv0001.html").words()
    assert "Between 1 and 2 civilians were killed, according to The made-up recorder." in page
    assert "Graded Fair: Two or more credible independent sources" in page
    unknown = site.page("en/incidents/inv0004.html").words()
    assert "How many civilians were killed is unknown; The made-up recorder gives no figure." in unknown
