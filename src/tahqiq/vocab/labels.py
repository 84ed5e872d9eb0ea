"""What every value of the vocabulary is called, in English messages that the catalogue translates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.counts import CountRange, Hedge, figure_text
from tahqiq.vocab.grades import Credibility, Grade, Reliability, StandardOfProof, StrikeStatus
from tahqiq.vocab.judgements import Verdict
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision
from tahqiq.vocab.remains import Primary, Sex, Standing
from tahqiq.vocab.wording import Language, word

T = TypeVar("T")
#: Every enumeration's messages, value by value. ``tests/vocab`` holds them complete and translated.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Grade: {
        Grade.CONFIRMED: "Confirmed",
        Grade.FAIR: "Fair",
        Grade.WEAK: "Weak",
        Grade.CONTESTED: "Contested",
        Grade.DISCOUNTED: "Discounted",
    },
    StrikeStatus: {
        StrikeStatus.DECLARED: "Declared strike",
        StrikeStatus.LIKELY: "Likely strike",
        StrikeStatus.CONTESTED: "Contested strike",
        StrikeStatus.SINGLE_SOURCE: "Strike claimed by a single source",
    },
    StandardOfProof: {
        StandardOfProof.REASONABLE_SUSPICION: "reasonable suspicion",
        StandardOfProof.REASONABLE_GROUNDS: "reasonable grounds to believe",
        StandardOfProof.BALANCE_OF_PROBABILITIES: "balance of probabilities",
        StandardOfProof.BEYOND_REASONABLE_DOUBT: "beyond reasonable doubt",
    },
    Reliability: {
        Reliability.A: "A: completely reliable",
        Reliability.B: "B: usually reliable",
        Reliability.C: "C: fairly reliable",
        Reliability.D: "D: not usually reliable",
        Reliability.E: "E: unreliable",
        Reliability.F: "F: reliability cannot be judged",
    },
    Credibility: {
        Credibility.ONE: "1: confirmed by other sources",
        Credibility.TWO: "2: probably true",
        Credibility.THREE: "3: possibly true",
        Credibility.FOUR: "4: doubtful",
        Credibility.FIVE: "5: improbable",
        Credibility.SIX: "6: truth cannot be judged",
    },
    AnswerState: {
        AnswerState.RECEIVED: "Received",
        AnswerState.NOT_YET_ASSESSED: "Not yet assessed",
        AnswerState.OPEN: "Open",
        AnswerState.CREDIBLE: "Credible",
        AnswerState.NON_CREDIBLE: "Non-credible",
        AnswerState.DUPLICATE: "Duplicate",
        AnswerState.REOPENED: "Reopened",
    },
    RejectionReason: {
        RejectionReason.INSUFFICIENT_INFORMATION: "insufficient information on time, place or detail",
        RejectionReason.NO_STRIKES: "no strikes in the area",
        RejectionReason.INSUFFICIENT_EVIDENCE: "insufficient evidence after review",
        RejectionReason.OTHERS_KILLED: "others were killed",
        RejectionReason.DUPLICATE: "a duplicate of another allegation",
        RejectionReason.OTHER: "another reason",
    },
    Precision: {
        Precision.UNKNOWN: "Not known",
        Precision.COUNTRY: "Country",
        Precision.PROVINCE: "Province",
        Precision.DISTRICT: "District",
        Precision.SUB_DISTRICT: "Sub-district",
        Precision.CITY: "City",
        Precision.TOWN: "Town",
        Precision.VILLAGE: "Village",
        Precision.NEIGHBOURHOOD: "Neighbourhood",
        Precision.STREET: "Street",
        Precision.NEARBY_LANDMARK: "A landmark nearby",
        Precision.WITHIN_100M: "Within 100 metres",
        Precision.WITHIN_1M: "Within one metre",
        Precision.EXACT: "Exact",
    },
    SourceKind: {
        SourceKind.CASUALTY_RECORDER: "Casualty recorder",
        SourceKind.HUMAN_RIGHTS_ORGANISATION: "Human-rights organisation",
        SourceKind.MONITORING_GROUP: "Monitoring group",
        SourceKind.BODY_RECOVERY_TEAM: "Body-recovery team",
        SourceKind.UN_BODY: "UN body",
        SourceKind.INTERNATIONAL_ORGANISATION: "International organisation",
        SourceKind.ARMED_ACTOR: "Armed actor",
        SourceKind.GOVERNMENT: "Government",
        SourceKind.LOCAL_AUTHORITY: "Local authority",
        SourceKind.PRESS: "Press",
        SourceKind.COMMENTARY: "Commentary",
        SourceKind.RELATIVE: "Relative",
        SourceKind.WITNESS: "Witness",
        SourceKind.OTHER: "Other source",
    },
    Effect: {
        Effect.KILLED: "killed",
        Effect.INJURED: "injured",
        Effect.KILLED_OR_INJURED: "killed or injured",
        Effect.MISSING: "missing",
        Effect.DETAINED: "detained",
        Effect.DISPLACED: "displaced",
        Effect.BODIES_RECOVERED: "bodies recovered",
        Effect.DESTROYED: "destroyed",
        Effect.DAMAGED_OR_DESTROYED: "damaged or destroyed",
        Effect.LEFT: "left",
        Effect.REMAINED: "remained",
        Effect.NOT_STATED: "not stated",
    },
    Category: {
        Category.CIVILIANS: "Civilians",
        Category.CHILDREN: "Children",
        Category.WOMEN: "Women",
        Category.MEN: "Men",
        Category.FAMILIES: "Families",
        Category.JOURNALISTS: "Journalists",
        Category.MEDICS: "Medical workers",
        Category.AID_WORKERS: "Aid and rescue workers",
        Category.WOMEN_AND_CHILDREN: "Women and children",
        Category.RESIDENTS: "Residents",
        Category.COMBATANTS: "Combatants",
        Category.CIVILIANS_AND_COMBATANTS: "Civilians and combatants",
        Category.PEOPLE: "People",
        Category.BUILDINGS: "Buildings",
        Category.OTHER: "Others",
    },
    Stance: {
        Stance.ASSERTS: "asserts",
        Stance.FINDS: "finds",
        Stance.TESTIFIES: "testifies",
        Stance.ESTIMATES: "estimates",
        Stance.ADMITS: "admits",
        Stance.DENIES: "denies",
        Stance.DISPUTES: "disputes",
        Stance.RECEIVED_INFORMATION: "received this information (not a finding)",
        Stance.IS_INVESTIGATING: "is investigating (not a finding)",
        Stance.DEMANDS: "demands",
    },
    Scope: {
        Scope.EVENT: "One event",
        Scope.CUMULATIVE: "Over a period or many events",
        Scope.SUPERSEDED: "An earlier figure, since replaced by the same source",
    },
    Hedge: {
        Hedge.EXACT: "one figure",
        Hedge.AT_LEAST: "at least",
        Hedge.MORE_THAN: "more than",
        Hedge.AT_MOST: "up to",
        Hedge.ABOUT: "about",
        Hedge.RANGE: "between two figures",
        Hedge.DOZENS: "dozens",
        Hedge.HUNDREDS: "hundreds",
        Hedge.THOUSANDS: "thousands",
        Hedge.MANY: "many",
        Hedge.UNSPECIFIED: "an unspecified number",
        Hedge.PROBABLY: "probably",
        Hedge.NO_REPORT: "none reported",
    },
    CorrectionKind: {
        CorrectionKind.FIGURE: "A figure",
        CorrectionKind.DATE_OR_PLACE: "A date or a place",
        CorrectionKind.SOURCE: "A source or a quote",
        CorrectionKind.WORDING: "Wording or translation",
        CorrectionKind.PERSON: "Somebody named, shown or quoted",
        CorrectionKind.OTHER: "Something else",
    },
    Outcome: {
        Outcome.CHANGED: "The record was changed",
        Outcome.PARTLY: "The record was changed in part",
        Outcome.UNCHANGED: "The record stands as it was",
    },
    Verdict: {
        Verdict.SAME: "the same",
        Verdict.DIFFERENT: "different",
        Verdict.UNSURE: "not sure",
    },
    Sex: {
        Sex.FEMALE: "Female",
        Sex.MALE: "Male",
    },
    Primary: {
        Primary.FINGERPRINTS: "Fingerprints",
        Primary.DENTAL: "Teeth",
        Primary.DNA: "DNA",
    },
    Standing: {
        Standing.HYPOTHESIS: "Hypothesis",
        Standing.PRESUMPTIVE: "Presumptive",
        Standing.IDENTIFIED: "Identified",
        Standing.EXCLUDED: "Excluded",
        Standing.COMMINGLED: "Commingled",
    },
}

#: Kinds of recovery sites, by slug. A kind that is not here is shown as it was written.
SITE_KINDS = {
    "mass_grave": "Mass grave",
    "grave": "Grave",
    "rubble": "Under rubble",
    "cemetery": "Cemetery",
    "park": "Park",
    "single_grave": "Single grave",
    "garden": "Garden or yard",
    "street": "In a street",
    "river": "River or bank",
    "other": "Other",
}


def message_of(value: StrEnum) -> str:
    """The English message of a value, as the catalogue knows it.

    >>> message_of(Grade.FAIR)
    'Fair'
    """
    return LABELS[type(value)][value]


def choices(values: Iterable[StrEnum], said: Callable[[str], T]) -> list[tuple[str, T]]:
    """Each value with what it is called, as lists to choose from take them.

    Args:
        values: of the vocabulary; an enumeration for all of its values.
        said: what turns a message into what is shown: a translator, or ``str``.

    >>> choices(Sex, str)
    [('female', 'Female'), ('male', 'Male')]
    """
    return [(value.value, said(message_of(value))) for value in values]


def label(value: StrEnum, language: Language = "en") -> str:
    """What a reader sees for a value of the vocabulary."""
    return word(message_of(value), language)


def claim_statement(
    category: Category, effect: Effect, count: CountRange, hedge: Hedge, *, negated: bool = False
) -> str:
    """What a figure claims, in short plain English.

    >>> claim_statement(Category.CHILDREN, Effect.KILLED, CountRange(2, 2), Hedge.EXACT)
    'children killed: 2'
    """
    figure = "none" if negated else figure_text(count, hedge)
    return f"{message_of(category).lower()} {message_of(effect)}: {figure}"
