"""A manuscript over the record becomes rows: words resolved, figures with trails, pictures as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.record import Record, actor
from casebook.telling.manuscripts import DAY, chart, figures, image, photograph, sealed, shelf, story, text
from tahqiq.casebook.actions import approve_story, submit_story
from tahqiq.casebook.models import Claim, Population
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.casebook.telling import tell
from tahqiq.release import check, open_release
from tahqiq.vocab.stories import ChapterRow, ChartBlock, ImageBlock, StoryRow, TextBlock

pytestmark = pytest.mark.django_db
KEY = bytes(32)


def test_the_thin_whole_path(record: Record, tmp_path: Path) -> None:
    claim = figures(record)
    Claim.objects.filter(pk=claim.pk).update(population=record.one(Population))
    kept = shelf(tmp_path)
    item = sealed(record, kept, photograph(tmp_path / "p.jpg"))
    manuscript = story(
        text(
            "On {{ incident CS1640 when }} *about* {{ claim toll figure }} at [the place](incident:CS1640)."
        ),
        image(item),
        chart("who_says", "deaths"),
    )
    told = tell(record.case, manuscript, on=DAY, media=kept)
    assert told.faults == ()
    version = submit_story(actor(), record.case, manuscript, media=kept)
    approve_story(actor(name="basma"), version, media=kept)
    written = write_release(actor(), record.case, releases=tmp_path / "releases", signing_key=KEY)
    assert written.untold == {}
    assert check(written.folder) == []
    release = open_release(written.folder)
    (row,) = release.rows(StoryRow)
    english, arabic = release.rows(ChapterRow)
    assert (row.slug, row.version, english.language, arabic.language) == ("after", 1, "en", "ar")
    words, picture, drawn = english.blocks
    assert isinstance(words, TextBlock)
    assert "".join(span.text for span in words.words[0]) == "On 17 October 2017 about 4 at the place."
    assert isinstance(picture, ImageBlock)
    assert [each.width for each in picture.picture.files] == [480, 960, 1600] * 2
    assert all((written.folder / each.path).is_file() for each in picture.picture.files)
    assert isinstance(drawn, ChartBlock)
    assert [(each.text, each.label) for each in drawn.shown] == [("4", "Airwars")]
    assert english.values[drawn.shown[0].value].claims == (str(claim.pk),)
