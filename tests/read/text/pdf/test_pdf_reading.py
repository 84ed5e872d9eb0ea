import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read.text.pdf.drawn import Drawn, lines, pdf
from tahqiq.read.text.pdf.order import is_right_to_left, logical
from tahqiq.read.text.reading import read_document
from tahqiq.vocab.errors import BadInput

LEFT = [
    "The council said that seven people were killed",
    "when a building near the old market collapsed.",
    "Rescue workers searched the rubble until neigh-",
    "bours told them that no one else was missing in",
    "the eastern quarter of the city on that night.",
]
RIGHT = [
    "On the next day a spokesman said that the joint",
    "command was aware of the reports and that a well-",
    "known officer would look into them within weeks.",
    "Families have been leaving the eastern quarters,",
    "carrying what they could through the checkpoint.",
]
COLUMNS = " ".join(LEFT).replace("neigh- ", "neigh") + "\n\n" + " ".join(RIGHT).replace("well- ", "well")


def text_of(*pages: list[Drawn]) -> str:
    return read_document(pdf(pages), name="a.pdf").text


def refused(content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_document(content, name="a.pdf")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def two_columns(shift: float = 0) -> list[Drawn]:
    return [*lines(40, 700, LEFT), *lines(310, 700 - shift, RIGHT)]


@pytest.mark.parametrize("shift", [0, 5])
def test_columns_are_read_one_after_the_other(shift: float) -> None:
    assert text_of(two_columns(shift)) == COLUMNS


def test_the_order_in_the_file_says_nothing() -> None:
    drawn = two_columns()
    random.Random(4).shuffle(drawn)
    assert text_of(drawn) == COLUMNS


def test_a_heading_over_both_columns_comes_first_and_names_a_document_without_title() -> None:
    found = read_document(pdf([[(40, 740, 18, "Report of the council on the collapse"), *two_columns()]]))
    assert found.text.startswith("Report of the council on the collapse\n\nThe council said")
    assert found.title == "Report of the council on the collapse"
    assert found.kind == "pdf" and found.extractor.startswith("tahqiq-pdf/1-pdfium-")


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_that_are_shown_turned_are_read_all_the_same(turned: int) -> None:
    found = read_document(pdf([two_columns()], turned=turned))
    assert sorted(found.text.split()) == sorted(COLUMNS.split())


def test_running_heads_and_numbers_of_pages_are_left_out() -> None:
    def page(number: int) -> list[Drawn]:
        body = [
            f"On day {number} of the month, {word} people were killed there."
            for word in ("two", "three", "four")
        ]
        return [
            (40, 780, 8, f"Council report, page {number}"),
            *lines(40, 700, body),
            (300, 20, 8, f"- {number} -"),
        ]

    text = text_of(*(page(number) for number in range(1, 6)))
    assert "Council report" not in text and "- 3 -" not in text
    assert "On day 3 of the month, three people were killed there." in text


def test_a_paragraph_goes_on_over_the_page() -> None:
    whole = text_of(
        lines(40, 100, LEFT[:2]), lines(40, 700, ["and nine were hurt, as the hospital told us all"])
    )
    assert "\n\nand nine" in whole
    whole = text_of(
        lines(40, 100, LEFT[3:4]), lines(40, 700, ["and nine were hurt, as the hospital told us all."])
    )
    assert "was missing in and nine were hurt" in whole


def test_rows_of_a_table_stay_rows() -> None:
    rows = [("Name", "Age", "Place"), ("Nadia F", "34", "Tell Amber"), ("Peter L", "7", "Wadi Salam")]
    drawn = [
        (40 + 150 * at, 700 - 20 * row, 10.0, cell)
        for row, cells in enumerate(rows)
        for at, cell in enumerate(cells)
    ]
    assert text_of(drawn) == "Name\tAge\tPlace\nNadia F\t34\tTell Amber\nPeter L\t7\tWadi Salam"


def seen(*texts: str) -> list[str]:
    """Lines of Arabic as the eye meets them, from left to right: numbers keep their own order."""
    words = [line.split(" ")[::-1] for line in texts]
    return [" ".join(word if word.isascii() else word[::-1] for word in line) for line in words]


ARABIC = [
    "قال سكان من تل عنبر إن طائرات قصفت مبنى",
    "قرب السوق يوم 21 آب 2031 ما أدى إلى مقتل",
    "سبعة مدنيين وإصابة 14 آخرين بحسب المجلس.",
]


def right(edge: float, top: float, texts: list[str]) -> list[Drawn]:
    return [(edge - 5 * len(text), top - 14 * at, 10, text) for at, text in enumerate(seen(*texts))]


def test_arabic_is_read_in_its_own_order() -> None:
    assert text_of(right(560, 700, ARABIC)) == " ".join(ARABIC)


def test_arabic_columns_are_read_from_the_right() -> None:
    more = [
        "وقال متحدث باسم القيادة المشتركة إنه على",
        "علم بالتقارير وسينظر فيها خلال أسابيع قليلة",
        "وغادرت عائلات الأحياء الشرقية في الليلة نفسها.",
    ]
    assert text_of([*right(280, 700, more), *right(560, 700, ARABIC)]) == " ".join(
        ARABIC
    ) + "\n\n" + " ".join(more)


def test_presentation_forms_are_folded_back() -> None:
    assert (
        text_of([(100, 700, 10, "\ufee2\ufedc\ufea4\ufee3"), (300, 700, 10, "\ufe94\ufee8\ufefb")])
        == "لانة\tمحكم"
    )


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("2017 بآ 21", "21 آب 2017"),
        ("(.سارفلوأ) نويندم", "مدنيون (أولفراس.)"),
        ("10-12 نيب", "بين 10-12"),
        ("%25 ةبسنب", "بنسبة %25"),
        ("12:30 ةعاسلا", "الساعة 12:30"),
    ],
)
def test_lines_are_turned_into_the_order_of_the_reader(drawn: str, read: str) -> None:
    assert logical(list(drawn), right_to_left=True) == read


def test_latin_words_in_an_arabic_line_keep_their_order() -> None:
    assert logical(list("US-led Coalition بسحب"), right_to_left=True) == "بحسب US-led Coalition"
    assert (
        logical(list("the ةقرلا ةنيدم (Raqqa) fell"), right_to_left=False) == "the مدينة الرقة (Raqqa) fell"
    )
    assert logical([], right_to_left=True) == ""
    assert is_right_to_left("الرقة (Raqqa)") is False or is_right_to_left("الرقة")


@given(st.text(alphabet="abc123 .,()-ابتث%\t", max_size=40), st.booleans(), st.booleans())
def test_no_letter_is_lost_or_made(text: str, right_to_left: bool, mirrored: bool) -> None:
    turned = logical(list(text), right_to_left=right_to_left, mirrored=mirrored)
    assert sorted(turned.translate({ord(")"): "("})) == sorted(text.translate({ord(")"): "("}))


def test_what_cannot_be_read_is_one_clear_line() -> None:
    whole = pdf([lines(40, 700, LEFT)])
    assert refused(pdf([[], []])) == (
        "a.pdf: 2 pages of pictures and no text (have its text recognised (OCR), and "
        "seal and read the result)"
    )
    assert "not a readable PDF" in refused(b"%PDF-1.7\njunk")
    assert "not a readable PDF" in refused(pdf([]))
    locked = whole.replace(
        b"/Info",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [<00> <00>] /Info"
        % (b"a" * 32, b"b" * 32),
    )
    assert refused(locked) == "a.pdf: an encrypted PDF (save it without a password)"


def test_pages_without_text_among_others_are_named() -> None:
    found = read_document(pdf([lines(40, 700, LEFT), [], lines(40, 700, RIGHT)]))
    assert found.problems == ("1 of 3 pages hold no text: pictures, or nothing",)


def test_more_pages_than_may_be_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.read.text.pdf.reading.MOST_PAGES", 2)
    assert refused(pdf([lines(40, 700, LEFT)] * 3)) == "a.pdf: 3 pages, and 2 are the most (split it)"


WHOLE = pdf([two_columns(), right(560, 700, ARABIC)])


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(WHOLE)),
)
def test_damaged_files_are_read_or_refused_in_one_line(changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    try:
        read_document(bytes(content[: cut or None] if cut % 3 == 0 else content), name="a.pdf")
    except BadInput as refusal:
        assert "\n" not in str(refusal)
