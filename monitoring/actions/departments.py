"""Who answers for a department."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from monitoring.actions.rows import save_row
from monitoring.models import DepartmentMember


@transaction.atomic
def add_member(*, member: DepartmentMember, by: User, at: datetime) -> DepartmentMember:
    """Let an account answer for a department. Raises RuleBroken if it does already."""
    member.added_at, member.added_by = at, by
    save_row(member)
    return member


@transaction.atomic
def remove_member(*, member: DepartmentMember, by: User) -> None:
    member.delete()
