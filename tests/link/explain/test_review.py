from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import chromium
import numpy as np
import pytest

from link import synthetic
from tahqiq.link.explain.exhibits import review_of, worth_showing
from tahqiq.link.explain.review import review_page, shown_probability
from tahqiq.link.explain.standing import Standing, standing_of
from tahqiq.link.judgements import Judgement, Said, settle
from tahqiq.link.linkage import Linkage
from tahqiq.link.lists import RecordList

DAY = datetime(2031, 6, 1, tzinfo=UTC)
HOSTILE = '<img src=x onerror=alert(1)>"\'=HYPERLINK("http://x")\u202eevil\u2066'


def linkage(left: RecordList | None = None, said: list[Judgement] | None = None) -> Linkage:
    lists = (left or synthetic.left(), synthetic.right())
    pairs = synthetic.pairs()
    judged = said or [Judgement(left="L3", right="R3", said=Said.UNSURE, by="آمنة", at=DAY, why=HOSTILE)]
    return Linkage(
        lists=lists,
        pairs=pairs,
        probability=pairs.probability(),
        linked=np.array([True, True, False, False, False]),
        referred=np.zeros(5, np.bool_),
        settled=settle(judged, *lists),
    )


class Elements(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_says_what_speaks_for_and_against_a_pair(language: str) -> None:
    page = review_page(review_of(linkage()), language)  # type: ignore[arg-type]
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    for expected in ("سليم عادل الزيتوني", "Salim Adel al-Zaytouni", "1990-02-01", "+15.2", "−9.5"):
        assert expected in page
    assert page.count("<article") == 5
    kinds = Counter(re.findall(r'class="bar (\w+)"', page))
    assert kinds == {"prior": 5, "total": 5, "for": 11, "against": 5}


def test_hostile_cells_stay_text_and_nothing_comes_from_outside() -> None:
    cells = {**synthetic.LEFT, "name_ar": [HOSTILE] * 4, "family": [HOSTILE] * 4}
    page = review_page(review_of(linkage(synthetic.record_list(HOSTILE, cells, "L"))))
    found = Elements(page).found
    assert not {tag for tag, _ in found} & {"script", "img", "link", "iframe", "object", "form", "a"}
    attributes = {name for _, each in found for name in each}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "href", "style"}
    policies = [each["content"] for tag, each in found if each.get("http-equiv")]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'",
        str(policies[0]),
    )
    assert "\u202e" not in page


def test_a_cell_of_any_length_is_shortened() -> None:
    cells = {**synthetic.LEFT, "name_ar": ["ا" * 200_000, "", "", ""], "family": ["x" * 200_000, "", "", ""]}
    assert len(review_page(review_of(linkage(synthetic.record_list("long", cells, "L"))))) < 100_000


def test_judged_and_doubtful_pairs_come_first_and_sure_ones_are_counted_when_left_out() -> None:
    probability = np.concatenate([np.linspace(0.91, 0.999, 50), [0.5, 0.2, 0.001, 0.3]])
    linked = np.arange(54) < 51
    judged = np.arange(54) == 52
    rows = worth_showing(probability, linked, judged, np.arange(54) == 53, 6)
    assert rows.tolist()[:5] == [52, 50, 53, 51, 0]
    shown = review_of(linkage(), [2])
    assert (shown.links, shown.unshown, len(shown.exhibits)) == (2, 2, 1)
    assert "Not on this page" in review_page(shown)


def test_what_the_machine_makes_of_a_pair() -> None:
    standings = [
        standing_of(p, linked=yes) for p, yes in ((0.95, True), (0.6, True), (0.4, False), (0.05, False))
    ]
    assert standings == [Standing.LINKED, Standing.LIKELY, Standing.UNLIKELY, Standing.REJECTED]
    assert [shown_probability(each) for each in (1.0, 0.0, 0.25)] == ["> 0.99", "< 0.01", "0.25"]


def test_an_empty_page_says_so() -> None:
    page = review_page(review_of(linkage(), []))
    assert "No pair is close enough to be looked at." in page


def test_one_list_is_shown_against_itself() -> None:
    people = synthetic.record_list("all", synthetic.RIGHT, "R", distinct=False)
    pairs = synthetic.pairs().take(np.array([2]))
    alone = replace(
        linkage(), lists=(people,), pairs=replace(pairs, right=np.array([3])), settled=settle([], people),
        probability=np.array([0.5]), linked=np.array([False]), referred=np.array([True]),
    )  # fmt: skip
    review = review_of(alone)
    assert (review.left, review.right) == ("all", "")
    assert review_page(review).count(">all</bdi>") >= 3


@pytest.mark.browser
@chromium.needed
@pytest.mark.parametrize("language", ["en", "ar"])
def test_filters_work_without_a_script_and_nothing_overflows(tmp_path: Path, language: str) -> None:
    path = tmp_path / "review.html"
    path.write_text(review_page(review_of(linkage()), language), "utf-8")  # type: ignore[arg-type]
    with chromium.started() as browser:
        page = browser.new_context(
            java_script_enabled=False, viewport={"width": 360, "height": 800}
        ).new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.as_uri())
        shown = {}
        for kind in ("uncertain", "linked", "rejected", "judged", "all"):
            page.click(f'label[for="show-{kind}"]')
            shown[kind] = page.locator("article:visible").count()
        assert shown == {"uncertain": 1, "linked": 2, "rejected": 2, "judged": 1, "all": 5}
        assert not complaints
        box = page.locator("body").bounding_box()
        assert box is not None and box["width"] <= 360
