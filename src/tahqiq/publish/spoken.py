"""Messages of templates put into the page's language when a template is compiled, not on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import NullTranslations

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_CALL = ("name", "lparen", "string", "rparen")


class Spoken(Extension):
    """Replaces ``_('a message')`` by its translation; an environment speaks one language for good.

    A message with values, ``_('… %(name)s', name=…)``, is left to be filled on the page.
    """

    identifier = "spoken"
    messages = NullTranslations()

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Looks at the tokens of a template as they pass."""
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            yield from self._passed(waiting)
        yield from waiting

    def _passed(self, waiting: list[Token]) -> Iterator[Token]:
        """Lets go of what cannot begin a call, and of a call as the message it stands for."""
        while waiting and not self._may_be_call(waiting):
            yield waiting.pop(0)
        if len(waiting) == len(_CALL):
            message = waiting[2]
            waiting.clear()
            yield Token(message.lineno, "string", self._said(message.value))

    def _may_be_call(self, waiting: list[Token]) -> bool:
        kinds = tuple(token.type for token in waiting)
        return kinds == _CALL[: len(kinds)] and waiting[0].value == "_"

    def _said(self, message: str) -> str:
        return self.messages.gettext(message).replace("%%", "%")


def speaking(messages: NullTranslations) -> type[Spoken]:
    """The extension for an environment that speaks one language."""
    return type("Spoken", (Spoken,), {"messages": messages})
