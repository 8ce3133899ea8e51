"""What stands in the navigation of the working area: the one place that says it, for every role.

A right says what somebody may open; the roles of a group say who needs it. What a role does not need is still
reached from the overview, from the pages themselves and by the search.
"""

from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right, Role
from handbook.sections import section_explaining

EVERYBODY = frozenset(Role)
THOSE_WHO_PREPARE = frozenset({Role.COORDINATION, Role.CORE_TEAM, Role.READER})
THOSE_WHO_ADMINISTER = frozenset({Role.COORDINATION, Role.CORE_TEAM, Role.COMMITTEE_OFFICE})


class Entry(Struct, frozen=True):
    """A page of the navigation.

    It is the current place on all pages below its address, and below those that `sections` name: the first words
    of their addresses in the working area.
    """

    label: Promise
    page: str
    sections: tuple[str, ...] = ()
    right: Right = Right.READ_WORKSPACE


class Group(Struct, frozen=True):
    """Entries that belong together for whoever does this work."""

    label: Promise
    entries: tuple[Entry, ...]
    needed_by: frozenset[Role] = EVERYBODY


class Link(Struct, frozen=True):
    """An entry as one person sees it; `current` is the value of aria-current, or nothing."""

    label: str
    address: str
    current: str


class LinkGroup(Struct, frozen=True):
    label: str
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.current for link in self.links)


OVERVIEW = Entry(label=_("Übersicht"), page="strategy:guide", sections=("phasen/",))
# The overview of a department: all that it sees.
OWN_ROWS = Entry(
    label=_("Ihre Maßnahmen und Indikatoren"),
    page="monitoring:own-rows",
    sections=("umsetzung/", "indikatoren/"),
    right=Right.REPORT_OWN_ROWS,
)
HELP = Entry(label=_("Hilfe"), page="handbook:overview")
GROUPS = (
    Group(
        label=_("Grundlagen"),
        needed_by=THOSE_WHO_PREPARE,
        entries=(
            Entry(
                label=_("Konzepte"),
                page="strategy:concept-list",
                sections=("fundstellen/", "widersprueche/"),
            ),
            Entry(label=_("Bestandsaufnahme"), page="strategy:inventory"),
            Entry(label=_("Themenauswahl"), page="strategy:theme-selection"),
        ),
    ),
    Group(
        label=_("Strategie"),
        entries=(
            Entry(
                label=_("Ziele und Maßnahmen"),
                page="strategy:theme-list",
                sections=("strategische-ziele/", "swot/", "kommentare/"),
            ),
            Entry(label=_("Alle operativen Ziele"), page="strategy:operational-goal-list"),
            Entry(label=_("Alle Maßnahmen"), page="strategy:measure-list"),
            Entry(label=_("Bibliothek"), page="library:overview"),
            Entry(label=_("Kapitel"), page="strategy:chapter-list"),
            Entry(label=_("Was fehlt"), page="strategy:finding-list"),
            Entry(
                label=_("Leichte Sprache"),
                page="translations:easy-list",
                sections=("gebaerdensprache/",),
                right=Right.EDIT_CHAPTERS,
            ),
            Entry(label=_("Englisch"), page="translations:english-list", right=Right.EDIT_CHAPTERS),
        ),
    ),
    Group(
        label=_("Steuerungsgruppe"),
        entries=(
            Entry(label=_("Neuigkeiten"), page="strategy:activity"),
            Entry(
                label=_("Sitzungen"),
                page="meetings:meeting-list",
                sections=("tagesordnungspunkte/", "unterlagen/"),
            ),
            Entry(label=_("Abfragen"), page="meetings:poll-list"),
            Entry(label=_("Änderungsvorschläge"), page="strategy:proposal-list"),
            Entry(
                label=_("Gremien und Mitglieder"),
                page="bodies:committee-list",
                sections=("sitze/", "aufbauorganisation/"),
            ),
        ),
    ),
    Group(
        label=_("Rat"),
        needed_by=EVERYBODY - {Role.STEERING_MEMBER},
        entries=(
            Entry(label=_("Fassungen"), page="strategy:version-list"),
            Entry(
                label=_("Vorlagen"),
                page="council:paper-list",
                sections=(
                    "auswirkungen/",
                    "anlagen/",
                    "aenderungsantraege/",
                    "beratungen/",
                    "beschluesse/",
                ),
            ),
            Entry(
                label=_("Gespeicherte Beratungsfolgen"), page="council:route-list", right=Right.MANAGE_PAPERS
            ),
        ),
    ),
    Group(
        label=_("Umsetzung"),
        needed_by=EVERYBODY - {Role.STEERING_MEMBER},
        entries=(
            Entry(label=_("Wo stehen wir?"), page="monitoring:overview"),
            Entry(label=_("Indikatoren"), page="monitoring:indicator-list"),
            Entry(
                label=_("Berichtsrunden"),
                page="monitoring:round-list",
                right=Right.MANAGE_IMPLEMENTATION,
            ),
            Entry(label=_("Umsetzungsberichte"), page="monitoring:progress-list"),
            Entry(label=_("Berichtsrahmen"), page="monitoring:framework"),
            Entry(label=_("Beschlüsse zu Maßnahmen"), page="council:measure-resolution-list"),
            Entry(label=_("Fortschreibung"), page="monitoring:renewal", right=Right.MANAGE_IMPLEMENTATION),
        ),
    ),
    Group(
        label=_("Verwaltung"),
        needed_by=THOSE_WHO_ADMINISTER,
        entries=(
            Entry(label=_("Konten"), page="accounts:account-list", right=Right.MANAGE_ACCOUNTS),
            Entry(label=_("Entsendende Gruppen"), page="bodies:seat-group-list", right=Right.MANAGE_BODIES),
            Entry(label=_("Wahlperioden"), page="bodies:term-list", right=Right.MANAGE_BODIES),
            Entry(label=_("Tabellen"), page="tables:table-list"),
            Entry(label=_("Fachbereiche"), page="strategy:department-list"),
            Entry(
                label=_("Arten von Dokumenten"),
                page="strategy:concept-kind-list",
                right=Right.EVALUATE_CONCEPTS,
            ),
            Entry(label=_("Gesucht, nicht gefunden"), page="publicity:miss-list", right=Right.EDIT_CHAPTERS),
            Entry(label=_("Rückmeldungen"), page="publicity:feedback-list", right=Right.EDIT_CHAPTERS),
            Entry(label=_("Pflichtseiten"), page="publicity:legal-pages", right=Right.EDIT_SETTINGS),
            Entry(label=_("Einstellungen"), page="strategy:settings", right=Right.EDIT_SETTINGS),
            Entry(label=_("Betrieb"), page="operation:overview", right=Right.WATCH_OPERATION),
            Entry(label=_("Datenschutz"), page="operation:data-protection", right=Right.WATCH_OPERATION),
        ),
    ),
)


def overview_link(user: User, path: str) -> Link:
    """The link to what a person begins with, as it stands on the page of an address."""
    if user.has_right(OVERVIEW.right):
        return _link(OVERVIEW, path, _current_entry(path))
    is_within = any(path.startswith(section) for section in _sections(OWN_ROWS))
    return _link(OWN_ROWS, path, OWN_ROWS if is_within else None)


def link_groups(user: User, path: str) -> tuple[LinkGroup, ...]:
    """The groups that a person needs with the entries that they may open, as they stand on the page of an address."""
    here = _current_entry(path)
    groups = (
        LinkGroup(
            label=str(group.label),
            links=tuple(_link(entry, path, here) for entry in group.entries if user.has_right(entry.right)),
        )
        for group in GROUPS
        if user.role in group.needed_by
    )
    return tuple(group for group in groups if group.links)


def help_link(path: str, address_name: str) -> Link:
    """The link to the handbook: from a page of the working area to the section that explains its address."""
    link = _link(HELP, path, _current_entry(path))
    explaining = None if link.current else section_explaining(address_name)
    if explaining is None:
        return link
    return Link(
        label=link.label, address=reverse("handbook:section", args=[explaining.slug]), current=link.current
    )


def _link(entry: Entry, path: str, here: Entry | None) -> Link:
    address = _address(entry.page)
    current = "page" if path == address else "true" if entry is here else ""
    return Link(label=str(entry.label), address=address, current=current)


def _current_entry(path: str) -> Entry | None:
    """The entry whose section is the closest around an address, whoever sees it."""
    around = [(section, entry) for section, entry in _all_sections() if path.startswith(section)]
    return max(around, key=lambda found: len(found[0]))[1] if around else None


@cache
def _address(page: str) -> str:
    """The address of a page, looked for once: each page links to most of them."""
    return reverse(page)


@cache
def _all_sections() -> tuple[tuple[str, Entry], ...]:
    """The beginnings of addresses below every entry; they are the same for as long as the process runs."""
    entries = (OVERVIEW, HELP, *(entry for group in GROUPS for entry in group.entries))
    return tuple((section, entry) for entry in entries for section in _sections(entry))


def _sections(entry: Entry) -> list[str]:
    """The beginnings of addresses below an entry. All pages lie below the overview: it has only what it names."""
    start = _address("strategy:guide")
    own = [] if entry is OVERVIEW else [_address(entry.page)]
    return [*own, *(start + section for section in entry.sections)]
