import json
from datetime import UTC, datetime

import numpy as np
import pytest

from link.remains.cases import body, chart, missing
from tahqiq.link.remains.findings import LabResult
from tahqiq.link.remains.matching import Matcher
from tahqiq.link.remains.postmortem import PostMortem, SexBasis
from tahqiq.link.remains.said import KINDS
from tahqiq.link.remains.skeleton import Bone, Element, Side
from tahqiq.link.remains.telling import candidate_lines, figures, sentence
from tahqiq.link.remains.testing import simulate_season
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Primary, Ruling, Sex, Standing

NOW = datetime(2031, 6, 1, tzinfo=UTC)
WORK = {"16": "filled", "36": "crown", "46": "missing", "25": "root_filled"}


@pytest.fixture(scope="module")
def season():
    return simulate_season(remains=150, files=220, seed=2)


@pytest.fixture(scope="module")
def matcher(season):
    return Matcher(season.remains, season.files)


def test_true_partners_lead_and_nothing_is_ever_identified(season, matcher) -> None:
    rankings = list(matcher.rankings())
    first = [
        each.candidates[0].file == season.truth[each.remains]
        for each in rankings
        if season.truth[each.remains]
    ]
    assert np.mean(first) > 0.5
    standings = {one.standing for each in rankings for one in each.candidates}
    assert standings <= {Standing.HYPOTHESIS, Standing.PRESUMPTIVE}
    sure = [
        one.file == season.truth[each.remains]
        for each in rankings
        for one in each.candidates
        if one.standing is Standing.PRESUMPTIVE
    ]
    assert np.mean(sure) > 0.9


def test_probabilities_of_a_body_sum_to_one_with_the_open_set(matcher) -> None:
    totals = matcher.sparse.chances.sum(axis=1) + matcher.sparse.none
    assert (totals <= 1 + 1e-9).all()
    assert (totals > 0.9).all()


def test_evidence_adds_up_and_its_kinds_are_known(matcher, season) -> None:
    code = season.remains[0].code
    best = matcher.rank(code).candidates[0]
    assert best.log10_lr == pytest.approx(sum(each.log10_lr for each in best.evidence))
    assert {each.kind for each in best.evidence} <= set(KINDS)
    assert matcher.evidence(code, best.file) == best.evidence
    assert all(each.text() and each.text("ar") for each in best.evidence)


def test_the_same_season_gives_the_same_bytes(season, matcher) -> None:
    again = Matcher(season.remains, season.files)
    assert candidate_lines(list(again.rankings())) == candidate_lines(list(matcher.rankings()))


def test_lines_hold_codes_and_words_in_either_language_and_no_names(season, matcher) -> None:
    rankings = list(matcher.rankings(top=3))
    text = candidate_lines(rankings).decode()
    assert not any(file.name_ar in text for file in season.files if file.name_ar)
    line = json.loads(text.splitlines()[0])
    assert line["format"] == "remains-candidates/1"
    assert len(line["candidates"]) == 3
    assert "الجنس" in candidate_lines(rankings, "ar").decode()
    assert figures(rankings)["remains"] == 150
    assert "nobody is identified" in sentence(rankings, 220)


def test_a_primary_identifier_decides_over_everything_that_supports() -> None:
    files = missing({"effects": ("silver ring", "watch Zelt")}, {}, {})
    lab = (LabResult(file="M-2", method=Primary.DNA, log10_lr=9.0, laboratory="Lab", report="1"),)
    found = body(effects=("silver ring", "watch Zelt"), laboratory=lab, complete=True)
    best = Matcher([found], files).rank("A-1").candidates[0]
    assert (best.file, best.primary, best.standing) == ("M-2", True, Standing.PRESUMPTIVE)
    assert best.evidence[0].kind == "laboratory"


def test_a_profile_alone_is_never_presumptive() -> None:
    files = missing({"sex": Sex.FEMALE, "age": 80.0}, *([{"sex": Sex.MALE, "age": 20.0}] * 30))
    found = body(sex=Sex.FEMALE, sex_basis=SexBasis.DNA, age_min=75, age_max=85)
    best = Matcher([found], files).rank("A-1").candidates[0]
    assert (best.file, best.standing) == ("M-1", Standing.HYPOTHESIS)


def test_two_bodies_compete_for_one_file_and_two_parts_do_not() -> None:
    files = missing({"chart": chart(WORK), "effects": ("silver ring",)}, *([{}] * 20))
    whole = PostMortem(code="A-1", complete=True, chart=chart(WORK), effects=("silver ring",))
    other = PostMortem(code="A-2", complete=True, chart=chart(WORK))
    alone = Matcher([other], files).rank("A-2").candidates[0].posterior
    rival = Matcher([whole, other], files).rank("A-2").candidates[0].posterior
    assert rival < alone - 0.1
    leg = PostMortem(code="A-3", elements=(Element(Bone.FEMUR, Side.LEFT),), injuries=())
    assert Matcher([whole, leg], files).rank("A-1").candidates[0].posterior > 0.9


def test_kin_found_at_a_site_speak_for_others_of_the_family() -> None:
    files = missing(
        *({"family": f"F{n // 2}"} | ({"chart": chart(WORK)} if n == 0 else {}) for n in range(20))
    )
    found = [
        PostMortem(code="A-1", site="S", complete=True, chart=chart(WORK)),
        PostMortem(code="A-2", site="S", complete=True),
    ]
    found += [PostMortem(code=f"B-{n}", site=f"T{n}", complete=True) for n in range(8)]
    best = Matcher(found, files).rank("A-2").candidates[0]
    assert best.file == "M-2"
    assert "family" in best.evidence[0].kind


def test_exclusions_are_named_with_what_excludes() -> None:
    files = missing({"chart": chart({"15": "missing", "24": "crown", "35": "missing"})}, {})
    found = body(chart=chart(), laboratory=(LabResult(file="M-2", method=Primary.DNA, log10_lr=-5.0),))
    excluded = Matcher([found], files).rank("A-1").exclusions
    assert {each.file for each in excluded} == {"M-1", "M-2"}
    assert all(each.evidence[0].excludes for each in excluded)


def test_what_people_ruled_binds_until_it_is_withdrawn() -> None:
    files = missing({}, {})
    whole = [PostMortem(code=code, complete=True) for code in ("A-1", "A-2")]
    leg = PostMortem(code="P-1", elements=(Element(Bone.FEMUR),))
    no = Ruling(remains="A-1", file="M-1", standing=Standing.EXCLUDED, by="Amal", at=NOW)
    ranking = Matcher(whole, files, rulings=[no]).rank("A-1")
    assert [each.file for each in ranking.candidates] == ["M-2"]
    assert ranking.ruled == (no,)
    yes = Ruling(
        remains="A-2",
        file="M-1",
        standing=Standing.IDENTIFIED,
        by="Amal",
        at=NOW,
        authority="Institute",
        method=Primary.DNA,
    )
    assert [each.file for each in Matcher([*whole, leg], files, rulings=[yes]).rank("A-1").candidates] == [
        "M-2"
    ]
    headless = PostMortem(code="P-2", elements=(Element(Bone.HAND, Side.LEFT),))
    body_without = PostMortem(code="A-2", elements=(Element(Bone.SKULL),))
    apart = Matcher([body_without, headless], files, rulings=[yes]).rank("P-2")
    assert {each.file for each in apart.candidates} == {"M-1", "M-2"}
    gone = Ruling(remains="A-1", file="M-1", standing=Standing.EXCLUDED, by="Amal", at=NOW, withdrawn_at=NOW)
    assert len(Matcher(whole, files, rulings=[gone]).rank("A-1").candidates) == 2


def test_an_identification_needs_authority_and_method() -> None:
    with pytest.raises(ValueError, match="authority"):
        Ruling(remains="A", file="M", standing=Standing.IDENTIFIED, by="Amal", at=NOW, authority="Institute")
    with pytest.raises(ValueError, match="names"):
        Ruling(remains="A", file="M", standing=Standing.EXCLUDED, by="", at=NOW)


@pytest.mark.parametrize(
    ("remains", "files"), [([], missing({})), ([body()], []), ([body(), body()], missing({}))]
)
def test_nobody_to_compare_or_one_code_twice_is_refused(remains, files) -> None:
    with pytest.raises(BadInput):
        Matcher(remains, files)


def test_unknown_codes_are_named(matcher, season) -> None:
    with pytest.raises(BadInput, match="no remains 'X'"):
        matcher.rank("X")
    with pytest.raises(BadInput, match="no file 'X'"):
        matcher.evidence(season.remains[0].code, "X")
    assert len(matcher.weigh(season.remains[0].code)) == 220
