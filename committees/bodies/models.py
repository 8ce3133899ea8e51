from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import GENITIVES, CommitteeKind, MembershipRole
from kern.quotes import inside_quotes


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def readable_by(self, user: User) -> "CommitteeQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def manageable_by(self, user: User) -> "CommitteeQuerySet":
        return self if user.has_right(Right.MANAGE_BODIES) else self.none()

    def invitable_by(self, user: User) -> "CommitteeQuerySet":
        """Bodies whose members somebody may invite, which makes accounts."""
        return self if user.has_right(Right.MANAGE_ACCOUNTS) else self.none()

    def with_seats(self, day: date) -> "CommitteeQuerySet":
        """Count who has a seat on a day, as `seats`."""
        held = Q(memberships__since__lte=day) & (
            Q(memberships__until__isnull=True) | Q(memberships__until__gte=day)
        )
        return self.annotate(seats=Count("memberships", filter=held)).order_by("name")


class Committee(models.Model):
    """A body (Gremium): steering group, core team, specialist committee, district council or council."""

    name = models.CharField(_("Name"), max_length=150)
    kind = models.CharField(_("Art"), max_length=20, choices=CommitteeKind)

    objects: ClassVar[CommitteeQuerySet] = CommitteeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="committee_name_unique",
                # Django then shows the sentence at the field.
                violation_error_code="unique",
                violation_error_message=_("Ein Gremium mit diesem Namen gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def in_genitive(self) -> str:
        """The body as it reads behind "Mitglied"."""
        one_of_many = gettext("des Gremiums „%(name)s“") % {"name": inside_quotes(self.name)}
        return str(GENITIVES.get(self.kind, one_of_many))


class SeatGroupQuerySet(models.QuerySet["SeatGroup"]):
    def manageable_by(self, user: User) -> "SeatGroupQuerySet":
        return self if user.has_right(Right.MANAGE_BODIES) else self.none()

    def with_uses(self) -> "SeatGroupQuerySet":
        """Count the seats a group has or had, as `uses`."""
        return self.annotate(uses=Count("memberships")).order_by("position", "name")


class SeatGroup(models.Model):
    """A sending group (entsendende Gruppe): whom the members of the steering group speak for."""

    name = models.CharField(_("Name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects: ClassVar[SeatGroupQuerySet] = SeatGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Entsendende Gruppe")
        verbose_name_plural = _("Entsendende Gruppen")
        ordering = ("position", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="seat_group_name_unique",
                violation_error_code="unique",
                violation_error_message=_("Eine entsendende Gruppe mit diesem Namen gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def manageable_by(self, user: User) -> "MembershipQuerySet":
        return self if user.has_right(Right.MANAGE_BODIES) else self.none()

    def dismissible_by(self, user: User) -> "MembershipQuerySet":
        """Seats of people whom somebody may see off, which takes their personal data away."""
        return (
            self.filter(user__left_at__isnull=True) if user.has_right(Right.MANAGE_ACCOUNTS) else self.none()
        )

    def on(self, day: date) -> "MembershipQuerySet":
        """Seats held on a day; the last day counts."""
        return self.filter(Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))

    def not_ended_on(self, day: date) -> "MembershipQuerySet":
        """Seats held on a day or beginning later."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))

    def voting(self) -> "MembershipQuerySet":
        return self.filter(has_vote=True)

    def with_people(self) -> "MembershipQuerySet":
        return self.select_related("user", "seat_group", "committee")


class Membership(models.Model):
    """A seat: a person in a body, sent by a group, from a day to a day."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("Gremium")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("Person"),
    )
    seat_group = models.ForeignKey(
        SeatGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("Entsendende Gruppe"),
    )
    role = models.CharField(
        _("Funktion"), max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    has_vote = models.BooleanField(_("stimmberechtigt"), default=True)
    since = models.DateField(_("Mitglied seit"))
    until = models.DateField(_("Mitglied bis"), null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Sitz")
        verbose_name_plural = _("Sitze")
        ordering = ("seat_group__position", "user__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "user"),
                condition=Q(until__isnull=True),
                name="membership_one_seat",
                violation_error_message=_("Diese Person hat in diesem Gremium schon einen Sitz."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_start",
                violation_error_message=_("Das Ende der Mitgliedschaft liegt vor ihrem Beginn."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.committee}"


class LegislativeTermQuerySet(models.QuerySet["LegislativeTerm"]):
    def manageable_by(self, user: User) -> "LegislativeTermQuerySet":
        return self if user.has_right(Right.MANAGE_BODIES) else self.none()


class LegislativeTerm(models.Model):
    """A legislative term (Wahlperiode) of the council."""

    name = models.CharField(_("Bezeichnung"), max_length=120)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"), null=True, blank=True)

    objects: ClassVar[LegislativeTermQuerySet] = LegislativeTermQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Wahlperiode")
        verbose_name_plural = _("Wahlperioden")
        ordering = ("starts_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("starts_on",),
                name="legislative_term_once",
                violation_error_message=_("Eine Wahlperiode mit diesem Beginn gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="legislative_term_ends_after_start",
                violation_error_message=_("Das Ende der Wahlperiode liegt vor ihrem Beginn."),
            ),
        )

    def __str__(self) -> str:
        return self.name
