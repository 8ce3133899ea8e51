"""The meaning of the options of a survey: what the element says beside its name, and where all of it stands."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from msgspec import Struct

from committees.meetings.models import PollOption
from strategy.choices import ElementKind
from strategy.links import page_of
from strategy.lookup import elements_by_key
from strategy.models import Chapter, Measure, ThemeField
from strategy.models.kinds import AnyElement


class Meaning(Struct, frozen=True):
    """One option explained: a long text, and the address of its element."""

    label: str
    text: str
    address: str


def meanings_of(options: Iterable[PollOption]) -> dict[str, Meaning]:
    """What the options mean, by their key, as the draft says it now; free answers and removed elements are missing."""
    listed = list(options)
    elements = elements_by_key(
        (option.element_kind, option.element_key) for option in listed if option.element_key
    )
    return {
        str(option.pk): _meaning(option, element)
        for option in listed
        if option.element_key and (element := _active(elements, option.element_key)) is not None
    }


def _active(elements: dict[UUID, AnyElement], key: UUID) -> AnyElement | None:
    element = elements.get(key)
    return element if element is not None and element.retired_at is None else None


def _meaning(option: PollOption, element: AnyElement) -> Meaning:
    is_candidate = isinstance(element, ThemeField) and element.position is None
    return Meaning(
        label=option.label,
        text=_text(element),
        address=f"{reverse('strategy:theme-selection')}#e-{element.pk}"
        if is_candidate
        else page_of(ElementKind(element.kind), element.pk),
    )


def _text(element: AnyElement) -> str:
    match element:
        case ThemeField() | Measure():
            return element.description
        case Chapter():
            return element.text
    return element.explanation
