"""The parts of a name: compounds, titles, kunya, particles, roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names import Role, split_name
from tahqiq.language.names.compounds import joined

ODD = st.text(
    alphabet=st.sampled_from("أبوامالدين عبدهـزجة()[]`\"'’-–.,،/ aAbdulhms'\n\x00\ud800\u202e123٣"),
    max_size=60,
)
SOME_WORDS = "سامر علي عبد الله الدين أبو أم بن النجار ال نور Abd al Abu Samer din Allah"


def matches(text: str) -> list[str]:
    return [part.match for part in split_name(text).parts]


@pytest.mark.parametrize(
    "spellings",
    [
        ["عبد الرحمن", "عبدالرحمن", "عبد  الرحمٰن", "عبـد الرحمن"],
        ["عبد الله", "عبدالله"],
        ["نور الدين", "نورالدين"],
        ["عطا الله", "عطاالله"],
        ["أبو هلال", "ابوهلال", "أبوهلال"],
        ["زين العابدين"],
        ["عبد ربه"],
        ["Abd al-Rahman", "Abdulrahman", "Abdel Rahman", "Abdul Rahman", "Abd ar-Rahman", "Abdurrahman",
         "Abdur Rahman", "Abd Al Rahman", "Abdul-Rahman", "Abdelrahman"],
        ["Abdullah", "Abd Allah", "Abdallah", "Abdulla"],
        ["Nour al-Din", "Nur ad-Din", "Noureddine", "Nuruddin", "Nour Eddin"],
        ["Nasrallah", "Nasr Allah", "Nasrullah"],
        ["Abu Hilal", "Abou Hilal", "Abo Hilal"],
        ["Abdessalam", "Abd as-Salam", "Abdul Salam"],
        ["Abd Rabbo", "Abed Rabbo", "Abd Rabboh"],
    ],
)  # fmt: skip
def test_a_compound_is_one_part_however_it_is_spaced(spellings: list[str]) -> None:
    written = [f"Z {each} X" if each.isascii() else f"ز {each} سامر" for each in spellings]
    found = {tuple(matches(text)) for text in written}
    assert len(found) == 1
    assert len(found.pop()) == 3


@pytest.mark.parametrize(
    "text", ["عبد علي", "Abdel", "عبد", "Nasr Ali", "أبو", "Al", "ال", "Abdeen Ali", "بن"]
)
def test_words_that_only_look_like_compounds_stay_apart(text: str) -> None:
    assert len(matches(text)) == len(text.split())


def test_abu_and_a_compound_after_it() -> None:
    assert joined(["ابو", "عبد", "الله"]).match == "ابوعبدالله"
    assert matches("سامر أبو عبد الله") == ["سامر", "ابوعبدالله"]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("سامر النجار", "نجار"),
        ("Samer al-Najjar", "najjar"),
        ("Samer An-Najjar", "najjar"),
        ("Samer Al Najjar", "najjar"),
    ],
)
def test_the_article_is_told_apart(text: str, family: str) -> None:
    part = split_name(text).parts[-1]
    assert (part.match, part.article, part.role) == (family, True, Role.FAMILY)


def test_a_name_that_begins_with_the_letters_of_the_article() -> None:
    assert matches("إلهام سامر") == ["الهام", "سامر"]


@pytest.mark.parametrize(
    ("text", "titles", "first"),
    [
        ("الحاج سامر علي", ("الحاج",), "سامر"),
        ("الشيخ سامر", ("الشيخ",), "سامر"),
        ("د. سامر", ("د",), "سامر"),
        ("الشهيد الدكتور سامر", ("الشهيد", "الدكتور"), "سامر"),
        ("Dr. Samer", ("Dr",), "samer"),
        ("Al Hajj Samer", ("Al Hajj",), "samer"),
        ("Mrs. Samar Ali", ("Mrs",), "samar"),
        ("الطفل سامر علي", ("الطفل",), "سامر"),
    ],
)
def test_titles_stand_before_the_name(text: str, titles: tuple[str, ...], first: str) -> None:
    name = split_name(text)
    assert (name.titles, name.parts[0].match) == (titles, first)


@pytest.mark.parametrize("text", ["سامر الشيخ", "سامر علي الحاج", "الحاج", "سارين شيخ علي"])
def test_a_title_elsewhere_is_a_part(text: str) -> None:
    assert not split_name(text).titles


@pytest.mark.parametrize(
    ("text", "kunya"),
    [
        ("سامر علي (أبو زياد)", "أبو زياد"),
        ("Samer Ali `Abu Ziad`", "Abu Ziad"),
        ('Samer Ali "Abu Ziad', "Abu Ziad"),
        ("Samer Ali.. (Umm Ziad", "Umm Ziad"),
        ("سامر النجار ابو زياد", "ابو زياد"),
        ("سمر علي أم زياد", "أم زياد"),
        ("سامر علي - أبو زياد", "أبو زياد"),
        ("أبو زياد العلي", "أبو زياد"),
        ("(أبو زياد)", "أبو زياد"),
        ("سامر علي هلال أبو زياد", None),
        ("سامر علي النجار ابوزياد", None),
        ("Samer Ali _ Abu Ziad", "Abu Ziad"),
        ("أبو بكر علي", None),
    ],
)
def test_a_kunya_is_told_from_a_family_name(text: str, kunya: str | None) -> None:
    assert split_name(text).kunya == kunya


def test_nicknames_are_kept_apart() -> None:
    name = split_name("Samer (Sam) Ali `the Tall One`")
    assert (matches(name.text), name.nicknames) == (["samer", "ali"], ("Sam", "the Tall One"))


def test_an_apostrophe_or_a_backtick_inside_a_word_is_a_letter() -> None:
    assert matches("Mus`ab Sa'id 'Amara") == ["musab", "said", "amara"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("سامر", "given"),
        ("سامر علي", "given unknown"),
        ("سامر بن علي", "given father"),
        ("سامر ابن علي النجار", "given father family"),
        ("سامر علي حسن", "given father family"),
        ("سامر علي حسن هلال", "given father grandfather family"),
        ("Samer Ali Hasan Omar Hilal", "given father grandfather unknown family"),
        ("al-Najjar", "family"),
        ("Samer bin Ali bin Hasan", "given father grandfather"),
    ],
)
def test_roles_follow_position(text: str, roles: str) -> None:
    assert [part.role.value for part in split_name(text).parts] == roles.split()


def test_a_description_has_no_parts_but_those_of_the_person() -> None:
    assert split_name("wife of Ali Hasan").parts == ()
    beside = split_name("Samar Omar, wife of Ali Hasan")
    assert [part.match for part in beside.parts] == ["samar", "omar"]
    assert beside.relation is not None
    assert beside.relation.of == "Ali Hasan"
    bracketed = split_name("Samar Omar (wife of Ali)")
    assert bracketed.relation is not None
    assert [part.match for part in bracketed.parts] == ["samar", "omar"]


def test_the_script_is_told() -> None:
    assert [split_name(each).script for each in ("سامر", "Samer", "سامر Ali", "١٢")] == [
        "arabic", "latin", "mixed", "other",
    ]  # fmt: skip


def test_a_page_is_no_name() -> None:
    assert split_name("سامر علي " * 100_000).parts == ()


@given(st.one_of(st.text(alphabet=st.characters(), max_size=60), ODD))
def test_no_text_is_too_odd(text: str) -> None:
    name = split_name(text)
    assert all(part.match and part.text for part in name.parts)
    assert split_name(name.text) == name


@given(st.lists(st.sampled_from(SOME_WORDS.split()), max_size=9))
def test_no_word_is_lost(words: list[str]) -> None:
    name = split_name(" ".join(words))
    parts = [f"{part.particle} {part.text}" for part in name.parts]
    held = " ".join([*name.titles, name.kunya or "", *parts])
    if name.relation is None:
        assert sorted(held.split()) == sorted(words)
