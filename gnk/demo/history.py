"""Lets the history of the demonstration say when something happened, not when it was loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from simple_history.signals import pre_create_historical_record


@contextmanager
def happened(at: datetime) -> Iterator[None]:
    """Everything saved within it stands in the history at this time, in the order of saving."""
    later = count()

    def set_date(history_instance: Any, **signal: object) -> None:
        history_instance.history_date = at + timedelta(microseconds=next(later))

    pre_create_historical_record.connect(set_date)
    try:
        yield
    finally:
        pre_create_historical_record.disconnect(set_date)
