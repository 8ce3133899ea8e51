"""The frame of a form: what its text is kept by, its buttons, the way back."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Layout, LayoutObject, Submit
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAVE = _("Speichern")
WAY_BACK = (
    '{% if back_url %}<a class="kern-btn kern-btn--tertiary" href="{{ back_url }}">'
    '<span class="kern-label">{{ back_label }}</span></a>{% endif %}'
)


def columns(*parts: Sequence[str | LayoutObject]) -> Div:
    """Lay the sections of a long form beside each other where there is room, each part a column."""
    return Div(*(Div(*part, css_class="form-column form-fields") for part in parts), css_class="form-columns")


def form_helper(
    *layout: str | LayoutObject,
    button: str | Promise = SAVE,
    other_buttons: Sequence[Submit] = (),
    buttons_class: str = "form-actions",
    is_kept: bool = True,
) -> FormHelper:
    """Lay a form out, with its buttons and a way back to `back_url`, if the page has one.

    It warns before its text is lost, and the browser keeps that text until it is saved, unless `is_kept` says no.
    """
    helper = FormHelper()
    helper.attrs = {"data-unsaved-warning": "", **({"data-draft": ""} if is_kept else {}), "novalidate": ""}
    buttons = ButtonHolder(Submit("save", button), *other_buttons, HTML(WAY_BACK), css_class=buttons_class)
    helper.layout = Layout(*layout, buttons)
    return helper
