"""The marks beside each text in the tree of a theme field: its status, its discussion, and whether one may edit it."""

from collections import Counter, defaultdict
from uuid import UUID

from msgspec import Struct

from accounts.models import User
from strategy.choices import SETTLED_STATUSES, TextStatus
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.models import Comment, Proposal, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES
from strategy.permissions import can_propose, is_open_to


class Mark(Struct, frozen=True):
    status: TextStatus
    comments: int
    # Open proposed changes.
    proposals: int
    # What open proposals want beside changes of the text.
    intents: tuple[ProposalIntent, ...]
    can_edit: bool
    can_propose: bool


def marks_of(theme: ThemeField, user: User) -> dict[UUID, Mark]:
    """The marks of all goals and measures of a theme field by key, in a constant number of queries.

    The twin of `can_edit` and `can_propose` for a whole tree: what holds for the theme field is asked once.
    """
    is_open, may_propose = is_open_to(user, theme), can_propose(user, theme)
    comments = Counter(Comment.objects.filter(theme=theme).values_list("element_key", flat=True))
    waiting = Proposal.objects.filter(theme=theme, status=ProposalStatus.OPEN)
    proposals: Counter[UUID] = Counter()
    intents: dict[UUID, set[ProposalIntent]] = defaultdict(set)
    for key, intent in waiting.values_list("element_key", "intent"):
        proposals[key] += 1
        if intent != ProposalIntent.CHANGE:
            intents[key].add(ProposalIntent(intent))
    marks = {}
    for model in MODELS_BELOW_THEMES.values():
        is_bound = not user.has_right(model.edit_right)
        elements = model.objects.active().filter(**{model.path_to_theme: theme})
        for key, status in elements.values_list("pk", "text_status"):
            is_locked = is_open and is_bound and status in SETTLED_STATUSES
            marks[key] = Mark(
                status=TextStatus(status),
                comments=comments[key],
                proposals=proposals[key],
                intents=tuple(sorted(intents[key])) if key in intents else (),
                can_edit=is_open and not is_locked,
                can_propose=may_propose or is_locked,
            )
    return marks
