"""The story of a paper: draft, what each body made of it, adopted version. Pure: values in, values out.

`committees.council.story_facts` reads the values from the rows; pages and tags draw them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.choices import ADOPTING_OUTCOMES, AmendmentKind, ConsultationRole, Outcome, PaperState
from committees.council.vote_bar import Votes
from kern.quotes import inside_quotes
from strategy.choices import ElementKind
from strategy.document.document import ChapterEntry, ElementEntry, StrategicGoalEntry, StrategyDocument


class Entry(Struct, frozen=True):
    """One entry in the record of a body."""

    outcome: Outcome
    # The outcome as a body in this role calls it.
    word: str
    held_on: date
    majority: str
    votes: Votes | None
    wording: str
    recorded_at: datetime | None
    recorded_by: str
    # Why an entry replaces the one before it; empty for a first entry.
    reason: str

    @property
    def sentence(self) -> str:
        """ "einstimmig beschlossen", "vertagt"."""
        return f"{self.majority} {self.word}".strip()


class Change(Struct, frozen=True):
    """An amendment that a body accepted."""

    label: str
    kind: AmendmentKind
    element: str
    mover: str

    @property
    def sentence(self) -> str:
        sentences = {
            AmendmentKind.CHANGE: _("%(element)s: Text geändert"),
            AmendmentKind.ADD: _("%(element)s: neu aufgenommen"),
            AmendmentKind.WITHDRAW: _("%(element)s: gestrichen"),
        }
        return sentences[self.kind] % {"element": self.element}


class Step(Struct, frozen=True):
    """One step of the Beratungsfolge. `version` lay before the body, `resulting` is what its changes made of it."""

    body: str
    role: ConsultationRole
    planned: date | None
    agenda_number: str
    entry: Entry | None
    replaced: tuple[Entry, ...]
    changes: tuple[Change, ...]
    version: int | None
    resulting: int | None
    # What changed between the two, in words: "3 Ziele geändert".
    summary: str

    @property
    def day(self) -> date | None:
        return self.entry.held_on if self.entry else self.planned

    @property
    def decides(self) -> bool:
        return self.role == ConsultationRole.DECISION

    @property
    def has_changed_the_version(self) -> bool:
        return self.resulting is not None and self.resulting != self.version

    @property
    def has_adopted(self) -> bool:
        return self.decides and self.entry is not None and self.entry.outcome in ADOPTING_OUTCOMES


class Story(Struct, frozen=True):
    """A paper from the version that was submitted to the one that came of it."""

    paper: int
    reference: str
    kind: str
    subject: str
    lead_department: str
    state: PaperState
    state_since: date
    submitted: int | None
    version: int
    steps: tuple[Step, ...]
    # What changed between the submitted version and the one that came of it, in words.
    summary: str
    is_about_strategy: bool = True

    @property
    def was_changed(self) -> bool:
        return self.submitted is not None and self.submitted != self.version

    @property
    def is_adopted(self) -> bool:
        return self.state == PaperState.ADOPTED

    @property
    def ending(self) -> str:
        """The state of the story as one sentence."""
        if not self.is_about_strategy:
            return _("Die Vorlage zum Umsetzungsbericht ist %(state)s.") % {"state": self.state.label}
        version = {"version": self.version}
        if self.state == PaperState.ADOPTED and self.was_changed:
            return _("Beschlossen ist Fassung %(version)d, mit den Änderungen aus der Beratung.") % version
        sentences = {
            PaperState.PREPARED: _("Die Vorlage mit Fassung %(version)d ist noch nicht eingebracht."),
            PaperState.SUBMITTED: _("Fassung %(version)d ist in Beratung."),
            PaperState.ADOPTED: _("Beschlossen ist Fassung %(version)d, so wie sie eingebracht wurde."),
            PaperState.REJECTED: _("Fassung %(version)d ist abgelehnt."),
            PaperState.NOTED: _(
                "Fassung %(version)d ist zur Kenntnis genommen. Ein Beschluss ist das nicht."
            ),
            PaperState.WITHDRAWN: _("Die Vorlage ist zurückgezogen."),
        }
        return sentences[self.state] % version


def element_names(document: StrategyDocument) -> dict[UUID, str]:
    """The name of each element of a document in a sentence, by key: "Maßnahme 1.2.3.1 „Lesepaten“"."""
    return {entry.key: _entry_name(kind, entry) for kind, entry, _parents in document.walk()}


def name_of(
    key: UUID, kind: ElementKind, values: Mapping[str, object], documents: Iterable[StrategyDocument]
) -> str:
    """The name of an element in the first document that knows it, else from the values of an amendment."""
    for document in documents:
        names = element_names(document)
        if key in names:
            return names[key]
    return _name(kind, "", str(values.get("title") or values.get("short_title") or ""))


def _entry_name(kind: ElementKind, entry: ElementEntry) -> str:
    if isinstance(entry, ChapterEntry):
        return _("Kapitel „%(title)s“") % {"title": inside_quotes(entry.heading)}
    # A strategic goal has no title, and its statement is too long for a sentence.
    return _name(kind, entry.number, "" if isinstance(entry, StrategicGoalEntry) else entry.heading)


def _name(kind: ElementKind, number: str, title: str) -> str:
    words = [str(kind.label), number, _("„%(title)s“") % {"title": inside_quotes(title)} if title else ""]
    return " ".join(word for word in words if word)
