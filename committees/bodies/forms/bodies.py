from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from committees.bodies.choices import CommitteeKind, MunicipalOrder
from committees.bodies.models import Committee, SeatGroup
from committees.bodies.starter_set import STARTER_SET
from editing.forms.layout import form_helper
from editing.forms.texts import text_area

NAME_AT_MOST = 150


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ("name", "kind")

    @property
    def helper(self) -> FormHelper:
        return form_helper("name", "kind")


class StarterSetForm(forms.Form):
    """The bodies to begin with: those of the method to tick, the political ones as names to change."""

    working = forms.MultipleChoiceField(
        label=_("Wer an der Strategie arbeitet"), widget=forms.CheckboxSelectMultiple, required=False
    )
    council = forms.CharField(label=_("Wer entscheidet"), max_length=NAME_AT_MOST, required=False)
    committees = forms.CharField(
        label=_("Ausschüsse"),
        widget=text_area(7),
        required=False,
        help_text=_("Je Zeile ein Ausschuss, so wie er bei Ihnen heißt."),
    )
    districts = forms.CharField(
        label=_("Bezirksvertretungen"),
        widget=text_area(5),
        required=False,
        help_text=_("Je Zeile eine Bezirksvertretung."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, order: MunicipalOrder) -> None:
        usual = STARTER_SET.kinds[order]
        names = [name for _kind, name in STARTER_SET.working]
        initial = {"working": names, "council": usual.council, "committees": "\n".join(usual.committees)}
        super().__init__(data, initial=initial)
        working: Any = self.fields["working"]
        working.choices = [(name, name) for name in names]
        if not usual.has_districts:
            del self.fields["districts"]
        self.helper = form_helper(*self.fields, button=_("Gremien anlegen"), is_kept=False)

    def clean_committees(self) -> list[str]:
        return _names_in(self.cleaned_data["committees"])

    def clean_districts(self) -> list[str]:
        return _names_in(self.cleaned_data["districts"])

    def named(self) -> list[tuple[CommitteeKind, str]]:
        """The bodies that are wanted, by kind and name."""
        values = self.cleaned_data
        council = [values["council"]] if values["council"] else []
        return [
            *((kind, name) for kind, name in STARTER_SET.working if name in values["working"]),
            *((CommitteeKind.COUNCIL, name) for name in council),
            *((CommitteeKind.COMMITTEE, name) for name in values["committees"]),
            *((CommitteeKind.DISTRICT_COUNCIL, name) for name in values.get("districts", ())),
        ]


def _names_in(text: str) -> list[str]:
    names = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    for name in names:
        if len(name) > NAME_AT_MOST:
            raise forms.ValidationError(
                _("„%(name)s…“ ist zu lang. Ein Name hat höchstens %(at_most)d Zeichen.")
                % {"name": name[:40], "at_most": NAME_AT_MOST}
            )
    return names


class SeatGroupForm(forms.ModelForm):
    class Meta:
        model = SeatGroup
        fields = ("name",)

    @property
    def helper(self) -> FormHelper:
        return form_helper("name")
