"""The vault: who keeps it, who is in it by pseudonym, and opening one identity for a reason."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook import vault as boxes
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import VaultEntry, VaultKeeper, Whose
from tahqiq.casebook.vault import Identity
from tahqiq.desk import asked
from tahqiq.desk.opened_form import OpenedForm, opened_form
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.vault_keys import drop_key, has_key, keep_key, read_key
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput, NotPermitted

PAGE = 50
#: Code points of a passphrase.
_LONGEST = 1000
_SEES = (Permission.OPEN_VAULT, Permission.INTERVIEW, Permission.ADMINISTER)


@require_safe
@in_case()
def vault(visit: Visit) -> HttpResponse:
    """Who is in the vault, by pseudonym; who keeps it; whether one's own key is here."""
    return _show(visit)


def _show(
    visit: Visit,
    *,
    entry: VaultEntry | None = None,
    identity: Identity | None = None,
    form: OpenedForm | None = None,
) -> HttpResponse:
    if not any(visit.may(each) for each in _SEES):
        raise NotPermitted(f"{visit.actor.name} may not see the vault")
    keepers = VaultKeeper.objects.filter(case=visit.case, ended_at=None)
    mine = keepers.filter(name=visit.actor.name).first()
    found = VaultEntry.objects.filter(case=visit.case).defer("sealed")
    page = Paginator(found, PAGE).get_page(visit.request.GET.get("page"))
    return visit.show(
        "vault",
        page=page,
        rows=[(each, mine is not None and str(mine.pk) in each.wrapped) for each in page],
        keepers=keepers,
        mine=mine,
        key_here=mine is not None and has_key(settings.HOME, mine),
        any_key_here=any(has_key(settings.HOME, each) for each in keepers),
        whose=list(Whose),
        shortest=boxes.SHORTEST,
        entry=entry,
        identity=identity,
        form=form,
    )


@sensitive_post_parameters("passphrase", "again")
@require_POST
@in_case(Permission.OPEN_VAULT, recent=True)
def begin(visit: Visit) -> HttpResponse:
    """Makes one's own key, under a passphrase that nobody else knows."""
    passphrase = visit.request.POST.get("passphrase", "")[:_LONGEST]
    if passphrase != visit.request.POST.get("again", ""):
        raise BadInput("the two passphrases differ")
    content, public = boxes.make_keeper_key(passphrase)
    with transaction.atomic():
        keep_key(settings.HOME, actions.begin_keeping(visit.actor, visit.case, public=public), content)
    messages.success(visit.request, _("Your key is made. Nobody can open what it keeps without you."))
    return redirect("desk:vault", visit.case.slug)


@sensitive_post_parameters("passphrase", "new", "again")
@require_POST
@in_case(Permission.OPEN_VAULT, recent=True)
def renew(visit: Visit) -> HttpResponse:
    """Makes a new key in place of one's own: after a machine was lost, or a passphrase was seen."""
    posted = visit.request.POST
    fresh = posted.get("new", "")[:_LONGEST]
    if fresh != posted.get("again", ""):
        raise BadInput("the two passphrases differ")
    old, (content, public) = _my_key(visit), boxes.make_keeper_key(fresh)
    before = VaultKeeper.objects.filter(case=visit.case, name=visit.actor.name, ended_at=None).get()
    passphrase = posted.get("passphrase", "")[:_LONGEST]
    with transaction.atomic():
        made = actions.renew_key(visit.actor, visit.case, key_file=old, passphrase=passphrase, public=public)
        keep_key(settings.HOME, made, content)
    drop_key(settings.HOME, before)
    messages.success(visit.request, _("Your new key is made. The old one opens nothing any more."))
    return redirect("desk:vault", visit.case.slug)


@require_POST
@in_case(Permission.INTERVIEW)
def keep(visit: Visit) -> HttpResponse:
    """Closes an identity to the keepers; whoever writes it cannot read it again."""
    posted = visit.request.POST
    whose = asked.one_of(Whose, asked.line(posted, "whose")) or Whose.SPEAKS
    names = ("name", "contact", "safe_ways", "note")
    said = {name: asked.line(posted, name, asked.LONG) for name in names}
    actions.keep_identity(
        visit.actor,
        visit.case,
        pseudonym=asked.line(posted, "pseudonym"),
        whose=whose,
        identity=Identity(**said),
        anew=posted.get("anew") == "1",
    )
    messages.success(visit.request, _("The identity is closed in the vault."))
    return redirect("desk:vault", visit.case.slug)


@sensitive_post_parameters("passphrase")
@require_POST
@never_cache
@in_case(Permission.OPEN_VAULT, recent=True)
def open_it(visit: Visit, entry_id: UUID) -> HttpResponse:
    """Opens one identity, for this answer alone."""
    entry = get_object_or_404(VaultEntry.objects.select_related("case"), pk=entry_id, case=visit.case)
    identity = actions.open_identity(
        visit.actor,
        entry,
        key_file=_my_key(visit),
        passphrase=visit.request.POST.get("passphrase", "")[:_LONGEST],
        reason=asked.line(visit.request.POST, "reason", asked.LONG),
    )
    form = opened_form(entry, identity, Archive.at(settings.HOME.archive), language=language())
    return _show(visit, entry=entry, identity=identity, form=form)


@sensitive_post_parameters("passphrase")
@require_POST
@in_case(Permission.OPEN_VAULT, recent=True)
def let_in(visit: Visit, keeper_id: UUID) -> HttpResponse:
    """Lets a further keeper open what one can open oneself."""
    passphrase = visit.request.POST.get("passphrase", "")[:_LONGEST]
    actions.let_in(visit.actor, _keeper(visit, keeper_id), key_file=_my_key(visit), passphrase=passphrase)
    messages.success(visit.request, _("The keeper is let in."))
    return redirect("desk:vault", visit.case.slug)


@require_POST
@in_case(Permission.ADMINISTER, recent=True)
def end(visit: Visit, keeper_id: UUID) -> HttpResponse:
    """Closes the vault to a keeper."""
    actions.end_keeping(visit.actor, _keeper(visit, keeper_id))
    messages.success(visit.request, _("The vault is closed to this keeper."))
    return redirect("desk:vault", visit.case.slug)


def _my_key(visit: Visit) -> bytes:
    """One's own key.

    Raises:
        BadInput: one is no keeper, or the key is not on this machine.
    """
    mine = VaultKeeper.objects.filter(case=visit.case, name=visit.actor.name, ended_at=None).first()
    if mine is None:
        raise BadInput("you are no keeper of this vault", remedy="make your key first")
    return read_key(settings.HOME, mine)


def _keeper(visit: Visit, keeper_id: UUID) -> VaultKeeper:
    return get_object_or_404(VaultKeeper.objects.select_related("case"), pk=keeper_id, case=visit.case)
