"""The reference of a paper by the pattern of the council's office."""

from typing import Any

import pytest

from committees.council.checks import check_reference_pattern
from committees.council.references import is_usable, next_reference, reference_expression

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("pattern", "reference", "fits"),
    [
        ("JJJJ/NNNN", "2021/0734", True),
        ("JJJJ/NNNN", "21/734", False),
        ("JJJJ/NNNN", "2021/07345", False),
        ("V-NNN (JJ)", "V-007 (21)", True),
        ("V.NNN", "Vx007", False),
    ],
)
def test_pattern_says_what_a_reference_looks_like(pattern: str, reference: str, fits: bool) -> None:
    assert bool(reference_expression(pattern).fullmatch(reference)) is fits


@pytest.mark.parametrize(
    ("pattern", "taken", "following"),
    [
        ("JJJJ/NNNN", [], "2026/0001"),
        ("JJJJ/NNNN", ["2026/0009", "2026/0003", "2025/0800", "anders"], "2026/0010"),
        ("NN-JJ", ["07-26"], "08-26"),
        ("V/NNN", ["V/041"], "V/042"),
        ("JJJJ/NN", ["2026/99"], ""),
    ],
)
def test_next_reference_follows_the_highest_of_the_year(
    pattern: str, taken: list[str], following: str
) -> None:
    assert next_reference(pattern, taken, 2026) == following


@pytest.mark.parametrize(
    ("pattern", "usable"), [("JJJJ/NNNN", True), ("NNN", True), ("JJJJ", False), ("N-N", False), ("", False)]
)
def test_pattern_needs_one_place_to_count(pattern: str, usable: bool) -> None:
    assert is_usable(pattern) is usable


def test_unusable_pattern_is_told_before_the_first_request(settings: Any) -> None:
    assert check_reference_pattern() == []
    settings.PAPER_REFERENCE_PATTERN = "JJJJ"
    assert [error.id for error in check_reference_pattern()] == ["council.E001"]
