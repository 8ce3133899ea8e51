from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from committees.bodies.models import LegislativeTerm
from editing.forms.figures import RecentDayField
from editing.forms.layout import form_helper


class LegislativeTermForm(forms.ModelForm):
    """The first and the last day of a council in office."""

    class Meta:
        model = LegislativeTerm
        fields = ("name", "starts_on", "ends_on")
        field_classes = {"starts_on": RecentDayField, "ends_on": RecentDayField}
        help_texts = {
            "name": _("Zum Beispiel: Wahlperiode 2020–2025"),
            "ends_on": _("Der letzte Tag. Leer, solange er nicht feststeht."),
        }

    @property
    def helper(self) -> FormHelper:
        return form_helper("name", Div("starts_on", "ends_on", css_class="field-row"))
