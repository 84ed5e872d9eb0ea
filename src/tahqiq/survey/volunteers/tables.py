"""What comes of volunteers' answers, as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from tahqiq.survey.volunteers.agreeing import Consensus
from tahqiq.survey.volunteers.fusing import Fused
from tahqiq.survey.volunteers.tasks import Task, doubtful, wanting

_WINDOW = ("probability", "damaged", "last_intact", "first_damaged")


def windows_csv(consensus: Consensus, beside: Sequence[Fused] = (), *, level: float = 0.9) -> bytes:
    """A row a building: when the volunteers saw it damaged, and what all kinds of evidence say together.

    Args:
        consensus: of the volunteers.
        beside: the same buildings with radar and reports; none where there are none.
        level: of the probability that each window holds.
    """
    answers, gains = consensus.answers.counts(), consensus.worth_asking()
    header = ["building", *_WINDOW, "answers", "worth_asking"]
    if beside:
        header += [f"together_{name}" for name in _WINDOW] + ["contradictions"]
    rows = []
    for at, window in enumerate(consensus.windows(level=level)):
        row: list[object] = [window.building, *_cells(window.probability, window.damaged)]
        row += [window.last_intact, window.first_damaged, int(answers[at]), f"{gains[at]:.4f}"]
        if beside:
            together = beside[at].window
            row += [*_cells(together.probability, together.damaged), together.last_intact]
            row += [
                together.first_damaged,
                "; ".join(" and ".join(pair) for pair in beside[at].contradictions),
            ]
        rows.append(row)
    return _table(header, rows)


def _cells(probability: float, damaged: bool) -> tuple[str, int]:
    return f"{probability:.6f}", int(damaged)


def skill_csv(consensus: Consensus) -> bytes:
    """A row a volunteer: how many answers, and how well each sees; bits are what one answer tells."""
    sight, answers = consensus.sight, consensus.answers
    bits = sight.information(consensus.states)
    middle = sight.offsets.shape[1] // 2
    counts = [0] * len(answers.volunteers)
    for who in answers.volunteer[answers.told].tolist():
        counts[who] += 1
    rows = [
        [name, counts[at], *(f"{float(value[at]):.4f}" for value in (
            sight.offsets[:, middle], sight.missed, sight.invented, sight.guessed, bits))]
        for at, name in enumerate(answers.volunteers)
    ]  # fmt: skip
    return _table(["volunteer", "answers", "exact", "missed", "invented", "guessed", "bits"], rows)


def next_csv(consensus: Consensus) -> bytes:
    """Which buildings to ask about next, the most instructive first, and what only an expert can tell."""
    gains = dict(zip(consensus.answers.buildings, consensus.worth_asking().tolist(), strict=True))
    asked = [(name, "volunteer") for name in wanting(consensus)]
    asked += [(name, "expert") for name in doubtful(consensus)]
    return _table(
        ["building", "ask", "worth_asking"], [[name, who, f"{gains[name]:.4f}"] for name, who in asked]
    )


def tasks_csv(tasks: Sequence[Task]) -> bytes:
    """A first deal: a row a task, to be taken in their order."""
    return _table(["task", "building", "round"], [[each.number, each.building, each.round] for each in tasks])


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
