"""Text that every database takes: files and foreign systems bring characters that none can store."""

import re
from typing import Any

# PostgreSQL stores no NUL, and nothing encodes half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """The text with a replacement character for each that cannot be stored."""
    return UNSTORABLE.sub(REPLACEMENT, text)


def keep_outcome_storable(instance: Any, **signal: object) -> None:
    """Clean the traceback of a background task: a worker that cannot store it ends, with all that waits behind."""
    instance.traceback = storable(instance.traceback)
