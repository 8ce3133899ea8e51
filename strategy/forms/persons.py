"""The table of a form in which persons are named."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.rows import RowsField, RowsInput
from strategy.persons import Person, in_order_of_names

PERSONS_AT_MOST = 20
NAME_AT_MOST, ROLE_AT_MOST, REACH_AT_MOST = 120, 200, 120
TELEPHONE = re.compile(r"(?:tel\.?:? )?[+(]?[0-9][0-9 ()/.+–-]*", re.IGNORECASE)
DIGITS_AT_LEAST = 3


def is_reach(text: str) -> bool:
    """Say whether a text is an e-mail address or a telephone number."""
    if TELEPHONE.fullmatch(text):
        return sum(map(str.isdigit, text)) >= DIGITS_AT_LEAST
    try:
        validate_email(text)
    except ValidationError:
        return False
    # Where a quotation mark is part of an address, nobody sees where it ends.
    return '"' not in text


class ReachField(forms.CharField):
    """An e-mail address or a telephone number."""

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        if text and not is_reach(text):
            raise ValidationError(_("„%s“ ist weder eine E-Mail-Adresse noch eine Telefonnummer.") % text)
        return text


class PersonsInput(RowsInput):
    columns: ClassVar[Mapping[str, forms.Field]] = {
        "name": forms.CharField(
            label=gettext_lazy("Name"),
            max_length=NAME_AT_MOST,
            error_messages={"required": gettext_lazy("Bitte geben Sie den Namen der Person an.")},
        ),
        "role": forms.CharField(label=gettext_lazy("Wofür"), required=False, max_length=ROLE_AT_MOST),
        "reach": ReachField(
            label=gettext_lazy("E-Mail oder Telefon"), required=False, max_length=REACH_AT_MOST
        ),
    }

    # Asked when the form is drawn; a form says whom it knows.
    known: Callable[[], Iterable[str]] = tuple

    def suggestions(self) -> Mapping[str, Iterable[str]]:
        return {"name": [name for name in self.known() if len(name) <= NAME_AT_MOST]}


class PersonsField(RowsField[Person]):
    """Whom to ask: name, what for, and how to reach them."""

    widget = PersonsInput

    def suggest(self, known: Callable[[], Iterable[str]]) -> None:
        """Tell the field of one form who may be meant."""
        self.widget.known = known

    def rows_of(self, cells: Mapping[str, object]) -> Iterator[Person]:
        yield Person(name=str(cells["name"]), role=str(cells["role"]), reach=str(cells["reach"]))

    def settled(self, rows: Iterable[Person]) -> tuple[Person, ...]:
        found = self.ordered(rows)
        twice = next((row for row in found if found.count(row) > 1), None)
        if twice is not None:
            raise ValidationError(_("Diese Zeile steht zweimal da: %s") % twice)
        if len(found) > PERSONS_AT_MOST:
            raise ValidationError(_("Genannt werden höchstens %d Personen.") % PERSONS_AT_MOST)
        return found

    def typed(self, row: Person) -> list[str]:
        return [row.name, row.role, row.reach]

    def ordered(self, rows: Iterable[Person]) -> tuple[Person, ...]:
        return in_order_of_names(rows)
