"""The history of an element: who saved what and when, as readable differences."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import cast

from django.db.models import Field, Model, prefetch_related_objects
from django.utils.formats import localize
from django.utils.translation import gettext as _
from msgspec import Struct
from simple_history.models import HistoricalRecords

from editing.amounts import without_zeros
from editing.dialect import shown_text
from editing.dialect_field import DialectField
from editing.revisions import History, SavedState, WithHistory
from editing.wording import STEPS_OF_A_PAGE, Change, Work, word_changes

# Fields that no reader of a history looks for. A model names its own ones in `not_in_history`.
NEVER_SHOWN = frozenset({"id", "revision"})


class FieldChange(Struct, frozen=True):
    label: str
    changes: tuple[Change, ...]


class HistoryEntry(Struct, frozen=True):
    """One saved state, compared with the one before it."""

    key: int
    at: datetime
    by: str
    act: str
    # The first state of all: there is nothing that it differs from.
    is_new: bool
    fields: tuple[FieldChange, ...]


def history_of(element: WithHistory) -> tuple[HistoryEntry, ...]:
    """All saved states of an element, newest first, in a constant number of queries."""
    return tuple(entry for _record, entry in history_of_all(type(element), element.history))


def history_of_all(model: type[WithHistory], history: History) -> tuple[tuple[SavedState, HistoryEntry], ...]:
    """All saved states of several rows of a model, newest first: each with what it changed of its row."""
    named = [field.name for field in _shown_fields(model) if field.is_relation]
    related = history.select_related("history_user", *named)
    records = list(related.order_by("history_date", "history_id"))
    many = _shown_many(model, _many_values(model, records))
    entries = []
    work = Work(STEPS_OF_A_PAGE)
    before: dict[object, dict[str, tuple[str, str]]] = {}
    for record in records:
        state, former = _shown_state(model, record, many), before.get(record.id)
        entry = HistoryEntry(
            key=record.history_id,
            at=record.history_date,
            by=_name_of(record),
            act=_act(record, former),
            is_new=former is None,
            fields=_changed_fields(former or {}, state, work),
        )
        entries.append((record, entry))
        before[record.id] = state
    return tuple(reversed(entries))


def state_at_revision(element: WithHistory, revision: int) -> dict[str, object] | None:
    """The field values (relations to many as sets of keys) that a form with this revision was opened with."""
    record = element.history.filter(revision=revision).order_by("history_date", "history_id").last()
    if record is None:
        return None
    return _state(type(element), record, _many_values(type(element), [record]))


class FormerState(Struct, frozen=True):
    """A saved state: who saved it and when, and the values of its fields as `state_at_revision` gives them."""

    by: str
    at: datetime
    values: dict[str, object]


def former_state(element: WithHistory, key: int) -> FormerState | None:
    """The saved state with this key; None when it is not one of this element."""
    records = list(element.history.filter(history_id=key).select_related("history_user").order_by())
    if not records:
        return None
    (record,) = records
    values = _state(type(element), record, _many_values(type(element), [record]))
    return FormerState(by=_name_of(record), at=record.history_date, values=values)


class Saving(Struct, frozen=True):
    """The person who saved something, and the moment."""

    by: str
    at: datetime


def savings_since(element: WithHistory, revision: int) -> dict[str, Saving]:
    """For each field that changed since a form with this revision was opened: the last one who changed it.

    Fields that nobody changed are missing; with an unknown revision, so is every field that stayed as created.
    """
    records = list(
        element.history.filter(revision__gte=revision)
        .select_related("history_user")
        .order_by("revision", "history_date", "history_id")
    )
    model = type(element)
    many = _many_values(model, records)
    found: dict[str, Saving] = {}
    for before, record in pairwise(records):
        saving = Saving(by=_name_of(record), at=record.history_date)
        state, former = _state(model, record, many), _state(model, before, many)
        found.update({name: saving for name, value in state.items() if value != former[name]})
    return found


def changes_between(
    model: type[WithHistory], pairs: Sequence[tuple[SavedState, SavedState]], *, without: Collection[str] = ()
) -> list[tuple[FieldChange, ...]]:
    """List what the second of each pair of saved states changed, in a constant number of queries."""
    records = [record for pair in pairs for record in pair]
    named = [field.name for field in _shown_fields(model) if field.is_relation and field.name not in without]
    prefetch_related_objects(cast("list[Model]", records), *named)
    many = _shown_many(model, _many_values(model, records))

    def shown(record: SavedState) -> dict[str, tuple[str, str]]:
        state = _shown_state(model, record, many)
        return {name: value for name, value in state.items() if name not in without}

    work = Work(STEPS_OF_A_PAGE)
    return [_changed_fields(shown(before), shown(after), work) for before, after in pairs]


def _name_of(record: SavedState) -> str:
    return record.history_user.name if record.history_user else _("ohne Konto")


def _state(
    model: type[WithHistory], record: SavedState, many: dict[str, dict[int, list[object]]]
) -> dict[str, object]:
    """The field values of one history record, relations to many as sets of keys."""
    state: dict[str, object] = {
        field.name: getattr(record, field.attname) for field in model._meta.concrete_fields
    }
    state.update((name, set(values[record.history_id])) for name, values in many.items())
    return state


def _many_values(model: type[WithHistory], records: list[SavedState]) -> dict[str, dict[int, list[object]]]:
    """For each relation to many: the keys by history record."""
    result = {}
    for field in model._meta.many_to_many:
        rows = HistoricalRecords.m2m_models[field].objects.filter(
            history__in=[record.history_id for record in records]
        )
        related = field.related_model._meta
        target = related.model_name
        order = [f"{target}__{name}" for name in related.ordering or ("pk",)]
        by_record: dict[int, list[object]] = defaultdict(list)
        for record_id, key in rows.order_by(*order).values_list("history_id", f"{target}_id"):
            by_record[record_id].append(key)
        result[field.name] = by_record
    return result


def _shown_many(
    model: type[WithHistory], many: dict[str, dict[int, list[object]]]
) -> dict[str, dict[int, list[str]]]:
    """The same with readable labels. Keys that are words, such as the codes of SDG targets, are their own labels."""
    shown: dict[str, dict[int, list[str]]] = {}
    for field in model._meta.many_to_many:
        by_record = many[field.name]
        keys = {key for listed in by_record.values() for key in listed if not isinstance(key, str)}
        rows = field.related_model._default_manager.select_related().in_bulk(keys) if keys else {}
        labels = {key: str(rows[key]) if key in rows else _("inzwischen gelöscht") for key in keys}
        shown[field.name] = defaultdict(
            list,
            {
                record: [labels[key] if key in labels else str(key) for key in listed]
                for record, listed in by_record.items()
            },
        )
    return shown


def _shown_state(
    model: type[WithHistory], record: SavedState, many: dict[str, dict[int, list[str]]]
) -> dict[str, tuple[str, str]]:
    """Label and readable value of each field that the history shows."""
    state = {
        field.name: (str(field.verbose_name), _readable(field, record)) for field in _shown_fields(model)
    }
    if hasattr(record, "retired_at"):
        state["retired_at"] = (_("Entfernt"), _("ja") if record.retired_at else "")
    for field in model._meta.many_to_many:
        state[field.name] = (str(field.verbose_name), ", ".join(many[field.name][record.history_id]))
    return state


def _shown_fields(model: type[WithHistory]) -> list[Field]:
    """The fields, beside relations to many, that the history shows."""
    hidden = NEVER_SHOWN | getattr(model, "not_in_history", frozenset())
    parent = getattr(model, "parent_field", "")
    return [
        field for field in model._meta.concrete_fields if field.name not in hidden and field.name != parent
    ]


def _readable(field: Field, record: SavedState) -> str:
    value = getattr(record, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        # The history keeps the key of a row that may be gone.
        return str(getattr(record, field.name) or _("inzwischen gelöscht"))
    if field.name.endswith("_year"):
        return str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, Decimal):
        value = without_zeros(value)
    if isinstance(field, DialectField):
        return shown_text(value)
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else str(localize(value, use_l10n=True))


def _changed_fields(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]], work: Work
) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(label=label, changes=word_changes(before.get(name, (label, ""))[1], value, work))
        for name, (label, value) in after.items()
        if before.get(name, (label, ""))[1] != value
    )


def _act(record: SavedState, before: object) -> str:
    if record.history_type == "-":
        return _("gelöscht")
    if record.history_change_reason:
        return record.history_change_reason
    return _("geändert") if before is not None else _("angelegt")
