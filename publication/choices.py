from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedbackSubject(TextChoices):
    """What somebody writes about; barriers are answered within the time that the law sets (§ 10b BGG NRW)."""

    CONTENT = "content", _("Inhalt der Strategie")
    BARRIER = "barrier", _("Barriere auf der Website")
    OTHER = "other", _("Etwas anderes")


class FeedbackState(TextChoices):
    NEW = "new", _("offen")
    ANSWERED = "answered", _("beantwortet")
    CLOSED = "closed", _("erledigt")
