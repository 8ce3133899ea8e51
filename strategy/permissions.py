"""Who may do what with one object: the twins of `readable_by`, `editable_by` and `removable_by`."""

from accounts.models import User
from accounts.roles import Right
from strategy.models import Element


def can_read(user: User, element: Element) -> bool:
    return user.has_right(Right.READ_WORKSPACE)


def can_edit(user: User, element: Element) -> bool:
    return element.retired_at is None and user.has_right(element.edit_right)


def can_remove(user: User, element: Element) -> bool:
    right = element.remove_right
    return element.retired_at is None and right is not None and user.has_right(right)
