"""Every address the Django project answers."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from tahqiq.desk import shell, sign_in
from tahqiq.desk.health import healthz
from tahqiq.desk.views import (
    account,
    answers,
    asking,
    audit,
    cases,
    claim_decisions,
    claims_desk,
    coming_in,
    editing,
    import_wizard,
    incidents,
    items,
    letters,
    members,
    pairs,
    people,
    places,
    presences,
    releases,
    revisions,
    signing,
    sources,
    trails,
    work,
)


def _of_each(
    ending: str, view: Any, name: str, kinds: tuple[str, ...] = ("incidents", "places")
) -> list[URLPattern]:
    """An address for every kind of record that people edit."""
    return [path(f"{kind}/<uuid:record_id>/{ending}", view, {"kind": kind}, name=name) for kind in kinds]


#: Kinds of record whose earlier versions are kept.
_KEPT = ("incidents", "people", "places")


_case: list[URLPattern | URLResolver] = [
    path("", cases.overview, name="case"),
    path("incidents/", incidents.listing, name="incidents"),
    path("incidents/new/", editing.make, name="make_incident"),
    path("incidents/new/look/", editing.look, name="look_new"),
    path("incidents/<uuid:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<uuid:incident_id>/edit/", editing.edit, name="edit_incident"),
    path("incidents/<uuid:incident_id>/look/", editing.look, name="look"),
    path("incidents/<uuid:incident_id>/merge/", editing.merge, name="merge_incident"),
    path("incidents/<uuid:incident_id>/assess/", signing.assess, name="assess_incident"),
    path("incidents/<uuid:incident_id>/sign-off/", signing.screen, name="sign_off_incident"),
    path("incidents/<uuid:incident_id>/answers/", answers.answers, name="answers"),
    path("incidents/<uuid:incident_id>/answers/first/", answers.step, name="first_answer"),
    path("incidents/<uuid:incident_id>/answers/<uuid:answer_id>/", answers.step, name="next_step"),
    path("incidents/<uuid:incident_id>/answers/<uuid:answer_id>/words/", answers.words, name="answer_words"),
    path(
        "incidents/<uuid:incident_id>/answers/<uuid:answer_id>/reopen/", answers.reopen, name="reopen_answer"
    ),
    path("places/", places.listing, name="places"),
    path("places/new/", places.make, name="make_place"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/merge/", places.merge, name="merge_place"),
    *_of_each("history/", revisions.history, "history", _KEPT),
    *_of_each("history/<int:version>/restore/", revisions.restore, "restore", _KEPT),
    *_of_each("presence/", presences.present, "presence"),
    path("claims/", claims_desk.claims, name="claims"),
    path("claims/desk/<uuid:item_id>/", claims_desk.desk, name="claims_desk"),
    path("claims/desk/<uuid:item_id>/new/", claims_desk.make, name="make_claim"),
    path("claims/<uuid:claim_id>/", claim_decisions.decide, name="decide"),
    path("claims/<uuid:claim_id>/correct/", claims_desk.correct, name="correct_claim"),
    path("claims/answers/<uuid:proposal_id>/", claims_desk.decide_answer, name="decide_answer"),
    path("sign-off/", signing.assessments, name="assessments"),
    path("sign-off/<uuid:assessment_id>/", signing.sign_off, name="sign_off"),
    path("sources/", sources.listing, name="sources"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("items/", items.listing, name="items"),
    path("items/<uuid:item_id>/", items.item, name="item"),
    path("items/<uuid:item_id>/show/", items.show, name="show_item"),
    path("items/<uuid:item_id>/picture/", items.picture, name="item_picture"),
    path("items/<uuid:item_id>/film/", items.film, name="item_film"),
    path("items/<uuid:item_id>/original/", items.original, name="item_original"),
    path("items/<uuid:item_id>/proof/", items.proof, name="item_proof"),
    path("items/<uuid:item_id>/describe/", items.describe, name="describe_item"),
    path("items/<uuid:item_id>/read/", items.read, name="read_item"),
    path("releases/", releases.releases, name="releases"),
    path("releases/compare/", releases.compare, name="compare_releases"),
    path("releases/<uuid:release_id>/", releases.release, name="release"),
    path("releases/<uuid:release_id>/approve/", releases.approve, name="approve"),
    path("people/", people.listing, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/edit/", people.edit, name="edit_person"),
    path("people/<uuid:person_id>/withdraw/", people.withdraw, name="withdraw_person"),
    path("people/<uuid:person_id>/name/", people.name_basis, name="name_basis"),
    path("people/<uuid:person_id>/part/", people.part, name="part_person"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/<uuid:suggestion_id>/", pairs.pair, name="pair"),
    path("pairs/<uuid:suggestion_id>/judge/", pairs.judge, name="judge_pair"),
    path("pairs/<uuid:suggestion_id>/join/", pairs.join, name="join_pair"),
    path("pairs/judgements/<uuid:judgement_id>/", pairs.take_back, name="take_back"),
    path("work/", work.listing, name="work"),
    path("work/ask/", work.ask, name="ask_work"),
    path("work/<uuid:job_id>/", work.job, name="job"),
    path("work/<uuid:job_id>/progress/", work.job_progress, name="job_progress"),
    path("work/<uuid:job_id>/cancel/", work.cancel, name="cancel_work"),
    path("work/<uuid:job_id>/again/", work.again, name="work_again"),
    path("imports/", trails.imports, name="imports"),
    path("imports/new/", import_wizard.new, name="new_import"),
    path("imports/plans/<uuid:plan_id>/", import_wizard.plan, name="import_plan"),
    path("imports/plans/<uuid:plan_id>/mapping/", import_wizard.mapping, name="map_import"),
    path("imports/plans/<uuid:plan_id>/try/", import_wizard.trial, name="try_import"),
    path("imports/plans/<uuid:plan_id>/problems.csv", import_wizard.problems, name="import_problems"),
    path("imports/plans/<uuid:plan_id>/go/", import_wizard.go, name="carry_out_import"),
    path("imports/<uuid:run_id>/", trails.import_run, name="import_run"),
    path("letters/", letters.listing, name="letters"),
    path("letters/address/", letters.address, name="letters_address"),
    path("letters/<uuid:correction_id>/", letters.letter, name="letter"),
    path("letters/<uuid:correction_id>/open/", letters.open_it, name="open_letter"),
    path("letters/<uuid:correction_id>/decide/", letters.decide, name="decide_letter"),
    path("letters/<uuid:correction_id>/reopen/", letters.reopen, name="reopen_letter"),
    path("audit/", audit.audit, name="audit"),
    path("members/", members.members, name="members"),
    path("members/add/", members.add, name="add_member"),
    path("members/second-factor/", members.demand, name="demand_factor"),
    path("members/<uuid:account_id>/", members.change, name="member"),
    path("audit/audit.csv", audit.download, name="audit_file"),
]
_screens: list[URLPattern | URLResolver] = [
    path("", cases.home, name="home"),
    path("login/", coming_in.login, name="login"),
    path("logout/", coming_in.logout, name="logout"),
    path("password/", coming_in.password, name="password"),
    path("language/", coming_in.language, name="language"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.end_sessions, name="end_sessions"),
    path("cases/<slug:slug>/", include(_case)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("corrections/", asking.receive, name="ask"),
    path("corrections/open", asking.is_open, name="takes_letters"),
    path("desk/", include((_screens, "desk"))),
    path("desk/", include(sign_in.urlpatterns)),
    path("desk/", include(shell.urlpatterns)),
]

handler400 = "tahqiq.desk.views.refusals.bad_request"
handler403 = "tahqiq.desk.views.refusals.forbidden"
handler404 = "tahqiq.desk.views.refusals.missing"
handler500 = "tahqiq.desk.views.refusals.our_fault"
