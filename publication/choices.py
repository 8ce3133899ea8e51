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


class Conformity(TextChoices):
    """How far a website meets EN 301 549, in the words of the decision (EU) 2018/1523."""

    FULL = "full", _("vollständig vereinbar")
    PARTIAL = "partial", _("teilweise vereinbar")
    NONE = "none", _("nicht vereinbar")


class CheckedBy(TextChoices):
    """Who checked a website by hand."""

    SELF = "self", _("Selbstbewertung durch die Kommune")
    OTHERS = "others", _("Prüfung durch eine unabhängige Stelle")
