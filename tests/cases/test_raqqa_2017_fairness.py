"""What the case must never say, and what it must always say, with or without the facts at hand."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cases.numbers import digits
from cases.raqqa import folder
from tahqiq.cases.entries import Entry
from tahqiq.cases.folder import CaseClaim
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.vocab.claims import Effect, Scope, Stance
from tahqiq.vocab.counts import WORDS_ONLY
from tahqiq.vocab.wording import word

ARABIC = re.compile(r"[\u0621-\u064a]{2}")
NOTES = sorted(folder().notes)


def claim(key: str) -> CaseClaim:
    return next(each for each in folder().claims if each.key == key)


def entries() -> Iterator[tuple[str, Entry]]:
    case = folder()
    yield "case", case.case
    for name in ("parties", "sources", "notes", "populations", "places", "incidents", "sites"):
        for slug, entry in getattr(case, name).items():
            yield f"{name}.{slug}", getattr(entry, "entry", entry)


def all_texts() -> Iterator[str]:
    for note in folder().notes.values():
        yield from (note.text, note.text_ar)
    for each in folder().claims:
        yield from (each.claim.statement, each.claim.statement_ar, each.claim.note)
    for _, entry in entries():
        yield from (value for value in msgspec.structs.asdict(entry).values() if isinstance(value, str))


def population_of() -> dict[str, list[CaseClaim]]:
    found: dict[str, list[CaseClaim]] = defaultdict(list)
    for each in folder().claims:
        found[each.claim.population].append(each)
    return found


def test_every_quote_is_verbatim_and_found_where_the_claim_says() -> None:
    for each in folder().claims:
        place = each.claim.locator
        assert each.note.text[place.start : place.end] == each.claim.quote, each.key
        assert each.note.text.count(each.claim.quote) == 1, each.key
        assert each.claim.text_sha256 == each.note.sha256, each.key


def test_a_statement_that_stands_alone_still_says_whose_it_is() -> None:
    for each in folder().claims:
        assert each.claim.origin is not None
        names = set(re.findall(r"[a-z]{4,}", each.claim.origin.name.lower())) | {"bbc", "sdf"}
        assert names & set(re.findall(r"[a-z]+", each.claim.statement.lower())), each.key


def test_no_two_claims_are_one_and_the_same() -> None:
    assert len({each.claim.id for each in folder().claims}) == len(folder().claims) == 53


@pytest.mark.parametrize("slug", NOTES)
def test_a_note_opens_by_saying_whose_it_is_and_what_is_not_held(slug: str) -> None:
    opening, _, rest = folder().notes[slug].text.partition("\n")
    assert opening.startswith("This is Tahqiq's own note, in our own words, on ")
    assert "public source" in opening
    assert re.search(r"We (do not hold|hold neither)", opening)
    assert re.search(r"Date[^.]*: [^.]*\d{4}", opening)
    assert re.search(r"inferred|date of the (article|report|carrying article)|is not recorded", opening)
    assert rest.strip()


@pytest.mark.parametrize("slug", NOTES)
def test_the_arabic_note_says_that_a_machine_translated_it_and_has_every_paragraph(slug: str) -> None:
    note = folder().notes[slug]
    label, *paragraphs = note.text_ar.strip().split("\n\n")
    assert label == "ترجمة آلية أعدّها المشروع ولم يراجعها أحد؛ والأصل هو المذكرة بالإنكليزية."
    assert paragraphs[0].startswith("هذه مذكرة من «تحقيق»، مكتوبة بكلماتنا")
    assert len(paragraphs) == len(note.text.strip().split("\n\n"))


@pytest.mark.parametrize("slug", NOTES)
def test_the_arabic_note_has_the_same_figures(slug: str) -> None:
    note = folder().notes[slug]
    assert digits(note.text_ar) == digits(note.text)


def test_there_is_arabic_for_everything_that_is_read_in_english() -> None:
    for name, entry in entries():
        values = msgspec.structs.asdict(entry)
        for field in (field for field in values if field.endswith("_en") and values[field]):
            assert ARABIC.search(values[field.removesuffix("_en") + "_ar"]), (name, field)
    assert all(ARABIC.search(each.claim.statement_ar) for each in folder().claims)
    assert folder().case.translator == "machine translation, not reviewed"


def test_the_catalogue_has_arabic_for_the_words_around_every_claim() -> None:
    for each in folder().claims:
        said = each.claim
        words = {said.basis, said.blamed, said.of_whom, said.unit, said.place, said.note, said.said_note} - {
            ""
        }
        words |= {link.name for link in said.chain}
        for text in words:
            arabic = word(text, "ar")
            assert ARABIC.search(arabic), (each.key, text)
            assert digits(text) <= digits(arabic), (each.key, text)
    assert ARABIC.search(word(folder().case.translator, "ar"))


def test_figures_in_titles_and_notes_are_the_same_in_both_languages() -> None:
    for name, entry in entries():
        if name.startswith("places."):
            continue  # both wordings are the facts', and theirs differ
        values = msgspec.structs.asdict(entry)
        for field in (field for field in values if field.endswith("_en")):
            assert digits(values[field]) == digits(values[field.removesuffix("_en") + "_ar"]), (name, field)
    for each in folder().claims:
        assert digits(each.claim.statement_ar) - digits(each.claim.statement) <= {200, 300}, each.key


def test_a_population_holds_one_kind_of_count() -> None:
    populations = population_of()
    populations.pop("")
    for slug, claims in populations.items():
        kinds = {(each.claim.unit, each.claim.effect, each.claim.of_whom) for each in claims}
        assert len(kinds) == 1, slug
        assert all(each.claim.unit for each in claims), slug


def test_every_figure_has_an_incident_a_site_or_a_population_and_every_population_a_claim() -> None:
    populations = population_of()
    assert all(each.incident or each.site or not each.claim.unit for each in populations.pop(""))
    assert set(populations) == set(folder().populations)


def test_one_population_speaks_of_one_place_and_one_time() -> None:
    elsewhere = {"sdf-fighters-killed", "douma-killed"}
    for slug, claims in population_of().items():
        assert (
            slug in {"", *elsewhere} or len({(each.claim.place, each.claim.span) for each in claims}) == 1
        ), slug


def test_what_is_said_without_a_figure_stands_in_no_panel() -> None:
    for key in ("coi-raqqa-concern", "control-sdf", "most-precise", "deal-foreign-leave", "acceptance-gap"):
        assert claim(key).claim.population == ""


def test_an_incidents_own_dead_are_counted_with_the_incident_and_with_nothing_else() -> None:
    for key in ("tadfi-family", "mansura-admission"):
        assert claim(key).claim.population == ""


def test_one_population_speaks_of_one_place() -> None:
    several = {"how-strikes-were-chosen", "the-coalitions-answer", "sdf-fighters-killed", "douma-killed"}
    for slug, claims in population_of().items():
        assert slug in {"", *several} or len({each.claim.place for each in claims}) == 1, slug


def test_deaths_laid_to_the_coalition_stand_apart_from_all_deaths_and_from_casualties() -> None:
    by_coalition = {each.key for each in population_of()["civilians-killed-by-coalition"]}
    assert by_coalition == {
        "toll-amnesty-airwars",
        "toll-coalition-2019",
        "toll-coalition-318",
        "toll-rovera-2018",
        "toll-korzun",
    }
    assert {each.key for each in population_of()["civilians-killed-offensive"]} == {
        "toll-airwars-2018",
        "toll-responders",
        "toll-sohr",
    }
    assert [each.key for each in population_of()["civilian-casualties-coalition"]] == ["toll-coalition-2018"]


def test_casualties_are_never_called_deaths() -> None:
    assert claim("toll-coalition-2018").claim.effect == Effect.KILLED_OR_INJURED
    wrong = re.compile(r"\b104\b\D{0,40}?(deaths|dead\b|killed(?! or injured)|قتيل(?! وجريح)|وفاة)")
    assert not [text for text in all_texts() if wrong.search(text)]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("toll-rovera-2018", "many hundreds"),
        ("toll-responders", "thousands"),
        ("toll-muallem", "thousands"),
        ("residents-harmed", "thousands"),
        ("bodies-mostly-civilian", "most"),
        ("deal-bbc", "many hundreds"),
    ],
)
def test_words_never_become_numbers(key: str, words: str) -> None:
    each = claim(key).claim
    assert each.count.unknown
    assert each.hedge in WORDS_ONLY
    assert words in each.quote.lower()
    assert words in each.statement.lower()


def test_twenty_and_sixteen_stay_two_claims() -> None:
    twenty, sixteen = claim("blasts-sdf-20").claim, claim("blasts-sdf-16").claim
    assert (twenty.count.min, twenty.count.max) == (20, 20)
    assert (sixteen.count.min, sixteen.count.max) == (16, 16)
    assert sixteen.supersedes is None
    assert sixteen.within is None


def test_two_figures_of_the_coalition_are_both_kept_with_their_conflict() -> None:
    first, second = claim("toll-coalition-318"), claim("toll-coalition-2019")
    assert first.claim.supersedes is None
    assert second.claim.supersedes is None
    assert "conflicts with the 180" in first.note.text
    assert "conflicts with the higher number" in second.note.text


def test_disputes_stay_disputes_and_information_received_is_no_finding() -> None:
    assert claim("douma-dispute").claim.stance == Stance.DISPUTES
    for key in ("douma-deaths", "douma-wounded", "minutes"):
        assert claim(key).claim.stance == Stance.RECEIVED_INFORMATION
        assert claim(key).claim.standard is None
    concern = claim("coi-raqqa-concern").claim
    assert concern.stance == Stance.IS_INVESTIGATING
    assert concern.standard is None
    assert "“is concerned”" in concern.quote


def test_the_findings_of_the_opcw_carry_their_standard() -> None:
    for key in ("douma-opcw-2019", "douma-opcw-2023"):
        assert claim(key).claim.standard == "reasonable_grounds_to_believe"
        assert "reasonable grounds" in claim(key).claim.quote


def test_only_the_home_is_counted() -> None:
    counted = {slug for slug, incident in folder().incidents.items() if not incident.not_counted_en}
    assert counted == {"tadfi-home"}


def test_only_an_incident_figure_is_an_event() -> None:
    for each in folder().claims:
        if each.claim.unit:
            assert (each.claim.scope == Scope.EVENT) == bool(each.incident), each.key


def test_the_only_answer_is_to_the_school_and_rests_on_its_claim() -> None:
    assert list(folder().answers) == ["mansura-school"]
    answer = folder().answers["mansura-school"]
    assert claim(answer.claim).incident == "mansura-school"
    assert (answer.killed_min, answer.killed_max) == (40, 40)
    assert answer.reason_wording in claim(answer.claim).claim.quote


def test_the_park_is_a_site_and_not_an_incident() -> None:
    assert claim("panorama-park").site == "panorama-park"
    assert claim("panorama-park").incident == ""
    assert claim("panorama-park").claim.count.unknown


def test_no_place_has_a_point_that_no_fact_gives() -> None:
    assert not [
        place for place in tomllib.loads((FOLDER / "places.toml").read_text()).values() if "lat" in place
    ]


def test_both_dates_of_the_end_of_the_offensive_are_kept() -> None:
    assert "20 October 2017" in claim("control-sdf").claim.quote
    assert "17 October" in claim("control-sdf").claim.quote


def test_the_page_about_the_case_counts_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "case-raqqa.md").read_text(encoding="utf-8")
    case = folder()
    for counted in (
        f"{len(case.notes)} notes, each on one publication",
        f"{len(case.claims)} claims, a file for each note",
        f"{len(case.populations)} groups that figures describe",
    ):
        assert counted in page
