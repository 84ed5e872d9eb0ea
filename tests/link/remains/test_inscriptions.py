from link.remains.cases import body, missing
from tahqiq.link.remains.inscriptions import InscriptionComparison, borne_by, written_on

FILES = missing(
    {"name_ar": "ميسون خالد النجار"},
    {"name_en": "Samir Khaled Haddad"},
    {"name_ar": "ميسون سعيد", "effects": ("خاتم ميسون",)},
    {},
    *({"name_en": f"Layla Number{n}"} for n in range(30)),
)


def test_a_name_on_a_thing_speaks_for_who_bears_it_in_either_script() -> None:
    told, found = InscriptionComparison(FILES), body(effects=("gold ring engraved Maysoon",))
    borne, other, counted_already, nameless, *_ = told.weigh(found)
    assert borne > 0.5 > 0 > other == nameless
    assert counted_already == 0.0
    assert told.said(found, FILES[0], float(borne))[0].text() == "a name like theirs on a thing"
    assert told.said(found, FILES[1], float(other))[0].text() == "another name on a thing"
    assert told.said(found, FILES[2], 0.0) == []


def test_a_name_that_many_bear_tells_less() -> None:
    told = InscriptionComparison(FILES)
    rare, common = (told.weigh(body(effects=(f"ring {name}",))) for name in ("Samir", "ليلى"))
    assert rare[1] > common[4] > 0


def test_makers_and_numbers_and_nothing_say_nothing() -> None:
    told = InscriptionComparison(FILES)
    for found in (body(), body(effects=("watch Zorvex", "key 4711")), body(clothing=("shirt",))):
        assert not told.weigh(found).any()
    assert written_on(body(effects=("watch 4711",))) == set()
    assert borne_by(FILES[3]) == set()


def test_ali_is_a_name_and_on_is_none() -> None:
    assert written_on(body(effects=("خاتم محفور عليه علي",))) == written_on(body(effects=("ring Ali",)))
    assert written_on(body(effects=("خاتم فضة على اليد",))) == written_on(body(effects=("خاتم فضة اليد",)))


def test_the_article_of_a_family_name_is_left_aside() -> None:
    wanted = {"نجر", "سمر"}
    assert borne_by(missing({"name_ar": "سمير خالد النجار", "name_en": "Samir Al-Najjar"})[0]) == wanted
