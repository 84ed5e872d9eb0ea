"""Pages to text beside trafilatura; digests split; what odd and hostile files cost.

    read_text.py [pages] [digests] [linear]      without arguments all; the other sections' figures are kept

Seconds are CPU seconds of one thread, the best of several runs where the machine may be busy. Pages and
digests are generated (``tahqiq.read.text.testing``), so what is true of them is known. Exit code 1 when a
promise is broken.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

import trafilatura
from measure import RESULTS, keep

from tahqiq.read.text.digest import split_articles
from tahqiq.read.text.reading import read_document
from tahqiq.read.text.testing.digests import LAYOUTS, UNSEEN, MadeDigest, made_digest, mixed_digest
from tahqiq.read.text.testing.pages import MadePage, made_pages

PAGES, RUNS = 240, 5
PROMISES = {
    "page_ms_to_trafilatura_at_most": 1.0,
    "page_f1_less_trafilatura_at_least": 0.0,
    "borders_f1_at_least": 0.98,
    "digest_s_at_most": 0.5,
    "longer_costs_times_at_most": 3.0,
}
_WORD = re.compile(r"\w+")


def cpu(work: Callable[[], object], runs: int = RUNS) -> float:
    """CPU seconds of the best run."""
    taken = []
    for _ in range(runs):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return min(taken)


def agreement(got: str, page: MadePage) -> tuple[float, float, float]:
    """F1, precision and recall of the words of the text; the title counts neither way."""
    true, found = (
        Counter(_WORD.findall(page.text)),
        Counter(_WORD.findall(got.replace(page.story.title, "", 1))),
    )
    both = (true & found).total()
    precision, recall = both / max(1, found.total()), both / max(1, true.total())
    return 2 * both / max(1, found.total() + true.total()), precision, recall


def means(figures: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    """Mean F1, precision and recall."""
    names = ("f1", "precision", "recall")
    return {name: round(statistics.mean(each[at] for each in figures), 4) for at, name in enumerate(names)}


def pages() -> dict[str, object]:
    """The same pages read by both, metadata included only in ours."""
    made = made_pages(PAGES, seed=7)
    readers: dict[str, Callable[[MadePage], str]] = {
        "ours": lambda page: read_document(page.html.encode(), name="page.html").text,
        "trafilatura_fast": lambda page: (
            trafilatura.extract(page.html, fast=True, include_comments=False) or ""
        ),
    }
    told: dict[str, object] = {"pages": PAGES, "bytes_a_page": sum(len(each.html) for each in made) // PAGES}
    for name, reader in readers.items():
        texts = [reader(page) for page in made]
        figures = [agreement(text, page) for text, page in zip(texts, made, strict=True)]
        ms = round(1000 * cpu(lambda reader=reader: [reader(page) for page in made], 3) / PAGES, 3)  # type: ignore[misc]
        worst = {
            template: means(
                [each for each, page in zip(figures, made, strict=True) if page.template == template]
            )["f1"]
            for template in sorted({page.template for page in made})
        }
        told[name] = {"ms_a_page": ms, **means(figures), "f1_by_template": worst}
    told["facts"] = facts(made)
    return told


def facts(made: Sequence[MadePage]) -> dict[str, float]:
    """How often title, day, outlet and byline are right, where the page shows them."""
    right, shown = Counter[str](), Counter[str]()
    for page in made:
        found = read_document(page.html.encode(), name="page.html")
        bylined = page.story.byline in page.html
        checks = {
            "title": found.title == page.story.title,
            "date": found.date is not None and found.date.start == page.story.day,
            "outlet": found.outlet == page.story.outlet,
            "byline": found.byline == (page.story.byline if bylined else ""),
        }
        shown.update(checks)
        right.update(name for name, ok in checks.items() if ok)
    return {name: round(right[name] / shown[name], 4) for name in shown}


def digests() -> dict[str, object]:
    """Borders found in every layout, in those written after the splitter, and in digests of several."""
    told: dict[str, object] = {
        "layouts": {
            name: split_well([made_digest(name, seed=seed) for seed in range(8)]) for name in LAYOUTS
        },
        "unseen": {name: split_well([made_digest(name, seed=seed) for seed in range(8)]) for name in UNSEEN},
        "terse": split_well([made_digest(name, seed=3, terse=True) for name in LAYOUTS]),
        "mixed": split_well([mixed_digest(articles=30, seed=seed) for seed in range(12)]),
    }
    big = made_digest("ruled", articles=90, seed=1).text[:90_000]
    told["digest_characters"] = len(big)
    told["digest_s"] = round(cpu(lambda: read_document(big.encode(), name="digest.txt")), 4)
    return told


def split_well(made: Sequence[MadeDigest]) -> dict[str, float]:
    """Precision, recall and F1 of borders, and the share of articles that keep all their text."""
    hits = found = true = whole = 0
    for digest in made:
        articles = split_articles(digest.text)
        starts = {each.start for each in articles}
        hits += len(starts & set(digest.starts))
        found, true = found + len(starts), true + len(digest.starts)
        whole += sum(any(a.start <= first and end <= a.end for a in articles) for first, end in digest.bodies)
    figures = {
        "precision": hits / max(1, found),
        "recall": hits / true,
        "f1": 2 * hits / max(1, found + true),
    }
    return {name: round(value, 4) for name, value in {**figures, "whole": whole / true}.items()}


#: Texts that tempt a reader to look at the same thing again and again, by a number of pieces.
ADVERSARIAL: dict[str, Callable[[int], bytes]] = {
    "nested elements": lambda n: b"<div>" * n + b"seven were killed" + b"</div>" * n,
    "attributes": lambda n: b"<html><p " + b" ".join(b"a%d=1" % at for at in range(n)) + b">seven died</p>",
    "table cells": lambda n: b"<html><table>" + b"<tr><td>one<td>two words" * n,
    "unclosed comments": lambda n: b"<html><p>seven were killed</p>" + b"<!--" * n,
    "signs of tags": lambda n: b"<html><p>seven were killed</p>" + b"<" * n,
    "dates": lambda n: b"6 June 2031\n" * n,
    "fields": lambda n: (b"a:" * 30 + b"\n") * n,
    "rules": lambda n: b"-----\n" * n,
    "headings": lambda n: b"".join(b"%d. A heading of this\nwords that go on.\n" % at for at in range(n)),
    "one line": lambda n: b"word " * (20 * n),
    "messages": lambda n: b"12/06/2031, 14:33 - Nadia: seven were killed\n" * n,
    "quoted lines": lambda n: b"From: a@example.org\nSubject: b\n\n" + b"> seven were killed\n" * n,
}  # fmt: skip


def linear() -> dict[str, object]:
    """CPU seconds for so many pieces, and how many times as long twice as many take."""
    told = dict[str, object]()
    for name, make in ADVERSARIAL.items():
        short, long = make(10_000), make(20_000)
        once = cpu(lambda content=short: read_document(content, name="x"), 3)  # type: ignore[misc]
        twice = cpu(lambda content=long: read_document(content, name="x"), 3)  # type: ignore[misc]
        told[name] = {"bytes": len(long), "s": round(twice, 4), "times": round(twice / max(once, 1e-4), 2)}
    return told


def broken(figures: dict[str, object]) -> list[str]:
    """The promises that the figures break."""
    kept = json.loads(json.dumps(figures))
    faults = list[str]()
    if told := kept.get("pages"):
        ours, peer = told["ours"], told["trafilatura_fast"]
        faults += ["pages are slower"] * (ours["ms_a_page"] > peer["ms_a_page"])
        faults += ["pages are worse"] * (ours["f1"] < peer["f1"])
    if told := kept.get("digests"):
        worst = min(each["f1"] for each in [*told["layouts"].values(), told["mixed"]])
        faults += ["borders"] * (worst < PROMISES["borders_f1_at_least"])
        faults += ["digest"] * (told["digest_s"] > PROMISES["digest_s_at_most"])
    most = PROMISES["longer_costs_times_at_most"]
    slow = [
        name for name, each in kept.get("linear", {}).items() if each["times"] > most and each["s"] > 0.05
    ]
    return faults + slow


def main(chosen: Sequence[str]) -> int:
    """Measures the sections, keeps the figures, and fails if a promise is broken."""
    sections: dict[str, Callable[[], dict[str, object]]] = {
        "pages": pages,
        "digests": digests,
        "linear": linear,
    }
    path = RESULTS / "read_text.json"
    figures: dict[str, object] = {}
    if chosen and path.exists():
        kept = json.loads(path.read_text())
        figures = {name: kept[name] for name in sections if name in kept}
    for name in chosen or sections:
        figures[name] = sections[name]()
    keep("read_text", {**figures, "promises": PROMISES})
    faults = broken(figures)
    for fault in faults:
        print(f"broken: {fault}", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
