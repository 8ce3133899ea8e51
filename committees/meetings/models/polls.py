"""Surveys (Abfragen), who may vote in them, and the ballots.

A secret ballot cannot be traced: it has no link to a voter, no time, no sequential key and no sending group. What
a voter needs to change it is a code that only they hold; here stands its hash (ADR 6).
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Committee, SeatGroup
from committees.meetings.choices import PollKind, PollState, Secrecy
from committees.meetings.models.meetings import AgendaItem
from editing.dialect_field import DialectField
from editing.text_limits import TextLimits
from strategy.choices import ElementKind


class PollQuerySet(models.QuerySet["Poll"]):
    def readable_by(self, user: User) -> "PollQuerySet":
        """Everybody in the working area reads polls that were opened or scheduled; their makers read all."""
        if user.has_right(Right.MANAGE_POLLS):
            return self
        return self.filter(opens_at__isnull=False) if user.has_right(Right.READ_WORKSPACE) else self.none()

    def manageable_by(self, user: User) -> "PollQuerySet":
        return self if user.has_right(Right.MANAGE_POLLS) else self.none()

    def votable_by(self, user: User) -> "PollQuerySet":
        """Polls in which the person is entitled to vote, open or not."""
        return self.readable_by(user).filter(voters__user=user)

    def waiting_for(self, user: User, at: datetime) -> "PollQuerySet":
        """Open polls in which somebody has not voted yet, the next to close first."""
        mine = self.readable_by(user).open_at(at).filter(voters__user=user, voters__has_voted=False)
        return mine.order_by(F("closes_at").asc(nulls_last=True), "pk")

    def open_at(self, at: datetime) -> "PollQuerySet":
        return self.filter(Q(opens_at__lte=at), Q(closes_at__isnull=True) | Q(closes_at__gt=at))


class Poll(models.Model):
    """A survey (Abfrage) of the voting members of a body. It is open from `opens_at` until `closes_at`."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="polls", verbose_name=_("Gremium")
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="polls",
        verbose_name=_("Tagesordnungspunkt"),
    )
    kind = models.CharField(_("Art"), max_length=20, choices=PollKind, editable=False)
    title = models.CharField(_("Titel"), max_length=200)
    description = DialectField(_("Worum geht es?"), blank=True, validators=[TextLimits(10_000)])
    points = models.PositiveSmallIntegerField(
        _("Punkte je Mitglied"),
        null=True,
        blank=True,
        help_text=_("Jedes Mitglied verteilt so viele Punkte."),
    )
    picks = models.PositiveSmallIntegerField(
        _("Auswahl bis zu"), null=True, blank=True, help_text=_("Jedes Mitglied wählt bis zu so viele aus.")
    )
    seats = models.PositiveSmallIntegerField(
        _("Gesuchte Themenfelder"),
        null=True,
        blank=True,
        help_text=_("So viele Themenfelder mit den meisten Stimmen gelten als empfohlen."),
    )
    secrecy = models.CharField(_("Stimmabgabe"), max_length=10, choices=Secrecy, default=Secrecy.NAMED)
    results_live = models.BooleanField(_("Zwischenstand zeigen, solange die Abfrage läuft"), default=False)
    opens_at = models.DateTimeField(_("öffnet"), null=True, blank=True)
    closes_at = models.DateTimeField(_("schließt"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("angelegt am"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reminded_at = models.DateTimeField(_("erinnert am"), null=True, blank=True, editable=False)
    # The selection of theme fields was taken over from the result.
    taken_over_at = models.DateTimeField(_("übernommen am"), null=True, blank=True, editable=False)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    _history_user: User | None

    objects = PollQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Abfrage")
        verbose_name_plural = _("Abfragen")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=False, closes_at__gt=F("opens_at")),
                name="poll_closes_after_opening",
                violation_error_message=_("Die Abfrage schließt, bevor sie öffnet."),
            ),
            models.CheckConstraint(
                condition=~Q(secrecy=Secrecy.SECRET) | Q(results_live=False),
                name="poll_secret_is_not_live",
                violation_error_message=_(
                    "Eine geheime Abfrage zeigt keinen Zwischenstand: Aus ihm ließe sich ablesen, wer wie stimmt."
                ),
            ),
            # A comparison with NULL is neither true nor false, and a check accepts that: hence "not null" beside.
            models.CheckConstraint(
                condition=Q(
                    kind=PollKind.THEME_SELECTION,
                    points__isnull=False,
                    points__gte=1,
                    picks__isnull=True,
                )
                | Q(
                    kind__in=(PollKind.THEME_SELECTION, PollKind.QUESTION),
                    points__isnull=True,
                    picks__isnull=False,
                    picks__gte=1,
                )
                | Q(kind__in=(PollKind.AGREEMENT, PollKind.RANKING), points__isnull=True, picks__isnull=True),
                name="poll_rules_fit_kind",
                violation_error_message=_("Bitte geben Sie an: Punkte je Mitglied, oder bis zu wie viele."),
            ),
            models.CheckConstraint(
                condition=Q(kind=PollKind.THEME_SELECTION, seats__isnull=False, seats__gte=1)
                | (~Q(kind=PollKind.THEME_SELECTION) & Q(seats__isnull=True)),
                name="poll_seats_fit_kind",
                violation_error_message=_("Bitte geben Sie an, wie viele Themenfelder gesucht werden."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def state(self, at: datetime) -> PollState:
        if self.opens_at is None:
            return PollState.PREPARED
        if at < self.opens_at:
            return PollState.SCHEDULED
        return PollState.OPEN if self.closes_at is None or at < self.closes_at else PollState.CLOSED


class PollOption(models.Model):
    """An option to vote on: a theme field, a goal, a measure, or a free answer.

    The label is the text when the poll opened, so that a result says what people voted on.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    label = models.TextField(_("Antwort"))
    element_kind = models.CharField(max_length=20, choices=ElementKind, blank=True)
    element_key = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("Antwortmöglichkeit")
        verbose_name_plural = _("Antwortmöglichkeiten")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("poll", "position"),
                name="poll_option_position_unique",
                violation_error_message=_("Diese Stelle ist schon besetzt."),
            ),
            models.UniqueConstraint(
                fields=("poll", "element_key"),
                name="poll_option_element_unique",
                violation_error_message=_("Dieses Element steht schon zur Wahl."),
            ),
            models.CheckConstraint(
                condition=Q(element_kind="", element_key__isnull=True)
                | (~Q(element_kind="") & Q(element_key__isnull=False)),
                name="poll_option_element_whole",
                violation_error_message=_("Zu einem Element gehören Art und Schlüssel."),
            ),
        )

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """Somebody entitled to vote, since the poll was opened or scheduled. All rows of a poll are made at once."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seat_group = models.ForeignKey(SeatGroup, on_delete=models.PROTECT, null=True, related_name="+")
    has_voted = models.BooleanField(_("hat abgestimmt"), default=False)

    class Meta:
        verbose_name = _("Stimmberechtigung")
        verbose_name_plural = _("Stimmberechtigungen")
        ordering = ("seat_group__position", "user__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("poll", "user"),
                name="voter_once",
                violation_error_message=_("Diese Person ist schon stimmberechtigt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.poll}"


class Ballot(models.Model):
    """One vote. Named: it has a voter. Secret: it has none, only the hash of the voter's code.

    `answers` maps the key of an option to what was chosen (`committees/meetings/ballots.py` says in which shape).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    voter = models.OneToOneField(
        Voter, on_delete=models.CASCADE, null=True, blank=True, related_name="ballot"
    )
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    answers = models.JSONField()

    class Meta:
        verbose_name = _("Stimme")
        verbose_name_plural = _("Stimmen")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(voter__isnull=False, code_hash__isnull=True)
                | Q(voter__isnull=True, code_hash__isnull=False),
                name="ballot_named_or_secret",
                violation_error_message=_("Eine Stimme ist entweder namentlich oder geheim."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
