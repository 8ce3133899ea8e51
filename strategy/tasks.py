"""Work in the background: what takes longer than a page may take."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from accounts.http import SignedInRequest
from accounts.models import User
from exports.models import ExportFile
from exports.tasks import ExportKind
from exports.typesetting import OnPage
from jobs.kinds import JobKind, register
from jobs.models import Job
from jobs.steps import Steps
from strategy.document.rendering.comparison import comparison_pdf
from strategy.document.rendering.formats import FORMATS, available, source_of
from strategy.document.rendering.pdf import version_pdf
from strategy.inventory.concept_texts import read_text
from strategy.models import ConceptFile, StrategyVersion, VersionFile
from strategy.permissions import can_evaluate


@register
class VersionPdf(ExportKind):
    """The PDF of a frozen version."""

    name = "version-pdf"
    label = _lazy("PDF einer Fassung")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        return version_pdf(StrategyVersion.objects.get(pdf_file=export), on_page=on_page)

    def page(self, job: Job) -> str:
        version = StrategyVersion.objects.without_content().get(pdf_file__job=job)
        return reverse("strategy:version-detail", args=[version.number])


@register
class VersionFileMaking(ExportKind):
    """A file of a frozen version, or of an excerpt of it, in one of the other formats."""

    name = "version-file"
    label = _lazy("Datei einer Fassung")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        file = VersionFile.objects.select_related("version").get(export=export)
        wanted = available(file.format)
        return wanted.make(source_of(file.version, wanted).excerpt(file.chosen), on_page)

    def page(self, job: Job) -> str:
        file = VersionFile.objects.select_related("version").get(export__job=job)
        return reverse("strategy:version-files", args=[file.version.number])

    def when_over(self, request: SignedInRequest, job: Job) -> HttpResponse:
        file = VersionFile.objects.select_related("export__job").get(export__job=job)
        about = file.name if file.is_excerpt else FORMATS[file.format].label
        context = {"export": file.export, "look": "secondary", "about": about}
        return render(request, "exports/_file.html", context)


@register
class ComparisonPdf(ExportKind):
    """The PDF of the synopsis of two frozen versions; the arguments of the job are their keys."""

    name = "comparison-pdf"
    label = _lazy("PDF eines Vergleichs")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        before, after = _compared(export.job)
        return comparison_pdf(before, after, on_page=on_page)

    def page(self, job: Job) -> str:
        return reverse("strategy:comparison", args=[version.number for version in _compared(job)])


def _compared(job: Job) -> list[StrategyVersion]:
    return [StrategyVersion.objects.get(pk=job.arguments[which]) for which in ("before", "after")]


@register
class ConceptReading(JobKind):
    """Reading the text of an uploaded file, for the search."""

    name = "concept-reading"
    label = _lazy("Text eines Dokuments lesen")
    failure = _lazy("Die Datei konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal.")
    silence = _lazy("Das Lesen des Textes ist stehen geblieben.")
    cancelled = _lazy("Das Lesen des Textes ist abgebrochen.")

    def work(self, job: Job, steps: Steps) -> None:
        read_text(ConceptFile.objects.get(job=job), steps)

    def is_readable(self, job: Job, user: User) -> bool:
        return ConceptFile.objects.readable_by(user).filter(job=job).exists()

    def may_cancel(self, job: Job, user: User) -> bool:
        return can_evaluate(user)

    def page(self, job: Job) -> str:
        return reverse("strategy:concept-detail", args=[ConceptFile.objects.get(job=job).concept_id])

    def when_over(self, request: SignedInRequest, job: Job) -> HttpResponse:
        upload = ConceptFile.objects.select_related("concept", "job").get(job=job)
        context = {"upload": upload, "can_evaluate": can_evaluate(request.user)}
        return render(request, "strategy/inventory/_concept_reading.html", context)
