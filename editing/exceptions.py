"""Broken rules, each with a sentence for the person who broke it."""

from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken
from editing.revisions import Revised

__all__ = ["RuleBroken", "StaleRevision"]


class StaleRevision(RuleBroken):
    """Somebody else saved the element since the form was opened. `current` is the saved state."""

    def __init__(self, current: Revised) -> None:
        super().__init__(_("Während Sie geschrieben haben, hat jemand anderes diesen Text geändert."))
        self.current = current
