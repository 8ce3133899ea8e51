"""What was typed into a form that can no longer be saved."""

from collections.abc import Iterator
from typing import Any

from editing.forms.field_values import comparable, readable


def typed_texts(form: Any, saved: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Id, label and text of each field that was filled with something else than what is saved."""
    form.is_valid()
    for bound in form.visible_fields():
        if bound.name in form.cleaned_data:
            value = comparable(form.cleaned_data[bound.name])
            text = "" if value == saved.get(bound.name) else readable(bound, value)
        else:
            text = str(bound.value() or "")
        if text:
            yield bound.auto_id, str(bound.label), text
