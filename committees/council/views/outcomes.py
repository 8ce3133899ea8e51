"""The decision of a body: entering it, correcting it, and reading the record."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.outcomes import EntryRefused, RecordedMeanwhile, record_outcome
from committees.council.forms.outcomes import OutcomeForm, initial_of
from committees.council.models import AmendmentFate, Consultation, Paper, Resolution
from committees.council.procedure_facts import amendments_at_hand, factions_known
from committees.council.resolution_record import record_of
from editing.asked import numbers_in
from editing.exceptions import RuleBroken
from files.downloads import download


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_outcome(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter what a body decided, or correct an entry; all that follows from it happens with it."""
    consultation = _editable(request, pk)
    replaced = consultation.resolutions.current().last()
    if request.method != "POST":
        return _page(request, consultation, _form(consultation, replaced))
    shown = consultation.resolutions.filter(pk__in=numbers_in(request.POST, "corrects")).last()
    form = _form(consultation, shown, request.POST, request.FILES)
    if form.is_valid():
        try:
            _record(request, form)
        except RecordedMeanwhile as meanwhile:
            form = _form(consultation, meanwhile.current, _naming(request, meanwhile.current), request.FILES)
            return _page(request, consultation, form, meanwhile=meanwhile.current, status=409)
        except EntryRefused as refusal:
            form.show(refusal.remarks)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Das Ergebnis ist eingetragen."))
            return redirect("council:paper-detail", consultation.paper_id)
    return _page(request, consultation, form, status=422)


@require_safe
def consultation_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The record of one body about a paper: the entry that holds, and those that it has corrected."""
    papers = Paper.objects.readable_by(request.user)
    consultations = Consultation.objects.filter(paper__in=papers).select_related(
        "committee", "paper", "version", "resulting_version"
    )
    consultation = get_object_or_404(
        consultations.defer("version__content", "resulting_version__content"), pk=pk
    )
    entries = record_of(_entries(consultation))
    context = {
        "consultation": consultation,
        "paper": consultation.paper,
        "entries": entries,
        "editable": request.user.has_right(Right.MANAGE_PAPERS) and not consultation.paper.is_prepared,
    }
    return render(request, "committees/council/consultation_record.html", context)


@require_safe
def resolution_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The minutes or extract of an entry."""
    papers = Paper.objects.readable_by(request.user)
    resolutions = Resolution.objects.filter(consultation__paper__in=papers).exclude(file="")
    resolution = get_object_or_404(resolutions.select_related("consultation__committee"), pk=pk)
    body = slugify(resolution.consultation.committee.name)
    name = f"beschluss-{body}-{resolution.held_on}"
    return download(resolution.file, name=name, content_type=resolution.content_type)


def _editable(request: SignedInRequest, pk: int) -> Consultation:
    consultations = Consultation.objects.editable_by(request.user).select_related(
        "committee", "paper__version"
    )
    return get_object_or_404(consultations.defer("paper__version__content"), pk=pk)


def _form(
    consultation: Consultation,
    replaced: Resolution | None,
    data: QueryDict | None = None,
    files: MultiValueDict[str, UploadedFile] | None = None,
) -> OutcomeForm:
    return OutcomeForm(
        data,
        files,
        initial=initial_of(consultation, replaced),
        consultation=consultation,
        replaced=replaced,
        amendments=amendments_at_hand(consultation.paper, replaced),
        factions=factions_known(consultation.paper),
    )


def _record(request: SignedInRequest, form: OutcomeForm) -> None:
    values = form.cleaned_data
    record_outcome(
        consultation=form.consultation,
        entry=form.entry(),
        corrects=values["corrects"],
        reason=values.get("reason", ""),
        upload=values["file"],
        confirmed=form.confirmed(),
        by=request.user,
        at=timezone.now(),
    )


def _page(
    request: SignedInRequest,
    consultation: Consultation,
    form: OutcomeForm,
    *,
    meanwhile: Resolution | None = None,
    status: int = 200,
) -> HttpResponse:
    """200 when it is opened, 422 with errors, 409 when somebody else was faster; nothing typed is lost."""
    context = {
        "form": form,
        "consultation": consultation,
        "paper": consultation.paper,
        "is_correction": form.replaced is not None,
        "can_amend": consultation.paper.is_submitted,
        "file_is_lost": bool(request.FILES),
        "meanwhile": record_of(_entries(consultation).filter(pk=meanwhile.pk))[0] if meanwhile else None,
    }
    return render(request, "committees/council/outcome_form.html", context, status=status)


def _entries(consultation: Consultation) -> QuerySet[Resolution]:
    fates = AmendmentFate.objects.select_related("amendment__mover_committee")
    return consultation.resolutions.select_related("recorded_by").prefetch_related(
        "faction_votes", Prefetch("fates", queryset=fates)
    )


def _naming(request: SignedInRequest, current: Resolution | None) -> QueryDict:
    """The values that were sent, as a correction of the entry that holds now."""
    data = request.POST.copy()
    data["corrects"] = str(current.pk) if current else ""
    return data
