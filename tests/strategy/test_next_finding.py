"""What is next after something was saved: the same work at the following elements first."""

from uuid import UUID

from strategy.choices import ElementKind
from strategy.completeness import Finding, review_document
from strategy.document.document import StrategyDocument
from strategy.next_finding import next_finding
from tests.strategy.document.documents import document, document_with, theme_entry


def without_guidelines() -> StrategyDocument:
    return document(themes=tuple(theme_entry(str(number), guideline="") for number in (1, 2, 3)))


def after(value: StrategyDocument, saved: UUID, kind: ElementKind = ElementKind.THEME) -> Finding | None:
    return next_finding(review_document(value).findings, value, saved=saved, kind=kind)


def test_same_work_follows_at_the_next_element_and_round_to_the_beginning() -> None:
    value = without_guidelines()
    first, second, third = (theme.key for theme in value.themes)
    numbers = {key: after(value, key) for key in (first, second, third)}
    assert [found and (found.code, found.place and found.place.number) for found in numbers.values()] == [
        ("no-guideline", "2"),
        ("no-guideline", "3"),
        ("no-guideline", "1"),
    ]


def test_other_elements_follow_when_those_of_the_kind_are_complete() -> None:
    value = document_with(measure={"funding": None})
    found = after(value, value.themes[0].key)
    assert found is not None
    assert found.code == "no-funding"


def test_nothing_follows_when_only_the_saved_element_is_incomplete() -> None:
    value = document_with(theme={"guideline": ""})
    incomplete = next(theme.key for theme in value.themes if not theme.guideline)
    assert after(value, incomplete) is None
    assert after(document(), document().themes[0].key) is None
