"""Commentaries and films of a story, each under its consent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tahqiq.casebook.models import Purpose
from tahqiq.casebook.telling import films, recordings
from tahqiq.casebook.telling.pictures import demand_consent, held_item, picture, shown
from tahqiq.casebook.telling.scene import Scene
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.stories import AudioBlock, Cue, CueRef, SoundRef, VideoBlock, WrittenAudio, WrittenVideo

#: Seconds by which the last words may outlast the sound, for rounding.
_SLACK = 0.5


def audio(scene: Scene, written: WrittenAudio) -> AudioBlock:
    """A commentary in the language of the scene; without a recording its words await a voice."""
    sound = written.ar if scene.language == "ar" else written.en
    title = scene.line(written.title, "title", required=True)
    speaker = scene.line(sound.speaker, "speaker", required=bool(sound.item))
    if sound.item and not sound.synthetic and sound.consent:
        demand_consent(scene, sound.consent, Purpose.PUBLISH_VOICE, "consent")
    cues = tuple(_cues(scene, sound.cues))
    if not cues:
        scene.fault("cues", "a commentary has its words as well", remedy="write what is said, with its times")
    told = AudioBlock(
        id=written.id,
        title=title,
        cues=cues,
        speaker=speaker,
        spoken_on=_spoken_on(scene, sound),
        synthetic=sound.synthetic,
    )
    return _sounding(scene, told, sound) if sound.item else told


def _sounding(scene: Scene, told: AudioBlock, sound: SoundRef) -> AudioBlock:
    """The same with its files and its loudness over time."""
    item = held_item(scene, sound.item, "item")
    files, made = shown(scene, item, recordings.RECIPE, recordings.make_recording, "item")
    if made.seconds and told.cues and told.cues[-1].end > made.seconds + _SLACK:
        scene.fault("cues", "the words outlast the sound", remedy="set their times anew")
    return msgspec.structs.replace(told, files=files, peaks=made.peaks)


def video(scene: Scene, written: WrittenVideo) -> VideoBlock:
    """Moving pictures with captions in the language of the scene."""
    if written.consent:
        demand_consent(scene, written.consent, Purpose.PUBLISH_IMAGE, "consent")
        demand_consent(scene, written.consent, Purpose.PUBLISH_VOICE, "consent")
    item = held_item(scene, written.item, "item")
    files, _ = shown(scene, item, films.RECIPE, films.make_film, "item")
    return VideoBlock(
        id=written.id,
        title=scene.line(written.title, "title", required=True),
        files=files,
        poster=picture(scene, written.poster, "poster"),
        cues=tuple(_cues(scene, written.ar if scene.language == "ar" else written.en)),
        caption=scene.words(written.caption, "caption"),
        graphic=written.graphic or item.graphic == "yes",
    )


def _cues(scene: Scene, cues: Sequence[CueRef]) -> Iterator[Cue]:
    """What is said, in order; each begins when the one before has ended."""
    end = 0.0
    for n, cue in enumerate(cues, 1):
        if not end - 1e-6 <= cue.start < cue.end:
            scene.fault(f"cues.{n}", "a cue begins after the one before, and ends after it begins")
        end = cue.end
        yield Cue(start=cue.start, end=cue.end, text=scene.plain(cue.words, f"cues.{n}"))


def _spoken_on(scene: Scene, sound: SoundRef) -> str:
    try:
        DateSpan.parse(sound.spoken_on)
    except ValueError:
        scene.fault("spoken_on", "{it} is no date", sound.spoken_on, "write it as 2017-10-17")
    return sound.spoken_on
