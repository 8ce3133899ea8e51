"""Members who propose, coordination that decides, and what the database says about the proposals afterwards.

A proposal brings a mark into two fields of a goal. Nobody edits these goals otherwise, so each state of theirs
but the first comes from an accepted proposal.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse

from strategy.discussion.choices import ProposalStatus
from strategy.models import OperationalGoal, Proposal
from tests.load.chains import mark_of
from tests.load.editor import MERGES_AT_MOST, UnexpectedAnswer, with_mark, with_others
from tests.load.visitor import Visitor

ACCEPTED = (ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED_WITH_CHANGES)
NUMBER = re.compile(r"/vorschlaege/(\d+)/")
# The list begins with the open ones; several people decide on the first of them at once.
AT_THE_TOP = 4


class Proposer:
    """A member who proposes changes of goals in somebody else's theme field."""

    def __init__(self, visitor: Visitor, *, seed: int) -> None:
        self.visitor, self.random = visitor, random.Random(seed)
        self.sent = 0
        self.confirmed: list[str] = []

    def propose(self, goal: UUID) -> None:
        path = reverse("strategy:proposal-add", args=[OperationalGoal.kind, goal])
        fields = self.visitor.get(path).form("explanation")
        self.sent += 1
        mark = mark_of(self.visitor.user.pk, self.sent)
        text = with_mark(fields["explanation"][0], mark, self.random)
        page = self.visitor.post(path, fields | {"explanation": [text], "indicator": [mark]})
        if page.status != 302:
            raise UnexpectedAnswer(f"a proposal was answered with {page.status}")
        self.confirmed.append(mark)


class Decider:
    """Somebody of coordination who accepts or declines what is open."""

    def __init__(self, visitor: Visitor, *, seed: int) -> None:
        self.visitor, self.random = visitor, random.Random(seed)
        self.sent = 0
        self.accepted: list[int] = []
        self.declined: list[int] = []

    def decide(self) -> None:
        shown = NUMBER.findall(self.visitor.get(reverse("strategy:proposal-list")).text)
        if shown:
            number = int(self.random.choice(list(dict.fromkeys(shown))[:AT_THE_TOP]))
            if self.random.random() < 0.7:
                self._accept(number)
            else:
                self._decline(number)

    def _accept(self, number: int) -> None:
        path = reverse("strategy:proposal-accept", args=[number])
        page = self.visitor.get(path)
        for _attempt in range(MERGES_AT_MOST):
            fields = page.form("explanation")
            fields["explanation"] = [with_others(fields["explanation"][0], page)]
            self.sent += 1
            page = self.visitor.post(path, fields)
            if page.status != 409:
                break
        self._note(page.status, self.accepted, number)

    def _decline(self, number: int) -> None:
        path = reverse("strategy:proposal-decline", args=[number])
        fields = self.visitor.get(path).form("reason")
        self.sent += 1
        page = self.visitor.post(path, fields | {"reason": ["Das steht schon im Ziel darüber."]})
        self._note(page.status, self.declined, number)

    def _note(self, status: int, where: list[int], number: int) -> None:
        """302: decided. 422: somebody else was faster."""
        if status == 302:
            where.append(number)
        elif status != 422:
            raise UnexpectedAnswer(f"a decision was answered with {status}")


def faults_of_proposals() -> Iterator[str]:
    """What is wrong with the proposals as they are in this moment, as sentences."""
    marks: Counter[str] = Counter()
    for proposal in Proposal.objects.all():
        mark, text = proposal.values.get("indicator", ""), proposal.values.get("explanation", "")
        marks[mark] += 1
        if not mark or mark not in text:
            yield f"proposal {proposal.pk} is not whole: {proposal.values}"
        is_decided = proposal.decided_at is not None, proposal.decided_by_id is not None
        if set(is_decided) != {proposal.status != ProposalStatus.OPEN}:
            yield f"proposal {proposal.pk} is {proposal.status}, decided: {is_decided}"
        history = OperationalGoal.history.filter(id=proposal.element_key, indicator=mark)
        taken_over = history.filter(explanation__contains=mark).count()
        if taken_over != (proposal.status in ACCEPTED):
            yield f"proposal {proposal.pk} is {proposal.status}, {taken_over} states of the goal come from it"
    yield from (f"{number} proposals with {mark}" for mark, number in marks.items() if number > 1)


def broken_decisions(proposers: Sequence[Proposer], deciders: Sequence[Decider]) -> Iterator[str]:
    """Confirmed proposals and decisions that are not there."""
    there = {proposal.values["indicator"] for proposal in Proposal.objects.all()}
    for proposer in proposers:
        yield from (f"proposal {mark} is not there" for mark in proposer.confirmed if mark not in there)
    status = dict(Proposal.objects.values_list("pk", "status"))
    for decider in deciders:
        yield from (f"{each} is {status[each]}" for each in decider.accepted if status[each] not in ACCEPTED)
        declined = ProposalStatus.DECLINED
        yield from (f"{each} is {status[each]}" for each in decider.declined if status[each] != declined)
    decided = [number for decider in deciders for number in (*decider.accepted, *decider.declined)]
    yield from (f"{each} was decided {n} times" for each, n in Counter(decided).items() if n > 1)
