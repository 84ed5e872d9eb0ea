"""Who is only described is linked as described alike, never as the relative the description names."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tahqiq.link.evidence.unnamed import NAMED, descriptions
from tahqiq.link.linkage import Wanted
from tahqiq.link.linking import link
from tahqiq.link.lists import RecordList
from tahqiq.link.testing import simulate_list


def listed(name: str, *rows: str, ages: tuple[str, ...] = ()) -> RecordList:
    columns = {"name": list(rows), "age": list(ages or ("31",) * len(rows))}
    ids = [f"{name}{at}" for at in range(len(rows))]
    return RecordList(name, f"{name}.csv", ids, pa.table(columns), {each: each for each in columns}, True, {})


@pytest.mark.parametrize(
    "text",
    [
        "wife of Samir Adel al-Zaytouni",
        "Son of Samir Adel al-Zaytouni",
        "child 1 of Samir Adel al-Zaytouni",
        "Samir Adel al-Zaytouni's daughter",
        "زوجة سمير عادل الزيتوني",
        "Unidentified",
        "مجهول الهوية",
    ],
)
def test_a_description_is_never_linked_with_the_relative_it_names(text: str) -> None:
    others = [f"Karim Walid al-{family}" for family in ("Safadi", "Bustani", "Marjani")]

    found = link(
        listed("L", text, *others), listed("R", "Samir Adel al-Zaytouni", *others), Wanted(refer=False)
    )

    pairs = zip(found.pairs.left.tolist(), found.pairs.right.tolist(), strict=True)
    assert (0, 0) not in set(pairs)
    assert found.linked.sum() == len(others)


def test_descriptions_of_one_kind_may_be_one_person_and_of_two_kinds_not() -> None:
    said = descriptions(
        listed(
            "L",
            "wife of Samir Adel",
            "زوجة سمير عادل",
            "child 1 of Samir Adel",
            "child 2 of Samir Adel",
            "Samir Adel",
        )
    )

    assert said[0] == said[1] != NAMED
    assert len(set(said[2:].tolist())) == 3
    assert said[4] == NAMED


def test_invented_names_are_names() -> None:
    assert set(descriptions(simulate_list(2000).lists[0]).tolist()) == {NAMED}
