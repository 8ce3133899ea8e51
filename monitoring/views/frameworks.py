"""The Berichtsrahmen: what the city says about each aspect and core indicator, and loading the list."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.asking import CONFIRMED, Question, ask
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from monitoring.actions.frameworks import Loaded, answer_aspect, answer_core_indicator, load_framework
from monitoring.adopted import adopted_strategy
from monitoring.exceptions import AnswersToOtherQuestions
from monitoring.forms.frameworks import (
    SUGGESTED,
    AspectForm,
    CoreIndicatorForm,
    FrameworkFileForm,
    with_ticks,
)
from monitoring.framework.file import BYTE_ORDER_MARK, SAMPLE, read_framework
from monitoring.framework.suggestions import suggestion_for
from monitoring.models import CoreIndicator, FrameworkAspect, Indicator, ReportingFramework
from strategy.models import OperationalGoal, ThemeField
from strategy.views.access import current_strategy

SUGGESTED_AS = {
    "themes": gettext_lazy("Themenfelder"),
    "goals": gettext_lazy("Ziele"),
    "indicators": gettext_lazy("Indikatoren"),
}


@require_safe
def framework(request: SignedInRequest) -> HttpResponse:
    """All aspects and core indicators with what the city says about them, and how many are open."""
    require_right(request, Right.READ_WORKSPACE)
    found = ReportingFramework.objects.filter(strategy=current_strategy(request)).first()
    listed = FrameworkAspect.objects.listed().filter(framework=found)
    aspects = list(listed.prefetch_related("themes", "goals", "indicators")) if found else []
    asked = CoreIndicator.objects.listed().filter(framework=found).select_related("indicator")
    figures = list(asked) if found else []
    context = {
        "framework": found,
        "fields": [
            (title, list(rows)) for (_area, title), rows in groupby(aspects, key=attrgetter("area", "field"))
        ],
        "core_indicators": figures,
        "count": len(aspects),
        "open_aspects": sum(each.is_open for each in aspects),
        "open_figures": sum(each.is_open for each in figures),
        "manages": request.user.has_right(Right.MANAGE_IMPLEMENTATION),
    }
    return render(request, "monitoring/framework/framework.html", context)


@require_safe
def framework_sample(request: SignedInRequest) -> HttpResponse:
    """A short list in our own words, which shows how such a file is made."""
    require_right(request, Right.READ_WORKSPACE)
    headers = {"Content-Disposition": 'attachment; filename="berichtsrahmen-beispiel.json"'}
    return HttpResponse(SAMPLE.read_bytes(), content_type="application/json", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_load(request: SignedInRequest) -> HttpResponse:
    """Load a list from a file, in the place of the one before; ask before answers stand under other questions."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    page = FormPage(request, FrameworkFileForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "file"}):
            content = page.form.list_bytes()
            try:
                loaded = load_framework(
                    strategy=current_strategy(request),
                    file=read_framework(content),
                    by=request.user,
                    at=timezone.now(),
                    keeps_answers=CONFIRMED in request.POST,
                )
            except AnswersToOtherQuestions as refusal:
                return ask(request, _about_answers(refusal, content))
            messages.success(request, _said(loaded))
            return redirect("monitoring:framework")
    return page.answer("monitoring/framework/framework_load.html", {**_way_back()})


@require_http_methods(["GET", "HEAD", "POST"])
def aspect_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Report on an aspect, or say why not."""
    aspects = FrameworkAspect.objects.editable_by(request.user).select_related("framework")
    aspect = get_object_or_404(aspects, pk=pk)
    suggested = _suggested(aspect)
    takes_over = SUGGESTED in request.POST
    typed = with_ticks(request.POST, suggested) if takes_over else request.POST
    form = AspectForm(typed or None, instance=aspect, has_suggestions=bool(suggested))
    page = FormPage(request, form)
    if not takes_over and page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            answer_aspect(aspect=aspect, values=page.form.values(), revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect(f"{reverse('monitoring:framework')}#aspekt-{aspect.pk}")
    named = [(SUGGESTED_AS[name], rows) for name, rows in suggested.items()]
    context = {"aspect": aspect, "suggested": named, **_way_back()}
    status = 200 if takes_over else None
    return page.answer("monitoring/framework/aspect_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def core_indicator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name the indicator that answers a core indicator, or say why none does."""
    figure = get_object_or_404(CoreIndicator.objects.editable_by(request.user), pk=pk)
    page = FormPage(request, CoreIndicatorForm(request.POST or None, instance=figure))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            values = page.form.values()
            answer_core_indicator(core_indicator=figure, values=values, revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect(f"{reverse('monitoring:framework')}#kernindikator-{figure.pk}")
    context = {"figure": figure, "suggested": _indicators_for(figure.sdgs), **_way_back()}
    return page.answer("monitoring/framework/core_indicator_edit.html", context)


def _suggested(aspect: FrameworkAspect) -> dict[str, Sequence[ThemeField | OperationalGoal | Indicator]]:
    """What of the strategy refers to the SDGs that the framework names."""
    adopted = adopted_strategy()
    if adopted is None or not aspect.sdgs:
        return {}
    keys = suggestion_for(adopted.document, aspect.sdgs)
    found: dict[str, Sequence[ThemeField | OperationalGoal | Indicator]] = {
        "themes": list(ThemeField.objects.active().in_chosen_themes().filter(pk__in=keys.themes)),
        "goals": list(
            OperationalGoal.objects.active()
            .filter(pk__in=keys.goals)
            .with_ancestors()
            .order_by(*OperationalGoal.number_lookups)
        ),
        "indicators": _indicators_for(aspect.sdgs),
    }
    return {name: rows for name, rows in found.items() if rows}


def _indicators_for(sdgs: list[int]) -> list[Indicator]:
    return list(Indicator.objects.filter(sdg_targets__sdg__in=sdgs).distinct())


def _about_answers(refusal: AnswersToOtherQuestions, content: bytes) -> Question:
    return Question(
        title=_("Bleiben diese Antworten stehen?"),
        sentences=[
            _(
                "Unter diesen Kennungen haben Sie schon geantwortet. Die neue Liste gehört zu einem anderen "
                "Berichtsrahmen oder fragt dort etwas anderes. Ihre Antwort stünde danach unter der neuen Frage."
            )
        ],
        texts=[str(each) for each in refusal.asked],
        yes=_("Ja, einlesen und Antworten behalten"),
        back=reverse("monitoring:framework-load"),
        keeps={"content": msgspec.json.format(content.removeprefix(BYTE_ORDER_MARK), indent=-1).decode()},
    )


def _said(loaded: Loaded) -> str:
    aspects = ngettext("%d Aspekt", "%d Aspekte", loaded.aspects) % loaded.aspects
    figures = (
        ngettext("%d Kernindikator", "%d Kernindikatoren", loaded.core_indicators) % loaded.core_indicators
    )
    said = _("Eingelesen: %(aspects)s und %(figures)s.") % {"aspects": aspects, "figures": figures}
    if not loaded.left_with_answer:
        return said
    left = ngettext(
        "%d Antwort gehört zu etwas, das nicht mehr in der Liste steht. Sie bleibt aufgehoben.",
        "%d Antworten gehören zu etwas, das nicht mehr in der Liste steht. Sie bleiben aufgehoben.",
        loaded.left_with_answer,
    )
    return f"{said} {left % loaded.left_with_answer}"


def _way_back() -> dict[str, str]:
    return {"back_url": reverse("monitoring:framework"), "back_label": _("Zum Berichtsrahmen")}
