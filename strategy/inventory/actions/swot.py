"""Writing the SWOT view of a theme field: its strengths, weaknesses, opportunities and threats."""

from collections.abc import Iterable, Mapping
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import refuse_submitted
from strategy.choices import ThemeDecision
from strategy.models import Extract, SwotEntry, ThemeField
from strategy.permissions import can_edit_swot


@transaction.atomic
def add_swot_entry(*, theme: ThemeField, values: Mapping[str, object], by: User) -> SwotEntry:
    """Add a statement to a theme field. `values` are the cleaned form values by field name.

    Raises RuleBroken when the theme field left the strategy or was locked while the form was open.
    """
    return _written(SwotEntry(theme=_open_theme(theme, by)), values, by)


@transaction.atomic
def save_swot_entry(*, entry: SwotEntry, values: Mapping[str, object], revision: int, by: User) -> SwotEntry:
    """Save the values of a form that was opened at `revision`; what is already there leaves no trace.

    Raises StaleRevision, with the saved state, when somebody else has saved since, and RuleBroken when the entry
    was removed or its theme field locked meanwhile.
    """
    current = _open_entry(entry, by)
    if current.revision != revision:
        raise StaleRevision(current)
    plain = {name: value for name, value in values.items() if name != "extracts"}
    if all(getattr(current, name) == value for name, value in plain.items()) and set(
        current.extracts.all()
    ) == set(_extracts_of(values)):
        return current
    current.revision += 1
    return _written(current, values, by)


@transaction.atomic
def remove_swot_entry(*, entry: SwotEntry, by: User) -> None:
    """Remove a statement. The history keeps it. Raises RuleBroken like `save_swot_entry`."""
    current = _open_entry(entry, by)
    current._history_user = by
    current.delete()


def _open_entry(entry: SwotEntry, by: User) -> SwotEntry:
    _open_theme(entry.theme, by)
    current = SwotEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Eintrag wurde inzwischen entfernt."))
    found: SwotEntry = current
    return found


def _open_theme(theme: ThemeField, by: User) -> ThemeField:
    """Lock the theme field: coordination that begins to consolidate waits for this entry, or this sees it."""
    current: ThemeField = ThemeField.objects.select_for_update().get(pk=theme.pk)
    if current.decision != ThemeDecision.SELECTED or current.retired_at is not None:
        raise RuleBroken(_("Dieses Themenfeld gehört inzwischen nicht mehr zur Strategie."))
    refuse_submitted(current.strategy)
    if not can_edit_swot(by, current):
        raise RuleBroken(
            _(
                "Die Koordination führt die Texte dieses Themenfelds gerade zusammen. Bitte später noch einmal."
            )
            if current.consolidation_since is not None
            else _("Sie arbeiten in diesem Themenfeld nicht mehr mit.")
        )
    return current


def _extracts_of(values: Mapping[str, object]) -> Iterable[Extract]:
    return cast("Iterable[Extract]", values["extracts"])


def _written(entry: SwotEntry, values: Mapping[str, object], by: User) -> SwotEntry:
    for name, value in values.items():
        if name != "extracts":
            setattr(entry, name, value)
    entry._history_user = by
    # The row is saved right after: one change, one entry in the history.
    entry.skip_history_when_saving = True
    if entry.pk is None:
        entry.save()
    entry.extracts.set(_extracts_of(values))
    del entry.skip_history_when_saving
    entry.save()
    return entry
