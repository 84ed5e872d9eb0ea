"""Submissions from a server that speaks the part of ODK Central's API that is used."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, unquote, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from tahqiq.read.forms import Central, Submission, form_of
from tahqiq.read.forms.testing import fill, media_of, odata_row
from tahqiq.vocab.errors import BadInput

FORM = form_of("site_visit")
MANY = [fill(FORM, seed=seed, share=1.0) for seed in range(3)]


class _Server(BaseHTTPRequestHandler):
    """Two rows a page at most, as a server may decide; attachments by their address."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        steps = [unquote(each) for each in parts.path.strip("/").split("/")]
        if steps[-2:] == [f"{FORM.name}.svc", "Submissions"]:
            asked = parse_qs(parts.query)
            skip = int(asked["$skip"][0])
            assert asked["$expand"] == ["*"]
            self._say(
                json.dumps({"value": [odata_row(FORM, each) for each in MANY[skip : skip + 2]]}).encode()
            )
        elif "attachments" in steps:
            held = {instance: dict(media_of(instance, answers, FORM)) for instance, answers in MANY}
            self._say(held.get(steps[-3], {}).get(steps[-1]))
        else:
            self._say(None)

    def _say(self, content: bytes | None) -> None:
        self.send_response(200 if content is not None else 404)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has above
        """Says nothing."""


class _Response:
    """What ``requests`` gives, as far as it is used."""

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code, self.content = status_code, content

    def json(self) -> Any:
        return json.loads(self.content)


class _Client:
    """What pyodk's client does: addresses below the server's."""

    def __init__(self, base: str) -> None:
        self._base = base

    def get(self, url: str, /, *, params: Mapping[str, str] | None = None) -> _Response:
        address = f"{self._base}/v1/{url}" + (f"?{urlencode(params)}" if params else "")
        try:
            with urlopen(address, timeout=5) as answer:
                return _Response(answer.status, answer.read())
        except HTTPError as error:
            with error:
                return _Response(error.code, b"")


@pytest.fixture(scope="module")
def client() -> Iterator[_Client]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield _Client(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    server.server_close()
    running.join()


def test_every_page_and_every_file_is_fetched(client: _Client) -> None:
    central = Central(client=client, project=1, form_id=FORM.name)
    found = list(central.submissions())
    assert [each.answers for each in found if isinstance(each, Submission)] == [
        answers for _, answers in MANY
    ]
    [first, *_] = [each for each in found if isinstance(each, Submission)]
    wanted = dict(media_of(*MANY[0], FORM))
    assert wanted == {each.name: central.media(first, each.name) for each in first.media()}
    assert central.media(first, "not sent.jpg") is None


def test_a_server_that_refuses_is_said(client: _Client) -> None:
    with pytest.raises(BadInput, match="404"):
        list(Central(client=client, project=1, form_id="another").submissions())
