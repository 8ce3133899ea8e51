"""`make bench-editing`: many edit the same rows at once, through real HTTP. Exit code 1 if a text was lost.

First the members edit goals, then twenty departments fill the cells of a round's table, some of them two at a time.

Each member opens the form of a goal, thinks, adds a mark to its text, and saves. Who meets a conflict merges:
takes "beides zusammen" where the page offers it, or else writes the marks of the others, as far as the page shows
them, into the own text. Hence every mark of a confirmed save must stand in the final text; one that does not is a
lost update, whether the server overwrote it or the page of the conflict hid it.
"""

import os
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from accounts.models import User
from accounts.roles import Role
from strategy.models import OperationalGoal, Strategy
from tests.builders import make_strategy, make_theme, make_user
from tests.load.chains import lost
from tests.load.editor import CONFLICT, Editor, Tally, UnexpectedAnswer
from tests.load.goals import faults_of_goals, final_texts, make_goals, make_group_member, target_codes
from tests.load.rounds import (
    OVERTAKEN,
    CellTally,
    Clerk,
    Desks,
    faults_of_rows,
    lost_cells,
    make_desks,
    rows_of,
)
from tests.load.server import Server, serving
from tests.load.visitor import Interrupted, Visitor

MEMBERS_AT_MOST, SECONDS_AT_MOST = 200, 600
WORKERS = 3
THEMES = 4
# Every third person belongs to the core team and edits everywhere; the others edit in one theme field.
CORE_TEAM_IN = 3
# How long a member looks at a form before saving it.
PAUSE = (1.0, 3.0)
# Twenty departments, ten of which have two people at the same table.
DEPARTMENTS, CLERKS, ROWS = 20, 30, 3
PAUSE_BETWEEN_ROWS = (0.5, 1.5)

Group = dict[User, list[OperationalGoal]]


def run(*, members: int, goals: int, seconds: int) -> None:
    """Make people and goals, let them edit, print what happened. Exits with 1 for a lost text or a failure."""
    if not (
        0 < members <= MEMBERS_AT_MOST and 0 < seconds <= SECONDS_AT_MOST and goals % THEMES == 0 < goals
    ):
        sys.exit(
            f"At most {MEMBERS_AT_MOST} members, {SECONDS_AT_MOST} seconds; goals in {THEMES} equal parts."
        )
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _exit)
    call_command("migrate", verbosity=0)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        strategy, by = make_strategy(), make_user(Role.COORDINATION)
        desks = make_desks(strategy, by=by, departments=DEPARTMENTS, people=CLERKS, rows=ROWS)
        group = make_group(strategy, by=by, members=members, goals=goals)
    with (
        tempfile.TemporaryDirectory(prefix="gnk-load-") as directory,
        serving(
            database_url=os.environ["GNK_DATABASE_URL"],
            secret_key=settings.SECRET_KEY,
            directory=Path(directory),
            workers=WORKERS,
        ) as server,
    ):
        server.start()
        tally, errors = edit_together(server, group, seconds)
        cells, errors_of_cells = enter_together(server, desks, seconds)
        log = server.log.read_text()
    gone, faults = (
        lost(tally.saves, final_texts()),
        list(faults_of_goals({goal for goals in group.values() for goal in goals}, tally)),
    )
    print(f"{members} members, {goals} goals, {seconds} s, {WORKERS} workers\n")
    report(tally, seconds, lost_updates=len(gone), errors=len(errors))
    gone_cells = lost_cells(cells)
    print(f"\n{DEPARTMENTS} departments, {CLERKS} people, {ROWS} rows each, {seconds} s\n")
    report_cells(cells, seconds, lost_updates=len(gone_cells), errors=len(errors_of_cells))
    failed = [*gone, *gone_cells, *faults, *faults_of_rows(cells), *errors, *errors_of_cells]
    if failed or tally.server_errors or cells.server_errors or not tally.saves or not cells.cells:
        print("", *failed[:20], log[-3000:], sep="\n", file=sys.stderr)
        sys.exit(1)


def make_group(strategy: Strategy, *, by: User, members: int, goals: int) -> Group:
    """Core team and members, each with the goals that they may edit."""
    themes = [make_theme(strategy, by=by) for _ in range(THEMES)]
    of_theme = [make_goals(theme, by=by, count=goals // THEMES) for theme in themes]
    group: Group = {}
    for number in range(members):
        if number % CORE_TEAM_IN == 0:
            group[make_user(Role.CORE_TEAM)] = [goal for part in of_theme for goal in part]
        else:
            group[make_group_member(themes[number % THEMES], by=by)] = of_theme[number % THEMES]
    return group


def edit_together(server: Server, group: Group, seconds: int) -> tuple[Tally, list[str]]:
    """Let everybody edit for so long. Who is still merging then finishes; nobody begins anew."""
    tally, seed, targets = Tally(), _seed(), target_codes()

    def editor(user: User) -> Editor:
        visitor = Visitor(server.address, user)
        return Editor(visitor, tally, targets=targets, seed=seed + user.pk, pause=PAUSE)

    def edit(editor: Editor, goals: list[OperationalGoal]) -> None:
        editor.edit(editor.random.choice(goals).pk)

    return tally, _all_at_work([partial(edit, editor(user), goals) for user, goals in group.items()], seconds)


def enter_together(server: Server, desks: Desks, seconds: int) -> tuple[CellTally, list[str]]:
    """Let everybody fill cells for so long."""
    tally, seed = CellTally(), _seed()

    def enter(clerk: Clerk) -> None:
        clerk.fill()
        time.sleep(clerk.random.uniform(*PAUSE_BETWEEN_ROWS))

    clerks = [
        Clerk(Visitor(server.address, user), answer, rows_of(answer), tally, seed=seed + user.pk)
        for user, answer in desks.items()
    ]
    return tally, _all_at_work([partial(enter, clerk) for clerk in clerks], seconds)


def _seed() -> int:
    seed = secrets.randbits(32)
    print(f"Seed {seed}", flush=True)
    return seed


def _all_at_work(works: Sequence[Callable[[], None]], seconds: int) -> list[str]:
    """Do each over and over, in a thread of its own; returns what went wrong."""
    errors, end = list[str](), time.monotonic() + seconds

    def keep_on(work: Callable[[], None]) -> None:
        while time.monotonic() < end:
            try:
                work()
            except (Interrupted, UnexpectedAnswer, LookupError) as error:
                errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=keep_on, args=[work], daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def report(tally: Tally, seconds: int, *, lost_updates: int, errors: int) -> None:
    say("saves", len(tally.saves), f"{len(tally.saves) / seconds:.1f} each second")
    say(
        "conflicts shown",
        len(tally.seconds.get(CONFLICT, ())),
        f"{len(tally.merged_by_page)} merged by the page",
    )
    _say_faults_and_times(tally, lost_updates, errors)


def report_cells(tally: CellTally, seconds: int, *, lost_updates: int, errors: int) -> None:
    say("cells saved", len(tally.cells), f"{len(tally.cells) / seconds:.1f} each second")
    say("overtaken", len(tally.seconds.get(OVERTAKEN, ())))
    _say_faults_and_times(tally, lost_updates, errors)


def _say_faults_and_times(tally: Tally, lost_updates: int, errors: int) -> None:
    say("lost updates", lost_updates)
    say("answers 5xx", tally.server_errors)
    say("other errors", errors)
    print(f"\n{'':32} {'number':>7} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}")
    for what, times in sorted(tally.seconds.items()):
        # It wants two values at least.
        cuts = quantiles([*times, *times[:1]], n=100, method="inclusive")
        figures = (1000 * each for each in (cuts[49], cuts[94], max(times)))
        print(f"{what:32} {len(times):>7}" + "".join(f" {figure:>8.0f}" for figure in figures))


def say(what: str, number: int, beside: str = "") -> None:
    print(f"{what:32} {number:>7}   {beside}".rstrip())


def _exit(signum: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signum)
