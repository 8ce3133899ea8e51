"""The verdict itself: each way to lose or halve a text is found."""

from uuid import UUID

from tests.load.chains import (
    CellSave,
    Entry,
    RowState,
    Save,
    State,
    faults_of,
    faults_of_cells,
    lost,
    targets_of,
)

GOAL = UUID(int=1)
TARGETS = ("1.1", "2.2", "3.3", "4.4", "5.5", "6.6")
ANNA, BERK = 1, 2


def state(revision: int, *marks: str) -> State:
    latest = marks[-1] if marks else ""
    targets = targets_of(latest, TARGETS) if latest else frozenset[str]()
    return State(revision=revision, text=" ".join(("Text.", *marks)), latest=latest, targets=targets)


def save(author: int, mark: str, seen: int) -> Save:
    return Save(goal=GOAL, author=author, mark=mark, seen=seen)


HISTORY = [
    Entry(state=state(1), author=None),
    Entry(state=state(2, "m1x1"), author=ANNA),
    Entry(state=state(3, "m1x1", "m2x1"), author=BERK),
]
SAVES = [save(ANNA, "m1x1", 1), save(BERK, "m2x1", 2)]


def faults(
    history: list[Entry], saves: list[Save], *, now: State | None = None, unconfirmed: str = ""
) -> list[str]:
    return list(
        faults_of(
            history,
            now or history[-1].state,
            saves,
            targets=TARGETS,
            unconfirmed=frozenset(unconfirmed.split()),
        )
    )


def test_a_whole_chain_has_no_faults() -> None:
    assert faults(HISTORY, SAVES) == []


def test_a_save_without_answer_may_have_happened() -> None:
    assert faults(HISTORY, SAVES[:1], unconfirmed="m2x1") == []
    assert faults(HISTORY[:2], SAVES[:1], unconfirmed="m2x1") == []


def test_an_overwritten_save_is_lost() -> None:
    overwritten = [*HISTORY[:2], Entry(state=state(3, "m2x1"), author=BERK)]
    assert lost(SAVES, {GOAL: overwritten[-1].state.text}) == ["m1x1"]
    assert faults(overwritten, SAVES) == ["revision 3 took away ['m1x1']"]


def test_a_save_on_top_of_an_unseen_state_is_found() -> None:
    blind = save(BERK, "m2x1", 1)
    assert faults(HISTORY, [SAVES[0], blind]) == [f"{blind} became revision 3 by {BERK}"]


def test_a_save_under_another_name_is_found() -> None:
    history = [*HISTORY[:2], Entry(state=HISTORY[2].state, author=ANNA)]
    assert faults(history, SAVES) == [f"{SAVES[1]} became revision 3 by {ANNA}"]


def test_a_half_written_state_is_found() -> None:
    half = State(revision=3, text=HISTORY[2].state.text, latest="m2x1", targets=HISTORY[1].state.targets)
    assert faults([*HISTORY[:2], Entry(state=half, author=BERK)], SAVES) == [
        "revision 3 with m2x1 is not whole"
    ]


def test_a_row_beside_its_history_is_found() -> None:
    assert faults(HISTORY[:2], SAVES[:1], now=HISTORY[2].state) == [
        "the row differs from revision 3 of the history"
    ]


def test_a_confirmed_save_without_a_revision_is_found() -> None:
    assert faults(HISTORY[:2], SAVES) == ["m2x1 was confirmed and is in no revision"]


def test_a_text_that_nobody_saved_is_found() -> None:
    assert faults(HISTORY, SAVES[:1]) == ["revision 3 has m2x1, which nobody saved"]


def test_a_repeated_revision_is_found() -> None:
    assert faults([*HISTORY, HISTORY[2]], SAVES) == ["the revisions are [1, 2, 3, 3]"]


def test_each_way_to_lose_a_cell_is_found() -> None:
    def row(revision: int, done: str, obstacle: str = "", author: int = ANNA) -> RowState:
        return RowState(revision=revision, cells={"done": done, "obstacle": obstacle}, author=author)

    saves = [CellSave(row=GOAL, cell=cell, author=ANNA, mark=mark) for cell, mark in (("done", "m1x1"),)]
    whole = [row(2, ""), row(3, "m1x1"), row(4, "m1x1", "m2x1", BERK), row(5, "m1x1", "m2x1", BERK)]
    theirs = CellSave(row=GOAL, cell="obstacle", author=BERK, mark="m2x1")

    def told(history: list[RowState], saves: list[CellSave], unconfirmed: str = "") -> list[str]:
        return list(faults_of_cells(history, history[-1], saves, unconfirmed=frozenset(unconfirmed.split())))

    assert told(whole, [*saves, theirs]) == told(whole, saves, "m2x1") == []
    assert told(whole, saves) == ["revision 4 has m2x1, which nobody saved"]
    assert told([whole[0], row(3, "m1x1", "m2x1")], saves, "m2x1") == [
        "revision 3 brought [('done', 'm1x1'), ('obstacle', 'm2x1')] at once"
    ]
    assert told([*whole[:2], row(4, "", "m2x1")], saves, "m2x1") == ["revision 4 took ['m1x1'] out of done"]
    assert told(whole[:1], saves) == ["m1x1 was confirmed and is in no revision"]
    assert told([whole[0], row(3, "m1x1", author=BERK)], saves) == [
        f"{saves[0]} stands in done of revision 3 by {BERK}"
    ]
    assert told([whole[0], whole[2]], []) == ["the revisions are [2, 4]"]
