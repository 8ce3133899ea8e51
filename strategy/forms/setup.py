"""The forms of municipality, strategy, phases and versions."""

from collections.abc import Mapping
from typing import TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import WholeNumberField, YearField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area, text_area
from strategy.models import Municipality, Strategy
from strategy.reviewing import EXPECTED_SETTINGS

M = TypeVar("M", bound=Municipality | Strategy)


class SettingsForm(RevisedForm[M]):
    """Forms that share one page and one save button with another form."""

    layout: Layout

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        instance: M | None = None,
    ) -> None:
        super().__init__(data, files, instance=instance)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.form_id = "settings-form"
        self.helper.disable_csrf = True
        self.helper.layout = self.layout


class MunicipalityForm(SettingsForm[Municipality]):
    prefix = "municipality"
    expected_fields = EXPECTED_SETTINGS
    layout = Layout(
        "revision",
        Fieldset(_("Kommune"), Div("kind", "name", css_class="field-row"), "ags", "contact"),
        Fieldset(_("Gestaltung des PDF"), "logo", "accent_colour"),
        Fieldset(_("Pflichtseiten der Website"), "imprint", "privacy", "accessibility"),
        Fieldset(
            _("Offene Daten"),
            "data_licence",
            "data_attribution",
            "data_office",
            "data_email",
            "regional_key",
        ),
    )

    class Meta:
        model = Municipality
        fields = (
            "kind",
            "name",
            "ags",
            "contact",
            "logo",
            "accent_colour",
            "imprint",
            "privacy",
            "accessibility",
            "data_licence",
            "data_attribution",
            "data_office",
            "data_email",
            "regional_key",
        )
        widgets = {
            "contact": text_area(4),
            "imprint": rich_text_area(6, headings=True),
            "privacy": rich_text_area(6, headings=True),
            "accessibility": rich_text_area(6, headings=True),
            "accent_colour": forms.TextInput(attrs={"size": 7}),
        }


class NewMunicipalityForm(SettingsForm[Municipality]):
    """What a municipality begins with; the rest has pages of its own, and all of it stands in the settings."""

    prefix = "municipality"
    layout = Layout("revision", Fieldset(_("Kommune"), Div("kind", "name", css_class="field-row"), "ags"))

    class Meta:
        model = Municipality
        fields = ("kind", "name", "ags")


class LookForm(RevisedForm[Municipality]):
    """What the PDF looks like: a step of the first hour."""

    expected_fields = EXPECTED_SETTINGS

    class Meta:
        model = Municipality
        fields = ("logo", "accent_colour")
        widgets = {"accent_colour": forms.TextInput(attrs={"size": 7})}

    @property
    def helper(self) -> FormHelper:
        return form_helper("revision", "logo", "accent_colour", button=_("Speichern und weiter"))


class PublicPagesForm(RevisedForm[Municipality]):
    """Whom people ask, and the pages that the law prescribes for a website: a step of the first hour."""

    expected_fields = EXPECTED_SETTINGS

    class Meta:
        model = Municipality
        fields = ("contact", "imprint", "privacy", "accessibility")
        widgets = {
            "contact": text_area(4),
            "imprint": rich_text_area(6, headings=True),
            "privacy": rich_text_area(6, headings=True),
            "accessibility": rich_text_area(6, headings=True),
        }

    @property
    def helper(self) -> FormHelper:
        return form_helper("revision", *self.Meta.fields, button=_("Speichern und weiter"))


class StrategyForm(SettingsForm[Strategy]):
    prefix = "strategy"
    layout = Layout(
        Fieldset(
            _("Strategie"),
            "revision",
            "title",
            "target_year",
            Div("period_start", "period_end", css_class="field-row"),
            "is_example",
        ),
        Fieldset(_("Methode"), Div("themes_at_least", "themes_at_most", css_class="field-row")),
        Fieldset(_("Umsetzung"), "spending_is_public"),
    )

    class Meta:
        model = Strategy
        fields = (
            "title",
            "target_year",
            "period_start",
            "period_end",
            "is_example",
            "themes_at_least",
            "themes_at_most",
            "spending_is_public",
        )
        field_classes = {
            "target_year": YearField,
            "period_start": YearField,
            "period_end": YearField,
            "themes_at_least": WholeNumberField,
            "themes_at_most": WholeNumberField,
        }


class NewStrategyForm(SettingsForm[Strategy]):
    """What a strategy begins with."""

    prefix = "strategy"
    layout = Layout(
        Fieldset(
            _("Strategie"),
            "revision",
            "title",
            "target_year",
            Div("period_start", "period_end", css_class="field-row"),
        ),
    )

    class Meta:
        model = Strategy
        fields = ("title", "target_year", "period_start", "period_end")
        field_classes = {"target_year": YearField, "period_start": YearField, "period_end": YearField}


class WelcomeForm(RevisedForm[Municipality]):
    """The words of the municipality in every invitation."""

    class Meta:
        model = Municipality
        fields = ("welcome",)
        widgets = {"welcome": text_area(10)}

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: Municipality | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "welcome", button=_("Speichern"))


class PhaseNoteForm(forms.Form):
    """The recorded act of closing a phase."""

    note = forms.CharField(
        label=_("Notiz"),
        widget=text_area(3),
        max_length=2000,
        required=False,
        help_text=_("Zum Beispiel, in welcher Sitzung das besprochen wurde."),
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Phase abschließen")))


class FreezeForm(forms.Form):
    """A word on what the frozen version is for."""

    note = forms.CharField(
        label=_("Notiz zur Fassung"),
        max_length=300,
        required=False,
        help_text=_("Zum Beispiel „Entwurf für die Ausschüsse im August“."),
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Beschlussentwurf erstellen")))
