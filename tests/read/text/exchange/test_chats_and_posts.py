import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from tahqiq.read.text.document import Document
from tahqiq.read.text.reading import read_document
from tahqiq.vocab.errors import BadInput

#: The same three messages as phones write them; all before the third are on the sixth of June.
CHATS = {
    "Android, English": "06/06/2031, 14:33 - Nadia: Seven died\nin the market\n06/06/2031, 14:35 - "
    "Peter: <Media omitted>\n13/06/2031, 09:00 - Nadia: Nine: now",
    "Android, US": "6/6/31, 2:33 PM - Nadia: Seven died\nin the market\n6/6/31, 2:35 PM - Peter: "
    "<Media omitted>\n6/13/31, 9:00 AM - Nadia: Nine: now",
    "iPhone": "[06/06/2031, 14:33:00] Nadia: Seven died\nin the market\n[06/06/2031, "
    "14:35:00] Peter: \u200eimage omitted\n[13/06/2031, 09:00:00] ~ Nadia: Nine: "
    "now",
    "iPhone, narrow space": "[06/06/2031, 2:33:00\u202fPM] Nadia: Seven died\nin the market\n[06/06/2031, "
    "2:35:00\u202fPM] Peter: \u200eimage omitted\n[13/06/2031, 9:00:00\u202fAM] "
    "Nadia: Nine: now",
    "German": "06.06.31, 14:33 - Nadia: Seven died\nin the market\n06.06.31, 14:35 - Peter: "
    "<Media omitted>\n13.06.31, 09:00 - Nadia: Nine: now",
    "ISO": "2031-06-06, 14:33 - Nadia: Seven died\nin the market\n2031-06-06, 14:35 - "
    "Peter: <Media omitted>\n2031-06-13, 09:00 - Nadia: Nine: now",
    "Arabic": "\u200f٠٦\u200f/٠٦\u200f/٢٠٣١، ٢:٣٣ م - Nadia: Seven died\nin the "
    "market\n\u200f٠٦\u200f/٠٦\u200f/٢٠٣١، ٢:٣٥ م - Peter: <تم استبعاد الوسائط>"
    "\n\u200f١٣\u200f/٠٦\u200f/٢٠٣١، ٩:٠٠ ص - Nadia: Nine: now",
    "Arabic, iPhone": "[٦\u200f/٦\u200f/٢٠٣١, ٢:٣٣:٠٠ م] Nadia: Seven died\nin the "
    "market\n[٦\u200f/٦\u200f/٢٠٣١, ٢:٣٥:٠٠ م] Peter: \u200eصورة "
    "محذوفة\n[١٣\u200f/٦\u200f/٢٠٣١, ٩:٠٠:٠٠ ص] Nadia: Nine: now",
}


def bodies(found: Document) -> list[str]:
    return [found.text[each.start : each.end] for each in found.messages]


@pytest.mark.parametrize("phone", sorted(CHATS))
def test_chats_are_read_in_the_format_of_any_phone(phone: str) -> None:
    found = read_document(CHATS[phone].encode(), name="chat.txt")
    assert found.kind == "chat"
    assert bodies(found) == ["Seven died\nin the market", "", "Nine: now"]
    assert [each.author for each in found.messages] == ["Nadia", "Peter", "Nadia"]
    times = [each.time for each in found.messages]
    assert times == [datetime(2031, 6, 6, 14, 33), datetime(2031, 6, 6, 14, 35), datetime(2031, 6, 13, 9)]


def test_words_keep_their_own_digits_and_marks_of_files_go() -> None:
    chat = (
        "12/06/2031, 14:33 - Messages are encrypted.\n12/06/2031, 14:33 - نادية: قتل ٧ "
        "مدنيين ‎<تم تعديل هذه الرسالة>\n"
        "12/06/2031, 14:34 - Peter: IMG-20310612-WA0001.jpg (file attached)\nthe "
        "street\n31/31/2031, 14:35 - Peter: no such day\n"
    )
    found = read_document(chat.encode(), name="chat.txt")
    assert bodies(found) == ["Messages are encrypted.", "قتل ٧ مدنيين", "the street", "no such day"]
    assert [each.author for each in found.messages] == ["", "نادية", "Peter", "Peter"]
    assert found.attachments == ("IMG-20310612-WA0001.jpg",)
    assert found.messages[3].time is None


def test_days_that_would_run_back_tell_the_order_of_day_and_month() -> None:
    lines = [f"{day}/2031, 10:00 - a: x" for day in ("1/9", "1/10", "1/11", "1/12", "2/1")]
    found = read_document("\n".join(lines).encode(), name="chat.txt")
    assert [each.time.month for each in found.messages if each.time] == [1, 1, 1, 1, 2]


def test_a_zipped_export_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../street.jpg", b"x")
        archive.writestr("_chat.txt", CHATS["iPhone"])
    assert bodies(read_document(stream.getvalue(), name="chat.zip"))[2] == "Nine: now"


TELEGRAM = {
    "name": "Amber News",
    "type": "public_channel",
    "messages": [
        {"id": 1, "type": "service", "date": "2031-06-06T09:00:00", "actor": "Amber News"},
        {
            "id": 2, "type": "message", "date": "2031-06-06T10:00:00", "date_unixtime": "1938495600",
            "from": "Amber News",
            "text": ["قتل ", {"type": "bold", "text": "سبعة"}, " مدنيين"], "photo": "photos/1.jpg",
        },
        {"id": 3, "date": "2031-06-06T10:05:00", "from": "Amber News", "forwarded_from": "X", "text": "9."},
    ],
}  # fmt: skip


def test_telegram_as_json_is_messages() -> None:
    found = read_document(json.dumps(TELEGRAM).encode(), name="result.json")
    first, second = found.messages
    assert (found.kind, found.title) == ("posts", "Amber News")
    assert bodies(found) == ["قتل سبعة مدنيين", "9."]
    assert (first.key, first.author, first.attachments) == ("2", "Amber News", ("photos/1.jpg",))
    assert first.time == datetime.fromtimestamp(1938495600, UTC)
    assert second.quoted == ((second.start, second.end),)


def test_an_archive_of_x_is_messages() -> None:
    tweet = {
        "id_str": "9",
        "full_text": "Seven killed in #TellAmber",
        "created_at": "Fri Jun 06 20:19:24 +0000 2031",
    }
    found = read_document(
        f"window.YTD.tweets.part0 = {json.dumps([{'tweet': tweet}])}".encode(), name="tweets.js"
    )
    assert bodies(found) == ["Seven killed in #TellAmber"]
    assert found.messages[0].time == datetime(2031, 6, 6, 20, 19, 24, tzinfo=UTC)


def broken(text: str) -> str:
    return text.encode().decode("latin-1")


def test_exports_of_facebook_are_put_right() -> None:
    post = {
        "timestamp": 1938495600,
        "data": [{"update_timestamp": 1}, {"post": broken("قتل سبعة")}],
        "title": "updated",
    }
    said = {"participants": [{"name": "A"}], "title": broken("مجموعة"), "messages": [
        {"sender_name": broken("نادية"), "timestamp_ms": 1938495600000,
         "content": broken("قُتل تسعة – اليوم")}]}  # fmt: skip
    assert bodies(read_document(json.dumps([post]).encode(), name="posts.json")) == ["قتل سبعة"]
    found = read_document(json.dumps(said).encode(), name="message_1.json")
    assert (bodies(found), found.messages[0].author, found.title) == (["قُتل تسعة – اليوم"], "نادية", "مجموعة")


def test_any_list_of_texts_is_messages() -> None:
    lines = (
        '{"id": "a", "text": "Seven."}\n{"id": "b", "text": "Nine.", "created_at": '
        '"2031-06-06T10:00:00Z", "user": {"name": "N"}}'
    )
    found = read_document(lines.encode(), name="x.json")
    assert bodies(found) == ["Seven.", "Nine."]
    assert [(each.key, each.author) for each in found.messages] == [("a", ""), ("b", "N")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 200_000, "JSON nested too deeply: refused"),
        (b'{"a": 1,}', "not readable JSON"),
        (b'{"a": {"b": [1, 2]}}', "JSON without messages that could be told"),
        (b'{"text": {"a": 1}, "date": 1e400}', "JSON without messages that could be told"),
    ],
)
def test_json_that_is_no_export_is_one_clear_line(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(content, name="x.json")
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("when", [True, "no time", "99999999999999999999", 10**30, -1e300, "x" * 100])
def test_times_that_are_none_are_unknown(when: object) -> None:
    found = read_document(json.dumps({"id": 1, "text": "Seven.", "date": when}).encode(), name="x.json")
    assert found.messages[0].time is None
