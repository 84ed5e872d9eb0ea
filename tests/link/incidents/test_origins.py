import pytest

from tahqiq.link.incidents.origins import independent, origins, speaker_of
from tahqiq.link.incidents.report import Report


def told(*chains: str, source: str = "") -> list[Report]:
    return [
        Report(id=f"r{at}", chain=tuple(chain.split(" ← ")) if chain else (), source=source)
        for at, chain in enumerate(chains)
    ]


def counted(*chains: str, copies=()) -> int:
    reports = told(*chains)
    return independent(origins(range(len(reports)), reports, copies))


def test_reprints_translations_and_quotations_of_one_origin_count_once():
    assert counted(
        "AFP ← Syrian Observatory for Human Rights",
        "المرصد السوري لحقوق الإنسان",
        "Observatory director Rami Abdel Rahman",
        "SOHR",
    ) == 1  # fmt: skip


def test_two_named_origins_are_two_sources():
    assert counted("Reuters ← Plain Hospital", "Reuters ← Counting Committee") == 2


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Palm Network", "Palm Network for Documentation"),
        ("PND", "Palm Network for Documentation"),
        ("شبكة النخيل", "شبكة النخيل للتوثيق"),
    ],
)
def test_a_short_form_is_the_same_origin(short, whole):
    found = origins([0, 1], told(short, whole), ())
    assert [each.members for each in found] == [(0, 1)]
    assert "name one source" in found[0].because[0]


def test_unnamed_speakers_add_no_source_where_somebody_is_named():
    assert counted("local activists", "Plain Hospital", "ناشطون") == 1
    assert counted("local activists") == 1
    assert counted("witnesses", "شهود عيان") == 1
    assert counted() == 0


def test_a_copied_text_is_a_carrier_whomever_it_names():
    reports = told("Plain Hospital", "Counting Committee", "activists")
    found = origins([0, 1, 2], reports, [(0, 1), (1, 2)])
    assert [each.members for each in found] == [(0, 1, 2)]
    assert found[0].because[0] == "r0 and r1 have nearly the same text"


def test_an_outlet_that_names_nobody_is_its_own_origin():
    (report,) = told("", source="Harbour Daily")
    assert speaker_of(report).key == "harbour daily"
