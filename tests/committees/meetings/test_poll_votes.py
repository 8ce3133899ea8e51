"""Votes are counted once, and secret ones cannot be traced."""

import logging
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, connections, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.meetings.actions.ballots import CodeMissing, answers_of, cast_ballot
from committees.meetings.actions.polls import close_poll
from committees.meetings.codes import ALPHABET, hash_of, new_code, normalised
from committees.meetings.models import Ballot, Poll, Voter
from committees.meetings.result_facts import standing_of, with_votes
from editing.exceptions import RuleBroken
from tests.builders import NOW, make_membership, make_open_poll, make_poll, make_steering_group, make_user
from tests.conftest import signed_in


@pytest.fixture
def group(db: None) -> Committee:
    return make_steering_group("Kirchen", "IHK", "Jugend")


@pytest.fixture
def named(group: Committee, coordination: User) -> Poll:
    return make_open_poll(group, by=coordination)


@pytest.fixture
def secret(group: Committee, coordination: User) -> Poll:
    return make_open_poll(group, by=coordination, secrecy="secret")


def users_of(poll: Poll) -> list[User]:
    return [voter.user for voter in poll.voters.select_related("user").order_by("pk")]


def choice(poll: Poll, number: int = 0) -> dict[str, int]:
    return {str(list(poll.options.all())[number].pk): 1}


def vote(poll: Poll, user: User, number: int = 0, *, code: str = "", at: Any = NOW) -> None:
    cast_ballot(poll=poll, user=user, answers=choice(poll, number), code=code, at=at)


def refused(poll: Poll, user: User, **arguments: Any) -> str:
    with pytest.raises(RuleBroken) as refusal:
        vote(poll, user, **arguments)
    return str(refusal.value)


def test_a_second_named_vote_replaces_the_first(named: Poll) -> None:
    user = users_of(named)[0]
    vote(named, user, 0)
    vote(named, user, 1)
    assert list(named.ballots.values_list("voter__user", "answers")) == [(user.pk, choice(named, 1))]
    assert list(named.voters.filter(has_voted=True).values_list("user", flat=True)) == [user.pk]


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_votes_count_only_while_open_and_from_the_entitled(
    group: Committee, coordination: User, secrecy: str
) -> None:
    poll = make_open_poll(group, by=coordination, secrecy=secrecy)
    user = users_of(poll)[0]
    assert refused(poll, coordination, code=new_code()) == "Sie sind in dieser Abfrage nicht stimmberechtigt."
    assert refused(poll, user, at=NOW - timedelta(seconds=1)) == "Die Abfrage ist noch nicht offen."
    end = NOW + timedelta(hours=1)
    close_poll(poll=poll, by=coordination, at=end)
    assert refused(poll, user, at=end, code=new_code()) == (
        "Die Abfrage ist inzwischen geschlossen. Diese Stimme wurde nicht mehr gezählt oder geändert."
    )
    assert Ballot.objects.count() == 0


def test_a_secret_vote_changes_only_with_its_code(secret: Poll) -> None:
    mine, other = users_of(secret)[:2]
    code = new_code()
    vote(secret, mine, 0, code=code)
    sentence = (
        "Sie haben schon geheim abgestimmt, und Ihre Stimme ist gezählt. "
        "Ändern können Sie sie nur mit dem Code, den Sie dabei bekommen haben."
    )
    assert refused(secret, mine, code=new_code()) == sentence
    with pytest.raises(CodeMissing):
        vote(secret, mine, 1, code="")
    vote(secret, mine, 1, code=code.lower().replace("-", " "))
    assert [ballot.answers for ballot in Ballot.objects.all()] == [choice(secret, 1)]
    vote(secret, other, 0, code=code)
    assert Ballot.objects.count() == 2
    assert answers_of(poll=secret, user=other, code=code) == choice(secret, 0)
    assert answers_of(poll=secret, user=mine, code=code) == choice(secret, 1)


def test_the_same_secret_vote_sent_twice_counts_once(secret: Poll) -> None:
    user, code = users_of(secret)[0], new_code()
    for _ in range(2):
        vote(secret, user, code=code)
    assert Ballot.objects.count() == 1


def test_codes_are_long_random_and_forgive_how_they_are_typed() -> None:
    assert len(ALPHABET) ** 16 >= 2**80
    assert len({new_code() for _ in range(100)}) == 100
    assert normalised(" 7k2m qxo4-9tba-ecsv ") == "7K2M-QX04-9TBA-ECSV"
    assert normalised("7K2M-QX04-9TBA") == ""
    assert normalised("<script>alert(1)") == ""


def test_a_ballot_has_no_trace_of_time_order_or_group() -> None:
    fields = {field.name: field for field in Ballot._meta.concrete_fields}
    assert sorted(fields) == ["answers", "code_hash", "id", "poll", "voter"]
    assert isinstance(fields["id"], models.UUIDField)
    voter_fields = {field.name for field in Voter._meta.concrete_fields}
    assert voter_fields == {"id", "poll", "user", "seat_group", "has_voted"}
    historical = [model.__name__ for model in apps.get_models() if model.__name__.startswith("Historical")]
    assert not {"HistoricalBallot", "HistoricalVoter"} & set(historical)
    pointing_here = [field for field in Ballot._meta.get_fields() if field.is_relation]
    assert sorted(field.name for field in pointing_here) == ["poll", "voter"]


def test_a_secret_vote_leaves_the_ballot_without_voter(secret: Poll) -> None:
    for user in users_of(secret):
        vote(secret, user, code=new_code())
    assert list(secret.ballots.values_list("voter", flat=True)) == [None] * 3
    assert secret.history.count() == Poll.history.filter(id=secret.pk).count() == 2


def row_order(table: str, key: str) -> list[Any]:
    """The keys of all rows as they lie on the disk."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def row_versions(table: str) -> set[Any]:
    """The transactions that wrote the rows."""
    if connection.vendor == "sqlite":
        return {0}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text FROM {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def secret_votes(transactional_db: None) -> tuple[Poll, list[User], dict[int, str]]:
    """A secret poll in which eight people voted one after the other, each in a transaction of their own."""
    by = make_user()
    poll = make_open_poll(make_steering_group(*"ABCDEFGH"), by=by, secrecy="secret")
    users = users_of(poll)
    # Not in the order of their rows.
    users = users[3:] + users[:3]
    codes = {user.pk: new_code() for user in users}
    for user in users:
        vote(poll, user, code=codes[user.pk])
    return poll, users, codes


def test_no_row_order_and_no_row_version_joins_ballots_and_voters(
    secret_votes: tuple[Poll, list[User], dict[int, str]],
) -> None:
    poll, users, codes = secret_votes
    hashes = [hash_of(poll=poll.pk, user=user.pk, code=codes[user.pk]) for user in users]
    last = hashes[-1]
    places, orders = set(), set()
    for _ in range(25):
        vote(poll, users[-1], code=codes[users[-1].pk])
        order = row_order("meetings_ballot", "code_hash")
        assert sorted(order) == sorted(hashes)
        places.add(order.index(last))
        orders.add(tuple(order))
        # Every row of either table was written by the last vote, so none stands out.
        assert len(row_versions("meetings_ballot")) == 1
        assert len(row_versions("meetings_voter")) == 1
    assert len(places) > 3, "the ballot that changes has no place of its own"
    assert len(orders) > 20
    assert tuple(hashes) not in orders
    # The rows of the voters lie as they were made, by name, whoever voted when.
    assert row_order("meetings_voter", "id") == sorted(row_order("meetings_voter", "id"))


def test_the_keys_of_ballots_do_not_survive_a_vote(
    secret_votes: tuple[Poll, list[User], dict[int, str]],
) -> None:
    poll, users, codes = secret_votes
    before = set(Ballot.objects.values_list("pk", flat=True))
    vote(poll, users[0], code=codes[users[0].pk])
    assert not before & set(Ballot.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_no_log_session_message_or_header_tells_the_vote(
    caplog: pytest.LogCaptureFixture, secret: Poll
) -> None:
    Poll.objects.filter(pk=secret.pk).update(opens_at=timezone.now() - timedelta(hours=1))
    user = users_of(secret)[0]
    client = signed_in(user)
    # The log of SQL statements is on in debug mode only (ADR 6).
    caplog.set_level(logging.DEBUG)
    picked = next(iter(choice(secret)))
    client.get(reverse("meetings:poll-vote", args=[secret.pk]))
    response = client.post(reverse("meetings:poll-vote", args=[secret.pk]), {"picks": picked})
    code = client.cookies[f"stimme-{secret.pk}-{user.pk}"].value
    thanks = client.get(response["Location"])
    assert code in thanks.content.decode()
    assert response["Location"] == reverse("meetings:poll-thanks", args=[secret.pk])
    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    headers = str({key: value for key, value in response.headers.items() if key != "Set-Cookie"})
    kept = "".join(str(list(model._default_manager.values())) for model in apps.get_models())
    for place in (caplog.text, sessions, headers, kept):
        assert code not in place
        assert code.replace("-", "") not in place
    assert [word for word in ("picks", user.name, user.email) if word in caplog.text] == []
    assert "messages" not in client.cookies
    assert "no-store" in response["Cache-Control"]


def test_the_cookie_with_the_code_is_kept_from_scripts_and_other_pages(secret: Poll) -> None:
    Poll.objects.filter(pk=secret.pk).update(opens_at=timezone.now() - timedelta(hours=1))
    user = users_of(secret)[0]
    client = Client()
    client.force_login(user)
    client.get(reverse("meetings:poll-vote", args=[secret.pk]), secure=True)
    cookie = client.cookies[f"stimme-{secret.pk}-{user.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == (
        f"/arbeitsbereich/abfragen/{secret.pk}/",
        True,
        True,
        "Lax",
    )


def test_secret_results_appear_after_closing_from_three_votes_without_groups(
    group: Committee, coordination: User
) -> None:
    poll = make_open_poll(group, by=coordination, secrecy="secret")
    end = NOW + timedelta(hours=1)
    first, second, third = users_of(poll)
    vote(poll, first, code=new_code())
    vote(poll, second, code=new_code())

    def standing(at: Any) -> Any:
        return standing_of(with_votes(Poll.objects.filter(pk=poll.pk)).get(), at)

    assert standing(NOW).result is None
    poll.closes_at = end
    poll.save()
    assert standing(end).result is None
    assert standing(end).hidden_because.startswith("Es gibt weniger als 3 Stimmen.")
    assert standing(end).participation.sentence == "2 von 3 haben abgestimmt. Keine Stimme von: " + (
        poll.voters.get(user=third).seat_group.name
    )
    vote(poll, third, code=new_code())
    result = standing(end).result
    assert (result.ballots, result.groups, result.named) == (3, (), ())


def test_named_results_wait_for_the_closing_unless_live(group: Committee, coordination: User) -> None:
    for live in (False, True):
        poll = make_open_poll(group, by=coordination, results_live=live)
        vote(poll, users_of(poll)[0])
        standing = standing_of(with_votes(Poll.objects.filter(pk=poll.pk)).get(), NOW)
        assert (standing.result is not None) is live


def cast_in_thread(poll: Poll, user: User, code: str, barrier: Barrier, problems: list[Exception]) -> None:
    try:
        barrier.wait(timeout=20)
        cast_ballot(poll=poll, user=user, answers=choice(poll), code=code, at=NOW)
    except Exception as problem:
        problems.append(problem)
    finally:
        connections.close_all()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_votes_at_the_same_moment_are_counted_once_each(secrecy: str) -> None:
    """20 votes of one member and one of each other at once. SQLite in memory knows no second connection."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a second connection")
    poll = make_open_poll(make_steering_group(*"ABCDEFGHIJ"), by=make_user(), secrecy=secrecy)
    users = users_of(poll)
    codes = {user.pk: new_code() for user in users}
    senders = [users[0]] * 20 + users[1:]
    barrier, problems = Barrier(len(senders)), list[Exception]()
    threads = [
        Thread(target=cast_in_thread, args=(poll, user, codes[user.pk], barrier, problems))
        for user in senders
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == []
    assert (Ballot.objects.count(), Voter.objects.filter(has_voted=True).count()) == (10, 10)


def test_a_scheduled_survey_takes_no_vote(group: Committee, coordination: User) -> None:
    poll = make_poll(group, by=coordination)
    member = make_user(Role.STEERING_MEMBER)
    make_membership(group, member)
    assert refused(poll, member) == "Die Abfrage ist noch nicht offen."
