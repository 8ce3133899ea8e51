"""Forms of the Umsetzungsbericht."""

from collections.abc import Mapping
from typing import cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area
from monitoring.models import ProgressReport, ReportFile, ReportSection

# Of a theme field: all stand in the frozen report itself.
PICTURES_AT_MOST = 4
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
        fields = ("title", *PERIOD, "introduction", "proposals", "with_appendix")
        field_classes = dict.fromkeys(PERIOD, DayField)
        widgets = {
            "introduction": rich_text_area(14, headings=True),
            "proposals": rich_text_area(10, headings=True),
        }
        help_texts = {
            "proposals": _(
                "Was an der Strategie geändert werden sollte. Der Bericht allein ändert dort nichts."
            ),
            "with_appendix": _(
                "Dann steht am Ende, was Sie im Berichtsrahmen zu jedem Aspekt und Kernindikator eingetragen haben."
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
            "with_appendix",
        )


class SectionForm(RevisedForm[ReportSection]):
    """The text about a theme field."""

    class Meta:
        model = ReportSection
        fields = ("text", "pictures")
        widgets = {"text": rich_text_area(20, headings=True), "pictures": forms.CheckboxSelectMultiple}
        help_texts = {
            "pictures": _(
                "Öffentliche Bilder aus den angenommenen Meldungen dieses Zeitraums. Sie stehen unter dem Text."
            )
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: ReportSection,
        pictures: QuerySet[ReportFile],
    ) -> None:
        super().__init__(data, instance=instance)
        field = cast(forms.ModelMultipleChoiceField, self.fields["pictures"])
        field.queryset = pictures
        if not pictures:
            del self.fields["pictures"]
        self.helper = form_helper(*("revision", "text", "pictures")[: len(self.fields)])

    def clean_pictures(self) -> QuerySet[ReportFile]:
        chosen: QuerySet[ReportFile] = self.cleaned_data["pictures"]
        if len(chosen) > PICTURES_AT_MOST:
            raise ValidationError(_("Bitte wählen Sie höchstens %d Bilder.") % PICTURES_AT_MOST)
        return chosen
