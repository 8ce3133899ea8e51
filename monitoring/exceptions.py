"""Broken rules of the monitoring that say what stands against them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.exceptions import RuleBroken
from kern.quotes import inside_quotes
from monitoring.lights import figure_words
from monitoring.models import IndicatorValue

__all__ = [
    "AnswersToOtherQuestions",
    "AskedOtherwise",
    "EnteredMeanwhile",
    "PictureUndescribed",
    "RuleBroken",
]


class AskedOtherwise(Struct, frozen=True):
    """An answered code of a Berichtsrahmen, what it asked before, and what another list asks under it."""

    code: str
    before: str
    now: str

    def __str__(self) -> str:
        return _("%(code)s, bisher „%(before)s“, jetzt „%(now)s“") % {
            "code": self.code,
            "before": inside_quotes(self.before),
            "now": inside_quotes(self.now),
        }


class AnswersToOtherQuestions(RuleBroken):
    """A list would put answers under other questions than those that were answered: `asked` names them."""

    def __init__(self, asked: Sequence[AskedOtherwise]) -> None:
        sentence = _("Unter diesen Kennungen fragt die neue Liste etwas anderes: %s")
        super().__init__(sentence % "; ".join(str(each) for each in asked))
        self.asked = asked


class EnteredMeanwhile(RuleBroken):
    """Somebody else entered a value since the row was read. `present` is what stands there now."""

    def __init__(self, present: IndicatorValue) -> None:
        super().__init__(
            _("Inzwischen hat %(by)s hier %(value)s eingetragen. Speichern Sie noch einmal, gilt Ihr Wert.")
            % {
                "by": present.reported_by or _("jemand ohne Konto"),
                "value": f"{figure_words(present.value)} ({present.get_quality_display()})",
            }
        )
        self.present = present


class PictureUndescribed(RuleBroken):
    """A picture without alternative text that is not decorative either, or both at once."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bitte beschreiben Sie, was auf dem Bild zu sehen ist. "
                "Sagt es nichts aus, lassen Sie den Text leer und kreuzen „schmückend“ an."
            )
        )
