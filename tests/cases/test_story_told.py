"""The built-in story told from the loaded case: every value resolves, and says what the record says."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cases.raqqa import folder
from tahqiq.casebook.actions.assessing import grade_case
from tahqiq.casebook.actors import local_operator
from tahqiq.casebook.models import Case
from tahqiq.casebook.telling import MediaShelf, tell
from tahqiq.casebook.telling.telling import Told
from tahqiq.cases.loading import load
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.seal import Archive
from tahqiq.stories.manuscript import read_manuscript
from tahqiq.vocab.stories import AudioBlock, ChapterRow, ChartBlock, MapBlock, TextBlock

pytestmark = pytest.mark.django_db
STORY = FOLDER / "story"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    archive = Archive.create(tmp_path / "archive")
    case = load(archive, local_operator()).case
    grade_case(local_operator(), case)
    return tell(case, read_manuscript(STORY).manuscript)


@pytest.fixture
def shown(tmp_path: Path) -> Told:
    """The same with its pictures and sounds made."""
    archive = Archive.create(tmp_path / "archive")
    case = load(archive, local_operator()).case
    grade_case(local_operator(), case)
    shelf = MediaShelf(archive, tmp_path / "renditions", FOLDER / "basemap.geojson")
    return tell(case, read_manuscript(STORY).manuscript, media=shelf)


def chapter(told: Told, slug: str, language: str) -> ChapterRow:
    return next(each for each in told.chapters if (each.slug, each.language) == (slug, language))


def prose(row: ChapterRow) -> str:
    """Its running words."""
    told = [words for block in row.blocks if isinstance(block, TextBlock) for words in block.words]
    return " ".join("".join(span.text for span in words) for words in told)


def test_nothing_keeps_it_from_being_told(told: Told) -> None:
    assert [str(each) for each in told.faults] == []
    assert len(told.chapters) == 2 * len(read_manuscript(STORY).manuscript.chapters)


def test_every_block_of_one_language_has_its_other(told: Told) -> None:
    for slug in {row.slug for row in told.chapters}:
        english, arabic = (chapter(told, slug, language) for language in ("en", "ar"))
        assert [(type(each), each.id) for each in english.blocks] == [
            (type(each), each.id) for each in arabic.blocks
        ]
        assert english.claims == arabic.claims


def test_the_home_says_what_the_brother_said(told: Told) -> None:
    english = prose(chapter(told, "home", "en"))
    assert "Of one family, 10 people were killed, Mohanned Tadfi testifies." in english
    assert "on 5 September 2017" in english
    assert "its grade is Weak" in english
    arabic = prose(chapter(told, "home", "ar"))
    assert "عدد من قُتلوا من عائلة واحدة \u206610\u2069" in arabic
    assert "أيلول/سبتمبر" in arabic


def test_a_chart_draws_one_population_and_words_without_a_number_stay_words(told: Told) -> None:
    charts = [each for each in chapter(told, "who-says", "en").blocks if isinstance(each, ChartBlock)]
    claims = {each.key: each.claim for each in folder().claims}
    for chart in charts:
        said = [each for each in claims.values() if each.population == chart.subject]
        assert len(chart.shown) == len(said)
    figures = {shown.text: (shown.min, shown.max) for chart in charts for shown in chart.shown}
    assert figures["thousands"] == figures["hundreds"] == (None, None)
    assert figures["more than 1,600"] == (1600, None)


def test_no_mark_has_a_point_that_nobody_gave(told: Told) -> None:
    marks = [
        mark
        for row in told.chapters
        for each in row.blocks
        if isinstance(each, MapBlock)
        for mark in each.marks
    ]
    assert marks
    assert [mark for mark in marks if mark.lat is not None] == []


def test_every_value_rests_on_something(told: Told) -> None:
    for row in told.chapters:
        for value in row.values:
            assert value.claims or value.note, value.expression


def test_the_answers_are_those_held(told: Told) -> None:
    (chart,) = (each for each in chapter(told, "answers", "en").blocks if isinstance(each, ChartBlock))
    assert [(each.label, each.min) for each in chart.shown] == [("Credible", 1)]


def test_it_is_told_the_same_way_twice(told: Told) -> None:
    case = Case.objects.get()
    again = tell(case, read_manuscript(STORY).manuscript)
    values = [msgspec.structs.asdict(each) for row in again.chapters for each in row.values]
    assert values == [msgspec.structs.asdict(each) for row in told.chapters for each in row.values]


def test_its_pictures_and_sounds_become_files(shown: Told) -> None:
    assert [str(each) for each in shown.faults] == []
    suffixes = {Path(path).suffix for path, _ in shown.media}
    assert ".svg" in suffixes
    assert all(path.startswith("stories/raqqa-after/") and file.is_file() for path, file in shown.media)
    assert shown.story.cover is not None
    for language in ("en", "ar"):
        (audio,) = (
            each for each in chapter(shown, "how-we-know", language).blocks if isinstance(each, AudioBlock)
        )
        assert audio.synthetic
        assert audio.files
        assert max(audio.peaks) > 0
        (map_scene,) = (
            each for each in chapter(shown, "river", language).blocks if isinstance(each, MapBlock)
        )
        assert (round(map_scene.lat), round(map_scene.lon)) == (36, 39)
        assert [mark.text.count("RQ-1") for mark in map_scene.marks if mark.layer == "incidents"] == [1]


def test_where_no_voice_has_spoken_the_words_stand_alone(told: Told) -> None:
    waiting = [each for row in told.chapters for each in row.blocks if isinstance(each, AudioBlock)]
    assert all(each.cues for each in waiting)
    assert not [
        each for each in chapter(told, "home", "en").blocks if isinstance(each, AudioBlock) and each.files
    ]
