"""Tells whether something that everybody may read has changed, whoever changed it: triggers of the database note it.

The triggers hang on the tables behind the public pages. They are made anew by each `migrate`: SQLite loses them when a
migration makes a table anew, and no database lets a column go that one of them names.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.db.models import Model, Sum
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Committee, Membership, SeatGroup
from committees.council.models import (
    Amendment,
    AmendmentFate,
    Consultation,
    FactionVote,
    MeasureResolution,
    Paper,
    Resolution,
)
from committees.meetings.models import AgendaItem, Meeting, Poll, Voter
from exports.models import ExportFile
from monitoring.models import (
    FormulaTerm,
    FrozenReport,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
    Judgement,
    MeasureExecution,
    MeasureReport,
    MeasureYear,
    Milestone,
    ReportFile,
    ReportPaper,
)
from publication.models import AccessibilityDeclaration, PublicChange, PublishedFeedback
from strategy.models import Attachment, Department, Municipality, Strategy, StrategyVersion
from translations.models import PublishedTranslation, SignVideo

logger = logging.getLogger(__name__)

# What the kept pages read. A page that reads another table fails in the tests (tests/strict.py).
SOURCES: tuple[type[Model], ...] = (
    Municipality,
    Strategy,
    StrategyVersion,
    Attachment,
    ExportFile,
    Committee,
    SeatGroup,
    Membership,
    Meeting,
    AgendaItem,
    Poll,
    Voter,
    Paper,
    Consultation,
    Resolution,
    FactionVote,
    Amendment,
    AmendmentFate,
    MeasureResolution,
    Department,
    MeasureReport,
    ReportFile,
    MeasureExecution,
    Milestone,
    MeasureYear,
    Indicator,
    Indicator.goals.through,
    Indicator.themes.through,
    FormulaTerm,
    IndicatorSeries,
    IndicatorValue,
    IndicatorTarget,
    Judgement,
    FrozenReport,
    ReportPaper,
    PublishedFeedback,
    AccessibilityDeclaration,
    PublishedTranslation,
    SignVideo,
)
# Joined with the others for the working area. No page for everybody shows a person.
NEVER_SHOWN = User._meta.db_table
SECONDS_BETWEEN_QUESTIONS = 1.0
# While the database is away: a question may take as long as the pool waits, so it is asked less often.
SECONDS_BETWEEN_FAILURES = 10.0
# So long the last known pages are shown; a restart or an upgrade of the database takes minutes.
SECONDS_WITHOUT_DATABASE = 600.0
# Older marks go: the sum of the others is another one, too.
MARKS_AT_MOST = 100

TABLES = tuple(model._meta.db_table for model in SOURCES)
MARKS = PublicChange._meta.db_table
# Names and numbers of ours only.
OLD_MARKS = f"id <= (SELECT max(id) FROM {MARKS}) - {MARKS_AT_MOST}"  # noqa: S608
FORGET = f"DELETE FROM {MARKS} WHERE {OLD_MARKS}"  # noqa: S608
EVENTS = ("insert", "update", "delete")
# Marks of 52 bits: so many as there are can be added up.
NOTE = {
    "sqlite": f"INSERT INTO {MARKS} (mark) VALUES (abs(random() % 4503599627370496))",  # noqa: S608
    "postgresql": f"INSERT INTO {MARKS} (mark) VALUES (floor(random() * 4503599627370496)::bigint)",  # noqa: S608
}
# Nobody waits for a transaction that forgets the same marks. Whoever reads one moment leaves them to others: marks that
# were forgotten since that moment would be an error.
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {NOTE["postgresql"]};
    IF current_setting('transaction_isolation') = 'read committed' THEN
        {FORGET} AND id IN (SELECT id FROM {MARKS} WHERE {OLD_MARKS} FOR UPDATE SKIP LOCKED);
    END IF;
    RETURN NULL;
END $$
"""  # noqa: S608

State = tuple[int, date]


class PublicState:
    """The state of all that is public, asked from the database at most once a second.

    The day belongs to it: some of what a page says is true of a day. While the database is away the last state that
    was known holds on, for a while: what was public then is better than an error.
    """

    def __init__(self) -> None:
        self._known_at = self._ask_again_at = float("-inf")
        self._state: State = (0, date.min)
        self._is_away = False

    def __call__(self) -> State:
        now = monotonic()
        if now >= self._ask_again_at:
            try:
                self._state = (sum_of_marks(), timezone.localdate())
            except (DatabaseError, InterfaceError):
                if now - self._known_at > SECONDS_WITHOUT_DATABASE:
                    raise
                self._hold_on()
            else:
                self._know(now)
        return self._state

    def _know(self, asked_at: float) -> None:
        # As of before the question, which may be answered late.
        self._known_at, self._ask_again_at = asked_at, asked_at + SECONDS_BETWEEN_QUESTIONS
        if self._is_away:
            logger.warning("The database answers again.")
        self._is_away = False

    def _hold_on(self) -> None:
        # The question itself may have taken seconds.
        self._ask_again_at = monotonic() + SECONDS_BETWEEN_FAILURES
        if not self._is_away:
            logger.error("The database does not answer; public pages are shown as they were.", exc_info=True)
        self._is_away = True


def sum_of_marks() -> int:
    """Another number after each change of what is public."""
    return int(PublicChange.objects.aggregate(total=Sum("mark"))["total"] or 0)


def unwatch(using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """Before migrations: take the triggers away."""
    postgres = connections[using].vendor == "postgresql"
    _execute(using, (statement for table in TABLES for statement in _dropped(table, postgres=postgres)))


def watch(using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """After migrations: make the triggers, and note that anything may have changed meanwhile."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        # Migrations can lead back to where there are no marks, or other columns.
        if MARKS not in there:
            return
        columns = {
            table: [column.name for column in connection.introspection.get_table_description(cursor, table)]
            for table in TABLES
            if table in there
        }
    unwatch(using)
    if connection.vendor == "postgresql":
        _execute(using, [POSTGRES_FUNCTION])
        _execute(using, (statement for table in columns for statement in _made_on_postgres(table)))
    else:
        _execute(using, (one for table, names in columns.items() for one in _made_on_sqlite(table, names)))
    _execute(using, [NOTE[connection.vendor]])


def _dropped(table: str, *, postgres: bool) -> Iterator[str]:
    for event in EVENTS:
        place = f" ON {table}" if postgres else ""
        yield f"DROP TRIGGER IF EXISTS {table}_public_{event}{place}"


def _made_on_postgres(table: str) -> Iterator[str]:
    for event in EVENTS:
        when = "WHEN (OLD.* IS DISTINCT FROM NEW.*)" if event == "update" else ""
        trigger = f"CREATE TRIGGER {table}_public_{event} AFTER {event} ON {table} FOR EACH ROW {when}"
        yield f"{trigger} EXECUTE FUNCTION note_public_change()"


def _made_on_sqlite(table: str, columns: Iterable[str]) -> Iterator[str]:
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    for event in EVENTS:
        when = f"WHEN {differs}" if event == "update" else ""
        trigger = f"CREATE TRIGGER {table}_public_{event} AFTER {event} ON {table} {when}"
        yield f"{trigger} BEGIN {NOTE['sqlite']}; {FORGET}; END"


def _execute(using: str, statements: Iterable[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
