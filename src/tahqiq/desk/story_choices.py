"""What authors choose from the record: things by their words, and live values with what they say now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.utils import timezone

from tahqiq.casebook.models import (
    Claim,
    Consent,
    Incident,
    Party,
    Passage,
    Place,
    Population,
    Purpose,
    Victim,
)
from tahqiq.casebook.releasing.reading import Leaving, snapshot
from tahqiq.casebook.telling import NoValue, live
from tahqiq.casebook.telling.ground import Ground
from tahqiq.desk.states import STATES
from tahqiq.desk.views.story_media import media_of
from tahqiq.desk.views.visit import Visit
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.labels import label
from tahqiq.vocab.places import Precision
from tahqiq.vocab.wording import Language, word

#: Things that one question finds, and code points of what is asked for and shown.
MOST, LONGEST, _SHOWN = 12, 200, 140
_PURPOSES = (Purpose.PUBLISH_WORDS, Purpose.PUBLISH_VOICE, Purpose.PUBLISH_IMAGE, Purpose.PUBLISH_NAME)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    Attributes:
        insert: what is put into the field. ``said``: what a person reads. ``about``: what else helps.
    """

    insert: str
    said: str
    about: str = ""


Finder = Callable[[Visit, str, Language], Iterator[Choice]]


def choices(visit: Visit, of: str, words: str, language: Language) -> list[Choice]:
    """What the case has of a kind that fits some words; nothing for a kind that is none."""
    finder = FOUND.get(of)
    with snapshot():
        return (
            list(islice(finder(visit, words[:LONGEST].strip(), language), MOST)) if finder is not None else []
        )


def _media(kind: str) -> Finder:
    def found(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
        fits = Q(title_en__icontains=words) | Q(title_ar__icontains=words) | Q(sha256__startswith=words)
        some = media_of(visit).filter(fits, media_type__startswith=kind).order_by("title_en", "sha256")
        for each in some[:MOST]:
            yield Choice(each.sha256, _of(each, "title", language) or each.sha256[:12], each.operation)

    return found


def _of(record: object, field: str, language: Language) -> str:
    own, other = (getattr(record, f"{field}_{each}", "") or "" for each in _order(language))
    return own or other


def _order(language: Language) -> tuple[Language, Language]:
    return ("ar", "en") if language == "ar" else ("en", "ar")


def _consents(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    valid = Consent.objects.filter(case=visit.case, subject__icontains=words).valid(timezone.now().date())
    for each in valid.order_by("subject", "id")[:MOST]:
        allowed = [
            word(STATES[purpose.value], language) for purpose in _PURPOSES if getattr(each, purpose.value)
        ]
        yield Choice(str(each.pk), each.subject, ("، " if language == "ar" else ", ").join(allowed))


def _accepted(visit: Visit, words: str) -> Iterator[Claim]:
    fits = Q(quote__icontains=words) | Q(statement_en__icontains=words) | Q(incident__code__iexact=words)
    fits |= Q(source__name_en__icontains=words) | Q(source_key__iexact=words)
    found = Claim.objects.accepted().filter(fits, case=visit.case).select_related("source", "incident")
    if not visit.hears:
        found = found.filter(item__guarded=False)
    yield from found.order_by("source__slug", "id")[:MOST]


def _claims(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    for each in _accepted(visit, words):
        yield Choice(str(each.pk), _cut(each.quote), _of(each.source, "name", language))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _passages(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    if not visit.hears:
        return
    found = Passage.objects.filter(case=visit.case, interview__pseudonym__icontains=words)
    for each in found.select_related("interview", "text").order_by("interview__number", "start")[:MOST]:
        said = each.text.content[each.start : each.end]
        yield Choice(str(each.pk), _cut(said), each.interview.pseudonym)


def _persons(visit: Visit, words: str) -> list[Victim]:
    if not visit.sees_names:
        return []
    fits = Q(name_en__icontains=words) | Q(name_ar__icontains=words)
    return list(Victim.objects.filter(fits, case=visit.case).people().order_by("name_en", "id")[:MOST])


def _people(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    for each in _persons(visit, words):
        yield Choice(str(each.pk), _of(each, "name", language) or str(each.pk))


def _places(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    fits = Q(name_en__icontains=words) | Q(name_ar__icontains=words)
    for each in Place.objects.filter(fits, case=visit.case).order_by("name_en", "id")[:MOST]:
        yield Choice(str(each.pk), _of(each, "name", language), label(Precision(each.precision), language))


def _subjects(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    for each in Population.objects.filter(case=visit.case).order_by("slug"):
        if words.casefold() in f"{each.slug} {each.title_en} {each.title_ar}".casefold():
            yield Choice(each.slug, _of(each, "title", language), each.slug)
    for party in Party.objects.filter(case=visit.case).order_by("slug"):
        if words.casefold() in f"{party.slug} {party.name_en} {party.name_ar}".casefold():
            yield Choice(party.slug, _of(party, "name", language), party.slug)


#: What may be asked of each kind of thing.
_OF_CLAIM = ("figure", "when", "said", "place", "speaker")
_OF_INCIDENT = ("killed", "injured", "when", "place", "grade")
_OF_PERSON = ("name", "age")


def _values(visit: Visit, words: str, language: Language) -> Iterator[Choice]:
    """Live values that have one now, with what they say."""
    ground = Ground(Leaving(visit.case, on=timezone.now().date()))
    for expression, about in _expressions(visit, words, language):
        try:
            value = live(ground, expression, language)
        except NoValue:
            continue
        yield Choice(f"{{{{ {expression} }}}}", value.text, about)


def _expressions(visit: Visit, words: str, language: Language) -> Iterator[tuple[str, str]]:
    """What can be asked, and what it is of; the incident, claim or person that is named comes first."""
    if words:
        fits = Q(code__icontains=words) | Q(title_en__icontains=words) | Q(place__name_en__icontains=words)
        fits |= Q(title_ar__icontains=words) | Q(place__name_ar__icontains=words)
        for each in Incident.objects.filter(fits, case=visit.case).order_by("code")[:3]:
            yield from ((f"incident {each.code} {part}", f"{each.code} {part}") for part in _OF_INCIDENT)
        for claim in list(_accepted(visit, words))[:3]:
            about = f"{_of(claim.source, 'name', language)}: {_cut(claim.quote)}"
            yield from ((f"claim {claim.pk} {part}", f"{part} · {about}") for part in _OF_CLAIM)
        for person in _persons(visit, words)[:3]:
            yield from ((f"person {person.pk} {part}", part) for part in _OF_PERSON)
    yield from ((each, each) for each in _of_the_case(visit) if words.casefold() in each.casefold())


def _of_the_case(visit: Visit) -> Iterator[str]:
    yield from ("total incidents", "total victims", "total killed", "total killed fair_confirmed")
    yield from (f"count {each}" for each in ("sources", "items", "claims", "sites"))
    yield from (f"total grade {each.value}" for each in Grade)
    for slug in Party.objects.filter(case=visit.case).values_list("slug", flat=True):
        yield f"total conceded {slug}"
        yield from (f"total answers {slug} {state.value}" for state in AnswerState)


FOUND: Mapping[str, Finder] = {
    "pictures": _media("image/"),
    "sounds": _media("audio/"),
    "films": _media("video/"),
    "consents": _consents,
    "claims": _claims,
    "passages": _passages,
    "people": _people,
    "places": _places,
    "subjects": _subjects,
    "values": _values,
}
