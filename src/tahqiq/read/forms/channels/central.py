"""Submissions straight from ODK Central, through pyodk's client or any other that speaks HTTP as it does.

What is asked of the API (https://docs.getodk.org/central-api): the OData listing with ``$expand=*``, page by
page, and each file at ``…/submissions/{instanceId}/attachments/{filename}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from tahqiq.read.forms.bundle import MOST_FILE
from tahqiq.read.forms.channels.listings import read_rows
from tahqiq.read.forms.definition import Form, form_named
from tahqiq.read.forms.submission import Submission, Unread
from tahqiq.vocab.errors import BadInput

_PAGE = 500


class Response(Protocol):
    """What a request gives (``requests.Response`` does)."""

    status_code: int
    content: bytes

    def json(self) -> Any:
        """The body as JSON."""


class Client(Protocol):
    """What ``pyodk.Client`` does for us: addresses stand below the server's ``/v1/``."""

    def get(self, url: str, /, *, params: Mapping[str, str] | None = None) -> Response:
        """Asks for an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """One form on a server.

    Attributes:
        client: a ``pyodk.Client``, opened by the caller; it alone knows the password.
        project: number of the project; ``form_id``: of the form there.
    """

    client: Client
    project: int
    form_id: str

    def submissions(self) -> Iterator[Submission | Unread]:
        """Every submission, page by page, in the server's order.

        Raises:
            BadInput: the server refuses, or answers with something else.
        """
        form, skip = self._form(), 0
        while rows := self._page(skip):
            yield from read_rows(rows, where=f"{self.form_id} from {skip + 1}", form=form)
            skip += len(rows)

    def media(self, submission: Submission, name: str) -> bytes | None:
        """The bytes of a file that a submission names; None where the server has not received it.

        Raises:
            BadInput: the server refuses, or the file is too large.
        """
        place = f"{self._place()}/submissions/{quote(submission.envelope.root, safe='')}"
        answer = self.client.get(f"{place}/attachments/{quote(name, safe='')}")
        if answer.status_code == 404:
            return None
        if answer.status_code != 200 or len(answer.content) > MOST_FILE:
            raise BadInput(f"the server does not give '{name}': {answer.status_code}", file=submission.where)
        return answer.content

    def digest(self) -> str:
        """Nothing: a server gives page by page."""
        return ""

    def _page(self, skip: int) -> list[dict[str, Any]]:
        params = {"$expand": "*", "$top": str(_PAGE), "$skip": str(skip)}
        answer = self.client.get(f"{self._place()}.svc/Submissions", params=params)
        if answer.status_code != 200:
            raise BadInput(f"the server refuses with {answer.status_code}", file=self.form_id)
        listing = answer.json()
        rows = listing.get("value") if isinstance(listing, dict) else None
        if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
            raise BadInput("the server answers with something else than submissions", file=self.form_id)
        return rows

    def _place(self) -> str:
        return f"projects/{self.project}/forms/{quote(self.form_id, safe='')}"

    def _form(self) -> Form | None:
        return form_named(self.form_id)
