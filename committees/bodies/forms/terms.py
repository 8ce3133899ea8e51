from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from committees.bodies.forms.seats import SeatDate
from committees.bodies.models import LegislativeTerm
from editing.forms.layout import form_helper


class LegislativeTermForm(forms.ModelForm):
    """From when until when a council is in office."""

    class Meta:
        model = LegislativeTerm
        fields = ("name", "starts_on", "ends_on")
        field_classes = {"starts_on": SeatDate, "ends_on": SeatDate}
        help_texts = {
            "name": _("Zum Beispiel: Wahlperiode 2020–2025"),
            "ends_on": _("Der letzte Tag. Leer, solange er nicht feststeht."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("name", Div("starts_on", "ends_on", css_class="field-row"))
