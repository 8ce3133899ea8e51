"""What the public search finds beside the document: indicators, the last accepted reports, public decisions."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from committees.council.decision_story import Entry
from committees.council.measure_resolution_facts import decisions_by_measure
from committees.council.models import Paper
from committees.council.story_facts import stories_of
from editing.dialect import plain_text
from monitoring.assessment_facts import indicator_lines
from monitoring.execution_facts import last_reports
from monitoring.models import Indicator
from publication.current import Published
from publication.lookup import MeasurePlace, measure_places
from publication.search.kinds import SubjectKind
from publication.search.subjects import Subject, page_of
from strategy.choices import ElementKind


def accepted_subjects(current: Published, moment: datetime) -> Iterator[Subject]:
    """All of it, in a constant number of queries."""
    yield from _indicators(current, moment)
    yield from _reports(current, moment)
    yield from _papers(current)
    yield from _own_resolutions(current)


def _indicators(current: Published, moment: datetime) -> Iterator[Subject]:
    goals = {goal.number: goal for goal in current.document.operational_goals()}
    rows = Indicator.objects.all()
    definitions = dict(rows.values_list("pk", "definition"))
    for line in indicator_lines(current.document, rows, moment):
        if not line.themes:
            continue
        served = [goals[number] for number in line.goals]
        yield Subject(
            kind=SubjectKind.INDICATOR,
            title=line.name,
            texts=(definitions[line.key], *(goal.short_title or goal.statement for goal in served)),
            address=reverse("publication:indicator", args=[line.key]),
            state=str(line.light.label),
            themes=line.themes,
            departments=(line.department,) if line.department else (),
            first_year=line.facts.values[0].period.year if line.facts.values else None,
            last_year=line.latest.period.year if line.latest else None,
        )


def _reports(current: Published, moment: datetime) -> Iterator[Subject]:
    places = {place.measure.key: place for place in measure_places(current.document)}
    for key, report in last_reports(places, moment).items():
        place, day = places[key], timezone.localdate(report.reported_at)
        yield Subject(
            kind=SubjectKind.REPORT,
            number=place.measure.number,
            title=place.measure.title,
            texts=(report.done, report.next_step),
            address=f"{page_of(ElementKind.MEASURE, place.measure.number)}#state",
            state=str(report.get_state_display()),
            themes=(place.theme.number,),
            departments=_department_of(place),
            first_year=day.year,
            last_year=day.year,
        )


def _papers(current: Published) -> Iterator[Subject]:
    for story in stories_of(Paper.objects.public_about(current.version), public=True):
        taken = [(step.body, step.entry) for step in story.steps if step.entry]
        outcomes = "\n".join(f"{body}: {_outcome(entry)}" for body, entry in taken)
        wordings = (plain_text(entry.wording) for _body, entry in taken)
        yield Subject(
            kind=SubjectKind.DECISION,
            title=f"{story.kind} {story.reference}: {story.subject}",
            texts=(outcomes, story.ending, *wordings),
            address=f"{reverse('publication:decision')}#paper-{story.paper}",
            state=str(story.state.label),
            first_year=story.state_since.year,
            last_year=story.state_since.year,
        )


def _outcome(entry: Entry) -> str:
    """What a body decided, when, and with how many votes."""
    day = date_format(entry.held_on)
    sentence = _("%(outcome)s am %(day)s") % {"outcome": entry.sentence, "day": day}
    return f"{sentence}, {entry.votes.sentence}" if entry.votes else sentence


def _own_resolutions(current: Published) -> Iterator[Subject]:
    decisions = decisions_by_measure()
    for place in measure_places(current.document):
        for decision in decisions.get(place.measure.key, ()):
            sentence = _("%(body)s, Vorlage %(reference)s") % {
                "body": decision.body,
                "reference": decision.reference,
            }
            yield Subject(
                kind=SubjectKind.DECISION,
                number=place.measure.number,
                title=place.measure.title,
                texts=(sentence,),
                address=f"{page_of(ElementKind.MEASURE, place.measure.number)}#resolution",
                state=str(decision.outcome.label),
                themes=(place.theme.number,),
                departments=_department_of(place),
                first_year=decision.day.year,
                last_year=decision.day.year,
            )


def _department_of(place: MeasurePlace) -> tuple[str, ...]:
    return (place.measure.department,) if place.measure.department else ()
