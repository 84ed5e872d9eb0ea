from datetime import datetime, timedelta, timezone

from tahqiq.read.text.reading import read_document

TELEGRAM = """<html><body><div class="history">
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="06.06.2031 10:00:00 UTC+03:00">10:00</div>
<div class="from_name">Amber News</div>
<div class="text">قتل سبعة<br>مدنيين <strong>أمس</strong> في المدينة<img alt="🕊"></div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="date" title="06.06.2031 10:01:00">
</div>
<div class="text">A second post.</div></div></div>
<div class="message service" id="message4"><div class="body details">6 June 2031</div></div></div>
</body></html>"""
X = """<html><body><main>
<article data-testid="tweet">
<div data-testid="User-Name"><span>Nadia F</span><span>@nadia</span></div>
<time datetime="2031-06-06T07:00:00.000Z">Jun 6</time>
<div data-testid="tweetText" lang="en">Seven killed in <a>#TellAmber</a></div></article>
<article data-testid="tweet"><div data-testid="tweetText">Nine now.</div></article></main></body></html>"""
FACEBOOK = """<html><body><div role="article"><h3><a>Amber Council</a></h3>
<abbr data-utime="1938495600">6 June</abbr>
<div data-ad-preview="message"><div>قتل سبعة</div><div>في السوق</div></div></div></body></html>"""


def test_a_telegram_export_is_messages_with_author_time_and_place() -> None:
    found = read_document(TELEGRAM.encode(), name="messages.html")
    first, second = found.messages
    assert found.kind == "posts"
    assert found.text[first.start : first.end] == "قتل سبعة\nمدنيين أمس في المدينة🕊"
    assert (first.key, first.author) == ("message2", "Amber News")
    assert first.time == datetime(2031, 6, 6, 10, tzinfo=timezone(timedelta(hours=3)))
    assert (second.author, second.time) == ("Amber News", datetime(2031, 6, 6, 10, 1))
    assert found.text[second.start : second.end] == "A second post."


def test_posts_of_x_are_messages() -> None:
    found = read_document(X.encode(), name="x.html")
    assert [found.text[each.start : each.end] for each in found.messages] == [
        "Seven killed in #TellAmber",
        "Nine now.",
    ]
    assert (
        found.messages[0].time is not None
        and found.messages[0].time.isoformat() == "2031-06-06T07:00:00+00:00"
    )
    assert found.messages[0].author == "Nadia F@nadia"


def test_posts_of_facebook_are_messages() -> None:
    found = read_document(FACEBOOK.encode(), name="f.html")
    (post,) = found.messages
    assert (found.text, post.author) == ("قتل سبعة\nفي السوق", "Amber Council")
    assert post.time is not None and post.time.year == 2031
