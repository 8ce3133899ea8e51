"""Members who vote and change their vote over and over, and what the database says about the votes afterwards.

Every vote is a mark of its voter, in each answer of the ballot: who counts twice or by half shows, in secret too.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.meetings.choices import PollKind, Secrecy, Stance
from committees.meetings.models import Ballot, Poll, Voter
from committees.meetings.poll_elements import Choice
from strategy.models import OperationalGoal
from tests.builders import make_committee, make_membership, make_open_poll
from tests.load.chains import mark_of
from tests.load.editor import UnexpectedAnswer
from tests.load.visitor import Fields, Visitor

# The keys of the polls, each with those of its options.
Polls = dict[int, list[int]]


def make_polls(voters: Sequence[User], goals: Sequence[OperationalGoal], *, by: User, count: int) -> Polls:
    """Open polls on the same goals, named and secret ones in turn."""
    body = make_committee(CommitteeKind.STEERING_GROUP)
    for user in voters:
        make_membership(body, user)
    choices = [Choice(kind=goal.kind, key=goal.pk, label=str(goal)) for goal in goals]
    made: Polls = {}
    for number in range(count):
        secrecy = Secrecy.SECRET if number % 2 else Secrecy.NAMED
        poll = make_open_poll(body, by=by, kind=PollKind.AGREEMENT, choices=choices, secrecy=secrecy)
        made[poll.pk] = list(poll.options.values_list("pk", flat=True))
    return made


class Elector:
    """One voter at one browser, who notes which votes were sent and which were confirmed."""

    def __init__(self, visitor: Visitor, polls: Polls, *, seed: int) -> None:
        self.visitor, self.polls, self.random = visitor, polls, random.Random(seed)
        self.confirmed: dict[int, str] = {}
        # Votes since the last confirmed one that got no answer.
        self.unanswered: dict[int, list[str]] = defaultdict(list)
        self.never_answered = self.votes = 0
        self._forms: dict[int, Fields] = {}

    def vote(self, poll: int) -> None:
        """Vote, or change the vote. The ballot is opened once; then it is sent again, as from a second tab."""
        path, options = reverse("meetings:poll-vote", args=[poll]), self.polls[poll]
        if poll not in self._forms:
            self._forms[poll] = self.visitor.get(path).form(f"comment_{options[0]}")
        self.votes += 1
        mark = mark_of(self.visitor.user.pk, self.votes)
        stances = {f"option_{option}": [Stance.CONCERNS.value] for option in options}
        comments = {f"comment_{option}": [mark] for option in options}
        self.unanswered[poll].append(mark)
        self.never_answered += 1
        page = self.visitor.post(path, self._forms[poll] | stances | comments)
        if page.status != 302:
            raise UnexpectedAnswer(f"a vote was answered with {page.status}")
        self.confirmed[poll] = mark
        self.unanswered[poll].clear()
        self.never_answered -= 1


def faults_of_votes() -> Iterator[str]:
    """What is wrong with the votes as they are in this moment, as sentences."""
    for poll in Poll.objects.all():
        marks = _marks(poll)
        for mark in marks:
            if len(mark) != 1:
                yield f"{poll.pk}: a ballot mixes {sorted(mark)}"
        cast = Counter(voter_of(next(iter(mark))) for mark in marks)
        yield from (f"{poll.pk}: voter {user} counts {n} times" for user, n in cast.items() if n > 1)
        voted = set(Voter.objects.filter(poll=poll, has_voted=True).values_list("user", flat=True))
        if voted != set(cast):
            yield f"{poll.pk}: {sorted(voted)} have voted, there are ballots of {sorted(cast)}"
        if poll.secrecy == Secrecy.NAMED and any(
            ballot.voter.user_id not in map(voter_of, comments_in(ballot.answers))
            for ballot in poll.ballots.select_related("voter")
        ):
            yield f"{poll.pk}: a ballot hangs on another voter"


def broken_promises(electors: Iterable[Elector]) -> Iterator[str]:
    """Votes that count other than their voters sent them."""
    for poll in Poll.objects.all():
        counted = {voter_of(mark): mark for (mark,) in _marks(poll)}
        for elector in electors:
            user, confirmed = elector.visitor.user.pk, elector.confirmed.get(poll.pk)
            allowed = {confirmed, *elector.unanswered[poll.pk]}
            if counted.get(user) not in allowed:
                yield f"{poll.pk}: {counted.get(user)} counts for {user}, not one of {allowed}"


def comments_in(answers: dict[str, Any]) -> set[str]:
    return {answer["comment"] for answer in answers.values()}


def voter_of(mark: str) -> int:
    return int(mark[1:].partition("x")[0])


def _marks(poll: Poll) -> list[set[str]]:
    """The marks in each ballot; a whole ballot has one."""
    return [
        comments_in(answers) for answers in Ballot.objects.filter(poll=poll).values_list("answers", flat=True)
    ]
