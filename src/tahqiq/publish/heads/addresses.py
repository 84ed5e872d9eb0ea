"""The address a site will have, and those of its pages."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from tahqiq.vocab.errors import BadInput


def base_of(given: str) -> str:
    """The address of a site, ending in a slash; '' where none is given.

    Args:
        given: an address of the web without query and fragment.

    Raises:
        BadInput: it is no such address.

    >>> base_of("https://record.example/raqqa")
    'https://record.example/raqqa/'
    """
    if not given:
        return ""
    problem = _problem(given)
    if problem:
        raise BadInput(
            f"--base-url {given!r}: {problem}",
            remedy="give the address of the site, https://example.org/record/",
        )
    return f"{given.rstrip('/')}/"


def _problem(given: str) -> str:
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        return "not an address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return "not an address of the web"
    if parts.query or parts.fragment or parts.username is not None:
        return "an address with a query, a fragment or a user"
    if any(not "!" <= character <= "~" or character in '"<>\\^`{|}' for character in given):
        return "not written as addresses are (RFC 3986)"
    return ""


def absolute(base: str, path: str) -> str:
    """The address of a file of the site.

    >>> absolute("https://record.example/", "en/incidents/inv0001.html")
    'https://record.example/en/incidents/inv0001.html'
    """
    return f"{base}{quote(path)}"
