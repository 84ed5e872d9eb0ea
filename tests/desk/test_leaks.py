"""What people entrusted to the record, looked for on every way out of it.

Each text of each private model carries a word of its own; the models say which there are, so that a
field added to one is planted, or refused here until somebody says why it need not be. Then every way is
walked: the release, the site made of it with its search index, registers, the log, the audit trail, and
every address of the desk, as somebody in each role and as a stranger.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from casebook.record import DAY, KINDS, NOW, Record, actor, in_role
from django.conf import settings
from django.core.serializers import serialize
from django.db import models
from django.test import Client

from desk.conftest import Enter
from desk.security.screens import screens
from desk.security.test_roles import undone
from tahqiq.casebook import actions
from tahqiq.casebook import models as kept
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import Item, MissingPerson, Ruling, VaultEntry
from tahqiq.casebook.registers import Kind
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.casebook.vault import Identity, make_keeper_key
from tahqiq.publish import publish
from tahqiq.release import check

MEMBERS = frozenset({Permission.VIEW})
HEARING = frozenset({Permission.HEAR})
NAMES = frozenset(
    {
        *(Permission.RECORD, Permission.DECIDE, Permission.JUDGE, Permission.NAME, Permission.CONSENT),
        Permission.HEAR,
    }
)
NOBODY: frozenset[Permission] = frozenset()
#: One of which permissions whoever reads the words of a private model needs; a stranger needs more than any.
READ_WITH: Mapping[type[models.Model], frozenset[Permission]] = {
    kept.Burial: MEMBERS,
    kept.Consent: frozenset({Permission.CONSENT, Permission.APPROVE, Permission.HEAR}),
    kept.Contradiction: HEARING,
    kept.FamilyRequest: NAMES,
    kept.FollowUp: HEARING,
    kept.FormConflict: HEARING,
    kept.FormSubmission: HEARING,
    kept.FoundPhotograph: MEMBERS,
    kept.Grave: MEMBERS,
    kept.HandOver: MEMBERS,
    kept.Interview: HEARING,
    kept.LogEntry: MEMBERS,
    kept.Match: NAMES,
    kept.MissingPerson: NAMES,
    kept.Passage: HEARING,
    kept.Reassociation: MEMBERS,
    kept.Remains: MEMBERS,
    kept.Remnant: HEARING,
    kept.Ruling: NAMES,
    kept.Sample: MEMBERS,
    kept.SiteVisit: HEARING,
    kept.Sought: HEARING,
    kept.StatusJudgement: MEMBERS,
    kept.VaultEntry: NOBODY,
    kept.VaultKeeper: frozenset({Permission.OPEN_VAULT, Permission.INTERVIEW, Permission.ADMINISTER}),
    kept.VisitPhotograph: HEARING,
    kept.WelfareFlag: HEARING,
    kept.Withdrawal: frozenset({Permission.CONSENT, Permission.APPROVE, Permission.HEAR}),
}
#: The same for single fields, where more or fewer people than read the rest need them.
FIELD_READ_WITH: Mapping[str, frozenset[Permission]] = {
    "consent.subject": NAMES | {Permission.APPROVE},  # a pseudonym: under it files of the missing are kept
    "missingperson.code": NAMES | {Permission.APPROVE},  # what rests on a consent that is taken back
    "vaultentry.pseudonym": READ_WITH[kept.VaultKeeper],
    "vaultentry.kept_by": READ_WITH[kept.VaultKeeper],
}
#: Private models that hold no word of anybody who spoke, was found, is missed, or searches.
OTHERS = frozenset(
    {
        *(kept.AnswerEvent, kept.AnswerProposal, kept.Approval, kept.Blame, kept.ImportPlan),
        *(kept.ImportProblem, kept.ImportRun, kept.Job, kept.Judgement, kept.Presence, kept.Release),
        *(kept.Revision, kept.SignOff, kept.Suggestion, kept.Text),
    }
)
#: Texts of those models that cannot carry a word, because the database holds them to something else.
HELD_TO = re.compile(
    r"""
    .*\.(?: withdrawn_by | withdrawn_reason | \w*sha256 )                          # all or none of them
    | (?: burial\.laid | familyrequest\.reply | formsubmission\.standing | formconflict\.chosen
        | match\.standing | missingperson\.sex | passage\.knowledge | remains\.apparent_sex
        | ruling\.(?:standing|method) | statusjudgement\.status | vaultentry\.whose | welfareflag\.concern
        | withdrawal\.state )                                                      # one of a list
    | formsubmission\.mark | vaultkeeper\.public                                   # hashes, keys
    | (?: formsubmission\.(?:filed_kind|filed_by) | ruling\.(?:confirmed_by|family_told_by)
        | withdrawal\.approved_by )                                                # empty until it happens
    | (?: formsubmission\.(?:form|media|left|version|submitted_at) | formconflict\.questions
        | match\.evidence | withdrawal\.(?:found|steps|purposes) | vaultentry\.wrapped
        | statusjudgement\.basis | consent\.language | interview\.language )       # of a shape of its own
    """,
    re.VERBOSE,
)
#: What happened, so that there are words about it.
HAPPENED: Mapping[type[models.Model], Mapping[str, object]] = {
    kept.FamilyRequest: {"reply": "not_known", "answered_at": NOW},
    kept.FollowUp: {"done_at": NOW},
    kept.FormConflict: {"chosen": "held", "resolved_at": NOW},
    kept.WelfareFlag: {"lowered_at": NOW},
}
#: What stands in fields of more than one line of text, so that the screens find it.
SHAPED: Mapping[str, Callable[[str], object]] = {
    "formsubmission.answers": lambda word: {"setting": word},
    "missingperson.told": lambda word: {"father": word, "clothing": word},
    "remains.findings": lambda word: {"clothing": word, "documents": word},
    "sitevisit.team": lambda word: [word],
}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
GZIP = b"\x1f\x8b"


def field_name(field: models.Field[Any, Any]) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def planted_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, TEXTS) and not HELD_TO.fullmatch(field_name(field)):
            yield field


def word_of(field: models.Field[Any, Any]) -> str:
    """The word of a field: small letters alone, so that no escaping or folding changes it."""
    return "zq" + field_name(field).replace(".", "qj").replace("_", "qw") + "qz"


def words() -> dict[str, frozenset[Permission]]:
    """Each word, and one of which permissions whoever reads it needs."""
    return {
        word_of(field): FIELD_READ_WITH.get(field_name(field), allowed)
        for model, allowed in READ_WITH.items()
        for field in planted_fields(model)
    }


#: What one person said: the words of a transcript, a translation, a title; and a quote that counts.
SPOKEN: Mapping[str, frozenset[Permission]] = {
    "zqspokenqjtranscriptqz": HEARING,
    "zqspokenqjtranslationqz": HEARING,
    "zqspokenqjtitleqz": HEARING,
    "zqspokenqjquoteqz": HEARING,
}


class Planted(Record):
    """A record whose private texts each say a word of their own."""

    def values(self, model: type[models.Model]) -> dict[str, Any]:
        values = super().values(model) | HAPPENED.get(model, {})
        if model in READ_WITH:
            for field in planted_fields(model):
                word = word_of(field)
                shaped = SHAPED.get(field_name(field), str.encode if _is_bytes(field) else str)
                values[field.name] = shaped(word)
        return values


def _is_bytes(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.BinaryField)


@pytest.fixture
def planted(db: None) -> Planted:
    """A case with one of everything; whom somebody found may be is presumed, or waits for a second person."""
    record = Planted()
    for kind in KINDS:
        if kind not in (kept.Approval, kept.AuditEntry):
            record.one(kind)
    other = record.new(MissingPerson, code="M-2")
    record.new(Ruling, missing=other, standing="presumptive", authority="", method="")
    Item.objects.filter(pk__in=_entrusted(record)).update(guarded=True)
    _spoken(record)
    return record


def _spoken(record: Record) -> None:
    """An interview whose words count, and that nobody allowed to be published."""
    transcript, translation, title, quote = SPOKEN
    words = f"{transcript}: {quote} six people were killed"
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    consent, guarded = record.one(kept.Consent), {"guarded": True, "consent_needed": True}
    held = {"sha256": sha256, "size": len(words), "media_type": "text/plain", "title_en": title}
    item = record.new(Item, **held, **guarded, consent=consent)
    said = {"item": item, "extractor": "huda", "version": ""}
    original = record.new(kept.Text, **said, sha256=sha256, content=words)
    other = {"sha256": hashlib.sha256(translation.encode()).hexdigest(), "content": translation}
    record.new(kept.Text, **said, **other, language="de", original=original, translator="a machine")
    kept.Interview.objects.filter(pk=record.one(kept.Interview).pk).update(transcript=item)
    start = words.index(quote)
    span = {"locator": "span", "start": start, "end": start + len(quote), "record": None, "columns": []}
    cited = {"item": item, "text_sha256": sha256, "quote": quote, "statement_en": f"six killed: {quote}"}
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    record.new(kept.Claim, **cited, **span, **decided)


def _entrusted(record: Record) -> set[UUID]:
    return {record.one(kept.FormSubmission).item_id, record.one(kept.VisitPhotograph).item_id}


def found_in(content: str | bytes) -> set[str]:
    """Which of the words are said."""
    told = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return {word for word in FIRST.findall(told.lower()) if word in WORDS}


WORDS = {**words(), **SPOKEN}
FIRST = re.compile(r"zq[a-z]+?qz")


def every_file(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file under a folder and what it says, unpacked where it is packed; its name is said too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if content.startswith(GZIP):
                content = gzip.decompress(content)
            yield str(path.relative_to(folder)), f"{path.name} ".encode() + content


def test_every_model_of_the_record_says_who_may_read_it() -> None:
    private = {kind for kind in KINDS if getattr(kind, "release_policy", None) is None}
    private.add(kept.Remains)  # of which a few fields may leave
    assert private == {*READ_WITH, *OTHERS}
    assert len(WORDS) > 60 and all(found_in(word) == {word} for word in WORDS)


def test_nothing_of_it_is_in_a_release_or_in_the_site_made_of_it(planted: Planted, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    written = write_release(actor(), planted.case, releases=tmp_path / "releases", signing_key=bytes(32))
    assert check(written.folder) == []
    publish(written.folder, tmp_path / "site", processes=1)
    read, leaks = 0, []
    for name, content in every_file(tmp_path):
        leaks += [f"{name}: {word}" for word in found_in(content)]
        read += 1
    assert leaks == [] and read > 50
    assert (written.folder / "remains.jsonl").read_bytes() == b""  # nobody was identified, and a family told


def test_the_desk_shows_each_word_to_those_alone_who_may_read_it(
    planted: Planted, enter: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    everything = enter(*ROLES, case=planted.case, name="all-roles")
    shown = {address: found_in(said) for address, said in walked(planted, everything)}
    seen = set[str]().union(*shown.values())
    assert len(seen) > len(WORDS) / 3, "little of it was shown to anybody, so little was tried"
    leaks = [
        f"a stranger {address}" for address, said in walked(planted, Client(), post=True) if found_in(said)
    ]
    for role, who in ROLES.items():
        browser, whole = enter(role, case=planted.case, name=f"a-{role}"), role == "auditor"
        only = None if whole else {address for address, told in shown.items() if told}
        for address, said in walked(planted, browser, only, post=whole):
            told = {word for word in found_in(said) if not who.permissions & WORDS[word]}
            leaks += [f"{role} {address}: {word}" for word in told]
    assert sorted(leaks) == [], "\n".join(sorted(leaks))
    logs: Path = settings.HOME.logs
    assert [name for name, content in every_file(logs) if found_in(content)] == []
    assert caplog.records and found_in(caplog.text) == set()


def walked(
    record: Record, browser: Client, only: set[str] | None = None, *, post: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Every address of the case, or those alone, and what it answers; each register as a table too."""
    registers = f"/desk/cases/{record.slug}/registers/"
    addresses = {screen.address(record) for screen in screens() if screen.of_a_case}
    addresses |= {f"{registers}{kind}.csv" for kind in Kind}
    for address in sorted(addresses if only is None else only):
        for method in ("get", "post") if post else ("get",):
            with undone():
                answer = getattr(browser, method)(address)
                said = b"".join(answer.streaming_content) if answer.streaming else answer.content
                yield address, said + repr(answer.headers).encode()


def test_the_audit_trail_says_that_it_was_written_never_what(planted: Planted) -> None:
    who, case = actor(), planted.case
    secret = "zqaudittrailqz"
    consent = planted.one(kept.Consent)
    kept.Consent.objects.filter(pk=consent.pk).update(expires_on=None)
    consent.refresh_from_db()
    spoken = actions.record_interview(
        who,
        case,
        consent=consent,
        pseudonym=consent.subject,
        interviewer="huda",
        language="ar",
        setting=secret,
    )
    spoken.case = case
    actions.raise_flag(who, spoken, concern=kept.Concern.DISTRESS, note=secret)
    actions.ask_follow_up(who, spoken, what=secret)
    told = actions.Told(told_by="brother", name_en=secret, items={"father": secret}, consent=consent)
    file = actions.open_file(who, case, code="M-9", told=told)
    actions.edit_file(
        who, file, told=actions.Told(told_by="brother", name_en=f"{secret} 2", consent=consent), version=1
    )
    asked = actions.receive_request(who, file, asked_by="brother", asked_on=DAY, question=secret)
    actions.answer_request(who, asked, reply=kept.Reply.NOT_KNOWN, told=secret, how=secret)
    visit = actions.record_visit(
        who, case, code="SV-9", place=planted.one(kept.Place), team=[secret], seen=secret
    )
    visit.case = case
    actions.say_sought(who, visit, what="crater", found=False, note=secret)
    actions.add_remnant(who, visit, markings=secret, measurements=secret)
    trail = serialize("json", kept.AuditEntry.objects.all())
    assert kept.AuditEntry.objects.count() > 8
    assert secret not in trail


def test_without_the_vaults_keys_an_identity_is_nowhere_and_the_rest_works(
    record: Record, enter: Enter, tmp_path: Path
) -> None:
    secret = "zqidentityqz"
    _, public = make_keeper_key("a sentence of several words")  # the file with the other half is gone
    record.new(kept.VaultKeeper, name="lost", public=public)
    who = in_role("interviewer", record.case, "huda")
    closed = Identity(name=secret, contact=secret, safe_ways=secret, note=secret)
    entry = actions.keep_identity(who, record.case, pseudonym="W7", whose=kept.Whose.SPEAKS, identity=closed)
    MissingPerson.objects.filter(pk=record.one(MissingPerson).pk).update(contact=entry.pk, version=2)
    for kind in KINDS:
        rows = repr(list(kind._default_manager.values_list()))
        assert secret not in rows and secret.encode().hex() not in rows, kind
    browser = enter("interviewer", "keeper", case=record.case, name="amal")
    case = f"/desk/cases/{record.slug}/"
    near = {case, *(f"{case}{each}/" for each in ("vault", "interviews", "consents", "missing", "audit"))}
    near.add(f"{case}missing/{record.one(MissingPerson).pk}/")
    for address, said in walked(record, browser, near):
        assert secret.encode() not in said, address
    refused = browser.post(
        f"{case}vault/{entry.pk}/open/",
        {"reason": "to call her", "passphrase": "a sentence of several words"},
        follow=True,
    )
    assert secret.encode() not in refused.content and refused.status_code < 500
    assert VaultEntry.objects.filter(pk=entry.pk).exists()
    (tmp_path / "releases").mkdir()
    written = write_release(actor(), record.case, releases=tmp_path / "releases", signing_key=bytes(32))
    assert check(written.folder) == []
    assert [name for name, content in every_file(tmp_path) if secret.encode() in content] == []
