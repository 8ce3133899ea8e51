"""Forms of the Umsetzungsbericht."""

from collections.abc import Mapping

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area
from monitoring.models import ProgressReport, ReportSection

PERIOD = ("period_start", "period_end")
ERRORS = {
    "title": {"required": _("Bitte geben Sie dem Bericht einen Titel.")},
    "period_start": {"required": _("Bitte geben Sie den ersten Tag des Zeitraums an.")},
    "period_end": {"required": _("Bitte geben Sie den letzten Tag des Zeitraums an.")},
}


class NewReportForm(forms.ModelForm):
    """A new report: its period says which reports of the departments its first texts are made of."""

    class Meta:
        model = ProgressReport
        fields = ("title", *PERIOD)
        field_classes = dict.fromkeys(PERIOD, DayField)
        help_texts = {
            "title": _("Zum Beispiel: Bericht 2024 und 2025"),
            "period_end": _(
                "Aus den angenommenen Meldungen dieses Zeitraums entsteht für jedes Themenfeld ein erster Text."
            ),
        }
        error_messages = ERRORS

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: ProgressReport) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            "title",
            Fieldset(_("Zeitraum"), Div(*PERIOD, css_class="field-row")),
            button=_("Bericht beginnen"),
        )


class ReportForm(RevisedForm[ProgressReport]):
    """What stands before and behind the theme fields."""

    class Meta:
        model = ProgressReport
        fields = ("title", *PERIOD, "introduction", "proposals")
        field_classes = dict.fromkeys(PERIOD, DayField)
        widgets = {
            "introduction": rich_text_area(14, headings=True),
            "proposals": rich_text_area(10, headings=True),
        }
        help_texts = {
            "proposals": _(
                "Was an der Strategie geändert werden sollte. Der Bericht allein ändert dort nichts."
            ),
        }
        error_messages = ERRORS

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: ProgressReport | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            "revision",
            "title",
            Fieldset(_("Zeitraum"), Div(*PERIOD, css_class="field-row")),
            "introduction",
            "proposals",
        )


class SectionForm(RevisedForm[ReportSection]):
    """The text about a theme field."""

    class Meta:
        model = ReportSection
        fields = ("text",)
        widgets = {"text": rich_text_area(20, headings=True)}

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: ReportSection | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "text")
