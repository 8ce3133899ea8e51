"""Parts that tables of goals and measures share: numbers say which row is meant and below what it stands."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

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
from strategy.permissions import is_open_to
from tables.kinds.column import CellValue
from tables.kinds.kind import Access, Kind
from tables.matching import Match, Matcher, Parent, text_of
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.stored import Written, packed_values
from tables.writing import Writer, named

Numbered = TypeVar("Numbered", Measure, OperationalGoal)


class NumberedKind(Kind, Generic[Numbered]):
    """A kind whose rows hang below a goal. The column `above_column` holds its number."""

    model: type[Numbered]
    above_column: ClassVar[str]
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

    @abstractmethod
    def missing_parent(self) -> str:
        """The reason why a new row without a place is wrong."""

    def parents(self) -> dict[str, Parent]:
        taken = self._taken_positions()
        goals = self.above.active().filter(
            **{f"{self.above.model.path_to_theme}__decision": ThemeDecision.SELECTED}
        )
        return {
            goal.number: Parent(
                key=str(goal.pk), number=goal.number, title=str(goal), taken=frozenset(taken[goal.pk])
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

    def matcher(self, existing: Sequence[TableRow], parents: Mapping[str, Parent]) -> Matcher:
        return NumberedMatcher(self, existing, parents)

    def history(self) -> "Manager[Model]":
        found: Manager[Model] = self.model.history
        return found

    def revisions(self) -> dict[UUID, int]:
        return dict(self.model.objects.active().values_list("pk", "revision"))


def numbered_row(
    entry: MeasureEntry | OperationalGoalEntry,
    title: str,
    revisions: Mapping[UUID, int],
    values: dict[str, CellValue],
) -> TableRow:
    """A goal or measure of the document as a row of a table."""
    return TableRow(
        key=str(entry.key),
        number=entry.number,
        title=title,
        revision=revisions[entry.key],
        values=as_cells(values),
    )


def _why_locked(strategy: Strategy | None) -> str:
    if strategy is not None and strategy.is_submitted:
        return _("Die Strategie liegt als Vorlage %(paper)s den Gremien vor. Ihre Texte ruhen.") % {
            "paper": strategy.submitted_paper
        }
    return _("Dieses Themenfeld wird gerade zusammengeführt. Nur die Koordination ändert es jetzt.")


class NumberedMatcher(Matcher):
    """Finds goals and measures by their number first, then by their title."""

    def __init__(
        self,
        kind: NumberedKind[Measure] | NumberedKind[OperationalGoal],
        existing: Iterable[TableRow],
        parents: Mapping[str, Parent],
    ) -> None:
        super().__init__(existing, title_column=kind.title_column)
        self.kind, self.parents = kind, parents
        self.by_number = {row.number: row for row in self.by_key.values()}

    def match(self, values: Mapping[str, CellValue]) -> Match:
        number, parent_number = text_of(values, "number"), text_of(values, self.kind.above_column)
        title = text_of(values, self.title_column)
        if number and number.count(".") + 1 != len(self.kind.model.number_lookups):
            return Match(reason=self.kind.wrong_depth(), column="number")
        above = number.rpartition(".")[0] or parent_number
        if number and parent_number and above != parent_number:
            return Match(
                reason=_("Die Nummer %(number)s liegt nicht unter %(parent)s.")
                % {"number": number, "parent": parent_number},
                column=self.kind.above_column,
            )
        namesakes = self.namesakes(title) if title else ()
        if number in self.by_number:
            return self._match_found(self.by_number[number], namesakes)
        if above and above not in self.parents:
            column = "number" if number else self.kind.above_column
            return Match(reason=self.kind.unknown_parent(above), column=column)
        if above:
            namesakes = [row for row in namesakes if row.number.rpartition(".")[0] == above]
        if namesakes:
            return self.one_of(namesakes)
        if not above:
            return Match(reason=self.kind.missing_parent(), column=self.kind.above_column)
        return self._new_below(self.parents[above], number)

    def _match_found(self, found: TableRow, namesakes: Sequence[TableRow]) -> Match:
        """The row with the number, unless the title is that of others only."""
        others = [row for row in namesakes if row.key != found.key]
        return self.several([found, *others]) if others and found not in namesakes else Match(key=found.key)

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        number = text_of(values, "number")
        # The number of a row that exists cannot be that of a new one; where it belongs can be read from it.
        above = number.rpartition(".")[0] or text_of(values, self.kind.above_column)
        if above not in self.parents:
            reason = self.kind.unknown_parent(above) if above else self.kind.missing_parent()
            return Match(reason=reason, column=self.kind.above_column)
        return self._new_below(self.parents[above], "" if number in self.by_number else number)

    def _new_below(self, parent: Parent, number: str) -> Match:
        if number:
            position = int(number.rpartition(".")[2])
            if position == 0:
                return Match(reason=_("Nummern beginnen mit 1."), column="number")
            if position in parent.taken:
                return Match(
                    reason=_("Die Nummer %s ist vergeben: Sie gehört zu etwas, das entfernt wurde.") % number,
                    column="number",
                )
        return Match(parent_key=parent.key)

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        number = text_of(values, "number")
        own = [("number", number)] if number and number not in self.by_number else []
        return [*own, *super().new_identities(match, values, decision, line)]


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
        found: QuerySet[Numbered] = locked.with_ancestors().prefetch_related("sdg_targets")
        return found

    def look_up(self) -> None:
        self.targets = {target.code: target for target in SdgTarget.objects.all()}
        self.parents = {str(goal.pk): goal for goal in self.kind.above.active().with_ancestors()}

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        found = super().fields(values)
        codes = values.get("sdg_targets")
        if isinstance(codes, tuple):
            found["sdg_targets"] = [named(self.targets, code) for code in codes]
        return found

    def held(self, row: Numbered, name: str) -> CellValue:
        if name == "sdg_targets":
            return tuple(sorted(target.code for target in row.sdg_targets.all()))
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
    if isinstance(value, tuple):
        return tuple(sorted(value)) if name == "sdg_targets" else ", ".join(value)
    return value
