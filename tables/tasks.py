"""Work in the background: reading a table, taking it over, taking it back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.kinds import JobKind, register
from jobs.models import Job
from jobs.steps import Steps
from tables.applying import apply_import, undo_import
from tables.choices import APPLYING, READING, UNDOING, WORK, ImportStatus
from tables.models import TableImport
from tables.reading_in import read_import


def word_of(filename: str, status: ImportStatus) -> str:
    """The words of a page while a worker has something to do with a table."""
    return f"{filename}: {status.label}"


class ImportKind(JobKind):
    """Work at one table that is read in."""

    silence = _("Die Arbeit an dieser Tabelle ist stehen geblieben. Es ist nichts halb geschrieben.")
    cancelled = _("Abgebrochen. Es ist nichts geschrieben.")

    def is_readable(self, job: Job, user: User) -> bool:
        return TableImport.objects.usable_by(user).filter(job=job).exists()

    def may_cancel(self, job: Job, user: User) -> bool:
        """Whoever may import a kind continues its imports, and ends them."""
        return self.is_readable(job, user)

    def page(self, job: Job) -> str:
        return reverse("tables:import-detail", args=[TableImport.objects.get(job=job).pk])


@register
class TableReading(ImportKind):
    """Reading an uploaded table and making its preview."""

    name = READING
    label = _("Tabelle lesen")
    failure = _("Die Tabelle konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal.")

    def work(self, job: Job, steps: Steps) -> None:
        read_import(_begun(job, steps), steps)


@register
class TableApplying(ImportKind):
    """Taking over the right rows of a preview."""

    name = APPLYING
    label = _("Tabelle übernehmen")
    failure = _("Es ist nichts übernommen, weil etwas schiefging. Bitte versuchen Sie es noch einmal.")

    def work(self, job: Job, steps: Steps) -> None:
        apply_import(_begun(job, steps), steps)


@register
class TableUndoing(ImportKind):
    """Taking back what an import has written."""

    name = UNDOING
    label = _("Übernahme einer Tabelle zurücknehmen")
    failure = _(
        "Es ist nichts rückgängig gemacht, weil etwas schiefging. Bitte versuchen Sie es noch einmal."
    )

    def work(self, job: Job, steps: Steps) -> None:
        undo_import(_begun(job, steps), steps)


KINDS = {kind.name: kind for kind in (TableReading, TableApplying, TableUndoing)}


def _begun(job: Job, steps: Steps) -> TableImport:
    found: TableImport = TableImport.objects.select_related("job__requested_by").get(job=job)
    steps.report(0, 0, word_of(found.filename, WORK[job.kind][1]))
    return found
