"""The built-in story as its files say it: both languages, no number typed, quotes verbatim, pictures ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import draw_story
import pytest
import voice_story

from cases.raqqa import folder
from tahqiq.casebook.telling.drawings import clean
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.stories.manuscript import read_manuscript
from tahqiq.vocab.claims import Stance
from tahqiq.vocab.stories import (
    Both,
    PictureRef,
    WrittenAudio,
    WrittenBlock,
    WrittenChapter,
    WrittenMap,
    WrittenQuote,
    WrittenText,
)
from tahqiq.vocab.wording import word

STORY = FOLDER / "story"
ARABIC = re.compile(r"[\u0621-\u064a]{2}")
LATIN = re.compile(r"[A-Za-z]{2}")
LIVE = re.compile(r"\{\{[^{}]*\}\}")
TARGET = re.compile(r"\]\([a-z]+:[^()\s]+\)")
QUOTED = {"en": re.compile("“([^”]*)”"), "ar": re.compile("«([^»]*)»")}
VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
#: What may be written with a word or sign that elsewhere would be a number, and why.
ALLOWED = {
    "metres per second": "a unit",
    "بالمتر في الثانية": "a unit",
    "في المئة": "percent",
}
#: Names that stand in quotation marks and are nobody's words.
NAMES = {"تحقيق"}
COUNTED_EN = re.compile(
    r"\b(zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"millions?|dozens?|half|halves|quarters?|thirds?|twice|thrice|doubled?|couple|several|seconds?|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|january|february|march|april|june|july|august|september|"
    r"october|november|december)\b|\b(?-i:May)\b",
    re.IGNORECASE,
)
COUNTED_AR = re.compile(
    r"(?<!\w)[وفبلك]?(?:ال|لل)?"
    r"(اثنان|اثنين|اثنتان|اثنتين|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثماني|ثمانية|تسعة?|عشرة?|عشرون|عشرين|ثلاثون|"
    r"ثلاثين|أربعون|أربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|مئة|مئتان|مئتين|مئات|"
    r"ألف|ألفان|ألفين|آلاف|ألوف|مليون|ملايين|عشرات|نصف|ربع|ثلث|الثانية|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|"
    r"أيلول|تشرين|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)(?!\w)"
)
MOST_BYTES, MOST_SOUND = 60_000, 600_000


def chapters() -> list[Path]:
    return sorted(STORY.glob("[0-9][0-9]-*.toml"))


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def written() -> tuple[WrittenChapter, ...]:
    return read_manuscript(STORY).manuscript.chapters


def blocks() -> Iterator[tuple[str, WrittenBlock]]:
    yield from ((chapter.slug, block) for chapter in written() for block in chapter.blocks)


def told(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """(where, both languages) of everything a reader reads, but narration."""
    if isinstance(value, dict):
        if value and set(value) <= {"en", "ar"} and all(isinstance(each, str) for each in value.values()):
            yield where, value
            return
        for key, each in value.items():
            yield from told(each, f"{where}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from told(each, f"{where}[{each.get('id', number) if isinstance(each, dict) else number}]")


def everything() -> Iterator[tuple[str, str, str]]:
    """(where, language, words) of everything, narration too."""
    for path in (STORY / "story.toml", *chapters()):
        for where, both in told(table(path), path.stem):
            yield from ((where, language, words) for language, words in both.items())
    for slug, block in blocks():
        if isinstance(block, WrittenAudio):
            for language, sound in (("en", block.en), ("ar", block.ar)):
                yield from ((f"{slug}.cue", language, cue.words) for cue in sound.cues)


def typed(words: str) -> str:
    """What an author typed: without live values, ways into the record, quoted words and what is allowed."""
    for pattern in (LIVE, TARGET, *QUOTED.values()):
        words = pattern.sub(" ", words)
    for phrase in ALLOWED:
        words = words.replace(phrase, " ")
    return words


def counted(words: str, language: str) -> list[str]:
    """Every digit and every number word that was typed."""
    text = typed(words)
    plain, pattern = (VOWELS.sub("", text), COUNTED_AR) if language == "ar" else (text, COUNTED_EN)
    return [each for each in text if each.isdigit()] + [each[0] for each in pattern.finditer(plain)]


def test_the_manuscript_is_one_and_has_eight_chapters_in_order() -> None:
    manuscript = read_manuscript(STORY).manuscript
    assert manuscript.slug == "raqqa-after"
    assert [each.slug for each in manuscript.chapters] == [
        "river", "home", "ground-and-sky", "who-says",
        "under-the-rubble", "answers", "disputed", "how-we-know",
    ]  # fmt: skip


def test_everything_is_written_in_both_languages() -> None:
    for path in (STORY / "story.toml", *chapters()):
        for where, both in told(table(path), path.stem):
            if where.endswith(".translation"):
                continue  # the original is in the other one
            assert LATIN.search(both.get("en", "")), where
            assert ARABIC.search(both.get("ar", "")), where
            assert bool(LIVE.search(both["en"])) == bool(LIVE.search(both["ar"])), where


def test_both_languages_show_the_same_values_and_ways() -> None:
    for path in chapters():
        for where, both in told(table(path), path.stem):
            if where.endswith(".translation"):
                continue
            for pattern in (LIVE, TARGET):
                assert sorted(pattern.findall(both["en"])) == sorted(pattern.findall(both["ar"])), where


def test_no_number_and_no_date_is_typed() -> None:
    found = {(where, language): counted(words, language) for where, language, words in everything()}
    assert {where: words for where, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("ten of them", "en"),
        ("in October", "en"),
        ("Thousands", "en"),
        ("in May", "en"),
        ("about 1,400", "en"),
        ("وعشرة منهم", "ar"),
        ("بالآلاف", "ar"),
        ("في أيلول", "ar"),
        ("نحو ١٤٠٠", "ar"),
    ],
)
def test_typed_numbers_would_be_found(words: str, language: str) -> None:
    assert counted(words, language)


def test_what_is_allowed_is_used() -> None:
    text = " ".join(words for _, _, words in everything())
    assert [phrase for phrase in ALLOWED if phrase not in text] == []


def test_quoted_words_are_verbatim() -> None:
    english = " ".join(note.text for note in folder().notes.values())
    arabic = " ".join(note.text_ar for note in folder().notes.values())
    arabic += " ".join(each.claim.statement_ar for each in folder().claims)
    for where, language, words in everything():
        for quoted in QUOTED[language].findall(words):
            held = english if language == "en" else arabic
            assert quoted in NAMES or quoted in held, (where, quoted)


def test_a_quote_in_arabic_is_the_records_own_translation_and_names_its_maker() -> None:
    claims = {each.key: each.claim for each in folder().claims}
    quotes = [block for _, block in blocks() if isinstance(block, WrittenQuote)]
    assert len(quotes) >= 3
    for quote in quotes:
        assert quote.translation == Both(ar=claims[quote.claim].statement_ar)
        translator = folder().case.translator
        assert quote.translated_by == Both(en=translator, ar=word(translator, "ar"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chapter_takes_a_few_minutes_to_read(language: str) -> None:
    for path in chapters():
        read = table(path)
        kept = [{key: read[key] for key in ("title", "summary")}, *read["blocks"]]
        words = [
            both.get(language, "")
            for where, both in told(kept)
            if not where.endswith((".alt", ".credit", "ted_by"))
        ]
        count = len(" ".join(words).split())
        assert 450 <= count <= 950, (path.stem, count)


def test_every_chapter_has_a_note_words_a_picture_or_map_a_narration_and_says_how_it_knows() -> None:
    for chapter in written():
        kinds = [type(block).__name__ for block in chapter.blocks]
        assert chapter.content_note.en
        assert chapter.content_note.ar
        assert kinds.count("WrittenAudio") == 1
        assert {"WrittenText", "WrittenAside"} <= set(kinds)
        assert {"WrittenImage", "WrittenPair"} & set(kinds)


def test_people_come_before_statistics() -> None:
    for chapter in written():
        kinds = [type(block).__name__ for block in chapter.blocks]
        if "WrittenChart" in kinds:
            assert kinds.index("WrittenText") < kinds.index("WrittenChart"), chapter.slug


def test_a_witness_is_not_quoted_in_words_that_are_ours() -> None:
    testifying = {each.key for each in folder().claims if each.claim.stance == Stance.TESTIFIES}
    assert testifying
    assert not [
        block for _, block in blocks() if isinstance(block, WrittenQuote) and block.claim in testifying
    ]


def test_the_time_of_a_map_is_one_that_the_record_gives() -> None:
    spans = {each.claim.span.iso() for each in folder().claims}
    for slug, block in blocks():
        if isinstance(block, WrittenMap) and block.from_date:
            assert (block.from_date, block.to_date) in spans, slug


def test_the_family_has_not_been_asked_and_is_told_so_before_anything_else() -> None:
    home = next(chapter for chapter in written() if chapter.slug == "home")
    ids = [block.id for block in home.blocks]
    assert ids.index("not-asked") < min(
        ids.index(block.id) for block in home.blocks if isinstance(block, WrittenText)
    )
    aside = next(block for block in home.blocks if block.id == "not-asked")
    assert "(page:corrections)" in aside.words.en  # type: ignore[union-attr]


def test_nobody_is_portrayed() -> None:
    assert not [block for _, block in blocks() if type(block).__name__ in {"WrittenPortrait", "WrittenVideo"}]


def pictures(value: Any) -> Iterator[PictureRef]:
    for field in getattr(value, "__struct_fields__", ()):
        each = getattr(value, field)
        if isinstance(each, PictureRef):
            yield each


def test_every_picture_is_described_credited_and_one_of_ours() -> None:
    found = [each for _, block in blocks() for each in pictures(block)]
    media = read_manuscript(STORY).media
    assert {media[each.item].name for each in found} == set(draw_story.DRAWINGS)
    for each in found:
        for both in (each.alt, each.credit):
            assert both.en
            assert both.ar


@pytest.mark.parametrize("name", sorted(draw_story.DRAWINGS))
def test_a_picture_is_what_the_script_draws_from_the_files(name: str) -> None:
    content = (STORY / "media" / name).read_bytes()
    assert content == draw_story.DRAWINGS[name](FOLDER)
    assert len(content) <= MOST_BYTES


@pytest.mark.parametrize("name", sorted(draw_story.DRAWINGS))
def test_a_picture_is_nothing_but_shapes_on_its_own_ground(name: str) -> None:
    content = (STORY / "media" / name).read_bytes()
    assert clean(content)[1:] == (1600, 900)
    assert set(re.findall(rb"<([a-zA-Z]+)", content)) <= {
        b"svg", b"defs", b"linearGradient", b"radialGradient", b"stop",
        b"rect", b"path", b"ellipse", b"circle", b"g",
    }  # fmt: skip
    first = re.search(rb"<(rect|path|g|ellipse)[^>]*>", content)
    assert first is not None
    assert b'width="1600" height="900"' in first[0]


def test_no_file_of_the_story_goes_unused() -> None:
    named = {path.name for path in read_manuscript(STORY).media.values()}
    assert {path.name for path in (STORY / "media").iterdir()} == named


def narrations() -> Iterator[tuple[str, str, Any]]:
    for slug, block in blocks():
        if isinstance(block, WrittenAudio):
            yield from ((slug, language, getattr(block, language)) for language in ("en", "ar"))


def test_cues_follow_one_another() -> None:
    for slug, language, sound in narrations():
        assert sound.cues, (slug, language)
        times = [time for cue in sound.cues for time in (cue.start, cue.end)]
        assert times == sorted(times), (slug, language)
        assert all(cue.end - cue.start >= 0.5 for cue in sound.cues), (slug, language)


def test_a_narration_says_no_number_because_a_voice_cannot_change_with_the_record() -> None:
    for slug, language, sound in narrations():
        for cue in sound.cues:
            assert not LIVE.search(cue.words), (slug, language)


def test_only_the_last_chapter_sounds_and_its_voice_says_what_it_is() -> None:
    sounding = [(slug, language) for slug, language, sound in narrations() if sound.item]
    assert sounding == [("how-we-know", "en"), ("how-we-know", "ar")]
    for slug, language, sound in narrations():
        assert sound.synthetic == bool(sound.item), (slug, language)
        if sound.synthetic:
            assert ("synthetic" if language == "en" else "مصطنع") in sound.cues[0].words
            assert "ynthetic" in sound.speaker.en
            assert "مصطنع" in sound.speaker.ar


def test_the_synthetic_voice_speaks_nobodys_words() -> None:
    claims = " ".join(each.claim.quote + each.claim.statement_ar for each in folder().claims)
    for _, language, sound in narrations():
        if sound.synthetic:
            for cue in sound.cues:
                assert not QUOTED[language].search(cue.words)
                assert cue.words.rstrip(".") not in claims


def test_the_sound_is_as_long_as_its_words_and_not_too_heavy() -> None:
    av = pytest.importorskip("av")
    media = read_manuscript(STORY).media
    for _, language, sound in narrations():
        if sound.item:
            path = media[sound.item]
            assert path.stat().st_size <= MOST_SOUND
            with av.open(str(path)) as file:
                seconds = file.duration / av.time_base
            assert sound.cues[-1].end <= seconds <= sound.cues[-1].end + 2, language


def test_what_the_voice_reads_is_what_the_page_shows() -> None:
    read = [
        cue.words
        for _, language, sound in narrations()
        if sound.item and language == "ar"
        for cue in sound.cues
    ]
    assert [voice_story.unvowelled(each) for each in voice_story.VOWELLED] == [
        voice_story.unvowelled(each) for each in read
    ]


def test_times_of_what_awaits_a_voice_are_estimates() -> None:
    for path in chapters():
        for language, sound in voice_story.recordings(path):
            if not sound.get("item"):
                times = voice_story.estimated([cue["words"] for cue in sound["cues"]], language)
                assert [(cue["start"], cue["end"]) for cue in sound["cues"]] == times
