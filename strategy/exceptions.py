"""Broken rules, each with a sentence for the person who broke it."""

from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken


class EmptyStrategy(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("Die Strategie ist noch leer. Ergänzen Sie mindestens ein Ziel, dann geht es weiter.")
        )


class NothingChanged(RuleBroken):
    def __init__(self, number: int) -> None:
        super().__init__(
            _("Fassung %(number)d sagt schon genau dasselbe. Seitdem hat sich nichts geändert.")
            % {"number": number}
        )


class UnknownVersion(RuleBroken):
    def __init__(self, name: str) -> None:
        super().__init__(_("Die Fassung „%(name)s“ gibt es nicht.") % {"name": name})


class EmptyExcerpt(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Zu dieser Auswahl gibt es nichts. Bitte grenzen Sie weniger ein."))
