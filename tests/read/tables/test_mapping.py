from pathlib import Path

import pytest

from read.tables.reading import FIXTURES
from tahqiq.read.tables.mapping import MappingFile, nearest
from tahqiq.read.tables.tomllines import KeyLines, spelled
from tahqiq.vocab.errors import BadInput

EXAMPLE = (FIXTURES / "mapped" / "example.toml").read_text(encoding="utf-8")


def refusal(folder: Path, text: str | bytes) -> str:
    path = folder / "m.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput) as caught:
        MappingFile(path)
    return str(caught.value)


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


MISTAKES = [
    ("lowest =", "lowset =", "figures[0].lowset: no such key (did you mean 'lowest'?)"),
    ("[grade]", "[grad]", "grad: no such key (did you mean 'grade'?)"),
    ("separator =", "seperator =", "blamed.seperator: no such key (did you mean 'separator'?)"),
    ('"killed"', '"kiled"', "figures[0].effect: 'kiled' is not one of killed, "),
    ('"children"', '"kids"', "figures[1].category: 'kids' is not one of civilians, "),
    ('strong = "fair"', 'strong = "firm"', "grade.values.strong: 'firm' is not one of confirmed, fair,"),
    ('"the town" = "town"', '"the town" = "tow"', "place.precisions.the town: 'tow' is not one of"),
    ('"casualty_recorder"', '"recorder"', "source.kind: 'recorder' is not one of casualty_recorder,"),
    ("part = true", 'part = "yes"', "figures[1].part: Expected 'bool', got 'str'"),
    ("%d/%m/%Y", "%H:%M", "date.format: a day needs a year (%Y), a month (%m) and a day (%d)"),
    ('lat = "N"', "", "place: 'lat' and 'lon' come together"),
    ('lowest = "Killed low"', "", "figures[0]: 'lowest' and 'highest' come together"),
    (
        'figure = "Of them children"',
        'figure = "Of them children"\nlowest = "x"\nhighest = "y"',
        "figures[1]: give either 'figure', or 'lowest' and 'highest'",
    ),
    (
        "strike_type",
        "harm_reported = true\nstrike_type",
        "always.harm_reported: a column is mapped for the same",
    ),
    ("strike_type", 'precision = "hamlet"\nstrike_type', "always.precision: 'hamlet' is not one of"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_a_mistake_names_its_key_and_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = EXAMPLE.replace(right, wrong, 1)
    told = refusal(tmp_path, text)
    assert said in told
    assert told.startswith("m.toml, row ")


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    text = EXAMPLE.replace('"children"', '"kids"')
    assert refusal(tmp_path, text).startswith(f"m.toml, row {line_of(text, 'kids')}: ")


def test_a_missing_key_points_at_the_table_that_lacks_it(tmp_path: Path) -> None:
    text = EXAMPLE.replace('slug = "example_recorder"\n', "")
    assert (
        refusal(tmp_path, text) == f"m.toml, row {line_of(text, '[source]')}: source: it lacks the key 'slug'"
    )


def test_a_sheet_and_an_encoding_exclude_each_other(tmp_path: Path) -> None:
    told = refusal(tmp_path, EXAMPLE + '[table]\nsheet = "A"\nencoding = "utf-8"\n')
    assert "table.encoding: a workbook has no encoding" in told


@pytest.mark.parametrize("text", ["", 'format = "mapping/3"', "format = 1"])
def test_only_a_format_we_know_is_read(tmp_path: Path, text: str) -> None:
    assert (
        refusal(tmp_path, text) == "m.toml, row 1: format: the format must be 'mapping/2' or an earlier one"
    )


@pytest.mark.parametrize("text", ["format =", "a = " + "[" * 5_000, b"\xff"])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: str | bytes) -> None:
    assert refusal(tmp_path, text).startswith("m.toml: not ")


def test_a_word_far_from_all_is_told_what_there_is() -> None:
    assert nearest("zzz", ["fair", "weak", ""]) == "there are: fair, weak"


def test_lines_are_found_under_quoted_dotted_and_repeated_keys() -> None:
    lines = KeyLines('a = 1\n[b."c d"]\ne.f = 1 # [no]\n[[g]]\nh = 1\n[[g]]\n"i j" = 2\n')
    assert lines.line_of(("a",)) == 1
    assert lines.line_of(("b", "c d", "e", "f")) == 3
    assert lines.line_of(("g", 1, "i j")) == 7
    assert lines.line_of(("g", 0, "missing")) == 4
    assert lines.line_of(("nowhere",)) == 1
    assert spelled(("g", 0, "h")) == "g[0].h"
