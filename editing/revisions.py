"""The demands on a row that people edit together: its revision, and the history of its saved states."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Protocol

from django.db.models.options import Options

from accounts.models import User


class SavedState(Protocol):
    """The state of a row at one time. Its fields stand beside these."""

    id: object
    history_id: int
    history_date: datetime
    history_type: str
    history_user: User | None
    # What the history says instead of "geändert".
    history_change_reason: str | None


class History(Protocol):
    """The saved states of one row or of several, as a query."""

    def filter(self, **conditions: object) -> "History": ...
    def select_related(self, *names: str) -> "History": ...
    def order_by(self, *names: str) -> "History": ...
    def last(self) -> SavedState | None: ...
    def __iter__(self) -> Iterator[SavedState]: ...


class WithHistory(Protocol):
    """A row whose saved states are kept."""

    _meta: ClassVar[Options]

    @property
    def history(self) -> History: ...


class Revised(WithHistory, Protocol):
    """A row that counts how often it was saved; a form names the revision that it was opened with."""

    @property
    def revision(self) -> int: ...
