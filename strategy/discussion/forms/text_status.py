from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper


class StatusReasonForm(forms.Form):
    """The reason why an element goes back a step."""

    reason = forms.CharField(
        label=_("Warum wird der Text zurückgegeben?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Bitte begründen Sie, warum der Text zurückgegeben wird.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = form_helper("reason", button=_("Zurückgeben"))
