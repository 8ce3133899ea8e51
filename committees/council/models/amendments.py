from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee
from committees.council.choices import AmendmentKind, Fate, Mover, PaperState
from committees.council.models.papers import Consultation, Paper
from committees.council.models.resolutions import Resolution
from editing.text_limits import TextLimits
from strategy.choices import ElementKind

# With one of these a body has dealt with an amendment for good.
FINAL_FATES = frozenset({Fate.ACCEPTED, Fate.REJECTED, Fate.DONE})


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def readable_by(self, user: User) -> "AmendmentQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> "AmendmentQuerySet":
        """The clerk keeps the amendments of a paper while the committees deliberate it."""
        if not user.has_right(Right.MANAGE_PAPERS):
            return self.none()
        return self.filter(paper__state=PaperState.SUBMITTED)

    def with_fates(self) -> "AmendmentQuerySet":
        """Fetch the mover of each as well, and its fates by the entries that hold: two queries more."""
        holding = AmendmentFate.objects.filter(resolution__corrected_by__isnull=True)
        fates = holding.select_related("resolution__consultation__committee").order_by(
            "resolution__consultation__position", "pk"
        )
        return self.select_related("mover_committee").prefetch_related(models.Prefetch("fates", fates))

    def standing(self) -> "AmendmentQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Amendment(models.Model):
    """An amendment (Änderungsantrag) to one element of the frozen version before the committees, or to a new one.

    `values` maps field names of the document's entry (MeasureEntry and so on) to what is to stand there, only those
    that differ from the frozen version; for a new element all that are stated. A new element has its future key in
    `element_key` and the one above it in `parent_key`.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="amendments", editable=False)
    number = models.PositiveSmallIntegerField(_("Nummer"), editable=False)
    kind = models.CharField(_("Art"), max_length=10, choices=AmendmentKind, editable=False)
    element_kind = models.CharField(max_length=20, choices=ElementKind, editable=False)
    element_key = models.UUIDField(db_index=True, editable=False)
    parent_key = models.UUIDField(null=True, editable=False)
    values = models.JSONField(_("neuer Text"), default=dict, editable=False)
    reason = models.TextField(_("Begründung"), blank=True, validators=[TextLimits(10_000)])
    mover = models.CharField(_("beantragt von"), max_length=15, choices=Mover)
    mover_committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Gremium"),
    )
    mover_name = models.CharField(_("Name der Fraktion"), max_length=120, blank=True)
    # The step in which it was moved, if it was moved in a meeting.
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="amendments_moved",
        verbose_name=_("gestellt in"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("eingetragen am"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    _history_user: User | None

    objects = AmendmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Änderungsantrag")
        verbose_name_plural = _("Änderungsanträge")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("paper", "number"),
                name="amendment_number_unique",
                violation_error_message=_("Diese Nummer ist schon vergeben."),
            ),
            models.CheckConstraint(
                condition=Q(mover=Mover.COMMITTEE, mover_committee__isnull=False, mover_name="")
                | (Q(mover=Mover.FACTION, mover_committee__isnull=True) & ~Q(mover_name=""))
                | Q(mover=Mover.ADMINISTRATION, mover_committee__isnull=True, mover_name=""),
                name="amendment_names_its_mover",
                violation_error_message=_("Bitte nennen Sie das Gremium oder die Fraktion."),
            ),
            models.CheckConstraint(
                condition=(Q(kind=AmendmentKind.ADD) & Q(parent_key__isnull=False))
                | (~Q(kind=AmendmentKind.ADD) & Q(parent_key__isnull=True)),
                name="amendment_addition_has_parent",
                violation_error_message=_("Ein neues Element braucht einen Platz in der Strategie."),
            ),
        )

    def __str__(self) -> str:
        return f"Ä {self.number}"

    @property
    def is_decided(self) -> bool:
        """Tell whether a body has dealt with it for good; `fates` come from `with_fates`."""
        return any(fate.fate in FINAL_FATES for fate in self.fates.all())

    @property
    def mover_title(self) -> str:
        """The mover in words: "Ausschuss für Umweltschutz", "Fraktion …", "Verwaltung"."""
        if self.mover_committee is not None:
            return str(self.mover_committee)
        return self.mover_name or str(self.get_mover_display())


class AmendmentFate(models.Model):
    """The fate of an amendment in one consultation: a part of the entry in the record."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="fates")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="fates")
    fate = models.CharField(_("Ergebnis"), max_length=10, choices=Fate)

    class Meta:
        verbose_name = _("Ergebnis eines Änderungsantrags")
        verbose_name_plural = _("Ergebnisse von Änderungsanträgen")
        ordering = ("amendment__number",)
        constraints = (
            models.UniqueConstraint(
                fields=("resolution", "amendment"),
                name="amendment_fate_once",
                violation_error_message=_("Zu diesem Antrag ist schon ein Ergebnis eingetragen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amendment}: {self.get_fate_display()}"
