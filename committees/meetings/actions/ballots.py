"""Casting a vote. Why it is done this way for secret votes: docs/adr/0006-secret-ballots.md."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from committees.meetings.actions.polls import lock
from committees.meetings.ballots import Answers
from committees.meetings.choices import PollState, Secrecy
from committees.meetings.codes import hash_of, normalised
from committees.meetings.models import Ballot, Poll, Voter
from editing.exceptions import RuleBroken


class CodeMissing(RuleBroken):
    """Somebody who voted in secret wants to change the vote, but not with their code."""


@sensitive_variables()
@transaction.atomic
def cast_ballot(*, poll: Poll, user: User, answers: Answers, code: str, at: datetime) -> None:
    """Count the vote of one person; a second one replaces the first.

    `answers` come from `meetings.ballots.read_ballot`. `code` is the code of a secret vote: a new one for the
    first vote, the same for each change. Raises RuleBroken when the poll is not open or the person not entitled,
    CodeMissing when a secret vote is changed with another code.
    """
    current = lock(poll)
    _refuse_unless_open(current, at)
    voter = Voter.objects.filter(poll=current, user=user).first()
    if voter is None:
        raise RuleBroken(_("Sie sind in dieser Abfrage nicht stimmberechtigt."))
    if current.secrecy == Secrecy.SECRET:
        _cast_secretly(current, voter, answers, code)
    else:
        Ballot.objects.update_or_create(voter=voter, defaults={"poll": current, "answers": answers})
        Voter.objects.filter(pk=voter.pk).update(has_voted=True)


@sensitive_variables()
def answers_of(*, poll: Poll, user: User, code: str) -> Answers | None:
    """The vote of somebody so far, None if there is none or, in a secret poll, without their code."""
    ballots = Ballot.objects.filter(poll=poll)
    if poll.secrecy == Secrecy.NAMED:
        ballot = ballots.filter(voter__user=user).first()
    elif normalised(code):
        ballot = ballots.filter(code_hash=hash_of(poll=poll.pk, user=user.pk, code=code)).first()
    else:
        ballot = None
    return ballot.answers if ballot else None


def _refuse_unless_open(poll: Poll, at: datetime) -> None:
    state = poll.state(at)
    if state == PollState.CLOSED:
        raise RuleBroken(
            _("Die Abfrage ist inzwischen geschlossen. Diese Stimme wurde nicht mehr gezählt oder geändert.")
        )
    if state != PollState.OPEN:
        raise RuleBroken(_("Die Abfrage ist noch nicht offen."))


@sensitive_variables()
def _cast_secretly(poll: Poll, voter: Voter, answers: Answers, code: str) -> None:
    """Write the vote so that neither order nor time nor any row version joins it to the voter.

    All ballots of the poll are written anew in random order and with new keys, and all its voters are
    rewritten by one statement: whoever reads the tables sees rows of one moment.
    """
    if not normalised(code):
        raise CodeMissing(_("Dieser Code hat nicht die richtige Form. Er besteht aus 16 Zeichen."))
    mine = hash_of(poll=poll.pk, user=voter.user_id, code=code)
    votes = dict(Ballot.objects.filter(poll=poll).values_list("code_hash", "answers"))
    if voter.has_voted and mine not in votes:
        raise CodeMissing(
            _(
                "Sie haben schon geheim abgestimmt, und Ihre Stimme ist gezählt. "
                "Ändern können Sie sie nur mit dem Code, den Sie dabei bekommen haben."
            )
        )
    votes[mine] = answers
    rows = [
        Ballot(pk=uuid.uuid4(), poll=poll, code_hash=code_hash, answers=given)
        for code_hash, given in votes.items()
    ]
    secrets.SystemRandom().shuffle(rows)
    Ballot.objects.filter(poll=poll).delete()
    Ballot.objects.bulk_create(rows)
    Voter.objects.filter(poll=poll).update(
        has_voted=Case(When(pk=voter.pk, then=Value(True)), default=F("has_voted"))
    )
