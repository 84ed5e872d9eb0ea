"""What browsers send: how much of it is taken, under which name, and sealed before anything reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:  # Django's files are generic only to the type checker
    Upload = UploadedFile

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Megabytes that one upload may have, unless the setting ``upload_limit`` says otherwise.
_MOST = "512"
#: Bytes of any other form.
_FORM = 4 << 20
#: Files of one upload, and characters of a name.
MOST_FILES, _LONGEST_NAME = 50, 120
_UPLOADS = re.compile(
    r"/cases/[-\w]+/(imports/new|stories/media|interviews/[-0-9a-f]{36}/(recording|transcript)|visits/[-0-9a-f]{36}/photograph)/$"
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})


def upload_limit() -> int:
    """Bytes that one upload may have: ``upload_limit`` of the settings, in megabytes.

    Raises:
        BadInput: the setting is no number.
    """
    said = settings.HOME.setting("upload_limit", _MOST)
    if not said.isdecimal():
        raise BadInput(f"upload_limit is {said!r}, and must be a number of megabytes", file="tahqiq.toml")
    return int(said) << 20


def bounded_bodies(get_response: Answer) -> Answer:
    """Refuses what is declared too large before a byte of it is read; what is not declared is not read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        uploads = request.user.is_authenticated and _UPLOADS.search(request.path) is not None
        limit = upload_limit() if uploads else _FORM
        if not declared.isdecimal() or int(declared[:20]) > limit:
            return _too_large(request, limit)
        return get_response(request)

    return answer


def _too_large(request: HttpRequest, limit: int) -> HttpResponseBase:
    said = _("This is larger than {n} megabytes, the most that is taken here.").format(n=limit >> 20)
    context = {"heading": _("Too large"), "reason": said}
    response = render(request, "desk/refusal.html", context, status=413)
    response.headers["Connection"] = "close"
    return response


def safe_name(name: str) -> str:
    r"""A name that is only a name: no folder, no control, no sign that turns text round; never empty.

    >>> safe_name("../../etc/passwd"), safe_name("a\x00b\u202egpj.csv"), safe_name(" .. ")
    ('passwd', 'ab_gpj.csv', 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name.replace("\x00", "")))[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME:
        plain = f"{stem[: _LONGEST_NAME - 12]}{dot}{ending[:10]}" if dot else plain[:_LONGEST_NAME]
    return plain or "file"


def seal_uploads(files: Sequence[Upload], *, by: str, basis: str = "") -> list[SealedFile]:
    """Seals what was uploaded, before anything looks into it.

    Args:
        files: as Django took them.
        by: name of who uploads. ``basis``: the legal basis or consent they are kept on.

    Raises:
        BadInput: there is no file, too many, or an empty one.
    """
    if not files:
        raise BadInput("choose a file to upload")
    if len(files) > MOST_FILES:
        raise BadInput("too many files at once", remedy=f"at most {MOST_FILES}")
    if any(not file.size for file in files):
        raise BadInput("a file that was uploaded is empty")
    names = _distinct([safe_name(file.name or "") for file in files])
    receipts = [
        (_content(file), Receipt(by=by, original_name=name, how="uploaded at the desk", legal_basis=basis))
        for file, name in zip(files, names, strict=True)
    ]
    sealed = Archive.at(settings.HOME.archive).seal_many(receipts)
    return [
        SealedFile(name=name, sha256=each.sha256, size=each.size, media_type=each.media_type)
        for name, each in zip(names, sealed, strict=True)
    ]


def content_of(file: Upload | None) -> Path | bytes:
    """What one file holds, for whoever seals it without its name.

    Raises:
        BadInput: no file was chosen, or it is empty.
    """
    if file is None:
        raise BadInput("choose a file to upload")
    if not file.size:
        raise BadInput("a file that was uploaded is empty")
    return _content(file)


def _content(file: Upload) -> Path | bytes:
    return Path(file.temporary_file_path()) if isinstance(file, TemporaryUploadedFile) else file.read()


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, those met before with a number."""
    met: dict[str, int] = {}
    told = []
    for name in names:
        met[name.lower()] = times = met.get(name.lower(), 0) + 1
        stem, dot, ending = name.rpartition(".")
        told.append(name if times == 1 else f"{stem or name} ({times}){dot}{ending if stem else ''}")
    return told


def kind_of_files(files: Sequence[SealedFile]) -> PlanKind:
    """What files most likely are, by their names: only a first guess, which a person corrects."""
    from tahqiq.read.tables.airwars.export import FILES

    names = {each.name for each in files}
    endings = {Path(name).suffix.lower() for name in names}
    if names >= set(FILES):
        return PlanKind.AIRWARS
    if endings <= {".jsonl", ".ndjson"}:
        return PlanKind.CLAIMS
    if len(files) == 1 and endings <= _TABLES:
        return PlanKind.TABLE
    return PlanKind.DOCUMENTS
