"""Pages that say no: not permitted, not found, not usable, our fault."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tahqiq.vocab.errors import BadInput


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a member of the case without the permission."""
    return _page(request, _("Not permitted"), _("Your role in this case does not include this."), 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such thing, or not for this person; which of the two is not told."""
    return _page(request, _("Not found"), _("There is nothing at this address that you may see."), 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was asked cannot be done; an action's own words where it gave some."""
    said = _(exception.problem) if isinstance(exception, BadInput) else _("The request cannot be used.")
    return _page(request, _("This cannot be done"), said, 400)


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from this desk, or its session has ended (CSRF)."""
    said = _("The form did not come from a page of this desk, or you have logged out. Go back and try again.")
    return _page(request, _("This form has expired"), said, 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: a bug; nothing was changed, for every change is one transaction."""
    said = _("This is a fault of the desk, not yours. Nothing was changed by this request.")
    return _page(request, _("Something went wrong"), said, 500)


def _page(request: HttpRequest, heading: str, reason: str, status: int) -> HttpResponse:
    return render(request, "desk/refusal.html", {"heading": heading, "reason": reason}, status=status)
