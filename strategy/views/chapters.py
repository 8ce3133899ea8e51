"""The written chapters, and the preview of Markdown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.text_limits import CHAPTER_AT_MOST
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


@require_POST
def markdown_preview(request: SignedInRequest) -> HttpResponse:
    """Draw a text as it will be read. Nothing is saved."""
    require_right(request, Right.READ_WORKSPACE)
    return render(
        request, "editing/_markdown_preview.html", {"text": request.POST.get("text", "")[:CHAPTER_AT_MOST]}
    )
