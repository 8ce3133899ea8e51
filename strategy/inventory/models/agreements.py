"""What somebody looked at and found to agree, although it is alike and names other figures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

KEY_AT_MOST = 60


class Agreement(models.Model):
    """Two statements that do not contradict each other ("ist kein Widerspruch").

    `first` and `second` are the keys of statements (`strategy.inventory.statements`) in the order of Python, which not
    every database has. It holds as long as both read as they did then: `wording` is a sum over their texts.
    """

    first = models.CharField(max_length=KEY_AT_MOST)
    second = models.CharField(max_length=KEY_AT_MOST)
    wording = models.CharField(max_length=64)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("kein Widerspruch")
        verbose_name_plural = _("keine Widersprüche")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"),
                name="agreement_once",
                violation_error_message=_("Das ist schon vermerkt."),
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="agreement_between_two",
                violation_error_message=_("Eine Stelle widerspricht nicht sich selbst."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
