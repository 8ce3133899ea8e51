"""Sentences of the public site that depend on what is known. Pure functions."""

from decimal import Decimal

from django.utils.translation import gettext as _

from editing.amounts import number
from strategy.choices import ResolutionStatus
from strategy.document.document import MunicipalityEntry, OperationalGoalEntry


def with_article(municipality: MunicipalityEntry) -> str:
    """The municipality as the subject of a sentence: "die Stadt Herne", "der Kreis Unna"."""
    sentences = {
        "Stadt": _("die Stadt %(name)s"),
        "Gemeinde": _("die Gemeinde %(name)s"),
        "Kreis": _("der Kreis %(name)s"),
    }
    return sentences[municipality.kind] % {"name": municipality.name}


def target_sentence(goal: OperationalGoalEntry) -> str:
    """From where to where a goal leads, in words; empty when neither value is known."""
    baseline = _value(goal, goal.baseline_value, goal.baseline_year)
    target = _value(goal, goal.target_value, goal.target_year)
    if baseline and target:
        return _("Von %(baseline)s auf %(target)s.") % {"baseline": baseline, "target": target}
    if target:
        return _("Der Zielwert ist %(target)s. Ein Ausgangswert ist nicht angegeben.") % {"target": target}
    if baseline:
        return _("Der Ausgangswert ist %(baseline)s. Ein Zielwert steht noch nicht fest.") % {
            "baseline": baseline
        }
    return ""


def _value(goal: OperationalGoalEntry, value: Decimal | None, year: int | None) -> str:
    if value is None:
        return ""
    figure = f"{number(value)} {goal.unit}".strip()
    return f"{figure} ({year})" if year else figure


def reservation(status: ResolutionStatus) -> str:
    """The reservation of a single measure of the adopted strategy.

    Adopting the strategy adopts the catalogue of measures, each under the reservation of further resolutions;
    a version that was frozen before its adoption still calls its measures proposals.
    """
    if status == ResolutionStatus.OWN_RESOLUTION:
        return _("Für diese Maßnahme liegt ein eigener Beschluss vor.")
    if status == ResolutionStatus.REJECTED:
        return _("Diese Maßnahme wurde abgelehnt.")
    return _(
        "Der Rat hat die Strategie mit dieser Maßnahme beschlossen. Die einzelne Maßnahme steht unter dem "
        "Vorbehalt weiterer Beschlüsse."
    )
