"""Making a file in the background."""

from abc import abstractmethod

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.http import SignedInRequest
from accounts.models import User
from exports.models import ExportFile
from exports.typesetting import OnPage
from jobs.kinds import JobKind
from jobs.models import Job
from jobs.steps import Steps

PAGES_BETWEEN_REPORTS = 5


class ExportKind(JobKind):
    """A kind of file; `produce` makes its bytes, this class keeps them."""

    failure = _lazy("Die Datei konnte nicht erstellt werden. Bitte versuchen Sie es noch einmal.")
    silence = _lazy("Die Erstellung ist stehen geblieben.")
    cancelled = _lazy("Die Erstellung ist abgebrochen.")

    @abstractmethod
    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        """Make the content, calling `on_page` with the number of pages done."""

    def work(self, job: Job, steps: Steps) -> None:
        export = ExportFile.objects.get(job=job)
        content = self.produce(export, _reporter(steps, job.total))
        try:
            with steps.finishing():
                export.file.save(export.filename, ContentFile(content), save=False)
                export.save(update_fields=["file"])
        except Exception:
            export.file.delete(save=False)
            raise

    def is_readable(self, job: Job, user: User) -> bool:
        return ExportFile.objects.readable_by(user).filter(job=job).exists()

    def may_cancel(self, job: Job, user: User) -> bool:
        """Somebody else may have joined an export, so only who ordered it ends it."""
        return job.requested_by_id == user.pk

    def when_over(self, request: SignedInRequest, job: Job) -> HttpResponse:
        export = ExportFile.objects.select_related("job").get(job=job)
        return render(request, "exports/_file.html", {"export": export})


def _reporter(steps: Steps, expected: int) -> OnPage:
    reached = 0

    def report(pages: int) -> None:
        # Laying out runs over a page more than once; every fifth page is enough for a progress bar.
        nonlocal reached
        if pages > reached and pages % PAGES_BETWEEN_REPORTS == 0:
            reached = pages
            steps.report(
                pages, expected, _("Das PDF entsteht: %(pages)s Seiten sind gesetzt.") % {"pages": pages}
            )

    return report
