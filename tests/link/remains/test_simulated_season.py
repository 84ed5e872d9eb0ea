from tahqiq.link.remains.skeleton import Bone, Element, Side
from tahqiq.link.remains.testing import Manner, simulate_season


def test_the_same_seed_gives_the_same_season_and_another_seed_another() -> None:
    assert simulate_season(remains=30, files=45, seed=4) == simulate_season(remains=30, files=45, seed=4)
    assert simulate_season(remains=30, files=45, seed=4) != simulate_season(remains=30, files=45, seed=5)


def test_a_season_has_gaps_both_scripts_parts_and_people_without_a_file() -> None:
    season = simulate_season(remains=300, files=450, seed=1)
    assert 0.6 < sum(map(bool, season.truth.values())) / 300 < 0.85
    assert 20 <= 300 - len(set(season.person.values())) <= 40
    assert sum(file.chart is not None for file in season.files) < 200
    texts = [text for file in season.files for text in file.effects or ()]
    assert any(text.isascii() for text in texts)
    assert any(not text.isascii() for text in texts)
    parts = [each for each in season.remains if each.code.startswith("P")]
    assert all(each.holds(Element(Bone.SKULL)) is False for each in parts)
    assert {each.elements[0].side for each in parts} == {Side.LEFT, Side.RIGHT}


def test_ages_are_wrong_as_often_as_the_manner_says() -> None:
    right, wrong = (
        simulate_season(remains=200, files=300, manner=Manner(ages_wrong=share)) for share in (0.0, 0.9)
    )

    def off(season) -> int:
        files = {file.id: file for file in season.files}
        pairs = [(each, files[season.truth[each.code]]) for each in season.remains if season.truth[each.code]]
        return sum(
            file.age is not None
            and each.age_min is not None
            and not each.age_min - 8 <= file.age <= each.age_max + 8
            for each, file in pairs
        )

    assert off(wrong) > 3 * off(right)
