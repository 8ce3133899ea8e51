"""What a page shows of the reading of a file."""

from datetime import datetime
from typing import Any

from accounts.models import User
from strategy.models import ConceptFile
from strategy.permissions import can_evaluate


def reading_of(upload: ConceptFile, user: User, now: datetime) -> dict[str, Any]:
    """The context of the fragment with the progress, on the page and on its own."""
    return {
        "upload": upload,
        "is_being_read": upload.is_being_read(now),
        "can_read_again": can_evaluate(user) and upload.can_be_read_again(now),
    }
