"""The work on somebody's desk: their theme fields, and the proposals that wait for them."""

from collections import Counter
from datetime import datetime

from django.db.models import Q
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from strategy.choices import TextStatus
from strategy.discussion.choices import ProposalStatus
from strategy.discussion.news import AT_FIRST
from strategy.discussion.proposal_lines import ProposalLine, lines_of
from strategy.models import ActivityPreference, Comment, OperationalGoal, Proposal, StrategicGoal, ThemeField

# How many proposals are named; the list has all.
NAMED_AT_MOST = 3


class DeskTheme(Struct, frozen=True):
    """A theme field whose working group one belongs to, and how many of its goals are in Abstimmung."""

    theme: ThemeField
    in_review: int


class Desk(Struct, frozen=True):
    themes: tuple[DeskTheme, ...]
    proposals_to_decide: int
    # The first of them, those that have waited longest.
    waiting_longest: tuple[ProposalLine, ...]
    own_open_proposals: int
    # Decisions on one's own proposals, answers and comments that speak to one, since the last look at the news.
    addressed: int


def desk_of(user: User, at: datetime) -> Desk:
    """Gather it in a constant number of queries."""
    themes = list(ThemeField.objects.selected().filter(working_group_members__user=user))
    in_review = Counter(
        key
        for model, theme in ((StrategicGoal, "theme"), (OperationalGoal, "strategic_goal__theme"))
        for key in model.objects.active()
        .filter(**{f"{theme}__in": themes}, text_status=TextStatus.IN_REVIEW)
        .values_list(theme, flat=True)
    )
    waiting = Proposal.objects.in_use().filter(status=ProposalStatus.OPEN)
    to_decide = waiting if user.has_right(Right.DECIDE_PROPOSALS) else waiting.none()
    return Desk(
        themes=tuple(DeskTheme(theme=theme, in_review=in_review[theme.pk]) for theme in themes),
        proposals_to_decide=to_decide.count(),
        waiting_longest=tuple(lines_of(to_decide.order_by("created_at", "pk")[:NAMED_AT_MOST])),
        own_open_proposals=waiting.filter(author=user).count(),
        addressed=_addressed(user, at),
    )


def _addressed(user: User, at: datetime) -> int:
    preference = ActivityPreference.objects.filter(user=user).first()
    since = (preference and preference.seen_at) or at - AT_FIRST
    decided = Proposal.objects.filter(author=user, decided_at__gte=since).exclude(decided_by=user)
    said = Comment.objects.filter(created_at__gte=since).exclude(author=user)
    to_me = said.filter(Q(mentions=user) | Q(thread__author=user)).distinct()
    return int(decided.count() + to_me.count())
