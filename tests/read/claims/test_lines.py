"""Lines of claims, written and read back: the same claims; hostile lines are told, never raised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.claims.lines import claim_lines
from tahqiq.read.running import read_file
from tahqiq.vocab.errors import BadInput

STORY = "Shelling killed 14 civilians, among them three children, on 8 June 2017. At least 20 were wounded."


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (reading,) = read_file(tmp_path / "story.txt")
    out = tmp_path / "claims.jsonl"
    out.write_text("\n\n".join(json.dumps(line) for line in reading.lines()), "utf-8")
    lines = list(claim_lines(out))
    assert len(lines) == len(reading.found) > 2
    for before, after in zip(reading.found, lines, strict=True):
        assert after.line is not None
        made = after.line.proposal(reading.input.text)
        for name in ("quote", "start", "end", "effect", "category", "count", "hedge", "span", "within"):
            assert getattr(made, name) == getattr(before, name), name


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content: bytes) -> None:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(content)
        file.flush()
        for each in claim_lines(Path(file.name)):
            assert (each.line is None) == bool(each.fault)


def test_a_line_too_long_or_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.jsonl").write_bytes(b"x" * (1 << 20))
    for name, said in (("long.jsonl", "bytes"), ("none.jsonl", "cannot be read")):
        with pytest.raises(BadInput, match=said):
            list(claim_lines(tmp_path / name))
