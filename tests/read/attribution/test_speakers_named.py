"""Who says it: both sides of the verb, sources, quotations, pronouns, and the chain to the origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.speaking import proposal, told, told_of
from tahqiq.language.tokens import cut
from tahqiq.read.attribution import annotate
from tahqiq.read.attribution.reading import Reading, quotations
from tahqiq.read.claims.sentences import sentences
from tahqiq.vocab.claims import Stance


def by(text: str, *quotes: str) -> list[str]:
    return [each.attributed_to for each in told_of(text, *quotes)]


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        ("The mayor of Oldtown said that three men died.", "three men died", "The mayor of Oldtown"),
        ("Three men died, the State Rescue Service said on Monday.", "Three men", "the State Rescue Service"),
        ("Three men died, according to residents of the quarter.", "Three men", "residents of the quarter"),
        ('"Three men died," said Lina Saad, a nurse.', "Three men", "Lina Saad"),
        ("Three men died, Omar Nasr, a member of the council, said.", "Three men", "Omar Nasr"),
        ("Samir, 45, a grocer, said three men died.", "three men", "Samir"),
        (
            "One of the guards, who asked not to be named, said three men died.",
            "three men",
            "One of the guards",
        ),
        ("Officials, meanwhile, said three men died.", "three men", "Officials"),
        ("On Friday the police said three men died.", "three men", "the police"),
        (
            "In a letter to the council, the observers' chief confirmed three deaths.",
            "three deaths",
            "the observers' chief",
        ),
        ("Medics: three dead in Oldtown", "three dead", "Medics"),
        ("MARKET BOMBED, THREE DEAD - NGO", "THREE DEAD", "NGO"),
        ("Source: health facilities. Deaths: three.", "Deaths: three", "health facilities"),
        ("The toll is three, figures from the Ministry of Health show.", "three", "the Ministry of Health"),
        ("قال رئيس البلدية إن ثلاثة قتلوا.", "ثلاثة قتلوا", "رئيس البلدية"),
        ("مقتل ثلاثة، بحسب ما أفاد مصدر طبي في المدينة.", "مقتل ثلاثة", "مصدر طبي في المدينة"),
        ("وكان المرصد وثق أمس مقتل ثلاثة.", "مقتل ثلاثة", "المرصد"),
        ('وأكدت حملة "المدينة الآن" مقتل ثلاثة.', "مقتل ثلاثة", 'حملة "المدينة الآن"'),
        ("أعلنت وزارة الصحة في بيان مقتل ثلاثة.", "مقتل ثلاثة", "وزارة الصحة"),
        ("أما الجيش فأكد مقتل ثلاثة.", "مقتل ثلاثة", "الجيش"),
        ("الدفاع المدني: مقتل ثلاثة في القصف", "مقتل ثلاثة", "الدفاع المدني"),
        ("عدد القتلى الذين وثقهم المرصد ثلاثة.", "عدد القتلى", "المرصد ثلاثة"),
        ("The Rescue Society (RS) said three men died.", "three men", "The Rescue Society"),
        ("Three men died, says the UN.", "Three men", "the UN"),
        (
            '"Three men died," Dr. Ali Badr, the director of the hospital, told us.',
            "Three men",
            "Dr. Ali Badr",
        ),
        ("Speaking to the BBC, a resident said three men died.", "three men", "a resident"),
        ("A doctor who asked not to be named said three men died.", "three men", "A doctor"),
        ("A statement by the ministry said three men died.", "three men", "the ministry"),
        ("In its report, the commission found that three men died.", "three men", "the commission"),
        ("(RS report) Three men died.", "Three men", ""),
        ("(SNHR report) Three men died.", "Three men", "SNHR"),
        ("The list, compiled by residents, has three dead.", "three dead", "residents"),
        ("ونقلت رويترز عن مسؤول محلي قوله إن ثلاثة قتلوا.", "ثلاثة قتلوا", "مسؤول محلي"),
        ("قال ياسين، وهو بقال في السوق، إن ثلاثة قتلوا.", "ثلاثة قتلوا", "ياسين"),
        ("واتهمت المعارضة النظام بقتل ثلاثة.", "ثلاثة", "المعارضة"),
        ("من جهتها، أعلنت وزارة الصحة أن ثلاثة قتلوا.", "ثلاثة قتلوا", "وزارة الصحة"),
        ("وكان الوزير أعلن أن ثلاثة قتلوا.", "ثلاثة قتلوا", "الوزير"),
    ],
)
def test_the_speaker_is_found(text: str, quote: str, speaker: str) -> None:
    assert by(text, quote) == [speaker]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Three men died when the wall fell.", "Three men"),
        ("Three men were reported killed.", "Three men"),
        ("Ganja: three dead after the strike", "three dead"),
        ("Three men died. The mayor spoke of the harvest.", "Three men"),
        ("قتل ثلاثة رجال في القصف.", "ثلاثة رجال"),
        ("Rescuers found three bodies.", "three bodies"),
        ("Seven reports were sent. Three men died.", "Three men"),
        ("قتل ثلاثة رجال ونقلت سيارات الجرحى.", "ثلاثة رجال"),
    ],
)
def test_nobody_speaks_where_nobody_is_named(text: str, quote: str) -> None:
    assert by(text, quote) == [""]


def test_one_sentence_may_have_two_speakers() -> None:
    text = "Three men died, the police said, while the army said two soldiers were killed."
    assert by(text, "Three men", "two soldiers") == ["the police", "the army"]


def test_he_is_whoever_spoke_last() -> None:
    text = "Governor Adel Karim said three men died. He added that two women were hurt."
    assert by(text, "three men", "two women") == ["Governor Adel Karim"] * 2


def test_a_quotation_is_said_by_whoever_stands_beside_it() -> None:
    text = '"We found three men. Two women were alive," the rescue team\'s leader, Ali Badr, said.'
    assert by(text, "three men", "Two women") == ["Ali Badr"] * 2


def test_a_part_goes_with_its_whole() -> None:
    text = "The police said ten died. Among the dead were three children."
    claims = proposal(text, "ten died", most=10), proposal(text, "three children", within=0)
    assert [each.attributed_to for each in told(text, *claims)] == ["The police"] * 2


def test_findings_go_on_until_somebody_else_speaks() -> None:
    text = "The Centre documented ten deaths. Shelling caused three deaths. The mayor said two died."
    assert by(text, "ten deaths", "three deaths", "two died") == ["The Centre", "The Centre", "The mayor"]


def test_the_chain_runs_from_the_carrier_to_the_origin() -> None:
    text = "KABUL (Reuters) - Three men died, a police officer told AFP."
    [claim] = told_of(text, "Three men")
    assert [(each.name, each.role) for each in claim.chain] == [
        ("Reuters", "agency"),
        ("AFP", "agency"),
        ("a police officer", "speaker"),
    ]
    assert claim.chain[-1].kind == "local_authority"


def test_the_origin_is_the_one_who_is_cited() -> None:
    text = "State television said three men died, citing the armed forces command."
    [claim] = told_of(text, "three men")
    assert (claim.attributed_to, claim.chain[0].name) == ("the armed forces command", "State television")


def test_who_carried_it_stands_before_the_origin() -> None:
    text = "The mayor, quoted by the Anadolu agency, said three men died."
    [claim] = told_of(text, "three men")
    assert claim.attributed_to == "The mayor"
    [claim] = told_of("Three men died, a nurse said, as quoted by Anadolu.", "Three men")
    assert [each.name for each in claim.chain] == ["Anadolu", "a nurse"]


def test_reports_that_cite_residents_are_the_residents() -> None:
    text = "State media quoted residents as saying three men died."
    [claim] = told_of(text, "three men")
    assert (claim.attributed_to, claim.stance) == ("residents", Stance.TESTIFIES)


def test_we_in_a_quotation_is_the_speaker_who_found_it() -> None:
    text = '"In May we documented three deaths," the Network\'s monthly report reads.'
    [claim] = told_of(text, "three deaths")
    assert (claim.attributed_to, claim.stance) == ("the Network's monthly report", Stance.FINDS)


def test_somebody_unknown_who_spoke_is_a_witness() -> None:
    [claim] = told_of("She told us that three men died.", "three men")
    assert (claim.attributed_to, claim.stance) == ("She", Stance.TESTIFIES)


def test_a_paper_is_a_basis_and_no_speaker() -> None:
    text = "Amnesty International said three men died, citing credible reports."
    [claim] = told_of(text, "three men")
    assert (claim.attributed_to, claim.basis) == ("Amnesty International", "credible reports")


def test_an_arabic_agency_that_was_told_is_the_carrier() -> None:
    text = "قال مصدر أمني لوكالة فرانس برس إن ثلاثة قتلوا."
    [claim] = told_of(text, "ثلاثة قتلوا")
    assert [(each.name, each.role) for each in claim.chain][-1] == ("مصدر أمني", "speaker")
    assert claim.chain[0].role == "agency"


@pytest.mark.parametrize(
    ("text", "quote", "stance"),
    [
        ("The mayor said three men died.", "three men", Stance.ASSERTS),
        ("The commission concluded that three men died.", "three men", Stance.FINDS),
        ("The council estimated that three men died.", "three men", Stance.ESTIMATES),
        ("Survivors said three men died.", "three men", Stance.TESTIFIES),
        ("The army admitted that three men died.", "three men", Stance.ADMITS),
        ("The strike resulted in three unintentional civilian deaths.", "three unintentional", Stance.ADMITS),
        ("The command is aware of reports that three men died.", "three men", Stance.RECEIVED_INFORMATION),
        ("The army is investigating whether three men died.", "three men", Stance.IS_INVESTIGATING),
        ("My sister and two men died.", "two men", Stance.TESTIFIES),
        ("روى ناجون أن ثلاثة قتلوا.", "ثلاثة قتلوا", Stance.TESTIFIES),
        ("أقر الجيش بمقتل ثلاثة.", "بمقتل ثلاثة", Stance.ADMITS),
    ],
)
def test_the_verb_and_the_speaker_tell_the_stance(text: str, quote: str, stance: Stance) -> None:
    assert [each.stance for each in told_of(text, quote)] == [stance]


def test_a_fighting_party_that_says_nobody_was_harmed_denies_it() -> None:
    text = "The army said no civilians were killed."
    [claim] = told(text, proposal(text, "no civilians were killed", most=0, negated=True))
    assert (claim.attributed_to, claim.stance) == ("The army", Stance.DENIES)


def test_a_denial_does_not_go_on_into_the_next_clause() -> None:
    text = "The army denied the attack, but three men died."
    [claim] = told_of(text, "three men")
    assert (claim.attributed_to, claim.stance) == ("", Stance.ASSERTS)


def test_annotating_changes_nothing_else() -> None:
    text = "The mayor said three men died in Oldtown."
    before = proposal(text, "three men")
    [after] = annotate(text, sentences(cut(text)), [before])
    assert after.attributed_to == "The mayor"
    assert (after.quote, after.count, after.place) == (before.quote, before.count, "")
    assert annotate(text, sentences(cut(text)), []) == []


def test_quotations_end_with_their_paragraph() -> None:
    tokens = cut('"never closed\n\nand "closed" here')
    assert [tokens.words[each.first + 1] for each in quotations(tokens)] == ["closed"]
    assert Reading.of(tokens, frozenset()).quotation_at(0) is None


_PIECES = st.sampled_from(
    ["said", "the mayor", "according to", "three men", "(", ")", '"', "«", "»", ",", ":", ".", "قال", "بحسب",
     "المرصد", "ثلاثة رجال", "أن", "-", "\n\n", "citing",
     "Reuters", "who", "he", "و", "كان", "while", "AFP", "told"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.text(max_size=30))
def test_any_text_is_read_without_a_fault(pieces: list[str], noise: str) -> None:
    text = f"{noise} {' '.join(pieces)} x"
    [claim] = told_of(text, "x")
    assert claim.attributed_to in text
    assert all(each.name for each in claim.chain)
