"""The frame of a form: what its text is kept by, its buttons, the way back."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, TEMPLATE_PACK, ButtonHolder, Div, Layout, LayoutObject, Submit
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

SAVE = _("Speichern")
WAY_BACK = (
    '{% if back_url %}<a class="kern-btn kern-btn--tertiary" href="{{ back_url }}">'
    '<span class="kern-label">{{ back_label }}</span></a>{% endif %}'
)


class Disclosure(Div):
    """Fields that few people need: closed until one of them holds something or has an error."""

    template = "%s/layout/disclosure.html"

    def __init__(self, *fields: str | LayoutObject, summary: str | Promise) -> None:
        super().__init__(*fields)
        self.summary = summary

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: object
    ) -> SafeString:
        names = [name for name in self.fields if isinstance(name, str)]
        is_open = any(form[name].value() or form[name].errors for name in names)
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        template = self.get_template_name(template_pack)
        return render_to_string(template, {"summary": self.summary, "is_open": is_open, "fields": fields})


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
