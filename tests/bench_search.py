"""A large inventory for `make bench`: the text of 30 existing documents with 100 pages each, and questions to it."""

from random import Random
from statistics import median
from time import perf_counter

from django.utils import timezone

from search.finding import find
from search.indexing import pages_read
from search.words import words_of
from strategy.models import Concept, ConceptFile, ConceptPage
from tests.builders import make_job

PAGES = 100
WORDS_PER_PAGE = 300
ROUNDS = 7
STEMS = (
    *("Klima", "Schule", "Stadt", "Verkehr", "Wasser", "Bürger", "Haus"),
    *("Energie", "Bildung", "Straße", "Quartier", "Boden", "Kultur", "Luft"),
)
ENDINGS = ("", "en", "s", "er", "ung", "isch")
QUESTIONS = ("Schule", "Klimahaus", "Straßen Bürger", "Energie Wasser Luft Boden", "Sternwarte")


def fill_pages() -> float:
    """Give each existing document a file of 100 pages; the seconds that indexing them took."""
    random = Random(1)
    words = [a + b.lower() + c for a in STEMS for b in STEMS for c in ENDINGS] + list(STEMS) * 40
    seconds = 0.0
    for concept in Concept.objects.filter(upload__isnull=True):
        job = make_job("concept-reading")
        upload = ConceptFile.objects.create(
            concept=concept, job=job, file="x.pdf", size=1, uploaded_at=timezone.now()
        )
        ConceptPage.objects.bulk_create(
            ConceptPage(
                upload=upload, position=n, page=n, text=" ".join(random.choices(words, k=WORDS_PER_PAGE))
            )
            for n in range(1, PAGES + 1)
        )
        start = perf_counter()
        pages_read(sender=ConceptFile, upload=upload)
        seconds += perf_counter() - start
    return seconds


def question_milliseconds() -> dict[str, tuple[int, float]]:
    """Places found and the median of the milliseconds, for each question."""
    return {question: _ask(question) for question in QUESTIONS}


def _ask(question: str) -> tuple[int, float]:
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        hits = find(words_of(question))
        times.append((perf_counter() - start) * 1000)
    return len(hits), median(times)
