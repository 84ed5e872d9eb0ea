"""``tahqiq read --assist``: what a model proposes beside our own reading, checked and labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tahqiq.cli.progress import Progress
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.read.assisted import Assisted
    from tahqiq.read.running import Reading


def assisted(readings: Sequence[Reading], url: str | None, model: str | None) -> list[Assisted]:
    """What a model proposes for each text; nothing where no endpoint is named.

    Raises:
        BadInput: the endpoint or its model is not named as it should be.
    """
    if url is None and model is None:
        return []
    if url is None or model is None:
        raise BadInput("--assist and --model come together", remedy="name the endpoint and the model")
    from tahqiq.read.assisted import Endpoint, propose

    endpoint = Endpoint.named(url, model=model)
    with Progress("asking the model", len(readings)) as progress:
        return [propose(each.input.text, endpoint, doc_date=_day(each)) for each in progress.over(readings)]


def assisted_lines(readings: Sequence[Reading], helped: Sequence[Assisted]) -> Iterator[dict[str, object]]:
    """A line for each proposal of a model, numbered after our own of the same text."""
    for reading, found in zip(readings, helped, strict=False):
        for number, each in enumerate(found.proposals, len(reading.found)):
            yield {**reading.place(), **each.row(number)}


def assisted_told(helped: Sequence[Assisted]) -> list[str]:
    """What came of asking, for stderr: how much was refused and what failed, without a word of the text."""
    if not helped:
        return []
    proposals = sum(len(each.proposals) for each in helped)
    refused = sum(len(each.refused) for each in helped)
    failed = [fault.why for each in helped for fault in each.failed]
    lines = [f"{helped[0].model}: {proposals:,} proposals stood the checks, {refused:,} were refused"]
    if failed:
        lines.append(f"no answer for {len(failed):,} passages, such as: {failed[0]}")
    return lines


def _day(reading: Reading) -> date | None:
    document = reading.input.document
    return None if document is None or document.date is None else document.date.start
