from contextlib import closing

from tahqiq.read.tables.seen import SeenKeys


def test_a_key_is_new_once() -> None:
    with closing(SeenKeys()) as keys:
        assert [keys.new("a"), keys.new("a"), keys.new("ب")] == [True, False, True]
        assert ["a" in keys, "a" in keys, "ب" in keys, "c" in keys] == [True, True, True, False]
