from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.places.gazetteers import PLACES, country
from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.index import PlaceIndex
from tahqiq.language.places.known import KnownPlace
from tahqiq.language.places.located import Refused
from tahqiq.language.places.resolving import Answer, Resolver
from tahqiq.vocab.places import Point, Precision

INDEX = PlaceIndex(country())
RESOLVER = Resolver(country())


def first(wording: str) -> str:
    found = INDEX.search(wording)
    return found[0].place.id if found else ""


@pytest.mark.parametrize(
    ("wording", "place"),
    [
        ("تل سرمد", "XA010101"),
        ("قرية تل سرمد", "XA010101"),
        ("the village of Tal Sarmad", "XA010101"),
        ("Kafr Hbeit", "XA010202"),
        ("Kafrhabit town", "XA010202"),
        ("كفرهبيط", "XA010202"),
        ("وادي النهر", "XA01"),
        ("province of Wadi an-Nahr", "XA01"),
        ("الشرقية", "Q1"),
        ("جامع الرحمة", "M1"),
        ("al-Rahma mosque", "M1"),
        ("تلسرمدتلسرمد", "XA010101"),
        ("تل سرمدالبستان", "XA010101"),
    ],
)
def test_a_name_is_found_in_either_script_however_spelled(wording: str, place: str) -> None:
    assert first(wording) == place


@pytest.mark.parametrize(
    ("wording", "place"),
    [
        ("الجرنة، زهراباد", "XA010102"),
        ("الجرنة في ريف قصر مروان", "XA010201"),
        ("al-Jurnah near Kafr Habit", "XA010201"),
        ("Jurna (Zahrabad district)", "XA010102"),
    ],
)
def test_of_two_places_of_one_name_the_surroundings_choose(wording: str, place: str) -> None:
    assert first(wording) == place


def made(*names: str) -> PlaceIndex:
    """An index of places fifty kilometres apart; a place's code is its position."""
    return PlaceIndex(
        Gazetteer.of(
            KnownPlace(id=str(at), names=(name,), point=Point(35 + at / 2, 39.0))
            for at, name in enumerate(names)
        )
    )


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        ("دوار المنارة", ("al-Manara", "Zahrabad, al-Manara roundabout")),
        ("أم القرى", ("Sarmad", "Umm al-Qura village")),
        ("الميادة", ("Umm Mayada", "al-Mayada")),
        ("أم الميادة", ("al-Mayada", "Umm Mayada")),
        ("نورالدين", ("Nuriya", "Nur ad-Din")),
        ("الراية", ("Raya", "al-Raya")),
        ("راية", ("al-Raya", "Raya")),
        ("الحي الثاني في سرمد", ("Sarmad, first quarter", "Sarmad, second quarter")),
        ("مسبح الرحمة", ("al-Rahma mosque", "al-Rahma swimming pool")),
        ("غرب حلب", ("al-Halba", "western Aleppo")),
        ("20 km east of Sarmad", ("Twenty", "Sarmad")),
        ("Sarmad and Zahrabad", ("سرمد", "سرمد وزهراباد", "سرمد و زهراباد")),
    ],
)
def test_the_finer_agreement_stands_first(wording: str, names: tuple[str, ...]) -> None:
    assert made(*names).search(wording)[0].place.id == str(len(names) - 1)


def test_what_a_known_wording_lies_in_is_found_by_it_where_nothing_else_is() -> None:
    index = made("bus stop in Zahrabad", "Sarmad")
    assert [found.place.id for found in index.search("زهراباد")] == ["0"]
    assert index.search("زهراباد")[0].score < made("Zahrabad").search("زهراباد")[0].score


def test_of_units_of_one_name_within_one_another_the_middle_one_stands_first() -> None:
    units = [
        KnownPlace(id=code, names=("Zahrabad",), point=Point(35 + at / 2, 39.0))
        for at, code in enumerate(["XA01", "XA0101", "XA010100"])
    ]
    assert PlaceIndex(Gazetteer.of(units)).search("زهراباد")[0].place.id == "XA0101"


def test_an_unknown_landmark_gives_what_surrounds_it_at_its_own_precision() -> None:
    found = INDEX.search("near al-Firdaws pharmacy, al-Bustan neighbourhood")[0]
    assert (found.place.id, found.precision) == ("N1", Precision.NEIGHBOURHOOD)
    known = INDEX.search("حي البستان")[0]
    assert known.place.id == "N1"
    assert found.score < known.score


def test_near_a_known_landmark_is_near_it() -> None:
    found = INDEX.search("near al-Rahma mosque, al-Bustan neighbourhood")[0]
    assert (found.place.id, found.precision) == ("M1", Precision.NEARBY_LANDMARK)
    assert INDEX.search("near Tell Sarmad")[0].precision is Precision.VILLAGE


def test_the_countryside_of_a_town_is_no_exacter_than_its_district() -> None:
    assert INDEX.search("Kafr Habit countryside")[0].precision is Precision.DISTRICT


def test_a_place_of_no_class_takes_it_from_the_wording() -> None:
    assert INDEX.search("قرية الشرقية")[0].precision is Precision.VILLAGE
    assert INDEX.search("الشرقية")[0].precision is Precision.UNKNOWN


def test_scores_fall_with_the_rank_and_stay_between_0_and_1() -> None:
    found = INDEX.search("الجرنة", top=3)
    assert len(found) == 2
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 <= each.score <= 1 for each in found)


@pytest.mark.parametrize("wording", ["", " ", "قرية", "Xyzzy Qwrtp", "123"])
def test_what_names_nothing_known_finds_nothing(wording: str) -> None:
    assert INDEX.search(wording) == []


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert PlaceIndex(Gazetteer.of([])).search("Tell Sarmad") == []


def test_a_city_is_found_by_any_of_its_names() -> None:
    index = PlaceIndex(
        Gazetteer.of([KnownPlace(id="1", names=("Aleppo",)), KnownPlace(id="2", names=("Ras al-Ayn",))])
    )
    assert index.search("حلب")[0].place.id == "1"
    assert index.search("Halab")[0].place.id == "1"
    assert index.search("رأس العين")[0].place.id == "2"


def test_several_entries_at_one_spot_speak_for_one_another() -> None:
    def at(number: int, lat: float) -> KnownPlace:
        return KnownPlace(id=str(number), names=("Burj Samir",), point=Point(lat, 39))

    index = PlaceIndex(Gazetteer.of([at(1, 33), at(2, 36), at(3, 36.01), at(4, 36.02)]))
    assert index.search("برج سمير")[0].place.id in {"2", "3", "4"}


def test_what_a_spelling_says_it_belongs_to_counts_as_surroundings() -> None:
    index = PlaceIndex(
        Gazetteer.of(
            [
                KnownPlace(id="1", names=("Burj Samir, Dar al-Karam",), point=Point(33, 39)),
                KnownPlace(id="2", names=("Burj Samir, Hisn Fadel",), point=Point(36, 39)),
            ]
        )
    )
    assert index.search("برج سمير، حصن فاضل")[0].place.id == "2"
    assert index.search("برج سمير في ريف دار الكرم")[0].place.id == "1"


def test_a_populous_place_stands_before_its_namesake() -> None:
    def of(number: int, people: int) -> KnownPlace:
        return KnownPlace(id=str(number), names=("Burj Samir",), population=people)

    assert PlaceIndex(Gazetteer.of([of(1, 0), of(2, 90_000)])).search("برج سمير")[0].place.id == "2"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_a_search(text: str) -> None:
    assert all(0 <= each.score <= 1 for each in INDEX.search(text))


def answers(query: str) -> list[Answer]:
    found = RESOLVER.answer(query)
    assert not isinstance(found, Refused)
    return found


def test_codes_and_coordinates_are_answered_as_they_stand() -> None:
    assert [(each.id, each.name, each.point) for each in answers("XA010101")] == [
        ("XA010101", "Tell Sarmad", Point(35.21, 39.15))
    ]
    (found,) = answers("35.21, 39.15")
    assert (found.id, found.name, found.point, found.score) == ("", "decimal", Point(35.21, 39.15), 1.0)


def test_a_grid_reference_without_zone_takes_it_from_the_gazetteers_area() -> None:
    (found,) = answers("EV 005 797")
    assert found.name == "mgrs; zone 37S taken from the area"
    assert found.precision is Precision.WITHIN_100M
    assert answers("37SEV005797")[0].point == found.point
    assert isinstance(Resolver(Gazetteer.of(PLACES[-1:])).answer("EV 005 797"), Refused)


def test_impossible_coordinates_are_refused_and_other_wordings_searched() -> None:
    assert isinstance(RESOLVER.answer("35.9626, 4239.00416"), Refused)
    assert answers("تل سرمد")[0].id == "XA010101"
