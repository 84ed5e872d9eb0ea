"""Who is blamed, with what, where and when: in the sentence of a claim, or in those before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.speaking import proposal, told, told_of
from tahqiq.language.tokens import cut
from tahqiq.read.circumstances import annotate
from tahqiq.read.claims.sentences import sentences
from tahqiq.vocab.claims import Scope

SUNDAY = date(2017, 8, 20)


@pytest.mark.parametrize(
    ("text", "quote", "party"),
    [
        ("Russian cruise missiles killed three men.", "three men", "Russian"),
        ("US-led coalition air strikes killed three men.", "three men", "US-led coalition"),
        (
            "Government security forces have since killed three men.",
            "three men",
            "Government security forces",
        ),
        ("Three men were killed by unidentified gunmen.", "Three men", "unidentified gunmen"),
        ("The militia was responsible for three deaths.", "three deaths", "militia"),
        ("Three militants were killed near the river.", "Three militants", ""),
        ("The army said three men died.", "three men", ""),
        ("A raid aimed at a Taliban commander killed three men.", "three men", ""),
        ("قتل ثلاثة في غارات إسرائيلية.", "ثلاثة", "إسرائيلية"),
        ("قتل ثلاثة في قصف للتحالف الدولي.", "ثلاثة", "للتحالف الدولي"),
        ("قتلت قوات الأمن ثلاثة متظاهرين.", "ثلاثة متظاهرين", "قوات الأمن"),
        ("قتل ثلاثة على يد مسلحين.", "ثلاثة", "مسلحين"),
        ("قال الجيش إن ثلاثة قتلوا.", "ثلاثة قتلوا", ""),
    ],
)
def test_the_party_beside_the_strike_is_blamed(text: str, quote: str, party: str) -> None:
    assert [each.blamed for each in told_of(text, quote)] == [party]


def test_each_figure_of_a_list_has_its_party() -> None:
    text = "639 civilians were killed by DAESH, 309 by the PYD and 76 by Russian forces."
    assert [each.blamed for each in told_of(text, "639", "309", "76")] == ["DAESH", "PYD", "Russian forces"]
    text = "النظام 248، القوات الروسية 67."
    assert [each.blamed for each in told_of(text, "248", "67")] == ["النظام", "القوات الروسية"]


def test_whoever_denies_harm_is_not_blamed_for_it() -> None:
    text = "Coalition strikes killed no civilians, the army said."
    [claim] = told(text, proposal(text, "no civilians", most=0, negated=True))
    assert claim.blamed == ""


@pytest.mark.parametrize(
    ("text", "quote", "weapon"),
    [
        ("A roadside bomb killed three men.", "three men", "roadside bomb"),
        ("An air raid with cluster munitions killed three men.", "three men", "cluster munitions"),
        ("Shelling killed three men.", "three men", "Shelling"),
        ("قتل ثلاثة بانفجار عبوة ناسفة.", "ثلاثة", "عبوة ناسفة"),
        ("قتل ثلاثة بقذيفة هاون.", "ثلاثة", "قذيفة هاون"),
        ("Three men drowned.", "Three men", ""),
    ],
)
def test_a_weapon_is_told_before_a_kind_of_strike(text: str, quote: str, weapon: str) -> None:
    assert [each.weapon for each in told_of(text, quote)] == [weapon]


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        (
            "Three men died in a market in the town of Oldtown.",
            "Three men",
            "a market in the town of Oldtown",
        ),
        ("A shell hit a school and killed three men.", "three men", "a school"),
        ("Three men died near the al-Nour mosque on Sunday.", "Three men", "the al-Nour mosque"),
        ("Three men died in Darra'iya on Sunday.", "Three men", "Darra'iya"),
        ("Aleppo: three dead", "three dead", "Aleppo"),
        ("Three men died on Sunday, the Ministry of Health said.", "Three men", ""),
        ("According to Omar, three men died.", "three men", ""),
        ("قتل ثلاثة في حي النور شرق المدينة.", "ثلاثة", "حي النور شرق المدينة"),
        ("غارات استهدفت سوقاً شعبياً في بلدة المثال وقتلت ثلاثة.", "ثلاثة", "سوقاً شعبياً في بلدة المثال"),
        ("قتل ثلاثة بمدينة المثال.", "ثلاثة", "مدينة المثال"),
        ("قتل ثلاثة في قصف أمس.", "ثلاثة", ""),
        ("حلب: ثلاثة شهداء", "ثلاثة شهداء", "حلب"),
        (
            "A raid on a camp in al-Mawasi, west of Oldtown, killed three men.",
            "three men",
            "a camp in al-Mawasi, west of Oldtown",
        ),
        (
            "Gunmen attacked Oldtown's biggest hospital, killing three men.",
            "three men",
            "Oldtown's biggest hospital",
        ),
        ("Police fired on protesters in Oldtown, killing three men.", "three men", "Oldtown"),
        ("A mother-in-law and three men died.", "three men", ""),
        ("قصفت مدفعية الجيش حياً سكنياً وقتلت ثلاثة.", "ثلاثة", "حياً سكنياً"),
        ("قتل ثلاثة في الخامسة من العمر.", "ثلاثة", ""),
    ],
)
def test_the_place_is_kept_as_worded(text: str, quote: str, place: str) -> None:
    assert [each.place for each in told_of(text, quote)] == [place]


@pytest.mark.parametrize(
    ("text", "quote", "days"),
    [
        ("Three men died yesterday.", "Three men", ("2017-08-19", "2017-08-19")),
        ("Three men died on Friday, police said on Saturday.", "Three men", ("2017-08-18", "2017-08-18")),
        ("قتل ثلاثة أمس السبت.", "ثلاثة", ("2017-08-19", "2017-08-19")),
        ("قالت الشرطة اليوم إن ثلاثة قتلوا.", "ثلاثة قتلوا", ("", "")),
        ("Three men died.", "Three men", ("", "")),
    ],
)
def test_the_day_is_the_events_and_not_that_of_the_saying(
    text: str, quote: str, days: tuple[str, str]
) -> None:
    [claim] = told_of(text, quote, doc_date=SUNDAY)
    assert claim.span.iso() == days


@pytest.mark.parametrize(
    ("text", "quote", "days"),
    [
        ("300 people have died since 5 June 2017.", "300 people", ("2017-06-05", "")),
        ("300 people have died since the battle began on 5 June 2017.", "300 people", ("2017-06-05", "")),
        ("In May 2017 the shelling killed 300 people.", "300 people", ("2017-05", "2017-05")),
        ("قتل 300 شخص منذ الخامس من حزيران 2017.", "300 شخص", ("2017-06-05", "")),
    ],
)
def test_a_total_has_a_period(text: str, quote: str, days: tuple[str, str]) -> None:
    [claim] = told(text, proposal(text, quote, scope=Scope.CUMULATIVE), doc_date=SUNDAY)
    assert claim.span.iso() == days


def test_what_is_told_before_goes_on_within_a_paragraph() -> None:
    text = (
        "Russian missiles hit a bakery in the town of Oldtown on Friday. Three men died.\n\n"
        "Elsewhere two women drowned."
    )
    first, second = told_of(text, "Three men", "two women", doc_date=SUNDAY)
    assert (first.blamed, first.weapon) == ("Russian", "missiles")
    assert first.place == "a bakery in the town of Oldtown"
    assert first.span.iso() == ("2017-08-18", "2017-08-18")
    assert (second.blamed, second.weapon, second.place, second.span.unknown) == ("", "", "", True)


def test_a_total_does_not_take_the_place_of_the_event_before_it() -> None:
    text = "Missiles hit the town of Oldtown. In all 300 people have died."
    [claim] = told(text, proposal(text, "300 people", scope=Scope.CUMULATIVE))
    assert (claim.place, claim.weapon) == ("", "")


def test_an_earlier_figure_has_no_day_of_its_own() -> None:
    text = "Three men died on Friday. An earlier toll was two."
    [claim] = told(text, proposal(text, "two", scope=Scope.SUPERSEDED), doc_date=SUNDAY)
    assert claim.span.unknown


def test_annotating_changes_nothing_else() -> None:
    text = "The mayor said Russian missiles killed three men."
    before = proposal(text, "three men")
    [after] = annotate(text, sentences(cut(text)), [before], doc_date=SUNDAY)
    assert after.blamed == "Russian"
    assert (after.attributed_to, after.count) == ("", before.count)
    assert annotate(text, [], []) == []


_PIECES = st.sampled_from(
    ["in", "the town of", "Oldtown", "Russian", "missiles", "killed", "three men", "(", ")", ",", ":", ".",
     "في", "مدينة", "حلب", "غارة", "إسرائيلية", "قتل", "ثلاثة", "أمس", "since", "Friday", "-", "'", "\n\n",
     "على يد", "by", "market", "2017", "5 June"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.text(max_size=30))
def test_any_text_is_read_without_a_fault(pieces: list[str], noise: str) -> None:
    text = f"{noise} {' '.join(pieces)} x"
    [claim] = told_of(text, "x", doc_date=SUNDAY)
    assert all(each in text for each in (claim.blamed, claim.weapon, claim.place))


@pytest.mark.parametrize(
    ("text", "quote", "scope"),
    [
        ("Three men died on Friday.", "Three men", Scope.EVENT),
        ("Three men died in the past 24 hours.", "Three men", Scope.EVENT),
        ("300 people have died since 5 June.", "300 people", Scope.CUMULATIVE),
        ("300 people died in May.", "300 people", Scope.CUMULATIVE),
        ("300 people have been killed to date.", "300 people", Scope.CUMULATIVE),
        ("The offensive on the city killed 300 people.", "300 people", Scope.CUMULATIVE),
        ("The death toll rose to 300.", "300", Scope.EVENT),
        ("قتل 300 شخص خلال شهر.", "300 شخص", Scope.CUMULATIVE),
        ("قتل 300 شخص منذ اندلاع القتال في 15 نيسان.", "300 شخص", Scope.CUMULATIVE),
        ("قتل ثلاثة أمس.", "ثلاثة", Scope.EVENT),
    ],
)
def test_dates_and_words_tell_an_event_from_a_total(text: str, quote: str, scope: Scope) -> None:
    [claim] = told_of(text, quote, doc_date=SUNDAY, most=None)
    assert claim.scope is scope


def test_since_the_day_before_is_one_event() -> None:
    [claim] = told_of("Twelve people have died since Saturday.", "Twelve people", doc_date=SUNDAY)
    assert claim.scope is Scope.EVENT


def test_a_total_goes_on_until_an_event_is_told() -> None:
    text = (
        "In May 2017 shelling killed 300 people. Raids killed 40 people. On Friday a mine killed three men."
    )
    told_scopes = [
        each.scope for each in told_of(text, "300 people", "40 people", "three men", doc_date=SUNDAY)
    ]
    assert told_scopes == [Scope.CUMULATIVE, Scope.CUMULATIVE, Scope.EVENT]


def test_the_period_of_a_report_is_that_of_its_figures() -> None:
    text = "Reporting period: 1–31 May 2017. Deaths: 93 civilians."
    [claim] = told_of(text, "Deaths: 93 civilians", most=93)
    assert (claim.scope, claim.span.iso()) == (Scope.CUMULATIVE, ("2017-05", "2017-05"))


def test_an_earlier_figure_stays_one() -> None:
    [claim] = told(
        "Since May 300 people have died; the earlier toll was 250.",
        proposal("Since May 300 people have died; the earlier toll was 250.", "250", scope=Scope.SUPERSEDED),
    )
    assert claim.scope is Scope.SUPERSEDED
