"""Forms about the implementation of a measure."""

from collections.abc import Iterable
from typing import cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField, ExactAmountField, PostsField, WholeNumberField, YearField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from monitoring.choices import EffectLight, ExecutionLight
from monitoring.models import Judgement, MeasureExecution, MeasureReport, MeasureYear, Milestone
from strategy.document.document import MeasureEntry
from strategy.models import Measure


class ExecutionForm(RevisedForm[MeasureExecution]):
    """The dates of a measure. Who carries it out changes by handing it over, which asks the other one."""

    class Meta:
        model = MeasureExecution
        fields = ("planned_start", "planned_end", "actual_start", "actual_end")
        field_classes = dict.fromkeys(
            ("planned_start", "planned_end", "actual_start", "actual_end"), DayField
        )
        help_texts = {
            "planned_start": _("Leer gilt das Ende des Jahres, das die beschlossene Fassung nennt."),
            "planned_end": _("Leer gilt das Ende des Jahres, das die beschlossene Fassung nennt."),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: MeasureExecution) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            "revision",
            Div("planned_start", "planned_end", css_class="field-row"),
            Div("actual_start", "actual_end", css_class="field-row"),
        )


class MilestoneForm(RevisedForm[Milestone]):
    class Meta:
        model = Milestone
        fields = ("title", "due_on", "done_on")
        field_classes = {"due_on": DayField, "done_on": DayField}
        help_texts = {"title": _("Woran sieht man, dass der Schritt getan ist?")}
        error_messages = {
            "title": {"required": _("Bitte nennen Sie den Meilenstein.")},
            "due_on": {"required": _("Bitte geben Sie den Tag an, an dem er fällig ist.")},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: Milestone) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "title", Div("due_on", "done_on", css_class="field-row"))


class MeasureYearForm(RevisedForm[MeasureYear]):
    """Money and posts of a measure in one year."""

    class Meta:
        model = MeasureYear
        fields = ("year", "budget_planned", "budget_spent", "posts_planned", "posts_filled")
        field_classes = {
            "year": YearField,
            "budget_planned": ExactAmountField,
            "budget_spent": ExactAmountField,
            "posts_planned": PostsField,
            "posts_filled": PostsField,
        }
        localized_fields = ("budget_planned", "budget_spent", "posts_planned", "posts_filled")
        error_messages = {"year": {"required": _("Bitte geben Sie das Jahr an.")}}

    def __init__(self, data: QueryDict | None = None, *, instance: MeasureYear) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            "revision",
            "year",
            Div("budget_planned", "budget_spent", css_class="field-row"),
            Div("posts_planned", "posts_filled", css_class="field-row"),
        )


class ReportForm(forms.ModelForm):
    """What a department reports on a measure."""

    progress = WholeNumberField(label=_("Fortschritt (Prozent)"), required=False, min_value=0, max_value=100)

    class Meta:
        model = MeasureReport
        fields = (
            "state",
            "merged_with",
            "reason",
            "progress",
            "done",
            "next_step",
            "obstacle",
            "spent",
            "spent_year",
        )
        field_classes = {"spent": ExactAmountField, "spent_year": YearField}
        localized_fields = ("spent",)
        widgets = dict.fromkeys(("done", "next_step", "obstacle"), forms.Textarea(attrs={"rows": 3}))
        help_texts = {
            "reason": _("Nötig bei „zurückgestellt“, „aufgegeben“ und „blockiert“."),
            "merged_with": _("Nur bei „zusammengeführt“."),
            "spent": _("Was die Maßnahme in diesem Jahr bisher gekostet hat."),
        }

    def __init__(
        self, data: QueryDict | None = None, *, instance: MeasureReport, adopted: Iterable[MeasureEntry]
    ) -> None:
        super().__init__(data, instance=instance)
        self.fields["state"].required = True
        self._offer([entry for entry in adopted if entry.key != instance.measure_id])
        self.helper = form_helper(
            Div("state", "progress", css_class="field-row"),
            "reason",
            "merged_with",
            "done",
            "next_step",
            "obstacle",
            Fieldset(_("Ausgaben"), Div("spent", "spent_year", css_class="field-row")),
        )

    def _offer(self, others: list[MeasureEntry]) -> None:
        """Offer the measures as the council adopted them: the working draft is not for everybody who reports."""
        field = cast(forms.ModelChoiceField, self.fields["merged_with"])
        field.queryset = Measure.objects.filter(pk__in=[entry.key for entry in others])
        named = [(entry.key, f"{entry.number} {entry.title}") for entry in others]
        field.choices = [("", _("keine Angabe")), *named]


class RemarkForm(forms.Form):
    """What coordination asks back."""

    remark = forms.CharField(
        label=_("Ihre Rückfrage"),
        max_length=500,
        error_messages={"required": _("Bitte sagen Sie, was an der Meldung fehlt.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.helper = form_helper("remark", button=_("Zurückgeben"))


class JudgementForm(forms.ModelForm):
    """The judgement of coordination, of one of the two lights."""

    class Meta:
        model = Judgement
        fields = ("light", "reason")
        widgets = {"light": forms.RadioSelect}
        help_texts = {"reason": _("Steht neben der berechneten Einschätzung, die sichtbar bleibt.")}
        error_messages = {"reason": {"required": _("Bitte begründen Sie die Einschätzung.")}}

    def __init__(self, data: QueryDict | None = None, *, instance: Judgement) -> None:
        super().__init__(data, instance=instance)
        lights = ExecutionLight if instance.measure_id else EffectLight
        self.fields["light"] = forms.ChoiceField(
            label=_("Einschätzung"),
            choices=lights.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Bitte wählen Sie eine Einschätzung.")},
        )
        self.helper = form_helper("light", "reason")
