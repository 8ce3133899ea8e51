"""The mail about what happened: when it is due, what it says, and who gets none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from strategy.discussion.actions.digests import send_digest, send_digests
from strategy.discussion.actions.news import digest_token, preference_of, remember_seen, set_digest
from strategy.discussion.choices import DigestFrequency
from strategy.discussion.digest_periods import is_due, told_since
from strategy.models import ActivityPreference, Measure, Strategy
from tests.builders import join_working_group, make_comment, make_programme, make_proposal, make_user

MailsOf = Callable[[Callable[[], Any]], list[EmailMessage]]
DAILY, WEEKLY, NEVER = DigestFrequency.DAILY, DigestFrequency.WEEKLY, DigestFrequency.NEVER
PERSONAL = DigestFrequency.PERSONAL
DAY = timedelta(days=1)
# A Wednesday, and six o'clock on the Monday before in Berlin, where summer days begin two hours earlier than in UTC.
WEDNESDAY = datetime(2021, 7, 14, 6, tzinfo=UTC)
MONDAY_BEGINS = datetime(2021, 7, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "last", "due"),
    [
        (NEVER, None, False),
        (DAILY, None, True),
        (DAILY, WEDNESDAY - timedelta(hours=1), False),
        (DAILY, WEDNESDAY - timedelta(hours=2), False),
        (DAILY, WEDNESDAY - timedelta(hours=3), True),
        (PERSONAL, WEDNESDAY - timedelta(hours=3), True),
        (WEEKLY, None, True),
        (WEEKLY, MONDAY_BEGINS, False),
        (WEEKLY, MONDAY_BEGINS - timedelta(seconds=1), True),
    ],
)
def test_digest_is_due_once_in_a_period(frequency: DigestFrequency, last: datetime | None, due: bool) -> None:
    assert is_due(frequency, last=last, at=WEDNESDAY) == due


@pytest.mark.parametrize(
    ("last", "seen", "days"),
    [(None, None, 7), (None, 2, 2), (3, None, 3), (3, 1, 1), (1, 3, 1), (300, None, 14)],
)
def test_weekly_digest_tells_what_is_new(last: int | None, seen: int | None, days: int) -> None:
    def before(number: int | None) -> datetime | None:
        return None if number is None else WEDNESDAY - timedelta(days=number)

    since = told_since(WEEKLY, last=before(last), seen=before(seen), at=WEDNESDAY)
    assert since == WEDNESDAY - timedelta(days=days)


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A programme whose making nobody tells of any more: it was in the digest of three weeks ago."""
    measure = make_programme(strategy, by=coordination)
    for element in (
        measure,
        measure.operational_goal,
        measure.operational_goal.strategic_goal,
        measure.theme_of,
    ):
        element.history.update(history_date=WEDNESDAY - timedelta(days=21))
    return measure


@pytest.fixture
def present_member(member: User) -> User:
    User.objects.filter(pk=member.pk).update(last_login=WEDNESDAY)
    member.refresh_from_db()
    return member


def test_digest_says_what_happened_with_links(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf
) -> None:
    join_working_group(measure.theme_of, present_member)
    at = WEDNESDAY - timedelta(days=1)
    comment = make_comment(
        measure, by=coordination, text="Wer zahlt <das>?", mentions=[present_member], at=at
    )
    (mail,) = mails_of(lambda: send_digests(at=WEDNESDAY))
    assert (mail.to, mail.subject) == ([present_member.email], "[Nachhaltigkeit Musterstadt] 1 Neuigkeit")
    line = (
        f"- {coordination.name} hat kommentiert: 1.1.1.1 {measure.title} (13. Jul, 08:00 Uhr)\n"
        f"  https://testserver/e/{measure.pk.hex[:12]}/#kommentar-{comment.pk}\n"
        "  „Wer zahlt <das>?“\n"
    )
    body = str(mail.body).replace(mail_base(mail), "https://testserver")
    assert body.count(line) == 2
    assert f"1 {measure.theme_of.title} (Ihr Themenfeld)\n{line}" in body
    assert (
        "weil Sie Zugang zum Arbeitsbereich haben und die Neuigkeiten einmal in der Woche bekommen." in body
    )


def mail_base(mail: EmailMessage) -> str:
    """The address of the installation as this mail writes it."""
    return str(mail.body).partition("/arbeitsbereich/neuigkeiten/")[0].split()[-1]


def test_digest_comes_once_in_a_week_and_goes_on_where_it_ended(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf
) -> None:
    make_comment(measure, by=coordination, text="Erster", at=WEDNESDAY - timedelta(hours=1))
    (first,) = mails_of(lambda: [send_digests(at=WEDNESDAY + timedelta(hours=hour)) for hour in range(3)])
    make_comment(measure, by=coordination, text="Zweiter", at=WEDNESDAY + timedelta(hours=5))
    later = (WEDNESDAY + timedelta(days=day) for day in range(1, 8))
    (second,) = mails_of(lambda: [send_digests(at=at) for at in later])
    assert ("Erster" in first.body, "Zweiter" in first.body) == (True, False)
    assert ("Erster" in second.body, "Zweiter" in second.body) == (False, True)


def test_digest_is_not_sent_when_nothing_happened(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf
) -> None:
    assert mails_of(lambda: send_digests(at=WEDNESDAY)) == []
    make_comment(measure, by=coordination, at=WEDNESDAY + timedelta(hours=1))
    assert send_digests(at=WEDNESDAY + timedelta(hours=2)) == 0


def test_daily_digest_comes_every_day(measure: Measure, coordination: User, present_member: User) -> None:
    set_digest(user=present_member, frequency=DAILY)
    for day in range(3):
        make_comment(measure, by=coordination, at=WEDNESDAY + timedelta(days=day) - timedelta(hours=1))
    assert [send_digests(at=WEDNESDAY + timedelta(days=day)) for day in range(4)] == [1, 1, 1, 0]


def test_who_has_seen_it_on_the_page_is_not_told_again(
    measure: Measure, coordination: User, present_member: User
) -> None:
    make_comment(measure, by=coordination, at=WEDNESDAY - timedelta(hours=2))
    remember_seen(user=present_member, until=WEDNESDAY - timedelta(hours=1))
    assert send_digest(user=present_member, at=WEDNESDAY) is False


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"is_active": False, "left_at": WEDNESDAY},
        {"last_login": None},
    ],
)
def test_who_left_or_never_came_gets_none(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf, fields: dict[str, object]
) -> None:
    make_comment(measure, by=coordination, at=WEDNESDAY - timedelta(hours=1))
    User.objects.filter(pk=present_member.pk).update(**fields)
    assert mails_of(lambda: send_digests(at=WEDNESDAY)) == []


def test_one_mail_a_day_tells_what_is_addressed_to_a_person_and_on_monday_all_news(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf
) -> None:
    monday = WEDNESDAY + 5 * DAY

    def write(text: str, at: datetime, *mentions: User) -> None:
        make_comment(measure, by=coordination, text=text, mentions=mentions, at=at)

    def told(first: datetime, hours: int) -> list[EmailMessage]:
        return mails_of(lambda: [send_digests(at=first + timedelta(hours=hour)) for hour in range(hours)])

    told(WEDNESDAY, 1)
    for hour in (2, 3):
        write(f"Frage {hour}", WEDNESDAY + timedelta(hours=hour), present_member)
        write(f"Anderes {hour}", WEDNESDAY + timedelta(hours=hour))
    (thursday_mail,) = told(WEDNESDAY + timedelta(hours=4), 24)
    assert thursday_mail.subject == "[Nachhaltigkeit Musterstadt] 2 Nachrichten an Sie"
    assert "weil jemand Sie angesprochen" in thursday_mail.body
    assert ("Frage 2" in thursday_mail.body, "Anderes" in thursday_mail.body) == (True, False)
    write("Frage Sonntag", WEDNESDAY + 4 * DAY, present_member)
    (monday_mail,) = told(monday, 23)
    assert (monday_mail.subject, "Anderes 3" in monday_mail.body) == (
        "[Nachhaltigkeit Musterstadt] 5 Neuigkeiten",
        True,
    )
    addressed = str(monday_mail.body).partition("An Sie gerichtet")[2].partition("1 Themenfeld")[0]
    assert "Frage Sonntag" in addressed.partition(measure.theme_of.title)[0]
    assert "Frage 2" not in addressed.partition(measure.theme_of.title)[0]


def test_nobody_is_mailed_at_night(measure: Measure, coordination: User, present_member: User) -> None:
    send_digests(at=WEDNESDAY)
    make_comment(measure, by=coordination, mentions=[present_member], at=WEDNESDAY + timedelta(hours=1))
    # Ten minutes before and after six o'clock in Berlin.
    assert [send_digests(at=WEDNESDAY + timedelta(hours=22, minutes=m)) for m in (-10, 10)] == [0, 1]


def test_who_has_not_come_in_yet_is_told_what_is_addressed_to_them(
    measure: Measure, coordination: User, mails_of: MailsOf
) -> None:
    invited = make_user(Role.STEERING_MEMBER)
    make_comment(measure, by=coordination, text="Anderes", at=WEDNESDAY - timedelta(hours=2))
    make_comment(
        measure, by=coordination, text="Nur du", mentions=[invited], at=WEDNESDAY - timedelta(hours=1)
    )
    (mail,) = mails_of(lambda: send_digests(at=WEDNESDAY))
    assert (mail.to, "Nur du" in mail.body, "Anderes" in mail.body) == ([invited.email], True, False)


@pytest.mark.parametrize(("frequency", "count"), [(PERSONAL, 1), (NEVER, 0)])
def test_who_wants_no_news_is_told_what_is_addressed_to_them_unless_they_want_no_mail_at_all(
    measure: Measure, coordination: User, present_member: User, frequency: DigestFrequency, count: int
) -> None:
    set_digest(user=present_member, frequency=frequency)
    make_comment(measure, by=coordination, at=WEDNESDAY - timedelta(hours=3))
    assert send_digests(at=WEDNESDAY) == 0
    at = WEDNESDAY + DAY
    make_comment(measure, by=coordination, mentions=[present_member], at=at - timedelta(hours=1))
    assert send_digests(at=at) == count


def test_who_wants_none_gets_none(measure: Measure, coordination: User, present_member: User) -> None:
    make_comment(measure, by=coordination, at=WEDNESDAY - timedelta(hours=1))
    set_digest(user=present_member, frequency=NEVER)
    assert send_digests(at=WEDNESDAY) == 0
    assert ActivityPreference.objects.get(user=present_member).digest_sent_at is None


def test_long_digest_counts_and_leads_to_the_page(
    measure: Measure, coordination: User, present_member: User, mails_of: MailsOf
) -> None:
    for minute in range(45):
        make_comment(measure, by=coordination, at=WEDNESDAY - timedelta(minutes=minute + 1))
    (mail,) = mails_of(lambda: send_digests(at=WEDNESDAY))
    assert mail.subject == "[Nachhaltigkeit Musterstadt] 40 Neuigkeiten"
    assert "Das war noch nicht alles." in mail.body


def test_command_sends_the_digests(
    strategy: Strategy, coordination: User, capsys: pytest.CaptureFixture[str], mails_of: MailsOf
) -> None:
    measure = make_programme(strategy, by=coordination)
    reader = make_user(Role.READER, last_login=timezone.now())
    make_proposal(measure, by=make_user(Role.COMMITTEE_OFFICE), title="Neu", at=timezone.now())
    (mail,) = mails_of(lambda: call_command("send_digests"))
    assert (capsys.readouterr().out, mail.to) == ("1 digests\n", [reader.email])


def test_digest_ends_with_the_link_in_the_mail_without_signing_in(
    strategy: Strategy, member: User, client: Client
) -> None:
    token = digest_token(member)
    address = reverse("strategy:digest-unsubscribe", args=[token])
    assert "abbestellen" in client.get(address).content.decode()
    assert preference_of(member).digest == DigestFrequency.WEEKLY
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert preference_of(member).digest == DigestFrequency.NEVER
    assert client.post(reverse("strategy:digest-unsubscribe", args=[f"{token}x"])).status_code == 404
