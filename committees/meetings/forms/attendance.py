"""The list of who was there: all members of the body on one page."""

from collections.abc import Iterable, Iterator, Mapping

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.bodies.models import Membership
from committees.meetings.choices import AttendanceStatus, ReplyAnswer
from committees.meetings.models import MeetingReply

REST_PRESENT = "rest-present"
# Who sends somebody else is excused.
EXPECTED: dict[str, AttendanceStatus] = {
    ReplyAnswer.COMING: AttendanceStatus.PRESENT,
    ReplyAnswer.NOT_COMING: AttendanceStatus.EXCUSED,
    ReplyAnswer.SUBSTITUTE: AttendanceStatus.EXCUSED,
}


class AttendanceForm(forms.Form):
    """A row of radio buttons for each seat.

    Each row sends along what it showed at first, so that only what was changed here is saved: two people can
    keep the list together. The second button takes everybody without an entry as present. Who has none yet is shown
    as they have answered the invitation.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        seats: Iterable[Membership],
        recorded: Mapping[int, str],
        replies: Mapping[int, MeetingReply],
    ) -> None:
        self.seats, self.replies = list(seats), replies
        expected = {
            _name(seat): EXPECTED[replies[seat.user_id].answer]
            for seat in self.seats
            if seat.user_id in replies and seat.pk not in recorded
        }
        super().__init__(data, initial=expected)
        for seat in self.seats:
            self.fields[_name(seat)] = forms.ChoiceField(
                label=seat.user.name,
                choices=[*AttendanceStatus.choices, ("", _("offen"))],
                initial=recorded.get(seat.pk, ""),
                required=False,
                widget=forms.RadioSelect,
                show_hidden_initial=True,
            )

    def rows(self) -> Iterator[tuple[Membership, BoundField, MeetingReply | None]]:
        return ((seat, self[_name(seat)], self.replies.get(seat.user_id)) for seat in self.seats)

    def statuses(self) -> dict[int, str]:
        """The statuses that were changed on this page, by the key of the seat."""
        return {
            seat.pk: self.cleaned_data[_name(seat)] for seat in self.seats if _name(seat) in self.changed_data
        }

    def rest_is_present(self) -> bool:
        return REST_PRESENT in self.data


def _name(seat: Membership) -> str:
    return f"seat-{seat.pk}"
