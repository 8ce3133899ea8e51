from crispy_forms.layout import Div
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.council.choices import Outcome
from committees.council.measure_resolutions import DECIDING_OUTCOMES
from committees.council.models import MeasureResolution
from editing.forms.figures import RecentDayField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm


class MeasureResolutionForm(RevisedForm[MeasureResolution]):
    """The resolution of a body about a single measure."""

    outcome = forms.ChoiceField(
        label=_("Ergebnis"),
        choices=[choice for choice in Outcome.choices if choice[0] in DECIDING_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie ein Ergebnis.")},
    )

    class Meta:
        model = MeasureResolution
        fields = ("reference", "committee", "decided_on", "outcome", "note")
        field_classes = {"decided_on": RecentDayField}
        help_texts = {
            "reference": _("Die Vorlage zu dieser Maßnahme, zum Beispiel 2022/0118."),
            "note": _("Nur im Arbeitsbereich zu lesen."),
        }
        error_messages = {
            "reference": {"required": _("Bitte geben Sie die Nummer der Vorlage an.")},
            "committee": {"required": _("Bitte wählen Sie das Gremium.")},
            "decided_on": {"required": _("Bitte geben Sie den Tag der Sitzung an.")},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: MeasureResolution) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper(
            "revision",
            Div("reference", "decided_on", css_class="field-row"),
            "committee",
            "outcome",
            "note",
        )
