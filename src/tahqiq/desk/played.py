"""Films and sound for the browser's own player: whole, or the range it asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tahqiq.casebook.models import Item

#: Types that browsers play by themselves and nothing in them runs.
_PLAYED = frozenset(
    {
        "video/mp4", "video/webm", "video/ogg", "video/quicktime",
        "audio/mpeg", "audio/ogg", "audio/mp4", "audio/aac", "audio/wav", "audio/flac", "audio/webm",
    }
)  # fmt: skip
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})")
_CHUNK = 1 << 18


def can_be_played(media_type: str) -> bool:
    """Whether a browser plays this type; others are kept as files."""
    return media_type in _PLAYED


def answer_with(stream: BinaryIO, item: Item, asked: str) -> HttpResponseBase:
    """The bytes asked for, as the type they were sealed as.

    Args:
        stream: the sealed bytes; closed once they are sent.
        item: whose they are.
        asked: the Range header; one range is given, anything else answers the whole.
    """
    found = _RANGE.fullmatch(asked) if stream.seekable() else None
    first = int(found[1]) if found else 0
    last = min(int(found[2]), item.size - 1) if found and found[2] else item.size - 1
    if found and (first > last or first >= item.size):
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{item.size}"})
    answer = StreamingHttpResponse(_chunks(stream, first, last), content_type=item.media_type)
    answer.status_code = 206 if found else 200
    answer.headers["Content-Length"] = str(last - first + 1)
    answer.headers["Accept-Ranges"] = "bytes" if stream.seekable() else "none"
    answer.headers["Content-Disposition"] = "inline"
    if found:
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{item.size}"
    return answer


def _chunks(stream: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with stream:
        if first:
            stream.seek(first)
        left = last - first + 1
        while left > 0 and (part := stream.read(min(_CHUNK, left))):
            left -= len(part)
            yield part
