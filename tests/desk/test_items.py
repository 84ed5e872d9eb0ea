"""Sealed items at the desk: grey, still and muted until asked; safe to look at and to take away."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.record import Record
from django.conf import settings
from django.test import Client
from PIL import Image

from desk.conftest import Enter
from tahqiq.casebook.models import AuditEntry, Claim, Item, Party, Text
from tahqiq.desk.home import Home
from tahqiq.desk.stills import Veil, still
from tahqiq.seal import Archive, Receipt
from tahqiq.seal.bundles import check_bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


def _sealed(record: Record, home: Home, content: bytes, media_type: str = "", name: str = "photo") -> Item:
    receipt = Receipt(by="amal", original_name=name, source_address="https://example.org/a", note="a note")
    sealed = Archive.at(home.archive).seal_bytes(content, receipt)
    kind = media_type or sealed.media_type
    return record.new(Item, sha256=sealed.sha256, size=sealed.size, media_type=kind)


def _photo(kind: str = "JPEG", **wishes: object) -> bytes:
    """A picture with a sharp pattern and strong colours."""
    picture = Image.new("RGB", (400, 300), (200, 10, 10))
    for at in range(0, 400, 8):
        picture.paste((10, 10, 220), (at, 0, at + 4, 300))
    stream = io.BytesIO()
    picture.save(stream, kind, **wishes)
    return stream.getvalue()


def _at(record: Record, item: Item, ending: str = "") -> str:
    return f"/desk/cases/{record.slug}/items/{item.pk}/{ending}"


def _seen(browser: Client, record: Record, item: Item) -> Image.Image:
    answer = browser.get(_at(record, item, "picture/"))
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    return Image.open(io.BytesIO(answer.content))


def _contrast(picture: Image.Image) -> int:
    greys = picture.convert("L").tobytes()
    return max(greys) - min(greys)


def test_a_picture_is_blurred_and_grey_until_somebody_asks(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, _photo())
    browser = enter("editor", case=record.case)
    veiled = _seen(browser, record, item)
    assert veiled.mode == "L" and _contrast(veiled) < 20
    assert browser.post(_at(record, item, "show/"), {"veil": "grey"}).status_code == 302
    shown = _seen(browser, record, item)
    assert shown.mode == "L" and _contrast(shown) > 20
    browser.post(_at(record, item, "show/"), {"veil": "colour"})
    assert _seen(browser, record, item).mode == "RGB"
    browser.post(_at(record, item, "show/"), {"veil": "veiled"})
    assert _seen(browser, record, item).mode == "L"
    opened = [
        stated.how
        for event, stated in Archive.open(home.archive).custody(item.sha256)
        if event.event == "opened"
    ]
    assert opened == ["looked at at the desk"]


def test_the_choice_is_for_one_item_and_one_session(record: Record, home: Home, enter: Enter) -> None:
    item, other = _sealed(record, home, _photo()), _sealed(record, home, _photo("PNG"))
    browser = enter("editor", case=record.case)
    browser.post(_at(record, item, "show/"), {"veil": "colour"})
    assert _seen(browser, record, other).mode == "L"
    later = enter("editor", case=record.case, name="rana")
    assert _seen(later, record, item).mode == "L"
    assert browser.post(_at(record, item, "show/"), {"veil": "naked"}).status_code == 400


def test_what_is_shown_is_drawn_anew(record: Record, home: Home, enter: Enter) -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue", "green")]
    stream = io.BytesIO()
    frames[0].save(
        stream, "GIF", save_all=True, append_images=frames[1:], comment=b"<script>alert(1)</script>"
    )
    item = _sealed(record, home, stream.getvalue())
    browser = enter("editor", case=record.case)
    browser.post(_at(record, item, "show/"), {"veil": "colour"})
    answer = browser.get(_at(record, item, "picture/"))
    assert b"script" not in answer.content
    assert getattr(Image.open(io.BytesIO(answer.content)), "n_frames", 1) == 1


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


@pytest.mark.parametrize("content", [SVG, PAGE, b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_could_run_or_is_broken_is_never_drawn(
    record: Record, home: Home, enter: Enter, content: bytes
) -> None:
    item = _sealed(record, home, content)
    browser = enter("editor", case=record.case)
    assert browser.get(_at(record, item, "picture/")).status_code == 404
    assert browser.get(_at(record, item, "film/")).status_code == 404
    page = browser.get(_at(record, item)).content
    assert b"<script>alert" not in page


def _huge() -> bytes:
    """A PNG that says it has three thousand million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    size = (60_000).to_bytes(4, "big") + (50_000).to_bytes(4, "big")
    rows = zlib.compress(bytes(60_001) * 20)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + b"\x08\x00\x00\x00\x00")
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def test_a_huge_picture_is_not_decoded() -> None:
    assert still(io.BytesIO(_huge()), "image/png", Veil.GREY) is None
    assert still(io.BytesIO(_photo()), "image/svg+xml", Veil.GREY) is None


def test_the_sealed_bytes_leave_as_a_file_and_are_entered(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, PAGE, name="page.html")
    browser = enter("reviewer", case=record.case)
    assert browser.get(_at(record, item, "original/")).status_code == 405
    answer = browser.post(_at(record, item, "original/"))
    assert b"".join(answer.streaming_content) == PAGE  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{item.sha256}.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    (*_, (event, stated)) = Archive.open(home.archive).custody(item.sha256)
    assert (event.event, stated.by, stated.how) == ("opened", "basma", "downloaded at the desk")


@pytest.mark.parametrize("role", ["publisher", "auditor", "administrator"])
def test_those_who_see_no_names_see_no_bytes(record: Record, home: Home, enter: Enter, role: str) -> None:
    item = _sealed(record, home, _photo())
    browser = enter(role, case=record.case)
    for ending in ("picture/", "film/"):
        assert browser.get(_at(record, item, ending)).status_code == 403
    for ending in ("original/", "show/", "describe/", "read/"):
        assert browser.post(_at(record, item, ending), {"veil": "grey"}).status_code == 403
    page = browser.get(_at(record, item)).content.decode()
    assert "<img" not in page
    assert ("https://example.org/a" in page) == (role != "publisher")


def test_the_proof_holds_and_names_nobody(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, b"some words", name="secret.txt")
    answer = enter("auditor", case=record.case).get(_at(record, item, "proof/"))
    assert "attachment" in answer["Content-Disposition"]
    assert b"amal" not in answer.content and b"secret.txt" not in answer.content
    assert json.loads(answer.content)
    assert check_bundle(answer.content)


def test_what_the_file_says_is_its_own_claim(record: Record, home: Home, enter: Enter) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera <b>"
    item = _sealed(record, home, _photo(exif=exif))
    page = enter("editor", case=record.case).get(_at(record, item)).content.decode()
    assert "Claims by the file" in page and "A camera &lt;b&gt;" in page
    hidden = enter("auditor", case=record.case, name="rana").get(_at(record, item)).content.decode()
    assert "A camera" not in hidden


def test_a_content_note_is_kept_and_audited(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, _photo())
    browser = enter("recorder", case=record.case)
    said = {"graphic": "yes", "content_note_en": "A wounded man", "content_note_ar": "رجل جريح"}
    for _ in range(2):
        assert browser.post(_at(record, item, "describe/"), said).status_code == 302
    item.refresh_from_db()
    assert (item.graphic, item.content_note_en) == ("yes", "A wounded man")
    assert AuditEntry.objects.filter(action="describe_item").count() == 1
    page = browser.get(f"/desk/cases/{record.slug}/items/?graphic=yes").content.decode()
    assert "A wounded man" in page and str(item.pk) in page and "<img" not in page
    assert str(item.pk) not in browser.get(f"/desk/cases/{record.slug}/items/?graphic=no").content.decode()
    assert browser.post(_at(record, item, "describe/"), {"graphic": "perhaps"}).status_code == 400
    reviewer = enter("reviewer", case=record.case, name="rana")
    assert reviewer.post(_at(record, item, "describe/"), said).status_code == 403


def test_the_list_is_asked_for_by_kind_and_words(
    record: Record, home: Home, enter: Enter, django_assert_max_num_queries: object
) -> None:
    photo = _sealed(record, home, _photo())
    for n in range(60):
        sha256 = hashlib.sha256(str(n).encode()).hexdigest()
        record.new(Item, sha256=sha256, media_type="text/html", title_en=f"Story {n}")
    browser = enter("editor", case=record.case)
    begin = f"/desk/cases/{record.slug}/items/"
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert browser.get(begin).status_code == 200
    assert str(photo.pk) in browser.get(f"{begin}?kind=picture").content.decode()
    assert str(photo.pk) not in browser.get(f"{begin}?kind=text").content.decode()
    assert "Story 7<" in browser.get(f"{begin}?q=story+7").content.decode()
    assert str(photo.pk) in browser.get(f"{begin}?q={photo.sha256[:10].upper()}").content.decode()


def test_films_play_only_where_asked_muted_and_in_ranges(record: Record, home: Home, enter: Enter) -> None:
    content = bytes(range(256)) * 40
    item = _sealed(record, home, content, "video/mp4")
    browser = enter("editor", case=record.case)
    assert browser.get(_at(record, item, "film/")).status_code == 404
    assert b"<video" not in browser.get(_at(record, item)).content
    browser.post(_at(record, item, "show/"), {"veil": "grey"})
    page = browser.get(_at(record, item)).content.decode()
    assert 'preload="none" muted' in page and "autoplay" not in page and 'class="still grey"' in page
    whole = browser.get(_at(record, item, "film/"))
    assert b"".join(whole.streaming_content) == content and whole["Content-Type"] == "video/mp4"  # type: ignore[attr-defined]
    part = browser.get(_at(record, item, "film/"), headers={"Range": "bytes=10-19"})
    assert part.status_code == 206 and b"".join(part.streaming_content) == content[10:20]  # type: ignore[attr-defined]
    assert part["Content-Range"] == f"bytes 10-19/{len(content)}"
    open_ended = browser.get(_at(record, item, "film/"), headers={"Range": "bytes=10200-"})
    assert b"".join(open_ended.streaming_content) == content[10200:]  # type: ignore[attr-defined]
    beyond = browser.get(_at(record, item, "film/"), headers={"Range": "bytes=99999-"})
    assert beyond.status_code == 416


def test_an_item_is_read_at_the_desk_and_reading_again_adds_nothing(
    record: Record, home: Home, enter: Enter
) -> None:
    item = _sealed(
        record,
        home,
        b"<html><body><p>Residents said 14 civilians were killed.</p></body></html>",
        name="a.html",
    )
    browser = enter("recorder", case=record.case)
    answer = browser.post(_at(record, item, "read/"), {"kind": "text"})
    assert answer.status_code == 302 and "/claims/desk/" in answer["Location"]
    claim = Claim.objects.get(status="proposed", min=14)
    assert (
        claim.item is not None
        and claim.item.parent == item
        and Text.objects.get(sha256=claim.text_sha256).item == claim.item
    )
    browser.post(_at(record, item, "read/"), {"kind": "text"})
    browser.post(_at(record, claim.item, "read/"), {"kind": "text"})
    assert Claim.objects.filter(status="proposed", min=14).count() == 1
    assert Item.objects.filter(parent=item).count() == 1
    assert browser.get(answer["Location"]).content.count(b"<mark") == 1


STATEMENT = (
    b"After a review of available information and strike video, it was assessed that civilian casualties"
    b" did occur on June 8, 2017, near Raqqa, Syria, via Airwars report CS1640. The report is credible. Two"
    b" civilians were unintentionally killed."
)


def test_a_statement_s_answers_are_read_and_decided(record: Record, home: Home, enter: Enter) -> None:
    from tahqiq.casebook.models import Answer, AnswerProposal

    item = _sealed(record, home, STATEMENT, name="statement.txt")
    AnswerProposal.objects.all().delete()
    Answer.objects.filter(incident__code="CS1640").update(state="open")
    party = record.one(Party)
    browser = enter("recorder", "reviewer", case=record.case)
    assert (
        browser.post(_at(record, item, "read/"), {"kind": "statements", "party": "nobody"}).status_code == 400
    )
    answer = browser.post(_at(record, item, "read/"), {"kind": "statements", "party": party.slug})
    assert answer.status_code == 302
    proposal = AnswerProposal.objects.get()
    assert proposal.state == "credible" and proposal.killed_min == 2
    assert proposal.incident is not None and proposal.incident.code == "CS1640"
    page = browser.get(answer["Location"]).content.decode()
    assert "Answers read in this statement" in page
    address = f"/desk/cases/{record.slug}/claims/answers/{proposal.pk}/"
    assert browser.post(address, {"decision": "reject"}).status_code == 400
    assert browser.post(address, {"decision": "accept", "incident": "CS1640"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == "accepted" and proposal.answer is not None
    assert proposal.answer.state == "credible" and proposal.answer.quote == proposal.quote
    assert browser.post(address, {"decision": "accept"}).status_code == 400
    queue = browser.get(f"/desk/cases/{record.slug}/claims/")
    assert queue.status_code == 200


def test_an_item_that_is_not_in_the_archive_is_said(record: Record, home: Home, enter: Enter) -> None:
    _sealed(record, home, b"another")
    missing = record.new(Item, sha256="12" * 32, media_type="image/png")
    browser = enter("recorder", case=record.case)
    assert browser.get(_at(record, missing, "picture/")).status_code == 404
    for ending in ("original/", "read/"):
        assert browser.post(_at(record, missing, ending)).status_code == 400
    assert browser.get(_at(record, missing, "proof/")).status_code == 400


def test_a_home_without_an_archive_is_said(record: Record, home: Home, enter: Enter) -> None:
    missing = record.new(Item, sha256="12" * 32, media_type="image/png")
    browser = enter("recorder", case=record.case)
    assert browser.post(_at(record, missing, "original/")).status_code == 400
    assert browser.get(_at(record, missing)).status_code == 200


def test_another_case_s_items_do_not_exist(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, _photo())
    elsewhere = Record(slug="mosul")
    browser = enter("editor", case=elsewhere.case)
    for slug in (record.slug, elsewhere.slug):
        for ending in ("", "picture/", "film/", "proof/"):
            assert browser.get(f"/desk/cases/{slug}/items/{item.pk}/{ending}").status_code == 404
        assert browser.post(f"/desk/cases/{slug}/items/{item.pk}/original/").status_code == 404
