"""The list of who was there: all members of the body on one page."""

from collections.abc import Iterable, Iterator, Mapping

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.bodies.models import Membership
from committees.meetings.choices import AttendanceStatus

REST_PRESENT = "rest-present"


class AttendanceForm(forms.Form):
    """A row of radio buttons for each seat.

    Each row sends along what it showed at first, so that only what was changed here is saved: two people can
    keep the list together. The second button takes everybody without an entry as present.
    """

    def __init__(
        self, data: QueryDict | None = None, *, seats: Iterable[Membership], recorded: Mapping[int, str]
    ) -> None:
        super().__init__(data)
        self.seats = list(seats)
        for seat in self.seats:
            self.fields[_name(seat)] = forms.ChoiceField(
                label=seat.user.name,
                choices=[*AttendanceStatus.choices, ("", _("offen"))],
                initial=recorded.get(seat.pk, ""),
                required=False,
                widget=forms.RadioSelect,
                show_hidden_initial=True,
            )

    def rows(self) -> Iterator[tuple[Membership, BoundField]]:
        return ((seat, self[_name(seat)]) for seat in self.seats)

    def statuses(self) -> dict[int, str]:
        """The statuses that were changed on this page, by the key of the seat."""
        return {
            seat.pk: self.cleaned_data[_name(seat)] for seat in self.seats if _name(seat) in self.changed_data
        }

    def rest_is_present(self) -> bool:
        return REST_PRESENT in self.data


def _name(seat: Membership) -> str:
    return f"seat-{seat.pk}"
