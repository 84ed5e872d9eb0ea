from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from estimate.results import answered
from estimate.worlds import GOOD, PAIR, UNIDENTIFIED
from tahqiq.estimate.figures.album import figures_of, write_figures
from tahqiq.estimate.figures.rows import Row, draw_rows
from tahqiq.vocab.wording import Language

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_every_figure_is_written_in_both_languages(tmp_path: Path) -> None:
    made = answered(GOOD, full=True)
    names = {path.name for path in write_figures(made, tmp_path / "figures")}
    figures = ("posterior", "models", "without", "cells")
    assert names == {f"total-{each}.{language}.svg" for each in figures for language in ("en", "ar")}
    for path in (tmp_path / "figures").iterdir():
        root = ElementTree.fromstring(path.read_bytes())
        assert root.find(f"{SVG}title") is not None
        assert root.find(f"{SVG}desc") is not None


def test_documented_undocumented_and_all_are_lines_of_their_own() -> None:
    pictures = dict(figures_of(answered(GOOD), "en"))
    said = texts(pictures["total-posterior"])
    assert any(line == f"Documented: {GOOD.documented}" for line in said)
    assert any(line.startswith("Undocumented, estimated: ") for line in said)
    assert any(line.startswith("In all, estimated: ") for line in said)
    assert {"50 %", "80 %", "95 %"} <= set(said)


def test_strata_stand_beside_one_another_and_a_refused_one_says_so() -> None:
    made = answered(GOOD, UNIDENTIFIED, names=("north", "south/الجنوب"))
    pictures = dict(figures_of(made, "en"))
    assert set(pictures) == {"strata", "01-north-posterior", "01-north-cells"}
    assert "refused" in texts(pictures["strata"])
    assert any("الجنوب" in each for each in texts(dict(figures_of(made, "ar"))["strata"]))


def test_a_forced_figure_is_stamped() -> None:
    pictures = dict(figures_of(answered(UNIDENTIFIED, force=True), "en"))
    assert "refused; computed by force" in texts(pictures["total-posterior"])


def test_a_refusal_has_no_figure() -> None:
    assert list(figures_of(answered(PAIR), "en")) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_interval_off_the_scale_is_cut_and_its_end_written(language: Language) -> None:
    rows = [
        Row(label="one", median=100, lo95=90, hi95=120),
        Row(label="two", median=110, lo95=50, hi95=99_000),
    ]
    picture = draw_rows(rows, title="t", description="d", language=language)
    assert "→ 99,000" in texts(picture)


def test_names_in_a_figure_cannot_break_out_of_it() -> None:
    row = Row(label='<script>"&', median=100, lo95=90, hi95=120)
    picture = draw_rows([row], title="</title><script>", description="d", language="en")
    assert b"<script" not in picture
    ElementTree.fromstring(picture)
