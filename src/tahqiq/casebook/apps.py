"""The casebook as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """The record of every case."""

    name = "tahqiq.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
