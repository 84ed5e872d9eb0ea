"""Stories are submitted, approved by a second person, let out from a day on, and withdrawn for good."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from casebook.record import NOW, Record, actor
from casebook.telling.manuscripts import figures, image, photograph, sealed, shelf, story, text
from tahqiq.casebook.actions import (
    approve_story,
    carry_out_withdrawal,
    record_built_in_story,
    schedule_story,
    submit_story,
    withdraw_story,
)
from tahqiq.casebook.actions.stories import manuscript_of
from tahqiq.casebook.actions.withdrawal import Reach, approve_withdrawal, propose_withdrawal
from tahqiq.casebook.models import (
    Claim,
    Consent,
    Interview,
    Item,
    Passage,
    Release,
    StoryVersion,
    Text,
)
from tahqiq.casebook.releasing import rows, rows_leaving
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.casebook.resting import resting_on
from tahqiq.casebook.telling import Untellable, tell
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.stories import (
    Both,
    ChapterRow,
    QuoteBlock,
    TextBlock,
    WrittenQuote,
)

pytestmark = pytest.mark.django_db
AMAL, BASMA = actor(), actor(name="basma")
TODAY = date(2026, 11, 24)
FIGURE = text("There were {{ claim toll figure }}.")


def leaving(record: Record, *, on: date = TODAY) -> list[ChapterRow]:
    return [
        row for name, row in rows(record.case, on=on) if name == "chapters" and isinstance(row, ChapterRow)
    ]


def said(row: ChapterRow) -> str:
    (block,) = row.blocks
    assert isinstance(block, TextBlock)
    return "".join(span.text for part in block.words for span in part)


def let_out(record: Record, *blocks: Any) -> StoryVersion:
    return approve_story(BASMA, submit_story(AMAL, record.case, story(*blocks)))


def test_it_leaves_once_a_second_person_approved_it(record: Record) -> None:
    figures(record)
    version = submit_story(AMAL, record.case, story(FIGURE))
    assert leaving(record) == []
    with pytest.raises(NotPermitted, match="second person"):
        approve_story(AMAL, version)
    approve_story(BASMA, version)
    english, arabic = leaving(record)
    assert (said(english), said(arabic)) == ("There were 4.", "ع There were ⁦4⁩.")
    with pytest.raises(BadInput, match="does not wait"):
        approve_story(actor(name="dina"), version)


def test_the_same_manuscript_again_is_no_new_version(record: Record) -> None:
    figures(record)
    one, two = (submit_story(AMAL, record.case, story(FIGURE)) for _ in range(2))
    other = submit_story(AMAL, record.case, story(text("Nobody was asked.")))
    assert (one, other.number) == (two, 2)
    assert manuscript_of(other) == story(text("Nobody was asked."))


def test_the_last_version_that_was_approved_is_told(record: Record) -> None:
    figures(record)
    first = let_out(record, FIGURE)
    second = submit_story(AMAL, record.case, story(text("Anew.")))
    third = submit_story(AMAL, record.case, story(text("Anew again.")))
    assert said(leaving(record)[0]) == "There were 4."
    approve_story(BASMA, third)
    assert said(leaving(record)[0]) == "Anew again."
    with pytest.raises(BadInput, match="later version"):
        approve_story(BASMA, second)
    assert first.number < second.number


def test_a_number_without_a_trail_is_neither_submitted_nor_approved(record: Record) -> None:
    claim = figures(record)
    with pytest.raises(Untellable) as refused:
        submit_story(AMAL, record.case, story(text("There were {{ claim other figure }}.")))
    assert [(each.chapter, each.block, each.field, each.language) for each in refused.value.faults] == [
        ("the-river", "first", "words", "en"),
        ("the-river", "first", "words", "ar"),
    ]
    assert not StoryVersion.objects.exists()
    version = submit_story(AMAL, record.case, story(FIGURE))
    Claim.objects.filter(pk=claim.pk).update(status="rejected", decision_reason="no")
    with pytest.raises(Untellable, match="no accepted claim is called toll"):
        approve_story(BASMA, version)


def test_a_value_that_changes_in_the_record_changes_in_the_next_release_and_nowhere_else(
    record: Record,
) -> None:
    claim = figures(record)
    let_out(record, FIGURE, text("Nobody was asked.", "second"))
    before = leaving(record)
    Claim.objects.filter(pk=claim.pk).update(min=9, max=9)
    after = leaving(record)
    for one, other in zip(before, after, strict=True):
        changed = {
            name
            for name in ("title", "summary", "claims", "id")
            if getattr(one, name) != getattr(other, name)
        }
        assert not changed
        assert one.blocks[1] == other.blocks[1]
        assert (one.values[0].min, other.values[0].min) == (4, 9)
        assert msgspec.structs.replace(one.values[0], text="", min=0, max=0) == msgspec.structs.replace(
            other.values[0], text="", min=0, max=0
        )


def test_a_story_that_can_no_longer_be_told_stays_behind_and_is_named(record: Record) -> None:
    claim = figures(record)
    let_out(record, FIGURE)
    Claim.objects.filter(pk=claim.pk).update(status="rejected", decision_reason="no")
    read = Leaving(record.case, on=TODAY)
    assert [name for name, _ in rows_leaving(read) if name in {"stories", "chapters"}] == []
    (faults,) = read.untold.values()
    assert faults[0].problem == "no accepted claim is called toll"


def test_it_does_not_leave_before_its_day(record: Record) -> None:
    figures(record)
    version = schedule_story(BASMA, let_out(record, FIGURE), not_before=TODAY + timedelta(days=1))
    assert leaving(record) == []
    assert len(leaving(record, on=TODAY + timedelta(days=1))) == 2
    schedule_story(BASMA, version, not_before=None)
    assert len(leaving(record)) == 2


def test_withdrawn_no_older_version_comes_back(record: Record) -> None:
    figures(record)
    let_out(record, FIGURE)
    version = let_out(record, text("Anew."))
    with pytest.raises(BadInput, match="for a reason"):
        withdraw_story(AMAL, version, reason=" ")
    withdraw_story(AMAL, version, reason="the family asked")
    assert leaving(record) == []
    with pytest.raises(BadInput, match="before"):
        withdraw_story(AMAL, version, reason="again")
    with pytest.raises(BadInput, match="withdrawn"):
        schedule_story(BASMA, version, not_before=None)
    with pytest.raises(BadInput, match="does not wait"):
        approve_story(BASMA, version)


def test_a_built_in_story_needs_nobody_and_withdrawn_stays_so(record: Record) -> None:
    figures(record)
    version = record_built_in_story(AMAL, record.case, story(FIGURE))
    assert record_built_in_story(AMAL, record.case, story(FIGURE)) == version
    assert len(leaving(record)) == 2
    withdraw_story(AMAL, version, reason="a person asked")
    record_built_in_story(AMAL, record.case, story(FIGURE))
    assert leaving(record) == []


def _interviewed(record: Record, **allowed: bool) -> Passage:
    """A passage of an interview under a consent that allows this."""
    consent = record.new(Consent, subject="W7", keep=True, expires_on=None, **allowed)
    interview = record.new(Interview, pseudonym="W7", consent=consent)
    words = record.new(Text, content="four killed there", sha256="ef" * 32, language="en")
    return record.new(Passage, interview=interview, text=words, start=0, end=11)


def quoted(record: Record, passage: Passage) -> QuoteBlock:
    told = tell(record.case, story(WrittenQuote(id="said", passage=str(passage.pk))), on=TODAY)
    block = told.chapters[0].blocks[0]
    assert isinstance(block, QuoteBlock)
    return block


def test_a_passage_is_quoted_under_the_pseudonym_with_consent_alone(record: Record) -> None:
    allowed = quoted(record, _interviewed(record, publish_words=True))
    assert (allowed.words, allowed.speaker, allowed.withheld) == ("four killed", "W7", "")
    Consent.objects.update(withdrawn_by="amal", withdrawn_at=NOW, withdrawn_reason="asked")
    held = quoted(record, Passage.objects.get())
    assert (held.words, held.speaker, held.translation) == ("", "", "")
    assert held.withheld


def test_a_claims_quote_is_withheld_where_policy_says_so(record: Record) -> None:
    figures(record)
    block = WrittenQuote(
        id="said", claim="toll", translation=Both(en="x", ar="س"), translated_by=Both(en="y", ar="ص")
    )
    Item.objects.update(consent_needed=True)
    told = tell(record.case, story(block), on=TODAY)
    for row in told.chapters:
        (quote,) = row.blocks
        assert isinstance(quote, QuoteBlock)
        assert (quote.words, quote.translation) == ("", "")
        assert quote.withheld
    assert told.faults == ()


def test_a_picture_without_consent_keeps_the_story_back(record: Record, tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    item = sealed(record, kept, photograph(tmp_path / "p.jpg", (60, 40)))
    assert tell(record.case, story(image(item)), on=TODAY, media=kept).faults == ()
    consent = record.new(Consent, subject="W8", keep=True, publish_image=True, expires_on=None)
    Item.objects.filter(pk=item.pk).update(consent_needed=True, consent=consent)
    assert tell(record.case, story(image(item)), on=TODAY, media=kept).faults == ()
    Consent.objects.filter(pk=consent.pk).update(publish_image=False)
    told = tell(record.case, story(image(item)), on=TODAY, media=kept)
    assert (told.media, {each.problem for each in told.faults}) == ((), {"no consent allows this"})


def test_the_same_record_gives_the_same_release(record: Record, tmp_path: Path) -> None:
    figures(record)
    kept = shelf(tmp_path)
    item = sealed(record, kept, photograph(tmp_path / "p.jpg", (600, 400)))
    let_out(record, FIGURE, image(item))
    names = ("one", "two")
    contents = []
    for name in names:
        written = write_release(
            AMAL, record.case, releases=tmp_path / "releases", signing_key=bytes(32), out=tmp_path / name
        )
        contents.append(written.manifest.content)
    assert contents[0] == contents[1]
    assert len(list((tmp_path / "one" / "media" / "stories" / "after").iterdir())) == 4
    assert Release.objects.count() == 1


def test_a_story_goes_with_the_consent_it_rests_on(record: Record) -> None:
    passage = _interviewed(record, publish_words=True)
    consent = passage.interview.consent
    version = let_out(record, WrittenQuote(id="said", passage=str(passage.pk)))
    resting = resting_on(consent, served=lambda _: [])
    assert resting.stories == [version]
    assert resting.plain()["stories"] == ["after 1"]
    reach = Reach(served=lambda _: [], close=lambda named, destroy: [], remove=lambda *_: None)
    proposed = propose_withdrawal(
        AMAL, consent, reason="the person asked", destroy=True, seen=resting.sha256(), served=lambda _: []
    )
    approved = approve_withdrawal(BASMA, proposed, seen=proposed.sha256, served=lambda _: [])
    carry_out_withdrawal(BASMA, approved, reach=reach)
    version.refresh_from_db()
    assert (version.withdrawn_reason, version.content) == ("consent withdrawn", {})
    assert leaving(record) == []
    with pytest.raises(BadInput, match="lawfully removed"):
        manuscript_of(version)
