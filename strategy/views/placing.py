"""Putting a goal or measure somewhere else, copying it, and what is done to several at once."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.asked import keys_in
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.actions.placing import copy_element, put_below, remove_several
from strategy.choices import SETTLED_STATUSES, ElementKind, TextStatus
from strategy.discussion.actions.text_status import change_text_statuses
from strategy.discussion.text_status import is_step_back
from strategy.document.tree import KINDS_BELOW_THEMES, TREE
from strategy.forms.places import PlaceForm, PlacingAct, PlacingForm
from strategy.links import STATUS_SLUGS, place_of
from strategy.models.kinds import GoalOrMeasure, elements_of, goals_or_measures
from strategy.permissions import can_change_text_status, can_edit, can_remove
from strategy.views.endings import ending_asked
from strategy.views.resting import explains_rest

MOVE, REMOVE = "verschieben", "entfernen"
STATUSES = {STATUS_SLUGS[status]: status for status in (TextStatus.IN_REVIEW, TextStatus.AGREED)}


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_place(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Move an element below another one, or copy it there."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    element = get_object_or_404(goals_or_measures(kind).open_to(request.user).with_ancestors(), pk=pk)
    page = FormPage(request, PlacingForm(request.POST or None, element=element, user=request.user))
    if page.is_valid():
        with page.saving(refused_with=409):
            placed = _place(request, element, page.form)
            return redirect(place_of(placed))
    context = {"element": element, "back_url": place_of(element), "back_label": _("Abbrechen")}
    return page.answer("strategy/element_place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_several(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Do one thing to several of those below an element: say what, ask, and do it to all or to none."""
    child = TREE[kind].child
    if child is None:
        raise Http404
    above = get_object_or_404(elements_of(kind).open_to(request.user).with_ancestors(), pk=pk)
    act, keys = request.GET.get("act", ""), keys_in(request.GET, "element")
    may = _tests(request)
    children = goals_or_measures(child).active().with_ancestors()
    chosen = list(
        children.filter(**{children.model.parent_field: above, "pk__in": keys}).order_by("position")
    )
    elements = [element for element in chosen if act in may and may[act](element)]
    if not elements:
        messages.info(request, _("Bitte haken Sie an, womit etwas geschehen soll, und wo das gerade geht."))
        return redirect(place_of(above))
    # Whoever confirms has seen only these.
    question = urlencode({"act": act, "element": [element.pk for element in elements]}, doseq=True)
    address = f"{reverse('strategy:element-several', args=[kind, pk])}?{question}"
    others = [element for element in chosen if element not in elements]
    page = None
    if act == MOVE:
        strategy = above.strategy_of
        page = FormPage(
            request, PlaceForm(request.POST or None, kind=child, strategy=strategy, user=request.user)
        )
        page.form.helper.form_action = address
    if request.method == "POST" and len(elements) < len(keys):
        messages.error(request, _("Inzwischen hat sich etwas geändert. Prüfen Sie bitte noch einmal."))
        return redirect(address)
    if request.method == "POST" and (page is None or page.is_valid()):
        settled = [element.pk for element in elements] if STATUSES.get(act) in SETTLED_STATUSES else ()
        if asked := ending_asked(request, settled, back=place_of(above)):
            return asked
        with refusal_shown(request):
            if page is None:
                _do(request, act, elements)
            else:
                moved = put_below(elements=elements, parent=page.form.cleaned_data["parent"], by=request.user)
                messages.success(request, _("Verschoben: %s.") % ", ".join(each.number for each in moved))
                return redirect(place_of(page.form.cleaned_data["parent"]))
        return redirect(place_of(above))
    context = {
        "above": above,
        "act": act,
        "status": STATUSES.get(act),
        "elements": elements,
        "others": others,
        "address": address,
        "form": page.form if page else None,
        "back_url": place_of(above),
        "back_label": _("Abbrechen"),
    }
    return render(request, "strategy/element_several.html", context, status=page.status if page else 200)


def _place(request: SignedInRequest, element: GoalOrMeasure, form: PlacingForm) -> GoalOrMeasure:
    act, parent = form.cleaned_data["act"], form.cleaned_data["parent"]
    before = element.number
    if act == PlacingAct.MOVE:
        (placed,) = put_below(elements=[element], parent=parent, by=request.user)
        said = _("Verschoben: %(before)s ist jetzt %(after)s.")
    else:
        placed = copy_element(
            element=element,
            parent=parent,
            with_below=act == PlacingAct.COPY_ALL,
            by=request.user,
            at=timezone.now(),
        )
        said = _("Kopiert: %(after)s ist ein Entwurf mit den Texten von %(before)s.")
    messages.success(request, said % {"before": before, "after": placed.number})
    return placed


def _tests(request: SignedInRequest) -> dict[str, Callable[[GoalOrMeasure], bool]]:
    """What can be done to several, each with the question whether it can be done to one."""
    user = request.user

    def steps_to(to: TextStatus) -> Callable[[GoalOrMeasure], bool]:
        # A step back asks for a reason of its own.
        return lambda element: (
            can_change_text_status(user, element, to)
            and not is_step_back(TextStatus(element.text_status), to)
        )

    return {
        MOVE: lambda element: can_edit(user, element) and not element.strategy_of.has_fixed_numbers,
        REMOVE: lambda element: can_remove(user, element),
        **{slug: steps_to(status) for slug, status in STATUSES.items()},
    }


def _do(request: SignedInRequest, act: str, elements: list[GoalOrMeasure]) -> None:
    count = len(elements)
    if act == REMOVE:
        remove_several(elements=elements, by=request.user, at=timezone.now())
        said = ngettext("%d Text ist im Papierkorb.", "%d Texte sind im Papierkorb.", count) % count
        say_with_way_back(
            request, said, "strategy:bin-several", elements[0].kind, key=[each.pk for each in elements]
        )
        return
    to, since = STATUSES[act], timezone.now()
    change_text_statuses(elements=elements, to=to, by=request.user)
    said = ngettext(
        "%(count)d Text ist jetzt „%(status)s“.", "%(count)d Texte sind jetzt „%(status)s“.", count
    )
    said = said % {"count": count, "status": to.label}
    theme = elements[0].theme_of.pk
    say_with_way_back(request, said, "strategy:text-status-take-back", theme, since=[since.isoformat()])
