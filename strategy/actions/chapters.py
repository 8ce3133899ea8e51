"""Which chapters a strategy has, in which order, and what they are called."""

from collections.abc import Sequence, Set
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.positions import LIFT, lock_for_editing
from strategy.chapter_catalogue import CATALOGUE
from strategy.models import Chapter, Strategy

CHAPTERS_AT_MOST = 30
# Kinds and titles of the chapters with which every strategy begins: their titles are stored nowhere.
USUAL = {(chapter.kind, chapter.title) for chapter in CATALOGUE if chapter.by_default}


class ChapterPlan(Struct, frozen=True):
    """A chapter as it shall stand. One without `key` is new: from the catalogue, or without `kind` the city's own."""

    key: UUID | None
    kind: str
    title: str


@transaction.atomic
def arrange_chapters(
    *, strategy: Strategy, plans: Sequence[ChapterPlan], seen: Set[UUID], by: User, at: datetime
) -> None:
    """Make these the chapters of the strategy, in this order. The others keep their text and can come back.

    `seen` are the chapters that the strategy had when the plans were made. Raises RuleBroken when it has others by now,
    while the texts lie before the committees, and for too many chapters.
    """
    strategy = lock_for_editing(strategy)
    if len(plans) > CHAPTERS_AT_MOST:
        raise RuleBroken(
            _("Eine Strategie hat höchstens %(most)d Kapitel, dies sind %(count)d.")
            % {"most": CHAPTERS_AT_MOST, "count": len(plans)}
        )
    # Locked: somebody may be saving the text of one of them.
    locked = Chapter.objects.filter(strategy=strategy).select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in locked}
    if {row.pk for row in rows.values() if row.retired_at is None} != seen:
        raise RuleBroken(
            _("Inzwischen hat jemand die Kapitel geändert. Bitte öffnen Sie die Seite noch einmal.")
        )
    chosen = {plan.key for plan in plans}
    for row in rows.values():
        if row.pk not in chosen and row.retired_at is None:
            row.retired_at, row.retired_by = at, by
            _save(row, by)
    places = {plan.key: place for place, plan in enumerate(plans, start=1)}
    moved = [row.pk for row in rows.values() if row.pk in places and row.position != places[row.pk]]
    Chapter.objects.filter(pk__in=moved).update(position=F("position") + LIFT)
    for place, plan in enumerate(plans, start=1):
        row = rows[plan.key] if plan.key else Chapter(strategy=strategy, chapter_kind=plan.kind, position=0)
        _put(row, plan, place, by)


def _put(row: Chapter, plan: ChapterPlan, place: int, by: User) -> None:
    title = "" if (plan.kind, plan.title) in USUAL else plan.title
    if (row.position, row.title, row.retired_at) == (place, title, None):
        return
    row.position, row.title = place, title
    row.retired_at = row.retired_by = None
    _save(row, by)


def _save(row: Chapter, by: User) -> None:
    row._history_user = by
    if row._state.adding:
        row.save()
    else:
        row.save(update_fields=["position", "title", "retired_at", "retired_by"])
