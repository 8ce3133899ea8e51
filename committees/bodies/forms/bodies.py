from crispy_forms.helper import FormHelper
from django import forms

from committees.bodies.models import Committee, SeatGroup
from editing.forms.layout import form_helper


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ("name", "kind")

    @property
    def helper(self) -> FormHelper:
        return form_helper("name", "kind")


class SeatGroupForm(forms.ModelForm):
    class Meta:
        model = SeatGroup
        fields = ("name",)

    @property
    def helper(self) -> FormHelper:
        return form_helper("name")
