"""Meetings: planning, agenda, attendance, files, and the mails about them."""

from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from icalendar import Calendar

from accounts.models import User
from committees.bodies.actions.leaving import see_off
from committees.bodies.models import Committee, Membership
from committees.meetings.actions import agenda, invitations, meetings
from committees.meetings.actions.attendance import record_attendance, seats_at
from committees.meetings.actions.documents import add_document, remove_document
from committees.meetings.choices import AttendanceStatus
from committees.meetings.models import Attendance, Meeting, MeetingDocument
from editing.exceptions import RuleBroken, StaleRevision
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_meeting,
    make_membership,
    make_poll,
    make_programme,
    make_steering_group,
    make_user,
)

HOUR = timedelta(hours=1)
Mailbox = Callable[[], list[EmailMessage]]
MailsOf = Callable[..., list[EmailMessage]]


@pytest.fixture
def group(db: None) -> Committee:
    return make_steering_group("Kirchen", "Politik")


@pytest.fixture
def meeting(group: Committee, coordination: User) -> Meeting:
    return make_meeting(group, by=coordination, title="3. Sitzung", items=["Begrüßung", "Ziele", "Ausblick"])


@pytest.fixture
def mails_of(mailbox: Mailbox, django_capture_on_commit_callbacks: Any) -> MailsOf:
    """Call an action, commit, and get the mails it sent; a refusal with this sentence is expected."""

    def mails_of(action: Callable[..., Any], refusal: str = "", **values: Any) -> list[EmailMessage]:
        with django_capture_on_commit_callbacks(execute=True):
            if refusal:
                with pytest.raises(RuleBroken, match=refusal):
                    action(**values)
            else:
                action(**values)
        return mailbox()

    return mails_of


def calendar_of(mail: EmailMessage) -> Any:
    parts = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    (part,) = parts
    assert isinstance(part, Message)
    calendar = Calendar.from_ical(part.get_payload(decode=True).decode())
    assert part.get_param("method") == calendar["METHOD"]
    return calendar


def event_of(mail: EmailMessage) -> Any:
    (event,) = calendar_of(mail).walk("VEVENT")
    return event


def titles(meeting: Meeting) -> list[tuple[int, str]]:
    return list(meeting.items.values_list("position", "title"))


# Planning


def test_meeting_that_ends_before_it_starts_is_refused(group: Committee, coordination: User) -> None:
    with pytest.raises(RuleBroken, match=r"^Das Ende der Sitzung liegt vor ihrem Beginn.$"):
        make_meeting(group, by=coordination, ends_at=NOW)
    assert not Meeting.objects.exists()


def test_meeting_needs_a_place_or_a_link(group: Committee, coordination: User) -> None:
    with pytest.raises(RuleBroken, match=r"^Bitte nennen Sie einen Ort oder den Link zur Videokonferenz.$"):
        make_meeting(group, by=coordination, place="")


def test_only_a_change_of_the_same_field_is_a_conflict(meeting: Meeting, coordination: User) -> None:
    meetings.save_meeting(meeting=meeting, values={"place": "Bürgersaal"}, revision=1, by=coordination)
    meetings.save_meeting(meeting=meeting, values={"minutes": "Anwesend"}, revision=1, by=coordination)
    with pytest.raises(StaleRevision):
        meetings.save_meeting(meeting=meeting, values={"place": "Aula"}, revision=1, by=coordination)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.minutes, meeting.revision) == ("Bürgersaal", "Anwesend", 3)


def test_saving_nothing_new_leaves_no_trace(meeting: Meeting, coordination: User) -> None:
    meetings.save_meeting(meeting=meeting, values={"place": "Rathaus"}, revision=1, by=coordination)
    assert meeting.history.count() == 1


# Agenda


def test_items_change_places_and_close_gaps(meeting: Meeting, coordination: User) -> None:
    first, second, _third = meeting.items.all()
    assert agenda.move_agenda_item(item=second, up=True, by=coordination)
    assert titles(meeting) == [(1, "Ziele"), (2, "Begrüßung"), (3, "Ausblick")]
    second.refresh_from_db()
    assert not agenda.move_agenda_item(item=second, up=True, by=coordination)
    agenda.remove_agenda_item(item=first, by=coordination)
    assert titles(meeting) == [(1, "Ziele"), (2, "Ausblick")]
    agenda.add_agenda_item(meeting=meeting, values={"title": "Verschiedenes"}, by=coordination)
    assert titles(meeting)[-1] == (3, "Verschiedenes")


def test_item_with_a_result_or_a_survey_stays(meeting: Meeting, coordination: User) -> None:
    first, second, third = meeting.items.all()
    agenda.save_agenda_item(item=first, values={"result": "Empfohlen."}, revision=1, by=coordination)
    make_poll(meeting.committee, by=coordination, agenda_item=second)
    for item in (first, second):
        with pytest.raises(RuleBroken, match=r"bleibt auf der Tagesordnung stehen.$"):
            agenda.remove_agenda_item(item=item, by=coordination)
    agenda.remove_agenda_item(item=third, by=coordination)
    assert [title for _position, title in titles(meeting)] == ["Begrüßung", "Ziele"]


def test_item_about_a_goal_knows_its_kind(meeting: Meeting, strategy: Strategy, coordination: User) -> None:
    measure = make_programme(strategy, by=coordination)
    item = meeting.items.all()[0]
    values = {"element_key": measure.operational_goal_id}
    saved = agenda.save_agenda_item(item=item, values=values, revision=1, by=coordination)
    assert saved.element_kind == "operational_goal"
    saved = agenda.save_agenda_item(item=item, values={"element_key": None}, revision=2, by=coordination)
    assert (saved.element_kind, saved.element_key) == ("", None)
    with pytest.raises(RuleBroken, match="wurde inzwischen entfernt"):
        agenda.save_agenda_item(item=item, values={"element_key": meeting.uid}, revision=3, by=coordination)


def test_result_and_text_of_an_item_do_not_stand_in_each_others_way(
    meeting: Meeting, coordination: User
) -> None:
    item = meeting.items.all()[0]
    agenda.save_agenda_item(item=item, values={"title": "Begrüßung und Lage"}, revision=1, by=coordination)
    agenda.save_agenda_item(item=item, values={"result": "Empfohlen."}, revision=1, by=coordination)
    with pytest.raises(StaleRevision):
        agenda.save_agenda_item(item=item, values={"title": "Gruß"}, revision=1, by=coordination)
    item.refresh_from_db()
    assert (item.title, item.result) == ("Begrüßung und Lage", "Empfohlen.")


# Invitations


def test_invitation_says_all_and_names_its_recipient_only(
    meeting: Meeting, coordination: User, mails_of: MailsOf, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Strategie <post@strategie.example>"
    mails = mails_of(invitations.invite_to_meeting, meeting=meeting, by=coordination, at=NOW)
    members = list(Membership.objects.values_list("user__email", flat=True))
    assert sorted(mail.to[0] for mail in mails) == sorted(members)
    mail = mails[0]
    assert mail.subject == "[Nachhaltigkeit] Einladung: 3. Sitzung, 11. August 2021, 12:00 Uhr"
    for part in (
        "Mittwoch, 11. August 2021, 12:00 bis 14:00 Uhr",
        "Ort: Rathaus",
        "1. Begrüßung\n2. Ziele\n3. Ausblick",
        f"/sitzungen/{meeting.pk}/",
    ):
        assert part in mail.body
    event = event_of(mail)
    assert calendar_of(mail)["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == (str(meeting.uid), 0)
    assert event["ORGANIZER"] == "mailto:post@strategie.example"
    assert event["ATTENDEE"] == f"mailto:{mail.to[0]}"
    (other,) = set(members) - set(mail.to)
    assert other not in mail.message().as_string()
    assert other not in str(event.to_ical())


def test_second_click_invites_nobody_twice(meeting: Meeting, coordination: User, mails_of: MailsOf) -> None:
    click = {"meeting": meeting, "by": coordination, "at": NOW}
    assert len(mails_of(invitations.invite_to_meeting, **click)) == 2
    assert mails_of(invitations.invite_to_meeting, "^Die Einladung ist schon verschickt.$", **click) == []


def test_update_keeps_the_uid_and_raises_the_sequence_once(
    meeting: Meeting, coordination: User, mails_of: MailsOf
) -> None:
    invitations.invite_to_meeting(meeting=meeting, by=coordination, at=NOW)
    meeting.refresh_from_db()
    assert not invitations.has_unsent_changes(meeting)
    meetings.save_meeting(meeting=meeting, values={"place": "Aula"}, revision=1, by=coordination)
    meeting.refresh_from_db()
    assert invitations.has_unsent_changes(meeting)
    click = {"meeting": meeting, "sequence": 0, "by": coordination, "at": NOW + HOUR}
    mails = mails_of(invitations.send_update, **click)
    assert mails_of(invitations.send_update, "^Die Aktualisierung ist schon verschickt.$", **click) == []
    assert len(mails) == 2
    event = event_of(mails[0])
    assert (event["UID"], event["SEQUENCE"], event["LOCATION"]) == (str(meeting.uid), 1, "Aula")
    assert mails[0].subject == "[Nachhaltigkeit] Geändert: 3. Sitzung, 11. August 2021, 12:00 Uhr"
    meeting.refresh_from_db()
    assert not invitations.has_unsent_changes(meeting)


def test_cancellation_reaches_calendars_and_ends_all_changes(
    meeting: Meeting, coordination: User, mails_of: MailsOf
) -> None:
    invitations.invite_to_meeting(meeting=meeting, by=coordination, at=NOW)
    mails = mails_of(invitations.cancel_meeting, meeting=meeting, by=coordination, at=NOW + HOUR)
    assert [mail.subject for mail in mails] == [
        "[Nachhaltigkeit] Abgesagt: 3. Sitzung, 11. August 2021, 12:00 Uhr"
    ] * 2
    event = event_of(mails[0])
    assert calendar_of(mails[0])["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    item = meeting.items.all()[0]
    for change in (
        lambda: meetings.save_meeting(meeting=meeting, values={"place": "X"}, revision=1, by=coordination),
        lambda: agenda.add_agenda_item(meeting=meeting, values={"title": "X"}, by=coordination),
        lambda: agenda.save_agenda_item(item=item, values={"title": "X"}, revision=1, by=coordination),
        lambda: agenda.move_agenda_item(item=item, up=False, by=coordination),
        lambda: agenda.remove_agenda_item(item=item, by=coordination),
        lambda: record_attendance(meeting=meeting, statuses={}, by=coordination),
        lambda: meetings.show_item(meeting=meeting, item=item, by=coordination),
        lambda: invitations.send_update(meeting=meeting, sequence=1, by=coordination, at=NOW),
        lambda: invitations.cancel_meeting(meeting=meeting, by=coordination, at=NOW),
    ):
        assert mails_of(change, "^Diese Sitzung ist abgesagt.") == []


def test_meeting_nobody_knows_of_is_cancelled_silently(
    meeting: Meeting, coordination: User, mails_of: MailsOf
) -> None:
    assert mails_of(invitations.cancel_meeting, meeting=meeting, by=coordination, at=NOW) == []


@pytest.mark.parametrize("days", [31, 400])
def test_meeting_that_is_over_calls_nobody(
    meeting: Meeting, coordination: User, days: int, mails_of: MailsOf
) -> None:
    over = {"meeting": meeting, "by": coordination, "at": NOW + timedelta(days=days)}
    assert mails_of(invitations.invite_to_meeting, "^Diese Sitzung ist schon vorbei.$", **over) == []


def test_invited_is_who_has_a_seat_on_the_day(group: Committee, meeting: Meeting, coordination: User) -> None:
    day = meeting.starts_at.date()
    names = [make_user(name=name) for name in ("geht vorher", "kommt später", "kommt am Tag", "ist weg")]
    make_membership(group, names[0], until=day - timedelta(days=1))
    make_membership(group, names[1], since=day + timedelta(days=1))
    make_membership(group, names[2], since=day)
    make_membership(group, names[3])
    see_off(user=names[3], by=coordination, at=NOW)
    assert names[2] in set(invitations.invitees(meeting))
    assert invitations.invite_to_meeting(meeting=meeting, by=coordination, at=NOW) == 3
    Membership.objects.update(until=day - timedelta(days=1), since=day - timedelta(days=9))
    empty = make_meeting(group, by=coordination)
    with pytest.raises(RuleBroken, match="niemand einen Sitz"):
        invitations.invite_to_meeting(meeting=empty, by=coordination, at=NOW)


# Attendance


def test_two_people_keep_the_list_together(meeting: Meeting, coordination: User) -> None:
    one, other = seats_at(meeting)
    record_attendance(meeting=meeting, statuses={one.pk: AttendanceStatus.EXCUSED}, by=coordination)
    record_attendance(meeting=meeting, statuses={}, by=coordination, rest_is_present=True)
    assert dict(meeting.attendances.values_list("membership", "status")) == {
        one.pk: "excused",
        other.pk: "present",
    }
    record_attendance(meeting=meeting, statuses={one.pk: ""}, by=coordination)
    assert list(meeting.attendances.values_list("membership", flat=True)) == [other.pk]


def test_seat_of_another_body_is_not_on_the_list(meeting: Meeting, coordination: User) -> None:
    stranger = make_steering_group("Wirtschaft").memberships.get()
    record_attendance(meeting=meeting, statuses={stranger.pk: "present"}, by=coordination)
    assert not Attendance.objects.exists()


# Files


def test_file_keeps_a_name_of_ours_and_goes_with_its_row(
    meeting: Meeting, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    upload: Any = ContentFile(b"%PDF-1.7", name="../../böse.exe")
    add_document(meeting=meeting, title="Entwurf", upload=upload, by=coordination, at=NOW)
    document = MeetingDocument.objects.get()
    name, storage = str(document.file.name), document.file.storage
    assert (document.content_type, name.rpartition(".")[2]) == ("application/pdf", "pdf")
    assert "böse" not in name
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=document, by=coordination)
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Diese Datei ist leer."),
        (b"<script>alert(1)</script>", "Dateien dieser Art gehen nicht."),
        (b"%PDF-" + bytes(20 * 1024 * 1024), "Diese Datei ist größer als 20 MB."),
    ],
)
def test_wrong_file_is_refused(meeting: Meeting, coordination: User, content: bytes, sentence: str) -> None:
    upload: Any = ContentFile(BytesIO(content).read(), name="x.pdf")
    with pytest.raises(RuleBroken, match=f"^{sentence}"):
        add_document(meeting=meeting, title="Entwurf", upload=upload, by=coordination, at=NOW)
    assert not MeetingDocument.objects.exists()


# The shared screen


def test_screen_shows_an_item_of_this_meeting_only(
    group: Committee, meeting: Meeting, coordination: User
) -> None:
    item = meeting.items.all()[1]
    assert meetings.show_item(meeting=meeting, item=item, by=coordination).current_item == item
    other = make_meeting(group, by=coordination)
    with pytest.raises(RuleBroken, match=r"^Dieser Punkt steht nicht auf der Tagesordnung.$"):
        meetings.show_item(meeting=other, item=item, by=coordination)
    assert meeting.history.count() == 1
