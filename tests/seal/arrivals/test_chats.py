"""Exported chats: where each message stands, in whatever format the phone wrote it."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.arrivals import samples
from tahqiq.seal.arrivals import chats, telegram
from tahqiq.seal.arrivals.parts import Part, Unopenable


def whatsapp(text: str) -> list[Part]:
    return list(chats.parts(io.BytesIO(text.encode()), file="_chat.txt"))


def exported(told: object) -> list[Part]:
    return list(telegram.parts(io.BytesIO(json.dumps(told).encode()), file="result.json"))


def test_messages_are_bytes_as_they_stand_with_the_lines_that_follow() -> None:
    first, picture, made = chats.parts(io.BytesIO(samples.WHATSAPP), file="a")
    assert [part.address for part in (first, picture, made)] == ["chat:line/1", "chat:line/3", "chat:line/4"]
    assert first.open().read().decode().endswith("إلى المدينة\n")
    assert (first.at, first.sender, first.title) == ("2031-06-05T09:12:01", "أمل", "")
    assert (picture.at, picture.title) == ("2031-06-05T22:00:00", "00000002-PHOTO-2031-06-05.jpg")
    assert (made.at, made.sender) == ("2031-06-23T00:00:00", "")
    assert b"".join(part.open().read() for part in (first, picture, made)) == samples.WHATSAPP


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("05/06/2031, 09:12 - Amal: here", "2031-06-05T09:12:00"),
        ("5.6.31, 09:12 - Amal: hier", "2031-06-05T09:12:00"),
        ("6/23/31, 9:12\u202fPM - Amal: here", "2031-06-23T21:12:00"),
        ("2031-06-05, 09:12 - Amal: ici", "2031-06-05T09:12:00"),
        ("[05/06/2031, 12:12:01 AM] Amal: here", "2031-06-05T00:12:01"),
        ("٠٥‏/٠٦‏/٢٠٣١، ٠٩:١٢ م - أمل: وصلنا", "2031-06-05T21:12:00"),
        ("5/6/31 9:12 a. m. - Amal: aquí", "2031-06-05T09:12:00"),
        ("05/06/2031 à 09:12 - Amal : ici", "2031-06-05T09:12:00"),
        ("31/31/2031, 09:12 - Amal: never", ""),
    ],
)
def test_phones_write_dates_in_their_own_ways(line: str, expected: str) -> None:
    assert [part.at for part in whatsapp(line + "\n")] == [expected]


@pytest.mark.parametrize("line", ["no date", "05/06/2031, 25:12 - A: x", "1. a list", "[a] b", "12:30 x"])
def test_other_lines_go_on_with_the_message_before(line: str) -> None:
    (message,) = whatsapp(f"05/06/2031, 09:12 - Amal: here\n{line}\n")
    assert message.open().read().decode().endswith(f"{line}\n")
    assert whatsapp(line) == []


def test_the_order_of_day_and_month_is_told_by_days_that_do_not_run_back() -> None:
    lines = [f"{month}/{day}/31, 09:12 - A: x" for month, day in [(1, 2), (1, 9), (2, 1), (2, 3)]]
    assert [part.at[:10] for part in whatsapp("\n".join(lines))][:2] == ["2031-01-02", "2031-01-09"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["05/06/2031, 09:12 - A: x", "وصلنا", "", "\u200e", "[1/2/3, 1:2", "1/1/1"]),
        max_size=9,
    )
)
def test_messages_cover_the_file_from_the_first_on(lines: list[str]) -> None:
    text = "\n".join(lines)
    joined = b"".join(part.open().read() for part in whatsapp(text))
    assert text.encode().endswith(joined)


@given(st.text(max_size=200))
def test_any_line_is_read_or_is_none(text: str) -> None:
    chats.starts_a_message(text)


def test_messages_of_telegram_are_found_by_their_numbers() -> None:
    first, second, again = telegram.parts(io.BytesIO(samples.TELEGRAM), file="a")
    assert [part.address for part in (first, second, again)] == [
        "chat:message/1", "chat:message/2", "chat:message/2#2",
    ]  # fmt: skip
    assert (first.at, first.sender) == ("2031-06-05T09:12:01+00:00", "أمل")
    assert json.loads(first.open().read())["text"].startswith("with {")
    assert (second.at, second.title) == ("2031-06-05T12:13:00", "photos/photo_1.jpg")
    assert again.at == ""


def test_chats_of_an_account_are_counted() -> None:
    told = {"chats": {"list": [{"id": 9, "messages": [{"id": 1}]}, {"id": 8, "messages": [{"id": 1}]}]}}
    assert [part.address for part in exported(told)] == ["chat:1/message/1", "chat:2/message/1"]


def test_lists_of_that_name_inside_messages_are_no_messages() -> None:
    told = {"messages": [{"id": 1, "messages": [{"id": 5}]}, {"text": "no id"}, {"id": "no number"}]}
    assert [part.address for part in exported(told)] == ["chat:message/1"]


def test_chats_longer_than_what_is_read_at_once_are_read_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "_CHUNK", 7)
    assert len(list(telegram.parts(io.BytesIO(samples.TELEGRAM), file="a"))) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"messages": ' + b"[" * 200, "nested more than 100 deep"),
        (b'{"messages": []}]', "no readable JSON"),
        (b'{"messages": [{"id": 1, "text": "' + b"x" * 500, "a string of more than"),
        (b'{"messages": [{"id": 1, "a": [' + b"1," * 300 + b"1]}]}", "a message of more than"),
    ],
)
def test_what_is_no_export_is_refused(content: bytes, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "MOST_MESSAGE", 400)
    monkeypatch.setattr(telegram, "_CHUNK", 450)
    with pytest.raises(Unopenable, match=says):
        list(telegram.parts(io.BytesIO(content), file="a"))


def test_a_message_that_is_no_json_is_passed_over() -> None:
    content = b'{"messages": [{"id": 1,,}, {"id": 2}]}'
    assert [part.address for part in telegram.parts(io.BytesIO(content), file="a")] == ["chat:message/2"]


def test_a_page_without_messages_has_none() -> None:
    assert list(telegram.pages(io.BytesIO(b"<title>Exported Data</title>"), file="a")) == []


def test_messages_of_a_page_are_found_by_their_numbers() -> None:
    service, message = telegram.pages(io.BytesIO(samples.TELEGRAM_PAGE), file="a")
    assert (service.address, service.at) == ("chat:message/-1", "")
    assert (message.address, message.at) == ("chat:message/12", "2031-06-05T09:12:01+00:00")
    assert (message.sender, message.title) == ("أمل & سامي", "photos/photo_1.jpg")
    assert message.open().read().decode().startswith('<div class="message default')


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_clear_refusal(data: st.DataObject) -> None:
    content = bytearray(
        data.draw(st.sampled_from([samples.TELEGRAM, samples.TELEGRAM_PAGE, samples.WHATSAPP]))
    )
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for look in (telegram.parts, telegram.pages, chats.parts):
        try:
            for part in look(io.BytesIO(content), file="a"):
                part.open().read()
        except Unopenable as refused:
            assert "\n" not in str(refused)
