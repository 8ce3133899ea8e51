"""How the periodic work stands: for the page, the list of the command, and whoever watches."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from operation.models import PAUSE_AFTER_FAILURE, PeriodicRun
from operation.periodic import Periodic, periodic_work


class Standing(Struct, frozen=True):
    """A piece of periodic work with the row that says when it ran; without one it never did."""

    work: Periodic
    run: PeriodicRun

    @property
    def word(self) -> str:
        if self.run.is_running:
            return _("läuft")
        if self.run.started_at is None:
            return _("lief noch nie")
        return _("gescheitert") if self.run.has_failed else _("in Ordnung")

    def is_late(self, at: datetime) -> bool:
        """Whether no timer has called it, although it was due for an hour."""
        return self.run.is_due(at - PAUSE_AFTER_FAILURE, self.work.every)


def standings() -> list[Standing]:
    """All periodic work of this installation, as it stands now."""
    rows = PeriodicRun.objects.in_bulk()
    return [
        Standing(work=work, run=rows.get(work.command) or PeriodicRun(name=work.command))
        for work in periodic_work()
    ]


def late_work() -> list[Standing]:
    """What should have run by now."""
    now = timezone.now()
    return [standing for standing in standings() if standing.is_late(now)]
