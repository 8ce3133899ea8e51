"""The written chapters: their list, and which ones the strategy has."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.saving import FormPage
from strategy.actions.chapters import arrange_chapters
from strategy.forms.chapters import ChaptersForm
from strategy.models import Chapter
from strategy.views.access import current_strategy


@require_safe
def chapter_list(request: SignedInRequest) -> HttpResponse:
    """All chapters in the order of the printed strategy."""
    strategy = current_strategy(request)
    chapters = Chapter.objects.filter(strategy=strategy).chosen()
    return render(request, "strategy/chapter_list.html", {"chapters": chapters})


@require_http_methods(["GET", "HEAD", "POST"])
def chapter_settings(request: SignedInRequest) -> HttpResponse:
    """Which chapters the strategy has, in which order, and what they are called."""
    require_right(request, Right.EDIT_SETTINGS)
    strategy = current_strategy(request)
    rows = Chapter.objects.filter(strategy=strategy).order_by("position", "pk")
    page = FormPage(request, ChaptersForm(request.POST or None, rows=rows))
    if page.is_valid():
        with page.saving():
            arrange_chapters(
                strategy=strategy,
                plans=page.form.plans(),
                seen=page.form.seen(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _said(page.form.left_out()))
            return redirect("strategy:chapter-list")
    return page.answer("strategy/chapter_settings.html", {})


def _said(left_out: list[str]) -> str:
    if not left_out:
        return _("Gespeichert.")
    return _("Gespeichert. Nicht mehr in der Strategie: %(chapters)s. Die Texte bleiben erhalten.") % {
        "chapters": ", ".join(left_out)
    }
