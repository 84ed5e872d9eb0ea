"""What the shell's scripts have to know, and no more."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_js_translation_strings

from tahqiq.desk.menu import Link, links

register = template.Library()


@register.simple_tag(takes_context=True)
def shell_words(context: dict[str, Any]) -> SafeString:
    """The settings that Wagtail's scripts read: its words, and the token that its forms send."""
    request = context["request"]
    return json_script(
        {
            "CSRF_TOKEN": get_token(request),
            "CSRF_HEADER_NAME": "X-CSRFToken",
            "ADMIN_API": {},
            "ADMIN_URLS": {"DISMISSIBLES": reverse("wagtailadmin_dismissibles")},
            "I18N_ENABLED": False,
            "LOCALES": [],
            "STRINGS": get_js_translation_strings(),
            "KEYBOARD_SHORTCUTS_ENABLED": False,
        },
        element_id="wagtail-config",
    )


@register.simple_tag(takes_context=True)
def case_links(context: dict[str, Any]) -> list[Link]:
    """The menu's lines, for browsers without scripts."""
    return list(links(context["request"]).values())


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """A square code as part of the page, where the content policy allows no picture of data.

    Args:
        svg: as ``qrcode`` drew it: paths and numbers, no words of anybody's.
    """
    start = svg.index("<svg") + len("<svg")
    name = _("A square code for the app")
    return SafeString(f'<svg role="img" aria-label="{name}"{svg[start:]}')
