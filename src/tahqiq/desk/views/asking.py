"""Where readers of the public site send letters: no account, no cookie, nothing kept but the closed letter.

Served beside the public site, outside the desk. The page of corrections asks ``open`` whether letters
are taken here, and shows its form only then.
"""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import reader
from tahqiq.casebook.letters import Letter, close_letter, public_half
from tahqiq.casebook.models import Case
from tahqiq.desk.letter_pace import Pace
from tahqiq.desk.public_site import current_site
from tahqiq.vocab.corrections import CorrectionKind
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import LANGUAGES

#: Bytes of a whole form, and code points of its fields.
LONGEST_FORM = 64 * 1024
LONGEST = {"about": 300, "words": 5_000, "reply": 300}
_FORM = "application/x-www-form-urlencoded"
_TOO_LONG = _("It says nothing, or is too long. Go back, your words are still there.")
_TOO_MANY = _(
    "Too many letters came from where you are, or came today. Try again later, or copy the text on the page"
    " of corrections."
)
_NOT_HERE = _("Letters are not taken here. Copy the text on the page of corrections.")
_pace = Pace()


@require_safe
def is_open(request: HttpRequest) -> HttpResponse:
    """Whether letters are taken here."""
    takes = case_of_the_site() is not None and secret() != ""
    return HttpResponse("open" if takes else "closed", content_type="text/plain; charset=utf-8")


# No cookie tells who somebody is here, so there is none that another site could misuse.
@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Takes a letter in, closes it at once, and says so on a page of the site."""
    if request.content_type != _FORM or _length(request) > LONGEST_FORM:
        return _refused(request, LANGUAGES[0], HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LONG)
    language = _language(request)
    if _from_elsewhere(request):
        return _refused(request, language, HTTPStatus.FORBIDDEN, _NOT_HERE)
    if request.POST.get("website"):  # only a machine fills in what no reader sees
        return _received(language)
    letter, case = _letter(request), case_of_the_site()
    if case is None or not secret():
        return _refused(request, language, HTTPStatus.NOT_FOUND, _NOT_HERE)
    if letter is None:
        return _refused(request, language, HTTPStatus.BAD_REQUEST, _TOO_LONG)
    if not _pace.allows(request.META.get("REMOTE_ADDR", ""), now=time.monotonic()):
        return _refused(request, language, HTTPStatus.TOO_MANY_REQUESTS, _TOO_MANY)
    try:
        actions.receive_correction(reader(), case, sealed=close_letter(letter, public_half(secret())))
    except BadInput:
        return _refused(request, language, HTTPStatus.TOO_MANY_REQUESTS, _TOO_MANY)
    return _received(language)


def secret() -> str:
    """The home's key of corrections; '' where it has none."""
    try:
        found: str = settings.HOME.secret("corrections")
    except BadInput:
        return ""
    return found


def case_of_the_site() -> Case | None:
    """The case whose site is shown here; None where none is."""
    site: Path | None = current_site(settings.HOME.sites)
    try:
        manifest = json.loads((site / "downloads" / "manifest.json").read_bytes()) if site is not None else {}
    except (OSError, ValueError):
        return None
    return Case.objects.filter(slug=manifest.get("case", "")).first()


def _length(request: HttpRequest) -> int:
    """What the form says of its size; one that does not say is too long."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else LONGEST_FORM + 1


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether a page of another site sent the form (Fetch Metadata; browsers since 2023 say so)."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _letter(request: HttpRequest) -> Letter | None:
    """The letter; None where it says nothing, or a field is longer than the form lets it be."""
    fields = {name: request.POST.get(name, "").replace("\0", "").strip() for name in LONGEST}
    if not fields["words"] or any(
        len(text.replace("\r\n", "\n")) > LONGEST[name] for name, text in fields.items()
    ):
        return None
    kind = request.POST.get("kind", "")
    known = kind if kind in set(CorrectionKind) else CorrectionKind.OTHER.value
    return Letter(about=fields["about"], kind=known, words=fields["words"], reply=fields["reply"])


def _received(language: str) -> HttpResponse:
    answer = HttpResponseRedirect(f"/{language}/corrections-received.html")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _refused(request: HttpRequest, language: str, status: HTTPStatus, reason: object) -> HttpResponse:
    with translation.override(language):
        return render(request, "desk/letter_refused.html", {"reason": str(reason)}, status=status)
