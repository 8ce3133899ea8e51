"""The lists of the interface: what each one holds, what narrows it, and what names one of its objects."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from monitoring.choices import EffectLight, MeasureState
from publication.api import living_items, strategy_items
from publication.api.items import (
    ChapterItem,
    DepartmentItem,
    IndicatorItem,
    MeasureItem,
    OperationalGoalItem,
    ResolutionItem,
    SdgItem,
    StrategicGoalItem,
    ThemeItem,
)
from publication.api.parameters import Parameter, choice
from publication.current import Published
from publication.lookup import sdg_number
from strategy.choices import ResolutionStatus

# An object of a list, of the type that its resource names.
AnItem = Any
Value = str | int


class Filter(Struct, frozen=True):
    """A parameter, and what it says of an object: whether it stays in the list."""

    parameter: Parameter
    admits: Callable[[AnItem, Value], bool]


class Resource(Struct, frozen=True):
    """A list of objects of one type about a published version. `key` names an object; some have none."""

    name: str
    about: str
    item: type[Struct]
    rows: Callable[[Published], Iterable[AnItem]]
    key: Callable[[AnItem], str] | None = None
    filters: tuple[Filter, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(each.parameter for each in self.filters)

    def narrowed(self, rows: Iterable[AnItem], asked: Mapping[str, Value]) -> list[AnItem]:
        """The objects that all filters of a query admit."""
        wanted = [(each, asked[each.parameter.name]) for each in self.filters if each.parameter.name in asked]
        return [row for row in rows if all(each.admits(row, value) for each, value in wanted)]


def _refers_to(codes: Iterable[str], number: Value) -> bool:
    return any(sdg_number(code) == number for code in codes)


THEME = Filter(Parameter("theme", "Nummer eines Themenfelds."), lambda item, value: item.theme == value)
SDG = Parameter("sdg", "Nummer eines SDG.", at_least=1, at_most=17)
BY_SDG = Filter(SDG, lambda item, value: _refers_to(item.sdg_targets, value))
DEPARTMENT = Parameter("department", "Name der zuständigen Stelle.")
RESOURCES: tuple[Resource, ...] = (
    Resource(
        name="chapters",
        about="Die Kapitel vor und nach den Themenfeldern.",
        item=ChapterItem,
        rows=strategy_items.chapter_items,
        key=lambda item: str(item.chapter.key),
    ),
    Resource(
        name="themes",
        about="Die Themenfelder.",
        item=ThemeItem,
        rows=strategy_items.theme_items,
        key=lambda item: item.number,
    ),
    Resource(
        name="strategic-goals",
        about="Die strategischen Ziele.",
        item=StrategicGoalItem,
        rows=strategy_items.strategic_goal_items,
        key=lambda item: item.number,
        filters=(THEME, BY_SDG),
    ),
    Resource(
        name="operational-goals",
        about="Die operativen Ziele.",
        item=OperationalGoalItem,
        rows=strategy_items.operational_goal_items,
        key=lambda item: item.number,
        filters=(
            THEME,
            BY_SDG,
            Filter(
                Parameter("strategic_goal", "Nummer eines strategischen Ziels."),
                lambda item, value: item.strategic_goal == value,
            ),
            Filter(DEPARTMENT, lambda item, value: item.responsible == value),
        ),
    ),
    Resource(
        name="measures",
        about="Die Maßnahmen, und was aus ihnen geworden ist.",
        item=MeasureItem,
        rows=living_items.measure_items,
        key=lambda item: item.measure.number,
        filters=(
            THEME,
            Filter(SDG, lambda item, value: _refers_to(item.measure.sdg_targets, value)),
            Filter(
                Parameter("operational_goal", "Nummer eines operativen Ziels."),
                lambda item, value: item.operational_goal == value,
            ),
            Filter(DEPARTMENT, lambda item, value: item.measure.department == value),
            Filter(
                choice("state", "Stand nach der letzten angenommenen Meldung.", MeasureState),
                lambda item, value: item.implementation is not None and item.implementation.state == value,
            ),
            Filter(
                choice("resolution", "Stand des eigenen Beschlusses heute.", ResolutionStatus),
                lambda item, value: item.resolution_today == value,
            ),
        ),
    ),
    Resource(
        name="indicators",
        about="Die Indikatoren mit ihren angenommenen Werten.",
        item=IndicatorItem,
        rows=living_items.indicator_items,
        key=lambda item: str(item.id),
        filters=(
            Filter(Parameter("theme", "Nummer eines Themenfelds."), lambda item, value: value in item.themes),
            Filter(
                Parameter("operational_goal", "Nummer eines operativen Ziels."),
                lambda item, value: value in item.operational_goals,
            ),
            Filter(
                choice("light", "Ob der Indikator auf dem Weg zum Ziel ist.", EffectLight),
                lambda item, value: item.light == value,
            ),
        ),
    ),
    Resource(
        name="resolutions",
        about="Die öffentlichen Beschlüsse über die Fassung und über einzelne Maßnahmen.",
        item=ResolutionItem,
        rows=living_items.resolution_items,
        filters=(
            Filter(Parameter("measure", "Nummer einer Maßnahme."), lambda item, value: item.measure == value),
        ),
    ),
    Resource(
        name="departments",
        about="Wer zuständig oder beteiligt ist.",
        item=DepartmentItem,
        rows=strategy_items.department_items,
    ),
    Resource(
        name="sdgs",
        about="Die Ziele der Agenda 2030, und was sich auf sie bezieht.",
        item=SdgItem,
        rows=strategy_items.sdg_items,
        key=lambda item: str(item.sdg.number),
    ),
)
BY_NAME = {resource.name: resource for resource in RESOURCES}
# Whatever narrows any of the lists: the query under which an answer is kept.
ALL_PARAMETERS = tuple(
    dict.fromkeys(parameter.name for resource in RESOURCES for parameter in resource.parameters)
)
