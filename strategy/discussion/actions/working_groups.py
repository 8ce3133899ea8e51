"""Naming the people who work on a theme field."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import ThemeField, WorkingGroupMember


@transaction.atomic
def set_working_group(*, theme: ThemeField, users: Iterable[User], by: User, at: datetime) -> None:
    """Make the working group of a theme field consist of exactly these people.

    Raises RuleBroken for a theme field that was removed or is no longer selected.
    """
    locked = ThemeField.objects.selected().select_for_update().filter(pk=theme.pk).first()
    if locked is None:
        raise RuleBroken(_("Dieses Themenfeld ist nicht mehr gewählt."))
    wanted = {user.pk for user in users}
    locked.working_group_members.exclude(user__in=wanted).delete()
    present = set(locked.working_group_members.values_list("user_id", flat=True))
    WorkingGroupMember.objects.bulk_create(
        WorkingGroupMember(theme=locked, user_id=key, added_at=at, added_by=by)
        for key in sorted(wanted - present)
    )
