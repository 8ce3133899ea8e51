"""The sections of the handbook, as they stand in the folder `texts/`: one file each, in the order of their numbers.

A file begins with lines `key: value`, after a blank line follows its text in the dialect of long texts:

    title: what it is called
    roles: whose section it is (all, if there is no such line)
    phases: the phases of the method that it belongs to
    explains: the names of the addresses that lead here; a star at the end stands for all that begin so
    welcome: a sentence for the first visit (in the section of a role, five times)
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from msgspec import Struct

from accounts.roles import Role
from strategy.choices import Phase

FOLDER = Path(__file__).parent / "texts"
ROLES, PHASES, WORK = SHELVES = ("roles", "phases", "work")
KEYS = {"title", "roles", "phases", "explains", "welcome"}
EVERYBODY = frozenset(Role)


class Section(Struct, frozen=True):
    """A page of the handbook; `shelf` is the part of the handbook where it stands."""

    slug: str
    shelf: str
    title: str
    text: str
    roles: frozenset[Role] = EVERYBODY
    phases: frozenset[Phase] = frozenset()
    explains: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()


def parse_section(source: str, *, slug: str, shelf: str) -> Section:
    """The section that a file holds. Raises ValueError where it says something that means nothing."""
    head, _blank, text = source.partition("\n\n")
    said: dict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        key, _colon, value = line.partition(":")
        if key not in KEYS or not value.strip():
            raise ValueError(f"{slug}: {line!r} says nothing about a section.")
        said[key].append(value.strip())
    return Section(
        slug=slug,
        shelf=shelf,
        title=" ".join(said["title"]),
        text=text.strip(),
        roles=frozenset(map(Role, _words(said["roles"]))) or EVERYBODY,
        phases=frozenset(map(Phase, _words(said["phases"]))),
        explains=tuple(_words(said["explains"])),
        welcome=tuple(said["welcome"]),
    )


@cache
def all_sections() -> tuple[Section, ...]:
    """The whole handbook, shelf by shelf."""
    return tuple(
        parse_section(path.read_text("utf-8"), slug=path.stem.partition("-")[2], shelf=shelf)
        for shelf in SHELVES
        for path in sorted((FOLDER / shelf).glob("*.txt"))
    )


def on_shelf(shelf: str) -> tuple[Section, ...]:
    return tuple(section for section in all_sections() if section.shelf == shelf)


def section_of_role(role: str) -> Section:
    """The section that says what a role does."""
    return next(section for section in on_shelf(ROLES) if section.roles == {role})


def section_explaining(address_name: str) -> Section | None:
    """The section that explains an address: the one that names it most exactly, or none."""
    named = [
        (len(name), section)
        for section in all_sections()
        for name in section.explains
        if _matches(name, address_name)
    ]
    return max(named, key=lambda found: found[0])[1] if named else None


def related_to(section: Section) -> tuple[Section, ...]:
    """What else belongs to a role or a phase: the work of both; for a piece of work, its phases."""
    if section.shelf == ROLES:
        return tuple(other for other in on_shelf(WORK) if section.roles <= other.roles)
    shelf = WORK if section.shelf == PHASES else PHASES
    return tuple(other for other in on_shelf(shelf) if section.phases & other.phases)


def _matches(name: str, address_name: str) -> bool:
    return address_name.startswith(name[:-1]) if name.endswith("*") else address_name == name


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in line.split()]
