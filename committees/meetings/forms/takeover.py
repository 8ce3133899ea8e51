from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.meetings.actions.takeover import Recommendation

SELECT, LEAVE_OUT = "select", "leave_out"


class TieForm(forms.Form):
    """A decision about each theme field with equal scores at the edge. Nothing is chosen beforehand."""

    def __init__(self, data: QueryDict | None = None, *, what: Recommendation) -> None:
        super().__init__(data)
        for theme, option, _reason in what.tied:
            self.fields[f"option_{option.key}"] = forms.ChoiceField(
                label=theme.title,
                choices=[(SELECT, _("wählen")), (LEAVE_OUT, _("nicht wählen"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Bitte entscheiden Sie auch über dieses Themenfeld.")},
            )
        self.helper = FormHelper()
        self.helper.add_input(Submit("take_over", _("Empfehlung übernehmen")))

    def chosen(self) -> set[str]:
        """The keys of the options that are to be selected."""
        return {name.removeprefix("option_") for name, value in self.cleaned_data.items() if value == SELECT}
