"""Seats in a body, for whoever keeps its list of members."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, LayoutObject
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from committees.bodies.models import Membership
from editing.forms.figures import RecentDayField
from editing.forms.layout import form_helper


class SeatForm(forms.ModelForm):
    """The group, part, vote and duration of a seat. Its person stays."""

    class Meta:
        model = Membership
        fields = ("seat_group", "role", "has_vote", "since", "until")
        field_classes = {"since": RecentDayField, "until": RecentDayField}
        help_texts = {
            "seat_group": _("Für wen die Person spricht."),
            "has_vote": _("Nur Stimmberechtigte nehmen an Abfragen teil."),
            "until": _("Der letzte Tag. Leer: bis auf Weiteres."),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: Membership) -> None:
        super().__init__(data, instance=instance)
        self.fields["seat_group"].empty_label = _("ohne entsendende Gruppe")  # type: ignore[attr-defined]
        self.helper = form_helper(*self._first_fields(), *self._fields_of_seat())

    def _first_fields(self) -> tuple[str | LayoutObject, ...]:
        return ()

    def _fields_of_seat(self) -> tuple[str | LayoutObject, ...]:
        return (
            Div("seat_group", "role", css_class="field-row"),
            "has_vote",
            Div("since", "until", css_class="field-row"),
        )

    def values(self) -> dict[str, object]:
        """The texts and choices that were entered, by field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewSeatForm(SeatForm):
    """A seat for somebody who has an account."""

    user = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        empty_label=_("Bitte wählen"),
        help_text=_("Alle mit einem Konto, die hier noch keinen Sitz haben."),
    )

    def __init__(self, data: QueryDict | None = None, *, instance: Membership) -> None:
        super().__init__(data, instance=instance)
        seated = Membership.objects.filter(committee=instance.committee, until__isnull=True)
        people = User.objects.filter(is_active=True).exclude(pk__in=seated.values("user"))
        self.fields["user"].queryset = people  # type: ignore[attr-defined]

    def _first_fields(self) -> tuple[str | LayoutObject, ...]:
        return ("user",)


class SeatEndForm(forms.Form):
    until = RecentDayField(
        label=_("Letzter Tag"),
        error_messages={"required": _("Bitte geben Sie den letzten Tag an.")},
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper("until")
