"""What every answer of the desk carries, and what every request must satisfy."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from tahqiq.desk.doors import BEGAN, SEEN
from tahqiq.desk.models import Account
from tahqiq.desk.shell import SERVED

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Scripts and styles come from files of our own, never from a page: one smuggled into evidence cannot run.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: A session's last use is written at most this often, in seconds.
_SEEN_EVERY = 60
#: How addresses end that an open page asks for by itself: nobody uses the session by that.
_UNATTENDED = "/presence/"


def security_headers(get_response: Answer) -> Answer:
    """Adds the content security policy; keeps private pages out of caches and of disks."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def session_ages(get_response: Answer) -> Answer:
    """Ends sessions left alone too long (idle), and all sessions in the end (absolute)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _end_or_note(request, int(time.time()))
        return get_response(request)

    return answer


def _end_or_note(request: HttpRequest, now: int) -> None:
    """Logs out of an over-aged session; notes the use of any other."""
    seen = int(request.session.get(SEEN, 0))
    over_idle = now - seen > settings.SESSION_COOKIE_AGE
    over_all = now - int(request.session.get(BEGAN, 0)) > settings.SESSION_ABSOLUTE_AGE
    if over_idle or over_all:
        logout(request)
    elif now - seen >= _SEEN_EVERY and not request.path.endswith(_UNATTENDED):
        request.session[SEEN] = now


def chosen_language(get_response: Answer) -> Answer:
    """Speaks the account's language, else the cookie's, else the browser's."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        kept = request.user.language if isinstance(request.user, Account) else ""
        language = kept or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Language", language)
        return response

    return answer


def one_time_password(get_response: Answer) -> Answer:
    """Keeps whoever came in by a one-time password at the page where they choose their own."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        account = request.user
        if isinstance(account, Account) and account.must_change_password:
            names = ("desk:password", "desk:logout", "desk:language", *SERVED)
            open_to_them = {reverse(name) for name in names}
            if request.path not in open_to_them:
                return redirect("desk:password")
        return get_response(request)

    return answer
