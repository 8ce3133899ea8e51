"""Broken rules, each with a sentence for the person who broke it."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken

__all__ = ["EmptyStrategy", "RuleBroken", "StaleRevision", "UnknownVersion"]


class StaleRevision(RuleBroken):
    """Somebody else saved the element since the form was opened. `current` is the saved state."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Während Sie geschrieben haben, hat jemand anderes diesen Text geändert."))
        self.current = current


class EmptyStrategy(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("Die Strategie ist noch leer. Ergänzen Sie mindestens ein Ziel, dann geht es weiter.")
        )


class UnknownVersion(RuleBroken):
    def __init__(self, name: str) -> None:
        super().__init__(_("Die Fassung „%(name)s“ gibt es nicht.") % {"name": name})
