from typing import Any

from django import forms

from committees.bodies.models import Committee, SeatGroup
from editing.forms.layout import form_helper


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ("name", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("name", "kind")


class SeatGroupForm(forms.ModelForm):
    class Meta:
        model = SeatGroup
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("name")
