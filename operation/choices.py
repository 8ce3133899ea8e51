from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AlarmKind(TextChoices):
    """What the operator is told of, once when it begins and once when it is over."""

    WORKER_SILENT = "worker_silent", _("Ein Hintergrunddienst meldet sich nicht")
    BACKUP_OLD = "backup_old", _("Die letzte Sicherung ist zu alt")
