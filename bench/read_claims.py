"""Casualty claims: megabytes of text a CPU second beside plain re and spaCy, and time as text grows.

    read_claims.py

Seconds are CPU seconds of one thread, the best of several runs. The peers do the least a reader could do
(find the words of harm, without figures, people or who is meant), in the same run on the same text.
Texts are the project's own: sentences of the tests. Exit code 1 when a promise of the issue is broken.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import spacy
from measure import ROOT, keep
from spacy.matcher import PhraseMatcher

from tahqiq.read.claims import read_claims
from tahqiq.read.claims.lexicon import Does, lexicons

TOLD = ROOT / "tests/read/claims/told"
PROMISES = {"silent_mb_a_second_at_least": 50.0, "dense_mb_a_second_at_least": 0.5, "growth_at_most": 3.0}
SILENT = {
    "en": "The council met on Monday and chose a new chair; the market opens at noon near the old bridge. ",
    "ar": "عقد المجلس جلسة عادية لبحث الموازنة الجديدة وتحسين الشوارع والحدائق العامة في المدينة. ",
}
#: Text that is hard for a reader that looks back: no stops, digits, brackets, lists, quotes, marks.
HOSTILE = {
    "no full stops": "killed 5 people and ",
    "no full stops, Arabic": "قتل 5 مدنيين و",
    "digits": "9" * 20,
    "quotes never closed": 'killed "',
    "brackets never closed": "5 killed (",
    "a list without end": "killed 3 men, 2 women, ",
    "names": "killed Abu Omar, 5, and ",
    "denials": "denied no could 5 killed ",
    "tolls": "toll rose to 5 from 4 ",
    "vowel signs": "قُتِلَ 5 ",
    "lines": "5 killed\n",
    "one word": "killed",
}


def cpu(work: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds of the best run."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def dense(language: str) -> str:
    """Text in which nearly every sentence is a claim, every one different."""
    lines = Path(TOLD / f"{language}.txt").read_text("utf-8").splitlines()
    told = [line.split(" || ")[0] for line in lines if " || " in line]
    return "\n\n".join(f"{' '.join(told[at : at + 6])}" for at in range(0, len(told), 6))


def words_of_harm() -> list[str]:
    """The phrases that a plain scan would look for."""
    found = {
        " ".join(entry.words)
        for lexicon in lexicons().values()
        for entries in lexicon.entries.values()
        for entry in entries
        if entry.does in {Does.HARM, Does.LOSS, Does.NOUN}
    }
    return sorted(found, key=len, reverse=True)


def peers(texts: dict[str, str]) -> dict[str, dict[str, float]]:
    """Plain re and spaCy's PhraseMatcher, finding words alone."""
    words = words_of_harm()
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    blank = {"en": spacy.blank("en"), "ar": spacy.blank("ar")}
    found: dict[str, dict[str, float]] = {}
    for name, text in texts.items():
        nlp = blank[name[-2:]]
        nlp.max_length = len(text) + 1
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        matcher.add("harm", [nlp.make_doc(each) for each in words])
        size = len(text.encode()) / 1e6

        found[name] = {
            "plain_re": round(size / cpu(partial(pattern.findall, text), 1), 2),
            "spacy_phrase_matcher": round(size / cpu(partial(_matched, nlp, matcher, text), 1), 2),
        }
    return found


def _matched(nlp: spacy.Language, matcher: PhraseMatcher, text: str) -> object:
    return matcher(nlp.make_doc(text))


def speeds() -> dict[str, dict[str, float]]:
    """Megabytes a CPU second of ours and of the peers, where nothing and nearly everything is a claim."""
    texts = {f"silent_{name}": text * (4_000_000 // len(text)) for name, text in SILENT.items()}
    texts |= {f"dense_{name}": dense(name) for name in ("en", "ar")}
    others = peers({name: text[:400_000] for name, text in texts.items()})
    made = {}
    for name, text in texts.items():
        read_claims(text[:20_000])
        seconds = cpu(partial(read_claims, text), 5)
        made[name] = {
            "mb": round(len(text.encode()) / 1e6, 3),
            "claims": len(read_claims(text)),
            "tahqiq": round(len(text.encode()) / 1e6 / seconds, 2),
            **others[name],
        }
    return made


def growth() -> dict[str, dict[str, float]]:
    """Microseconds a character of hostile text, of one length and of eight times that."""
    made = {}
    for name, piece in HOSTILE.items():
        text = piece * (20_000 // len(piece))
        each = {times: _micros("killed " + text * times) for times in (1, 8)}
        made[name] = {"us_a_character": round(each[1], 3), "eight_times_as_long": round(each[8], 3)}
    return made


def _micros(text: str) -> float:
    return cpu(partial(read_claims, text), 2) / len(text) * 1e6


def broken(speed: dict[str, dict[str, float]], grown: dict[str, dict[str, float]]) -> list[str]:
    """The promises that do not hold."""
    found = [
        f"{name}: {each['tahqiq']} MB a second"
        for name, each in speed.items()
        if each["tahqiq"] < PROMISES[f"{name.split('_')[0]}_mb_a_second_at_least"]
    ]
    return found + [
        f"{name}: {each['eight_times_as_long'] / each['us_a_character']:.1f} times as long a character"
        for name, each in grown.items()
        if each["eight_times_as_long"] > PROMISES["growth_at_most"] * max(each["us_a_character"], 0.05)
    ]


def main() -> None:
    speed, grown = speeds(), growth()
    keep("read_claims", {"promises": PROMISES, "mb_a_cpu_second": speed, "hostile": grown})
    faults = broken(speed, grown)
    print(*faults, sep="\n", file=sys.stderr)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
