"""Beginning a strategy, and the settings of municipality and strategy."""

from contextlib import suppress

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.actions import leave
from editing.exceptions import RuleBroken, StaleRevision
from editing.forms.conflicts import Conflicts, resolve
from editing.presence import subject_of
from strategy.actions.setup import begin_strategy, save_settings
from strategy.forms.setup import MunicipalityForm, StrategyForm
from strategy.models import Strategy
from strategy.views.access import current_strategy


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: SignedInRequest) -> HttpResponse:
    """The very first page of a new installation."""
    require_right(request, Right.READ_WORKSPACE)
    if Strategy.objects.exists():
        raise Http404
    if not request.user.has_right(Right.EDIT_SETTINGS):
        return render(request, "strategy/setup_pending.html")
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    municipality_form, strategy_form = MunicipalityForm(data, files), StrategyForm(data)
    if request.method == "POST" and all([municipality_form.is_valid(), strategy_form.is_valid()]):
        with suppress(RuleBroken, IntegrityError):
            # Somebody else was quicker: their strategy is the one to go on with.
            begin_strategy(
                municipality=municipality_form.save(commit=False),
                strategy=strategy_form.save(commit=False),
                by=request.user,
            )
        return redirect("strategy:guide")
    return _page(request, "strategy/setup.html", municipality_form, strategy_form)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Municipality, strategy, and the mandatory pages of the public site."""
    require_right(request, Right.EDIT_SETTINGS)
    strategy = current_strategy(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    municipality_form = MunicipalityForm(data, files, instance=strategy.municipality)
    strategy_form = StrategyForm(data, instance=strategy)
    if request.method == "POST" and all([municipality_form.is_valid(), strategy_form.is_valid()]):
        try:
            save_settings(
                strategy=strategy,
                municipality=municipality_form.values(),
                revision=strategy_form.cleaned_data["revision"],
                values=strategy_form.values(),
                by=request.user,
            )
        except StaleRevision as stale:
            strategy_form, ours = resolve(strategy_form, stale.current)
            municipality_form, theirs = resolve(municipality_form, stale.current.municipality)
            conflicts = ours.with_other(theirs)
            return _page(
                request, "strategy/settings.html", municipality_form, strategy_form, conflicts=conflicts
            )
        except RuleBroken as refusal:
            strategy_form.add_error(None, str(refusal))
            return _page(request, "strategy/settings.html", municipality_form, strategy_form)
        leave(subject=subject_of(strategy), user=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("strategy:settings")
    return _page(request, "strategy/settings.html", municipality_form, strategy_form)


def _page(
    request: SignedInRequest,
    template: str,
    municipality_form: MunicipalityForm,
    strategy_form: StrategyForm,
    *,
    conflicts: Conflicts | None = None,
) -> HttpResponse:
    context = {
        "municipality_form": municipality_form,
        "strategy_form": strategy_form,
        "conflicts": conflicts,
    }
    status = 409 if conflicts else 422 if strategy_form.is_bound else 200
    return render(request, template, context, status=status)
