"""Times the narration of the built-in story, and speaks where a synthetic voice is asked for.

    python scripts/voice_story.py [src/tahqiq/cases/raqqa_2017]        needs espeak-ng, and av (extra: story)

Words that await a human voice get times estimated from how many they are. Where a recording is named, and
said to be synthetic, eSpeak NG speaks its words sentence by sentence, so that the times are those of the
sound. Arabic is given to it with its vowels (`VOWELLED`), which it cannot guess; the page shows it without.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASE = Path(__file__).resolve().parent.parent / "src" / "tahqiq" / "cases" / "raqqa_2017"
WORDS_A_MINUTE = {"en": 150, "ar": 120}
VOICES = {"en": ("en-gb", 145), "ar": ("ar", 130)}
PAUSE = 0.6  # seconds between sentences
RATE = 22_050  # samples a second of what eSpeak NG makes
MARKS = re.compile("[\u064b-\u0652\u0670]")
VOWELLED = (
    "هَذَا صَوْتٌ مُصْطَنَع. لَا يَتَكَلَّمُ هُنَا إِنْسَان، وَلَا يَنْطِقُ هَذَا الصَّوْتُ بِكَلَامِ شَاهِدٍ أَبَدًا.",
    "لَا تَثِقْ بِنَا. تَحَقَّقْ مِنَّا.",
    "كُلُّ رَقْمٍ فِي هَذِهِ الصَّفَحَاتِ يُمْكِنُ فَتْحُه.",
    "وَرَاءَهُ ادِّعَاء: مَنْ قَالَه، وَمَنْ نَقَلَه، وَعَلَامَ يَسْتَنِد.",
    "وَوَرَاءَ الِادِّعَاءِ جُمْلَة، وَوَرَاءَ الْجُمْلَةِ مَادَّةٌ مَخْتُومَة.",
    "وَلِلْمَادَّةِ الْمَخْتُومَةِ بَصْمَةٌ تُصْنَعُ مِنْ بَايْتَاتِهَا. غَيِّرْ حَرْفًا تَتَغَيَّرِ الْبَصْمَة.",
    "تَسْتَطِيعُ أَنْ تُنَزِّلَ السِّجِلَّ كُلَّهُ وَتَصْنَعَ الْبَصَمَاتِ بِنَفْسِك، بِلَا شَبَكَةٍ وَبِدُونِنَا.",
    "وَفِي هَذِهِ الْقَضِيَّةِ يَنْتَهِي الْأَثَرُ عِنْدَ مُذَكِّرَاتِنَا. لَا نَحْتَفِظُ بِالْمَصَادِرِ نَفْسِهَا، وَنَقُولُ ذَلِك.",
    "وَإِنْ أَخْطَأْنَا فَأَخْبِرْنَا. وَسَيَقِفُ التَّصْحِيحُ إِلَى جَانِبِ الْخَطَأِ لِيَرَاهُ الْجَمِيع.",
)
Times = list[tuple[float, float]]


def unvowelled(text: str) -> str:
    """Arabic without its vowel marks."""
    return MARKS.sub("", text)


def spoken(words: str, language: str) -> str:
    """What the voice is given to read."""
    if language != "ar":
        return words
    known = {unvowelled(each): each for each in VOWELLED}
    return known[unvowelled(words)]


def recordings(chapter: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(language, recording) of a chapter, in the order of the file."""
    for block in tomllib.loads(chapter.read_text("utf-8"))["blocks"]:
        if block["kind"] == "audio":
            yield from ((language, block[language]) for language in ("en", "ar"))


def estimated(sentences: list[str], language: str) -> Times:
    """Times at an ordinary pace."""
    made: Times = []
    start = 0.0
    for words in sentences:
        end = start + len(words.split()) * 60 / WORDS_A_MINUTE[language]
        made.append((round(start, 1), round(end, 1)))
        start = end + PAUSE
    return made


def said(words: str, language: str, folder: Path) -> bytes:
    """One sentence as samples: mono, 16 bits."""
    voice, pace = VOICES[language]
    file = folder / "sentence.wav"
    subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(pace), "-w", file, spoken(words, language)], check=True
    )
    with wave.open(str(file)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 1, 2)
        return bytes(sound.readframes(sound.getnframes()))


def speak(sentences: list[str], language: str, out: Path) -> Times:
    """Speaks sentence after sentence into an Ogg Opus file; the times are those of the sound."""
    samples, made = bytearray(), Times()
    with tempfile.TemporaryDirectory() as folder:
        for words in sentences:
            start = len(samples) / 2 / RATE
            samples += said(words, language, Path(folder))
            made.append((round(start, 2), round(len(samples) / 2 / RATE, 2)))
            samples += bytes(2 * round(PAUSE * RATE))
    encode(bytes(samples), out)
    return made


def encode(samples: bytes, out: Path) -> None:
    """Writes samples as Opus in Ogg."""
    import av
    import numpy as np

    with av.open(str(out), "w", format="ogg", options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream("libopus", rate=48_000, bit_rate=24_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            np.frombuffer(samples, dtype="<i2")[None, :], format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000, frame_size=960)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))


def timed(text: str, times: Times) -> str:
    """The chapter's text with these times, one for each cue in turn."""
    left = iter(times)

    def at(_: re.Match[str]) -> str:
        start, end = next(left)
        return f"start = {start}, end = {end},"

    return re.sub(r"start = [\d.]+, end = [\d.]+,", at, text)


def main() -> int:
    """Speaks, and writes the times into the chapters."""
    story = (Path(sys.argv[1]) if len(sys.argv) > 1 else CASE) / "story"
    for chapter in sorted(story.glob("[0-9][0-9]-*.toml")):
        times: Times = []
        for language, sound in recordings(chapter):
            sentences = [cue["words"] for cue in sound["cues"]]
            item = sound.get("item", "")
            times += (
                speak(sentences, language, story / "media" / item) if item else estimated(sentences, language)
            )
        chapter.write_text(timed(chapter.read_text("utf-8"), times), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
