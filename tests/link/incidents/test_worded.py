from tahqiq.link.incidents.worded import coded, concepts


def test_parties_agree_across_scripts_and_wordings():
    texts = [
        "U.S.-led Coalition",
        "طائرات التحالف الدولي",
        "الطيران الروسي",
        "Russian forces",
        "a stranger",
        "a stranger",
        "",
    ]
    bits = coded(texts, "party").tolist()
    assert bits[0] & bits[1]
    assert bits[2] & bits[3]
    assert not bits[0] & bits[2]
    assert bits[4] == bits[5] != 0
    assert bits[6] == 0


def test_particles_before_a_word_do_not_hide_it():
    kinds = concepts("kind")
    assert kinds.bits("بغارات") == kinds.bits("غارات") != 0
    assert kinds.bits("strike_and_artillery") & kinds.bits("artillery")
