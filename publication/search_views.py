"""The public search: one page that answers a question, complete without scripts, and its answers alone for htmx."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from editing.asked import words_in
from publication.actions.search_misses import count_misses, is_countable
from publication.current import published_or_404
from publication.finished_pages import kept
from publication.pages import page
from publication.search.index import Answer, Hit, Index
from publication.search.narrowing import NARROWED_BY, narrowing_of, not_offered
from publication.search.today import index_of
from search.words import QUERY_AT_MOST, WORDS_AT_MOST

HITS_PER_PAGE = 10


@kept("q", *NARROWED_BY, "seite")
@login_not_required
@require_safe
def search_results(request: HttpRequest) -> HttpResponse:
    """The search form, and what it finds: the best first, narrowed by what stands in the address."""
    current = published_or_404()
    index = index_of(current)
    query = words_in(request.GET, "q", at_most=QUERY_AT_MOST)
    narrowing = narrowing_of(request.GET, index.offered)
    answer = index.ask(query)
    everything = answer.found if query else range(len(index.subjects)) if narrowing.is_active else ()
    shown = Paginator(narrowing.narrowed(everything, index.subjects), HITS_PER_PAGE).get_page(
        request.GET.get("seite")
    )
    context = {
        "query": query,
        "was_cut": len(request.GET.get("q", "").strip()) > QUERY_AT_MOST,
        "narrowing": narrowing,
        "not_offered": not_offered(request.GET, narrowing),
        "answer": answer,
        "found": len(answer.found),
        "page": shown,
        "hits": _hits(index, answer, shown),
    }
    if request.headers.get("HX-Request"):
        answers = page(request, "publication/_search_results.html", current, context)
        # It has the address of the whole page, to which a browser goes back.
        answers.headers["Cache-Control"] = "no-store"
        return answers
    return page(request, "publication/search.html", current, context)


def _hits(index: Index, answer: Answer, shown: Page[int]) -> list[Hit]:
    return [index.hit(place, answer) for place in shown]


@csrf_exempt
@login_not_required
@require_POST
def search_miss(request: HttpRequest) -> HttpResponse:
    """Count words that stand nowhere: the page of results asks for it when somebody has stayed there for three seconds.

    The page itself cannot count. A GET writes nothing, and most answers never reach a view because they are kept. A
    question of its own also leaves out machines and half-typed words, at the price of people without scripts. It takes
    no token against forgery: that would need a cookie, and there is nothing to gain. Only words that stand nowhere
    are counted, and so many in a month at most.
    """
    index = index_of(published_or_404())
    # Whatever else is sent is not even looked up: that could take long, and answers are kept.
    asked = [word for word in request.POST.getlist("wort")[:WORDS_AT_MOST] if is_countable(word)]
    count_misses(words=[word for word in asked if word in index.ask(word).missing], day=timezone.localdate())
    return HttpResponse(status=204)
