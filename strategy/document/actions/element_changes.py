"""Writing into the texts what the bodies decided, and freezing the next version from it: both or neither."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import append_element, write_element
from strategy.actions.positions import LIFT, lock
from strategy.actions.removal import take_out_element
from strategy.document.actions.versions import freeze_document
from strategy.document.document import ElementEntry, MeasureEntry, StrategyDocument, Visit, from_json
from strategy.document.drafting import working_document
from strategy.document.element_changes import (
    ChangeKind,
    ElementChange,
    ImpossibleChange,
    amended_document,
    entries_of,
)
from strategy.document.entry_values import row_values
from strategy.document.tree import KINDS_BELOW_THEMES, TREE, parent_kind
from strategy.models import SdgTarget, Strategy, StrategyVersion
from strategy.models.kinds import MODELS_BELOW_THEMES, AnyElement, elements_of, goals_or_measures


@transaction.atomic
def adopt_amendments(
    *, version: StrategyVersion, changes: Sequence[ElementChange], by: User, at: datetime, note: str = ""
) -> StrategyVersion:
    """Apply what a body decided to the texts behind `version`, and freeze exactly that as the next version.

    The decision is the authority: nobody's right to edit is asked, and the texts may rest. Raises RuleBroken when a
    change does not fit the version, or when the texts are not those of the version.
    """
    strategy = lock(version.strategy)
    content = StrategyVersion.objects.values_list("content", flat=True).get(pk=version.pk)
    before = from_json(content)
    try:
        document = amended_document(
            before,
            changes,
            fixed_numbers=strategy.has_fixed_numbers,
            last_positions=_last_positions(changes) if strategy.has_fixed_numbers else None,
        )
    except ImpossibleChange as error:
        raise RuleBroken(
            _("Ein Änderungsantrag passt nicht zu Fassung %(number)d.") % {"number": version.number}
        ) from error
    _write(strategy, document, changes, by=by, at=at)
    if _texts(working_document(strategy)) != _texts(document):
        raise RuleBroken(
            _("Die Texte der Strategie sind nicht die von Fassung %(number)d. Es ist nichts geändert.")
            % {"number": version.number}
        )
    return freeze_document(strategy=strategy, document=document, by=by, at=at, note=note)


def _write(
    strategy: Strategy,
    document: StrategyDocument,
    changes: Sequence[ElementChange],
    *,
    by: User,
    at: datetime,
) -> None:
    """Bring the rows to what the amended document says: first what comes, then what changes, then what goes."""
    entries = entries_of(document)
    targets = {target.code: target for target in SdgTarget.objects.all()}
    added = [change for change in changes if change.kind == ChangeKind.ADD and change.element_key in entries]
    for kind in KINDS_BELOW_THEMES:
        for change in (each for each in added if each.element_kind == kind):
            model = MODELS_BELOW_THEMES[kind]
            parent = elements_of(parent_kind(kind)).filter(pk=change.parent_key).get()
            values = row_values(kind, entries[change.element_key], targets)
            # No sibling has this position; the true one is given when it is written.
            _refuse_impossible(model(**{model.parent_field: parent, "position": LIFT}), values)
            append_element(
                model=model, parent=parent, values=values, strategy=strategy, by=by, key=change.element_key
            )
    for change in changes:
        if change.kind == ChangeKind.CHANGE and change.element_key in entries:
            values = row_values(change.element_kind, entries[change.element_key], targets)
            _refuse_impossible(_row(change), values)
            write_element(current=_row(change), values=values, by=by)
    for change in changes:
        if change.kind == ChangeKind.WITHDRAW:
            rows = goals_or_measures(change.element_kind).with_ancestors()
            gone = rows.select_for_update(of=("self",)).get(pk=change.element_key)
            take_out_element(element=gone, strategy=strategy, by=by, at=at)


def _row(change: ElementChange) -> AnyElement:
    rows = elements_of(change.element_kind).select_for_update(of=("self",)).with_ancestors()
    return rows.get(pk=change.element_key)


def _refuse_impossible(row: AnyElement, values: Mapping[str, object]) -> None:
    """Refuse what the rules of a form would refuse as well. Raises RuleBroken."""
    for name, value in values.items():
        if not row._meta.get_field(name).is_relation:
            setattr(row, name, value)
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        raise RuleBroken(f"{row.number}: {' '.join(error.messages)}") from error


def _last_positions(changes: Sequence[ElementChange]) -> dict[UUID, int]:
    """The last number below each parent of something new, retired ones included."""
    last: dict[UUID, int] = {}
    for change in changes:
        if change.kind == ChangeKind.ADD and change.parent_key is not None:
            parent = MODELS_BELOW_THEMES[change.element_kind].parent_field
            rows = goals_or_measures(change.element_kind).filter(**{parent: change.parent_key})
            last[change.parent_key] = rows.aggregate(last=Max("position"))["last"] or 0
    return last


def _texts(document: StrategyDocument) -> list[ElementEntry]:
    """The texts that bodies decide on, in their order, each by itself.

    What a text is based on depends on the inventory, which goes on meanwhile.
    """
    return [_by_itself(visit) for visit in document.walk()]


def _by_itself(visit: Visit) -> ElementEntry:
    beside = {"based_on", "swot", TREE[visit.kind].children}.intersection(visit.entry.__struct_fields__)
    entry = msgspec.structs.replace(visit.entry, **dict.fromkeys(beside, ()))
    return msgspec.structs.replace(entry, adapted_from=None) if isinstance(entry, MeasureEntry) else entry
