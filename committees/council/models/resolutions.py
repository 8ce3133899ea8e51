from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee
from committees.council.choices import ADOPTING_OUTCOMES, AGREEING_OUTCOMES, Majority, Outcome
from committees.council.models.papers import Consultation
from committees.council.outcome_words import outcome_word
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from strategy.models import Measure


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def current(self) -> "ResolutionQuerySet":
        """The entries that hold: those that no later one corrects."""
        return self.filter(corrected_by__isnull=True)


class Resolution(models.Model):
    """An entry in the record: what a body decided about a paper (Beschluss), with its votes.

    Entries are never changed. A correction is a further entry that names the one it replaces and says why, so the
    first stays visible. `accepted_remarks` are the codes of the warnings that the clerk saw and confirmed.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="resolutions")
    outcome = models.CharField(_("Ergebnis"), max_length=25, choices=Outcome)
    held_on = models.DateField(_("Sitzung am"))
    majority = models.CharField(_("Mehrheit"), max_length=10, choices=Majority, blank=True)
    votes_yes = models.PositiveSmallIntegerField(_("Ja"), null=True, blank=True)
    votes_no = models.PositiveSmallIntegerField(_("Nein"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), null=True, blank=True)
    wording = DialectField(
        _("Wortlaut des Beschlusses"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)]
    )
    file = models.FileField(
        _("Niederschrift oder Auszug"), upload_to="beschluesse/%Y/", max_length=250, blank=True
    )
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("Größe in Byte"), default=0, editable=False)
    accepted_remarks = models.JSONField(default=list, editable=False)
    recorded_at = models.DateTimeField(_("eingetragen am"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="corrected_by"
    )
    correction_reason = models.CharField(_("Grund der Berichtigung"), max_length=300, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ("recorded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.OPEN),
                name="resolution_has_outcome",
                violation_error_message=_("Bitte wählen Sie ein Ergebnis."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                name="resolution_correction_has_reason",
                violation_error_message=_("Bitte sagen Sie, warum der Eintrag berichtigt wird."),
            ),
            models.CheckConstraint(
                condition=Q(votes_yes__isnull=True, votes_no__isnull=True)
                | Q(votes_yes__isnull=False, votes_no__isnull=False),
                name="resolution_votes_whole",
                violation_error_message=_("Zu den Ja-Stimmen gehören die Nein-Stimmen, und umgekehrt."),
            ),
            # GO NRW §50: more yes than no; a tie is a rejection, abstentions do not count.
            models.CheckConstraint(
                condition=~Q(outcome__in=sorted(AGREEING_OUTCOMES))
                | Q(votes_yes__isnull=True)
                | Q(votes_yes__gt=F("votes_no")),
                name="resolution_adopted_by_majority",
                violation_error_message=_(
                    "Zugestimmt hat ein Gremium nur mit mehr Ja- als Nein-Stimmen. "
                    "Stimmengleichheit ist eine Ablehnung (§ 50 GO NRW)."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REJECTED)
                | Q(votes_yes__isnull=True)
                | Q(votes_yes__lte=F("votes_no")),
                name="resolution_rejected_by_majority",
                violation_error_message=_(
                    "Mit mehr Ja- als Nein-Stimmen ist nichts abgelehnt (§ 50 GO NRW)."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.held_on:%d.%m.%Y}"

    @property
    def outcome_word(self) -> str:
        return outcome_word(self.outcome, self.consultation.role)


class FactionVote(models.Model):
    """The votes of one faction (Fraktion); Herne records votes that way."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="faction_votes")
    faction = models.CharField(_("Fraktion"), max_length=120)
    votes_yes = models.PositiveSmallIntegerField(_("Ja"), default=0)
    votes_no = models.PositiveSmallIntegerField(_("Nein"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)

    class Meta:
        verbose_name = _("Stimmen einer Fraktion")
        verbose_name_plural = _("Stimmen der Fraktionen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("resolution", "faction"),
                name="faction_votes_once",
                violation_error_message=_("Diese Fraktion steht schon in der Liste."),
            ),
        )

    def __str__(self) -> str:
        return self.faction


class MeasureResolutionQuerySet(models.QuerySet["MeasureResolution"]):
    def readable_by(self, user: User) -> "MeasureResolutionQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> "MeasureResolutionQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()


class MeasureResolution(models.Model):
    """The later resolution about one measure, under a paper of its own.

    The council adopted the catalogue under the reservation (Vorbehalt) of such resolutions.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("Maßnahme")
    )
    reference = models.CharField(_("Vorlage-Nummer"), max_length=30)
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="+", verbose_name=_("Gremium")
    )
    outcome = models.CharField(_("Ergebnis"), max_length=25, choices=Outcome)
    decided_on = models.DateField(_("beschlossen am"))
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField(_("eingetragen am"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    _history_user: User | None

    objects = MeasureResolutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Beschluss zu einer Maßnahme")
        verbose_name_plural = _("Beschlüsse zu Maßnahmen")
        ordering = ("decided_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "reference"),
                name="measure_resolution_once",
                violation_error_message=_("Zu dieser Vorlage ist schon ein Beschluss eingetragen."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(ADOPTING_OUTCOMES | {Outcome.REJECTED})),
                name="measure_resolution_decides",
                violation_error_message=_("Ein Beschluss zu einer Maßnahme nimmt sie an oder lehnt sie ab."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference}, {self.get_outcome_display()}"
