"""Drafts of the Umsetzungsbericht: beginning one, writing its texts, freezing it."""

from collections.abc import Iterable
from datetime import date

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
from editing.asked import number_in
from editing.asking import Question, ask
from editing.history import history_of
from editing.saving import FORM_PAGE, FormPage
from kern.quotes import inside_quotes
from monitoring.actions.progress import (
    add_sections,
    begin_report,
    freeze_report,
    remove_report,
    save_report,
    save_section,
)
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.forms.progress import NewReportForm, ReportForm, SectionForm
from monitoring.models import (
    CoreIndicator,
    FrameworkAspect,
    FrozenReport,
    IndicatorValue,
    MeasureReport,
    ProgressReport,
    ReportSection,
)
from monitoring.progress.chosen_pictures import (
    hidden_pictures,
    pictures_to_choose,
    with_chosen_pictures,
)
from monitoring.progress.period_reports import reports_of_period
from strategy.views.access import current_strategy


@require_safe
def progress_list(request: SignedInRequest) -> HttpResponse:
    """Drafts, and the frozen reports with the newest first."""
    require_right(request, Right.READ_WORKSPACE)
    context = {
        "adopted": adopted_strategy(),
        "drafts": ProgressReport.objects.readable_by(request.user).filter(frozen__isnull=True),
        "reports": FrozenReport.objects.readable_by(request.user).without_content(),
        "manages": request.user.has_right(Right.MANAGE_IMPLEMENTATION),
    }
    return render(request, "monitoring/progress/progress_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_add(request: SignedInRequest) -> HttpResponse:
    """Begin a report; its first texts are made of the accepted reports of the period."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    adopted = _adopted()
    begun = ProgressReport(strategy=current_strategy(request))
    if request.method != "POST":
        year = timezone.localdate().year - 1
        begun.title = _("Bericht %d") % year
        begun.period_start, begun.period_end = date(year, 1, 1), date(year, 12, 31)
    page = FormPage(request, NewReportForm(request.POST or None, instance=begun))
    if page.is_valid():
        with page.saving():
            report = begin_report(
                report=page.form.save(commit=False), adopted=adopted, by=request.user, at=timezone.now()
            )
            messages.success(
                request,
                _("Der Bericht ist begonnen. Die ersten Texte stammen aus den Meldungen der Fachbereiche."),
            )
            return redirect("monitoring:progress-detail", report.pk)
    context = {
        "title": _("Umsetzungsbericht beginnen"),
        "back_url": reverse("monitoring:progress-list"),
        "back_label": _("Zu den Umsetzungsberichten"),
    }
    return page.answer(FORM_PAGE, context)


@require_safe
def progress_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft with all its texts; a frozen one leads to what was frozen."""
    report = get_object_or_404(
        ProgressReport.objects.readable_by(request.user).select_related("frozen"), pk=pk
    )
    if report.is_frozen:
        return redirect("monitoring:frozen-report", report.frozen.number)
    sections = {section.theme_id: section for section in with_chosen_pictures(report).select_related("theme")}
    adopted = adopted_strategy()
    themes = adopted.document.themes if adopted else ()
    context = {
        "report": report,
        "themes": [(theme, sections.get(theme.key)) for theme in themes],
        "left_out": _left_out(sections.values(), adopted) if adopted else [],
        "lacking": any(theme.key not in sections for theme in themes),
        "manages": request.user.has_right(Right.MANAGE_IMPLEMENTATION),
    }
    return render(request, "monitoring/progress/progress_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change title, period, introduction and proposals."""
    report = _editable(request, pk)
    page = FormPage(request, ReportForm(request.POST or None, instance=report))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_report(report=report, values=page.form.values(), revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect("monitoring:progress-detail", pk)
    return page.answer(FORM_PAGE, {"title": _("Bericht bearbeiten"), **_way_back(report)})


@require_POST
def sections_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the texts about theme fields that the draft lacks."""
    report = _editable(request, pk)
    with refusal_shown(request):
        if added := add_sections(report=report, by=request.user, at=timezone.now()):
            said = ngettext("%d Text ist begonnen.", "%d Texte sind begonnen.", added)
            messages.success(request, said % added)
    return redirect("monitoring:progress-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the text about a theme field."""
    section = _section(request, pk)
    pictures = pictures_to_choose(section, _adopted())
    page = FormPage(request, SectionForm(request.POST or None, instance=section, pictures=pictures))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            save_section(section=section, values=page.form.values(), revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect("monitoring:progress-detail", section.report_id)
    title = _("Text zum Themenfeld „%s“") % inside_quotes(str(section.theme))
    return page.answer(FORM_PAGE, {"title": title, **_way_back(section.report)})


@require_safe
def progress_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The changes of a draft, with who made them and when."""
    report = get_object_or_404(ProgressReport.objects.readable_by(request.user), pk=pk)
    context = {"report": report, "title": _("Verlauf"), "entries": history_of(report)}
    return render(request, "monitoring/progress/progress_history.html", context)


@require_safe
def section_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The changes of the text about a theme field."""
    reports = ProgressReport.objects.readable_by(request.user)
    sections = ReportSection.objects.filter(report__in=reports).select_related("report", "theme")
    section = get_object_or_404(sections, pk=pk)
    title = _("Verlauf: Themenfeld „%s“") % inside_quotes(str(section.theme))
    context = {"report": section.report, "title": title, "entries": history_of(section)}
    return render(request, "monitoring/progress/progress_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a draft."""
    report = _editable(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_report(report=report, by=request.user)
            messages.success(request, _("Der Entwurf „%s“ ist entfernt.") % inside_quotes(str(report)))
        return redirect("monitoring:progress-list")
    question = Question(
        title=_("Entwurf „%s“ entfernen?") % inside_quotes(str(report)),
        sentences=[_("Alle Texte dieses Entwurfs gehen mit. Die Meldungen der Fachbereiche bleiben.")],
        yes=_("Ja, entfernen"),
        back=reverse("monitoring:progress-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is missing, then freeze the report."""
    report, adopted = _editable(request, pk), _adopted()
    if request.method == "POST":
        with refusal_shown(request):
            frozen = freeze_report(
                report=report,
                revision=number_in(request.POST, "revision") or 0,
                version=number_in(request.POST, "version") or 0,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Der Bericht ist eingefroren. Das PDF wird jetzt erstellt."))
            return redirect("monitoring:frozen-report", frozen.number)
        return redirect("monitoring:progress-detail", pk)
    question = Question(
        title=_("„%s“ jetzt einfrieren?") % inside_quotes(str(report)),
        sentences=[
            _(
                "Festgehalten wird, was jetzt angenommen ist: beide Ampeln, Werte, Geld, Meilensteine und Ihre Texte."
            ),
            _("Danach ändert sich dieser Bericht nie mehr. Berichtigte Werte stehen erst im nächsten."),
            *_missing(report, adopted),
        ],
        chosen={"revision": [str(report.whole_revision)], "version": [str(adopted.number)]},
        yes=_("Ja, einfrieren"),
        back=reverse("monitoring:progress-detail", args=[pk]),
    )
    return ask(request, question)


def _missing(report: ProgressReport, adopted: Adopted) -> list[str]:
    """What a reader of the report might look for in vain."""
    waiting = MeasureReport.objects.waiting().count() + IndicatorValue.objects.waiting().count()
    keys = [entry.key for entry in adopted.document.measures()]
    told = reports_of_period(keys, report.period_start, report.period_end, moment=timezone.now())
    silent = sum(key not in told for key in keys)
    written = list(report.sections.exclude(text="").select_related("theme"))
    told_of = {section.theme_id for section in written}
    empty = sum(theme.key not in told_of for theme in adopted.document.themes)
    still_open = _open_in_appendix(report)
    found = (
        (
            still_open,
            ngettext(
                "Im Anhang nach dem Berichtsrahmen ist %d Punkt noch offen.",
                "Im Anhang nach dem Berichtsrahmen sind %d Punkte noch offen.",
                still_open,
            ),
        ),
        (
            waiting,
            ngettext(
                "%d Meldung wartet noch auf Ihre Annahme und steht nicht im Bericht.",
                "%d Meldungen warten noch auf Ihre Annahme und stehen nicht im Bericht.",
                waiting,
            ),
        ),
        (
            silent,
            ngettext(
                "Zu %d Maßnahme gibt es aus diesem Zeitraum keine Meldung.",
                "Zu %d Maßnahmen gibt es aus diesem Zeitraum keine Meldung.",
                silent,
            ),
        ),
        (
            empty,
            ngettext(
                "Zu %d Themenfeld hat der Bericht keinen Text.",
                "Zu %d Themenfeldern hat der Bericht keinen Text.",
                empty,
            ),
        ),
    )
    hidden = _("Das Bild „%s“ fällt weg: Es ist nicht mehr öffentlich.")
    gone = _("Ihr Text zum Themenfeld „%s“ fällt weg: Die Strategie hat dieses Themenfeld nicht mehr.")
    return [
        *(sentence % count for count, sentence in found if count),
        *(hidden % inside_quotes(picture.title) for picture in hidden_pictures(report, adopted)),
        *(gone % inside_quotes(str(section.theme)) for section in _left_out(written, adopted)),
    ]


def _open_in_appendix(report: ProgressReport) -> int:
    if not report.with_appendix:
        return 0
    framework = {"framework__strategy": report.strategy_id}
    aspects = FrameworkAspect.objects.unanswered().filter(**framework)
    return aspects.count() + CoreIndicator.objects.unanswered().filter(**framework).count()


def _left_out(sections: Iterable[ReportSection], adopted: Adopted) -> list[ReportSection]:
    """The texts about theme fields that the strategy in force has no more: they are not frozen."""
    there = {theme.key for theme in adopted.document.themes}
    return [section for section in sections if section.text and section.theme_id not in there]


def _adopted() -> Adopted:
    adopted = adopted_strategy()
    if adopted is None:
        raise Http404
    return adopted


def _way_back(report: ProgressReport) -> dict[str, str]:
    return {
        "back_url": reverse("monitoring:progress-detail", args=[report.pk]),
        "back_label": _("Zum Bericht"),
    }


def _editable(request: SignedInRequest, pk: int) -> ProgressReport:
    return get_object_or_404(ProgressReport.objects.editable_by(request.user), pk=pk)


def _section(request: SignedInRequest, pk: int) -> ReportSection:
    reports = ProgressReport.objects.editable_by(request.user)
    sections = ReportSection.objects.filter(report__in=reports).select_related("report", "theme")
    return get_object_or_404(sections, pk=pk)
