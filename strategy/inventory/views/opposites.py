"""What may contradict each other: the page that shows the candidates, and what somebody says about one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import words_in
from editing.exceptions import RuleBroken
from strategy.inventory.actions.agreements import agree, look_again
from strategy.inventory.actions.contradictions import note_contradiction
from strategy.inventory.bracket import Inventory
from strategy.inventory.contradicting import Opposites, contradicting
from strategy.inventory.evaluation import inventory_of
from strategy.inventory.models.agreements import KEY_AT_MOST
from strategy.inventory.statements import statements_of
from strategy.models import Agreement, Extract
from strategy.views.access import current_strategy

NOTE_AT_MOST = 2_000
# Never more than somebody can read: the next ones follow as soon as these are decided about.
SHOWN_AT_MOST = 30


class Considered(Struct, frozen=True):
    """Opposites and what was said about them so far."""

    opposites: Opposites
    is_noted: bool
    is_agreed: bool

    @property
    def can_be_noted(self) -> bool:
        """Contradictions are noted between extracts; a goal or measure is changed or commented on."""
        return None not in (self.opposites.first.extract, self.opposites.second.extract)


@require_safe
def opposite_list(request: SignedInRequest) -> HttpResponse:
    """The candidates that nobody has decided about, then the others."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    considered = _considered(request)
    still_open = [each for each in considered if not each.is_noted and not each.is_agreed]
    context = {
        "open": still_open[:SHOWN_AT_MOST],
        "open_count": len(still_open),
        "shown_at_most": SHOWN_AT_MOST,
        "noted": [each for each in considered if each.is_noted],
        "agreed": [each for each in considered if each.is_agreed and not each.is_noted],
    }
    return render(request, "strategy/inventory/opposite_list.html", context)


@require_POST
def opposite_agree(request: SignedInRequest) -> HttpResponse:
    """Remember that two statements do not contradict each other."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    with refusal_shown(request):
        agree(opposites=_asked(request), wording=request.POST.get("wording", ""), at=timezone.now())
        said = _("Vermerkt: kein Widerspruch. Ändert sich eine der Stellen, fragen wir noch einmal.")
        messages.success(request, said)
    return redirect("strategy:opposites")


@require_POST
def opposite_reopen(request: SignedInRequest) -> HttpResponse:
    """Look at two statements again."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    with refusal_shown(request):
        look_again(opposites=_asked(request))
    return redirect("strategy:opposites")


@require_POST
def opposite_note(request: SignedInRequest) -> HttpResponse:
    """Note a contradiction between two extracts, with what it is about."""
    require_right(request, Right.EVALUATE_CONCEPTS)
    with refusal_shown(request):
        found = _asked(request)
        keys = [key for key in (found.first.extract, found.second.extract) if key is not None]
        extracts = list(Extract.objects.editable_by(request.user).filter(pk__in=keys))
        if len(extracts) != 2:
            raise RuleBroken(_("Ein Widerspruch wird zwischen zwei Fundstellen vermerkt."))
        note = words_in(request.POST, "note", at_most=NOTE_AT_MOST)
        first, second = extracts
        note_contradiction(extract=first, other=second, note=note, by=request.user, at=timezone.now())
        messages.success(request, _("Widerspruch vermerkt."))
    return redirect("strategy:opposites")


def _considered(request: SignedInRequest) -> list[Considered]:
    strategy = current_strategy(request)
    inventory = inventory_of(strategy)
    noted = _noted(inventory)
    agreed = {(row.first, row.second): row.wording for row in Agreement.objects.all()}
    return [
        Considered(
            opposites=each,
            is_noted=each.keys in noted,
            is_agreed=agreed.get(each.keys) == each.wording,
        )
        for each in contradicting(statements_of(strategy, inventory))
    ]


def _noted(inventory: Inventory) -> set[tuple[str, str]]:
    """The keys of the pairs of extracts that are noted already, in the order of candidates."""
    pairs = (sorted((f"extract-{row.first}", f"extract-{row.second}")) for row in inventory.contradictions)
    return {(first, second) for first, second in pairs}


def _asked(request: SignedInRequest) -> Opposites:
    """The candidates that a form is about. Raises RuleBroken for those that are none, or not any more."""
    keys = tuple(words_in(request.POST, name, at_most=KEY_AT_MOST) for name in ("first", "second"))
    strategy = current_strategy(request)
    candidates = contradicting(statements_of(strategy, inventory_of(strategy)))
    found = next((each for each in candidates if each.keys == keys), None)
    if found is None:
        raise RuleBroken(
            _("Diese beiden Stellen stehen nicht mehr zur Auswahl. Jemand hat sie inzwischen geändert.")
        )
    return found
