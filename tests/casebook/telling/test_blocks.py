"""Each kind of block told from the record, and what an author hears where it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casebook.record import NOW, Record
from casebook.telling.manuscripts import (
    DAY,
    both,
    chart,
    figures,
    image,
    photograph,
    sealed,
    shelf,
    story,
    text,
)
from casebook.telling.test_renditions import tone
from tahqiq.casebook.models import Answer, Claim, Consent, Item, Place, Population, RecoverySite, Victim
from tahqiq.casebook.telling import Fault, tell
from tahqiq.language.direction import isolated
from tahqiq.vocab.stories import (
    AudioBlock,
    Both,
    ChartBlock,
    CueRef,
    DocumentBlock,
    MapBlock,
    PairBlock,
    PictureRef,
    PortraitBlock,
    SoundRef,
    TimelineBlock,
    WrittenAside,
    WrittenAudio,
    WrittenBlock,
    WrittenDocument,
    WrittenMap,
    WrittenMoment,
    WrittenPair,
    WrittenPortrait,
    WrittenQuote,
    WrittenTimeline,
)

pytestmark = pytest.mark.django_db


def english(record: Record, block: WrittenBlock, **with_: Any) -> Any:
    """The block as it is told in English, without a fault."""
    told = tell(record.case, story(block), on=DAY, **with_)
    assert told.faults == ()
    return told.chapters[0].blocks[0]


def faults(record: Record, *blocks: WrittenBlock, **with_: Any) -> list[Fault]:
    return list(tell(record.case, story(*blocks), on=DAY, **with_).faults)


def a_map(**changed: Any) -> WrittenMap:
    place = str(Place.objects.get().pk)
    layers = {
        "layers": ("incidents", "sites", "places", "damage"),
        "from_date": "2017-06",
        "to_date": "2017-12",
    }
    return WrittenMap(**{"id": "where", "title": both("The city"), "place": place, **layers, **changed})


def test_a_map_is_no_more_exact_than_what_it_shows(record: Record) -> None:
    figures(record)
    record.one(RecoverySite)
    told = english(record, a_map())
    assert isinstance(told, MapBlock)
    assert (told.lat, told.lon) == (35.96, 39.01)
    incident, site, place = told.marks
    assert (incident.layer, incident.lat, incident.lon) == ("incidents", 35.96, 39.01)
    assert incident.text.endswith("17 October 2017 · killed: 4")
    assert (site.text, place.text, place.precision) == ("Panorama park", "Badou", "neighbourhood")
    assert english(record, a_map(from_date="2018", to_date="2018", layers=("incidents",))).marks == ()


def test_a_timeline_knows_its_days(record: Record) -> None:
    figures(record)
    moments = ("{{ incident CS1640 when }}", "2018-10")
    told = english(
        record,
        WrittenTimeline(
            id="t",
            title=both("Then"),
            moments=tuple(WrittenMoment(when=each, words=both("x")) for each in moments),
        ),
    )
    assert isinstance(told, TimelineBlock)
    assert [(each.when[0].text, each.from_date, each.to_date) for each in told.moments] == [
        ("17 October 2017", "2017-10-17", "2017-10-17"),
        ("October 2018", "2018-10", "2018-10"),
    ]


def test_a_document_opens_at_its_passage(record: Record) -> None:
    claim = figures(record)
    Item.objects.update(title_en="A note")
    told = english(record, WrittenDocument(id="d", claim="toll"))
    assert isinstance(told, DocumentBlock)
    assert (told.claim, told.passage, told.title, told.withheld) == (str(claim.pk), "4", "A note", "")


def test_a_commentary_awaits_a_voice_or_sounds(record: Record, tmp_path: Path) -> None:
    cue = CueRef(start=0, end=2, words="They were {{ claim toll figure }}.")
    figures(record)
    quiet = english(
        record, WrittenAudio(id="a", title=both("Hear"), en=SoundRef(cues=(cue,)), ar=SoundRef(cues=(cue,)))
    )
    assert isinstance(quiet, AudioBlock)
    assert (quiet.files, quiet.cues[0].text) == ((), "They were 4.")
    kept = shelf(tmp_path)
    item = sealed(record, kept, tone(tmp_path / "t.wav", 3))
    sound = SoundRef(item=item.sha256, cues=(cue,), speaker=both("A machine"), synthetic=True)
    heard = english(record, WrittenAudio(id="a", title=both("Hear"), en=sound, ar=sound), media=kept)
    assert [each.media_type for each in heard.files] == ["audio/webm", "audio/mp4"]
    assert heard.synthetic and heard.peaks


def test_a_portrait_is_of_somebody_who_may_be_named(record: Record) -> None:
    basis = {"name_basis": "the family was told", "name_basis_by": "amal", "name_basis_at": NOW}
    victim = record.new(Victim, **basis)
    told = english(record, WrittenPortrait(id="p", person=str(victim.pk)))
    assert isinstance(told, PortraitBlock)
    assert (told.name, told.person) == ("A name", str(victim.pk))
    Victim.objects.filter(pk=victim.pk).update(name_basis="", name_basis_by="", name_basis_at=None)
    assert "may be named" in faults(record, WrittenPortrait(id="p", person=str(victim.pk)))[0].problem


def test_somebody_met_is_shown_by_leave_alone(record: Record) -> None:
    consent = record.new(Consent, keep=True, publish_name=True, expires_on=None)
    written = WrittenPortrait(id="p", name=both("Umm Ali"), consent=str(consent.pk))
    assert english(record, written).name == "Umm Ali"
    Consent.objects.update(publish_name=False)
    assert faults(record, written)[0].problem == "no consent allows this"
    assert (
        faults(record, WrittenPortrait(id="p", name=both("Umm Ali")))[0].problem == "no consent allows this"
    )


def test_a_pair_of_pictures(record: Record, tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    item = sealed(record, kept, photograph(tmp_path / "p.jpg", (60, 40)), graphic="yes")
    ref = PictureRef(item=item.sha256, alt=both("A street"), credit=both("Ours"))
    written = WrittenPair(id="p", before=ref, after=ref, before_label=both("2016"), after_label=both("2018"))
    told = english(record, written, media=kept)
    assert isinstance(told, PairBlock)
    assert told.before.graphic and told.before.item == str(item.pk)


@pytest.mark.parametrize(("of", "shown"), [("who_says", ["4"]), ("damage", []), ("toll", ["4"])])
def test_charts_of_a_population(record: Record, of: str, shown: list[str]) -> None:
    claim = figures(record)
    Claim.objects.filter(pk=claim.pk).update(population=record.one(Population))
    told = tell(record.case, story(chart(of, "deaths")), on=DAY)
    if not shown:
        assert {each.problem for each in told.faults} == {"the record gives nothing to draw of deaths"}
        return
    block = told.chapters[0].blocks[0]
    assert isinstance(block, ChartBlock)
    assert [each.text for each in block.shown] == shown


def test_charts_of_months_and_answers(record: Record) -> None:
    figures(record)
    (month,) = english(record, chart("toll")).shown
    assert (month.label, month.text) == ("October 2017", "4")
    record.one(Answer)
    (state,) = english(record, chart("answers", "coalition")).shown
    assert (state.label, state.text) == ("Non-credible", "1 answer")


def test_damage_is_drawn_neighbourhood_by_neighbourhood(record: Record) -> None:
    population = record.one(Population)
    said: dict[str, Any] = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    said |= {"effect": "destroyed", "category": "buildings", "population": population}
    for place, count in (("Hisham", 12), ("Badou", 7)):
        record.new(Claim, place=place, min=count, max=count, **said)
    drawn = english(record, chart("damage", population.slug)).shown
    assert [(each.label.split(" · ")[0], each.min) for each in drawn] == [
        (isolated("Badou"), 7),
        (isolated("Hisham"), 12),
    ]


def test_figures_of_two_kinds_never_share_a_chart(record: Record) -> None:
    figures(record)
    other = record.new(
        Claim, status="accepted", decided_by="amal", decided_at=NOW, effect="injured", min=9, max=9
    )
    Claim.objects.update(population=record.one(Population))
    assert other.effect == "injured"
    assert "count different things" in faults(record, chart("who_says", "deaths"))[0].problem


LOST = "0" * 64


@pytest.mark.parametrize(
    ("block", "where", "language", "problem"),
    [
        (text("{{ claim x figure }}"), "words", "en", "no accepted claim is called x"),
        (text("{{ open"), "words", "en", "braces"),
        (text("[there](incident:CS9)"), "words", "en", "incident:CS9"),
        (text("[{{ total incidents }}](page:method)"), "words", "en", "leads nowhere else"),
        (text("[there](page:nowhere)"), "words", "en", "page:nowhere"),
        (text("[there](weather:x)"), "words", "en", "weather:x"),
        (WrittenAside(id="a", title=Both(en="How"), words=both("x")), "title", "ar", "not written yet"),
        (WrittenAside(id="a", title=both("How"), words=Both(ar="س")), "words", "en", "not written yet"),
        (WrittenQuote(id="q"), "claim", "", "one claim or of one passage"),
        (WrittenQuote(id="q", claim="x"), "claim", "", "no accepted claim"),
        (WrittenQuote(id="q", passage="x"), "passage", "", "no passage"),
        (WrittenDocument(id="d", claim="x"), "claim", "", "no accepted claim"),
        (WrittenPortrait(id="p", person="x"), "person", "", "may be named"),
        (chart("pie"), "of", "", "no chart of pie"),
        (chart("who_says"), "subject", "", "no population"),
        (chart("answers", "nobody"), "subject", "", "no party"),
        (chart("toll"), "subject", "", "nothing to draw"),
        (WrittenMap(id="m", title=both("x"), place="x"), "place", "", "no place of the record"),
        (WrittenMap(id="m", title=both("x"), place="x", from_date="soon"), "from_date", "", "no span"),
        (
            WrittenTimeline(id="t", title=both("x"), moments=(WrittenMoment(when="once", words=both("x")),)),
            "moments.1.when",
            "en",
            "no date",
        ),
        (WrittenAudio(id="a", title=both("x")), "cues", "en", "words as well"),
        (
            WrittenAudio(
                id="a",
                title=both("x"),
                ar=SoundRef(cues=(CueRef(start=0, end=1, words="x"),)),
                en=SoundRef(cues=(CueRef(start=3, end=2, words="x"),), spoken_on="once"),
            ),
            "cues.1",
            "en",
            "a cue begins",
        ),
    ],
)
def test_a_fault_names_block_field_and_language(
    record: Record, block: WrittenBlock, where: str, language: str, problem: str
) -> None:
    found = faults(record, block)
    assert (found[0].chapter, found[0].block) == ("the-river", block.id)
    assert any(
        (each.field, each.language) == (where, language) and problem in each.problem for each in found
    ), found
    for each in found:
        assert each.said("ar") != each.said("en")


def test_a_picture_that_is_not_held_is_named(record: Record) -> None:
    (found,) = faults(record, image(Item(sha256=LOST)))
    assert (found.field, found.language) == ("picture.item", "")


def test_the_manuscript_itself_is_looked_at(record: Record) -> None:
    twice = story(text("x"), text("y"))
    assert [each.problem for each in tell(record.case, twice, on=DAY).faults] == [
        "two blocks have the id first"
    ]
    unfit = story(text("x"), slug="../x", format="story/9")
    assert [each.field for each in tell(record.case, unfit, on=DAY).faults] == ["format", "slug"]
    assert [each.field for each in tell(record.case, story(chapters=()), on=DAY).faults] == ["chapters"]
