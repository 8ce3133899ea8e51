"""Indicators: their list, and the page with values, targets and the curve."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from monitoring.actions.indicators import (
    add_series,
    add_target,
    create_indicator,
    remove_target,
    save_indicator,
    save_target,
    set_formula,
)
from monitoring.actions.judgements import end_judgement, judge
from monitoring.actions.takeover import take_over_adopted
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.assessment_facts import indicator_lines
from monitoring.curve import curve_of
from monitoring.effect_facts import formulas_of
from monitoring.forms.indicators import FormulaForm, IndicatorForm, SeriesForm, TargetForm
from monitoring.forms.measures import JudgementForm
from monitoring.formulas import computed
from monitoring.models import Indicator, IndicatorSeries, IndicatorTarget, IndicatorValue, Judgement
from monitoring.permissions import reportable_indicators
from monitoring.views.access import managed_indicator, readable_indicator
from monitoring.views.ends import FORM, form_page, saved
from strategy.views.access import current_strategy


@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    """All indicators with their lights."""
    current_strategy(request)
    adopted = adopted_strategy()
    context = {
        "adopted": adopted,
        "lines": indicator_lines(adopted.document, Indicator.objects.all(), timezone.now())
        if adopted
        else (),
        "manages": request.user.has_right(Right.MANAGE_IMPLEMENTATION),
    }
    return render(request, "monitoring/indicator_list.html", context)


@require_safe
def indicator_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The curve with its path to the target, and beside it every value, corrected ones included."""
    indicator, adopted = readable_indicator(request.user, pk), _adopted()
    now = timezone.now()
    (line,) = indicator_lines(adopted.document, Indicator.objects.filter(pk=pk), now)
    formula = formulas_of([indicator], now).get(indicator.pk)
    goals = set(indicator.goals.values_list("pk", flat=True))
    context = {
        "indicator": indicator,
        "line": line,
        "curve": curve_of(line.facts),
        "formula": formula,
        "results": computed(formula) if formula else (),
        "series": _series(indicator),
        "targets": indicator.targets.all(),
        "goals": [goal for goal in adopted.document.operational_goals() if goal.key in goals],
        "manages": request.user.has_right(Right.MANAGE_IMPLEMENTATION),
        "can_report": not formula and reportable_indicators(request.user).filter(pk=pk).exists(),
        "reads_all": request.user.has_right(Right.READ_WORKSPACE),
    }
    return render(request, "monitoring/indicator_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    _adopted()
    begun = Indicator(strategy=current_strategy(request))
    page = FormPage(request, IndicatorForm(request.POST or None, instance=begun))
    if page.is_valid():
        with page.saving():
            made = create_indicator(
                indicator=page.form.save(commit=False), related=page.form.related(), by=request.user
            )
            return saved(request, made)
    back = {"back_url": reverse("monitoring:indicator-list"), "back_label": _("Zu den Indikatoren")}
    return page.answer(FORM, {"title": _("Neuer Indikator"), **back})


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = managed_indicator(request, pk)
    page = FormPage(request, IndicatorForm(request.POST or None, instance=indicator))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_indicator(indicator=indicator, values=page.form.values(), revision=revision, by=request.user)
            return saved(request, indicator)
    return form_page(page, indicator, _("Indikator bearbeiten"))


@require_POST
def take_over(request: SignedInRequest) -> HttpResponse:
    """Make indicators of what the adopted goals name."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    strategy = current_strategy(request)
    taken = take_over_adopted(strategy=strategy, adopted=_adopted(), by=request.user, at=timezone.now())
    said = ngettext(
        "%d Ziel hat jetzt einen Indikator mit Werten.",
        "%d Ziele haben jetzt einen Indikator mit Werten.",
        taken.goals,
    )
    nothing = _("Kein Ziel brauchte einen neuen Indikator.")
    messages.success(request, said % taken.goals if taken.goals else nothing)
    for sentence in taken.left_out:
        messages.warning(request, sentence)
    return redirect("monitoring:indicator-list")


@require_http_methods(["GET", "HEAD", "POST"])
def formula_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let an indicator be computed from others."""
    indicator = managed_indicator(request, pk)
    page = FormPage(request, FormulaForm(request.POST or None, indicator=indicator))
    if page.is_valid():
        with page.saving():
            set_formula(indicator=indicator, by=request.user, **page.form.formula())
            return saved(request, indicator)
    return form_page(page, indicator, _("Indikator berechnen"))


@require_http_methods(["GET", "HEAD", "POST"])
def target_add(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = managed_indicator(request, pk)
    page = FormPage(request, TargetForm(request.POST or None, instance=IndicatorTarget(indicator=indicator)))
    if page.is_valid():
        with page.saving():
            add_target(target=page.form.save(commit=False), by=request.user)
            return saved(request, indicator)
    return form_page(page, indicator, _("Neuer Zielwert"))


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    page = FormPage(request, TargetForm(request.POST or None, instance=target))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_target(target=target, values=page.form.values(), revision=revision, by=request.user)
            return saved(request, target.indicator)
    return form_page(page, target.indicator, _("Zielwert"))


@require_POST
def target_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    with refusal_shown(request):
        remove_target(target=target, by=request.user)
        messages.success(request, _("Der Zielwert für %d ist entfernt.") % target.year)
    return redirect("monitoring:indicator-detail", target.indicator_id)


@require_http_methods(["GET", "HEAD", "POST"])
def series_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a part of a split, such as a district."""
    indicator = managed_indicator(request, pk)
    page = FormPage(request, SeriesForm(request.POST or None, instance=IndicatorSeries(indicator=indicator)))
    if page.is_valid():
        with page.saving():
            add_series(series=page.form.save(commit=False), by=request.user)
            return saved(request, indicator)
    return form_page(page, indicator, _("Neue Reihe"))


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the light of an indicator by hand, with a reason."""
    indicator = managed_indicator(request, pk)
    page = FormPage(request, JudgementForm(request.POST or None, instance=Judgement(indicator=indicator)))
    if page.is_valid():
        with page.saving():
            judge(judgement=page.form.save(commit=False), by=request.user, at=timezone.now())
            return saved(request, indicator)
    return form_page(page, indicator, _("Wirkung selbst einschätzen"))


@require_POST
def indicator_judge_end(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = managed_indicator(request, pk)
    end_judgement(of=indicator, by=request.user, at=timezone.now())
    messages.success(request, _("Jetzt gilt wieder die berechnete Einschätzung."))
    return redirect("monitoring:indicator-detail", indicator.pk)


def _adopted() -> Adopted:
    adopted = adopted_strategy()
    if adopted is None:
        raise Http404
    return adopted


def _series(indicator: Indicator) -> list[tuple[IndicatorSeries, list[IndicatorValue]]]:
    """The series with all their values, the latest period first; below each the values that it replaced."""
    values = IndicatorValue.objects.filter(series__indicator=indicator).select_related("reported_by")
    by_series: dict[int, list[IndicatorValue]] = {}
    for value in values.order_by("-period", "-reported_at", "-pk"):
        by_series.setdefault(value.series_id, []).append(value)
    return [(row, by_series.get(row.pk, [])) for row in indicator.series.all()]


def _target(request: SignedInRequest, pk: int) -> IndicatorTarget:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    return get_object_or_404(IndicatorTarget.objects.select_related("indicator"), pk=pk)
