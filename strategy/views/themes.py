"""The selection of theme fields, and the list of the chosen ones."""

from collections import defaultdict
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.actions.elements import move_element
from strategy.actions.themes import (
    add_own_theme,
    leave_out_theme,
    merge_themes,
    prescribe_theme,
    remove_candidate,
    reopen_theme,
    select_theme,
)
from strategy.choices import Phase, ThemeDecision
from strategy.completeness import review_document, review_theme
from strategy.document.drafting import theme_sections, working_document
from strategy.document.figures import theme_figures
from strategy.forms.themes import CandidateForm, MergeForm, ReasonForm
from strategy.inventory.taken_up import evidence_of
from strategy.models import ThemeField, WorkingGroupMember
from strategy.reviewing import method_of
from strategy.views.access import current_strategy
from strategy.views.endings import ending_asked


@require_safe
def theme_selection(request: SignedInRequest) -> HttpResponse:
    """The candidates with what became of them."""
    strategy = current_strategy(request)
    candidates = ThemeField.objects.filter(strategy=strategy).candidates().select_related("merged_into")
    method = method_of(strategy)
    review = review_document(working_document(strategy), method=method)
    can_choose = request.user.has_right(Right.CHOOSE_THEMES) and not strategy.is_submitted
    return render(
        request,
        "strategy/theme_selection.html",
        {
            "can_choose": can_choose,
            "planned": method.theme_words,
            "can_change_selected": can_choose and not strategy.has_fixed_numbers,
            "selected": [theme for theme in candidates if theme.decision == ThemeDecision.SELECTED],
            "undecided": [theme for theme in candidates if theme.decision == ThemeDecision.OPEN],
            "left_out": [theme for theme in candidates if theme.decision == ThemeDecision.NOT_SELECTED],
            "merged": [theme for theme in candidates if theme.decision == ThemeDecision.MERGED],
            "findings": review.in_phase(Phase.THEMES),
            "evidence": evidence_of(candidates),
            "phase": Phase.THEMES,
        },
    )


@require_safe
def theme_list(request: SignedInRequest) -> HttpResponse:
    """The chosen theme fields with their progress and working groups, one's own first."""
    strategy = current_strategy(request)
    sections = theme_sections(list(ThemeField.objects.filter(strategy=strategy).selected()))
    groups: dict[UUID, list[User]] = defaultdict(list)
    for member in WorkingGroupMember.objects.select_related("user"):
        groups[member.theme_id].append(member.user)
    themes = [(theme_figures(each), review_theme(each), groups[each.key]) for each in sections]
    context = {
        "strategy": strategy,
        "mine": [theme for theme in themes if request.user in theme[2]],
        "others": [theme for theme in themes if request.user not in theme[2]],
    }
    return render(request, "strategy/theme_list.html", context)


@require_POST
def theme_select(request: SignedInRequest, pk: UUID) -> HttpResponse:
    theme = _candidate(request, pk)
    if question := ending_asked(request, [pk], back=reverse("strategy:theme-selection")):
        return question
    with refusal_shown(request):
        select_theme(theme=theme, by=request.user)
    return _back_to(theme)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_leave_out(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason why a candidate is not chosen."""
    theme = _candidate(request, pk)
    page = FormPage(request, ReasonForm(request.POST or None, initial={"reason": theme.reason}))
    if page.is_valid():
        reason, here = page.form.cleaned_data["reason"], request.path
        if question := ending_asked(request, [pk], back=here, keeps={"reason": reason}):
            return question
        with refusal_shown(request):
            leave_out_theme(theme=theme, reason=reason, by=request.user)
        return _back_to(theme)
    return page.answer("strategy/theme_leave_out.html", {"theme": theme})


@require_POST
def theme_reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    theme = _candidate(request, pk)
    with refusal_shown(request):
        reopen_theme(theme=theme, by=request.user)
    return _back_to(theme)


@require_POST
def theme_prescribe(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Switch whether the method prescribes the theme field."""
    theme = _candidate(request, pk)
    with refusal_shown(request):
        prescribe_theme(theme=theme, prescribed=request.POST.get("vorgeschrieben") == "ja", by=request.user)
    return _back_to(theme)


@require_POST
def theme_up(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, up=True)


@require_POST
def theme_down(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, up=False)


@require_POST
def candidate_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove an own or merged candidate."""
    theme = _candidate(request, pk)
    with refusal_shown(request):
        remove_candidate(theme=theme, by=request.user, at=timezone.now())
        said = _("„%(title)s“ ist entfernt.") % {"title": theme.title}
        say_with_way_back(request, said, "strategy:bin-element", theme.kind, pk)
    return redirect("strategy:theme-selection")


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_add(request: SignedInRequest) -> HttpResponse:
    """Add a theme field that the catalogue does not offer."""
    require_right(request, Right.CHOOSE_THEMES)
    strategy = current_strategy(request)
    page = FormPage(request, CandidateForm(request.POST or None, strategy=strategy))
    if page.is_valid():
        with page.saving():
            theme = add_own_theme(strategy=strategy, by=request.user, **page.form.cleaned_data)
            return _back_to(theme)
    return page.answer("strategy/candidate_add.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_merge(request: SignedInRequest) -> HttpResponse:
    """Make one candidate out of several."""
    require_right(request, Right.CHOOSE_THEMES)
    strategy = current_strategy(request)
    page = FormPage(request, MergeForm(request.POST or None, strategy=strategy))
    if page.is_valid():
        with page.saving():
            theme = merge_themes(strategy=strategy, by=request.user, **page.form.cleaned_data)
            return _back_to(theme)
    return page.answer("strategy/candidate_merge.html", {})


def _candidate(request: SignedInRequest, pk: UUID) -> ThemeField:
    require_right(request, Right.CHOOSE_THEMES)
    theme: ThemeField = get_object_or_404(ThemeField.objects.active().with_ancestors(), pk=pk)
    return theme


def _move(request: SignedInRequest, pk: UUID, *, up: bool) -> HttpResponse:
    theme = _candidate(request, pk)
    with refusal_shown(request):
        move_element(element=theme, up=up, by=request.user)
    return _back_to(theme)


def _back_to(theme: ThemeField) -> HttpResponse:
    return redirect(f"{reverse('strategy:theme-selection')}#e-{theme.pk}")
