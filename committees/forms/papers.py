from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.forms.layout import form_helper
from committees.models import Paper
from strategy.choices import VersionStatus
from strategy.forms.elements import text_area
from strategy.forms.revised import RevisedForm
from strategy.models import StrategyVersion


class PaperForm(RevisedForm):
    """The header and the text of a paper. It is bound to one frozen version."""

    class Meta:
        model = Paper
        fields = (
            "version",
            "reference",
            "kind",
            "subject",
            "is_public",
            "author",
            "lead_department",
            "clerk",
            "proposed_resolution",
            "facts",
        )
        widgets = {
            "proposed_resolution": text_area(6),
            "facts": text_area(8),
        }
        help_texts = {
            "version": _("Der Rat beschließt genau diese Fassung."),
            "lead_department": _("Zum Beispiel: FB 51 - Umwelt und Stadtplanung"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosable = Q(status=VersionStatus.COUNCIL_DRAFT) | Q(pk=self.instance.version_id)
        versions = StrategyVersion.objects.without_content().filter(choosable)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        self.helper = form_helper(
            "revision",
            Fieldset(
                _("Kopf der Vorlage"),
                Div("reference", "kind", css_class="field-row"),
                "subject",
                "version",
                "is_public",
                Div("author", "clerk", css_class="field-row"),
                "lead_department",
            ),
            Fieldset(_("Beschluss und Begründung"), "proposed_resolution", "facts"),
        )


class MeetingDate(forms.DateField):
    """The day of a meeting. A year outside of living memory is a typing error."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 1990 <= value.year <= 2100:
            raise forms.ValidationError(_("Das Jahr der Sitzung liegt zwischen 1990 und 2100."))
