"""Invented web pages: many templates around articles whose text is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random

from tahqiq.read.text.testing.story import Story, story, words_of


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page and what a reader of it should find."""

    template: str
    story: Story
    html: str

    @property
    def text(self) -> str:
        """The paragraphs of the article."""
        return "\n\n".join(self.story.paragraphs)


def made_pages(count: int, *, seed: int = 0, size: int = 8) -> list[MadePage]:
    """So many pages, each template and both languages in turn.

    Args:
        count: how many pages.
        seed: the same seed gives the same pages.
        size: paragraphs of the longest article.
    """
    chance, names = Random(seed), sorted(TEMPLATES)  # noqa: S311 nothing here is secret
    pages = list[MadePage]()
    for number in range(count):
        told = story(chance, ("en", "ar")[number // len(names) % 2], paragraphs=chance.randint(3, size))
        name = names[number % len(names)]
        pages.append(MadePage(name, told, TEMPLATES[name](told, chance)))
    return pages


def _tagged(tag: str, texts: tuple[str, ...] | list[str]) -> str:
    """Each text in an element."""
    return "\n".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def _menu(told: Story, tag: str = "nav", name: str = "menu") -> str:
    """A menu of links."""
    items = "".join(
        f'<li><a href="/{at}">{escape(text)}</a></li>' for at, text in enumerate(_words(told, "menu"))
    )
    return f'<{tag} class="{name}"><ul>{items}</ul></{tag}>'


def _words(told: Story, name: str) -> list[str]:
    """The words of the story's language for a part of the page."""
    return [str(each) for each in words_of(told.language)[name]]


def _teasers(told: Story, chance: Random, name: str, count: int = 9) -> str:
    """Other articles: a linked title, and a sentence."""
    teasers = _words(told, "teasers")
    cards = "".join(
        f'<div class="card"><a href="/n{at}"><img src="i.jpg"><h3>{escape(text)}</h3>'
        f"</a><p>{escape(text)}</p></div>"
        for at, text in enumerate(chance.choice(teasers) for _ in range(count))
    )
    return f'<div class="{name}"><h2>{escape(str(words_of(told.language)["related"]))}</h2>{cards}</div>'


def _comments(told: Story, chance: Random, name: str = "comments") -> str:
    """What readers wrote."""
    said = [chance.choice(_words(told, "comments")) for _ in range(chance.randint(2, 12))]
    each = "".join(f"<li><b>user{at}</b><p>{escape(text)}</p></li>" for at, text in enumerate(said))
    return f'<section id="{name}"><h3>{len(said)}</h3><ol>{each}</ol></section>'


def _page(told: Story, head: str, body: str) -> str:
    """A whole page."""
    direction = "rtl" if told.language == "ar" else "ltr"
    return (
        f'<!DOCTYPE html>\n<html lang="{told.language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(told.title)} | {escape(told.outlet)}</title>{head}"
        f"<script>var page = {json.dumps({'a': 1})};{'x();' * 400}</script></head>"
        f"\n<body>{body}</body></html>"
    )


def _meta(told: Story) -> str:
    """What most sites say of their pages."""
    return (
        f'<meta property="og:title" content="{escape(told.title)}">'
        f'<meta property="og:site_name" content="{escape(told.outlet)}">'
        f'<meta name="author" content="{escape(told.byline)}">'
        f'<meta property="article:published_time" content="{told.day.isoformat()}T09:30:00+03:00">'
    )


def _linked(told: Story) -> str:
    """The same as JSON-LD."""
    thing = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": told.outlet},
            {
                "@type": "NewsArticle",
                "headline": told.title,
                "datePublished": told.day.isoformat(),
                "author": [{"@type": "Person", "name": told.byline}],
                "publisher": {"@type": "Organization", "name": told.outlet},
            },
        ],
    }
    return f'<script type="application/ld+json">{json.dumps(thing, ensure_ascii=False)}</script>'


def _by(told: Story) -> str:
    """The line that names the writer."""
    return str(words_of(told.language)["by"]).format(person=told.byline)


def _modern(told: Story, chance: Random) -> str:
    """Semantic elements, JSON-LD."""
    inner = f"<header><h1>{escape(told.title)}</h1><p class='byline'>{escape(_by(told))}</p></header>"
    share = "<div class='share-tools'><a href='#'>Facebook</a> <a href='#'>X</a></div>"
    body = (
        f"<header>{_menu(told)}</header><main><article>"
        f"{inner}{share}{_tagged('p', told.paragraphs)}</article>"
        f"{_teasers(told, chance, 'related')}</main>{_comments(told, chance)}<footer>{_menu(told)}</footer>"
    )
    return _page(told, _linked(told), body)


def _weblog(told: Story, chance: Random) -> str:
    """Divisions with the classes of weblog software."""
    body = (
        f'<div id="page" class="site has-sidebar"><div id="masthead">'
        f"{_menu(told, 'div', 'main-navigation')}</div>"
        f'<div id="content"><div class="post hentry"><h1 class="entry-title">{escape(told.title)}</h1>'
        f'<div class="entry-meta"><span class="date">{told.date_line}</span></div>'
        f'<div class="entry-content">{_tagged("p", told.paragraphs)}'
        f'<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Tweet</a></li>'
        f"</ul></div></div></div>"
        f'{_comments(told, chance)}</div><div id="secondary" class="widget-area">'
        f"{_teasers(told, chance, 'widget')}</div></div>"
    )
    return _page(told, _meta(told), body)


def _breaks(told: Story, chance: Random) -> str:
    """No paragraphs: one division, lines broken twice, as in many old sites."""
    lines = "<br><br>\n".join(map(escape, told.paragraphs))
    body = (
        f'<div class="top">{_menu(told, "div", "links")}</div><div id="newsdetails"><h2>'
        f"{escape(told.title)}</h2>"
        f'<span class="newsdate">{told.date_line}</span><div class="newstext">{lines}</div></div>'
        f'{_teasers(told, chance, "morenews")}<div id="footer">{escape(_words(told, "boilerplate")[1])}</div>'
    )
    return _page(told, "", body)


def _layout_table(told: Story, chance: Random) -> str:
    """Tables for layout, font elements, no classes."""
    links = "<br>".join(
        f'<a href="/{at}">{escape(text)}</a>' for at, text in enumerate(_words(told, "menu") * 3)
    )
    text = "<br><br>".join(f"<font size=3>{escape(each)}</font>" for each in told.paragraphs)
    body = (
        f"<table width=100%><tr><td colspan=3><img src=logo.gif></td></tr><tr><td width=20%>{links}</td>"
        f"<td><b>{escape(told.title)}</b><br><i>{told.date_line}</i><br><br>{text}</td>"
        f"<td width=20%>{_teasers(told, chance, 'c3', 4)}</td></tr><tr><td colspan=3>"
        f"<small>{escape(_words(told, 'boilerplate')[1])}</small></td></tr></table>"
    )
    return _page(told, "", body)


def _soup(told: Story, chance: Random) -> str:
    """Generated class names, text in divisions and spans."""
    names = [f"css-{chance.randrange(16**6):06x}" for _ in range(6)]
    text = "".join(f'<div class="{names[0]}"><span>{escape(each)}</span></div>' for each in told.paragraphs)
    links = "".join(
        f'<div class="{names[1]}"><a href="/x">{escape(text)}</a></div>' for text in _words(told, "menu")
    )
    others = "".join(
        f'<div class="{names[4]}"><a href="/{at}"><span>'
        f"{escape(chance.choice(_words(told, 'teasers')))}</span></a></div>"
        for at in range(12)
    )
    body = (
        f'<div class="{names[2]}"><div>{links}</div><div class="{names[3]}"><h1>{escape(told.title)}</h1>'
        f'<div><time datetime="{told.day.isoformat()}T06:00Z">{told.date_line}</time>'
        f"</div><div>{text}</div></div>"
        f"<div>{others}</div></div>"
    )
    return _page(told, _meta(told), body)


def _shop_window(told: Story, chance: Random) -> str:
    """Much around little: cookie notices, newsletters within the text, teasers before and after."""
    paragraphs = [f"<p>{escape(each)}</p>" for each in told.paragraphs]
    paragraphs.insert(
        1, f'<div class="newsletter-signup"><p>{escape(_words(told, "boilerplate")[2])}</p></div>'
    )
    paragraphs.insert(
        3, f'<aside class="read-also"><a href="/y">{escape(_words(told, "teasers")[0])}</a></aside>'
    )
    body = (
        f'<div class="cookie-consent"><p>{escape(_words(told, "boilerplate")[0])}</p>'
        f"<button>OK</button></div>"
        f"{_menu(told)}{_teasers(told, chance, 'most-read')}"
        f'<div class="story-body" itemprop="articleBody"><h1>{escape(told.title)}</h1>{"".join(paragraphs)}'
        f'<p class="tags"><a href="/t">{escape(_words(told, "menu")[1])}</a></p></div>'
        f"{_teasers(told, chance, 'recommended', 16)}<footer><p>"
        f"{escape(_words(told, 'boilerplate')[1])}</p></footer>"
    )
    return _page(told, _meta(told) + _linked(told), body)


def _agency(told: Story, chance: Random) -> str:
    """A wire's page: preformatted lines, a date line in words, related items as a list."""
    items = "".join(
        f'<li><a href="/{at}">{escape(text)}</a></li>' for at, text in enumerate(_words(told, "teasers") * 3)
    )
    body = (
        f'{_menu(told, "div", "topnav")}<div id="main"><h1>{escape(told.title)}</h1><p class="pubdate">'
        f'{escape(told.date_line)}</p><p class="author">{escape(_by(told))}</p><div class="copy">'
        f"{_tagged('p', told.paragraphs)}</div><ul>{items}</ul></div><div class='copyright'>"
        f"{escape(_words(told, 'boilerplate')[1])}</div>"
    )
    return _page(told, "", body)


def _application(told: Story, chance: Random) -> str:
    """A page saved from a browser: images as data, one form around everything."""
    image = "data:image/jpeg;base64," + "QUJD" * 6000
    body = (
        f'<form id="aspnetForm"><input type="hidden" value="{"A" * 3000}">{_menu(told, "div", "nav-menu")}'
        f'<img src="{image}"><div class="article-content"><h1>{escape(told.title)}</h1>'
        f"<p><img src='{image}'>{escape(told.paragraphs[0])}</p>{_tagged('p', told.paragraphs[1:])}</div>"
        f"{_comments(told, chance, 'disqus_thread')}{_teasers(told, chance, 'sidebar')}</form>"
    )
    return _page(told, _meta(told), body)


def _encyclopaedia(told: Story, chance: Random) -> str:
    """Every fourth word a link, notes in brackets, a box of facts and one of links."""
    paragraphs = [
        " ".join(
            f'<a href="/w/{at}">{escape(word)}</a>' if at % 4 == 0 else escape(word)
            for at, word in enumerate(each.split())
        )
        for each in told.paragraphs
    ]
    links = "".join(
        f'<li><a href="/{at}">{escape(text)}</a></li>' for at, text in enumerate(_words(told, "menu") * 4)
    )
    body = (
        f'<div id="content" class="mw-body"><h1>{escape(told.title)}</h1><div id="bodyContent">'
        f'<table class="infobox"><tr><th>{escape(told.outlet)}</th><td>1</td></tr></table>'
        f"<p>{'</p><p>'.join(paragraphs)}</p><div class='navbox'><ul>{links}</ul></div></div></div>"
        f"{_menu(told, 'div', 'panel')}"
    )
    return _page(told, _meta(told), body)


def _live(told: Story, chance: Random) -> str:
    """Entries one below the other, each an article with its time."""
    entries = "".join(
        f'<article class="entry"><header><time>10:0{at}</time></header><div '
        f'class="entry-body"><p>{escape(each)}</p></div>'
        f'<div class="share-bar"><a href="#">Share</a></div></article>'
        for at, each in enumerate(told.paragraphs)
    )
    body = f"{_menu(told)}<main><h1>{escape(told.title)}</h1>{entries}</main>{_teasers(told, chance, 'rhs')}"
    return _page(told, _linked(told), body)


def _builder(told: Story, chance: Random) -> str:
    """What tools for building sites make: everything is a widget."""
    heading = f'<div class="elementor-widget elementor-widget-heading"><h1>{escape(told.title)}</h1></div>'
    body = (
        f'{_menu(told)}<div class="elementor">{heading}<div class="elementor-widget '
        f'elementor-widget-post-content">'
        f'<div class="elementor-widget-container">{_tagged("p", told.paragraphs)}</div></div>'
        f'<div class="elementor-widget elementor-widget-posts">{_teasers(told, chance, "grid")}</div></div>'
    )
    return _page(told, _meta(told), body)


#: How pages are made, by name.
TEMPLATES: dict[str, Callable[[Story, Random], str]] = {
    "agency": _agency,
    "application": _application,
    "breaks": _breaks,
    "builder": _builder,
    "encyclopaedia": _encyclopaedia,
    "layout_table": _layout_table,
    "live": _live,
    "modern": _modern,
    "shop_window": _shop_window,
    "soup": _soup,
    "weblog": _weblog,
}
