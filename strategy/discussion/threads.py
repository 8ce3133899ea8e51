"""The discussion of an element, ready to be shown."""

from collections import defaultdict

from msgspec import Struct

from accounts.models import User
from strategy.discussion.proposal_lines import ProposalLine, lines_of
from strategy.models import Comment, Proposal
from strategy.models.kinds import AnyElement
from strategy.permissions import can_comment, can_delete_comment, can_propose, can_resolve


class Thread(Struct, frozen=True):
    """A comment with its replies, and what the reader may do with it."""

    comment: Comment
    replies: tuple[Comment, ...]
    can_resolve: bool
    can_delete: bool
    deletable_replies: tuple[int, ...]


class Discussion(Struct, frozen=True):
    """The discussion below an element."""

    threads: tuple[Thread, ...]
    resolved: tuple[Thread, ...]
    proposals: tuple[ProposalLine, ...]
    can_comment: bool
    can_propose: bool

    @property
    def count(self) -> int:
        return sum(1 + len(thread.replies) for thread in (*self.threads, *self.resolved))


def discussion_of(element: AnyElement, user: User) -> Discussion:
    """The threads and open proposals of an element, in a constant number of queries."""
    comments = Comment.objects.about(element).select_related("author", "resolved_by")
    replies: dict[int, list[Comment]] = defaultdict(list)
    openings: list[Comment] = []
    for comment in comments.prefetch_related("mentions"):
        if comment.thread_id is None:
            openings.append(comment)
        else:
            replies[comment.thread_id].append(comment)
    threads = [_thread(comment, replies[comment.pk], user) for comment in openings]
    waiting = Proposal.objects.waiting_at([element.pk]).select_related("author")
    return Discussion(
        threads=tuple(thread for thread in threads if thread.comment.resolved_at is None),
        resolved=tuple(thread for thread in threads if thread.comment.resolved_at is not None),
        proposals=tuple(lines_of(waiting)),
        can_comment=can_comment(user, element),
        can_propose=can_propose(user, element),
    )


def _thread(comment: Comment, replies: list[Comment], user: User) -> Thread:
    return Thread(
        comment=comment,
        replies=tuple(replies),
        can_resolve=can_resolve(user, comment),
        can_delete=not replies and can_delete_comment(user, comment),
        deletable_replies=tuple(reply.pk for reply in replies if can_delete_comment(user, reply)),
    )
