"""The happenings of the working area as values: who did what to which texts, in the sections of the activity page."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from editing.history import FieldChange


class Act(StrEnum):
    CREATED = "created"
    EDITED = "edited"
    REMOVED = "removed"
    RESTORED = "restored"
    PLACED = "placed"
    MOVED = "moved"
    STATUS = "status"
    CONSOLIDATION_BEGUN = "consolidation_begun"
    CONSOLIDATION_ENDED = "consolidation_ended"
    PROPOSED = "proposed"
    PROPOSED_NEW = "proposed_new"
    PROPOSED_REMOVAL = "proposed_removal"
    PROPOSED_MOVE = "proposed_move"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    REPLIED = "replied"
    RESOLVED = "resolved"
    FROZEN = "frozen"
    ADOPTED = "adopted"
    PUBLISHED = "published"


# Read on from the name of a person.
VERBS = {
    Act.CREATED: gettext_lazy("hat angelegt"),
    Act.EDITED: gettext_lazy("hat geändert"),
    Act.REMOVED: gettext_lazy("hat entfernt"),
    Act.RESTORED: gettext_lazy("hat aus dem Papierkorb geholt"),
    Act.PLACED: gettext_lazy("hat an eine andere Stelle gesetzt"),
    Act.MOVED: gettext_lazy("hat die Reihenfolge geändert"),
    Act.STATUS: gettext_lazy("hat den Stand auf „%(status)s“ gesetzt"),
    Act.CONSOLIDATION_BEGUN: gettext_lazy("führt die Texte zusammen"),
    Act.CONSOLIDATION_ENDED: gettext_lazy("hat die Texte wieder freigegeben"),
    Act.PROPOSED: gettext_lazy("schlägt eine Änderung vor"),
    Act.PROPOSED_NEW: gettext_lazy("schlägt etwas Neues vor unter"),
    Act.PROPOSED_REMOVAL: gettext_lazy("schlägt vor zu entfernen"),
    Act.PROPOSED_MOVE: gettext_lazy("schlägt vor zu verschieben"),
    Act.ACCEPTED: gettext_lazy("hat einen Vorschlag übernommen (%(status)s)"),
    Act.DECLINED: gettext_lazy("hat einen Vorschlag abgelehnt"),
    Act.WITHDRAWN: gettext_lazy("hat einen Vorschlag zurückgezogen"),
    Act.COMMENTED: gettext_lazy("hat kommentiert"),
    Act.REPLIED: gettext_lazy("hat auf einen Kommentar geantwortet"),
    Act.RESOLVED: gettext_lazy("hat ein Gespräch als erledigt markiert"),
    Act.FROZEN: gettext_lazy("hat einen Beschlussentwurf eingefroren"),
    Act.ADOPTED: gettext_lazy("hat den Beschluss des Rats eingetragen"),
    Act.PUBLISHED: gettext_lazy("hat veröffentlicht"),
}
# One click often does these to many texts; in the list they are one line.
JOINED = frozenset({Act.CREATED, Act.REMOVED, Act.RESTORED, Act.PLACED, Act.MOVED, Act.STATUS})
JOINED_WITHIN = timedelta(minutes=1)
# A longer line names the first ones and counts the rest.
THINGS_AT_MOST = 8


class Thing(Struct, frozen=True):
    """The text or version that something was done to. Without an address there is no page of it any more."""

    label: str
    address: str
    # The number with which the label begins, if it has one.
    number: str = ""
    # The same page, for mails.
    short_address: str = ""


class Happening(Struct, frozen=True):
    """One line: at `at`, the latest of what it joins (`begun_at` is the earliest)."""

    at: datetime
    begun_at: datetime
    by: str
    by_key: int | None
    act: Act
    things: tuple[Thing, ...]
    section: str
    # The status that a text or a proposal got.
    status: str = ""
    # What somebody wrote with it: a comment, a reason.
    text: str = ""
    changes: tuple[FieldChange, ...] = ()
    is_for_me: bool = False

    @property
    def verb(self) -> str:
        return str(VERBS[self.act]) % {"status": self.status}

    @property
    def first_things(self) -> tuple[Thing, ...]:
        return self.things[:THINGS_AT_MOST]

    @property
    def more_things(self) -> int:
        return max(0, len(self.things) - THINGS_AT_MOST)


class Section(Struct, frozen=True):
    """A theme field, or another part of the work, with what happened there, newest first."""

    key: str
    title: str
    address: str
    is_mine: bool
    happenings: tuple[Happening, ...] = ()


class Activity(Struct, frozen=True):
    """The happenings between two moments. `older_than` is set when there was more before what is shown."""

    sections: tuple[Section, ...]
    for_me: tuple[Happening, ...]
    count: int
    older_than: datetime | None = None


def activity(happenings: Iterable[Happening], sections: Sequence[Section], *, at_most: int) -> Activity:
    """The newest happenings in the order of the given sections, the person's own ones first."""
    lines = joined(happenings)
    shown = lines[:at_most]
    # What happened at one and the same moment is not torn apart: the next page begins before it.
    shown += [line for line in lines[at_most:] if line.at == shown[-1].at]
    filled = [
        Section(
            key=section.key,
            title=section.title,
            address=section.address,
            is_mine=section.is_mine,
            happenings=tuple(line for line in shown if line.section == section.key),
        )
        for section in sorted(sections, key=lambda section: not section.is_mine)
    ]
    return Activity(
        sections=tuple(section for section in filled if section.happenings),
        for_me=tuple(line for line in shown if line.is_for_me),
        count=len(shown),
        older_than=min(line.begun_at for line in shown) if len(shown) < len(lines) else None,
    )


def joined(happenings: Iterable[Happening]) -> list[Happening]:
    """Newest first; what one person did to many texts of a section within a moment becomes one line."""
    lines: list[Happening] = []
    latest: dict[tuple[object, ...], int] = {}
    for each in sorted(happenings, key=lambda happening: happening.at, reverse=True):
        same = (each.by_key, each.act, each.section, each.status, each.text)
        place = latest.get(same)
        if each.act in JOINED and place is not None and lines[place].begun_at - each.at <= JOINED_WITHIN:
            lines[place] = _together(lines[place], each)
        else:
            latest[same] = len(lines)
            lines.append(each)
    return lines


def _together(line: Happening, earlier: Happening) -> Happening:
    new = tuple(thing for thing in earlier.things if thing not in line.things)
    return Happening(
        at=line.at,
        begun_at=earlier.begun_at,
        by=line.by,
        by_key=line.by_key,
        act=line.act,
        things=new + line.things,
        section=line.section,
        status=line.status,
        text=line.text,
        is_for_me=line.is_for_me or earlier.is_for_me,
    )


def nobody() -> str:
    """The name for whoever did something without an account, such as beginning the strategy."""
    return _("Jemand ohne Konto")
