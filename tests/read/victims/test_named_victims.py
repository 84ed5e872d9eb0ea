"""The named among those counted, with the age, sex and relation that stand beside the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.speaking import proposal, told, told_of
from tahqiq.language.tokens import cut
from tahqiq.read.claims.sentences import sentences
from tahqiq.read.victims import annotate, names

Told = tuple[str, int | None, str, str]


def victims(text: str, quote: str, most: int = 1) -> list[Told]:
    [claim] = told_of(text, quote, most=most)
    return [(each.name, each.age, each.sex, each.relation) for each in claim.victims]


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Samir Haddad, 54, died.", "Samir Haddad", ("Samir Haddad", 54, "", "")),
        ("Abu Omar al-Jasim was killed.", "Abu Omar al-Jasim", ("Abu Omar al-Jasim", None, "male", "")),
        ("and his wife Hala, 47,", "his wife Hala", ("Hala", 47, "female", "wife")),
        ("Rana Saad, his wife, died.", "Rana Saad, his wife", ("Rana Saad", None, "female", "wife")),
        ("his sons Karim (aged 13) and Nour (aged 4)", "Nour (aged 4)", ("Nour", 4, "male", "sons")),
        ("a 15-year-old girl, Lina Saad, died", "a 15-year-old girl", ("Lina Saad", 15, "female", "")),
        ("the cameraman Yousef Abbas died", "the cameraman Yousef Abbas", ("Yousef Abbas", None, "male", "")),
        ("the youngest was Malika, 2", "the youngest was Malika", ("Malika", 2, "", "")),
        ("baby Sami (3 months old)", "baby Sami", ("Sami", 0, "", "")),
        ("استشهاد الطفل سامي الخطيب (8 سنوات)", "الطفل سامي الخطيب", ("سامي الخطيب", 8, "male", "")),
        ("استشهدت الطفلة لمى الخطيب، 7 أعوام", "الطفلة لمى الخطيب", ("لمى الخطيب", 7, "female", "")),
        ("وزوجته هالة", "وزوجته هالة", ("هالة", None, "female", "وزوجته")),
        ("وابنه محمد", "وابنه محمد", ("محمد", None, "male", "وابنه")),
        ("إصابة المصور يوسف عباس بجروح", "المصور يوسف عباس", ("يوسف عباس", None, "male", "")),
        ('الأم "أنوار حسان"', 'الأم "أنوار حسان"', ("أنوار حسان", None, "female", "")),
        ("سامر الخطيب وزوجته", "سامر الخطيب", ("سامر الخطيب", None, "", "")),
        ("وبلال (9 أعوام)", "وبلال (9 أعوام)", ("بلال", 9, "", "")),
    ],
)
def test_one_named_victim(text: str, quote: str, expected: Told) -> None:
    assert victims(text, quote) == [expected]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("one SDF fighter was killed", "one SDF fighter"),
        ("a Palestinian driver died in Rafah", "a Palestinian driver"),
        ("قتل رجل إطفاء", "رجل إطفاء"),
        ("استشهاد طفل أمس الأحد", "استشهاد طفل"),
        ("مقتل سيدة في درعا", "مقتل سيدة"),
        ("إصابة شاب بقصف مدفعي", "إصابة شاب"),
    ],
)
def test_what_is_no_name(text: str, quote: str) -> None:
    assert victims(text, quote) == []


def test_several_named_in_one_claim() -> None:
    text = "وطفلاهما جاد (8 سنوات) ولمار (5 سنوات)"
    assert [each[:2] for each in victims(text, text, most=2)] == [("جاد", 8), ("لمار", 5)]


def test_names_after_a_colon_belong_to_the_figure_before_it() -> None:
    text = "Three killed: Samir Haddad, Rana Saad and Jad Nasr."
    assert [each[0] for each in victims(text, "Three killed", most=3)] == [
        "Samir Haddad",
        "Rana Saad",
        "Jad Nasr",
    ]


def test_no_more_are_named_than_counted() -> None:
    text = "Two killed: Samir Haddad, Rana Saad and Jad Nasr."
    assert len(victims(text, "Two killed", most=2)) == 2


def test_denied_harm_has_no_victims() -> None:
    text = "Samir Haddad, 54, was not hurt."
    [claim] = told(text, proposal(text, "Samir Haddad", most=0, negated=True))
    assert claim.victims == ()


def test_a_name_stands_where_it_is_said_to() -> None:
    text = "قتل الحاج عمر الجاسم (54 عاماً) وزوجته هالة."
    for claim in told_of(text, "الحاج عمر الجاسم", "وزوجته هالة", most=1):
        [victim] = claim.victims
        assert text[victim.start : victim.end] == victim.name


def test_annotating_changes_nothing_else() -> None:
    text = "The mayor said Samir Haddad, 54, died."
    before = proposal(text, "Samir Haddad", most=1)
    [after] = annotate(text, sentences(cut(text)), [before])
    assert (after.victims[0].age, after.attributed_to) == (54, "")
    assert annotate(text, [], []) == []


_PIECES = st.sampled_from(
    ["Samir", "Haddad", ",", "54", "(", ")", "aged", "his wife", "sons", "and", "al", "-", "'", "الطفل",
     "سامي",
     "وزوجته", "8", "سنوات", "،", '"', "«", "و", "ولمار", "baby", "months old", "year-old", ":"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.text(max_size=20))
def test_any_text_is_read_without_a_fault(pieces: list[str], noise: str) -> None:
    text = f"{noise} {' '.join(pieces)} x"
    tokens = cut(text)
    for each in names(tokens, 0, len(tokens)):
        assert text[each.start : each.end] == each.name
        assert each.age is None or 0 <= each.age <= 120
    told_of(text, "x", most=2)
