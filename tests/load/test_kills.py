"""SIGKILL for the server in the middle of saves, votes and proposals: nothing is half-written or counted twice."""

import random
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role
from tests.builders import make_strategy, make_theme, make_user
from tests.load.editor import Editor, Tally, UnexpectedAnswer
from tests.load.goals import faults_of_goals, make_goals, make_group_member, target_codes
from tests.load.proposals import Decider, Proposer, broken_decisions, faults_of_proposals
from tests.load.server import KILLS, Server, serving
from tests.load.visitor import Interrupted, Visitor
from tests.load.votes import Elector, broken_promises, faults_of_votes, make_polls

WORKERS = 2
# Addresses, and how many statements a POST there may write: the server dies before each of them.
TRAPS = [
    *(("/bearbeiten/", n) for n in range(1, 7)),
    *(("/abstimmen/", n) for n in range(1, 4)),
    ("/vorschlagen/", 1),
    *(("/annehmen/", n) for n in range(1, 5)),
    *(("/ablehnen/", n) for n in range(1, 3)),
]
# How long a server lives after its first answer, or at most if nobody steps into its trap.
LIFE, PATIENCE = (0.0, 0.3), 5.0


# A trap, or seconds after the first answer.
Moment = tuple[str, int] | float


class Crowd:
    """People who work through HTTP without a pause, in a thread each, until `go_home`."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.interruptions = 0
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def add(self, work: Callable[[], None]) -> None:
        def keep_on() -> None:
            while not self._over.is_set():
                try:
                    work()
                except Interrupted:
                    self.interruptions += 1
                except (UnexpectedAnswer, LookupError) as error:
                    self.errors.append(f"{type(error).__name__}: {error}")

        thread = threading.Thread(target=keep_on, daemon=True)
        thread.start()
        self._threads.append(thread)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.go_home()

    def go_home(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


class People:
    """Who edits, votes, proposes and decides, and on what."""

    def __init__(self, server: Server, seed: int) -> None:
        by = make_user(Role.COORDINATION)
        strategy = make_strategy()
        theme, other = (make_theme(strategy, by=by) for _ in range(2))
        self.goals, self.asked = (make_goals(each, by=by, count=3) for each in (theme, other))
        members = [make_group_member(theme, by=by) for _ in range(6)]
        self.polls = make_polls(members, self.asked, by=by, count=6)
        self.tally, targets = Tally(), target_codes()

        def browser(user: User) -> Visitor:
            return Visitor(server.address, user)

        self.onlooker = browser(by)
        self.editors = [
            Editor(browser(user), self.tally, targets=targets, seed=seed + user.pk)
            for user in (make_user(Role.CORE_TEAM), make_user(Role.CORE_TEAM), *members[:2])
        ]
        self.electors = [Elector(browser(user), self.polls, seed=seed + user.pk) for user in members]
        self.proposers = [Proposer(browser(user), seed=seed + user.pk) for user in members[4:]]
        self.deciders = [
            Decider(browser(user), seed=seed + user.pk) for user in (by, make_user(Role.COORDINATION))
        ]

    def work(self) -> Iterator[Callable[[], None]]:
        """What each of them does over and over."""
        for editor in self.editors:
            yield lambda editor=editor: editor.edit(editor.random.choice(self.goals).pk)  # type: ignore[misc]
        for elector in self.electors:
            yield lambda elector=elector: elector.vote(elector.random.choice(list(self.polls)))  # type: ignore[misc]
        for proposer in self.proposers:
            yield lambda one=proposer: one.propose(one.random.choice(self.asked).pk)  # type: ignore[misc]
        for decider in self.deciders:
            yield decider.decide

    def work_once_more(self) -> None:
        """Whoever got no answer goes on as if nothing had happened."""
        for editor in self.editors:
            editor.edit(self.goals[0].pk)
        for elector in self.electors:
            for poll in self.polls:
                elector.vote(poll)
        for proposer in self.proposers:
            proposer.propose(self.asked[0].pk)
        for decider in self.deciders:
            decider.decide()

    def faults(self) -> list[str]:
        """What of their work is missing, doubled or half-written at the end."""
        return [
            *faults_of_goals(self.goals, self.tally),
            *broken_promises(self.electors),
            *broken_decisions(self.proposers, self.deciders),
        ]

    def unanswered(self) -> dict[str, int]:
        return {
            "saves": len(self.tally.sent) - len(self.tally.saves),
            "votes": sum(elector.never_answered for elector in self.electors),
            "proposals": sum(proposer.sent - len(proposer.confirmed) for proposer in self.proposers),
        }


@pytest.mark.slow
def test_kills_leave_nothing_half_written(shared_database_url: str, settings: Any, tmp_path: Path) -> None:
    seed = secrets.randbits(32)
    moments, snapped = random_moments(random.Random(seed), TRAPS), 0
    traps = sum(isinstance(moment, tuple) for moment in moments)
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
        people = People(server, seed)
        for work in people.work():
            crowd.add(work)
        for moment in moments:
            snapped += live_and_die(server, people.onlooker, moment)
            assert [*crowd.errors, *faults_at_once()] == [], moment
        server.start()
        crowd.go_home()
        people.work_once_more()

    died = people.unanswered()
    print(f"{len(moments)} kills, {snapped} in traps; {crowd.interruptions} requests died, among them {died}")
    assert crowd.errors == []
    assert people.tally.server_errors == 0
    assert [*faults_at_once(), *people.faults()] == []
    # Otherwise the kills hit nobody in the middle, and the test says nothing.
    assert snapped >= traps / 2
    assert sum(died.values()) > len(moments) / 5


def random_moments(chance: random.Random, traps: Sequence[tuple[str, int]]) -> list[Moment]:
    """When to kill, in any order: two thirds in traps, the rest so many seconds after the first answer."""
    by_trap = KILLS * 2 // 3
    rounds, rest = divmod(by_trap, len(traps))
    # What does not fill a round begins with the first statement of each address.
    first = sorted(chance.sample(traps, len(traps)), key=lambda trap: trap[1])
    by_clock = (round(chance.uniform(*LIFE), 3) for _ in range(KILLS - by_trap))
    moments: list[Moment] = [*list(traps) * rounds, *first[:rest], *by_clock]
    chance.shuffle(moments)
    return moments


def live_and_die(server: Server, visitor: Visitor, moment: Moment, *, patience: float = PATIENCE) -> bool:
    """Start a server, and see it die in this moment. Returns whether it was by a trap."""
    if isinstance(moment, tuple):
        server.start(trap=moment)
        return server.kill(after=patience)
    server.start()
    visitor.get("/")
    return server.kill(after=moment)


def faults_at_once() -> list[str]:
    return at_one_moment(lambda: [*faults_of_votes(), *faults_of_proposals()])


def at_one_moment(faults: Callable[[], Iterable[str]]) -> list[str]:
    """Look at one moment of the database: a commit may still be under way when its client is dead."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return list(faults())
