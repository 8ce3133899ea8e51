"""The adopted strategy, to which everything about the implementation refers."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from committees.council.measure_resolution_facts import adopted_version, version_with_measure
from strategy.document.document import MeasureEntry, StrategyDocument
from strategy.document.published import frozen_document
from strategy.models import Measure, StrategyVersion


class Adopted(Struct, frozen=True):
    """A version that the council has adopted; the last one is in force."""

    number: int
    on: date
    document: StrategyDocument
    is_in_force: bool = True

    def measure(self, key: UUID) -> MeasureEntry | None:
        return next((entry for entry in self.document.measures() if entry.key == key), None)

    def titles(self) -> dict[UUID, str]:
        """The titles of the measures as the council adopted them, by their keys, in the order of the strategy."""
        return {entry.key: entry.title for entry in self.document.measures()}

    def title_of(self, measure: Measure) -> str:
        """The title that the council adopted; that of the draft for a measure that stands here no more."""
        entry = self.measure(measure.pk)
        return entry.title if entry else str(measure)


def adopted_strategy() -> Adopted | None:
    """The adopted strategy (1 query, and another one the first time); None before the council has decided."""
    version = adopted_version()
    return _adopted(version, is_in_force=True) if version else None


def last_adopted_with(measure: Measure) -> Adopted | None:
    """The newest adopted version that a measure stands in; None for one that the council never adopted."""
    current = adopted_strategy()
    if current is None or current.measure(measure.pk):
        return current
    version = version_with_measure(measure.pk)
    return _adopted(version, is_in_force=False) if version else None


def _adopted(version: StrategyVersion, *, is_in_force: bool) -> Adopted | None:
    if version.adopted_on is None:
        return None
    document = frozen_document(version)
    return Adopted(number=version.number, on=version.adopted_on, document=document, is_in_force=is_in_force)
