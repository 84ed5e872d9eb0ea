"""Every address the Django project answers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tahqiq.desk.health import healthz
from tahqiq.desk.views import cases, coming_in, decisions, incidents, sources, trails

_case: list[URLPattern | URLResolver] = [
    path("", cases.overview, name="case"),
    path("incidents/", incidents.listing, name="incidents"),
    path("incidents/<uuid:incident_id>/", incidents.incident, name="incident"),
    path("claims/", decisions.claims, name="claims"),
    path("claims/<uuid:claim_id>/", decisions.decide, name="decide"),
    path("sign-off/", decisions.assessments, name="assessments"),
    path("sign-off/<uuid:assessment_id>/", decisions.sign_off, name="sign_off"),
    path("sources/", sources.listing, name="sources"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("items/<uuid:item_id>/", sources.item, name="item"),
    path("releases/", decisions.releases, name="releases"),
    path("releases/<uuid:release_id>/", decisions.release, name="release"),
    path("releases/<uuid:release_id>/approve/", decisions.approve, name="approve"),
    path("imports/", trails.imports, name="imports"),
    path("imports/<uuid:run_id>/", trails.import_run, name="import_run"),
    path("audit/", trails.audit, name="audit"),
]
_screens: list[URLPattern | URLResolver] = [
    path("", cases.home, name="home"),
    path("login/", coming_in.login, name="login"),
    path("logout/", coming_in.logout, name="logout"),
    path("password/", coming_in.password, name="password"),
    path("language/", coming_in.language, name="language"),
    path("cases/<slug:slug>/", include(_case)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("desk/", include((_screens, "desk"))),
]

handler400 = "tahqiq.desk.views.refusals.bad_request"
handler403 = "tahqiq.desk.views.refusals.forbidden"
handler404 = "tahqiq.desk.views.refusals.missing"
handler500 = "tahqiq.desk.views.refusals.our_fault"
