"""Invented press digests in many layouts, with the borders, titles, dates and outlets that are true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from textwrap import fill

from tahqiq.read.text.testing.story import Story, story, words_of


@dataclass(frozen=True, slots=True)
class MadeDigest:
    """A digest, and where each of its articles' words stand.

    Attributes:
        layout: its name.
        text: the digest.
        stories: its articles in order.
        starts: where each article's header begins, or its text where it has none.
        bodies: where the running text of each begins and ends.
    """

    layout: str
    text: str
    stories: tuple[Story, ...]
    starts: tuple[int, ...]
    bodies: tuple[tuple[int, int], ...]


#: What stands before an article's text, its text, and what stands after it.
Laid = tuple[str, str, str]
Layout = Callable[[Story, int, int], Laid]


def made_digest(
    layout: str,
    *,
    articles: int = 12,
    seed: int = 0,
    language: str = "mixed",
    traps: bool = True,
    terse: bool = False,
) -> MadeDigest:
    """A digest in a layout.

    Args:
        layout: a name in ``LAYOUTS`` or ``UNSEEN``.
        articles: how many.
        seed: the same seed gives the same digest.
        language: 'en', 'ar', or 'mixed' for both by chance.
        traps: whether some articles hold subheadings, lists of days, numbered points and closing lines.
        terse: whether every sentence is a line of its own, without a full stop.
    """
    chance = Random(f"{layout} {seed}")  # noqa: S311 nothing here is secret
    return _laid_out(layout, [layout] * articles, chance, language, traps=traps, terse=terse)


def mixed_digest(*, articles: int = 12, seed: int = 0, language: str = "mixed") -> MadeDigest:
    """A digest put together from several: the layout changes every few articles, under one masthead.

    Args:
        articles: how many.
        seed: the same seed gives the same digest.
        language: 'en', 'ar', or 'mixed' for both by chance.
    """
    chance = Random(f"mixed {seed}")  # noqa: S311 nothing here is secret
    chosen = chance.sample(["fields", "ruled", "nexis_new", "factiva"], 3)
    names = [chosen[min(2, 3 * number // articles)] for number in range(articles)]
    return _laid_out(
        "mixed", names, chance, language, traps=True, masthead="Daily press review\n6 June 2031\n\n\n"
    )


def _laid_out(
    name: str,
    layouts: list[str],
    chance: Random,
    language: str,
    *,
    traps: bool,
    terse: bool = False,
    masthead: str = "",
) -> MadeDigest:
    """The articles one after another."""
    stories, starts, bodies = list[Story](), list[int](), list[tuple[int, int]]()
    pieces, length = [masthead], len(masthead)
    for number, layout in enumerate(layouts):
        spoken = chance.choice(("en", "ar")) if language == "mixed" else language
        told = story(chance, spoken, paragraphs=chance.randint(2, 6))
        told = replace(told, paragraphs=_trapped(told, chance)) if traps else told
        told = replace(told, paragraphs=_without_stops(told)) if terse else told
        before, body, after = {**LAYOUTS, **UNSEEN}[layout](told, number, len(layouts))
        starts.append(length + len(before) - len(before.lstrip("\n-=*_ ")))
        bodies.append((length + len(before), length + len(before) + len(body)))
        stories.append(told)
        pieces += [before, body, after]
        length += len(before) + len(body) + len(after)
    return MadeDigest(name, "".join(pieces), tuple(stories), tuple(starts), tuple(bodies))


def _without_stops(told: Story) -> tuple[str, ...]:
    """Each sentence as a paragraph, without its full stop."""
    return tuple(sentence.rstrip(".") for each in told.paragraphs for sentence in each.split(". "))


def _trapped(told: Story, chance: Random) -> tuple[str, ...]:
    """The paragraphs with lines among them that look like headers and are none."""
    words, paragraphs = words_of(told.language), list(told.paragraphs)
    if chance.random() < 0.3:
        paragraphs.insert(1, str(chance.choice(words["subheadings"])))
    if chance.random() < 0.2:
        paragraphs[1:1] = [f"{at + 1}. {each}" for at, each in enumerate(words["points"])]
    if chance.random() < 0.15:
        paragraphs.insert(1, str(words["earlier"]).format(date=told.date_line))
    if chance.random() < 0.2:
        paragraphs.append(str(chance.choice(words["closing"])).format(person=told.byline))
    return tuple(paragraphs)


def _paragraphs(told: Story, between: str = "\n\n") -> str:
    """The text, a paragraph a line."""
    return between.join(told.paragraphs)


def _by(told: Story) -> str:
    """The line of the writer."""
    return str(words_of(told.language)["by"]).format(person=told.byline)


def _ruled(told: Story, number: int, count: int) -> Laid:
    """A line of dashes between, title, outlet and date."""
    return f"{told.title}\n{told.outlet}, {told.date_line}\n\n", _paragraphs(told), "\n\n" + "-" * 40 + "\n\n"


def _nexis_old(told: Story, number: int, count: int) -> Laid:
    """As LexisNexis delivered until about 2017."""
    before = (
        f"{number + 1} of {count} DOCUMENTS\n\n{told.outlet}\n\n{told.date_line}\n\n{told.title}\n\n"
        f"BYLINE: {told.byline}\n\nSECTION: World; Pg. 4\n\nLENGTH: 431 words\n\n"
    )
    return (
        before,
        _paragraphs(told),
        f"\n\nLOAD-DATE: {told.date_line}\n\nLANGUAGE: ENGLISH\n\nCopyright 2031 "
        f"{told.outlet}\nAll Rights Reserved\n\n\n",
    )


def _nexis_new(told: Story, number: int, count: int) -> Laid:
    """As it has delivered since."""
    before = (
        f"{told.title}\n{told.outlet}\n{told.date_line}\n\nCopyright 2031 {told.outlet} "
        f"All Rights Reserved\n\n"
        f"Section: WORLD\nLength: 431 words\nByline: {told.byline}\n\nBody\n\n"
    )
    return before, _paragraphs(told), f"\n\nLoad-Date: {told.date_line}\n\nEnd of Document\n\n\n"


def _factiva(told: Story, number: int, count: int) -> Laid:
    """As Factiva does."""
    before = (
        f"{told.title}\n{_by(told)}\n431 words\n{told.date_line}\n{told.outlet}\nHTIM\nEnglish\n"
        f"Copyright 2031 {told.outlet}\n\n"
    )
    return before, _paragraphs(told), f"\n\nDocument HTIM0000203106{number:02d}ed6600abc\n\n\n"


def _monitoring(told: Story, number: int, count: int) -> Laid:
    """The source and the date after the text, as monitoring services do."""
    return f"{told.title}\n\n", _paragraphs(told), f"\n\nSource: {told.outlet}, {told.date_line}\n\n\n"


def _numbered(told: Story, number: int, count: int) -> Laid:
    """Numbered titles, nothing else."""
    return f"{number + 1}. {told.title}\n\n", _paragraphs(told), "\n\n"


def _fields(told: Story, number: int, count: int) -> Laid:
    """Fields by name, in the language of the article."""
    names = ("العنوان", "المصدر", "التاريخ") if told.language == "ar" else ("Title", "Source", "Date")
    said = zip(names, (told.title, told.outlet, told.date_line), strict=True)
    return "".join(f"{name}: {value}\n" for name, value in said) + "\n", _paragraphs(told), "\n\n\n"


def _close(told: Story, number: int, count: int) -> Laid:
    """No blank lines at all: a title, a date line, paragraphs."""
    return f"{told.title}\n{told.outlet} - {told.date_line}\n", _paragraphs(told, "\n"), "\n"


def _wrapped(told: Story, number: int, count: int) -> Laid:
    """Lines broken at 72 columns, stars between."""
    body = "\n\n".join(fill(each, 72, break_long_words=False) for each in told.paragraphs)
    return f"{told.title}\n\n{told.outlet}\n{told.date_line}\n\n", body, "\n\n* * *\n\n"


def _outlet_first(told: Story, number: int, count: int) -> Laid:
    """The outlet and the date lead, the title and the writer follow."""
    day = f"{told.day.day:02d}/{told.day.month:02d}/{told.day.year}"
    return f"{told.outlet} | {day}\n{told.title}\n{_by(told)}\n\n", _paragraphs(told), "\n\n"


def _daily(told: Story, number: int, count: int) -> Laid:
    """Lists of the day, headed by the date alone."""
    return f"{told.date_line}\n\n", _paragraphs(told), "\n\n"


def _prefixed(told: Story, number: int, count: int) -> Laid:
    """The outlet before the title in one line, as press reviews have it."""
    return f"{told.outlet}: {told.title}\n", _paragraphs(told, "\n"), "\n\n"


def _starred(told: Story, number: int, count: int) -> Laid:
    """Marked headings."""
    return f"## {told.title}\n\n**{told.outlet}** | {told.date_line}\n\n", _paragraphs(told), "\n\n"


def _linked(told: Story, number: int, count: int) -> Laid:
    """An address closes each article, equals signs part them."""
    return (
        f"{told.title}\n{_by(told)}\n{told.date_line}\n\n",
        _paragraphs(told),
        f"\n\nhttps://example.org/{number}\n\n========\n",
    )


def _dateline(told: Story, number: int, count: int) -> Laid:
    """A title, and a text that begins with the place and the agency."""
    place = words_of(told.language)["places"][number % 8]
    return f"{told.title}\n\n", f"{place} ({told.outlet}) - {_paragraphs(told)}", "\n\n"


def _article_number(told: Story, number: int, count: int) -> Laid:
    """'Article 3', 'خبر 3'."""
    word = "خبر" if told.language == "ar" else "Article"
    return (
        f"{word} {number + 1}\n{told.title}\n({told.outlet} {told.day.isoformat()})\n\n",
        _paragraphs(told),
        "\n\n",
    )


def _closing_date(told: Story, number: int, count: int) -> Laid:
    """The outlet and the date close each article in brackets."""
    return f"{told.title}\n\n", _paragraphs(told), f"\n({told.outlet}, {told.date_line})\n\n"


def _spaced(told: Story, number: int, count: int) -> Laid:
    """Nothing but blank lines."""
    return f"{told.title}\n\n", _paragraphs(told), "\n\n\n\n"


def _stopped(told: Story, number: int, count: int) -> Laid:
    """Titles that end with a full stop."""
    return f"{told.title}.\n{told.outlet}, {told.date_line}\n\n", _paragraphs(told), "\n\n"


def _untitled(told: Story, number: int, count: int) -> Laid:
    """No titles: the outlet and the day in brackets."""
    return f"[{told.outlet}, {told.day.isoformat()}]\n", _paragraphs(told, "\n"), "\n\n"


#: The layouts that the splitter was written beside.
LAYOUTS: dict[str, Layout] = {
    "close": _close,
    "daily": _daily,
    "factiva": _factiva,
    "fields": _fields,
    "monitoring": _monitoring,
    "nexis_new": _nexis_new,
    "nexis_old": _nexis_old,
    "numbered": _numbered,
    "outlet_first": _outlet_first,
    "ruled": _ruled,
    "wrapped": _wrapped,
}
#: Layouts that were written after it, and on which it was not tuned.
UNSEEN: dict[str, Layout] = {
    "article_number": _article_number,
    "closing_date": _closing_date,
    "dateline": _dateline,
    "linked": _linked,
    "prefixed": _prefixed,
    "spaced": _spaced,
    "starred": _starred,
    "stopped": _stopped,
    "untitled": _untitled,
}
