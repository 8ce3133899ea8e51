"""The people in a body on a day, and the groups that sent them: the content of its page."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, Membership, SeatGroup
from committees.bodies.seating import GroupSeats, SeatPicture, seat_picture
from strategy.models import ThemeField, WorkingGroupMember


class SeatRow(Struct, frozen=True):
    """A seat, and the theme fields whose working group its person belongs to."""

    seat: Membership
    themes: tuple[ThemeField, ...]


class Section(Struct, frozen=True):
    """The seats of one sending group; the last section has no group."""

    number: int
    group: SeatGroup | None
    rows: tuple[SeatRow, ...]

    @property
    def voting(self) -> int:
        return sum(row.seat.has_vote for row in self.rows)


class Roster(Struct, frozen=True):
    """All seats of a body on a day. A picture is only drawn where groups send people."""

    sections: tuple[Section, ...]
    missing: tuple[SeatGroup, ...]
    coming: tuple[SeatRow, ...]
    former: tuple[SeatRow, ...]
    picture: SeatPicture | None

    @property
    def seats(self) -> int:
        return sum(len(section.rows) for section in self.sections)

    @property
    def voting(self) -> int:
        return sum(section.voting for section in self.sections)


def roster_of(committee: Committee, day: date) -> Roster:
    """The seats of a body in three queries."""
    seats = list(committee.memberships.with_people().select_related("user__invitation"))
    themes = _themes_of(seat.user_id for seat in seats)
    rows = [SeatRow(seat=seat, themes=themes[seat.user_id]) for seat in seats]
    current = [row for row in rows if row.seat.since <= day and not _has_ended(row, day)]
    groups = list(SeatGroup.objects.all())
    sections = _sections(current, groups)
    sending = {section.group for section in sections if section.group}
    return Roster(
        sections=sections,
        missing=_missing(committee, groups, sending),
        coming=tuple(row for row in rows if row.seat.since > day),
        former=tuple(
            sorted(
                (row for row in rows if _has_ended(row, day)),
                key=lambda row: str(row.seat.until),
                reverse=True,
            )
        ),
        picture=_picture(sections) if sending else None,
    )


def _has_ended(row: SeatRow, day: date) -> bool:
    return row.seat.until is not None and row.seat.until < day


def _sections(rows: list[SeatRow], groups: list[SeatGroup]) -> tuple[Section, ...]:
    by_group: dict[int | None, list[SeatRow]] = defaultdict(list)
    for row in rows:
        by_group[row.seat.seat_group_id].append(row)
    sending: list[SeatGroup | None] = [group for group in groups if group.pk in by_group]
    if None in by_group:
        sending.append(None)
    return tuple(
        Section(number=number, group=group, rows=tuple(by_group[group.pk if group else None]))
        for number, group in enumerate(sending, start=1)
    )


def _missing(committee: Committee, groups: list[SeatGroup], sending: set[SeatGroup]) -> tuple[SeatGroup, ...]:
    """The groups nobody speaks for. Only the steering group is meant to have them all."""
    if committee.kind != CommitteeKind.STEERING_GROUP:
        return ()
    return tuple(group for group in groups if group not in sending)


def _picture(sections: Iterable[Section]) -> SeatPicture:
    return seat_picture(
        [
            GroupSeats(number=section.number, voting=section.voting, other=len(section.rows) - section.voting)
            for section in sections
        ]
    )


def _themes_of(users: Iterable[int]) -> dict[int, tuple[ThemeField, ...]]:
    members = WorkingGroupMember.objects.filter(
        user__in=list(users), theme__in=ThemeField.objects.selected()
    ).select_related("theme")
    found: dict[int, tuple[ThemeField, ...]] = defaultdict(tuple)
    for member in members.order_by("theme__position"):
        found[member.user_id] += (member.theme,)
    return found
