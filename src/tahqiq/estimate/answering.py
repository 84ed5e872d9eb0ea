"""From a file of lists to a file of figures: what ``tahqiq estimate`` does, without the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.estimate.asking import Answer, Ask
from tahqiq.estimate.checkpoint import Checkpoint
from tahqiq.estimate.estimating import estimate
from tahqiq.estimate.methods_text import methods_text
from tahqiq.estimate.result import versions
from tahqiq.estimate.strata import Reading
from tahqiq.vocab.estimates import FORMAT, EstimateFile, Source


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """A result, and the draws behind it for drawing figures.

    Attributes:
        total, strata: answers with their draws, in the order of the result.
    """

    result: EstimateFile
    total: Answer
    strata: list[Answer]


def answer(
    reading: Reading,
    source: Source,
    ask: Ask,
    *,
    unnamed: int | None = None,
    folder: Path | None = None,
    on_fit: Callable[[], None] | None = None,
    workers: int | None = None,
) -> Answered:
    """Estimates everything that was read, and writes its methods paragraph.

    Args:
        reading: the lists.
        source: where they come from and what was declared of them; part of the result.
        ask: what is wanted.
        unnamed: dead without a name beside the lists; None to take what the file itself shows.
        folder: where finished fits are kept until the result is written; the caller removes it then.
        on_fit: called after each fit.
        workers: threads; all cores by default.
    """
    kept = Checkpoint(folder, _key(source, ask))
    total, strata = estimate(reading.strata, ask, kept=kept, on_fit=on_fit, workers=workers)
    if unnamed is not None:
        total = Answer(replace(total.estimate, unnamed=unnamed), total.draws)
    result = EstimateFile(
        format=FORMAT,
        total=total.estimate,
        strata=tuple(each.estimate for each in strata),
        source=source,
        method=ask.method,
        seed=ask.seed,
        versions=versions(),
        methods="",
        methods_ar="",
    )
    result = replace(result, methods=methods_text(result, "en"), methods_ar=methods_text(result, "ar"))
    return Answered(result, total, strata)


def source_of(
    path: Path, reading: Reading, declared: dict[str, Any], *, clusters: Path | None = None
) -> Source:
    """What the result says of its input.

    Args:
        path: the file the lists, or the records, were read from.
        reading: what was read from it.
        declared: what the user declared, ready for JSON; what was not declared is left out.
        clusters: the file that says which records are one person.
    """
    if clusters is not None:
        declared = {**declared, "clusters": {"name": clusters.name, "sha256": _sha256(clusters)}}
    return Source(
        name=path.name,
        sha256=_sha256(path),
        lists=reading.lists,
        by=reading.by,
        declared={name: value for name, value in declared.items() if value},
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _key(source: Source, ask: Ask) -> str:
    """The question in one text: another input, option or version is another question."""
    return msgspec.json.encode([source, ask, versions()]).decode()
