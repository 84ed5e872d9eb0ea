"""The review page: every claim marked where it stands and explained, whatever the words hold."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from tahqiq.read.claims.proposal import NamedVictim, Proposal
from tahqiq.read.review.cards import claim_card
from tahqiq.read.review.marking import runs
from tahqiq.read.review.page import ReadText, review_page
from tahqiq.vocab.claims import Category, Effect, Scope, Speaker
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.wording import Language

TEXT = "Residents told a paper that more than 40 people were killed, among them seven children.\n"


def proposal(quote: str, text: str = TEXT, **fields: object) -> Proposal:
    start = text.index(quote)
    wanted = {"effect": Effect.KILLED, "category": Category.PEOPLE, **fields}
    return Proposal(text=text, quote=quote, start=start, end=start + len(quote), **wanted)  # type: ignore[arg-type]


TOTAL = proposal(
    "more than 40 people were killed",
    count=CountRange(40, None),
    hedge=Hedge.MORE_THAN,
    attributed_to="Residents",
    chain=(Speaker(name="a paper", role="outlet"), Speaker(name="Residents")),
    span=DateSpan.parse("2021-03-07"),
)
PART = proposal(
    "seven children",
    category=Category.CHILDREN,
    count=CountRange(7, 7),
    within=0,
    scope=Scope.SUPERSEDED,
    victims=(NamedVictim(name="Sami Hadi", start=0, end=9, age=7, relation="his son"),),
)


def page(*claims: Proposal, text: str = TEXT, language: Language = "en", silent: int = 0) -> str:
    cards = [claim_card(claim, language) for claim in claims]
    return review_page([ReadText(name="a.txt", text=text, cards=cards)], language, silent=silent)


def test_each_claim_is_marked_and_explained() -> None:
    shown = page(TOTAL, PART)
    assert shown.count("<mark") == 2
    for said in (
        "more than 40",
        "People, killed",
        "claim 1",
        "Residents",
        "a paper",
        "7 March 2021",
        "his son",
    ):
        assert said in shown
    for link in re.findall(r'href="#(t1-c\d)"', shown):
        assert f'id="{link}"' in shown


def test_arabic_has_its_own_words_and_keeps_ranges_in_order() -> None:
    shown = page(proposal("seven children", count=CountRange(7, 9)), language="ar")
    assert '<html lang="ar" dir="rtl">' in shown
    assert "\u20667–9\u2069" in shown
    assert "Said by" not in shown


def test_denied_harm_is_nobody() -> None:
    card = claim_card(proposal("seven children", count=CountRange(0, 0), negated=True))
    assert card.figure == "none"


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script> two died", "\u202e two died", "two died\0"])
def test_hostile_words_stay_words(hostile: str) -> None:
    shown = page(proposal("two died", text=hostile), text=hostile)
    assert "<script" not in shown
    assert "\u202e" not in shown
    style = re.search("<style>(.*)</style>", shown, re.DOTALL)
    assert style is not None
    allowed = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{allowed}'" in shown


def test_nothing_found_is_said() -> None:
    shown = review_page([], silent=12)
    assert "No text holds a claim." in shown
    assert ">12<" in shown


def test_paragraphs_far_from_any_claim_are_folded_away() -> None:
    text = "\n\n".join(["two died", *(["nothing"] * 6), "three died"])
    found = runs(text, [(0, 8), (len(text) - 10, len(text))])
    assert [(len(run.paragraphs), run.aside) for run in found] == [(2, False), (4, True), (2, False)]


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    ((first, second),) = (run.paragraphs for run in runs("ab\ncd", [(1, 4)]))
    assert [(one.text, one.begins, one.depth) for one in first] == [("a", (), 0), ("b", (0,), 1)]
    assert [(one.text, one.begins, one.depth) for one in second] == [("c", (0,), 1), ("d", (), 0)]
