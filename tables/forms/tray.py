"""The form of the tray: which of the waiting rows belong to which goal."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tables.kinds.kind import Kind


class TrayForm(forms.Form):
    """The goal of the rows that are ticked."""

    def __init__(self, data: QueryDict | None = None, *, kind: Kind, user: User) -> None:
        super().__init__(data)
        self.fields["goal"] = forms.ChoiceField(
            label=_("Die ausgewählten Einträge gehören zu"),
            choices=[("", _("bitte auswählen")), *kind.goal_choices(user)],
            error_messages={"required": _("Wählen Sie ein Ziel aus.")},
        )
