"""What ran, kept as JSON lines under HOME/logs: events, counts and hashes, never names or quotes.

A log is copied around more carelessly than a record. So a fact in it is a number, a
truth value, or a word without spaces in ASCII: a slug, a hash, a command, an exception's type.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

FILE = "tahqiq.jsonl"
_PLAIN = re.compile(r"[\w./:+-]{0,128}", re.ASCII)

Fact = str | int | float | bool | None


def record(logs: Path, event: str, **facts: Fact | list[str]) -> None:
    """Adds one line to the log.

    Args:
        logs: the folder HOME/logs.
        event: what happened, as a slug.
        facts: numbers, slugs, hashes, or lists of these.

    Raises:
        ValueError: a fact could be somebody's name or words.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line: dict[str, Fact | list[str]] = {"time": now, "event": _plain(event)}
    line |= {name: _plain(fact) for name, fact in facts.items()}
    with (logs / FILE).open("a", encoding="ascii") as file:
        file.write(json.dumps(line) + "\n")


def _plain(fact: Fact | list[str]) -> Fact | list[str]:
    words = fact if isinstance(fact, list) else [fact]
    for each in words:
        if isinstance(each, str) and not _PLAIN.fullmatch(each):
            raise ValueError("only slugs, hashes and numbers may be logged")
    return fact
