"""The parts of a statement: wording, casualties, references, header, splitting, strikes."""

from __future__ import annotations

import re

import pytest

from read.statements.reading_labels import statements
from tahqiq.language.dates import find_dates
from tahqiq.read.statements.casualties import conceded
from tahqiq.read.statements.header import where, who_reported
from tahqiq.read.statements.needed import needed
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.references import grid_references, numbers_and_codes
from tahqiq.read.statements.splitting import pieces
from tahqiq.read.statements.strikes import strikes
from tahqiq.read.statements.words import languages, words


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A man, a woman and their three children were killed.", 5, None),
        ("Three civilians were killed; two were wounded.", 3, 2),
        ("The strike killed a child and wounded her two brothers.", 1, 2),
        ("Seven (7) civilians were killed.", 7, None),
        ("Six civilians were killed, two of them children.", 6, None),
        ("Two fighters were killed and one civilian was injured.", None, 1),
        ("A total of nine civilians were killed. Four civilians were killed in the first strike.", 9, None),
        ("One civilian was killed. In a separate strike two civilians were killed.", 3, None),
        ("Two civilians were killed. The command regrets that two civilians were killed.", 2, None),
        ("The strikes could have killed ten civilians.", None, None),
        ("Insufficient evidence to find that four civilians were harmed.", None, None),
        ("Civilian deaths: 4. Civilian injuries: 2.", 4, 2),
        ("Another civilian was killed.", 1, None),
        ("The two vehicles were hit.", None, None),
        ("مقتل خمسة مدنيين بينهم طفلان", 5, None),
    ],
)
def test_figures_and_their_effects(text: str, killed: int | None, injured: int | None) -> None:
    found = conceded(Passage.of(text))
    assert (found.killed.min, found.injured.min) == (killed, injured)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("37SEV005797", ["37SEV005797"]),
        ("37S EV 005 797 and 38S LF 3012 3912", ["37SEV005797", "38SLF30123912"]),
        ("375EV0O5797", ["37SEV005797"]),
        ("3155/CS1640\n37SEV005797 37SEV005797", ["37SEV005797"]),
        ("grid reference: EV 005 797", ["EV005797"]),
        ("F-16s flew 37 sorties in 2017", []),
        ("LF301239", ["LF301239"]),
    ],
)
def test_grid_references(text: str, normal: list[str]) -> None:
    assert [each.normal for each in grid_references(Passage.of(text))] == normal


def test_a_reference_with_a_digit_too_few_is_kept_with_its_problem() -> None:
    (found,) = grid_references(Passage.of("at 37SEV05797."))
    assert found.normal == found.written == "37SEV05797"
    assert "5 digits" in found.problem


@pytest.mark.parametrize(
    ("text", "number", "codes"),
    [
        ("3155/CS1640", "3155", ("CS1640",)),
        ("2736 / AI-24 / S928 37SEV020795", "2736", ("AI-24", "S928")),
        ("closed. 2688 37SEC0297578153", "2688", ()),
        ("CIVCAS report number 118-B was closed", "118-B", ()),
        ("Allegation #17: closed", "17", ()),
        ("See CS1640b and USSOM345-C.", "", ("CS1640b", "USSOM345-C")),
        ("On 12/6/2017 two F-16s", "", ()),
        ("البلاغ رقم 1204", "1204", ()),
    ],
)
def test_numbers_and_codes(text: str, number: str, codes: tuple[str, ...]) -> None:
    passage = Passage.of(text)
    assert numbers_and_codes(passage, grid_references(passage)) == (number, codes)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Aug. 5, 2017, Raqqa, Syria, via Airwars report.", "Raqqa, Syria"),
        ("June 4, 2017 north of Raqqah, Syria, via self-report.", "Raqqah, Syria"),
        (
            "June 8, 2017, near al-Mansour neighborhood, Raqqah via self-report.",
            "al-Mansour neighborhood, Raqqah",
        ),
        ("It was closed in June 2018 and nothing else was said.", ""),
        ("Location: Jannay, Somalia\nStatus: Open", "Jannay, Somalia"),
        ("في 3 حزيران 2017 قرب تل الزرقاء، سوريا، عبر تقرير ذاتي.", "تل الزرقاء، سوريا"),
    ],
)
def test_places(text: str, place: str) -> None:
    passage = Passage.of(text)
    assert where(passage, find_dates(passage.shown)) == place


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "near Raqqah via regional humanitarian organization. During a strike",
            "regional humanitarian organization",
        ),
        (
            "via Amnesty International and Airwars report. After a review",
            "Amnesty International and Airwars report",
        ),
        ("The allegation was submitted by Human Rights Watch.", "Human Rights Watch"),
        ("Source: local media\nStatus: open", "local media"),
        ("It was self-reported.", "self-reported"),
        ("Nothing is said.", ""),
    ],
)
def test_reporters(text: str, who: str) -> None:
    assert who_reported(Passage.of(text)) == who


def test_entries_under_headings() -> None:
    text = "Non-credible\nMay 3, 2017, near A, via X.\nDuplicates\nMay 4, 2017, near B, via X."
    found = pieces(Passage.of(text), find_dates(text))
    assert [str(each.above.outcome) for each in found if each.above] == ["non_credible", "duplicate"]


def test_numbered_reports_without_dates() -> None:
    text = "Report 1: The report was assessed as credible.\nReport 2: Insufficient information."
    assert len(pieces(Passage.of(text), ())) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Near Raqqah, 17 strikes engaged 12 units; destroyed a command and control node and two IEDs.",
            [("Raqqah", 17, [(1, "command and control node"), (2, "IEDs")])],
        ),
        ("France reported 5 strikes in Iraq and 2 in Syria.", [("Iraq", 5, []), ("Syria", 2, [])]),
        (
            "Tornados destroyed two positions in Raqqa, and demolished a compound near Bayji.",
            [("Raqqa", None, [(2, "positions")]), ("Bayji", None, [(1, "compound")])],
        ),
        ("Since 2014, 1369 strikes destroyed 2144 targets.", []),
        ("Two civilians were killed.", []),
        ("Typhoons killed two civilians near Bayji.", []),
    ],
)
def test_strikes(text: str, told: list[tuple[str, int | None, list[tuple[int, str]]]]) -> None:
    found = strikes(Passage.of(text), ())
    assert [
        (each.place, each.count.min, [(one.count.min, one.what) for one in each.destroyed]) for each in found
    ] == told


def test_engagements_are_no_strikes() -> None:
    (found,) = strikes(Passage.of("In Syria, 22 strikes consisting of 28 engagements were conducted."), ())
    assert (found.count.min, found.engagements.min) == (22, 28)


@pytest.mark.parametrize("language", languages())
def test_what_a_wording_needs_is_in_all_it_matches(language: str) -> None:
    texts = [Passage.of(each["text"]).text for half in ("tune", "held", "late") for each in statements(half)]
    for wording in words(language).wordings:
        for text in texts:
            if wording.pattern.search(text):
                held = [any(each in text for each in strings) for strings in wording.needed]
                assert all(held), wording.name


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("abc", (("abc",),)),
        ("abc?de", ()),
        ("(?:abc|def)ghij", (("abc", "def"), ("ghij",))),
        ("(?:abc)?x", ()),
        ("(?=abc)x", ()),
        ("abc|x", ()),
        ("abc|def|ghi", (("abc", "def", "ghi"),)),
        ("[abc]+defg", (("defg",),)),
        (r"a\sbcd(?:e|f)*", (("bcd",),)),
    ],
)
def test_needed_strings(pattern: str, strings: tuple[tuple[str, ...], ...]) -> None:
    assert needed(pattern) == strings
    assert re.compile(pattern)


def test_figures_of_a_later_sentence_have_their_places_in_the_whole() -> None:
    passage = Passage.of("Nothing happened. Two civilians were killed near a report.")
    (two, *_) = passage.figures(18, len(passage.text))
    assert two.noun_start is not None
    assert passage.text[two.start : two.end] == "two"
    assert passage.text[two.noun_start :].startswith("civilians")


def test_an_open_group_is_a_mistake_of_the_table() -> None:
    with pytest.raises(ValueError, match="not closed"):
        needed("(abc")
