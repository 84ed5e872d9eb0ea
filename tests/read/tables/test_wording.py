from tahqiq.read.tables.wording import LONGEST_KEY, bounded, slug_of, unmarked


def test_slugs_keep_the_words_of_any_script() -> None:
    assert slug_of("Raqqa 2017: civilians killed") == "raqqa-2017-civilians-killed"
    assert slug_of("U.S.-led Coalition", mark="_") == "u_s_led_coalition"
    assert slug_of("الجيش الأزرق") == "الجيش-الأزرق"


def test_long_keys_stay_apart_when_they_are_cut() -> None:
    first, second = bounded("x" * 200), bounded("x" * 201)
    assert (len(first), len(second), first != second) == (LONGEST_KEY, LONGEST_KEY, True)


def test_titles_lose_their_invisible_marks() -> None:
    assert unmarked("\ufeffالرقة\u200e ") == "الرقة"
