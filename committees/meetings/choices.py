from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttendanceStatus(TextChoices):
    PRESENT = "present", _("anwesend")
    EXCUSED = "excused", _("entschuldigt")
    ABSENT = "absent", _("abwesend")


class ReplyAnswer(TextChoices):
    """The answer of a member to an invitation."""

    COMING = "coming", _("Zusage")
    NOT_COMING = "not_coming", _("Absage")
    SUBSTITUTE = "substitute", _("Vertretung")


class PollKind(TextChoices):
    """The subject of a survey (Abfrage)."""

    THEME_SELECTION = "theme_selection", _("Auswahl der Themenfelder")
    AGREEMENT = "agreement", _("Zustimmung zu Zielen")
    RANKING = "ranking", _("Reihung von Maßnahmen")
    QUESTION = "question", _("Freie Frage")


class Secrecy(TextChoices):
    """Say whether it is kept who voted what. Fixed when the survey opens."""

    NAMED = "named", _("namentlich")
    SECRET = "secret", _("geheim")


class Stance(TextChoices):
    """The answer to a goal in a survey on agreement. Concerns and rejections need a comment."""

    AGREE = "agree", _("Zustimmung")
    CONCERNS = "concerns", _("Bedenken")
    REJECT = "reject", _("Ablehnung")
    ABSTAIN = "abstain", _("Enthaltung")


STANCES_WITH_COMMENT = frozenset({Stance.CONCERNS, Stance.REJECT})


class PollState(TextChoices):
    """Follows from the times of opening and closing; it is stored nowhere."""

    PREPARED = "prepared", _("in Vorbereitung")
    SCHEDULED = "scheduled", _("geplant")
    OPEN = "open", _("offen")
    CLOSED = "closed", _("geschlossen")
