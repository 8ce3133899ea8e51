"""An installation that had texts before it had a search finds them from its next migrate on."""

from search.indexing import rebuild
from search.models import SearchEntry
from strategy.models import Strategy


def fill_empty_index(**signal: object) -> None:
    if Strategy.objects.exists() and not SearchEntry.objects.exists():
        rebuild()
