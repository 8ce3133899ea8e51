import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection

_places = itertools.count()
needs_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite lets one write after the other, and refuses threads in memory",
)


@pytest.fixture
def mails(mailbox: Callable[[], list[EmailMessage]], db: None) -> Callable[[], list[EmailMessage]]:
    """Like `mailbox`, after what waits for a commit; the transaction around a test never commits."""

    def delivered() -> list[EmailMessage]:
        while connection.run_on_commit:
            connection.run_on_commit.pop(0)[1]()
        return mailbox()

    return delivered


@pytest.fixture
def counted(settings: Any) -> None:
    """Attempts are counted, from nought in each test."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"attempts-{next(_places)}"}}
