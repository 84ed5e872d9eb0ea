"""Words with what is glued to them, and tables that say what nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tahqiq.language.tokens import cut
from tahqiq.read.claims.lexicon import Does, Entry, Lexicon, lexicons, read_lexicons
from tahqiq.vocab.claims import Category, Effect


def _entry(word: str) -> Entry:
    found = lexicons()["ar"].at(cut(word), 0, 1)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("word", "category", "number"),
    [
        ("طفل", Category.CHILDREN, 1),
        ("طفلان", Category.CHILDREN, 2),
        ("طفلتين", Category.CHILDREN, 2),
        ("والأطفال", Category.CHILDREN, 3),
        ("مدنيا", Category.CIVILIANS, 1),
        ("للمدنيين", Category.CIVILIANS, 3),
        ("صحفيان", Category.JOURNALISTS, 2),
        ("مقاتليها", Category.COMBATANTS, 3),
        ("زوجته", Category.WOMEN, 1),
    ],
)
def test_a_noun_is_known_in_all_its_forms(word: str, category: Category, number: int) -> None:
    entry = _entry(word)
    assert (entry.does, entry.category, entry.number) == (Does.NOUN, category, number)


def test_what_is_glued_to_a_word_is_told() -> None:
    assert _entry("والشهداء").joined
    assert _entry("بمدنيين").governed
    assert _entry("الشهيد").definite
    assert _entry("زوجته").owned


def test_verbs_are_known_behind_what_joins_them() -> None:
    entry = _entry("وقتل")
    assert (entry.does, entry.effect, entry.joined) == (Does.HARM, Effect.KILLED, True)


def test_a_word_that_the_table_lacks_is_unknown() -> None:
    assert lexicons()["en"].at(cut("zyzzyva"), 0, 1) is None
    assert lexicons()["en"].beginning("zyzzyva") is None


def test_the_longest_phrase_is_taken() -> None:
    tokens = cut("under the rubble")
    entry = lexicons()["en"].at(tokens, 0, 3)
    assert entry is not None
    assert entry.words == ("under", "the", "rubble")


def test_words_looked_up_do_not_pile_up() -> None:
    lexicon = lexicons()["en"]
    for number in range(60_000):
        lexicon.beginning(f"word{number}")
    assert len(lexicon.begun) <= 50_001
    assert len(lexicon._seen) <= 50_001


def test_a_table_with_an_unknown_effect_is_refused(tmp_path: Path) -> None:
    head = 'script = "latin"\nstems = []\ncommon = []\nabbreviations = []\n'
    (tmp_path / "xx.toml").write_text(head + '[grammar]\n[either]\nvanquished = ["x"]\n')
    with pytest.raises(ValueError, match="vanquished"):
        read_lexicons(tmp_path)


def test_every_language_has_words_for_every_effect() -> None:
    def effects(lexicon: Lexicon) -> set[Effect]:
        entries = (each for found in lexicon.entries.values() for each in found)
        return {each.effect for each in entries if each.effect is not None}

    assert effects(lexicons()["ar"]) == effects(lexicons()["en"])
