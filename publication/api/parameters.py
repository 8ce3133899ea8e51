"""The parameters of the interface: what a request may ask, within bounds, and how the description says it."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.asked import number_of
from publication.api.problems import wrong

TEXT_AT_MOST = 200
PAGE_AT_MOST = 1_000_000
PAGE_SIZE, PAGE_SIZE_AT_MOST = 50, 100
# Any text but the sign that no address may hold.
NO_NUL = "^[^\\u0000]*$"


class Parameter(Struct, frozen=True):
    """A parameter of a query: a whole number from `at_least` to `at_most`, one of `choices`, or a text."""

    name: str
    about: str
    at_least: int | None = None
    at_most: int = PAGE_AT_MOST
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, object]:
        """The JSON Schema of the parameter."""
        if self.at_least is not None:
            return {"type": "integer", "minimum": self.at_least, "maximum": self.at_most}
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "string", "minLength": 1, "maxLength": TEXT_AT_MOST, "pattern": NO_NUL}

    def read(self, text: str) -> str | int:
        """The value that a text says. Raises Refused with a sentence that says what is expected."""
        if self.at_least is not None:
            number = number_of(text)
            if number is None or not self.at_least <= number <= self.at_most:
                raise wrong(
                    _("„%(name)s“ ist eine ganze Zahl von %(least)d bis %(most)d.")
                    % {"name": self.name, "least": self.at_least, "most": self.at_most}
                )
            return number
        if self.choices and text not in self.choices:
            raise wrong(
                _("„%(name)s“ ist eines von: %(choices)s.")
                % {"name": self.name, "choices": ", ".join(self.choices)}
            )
        if len(text) > TEXT_AT_MOST:
            raise wrong(
                _("„%(name)s“ hat höchstens %(most)d Zeichen.") % {"name": self.name, "most": TEXT_AT_MOST}
            )
        return text


def choice(name: str, about: str, choices: type[TextChoices]) -> Parameter:
    """A parameter with the values of a vocabulary."""
    return Parameter(name=name, about=about, choices=tuple(choices.values))


VERSION = Parameter(name="version", about="Nummer der Fassung; ohne sie die von heute.", at_least=1)
PAGE = Parameter(name="page", about="Seite der Liste, ab 1.", at_least=1)
SIZE = Parameter(name="page_size", about="Einträge je Seite.", at_least=1, at_most=PAGE_SIZE_AT_MOST)


def read_query(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, str | int]:
    """The values of a query. Raises Refused for a parameter that there is not, twice, or with a wrong value."""
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, str | int] = {}
    for name, values in query.lists():
        if name not in known:
            raise wrong(_unknown(name, tuple(known)))
        if len(values) > 1:
            raise wrong(_("„%s“ darf nur einmal vorkommen.") % name)
        if not values[0]:
            raise wrong(_("„%s“ hat keinen Wert.") % name)
        found[name] = known[name].read(values[0])
    return found


def _unknown(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return _("Hier gibt es keine Parameter; „%s“ wird nicht verstanden.") % name[:TEXT_AT_MOST]
    return _("Den Parameter „%(name)s“ gibt es hier nicht. Möglich sind: %(known)s.") % {
        "name": name[:TEXT_AT_MOST],
        "known": ", ".join(known),
    }
