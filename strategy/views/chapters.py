"""The written chapters."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from strategy.choices import ChapterKind
from strategy.models import Chapter
from strategy.views.access import current_strategy


@require_safe
def chapter_list(request: SignedInRequest) -> HttpResponse:
    """All chapters in the order of the printed strategy."""
    strategy = current_strategy(request)
    rows = {chapter.chapter_kind: chapter for chapter in Chapter.objects.filter(strategy=strategy)}
    chapters = [rows[kind] for kind in ChapterKind if kind in rows]
    return render(request, "strategy/chapter_list.html", {"chapters": chapters})
