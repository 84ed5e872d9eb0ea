"""Where a form leads afterwards: only ever to an address of this desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def inside_desk(request: HttpRequest) -> str:
    """The address asked for by ``next``, if it lies in the desk; else the desk's beginning."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    inside = wanted.startswith("/desk/") and ".." not in wanted and "\\" not in wanted
    return wanted if here and inside else reverse("desk:home")
