"""SIGKILL for the server while departments fill cells and hand in and coordination decides: each cell stays whole."""

import secrets
from pathlib import Path
from random import Random
from typing import Any

import pytest

from accounts.roles import Role
from tests.builders import make_strategy, make_user
from tests.load.rounds import (
    CellTally,
    Clerk,
    Coordinator,
    faults_of_answers,
    faults_of_rows,
    lost_cells,
    make_desks,
    rows_of,
)
from tests.load.server import serving
from tests.load.test_kills import Crowd, at_one_moment, live_and_die, random_moments
from tests.load.visitor import Visitor

WORKERS = 2
DEPARTMENTS, PEOPLE, ROWS = 4, 6, 2
# One of so many times a clerk hands in instead of filling cells.
HANDS_IN = 10
# Time enough for somebody to step into a trap, on a machine that works for others as well.
PATIENCE = 15.0


@pytest.mark.slow
def test_kills_during_a_round_leave_each_cell_whole(
    shared_database_url: str, settings: Any, tmp_path: Path
) -> None:
    seed, snapped = secrets.randbits(32), 0
    by, tally = make_user(Role.COORDINATION), CellTally()
    desks = make_desks(make_strategy(), by=by, departments=DEPARTMENTS, people=PEOPLE, rows=ROWS)
    # Those of the department that two answer for, so that somebody soon steps into it.
    busy = rows_of(next(iter(desks.values())))
    traps = [
        *((f"/{key}/", n) for key in busy for n in (1, 2)),
        *(("/abgeben/", n) for n in (1, 2, 4)),
        *(("/annehmen/", n) for n in (1, 3)),
        *(("/zurueckgeben/", n) for n in (1, 2)),
    ]
    moments = random_moments(Random(seed), traps)
    print(f"Seed {seed}: {moments}")
    with (
        Crowd() as crowd,
        serving(
            database_url=shared_database_url,
            secret_key=settings.SECRET_KEY,
            directory=tmp_path,
            workers=WORKERS,
            second_factor=False,
        ) as server,
    ):
        clerks = [
            Clerk(Visitor(server.address, user), answer, rows_of(answer), tally, seed=seed + user.pk)
            for user, answer in desks.items()
        ]
        coordinator = Coordinator(Visitor(server.address, by), list(dict.fromkeys(desks.values())), seed=seed)
        for clerk in clerks:
            crowd.add(lambda clerk=clerk: work_of(clerk))  # type: ignore[misc]
        crowd.add(coordinator.decide)
        for moment in moments:
            snapped += live_and_die(server, coordinator.visitor, moment, patience=PATIENCE)
            assert [*crowd.errors, *at_one_moment(faults_of_answers)] == [], moment
        server.start()
        crowd.go_home()
        for clerk in clerks:
            clerk.fill()
    died = len(tally.sent) - len(tally.cells)
    print(f"{len(moments)} kills, {snapped} in traps; {len(tally.cells)} cells confirmed, {died} not")
    assert (crowd.errors, tally.server_errors, lost_cells(tally)) == ([], 0, [])
    assert [*faults_of_answers(), *faults_of_rows(tally)] == []
    # Otherwise the kills hit nobody in the middle, and the test says nothing.
    assert snapped >= sum(isinstance(moment, tuple) for moment in moments) / 2
    assert crowd.interruptions > len(moments) / 5


def work_of(clerk: Clerk) -> None:
    if clerk.random.randrange(HANDS_IN):
        clerk.fill()
    else:
        clerk.hand_in()
