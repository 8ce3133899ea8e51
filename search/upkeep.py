"""After each migrate: an installation whose entries are missing, or were made in another way, gets them anew."""

from search.indexing import is_made_so, rebuild, remember_way
from search.models import SearchEntry
from strategy.models import Strategy


def make_entries_again(**signal: object) -> None:
    """Rebuild if it must be; otherwise it costs three questions."""
    if not Strategy.objects.exists():
        if not is_made_so():
            remember_way()
    elif not (is_made_so() and SearchEntry.objects.exists()):
        rebuild()
