"""Broken rules of the monitoring that say what stands against them."""

from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from monitoring.lights import figure_words
from monitoring.models import IndicatorValue

__all__ = ["EnteredMeanwhile", "PictureUndescribed", "RuleBroken"]


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
