"""What a backup leaves out while a secret survey runs (ADR 6).

Two states of the database between which one person voted show which ballot is new. So no backup holds a state of a
secret survey that still runs: neither its ballots nor who has voted. After a restore it begins anew.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from committees.meetings.choices import Secrecy
from committees.meetings.models import Ballot, Poll, Voter

POLLS, BALLOTS, VOTERS = (model._meta.db_table for model in (Poll, Ballot, Voter))


def running_surveys(*, begun: datetime, ended: datetime) -> tuple[str, tuple[object, ...]]:
    """The question for the secret surveys that ran at any moment while the copy was made: SQL and its parameters."""
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (ended, begun)]
    mark = "?" if connection.vendor == "sqlite" else "%s"
    question = (
        f"select id from {POLLS} where secrecy = {mark} and opens_at <= {mark}"  # noqa: S608 - names of our tables
        f" and (closes_at is null or closes_at > {mark})"
    )
    return question, (Secrecy.SECRET.value, *moments)


def reopen_surveys(*, running_at: datetime) -> None:
    """After a restore: let the secret surveys that ran then run on, whose members have to vote anew.

    By SQL: the database may be of an earlier version than the models.
    """
    moment = connection.ops.adapt_datetimefield_value(running_at)
    statement = (
        f"update {POLLS} set closes_at = null"  # noqa: S608 - names of our tables
        " where secrecy = %s and opens_at <= %s and closes_at > %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [Secrecy.SECRET.value, moment, moment])


def blinding(surveys: Collection[int]) -> tuple[str, ...]:
    """The statements that take what must not be in it out of a copy."""
    keys = _listed(surveys)
    return (
        f"delete from {BALLOTS} where poll_id in {keys}",  # noqa: S608 - names of our tables, and numbers
        f"update {VOTERS} set has_voted = false where poll_id in {keys}",  # noqa: S608
    )


def blinded_rows(table: str, columns: Collection[str], surveys: Collection[int]) -> str:
    """The query for the rows of one of both tables without what must not be in a copy."""
    keys = _listed(surveys)
    if table == BALLOTS:
        return f"select {', '.join(columns)} from {table} where poll_id not in {keys}"  # noqa: S608
    shown = [
        f"has_voted and poll_id not in {keys} as has_voted" if name == "has_voted" else name
        for name in columns
    ]
    return f"select {', '.join(shown)} from {table}"  # noqa: S608


def _listed(surveys: Collection[int]) -> str:
    # No survey has this key; an empty list is no SQL.
    return f"({', '.join(str(int(key)) for key in surveys) or '-1'})"
