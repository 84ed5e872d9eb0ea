"""WACZ: what it says of itself, held against its files."""

from __future__ import annotations

import hashlib
import io
import json
from typing import BinaryIO

import pytest

from seal.arrivals import samples
from tahqiq.seal.arrivals import wacz
from tahqiq.seal.arrivals.parts import Unopenable
from tahqiq.seal.arrivals.zips import Zip


def opened(content: bytes) -> Zip:
    return Zip(io.BytesIO(content), file="a.wacz")


def differences(content: bytes) -> list[str]:
    return list(wacz.differences(opened(content)))


def with_package(package: object, **members: bytes) -> bytes:
    return samples.zipped({"archive/a": b"", "datapackage.json": json.dumps(package).encode(), **members})


def test_a_wacz_as_it_should_be_has_no_differences() -> None:
    archive = opened(samples.wacz())
    assert wacz.is_wacz(archive)
    assert differences(samples.wacz()) == []
    said = wacz.package(archive)
    assert (said.address, said.at, said.software) == ("https://example.org/0", samples.AT, "browsertrix 1.2")


def test_a_file_with_another_digest_is_named() -> None:
    first, second = differences(samples.wacz(digest="0" * 64))
    assert first.startswith("zip:archive/data.warc.gz is stated as sha256 0000")
    assert "pages.jsonl" in second


def test_a_file_that_is_missing_is_named() -> None:
    assert differences(samples.wacz(lost=True)) == ["zip:pages/pages.jsonl is listed and not there"]


@pytest.mark.parametrize(
    ("resource", "says"),
    [
        ({"path": "archive/a", "bytes": 5}, "has 0 bytes and 5 are stated"),
        ({"path": "archive/a", "hash": "md5:0"}, "no digest that can be checked"),
        ({"path": "archive/a"}, "no digest that can be checked"),
    ],
)
def test_what_cannot_be_checked_is_said(resource: dict[str, object], says: str) -> None:
    (line,) = differences(with_package({"resources": [resource, "nothing", {}]}))
    assert says in line


def test_a_file_listed_many_times_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real, read = wacz._hash, list[str]()

    def counted(stream: BinaryIO, algorithm: str) -> str:
        read.append(algorithm)
        return real(stream, algorithm)

    monkeypatch.setattr(wacz, "_hash", counted)
    right, wrong = (f"sha256:{digest}" for digest in (hashlib.sha256(b"").hexdigest(), "0" * 64))
    listed = [{"path": "archive/a", "hash": hash_} for hash_ in [right] * 50 + [wrong]]
    (line,) = differences(with_package({"resources": listed}))
    assert "is stated as sha256 0000" in line
    assert read == ["sha256"]


def test_a_description_that_was_changed_is_named() -> None:
    digest = json.dumps({"hash": "sha256:" + "0" * 64}).encode()
    (line,) = differences(with_package({}, **{"datapackage-digest.json": digest}))
    assert line.startswith("zip:datapackage.json is stated as")


@pytest.mark.parametrize("package", [[], "words", {"resources": 5, "mainPageUrl": 7}])
def test_a_description_of_any_shape_is_read(package: object) -> None:
    content = with_package(package)
    assert differences(content) == []
    assert wacz.package(opened(content)) == wacz.Package()


def test_the_only_page_is_the_main_one() -> None:
    page = b'{"format": "x"}\n\nno json\n{"url": "https://example.org/", "title": "A"}'
    content = with_package({}, **{"pages/pages.jsonl": page, "pages/notes.txt": b"x"})
    assert wacz.package(opened(content)).address == "https://example.org/"


def test_pages_are_listed_up_to_a_bound() -> None:
    assert len(list(wacz.titles(opened(samples.wacz()), most=1))) == 1


def test_descriptions_and_lines_longer_than_any_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wacz, "_MOST_JSON", 10)
    with pytest.raises(Unopenable, match="larger than 10 bytes"):
        differences(with_package({"software": "x" * 20}))
    with pytest.raises(Unopenable, match="line longer"):
        list(wacz.titles(opened(with_package({}, **{"pages/a.jsonl": b"x" * 20}))))


def test_other_zip_archives_are_none() -> None:
    assert not wacz.is_wacz(opened(samples.zipped({"a": b""})))
    assert not wacz.is_wacz(opened(samples.zipped({"datapackage.json": b"{}"})))
