"""The texts that were typed into a form that can no longer be saved."""

import re
from collections.abc import Iterator, Mapping

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from editing.forms.field_values import comparable, readable
from editing.forms.rows import MORE_ROWS
from editing.typed import tidy

# What the browser or the page sends along, and what nobody should see on a screen once more.
NOT_TYPED = re.compile(
    r"(.*-)?(csrfmiddlewaretoken|draft|revision|next|save|more-rows|conflict-base)|(take|shown)-.*|.*(password|code|token).*"
)


def typed_texts(form: BaseForm, saved: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Id, label and text of each field that was filled with something else than what is saved."""
    if isinstance(form.data, QueryDict) and MORE_ROWS in form.data:
        # There is no form any more in which a row could be added.
        sent = form.data.copy()
        del sent[MORE_ROWS]
        form.data = sent
    form.is_valid()
    for bound in form.visible_fields():
        if bound.name in form.cleaned_data:
            value = comparable(form.cleaned_data[bound.name])
            text = "" if value == saved.get(bound.name) else readable(bound, value)
        else:
            value = bound.value()
            text = "\n".join(map(tidy, value)) if isinstance(value, list) else str(value or "")
        if text:
            yield bound.auto_id, str(bound.label), text


def sent_texts(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """Id, label and text of each field that was sent, where no form is known: the names of the fields are labels.

    Files and secrets are left out, and so is everything that the view calls sensitive.
    """
    sensitive = getattr(request, "sensitive_post_parameters", ())
    if sensitive == "__ALL__":
        return
    for name, values in request.POST.lists():
        text = "\n".join(value for value in values if value)
        if text and name not in sensitive and not NOT_TYPED.fullmatch(name):
            yield f"id_{name}", name.replace("_", " ").replace("-", " ").capitalize(), text
