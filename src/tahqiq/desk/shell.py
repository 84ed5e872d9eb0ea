"""The shell of the desk: Wagtail's admin, of which only what is named here is served.

Wagtail brings the frame (side menu, header, messages, light and dark, right to left). Its own
screens (pages, users, images, reports, its sign-in) exist as addresses that other parts of it
look up, and answer 404 until somebody decides that they are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as shell_urls

#: Wagtail's own screens that are served, by name: the pictures of its menu, its scripts' words.
SERVED = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})


def not_served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """404 for a screen of the shell that is not ours.

    Raises:
        Http404: always.
    """
    raise Http404


def closed(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses under the same names, answering 404 unless ``SERVED`` names them."""
    return [_resolver(each) if isinstance(each, URLResolver) else _pattern(each) for each in patterns]


def _pattern(found: URLPattern) -> URLPattern:
    view = found.callback if found.name in SERVED else not_served
    return URLPattern(found.pattern, view, found.default_args, found.name)


def _resolver(found: URLResolver) -> URLResolver:
    inside = closed(found.url_patterns)
    return URLResolver(found.pattern, inside, found.default_kwargs, found.app_name, found.namespace)


urlpatterns = closed(shell_urls.urlpatterns)
