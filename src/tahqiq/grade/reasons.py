"""Why a rule decided as it did: a rule's name and its parameters, told in any language of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.labels import label
from tahqiq.vocab.wording import Language, counted, isolate_foreign, word

#: What each rule says. Where it counts something there are a singular and a plural, both with ``{n}``.
MESSAGES: Mapping[str, str | tuple[str, str]] = {
    # why a claim does not enter a range
    "negated": "it says that this did not happen",
    "not_a_finding": "denials, disputes, demands, received information and open investigations carry no toll",
    "another_effect": "it counts another kind of harm",
    "another_population": "it describes another population",
    "several_populations": "the figures describe several populations, which never share a range",
    "another_category": "it counts other people or things",
    "aggregate": "it adds up several incidents or days",
    "superseded": "the same source has since replaced it by a later toll",
    "part": "it counts a part of those another claim counts",
    "reprint": "it repeats what the same origin is already counted with",
    "no_number": "its words carry no number under the profile {profile}",
    "armed_actor_figure": "an armed actor's own figure stands apart from what was found",
    "commentary": "commentary is no report of its own",
    "unreliable": "the source is rated unreliable, or the information improbable",
    # what was done to a range
    "largest_part": "no claim counts the whole: the largest part is the least it can be",
    "status_contested": "the civilian status of those harmed is contested: the lower bound is 0",
    # why a grade
    "no_claims": "no claim about this incident has been accepted",
    "no_credible_source": "no credible source held here reports civilian harm",
    "accepted_responsibility": "{party} has accepted responsibility for civilian harm",
    "several_blamed": "there are competing claims about who is responsible: {parties}",
    "combatants_only": "by every credible source held here, those killed were combatants",
    "responsible_elsewhere": "every credible source held here holds another party responsible: {parties}",
    "sources": (
        "{n} credible independent source reports civilian harm",
        "{n} credible independent sources report civilian harm",
    ),
    "reprints": (
        "{n} further claim has an origin that is already counted",
        "{n} further claims have an origin that is already counted",
    ),
    "not_independent": (
        "{n} claim by an armed actor blamed here or by a commentator is no independent source",
        "{n} claims by armed actors blamed here or by commentators are no independent sources",
    ),
    "actor_nearby": "an armed actor's action nearby at the time is likely or confirmed",
    "no_actor_nearby": "no armed actor's action nearby at the time is established",
    "date_from_one_source": "no more than one source dates the harm, and it is graded as dated",
    "single_source": "the harm rests on a single source",
    "own_claims_not_held": "one source held here; the source's own claims are not held",
    # why a strike status
    "declared": "{party} has declared or accepted a strike at the place and time",
    "strike_contested": "more than one armed actor is blamed for the strike",
    "strike_likely": "two or more independent sources blame {party} for the strike",
    "strike_single_source": "a single source reports the strike",
    # what would change a grade or a range
    "if_accepted": "{party} accepted responsibility for civilian harm",
    "if_accepted_by_somebody": "an armed actor accepted responsibility for civilian harm",
    "if_taken_back": "{party} took its acceptance back",
    "if_another_source": "one more credible independent source reported civilian harm, and dated it",
    "if_another_source_blames": "one more credible independent source reported civilian harm, dated it, and "
    "named who is responsible",
    "if_dated": "every source dated the harm within the incident's dates",
    "if_declared": "an armed actor declared a strike at that place and time",
    "if_another_blamed": "a credible source held another armed actor responsible",
    "if_only_blamed": "nobody but {party} were blamed",
    "if_status_settled": "it were settled that those harmed were civilians",
    "if_source_falls": "what {source} says fell away",
    # how two assessments differ
    "grades_differ": "graded {ours} here and {theirs} by the source",
    "graded_only_here": "graded {ours} here and not by the source",
    "graded_only_there": "graded {theirs} by the source and not here",
    "killed_differ": "killed: {ours} here, {theirs} by the source",
    "injured_differ": "injured: {ours} here, {theirs} by the source",
    "strike_differs": "strike status: {ours} here, {theirs} by the source",
}


#: A value of the vocabulary, a slug (or several joined by ', '), a number a plural agrees with, a range.
Parameter = StrEnum | str | int | CountRange


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the working.

    Attributes:
        rule: the rule's name, a key of ``MESSAGES``.
        parameters: what it was applied to, by name.
    """

    rule: str
    parameters: tuple[tuple[str, Parameter], ...] = ()

    @classmethod
    def of(cls, rule: str, **parameters: Parameter) -> Reason:
        """The reason of a rule.

        Raises:
            KeyError: there is no such rule.
        """
        MESSAGES[rule]
        return cls(rule, tuple(sorted(parameters.items())))

    @property
    def message(self) -> str | tuple[str, str]:
        """The English message, or singular and plural."""
        return MESSAGES[self.rule]

    def text(self, language: Language = "en", *, names: Mapping[str, str] | None = None) -> str:
        """The reason in words.

        Args:
            language: of the reader.
            names: what slugs among the parameters (parties, joined by ', ') are called in that language.
        """
        given = dict(self.parameters)
        message = self.message
        if isinstance(message, tuple):
            return counted(*message, int(str(given["n"])), language)
        spoken = {name: _spoken(value, names or {}, language) for name, value in given.items()}
        return word(message, language).format(**spoken)


def _spoken(value: Parameter, names: Mapping[str, str], language: Language) -> str:
    if isinstance(value, CountRange):
        return value.text(language)
    parts = [label(value, language)] if isinstance(value, StrEnum) else _named(str(value), names)
    if language == "en":
        return ", ".join(parts)
    return "، ".join(isolate_foreign(part) for part in parts)


def _named(slugs: str, names: Mapping[str, str]) -> list[str]:
    return [names.get(slug) or slug for slug in slugs.split(", ")]
