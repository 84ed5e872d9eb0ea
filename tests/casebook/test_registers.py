"""Registers as people print them and spreadsheets open them: everything on the page, in either language."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from casebook.record import DAY, NEXT, Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.models import (
    Burial,
    Grave,
    HandOver,
    LogEntry,
    MissingPerson,
    Remains,
    Sample,
)
from tahqiq.casebook.registers import Kind, Register, as_csv, as_pdf, register_of
from tahqiq.casebook.registers.printing import sheet_of
from tahqiq.casebook.registers.tables import TITLES
from tahqiq.casebook.remains_items import items_of
from tahqiq.vocab.wording import Language, word

ARABIC = "جاكيت بني"
VERBS = Path(__file__).parents[2] / "docs" / "verbs" / "registers.md"
MARKS = re.compile("[\u2066-\u2069\u200e\u200f\r\x02\ufffe]")


@pytest.fixture
def full(record: Record) -> Record:
    """One of everything that a register tells of."""
    for kind in (Grave, Remains, Sample, Burial, HandOver, LogEntry, MissingPerson):
        record.one(kind)  # type: ignore[type-var]
    said = {"clothing": f"{ARABIC}\n=1+1", "chart": "16 filled MO"}
    Remains.objects.update(findings=said, grave=record.one(Grave))
    return record


def _made(language: Language, rows: int = 45) -> bytes:
    """A register as long as several pages, of words longer than their columns."""
    told = tuple(
        (
            f"G-{n:03}",
            "Panorama park, north field",
            "2031-05-02–2031-05-04",
            *(["12.5"] * 6),
            " ".join(f"R-{n:03}-{m}" for m in range(9)),
            f"{ARABIC} under the stairs",
        )
        for n in range(rows)
    )
    columns = tuple((f"c{n}", title) for n, title in enumerate(("Code", "Site", "Opened", *_SIZES)))
    return as_pdf(
        Register(
            kind=Kind.GRAVES,
            title=TITLES[Kind.GRAVES],
            columns=columns,
            rows=told,
            case_en="A case",
            case_ar="قضية",
            as_of=date(2031, 5, 9),
        ),
        language,
    )


_SIZES = ("East, m", "North, m", "Length, m", "Width, m", "Depth, m", "Direction, degrees", "Remains", "Note")


@cache
def _pages(language: Language) -> tuple[list[str], list[tuple[float, float, float]]]:
    """The text of each page, and how far its characters reach: left, right, width of the page."""
    texts, reach = [], []
    with pypdfium2.PdfDocument(_made(language)) as printed:
        for page in printed:
            read = page.get_textpage()
            texts.append(MARKS.sub("", read.get_text_range()))
            boxes = [read.get_charbox(n) for n in range(read.count_chars())]
            reach.append((min(box[0] for box in boxes), max(box[2] for box in boxes), page.get_width()))
    return texts, reach


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_has_its_head_its_number_and_no_column_cut(language: Language) -> None:
    texts, reach = _pages(language)
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert {f"{number} / {len(texts)}", f"{len(texts)} / {number}"} & {*re.findall(r"\d+ / \d+", text)}
        assert "2031-05-09" in text
    for left, right, width in reach:
        assert 20 < left < right < width - 20, "within the margins"
    codes = [code or turned for code, turned in re.findall(r"G-(\d{3})|-(\d{3})G", " ".join(texts))]
    assert codes == [f"{n:03}" for n in range(45)], "every row once, in its order"


def test_printed_arabic_reads_in_its_order() -> None:
    """A reader of PDFs may turn the two letters of one drawn sign round; words stand in their order."""
    texts, _ = _pages("ar")
    read = ["".join(sorted(each)) for each in texts[0].split()]
    for sentence in (word(TITLES[Kind.GRAVES], "ar"), word("Private: not for publication.", "ar"), ARABIC):
        wanted = ["".join(sorted(each)) for each in sentence.split()]
        assert any(read[n : n + len(wanted)] == wanted for n in range(len(read))), sentence


def test_the_same_register_gives_the_same_bytes() -> None:
    assert _made("ar", rows=2) == _made("ar", rows=2)


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_each_register_prints_what_it_holds(full: Record, kind: Kind) -> None:
    register = register_of(full.case, kind)
    assert register.rows
    with pypdfium2.PdfDocument(as_pdf(register, "en")) as printed:
        text = MARKS.sub("", "\n".join(page.get_textpage().get_text_range() for page in printed))
    squeezed = re.sub(r"\s+", "", text)
    for row in register.rows:
        for (key, _), cell in zip(register.columns, row, strict=True):
            for line in cell.splitlines() if key not in {"what", "kind", "body.sex", "person.sex"} else []:
                if not re.search("[\u0600-\u06ff]", line):
                    assert re.sub(r"\s+", "", line) in squeezed, (key, line)


def test_a_table_is_columns_by_key_and_no_formula(full: Record) -> None:
    text = as_csv(register_of(full.case, Kind.POST_MORTEM)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["recovery.code"] == "R-1"
    assert row["clothing.clothing"] == f"{ARABIC}\n=1+1"
    assert row["dental.chart"] == "16 filled MO"
    Remains.objects.update(findings={"clothing": "=1+1"})
    assert "'=1+1" in as_csv(register_of(full.case, Kind.POST_MORTEM)).decode()


def test_every_group_of_columns_is_documented() -> None:
    documented = VERBS.read_text("utf-8")
    groups = {f"`{item.group}`" for of in ("missing", "remains") for item in items_of(of).values()}
    assert [group for group in sorted(groups) if group not in documented] == []
    assert [kind for kind in Kind if f"`{kind}`" not in documented] == []


def test_the_daily_log_is_in_the_order_of_days(full: Record) -> None:
    actions.log_day(actor(), full.one(Grave).site, on=NEXT, said="Two bags.", present="team B")
    rows = register_of(full.case, Kind.DAILY_LOG).rows
    assert all(before[0] <= after[0] for before, after in pairwise(rows))
    assert ("written", "", "team B") in {(row[1], row[2], row[3]) for row in rows}
    assert {row[1] for row in rows} >= {"recovered", "written", "handed over", "temporary"}


def test_a_register_says_of_which_day_the_record_is_not_when_it_was_printed(full: Record) -> None:
    assert register_of(full.case, Kind.SITES).as_of is None
    made = actions.write_register(actor(), full.case, kind=Kind.SITES, ending="csv")
    assert register_of(full.case, Kind.SITES).as_of is None, "printing changes nothing"
    entry = actions.log_day(actor(), full.one(Grave).site, on=DAY, said="Rain.")
    assert register_of(full.case, Kind.SITES).as_of is not None
    assert made == actions.write_register(actor(), full.case, kind=Kind.SITES, ending="csv")
    assert entry.said == "Rain."


def test_the_kinds_of_sites_are_printed_in_words(full: Record) -> None:
    register = register_of(full.case, Kind.SITES)
    for language, wanted in (("en", "Mass grave"), ("ar", word("Mass grave", "ar"))):
        (row,) = sheet_of(register, language)["rows"]  # type: ignore[misc,arg-type]
        assert row[2] == wanted
    assert b"mass_grave" in as_csv(register), "a table keeps the slug"
