"""The financial effects of a paper: the lines of its two tables, and what the strategy's measures suggest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from committees.council.actions.financial_effects import remove_effect, save_effect, take_over_effects
from committees.council.choices import BudgetPlan
from committees.council.financial_tables import financial_tables
from committees.council.forms.financial_effects import FinancialEffectForm
from committees.council.models import FinancialEffect, Paper
from committees.council.suggested_effects import suggested_effects
from committees.council.views.ended import explains_end
from editing.access import refusal_shown
from editing.asking import Question, ask
from editing.saving import FormPage
from strategy.document.published import frozen_document


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def effect_add(request: SignedInRequest, pk: int, plan: BudgetPlan) -> HttpResponse:
    """Add a line to one of the two tables."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    return _edit(request, FinancialEffect(paper=paper, plan=plan))


@require_http_methods(["GET", "HEAD", "POST"])
def effect_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, _effect(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def effect_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a line, which nothing brings back."""
    effect = _effect(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_effect(effect=effect, by=request.user)
            messages.success(request, _("Die Zeile „%(name)s“ ist entfernt.") % {"name": effect.name})
        return redirect("council:paper-detail", effect.paper_id)
    question = Question(
        title=_("Zeile „%(name)s“ entfernen?") % {"name": effect.name},
        sentences=[_("Die Zeile lässt sich nicht zurückholen.")],
        texts=[f"{effect.get_plan_display()}: {effect.number} {effect.name}"],
        yes=_("Ja, entfernen"),
        back=reverse("council:paper-detail", args=[effect.paper_id]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def effect_suggest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the costs of the measures add up to, then take it over."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    suggested = suggested_effects(frozen_document(paper.version))
    if request.method != "POST":
        context = {"paper": paper, "tables": financial_tables(suggested), "any": bool(suggested)}
        return render(request, "committees/council/effect_suggest.html", context)
    effects = [
        FinancialEffect(plan=line.plan, number=line.number, name=line.name, amount=line.amount)
        for line in suggested
    ]
    with refusal_shown(request):
        count = take_over_effects(paper=paper, effects=effects, by=request.user)
        words = ngettext("%d Zeile ist übernommen.", "%d Zeilen sind übernommen.", count)
        messages.success(request, words % count)
    return redirect("council:paper-detail", pk)


def _effect(request: SignedInRequest, pk: int) -> FinancialEffect:
    papers = Paper.objects.editable_by(request.user)
    effects = FinancialEffect.objects.filter(paper__in=papers).select_related("paper")
    return get_object_or_404(effects, pk=pk)


def _edit(request: SignedInRequest, effect: FinancialEffect) -> HttpResponse:
    page = FormPage(request, FinancialEffectForm(request.POST or None, instance=effect))
    if page.is_valid():
        with page.saving():
            save_effect(effect=page.form.save(commit=False), by=request.user)
            return redirect("council:paper-detail", effect.paper_id)
    return page.answer(
        "committees/council/form.html", {"title": str(BudgetPlan(effect.plan).label), "paper": effect.paper}
    )
