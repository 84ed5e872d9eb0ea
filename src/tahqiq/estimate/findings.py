"""Why an estimate is refused, or what a reader must weigh: each one sentence, and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tahqiq.vocab.estimates import Finding
from tahqiq.vocab.wording import Language, isolate, isolate_foreign, word

#: Code → (what is so, what would help). ``{…}`` become numbers or names.
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "nobody": (
            "Nobody stands on these lists, so there is nothing to estimate from.",
            "Check which rows and columns were read.",
        ),
        "one_list": (
            "There is only one list ({list}), and one list cannot say how many people it missed.",
            "A second and a third list of the same population, place and period would help.",
        ),
        "compiled": (
            "{list} is declared as compiled from {other}, so the two are not separate lists.",
            "Leave one of the two out; another list made without them would help.",
        ),
        "too_few": (
            "Only {documented} people are documented here; below {least} no figure can be relied on.",
            "Join this stratum with others like it, or look for more lists.",
        ),
        "no_overlap": (
            "Nobody stands on two lists, so nothing shows how much of the whole each list holds.",
            "Check that records of the same person were linked; else larger lists that overlap are needed.",
        ),
        "two_lists": (
            "There are only two lists ({lists}), and two lists cannot show whether people on one were more, "
            "or less, likely to be on the other; the figure would rest on a guess about that.",
            "A third list would help. Who has grounds to hold the two independent of one another can declare "
            "it (--assume-independent).",
        ),
        "two_lists_not_enough": (
            "The method {method} needs three lists, and there are two ({lists}).",
            "A third list would help; for two lists held independent there is the method chapman.",
        ),
        "apart": (
            "Nobody on {lists} stands on any other list, and what is left is too little to estimate from.",
            "Check that records of the same person were linked; a further list that overlaps would help.",
        ),
        "not_identifiable": (
            "Very different totals would explain these lists equally well: the table does not settle how "
            "many people stand on no list.",
            "People who stand on combinations of lists that are empty now would help: further linking, or "
            "a further list that overlaps with the others.",
        ),
        "prior_is_posterior": (
            "The lists hardly narrow the total down (95 %: {lo95} to {hi95}), so the figure would be the "
            "model's starting assumption rather than a finding.",
            "More people who stand on several lists would help: further linking, larger or more lists, or "
            "joining strata.",
        ),
        "prior_decides": (
            "The figure depends on the model's starting assumptions: other reasonable ones move the middle "
            "estimate of people on no list from {low} to {high}.",
            "More people who stand on several lists would help: further linking, larger or more lists, or "
            "joining strata.",
        ),
        "not_settled": (
            "The computation did not settle on an answer (R̂ {rhat}, {ess} effective samples).",
            "Run it longer (--effort); if that does not help, join strata or use another method.",
        ),
        "no_finite_estimate": (
            "The method {method} gives no finite figure for these lists.",
            "More people who stand on several lists would help; or try another method.",
        ),
        "no_figure": (
            "The method {method} cannot be computed on these lists: {why}.",
            "",
        ),
        "strata_refused": (
            "The total is not given because part of it is refused: {strata}.",
            "Join the refused strata with others, or give their documented number beside the rest.",
        ),
    }
)

#: What does not stop an estimate and yet must be said beside it.
WARNINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "forced": (
            "This figure was computed although it was refused; it must not be published without saying so.",
            "",
        ),
        "assumes_independence": (
            "The figure holds only if standing on {first} makes standing on {second} neither more nor less "
            "likely. If the two lists share sources the true number is higher; if they avoid the same people "
            "it is lower.",
            "A third list would allow this to be tested.",
        ),
        "assumes_given_covariates": (
            "The figure holds only if, among people alike in {covariates}, standing on {first} makes "
            "standing on {second} neither more nor less likely.",
            "A third list would allow this to be tested.",
        ),
        "few_for_covariates": (
            "Only {n} people are documented; below {least} the interval of doubly robust estimation holds "
            "the truth less often than it says.",
            "More documented people, or fewer covariates, would help.",
        ),
        "lower_bound": (
            "Chao's figure is a lower bound where some people were harder to document than others: the true "
            "number is likely to be higher.",
            "",
        ),
        "empty_list": (
            "{list} holds nobody here and was left out.",
            "If it did not cover this stratum, declare so.",
        ),
        "list_apart": (
            "Nobody on {lists} stands on any other list.",
            "Check that records of the same person were linked.",
        ),
        "poor_fit": (
            "The model does not reproduce the lists well (predictive p = {p}).",
            "Compare other methods (--compare), and strata within which people were documented alike.",
        ),
        "cells_off": (
            "Some combinations of lists are observed far more or less often than the model expects: {cells}.",
            "Lists that share sources, or errors in linking, can cause this.",
        ),
        "overdispersed": (
            "The counts vary {times} times as much as the model allows, so its intervals are too narrow.",
            "Strata within which people were documented alike would help.",
        ),
        "one_list_decides": (
            "Without {list} the middle estimate is {median}, outside the 95 % interval of all lists "
            "together.",
            "Find out how {list} was made, and from which sources.",
        ),
        "models_disagree": (
            "The models disagree: the middle estimates run from {low} ({low_method}) to {high} "
            "({high_method}).",
            "Publish the range of the models, not one of them.",
        ),
        "prior_matters": (
            "Other reasonable starting assumptions move the middle estimate of people on no list from "
            "{low} to {high}.",
            "",
        ),
        "wide": (
            "The interval is wide: its upper end is {times} times its lower end.",
            "Quote the interval, never the middle alone.",
        ),
        "few_recaptured": (
            "Only {n} people stand on more than one list, so the figure rests on few people.",
            "Check the linking: every missed match raises the figure.",
        ),
        "not_covered": (
            "{lists} did not cover this stratum and was left out of its estimate.",
            "",
        ),
        "holds_everybody": (
            "{list} holds everybody documented here, so the other lists add nobody.",
            "Find out whether {list} was made from the others.",
        ),
        "same_people": (
            "{first} and {second} hold exactly the same people.",
            "Find out whether one was made from the other, and leave it out if so.",
        ),
    }
)

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType({**REFUSALS, **WARNINGS})


def finding(code: str, **values: float | str | Sequence[str]) -> Finding:
    """The finding of a code, told in both languages.

    Args:
        code: a key of ``MESSAGES``.
        values: what the sentence names: numbers, names, or several names.

    Raises:
        KeyError: no such code.

    >>> finding("one_list", list="hospital").text
    'There is only one list (hospital), and one list cannot say how many people it missed.'
    """
    text, remedy = MESSAGES[code]
    return Finding(
        code=code,
        text=_told(text, values, "en"),
        text_ar=_told(text, values, "ar"),
        remedy=_told(remedy, values, "en"),
        remedy_ar=_told(remedy, values, "ar"),
    )


def _told(message: str, values: Mapping[str, float | str | Sequence[str]], language: Language) -> str:
    if not message:  # the empty message is the header of the catalogue
        return ""
    return word(message, language).format(**{name: spoken(value, language) for name, value in values.items()})


def spoken(value: float | str | Sequence[str], language: Language) -> str:
    """A number, a name or a list of names, as a reader of the language sees it.

    Numbers of 100 and more lose their decimals; smaller ones keep three significant figures.

    >>> spoken(10665.4, "en"), spoken(1.0123, "en"), spoken(["hospital", "press"], "en")
    ('10,665', '1.01', 'hospital, press')
    """
    if isinstance(value, int | float):
        return isolate(number(value), language)
    names = [value] if isinstance(value, str) else list(value)
    if language == "en":
        return ", ".join(names)
    return "، ".join(isolate_foreign(name) for name in names)


def number(value: float) -> str:
    """A figure with as many digits as it deserves.

    >>> number(10356.5), number(12), number(0.0312), number(0)
    ('10,356', '12', '0.0312', '0')
    """
    if float(value).is_integer() or abs(value) >= 100:
        return f"{round(value):,}"
    return f"{value:.3g}"
