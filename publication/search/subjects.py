"""What the public search finds in the published document: each element with its texts, its page and its marks. Pure."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from msgspec import Struct

from editing.dialect import plain_text
from publication.lookup import sdg_number
from publication.responsibility import departments_of
from publication.search.kinds import ROUTES, SubjectKind
from strategy.choices import ElementKind
from strategy.document.document import (
    ChapterEntry,
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)

# The words for where each measure stands today.
States = Mapping[UUID, str]


class Subject(Struct, frozen=True, kw_only=True):
    """Something that has a public page. `plain` is what was written for everybody; marks are what filters ask for."""

    kind: SubjectKind
    title: str
    address: str
    number: str = ""
    plain: str = ""
    texts: tuple[str, ...] = ()
    state: str = ""
    themes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    # From when to when; None is open.
    first_year: int | None = None
    last_year: int | None = None
    goes_on: bool = False

    def is_of_year(self, year: int) -> bool:
        """Say whether the subject has to do with a year; what names none has to do with none."""
        if self.first_year is None and self.last_year is None and not self.goes_on:
            return False
        return (self.first_year or year) <= year <= (self.last_year or year)


def subjects_of_document(document: StrategyDocument, states: States) -> Iterator[Subject]:
    """Everything that stands in a published document, in its order."""
    for _kind, entry, parents in document.walk():
        theme = next((above for above in (*parents, entry) if isinstance(above, ThemeSection)), None)
        match entry:
            case ThemeSection():
                yield _theme(entry)
            case StrategicGoalEntry() if theme:
                yield _strategic_goal(entry, theme)
            case OperationalGoalEntry() if theme:
                yield _operational_goal(entry, theme)
            case MeasureEntry() if theme:
                yield _measure(entry, theme, states[entry.key])
    yield from map(_chapter, document.chapters)
    yield from _sdgs(document)
    yield from _departments(document)


def page_of(kind: ElementKind, number: str) -> str:
    """The address of an element of the document."""
    return reverse(ROUTES[kind], args=[number])


def _theme(theme: ThemeSection) -> Subject:
    situation = (plain_text(theme.initial_situation), *(statement.text for statement in theme.swot))
    return Subject(
        kind=SubjectKind.THEME,
        number=theme.number,
        title=theme.title,
        plain=theme.summary,
        texts=(theme.guideline, *situation, theme.description),
        address=page_of(ElementKind.THEME, theme.number),
        themes=(theme.number,),
        sdgs=tuple(sorted({sdg for goal in theme.strategic_goals for sdg in _sdgs_of(goal.sdg_targets)})),
    )


def _strategic_goal(goal: StrategicGoalEntry, theme: ThemeSection) -> Subject:
    return Subject(
        kind=SubjectKind.STRATEGIC_GOAL,
        number=goal.number,
        title=goal.statement,
        texts=(plain_text(goal.explanation), *map(str, goal.based_on)),
        address=page_of(ElementKind.STRATEGIC_GOAL, goal.number),
        themes=(theme.number,),
        sdgs=_sdgs_of(goal.sdg_targets),
    )


def _operational_goal(goal: OperationalGoalEntry, theme: ThemeSection) -> Subject:
    described = (plain_text(goal.explanation), goal.indicator, goal.responsible, ", ".join(goal.participants))
    return Subject(
        kind=SubjectKind.OPERATIONAL_GOAL,
        number=goal.number,
        title=goal.short_title or goal.statement,
        plain=goal.statement if goal.short_title else "",
        texts=(*described, *map(str, goal.based_on)),
        address=page_of(ElementKind.OPERATIONAL_GOAL, goal.number),
        themes=(theme.number,),
        sdgs=_sdgs_of(goal.sdg_targets),
        departments=(goal.responsible,) if goal.responsible else (),
        last_year=goal.target_year,
    )


def _measure(measure: MeasureEntry, theme: ThemeSection, state: str) -> Subject:
    people = (measure.department, measure.together_with, measure.target_group)
    return Subject(
        kind=SubjectKind.MEASURE,
        number=measure.number,
        title=measure.title,
        texts=(plain_text(measure.description), *people, *map(str, measure.based_on)),
        address=page_of(ElementKind.MEASURE, measure.number),
        state=state,
        themes=(theme.number,),
        sdgs=_sdgs_of(measure.sdg_targets),
        departments=(measure.department,) if measure.department else (),
        first_year=measure.start_year,
        goes_on=measure.permanent,
        last_year=None if measure.permanent else measure.end_year,
    )


def _chapter(chapter: ChapterEntry) -> Subject:
    return Subject(
        kind=SubjectKind.CHAPTER,
        title=chapter.heading,
        texts=(plain_text(chapter.text),),
        address=reverse("publication:chapter", args=[chapter.key]),
    )


def _sdgs(document: StrategyDocument) -> Iterator[Subject]:
    for sdg in document.sdgs:
        targets = (f"{each.code} {each.label}" for each in document.sdg_targets if each.sdg == sdg.number)
        yield Subject(
            kind=SubjectKind.SDG,
            number=str(sdg.number),
            title=sdg.title,
            texts=tuple(targets),
            address=reverse("publication:sdg", args=[sdg.number]),
            sdgs=(sdg.number,),
        )


def _departments(document: StrategyDocument) -> Iterator[Subject]:
    for slug, name in departments_of(document).items():
        themes = {
            theme.number for theme in document.themes for each in theme.measures() if each.department == name
        }
        yield Subject(
            kind=SubjectKind.DEPARTMENT,
            title=name,
            address=reverse("publication:department", args=[slug]),
            themes=tuple(sorted(themes)),
            departments=(name,),
        )


def _sdgs_of(codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(sdg_number, codes)))
