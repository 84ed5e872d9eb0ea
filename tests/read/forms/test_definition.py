"""The shipped forms: whole in both languages, free of contradictions, and what is private marked so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tahqiq.read.forms.definition import MEDIA, BadDefinition, faults, form_from, form_named, form_of, shipped

CHOICES = {"yes_no": [["yes", "Yes", "نعم"], ["no", "No", "لا"]]}


@pytest.mark.parametrize("slug", ["interview", "site_visit", "body_recovery", "missing_person"])
def test_a_shipped_form_does_not_contradict_itself(slug: str) -> None:
    form = form_of(slug)
    assert list(faults(form)) == []
    assert form_named(form.name) is form
    for _, question in form.questions():
        assert question.ar != question.en
        assert {each.ar for each in question.choices}.isdisjoint(each.en for each in question.choices)


def test_who_people_are_goes_to_the_vault() -> None:
    vaulted = {form.slug: {each.name for _, each in form.questions() if each.to_vault} for form in shipped()}
    assert {"real_name", "telephone", "shelter", "birth_year"} <= vaulted["interview"]
    assert {"informant_name", "informant_telephone", "kin_name"} <= vaulted["missing_person"]
    assert not any(each.to_vault for form in shipped() for _, each in form.questions() if each.type in MEDIA)


def test_consent_is_asked_purpose_by_purpose_before_the_account() -> None:
    names = [each.name for _, each in form_of("interview").questions()]
    purposes = ["keep", "share_with_court", "publish_words", "publish_voice", "publish_image", "publish_name"]
    assert [name for name in names if name in purposes] == purposes
    assert names.index("publish_name") < names.index("recording")


def test_a_family_is_asked_the_usual_sixty_items() -> None:
    asked = [each for _, each in form_of("missing_person").questions() if each.type != "note"]
    assert len(asked) >= 60


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError):
        form_of("../choices")
    assert form_named("somebody_elses") is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "calculate"}, "no known type"),
        ({"type": "select_one"}, "no list of answers"),
        ({"list": "yes_no"}, "no list of answers"),
        ({"ar": ""}, "lacks its words"),
        ({"hint_en": "Only here"}, "lacks its words"),
        ({"constraint": ". > 1"}, "without a message"),
        ({"keep": "cellar"}, "kept nowhere"),
        ({"relevant": "${other} = 'x'"}, "not asked"),
        ({"name": "Name"}, "is no name"),
        ({"name": "g"}, "used twice"),
    ],
)
def test_a_contradiction_is_named(change: dict[str, str], fault: str) -> None:
    question = {"type": "text", "name": "q", "en": "Q", "ar": "س", **change}
    group = {"name": "g", "en": "G", "ar": "ج", "questions": [question]}
    table = {"name": "f", "version": "1", "en": "F", "ar": "ن", "group": [group]}
    with pytest.raises(BadDefinition, match=fault):
        form_from("f", table, CHOICES)


def test_a_group_has_words_too() -> None:
    form = form_of("site_visit")
    silent = replace(form, groups=(replace(form.groups[0], ar=""), *form.groups[1:]))
    assert "'visit' lacks its words in a language" in list(faults(silent))
