from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.choices import ConsultationRole, Outcome, PaperKind
from committees.models.bodies import Committee
from strategy.models import StrategyVersion

DEFAULT_RESOLUTION = _(
    "1. Der Rat beschließt die Nachhaltigkeitsstrategie in der vorliegenden Fassung.\n"
    "2. Die einzelnen Maßnahmen stehen unter dem Vorbehalt weiterer Beschlüsse.\n"
    "3. Kernteam und Steuerungsgruppe begleiten die Umsetzung und die Fortschreibung."
)


class PaperQuerySet(models.QuerySet["Paper"]):
    def readable_by(self, user: User) -> "PaperQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> "PaperQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()

    def with_version(self) -> "PaperQuerySet":
        return self.select_related("version__strategy", "created_by").defer("version__content")


class Paper(models.Model):
    """A paper (Vorlage) that brings one frozen version through the committees to the council."""

    version = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, related_name="papers", verbose_name=_("Fassung")
    )
    reference = models.CharField(
        _("Vorlage-Nummer"),
        max_length=30,
        help_text=_("So wie im Ratsinformationssystem, zum Beispiel 2021/0734."),
    )
    kind = models.CharField(_("Vorlage-Art"), max_length=15, choices=PaperKind, default=PaperKind.RESOLUTION)
    subject = models.CharField(_("Betreff"), max_length=250)
    is_public = models.BooleanField(_("öffentlich"), default=True)
    author = models.CharField(_("Verfasser"), max_length=200, blank=True)
    lead_department = models.CharField(_("Federführend"), max_length=200, blank=True)
    clerk = models.CharField(_("Bearbeiter/-in"), max_length=200, blank=True)
    proposed_resolution = models.TextField(_("Beschlussvorschlag"), default=DEFAULT_RESOLUTION)
    facts = models.TextField(_("Sachverhalt"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("angelegt am"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    # Who is named in the history when there is no request, or another person than its user.
    _history_user: User | None

    objects = PaperQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        ordering = ("-created_at", "reference")
        constraints = (
            models.UniqueConstraint(
                fields=("reference",),
                name="paper_reference_unique",
                violation_error_code="unique",
                violation_error_message=_("Eine Vorlage mit dieser Nummer gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def editable_by(self, user: User) -> "ConsultationQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()


class Consultation(models.Model):
    """One step of the Beratungsfolge: which body, with which role, when, and what came of it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="consultations")
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="consultations", verbose_name=_("Gremium")
    )
    role = models.CharField(
        _("Zuständigkeit"), max_length=15, choices=ConsultationRole, default=ConsultationRole.PRELIMINARY
    )
    date = models.DateField(_("Sitzung am"), null=True, blank=True)
    outcome = models.CharField(
        _("Ergebnis"), max_length=25, choices=Outcome, default=Outcome.OPEN, editable=False
    )
    recorded_at = models.DateTimeField(_("eingetragen am"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    _history_user: User | None

    objects = ConsultationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Beratung")
        verbose_name_plural = _("Beratungen")
        # The steps follow their dates; a step without a date stands at the end, the decision behind all.
        ordering = (
            Case(When(role=ConsultationRole.DECISION, then=1), default=0),
            models.F("date").asc(nulls_last=True),
            "pk",
        )
        constraints = (
            models.UniqueConstraint(
                fields=("paper",),
                condition=Q(role=ConsultationRole.DECISION),
                name="consultation_one_decision",
                violation_error_message=_("Diese Vorlage hat schon ein entscheidendes Gremium."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, recorded_at__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(recorded_at__isnull=False, date__isnull=False)),
                name="consultation_outcome_is_dated",
                violation_error_message=_("Ein Ergebnis braucht das Datum der Sitzung."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}, {self.get_role_display()}"
