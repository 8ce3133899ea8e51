"""Fields for long texts and their limits."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from editing.text_limits import TextLimits

# What Django calls an empty choice.
DASHES = BLANK_CHOICE_DASH[0][1]


class TextArea(forms.Textarea):
    """Browsers send line breaks as two characters. Saved like that, every paragraph would look changed."""

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile], name: str
    ) -> object:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RichTextArea(TextArea):
    """A text in the dialect. Scripts put a field with buttons over it; without them its hint names the marks."""

    template_name = "editing/rich_text.html"

    def __init__(self, rows: int, *, has_headings: bool) -> None:
        kind = "headings" if has_headings else ""
        super().__init__(attrs={"rows": rows, "spellcheck": "true", "data-rich-text": kind})
        self.has_headings = has_headings

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        return {**super().get_context(name, value, attrs), "has_headings": self.has_headings}

    class Media:
        css = {"all": ["css/rich_text.css"]}
        js = [Script("bundles/rich_text.js", type="module")]


def text_area(rows: int) -> TextArea:
    """A field for text without marks."""
    return TextArea(attrs={"rows": rows, "spellcheck": "true"})


def rich_text_area(rows: int, *, headings: bool = False) -> RichTextArea:
    """A field for text in the dialect; `headings` where it is long enough to have parts."""
    return RichTextArea(rows, has_headings=headings)


class ProductField(BoundField):
    """A field of a form: it tells the page how long its text may be, and calls an empty choice by a word."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _name_empty_choice(field)

    @property
    def is_expected(self) -> bool:
        """Say whether the field may stay empty for now, but is asked for before the text is complete."""
        return self.name in getattr(self.form, "expected_fields", ())

    def build_widget_attrs(
        self, attrs: dict[str, str | bool], widget: forms.Widget | None = None
    ) -> dict[str, str | bool]:
        attrs = super().build_widget_attrs(attrs, widget)
        limit = limit_of(self) if isinstance(widget or self.field.widget, forms.Textarea) else None
        if limit is not None:
            attrs |= {
                "data-limit": str(limit),
                "data-limit-left": _("noch %s Zeichen"),
                "data-limit-over": _("%s Zeichen zu viel, erlaubt sind %s"),
                # A browser would cut what is pasted without a word.
                "maxlength": False,
            }
        return attrs


def limit_of(bound: BoundField) -> int | None:
    """How many characters a field takes: what its form says, or the model behind it."""
    validators = list(bound.field.validators)
    form = bound.form
    if isinstance(form, forms.ModelForm) and bound.name in (form._meta.fields or ()):
        validators += form._meta.model._meta.get_field(bound.name).validators
    limits = [each.at_most for each in validators if isinstance(each, TextLimits)]
    limits += [int(each.limit_value) for each in validators if isinstance(each, MaxLengthValidator)]
    return min(limits, default=None)


def _name_empty_choice(field: forms.Field) -> None:
    word = _("Bitte wählen") if field.required else _("keine Angabe")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = word
    elif isinstance(field, forms.ChoiceField):
        choices = list(field.widget.choices)
        if choices and choices[0] == ("", DASHES):
            field.widget.choices = [("", word), *choices[1:]]


class FormRenderer(TemplatesSetting):
    """Draws the forms of all rooms."""

    bound_field_class = ProductField
