"""Which tables there are to take away, and what stands in them."""

from collections.abc import Callable
from uuid import UUID

import msgspec
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from exports.spreadsheets import Sheet
from strategy.document.document import MeasureEntry, ThemeSection
from strategy.document.resources import Resources, resources_of
from strategy.inventory.bracket import Inventory, bracket_of
from strategy.inventory.evaluation import inventory_of
from strategy.models import Strategy
from tables.kinds.concepts import CONCEPTS
from tables.kinds.departments import DEPARTMENTS
from tables.kinds.indicator_values import INDICATOR_VALUES
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.rows import TableRow
from tables.sections import goals_in, sections_now
from tables.sheets.of_discussion import comment_sheet, log_sheet, proposal_sheet
from tables.sheets.of_inventory import bracket_sheet, extract_sheet
from tables.sheets.of_kinds import kind_sheet
from tables.sheets.of_monitoring import implementation_sheet
from tables.sheets.of_strategy import resource_sheets, sdg_sheet, strategic_goal_sheet, unplaced_sheet


class TableName(TextChoices):
    """The tables, by the words in their addresses and in the names of the files."""

    MEASURES = "massnahmen", _("Maßnahmen")
    STRATEGIC_GOALS = "strategische-ziele", _("Strategische Ziele")
    OPERATIONAL_GOALS = "operative-ziele", _("Operative Ziele")
    RESOURCES = "ressourcen", _("Ressourcen je Fachbereich und Jahr")
    UNPLACED = "ressourcen-nicht-enthalten", _("In den Ressourcen nicht enthalten")
    SDG = "sdg-bezuege", _("Bezüge zur Agenda 2030")
    CONCEPTS = "konzepte", _("Konzepte")
    EXTRACTS = "fundstellen", _("Fundstellen")
    BRACKET = "klammer", _("Klammer: Konzepte und Themenfelder")
    COMMENTS = "kommentare", _("Kommentare")
    PROPOSALS = "vorschlaege", _("Vorschläge")
    LOG = "aktivitaet", _("Aktivität")
    IMPLEMENTATION = "umsetzung", _("Umsetzung: Stand der Maßnahmen")
    INDICATOR_VALUES = "indikatorwerte", _("Werte der Indikatoren")
    MEMBERS = "mitglieder", _("Mitglieder")
    DEPARTMENTS = "fachbereiche", _("Fachbereiche und Stellen")


class Scope(Struct, frozen=True):
    """The person who asks, and the theme field and department to which the table is narrowed.

    `chosen` are the keys of the rows that a list of them shows, None is all; `spoken` says by what they are chosen.
    """

    user: User
    strategy: Strategy
    theme: UUID | None = None
    department: str = ""
    chosen: frozenset[str] | None = None
    spoken: str = ""

    def sections(self) -> tuple[ThemeSection, ...]:
        return sections_now(self.theme)

    def theme_number(self) -> str | None:
        """The number of the theme field in the working draft, which keeps that of the adopted one."""
        return self.sections()[0].number if self.theme else None

    def rows(self, kind: Kind) -> tuple[TableRow, ...]:
        rows = kind.rows(user=self.user, theme=self.theme)
        return tuple(
            row
            for row in rows
            if self.department in ("", row.values.get("department"))
            and (self.chosen is None or row.key in self.chosen)
        )

    def measures(self) -> tuple[MeasureEntry, ...]:
        found = (measure for goal in goals_in(self.sections()) for measure in goal.measures)
        return tuple(measure for measure in found if self.department in ("", measure.department))

    def inventory(self) -> Inventory:
        return narrowed(inventory_of(self.strategy), self.theme, self.department)

    def resources(self) -> Resources:
        return resources_of(self.measures(), until=last_year(self.strategy))


class Table(Struct, frozen=True):
    """A table one can take away. Only `filters` narrow it; `kind` is set where it can be read back."""

    name: TableName
    build: Callable[[Scope], tuple[Sheet, ...]]
    about: Promise
    filters: frozenset[str] = frozenset()
    kind: Kind | None = None
    right: Right = Right.READ_WORKSPACE
    # Whether the strategy itself is in it, which nobody has adopted yet as it stands there.
    is_draft: bool = True


def last_year(strategy: Strategy) -> int:
    return strategy.period_end or strategy.target_year


def narrowed(inventory: Inventory, theme: UUID | None, department: str) -> Inventory:
    """The concepts of a department, with the extracts of a theme field."""
    concepts = (
        msgspec.structs.replace(
            concept,
            extracts=tuple(
                extract for extract in concept.extracts if theme is None or theme in extract.fields
            ),
        )
        for concept in inventory.concepts
        if department in ("", concept.department)
    )
    return msgspec.structs.replace(inventory, concepts=tuple(concepts), contradictions=())


def _of_kind(kind: Kind) -> Table:
    return Table(
        name=TableName(kind.slug),
        build=lambda scope: (kind_sheet(kind, scope.rows(kind)),),
        about=kind.about,
        filters=kind.narrowed_by,
        kind=kind,
        right=kind.right_to_read,
        is_draft=kind.is_draft,
    )


BOTH, THEME, DEPARTMENT = frozenset({"theme", "department"}), frozenset({"theme"}), frozenset({"department"})
TABLES = (
    _of_kind(MEASURES),
    Table(
        name=TableName.STRATEGIC_GOALS,
        build=lambda scope: (strategic_goal_sheet(scope.sections()),),
        filters=THEME,
        about=_("Die Zielaussagen mit ihren Bezügen zu SDG, DNS und NHS."),
    ),
    _of_kind(OPERATIONAL_GOALS),
    Table(
        name=TableName.RESOURCES,
        build=lambda scope: resource_sheets(scope.resources(), until=last_year(scope.strategy)),
        filters=BOTH,
        about=_("Summen für Personal, laufende Kosten und Investitionen."),
    ),
    Table(
        name=TableName.UNPLACED,
        build=lambda scope: (unplaced_sheet(scope.resources()),),
        filters=BOTH,
        about=_("Maßnahmen ohne Zeitraum oder Beträge, mit dem Grund."),
    ),
    Table(
        name=TableName.SDG,
        build=lambda scope: (sdg_sheet(scope.sections()),),
        filters=THEME,
        about=_("Je Zeile ein Ziel oder eine Maßnahme und ein SDG-Unterziel."),
    ),
    _of_kind(CONCEPTS),
    Table(
        name=TableName.EXTRACTS,
        build=lambda scope: (extract_sheet(scope.inventory(), sections_now()),),
        filters=BOTH,
        about=_("Was in den Konzepten gefunden wurde und was daraus geworden ist."),
    ),
    Table(
        name=TableName.BRACKET,
        build=lambda scope: (bracket_sheet(bracket_of(scope.inventory())),),
        filters=DEPARTMENT,
        about=_("Wie viele Fundstellen jedes Konzept je Themenfeld hat und wie viele aufgenommen sind."),
    ),
    Table(
        name=TableName.COMMENTS,
        build=lambda scope: (comment_sheet(scope.theme),),
        filters=THEME,
        about=_("Alle Gespräche mit ihrem Ziel oder ihrer Maßnahme und ob sie erledigt sind."),
        is_draft=False,
    ),
    Table(
        name=TableName.PROPOSALS,
        build=lambda scope: (proposal_sheet(scope.theme),),
        filters=THEME,
        about=_("Was vorgeschlagen ist, von wem, und was daraus geworden ist."),
        is_draft=False,
    ),
    Table(
        name=TableName.LOG,
        build=lambda scope: (log_sheet(timezone.now()),),
        about=_(
            "Wer wann was angelegt, geändert, vorgeschlagen oder kommentiert hat: die neuesten 2.000 Einträge."
        ),
        is_draft=False,
    ),
    Table(
        name=TableName.IMPLEMENTATION,
        build=lambda scope: (implementation_sheet(scope.theme_number()),),
        filters=THEME,
        about=_("Wo jede beschlossene Maßnahme steht, warum, und was als Nächstes kommt."),
        is_draft=False,
    ),
    _of_kind(INDICATOR_VALUES),
    _of_kind(MEMBERS),
    _of_kind(DEPARTMENTS),
)


def tables_for(user: User) -> tuple[Table, ...]:
    return tuple(table for table in TABLES if user.has_right(table.right))
