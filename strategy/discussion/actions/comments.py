"""Comments on elements: threads with replies, which are resolved and reopened as a whole."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import Comment
from strategy.models.kinds import AnyElement
from strategy.permissions import can_comment, can_delete_comment, can_resolve


@transaction.atomic
def add_comment(
    *,
    element: AnyElement,
    text: str,
    mentions: Iterable[User],
    by: User,
    at: datetime,
    thread: Comment | None = None,
) -> Comment:
    """Write a comment, or a reply to `thread`. Who is mentioned reads it in the next mail of news.

    A reply opens a resolved thread again. Raises RuleBroken when the element or the thread is gone.
    """
    current = type(element).objects.active().with_ancestors().filter(pk=element.pk).first()
    if current is None or not can_comment(by, current):
        raise RuleBroken(_("Hier kann nicht mehr kommentiert werden: Das Element wurde inzwischen entfernt."))
    if thread is not None:
        set_resolved(thread=_locked(thread), resolved=False, by=by, at=at)
    comment: Comment = Comment.objects.create(
        element_kind=current.kind,
        element_key=current.pk,
        theme=current.theme_of,
        thread=thread,
        text=text,
        author=by,
        created_at=at,
    )
    comment.mentions.set(user for user in mentions if user.pk != by.pk)
    return comment


@transaction.atomic
def set_resolved(*, thread: Comment, resolved: bool, by: User, at: datetime) -> Comment:
    """Resolve or reopen a thread. Doing it twice changes nothing. Raises RuleBroken for whom it is not for."""
    current = _locked(thread)
    if resolved == (current.resolved_at is not None):
        return current
    if resolved and not can_resolve(by, current):
        raise RuleBroken(_("Erledigen kann das, wer es begonnen hat, oder die Koordination."))
    current.resolved_at, current.resolved_by = (at, by) if resolved else (None, None)
    current.save(update_fields=["resolved_at", "resolved_by"])
    return current


@transaction.atomic
def delete_comment(*, comment: Comment, by: User) -> None:
    """Delete one's own comment. Raises RuleBroken once somebody has replied."""
    current = _locked(comment)
    if not can_delete_comment(by, current) or current.replies.exists():
        raise RuleBroken(_("Dieser Kommentar hat schon eine Antwort und bleibt deshalb stehen."))
    current.delete()


def _locked(comment: Comment) -> Comment:
    current: Comment | None = Comment.objects.select_for_update().filter(pk=comment.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Kommentar wurde inzwischen gelöscht."))
    return current
