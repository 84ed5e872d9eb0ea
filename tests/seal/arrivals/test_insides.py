"""What lies inside items, and that every address leads to the same bytes again."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest

from seal.arrivals import samples
from tahqiq.seal.arrivals import Part, Unopenable, inside, kind_of, part_at
from tahqiq.seal.arrivals.parts import Budget

CORPUS = samples.corpus()


def listed(content: bytes) -> dict[str, Part]:
    return {part.address: part for part in inside(io.BytesIO(content), file="it")}


def taken(content: bytes, address: str) -> bytes:
    with part_at(io.BytesIO(content), address, file="it") as part, part.open() as stream:
        return stream.read()


@pytest.mark.parametrize("name", CORPUS)
def test_every_address_leads_to_the_bytes_that_were_listed(name: str) -> None:
    content, seen = CORPUS[name], 0
    for part in inside(io.BytesIO(content), file=name):
        if part.refused:
            continue
        with part.open() as stream:
            bytes_ = stream.read()
        assert taken(content, part.address) == bytes_
        assert part.size is None or part.size == len(bytes_), part
        seen += 1
    assert seen


@pytest.mark.parametrize("name", CORPUS)
def test_addresses_are_one_word_and_never_the_same_twice(name: str) -> None:
    addresses = [part.address for part in inside(io.BytesIO(CORPUS[name]))]
    assert len(addresses) == len(set(addresses))
    assert all(address.isprintable() and " " not in address for address in addresses)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("packed.warc.gz", "warc"), ("plain.warc", "warc"), ("whole.warc.gz", "warc"), ("pages.wacz", "zip"),
        ("mail.eml", "mail"), ("box.mbox", "mbox"), ("page.mhtml", "mail"), ("page.html", "html"),
        ("_chat.txt", "whatsapp"), ("result.json", "telegram"), ("messages.html", "telegram page"),
    ],
)  # fmt: skip
def test_kinds_are_told_by_bytes(name: str, kind: str) -> None:
    assert kind_of(CORPUS[name][:8192]) == kind


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"plain words", samples.PNG, b"\x1f\x8b\x08broken", b"From me\nto you"]
)
def test_what_holds_no_parts_has_none(content: bytes) -> None:
    assert kind_of(content) == ""
    assert listed(content) == {}
    with pytest.raises(Unopenable, match="no part"):
        taken(content, "zip:a")


def test_a_wacz_shows_its_pages_by_their_titles() -> None:
    pages = {
        part.origin: part.title for part in listed(samples.wacz()).values() if part.media_type == "text/html"
    }
    assert pages == {"https://example.org/0": "Arrival", "https://example.org/1": "وصول"}


def test_containers_in_containers_are_opened_and_addressed_step_by_step() -> None:
    parts = listed(CORPUS["mail.eml"])
    deepest = max(parts, key=lambda address: address.count("!"))
    assert deepest.startswith("eml:part/3!zip:inner.warc!warc:")
    assert (
        taken(CORPUS["mail.eml"], "eml:part/3!zip:inner.warc!warc:urn:uuid:0").decode()
        == "<html>وصلنا</html>"
    )


def test_an_address_inside_what_is_not_there_is_none() -> None:
    with pytest.raises(Unopenable, match=r"no part zip:none!mbox:1 \('tahqiq inside' lists the parts\)"):
        taken(CORPUS["chat.zip"], "zip:none!mbox:1")


def test_containers_are_not_opened_without_end() -> None:
    content = b"words"
    for _ in range(9):
        content = samples.zipped({"in.zip": content})
    parts = listed(content)
    assert max(address.count("!") for address in parts) == 4
    with pytest.raises(Unopenable, match="no part"):
        taken(content, "!".join(["zip:in.zip"] * 7))


def test_a_damaged_container_inside_is_named_with_the_reason_and_the_rest_is_listed() -> None:
    broken = samples.warc(packed=False).replace(b"Content-Length: 272", b"Content-Width: 272")
    content = samples.zipped({"a.zip": b"PK\x03\x04", "b.warc": broken, "c": b"c"})
    parts = [(part.address, part.refused) for part in inside(io.BytesIO(content))]
    assert [part for part in parts if part[1]] == [
        ("zip:a.zip", "a damaged zip archive"),
        ("zip:b.warc", "a WARC record without a length"),
    ]
    assert "zip:b.warc!warc:" in parts[3][0]
    assert parts[-1] == ("zip:c", "")


def test_a_stream_that_cannot_be_read_twice_is_copied_aside() -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    stream: BinaryIO = Once(CORPUS["chat.zip"])
    assert next(part.address for part in inside(stream)) == "zip:_chat.txt"


def test_more_than_may_be_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.seal.arrivals.insides.Budget", lambda: Budget(left=100))
    content = samples.zipped({"a.zip": samples.zipped({"b": b"b" * 1000}, stored=True)})
    refused = [part for part in inside(io.BytesIO(content)) if part.refused]
    assert "packed in one another" in refused[0].refused
    with pytest.raises(Unopenable, match="packed in one another"):
        taken(content, "zip:a.zip!zip:b")


def test_a_refused_part_is_not_opened() -> None:
    part = Part(address="zip:a", media_type="x/y", refused="a link inside a zip archive", opener=io.BytesIO)
    with pytest.raises(Unopenable, match="zip:a: a link inside"):
        part.open()
