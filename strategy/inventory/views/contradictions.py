"""Marking two extracts that do not fit together."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from editing.asked import numbers_in, words_in
from editing.asking import Question, ask
from editing.saving import FormPage
from strategy.inventory.actions.contradictions import note_contradiction, remove_contradiction
from strategy.inventory.extract_search import comparable_extracts
from strategy.inventory.forms.extracts import ContradictionForm
from strategy.models import Contradiction, Extract

SHOWN_AT_MOST, LETTERS_OF_A_SEARCH = 20, 100


@require_http_methods(["GET", "HEAD", "POST"])
def contradiction_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the other extract among those that the search found. The search is a form of its own."""
    extract = get_object_or_404(Extract.objects.editable_by(request.user).select_related("concept"), pk=pk)
    words = words_in(request.GET, "q", at_most=LETTERS_OF_A_SEARCH)
    keys = list(comparable_extracts(extract, words).values_list("pk", flat=True)[: SHOWN_AT_MOST + 1])
    page = FormPage(
        request,
        ContradictionForm(request.POST or None, found=_choosable(request, extract, keys[:SHOWN_AT_MOST])),
    )
    if page.is_valid():
        with page.saving(refused_with=409):
            note_contradiction(
                extract=extract,
                other=page.form.cleaned_data["other"],
                note=page.form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Widerspruch vermerkt."))
            return redirect("strategy:extract-detail", pk)
    context = {
        "extract": extract,
        "words": words,
        "found": bool(keys),
        "has_more": len(keys) > SHOWN_AT_MOST,
        "back_url": reverse("strategy:extract-detail", args=[pk]),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/inventory/extract_contradiction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contradiction_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take the mark between two extracts away. The address names the extract that one comes from."""
    extracts = Extract.objects.editable_by(request.user)
    found = Contradiction.objects.select_related("first__concept", "second__concept")
    contradiction = get_object_or_404(found.filter(first__in=extracts), pk=pk)
    both = {str(extract.pk): extract.pk for extract in (contradiction.first, contradiction.second)}
    back = both.get(request.GET.get("von", ""), contradiction.first_id)
    if request.method == "POST":
        remove_contradiction(contradiction=contradiction)
        messages.success(request, _("Der Vermerk ist entfernt. Die Fundstellen bleiben."))
        return redirect("strategy:extract-detail", back)
    question = Question(
        title=_("Vermerk „Widerspruch“ entfernen?"),
        sentences=[_("Die beiden Fundstellen bleiben. Was zum Widerspruch notiert ist, wird gelöscht.")],
        texts=list(
            filter(None, [contradiction.first.quotation, contradiction.second.quotation, contradiction.note])
        ),
        yes=_("Ja, entfernen"),
        back=reverse("strategy:extract-detail", args=[back]),
    )
    return ask(request, question)


def _choosable(request: SignedInRequest, extract: Extract, keys: list[int]) -> QuerySet[Extract]:
    """The extracts that the search found, and the one that was chosen from an earlier search."""
    keys = [*keys, *numbers_in(request.POST, "other")]
    others = Extract.objects.filter(pk__in=keys, concept__strategy=extract.concept.strategy_id)
    return others.exclude(pk=extract.pk).select_related("concept").order_by("concept__title", "concept", "pk")
