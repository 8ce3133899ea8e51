"""Reading the Beratungsfolge in from a foreign OParl interface: the address, the progress, the preview."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from committees.bodies.models import Committee
from committees.council.actions.outcomes import EntryRefused
from committees.council.models import Paper
from editing.access import refusal_shown
from editing.asked import number_of
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from oparl.actions.readings import Choice, apply_reading, discard_reading, retry_reading, start_reading
from oparl.choices import ReadingState
from oparl.forms.readings import ReadingForm
from oparl.models import PaperReading
from oparl.preview import preview_of

READINGS_SHOWN = 10
BODY, TAKE, CONFIRM = "body-", "take-", "confirm-"


@require_http_methods(["GET", "HEAD", "POST"])
def reading_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the address of the foreign paper; below it what was read before."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    page = FormPage(request, ReadingForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            reading = start_reading(paper=paper, url=page.form.cleaned_data["url"], by=request.user)
            return redirect("readings:reading-detail", reading.pk)
    readings = paper.readings.select_related("job")[:READINGS_SHOWN]
    context = {"paper": paper, "readings": readings}
    return page.answer("oparl/reading_form.html", context)


@require_safe
def reading_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress of the reading, its preview, or what became of it."""
    reading = _found(request, pk)
    return render(request, "oparl/reading_detail.html", _page_of(reading, request.GET, timezone.now()))


@require_POST
def reading_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over what was ticked; when something refuses, nothing is, and the page still has every tick."""
    reading = _found(request, pk)
    now = timezone.now()
    try:
        count = apply_reading(
            reading=reading,
            choices=_choices_in(request.POST),
            chosen=_bodies_in(request.POST),
            by=request.user,
            at=now,
        )
    except RuleBroken as refusal:
        context = _page_of(reading, request.POST, now)
        context |= {
            "refusals": [remark.text for remark in refusal.remarks]
            if isinstance(refusal, EntryRefused)
            else [str(refusal)]
        }
        return render(request, "oparl/reading_detail.html", context, status=422)
    text = ngettext("%(count)d Beratung ist übernommen.", "%(count)d Beratungen sind übernommen.", count)
    messages.success(request, text % {"count": count})
    return redirect("council:paper-detail", reading.paper_id)


@require_POST
def reading_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the same address again."""
    reading = _found(request, pk)
    with refusal_shown(request):
        retry_reading(reading=reading, by=request.user)
    return redirect("readings:reading-detail", pk)


@require_POST
def reading_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget what was read, whatever became of it; nothing of the paper changes."""
    reading = _found(request, pk)
    with refusal_shown(request):
        discard_reading(reading=reading)
        messages.success(request, _("Das Gelesene ist verworfen."))
    return redirect("readings:reading-add", reading.paper_id)


def _found(request: SignedInRequest, pk: int) -> PaperReading:
    readings = PaperReading.objects.manageable_by(request.user).select_related(
        "paper__version__strategy__municipality", "job"
    )
    return get_object_or_404(readings.defer("paper__version__content"), pk=pk)


def _page_of(reading: PaperReading, given: QueryDict, now: datetime) -> dict[str, object]:
    context: dict[str, object] = {"reading": reading, "paper": reading.paper}
    if reading.state != ReadingState.READ:
        return context
    steps = list(reading.paper.consultations.select_related("committee", "meeting"))
    committees = list(Committee.objects.all())
    chosen = _bodies_in(given)
    proposals = preview_of(
        reading, steps, committees=committees, chosen=chosen, today=timezone.localdate(now)
    )
    choices = _choices_in(given)
    first = {proposal.foreign.body: proposal.index for proposal in reversed(proposals)}
    asked = {
        proposal.index
        for proposal in proposals
        if first[proposal.foreign.body] == proposal.index
        and (proposal.committee is None or proposal.index in chosen)
    }
    matched = {proposal.own.key for proposal in proposals if proposal.own}
    return context | {
        "rows": [
            {
                "proposal": proposal,
                "committee": next((one for one in committees if one.pk == proposal.committee), None),
                "is_asked": proposal.index in asked,
                "is_chosen": proposal.index in chosen,
                "is_taken": proposal.index in choices,
                "confirmed": choices[proposal.index].confirmed if proposal.index in choices else frozenset(),
            }
            for proposal in proposals
        ],
        "only_here": [step for step in steps if step.pk not in matched],
        "committees": committees,
        "chosen": chosen,
        "has_something": any(proposal.does_something for proposal in proposals),
        "has_unknown": any(proposal.committee is None for proposal in proposals),
    }


def _bodies_in(given: Mapping[str, str]) -> dict[int, int]:
    """The bodies that were assigned by hand."""
    return {
        place: committee
        for name, value in given.items()
        if (place := _number_behind(BODY, name)) is not None and (committee := number_of(value)) is not None
    }


def _choices_in(given: QueryDict) -> dict[int, Choice]:
    """The ticked proposals, with the warnings that were confirmed."""
    return {
        index: Choice(token=str(value), confirmed=frozenset(given.getlist(f"{CONFIRM}{index}")))
        for name, value in given.items()
        if (index := _number_behind(TAKE, name)) is not None
    }


def _number_behind(prefix: str, name: str) -> int | None:
    return number_of(name.removeprefix(prefix)) if name.startswith(prefix) else None
