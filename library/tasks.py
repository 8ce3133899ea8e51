"""Work in the background: reading the strategy of another municipality."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.kinds import JobKind, register
from jobs.models import Job
from jobs.steps import Steps
from library.models import LibrarySource
from library.reading import careful_fetcher, read_address
from library.storing import store


@register
class LibraryReading(JobKind):
    """Reading a source of the library."""

    name = "library-reading"
    label = _("Strategie einer anderen Kommune lesen")
    failure = _("Die Strategie konnte nicht gelesen werden.")
    silence = _("Das Lesen ist stehen geblieben. Es ist nichts geändert.")
    cancelled = _("Das Lesen ist abgebrochen. Es ist nichts geändert.")

    def work(self, job: Job, steps: Steps) -> None:
        source = LibrarySource.objects.get(job=job)
        found = read_address(careful_fetcher(), source.address, steps.report)
        with steps.finishing():
            store(source, found.strategy, day=timezone.localdate(), file_address=found.address)

    def is_readable(self, job: Job, user: User) -> bool:
        return LibrarySource.objects.manageable_by(user).filter(job=job).exists()

    def may_cancel(self, job: Job, user: User) -> bool:
        return self.is_readable(job, user)

    def page(self, job: Job) -> str:
        return reverse("library:source-list")
