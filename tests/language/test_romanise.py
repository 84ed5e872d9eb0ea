"""Arabic in Latin letters: two styles, known names, guesses that can be read."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.letters import normalise
from tahqiq.language.romanise import Style, romanise

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگڤکیەۆێڕڵٱ"
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
STYLES: tuple[Style, ...] = ("reader", "strict")


@pytest.mark.parametrize(
    ("text", "reader", "strict"),
    [
        ("عبد الرحمن", "Abd al-Rahman", "ʿAbd al-Raḥmān"),
        ("عبدالرحمان", "Abd al-Rahman", "ʿAbd al-Raḥmān"),
        ("عبد الله", "Abdullah", "ʿAbd Allāh"),
        ("نورالدين", "Nour al-Din", "Nūr al-Dīn"),
        ("نصر الله", "Nasrallah", "Naṣr Allāh"),
        ("عطاالله", "Atallah", "ʿAṭā Allāh"),
        ("محمد بن علي النجار", "Muhammad bin Ali al-Najjar", "Muḥammad ibn ʿAlī al-Najjār"),
        ("فاطمه", "Fatima", "Fāṭimah"),
        ("أبوهلال", "Abu Hilal", "Abū Hilāl"),
        ("أم خالد", "Umm Khaled", "Umm Khālid"),
        ("الشمس", "al-Shams", "al-Shams"),
        ("مدينة الرقة", "madinat al-Raqqa", "madīnat al-Raqqah"),
        ("مدينة", "madina", "madīnah"),
        ("حُسَيْن الحسيني", "Hussein al-Husseini", "Ḥusayn al-Ḥusaynī"),
    ],
)
def test_known_words(text: str, reader: str, strict: str) -> None:
    assert (romanise(text), romanise(text, style="strict")) == (reader, strict)


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("مُنْصِف", "Munṣif"),
        ("قُدُّوس", "Quddūs"),
        ("حَمْدٌ", "Ḥamd"),
        ("لُبَيْد", "Lubayd"),
        ("جَوْن", "Jawn"),
        ("ثَرِيّ", "Tharī"),
        ("سُورِيّة", "Sūrīyah"),
        ("قُوّة", "Qūwah"),
        ("رُقَيّة", "Ruqayyah"),
        ("عربيّ", "ʿArbī"),
        ("الشَّمْس", "al-Shams"),
        ("عَبد الرَّحمن", "ʿAbd al-Raḥmān"),
        ("حُسْن", "Ḥusn"),
        ("إِقبال", "Iqbāl"),
        ("قُرآن", "Qurʾān"),
    ],
)
def test_written_vowels_are_kept(text: str, strict: str) -> None:
    assert romanise(text, style="strict") == strict


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("طباخ", "Tabakh"),
        ("خربوطلي", "Kharbutli"),
        ("مزعول", "Mazul"),
        ("شاكر", "Shakir"),
        ("جوهر", "Jawhar"),
        ("ذيبان", "Dhiban"),
        ("زياده", "Ziyada"),
        ("تلعفر", "Talafar"),
        ("هويدي", "Hawidi"),
        ("مؤذن", "Madhan"),
        ("شێرکۆ", "Sherko"),
        ("پروین", "Parwin"),
    ],
)
def test_unwritten_vowels_are_guessed_so_that_the_word_can_be_spoken(text: str, reader: str) -> None:
    assert romanise(text) == reader


def test_what_is_not_arabic_stays() -> None:
    assert romanise("Samer سامر (٣–٤)، 5؟") == "Samer Samer (3–4), 5?"
    assert romanise("سامر٣ ۴") == "Samer3 4"
    assert romanise("Zoë–Müller 12") == "Zoë–Müller 12"


@given(st.text(alphabet=st.sampled_from(ARABIC + MARKS), min_size=1, max_size=45), st.sampled_from(STYLES))
def test_letters_never_vanish_and_never_stay(text: str, style: Style) -> None:
    spelled = romanise(text, style=style)
    assert spelled or not any(letter in ARABIC for letter in text)
    assert not any("\u0600" <= character <= "\u06ff" for character in spelled)


@given(st.text(alphabet=st.characters(), max_size=40), st.sampled_from(STYLES))
def test_no_text_is_too_odd(text: str, style: Style) -> None:
    assert romanise(text, style=style) == romanise(text, style=style)


def test_the_table_of_words_is_in_both_styles() -> None:
    text = files("tahqiq.language").joinpath("tables/romanised.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({normalise(row["arabic"], "match") for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch("[A-Za-zāīūáḥṣḍṭẓĀĪŪḤṢḌṬẒʿʾ -]+", row["strict"]), row
        assert row["reader"].isascii()
        assert romanise(row["arabic"]).isascii()


@pytest.mark.parametrize("unit", ["عبدال", "ال", "ابو", "و", "بَ", "الله", "سامر "])
def test_very_long_words(unit: str) -> None:
    assert len(romanise(unit * 20_000)) > 20_000
