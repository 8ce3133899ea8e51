"""Parts of a published document as objects of the interface."""

from collections import Counter
from collections.abc import Iterator

from publication.api.addresses import item_url, page_url
from publication.api.items import (
    ChapterItem,
    DepartmentItem,
    OperationalGoalItem,
    SdgItem,
    StrategicGoalItem,
    ThemeItem,
)
from publication.current import Published
from publication.lookup import (
    OperationalGoalPlace,
    StrategicGoalPlace,
    operational_goal_places,
    references_to,
    strategic_goal_places,
)


def chapter_items(published: Published) -> Iterator[ChapterItem]:
    number = published.version.number
    for chapter in published.document.chapters:
        url = item_url("chapters", chapter.key, number)
        yield ChapterItem(url=url, heading=chapter.heading, chapter=chapter)


def theme_items(published: Published) -> Iterator[ThemeItem]:
    number = published.version.number
    for theme in published.document.themes:
        yield ThemeItem(
            url=item_url("themes", theme.number, number),
            page=page_url("version-theme", number, theme.number),
            key=theme.key,
            number=theme.number,
            title=theme.title,
            description=theme.description,
            guideline=theme.guideline,
            initial_situation=theme.initial_situation,
            summary=theme.summary,
            strategic_goals=tuple(goal.number for goal in theme.strategic_goals),
            operational_goals=sum(1 for _goal in theme.operational_goals()),
            measures=sum(1 for _measure in theme.measures()),
        )


def strategic_goal_items(published: Published) -> Iterator[StrategicGoalItem]:
    for place in strategic_goal_places(published.document):
        yield _strategic_goal(place, published.version.number)


def _strategic_goal(place: StrategicGoalPlace, version: int) -> StrategicGoalItem:
    goal = place.goal
    return StrategicGoalItem(
        url=item_url("strategic-goals", goal.number, version),
        page=page_url("goal", goal.number),
        key=goal.key,
        number=goal.number,
        theme=place.theme.number,
        statement=goal.statement,
        explanation=goal.explanation,
        sdg_targets=goal.sdg_targets,
        dns_codes=goal.dns_codes,
        nhs_codes=goal.nhs_codes,
        operational_goals=tuple(below.number for below in goal.operational_goals),
    )


def operational_goal_items(published: Published) -> Iterator[OperationalGoalItem]:
    for place in operational_goal_places(published.document):
        yield _operational_goal(place, published.version.number)


def _operational_goal(place: OperationalGoalPlace, version: int) -> OperationalGoalItem:
    goal = place.goal
    return OperationalGoalItem(
        url=item_url("operational-goals", goal.number, version),
        page=page_url("goal", goal.number),
        key=goal.key,
        number=goal.number,
        theme=place.theme.number,
        strategic_goal=place.strategic.number,
        short_title=goal.short_title,
        statement=goal.statement,
        explanation=goal.explanation,
        indicator=goal.indicator,
        unit=goal.unit,
        baseline_value=goal.baseline_value,
        baseline_year=goal.baseline_year,
        target_value=goal.target_value,
        target_year=goal.target_year,
        responsible=goal.responsible,
        participants=goal.participants,
        sdg_targets=goal.sdg_targets,
        dns_codes=goal.dns_codes,
        nhs_codes=goal.nhs_codes,
        measures=tuple(measure.number for measure in goal.measures),
    )


def department_items(published: Published) -> Iterator[DepartmentItem]:
    """All who are named, by name."""
    goals, measures = list(published.document.operational_goals()), list(published.document.measures())
    leading_goals = Counter(goal.responsible for goal in goals)
    leading_measures = Counter(measure.department for measure in measures)
    joint_goals = Counter(name for goal in goals for name in goal.participants)
    joint_measures = Counter(name for measure in measures for name in measure.participants)
    names = {*leading_goals, *leading_measures, *joint_goals, *joint_measures} - {""}
    for name in sorted(names, key=lambda each: (each.casefold(), each)):
        yield DepartmentItem(
            name=name,
            operational_goals=leading_goals[name],
            measures=leading_measures[name],
            joint_operational_goals=joint_goals[name],
            joint_measures=joint_measures[name],
        )


def sdg_items(published: Published) -> Iterator[SdgItem]:
    document = published.document
    for sdg in document.sdgs:
        themes = references_to(document, sdg.number)
        yield SdgItem(
            url=item_url("sdgs", sdg.number, published.version.number),
            page=page_url("sdg", sdg.number),
            sdg=sdg,
            targets=tuple(target for target in document.sdg_targets if target.sdg == sdg.number),
            goals=tuple(found.number for theme in themes for found in theme.goals),
            measures=tuple(found.number for theme in themes for found in theme.measures),
        )
