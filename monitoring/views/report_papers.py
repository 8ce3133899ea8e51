"""The paper that brings a frozen Umsetzungsbericht before the council."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.council.actions.papers import ReferenceTaken
from committees.council.choices import PaperKind, PaperSubject
from committees.council.forms.papers import PaperForm
from committees.council.models import Paper
from committees.council.reference_facts import free_reference
from editing.access import require_right
from editing.saving import FORM_PAGE, FormPage
from kern.quotes import inside_quotes
from monitoring.actions.progress import create_report_paper
from monitoring.models import FrozenReport


@require_http_methods(["GET", "HEAD", "POST"])
def report_paper(request: SignedInRequest, number: int) -> HttpResponse:
    """Create the paper: the bodies take note of the report, or decide something about it."""
    require_right(request, Right.MANAGE_PAPERS)
    reports = FrozenReport.objects.readable_by(request.user).without_content().select_related("version")
    report = get_object_or_404(reports.defer("content", "version__content"), number=number)
    begun = Paper(about=PaperSubject.REPORT, version=report.version, kind=PaperKind.REPORT)
    proposed = {
        "subject": report.title,
        "reference": free_reference(timezone.localdate()),
        "proposed_resolution": _("Der Rat nimmt den Bericht „%s“ zur Kenntnis.") % inside_quotes(str(report)),
        "has_no_financial_effects": True,
    }
    page = FormPage(request, PaperForm(request.POST or None, instance=begun, initial=proposed))
    if page.is_valid():
        with page.saving(refused_at={ReferenceTaken: "reference"}):
            paper = create_report_paper(
                report=report, paper=page.form.save(commit=False), by=request.user, at=timezone.now()
            )
            messages.success(request, _("Die Vorlage ist angelegt. Tragen Sie jetzt die Beratungsfolge ein."))
            return redirect("council:paper-detail", paper.pk)
    context = {
        "title": _("Vorlage anlegen"),
        "back_url": reverse("monitoring:frozen-report", args=[number]),
        "back_label": _("Zum Bericht"),
    }
    return page.answer(FORM_PAGE, context)
