from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import PUBLIC_KINDS
from committees.bodies.models import Committee
from committees.council.choices import (
    AGENDA_NUMBER,
    KINDS_OF_REPORTS,
    POSTPONING_OUTCOMES,
    BudgetPlan,
    ClimateEffect,
    ConsultationRole,
    Outcome,
    PaperKind,
    PaperState,
    PaperSubject,
)
from committees.council.outcome_words import outcome_word
from committees.meetings.models.meetings import Meeting
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from exports.models import ExportFile
from files.models import TitledFile
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

    def about_strategy(self) -> "PaperQuerySet":
        """Those that bring a version of the strategy, and no report on one."""
        return self.filter(about=PaperSubject.STRATEGY)

    def submitted(self) -> "PaperQuerySet":
        """Those whose version the committees deliberate: at most one at a time."""
        return self.about_strategy().filter(state=PaperState.SUBMITTED)

    def public(self) -> "PaperQuerySet":
        """Those that everybody may know of: from the submission on, if it is public."""
        return self.filter(is_public=True, submitted_version__isnull=False)

    def adopted(self) -> "PaperQuerySet":
        """Those that the deciding body adopted: at most one for each version."""
        return self.filter(state=PaperState.ADOPTED)

    def public_about(self, version: StrategyVersion) -> "PaperQuerySet":
        """The public papers that a version lies with, oldest first."""
        return self.public().about_strategy().filter(version=version).order_by("created_at", "pk")

    def with_version(self) -> "PaperQuerySet":
        related = self.select_related("version__strategy", "submitted_version", "state_by", "pdf_file__job")
        return related.defer("version__content", "submitted_version__content")


class Paper(models.Model):
    """A paper (Vorlage) that brings one frozen version through the committees to the council.

    A paper about a report names the adopted version that the report tells about, and leaves it as it is.
    """

    about = models.CharField(
        _("Gegenstand"),
        max_length=10,
        choices=PaperSubject,
        default=PaperSubject.STRATEGY,
        editable=False,
    )
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
    author = models.CharField(_("Verfasser/-in"), max_length=200, blank=True)
    lead_department = models.CharField(_("Federführend"), max_length=200, blank=True)
    clerk = models.CharField(_("Bearbeiter/-in"), max_length=200, blank=True)
    proposed_resolution = DialectField(
        _("Beschlussvorschlag"), default=DEFAULT_RESOLUTION, validators=[TextLimits(20_000)]
    )
    facts = DialectField(_("Sachverhalt"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    has_no_financial_effects = models.BooleanField(_("keine finanziellen Auswirkungen"), default=False)
    climate_effect = models.CharField(
        _("Auswirkung auf das Klima"), max_length=10, choices=ClimateEffect, blank=True
    )
    climate_note = DialectField(_("Erläuterung zum Klima"), blank=True, validators=[TextLimits(5_000)])
    state = models.CharField(
        _("Stand"), max_length=10, choices=PaperState, default=PaperState.PREPARED, editable=False
    )
    state_at = models.DateTimeField(_("Stand seit"), editable=False)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The version that was submitted; `version` moves on with every decision with changes.
    submitted_version = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    pdf_file = models.ForeignKey(
        ExportFile, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
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
            # A database holds one strategy, and its texts cannot lie before the council twice.
            models.UniqueConstraint(
                fields=("state",),
                condition=Q(state=PaperState.SUBMITTED, about=PaperSubject.STRATEGY),
                name="paper_one_submitted",
                violation_error_message=_("Es ist schon eine andere Vorlage in Beratung."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_version__isnull=False)
                | Q(state__in=[PaperState.PREPARED, PaperState.WITHDRAWN]),
                name="paper_submitted_has_version",
                violation_error_message=_("Zu einer eingebrachten Vorlage gehört die eingebrachte Fassung."),
            ),
            models.CheckConstraint(
                condition=Q(about=PaperSubject.STRATEGY) | Q(kind__in=sorted(KINDS_OF_REPORTS)),
                name="paper_of_report_fits_kind",
                violation_error_message=_(
                    "Ein Umsetzungsbericht kommt als Mitteilung oder als Beschlussvorlage in die Gremien."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    @property
    def is_about_strategy(self) -> bool:
        return self.about == PaperSubject.STRATEGY

    @property
    def is_prepared(self) -> bool:
        return self.state == PaperState.PREPARED

    @property
    def is_submitted(self) -> bool:
        return self.state == PaperState.SUBMITTED

    @property
    def is_ended(self) -> bool:
        return self.state not in (PaperState.PREPARED, PaperState.SUBMITTED)


class FinancialEffect(models.Model):
    """A line of the financial effects (Finanzielle Auswirkungen) of a paper, in Euro."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="financial_effects")
    plan = models.CharField(_("Tabelle"), max_length=10, choices=BudgetPlan)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), editable=False)
    # The product in the first table, the investment measure of the budget in the second.
    number = models.CharField(_("Produkt oder Maßnahme, Nummer"), max_length=30, blank=True)
    name = models.CharField(_("Produkt oder Maßnahme, Bezeichnung"), max_length=200)
    account_group_number = models.CharField(_("Kontengruppe, Nummer"), max_length=30, blank=True)
    account_group_name = models.CharField(_("Kontengruppe, Bezeichnung"), max_length=200, blank=True)
    # What flows out is negative, as the tables in Herne have it: Ertrag/Aufwand (-), Einzahlung/Auszahlung (-).
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("Finanzielle Auswirkung")
        verbose_name_plural = _("Finanzielle Auswirkungen")
        ordering = ("-plan", "position", "pk")

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class PaperAnnex(TitledFile):
    """A file that lies with a paper (Anlage)."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="annexes")
    is_public = models.BooleanField(_("öffentlich"), default=True)
    file = models.FileField(_("Datei"), upload_to="vorlagen/%Y/", max_length=250)

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        ordering = ("uploaded_at", "pk")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def editable_by(self, user: User) -> "ConsultationQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()

    def public(self) -> "ConsultationQuerySet":
        """The steps that everybody may know of, if the paper is public: OParl, public site, PDF and DOCX ask here.

        Left out are bodies that are the administration's own business, meetings that are not public, and the other part
        of an agenda. A step without a meeting that is kept here has only its number on the agenda to tell.
        """
        return self.filter(
            Q(meeting__isnull=True) | Q(meeting__is_public=True), committee__kind__in=PUBLIC_KINDS
        ).exclude(agenda_number__startswith="N")


class Consultation(models.Model):
    """One step of the Beratungsfolge: which body, with which role, when, and what came of it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="consultations")
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="consultations", verbose_name=_("Gremium")
    )
    role = models.CharField(
        _("Zuständigkeit"), max_length=15, choices=ConsultationRole, default=ConsultationRole.PRELIMINARY
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), editable=False)
    # Either a meeting that is kept here, or only its day; the day of the meeting is repeated in `date`.
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("Sitzung"),
    )
    date = models.DateField(_("Sitzung am"), null=True, blank=True)
    agenda_number = models.CharField(
        _("Tagesordnungspunkt"),
        max_length=15,
        blank=True,
        validators=[
            RegexValidator(AGENDA_NUMBER, _("Schreiben Sie „Ö 1“ (öffentlich) oder „N 1“ (nichtöffentlich)."))
        ],
    )
    # The step whose outcome made this one necessary: adjourned, or referred to this body.
    arose_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="led_to"
    )
    # What the body had before it, and what it made of it; both are known once there is an outcome.
    version = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    resulting_version = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The outcome as it stands now. Every entry, corrected ones too, is a row of `resolutions`.
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
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("paper",),
                condition=Q(role=ConsultationRole.DECISION) & ~Q(outcome__in=sorted(POSTPONING_OUTCOMES)),
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

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def outcome_word(self) -> str:
        return outcome_word(self.outcome, self.role)
