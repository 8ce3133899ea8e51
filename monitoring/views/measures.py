"""The implementation of a measure: its state, reports, milestones, dates, money and posts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.saving import FormPage
from monitoring.actions.judgements import end_judgement, judge
from monitoring.actions.measures import (
    add_measure_year,
    add_milestone,
    remove_milestone,
    save_execution,
    save_measure_year,
    save_milestone,
)
from monitoring.assessment import measure_line
from monitoring.choices import ReportStatus
from monitoring.execution_facts import execution_facts
from monitoring.forms.measures import ExecutionForm, JudgementForm, MeasureYearForm, MilestoneForm
from monitoring.models import Judgement, MeasureExecution, MeasureYear, Milestone
from monitoring.permissions import reportable_measures
from monitoring.views.access import managed_measure, readable_measure
from monitoring.views.ends import form_page, saved


@require_safe
def measure_detail(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Everything about the implementation of a measure on one page."""
    adopted, entry, measure = readable_measure(request.user, key)
    now, today = timezone.now(), timezone.localdate()
    facts = execution_facts([entry], now, titles=adopted.titles())[entry.key]
    theme = next(theme for theme in adopted.document.themes if entry in theme.measures())
    can_report = adopted.is_in_force and reportable_measures(request.user).filter(pk=measure.pk).exists()
    reports = measure.reports.select_related("reported_by", "accepted_by").prefetch_related(
        "files__uploaded_by"
    )
    if not can_report:
        reports = reports.exclude(status=ReportStatus.DRAFT)
    context = {
        "adopted": adopted,
        "entry": entry,
        "line": measure_line(entry, theme, facts, today),
        "theme": theme,
        "today": today,
        "reports": reports.order_by("-reported_at", "-pk"),
        "milestones": measure.execution_milestones.all(),
        "years": measure.execution_years.all(),
        "handovers": MeasureExecution.history.filter(measure=measure, history_change_reason__isnull=False)
        .select_related("history_user", "department")
        .order_by("-history_date"),
        "manages": adopted.is_in_force and request.user.has_right(Right.MANAGE_IMPLEMENTATION),
        "can_report": can_report,
        "reads_all": request.user.has_right(Right.READ_WORKSPACE),
    }
    return render(request, "monitoring/measure_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def execution_edit(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Set the dates of a measure."""
    measure = managed_measure(request, key)
    there = MeasureExecution.objects.filter(measure=measure).first()
    page = FormPage(
        request, ExecutionForm(request.POST or None, instance=there or MeasureExecution(measure=measure))
    )
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_execution(measure=measure, values=page.form.values(), revision=revision, by=request.user)
            return saved(request, measure)
    return form_page(page, measure, _("Termine"))


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_add(request: SignedInRequest, key: UUID) -> HttpResponse:
    measure = managed_measure(request, key)
    page = FormPage(request, MilestoneForm(request.POST or None, instance=Milestone(measure=measure)))
    if page.is_valid():
        with page.saving():
            add_milestone(milestone=page.form.save(commit=False), by=request.user)
            return saved(request, measure)
    return form_page(page, measure, _("Neuer Meilenstein"))


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    page = FormPage(request, MilestoneForm(request.POST or None, instance=milestone))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_milestone(milestone=milestone, values=page.form.values(), revision=revision, by=request.user)
            return saved(request, milestone.measure)
    return form_page(page, milestone.measure, _("Meilenstein"))


@require_POST
def milestone_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    with refusal_shown(request):
        remove_milestone(milestone=milestone, by=request.user)
        messages.success(request, _("Der Meilenstein „%s“ ist entfernt.") % milestone)
    return redirect("monitoring:measure-detail", milestone.measure_id)


@require_http_methods(["GET", "HEAD", "POST"])
def year_add(request: SignedInRequest, key: UUID) -> HttpResponse:
    measure = managed_measure(request, key)
    page = FormPage(request, MeasureYearForm(request.POST or None, instance=MeasureYear(measure=measure)))
    if page.is_valid():
        with page.saving():
            add_measure_year(year=page.form.save(commit=False), by=request.user)
            return saved(request, measure)
    return form_page(page, measure, _("Geld und Stellen eines Jahres"))


@require_http_methods(["GET", "HEAD", "POST"])
def year_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    year = get_object_or_404(MeasureYear.objects.select_related("measure"), pk=pk)
    page = FormPage(request, MeasureYearForm(request.POST or None, instance=year))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_measure_year(year=year, values=page.form.values(), revision=revision, by=request.user)
            return saved(request, year.measure)
    return form_page(page, year.measure, _("Geld und Stellen eines Jahres"))


@require_http_methods(["GET", "HEAD", "POST"])
def measure_judge(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Set the light of a measure by hand, with a reason."""
    measure = managed_measure(request, key)
    page = FormPage(request, JudgementForm(request.POST or None, instance=Judgement(measure=measure)))
    if page.is_valid():
        with page.saving():
            judge(judgement=page.form.save(commit=False), by=request.user, at=timezone.now())
            return saved(request, measure)
    return form_page(page, measure, _("Vollzug selbst einschätzen"))


@require_POST
def measure_judge_end(request: SignedInRequest, key: UUID) -> HttpResponse:
    measure = managed_measure(request, key)
    end_judgement(of=measure, by=request.user, at=timezone.now())
    messages.success(request, _("Jetzt gilt wieder die berechnete Einschätzung."))
    return redirect("monitoring:measure-detail", measure.pk)


def _milestone(request: SignedInRequest, pk: int) -> Milestone:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    return get_object_or_404(Milestone.objects.select_related("measure"), pk=pk)
