"""The settings that must be right before the first request."""

from django.conf import settings
from django.core.checks import CheckMessage, Error

from committees.council.references import is_usable


def check_reference_pattern(**_kwargs: object) -> list[CheckMessage]:
    """The office's pattern must leave a place to count in."""
    if is_usable(settings.PAPER_REFERENCE_PATTERN):
        return []
    return [
        Error(
            "GNK_PAPER_REFERENCE_PATTERN needs one run of N for the number, and at most one of J for the year.",
            hint="For example JJJJ/NNNN.",
            id="council.E001",
        )
    ]
