import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.text.decoding import decoded, encoding_named

ARABIC = "قال سكان من تل عنبر إن طائرات قصفت مبنى قرب السوق القديم، ما أدى إلى مقتل 41 شخصا في المدينة."
ENGLISH = "Residents said that aircraft struck a building near the market – killing “41 people”."
FRENCH = "Des habitants ont été tués à l’aube dans une frappe aérienne, d’après la société civile."
RUSSIAN = "По словам жителей, самолёты нанесли удар по зданию рядом со старым рынком, погибли люди. " * 4


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"],
)
def test_arabic_is_read_whatever_its_encoding(encoding: str) -> None:
    text = ARABIC
    assert decoded(text.replace("،", ",").encode(encoding)).text == text.replace("،", ",")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_western_text_is_read_whatever_its_encoding(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text


def test_another_encoding_is_told_by_its_statistics() -> None:
    assert decoded(RUSSIAN.encode("windows-1251")).text == RUSSIAN
    assert decoded(RUSSIAN.encode("koi8-r"), declared="koi8-r").text == RUSSIAN


@pytest.mark.parametrize(
    ("actual", "declared"),
    [
        ("utf-8", "windows-1256"),
        ("windows-1256", "utf-8"),
        ("windows-1256", "iso-8859-1"),
        ("iso-8859-6", "windows-1256"),
    ],
)
def test_a_declared_encoding_is_not_believed_against_the_words(actual: str, declared: str) -> None:
    assert decoded(ARABIC.encode(actual), declared=declared).text == ARABIC


def test_few_words_are_read_as_they_are_declared() -> None:
    assert decoded("سبعة".encode("windows-1256"), declared="windows-1256").text == "سبعة"
    assert decoded("été".encode("iso-8859-1"), declared="ISO-8859-1").text == "été"


def test_names_of_encodings_are_read_as_browsers_do() -> None:
    assert encoding_named(" 'Windows-1256' ") == "windows-1256"
    assert encoding_named("ASMO-708") == "iso-8859-6"
    assert encoding_named("rot13") == ""
    assert decoded("قتل".encode(), declared="no such thing").text == "قتل"


def test_damage_is_marked_and_said() -> None:
    content = (ARABIC * 40).encode()
    found = decoded(content[:300] + b"\xff" + content[300:])
    assert found.encoding == "utf-8"
    assert "\ufffd" in found.text
    assert found.problem.endswith("are no UTF-8 text and are left out")


@given(
    st.binary(max_size=400), st.sampled_from(["", "utf-8", "windows-1256", "utf-16", "iso-8859-6", "big5"])
)
def test_any_bytes_are_text(content: bytes, declared: str) -> None:
    assert isinstance(decoded(content, declared=declared).text, str)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\x06"), min_size=1, max_size=200)
)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decoded(text.encode()).text == text
