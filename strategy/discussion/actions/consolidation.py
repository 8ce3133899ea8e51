"""Coordination brings the texts of a theme field into one form; meanwhile nobody else edits or proposes there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import ThemeField


@transaction.atomic
def begin_consolidation(*, theme: ThemeField, by: User, at: datetime) -> ThemeField:
    """Lock a theme field for everybody but coordination. Raises RuleBroken when it is locked already."""
    current = _locked(theme)
    if current.consolidation_since is not None:
        raise RuleBroken(_("Dieses Themenfeld wird schon zusammengeführt."))
    return _set(current, since=at, owner=by, by=by)


@transaction.atomic
def end_consolidation(*, theme: ThemeField, by: User) -> ThemeField:
    """Open a theme field again. Raises RuleBroken when it is open already."""
    current = _locked(theme)
    if current.consolidation_since is None:
        raise RuleBroken(_("Dieses Themenfeld ist schon wieder offen."))
    return _set(current, since=None, owner=None, by=by)


def _locked(theme: ThemeField) -> ThemeField:
    current: ThemeField | None = ThemeField.objects.select_for_update().selected().filter(pk=theme.pk).first()
    if current is None:
        raise RuleBroken(_("Dieses Themenfeld ist nicht mehr gewählt."))
    return current


def _set(theme: ThemeField, *, since: datetime | None, owner: User | None, by: User) -> ThemeField:
    theme.consolidation_since, theme.consolidation_by = since, owner
    theme._history_user = by
    theme.save(update_fields=["consolidation_since", "consolidation_by"])
    return theme
