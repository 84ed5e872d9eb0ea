from tahqiq.link.incidents.whereabouts import gathered, wording_of
from tahqiq.vocab.places import Precision


def same(one: str, other: str) -> bool:
    """Whether two wordings mean a place of one name."""
    found = gathered([one, other])
    first, second = int(found.of[0]), int(found.of[1])
    pairs = {(key // found.names, key % found.names) for key in found.same.tolist()}
    return any((a, b) in pairs for a in found.heads_of(first) for b in found.heads_of(second))


def test_names_are_one_across_scripts_and_kinds():
    assert same("حي البدر", "al-Badr neighbourhood")
    assert same("مدينة الكوثر", "Kawthar")
    assert same("حلب", "Aleppo")
    assert not same("حي البدر", "حي الرمل")


def test_what_surrounds_a_place_is_not_what_is_meant():
    found = wording_of("Badr neighbourhood, Kawthar city")
    assert found.heads == (("badr",),)
    assert found.around == (("kawthar",),)
    assert found.precision is Precision.NEIGHBOURHOOD


def test_several_places_joined_in_arabic_are_all_meant():
    assert len(wording_of("حارتي السمراني والبدر ومنطقة الحديقة الخضراء").heads) == 3


def test_a_name_in_a_town_is_finer_than_the_town():
    assert wording_of("al-Badr area, Kawthar city").precision is Precision.NEIGHBOURHOOD


def test_the_town_of_a_quarter_is_learned_from_other_wordings():
    found = gathered(["حي البدر في مدينة الكوثر", "حي البدر", "Badr neighbourhood"])
    towns = {int(found.canonical[name]) for name in found.around_of(int(found.of[0]))}
    for report in (1, 2):
        around = found.around_of(int(found.of[report]))
        assert {int(found.canonical[name]) for name in around} == towns


def test_a_quarter_of_two_towns_is_left_open():
    found = gathered(["حي البدر في مدينة الكوثر", "حي البدر في مدينة الرمل", "حي البدر"])
    assert len(found.around_of(int(found.of[2]))) == 0


def test_no_wording_means_nothing():
    found = gathered(["", "منطقة سكنية"])
    assert found.of.tolist()[0] == -1
    assert gathered([]).names == 0
