"""The way from the rows of a poll to its result, in a constant number of queries."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.ballots import Option, Rules
from committees.meetings.choices import PollKind, PollState, Secrecy
from committees.meetings.models import AgendaItem, Ballot, Meeting, Poll, PollOption, Voter
from committees.meetings.models.polls import PollQuerySet
from committees.meetings.results import (
    Cast,
    Cut,
    Participation,
    Result,
    Seat,
    count,
    count_participation,
    cut,
    one_sentence,
)
from strategy.models import ThemeField

# Below this number a secret result would say too much about each voter.
SECRET_AT_LEAST = 3


class Standing(Struct, frozen=True):
    """The standing of a poll: participation always; the result when it may be seen, else the sentence why not."""

    state: PollState
    participation: Participation
    result: Result | None
    hidden_because: str


class PollStory(Struct, frozen=True):
    """The result of a poll for one element, for "So kam es dazu". `meeting` is None without an agenda item."""

    poll: Poll
    state: PollState
    at: datetime
    sentence: str
    meeting: Meeting | None
    agenda_item: AgendaItem | None


def with_votes(polls: PollQuerySet) -> PollQuerySet:
    """Fetch all that `standing_of` needs along with the polls (3 queries more, however many polls)."""
    return polls.prefetch_related(
        "options",
        Prefetch("voters", Voter.objects.select_related("user", "seat_group")),
        Prefetch("ballots", Ballot.objects.order_by("pk")),
    )


def rules_of(poll: Poll) -> Rules:
    return Rules(
        kind=PollKind(poll.kind),
        options=tuple(Option(key=str(option.pk), label=option.label) for option in poll.options.all()),
        points=poll.points,
        picks=poll.picks,
    )


def standing_of(poll: Poll, at: datetime) -> Standing:
    """The standing of a poll that was fetched `with_votes`."""
    state = poll.state(at)
    voters = {voter.pk: voter for voter in poll.voters.all()}
    participation = count_participation(
        Seat(name=voter.user.name, group=_group(voter), has_voted=voter.has_voted)
        for voter in voters.values()
    )
    hidden = hidden_because(poll, state, participation.voted)
    if hidden:
        return Standing(state=state, participation=participation, result=None, hidden_because=hidden)
    casts = []
    for ballot in poll.ballots.all():
        voter = voters.get(ballot.voter_id) if ballot.voter_id else None
        casts.append(
            Cast(
                answers=ballot.answers,
                voter=voter.user.name if voter else "",
                group=_group(voter) if voter else "",
            )
        )
    groups = () if poll.secrecy == Secrecy.SECRET else tuple(g.name for g in participation.groups)
    result = count(rules_of(poll), casts, groups)
    return Standing(state=state, participation=participation, result=result, hidden_because="")


def hidden_because(poll: Poll, state: PollState, voted: int) -> str:
    """The reason why nobody may see the result of a poll now; empty when everybody may."""
    if state in (PollState.PREPARED, PollState.SCHEDULED):
        return _("Die Abfrage ist noch nicht offen.")
    if state == PollState.OPEN and not poll.results_live:
        return _("Das Ergebnis erscheint, wenn die Abfrage geschlossen ist.")
    if not voted:
        return (
            _("Es wurde keine Stimme abgegeben.")
            if state == PollState.CLOSED
            else _("Es wurde noch keine Stimme abgegeben.")
        )
    if poll.secrecy == Secrecy.SECRET and voted < SECRET_AT_LEAST:
        return _(
            "Es gibt weniger als %(count)d Stimmen. Bei einer geheimen Abfrage ließe das Ergebnis erkennen, "
            "wer wie gestimmt hat. Deshalb wird es nicht gezeigt."
        ) % {"count": SECRET_AT_LEAST}
    return ""


def recommended(poll: Poll, result: Result) -> Cut | None:
    """The theme fields that the result recommends; None for other polls. Prescribed ones take none of the seats."""
    if poll.kind != PollKind.THEME_SELECTION:
        return None
    keys = {option.element_key: str(option.pk) for option in poll.options.all()}
    prescribed = ThemeField.objects.filter(pk__in=[key for key in keys if key], prescribed=True)
    aside = {keys[key] for key in prescribed.values_list("pk", flat=True)}
    free = [option for option in result.options if option.key not in aside]
    return cut(free, poll.seats or 0) if free else None


def stories_about(key: UUID, at: datetime) -> tuple[PollStory, ...]:
    """The results of the polls for an element, oldest first. Polls that never opened are left out."""
    polls = with_votes(
        Poll.objects.filter(opens_at__lte=at, options__element_key=key)
        .select_related("committee", "agenda_item__meeting")
        .order_by("opens_at", "pk")
    )
    return tuple(_story(poll, key, at) for poll in polls)


def _story(poll: Poll, key: UUID, at: datetime) -> PollStory:
    standing = standing_of(poll, at)
    option = next(option for option in poll.options.all() if option.element_key == key)
    sentence = standing.hidden_because
    if standing.result is not None:
        sentence = one_sentence(standing.result, str(option.pk))
    ended = standing.state == PollState.CLOSED and poll.closes_at
    item = poll.agenda_item
    return PollStory(
        poll=poll,
        state=standing.state,
        at=ended or poll.opens_at or at,
        sentence=sentence,
        meeting=item.meeting if item else None,
        agenda_item=item,
    )


def running_words(poll: Poll, state: PollState) -> str:
    """The end of a poll in words: "läuft bis Freitag, 27. November 2026, 18:00 Uhr"."""
    if state == PollState.SCHEDULED and poll.opens_at:
        return _("öffnet am %(time)s") % {"time": time_words(poll.opens_at)}
    if state == PollState.OPEN:
        if poll.closes_at:
            return _("läuft bis %(time)s") % {"time": time_words(poll.closes_at)}
        return _("läuft, bis die Koordination sie schließt")
    if state == PollState.CLOSED and poll.closes_at:
        return _("geschlossen seit %(time)s") % {"time": time_words(poll.closes_at)}
    return _("in Vorbereitung")


def time_words(moment: datetime) -> str:
    return _("%(day)s Uhr") % {"day": date_format(localtime(moment), "l, j. F Y, H:i")}


def option_keys(poll: Poll) -> dict[str, PollOption]:
    return {str(option.pk): option for option in poll.options.all()}


def _group(voter: Voter) -> str:
    return voter.seat_group.name if voter.seat_group else _("ohne entsendende Gruppe")
