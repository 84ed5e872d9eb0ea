import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.tables.phparray import is_php_list, php_list, unexploded

EXPLODED = 'a;:;1;:;{;i;:;0;;;s;:;5;:;";o;t;h;e;r;";;;}'


def serialised(items: list[str]) -> str:
    """As PHP's ``serialize`` writes a list of strings."""
    body = "".join(f'i:{n};s:{len(item.encode())}:"{item}";' for n, item in enumerate(items))
    return f"a:{len(items)}:{{{body}}}"


def test_a_list_exploded_between_all_characters_is_read() -> None:
    assert is_php_list(EXPLODED)
    assert php_list(EXPLODED) == ("other",)


@pytest.mark.parametrize("text", ["", "insufficient_information;other", "a;b;c", "x", "a:2"])
def test_plain_reasons_are_no_php_list(text: str) -> None:
    assert not is_php_list(text)
    with pytest.raises(ValueError, match="not a PHP-serialised list"):
        php_list(text)


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=12), max_size=5))
def test_every_list_of_strings_comes_back_exploded_or_not(items: list[str]) -> None:
    text = serialised(items)
    assert php_list(text) == tuple(items)
    assert unexploded(";".join(text)) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a:1:{i:0;i:5;}", "list of strings"),
        ('a:1:{i:0;s:9:"other";}', "another length"),
        ('a:1:{i:0;s:5:"other";}more', "something follows"),
        ('a:2:{i:0;s:5:"other";}', "list of strings"),
        ('a:1:{i:0;O:8:"stdClass":0:{}}', "list of strings"),
    ],
)
def test_any_other_php_value_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        php_list(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_list_or_refused(text: str) -> None:
    try:
        php_list("a:1:{" + text)
    except ValueError as reason:
        assert str(reason)
