"""What the departments of a published document are responsible for. Pure functions: a document in, places in it out."""

from collections.abc import Mapping

from msgspec import Struct

from editing.addresses import slug_of
from publication.lookup import (
    MeasurePlace,
    OperationalGoalPlace,
    Reference,
    Target,
    ThemeReferences,
    measure_places,
    operational_goal_places,
    references_to,
    sdg_number,
    targets,
)
from strategy.document.document import ReferringEntry, SdgTargetEntry, StrategyDocument


class Responsibility(Struct, frozen=True):
    """A department with the goals and measures that it answers for, and the measures in which it takes part."""

    name: str
    goals: tuple[OperationalGoalPlace, ...] = ()
    measures: tuple[MeasurePlace, ...] = ()
    taking_part: tuple[MeasurePlace, ...] = ()


def departments_of(document: StrategyDocument) -> Mapping[str, str]:
    """The words of addresses for the departments that answer for a measure, each with the name, in their order."""
    names = {measure.department for measure in document.measures()} - {""}
    found: dict[str, str] = {}
    for name in sorted(names, key=str.casefold):
        found.setdefault(slug_of(name), name)
    # A name without a letter has no address.
    return {slug: name for slug, name in found.items() if slug}


def address_of_department(document: StrategyDocument, name: str) -> str:
    """The word of the address of a department; empty for one that has no page."""
    slug = slug_of(name)
    return slug if departments_of(document).get(slug) == name else ""


def responsibility_of(document: StrategyDocument, name: str) -> Responsibility:
    """What a department answers for, in the order of the document."""
    measures = tuple(measure_places(document))
    return Responsibility(
        name=name,
        goals=tuple(place for place in operational_goal_places(document) if place.goal.responsible == name),
        measures=tuple(place for place in measures if place.measure.department == name),
        taking_part=tuple(place for place in measures if name in place.measure.participants),
    )


def find_target(document: StrategyDocument, code: str) -> Target | None:
    """The target of an SDG with a code such as "4.7"; None for one that the document does not know."""
    known = any(target.code == code for target in document.sdg_targets)
    return targets(document, (code,))[0] if known else None


def references_to_target(document: StrategyDocument, code: str) -> tuple[ThemeReferences, ...]:
    """All references to one target, theme field by theme field; fields without one are left out."""
    found = (
        ThemeReferences(
            theme=entry.theme,
            goals=_naming(entry.goals, code),
            measures=_naming(entry.measures, code),
        )
        for entry in references_to(document, sdg_number(code))
    )
    return tuple(entry for entry in found if entry.goals or entry.measures)


def targets_referred_to(document: StrategyDocument) -> tuple[SdgTargetEntry, ...]:
    """The targets that some goal or measure names."""
    referring = (entry for _kind, entry, _parents in document.walk() if isinstance(entry, ReferringEntry))
    named = {code for entry in referring for code in entry.sdg_targets}
    return tuple(target for target in document.sdg_targets if target.code in named)


def _naming(references: tuple[Reference, ...], code: str) -> tuple[Reference, ...]:
    return tuple(each for each in references if any(target.code == code for target in each.targets))
