from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.deliveries import SENDING_TAKES, DeliveryState, overdue_reason
from accounts.invitations import AccountState, invitation_state
from accounts.roles import RIGHTS, Right, Role

# Two people with the same link wait for each other at its row.
THE_ONLY_ONE = 1


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create an account. `email` is the sign-in name; without a password nobody can sign in with it."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create the first account of an installation, with the role of coordination."""
        return self.create_user(email, password, **{"role": Role.COORDINATION, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address; what they may do follows from their role."""

    email = models.EmailField(
        _("E-Mail-Adresse"),
        unique=True,
        error_messages={"unique": _("Zu dieser E-Mail-Adresse gibt es schon ein Konto.")},
    )
    name = models.CharField(_("Name"), max_length=150)
    role = models.CharField(_("Rolle"), max_length=30, choices=Role, default=Role.READER)
    is_active = models.BooleanField(_("aktiv"), default=True)
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)
    # Unanswered, yes or no: may the name stand in the published strategy?
    name_consent = models.BooleanField(_("Name darf veröffentlicht werden"), null=True, editable=False)
    name_consent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A closed account is not kept for ever: after a time its person is treated like one who left.
    closed_at = models.DateTimeField(_("abgeschaltet am"), null=True, blank=True, editable=False)
    # Who left keeps a row without personal data, so that the history stays readable.
    left_at = models.DateTimeField(_("ausgeschieden am"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_("E-Mail-Adressen werden in Kleinbuchstaben gespeichert."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message=_("Diese Rolle gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(is_active=False),
                name="user_left_is_inactive",
                violation_error_message=_("Wer ausgeschieden ist, hat kein aktives Konto mehr."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(is_active=False),
                name="user_closed_is_inactive",
                violation_error_message=_("Ein abgeschaltetes Konto ist nicht aktiv."),
            ),
            models.CheckConstraint(
                condition=models.Q(name_consent__isnull=True, name_consent_at__isnull=True)
                | models.Q(name_consent__isnull=False, name_consent_at__isnull=False),
                name="user_consent_is_dated",
                violation_error_message=_("Zur Einwilligung gehört ihr Zeitpunkt."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def has_right(self, right: Right) -> bool:
        """Say whether the role of this account carries the right. Inactive accounts carry none."""
        return self.is_active and right in RIGHTS.get(self.role, frozenset())

    def state(self, at: datetime) -> AccountState:
        """The state of the account and its invitation at a time."""
        if self.left_at:
            return AccountState.LEFT
        if not self.is_active:
            return AccountState.CLOSED
        invitation: Invitation | None = getattr(self, "invitation", None)
        return invitation.state(at) if invitation else AccountState.ACTIVE


class Invitation(models.Model):
    """A mailed link that leads an invited person into a running session, once and for a limited time.

    Only a hash of the link is kept. A newer invitation of the same person replaces the older one.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="invitation")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("eingeladen am"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("verschickt am"), null=True, blank=True)
    # Why the last mail failed, in a sentence.
    failure = models.CharField(max_length=300, blank=True, editable=False)
    expires_at = models.DateTimeField(_("gültig bis"))
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-invited_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")),
                name="invitation_expires_after_sending",
                violation_error_message=_("Eine Einladung gilt mindestens einen Augenblick."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.invited_at:%d.%m.%Y}"

    def state(self, at: datetime) -> AccountState:
        """The state of the invitation at a time."""
        return invitation_state(
            invited_at=self.invited_at,
            sent_at=self.sent_at,
            expires_at=self.expires_at,
            accepted_at=self.accepted_at,
            has_failed=bool(self.failure),
            at=at,
        )


class FirstInvitation(models.Model):
    """The way in for the first person of an installation: a link that the installation prints, once and for two days.

    Only a hash of its code is kept. A newer link replaces the older one; who uses it takes the row away.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONLY_ONE, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("ausgestellt am"))
    expires_at = models.DateTimeField(_("gültig bis"))

    class Meta:
        verbose_name = _("Link für die erste Person")
        verbose_name_plural = _("Links für die erste Person")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pk=THE_ONLY_ONE),
                name="first_invitation_is_the_only_one",
                violation_error_message=_("Es gilt immer nur ein Link für die erste Person."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="first_invitation_expires_later",
                violation_error_message=_("Ein Link für die erste Person gilt mindestens einen Augenblick."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def missing(self, at: datetime) -> Self:
        """What has failed, or should have left by now, unless the person was sent a newer mail about the same."""
        late = models.Q(
            state__in=(DeliveryState.WAITING, DeliveryState.SENDING), queued_at__lte=at - SENDING_TAKES
        )
        newer = Delivery.objects.filter(
            to=models.OuterRef("to"), about=models.OuterRef("about"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(late | models.Q(state=DeliveryState.FAILED)).exclude(
            ~models.Q(about=""), models.Exists(newer)
        )

    def answered_for_by(self, user: User) -> Self:
        """The mails somebody sent; coordination looks after those of everybody and of the application."""
        if user.has_right(Right.MANAGE_ACCOUNTS):
            return self
        return self.filter(sent_by=user)


class Delivery(models.Model):
    """A mail to one person and what became of it. Its text is kept until the mail server has taken it."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Nobody for what the application sends by itself.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The row that the mail is about, as `accounts.mail.about` writes it: its page lists what failed.
    about = models.CharField(max_length=80, blank=True)
    subject = models.CharField(_("Betreff"), max_length=998)
    text = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    method = models.CharField(max_length=20, blank=True)
    unsubscribe = models.CharField(max_length=500, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    failure = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(_("aufgegeben am"))
    sent_at = models.DateTimeField(_("verschickt am"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("E-Mail an eine Person")
        verbose_name_plural = _("E-Mails an Personen")
        ordering = ("pk",)
        indexes = (models.Index(fields=("about", "to"), name="delivery_about_to"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=DeliveryState.FAILED) ^ models.Q(failure=""),
                name="delivery_failed_says_why",
                violation_error_message=_("Genau eine gescheiterte E-Mail sagt, warum."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=DeliveryState.SENT) ^ models.Q(sent_at__isnull=True),
                name="delivery_sent_has_moment",
                violation_error_message=_("Genau eine verschickte E-Mail hat einen Zeitpunkt des Versands."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    @property
    def reason(self) -> str:
        """Why the mail is missing, in a sentence."""
        return self.failure or overdue_reason(self.state)

    def is_missing(self, at: datetime) -> bool:
        """Tell whether the mail failed or should have left by now."""
        is_late = self.state != DeliveryState.SENT and self.queued_at <= at - SENDING_TAKES
        return self.state == DeliveryState.FAILED or is_late

    @property
    def may_have_arrived(self) -> bool:
        return self.state == DeliveryState.SENDING
