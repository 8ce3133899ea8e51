"""Parts that tables of goals and measures share: numbers say which row is meant and below what it stands."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from textwrap import shorten
from typing import Generic, TypeVar
from uuid import UUID

import msgspec
from django.db import IntegrityError
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from editing.exceptions import RuleBroken
from strategy.actions.elements import save_element
from strategy.actions.elements_in_bulk import create_elements
from strategy.actions.removal import remove_element
from strategy.choices import ThemeDecision
from strategy.document.document import MeasureEntry, OperationalGoalEntry
from strategy.document.tree import parent_kind
from strategy.models import Measure, OperationalGoal, SdgTarget, Strategy
from strategy.models.element import NumberedElementQuerySet
from strategy.models.kinds import GoalOrMeasure, goals_or_measures
from strategy.money import SOURCES, YEARLY
from strategy.permissions import is_open_to
from strategy.persons import Person
from tables.cells import normalised
from tables.codes import number_and_title, own_number
from tables.kinds.column import CellValue
from tables.kinds.kind import Access, Kind
from tables.kinds.recurring import FORMER_NUMBER_AT_MOST
from tables.matching import NEW, ForAll, Match, Matcher, Parent, text_of
from tables.persons import cells_of_persons, read_persons
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.stored import Written, packed_values
from tables.writing import Writer, named

# A row that another table names by its former number has a title at least so like the one there.
ALIKE = 0.6
LABEL_AT_MOST = 90
Numbered = TypeVar("Numbered", Measure, OperationalGoal)


class Beside(Struct, frozen=True):
    """What a row knows and no document does."""

    revision: int
    contacts: tuple[Person, ...]


class NumberedKind(Kind, Generic[Numbered]):
    """A kind whose rows hang below a goal. The column `goal_column` names it."""

    model: type[Numbered]
    is_draft = True
    rights_to_import = frozenset({Right.IMPORT_TABLES, Right.EDIT_GOALS})

    @property
    def above(self) -> NumberedElementQuerySet[GoalOrMeasure]:
        """The goals that rows of this kind stand below."""
        return goals_or_measures(parent_kind(self.model.kind))

    @abstractmethod
    def wrong_depth(self) -> str:
        """The reason why a number with more or fewer parts is wrong."""

    @abstractmethod
    def unknown_parent(self, number: str) -> str:
        """The reason why a row below a number that does not exist is wrong."""

    def parents(self) -> dict[str, Parent]:
        taken = self._taken_positions()
        goals = self.above.active().filter(
            **{f"{self.above.model.path_to_theme}__decision": ThemeDecision.SELECTED}
        )
        return {
            goal.number: Parent(
                key=str(goal.pk),
                number=goal.number,
                title=str(goal),
                taken=frozenset(taken[goal.pk]),
                statement=getattr(goal, "statement", ""),
                former_number=getattr(goal, "former_number", ""),
            )
            for goal in goals.with_ancestors()
        }

    def _taken_positions(self) -> dict[UUID, set[int]]:
        """The positions that removed rows keep, by the goal above. While drafting, they are given again."""
        taken: dict[UUID, set[int]] = defaultdict(set)
        strategy = Strategy.objects.current()
        if strategy is not None and strategy.has_fixed_numbers:
            retired = self.model.objects.filter(retired_at__isnull=False)
            for parent, position in retired.values_list(f"{self.model.parent_field}_id", "position"):
                taken[parent].add(position)
        return taken

    def access(self, user: User) -> Access:
        editable = self.model.objects.editable_by(user).values_list("pk", flat=True)
        open_parents = self.above.open_to(user).values_list("pk", flat=True)
        return Access(
            editable=frozenset(map(str, editable)),
            open_parents=frozenset(map(str, open_parents)),
            reason=_why_locked(Strategy.objects.current()),
        )

    def allowed(self, for_all: ForAll, user: User) -> ForAll:
        below = {key for key, _label in self.goal_choices(user)}
        above = {key for key, _label in self.goals_kind.goal_choices(user)} if self.goals_kind else set()
        return ForAll(
            parent=for_all.parent if for_all.parent in below else "",
            goals_below=for_all.goals_below if for_all.goals_below in above else "",
            unclear=for_all.unclear,
        )

    def goal_choices(self, user: User) -> tuple[tuple[str, str], ...]:
        goals = self.above.open_to(user).in_chosen_themes().with_ancestors()
        return tuple(
            (str(goal.pk), f"{goal.number} {shorten(str(goal), LABEL_AT_MOST, placeholder=' …')}")
            for goal in goals
        )

    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> Matcher:
        return NumberedMatcher(self, existing, parents, for_all)

    def history(self) -> "Manager[Model]":
        found: Manager[Model] = self.model.history
        return found

    def beside_the_document(self) -> dict[UUID, Beside]:
        """What the document does not know of its goals or measures, by their keys (1 query)."""
        rows = self.model.objects.active().values_list("pk", "revision", "contacts")
        return {key: Beside(revision=revision, contacts=contacts) for key, revision, contacts in rows}


def numbered_row(
    entry: MeasureEntry | OperationalGoalEntry,
    title: str,
    beside: Mapping[UUID, Beside],
    values: dict[str, CellValue],
) -> TableRow:
    """A goal or measure of the document as a row of a table."""
    own = beside[entry.key]
    return TableRow(
        key=str(entry.key),
        number=entry.number,
        title=title,
        revision=own.revision,
        values=as_cells({**values, "contacts": cells_of_persons(own.contacts)}),
    )


def _why_locked(strategy: Strategy | None) -> str:
    if strategy is not None and strategy.is_submitted:
        return _("Die Strategie liegt als Vorlage %(paper)s den Gremien vor. Ihre Texte ruhen.") % {
            "paper": strategy.submitted_paper
        }
    return _("Dieses Themenfeld wird gerade zusammengeführt. Nur die Koordination ändert es jetzt.")


class Goal(Struct, frozen=True):
    """The goal that a cell names: one that there is, or the text that names none, or several.

    `number` is the one of the cell; with an `is_unknown` number and nothing else the cell names a goal that is missing.
    """

    parent: Parent | None = None
    text: str = ""
    number: str = ""
    is_unknown: bool = False
    is_unclear: bool = False
    doubt: str = ""


class NumberedMatcher(Matcher):
    """Finds goals and measures by their number first, then by the one of a former list, then by their title."""

    def __init__(
        self,
        kind: NumberedKind[Measure] | NumberedKind[OperationalGoal],
        existing: Iterable[TableRow],
        parents: Mapping[str, Parent],
        for_all: ForAll,
    ) -> None:
        super().__init__(existing, title_column=kind.title_column, for_all=for_all)
        self.kind, self.parents = kind, parents
        self.parts = len(kind.model.number_lookups)
        self.by_number = {row.number: row for row in self.by_key.values()}
        self.by_former: dict[str, list[TableRow]] = defaultdict(list)
        for row in self.by_key.values():
            self.by_former[normalised(text_of(row.values, "former_number"))].append(row)
        self.goals: dict[str, dict[str, Parent]] = defaultdict(dict)
        for parent in parents.values():
            for name in (parent.title, parent.statement, parent.former_number):
                self.goals[normalised(name)][parent.key] = parent
        for without in (self.by_former, self.goals):
            without.pop("", None)

    def settled(self, values: Mapping[str, CellValue], decision: str = "") -> dict[str, CellValue]:
        """The values of a row; a number that is not one of ours is that of a former list."""
        typed = text_of(values, "number")
        number = own_number(typed, self.parts)
        is_ours = bool(number) and (decision != NEW or self._refused_number(number) is None)
        former = text_of(values, "former_number")
        if not typed or is_ours:
            return {**values, "number": number} if typed else dict(values)
        if len(typed) > FORMER_NUMBER_AT_MOST or former not in ("", typed):
            return dict(values)
        others = {name: value for name, value in values.items() if name != "number"}
        above = number.rpartition(".")[0]
        if above in self.parents and not text_of(values, self.kind.goal_column):
            others[self.kind.goal_column] = above
        return {**others, "former_number": typed}

    def match(self, values: Mapping[str, CellValue]) -> Match:
        number, title = text_of(values, "number"), text_of(values, self.title_column)
        if number and not own_number(number, self.parts):
            return Match(reason=self.kind.wrong_depth(), column="number")
        goal = self._goal(text_of(values, self.kind.goal_column))
        match = self._match(number, title, goal, text_of(values, "former_number"))
        return self._with_doubt(match, goal)

    def _match(self, number: str, title: str, goal: Goal, former_number: str) -> Match:
        above = number.rpartition(".")[0]
        if number and goal.number and goal.number != above:
            return Match(
                reason=_("Die Nummer %(number)s liegt nicht unter %(parent)s.")
                % {"number": number, "parent": goal.number},
                column=self.kind.goal_column,
            )
        namesakes = self.namesakes(title) if title else ()
        if number in self.by_number:
            return self._match_found(self.by_number[number], namesakes)
        former = self._match_former(former_number, title, namesakes)
        if former is not None:
            return former
        if number and above not in self.parents:
            return Match(reason=self.kind.unknown_parent(above), column="number", is_asked=True)
        if goal.is_unknown:
            reason = self.kind.unknown_parent(goal.number or goal.text)
            return Match(reason=reason, column=self.kind.goal_column, is_asked=True)
        parent = self.parents.get(above) or goal.parent
        if parent is not None:
            namesakes = [row for row in namesakes if row.number.rpartition(".")[0] == parent.number]
        if namesakes:
            return self.one_of(namesakes)
        refused = self._refused_number(number) if number else None
        return refused or self._new(parent, goal)

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        number = text_of(values, "number")
        # The number of a row that exists cannot be that of a new one; where it belongs can be read from it.
        above = number.rpartition(".")[0]
        goal = self._goal(text_of(values, self.kind.goal_column))
        return self._with_doubt(self._new(self.parents.get(above) or goal.parent, goal), goal)

    def _with_doubt(self, match: Match, goal: Goal) -> Match:
        """The meaning of a row, with what its cell of the goal says otherwise."""
        row = self.by_key.get(match.key)
        if row is None or not goal.text:
            return msgspec.structs.replace(match, doubt=goal.doubt)
        above = self.parents.get(row.number.rpartition(".")[0])
        if above is None or (goal.parent is not None and goal.parent.key == above.key):
            return match
        doubt = _("Der Eintrag steht unter %(number)s „%(title)s“ und bleibt dort.") % {
            "number": above.number,
            "title": above.title,
        }
        return msgspec.structs.replace(match, doubt=doubt)

    def _goal(self, text: str) -> Goal:
        """The goal that a cell names by its number, its title, its statement or the number of a former list."""
        if not text:
            return Goal()
        number, title = number_and_title(text)
        if number in self.parents:
            parent = self.parents[number]
            is_same = not title or parent.key in self.goals.get(normalised(title), {})
            doubt = (
                ""
                if is_same
                else _("Gelesen als %(number)s „%(title)s“.")
                % {
                    "number": number,
                    "title": parent.title,
                }
            )
            return Goal(parent=parent, text=text, number=number, doubt=doubt)
        found: dict[str, Parent] = {}
        for name in (text, title, number):
            found = found or self.goals.get(normalised(name), {})
        if len(found) == 1:
            (parent,) = found.values()
            return Goal(parent=parent, text=text, number=parent.number)
        is_unknown = not any(map(str.isalpha, title if number else text))
        return Goal(
            text=text, number=number if is_unknown else "", is_unknown=is_unknown, is_unclear=bool(found)
        )

    def _match_found(self, found: TableRow, namesakes: Sequence[TableRow]) -> Match:
        """The row with the number, unless the title is that of others only."""
        others = [row for row in namesakes if row.key != found.key]
        return self.several([found, *others]) if others and found not in namesakes else Match(key=found.key)

    def _match_former(self, former: str, title: str, namesakes: Sequence[TableRow]) -> Match | None:
        """The row with the number of a former list; another list may count in the same way."""
        rows = self.by_former.get(normalised(former), ()) if former else ()
        if not rows:
            return None
        same = [row for row in rows if row in namesakes]
        if same:
            return self.one_of(same)
        if len(rows) == 1 and (not title or _is_alike(title, rows[0].title)):
            return self._match_found(rows[0], namesakes)
        return self.several([*rows, *(row for row in namesakes if row not in rows)])

    def _refused_number(self, number: str) -> Match | None:
        """The reason why no new row can have a number of ours: nothing is there, or nothing more comes there."""
        if number in self.by_number:
            return None
        above, _point, last = number.rpartition(".")
        if above not in self.parents:
            reason = self.kind.unknown_parent(above)
        elif int(last) == 0:
            reason = _("Nummern beginnen mit 1.")
        elif int(last) in self.parents[above].taken:
            reason = _("Die Nummer %s ist vergeben: Sie gehört zu etwas, das entfernt wurde.") % number
        else:
            return None
        return Match(reason=reason, column="number", is_asked=True)

    def _new(self, parent: Parent | None, goal: Goal) -> Match:
        """A new row: below its goal, below the one for all, below one that is made, or waiting for one."""
        if parent is not None:
            return Match(parent_key=parent.key)
        is_text = bool(goal.text) and not goal.is_unknown
        if is_text and not goal.is_unclear and self.for_all.goals_below:
            return Match(new_parent=goal.text)
        # What names a goal does not belong to the one for all that name none.
        if not is_text and self.for_all.parent:
            return Match(parent_key=self.for_all.parent, lacks_goal=True)
        return Match(in_tray=True, lacks_goal=not is_text)

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        number = text_of(values, "number")
        own = [("number", number)] if number and number not in self.by_number else []
        above = (match.new_parent, text_of(values, "former_number"))
        titles = (
            (*identity, *map(normalised, above))
            for identity in super().new_identities(match, values, decision, line)
        )
        return [*own, *titles]


def _is_alike(title: str, other: str) -> bool:
    """Say whether one title may be the other, reworded."""
    return SequenceMatcher(None, normalised(title), normalised(other)).ratio() >= ALIKE


class NumberedWriter(Writer[Numbered]):
    """Writes goals or measures; new ones are written together, however many there are."""

    def __init__(self, kind: NumberedKind[Numbered], *, by: User, at: datetime) -> None:
        super().__init__(by=by, at=at)
        self.kind: NumberedKind[Numbered] = kind
        self.targets: dict[str, SdgTarget] = {}
        self.parents: dict[str, GoalOrMeasure] = {}
        self.open: dict[str, bool] = {}

    def lockable(self) -> "QuerySet[Numbered]":
        locked = self.kind.model.objects.select_for_update(of=("self",))
        found: QuerySet[Numbered] = (
            locked.with_ancestors()
            .select_related(self.kind.model.responsible_field)
            .prefetch_related("sdg_targets", "participants")
        )
        return found

    def look_up(self) -> None:
        self.targets = {target.code: target for target in SdgTarget.objects.all()}
        self.parents = {str(goal.pk): goal for goal in self.kind.above.active().with_ancestors()}

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        found = super().fields(values)
        names = values.get("participants")
        if isinstance(names, tuple):
            found["participants"] = list(names)
        persons = values.get("contacts")
        if isinstance(persons, tuple):
            found["contacts"] = read_persons("; ".join(persons))
        codes = values.get("sdg_targets")
        if isinstance(codes, tuple):
            found["sdg_targets"] = [named(self.targets, code) for code in codes]
        return found

    def held(self, row: Numbered, name: str) -> CellValue:
        if name == "sdg_targets":
            return tuple(sorted(target.code for target in row.sdg_targets.all()))
        if name == "participants":
            return tuple(sorted(map(str, row.participants.all())))
        if name == "contacts":
            return cells_of_persons(row.contacts)
        if name == row.responsible_field:
            return str(getattr(row, name) or "")
        value: CellValue = getattr(row, name)
        return value

    def revision_of(self, row: Numbered) -> int:
        return row.revision

    def is_gone(self, row: Numbered) -> bool:
        return row.retired_at is not None

    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        below = [(self._open_parent(row), self.fields(row.values)) for row in rows]
        try:
            created = create_elements(model=self.kind.model, rows=below, by=self.by)
        except IntegrityError as error:
            raise RuleBroken(_("Eine der neuen Zeilen verletzt eine Regel der Datenbank.")) from error
        return {
            row.line: {
                "key": str(element.pk),
                "revision": element.revision,
                "invited": "",
                "after": packed_values(_as_held(row.values)),
            }
            for row, element in zip(rows, created, strict=True)
        }

    def _open_parent(self, row: PreviewRow) -> GoalOrMeasure:
        parent = self.parents.get(row.parent_key)
        if parent is not None and row.parent_key not in self.open:
            # Asked once for each goal, not for each of its many rows.
            self.open[row.parent_key] = is_open_to(self.by, parent)
        if parent is None or not self.open[row.parent_key]:
            raise RuleBroken(_("Zeile %d: An dieser Stelle dürfen Sie nichts mehr anlegen.") % row.line)
        return parent

    def save(self, current: Numbered, values: Mapping[str, object], revision: int) -> Numbered:
        saved: Numbered = save_element(element=current, values=values, revision=revision, by=self.by)
        return saved

    def remove(self, row: Numbered, written: Written) -> str:
        if not is_open_to(self.by, row):
            raise RuleBroken(_("„%s“ dürfen Sie gerade nicht entfernen.") % row)
        remove_element(element=row, by=self.by, at=self.at)
        return ""


def _as_held(values: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """The values of a new row as `held` gives them, without asking the database for each."""
    return {name: _as_held_value(name, value) for name, value in values.items()}


def _as_held_value(name: str, value: CellValue) -> CellValue:
    if not isinstance(value, tuple) or name in (YEARLY, SOURCES, "contacts"):
        return value
    return tuple(sorted(value)) if name in ("sdg_targets", "participants") else ", ".join(value)
