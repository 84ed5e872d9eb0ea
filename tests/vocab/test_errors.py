from __future__ import annotations

import pytest

from tahqiq.vocab.errors import BadInput, CheckFailed, NotPermitted, Refusal, TahqiqError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (BadInput("is empty"), "is empty"),
        (BadInput("is empty", file="a.csv"), "a.csv: is empty"),
        (
            BadInput("not a number", file="a.csv", row=3, column="lat", remedy="write degrees"),
            "a.csv, row 3, column lat: not a number (write degrees)",
        ),
        (BadInput("two\nlines"), "two lines"),
    ],
)
def test_a_users_mistake_is_one_line_saying_where_what_and_what_to_do(error: BadInput, line: str) -> None:
    assert str(error) == error.line() == line


def test_exit_codes() -> None:
    codes = {error: error.exit_code for error in (CheckFailed, BadInput, NotPermitted, Refusal, TahqiqError)}
    assert codes == {CheckFailed: 1, BadInput: 2, NotPermitted: 2, Refusal: 3, TahqiqError: 70}
