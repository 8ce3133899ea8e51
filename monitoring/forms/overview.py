"""What the overview of the implementation is narrowed to, and the days it tells of."""

from datetime import date
from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.figures import DayField
from monitoring.adopted import Adopted
from monitoring.assessment import Assessment, departments_in
from monitoring.choices import EffectLight, ExecutionLight
from monitoring.filters import AssessmentWish


class OverviewForm(forms.Form):
    """Which lines, as of which day, and since when changes are told. Empty fields stand for everything and today."""

    themenfeld = forms.ChoiceField(label=gettext_lazy("Themenfeld"), required=False)
    fachbereich = forms.ChoiceField(label=gettext_lazy("Zuständig"), required=False)
    vollzug = forms.ChoiceField(
        label=gettext_lazy("Vollzug"),
        required=False,
        choices=(("", gettext_lazy("jeder")), *ExecutionLight.choices),
    )
    wirkung = forms.ChoiceField(
        label=gettext_lazy("Wirkung"),
        required=False,
        choices=(("", gettext_lazy("jede")), *EffectLight.choices),
    )
    am = DayField(label=gettext_lazy("Stand am"), required=False, help_text=gettext_lazy("Leer: heute."))
    seit = DayField(
        label=gettext_lazy("Was sich geändert hat seit"),
        required=False,
        help_text=gettext_lazy("Leer: ohne Vergleich."),
    )

    def __init__(
        self, data: QueryDict | None, *, adopted: Adopted, assessment: Assessment, today: date
    ) -> None:
        super().__init__(data)
        self.first, self.today = adopted.on, today
        themes = [(theme.number, f"{theme.number} {theme.title}") for theme in adopted.document.themes]
        named = [(name, name) for name in departments_in(assessment.measures, assessment.indicators) if name]
        self._choose("themenfeld", [("", _("alle Themenfelder")), *themes])
        self._choose("fachbereich", [("", _("alle Fachbereiche")), *named])
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": "", "aria-label": _("Umsetzung eingrenzen")}
        self.helper.layout = Layout(
            Div("themenfeld", "fachbereich", css_class="field-row"),
            Div("vollzug", "wirkung", css_class="field-row"),
            Div("am", "seit", css_class="field-row"),
            ButtonHolder(Submit("", _("Anzeigen"), css_class="kern-btn--secondary"), css_class="actions"),
        )

    def clean_am(self) -> date | None:
        return self._between(self.cleaned_data["am"])

    def clean_seit(self) -> date | None:
        return self._between(self.cleaned_data["seit"])

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        since, until = self.cleaned_data.get("seit"), self.cleaned_data.get("am") or self.today
        if since is not None and since >= until:
            self.add_error("seit", _("Bitte nennen Sie einen Tag, der vor dem Stand liegt."))
        return values

    def wish(self) -> AssessmentWish:
        """What a valid form asks for."""
        return AssessmentWish(
            theme=self.cleaned_data["themenfeld"],
            department=self.cleaned_data["fachbereich"],
            execution=self.cleaned_data["vollzug"],
            effect=self.cleaned_data["wirkung"],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _between(self, day: date | None) -> date | None:
        if day is not None and not self.first <= day <= self.today:
            days = {"first": date_format(self.first, "j. F Y"), "last": date_format(self.today, "j. F Y")}
            raise ValidationError(_("Der Tag liegt zwischen dem %(first)s und dem %(last)s.") % days)
        return day
