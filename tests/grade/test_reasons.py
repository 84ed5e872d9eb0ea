from __future__ import annotations

import string

import pytest

from tahqiq.grade import Reason
from tahqiq.grade.reasons import MESSAGES, Parameter
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.wording import catalogue

EXAMPLES: dict[str, Parameter] = {
    "n": 3,
    "ours": CountRange(5, 7),
    "theirs": Grade.FAIR,
    "parties": "coalition, russian_forces",
}
every_rule = pytest.mark.parametrize("rule", MESSAGES)


def messages(rule: str) -> tuple[str, ...]:
    found = MESSAGES[rule]
    return found if isinstance(found, tuple) else (found,)


def parameters(rule: str) -> dict[str, Parameter]:
    fields = {name for _, name, _, _ in string.Formatter().parse(messages(rule)[0]) if name}
    return {name: EXAMPLES.get(name, "coalition") for name in fields}


@every_rule
def test_every_reason_is_told_whole_in_both_languages(rule: str) -> None:
    reason = Reason.of(rule, **parameters(rule))
    english, arabic = reason.text("en"), reason.text("ar")
    assert english != arabic
    assert not set("{}") & set(english + arabic)


@every_rule
def test_every_translation_has_the_same_parameters(rule: str) -> None:
    translated = (
        [catalogue("ar").ngettext(*messages(rule), n) for n in (0, 1, 2, 3, 11, 100)]
        if (len(messages(rule)) == 2)
        else [catalogue("ar").gettext(messages(rule)[0])]
    )
    for text in translated:
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == set(parameters(rule))


def test_a_rule_nobody_wrote_has_no_reason() -> None:
    with pytest.raises(KeyError):
        Reason.of("because")


def test_parties_are_called_by_their_names() -> None:
    reason = Reason.of("several_blamed", parties="coalition, russian_forces")
    names = {"coalition": "the Coalition", "russian_forces": "Russian forces"}
    assert reason.text(names=names).endswith(": the Coalition, Russian forces")
    arabic = reason.text("ar", names={"coalition": "التحالف", "russian_forces": "القوات الروسية"})
    assert "\u2068التحالف\u2069، \u2068القوات الروسية\u2069" in arabic


def test_arabic_plurals_agree() -> None:
    two, three, eleven = (Reason.of("sources", n=n).text("ar") for n in (2, 3, 11))
    assert "مصدران" in two
    assert "مصادر" in three
    assert "مصدراً" in eleven
