from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import RIGHTS, Right
from editing.forms.layout import form_helper

EDITING_ROLES = [
    role for role, rights in RIGHTS.items() if rights & {Right.EDIT_OWN_THEMES, Right.EDIT_GOALS}
]


class WorkingGroupForm(forms.Form):
    """The people who work on a theme field."""

    members = forms.ModelMultipleChoiceField(
        label=_("Mitglieder der Arbeitsgruppe"),
        queryset=User.objects.filter(is_active=True, role__in=EDITING_ROLES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wer hier angehakt ist, darf Ziele und Maßnahmen dieses Themenfelds bearbeiten."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.helper = form_helper("members", button=_("Speichern"))
