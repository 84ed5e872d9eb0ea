"""Templates compiled to straight Python: escaped as ever, and strict about what they are given."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2.exceptions import TemplateAssertionError
from markupsafe import Markup

from tahqiq.publish.straight import StraightEnvironment

STRAIGHT = StraightEnvironment(autoescape=True, undefined=StrictUndefined)
JINJA = Environment(autoescape=True, undefined=StrictUndefined)
SOURCE = (
    "{% macro cell(name, value='none') %}<td title=\"{{ name }}\">{{ value }}</td>{% endmacro %}"
    "{% for each in rows %}{{ cell(each.name, each.value) }}{{ cell(each.name) }}"
    "{% if each.value is none %}-{% elif loop.last %}.{% endif %}{{ each.name ~ '&' }}{% endfor %}"
)


@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers(), st.text(), st.text().map(Markup)))))
def test_it_writes_what_jinja_writes(values: list[tuple[str, object]]) -> None:
    rows = [SimpleNamespace(name=name, value=value) for name, value in values]
    assert STRAIGHT.from_string(SOURCE).render(rows=rows) == JINJA.from_string(SOURCE).render(rows=rows)


def test_what_is_safe_stays_and_what_is_not_is_escaped() -> None:
    written = STRAIGHT.from_string("{{ a }}{{ b }}").render(a=Markup("<b>"), b="<i>'\"&")
    assert written == "<b>&lt;i&gt;&#39;&#34;&amp;"


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ nothing.at_all }}", "{{ nothing() }}"])
def test_what_is_not_given_is_never_shown_as_nothing(source: str) -> None:
    with pytest.raises(UndefinedError, match="nothing"):
        STRAIGHT.from_string(source).render()


def test_a_macro_must_be_given_what_has_no_default() -> None:
    with pytest.raises(UndefinedError, match="'a' was not provided"):
        STRAIGHT.from_string("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}").render()


def test_an_item_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        STRAIGHT.from_string("{{ row.name }}").render(row={"name": "Ali"})


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m() %}{{ caller() }}{% endmacro %}",
        "{% macro m() %}{{ kwargs }}{% endmacro %}",
        "{% macro m() %}{{ varargs }}{% endmacro %}",
        "{{ f(*names) }}",
        "{{ f(**names) }}",
    ],
)
def test_what_is_not_compiled_so_is_refused(source: str) -> None:
    with pytest.raises(TemplateAssertionError):
        STRAIGHT.from_string(source)
