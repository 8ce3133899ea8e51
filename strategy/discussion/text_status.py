"""The steps of a text's status that lead back. Pure."""

from strategy.choices import TextStatus

ORDER = (TextStatus.DRAFT, TextStatus.IN_REVIEW, TextStatus.AGREED, TextStatus.ADOPTED)


def is_step_back(now: TextStatus, to: TextStatus) -> bool:
    return ORDER.index(to) < ORDER.index(now)
