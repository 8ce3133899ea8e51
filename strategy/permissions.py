"""The rights to one object: the twins of the query sets' methods.

`open_to`, `readable_by`, `editable_by`, `attachable_by` and `removable_by`.
"""

from collections.abc import Set as AbstractSet
from uuid import UUID

from accounts.models import User
from accounts.roles import Right
from strategy.choices import SETTLED_STATUSES, TEXT_STATUS_TRANSITIONS, ElementKind, TextStatus
from strategy.completeness import Finding
from strategy.models import Comment, ThemeField
from strategy.models.element import NumberedElement
from strategy.models.kinds import ELEMENT_MODELS, AnyElement


def can_read(user: User, element: AnyElement) -> bool:
    return user.has_right(Right.READ_WORKSPACE)


def is_open_to(user: User, element: AnyElement) -> bool:
    """Tell whether somebody may work here, whatever the status of the text is: edit, add below, move."""
    if element.retired_at is not None or element.strategy_of.is_submitted:
        return False
    theme = element.theme_of
    if theme is None:
        return user.has_right(element.edit_right)
    if theme.consolidation_since is not None and not user.has_right(Right.CONSOLIDATE_THEMES):
        return False
    if user.has_right(element.edit_right):
        return True
    in_group = theme.working_group_members.filter(user=user)
    return user.has_right(Right.EDIT_OWN_THEMES) and in_group.exists()


def can_edit(user: User, element: AnyElement) -> bool:
    return is_open_to(user, element) and not (
        isinstance(element, NumberedElement)
        and element.text_status in SETTLED_STATUSES
        and not user.has_right(element.edit_right)
    )


def can_attach(user: User, element: AnyElement) -> bool:
    """Tell whether somebody may add and remove attachments: coordination also while a paper lets the texts rest.

    They are no text of the draft: an expert's report that comes in meanwhile changes nothing the bodies decide on.
    """
    if user.has_right(Right.CONSOLIDATE_THEMES):
        return element.retired_at is None
    return can_edit(user, element)


def editable_keys(user: User) -> frozenset[UUID]:
    """The keys of everything that somebody may edit, in one query for each kind of element."""
    return frozenset(
        key
        for model in ELEMENT_MODELS.values()
        for key in model.objects.editable_by(user).values_list("pk", flat=True)
    )


def work_keys(user: User) -> frozenset[UUID] | None:
    """Keys of what somebody may edit; None for coordination, which edits everywhere, and for those who only read."""
    edits_somewhere = user.has_right(Right.EDIT_GOALS) or user.has_right(Right.EDIT_OWN_THEMES)
    return editable_keys(user) if edits_somewhere and not user.has_right(Right.CONSOLIDATE_THEMES) else None


def can_settle(user: User, finding: Finding, editable: AbstractSet[UUID] | None) -> bool:
    """Tell whether somebody can do something about a finding; `editable` as from `work_keys`."""
    if finding.remedy:
        return user.has_right(finding.remedy.right)
    if finding.source and user.has_right(Right.EVALUATE_CONCEPTS):
        return True
    if not finding.source and not finding.place:
        return True
    if editable is not None:
        return finding.key in editable
    is_chapter = finding.place is not None and finding.place.kind == ElementKind.CHAPTER
    return user.has_right(Right.EDIT_CHAPTERS if is_chapter else Right.EDIT_GOALS)


def can_remove(user: User, element: AnyElement) -> bool:
    right = element.remove_right
    return right is not None and user.has_right(right) and is_open_to(user, element)


def can_comment(user: User, element: AnyElement) -> bool:
    return element.retired_at is None and user.has_right(Right.COMMENT)


def can_propose(user: User, element: AnyElement) -> bool:
    """Tell whether somebody may propose a change: not where they may edit, and not while coordination consolidates."""
    return _takes_proposals(user, element) and not can_edit(user, element)


def can_propose_below(user: User, parent: AnyElement) -> bool:
    """Tell whether somebody may propose something new below an element: not where they may add it."""
    return _takes_proposals(user, parent) and not is_open_to(user, parent)


def can_propose_removal(user: User, element: AnyElement) -> bool:
    return (
        isinstance(element, NumberedElement)
        and _takes_proposals(user, element)
        and not can_remove(user, element)
    )


def can_propose_move(user: User, element: AnyElement) -> bool:
    """Tell whether somebody may propose another place for a goal or measure: while its number may still change."""
    return (
        isinstance(element, NumberedElement)
        and _takes_proposals(user, element)
        and not user.has_right(element.edit_right)
        and not element.strategy_of.has_fixed_numbers
    )


def _takes_proposals(user: User, element: AnyElement) -> bool:
    theme = element.theme_of
    return (
        element.retired_at is None
        and user.has_right(Right.PROPOSE_CHANGES)
        and not element.strategy_of.is_submitted
        and (theme is None or theme.consolidation_since is None)
    )


def can_change_text_status(user: User, element: AnyElement, to: TextStatus) -> bool:
    """A draft is handed in by whoever may edit it; every other step is for coordination and core team."""
    if not isinstance(element, NumberedElement) or to not in TEXT_STATUS_TRANSITIONS[element.text_status]:
        return False
    if not is_open_to(user, element):
        return False
    return element.text_status == TextStatus.DRAFT or user.has_right(Right.SETTLE_TEXTS)


def can_resolve(user: User, thread: Comment) -> bool:
    return user.has_right(Right.COMMENT) and (
        thread.author_id == user.pk or user.has_right(Right.SETTLE_TEXTS)
    )


def can_delete_comment(user: User, comment: Comment) -> bool:
    return user.has_right(Right.COMMENT) and comment.author_id == user.pk


def can_evaluate(user: User) -> bool:
    """Tell whether somebody may keep the inventory: concepts, their files and their extracts."""
    return user.has_right(Right.EVALUATE_CONCEPTS)


def can_edit_swot(user: User, theme: ThemeField) -> bool:
    return is_open_to(user, theme)
