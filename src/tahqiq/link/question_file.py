"""Questions as a table that people fill in and hand back: what ``--questions`` writes.

Beside the columns of a judgement it says who the two people are, in words, and what it is about the pair
that leaves doubt. Cells that a spreadsheet would take for a formula stand behind an apostrophe.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from tahqiq.link.asking import Question
from tahqiq.link.explain.sides import names_of, shortened
from tahqiq.link.explain.waterfall import Waterfall, telling, waterfall
from tahqiq.link.explain.wordings import comparison_wording
from tahqiq.link.judgement_file import COLUMNS, PRINTS, guarded
from tahqiq.link.judgements import fingerprint
from tahqiq.link.linkage import Linkage
from tahqiq.link.lists import FIELDS, NAME_FIELDS, RecordList
from tahqiq.vocab.wording import Language

_SHOWN = ("probability", "left", "right", "for", "against", "informs")
#: Comparisons named for and against in a cell.
_MOST = 4


def questions_table(found: Linkage, language: Language = "en") -> bytes:
    """The questions of a linkage, their column *verdict* empty, as CSV that spreadsheets take for UTF-8.

    Args:
        found: with the questions that were asked for.
        language: of our own words.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, *_SHOWN, *PRINTS))
    prints = [file_print(Path(each.path)) for each in found.ends]
    for each in found.asked:
        writer.writerow(
            guarded(cell) for cell in (*_cells(found, each, language), *prints, *_records(found, each))
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cells(found: Linkage, asked: Question, language: Language) -> Iterator[str]:
    """A question's columns of judgement, empty but for the ids, and what is shown."""
    left, right = found.ends
    fall = waterfall(found.pairs, asked.row, (left.ids, right.ids), float(found.probability[asked.row]))
    yield from (fall.left, fall.right, "", "", "", "", f"{fall.probability:.2f}")
    yield from (
        in_words(left, int(found.pairs.left[asked.row])),
        in_words(right, int(found.pairs.right[asked.row])),
    )
    yield from (_telling(fall, language, 1), _telling(fall, language, -1), str(asked.informs))


def _records(found: Linkage, asked: Question) -> tuple[str, str]:
    """What the two records say, as fingerprints."""
    left, right = found.ends
    ends = int(found.pairs.left[asked.row]), int(found.pairs.right[asked.row])
    return fingerprint(left, ends[0]), fingerprint(right, ends[1])


def file_print(path: Path) -> str:
    """SHA-256 of a file, which tells one edition of a list from another."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_words(record_list: RecordList, position: int) -> str:
    """A record in one cell: its names, then what else it says."""
    names = " / ".join(each.text for each in names_of(record_list, position))
    fields = [field for field in FIELDS if field not in {"id", *NAME_FIELDS} and record_list.has(field)]
    cells = [(field, record_list.table.column(field)[position].as_py() or "") for field in fields]
    return "; ".join([names, *(f"{field} {shortened(cell)}" for field, cell in cells if cell)])


def _telling(found: Waterfall, language: Language, sign: int) -> str:
    """The comparisons that speak loudest one way."""
    steps = [step for step in telling(found.steps[1:]) if step.bits * sign > 0]
    steps.sort(key=lambda step: -abs(step.bits))
    return "; ".join(
        f"{comparison_wording(step.comparison, language)}: {step.sentence(language)}"
        for step in steps[:_MOST]
    )
