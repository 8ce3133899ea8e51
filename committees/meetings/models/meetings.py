import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee, Membership
from committees.meetings.choices import AttendanceStatus, ReplyAnswer
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from files.models import TitledFile
from strategy.choices import ElementKind


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def readable_by(self, user: User) -> "MeetingQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> "MeetingQuerySet":
        return self if user.has_right(Right.MANAGE_MEETINGS) else self.none()

    def not_over(self, at: datetime) -> "MeetingQuerySet":
        """Meetings that run or are still to come, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def over(self, at: datetime) -> "MeetingQuerySet":
        """Meetings that have ended, the latest first."""
        return self.filter(ends_at__lte=at)


class Meeting(models.Model):
    """A meeting (Sitzung) of a body, in a place, in a video conference, or both."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("Gremium")
    )
    title = models.CharField(_("Titel"), max_length=200)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    video_link = models.URLField(_("Link zur Videokonferenz"), max_length=500, blank=True)
    description = DialectField(_("Hinweise zur Sitzung"), blank=True, validators=[TextLimits(10_000)])
    minutes = DialectField(_("Protokoll"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    is_public = models.BooleanField(
        _("öffentliche Sitzung"),
        default=False,
        help_text=_(
            "Öffentliche Sitzungen von Ausschüssen, Bezirksvertretungen und Rat stehen in den offenen Daten."
        ),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    # What calendar programs know the meeting by (RFC 5545: UID and SEQUENCE).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    invited_at = models.DateTimeField(_("eingeladen am"), null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The item that the shared screen shows.
    current_item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    # Who is named in the history when there is no request, or another person than its user.
    _history_user: User | None

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ("-starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Das Ende der Sitzung liegt vor ihrem Beginn."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(video_link=""),
                name="meeting_has_a_place",
                violation_error_message=_("Bitte nennen Sie einen Ort oder den Link zur Videokonferenz."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def editable_by(self, user: User) -> "AgendaItemQuerySet":
        return self if user.has_right(Right.MANAGE_MEETINGS) else self.none()


class AgendaItem(models.Model):
    """An item of the agenda (Tagesordnungspunkt), with its result. It may be about one goal or theme field."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items", editable=False)
    position = models.PositiveSmallIntegerField(_("Nummer"), editable=False)
    title = models.CharField(_("Titel"), max_length=250)
    description = DialectField(_("Beschreibung"), blank=True, validators=[TextLimits(10_000)])
    element_kind = models.CharField(max_length=20, choices=ElementKind, blank=True, editable=False)
    element_key = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    # The steering group recommends; only committees and the council decide.
    result = DialectField(_("Ergebnis (Empfehlung)"), blank=True, validators=[TextLimits(10_000)])
    revision = models.PositiveIntegerField(default=1, editable=False)

    _history_user: User | None

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Tagesordnungspunkt")
        verbose_name_plural = _("Tagesordnungspunkte")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "position"),
                name="agenda_item_position_unique",
                violation_error_message=_("Diese Nummer ist auf der Tagesordnung schon vergeben."),
            ),
            models.CheckConstraint(
                condition=Q(element_kind="", element_key__isnull=True)
                | (~Q(element_kind="") & Q(element_key__isnull=False)),
                name="agenda_item_element_whole",
                violation_error_message=_("Zu einem Ziel gehören Art und Schlüssel."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.title}"


class Attendance(models.Model):
    """The attendance of a member at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(_("Anwesenheit"), max_length=10, choices=AttendanceStatus)

    class Meta:
        verbose_name = _("Anwesenheit")
        verbose_name_plural = _("Anwesenheiten")
        ordering = ("membership__seat_group__position", "membership__user__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "membership"),
                name="attendance_once",
                violation_error_message=_("Für diese Person ist die Anwesenheit schon eingetragen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership}, {self.get_status_display()}"


class MeetingReply(models.Model):
    """The answer of a member to the invitation (Rückmeldung); the last one counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(_("Antwort"), max_length=10, choices=ReplyAnswer)
    substitute = models.CharField(_("Name der Vertretung"), max_length=120, blank=True)
    replied_at = models.DateTimeField(_("geantwortet am"))

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ("user__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                name="meeting_reply_once",
                violation_error_message=_("Von dieser Person gibt es schon eine Rückmeldung."),
            ),
            models.CheckConstraint(
                condition=Q(answer=ReplyAnswer.SUBSTITUTE) & ~Q(substitute="")
                | ~Q(answer=ReplyAnswer.SUBSTITUTE) & Q(substitute=""),
                name="meeting_reply_names_substitute",
                violation_error_message=_("Bitte nennen Sie, wer Sie vertritt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_answer_display()}"

    @property
    def words(self) -> str:
        """The answer in words: "Vertretung durch Ada Kaya"."""
        if self.substitute:
            return _("Vertretung durch %(name)s") % {"name": self.substitute}
        return str(self.get_answer_display())


class MeetingDocumentQuerySet(models.QuerySet["MeetingDocument"]):
    def readable_by(self, user: User) -> "MeetingDocumentQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> "MeetingDocumentQuerySet":
        return self if user.has_right(Right.MANAGE_MEETINGS) else self.none()


class MeetingDocument(TitledFile):
    """A file that belongs to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    file = models.FileField(_("Datei"), upload_to="sitzungen/%Y/", max_length=250)

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        ordering = ("uploaded_at", "pk")
