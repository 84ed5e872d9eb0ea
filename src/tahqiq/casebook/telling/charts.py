"""Chart scenes: figures of one population or one party, each with its trail; never of two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from tahqiq.casebook.models import Answer
from tahqiq.casebook.telling.ground import Ground
from tahqiq.casebook.telling.live import claim_figure, speaker_of, trail_of
from tahqiq.casebook.telling.scene import Scene
from tahqiq.language.direction import isolated
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange, Total
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.labels import label
from tahqiq.vocab.rows import AssessmentRow, ClaimRow
from tahqiq.vocab.stories import CHARTS, ChartBlock, LiveValue, Shown, WrittenChart
from tahqiq.vocab.wording import counted, word

_DAMAGED = {Effect.DESTROYED.value, Effect.DAMAGED_OR_DESTROYED.value}


def chart(scene: Scene, written: WrittenChart) -> ChartBlock:
    """The figures that a chart draws, resolved.

    Raises:
        CannotTell: there is no such chart, nothing of that name, or nothing to draw; the fault is noted.
    """
    title = scene.line(written.title, "title", required=True)
    if written.of not in CHARTS:
        raise scene.stop("of", "there is no chart of {it}", written.of)
    shown = tuple(_DRAWN[written.of](scene, written.subject))
    if not shown:
        raise scene.stop("subject", "the record gives nothing to draw of {it}", written.subject or written.of)
    return ChartBlock(
        id=written.id,
        title=title,
        of=written.of,
        shown=shown,
        subject=written.subject,
        words=scene.words(written.words, "words"),
    )


def _claims(scene: Scene, subject: str) -> list[ClaimRow]:
    """Every figure of one population; they count one thing, or the chart is refused."""
    population = scene.ground.population(subject) if subject else None
    if population is None:
        raise scene.stop(
            "subject", "no population is called {it}", subject, "choose one; two never share a chart"
        )
    rows = [row for row in scene.ground.claims_of(population) if claim_figure(row, scene.language)]
    if len({(row.unit, row.effect, row.category) for row in rows}) > 1:
        raise scene.stop("subject", "the claims about {it} count different things", subject)
    return rows


def _who_says(scene: Scene, subject: str) -> Iterator[Shown]:
    for row in _claims(scene, subject):
        yield _said(scene, row, subject)


def _said(scene: Scene, row: ClaimRow, subject: str) -> Shown:
    text = claim_figure(row, scene.language)
    value = LiveValue(
        expression=f"claim {row.id} figure",
        text=text,
        min=row.min,
        max=row.max,
        claims=(row.id,),
        incident=row.incident or "",
        population=row.population or subject,
    )
    return Shown(
        label=speaker_of(scene.ground, row, scene.language) or word("A claim", scene.language),
        text=text,
        value=scene.add(value),
        min=row.min,
        max=row.max,
        hedge=row.hedge,
        said_from=row.said_from,
        said_to=row.said_to,
        basis=word(row.basis, scene.language) if row.basis else "",
    )


def _damage(scene: Scene, subject: str) -> Iterator[Shown]:
    """What is said of damage in one population of buildings; of several places, place by place."""
    rows = [
        row
        for row in _claims(scene, subject)
        if row.effect in _DAMAGED or row.category == Category.BUILDINGS.value
    ]
    if len({row.place for row in rows}) < 2:
        yield from (_said(scene, row, subject) for row in rows)
        return
    for row in sorted(rows, key=lambda row: row.place or ""):
        shown = _said(scene, row, subject)
        yield replace(shown, label=f"{isolated(row.place)} · {shown.label}" if row.place else shown.label)


def _toll(scene: Scene, subject: str) -> Iterator[Shown]:
    """Of a population its figures by when they were said; of the whole case, month by month."""
    if subject:
        yield from (shown for shown in _who_says(scene, subject) if shown.said_from)
        return
    for month, held in _by_month(scene.ground).items():
        yield _month(scene, month, held)


def _by_month(ground: Ground) -> dict[str, list[AssessmentRow]]:
    """The assessments in the totals, by the month of their incidents; those of no day are left out."""
    days = {row.id: row.from_date for row in ground.incidents()}
    months: defaultdict[str, list[AssessmentRow]] = defaultdict(list)
    for row in ground.headings():
        if days.get(row.incident) and row.harm_reported is not False:
            months[days[row.incident][:7]].append(row)
    return dict(sorted((month, held) for month, held in months.items() if len(month) == len("2017-06")))


def _month(scene: Scene, month: str, held: list[AssessmentRow]) -> Shown:
    total = Total.of(CountRange(row.killed_min, row.killed_max) for row in held)
    known = total.unknown < total.incidents
    text = total.text(scene.language)
    low, high = (total.min, total.max) if known else (None, None)
    claims = tuple(dict.fromkeys(claim for row in held for claim in trail_of(row)[0]))
    value = LiveValue(
        expression=f"toll {month}",
        text=text,
        min=low,
        max=high,
        from_date=month,
        to_date=month,
        claims=claims,
        note="incidents",
    )
    said = DateSpan.parse(month).text(scene.language)
    return Shown(
        label=said, text=text, value=scene.add(value), min=low, max=high, said_from=month, said_to=month
    )


def _answers(scene: Scene, subject: str) -> Iterator[Shown]:
    """One party's answers, state by state; those about incidents kept apart too."""
    party = scene.ground.party(subject) if subject else None
    if party is None:
        raise scene.stop("subject", "no party is called {it}", subject, "choose one; two never share a chart")
    states: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in scene.ground.answers_of(party):
        states[answer.state].append(answer)
    for state in AnswerState:
        if states[state.value]:
            yield _state(scene, subject, state, states[state.value])


def _state(scene: Scene, subject: str, state: AnswerState, answers: list[Answer]) -> Shown:
    n = len(answers)
    claims = [each.claim_id for each in answers if each.claim is not None and each.claim.status == "accepted"]
    value = LiveValue(
        expression=f"answers {subject} {state.value}",
        text=counted("{n} answer", "{n} answers", n, scene.language),
        min=n,
        max=n,
        claims=tuple(scene.ground.leaving.claim(claim) for claim in claims if claim is not None),
        note="answers",
    )
    told = label(state, scene.language)
    return Shown(label=told, text=value.text, value=scene.add(value), min=n, max=n)


_DRAWN: Mapping[str, Callable[[Scene, str], Iterator[Shown]]] = {
    "who_says": _who_says,
    "toll": _toll,
    "answers": _answers,
    "damage": _damage,
}
