"""The frame of a form: what its text is kept by, its buttons, the way back."""

from collections.abc import Iterable, Iterator, Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import (
    HTML,
    TEMPLATE_PACK,
    ButtonHolder,
    Div,
    Fieldset,
    Layout,
    LayoutObject,
    Submit,
)
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from editing.forms.rows import MORE_ROWS

SAVE = _("Speichern")
BUTTONS = "form-buttons"
WAY_BACK = (
    '{% if back_url %}<a class="kern-btn kern-btn--tertiary" href="{{ back_url }}">'
    '<span class="kern-label">{{ back_label }}</span></a>{% endif %}'
)


class Disclosure(Div):
    """Fields that few people need, behind a line that says which and what they hold.

    It is open where one of them has an error, and in a form that came back with something in them.
    """

    template = "%s/layout/disclosure.html"

    def __init__(self, *fields: str | LayoutObject, summary: str | Promise) -> None:
        super().__init__(*fields)
        self.summary = summary

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: object
    ) -> SafeString:
        within = [form[pointer.name] for pointer in self.get_field_names() if pointer.name in form.fields]
        filled = [str(bound.label) for bound in within if _holds_something(bound.value())]
        asked = any(bound.errors or form.data.get(MORE_ROWS) == bound.html_name for bound in within)
        values = {
            "summary": self.summary,
            # A fold of one field has its name already.
            "filled": filled,
            "names": ", ".join(filled) if len(within) > 1 else "",
            "is_open": asked or (form.is_bound and filled),
            "fields": self.get_rendered_fields(form, context, template_pack, **kwargs),
        }
        return render_to_string(self.get_template_name(template_pack), values)


def _holds_something(value: object) -> bool:
    return (
        any(map(_holds_something, value))
        if isinstance(value, list | tuple)
        else value is not None and value != "" and value is not False
    )


class Columns(Div):
    """The sections of a long form beside each other where there is room; the last column stays in view."""

    def with_last(self, *more: LayoutObject) -> "Columns":
        """The same columns with more at the end of the last one; layouts of classes are shared and stay as they are."""
        *first, last = self.fields
        return Columns(*first, Div(*last.fields, *more, css_class=last.css_class), css_class=self.css_class)


class Contents(LayoutObject):
    """Links to the sections of a long form and to its buttons, where it stands in one column."""

    def __init__(self, sections: Sequence[Fieldset]) -> None:
        self.fields: list[str | LayoutObject] = []
        self.sections = sections

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        """Draw the links inside the form."""
        places = [*((section.css_id, section.legend) for section in self.sections), (BUTTONS, _("Speichern"))]
        links = format_html_join("", '<li><a class="kern-link" href="#{}">{}</a></li>', places)
        name = _("Abschnitte dieses Formulars")
        return format_html(
            '<nav class="form-contents" aria-label="{}"><ul class="choices">{}</ul></nav>', name, links
        )


def columns(*parts: Sequence[str | LayoutObject]) -> Columns:
    """Lay the sections of a long form beside each other, each part a column, the last one narrow.

    Of four parts the third lies across the first two.
    """
    for number, section in enumerate(_sections(parts), start=1):
        section.css_id = section.css_id or f"abschnitt-{number}"
    return Columns(
        *(Div(*part, css_class="form-column form-fields") for part in parts), css_class="form-columns"
    )


class Helper(FormHelper):
    """A FormHelper that knows where its buttons are."""

    buttons: ButtonHolder


def form_helper(
    *layout: str | LayoutObject,
    button: str | Promise = SAVE,
    other_buttons: Sequence[Submit] = (),
    buttons_class: str = "form-actions",
    is_kept: bool = True,
) -> Helper:
    """Lay a form out, with its buttons and a way back to `back_url`, if the page has one.

    It warns before its text is lost, and the browser keeps that text until it is saved, unless `is_kept` says no.
    """
    helper = Helper()
    helper.attrs = {"data-unsaved-warning": "", **({"data-draft": ""} if is_kept else {}), "novalidate": ""}
    helper.buttons = ButtonHolder(
        Submit("save", button), *other_buttons, HTML(WAY_BACK), css_class=buttons_class, css_id=BUTTONS
    )
    *first, last = layout
    if isinstance(last, Columns):
        sections = list(_sections(last.fields))
        helper.layout = Layout(*first, Contents(sections), last.with_last(helper.buttons))
    else:
        helper.layout = Layout(*layout, helper.buttons)
    return helper


def _sections(parts: Iterable[Iterable[str | LayoutObject]]) -> Iterator[Fieldset]:
    return (part for column in parts for part in column if isinstance(part, Fieldset))
