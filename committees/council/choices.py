from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# "Ö 1" stands in the public part of an agenda, "N 1" in the other; sub-items are counted behind a full stop.
AGENDA_NUMBER = r"^[ÖN] [1-9][0-9]*(\.[1-9][0-9]*)*$"


class PaperKind(TextChoices):
    """Vorlage-Art."""

    RESOLUTION = "resolution", _("Beschlussvorlage")
    REPORT = "report", _("Mitteilungs-/Berichtsvorlage")
    SUPPLEMENT = "supplement", _("Ergänzungsvorlage")
    MOTION = "motion", _("Antrag")
    INQUIRY = "inquiry", _("Anfrage")


class PaperSubject(TextChoices):
    """What a paper brings before the bodies: a version to be adopted, or what has become of an adopted one."""

    STRATEGY = "strategy", _("Fassung der Strategie")
    REPORT = "report", _("Umsetzungsbericht")


# A report is noted, or something is decided about it.
KINDS_OF_REPORTS = frozenset({PaperKind.RESOLUTION, PaperKind.REPORT})


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
    RECOMMENDED = "recommended", _("empfohlen")
    RECOMMENDED_UNCHANGED = "recommended_unchanged", _("ungeändert empfohlen")
    RECOMMENDED_WITH_CHANGES = "recommended_with_changes", _("geändert empfohlen")
    REJECTED = "rejected", _("abgelehnt")
    NOTED = "noted", _("zur Kenntnis genommen")
    ADJOURNED = "adjourned", _("vertagt")
    REFERRED = "referred", _("verwiesen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    REMOVED = "removed", _("abgesetzt")
    NO_RECOMMENDATION = "no_recommendation", _("ohne Beschlussempfehlung")


# With one of these the deciding body adopts the strategy; many advisory bodies call their recommendation so, too.
ADOPTING_OUTCOMES = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_UNCHANGED, Outcome.ADOPTED_WITH_CHANGES})
# Only who does not decide recommends.
RECOMMENDING_OUTCOMES = frozenset(
    {Outcome.RECOMMENDED, Outcome.RECOMMENDED_UNCHANGED, Outcome.RECOMMENDED_WITH_CHANGES}
)
AGREEING_OUTCOMES = ADOPTING_OUTCOMES | RECOMMENDING_OUTCOMES
CHANGING_OUTCOMES = frozenset({Outcome.ADOPTED_WITH_CHANGES, Outcome.RECOMMENDED_WITH_CHANGES})


# The body did not deal with the paper in substance: a later step of the same body follows.
POSTPONING_OUTCOMES = frozenset({Outcome.ADJOURNED, Outcome.REFERRED, Outcome.REMOVED})


class PaperState(TextChoices):
    """The stage of a paper. Only from its submission on do the texts behind its version rest."""

    PREPARED = "prepared", _("in Vorbereitung")
    SUBMITTED = "submitted", _("in Beratung")
    ADOPTED = "adopted", _("beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    NOTED = "noted", _("zur Kenntnis genommen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


# Which state may follow which; the last four end a paper.
PAPER_STATE_TRANSITIONS: dict[str, frozenset[str]] = {
    PaperState.PREPARED: frozenset({PaperState.SUBMITTED, PaperState.WITHDRAWN}),
    PaperState.SUBMITTED: frozenset(
        {PaperState.ADOPTED, PaperState.REJECTED, PaperState.NOTED, PaperState.WITHDRAWN}
    ),
    PaperState.ADOPTED: frozenset(),
    PaperState.REJECTED: frozenset(),
    PaperState.NOTED: frozenset(),
    PaperState.WITHDRAWN: frozenset(),
}


class Majority(TextChoices):
    UNANIMOUS = "unanimous", _("einstimmig")
    MAJORITY = "majority", _("mehrheitlich")


class BudgetPlan(TextChoices):
    """The two tables of the financial effects of a paper in Herne."""

    RESULT = "result", _("Teilergebnisplan (konsumtiv)")
    FINANCE = "finance", _("Teilfinanzplan (investiv)")


class ClimateEffect(TextChoices):
    """The result of the optional climate check of a paper."""

    POSITIVE = "positive", _("positiv")
    NONE = "none", _("keine")
    NEGATIVE = "negative", _("negativ")


class AmendmentKind(TextChoices):
    """The change that an amendment (Änderungsantrag) makes to an element of the frozen version."""

    CHANGE = "change", _("Text ändern")
    ADD = "add", _("neu aufnehmen")
    WITHDRAW = "withdraw", _("streichen")


class Mover(TextChoices):
    """The kind of mover of an amendment."""

    COMMITTEE = "committee", _("Gremium")
    FACTION = "faction", _("Fraktion")
    ADMINISTRATION = "administration", _("Verwaltung")


class Fate(TextChoices):
    """The decision of a body about an amendment."""

    ACCEPTED = "accepted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")
    POSTPONED = "postponed", _("zurückgestellt")
    DONE = "done", _("erledigt")
