"""Two people saved the same text: what each of them changed, and a form in which nothing is lost."""

import json
from collections.abc import Iterator
from copy import copy
from enum import StrEnum
from typing import TypeGuard, TypeVar

from django import forms
from django.forms import BoundField
from django.utils.formats import localize
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.dialect import merged_text
from editing.forms.field_values import as_sent, comparable, readable
from editing.forms.revised import (
    BASE,
    RevisedForm,
    Take,
    chosen_name,
    fingerprint,
    fits_into,
    revision_of,
    shown_name,
)
from editing.forms.texts import RichTextArea, limit_of
from editing.history import Saving, savings_since, state_at_revision
from editing.revisions import Revised
from editing.wording import Change, merge3, word_changes

F = TypeVar("F", bound=RevisedForm)
# The base, their text and mine.
Texts = tuple[object, object, object]


class Side(StrEnum):
    """The side that changed a field."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


class Option(Struct, frozen=True):
    """One of the texts to choose from. `sent` holds its form values for the script that copies them."""

    take: Take
    label: str
    sent: str


class FieldConflict(Struct, frozen=True):
    """A field that changed: the base, the change of each side against it, and what can be taken over."""

    anchor: str
    label: str
    side: Side
    base: str
    theirs: tuple[Change, ...]
    mine: tuple[Change, ...]
    their_title: str
    saving: Saving | None
    options: tuple[Option, ...]
    # Why both texts cannot be taken together; empty where they can, or touch the same words.
    not_together: str
    chosen_name: str
    shown_name: str
    shown: str


class Conflicts(Struct, frozen=True):
    """The conflicts that a page shows, and the values that its form must send along."""

    fields: tuple[FieldConflict, ...]
    # Hidden inputs: the revisions that the forms of the page were opened with first.
    bases: tuple[tuple[str, int], ...]
    form_id: str
    has_files: bool

    def with_other(self, other: "Conflicts") -> "Conflicts":
        """Add the conflicts of a second form on the same page."""
        return Conflicts(
            fields=self.fields + other.fields,
            bases=self.bases + other.bases,
            form_id=self.form_id,
            has_files=self.has_files or other.has_files,
        )

    def of_others(self) -> list[FieldConflict]:
        return [field for field in self.fields if field.side != Side.MINE]

    def of_mine(self) -> list[FieldConflict]:
        return [field for field in self.fields if field.side == Side.MINE]


def resolve(form: F, current: Revised) -> tuple[F, Conflicts]:
    """Build the form for a second try, on top of what the other person saved.

    `form` is a valid ModelForm with a hidden `revision` and `values()`, `current` the saved row with its history.
    Fields that only they changed take their value; fields that both changed keep mine. The page offers the
    other texts; a `RevisedForm` takes over what was chosen, also without JavaScript.
    """
    again = copy(form)
    # What was found out about the first try is asked anew.
    vars(again).update(instance=current, _errors=None, _bound_fields_cache={})
    again.data = form.data.copy()
    again.data[form.add_prefix("revision")] = str(current.revision)
    again.helper.form_id = again.helper.form_id or "form"
    revision = revision_of(form)
    base = state_at_revision(current, revision)
    savings = savings_since(current, revision) if base else {}
    return again, Conflicts(
        fields=tuple(_field_conflicts(again, form.values(), base, savings)),
        bases=((form.add_prefix(BASE), revision),),
        form_id=again.helper.form_id,
        has_files=bool(form.files),
    )


def _field_conflicts(
    form: RevisedForm, typed: dict[str, object], base: dict[str, object] | None, savings: dict[str, Saving]
) -> Iterator[FieldConflict]:
    for name, value in typed.items():
        if isinstance(form.fields[name], forms.FileField):
            # A browser cannot send a file a second time on its own; the page asks for it.
            continue
        theirs, mine = comparable(getattr(form.instance, name)), comparable(value)
        if theirs == mine:
            continue
        before = comparable(base[name]) if base else None
        side = _side(before, theirs, mine) if base else Side.BOTH
        if side == Side.THEIRS:
            for key, values in as_sent(form[name], theirs).items():
                form.data.setlist(key, values)
        yield _field_conflict(form, form[name], side, (before, theirs, mine), savings.get(name))


def _side(base: object, theirs: object, mine: object) -> Side:
    if theirs == base:
        return Side.MINE
    return Side.THEIRS if mine == base else Side.BOTH


def _field_conflict(
    form: RevisedForm, bound: BoundField, side: Side, values: Texts, saving: Saving | None
) -> FieldConflict:
    base, theirs, mine = (readable(bound, value) for value in values)
    title = _("Text von %(name)s") % {"name": saving.by} if saving else _("Gespeicherter Text")
    merged = _merged(bound, side, values)
    fits = merged is None or fits_into(bound, merged)
    return FieldConflict(
        anchor=bound.id_for_label or bound.auto_id,
        label=str(bound.label),
        side=side,
        base=base,
        theirs=word_changes(base, theirs),
        mine=word_changes(base, mine),
        their_title=title,
        saving=saving,
        options=tuple(_options(bound, side, values, title, merged if fits else None)),
        not_together="" if fits else _too_long_together(bound, merged or ""),
        chosen_name=chosen_name(form, bound.name),
        shown_name=shown_name(form, bound.name),
        shown=fingerprint(form, bound.name),
    )


def _options(
    bound: BoundField, side: Side, values: Texts, their_label: str, merged: str | None
) -> Iterator[Option]:
    """The texts that can be taken, in the order of the columns."""
    base, theirs, mine = values

    def option(take: Take, label: str, value: object) -> Option:
        return Option(take=take, label=label, sent=json.dumps(as_sent(bound, value)))

    if side == Side.THEIRS:
        yield option(Take.FIELD, their_label, theirs)
        yield option(Take.BASE, _("Ausgangstext"), base)
        return
    if side == Side.MINE:
        yield option(Take.THEIRS, _("Ausgangstext"), theirs)
    else:
        yield option(Take.THEIRS, their_label, theirs)
    yield option(Take.FIELD, _("Ihr Text"), mine)
    if merged is not None and merged not in (mine, theirs):
        yield option(Take.BOTH, _("beides zusammen"), merged)


def _merged(bound: BoundField, side: Side, values: Texts) -> str | None:
    if side == Side.BOTH and _are_texts(values, bound):
        merge = merged_text if isinstance(bound.field.widget, RichTextArea) else merge3
        return merge(values[0], values[2], values[1])
    return None


def _too_long_together(bound: BoundField, merged: str) -> str:
    numbers = {"length": localize(len(merged)), "limit": localize(limit_of(bound))}
    return (
        _(
            "Beide Texte zusammen haben %(length)s Zeichen; das Feld fasst %(limit)s. Bitte kürzen Sie von Hand."
        )
        % numbers
    )


def _are_texts(values: Texts, bound: BoundField) -> TypeGuard[tuple[str, str, str]]:
    return all(isinstance(value, str) for value in values) and not isinstance(bound.field, forms.ChoiceField)
