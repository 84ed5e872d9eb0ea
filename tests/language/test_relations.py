"""Descriptions in place of names are told from names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names import described
from tahqiq.language.names.relation_words import kinds

WORDS = (
    "wife of 's son child 1 2 the unnamed unidentified Samer Ali's (unnamed) and family from first named "
    "زوجة ابن ابنة طفل أطفال عم زوجته وعائلته مجهول الهوية سامر علي من السيدة اسمه ٣ "
    "الأول جنين رجل ( ) , ، .. -"
)


@pytest.mark.parametrize(
    ("text", "kind", "of"),
    [
        ("wife of Samer Ali", "wife", "Samer Ali"),
        ("The Wife of Samer Ali (Unnamed)", "wife", "Samer Ali"),
        ("Samer's wife", "wife", "Samer"),
        ("Samer Ali’s daughter", "daughter", "Samer Ali"),
        ("Abbas' brother", "brother", "Abbas"),
        ("Samer `Abu Ali` 's wife", "wife", "Samer `Abu Ali`"),
        ("unnamed son of Samer (Abu Ali)", "son", "Samer (Abu Ali)"),
        ("Mother of Samer, Ali, Omar", "mother", "Samer, Ali, Omar"),
        ("Samer's female cousin's second child", "child", "Samer's female cousin"),
        ("Samer’s daughter-in-law", "daughter_in_law", "Samer"),
        ("wife Samer Ali", "wife", "Samer Ali"),
        ("family of Samer", "family", "Samer"),
        ("زوجة سامر علي", "wife", "سامر علي"),
        ("السيدة زوجة سامر", "wife", "سامر"),
        ("ابن سامر", "son", "سامر"),
        ("أبناء سامر", "son", "سامر"),
        ("ابنة عم سامر", "cousin", "سامر"),
        ("طفل ابن سامر", "child", "ابن سامر"),
        ("رضيع سامر", "infant", "سامر"),
        ("عائلة سامر", "family", "سامر"),
        ("جنين السيدة سمر", "fetus", "السيدة سمر"),
        ("زوجته", "wife", None),
        ("طفلها من بيت سامر", "child", None),
        ("unidentified", "unidentified", None),
        ("Unknown infant", "infant", None),
        ("a woman", "woman", None),
        ("an unidentified man from Samer", "man", None),
        ("مجهول الهوية", "unidentified", None),
        ("رضيعة غير معروفة", "infant", None),
        ("امرأة", "woman", None),
        ("رجل من سامر", "man", None),
        ("جنين", "fetus", None),
        ("(unnamed)", "unidentified", None),
        ("wife from Samer", "wife", None),
        ("wife and son of Samer", "wife", "Samer"),
        ("wife of Samer and her two children", "wife", "Samer"),
        ("wife of Samer Ali and family", "wife", "Samer Ali"),
        ("child of Samer and his wife", "child", "Samer and his wife"),
        ("طفل سامر وزوجته", "child", "سامر وزوجته"),
        ("Samer's wife and two children", "wife", "Samer"),
        ("زوجة سامر وأطفاله", "wife", "سامر"),
        ("زوجته وأطفاله", "wife", None),
        ("ابنا سامر", "son", "سامر"),
        ("طفلتا سامر", "child", "سامر"),
    ],
)
def test_a_description_is_flagged_with_whose_relation(text: str, kind: str, of: str | None) -> None:
    said = described(text)
    assert said is not None
    assert (said.kind, said.of, said.named) == (kind, of, None)
    assert said.kind in kinds()


@pytest.mark.parametrize(
    "text",
    [
        "Samer Ali", "سامر علي", "سامر ابن علي", "سامر بن علي", "أم علي", "أبو علي", "الطفل سامر علي",
        "جنين سامر علي", "كريمة علي", "Sa'id Ali", "Umm Samer", "", "Wafa Ali", "محمد خال",
        "سامر 3", "Samer and Ali",
    ],
)  # fmt: skip
def test_a_name_is_no_description(text: str) -> None:
    assert described(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("child 1 of Samer", 1),
        ("child of Samer 2", 2),
        ("Samer's third child", 3),
        ("son of Samer- 4", 4),
        ("طفل سامر ٣", 3),
        ("طفل 2 سامر", 2),
        ("طفل سامر الثاني", 2),
        ("Samer's daughter 5", 5),
        ("child 1", 1),
        ("طفل ١", 1),
    ],
)
def test_which_child(text: str, number: int) -> None:
    said = described(text)
    assert said is not None
    assert (said.number, said.count) == (number, None)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3 children of Samer", 3),
        ("two children", 2),
        ("ثلاثة أطفال", 3),
        ("children of Samer", None),
        ("أطفال سامر", None),
    ],
)
def test_several(text: str, count: int | None) -> None:
    said = described(text)
    assert said is not None
    assert (said.several, said.count, said.number) == (True, count, None)


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("Samar, wife of Ali", "wife", "Samar"),
        ("Samar.. daughter of Ali Omar", "daughter", "Samar"),
        ("Dr. Ali Omar's daughter Samar", "daughter", "Samar"),
        ("سمر زوجة علي", "wife", "سمر"),
        ("سمر ابنة علي", "daughter", "سمر"),
        ("زوجته سمر", "wife", "سمر"),
        ("علي وعائلته", "family", "علي"),
        ("Ali Omar and his family", "family", "Ali Omar"),
        ("شاب اسمه علي من حلب", "youth", "علي"),
        ("a man named Ali", "man", "Ali"),
        ("علي طفل", "child", "علي"),
        ("الصهر زوج سمر", "husband", None),
    ],
)
def test_a_name_beside_the_relation_is_kept(text: str, kind: str, named: str | None) -> None:
    said = described(text)
    assert said is not None
    assert (said.kind, said.named) == (kind, named)


def test_who_is_not_identified_is_said_so() -> None:
    for text in (
        "unnamed son of Ali",
        "son of Ali (unnamed)",
        "Unknown woman",
        "رضيعة غير معروفة",
        "زوجة مجهولة",
    ):
        said = described(text)
        assert said is not None
        assert said.unidentified


def test_a_page_is_no_description() -> None:
    assert described("wife of Ali's wife " * 50_000) is None


@given(
    st.one_of(
        st.text(alphabet=st.characters(), max_size=60),
        st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join),
    )
)
def test_no_text_is_too_odd(text: str) -> None:
    said = described(text)
    if said is not None:
        assert said.kind in kinds()
        assert said.of != ""
        assert said.named != ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Samer Ali and his wife", "wife"),
        ("Samer Ali and her two children", "child"),
        ("Samer Ali and his wife and son", "wife"),
    ],
)
def test_unnamed_others_beside_a_name_in_english(text: str, kind: str) -> None:
    said = described(text)
    assert said is not None
    assert (said.kind, said.named, said.several) == (kind, "Samer Ali", True)


def test_unnamed_others_beside_a_name_in_arabic() -> None:
    said = described("سامر علي وزوجته")
    assert said is not None
    assert (said.kind, said.named, said.several) == ("wife", "سامر علي", True)


def test_a_named_relation_beside_a_name_is_left_to_the_reader() -> None:
    assert described("Samer and his son Omar") is None


@pytest.mark.parametrize("text", ["ابنا سامر", "طفلان", "زوجتا سامر", "طفلاه"])
def test_a_dual_is_two(text: str) -> None:
    said = described(text)
    assert said is not None
    assert (said.count, said.several) == (2, True)
