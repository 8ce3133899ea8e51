from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.deliveries import SENDING_TAKES, DeliveryState, overdue_reason
from accounts.models import User
from publication.choices import CheckedBy, Conformity, FeedbackState, FeedbackSubject

SEARCHED_WORD_AT_MOST = 40
FEEDBACK_AT_MOST = 4_000
PATH_AT_MOST = 500
PAGE_TITLE_AT_MOST = 300


class PublicChange(models.Model):
    """A row for each change of what everybody may read, written by triggers (`publication.freshness`).

    Each has a random mark, so the sum of all marks is another one after each change, in whatever order transactions
    end. A counter in one row would let everybody wait for each other; the newest number would miss a transaction that
    began earlier and ends later.
    """

    mark = models.BigIntegerField()

    class Meta:
        verbose_name = "Änderung an Öffentlichem"
        verbose_name_plural = "Änderungen an Öffentlichem"

    def __str__(self) -> str:
        return str(self.mark)


class SearchMiss(models.Model):
    """A word that people searched for and that stands nowhere on the public site: how often in a month, and no more.

    Neither who searched nor when, nor the words beside it.
    """

    word = models.CharField(_("Wort"), max_length=SEARCHED_WORD_AT_MOST)
    # Its first day. A rule about days in SQL would need functions that a database file alone, as in a backup, lacks.
    month = models.DateField(_("Monat"))
    count = models.PositiveIntegerField(_("Wie oft"), default=1)

    class Meta:
        verbose_name = _("Wort ohne Treffer")
        verbose_name_plural = _("Wörter ohne Treffer")
        constraints = (
            models.UniqueConstraint(
                fields=("word", "month"),
                name="search_miss_once_a_month",
                violation_error_message=_("Dieses Wort steht in diesem Monat schon da."),
            ),
            models.CheckConstraint(
                condition=models.Q(count__gte=1),
                name="search_miss_is_counted",
                violation_error_message=_("Gezählt wird mindestens einmal."),
            ),
        )

    def __str__(self) -> str:
        return self.word


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def unanswered(self) -> Self:
        """What still waits for somebody."""
        return self.filter(state=FeedbackState.NEW)

    def outdated(self, at: datetime) -> Self:
        """What was received longer ago than this installation keeps it, whatever became of it."""
        return self.filter(received_at__lt=at - timedelta(days=settings.KEEP_FEEDBACK_DAYS))


class Feedback(models.Model):
    """What somebody outside wrote about a page of the public site, and the answer to it.

    Neither who wrote it nor an address of the network is kept, only the e-mail address if one was given for an answer.
    """

    # The page as it was called then; nothing for what is about no page of ours.
    path = models.CharField(_("Adresse der Seite"), max_length=PATH_AT_MOST, blank=True)
    page_title = models.CharField(_("Seite"), max_length=PAGE_TITLE_AT_MOST, blank=True)
    subject = models.CharField(_("Worum geht es?"), max_length=10, choices=FeedbackSubject)
    text = models.TextField(_("Ihre Rückmeldung"), max_length=FEEDBACK_AT_MOST)
    email = models.EmailField(_("Ihre E-Mail-Adresse"), blank=True)
    received_at = models.DateTimeField(_("eingegangen am"))
    state = models.CharField(_("Stand"), max_length=10, choices=FeedbackState, default=FeedbackState.NEW)
    answer = models.TextField(_("Antwort"), max_length=FEEDBACK_AT_MOST, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # What became of the mail with the answer; empty when there is none to send.
    mail_state = models.CharField(_("Stand der E-Mail"), max_length=10, choices=DeliveryState, blank=True)
    mail_failure = models.CharField(max_length=300, blank=True)
    mail_queued_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ("-received_at", "-pk")
        indexes = (models.Index(fields=("state",), name="feedback_state"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="feedback_has_text",
                violation_error_message=_("Eine Rückmeldung hat einen Text."),
            ),
            models.CheckConstraint(
                condition=models.Q(path="", page_title="")
                | ~models.Q(models.Q(path="") | models.Q(page_title="")),
                name="feedback_names_its_page",
                violation_error_message=_("Zu einer Seite gehören Adresse und Titel."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer="") ^ models.Q(answered_at__isnull=False),
                name="feedback_answer_has_moment",
                violation_error_message=_("Genau eine Antwort hat einen Zeitpunkt."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=FeedbackState.CLOSED)
                | (models.Q(state=FeedbackState.NEW) ^ ~models.Q(answer="")),
                name="feedback_state_fits_answer",
                violation_error_message=_("Offen ist, was keine Antwort hat; beantwortet, was eine hat."),
            ),
            models.CheckConstraint(
                condition=models.Q(mail_state="") | ~models.Q(models.Q(answer="") | models.Q(email="")),
                name="feedback_mail_has_answer_and_address",
                violation_error_message=_("Verschickt wird eine Antwort an eine Adresse."),
            ),
            models.CheckConstraint(
                condition=models.Q(mail_state="") ^ models.Q(mail_queued_at__isnull=False),
                name="feedback_mail_has_moment",
                violation_error_message=_(
                    "Genau eine E-Mail hat einen Zeitpunkt, zu dem sie aufgegeben wurde."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(mail_state=DeliveryState.FAILED) ^ models.Q(mail_failure=""),
                name="feedback_failed_mail_says_why",
                violation_error_message=_("Genau eine gescheiterte E-Mail sagt, warum."),
            ),
        )

    def __str__(self) -> str:
        return self.page_title or str(self.get_subject_display())

    @property
    def is_published(self) -> bool:
        """Say whether everybody reads it with its answer."""
        return hasattr(self, "published")

    @property
    def mail_reason(self) -> str:
        """Why the mail is missing, in a sentence."""
        return self.mail_failure or overdue_reason(self.mail_state)

    def is_mail_missing(self, at: datetime) -> bool:
        """Tell whether the mail failed or should have left by now."""
        if self.mail_state == DeliveryState.FAILED:
            return True
        waits = self.mail_state in (DeliveryState.WAITING, DeliveryState.SENDING)
        return waits and self.mail_queued_at is not None and self.mail_queued_at <= at - SENDING_TAKES


class PublishedFeedback(models.Model):
    """The wording of a feedback and its answer that everybody reads on the page it is about.

    A table of its own: public pages read it, and nothing of what people wrote but was not published lies in it. So
    what somebody sends in makes no page anew, either.
    """

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="published")
    path = models.CharField(_("Adresse der Seite"), max_length=PATH_AT_MOST)
    text = models.TextField(_("Rückmeldung"), max_length=FEEDBACK_AT_MOST)
    answer = models.TextField(_("Antwort"), max_length=FEEDBACK_AT_MOST)
    published_at = models.DateTimeField(_("veröffentlicht am"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("veröffentlichte Rückmeldung")
        verbose_name_plural = _("veröffentlichte Rückmeldungen")
        ordering = ("published_at", "pk")
        indexes = (models.Index(fields=("path",), name="published_feedback_path"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(models.Q(path="") | models.Q(text="") | models.Q(answer="")),
                name="published_feedback_is_whole",
                violation_error_message=_("Veröffentlicht wird zu einer Seite, mit Rückmeldung und Antwort."),
            ),
        )

    def __str__(self) -> str:
        return self.path


class AccessibilityDeclarationQuerySet(models.QuerySet["AccessibilityDeclaration"]):
    def current(self) -> "AccessibilityDeclaration | None":
        """The declaration of this installation; None while nobody has recorded a check."""
        return self.first()


class AccessibilityDeclaration(models.Model):
    """What was found when the site was checked: the declaration of accessibility is drawn from it (§ 10b BGG NRW)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    conformity = models.CharField(
        _("Ergebnis"), max_length=10, choices=Conformity, default=Conformity.PARTIAL
    )
    declared_on = models.DateField(_("Erklärung erstellt am"))
    automatic_on = models.DateField(_("Letzte automatische Prüfung am"))
    automatic_result = models.CharField(_("Womit geprüft wurde und was sich zeigte"), max_length=300)
    manual_on = models.DateField(_("Letzte Prüfung von Hand am"), null=True, blank=True)
    manual_by = models.CharField(_("Wer von Hand geprüft hat"), max_length=10, choices=CheckedBy, blank=True)
    manual_result = models.CharField(_("Was sich von Hand zeigte"), max_length=300, blank=True)
    gaps = models.TextField(_("Was nicht barrierefrei ist"), blank=True, max_length=FEEDBACK_AT_MOST)
    reasons = models.TextField(_("Warum das so ist"), blank=True, max_length=FEEDBACK_AT_MOST)
    alternatives = models.TextField(_("Was es stattdessen gibt"), blank=True, max_length=FEEDBACK_AT_MOST)
    ombuds_name = models.CharField(_("Schlichtungs- oder Durchsetzungsstelle"), max_length=200)
    ombuds_link = models.URLField(_("Adresse der Stelle im Internet"), max_length=500)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None

    objects = AccessibilityDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Erklärung zur Barrierefreiheit")
        verbose_name_plural = _("Erklärungen zur Barrierefreiheit")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="declaration_is_the_only_one",
                violation_error_message=_("Eine Website hat genau eine Erklärung."),
            ),
            models.CheckConstraint(
                condition=models.Q(manual_on__isnull=True, manual_by="")
                | (models.Q(manual_on__isnull=False) & ~models.Q(manual_by="")),
                name="declaration_manual_check_is_whole",
                violation_error_message=_("Zur Prüfung von Hand gehören ein Tag und wer geprüft hat."),
            ),
            models.CheckConstraint(
                condition=models.Q(conformity=Conformity.FULL) ^ ~models.Q(gaps=""),
                name="declaration_gaps_fit_result",
                violation_error_message=_(
                    "Vollständig vereinbar ist genau eine Website, an der nichts fehlt. Nennen Sie sonst, was nicht "
                    "barrierefrei ist."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def checked_on(self) -> date:
        """The day of the last check of either kind."""
        return max(filter(None, (self.automatic_on, self.manual_on)))
