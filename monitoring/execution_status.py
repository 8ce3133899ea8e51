"""Vollzug: whether a measure is carried out in time, with the reason in one sentence. Pure.

Who has reported nothing is not assessable, whatever the planning once said: missing data never mean "nicht begonnen".
What coordination entered counts without a report: a milestone that has passed, and the day of the end.
"""

from datetime import date

from django.utils.translation import gettext as _
from msgspec import Struct

from kern.quotes import inside_quotes
from monitoring.choices import ENDED_STATES, ExecutionLight, MeasureState
from monitoring.lights import Override, and_more, day_words


class MilestoneFacts(Struct, frozen=True):
    title: str
    due_on: date
    done_on: date | None = None


class ExecutionFacts(Struct, frozen=True):
    """The facts about one measure; `state` is that of its last accepted report, None before the first."""

    state: MeasureState | None = None
    reported_on: date | None = None
    reason: str = ""
    merged_with: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    milestones: tuple[MilestoneFacts, ...] = ()
    override: Override | None = None
    # Who carries it out.
    department: str = ""


class ExecutionStatus(Struct, frozen=True):
    light: ExecutionLight
    sentence: str


BEFORE_THE_WORK = (MeasureState.NOT_STARTED, MeasureState.IN_PREPARATION)


def execution_status(facts: ExecutionFacts, today: date) -> ExecutionStatus:
    """The light of a measure on a day, as computed; the override stands beside it."""
    return _ended(facts, today) or _late(facts, today) or _running(facts, today)


def shown_light(facts: ExecutionFacts, status: ExecutionStatus) -> ExecutionLight:
    """The light that is counted: what coordination says, otherwise what was computed."""
    return ExecutionLight(facts.override.light) if facts.override else status.light


def overdue(facts: ExecutionFacts, today: date) -> tuple[MilestoneFacts, ...]:
    """The milestones that have passed without being reached, the oldest first."""
    missed = (each for each in facts.milestones if each.done_on is None and each.due_on < today)
    return tuple(sorted(missed, key=lambda each: each.due_on))


def coming(facts: ExecutionFacts, today: date) -> tuple[MilestoneFacts, ...]:
    """The milestones that are still ahead, the nearest first."""
    ahead = (each for each in facts.milestones if each.done_on is None and each.due_on >= today)
    return tuple(sorted(ahead, key=lambda each: each.due_on))


def _ended(facts: ExecutionFacts, today: date) -> ExecutionStatus | None:
    """The light of a measure from which nobody expects anything now, whatever its other dates say."""
    was_completed = facts.actual_end is not None and facts.actual_end <= today
    if was_completed and facts.state not in ENDED_STATES:
        return ExecutionStatus(ExecutionLight.DONE, _completed_words(facts))
    match facts.state:
        case MeasureState.COMPLETED:
            return ExecutionStatus(ExecutionLight.DONE, _completed_words(facts))
        case MeasureState.GIVEN_UP:
            return ExecutionStatus(ExecutionLight.ENDED, _("aufgegeben: %s") % facts.reason)
        case MeasureState.MERGED:
            return ExecutionStatus(ExecutionLight.ENDED, _merged_words(facts))
        case MeasureState.DEFERRED:
            return ExecutionStatus(ExecutionLight.HALTED, _("zurückgestellt: %s") % facts.reason)
        case MeasureState.BLOCKED:
            return ExecutionStatus(ExecutionLight.HALTED, _("blockiert: %s") % facts.reason)
    return None


def _merged_words(facts: ExecutionFacts) -> str:
    if not facts.merged_with:
        return _("zusammengeführt mit einer Maßnahme, die nicht mehr in der Strategie steht")
    return _("zusammengeführt mit „%s“") % inside_quotes(facts.merged_with)


def _completed_words(facts: ExecutionFacts) -> str:
    if facts.actual_end is None:
        return _("abgeschlossen")
    words = _("abgeschlossen am %s") % day_words(facts.actual_end)
    if facts.planned_end is not None and facts.actual_end > facts.planned_end:
        return words + _(", vorgesehen war der %s") % day_words(facts.planned_end)
    return words


def _late(facts: ExecutionFacts, today: date) -> ExecutionStatus | None:
    if missed := overdue(facts, today):
        sentence = _("verspätet: „%(title)s“ war bis %(day)s vorgesehen und ist nicht erreicht") % {
            "title": inside_quotes(missed[0].title),
            "day": day_words(missed[0].due_on),
        }
        return ExecutionStatus(ExecutionLight.LATE, sentence + and_more(len(missed)))
    if facts.state is None:
        return None
    is_permanent = facts.state == MeasureState.PERMANENT_TASK
    if facts.planned_end is not None and facts.planned_end < today and not is_permanent:
        sentence = _("verspätet: sollte bis %(day)s abgeschlossen sein, gemeldet ist „%(state)s“")
        return _late_by(sentence, facts.planned_end, facts.state)
    has_not_begun = facts.state in BEFORE_THE_WORK and facts.actual_start is None
    if facts.planned_start is not None and facts.planned_start < today and has_not_begun:
        sentence = _("verspätet: sollte bis %(day)s beginnen, gemeldet ist „%(state)s“")
        return _late_by(sentence, facts.planned_start, facts.state)
    return None


def _late_by(sentence: str, day: date, state: MeasureState) -> ExecutionStatus:
    words = {"day": day_words(day), "state": state.label}
    return ExecutionStatus(ExecutionLight.LATE, sentence % words)


def _running(facts: ExecutionFacts, today: date) -> ExecutionStatus:
    if facts.state is None:
        return ExecutionStatus(
            ExecutionLight.NOT_ASSESSABLE, _("nicht bewertbar: zu dieser Maßnahme gibt es noch keine Meldung")
        )
    if facts.state == MeasureState.PERMANENT_TASK:
        return ExecutionStatus(ExecutionLight.ON_SCHEDULE, _("läuft als Daueraufgabe"))
    if ahead := coming(facts, today):
        words = _("im Zeitplan: %(state)s, als Nächstes „%(title)s“ bis %(day)s") % {
            "state": facts.state.label,
            "title": inside_quotes(ahead[0].title),
            "day": day_words(ahead[0].due_on),
        }
        return ExecutionStatus(ExecutionLight.ON_SCHEDULE, words)
    if facts.state in BEFORE_THE_WORK and facts.planned_start is not None and facts.actual_start is None:
        words = _("im Zeitplan: %(state)s, Beginn bis %(day)s vorgesehen")
        day = facts.planned_start
    elif facts.planned_end is not None:
        words, day = _("im Zeitplan: %(state)s, Abschluss bis %(day)s vorgesehen"), facts.planned_end
    else:
        sentence = _("nicht bewertbar: %s, aber ohne Termin") % facts.state.label
        return ExecutionStatus(ExecutionLight.NOT_ASSESSABLE, sentence)
    return ExecutionStatus(
        ExecutionLight.ON_SCHEDULE, words % {"state": facts.state.label, "day": day_words(day)}
    )
