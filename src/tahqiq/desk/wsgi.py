"""The desk as a WSGI application. A missing secret stops it here, before anything is served."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tahqiq.desk.settings")
os.environ["TAHQIQ_SERVING"] = "1"
settings.HOME.secret("django")
application = get_wsgi_application()
