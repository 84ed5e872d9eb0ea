"""The claims desk without scripts: what is shown of a text, and what forms do."""

from __future__ import annotations

import re

import pytest
from casebook.record import Record
from django.test import Client

from desk.conftest import Enter
from desk.told import SENTENCES, said, told
from tahqiq.casebook.models import AuditEntry, Claim, Incident, Item, Population, Source, Text

pytestmark = pytest.mark.django_db


def _desk(browser: Client, record: Record, item: Item, query: str = "") -> str:
    answer = browser.get(f"/desk/cases/{record.slug}/claims/desk/{item.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def item(record: Record) -> Item:
    return told(record)


def test_every_claim_is_marked_where_its_words_stand(record: Record, item: Item, enter: Enter) -> None:
    page = _desk(enter("reviewer", case=record.case), record, item)
    for claim in Claim.objects.filter(item=item):
        marks = re.findall(rf'<mark[^>]*data-claims="[^"]*{claim.pk}[^"]*">([^<]*)</mark>', page)
        assert "".join(marks) == claim.quote
        assert page.count(f'id="at-{claim.pk}"') == 1 and page.count(f'id="claim-{claim.pk}"') == 1


def test_paragraphs_have_their_own_direction(record: Record, item: Item, enter: Enter) -> None:
    page = _desk(enter("reviewer", case=record.case), record, item)
    text = page[page.index("data-text") :]
    assert re.findall(r'<p dir="(\w+)">', text)[:3] == ["ltr", "ltr", "rtl"]


def test_the_queue_is_grouped_by_item_and_counts(record: Record, item: Item, enter: Enter) -> None:
    page = enter("reviewer", case=record.case).get(f"/desk/cases/{record.slug}/claims/").content.decode()
    assert f"/claims/desk/{item.pk}/" in page
    assert re.search(r'<td class="num"[^>]*>10</td>', page)


def test_what_a_form_accepts_is_about_the_incident_named(record: Record, item: Item, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    incident = record.one(Incident)
    claim = Claim.objects.filter(item=item).first()
    assert claim is not None
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/"
    here = f"/desk/cases/{record.slug}/claims/desk/{item.pk}/"
    wrong = browser.post(address, {"decision": "accept", "incident": "NOWHERE"})
    assert wrong.status_code == 400 and "no incident of this code" in wrong.content.decode()
    answer = browser.post(address, {"decision": "accept", "incident": incident.code, "next": here})
    assert answer["Location"] == f"{here}#claim-{claim.pk}"
    claim.refresh_from_db()
    assert (claim.status, claim.incident_id, claim.decided_by) == ("accepted", incident.pk, "basma")
    browser.post(address, {"decision": "take_back"})
    claim.refresh_from_db()
    assert (claim.status, claim.withdrawn_reason) == ("withdrawn", "taken back at the claims desk")


def test_the_script_is_given_the_claim_alone_or_a_line_of_refusal(
    record: Record, item: Item, enter: Enter
) -> None:
    browser = enter("reviewer", case=record.case)
    claim = Claim.objects.filter(item=item).first()
    assert claim is not None
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/"
    refused = browser.post(address, {"decision": "reject"}, headers={"X-Tahqiq-Desk": "1"})
    assert refused.status_code == 400 and refused["Content-Type"].startswith("text/plain")
    assert "for a reason" in refused.content.decode()
    taken = browser.post(
        address, {"decision": "reject", "reason": "not in it"}, headers={"X-Tahqiq-Desk": "1"}
    )
    assert (
        taken.content.decode().strip().startswith("<li")
        and 'data-status="rejected"' in taken.content.decode()
    )


def _form(page: str) -> dict[str, str]:
    """What the correcting form would send as it stands."""
    from html import unescape

    sent = {}
    for name, value in re.findall(r'<input[^>]*name="(\w+)"[^>]*?value="([^"]*)"', page):
        sent[name] = unescape(value)
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    found = re.search(r"<textarea name=\"quote\"[^>]*>\s*(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return {**sent, "quote": unescape(found[1])}


def test_a_correction_rejects_the_proposal_and_accepts_what_was_read(
    record: Record, item: Item, enter: Enter
) -> None:
    browser = enter("reviewer", case=record.case)
    claim = Claim.objects.get(item=item, min=14)
    part = Claim.objects.get(item=item, min=3)
    Claim.objects.filter(pk=part.pk).update(within=claim)
    population = record.one(Population)
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/"
    sent = _form(browser.get(address).content.decode())
    assert sent["quote"] == "killed 14 civilians" and sent["low"] == "14"
    wanted = {
        **sent, "high": "", "hedge": "at_least", "category": "people",
        "quote": "Shelling killed 14 civilians", "start": "", "end": "",
        "first": "2017-10", "last": "", "incident": record.one(Incident).code,
        "population": population.slug, "place": "the market",
    }  # fmt: skip
    answer = browser.post(address, wanted)
    assert answer.status_code == 302, re.findall('role="alert">([^<]*)', answer.content.decode())
    claim.refresh_from_db()
    assert (claim.status, claim.decision_reason) == ("rejected", "corrected")
    made = Claim.objects.get(item=item, status="accepted")
    assert (made.min, made.max, made.hedge, made.category) == (14, None, "at_least", "people")
    assert (made.start, made.quote, str(made.span_end)) == (0, "Shelling killed 14 civilians", "2017-11-01")
    assert made.incident == record.one(Incident) and made.population == population
    assert made.statement_en == "people killed: at least 14"
    part.refresh_from_db()
    assert part.within == made
    told_of = AuditEntry.objects.filter(action="correct_claim")
    assert any(
        e.before.get("claim") == str(claim.pk) and e.after.get("corrected") == str(made.pk) for e in told_of
    )
    again = browser.post(f"/desk/cases/{record.slug}/claims/{made.pk}/correct/", wanted)
    assert "take the decision about this claim back" in again.content.decode()


def test_a_correction_that_changes_nothing_accepts_the_claim(
    record: Record, item: Item, enter: Enter
) -> None:
    browser = enter("reviewer", case=record.case)
    claim = Claim.objects.get(item=item, min=20)
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/"
    assert browser.post(address, _form(browser.get(address).content.decode())).status_code == 302
    claim.refresh_from_db()
    assert (
        claim.status == "accepted" or Claim.objects.filter(item=item, min=20, status="accepted").count() == 1
    )


def test_a_span_whose_end_is_not_known_stays_so(record: Record, item: Item, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    claim = Claim.objects.get(item=item, min=20)
    Claim.objects.filter(pk=claim.pk).update(span_end=None)
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/"
    sent = _form(browser.get(address).content.decode())
    assert (sent["first"], sent["last"]) == ("2017-10-17", "?")
    assert browser.post(address, {**sent, "low": "19"}).status_code == 302
    made = Claim.objects.get(item=item, min=19)
    assert (str(made.span_start), made.span_end) == ("2017-10-17", None)


@pytest.mark.parametrize(
    ("change", "said_so"),
    [
        ({"quote": "words that nobody wrote", "start": "", "end": ""}, "does not say these words"),
        ({"quote": "were", "start": "", "end": ""}, "more than once"),
        ({"low": "9", "high": "3"}, "contradicts"),
        ({"first": "yesterday"}, "contradicts"),
        ({"incident": "NOWHERE"}, "no incident of this code"),
        ({"effect": "eaten"}, "valid choice"),
    ],
)
def test_a_correction_that_cannot_be_is_said_beside_its_field(
    record: Record, item: Item, enter: Enter, change: dict[str, str], said_so: str
) -> None:
    browser = enter("reviewer", case=record.case)
    claim = Claim.objects.get(item=item, min=20)
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/"
    sent = _form(browser.get(address).content.decode())
    answer = browser.post(address, {**sent, **change})
    assert answer.status_code == 200 and said_so in answer.content.decode()
    claim.refresh_from_db()
    assert claim.status == "proposed" and Claim.objects.filter(item=item).count() == 10


def test_a_claim_is_made_by_hand_of_selected_words(record: Record, item: Item, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    content = Text.objects.get(item=item).content
    start = content.index("wounded")
    address = f"/desk/cases/{record.slug}/claims/desk/{item.pk}/new/"
    page = browser.get(f"{address}?start={start}&end={start + 7}").content.decode()
    sent = _form(page)
    assert sent["quote"] == "wounded" and sent["start"] == str(start)
    wanted = {**sent, "effect": "injured", "low": "20", "high": "20", "attributed_to": "The hospital"}
    assert browser.post(address, wanted).status_code == 302
    made = Claim.objects.get(item=item, quote="wounded")
    assert (made.status, made.effect, made.start) == ("proposed", "injured", start)
    assert [link["name"] for link in made.chain] == ["Airwars", "The hospital"]
    assert browser.post(address, wanted).status_code == 302
    assert Claim.objects.filter(item=item, quote="wounded").count() == 1
    assert enter("editor", case=record.case, name="edi").get(address).status_code == 403


def test_doubles_are_told_before_a_claim_is_accepted(record: Record, item: Item, enter: Enter) -> None:
    other = record.new(Source, slug="reprint", name_en="The Reprint")
    told(record, source=other)
    incident = record.one(Incident)
    same = Claim.objects.get(item=item, min=5)
    said(record, item, Text.objects.get(item=item).content, "on the way", 5, incident=incident)
    Claim.objects.filter(pk=same.pk).update(incident=incident)
    page = _desk(enter("reviewer", case=record.case), record, item)
    assert page.count("the same words, carried by") >= 2 and "The Reprint" in page
    assert page.count("the same figure of this incident, by") == 2


def test_a_table_s_claims_are_decided_beside_their_cells(record: Record, enter: Enter) -> None:
    claim = record.one(Claim)
    page = _desk(enter("reviewer", case=record.case), record, record.one(Item))
    assert "civ_killed_min" in page and f'id="claim-{claim.pk}"' in page
    browser = enter("reviewer", case=record.case, name="rana")
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/"
    sent = _form(browser.get(address).content.decode())
    answer = browser.post(address, {**sent, "low": "3", "quote": "3"})
    assert "cells of a table are quoted whole" in answer.content.decode()


def test_a_long_text_has_pages_and_opens_where_something_waits(record: Record, enter: Enter) -> None:
    import hashlib

    content = "\n".join(["word " * 200] * 40) + "\nAt the end 8 people died.\n"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    item = record.new(Item, sha256=sha256, size=len(content), media_type="text/plain")
    record.new(Text, item=item, sha256=sha256, content=content)
    claim = said(record, item, content, "8 people died", 8)
    browser = enter("reviewer", case=record.case)
    assert f'id="at-{claim.pk}"' in _desk(browser, record, item)
    assert f'id="at-{claim.pk}"' not in _desk(browser, record, item, "?page=1")
    assert f'id="at-{claim.pk}"' in _desk(browser, record, item, f"?claim={claim.pk}")


HOSTILE = "</mark><script>alert(1)</script> 6 died \u202e"


def test_scripts_in_texts_and_claims_are_only_words(record: Record, enter: Enter) -> None:
    import hashlib

    content = f"He wrote {HOSTILE} and {HOSTILE} again"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    source = record.new(Source, slug="hostile", name_en=HOSTILE)
    item = record.new(Item, sha256=sha256, size=9, media_type="text/plain", source=source, title_en=HOSTILE)
    record.new(Text, item=item, sha256=sha256, content=content)
    claim = said(
        record, item, content, HOSTILE, 6, place=HOSTILE, chain=[{"name": HOSTILE}], statement_en=HOSTILE
    )
    record.new(Incident, code=HOSTILE, title_en=HOSTILE)
    browser = enter("reviewer", case=record.case)
    pages = [_desk(browser, record, item)]
    pages.append(browser.get(f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/").content.decode())
    pages.append(browser.get(f"/desk/cases/{record.slug}/claims/desk/{item.pk}/new/").content.decode())
    for page in pages:
        assert "<script>" not in page and "\u202e" not in page
    sent = _form(pages[1])
    assert browser.post(f"/desk/cases/{record.slug}/claims/{claim.pk}/correct/", sent).status_code == 302
    assert Claim.objects.filter(item=item, status="accepted", quote=HOSTILE).count() == 1


def test_those_who_see_no_names_see_no_text(record: Record, item: Item, enter: Enter) -> None:
    page = _desk(enter("publisher", case=record.case), record, item)
    assert "data-text" not in page and "Your role does not include names" in page


def test_another_case_s_texts_do_not_exist(record: Record, item: Item, enter: Enter) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("reviewer", case=elsewhere.case)
    claim = Claim.objects.filter(item=item).first()
    assert claim is not None
    for path in (f"claims/desk/{item.pk}/", f"claims/desk/{item.pk}/new/", f"claims/{claim.pk}/correct/"):
        for slug in (record.slug, elsewhere.slug):
            assert browser.get(f"/desk/cases/{slug}/{path}").status_code == 404


def test_the_desk_asks_a_constant_number_of_questions(
    record: Record, item: Item, enter: Enter, django_assert_max_num_queries: object
) -> None:
    browser = enter("reviewer", case=record.case)
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        _desk(browser, record, item)


def test_the_sentences_are_ten_claims() -> None:
    assert len(SENTENCES) == 9
