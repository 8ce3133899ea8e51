"""The words of the guide in the phase of the implementation, and the next steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Right
from monitoring.assessment import Assessment
from monitoring.choices import ExecutionLight
from strategy.guide import Step, Underway


def underway(assessment: Assessment, *, waiting: int) -> Underway:
    """How far the implementation is; `waiting` are the reports that nobody has decided on."""
    return Underway(words=_words(assessment), steps=tuple(_steps(assessment, waiting)))


def _words(assessment: Assessment) -> str:
    lights = [line.light for line in assessment.measures]
    words = ngettext("%d Maßnahme", "%d Maßnahmen", len(lights)) % len(lights)
    parts = (
        (ExecutionLight.DONE, _("%d abgeschlossen")),
        (ExecutionLight.LATE, _("%d verspätet")),
        (ExecutionLight.NOT_ASSESSABLE, _("%d nicht bewertbar")),
    )
    told = [text % lights.count(light) for light, text in parts if lights.count(light)]
    return ", ".join((words, *told))


def _steps(assessment: Assessment, waiting: int) -> list[Step]:
    steps = []
    if not assessment.indicators:
        steps.append(
            _step(
                _(
                    "Der Rat hat beschlossen. Übernehmen Sie die Indikatoren der Ziele, damit Werte einen Platz haben."
                ),
                _("Zu den Indikatoren"),
                "monitoring:indicator-list",
            )
        )
    if waiting:
        sentence = ngettext(
            "%d Meldung wartet darauf, dass Sie sie annehmen.",
            "%d Meldungen warten darauf, dass Sie sie annehmen.",
            waiting,
        )
        steps.append(_step(sentence % waiting, _("Meldungen ansehen"), "monitoring:waiting"))
    if unreported := len(assessment.unreported):
        sentence = ngettext(
            "Zu %d Maßnahme gibt es noch keine Meldung.",
            "Zu %d Maßnahmen gibt es noch keine Meldung.",
            unreported,
        )
        steps.append(_step(sentence % unreported, _("Wo stehen wir?"), "monitoring:overview"))
    if late := len(assessment.late):
        sentence = ngettext(
            "%d Maßnahme verspätet sich oder ruht.", "%d Maßnahmen verspäten sich oder ruhen.", late
        )
        steps.append(_step(sentence % late, _("Ansehen, warum"), "monitoring:overview"))
    return steps


def _step(sentence: str, button: str, name: str) -> Step:
    return Step(sentence=sentence, button=button, right=Right.MANAGE_IMPLEMENTATION, name=name)
