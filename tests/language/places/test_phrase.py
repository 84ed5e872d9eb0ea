from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.places.phrase import take_apart
from tahqiq.language.places.segments import Segment
from tahqiq.vocab.places import Precision


def named(wording: str) -> list[str]:
    return [" ".join(segment.words) for segment in take_apart(wording).segments]


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        ("village of Tel Nur in the Kawthar countryside", ["Tel Nur", "Kawthar"]),
        ("Tel Nur village, Kawthar district", ["Tel Nur", "Kawthar"]),
        ("Tel Nur (near Kawthar)", ["Tel Nur", "Kawthar"]),
        ("Tel Nur, east of Kawthar", ["Tel Nur", "Kawthar"]),
        ("قرية تل نور بريف الكوثر", ["تل نور", "الكوثر"]),
        ("حي النور بمدينة الكوثر", ["النور", "الكوثر"]),
        ("تل نور التابعة لـ الكوثر", ["تل نور", "الكوثر"]),
        ("تل نور, منطقة الكوثر", ["تل نور", "الكوثر"]),
        ("تل نور بالقرب من الكوثر", ["تل نور", "الكوثر"]),
        ("تَلُّ نُور، الكَوْثَر", ["تل نور", "الكوثر"]),
        ("مدينة الكوثر حي النور", ["النور", "الكوثر"]),
        ("Kawthar: near the Nur bakery", ["Nur bakery", "Kawthar"]),
        ("Tel Nur or Tel Dur", ["Tel Nur", "Tel Dur"]),
        ("several houses in Tel Nur", ["Tel Nur"]),
        ("Road between Tel Nur and Kawthar", ["Road Tel Nur Kawthar", "Tel Nur", "Kawthar"]),
        ("mosque in Kawthar", ["mosque Kawthar"]),
        ("ريف الكوثر", ["الكوثر"]),
        ("باب النور شمال رأس الكوثر", ["باب النور", "رأس الكوثر"]),
        ("باب النور الشمالي", ["باب النور الشمالي"]),
        ("النور شمال", ["النور شمال"]),
        ("النور شرقي كبير", ["النور شرقي كبير"]),
        ("المدينة", ["المدينة"]),
        ("the village", ["the village"]),
    ],
)
def test_what_is_meant_stands_before_what_surrounds_it(wording: str, names: list[str]) -> None:
    assert named(wording) == names


def test_words_that_say_what_a_place_is_tell_its_precision() -> None:
    assert take_apart("حي النور").head.precision is Precision.NEIGHBOURHOOD
    assert take_apart("the Nur neighbourhood").head.precision is Precision.NEIGHBOURHOOD
    assert take_apart("Kawthar sub district").head.precision is Precision.SUB_DISTRICT
    assert take_apart("Nur street").head.precision is Precision.STREET
    assert take_apart("Kawthar").head.precision is None


def test_near_is_kept() -> None:
    assert take_apart("near al-Nur mosque, al-Kawthar neighbourhood").near
    assert take_apart("قرب مسجد النور").near
    assert take_apart("بين تل نور والكوثر").near
    assert not take_apart("al-Nur mosque near al-Kawthar").near


def test_nothing_names_nothing() -> None:
    assert take_apart("").head == take_apart(" ,;()").head == Segment()


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert take_apart(text).segments


ARABIC = "قرية حي ريف في قرب بين و أو بريف بمدينة تل نور الكوثر"
LATIN = "village of in near and or the , ( ) : - Nur 48"
words = st.sampled_from([*ARABIC.split(), *LATIN.split()])


@given(st.lists(words, max_size=12).map(" ".join))
def test_no_order_of_words_loses_a_name(text: str) -> None:
    found = " ".join(word for segment in take_apart(text).segments for word in segment.words)
    assert found.count("Nur") >= text.count("Nur")
