"""Casualty claims: megabytes of text a CPU second beside plain re and spaCy, and time as text grows.

    read_claims.py [speed] [digest] [growth]      without arguments all; the other figures are kept

Seconds are CPU seconds of one thread, the best of several runs. The peers do the least a reader could do
(find the words of harm, without figures, people or who is meant), in the same run on the same text.
Silent text is ordinary prose put together from plain_prose.toml, as one long text and as articles of four
thousand characters; dense text are the passages of the tests, one after another. Exit code 1 when a
promise of the issue is broken.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import spacy
from measure import RESULTS, ROOT, keep
from spacy.matcher import PhraseMatcher

from tahqiq.read.claims import read_claims
from tahqiq.read.claims.lexicon import Does, lexicons
from tahqiq.read.running import read_file
from tahqiq.read.text.testing.digests import mixed_digest

PASSAGES = ROOT / "tests/read/passages"
PROSE = Path(__file__).with_name("plain_prose.toml")
PROMISES = {
    "silent_mb_a_second_at_least": 50.0,
    "dense_mb_a_second_at_least": 0.5,
    "digest_s_at_most": 1.0,
    "growth_at_most": 2.0,
}
SILENT, ARTICLE, DIGEST, PEERS = 3_000_000, 4_000, 90_000, 60_000
#: Text that is hard for a reader that looks back: no stops, digits, brackets, lists, quotes, marks.
HOSTILE = {
    "no full stops": "killed 5 people and ",
    "no full stops, Arabic": "قتل 5 مدنيين و",
    "digits": "9" * 20,
    "digits and commas": "1,234,",
    "quotes never closed": 'killed "',
    "quotes": '"5" killed "two" ',
    "brackets never closed": "5 killed (",
    "brackets": "(" * 10 + "5 killed" + ")" * 10,
    "a list without end": "killed 3 men, 2 women, ",
    "and": "and five ",
    "names": "killed Abu Omar, 5, and ",
    "names alone": "Omar Haddad Karim ",
    "denials": "denied no could 5 killed ",
    "tolls": "toll rose to 5 from 4 ",
    "places": "in a market in the town of Oldtown near ",
    "vowel signs": "قُتِلَ 5 ",
    "no width": "\u200b\u200ckil\u00adled 5\u200d ",
    "lines": "5 killed\n",
    "words that may mean harm": "lost the cost of holding ",
    "one word": "killed",
}
#: So long is the shorter hostile text, and so many times as long the longer.
SHORTER, TIMES = 30_000, 8


def cpu(work: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds of the best run."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def silent(language: str, seed: int = 1) -> str:
    """Ordinary prose in which nobody comes to harm, every paragraph another."""
    table = tomllib.loads(PROSE.read_text("utf-8"))[language]
    chance = random.Random(seed)

    def sentence() -> str:
        return re.sub(
            r"\{(\w+)\}", lambda gap: chance.choice(table[gap[1]]), chance.choice(table["sentences"])
        )

    made, size = [], 0
    while size < SILENT:
        made.append(" ".join(sentence() for _ in range(chance.randint(2, 6))))
        size += len(made[-1]) + 2
    return "\n\n".join(made)


def dense(language: str = "") -> str:
    """The passages of the tests, of one language or all, one after another."""
    rows = [
        json.loads(line) for path in sorted(PASSAGES.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    return "\n\n".join(row["text"] for row in rows if not language or row["lang"] == language)


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
        nlp = blank["ar" if "ar" in name.split("_") else "en"]
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


def speed() -> dict[str, dict[str, float]]:
    """Megabytes a CPU second of ours and of the peers, where nothing and nearly everything is a claim."""
    texts = {f"silent_{name}": silent(name) for name in ("en", "ar")}
    texts |= {"dense": dense(), "dense_en": dense("en"), "dense_ar": dense("ar")}
    others = peers({name: text[:PEERS] for name, text in texts.items()})
    made = {}
    for name, text in texts.items():
        read_claims(text[:SHORTER])
        parts = [text[at : at + ARTICLE] for at in range(0, len(text), ARTICLE)] if "silent" in name else []
        made[name] = {
            "mb": round(len(text.encode()) / 1e6, 3),
            "claims": len(read_claims(text)),
            "tahqiq": _rate([text]),
            **({"tahqiq_article_by_article": _rate(parts)} if parts else {}),
            **others[name],
        }
    return made


def _rate(texts: Sequence[str]) -> float:
    """Megabytes a CPU second."""
    seconds = cpu(lambda: [read_claims(text) for text in texts], 7)
    return round(sum(len(text.encode()) for text in texts) / 1e6 / seconds, 2)


def digest() -> dict[str, float]:
    """Seconds for a press digest in two languages, from the file to its claims."""
    text = mixed_digest(articles=90, seed=1).text[:DIGEST]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "digest.txt"
        path.write_text(text, "utf-8")
        seconds = cpu(lambda: list(read_file(path)), 5)
        (read,) = read_file(path)
    return {
        "characters": len(text),
        "articles": len(read.input.units),
        "claims": len(read.found),
        "s": round(seconds, 3),
    }


def growth() -> dict[str, dict[str, float]]:
    """Microseconds a character of hostile text, of one length and of eight times that."""
    made = {}
    for name, piece in HOSTILE.items():
        text = piece * (SHORTER // len(piece))
        each = {times: _micros("killed " + text * times) for times in (1, TIMES)}
        made[name] = {"us_a_character": round(each[1], 3), "eight_times_as_long": round(each[TIMES], 3)}
    return made


def _micros(text: str) -> float:
    return cpu(partial(read_claims, text), 2) / len(text) * 1e6


def broken(figures: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """The promises that do not hold."""
    found = [
        f"{name}, {how}: {each[how]} MB a second"
        for name, each in figures.get("mb_a_cpu_second", {}).items()
        for how in ("tahqiq", "tahqiq_article_by_article")
        if each.get(how, 1e9) < PROMISES[f"{name.split('_')[0]}_mb_a_second_at_least"]
    ]
    for name, each in figures.get("hostile", {}).items():
        times = each["eight_times_as_long"] / max(each["us_a_character"], 0.05)
        found += [f"{name}: {times:.1f} times as long a character"] * (times > PROMISES["growth_at_most"])
    seconds = figures.get("digest", {}).get("s", 0.0)
    return found + [f"a digest takes {seconds} s"] * (seconds > PROMISES["digest_s_at_most"])


def main(chosen: Sequence[str]) -> int:
    """Measures the sections, keeps the figures, and fails if a promise is broken."""
    sections = {
        "speed": ("mb_a_cpu_second", speed),
        "digest": ("digest", digest),
        "growth": ("hostile", growth),
    }
    path = RESULTS / "read_claims.json"
    kept = json.loads(path.read_text()) if chosen and path.exists() else {}
    figures = {name: kept[name] for name, _ in sections.values() if name in kept}
    for section in chosen or sections:
        name, measured = sections[section]
        figures[name] = measured()
    keep("read_claims", {"promises": PROMISES, **figures})
    faults = broken(figures)
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
