"""Forms about indicators."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict, cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import NumberField, RecentDayField, YearField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.typed import Unreadable
from editing.years import read_day_or_year
from monitoring.forms.departments import offer_departments
from monitoring.lights import period_words
from monitoring.models import Indicator, IndicatorSeries, IndicatorTarget, IndicatorValue
from strategy.models import OperationalGoal, ThemeField


class PeriodField(forms.CharField):
    """A year, or the day to which a value belongs: 2024 or 30.06.2024. A year is its last day."""

    def clean(self, value: object) -> date | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_day_or_year(typed)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from unreadable

    def prepare_value(self, value: object) -> object:
        return period_words(value) if isinstance(value, date) else value


class IndicatorForm(RevisedForm[Indicator]):
    """All about an indicator besides its values, targets and formula."""

    class Meta:
        model = Indicator
        fields = (
            "name",
            "definition",
            "unit",
            "direction",
            "lower_bound",
            "upper_bound",
            "baseline_year",
            "path",
            "source",
            "licence",
            "interval",
            "responsible",
            "goals",
            "themes",
            "sdg_targets",
        )
        field_classes = {
            "lower_bound": NumberField,
            "upper_bound": NumberField,
            "baseline_year": YearField,
        }
        localized_fields = ("lower_bound", "upper_bound")
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "unit": _("Zum Beispiel: Prozent, Tonnen im Jahr"),
            "lower_bound": _("Nur bei „in einem Bereich halten“."),
            "upper_bound": _("Nur bei „in einem Bereich halten“."),
            "baseline_year": _("Bei dem Wert dieses Jahres beginnt der Weg zum Ziel."),
            "licence": _("Zum Beispiel: Datenlizenz Deutschland Namensnennung 2.0"),
        }
        error_messages = {"name": {"required": _("Bitte geben Sie dem Indikator einen Namen.")}}

    def __init__(self, data: QueryDict | None = None, *, instance: Indicator) -> None:
        super().__init__(data, instance=instance)
        self._narrow()
        self.helper = form_helper(
            "revision",
            "name",
            "definition",
            Div("unit", "interval", css_class="field-row"),
            Fieldset(
                _("Woran sich der Weg zum Ziel misst"),
                "direction",
                Div("lower_bound", "upper_bound", css_class="field-row"),
                Div("baseline_year", "path", css_class="field-row"),
            ),
            Fieldset(
                _("Woher die Werte kommen"), "responsible", Div("source", "licence", css_class="field-row")
            ),
            Fieldset(_("Wozu sie gehört"), "goals", "themes", "sdg_targets"),
        )

    def related(self) -> dict[str, Iterable[object]]:
        """What a new indicator belongs to."""
        return {name: self.cleaned_data[name] for name in ("goals", "themes", "sdg_targets")}

    def _narrow(self) -> None:
        """Offer the goals and theme fields of the strategy; of what was removed only what is linked already."""
        goals = cast(forms.ModelMultipleChoiceField, self.fields["goals"])
        themes = cast(forms.ModelMultipleChoiceField, self.fields["themes"])
        shown_goals = Q(pk__in=OperationalGoal.objects.active().in_chosen_themes().values("pk"))
        shown_themes = Q(pk__in=ThemeField.objects.active().in_chosen_themes().values("pk"))
        if self.instance.pk:
            shown_goals |= Q(pk__in=self.instance.goals.values("pk"))
            shown_themes |= Q(pk__in=self.instance.themes.values("pk"))
        goals.queryset = OperationalGoal.objects.filter(shown_goals).with_ancestors()
        themes.queryset = ThemeField.objects.filter(shown_themes)
        offer_departments(self.fields["responsible"], self.instance.responsible_id)


class ValueForm(forms.ModelForm):
    """A value of a series for a year or a day; for a period that has one it is a correction."""

    period = PeriodField(
        label=_("Jahr oder Stichtag"),
        help_text=_("Zum Beispiel: 2024 oder 30.06.2024"),
        error_messages={"required": _("Bitte geben Sie an, wofür der Wert gilt.")},
    )

    class Meta:
        model = IndicatorValue
        fields = ("series", "period", "value", "quality", "retrieved_on", "note")
        field_classes = {"value": NumberField, "retrieved_on": RecentDayField}
        localized_fields = ("value",)
        error_messages = {"value": {"required": _("Bitte geben Sie den Wert an.")}}

    def __init__(
        self, data: QueryDict | None = None, *, instance: IndicatorValue, indicator: Indicator
    ) -> None:
        super().__init__(data, instance=instance)
        series = cast(forms.ModelChoiceField, self.fields["series"])
        series.queryset = IndicatorSeries.objects.filter(indicator=indicator)
        series.empty_label = None
        series.label = _now("Reihe")
        self.fields["value"].help_text = indicator.unit
        self.helper = form_helper(
            Div("period", "value", css_class="field-row"),
            "series",
            "quality",
            Div("retrieved_on", "note", css_class="field-row"),
        )


class TargetForm(RevisedForm[IndicatorTarget]):
    class Meta:
        model = IndicatorTarget
        fields = ("year", "value")
        field_classes = {"year": YearField, "value": NumberField}
        localized_fields = ("value",)
        error_messages = {
            "year": {"required": _("Bitte geben Sie das Zieljahr an.")},
            "value": {"required": _("Bitte geben Sie den Zielwert an.")},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: IndicatorTarget) -> None:
        super().__init__(data, instance=instance)
        self.fields["value"].help_text = instance.indicator.unit
        self.helper = form_helper("revision", Div("year", "value", css_class="field-row"))


class SeriesForm(forms.ModelForm):
    """A part of a split."""

    class Meta:
        model = IndicatorSeries
        fields = ("dimension", "name")
        help_texts = {
            "dimension": _("Zum Beispiel: Stadtbezirk, Geschlecht"),
            "name": _("Zum Beispiel: Wanne, Frauen"),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: IndicatorSeries) -> None:
        super().__init__(data, instance=instance)
        for name in ("dimension", "name"):
            self.fields[name].required = True
        self.helper = form_helper(Div("dimension", "name", css_class="field-row"))


class FormulaParts(TypedDict):
    terms: list[Indicator]
    divisors: list[Indicator]
    factor: Decimal


class FormulaForm(forms.Form):
    """The formula of a computed indicator."""

    terms = forms.ModelMultipleChoiceField(
        label=_("Summe aus"), queryset=Indicator.objects.none(), required=False
    )
    divisors = forms.ModelMultipleChoiceField(
        label=_("geteilt durch die Summe aus"),
        queryset=Indicator.objects.none(),
        required=False,
        help_text=_("Leer für eine Summe."),
    )
    factor = NumberField(
        label=_("mal"),
        max_digits=14,
        decimal_places=3,
        localize=True,
        help_text=_("100 für einen Anteil in Prozent, 1.000 für Werte je 1.000 Einwohner."),
    )

    def __init__(self, data: QueryDict | None = None, *, indicator: Indicator) -> None:
        super().__init__(data, initial=self._saved(indicator))
        others = Indicator.objects.filter(strategy=indicator.strategy_id, terms__isnull=True)
        for name in ("terms", "divisors"):
            field = cast(forms.ModelMultipleChoiceField, self.fields[name])
            field.queryset = others.exclude(pk=indicator.pk)
        self.helper = form_helper("terms", "divisors", "factor")

    @staticmethod
    def _saved(indicator: Indicator) -> dict[str, object]:
        rows = list(indicator.terms.all())
        return {
            "terms": [row.input_id for row in rows if not row.is_divisor],
            "divisors": [row.input_id for row in rows if row.is_divisor],
            "factor": indicator.factor,
        }

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        if values.get("divisors") and not values.get("terms"):
            self.add_error("terms", _now("Über dem Bruchstrich fehlt ein Indikator."))
        return values

    def formula(self) -> FormulaParts:
        values = self.cleaned_data
        return {
            "terms": list(values["terms"]),
            "divisors": list(values["divisors"]),
            "factor": values["factor"],
        }
