"""Forms of reporting rounds, and the rows of a department's table."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField, ExactAmountField, NumberField, WholeNumberField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from monitoring.actions.round_rows import CELLS
from monitoring.choices import MeasureState
from monitoring.models import IndicatorValue, MeasureReport, ReportingRound
from strategy.models import Department

ANSWERED_WITHIN = timedelta(days=30)


class RoundForm(forms.ModelForm):
    """A new round: what is asked, of whom, until when."""

    departments = forms.ModelMultipleChoiceField(
        label=_("Wer gefragt wird"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Fachbereiche, die für Maßnahmen oder Indikatoren zuständig sind."),
        error_messages={"required": _("Wählen Sie mindestens einen Fachbereich, der gefragt wird.")},
    )

    class Meta:
        model = ReportingRound
        fields = ("title", "period_start", "period_end", "deadline", "note")
        field_classes = dict.fromkeys(("period_start", "period_end", "deadline"), DayField)
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": _("Zum Beispiel: Bericht 2025"),
            "period_end": _("Für das Jahr dieses Tages werden Werte und Ausgaben erfragt."),
            "note": _("Steht in der E-Mail und über der Tabelle, zum Beispiel worauf es diesmal ankommt."),
        }
        error_messages = {
            "title": {"required": _("Bitte geben Sie der Runde einen Titel.")},
            "period_start": {"required": _("Bitte geben Sie den ersten Tag des Zeitraums an.")},
            "period_end": {"required": _("Bitte geben Sie den letzten Tag des Zeitraums an.")},
            "deadline": {"required": _("Bitte geben Sie an, bis wann geantwortet werden soll.")},
        }

    def __init__(
        self, data: QueryDict | None = None, *, instance: ReportingRound, asked: Iterable[Department]
    ) -> None:
        keys = [department.pk for department in asked]
        super().__init__(data, instance=instance, initial={"departments": keys})
        cast(forms.ModelMultipleChoiceField, self.fields["departments"]).queryset = Department.objects.filter(
            pk__in=keys
        )
        self.helper = form_helper(
            "title",
            Fieldset(
                _("Zeitraum und Frist"), Div("period_start", "period_end", css_class="field-row"), "deadline"
            ),
            "note",
            "departments",
            button=_("Weiter: ansehen, wer eine E-Mail bekommt"),
        )

    def clean_deadline(self) -> date | None:
        return _not_over(self.cleaned_data["deadline"])


class DeadlineForm(RevisedForm[ReportingRound]):
    """More time for the departments."""

    class Meta:
        model = ReportingRound
        fields = ("deadline",)
        field_classes = {"deadline": DayField}
        error_messages = {
            "deadline": {"required": _("Bitte geben Sie an, bis wann geantwortet werden soll.")}
        }

    def __init__(self, data: QueryDict | None = None, *, instance: ReportingRound) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "deadline")

    def clean_deadline(self) -> date | None:
        return _not_over(self.cleaned_data["deadline"])


def _not_over(deadline: date | None) -> date | None:
    if deadline is not None and deadline < timezone.localdate():
        raise ValidationError(_now("Dieser Tag ist schon vorbei."))
    return deadline


class ReportRowForm(RevisedForm[MeasureReport]):
    """What a department writes on a measure in a round, as one row of its table."""

    progress = WholeNumberField(
        label=_("Fortschritt (%)"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"max_value": _("Mehr als 100 Prozent gibt es nicht.")},
    )

    class Meta:
        model = MeasureReport
        fields = CELLS
        field_classes = {"spent": ExactAmountField}
        localized_fields = ("spent",)
        widgets = dict.fromkeys(
            ("reason", "done", "next_step", "obstacle"), forms.Textarea(attrs={"rows": 1})
        )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: MeasureReport, about: str
    ) -> None:
        super().__init__(data, instance=instance)
        # Another measure is named on the page of the measure itself.
        states = [
            choice
            for choice in MeasureState.choices
            if choice[0] != MeasureState.MERGED or instance.state == MeasureState.MERGED
        ]
        cast(forms.ChoiceField, self.fields["state"]).choices = [("", "–"), *states]
        self.fields["state"].error_messages["invalid_choice"] = _now("Diesen Stand gibt es hier nicht.")
        _make_cells(self, instance.measure_id, about)

    def cells(self) -> tuple[str, ...]:
        """The names of the fields that are typed into."""
        return tuple(name for name in self.fields if name != "revision")


class ValueRowForm(forms.ModelForm):
    """The value of an indicator for the year of a round, as one row of the table."""

    helper: FormHelper
    # The value that stood there when the page was drawn.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**63 - 1)

    class Meta:
        model = IndicatorValue
        fields = ("value", "quality", "note")
        field_classes = {"value": NumberField}
        localized_fields = ("value",)
        widgets = {"note": forms.Textarea(attrs={"rows": 1})}
        error_messages = {"value": {"required": _("Bitte geben Sie den Wert an.")}}

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: IndicatorValue, key: int, about: str
    ) -> None:
        shown = instance.pk or 0
        super().__init__(data, instance=instance, initial={"seen": shown})
        _make_cells(self, key, about)

    def cells(self) -> tuple[str, ...]:
        """The names of the fields that are typed into."""
        return tuple(name for name in self.fields if name != "seen")


def _make_cells(form: "ReportRowForm | ValueRowForm", key: UUID | int, about: str) -> None:
    """Let the fields stand in the cells of a row, outside of their form, each with a name of its own."""
    form_id = f"zeile-{key}"
    form.auto_id = f"{form_id}-%s"
    form.helper = form_helper(*form.fields)
    form.helper.form_id = form_id
    for name, field in form.fields.items():
        field.widget.attrs["form"] = form_id
        if name not in ("revision", "seen"):
            field.widget.attrs |= {"data-cell": name, "aria-label": f"{field.label}, {about}"}


class HandOverForm(forms.Form):
    """Another department carries a measure out."""

    department = forms.ModelChoiceField(
        label=_("Neuer Fachbereich"),
        queryset=Department.objects.none(),
        error_messages={"required": _("Bitte wählen Sie den Fachbereich.")},
    )
    note = forms.CharField(
        label=_("Warum?"),
        max_length=100,
        help_text=_("Ein kurzer Satz. Er steht mit dem Tag auf der Seite der Maßnahme."),
        error_messages={"required": _("Bitte sagen Sie mit einem Satz, warum.")},
    )

    def __init__(self, data: QueryDict | None = None, *, others: Iterable[Department]) -> None:
        super().__init__(data)
        cast(forms.ModelChoiceField, self.fields["department"]).queryset = Department.objects.filter(
            pk__in=[department.pk for department in others]
        )
        self.helper = form_helper("department", "note", button=_("Übergeben"))
