from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.papers import (
    ReferenceTaken,
    create_paper,
    refuse_unready,
    save_paper,
    submit_paper,
    withdraw_paper,
)
from committees.council.choices import ConsultationRole
from committees.council.financial_tables import financial_tables
from committees.council.forms.papers import PaperForm
from committees.council.models import Paper
from committees.council.reference_facts import free_reference
from committees.council.views.ended import explains_end
from editing.access import refusal_shown, require_right
from editing.exceptions import RuleBroken
from editing.saving import FORM_PAGE, FormPage
from strategy.models import StrategyVersion


@require_safe
def paper_list(request: SignedInRequest) -> HttpResponse:
    """All papers, newest first."""
    require_right(request, Right.READ_WORKSPACE)
    papers = Paper.objects.readable_by(request.user).with_version()
    version = StrategyVersion.objects.readable_by(request.user).without_content().first()
    context = {
        "papers": papers,
        "newest_version": version,
        "can_add": request.user.has_right(Right.MANAGE_PAPERS)
        and version is not None
        and not version.is_adopted,
    }
    return render(request, "committees/council/paper_list.html", context)


@require_safe
def paper_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A paper with its Beratungsfolge."""
    paper = get_object_or_404(Paper.objects.readable_by(request.user).with_version(), pk=pk)
    editable = request.user.has_right(Right.MANAGE_PAPERS) and not paper.is_ended
    tables = financial_tables(paper.financial_effects.all())
    context = {
        "paper": paper,
        "editable": editable,
        "can_submit": editable and paper.is_prepared,
        "tables": tables,
        "costs_are_open": paper.is_prepared and not any(table.lines for table in tables),
        "annexes": paper.annexes.all(),
    }
    return render(request, "committees/council/paper_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_add(request: SignedInRequest, number: int) -> HttpResponse:
    """Create the paper for a frozen version."""
    require_right(request, Right.MANAGE_PAPERS)
    version = get_object_or_404(StrategyVersion.objects.without_content(), number=number)
    strategy = version.strategy
    proposed = {
        "version": version,
        "subject": strategy.title,
        "reference": free_reference(timezone.localdate()),
    }
    page = FormPage(request, PaperForm(request.POST or None, initial=proposed))
    if page.is_valid():
        with page.saving(refused_at={ReferenceTaken: "reference"}):
            paper = create_paper(paper=page.form.save(commit=False), by=request.user, at=timezone.now())
            messages.success(request, _("Die Vorlage ist angelegt. Tragen Sie jetzt die Beratungsfolge ein."))
            return redirect("council:paper-detail", paper.pk)
    return page.answer(FORM_PAGE, {"title": _("Vorlage anlegen")})


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def paper_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = _editable_paper(request, pk)
    page = FormPage(request, PaperForm(request.POST or None, instance=paper))
    if page.is_valid():
        with page.saving():
            save_paper(
                paper=paper,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            return redirect("council:paper-detail", pk)
    return page.answer("committees/council/form.html", {"title": _("Vorlage bearbeiten"), "paper": paper})


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def paper_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what follows, then bring the paper before the committees."""
    paper = _editable_paper(request, pk)
    if request.method != "POST":
        return _submission_page(request, paper)
    with refusal_shown(request):
        submit_paper(paper=paper, by=request.user, at=timezone.now())
        rests = _("Die Vorlage ist eingebracht. Die Texte der Strategie ruhen jetzt.")
        messages.success(request, rests if paper.is_about_strategy else _("Die Vorlage ist eingebracht."))
    return redirect("council:paper-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def paper_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take the paper back; the texts can be edited again."""
    paper = _editable_paper(request, pk)
    if request.method != "POST":
        return render(request, "committees/council/paper_withdraw.html", {"paper": paper})
    with refusal_shown(request):
        withdraw_paper(paper=paper, by=request.user, at=timezone.now())
        opens = _("Die Vorlage ist zurückgezogen. Die Texte sind wieder offen.")
        messages.success(request, opens if paper.is_about_strategy else _("Die Vorlage ist zurückgezogen."))
    return redirect("council:paper-detail", pk)


def _submission_page(request: SignedInRequest, paper: Paper) -> HttpResponse:
    try:
        refuse_unready(paper)
    except RuleBroken as refusal:
        obstacle = str(refusal)
    else:
        obstacle = ""
    steps = list(paper.consultations.select_related("committee"))
    context = {
        "paper": paper,
        "steps": steps,
        "decides": any(step.role == ConsultationRole.DECISION for step in steps),
        "obstacle": obstacle,
    }
    return render(request, "committees/council/paper_submit.html", context)


def _editable_paper(request: SignedInRequest, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
