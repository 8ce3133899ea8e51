"""Fields of one line hold one line: a title with a line break cannot be a heading, a cell or the subject of a mail."""

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _


def one_line(value: str) -> None:
    """Raise ValidationError for a text with a line break, of whatever kind."""
    if value and value.splitlines() != [value]:
        raise ValidationError(
            _("Dieses Feld hat nur eine Zeile. Bitte nehmen Sie den Zeilenumbruch heraus."), code="one_line"
        )


def demand_one_line() -> None:
    """Have every CharField of every model ask for it; texts of several lines are TextFields."""
    CharField.default_validators = [*CharField.default_validators, one_line]
