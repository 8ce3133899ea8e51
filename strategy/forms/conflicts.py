"""Two people saved the same element: what each of them changed, and a form in which nothing is lost."""

from typing import Any, cast

from django.forms.models import model_to_dict
from django.http import QueryDict

from strategy.forms.elements import ElementForm
from strategy.history import state_at_revision
from strategy.values import Value
from strategy.wording import Change, word_changes


class FieldConflict(Value, frozen=True):
    """A field that somebody else changed: the change against the base, and whether I changed it too."""

    name: str
    label: str
    theirs: tuple[Change, ...]
    is_mine_too: bool


def resolve(form: ElementForm, current: Any) -> tuple[ElementForm, tuple[FieldConflict, ...]]:
    """Build the form for a second try, on top of what the other person saved.

    Fields that only they changed take their value; fields that both changed keep mine, and the conflict tells
    what the other person wrote. Saving the new form is the decision.
    """
    submitted = form.values()
    base = state_at_revision(current, form.cleaned_data["revision"]) or {}
    data = cast(QueryDict, form.data).copy()
    data["revision"] = str(current.revision)
    conflicts = []
    for name in submitted:
        before, theirs, mine = base.get(name), _saved(current, name), _comparable(submitted[name])
        if theirs in (before, mine):
            continue
        conflicts.append(
            FieldConflict(
                name=name,
                label=str(form.fields[name].label),
                theirs=word_changes(_text(before), _text(theirs)),
                is_mine_too=mine != before,
            )
        )
        if mine == before:
            _put(data, name, form, current)
    return type(form)(data, instance=current), tuple(conflicts)


def _saved(current: Any, name: str) -> Any:
    value = getattr(current, name)
    return {item.pk for item in value.all()} if hasattr(value, "all") else value


def _comparable(value: Any) -> Any:
    return {item.pk for item in value} if hasattr(value, "model") else value


def _put(data: QueryDict, name: str, form: ElementForm, current: Any) -> None:
    """Write the saved value into the submitted data, in the shape in which a browser would send it."""
    value = model_to_dict(current, fields=[name])[name]
    if isinstance(value, list):
        data.setlist(name, [item.pk for item in value])
    elif isinstance(value, bool):
        if value:
            data[name] = "on"
        else:
            data.pop(name, None)
    else:
        shown = form[name].field.widget.format_value(value)
        # A select shows its choice as a list.
        data.setlist(name, shown if isinstance(shown, list) else [shown or ""])


def _text(value: Any) -> str:
    if isinstance(value, set):
        return ", ".join(sorted(value))
    return "" if value is None else str(value)
