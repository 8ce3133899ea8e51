from django.db import models
from django.utils.translation import gettext_lazy as _

SEARCHED_WORD_AT_MOST = 40


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
