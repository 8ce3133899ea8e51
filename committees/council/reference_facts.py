"""The reference that the next paper could have."""

from datetime import date

from django.conf import settings

from committees.council.models import Paper
from committees.council.references import next_reference


def free_reference(today: date) -> str:
    """A reference that follows the pattern of the office and that no paper has (1 query)."""
    taken = Paper.objects.values_list("reference", flat=True)
    return next_reference(settings.PAPER_REFERENCE_PATTERN, taken, today.year)
