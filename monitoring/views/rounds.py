"""Reporting rounds for coordination: opening them, seeing who has answered, accepting, closing."""

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import numbers_in
from editing.asking import CONFIRMED, Question, ask
from editing.saving import FormPage
from monitoring.actions.round_mails import send_round_mails, wait_for_a_mail, who_is_written_to
from monitoring.actions.rounds import accept_all, close_round, extend_round, open_round
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.forms.rounds import ANSWERED_WITHIN, DeadlineForm, RoundForm
from monitoring.models import DepartmentAnswer, ReportingRound
from monitoring.round_facts import (
    RoundTable,
    answers_of,
    departments_with_rows,
    nobody_answers_for,
    tables_of,
)
from monitoring.round_progress import progress_of
from monitoring.views.ends import FORM
from strategy.models import Department
from strategy.views.access import current_strategy

REPORT, VALUE = "meldung", "wert"


@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """All rounds, the latest period first."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    context = {
        "adopted": adopted_strategy(),
        "rounds": ReportingRound.objects.filter(strategy=current_strategy(request)).with_answers(),
        "today": timezone.localdate(),
    }
    return render(request, "monitoring/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: SignedInRequest) -> HttpResponse:
    """Prepare a round; ask, saying who gets a mail, then open it."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    adopted, now = _adopted(), timezone.now()
    today = timezone.localdate(now)
    year = today.year - 1
    begun = ReportingRound(strategy=current_strategy(request), opened_at=now)
    if request.method != "POST":
        begun.title = _("Bericht %d") % year
        begun.period_start, begun.period_end = today.replace(year, 1, 1), today.replace(year, 12, 31)
        begun.deadline = today + ANSWERED_WITHIN
    asked = departments_with_rows(adopted, today)
    page = FormPage(request, RoundForm(request.POST or None, instance=begun, asked=asked))
    if page.is_valid():
        chosen = list(page.form.cleaned_data["departments"])
        if CONFIRMED not in request.POST:
            return ask(request, _opening(page.form, chosen))
        with page.saving():
            opened = open_round(
                round=page.form.save(commit=False), departments=chosen, by=request.user, at=now
            )
            sent = send_round_mails(at=now, answers=opened.answers.all())
            said = ngettext(
                "Die Runde ist eröffnet, %d Person bekommt eine E-Mail. Was nicht zugestellt wird, steht hier.",
                "Die Runde ist eröffnet, %d Personen bekommen eine E-Mail. Was nicht zugestellt wird, steht hier.",
                sent,
            )
            messages.success(request, said % sent)
            return redirect("monitoring:round-detail", opened.pk)
    back = {"back_url": reverse("monitoring:round-list"), "back_label": _("Zu den Berichtsrunden")}
    return page.answer(FORM, {"title": _("Neue Berichtsrunde"), **back})


@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has answered, and what came in."""
    round = _round(request, pk)
    tables = tables_of(_adopted(), answers_of(round), timezone.now())
    context = {
        "round": round,
        "tables": tables,
        "progress": progress_of([table.answer for table in tables]),
        "waiting": sum(table.waiting for table in tables),
        "today": timezone.localdate(),
        "nobody": nobody_answers_for([table.answer.department for table in tables]),
    }
    return render(request, "monitoring/round_detail.html", context)


@require_safe
def answer_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a department has written in a round, with the decisions on it."""
    answer = _answer(request, pk)
    adopted = _adopted()
    (table,) = tables_of(adopted, [answer], timezone.now())
    context = {"adopted": adopted, "answer": answer, "round": answer.round, "table": table}
    return render(request, "monitoring/answer_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming what waits, then accept all of a department."""
    answer = _answer(request, pk)
    tables = tables_of(_adopted(), [answer], timezone.now())
    back = reverse("monitoring:answer-detail", args=[pk])
    title = _("Alles von „%s“ annehmen?") % answer.department
    return _accept(request, tables, title, back)


@require_http_methods(["GET", "HEAD", "POST"])
def round_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming what waits, then accept all of a round."""
    round = _round(request, pk)
    tables = tables_of(_adopted(), answers_of(round), timezone.now())
    back = reverse("monitoring:round-detail", args=[pk])
    return _accept(request, tables, _("Alles aus „%s“ annehmen?") % round, back)


@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the departments more time."""
    round = _round(request, pk)
    page = FormPage(request, DeadlineForm(request.POST or None, instance=round))
    if page.is_valid():
        with page.saving():
            deadline, revision = page.form.cleaned_data["deadline"], page.form.cleaned_data["revision"]
            extend_round(
                round=round, deadline=deadline, revision=revision, by=request.user, at=timezone.now()
            )
            said = _("Geantwortet werden kann jetzt bis zum %s.")
            messages.success(request, said % date_format(deadline, "j. F Y"))
            return redirect("monitoring:round-detail", pk)
    context = {
        "title": _("Frist ändern"),
        "about": round,
        "back_url": reverse("monitoring:round-detail", args=[pk]),
        "back_label": _("Zur Berichtsrunde"),
    }
    return page.answer(FORM, context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming who has not answered, then close."""
    round = _round(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            close_round(round=round, by=request.user, at=timezone.now())
            messages.success(request, _("Die Berichtsrunde ist geschlossen."))
        return redirect("monitoring:round-detail", pk)
    missing = [answer.department.name for answer in answers_of(round) if answer.answered_at is None]
    count = ngettext("%d Antwort fehlt noch:", "%d Antworten fehlen noch:", len(missing)) % len(missing)
    question = Question(
        title=_("„%s“ jetzt schließen?") % round,
        sentences=[
            _("Danach kann niemand mehr in dieser Runde antworten. Was nicht abgegeben ist, bleibt liegen."),
            _("Was abgegeben ist, können Sie weiter annehmen oder zurückgeben."),
            count if missing else _("Alle haben geantwortet."),
        ],
        texts=missing,
        yes=_("Ja, schließen"),
        back=reverse("monitoring:round-detail", args=[pk]),
    )
    return ask(request, question)


def _opening(form: RoundForm, departments: Collection[Department]) -> Question:
    """Who gets a mail, who has got one this week already, and whom nobody answers for."""
    people = who_is_written_to(departments)
    waiting = wait_for_a_mail(people, timezone.now())
    now = [person for person in people if person.pk not in waiting]
    sentences = [
        ngettext(
            "%(departments)d Fachbereich wird gefragt, Antwort bis zum %(day)s.",
            "%(departments)d Fachbereiche werden gefragt, Antwort bis zum %(day)s.",
            len(departments),
        )
        % {
            "departments": len(departments),
            "day": date_format(form.cleaned_data["deadline"], "j. F Y"),
        },
        ngettext(
            "%d Person bekommt sofort eine E-Mail.", "%d Personen bekommen sofort eine E-Mail.", len(now)
        )
        % len(now),
    ]
    if waiting:
        names = ", ".join(person.name for person in people if person.pk in waiting)
        sentences.append(
            _("In dieser Woche schon angeschrieben, ihre E-Mail kommt in der nächsten: %s") % names
        )
    if nobody := nobody_answers_for(departments):
        names = ", ".join(department.name for department in nobody)
        sentences.append(_("Für diese Fachbereiche antwortet noch niemand, sie hören nichts: %s") % names)
    return Question(
        title=_("„%s“ jetzt eröffnen?") % form.cleaned_data["title"],
        sentences=sentences,
        people=now,
        yes=_("Ja, eröffnen und E-Mails verschicken"),
        back=reverse("monitoring:round-list"),
        keeps={name: form.data.get(name, "") for name in form.fields if name != "departments"},
        chosen={"departments": [str(department.pk) for department in departments]},
    )


def _accept(request: SignedInRequest, tables: Collection[RoundTable], title: str, back: str) -> HttpResponse:
    """Accept what the question named and still waits; what came since does not go along unseen."""
    reports = [report for table in tables for report in table.waiting_reports]
    values = [value for table in tables for value in table.waiting_values]
    if request.method == "POST":
        seen_reports, seen_values = numbers_in(request.POST, REPORT), numbers_in(request.POST, VALUE)
        with refusal_shown(request):
            count = accept_all(
                reports=[report for report in reports if report.pk in seen_reports],
                values=[value for value in values if value.pk in seen_values],
                by=request.user,
                at=timezone.now(),
            )
            said = ngettext("%d Meldung ist angenommen.", "%d Meldungen sind angenommen.", count)
            messages.success(request, said % count)
        return redirect(back)
    titles = _adopted().titles()
    count = len(reports) + len(values)
    question = Question(
        title=title,
        sentences=[
            ngettext("%d Meldung gilt damit.", "%d Meldungen gelten damit.", count) % count
            if count
            else _("Zurzeit wartet keine Meldung."),
        ],
        texts=[
            *(titles.get(report.measure_id, "") for report in reports),
            *(value.series.indicator.name for value in values),
        ],
        yes=_("Ja, alle annehmen"),
        back=back,
        chosen={
            REPORT: [str(report.pk) for report in reports],
            VALUE: [str(value.pk) for value in values],
        },
    )
    return ask(request, question)


def _adopted() -> Adopted:
    adopted = adopted_strategy()
    if adopted is None:
        raise Http404
    return adopted


def _round(request: SignedInRequest, pk: int) -> ReportingRound:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    return get_object_or_404(ReportingRound, pk=pk)


def _answer(request: SignedInRequest, pk: int) -> DepartmentAnswer:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    answers = DepartmentAnswer.objects.select_related("round", "department", "answered_by")
    return get_object_or_404(answers, pk=pk)
