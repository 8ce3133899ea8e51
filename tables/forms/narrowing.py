from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from strategy.models import Concept, Measure, ThemeField


def departments() -> list[str]:
    """The departments that measures and concepts name, in alphabetical order."""
    names = {
        name
        for found in (Measure.objects.active(), Concept.objects.all())
        for name in found.exclude(department=None)
        .order_by()
        .values_list("department__name", flat=True)
        .distinct()
    }
    return sorted(names, key=str.casefold)


class NarrowingForm(forms.Form):
    """To which theme field and department the tables are narrowed."""

    themenfeld = forms.ModelChoiceField(
        label=_("Themenfeld"),
        queryset=ThemeField.objects.selected(),
        required=False,
        empty_label=_("alle Themenfelder"),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [("", _("alle Fachbereiche")), *((name, name) for name in departments())]
        self.fields["fachbereich"] = forms.ChoiceField(
            label=_("Fachbereich"), choices=choices, required=False
        )
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Div("themenfeld", "fachbereich", css_class="field-row"),
            ButtonHolder(Submit("", _("Eingrenzen"), css_class="kern-btn--secondary"), css_class="actions"),
        )

    def chosen(self) -> tuple[ThemeField | None, str]:
        """The theme field and the department, if any; of a valid form."""
        return self.cleaned_data["themenfeld"], self.cleaned_data["fachbereich"]
