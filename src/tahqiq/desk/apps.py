"""The desk as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class DeskConfig(AppConfig):
    """Accounts and screens."""

    name = "tahqiq.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Takes over the shell's menu and watches second factors, where the desk is served."""
        if settings.SERVING:
            from tahqiq.desk import factor_changes, menu

            menu.take_over()
            factor_changes.watch()
