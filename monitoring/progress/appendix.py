"""The appendix of an Umsetzungsbericht by the Berichtsrahmen: comply or explain, with the values of that day. Pure."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from monitoring.choices import AspectState, FrameworkArea
from monitoring.progress.values import ValueEntry


class NumberedTitle(Struct, frozen=True):
    """A theme field or goal of the strategy that is told about."""

    number: str
    title: str


class AnsweringIndicator(Struct, frozen=True):
    """An indicator of the city with the value that was its last one on the day of the report."""

    key: int
    name: str
    unit: str
    latest: ValueEntry | None


class AspectEntry(Struct, frozen=True):
    """An aspect with what the city says: a text with links, or the reason for none."""

    code: str
    title: str
    sdgs: tuple[int, ...]
    state: AspectState
    text: str
    reason: str
    themes: tuple[NumberedTitle, ...]
    goals: tuple[NumberedTitle, ...]
    indicators: tuple[AnsweringIndicator, ...]


class FieldEntry(Struct, frozen=True):
    """A Handlungsfeld, or a group of management criteria."""

    area: FrameworkArea
    title: str
    aspects: tuple[AspectEntry, ...]


class CoreIndicatorEntry(Struct, frozen=True):
    """A core indicator with the indicator that answers it, or the reason why none does."""

    code: str
    title: str
    unit: str
    sdgs: tuple[int, ...]
    state: AspectState
    reason: str
    indicator: AnsweringIndicator | None


class StateCount(Struct, frozen=True):
    state: AspectState
    count: int


class Appendix(Struct, frozen=True):
    """What the city says by a Berichtsrahmen."""

    name: str
    edition: str
    source: str
    is_example: bool
    fields: tuple[FieldEntry, ...]
    core_indicators: tuple[CoreIndicatorEntry, ...]

    @property
    def label(self) -> str:
        """The name of the framework with its edition."""
        return ", ".join(filter(None, (self.name, self.edition)))

    def aspects(self) -> Iterator[AspectEntry]:
        return (aspect for field in self.fields for aspect in field.aspects)

    @property
    def has_open(self) -> bool:
        """Whether something is neither reported nor explained."""
        counts = (*self.aspect_counts(), *self.core_indicator_counts())
        return any(each.state is AspectState.OPEN for each in counts)

    def aspect_counts(self) -> tuple[StateCount, ...]:
        return _counted(aspect.state for aspect in self.aspects())

    def core_indicator_counts(self) -> tuple[StateCount, ...]:
        return _counted(each.state for each in self.core_indicators)


def _counted(states: Iterable[AspectState]) -> tuple[StateCount, ...]:
    """How many there are of each state, without those that no one has."""
    found = list(states)
    return tuple(StateCount(state=each, count=found.count(each)) for each in AspectState if each in found)
