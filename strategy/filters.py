"""The choices above a list: their names in the address, what they offer and what is chosen. Pure."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.document.document import ThemeSection

SHORT = 70


class Option(Struct, frozen=True):
    value: str
    label: str


class FilterField(Struct, frozen=True):
    """A choice of the form above a list: its name in the address, its options, and the one that is chosen."""

    name: str
    label: str
    anything: str
    options: tuple[Option, ...]
    chosen: str

    @property
    def chosen_label(self) -> str:
        return next((option.label for option in self.options if option.value == self.chosen), "")


class Wish(Struct, frozen=True):
    """What somebody has chosen above a list. An empty value means everything."""

    fields: tuple[FilterField, ...]

    def chosen(self, name: str) -> str:
        return next(field.chosen for field in self.fields if field.name == name)

    @property
    def is_active(self) -> bool:
        return any(field.chosen for field in self.fields)

    @property
    def in_words(self) -> str:
        """What is chosen, as it stands in the title of the page."""
        return chosen_in_words(*self.fields)

    @property
    def selection(self) -> dict[str, str]:
        """What is chosen, as parameters of an address."""
        return {field.name: field.chosen for field in self.fields if field.chosen}

    @property
    def query(self) -> str:
        """What is chosen as a query string, for links that keep it."""
        return urlencode(self.selection)


def chosen_in_words(*fields: FilterField) -> str:
    """What is chosen of some choices: "Themenfeld 1 Lernen, Läuft im Jahr 2021"."""
    return ", ".join(f"{field.label} {field.chosen_label}" for field in fields if field.chosen)


def filter_field(
    params: Mapping[str, str], name: str, label: str, anything: str, options: Iterable[Option]
) -> FilterField:
    """Read one choice from an address. A value that is not offered counts as empty."""
    offered = tuple(options)
    wanted = params.get(name, "")
    chosen = wanted if any(option.value == wanted for option in offered) else ""
    return FilterField(name=name, label=label, anything=anything, options=offered, chosen=chosen)


def theme_field(params: Mapping[str, str], themes: Iterable[ThemeSection]) -> FilterField:
    """The choice of a theme field of the working draft, by its key, which stays when its number changes."""
    options = (Option(value=str(theme.key), label=f"{theme.number} {theme.title}") for theme in themes)
    return filter_field(params, "themenfeld", _("Themenfeld"), _("Alle Themenfelder"), options)


def shortened(text: str) -> str:
    """A text as an option of a choice."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
