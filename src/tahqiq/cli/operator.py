"""Who acts on an archive from the command line, as receipts name them."""

from __future__ import annotations

import getpass

from tahqiq.cli.options import Shared


def operator(shared: Shared, *, alone: bool) -> str:
    """The name on receipts: an account of the home, or whoever is logged in here.

    Args:
        shared: what the shared options said.
        alone: the archive stands alone, outside any home: ``--as`` is then taken at its word.
    """
    if alone or not shared.acting_as:
        return shared.acting_as or f"local operator ({_login()})"
    shared.start()
    return shared.actor().name


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
