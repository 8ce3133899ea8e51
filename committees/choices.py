"""The vocabulary of bodies, meetings, surveys and the council procedure (as in a Vorlage in Herne)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitteeKind(TextChoices):
    """Every kind of body (Gremium)."""

    COORDINATION = "coordination", _("Koordination")
    CORE_TEAM = "core_team", _("Kernteam")
    STEERING_GROUP = "steering_group", _("Steuerungsgruppe")
    COMMITTEE = "committee", _("Ausschuss")
    DISTRICT_COUNCIL = "district_council", _("Bezirksvertretung")
    COUNCIL = "council", _("Rat")


class PaperKind(TextChoices):
    """Vorlage-Art."""

    RESOLUTION = "resolution", _("Beschlussvorlage")
    REPORT = "report", _("Mitteilungs-/Berichtsvorlage")
    SUPPLEMENT = "supplement", _("Ergänzungsvorlage")
    MOTION = "motion", _("Antrag")
    INQUIRY = "inquiry", _("Anfrage")


class ConsultationRole(TextChoices):
    """Zuständigkeit of a body in the Beratungsfolge."""

    HEARING = "hearing", _("Anhörung")
    PRELIMINARY = "preliminary", _("Vorberatung")
    DECISION = "decision", _("Entscheidung")
    NOTICE = "notice", _("Kenntnisnahme")


class Outcome(TextChoices):
    """Beschlussart."""

    OPEN = "open", _("offen")
    ADOPTED = "adopted", _("beschlossen")
    ADOPTED_UNCHANGED = "adopted_unchanged", _("ungeändert beschlossen")
    ADOPTED_WITH_CHANGES = "adopted_with_changes", _("geändert beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    NOTED = "noted", _("zur Kenntnis genommen")
    ADJOURNED = "adjourned", _("vertagt")
    REFERRED = "referred", _("verwiesen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    REMOVED = "removed", _("abgesetzt")
    NO_RECOMMENDATION = "no_recommendation", _("ohne Beschlussempfehlung")


# With one of these at the deciding body the version counts as adopted by the council.
ADOPTING_OUTCOMES = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_UNCHANGED})


class MembershipRole(TextChoices):
    CHAIR = "chair", _("Vorsitz")
    DEPUTY = "deputy", _("Stellvertretung")
    MEMBER = "member", _("Mitglied")


class AttendanceStatus(TextChoices):
    PRESENT = "present", _("anwesend")
    EXCUSED = "excused", _("entschuldigt")
    ABSENT = "absent", _("abwesend")


class PollKind(TextChoices):
    """What a survey (Abfrage) asks about."""

    THEME_SELECTION = "theme_selection", _("Auswahl der Themenfelder")
    AGREEMENT = "agreement", _("Zustimmung zu Zielen")
    RANKING = "ranking", _("Reihung von Maßnahmen")
    QUESTION = "question", _("Freie Frage")


class Secrecy(TextChoices):
    """Whether it is kept who voted what. Fixed when the survey opens."""

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
