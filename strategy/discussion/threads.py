"""The discussion of an element, ready to be shown."""

from collections import defaultdict
from uuid import UUID

from msgspec import Struct

from accounts.models import User
from editing.dialect import merged_text
from editing.dialect_field import DialectField, shown_value
from editing.history import state_at_revision
from editing.wording import Change, merge3, word_changes
from strategy.discussion.choices import ProposalStatus
from strategy.models import Comment, Department, Proposal
from strategy.models.kinds import AnyElement
from strategy.permissions import can_comment, can_delete_comment, can_propose, can_resolve


class ProposedChange(Struct, frozen=True):
    """One field of a proposal: the change against the text its author saw, and against today's text if that differs."""

    name: str
    label: str
    changes: tuple[Change, ...]
    against_current: tuple[Change, ...]


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
    proposals: tuple[Proposal, ...]
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
    open_proposals = Proposal.objects.about(element).filter(status=ProposalStatus.OPEN)
    return Discussion(
        threads=tuple(thread for thread in threads if thread.comment.resolved_at is None),
        resolved=tuple(thread for thread in threads if thread.comment.resolved_at is not None),
        proposals=tuple(open_proposals.select_related("author")),
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


def texts_to_accept(proposal: Proposal, element: AnyElement) -> dict[str, object]:
    """The first values of the form of acceptance: the proposal put together with what was saved since.

    Where both touch the same words it is the proposed text; the page shows what it differs in from today's. A name of
    a department is one or the other.
    """
    base = _base_of(proposal, element)
    merged = {
        name: None
        if element._meta.get_field(name).is_relation
        else (merged_text if _is_dialect(element, name) else merge3)(
            base[name], text, _current(element, name)
        )
        for name, text in proposal.values.items()
    }
    return {name: proposal.values[name] if text is None else text for name, text in merged.items()}


def proposed_changes(proposal: Proposal, element: AnyElement) -> tuple[ProposedChange, ...]:
    """The proposal field by field. `element` is the saved element, which may have changed since."""
    base = _base_of(proposal, element)
    labels = {field.name: str(field.verbose_name) for field in element._meta.concrete_fields}

    def shown(name: str, value: object) -> str:
        return str(shown_value(type(element), name, value))

    return tuple(
        ProposedChange(
            name=name,
            label=labels[name],
            changes=word_changes(shown(name, base[name]), shown(name, text)),
            against_current=word_changes(shown(name, _current(element, name)), shown(name, text))
            if _current(element, name) not in (base[name], text)
            else (),
        )
        for name, text in proposal.values.items()
    )


def _is_dialect(element: AnyElement, name: str) -> bool:
    return isinstance(element._meta.get_field(name), DialectField)


def _current(element: AnyElement, name: str) -> str:
    return str(getattr(element, name) or "")


def _base_of(proposal: Proposal, element: AnyElement) -> dict[str, str]:
    """The texts that the author of a proposal saw, where it changes them."""
    state = state_at_revision(element, proposal.base_revision) or {}
    named = {name: key for name in proposal.values if isinstance(key := state.get(name), UUID)}
    departments = Department.objects.in_bulk(named.values()) if named else {}
    return {
        name: str(departments.get(named[name], "") if name in named else state.get(name) or "")
        for name in proposal.values
    }
