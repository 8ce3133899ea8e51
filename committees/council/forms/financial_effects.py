from crispy_forms.layout import Div, Fieldset
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.council.choices import BudgetPlan
from committees.council.models import FinancialEffect
from editing.forms.figures import ExactAmountField
from editing.forms.layout import form_helper

# How the two tables in Herne name what stands in their first columns.
SUBJECTS = {BudgetPlan.RESULT: _("Produkt"), BudgetPlan.FINANCE: _("Maßnahme")}


class FinancialEffectForm(forms.ModelForm):
    """A line of one of the two tables."""

    class Meta:
        model = FinancialEffect
        fields = ("number", "name", "account_group_number", "account_group_name", "amount")
        localized_fields = ("amount",)
        field_classes = {"amount": ExactAmountField}
        labels = {
            "number": _("Nummer"),
            "name": _("Bezeichnung"),
            "account_group_number": _("Nummer der Kontengruppe"),
            "account_group_name": _("Bezeichnung der Kontengruppe"),
        }
        help_texts = {
            "amount": _("Was die Stadt ausgibt, mit Minus davor. Beispiel: -12.000"),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: FinancialEffect) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            Fieldset(SUBJECTS[BudgetPlan(self.instance.plan)], Div("number", "name", css_class="field-row")),
            Fieldset(
                _("Kontengruppe"), Div("account_group_number", "account_group_name", css_class="field-row")
            ),
            "amount",
        )
