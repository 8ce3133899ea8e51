"""Work in the background: reading a paper from a foreign OParl interface."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.kinds import JobKind, register
from jobs.models import Job
from jobs.steps import Steps
from oparl.models import PaperReading
from oparl.reading_in import read_foreign_paper


@register
class ForeignPaperReading(JobKind):
    """Reading the Beratungsfolge of a foreign paper."""

    name = "foreign-paper-reading"
    label = _("Beratungsfolge aus einem anderen System lesen")
    failure = _("Die Vorlage konnte nicht gelesen werden.")
    silence = _("Das Lesen ist stehen geblieben. Es ist nichts geändert.")
    cancelled = _("Das Lesen ist abgebrochen. Es ist nichts geändert.")

    def work(self, job: Job, steps: Steps) -> None:
        read_foreign_paper(PaperReading.objects.get(job=job), steps)

    def is_readable(self, job: Job, user: User) -> bool:
        return PaperReading.objects.manageable_by(user).filter(job=job).exists()

    def may_cancel(self, job: Job, user: User) -> bool:
        return self.is_readable(job, user)

    def page(self, job: Job) -> str:
        return reverse("readings:reading-detail", args=[PaperReading.objects.get(job=job).pk])
