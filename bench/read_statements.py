"""Military statements: what is read beside what people coded, entries a second, and time against length.

    read_statements.py [accuracy] [speed] [length]      without arguments all; other figures are kept

Seconds are CPU seconds of one thread. Exit code 1 when a promise is broken. The accuracy needs the shared
data beside the checkout; rows where we hold the coding to be about something else than the statement's
own words are in docs/read-statements.md; they are left out of the figures whose names end in ``own_words``.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter

from measure import RESULTS, ROOT, keep

SHARED = ROOT.parent / "shared" / "data" / "raqqa-2017"
PAGE = ROOT / "docs" / "read-statements.md"
PROMISES = {
    "outcome_own_words": 0.99,
    "killed_own_words": 0.98,
    "injured_own_words": 0.97,
    "mgrs": 0.99,
    "reason": 0.95,
    "statements_a_cpu_second": 400.0,
    "growth_at_most": 2.0,
}
REASONS = ("insufficient_information", "no_coalition_strikes", "insufficient_evidence")


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(newline="", encoding="utf8") as file:
        return list(csv.DictReader(file))


def number(text: str | None) -> int | None:
    return None if not text else int(float(text))


def accuracy() -> dict[str, object]:
    """As scoring/statements.py counts, with injured and grid references besides."""
    from tahqiq.read.statements import read_statements

    coded = {
        row["code"]: row for row in rows("coalition_assessments.csv") if row["belligerent"] == "coalition"
    }
    disputed = {int(row) for row in re.findall(r"^\| (\d+) \|", PAGE.read_text("utf8"), re.MULTILINE)}
    right, judged = Counter[str](), Counter[str]()
    wrong: list[list[object]] = []
    for at, row in enumerate(rows("military_statements.csv")):
        if row["kind"] != "civcas_statement":
            continue
        entry, answer = read_statements(row["text"])[0], coded.get(row["code"], {})

        def tally(name: str, held: bool, at: int = at) -> None:
            judged[name] += 1
            right[name] += held
            if not held:
                wrong.append([at, name])

        credible = row["assessment"] == "credible"
        if credible or row["assessment"] == "non_credible":
            for name in ("outcome", *(["outcome_own_words"] if at not in disputed else [])):
                tally(name, str(entry.outcome) == row["assessment"])
            if answer.get("reason_non_credible") in REASONS:
                tally("reason", str(entry.reason) == answer["reason_non_credible"])
        for name, low, high in (
            ("killed", number(row["conceded_min"]), number(row["conceded_max"])),
            (
                "injured",
                number(answer.get("civilian_injuries_conceded_min")),
                number(answer.get("civilian_injuries_conceded_max")),
            ),
        ):
            if credible and low is not None:
                got = getattr(entry, name).min or 0
                held = low <= got <= (low if high is None else high)
                tally(name, held)
                if at not in disputed:
                    tally(f"{name}_own_words", held)
        if re.search(r"3\dS", row["text"]):
            written = re.sub(r"\s", "", answer.get("belligerent_mgrs_coordinate", ""))
            tally("mgrs", bool(entry.references) and entry.references[0].normal in written)
    return {
        **{name: round(right[name] / judged[name], 4) for name in sorted(judged)},
        "judged": dict(judged),
        "rows_to_look_at": wrong,
    }


def strikes() -> dict[str, object]:
    """The numbers of strikes in the reports people attached, against a plain pattern for the same."""
    from tahqiq.language.numbers import find_numbers
    from tahqiq.read.statements import read_statements

    told = dict.fromkeys(row["belligerent_strike_report"] for row in rows("coalition_assessments.csv"))
    pattern = re.compile(
        r"near (?:Ar )?(?:Raqqah|Raqqa|Al Qaim|Tabqah?)[^.,]*,(?: Syria,)? (\S+) strikes? ", re.I
    )
    held = judged = 0
    for text in told:
        wanted = {found[0].count.min for each in pattern.findall(text) if (found := find_numbers(each))}
        if wanted:
            got = {strike.count.min for entry in read_statements(text) for strike in entry.strikes}
            judged += 1
            held += wanted <= got
    return {"reports": judged, "all_numbers_found": round(held / judged, 4)}


def speed() -> dict[str, object]:
    """Statements and megabytes a CPU second, on our own labelled statements."""
    import tomllib

    from tahqiq.read.statements import read_statements

    labelled = tomllib.loads((ROOT / "tests/read/statements/labelled.toml").read_text("utf8"))["statement"]
    texts = [each["text"] for each in labelled] * 10
    read_statements(texts[0])
    began = time.process_time()
    entries = sum(len(read_statements(text)) for text in texts)
    taken = time.process_time() - began
    size = sum(len(text.encode()) for text in texts)
    return {
        "statements_a_cpu_second": round(len(texts) / taken),
        "entries_a_cpu_second": round(entries / taken),
        "mb_a_cpu_second": round(size / taken / 1e6, 3),
    }


def length() -> dict[str, object]:
    """CPU seconds for four times the length, divided by four, the worst of several hostile texts."""
    from tahqiq.read.statements import read_statements

    pieces = {
        "summary": "1. Oct. 3, 2017, near Amran, via X. Two civilians were killed. 3155/CS1 37SEV005797\n",
        "lines": "Date: 3 March 2020\nLocation: Jannay\nAssessment: Open\n\n",
        "release": "Near Tell Amran, 7 strikes engaged two units and destroyed nine vehicles.\n",
        "one sentence": "one civilian was killed and 3 fighters destroyed 4 tanks near X, ",
        "Arabic": "قتل مدني و",
        "brackets": "[(“",
        "grids": " 37SEV",
        "denials": "no coalition insufficient ",
    }
    growth = {}
    for name, piece in pieces.items():
        short, long = (piece * (size // len(piece)) for size in (30_000, 120_000))
        growth[name] = round(
            max(seconds(read_statements, long), 1e-3) / max(seconds(read_statements, short), 1e-3) / 4, 2
        )
    return {"growth": growth, "worst": max(growth.values())}


def seconds(work: object, text: str) -> float:
    began = time.process_time()
    work(text)  # type: ignore[operator]
    return time.process_time() - began


def broken(results: dict[str, dict[str, object]]) -> list[str]:
    """The promises that the figures break."""
    found = []
    for name in ("outcome_own_words", "killed_own_words", "injured_own_words", "mgrs", "reason"):
        value = results.get("accuracy", {}).get(name)
        if value is not None and value < PROMISES[name]:
            found.append(f"{name} {value} < {PROMISES[name]}")
    rate = results.get("speed", {}).get("statements_a_cpu_second")
    if rate is not None and rate < PROMISES["statements_a_cpu_second"]:
        found.append(f"{rate} statements a CPU second")
    worst = results.get("length", {}).get("worst")
    if worst is not None and worst > PROMISES["growth_at_most"]:
        found.append(f"time grows {worst} times faster than the length")
    return found


def main(wanted: list[str]) -> None:
    kept = RESULTS / "read_statements.json"
    results = json.loads(kept.read_text("utf8")) if kept.exists() else {}
    sections = {"accuracy": accuracy, "strikes": strikes, "speed": speed, "length": length}
    for name in wanted or sections:
        if name in {"accuracy", "strikes"} and not SHARED.is_dir():
            print(f"{name}: the shared data is not beside the checkout", file=sys.stderr)
            continue
        results[name] = sections[name]()
    results = {name: results[name] for name in sections if name in results}
    keep("read_statements", {"promises": PROMISES, **results})
    if faults := broken(results):
        raise SystemExit("; ".join(faults))


if __name__ == "__main__":
    main(sys.argv[1:])
