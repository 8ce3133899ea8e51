from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.wording import Change, ChangeKind, word_changes

# Few words, so that the texts of a pair have much in common, and every kind of white space.
texts = st.lists(st.sampled_from(["Stadt", "Schule,", "Wald", " ", "  ", "\n", "\n\n", "\t", "\r\n"])).map(
    "".join
)
properties = settings(database=None, deadline=None)


def joined(changes: tuple[Change, ...], *kinds: ChangeKind) -> str:
    return "".join(change.text for change in changes if change.kind in kinds)


@properties
@given(before=texts | st.text(), after=texts | st.text())
def test_word_changes_lose_nothing(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert joined(changes, ChangeKind.SAME, ChangeKind.DELETED) == before
    assert joined(changes, ChangeKind.SAME, ChangeKind.INSERTED) == after


@properties
@given(text=texts | st.text())
def test_word_changes_of_equal_texts_are_none(text: str) -> None:
    assert {change.kind for change in word_changes(text, text)} <= {ChangeKind.SAME}


@properties
@given(before=texts, after=texts)
def test_word_changes_never_yield_empty_runs(before: str, after: str) -> None:
    assert [change for change in word_changes(before, after) if not change.text] == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "Neu", [("inserted", "Neu")]),
        ("Alt", "", [("deleted", "Alt")]),
        (
            "eine alte Stadt",
            "eine neue Stadt",
            [("same", "eine "), ("deleted", "alte"), ("inserted", "neue"), ("same", " Stadt")],
        ),
        (
            "eine alte graue Stadt",
            "eine neue bunte Stadt",
            [("same", "eine "), ("deleted", "alte graue"), ("inserted", "neue bunte"), ("same", " Stadt")],
        ),
        (
            "Erster Absatz.\n\nZweiter Absatz.",
            "Erster Absatz.\n\nDritter Absatz.",
            [
                ("same", "Erster Absatz.\n\n"),
                ("deleted", "Zweiter"),
                ("inserted", "Dritter"),
                ("same", " Absatz."),
            ],
        ),
    ],
)
def test_word_changes_join_neighbouring_words(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert [(change.kind.value, change.text) for change in word_changes(before, after)] == expected


def test_word_changes_of_two_long_texts_are_quick() -> None:
    before = " ".join(f"Wort{number}" for number in range(2500))
    after = " ".join(f"Satz{number}" for number in range(2500))
    started = monotonic()
    changes = word_changes(before, after)
    assert monotonic() - started < 2
    assert joined(changes, ChangeKind.SAME, ChangeKind.INSERTED) == after
