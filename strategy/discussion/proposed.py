"""The fields of a proposed change: before and after, and put together with what was saved since."""

from collections.abc import Iterator

from msgspec import Struct

from editing.dialect import merged_text
from editing.forms.field_values import comparable, readable, understood
from editing.forms.texts import RichTextArea
from editing.history import state_at_revision
from editing.wording import Change, merge3, word_changes
from strategy.forms.element import ElementForm
from strategy.models import Proposal
from strategy.models.kinds import AnyElement


class ProposedChange(Struct, frozen=True):
    """One field of a proposal: the change against what its author saw, and against today's value if that differs."""

    name: str
    label: str
    changes: tuple[Change, ...]
    against_current: tuple[Change, ...]


class _Field(Struct, frozen=True):
    """One field in comparable values: what the author saw, what is saved today, what was proposed."""

    name: str
    base: object
    current: object
    proposed: object


def proposed_changes(
    proposal: Proposal, element: AnyElement, form: ElementForm
) -> tuple[ProposedChange, ...]:
    """The proposal field by field. `element` is as saved and may have changed since; `form` is one for it."""

    def changes(name: str, before: object, after: object) -> tuple[Change, ...]:
        return word_changes(readable(form[name], before), readable(form[name], after))

    return tuple(
        ProposedChange(
            name=field.name,
            label=str(form[field.name].label),
            changes=changes(field.name, field.base, field.proposed),
            against_current=changes(field.name, field.current, field.proposed)
            if field.current not in (field.base, field.proposed)
            else (),
        )
        for field in _fields(proposal, element, form)
    )


def proposed_entry(proposal: Proposal, form: ElementForm) -> tuple[ProposedChange, ...]:
    """What a proposed new element says, in the order of its form; what every new one begins with is left out."""
    shown = {
        name: readable(form[name], value)
        for name, value in values_to_add(proposal, form).items()
        if value != comparable(form[name].initial)
    }
    return tuple(
        ProposedChange(
            name=name, label=str(form[name].label), changes=word_changes("", text), against_current=()
        )
        for name, text in shown.items()
        if text
    )


def values_to_add(proposal: Proposal, form: ElementForm) -> dict[str, object]:
    """The first values of the form in which coordination creates a proposed element."""
    return {
        name: understood(form[name], proposal.values[name])
        for name in form._meta.fields or ()
        if name in proposal.values and not form.fields[name].disabled
    }


def values_to_accept(proposal: Proposal, element: AnyElement, form: ElementForm) -> dict[str, object]:
    """The first values of the form of acceptance: the proposal put together with what was saved since.

    Where both touch the same words, or the same figure, it is what was proposed; the page shows what it differs in from
    today's. A field that nobody may change any more keeps its value.
    """
    return {
        field.name: _together(field, is_rich=isinstance(form.fields[field.name].widget, RichTextArea))
        for field in _fields(proposal, element, form)
        if not form.fields[field.name].disabled
    }


def _fields(proposal: Proposal, element: AnyElement, form: ElementForm) -> Iterator[_Field]:
    base = state_at_revision(element, proposal.base_revision) or {}
    for name in form._meta.fields or ():
        if name in proposal.values:
            yield _Field(
                name=name,
                base=comparable(base.get(name)),
                current=comparable(getattr(element, name)),
                proposed=understood(form[name], proposal.values[name]),
            )


def _together(field: _Field, *, is_rich: bool) -> object:
    base, current, proposed = field.base, field.current, field.proposed
    if isinstance(base, frozenset) and isinstance(current, frozenset) and isinstance(proposed, frozenset):
        return sorted(current - (base - proposed) | (proposed - base), key=str)
    if isinstance(base, str) and isinstance(current, str) and isinstance(proposed, str):
        merged = (merged_text if is_rich else merge3)(base, proposed, current)
        return proposed if merged is None else merged
    return proposed
