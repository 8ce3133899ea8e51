"""What is said again in other words, and in which."""

from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from strategy.choices import ElementKind

# The key of the whole strategy: an installation carries one.
WHOLE = UUID(int=0)


class Wording(TextChoices):
    """The words in which something that was adopted is told once more."""

    EASY = "easy", _("Leichte Sprache")
    ENGLISH = "en", _("Englische Fassung")


class Told(TextChoices):
    """What is told: the whole strategy, or one of its elements; the values are those of `ElementKind`."""

    STRATEGY = "strategy", _("Die ganze Strategie")
    THEME = ElementKind.THEME.value, _("Themenfeld")
    STRATEGIC_GOAL = ElementKind.STRATEGIC_GOAL.value, _("Strategisches Ziel")
    OPERATIONAL_GOAL = ElementKind.OPERATIONAL_GOAL.value, _("Operatives Ziel")
    MEASURE = ElementKind.MEASURE.value, _("Maßnahme")


# What each wording is written for, and the fields that it has there.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    Wording.EASY: {Told.STRATEGY: ("text",), Told.THEME: ("text",)},
    Wording.ENGLISH: {
        Told.STRATEGY: ("title",),
        Told.THEME: ("title", "summary", "text"),
        Told.STRATEGIC_GOAL: ("text",),
        Told.OPERATIONAL_GOAL: ("title", "text"),
        Told.MEASURE: ("title", "summary"),
    },
}
