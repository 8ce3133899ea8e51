from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.wording import STEPS_AT_MOST, Change, ChangeKind, Work, merge3, word_changes

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


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("Bis 2025 ab heute.", "Bis 2025 ab morgen.", "Bis 2027 ab heute.", "Bis 2027 ab morgen."),
        ("bis 2025", "bis 2025 um 20 %", "bis 2027", "bis 2027 um 20 %"),
        (
            "Eins.\n\nZwei.",
            "Null.\n\nEins.\n\nZwei.",
            "Eins.\n\nZwei und drei.",
            "Null.\n\nEins.\n\nZwei und drei.",
        ),
        ("Eins. Zwei.", "Eins.", "Eins. Zwei.", "Eins."),
        ("Eins. Zwei.", "Eins. Drei.", "Eins. Drei.", "Eins. Drei."),
        ("", "Neu", "", "Neu"),
        ("bis 2025", "bis 2026", "bis 2027", None),
        ("Eins", "Eins mehr", "Eins weniger", None),
        ("eine alte Stadt", "eine Stadt", "eine alte schöne Stadt", None),
        ("", "Mein", "Ihr", None),
    ],
)
def test_merge3_joins_changes_that_do_not_touch(
    base: str, mine: str, theirs: str, merged: str | None
) -> None:
    assert merge3(base, mine, theirs) == merge3(base, theirs, mine) == merged


@properties
@given(base=texts | st.text(), changed=texts | st.text())
def test_merge3_with_one_change_or_twice_the_same_is_that_change(base: str, changed: str) -> None:
    assert (
        merge3(base, changed, base)
        == merge3(base, base, changed)
        == merge3(base, changed, changed)
        == changed
    )


@pytest.mark.slow
@properties
@given(base=texts, mine=texts, theirs=texts)
def test_merge3_keeps_every_word_that_somebody_added(base: str, mine: str, theirs: str) -> None:
    merged = merge3(base, mine, theirs)
    assert merged == merge3(base, theirs, mine)
    if merged is not None:
        for side in (mine, theirs):
            added = joined(word_changes(base, side), ChangeKind.INSERTED)
            # In its order, with what the other side wrote in between.
            signs = iter(merged)
            assert all(sign in signs for sign in added)


@properties
@given(ends=st.tuples(texts, texts, texts, texts))
def test_merge3_always_joins_changes_at_both_ends(ends: tuple[str, str, str, str]) -> None:
    start, new_start, end, new_end = (f"{text}." for text in ends)
    middle = "\n\nHier steht ein Satz, den niemand ändert.\n\n"
    merged = merge3(start + middle + end, new_start + middle + end, start + middle + new_end)
    assert merged == new_start + middle + new_end


def test_merge3_of_long_texts_is_quick() -> None:
    base = "\n\n".join(f"Absatz {number} mit einigen Wörtern mehr." for number in range(1000))
    mine, theirs = base.replace("Absatz 7 ", "Abschnitt 7 "), base.replace("Absatz 900 ", "Abschnitt 900 ")
    started = monotonic()
    merged = merge3(base, mine, theirs)
    assert monotonic() - started < 2
    assert merged == mine.replace("Absatz 900 ", "Abschnitt 900 ")


def lines(number: int, different: int) -> str:
    """Short lines in an order of its own for each number; so many of them are different."""
    return "".join(f"{place * place * number % (different * 7919) % different}\n" for place in range(24_990))


@pytest.mark.slow
@pytest.mark.parametrize("different", [2, 50, 100, 250, 1000, 24_990])
def test_word_changes_of_many_short_lines_have_a_budget(different: int) -> None:
    before, after, work = lines(17, different), lines(31, different), Work()
    started = monotonic()
    changes = word_changes(before, after, work)
    assert monotonic() - started < 10
    assert work.left >= 0
    assert joined(changes, ChangeKind.SAME, ChangeKind.DELETED) == before
    assert joined(changes, ChangeKind.SAME, ChangeKind.INSERTED) == after


def test_comparisons_of_one_page_share_their_budget() -> None:
    work = Work(1_000)
    first = word_changes("Die Stadt wächst", "Eine Stadt schrumpft", work)
    left = work.left
    assert 0 < left < 1_000
    assert word_changes("Die Stadt wächst", "Eine Stadt schrumpft", work) == first
    assert work.left == left - (1_000 - left)
    assert word_changes("Die Stadt wächst", "Eine Stadt schrumpft", Work(0)) == (
        Change(kind=ChangeKind.DELETED, text="Die Stadt wächst"),
        Change(kind=ChangeKind.INSERTED, text="Eine Stadt schrumpft"),
    )


def paragraph(number: int) -> str:
    words = " ".join(f"Wort{number}{place}" for place in range(30))
    return f"Absatz {number} nennt die Stadt und {words} als Beispiel."


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("added", [[], ["Ein ganz anderer Gedanke kam später hinzu."]])
def test_long_rewrite_is_compared_by_paragraph(between: str, added: list[str]) -> None:
    old = [paragraph(number) for number in range(110)]
    new = [text.replace("Stadt", "Kommune") for text in old]
    work = Work()
    changes = word_changes(between.join(old), between.join([*new[:40], *added, *new[40:]]), work)
    assert joined(changes, ChangeKind.DELETED) == "Stadt" * 110
    assert joined(changes, ChangeKind.INSERTED).replace("Kommune", "").strip() == "".join(added)
    assert work.left > STEPS_AT_MOST // 2
