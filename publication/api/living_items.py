"""What is added to a published document as objects of the interface: versions, reports, values, resolutions.

Only what is accepted and public, as on the pages for people: no person, no obstacle, no note of an office.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from committees.council.choices import Outcome
from committees.council.decision_story import Step, Story
from committees.council.measure_resolution_facts import current_statuses, decisions_by_measure
from committees.council.models import Paper
from committees.council.story_facts import stories_of
from monitoring.choices import Direction, Interval, MeasureState, Quality
from publication.api.addresses import item_url, page_url
from publication.api.items import (
    FileItem,
    Implementation,
    IndicatorItem,
    MeasureItem,
    MilestoneItem,
    ResolutionItem,
    SeriesItem,
    Spent,
    TargetItem,
    ValueItem,
    VersionItem,
    VoteCount,
)
from publication.current import Published, published_versions
from publication.data.kinds import KINDS
from publication.implementation import IndicatorStand, MeasureStand, stands_of_all, stands_of_measures
from publication.lookup import measure_places
from strategy.models import StrategyVersion


def version_items(published: Published) -> Iterator[VersionItem]:
    """All published versions, the one of today first."""
    versions = published_versions()
    return (_version(version, is_current=version == versions[0]) for version in versions)


def _version(version: StrategyVersion, *, is_current: bool) -> VersionItem:
    number = version.number
    return VersionItem(
        number=number,
        url=page_url("api-version", number),
        page=page_url("version", number),
        document=page_url("api-document", number),
        is_current=is_current,
        adopted_on=cast(date, version.adopted_on),
        published_at=cast(datetime, version.published_at),
        resolution=version.resolution_reference,
        sha256=version.sha256,
        files=tuple(
            FileItem(kind=kind, format=form, url=page_url("data-file", number, kind, form))
            for kind, description in KINDS.items()
            for form in description.formats
        ),
    )


def measure_items(published: Published) -> Iterator[MeasureItem]:
    """All measures in the order of the document, in a constant number of queries."""
    stands = stands_of_measures(published, timezone.now())
    statuses = current_statuses(published.document)
    for place in measure_places(published.document):
        measure, stand = place.measure, stands.get(place.measure.key)
        yield MeasureItem(
            url=item_url("measures", measure.number, published.version.number),
            page=page_url("measure", measure.number),
            theme=place.theme.number,
            strategic_goal=place.strategic.number,
            operational_goal=place.goal.number,
            measure=measure,
            resolution_today=statuses[measure.key],
            implementation=_implementation(stand) if stand else None,
        )


def _implementation(stand: MeasureStand) -> Implementation:
    report, line = stand.report, stand.line
    return Implementation(
        state=MeasureState(report.state),
        light=line.light,
        reason=line.facts.override.reason if line.facts.override else line.status.sentence,
        reported_on=timezone.localdate(report.reported_at),
        progress=report.progress,
        done=report.done,
        next_step=report.next_step,
        department=line.department,
        milestones=tuple(
            MilestoneItem(title=each.title, due_on=each.due_on, done_on=each.done_on)
            for each in stand.milestones
        ),
        spent=tuple(Spent(year=each.year, amount=each.amount) for each in stand.spent),
    )


def indicator_items(published: Published) -> Iterator[IndicatorItem]:
    """All public indicators by name, in a constant number of queries."""
    return (_indicator(stand, published.version.number) for stand in stands_of_all(published))


def _indicator(stand: IndicatorStand, version: int) -> IndicatorItem:
    row, line = stand.indicator, stand.line
    facts = line.facts
    return IndicatorItem(
        id=row.pk,
        url=item_url("indicators", row.pk, version),
        page=page_url("indicator", row.pk),
        name=row.name,
        definition=row.definition,
        unit=row.unit,
        direction=Direction(row.direction),
        lower_bound=row.lower_bound,
        upper_bound=row.upper_bound,
        baseline_year=row.baseline_year,
        interval=Interval(row.interval),
        responsible=line.department,
        source=row.source,
        source_licence=row.licence,
        themes=line.themes,
        operational_goals=line.goals,
        targets=tuple(TargetItem(year=each.year, value=each.value) for each in facts.targets),
        light=line.light,
        reason=facts.override.reason if facts.override else line.status.sentence,
        series=(*_entered(stand), *_computed(stand)),
    )


def _entered(stand: IndicatorStand) -> Iterator[SeriesItem]:
    for part in stand.series:
        values = sorted(part.values, key=lambda each: each.period)
        yield SeriesItem(
            dimension=part.dimension,
            part=part.name if part.dimension else "",
            is_computed=False,
            values=tuple(
                ValueItem(period=each.period, value=each.value, quality=Quality(each.quality), note=each.note)
                for each in values
            ),
        )


def _computed(stand: IndicatorStand) -> Iterator[SeriesItem]:
    if stand.formula is None:
        return
    values = tuple(
        ValueItem(period=each.period, value=each.value, quality=each.quality, note="")
        for each in stand.line.facts.values
    )
    yield SeriesItem(dimension="", part="", is_computed=True, values=values)


def resolution_items(published: Published) -> Iterator[ResolutionItem]:
    """The public resolutions about the version, step by step, then those about single measures."""
    for story in stories_of(Paper.objects.public_about(published.version), public=True):
        for step in story.steps:
            if step.entry is not None:
                yield _resolution(story, step)
    own = decisions_by_measure()
    for measure in published.document.measures():
        for decision in own.get(measure.key, ()):
            yield ResolutionItem(
                reference=decision.reference,
                subject=measure.title,
                body=decision.body,
                role=None,
                decided_on=decision.day,
                outcome=decision.outcome,
                sentence=str(decision.outcome.label),
                wording="",
                votes=None,
                measure=measure.number,
            )


def _resolution(story: Story, step: Step) -> ResolutionItem:
    if step.entry is None:
        raise ValueError("A step without an entry is no resolution.")
    entry, votes = step.entry, step.entry.votes
    counted = (
        VoteCount(yes=votes.votes_yes, no=votes.votes_no, abstentions=votes.abstentions) if votes else None
    )
    return ResolutionItem(
        reference=story.reference,
        subject=story.subject,
        body=step.body,
        role=step.role,
        decided_on=entry.held_on,
        outcome=Outcome(entry.outcome),
        sentence=entry.sentence,
        wording=entry.wording,
        votes=counted,
        measure=None,
    )
