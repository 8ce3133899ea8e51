"""What people searched for on the public site and did not find, for those who write the texts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from publication.actions.search_misses import first_month_kept, forget_misses
from publication.models import SearchMiss

WORDS_PER_PAGE = 100


@require_safe
def miss_list(request: SignedInRequest) -> HttpResponse:
    """The words of the last twelve months, those first that were searched for most."""
    require_right(request, Right.EDIT_CHAPTERS)
    kept = SearchMiss.objects.filter(month__gte=first_month_kept(timezone.localdate()))
    words = kept.values("word").annotate(times=Sum("count"), latest=Max("month")).order_by("-times", "word")
    page = Paginator(words, WORDS_PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "publication/miss_list.html", {"page": page})


@require_POST
def misses_forget(request: SignedInRequest) -> HttpResponse:
    """Delete the chosen words."""
    require_right(request, Right.EDIT_CHAPTERS)
    number = forget_misses(words=request.POST.getlist("wort"))
    if number:
        said = ngettext("%(number)d Wort ist gelöscht.", "%(number)d Wörter sind gelöscht.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.warning(request, _("Es war kein Wort ausgewählt. Gelöscht ist nichts."))
    return redirect("publicity:miss-list")
