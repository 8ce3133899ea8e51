"""Counting and forgetting the words that people searched for in vain.

No actor is named: those who search are not signed in, and whoever deletes leaves no trace of a word either.
"""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from publication.models import SEARCHED_WORD_AT_MOST, SearchMiss

# More than anybody reads; who invents words fills no disk. A few more come in when several count at once.
WORDS_A_MONTH = 300
MONTHS_KEPT = 12


@transaction.atomic
def count_misses(*, words: Iterable[str], day: date) -> None:
    """Count words for the month of a day.

    What is no word of letters alone, such as a number of a telephone or an address of a mail, is not kept.
    """
    month = day.replace(day=1)
    # In one order, so that two who count the same words never wait for each other.
    for word in sorted({word.lower() for word in words if is_countable(word)}):
        _count(word, month)


def is_countable(text: str) -> bool:
    """Say whether a text is a word that can be counted."""
    return text.isalpha() and len(text) <= SEARCHED_WORD_AT_MOST


def _count(word: str, month: date) -> None:
    counted = SearchMiss.objects.filter(word=word, month=month)
    if (
        counted.update(count=F("count") + 1)
        or SearchMiss.objects.filter(month=month).count() >= WORDS_A_MONTH
    ):
        return
    try:
        with transaction.atomic():
            SearchMiss.objects.create(word=word, month=month)
    except IntegrityError:
        # Somebody else was the first to search for it.
        counted.update(count=F("count") + 1)


@transaction.atomic
def forget_misses(*, words: Iterable[str]) -> int:
    """Delete words with all their counts, and say how many there were."""
    found = SearchMiss.objects.filter(word__in=[word for word in words if is_countable(word)])
    number = found.values("word").distinct().count()
    found.delete()
    return number


def clear_misses(*, day: date) -> int:
    """Forget the counts of months that are no longer kept; return how many."""
    count, _models = SearchMiss.objects.filter(month__lt=first_month_kept(day)).delete()
    return count


def first_month_kept(day: date) -> date:
    """The first of the months that are kept."""
    months = day.year * 12 + day.month - MONTHS_KEPT
    return date(months // 12, months % 12 + 1, 1)
