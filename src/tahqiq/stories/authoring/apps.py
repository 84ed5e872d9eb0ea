"""Authoring as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    """Pages of stories."""

    name = "tahqiq.stories.authoring"
    label = "authoring"
    default_auto_field = "django.db.models.BigAutoField"
