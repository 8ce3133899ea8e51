"""Beginning a strategy: municipality, strategy, the candidates of the catalogue, the empty chapters."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import refuse_submitted
from strategy.chapter_catalogue import CATALOGUE
from strategy.models import CatalogueField, Chapter, Municipality, Strategy, ThemeField

# What stands on the cover of a version.
IN_THE_VERSION = frozenset({"title", "target_year", "period_start", "period_end"})


@transaction.atomic
def begin_strategy(*, municipality: Municipality, strategy: Strategy, by: User | None) -> Strategy:
    """Save both objects and everything a new strategy starts with. One installation has one strategy."""
    if Strategy.objects.exists():
        raise RuleBroken(_("Die Strategie ist schon angelegt."))
    try:
        with transaction.atomic():
            _save(municipality, by)
            strategy.municipality = municipality
            _save(strategy, by)
    except IntegrityError as error:
        # Somebody else began it at this moment.
        raise RuleBroken(_("Die Strategie ist schon angelegt.")) from error
    candidates = [
        ThemeField(
            strategy=strategy,
            catalogue_field=field,
            title=field.title,
            description=field.description,
            prescribed=field.prescribed,
        )
        for field in CatalogueField.objects.all()
    ]
    usual = [chapter.kind for chapter in CATALOGUE if chapter.by_default]
    chapters = [
        Chapter(strategy=strategy, chapter_kind=kind, position=position)
        for position, kind in enumerate(usual, start=1)
    ]
    bulk_create_with_history(candidates, ThemeField, default_user=by)
    bulk_create_with_history(chapters, Chapter, default_user=by)
    return strategy


@transaction.atomic
def save_settings(
    *,
    strategy: Strategy,
    municipality: Mapping[str, object],
    values: Mapping[str, object],
    revision: int,
    by: User,
) -> Strategy:
    """Save the settings of municipality and strategy, opened at `revision`; StaleRevision as for elements.

    Saving what is already there changes nothing. Raises RuleBroken for another title or other years while the
    strategy lies before the committees.
    """
    current = (
        Strategy.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=strategy.pk)
    )
    if current.revision != revision:
        raise StaleRevision(current)
    # An emptied upload field says False.
    municipality = {name: value or "" if name == "logo" else value for name, value in municipality.items()}
    if _holds(current.municipality, municipality) and _holds(current, values):
        return current
    if not _holds(current, {name: value for name, value in values.items() if name in IN_THE_VERSION}):
        refuse_submitted(current)
    for name, value in municipality.items():
        setattr(current.municipality, name, value)
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    current.municipality.revision += 1
    _save(current.municipality, by)
    _save(current, by)
    return current


@transaction.atomic
def save_municipality(
    *, municipality: Municipality, values: Mapping[str, object], revision: int, by: User
) -> Strategy:
    """Save a part of the settings of the municipality, opened at `revision` of its own; all else as `save_settings`."""
    locked = Strategy.objects.select_for_update(of=("self",)).select_related("municipality")
    current = locked.get(municipality=municipality)
    if current.municipality.revision != revision:
        raise StaleRevision(current.municipality)
    return save_settings(strategy=current, municipality=values, values={}, revision=current.revision, by=by)


@transaction.atomic
def save_welcome(*, municipality: Municipality, welcome: str, revision: int, by: User) -> Municipality:
    """Save the words of invitations, opened at `revision`; StaleRevision as for elements."""
    # The settings of both are saved behind the lock of the strategy.
    locked = Strategy.objects.select_for_update(of=("self",)).select_related("municipality")
    current = locked.get(municipality=municipality).municipality
    if current.revision != revision:
        raise StaleRevision(current)
    if current.welcome != welcome:
        current.welcome = welcome
        current.revision += 1
        _save(current, by)
    return current


def _holds(row: Strategy | Municipality, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _save(row: Strategy | Municipality, by: User | None) -> None:
    row._history_user = by
    row.save()
