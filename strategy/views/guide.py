"""The guide and the pages of its first and last phases."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import READERS, RIGHTS, START_PAGES, Right
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.actions.phases import close_phase, reopen_phase
from strategy.choices import Phase
from strategy.discussion.desk import desk_of
from strategy.forms.setup import PhaseNoteForm
from strategy.guide import Facts, LatestVersion, PhaseState, build_guide
from strategy.inventory.bracket import Inventory
from strategy.models import Strategy, StrategyVersion
from strategy.permissions import can_evaluate, work_keys
from strategy.reviewing import asked_now, reviewed, underway_now
from strategy.views.access import current_strategy

FINDINGS_ON_THE_GUIDE = 8


@require_safe
def guide(request: SignedInRequest) -> HttpResponse:
    """The internal start page; who does not read the working area begins elsewhere."""
    if not request.user.has_right(Right.READ_WORKSPACE) and request.user.role in START_PAGES:
        return redirect(START_PAGES[request.user.role])
    if not Strategy.objects.exists():
        return redirect("strategy:setup")
    strategy = current_strategy(request)
    found = reviewed(strategy)
    document, review = found.document, found.review
    closures = {Phase(closure.phase): closure for closure in strategy.phase_closures.in_force()}
    facts = _facts(strategy, closures, found.inventory)
    editable = _editable(request.user, strategy)
    built = build_guide(document, review, facts, RIGHTS[request.user.role], editable)
    closes = request.user.has_right(Right.CLOSE_PHASES)
    missing = review.doable(editable, evaluates=can_evaluate(request.user)).findings
    return render(
        request,
        "strategy/guide.html",
        {
            "strategy": strategy,
            "guide": built,
            "rows": [
                (
                    row,
                    closures.get(row.phase),
                    closes and row.state == PhaseState.IN_PROGRESS,
                    closes and row.state == PhaseState.DONE,
                )
                for row in built.rows
            ],
            "findings": missing[:FINDINGS_ON_THE_GUIDE],
            "findings_count": len(missing),
            "editable": editable,
            "desk": desk_of(request.user, timezone.now()),
        },
    )


@require_safe
def findings(request: SignedInRequest) -> HttpResponse:
    """Everything that is missing, by phase."""
    strategy = current_strategy(request)
    review = reviewed(strategy).review
    groups = [(phase, review.in_phase(phase)) for phase in Phase]
    return render(
        request,
        "strategy/finding_list.html",
        {
            "groups": [group for group in groups if group[1]],
            "count": len(review.findings),
            "editable": _editable(request.user, strategy),
        },
    )


@require_safe
def organisation(request: SignedInRequest) -> HttpResponse:
    """Aufbauorganisation: who works with which role."""
    current_strategy(request)
    accounts = User.objects.filter(is_active=True, role__in=READERS)
    can_invite = request.user.has_right(Right.MANAGE_ACCOUNTS)
    context = {"accounts": accounts, "phase": Phase.ORGANISATION, "can_invite": can_invite}
    return render(request, "strategy/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def phase_close(request: SignedInRequest, phase: Phase) -> HttpResponse:
    """Close a phase with a note."""
    require_right(request, Right.CLOSE_PHASES)
    strategy = current_strategy(request)
    page = FormPage(request, PhaseNoteForm(request.POST or None))
    if page.is_valid():
        with refusal_shown(request):
            close_phase(
                strategy=strategy,
                phase=phase,
                note=page.form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
            said = _("Die Phase „%s“ ist abgeschlossen.") % phase.label
            say_with_way_back(request, said, "strategy:phase-reopen", phase)
        return redirect("strategy:guide")
    review = reviewed(strategy).review
    context = {"phase": phase, "findings": review.in_phase(phase)}
    return page.answer("strategy/phase_close.html", context)


@require_POST
def phase_reopen(request: SignedInRequest, phase: Phase) -> HttpResponse:
    """Open a closed phase again."""
    require_right(request, Right.CLOSE_PHASES)
    strategy = current_strategy(request)
    with refusal_shown(request):
        reopen_phase(strategy=strategy, phase=phase, by=request.user, at=timezone.now())
    return redirect("strategy:guide")


def _facts(strategy: Strategy, closed: Iterable[Phase], inventory: Inventory) -> Facts:
    versions = list(strategy.versions.without_content())
    return Facts(
        members=User.objects.filter(is_active=True, role__in=READERS).count(),
        closed=frozenset(closed),
        version=_latest(versions[0]) if versions else None,
        adopted=any(version.is_adopted for version in versions),
        concepts=len(inventory.concepts),
        evaluated=inventory.evaluated,
        submitted=strategy.is_submitted,
        asked=asked_now(),
        underway=underway_now(),
    )


def _editable(user: User, strategy: Strategy) -> frozenset[UUID] | None:
    """Keys of what somebody may edit: none while the committees deliberate, None for whoever edits everywhere."""
    return frozenset() if strategy.is_submitted else work_keys(user)


def _latest(version: StrategyVersion) -> LatestVersion:
    adopted = ""
    if version.adopted_on is not None:
        adopted = _("Fassung %(number)d vom Rat beschlossen am %(day)s") % {
            "number": version.number,
            "day": date_format(version.adopted_on),
        }
    return LatestVersion(
        number=version.number,
        is_adopted=version.is_adopted,
        is_published=version.is_published,
        adopted_text=adopted,
    )
