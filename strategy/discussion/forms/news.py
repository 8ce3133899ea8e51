from collections.abc import Mapping
from datetime import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from editing.asked import moment_of
from strategy.models import ActivityPreference


class Period(TextChoices):
    """The time that the activity page looks back."""

    UNSEEN = "neu", _("Seit meinem letzten Besuch")
    FORTNIGHT = "14", _("14 Tage")
    MONTH = "30", _("30 Tage")


class MomentField(forms.Field):
    """A moment as pages write it into addresses and hidden fields; None for any other text."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def to_python(self, value: str | None) -> datetime | None:
        return moment_of(value or "")


class PeriodForm(forms.Form):
    """The period that an address asks for; what makes no sense is as if it were not there."""

    zeitraum = forms.ChoiceField(choices=Period, required=False)
    bis = MomentField()

    def period(self) -> Period:
        self.is_valid()
        return Period(self.cleaned_data.get("zeitraum") or Period.UNSEEN)

    def until(self) -> datetime | None:
        self.is_valid()
        until: datetime | None = self.cleaned_data.get("bis")
        return until


class SeenForm(forms.Form):
    """The moment up to which the page showed what happened."""

    until = MomentField()

    def until_at_most(self, at: datetime) -> datetime:
        self.is_valid()
        return min(self.cleaned_data.get("until") or at, at)


class DigestForm(forms.ModelForm):
    class Meta:
        model = ActivityPreference
        fields = ("digest",)
        widgets = {"digest": forms.RadioSelect}
        labels = {"digest": _("Wann?")}
        help_texts = {
            "digest": _(
                "Höchstens eine E-Mail am Tag, morgens, und nur, wenn etwas geschehen ist. An Sie richtet sich, wenn "
                "jemand Sie anspricht, Ihnen antwortet oder über Ihren Vorschlag entscheidet."
            )
        }

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: ActivityPreference | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "digest", ButtonHolder(Submit("save", _("Speichern")), css_class="actions")
        )
        self.helper.form_action = "strategy:digest-choose"
