from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from msgspec import Struct

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from editing.access import require_right
from editing.asked import words_in
from search.choices import EntryKind
from search.finding import Hit, find
from search.indexing import WORDS
from search.models import SearchEntry
from search.passages import Piece, passage_of
from search.words import QUERY_AT_MOST, terms_of, words_of
from strategy.choices import ElementKind
from strategy.models.kinds import elements_of

RESULTS_PER_PAGE = 20


class Result(Struct, frozen=True):
    """One place as the page shows it."""

    kind: str
    address: str
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    # Where a change of it is proposed, for those who cannot change it themselves.
    proposal: str


class Filter(Struct, frozen=True):
    kind: str
    label: str
    count: int


@require_safe
def results(request: SignedInRequest) -> HttpResponse:
    """Everything indexed is open to whoever reads the working area; nobody else gets here."""
    require_right(request, Right.READ_WORKSPACE)
    query = words_in(request.GET, "q", at_most=QUERY_AT_MOST)
    chosen = request.GET.get("art", "")
    words = words_of(query)
    hits = find(words)
    counts = Counter(hit.kind for hit in hits)
    kept = [hit for hit in hits if hit.kind == chosen] if chosen in EntryKind.values else list(hits)
    page = Paginator(kept, RESULTS_PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "query": query,
        "chosen": chosen,
        "searchable": bool(words),
        "filters": _filters(counts),
        "count": len(kept),
        "page": page,
        "results": _results(list(page), words, request.user),
    }
    return render(request, "search/results.html", context)


def _filters(counts: Counter[EntryKind]) -> list[Filter]:
    every = Filter(kind="", label=_("Alles"), count=counts.total())
    kinds = [
        Filter(kind=kind, label=str(kind.label), count=counts[kind]) for kind in EntryKind if counts[kind]
    ]
    return [every, *kinds]


def _results(hits: Sequence[Hit], words: Sequence[str], user: User) -> list[Result]:
    entries = SearchEntry.objects.defer(*WORDS).in_bulk([hit.entry for hit in hits])
    proposals = _proposals(entries.values(), user)
    terms = terms_of(words)
    return [
        Result(
            kind=str(EntryKind(entry.kind).label),
            address=entry.address,
            title=passage_of(entry.title, terms),
            passage=passage_of(entry.text, terms),
            proposal=proposals.get(entry.pk, ""),
        )
        for hit in hits
        if (entry := entries.get(hit.entry)) is not None
    ]


def _proposals(entries: Iterable[SearchEntry], user: User) -> dict[int, str]:
    """Where changes of the elements among some entries are proposed, by entry (a query for each kind)."""
    of_kind: defaultdict[ElementKind, dict[UUID, int]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in ElementKind.values:
            of_kind[ElementKind(entry.kind)][UUID(entry.key)] = entry.pk
    return {
        places[key]: reverse("strategy:proposal-add", args=[kind, key])
        for kind, places in of_kind.items()
        for key in elements_of(kind).filter(pk__in=places).proposable_by(user).values_list("pk", flat=True)
    }
