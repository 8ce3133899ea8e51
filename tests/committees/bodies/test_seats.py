"""Bodies, sending groups and seats: what the actions do and refuse."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from accounts.models import User
from accounts.roles import Role
from committees.bodies.actions.bodies import (
    move_seat_group,
    remove_seat_group,
    save_committee,
    save_seat_group,
)
from committees.bodies.actions.seats import add_seat, end_seat, save_seat
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, Membership, SeatGroup
from committees.bodies.reference_data import load_seat_groups
from committees.bodies.rosters import roster_of
from editing.exceptions import RuleBroken
from strategy.models import Strategy, WorkingGroupMember
from tests.builders import NOW, make_committee, make_membership, make_theme, make_user

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def body(db: None) -> Committee:
    return make_committee(CommitteeKind.STEERING_GROUP, "Steuerungsgruppe")


def names() -> list[str]:
    return [group.name for group in SeatGroup.objects.all()]


def test_nine_sending_groups_are_there_after_migrating(db: None) -> None:
    assert names() == [
        "Sozialverbände",
        "Kirchen",
        "Hochschulen",
        "Industrie- und Handelskammer",
        "Umweltverbände",
        "Wirtschaft",
        "Jugendvertretung",
        "Politik",
        "Verwaltung",
    ]


def test_own_sending_groups_stay_alone_after_migrating(db: None) -> None:
    SeatGroup.objects.exclude(name="Kirchen").delete()
    load_seat_groups(apps=apps, using="default")
    assert names() == ["Kirchen"]


def test_new_sending_group_comes_last(coordination: User) -> None:
    save_seat_group(group=SeatGroup(name="Sportvereine"), by=coordination)
    assert names()[-2:] == ["Verwaltung", "Sportvereine"]


def test_sending_groups_swap_places_and_stop_at_the_ends(coordination: User) -> None:
    first, second = SeatGroup.objects.all()[:2]
    move_seat_group(group=first, down=True, by=coordination)
    assert names()[:2] == ["Kirchen", "Sozialverbände"]
    move_seat_group(group=second, down=False, by=coordination)
    assert names()[:2] == ["Kirchen", "Sozialverbände"]
    move_seat_group(group=SeatGroup.objects.get(name="Verwaltung"), down=True, by=coordination)
    assert names()[-1] == "Verwaltung"


def test_sending_groups_at_the_same_position_can_be_parted(coordination: User) -> None:
    SeatGroup.objects.update(position=0)
    before = names()
    move_seat_group(group=SeatGroup.objects.get(name=before[1]), down=True, by=coordination)
    assert names() == [before[0], before[2], before[1], *before[3:]]


def test_group_with_a_former_seat_stays(body: Committee, member: User, coordination: User) -> None:
    seat = make_membership(body, member, group="Kirchen", until=TODAY)
    with pytest.raises(RuleBroken) as refusal:
        remove_seat_group(group=seat.seat_group, by=coordination)
    assert str(refusal.value) == (
        "„Kirchen“ hat oder hatte Sitze und bleibt deshalb im Verlauf stehen. Sie können die Gruppe umbenennen."
    )
    remove_seat_group(group=SeatGroup.objects.get(name="Politik"), by=coordination)
    assert "Politik" not in names()


def test_taken_names_are_refused(body: Committee, coordination: User) -> None:
    with pytest.raises(RuleBroken, match=r"^Ein Gremium mit diesem Namen gibt es schon\.$"):
        save_committee(
            committee=Committee(name="Steuerungsgruppe", kind=CommitteeKind.COUNCIL), by=coordination
        )
    with pytest.raises(RuleBroken, match=r"^Eine entsendende Gruppe mit diesem Namen gibt es schon\.$"):
        save_seat_group(group=SeatGroup(name="Kirchen"), by=coordination)


def test_person_has_one_seat_at_a_time(body: Committee, member: User, coordination: User) -> None:
    first = add_seat(committee=body, user=member, by=coordination, since=TODAY, until=TODAY + 30 * DAY)
    with pytest.raises(RuleBroken) as refusal:
        add_seat(committee=body, user=member, by=coordination, since=TODAY + 30 * DAY)
    assert str(refusal.value) == "Diese Person hat in diesem Zeitraum schon einen Sitz in diesem Gremium."
    later = add_seat(committee=body, user=member, by=coordination, since=TODAY + 31 * DAY)
    with pytest.raises(RuleBroken):
        save_seat(seat=first, values={"until": TODAY + 31 * DAY}, by=coordination)
    add_seat(committee=make_committee(), user=member, by=coordination, since=TODAY)
    assert list(Membership.objects.filter(committee=body).order_by("since")) == [first, later]


def test_seat_cannot_end_before_it_began(body: Committee, member: User, coordination: User) -> None:
    seat = add_seat(committee=body, user=member, by=coordination, since=TODAY)
    with pytest.raises(RuleBroken, match=r"^Das Ende der Mitgliedschaft liegt vor ihrem Beginn\.$"):
        end_seat(seat=seat, until=TODAY - DAY, by=coordination)
    end_seat(seat=seat, until=TODAY, by=coordination)
    assert [Membership.objects.on(TODAY + day * DAY).count() for day in (0, 1)] == [1, 0]


def test_closed_account_gets_no_seat(body: Committee, coordination: User) -> None:
    closed = make_user(Role.STEERING_MEMBER, is_active=False, name="Rita")
    with pytest.raises(RuleBroken, match=r"^Das Konto von Rita ist abgeschaltet\."):
        add_seat(committee=body, user=closed, by=coordination, since=TODAY)


def test_roster_sorts_seats_by_group_and_names_the_missing(
    body: Committee, strategy: Strategy, coordination: User
) -> None:
    people = [make_user(Role.STEERING_MEMBER, name=name) for name in ("Ada", "Bo", "Cem", "Dora", "Eva")]
    make_membership(body, people[0], group="Politik")
    make_membership(body, people[1], group="Kirchen", has_vote=False)
    make_membership(body, people[2])
    make_membership(body, people[3], group="Kirchen", until=TODAY - DAY)
    make_membership(body, people[4], group="Kirchen", since=TODAY + DAY)
    theme = make_theme(strategy, by=coordination)
    WorkingGroupMember.objects.create(theme=theme, user=people[0], added_at=NOW, added_by=coordination)
    roster = roster_of(body, TODAY)
    assert [
        (section.number, str(section.group), [(row.seat.user.name, row.themes) for row in section.rows])
        for section in roster.sections
    ] == [(1, "Kirchen", [("Bo", ())]), (2, "Politik", [("Ada", (theme,))]), (3, "None", [("Cem", ())])]
    assert (roster.seats, roster.voting) == (3, 2)
    assert [row.seat.user.name for row in roster.former] == ["Dora"]
    assert [row.seat.user.name for row in roster.coming] == ["Eva"]
    assert [group.name for group in roster.missing] == [
        "Sozialverbände",
        "Hochschulen",
        "Industrie- und Handelskammer",
        "Umweltverbände",
        "Wirtschaft",
        "Jugendvertretung",
        "Verwaltung",
    ]
    assert roster.picture is not None
    assert [mark.number for mark in roster.picture.marks] == [1, 2, 3]


def test_body_without_sending_groups_misses_none(member: User) -> None:
    council = make_committee(CommitteeKind.COUNCIL)
    make_membership(council, member, since=date(2020, 1, 1))
    roster = roster_of(council, TODAY)
    assert (roster.missing, roster.picture, roster.seats) == ((), None, 1)
