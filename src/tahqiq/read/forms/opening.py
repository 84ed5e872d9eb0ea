"""Opening what came from the field: an export of ODK Central or Kobo, instance files, or a server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tahqiq.read.forms.bundle import Bundle
from tahqiq.read.forms.channels.instances import instances
from tahqiq.read.forms.channels.listings import MOST_JSON, read_json
from tahqiq.read.forms.channels.tables import MOST_TABLE, read_csvs, read_workbook
from tahqiq.read.forms.definition import FORMS, Form, form_of
from tahqiq.read.forms.submission import Submission, Unread
from tahqiq.vocab.errors import BadInput


class Submissions(Protocol):
    """Submissions with the files they name."""

    def submissions(self) -> Iterator[Submission | Unread]:
        """Every submission in a fixed order, and every one that cannot be taken."""

    def media(self, submission: Submission, name: str) -> bytes | None:
        """The bytes of a file that a submission names; None where it did not come along."""

    def digest(self) -> str:
        """SHA-256 of the one file that all of it came in; '' where it came in several, or from a server."""


class Export:
    """An export on disk.

    Args:
        path: a folder, a zip, or one .csv, .json, .xlsx or .xml file.
        form: slug of the form, where the export does not show which it is.
        media: a folder or zip with the files that the submissions name, where they lie elsewhere.
        without_repeats: takes a CSV that cannot hold what is answered repeatedly.

    Raises:
        BadInput: there is no such path or form, or nothing in it is an export.
    """

    def __init__(
        self, path: Path, *, form: str = "", media: Path | None = None, without_repeats: bool = False
    ) -> None:
        if form and form not in FORMS:
            raise BadInput(f"no such form: {form}", remedy=f"the forms are {', '.join(FORMS)}")
        self._without_repeats = without_repeats
        self._form: Form | None = form_of(form) if form else None
        self._bundle = Bundle(path)
        beside = path.parent / "media"
        self._media = Bundle(media) if media else Bundle(beside) if self._is_alone(beside) else self._bundle
        if not self._bundle.ending(".csv", ".json", ".xlsx", ".xml"):
            raise BadInput(
                "nothing in it is an export of submissions",
                file=str(path),
                remedy="give a .csv, .json, .xlsx or .xml file, or a folder or zip that holds one",
            )

    def submissions(self) -> Iterator[Submission | Unread]:
        """Every submission: tables first, then JSON, then instance files."""
        if self._bundle.ending(".csv"):
            yield from read_csvs(self._bundle, form=self._form, without_repeats=self._without_repeats)
        for name in self._bundle.ending(".xlsx"):
            content = self._bundle.read(name, most=MOST_TABLE)
            yield from read_workbook(content, where=name, form=self._form)
        for name in self._bundle.ending(".json"):
            yield from read_json(self._bundle.read(name, most=MOST_JSON), where=name, form=self._form)
        yield from instances(self._bundle)

    def media(self, submission: Submission, name: str) -> bytes | None:
        """The bytes of a file that a submission names; None where it is not in the export.

        Raises:
            BadInput: it is damaged or too large, or the name stands for several files.
        """
        within = submission.where.rpartition("/")[0].rpartition("/")[2]
        keys = (submission.envelope.instance, submission.envelope.root, within)
        return self._media.media(name, *keys, named_by=lambda each: self._named[each])

    @cached_property
    def _named(self) -> Counter[str]:
        """How many submissions name a file so, versions of one counted once.

        All of it is read once more for this, and only where files lie together in one folder.
        """
        pairs = {
            (each.envelope.root, file.name)
            for each in self.submissions()
            if isinstance(each, Submission)
            for file in each.media()
        }
        return Counter(name for _, name in pairs)

    def digest(self) -> str:
        """SHA-256 of the export where it is one file, '' for a folder."""
        return self._bundle.digest()

    def _is_alone(self, beside: Path) -> bool:
        """Whether the path is one table whose media lie in a folder beside it, as Central unpacks."""
        return (
            self._bundle.path.is_file() and self._bundle.names == [self._bundle.path.name] and beside.is_dir()
        )
