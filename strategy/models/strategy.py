from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from strategy.models.municipality import Municipality

# A catalogue has ten or twelve; local ones come on top.
THEMES_POSSIBLE = 30
YEAR_CHECK = {"from": 1990, "to": 2100}


def year_between(field: str) -> Q:
    """A condition for constraints: the year is missing or lies in a range that is no typing error."""
    inside = Q(**{f"{field}__gte": YEAR_CHECK["from"], f"{field}__lte": YEAR_CHECK["to"]})
    return Q(**{f"{field}__isnull": True}) | inside


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def current(self) -> "Strategy | None":
        """The strategy that this installation works on: its only one."""
        return self.select_related("municipality").first()


class Strategy(models.Model):
    """The sustainability strategy of a municipality. One installation carries one."""

    municipality = models.OneToOneField(Municipality, on_delete=models.PROTECT, related_name="strategy")
    title = models.CharField(_("Titel"), max_length=200)
    target_year = models.PositiveSmallIntegerField(
        _("Zieljahr"), default=2030, help_text=_("Die strategischen Ziele beschreiben dieses Jahr.")
    )
    period_start = models.PositiveSmallIntegerField(_("Zeitraum von"), null=True, blank=True)
    period_end = models.PositiveSmallIntegerField(_("Zeitraum bis"), null=True, blank=True)
    # The method of the GNK, rounds 1 and 2: five theme fields, at most six. Later rounds do it otherwise.
    themes_at_least = models.PositiveSmallIntegerField(_("Themenfelder, mindestens"), default=5)
    themes_at_most = models.PositiveSmallIntegerField(_("Themenfelder, höchstens"), default=6)
    spending_is_public = models.BooleanField(
        _("Ausgaben zeigen"),
        default=False,
        help_text=_("Auf der öffentlichen Website steht bei jeder Maßnahme, was je Jahr ausgegeben ist."),
    )
    is_example = models.BooleanField(
        _("Beispieldaten"),
        default=False,
        help_text=_("Kennzeichnet jede Seite und das PDF als Beispiel."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    numbers_fixed_at = models.DateTimeField(null=True, blank=True, editable=False)
    numbers_fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # The paper under which the texts lie before the committees: until it ends, only amendments change them.
    submitted_paper = models.CharField(max_length=30, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StrategyQuerySet.as_manager()
    history = HistoricalRecords()
    # Who is named in the history when there is no request.
    _history_user: User | None

    class Meta:
        verbose_name = _("Strategie")
        verbose_name_plural = _("Strategien")
        constraints = (
            models.CheckConstraint(
                condition=year_between("target_year"),
                name="strategy_target_year_plausible",
                violation_error_message=_("Das Zieljahr liegt zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=year_between("period_start") & year_between("period_end"),
                name="strategy_period_plausible",
                violation_error_message=_("Die Jahre des Zeitraums liegen zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="strategy_period_ends_after_start",
                violation_error_message=_("Der Zeitraum endet vor seinem Anfang."),
            ),
            models.CheckConstraint(
                condition=Q(themes_at_least__gte=1, themes_at_most__gte=F("themes_at_least"))
                & Q(themes_at_most__lte=THEMES_POSSIBLE),
                name="strategy_themes_in_order",
                violation_error_message=_(
                    "Themenfelder sind 1 bis 30, und „höchstens“ ist nicht weniger als „mindestens“."
                ),
            ),
            models.CheckConstraint(
                condition=Q(submitted_paper="", submitted_at__isnull=True)
                | (~Q(submitted_paper="") & Q(submitted_at__isnull=False)),
                name="strategy_submission_is_dated",
                violation_error_message=_(
                    "Zu einer Vorlage gehört der Zeitpunkt, an dem sie eingebracht wurde."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def has_fixed_numbers(self) -> bool:
        """From the first adoption on, nothing is renumbered (domain: numbers are frozen at adoption)."""
        return self.numbers_fixed_at is not None

    @property
    def is_submitted(self) -> bool:
        """While the texts lie before the committees nobody edits them, coordination included."""
        return self.submitted_at is not None
