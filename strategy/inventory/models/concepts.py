"""The inventory (Bestandsaufnahme): the existing documents that a strategy starts from, and their files."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from files.file_types import TYPE_NAMES
from jobs.choices import JobState
from jobs.models import Job
from strategy.inventory.choices import EvaluationStatus
from strategy.models.departments import Department
from strategy.models.strategy import Strategy


class ConceptKindQuerySet(models.QuerySet["ConceptKind"]):
    def with_uses(self) -> Self:
        """With `uses`, the number of documents of the kind. Counting forgets the usual order."""
        kept = Count("concepts", filter=Q(concepts__retired_at__isnull=True))
        return self.annotate(uses=kept).order_by("position", "title")


class ConceptKind(models.Model):
    """A kind of existing document (Konzept, Leitbild ...). Municipalities add their own."""

    title = models.CharField(
        _("Bezeichnung"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Diese Art von Dokument gibt es schon.")},
    )
    position = models.PositiveSmallIntegerField(default=100, editable=False)

    objects = ConceptKindQuerySet.as_manager()
    # Only with `with_uses()`.
    uses: int

    class Meta:
        verbose_name = _("Art von Dokument")
        verbose_name_plural = _("Arten von Dokumenten")
        ordering = ("position", "title")

    def __str__(self) -> str:
        return self.title


class ConceptQuerySet(models.QuerySet["Concept"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        """The twin of `permissions.can_evaluate`."""
        return self if user.has_right(Right.EVALUATE_CONCEPTS) else self.none()

    def listed(self) -> Self:
        """With what a list shows: kind, person, file and `extract_count`."""
        related = self.select_related("kind", "department", "evaluated_by", "upload__job")
        # Counting forgets the usual order.
        kept = Count("extracts", filter=Q(extracts__retired_at__isnull=True))
        return related.annotate(extract_count=kept).order_by("title", "pk")


AnyConceptManager = models.Manager.from_queryset(ConceptQuerySet)


class ConceptManager(AnyConceptManager):
    """Leaves out what lies in the bin; `_base_manager` has everything."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(retired_at__isnull=True)


class Concept(models.Model):
    """An existing document (Konzept, Leitbild, Bericht ...) and how far it has been evaluated."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="concepts")
    title = models.CharField(_("Titel"), max_length=200)
    kind = models.ForeignKey(
        ConceptKind, on_delete=models.PROTECT, related_name="concepts", verbose_name=_("Art")
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("Fachbereich"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concepts",
    )
    dated = models.DateField(_("Datum"), null=True, blank=True)
    council_reference = models.CharField(
        _("Vorlage des Rates"),
        max_length=60,
        blank=True,
        help_text=_("Nummer der Vorlage, mit der das Dokument beschlossen wurde, zum Beispiel 2021/0734."),
    )
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)
    link = models.URLField(_("Adresse im Internet"), max_length=500, blank=True)
    summary = DialectField(_("Zusammenfassung"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    evaluation_status = models.CharField(
        _("Stand der Auswertung"),
        max_length=15,
        choices=EvaluationStatus,
        default=EvaluationStatus.OPEN,
        editable=False,
    )
    # Who evaluates or has evaluated it.
    evaluated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Auswertung durch"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    evaluated_at = models.DateTimeField(_("ausgewertet am"), null=True, blank=True, editable=False)
    not_in_history: ClassVar[frozenset[str]] = frozenset({"strategy", "retired_by"})
    revision = models.PositiveIntegerField(default=1, editable=False)
    # While it lies in the bin, with its extracts and its file.
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ConceptManager()
    history = HistoricalRecords()
    # Who is named in the history when there is no request.
    _history_user: User | None
    # What the history says instead of "geändert".
    _change_reason: str

    class Meta:
        verbose_name = _("Konzept")
        verbose_name_plural = _("Konzepte")
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "title"),
                condition=Q(retired_at__isnull=True),
                name="concept_title_unique",
                violation_error_message=_("Ein Konzept mit diesem Titel gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(dated__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("dated")),
                name="concept_valid_after_date",
                violation_error_message=_("Das Konzept gilt nur bis zu einem Tag vor seinem Datum."),
            ),
            models.CheckConstraint(
                condition=Q(evaluation_status=EvaluationStatus.EVALUATED, evaluated_at__isnull=False)
                | (~Q(evaluation_status=EvaluationStatus.EVALUATED) & Q(evaluated_at__isnull=True)),
                name="concept_evaluation_is_dated",
                violation_error_message=_("Zu einer abgeschlossenen Auswertung gehört ihr Zeitpunkt."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_expired(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today


def concept_file_path(file: "ConceptFile", filename: str) -> str:
    return f"concepts/{filename}"


class ConceptFileQuerySet(models.QuerySet["ConceptFile"]):
    def readable_by(self, user: User) -> Self:
        return self._kept() if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        """The twin of `permissions.can_evaluate`."""
        return self._kept() if user.has_right(Right.EVALUATE_CONCEPTS) else self.none()

    def _kept(self) -> Self:
        return self.filter(concept__retired_at__isnull=True)


class ConceptFile(models.Model):
    """The uploaded file of a concept: kept under a name of our own, read in the background for the search."""

    concept = models.OneToOneField(Concept, on_delete=models.CASCADE, related_name="upload")
    file = models.FileField(_("Datei"), upload_to=concept_file_path, max_length=250)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("Größe"), editable=False)
    uploaded_at = models.DateTimeField(_("hochgeladen am"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Reading its text.
    job = models.OneToOneField(Job, on_delete=models.PROTECT, editable=False, related_name="concept_file")
    page_count = models.PositiveIntegerField(_("Seiten"), default=0, editable=False)
    # What the search does not know of a long file.
    shortfall = models.TextField(_("Was fehlt"), blank=True, editable=False)

    objects = ConceptFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Datei eines Konzepts")
        verbose_name_plural = _("Dateien von Konzepten")

    def __str__(self) -> str:
        return str(self.concept)

    @property
    def type_name(self) -> str:
        """The name that people have for this type of file, such as PDF."""
        return TYPE_NAMES.get(self.content_type, "")

    @property
    def can_be_read_again(self) -> bool:
        return self.job.state != JobState.DONE and not self.job.is_under_way


class ConceptPage(models.Model):
    """The text of one page, as the search needs it. Formats without pages are cut into parts."""

    upload = models.ForeignKey(ConceptFile, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField(_("Stelle"))
    # The page of the file, counted from 1; none for formats without pages.
    page = models.PositiveIntegerField(_("Seite"), null=True)
    text = models.TextField(_("Text"))

    class Meta:
        verbose_name = _("Seite eines Konzepts")
        verbose_name_plural = _("Seiten von Konzepten")
        ordering = ("upload", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("upload", "position"),
                name="concept_page_position_unique",
                violation_error_message=_("Diese Stelle ist schon besetzt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.upload}, {self.position}"
