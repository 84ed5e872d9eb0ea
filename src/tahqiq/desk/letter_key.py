"""The key of readers' letters in homes that were made before there was one."""

from __future__ import annotations

import os

from tahqiq.desk.home import SECRETS, Home
from tahqiq.vocab.errors import BadInput

NAME = "corrections"


def supply(home: Home) -> str:
    """Gives a home its key of letters where it never needed one; says what was done, or what is missing.

    A lost key is never replaced: the letters closed to it would stay closed, and nobody would know why.

    Args:
        home: served from now on, its record up to date (``tahqiq.desk.setup.start``).

    Returns:
        A line for whoever starts the server; '' where all is as it was.
    """
    from tahqiq.casebook.models import Correction

    file = home.keys / f"{NAME}.key"
    if file.exists() or os.environ.get(f"TAHQIQ_{NAME.upper()}_KEY"):
        return ""
    if Correction.objects.exists():
        return f"{file} is missing, and letters are closed to it: put back {SECRETS[NAME]} from your backup"
    try:
        home.give_secret(NAME)
    except BadInput as error:
        return f"readers cannot send letters: {error.line()}"
    return f"Made {file}, {SECRETS[NAME]}: keep it with your backup of keys."
