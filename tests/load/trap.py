"""A trap inside a server: it kills the whole server in the middle of what an action writes.

A kill by the clock seldom meets the millisecond between two statements; a trap always does.
"""

import os
import signal
from typing import Any

from django.core.signals import request_started
from django.db.backends.signals import connection_created

from tests.statements import WRITES


class Trap:
    """Snaps before the n-th write of a POST to an address with this ending. For workers with one thread."""

    def __init__(self, ending: str, writes: int) -> None:
        self.ending, self.writes = ending, writes
        self._left: int | None = None

    def set(self) -> None:
        request_started.connect(self._begin, weak=False)
        connection_created.connect(self._watch, weak=False)

    def _begin(self, environ: dict[str, Any], **_signal: Any) -> None:
        is_meant = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].endswith(self.ending)
        self._left = self.writes if is_meant else None

    def _watch(self, connection: Any, **_signal: Any) -> None:
        if self._count not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._count)

    def _count(self, execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
        if self._left is not None and statement.lstrip().upper().startswith(WRITES):
            self._left -= 1
            if not self._left:
                os.killpg(os.getpgrp(), signal.SIGKILL)
        return execute(statement, parameters, many, context)
