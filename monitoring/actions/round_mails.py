"""The mails about rounds: that one opens, that its deadline comes near or is over, that there is a question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from accounts.mail import absolute_url, is_silent, send
from accounts.models import User
from monitoring.adopted import adopted_strategy
from monitoring.choices import RoundMailKind
from monitoring.models import DepartmentAnswer, DepartmentMember, RoundMail
from monitoring.reminders import PAUSE, Asked, Sent, answer_by, due
from monitoring.round_facts import AskedRows, OpenQuestion, asked_rows, open_questions
from strategy.departments import Directory
from strategy.models import Department

# The departments in open rounds that somebody answers for, each with whether only as a deputy.
Concerned = Sequence[tuple[DepartmentAnswer, bool]]
Owed = tuple[DepartmentAnswer, RoundMailKind]
QUESTIONS_AT_MOST = 10


class Paragraph(Struct, frozen=True):
    """What a mail says of one answer: until when it is asked for, and what of it was asked back."""

    answer: DepartmentAnswer
    kind: str
    is_over: bool
    until: date
    questions: tuple[OpenQuestion, ...]

    @property
    def named(self) -> tuple[OpenQuestion, ...]:
        return self.questions[:QUESTIONS_AT_MOST]

    @property
    def more(self) -> int:
        return len(self.questions) - len(self.named)


def send_round_mails(*, at: datetime, answers: Collection[DepartmentAnswer] | None = None) -> int:
    """Send everybody what is due about open rounds, or about some answers, in one mail; return the number of mails.

    Nobody gets two in a week: what is due meanwhile comes with the first mail after it.
    """
    asked, today = _concerned(_open_answers(answers)), timezone.localdate(at)
    mails = _mails_to(asked)
    owing = [person for person, concerned in asked.items() if _owed(concerned, mails[person.pk], today)]
    if not owing:
        return 0
    rows = _all_rows()
    return sum(_send_to(person, asked[person], rows, at) for person in owing)


def clear_round_mails(*, at: datetime) -> int:
    """Forget who was written to about rounds that ended longer ago than the settings keep mails; return how many.

    While a round is open they say whom it still has to remind.
    """
    kept_since = at - timedelta(days=settings.KEEP_MAILS_DAYS)
    ended = RoundMail.objects.filter(answer__round__closed_at__lt=kept_since, sent_at__lt=kept_since)
    return ended.delete()[0]


def who_is_written_to(departments: Collection[Department]) -> list[User]:
    """Those who get the mail when a round opens, in the order of their names."""
    members = DepartmentMember.objects.answering().filter(department__in=departments)
    by_department: dict[object, list[DepartmentMember]] = defaultdict(list)
    for member in members.select_related("user"):
        by_department[member.department_id].append(member)
    people = {member.user for group in by_department.values() for member in _first_asked(group)}
    return sorted(people, key=lambda person: (person.name, person.pk))


def wait_for_a_mail(people: Collection[User], at: datetime) -> set[int]:
    """Those who got a mail about a round within a week, and wait for the next one."""
    today = timezone.localdate(at)
    return {key for key, mails in _mails_to(people).items() if any(_is_recent(mail, today) for mail in mails)}


def _open_answers(answers: Collection[DepartmentAnswer] | None) -> list[DepartmentAnswer]:
    found = DepartmentAnswer.objects.filter(
        round__closed_at__isnull=True, answered_at__isnull=True, department__merged_into__isnull=True
    )
    if answers is not None:
        found = found.filter(pk__in=[answer.pk for answer in answers])
    return list(found.select_related("round", "department"))


def _concerned(answers: Iterable[DepartmentAnswer]) -> dict[User, list[tuple[DepartmentAnswer, bool]]]:
    """Who answers for the departments, each with whether they are only the deputy there (1 query)."""
    asked = list(answers)
    members: dict[object, list[DepartmentMember]] = defaultdict(list)
    found = DepartmentMember.objects.answering().filter(
        department__in={answer.department_id for answer in asked}
    )
    for member in found.select_related("user").order_by("user"):
        members[member.department_id].append(member)
    concerned: dict[User, list[tuple[DepartmentAnswer, bool]]] = defaultdict(list)
    for answer in asked:
        first = _first_asked(members[answer.department_id])
        for member in members[answer.department_id]:
            concerned[member.user].append((answer, member not in first))
    return concerned


def _first_asked(members: list[DepartmentMember]) -> list[DepartmentMember]:
    """Those who do more than stand in, or all where everybody only does."""
    return [member for member in members if not member.is_deputy] or members


def _mails_to(people: Iterable[User]) -> dict[int, list[RoundMail]]:
    """The mails about rounds that people were sent (1 query)."""
    mails: dict[int, list[RoundMail]] = defaultdict(list)
    for mail in RoundMail.objects.filter(user__in=[person.pk for person in people]):
        mails[mail.user_id].append(mail)
    return mails


def _owed(concerned: Concerned, mails: Iterable[RoundMail], today: date) -> list[Owed]:
    """What is due to a person; nothing within a week of the last mail."""
    if any(_is_recent(mail, today) for mail in mails):
        return []
    owed = []
    for answer, is_deputy in concerned:
        sent = [mail for mail in mails if mail.answer_id == answer.pk]
        kind = due(_asked(answer, is_deputy, sent), today)
        if kind is not None:
            owed.append((answer, kind))
    return owed


def _is_recent(mail: RoundMail, today: date) -> bool:
    return timezone.localdate(mail.sent_at) + PAUSE > today


@transaction.atomic
def _send_to(person: User, concerned: Concerned, rows: AskedRows, at: datetime) -> bool:
    """Send one person what is due, once: two runs at the same time wait for each other."""
    User.objects.select_for_update().get(pk=person.pk)
    owed = _owed(concerned, _mails_to([person])[person.pk], timezone.localdate(at))
    if not owed or is_silent():
        return False
    _send(person, _paragraphs(owed, rows, timezone.localdate(at)))
    RoundMail.objects.bulk_create(
        RoundMail(answer=answer, user=person, kind=kind, deadline=answer.round.deadline, sent_at=at)
        for answer, kind in owed
    )
    return True


def _asked(answer: DepartmentAnswer, is_deputy: bool, sent: Iterable[RoundMail]) -> Asked:
    return Asked(
        deadline=answer.round.deadline,
        asked_on=timezone.localdate(answer.asked_at),
        returned_on=timezone.localdate(answer.returned_at) if answer.returned_at else None,
        is_deputy=is_deputy,
        sent=tuple(
            Sent(kind=RoundMailKind(mail.kind), deadline=mail.deadline, on=timezone.localdate(mail.sent_at))
            for mail in sent
        ),
    )


def _all_rows() -> AskedRows:
    adopted = adopted_strategy()
    return asked_rows(adopted, Directory()) if adopted else AskedRows(measures={}, indicators={})


def _paragraphs(owed: Iterable[Owed], rows: AskedRows, today: date) -> list[Paragraph]:
    return [
        Paragraph(
            answer=answer,
            kind=kind.value,
            is_over=answer.round.deadline < today,
            until=answer_by(answer.round.deadline, today),
            questions=open_questions(answer, rows),
        )
        for answer, kind in owed
    ]


def _send(person: User, paragraphs: list[Paragraph]) -> None:
    """One mail with one link: to the table, or to one's own rows with all tables."""
    answer = paragraphs[0].answer
    page = (
        reverse("monitoring:round-table", args=[answer.pk])
        if len(paragraphs) == 1
        else reverse("monitoring:own-rows")
    )
    context = {"owed": paragraphs, "url": absolute_url(page)}
    send("round", to=person, by=answer.round.opened_by, context=context, row=answer.round)
