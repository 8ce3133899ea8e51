"""Tables of departments and external bodies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Right
from strategy.actions.departments import (
    can_be_removed,
    create_department,
    department_named,
    remove_department,
    save_department,
)
from strategy.department_names import normal
from strategy.departments import Directory
from strategy.models import Department
from strategy.models.departments import NAME_AT_MOST, DepartmentKind
from tables.choices import CellType, TableKind
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.recurring import pairs
from tables.matching import ForAll, Match, Matcher, Parent, text_of
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.rules import BrokenRule, in_order
from tables.stored import Written
from tables.writing import Writer


class DepartmentTables(Kind):
    choice = TableKind.DEPARTMENTS
    slug = "fachbereiche"
    about = gettext_lazy("Fachbereiche und externe Stellen mit Kurznamen, Postfach und Ansprechperson.")
    narrowed_by = frozenset()
    rights_to_import = frozenset({Right.IMPORT_TABLES, Right.MANAGE_DEPARTMENTS})
    identifying = locating = frozenset({"short_name", "name"})
    title_column = "name"

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return department_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        rows = Department.objects.readable_by(user).proper().select_related("parent")
        return tuple(map(_row, rows.prefetch_related("former_spellings")))

    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> Matcher:
        return DepartmentMatcher(existing, title_column=self.title_column, for_all=for_all)

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt dieselbe Stelle.") % line

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        found = in_order(
            values, "active_from", "active_until", _("Die Stelle ist aufgelöst, bevor sie besteht.")
        )
        if values.get("parent") and values.get("parent") == values.get("name"):
            return (*found, ("parent", _("Eine Stelle kann nicht zu sich selbst gehören.")))
        return found

    def writer(self, *, by: User, at: datetime) -> "DepartmentWriter":
        return DepartmentWriter(by=by, at=at)

    def history(self) -> "Manager[Model]":
        found: Manager[Model] = Department.history
        return found


class DepartmentMatcher(Matcher):
    """Finds departments by their name, their short name or a former spelling, however they are written."""

    def __init__(self, existing: Iterable[TableRow], *, title_column: str, for_all: ForAll) -> None:
        super().__init__(existing, title_column=title_column, for_all=for_all)
        self.by_name: dict[str, dict[str, TableRow]] = defaultdict(dict)
        for row in self.by_key.values():
            former = row.values["former_spellings"]
            names = (text_of(row.values, "name"), text_of(row.values, "short_name"))
            for name in (*names, *(former if isinstance(former, tuple) else ())):
                self.by_name[normal(name)][row.key] = row
        self.by_name.pop("", None)

    def match(self, values: Mapping[str, CellValue]) -> Match:
        """A name and a short name that mean two departments are asked about, and so is a name that two have."""
        found: dict[str, TableRow] = {}
        for column in ("name", "short_name"):
            found |= self.by_name.get(normal(text_of(values, column)), {})
        return self.one_of(list(found.values()))

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        for column in ("name", "short_name"):
            text = text_of(values, column)
            if text and any(text_of(row.values, column) == text for row in self.by_key.values()):
                return Match(reason=_("So heißt schon eine andere Stelle."), column=column)
        return Match()

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        names = {normal(text_of(values, column)) for column in ("name", "short_name")} - {""}
        return [("name", name) for name in sorted(names)]


class DepartmentWriter(Writer[Department]):
    """Writes departments."""

    def __init__(self, *, by: User, at: datetime) -> None:
        super().__init__(by=by, at=at)
        # Those that another row has named before their own one came.
        self.named_before: dict[str, Department] = {}

    def lockable(self) -> "QuerySet[Department]":
        locked = Department.objects.select_for_update(of=("self",))
        found: QuerySet[Department] = locked.select_related("parent")
        return found

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        found = super().fields(values)
        if "parent" in values:
            found["parent"] = self._above(text_of(values, "parent"))
        return found

    def _above(self, name: str) -> Department | None:
        if not name:
            return None
        # Read anew: rows before this one may have added it.
        known = Directory().find(name)
        if known is None:
            known = self.named_before[name] = department_named(name, by=self.by)
        return known

    def held(self, row: Department, name: str) -> CellValue:
        if name == "parent":
            return str(row.parent or "")
        value: CellValue = getattr(row, name)
        return value

    def revision_of(self, row: Department) -> int:
        return row.revision

    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        return self.one_by_one(rows, self._create)

    def _create(self, row: PreviewRow) -> Written:
        values = self.fields(row.values)
        named = self.named_before.pop(text_of(row.values, "name"), None)
        created = (
            create_department(values=values, by=self.by)
            if named is None
            else save_department(department=named, values=values, revision=named.revision, by=self.by)
        )
        return {
            "key": str(created.pk),
            "revision": created.revision,
            "invited": "",
            "after": self.state_of(created, row.values),
        }

    def save(self, current: Department, values: Mapping[str, object], revision: int) -> Department:
        return save_department(department=current, values=values, revision=revision, by=self.by)

    def remove(self, row: Department, written: Written) -> str:
        if not can_be_removed(row):
            return _("„%s“ bleibt verzeichnet, weil etwas diese Stelle nennt.") % row
        remove_department(department=row, by=self.by)
        return ""


DEPARTMENTS = DepartmentTables()


def department_columns(lists: Lists) -> tuple[Column, ...]:
    text = CellType.TEXT
    return (
        Column(
            name="short_name",
            heading=_("Kurzname"),
            type=text,
            aliases=("Kürzel", "Abkürzung", "Kurzbezeichnung"),
            at_most=40,
            explanation=_("Zum Beispiel: FB 33. Auch daran wird die Stelle erkannt."),
        ),
        Column(
            name="name",
            heading=_("Name"),
            type=text,
            aliases=("Bezeichnung", "Fachbereich", "Amt", "Stelle", "Organisationseinheit", "Dienststelle"),
            required=True,
            at_most=NAME_AT_MOST,
            explanation=_("So steht sie in der Strategie, zum Beispiel: FB 33 - Kultur."),
        ),
        Column(
            name="kind",
            heading=_("Art"),
            type=CellType.CHOICE,
            aliases=("Art der Stelle",),
            choices=pairs(DepartmentKind),
            synonyms=(("intern", "internal"), ("fachbereich", "internal"), ("extern", "external")),
            empty_says_nothing=True,
            explanation=_("Gehört sie zur Verwaltung oder nicht?"),
        ),
        Column(
            name="parent",
            heading=_("gehört zu"),
            type=text,
            aliases=("Übergeordnete Stelle", "Dezernat", "Übergeordnet"),
            names=lists.departments,
            at_most=NAME_AT_MOST,
            explanation=_("Die Stelle darüber, zum Beispiel das Dezernat: Name oder Kurzname."),
        ),
        Column(
            name="mailbox",
            heading=_("E-Mail-Postfach"),
            type=CellType.EMAIL,
            aliases=("Postfach", "E-Mail", "E-Mail-Adresse", "Funktionspostfach"),
            at_most=254,
            explanation=_("Das gemeinsame Postfach, zum Beispiel kultur@herne.example."),
        ),
        Column(
            name="contact",
            heading=_("Ansprechperson"),
            type=text,
            aliases=("Leitung", "Ansprechpartner", "Ansprechpartnerin", "Kontakt"),
            at_most=200,
            explanation=_("Wen man fragt. Das bleibt im Arbeitsbereich."),
        ),
        Column(
            name="deputy",
            heading=_("Vertretung"),
            type=text,
            aliases=("Stellvertretung", "Stellvertretende Leitung"),
            at_most=200,
            explanation=_("Wen man sonst fragt. Auch das bleibt im Arbeitsbereich."),
        ),
        Column(
            name="active_from",
            heading=_("besteht seit"),
            type=CellType.DATE,
            aliases=("seit", "gültig ab"),
            explanation=_("Von wann an es die Stelle gibt, zum Beispiel 01.01.2024."),
        ),
        Column(
            name="active_until",
            heading=_("aufgelöst zum"),
            type=CellType.DATE,
            aliases=("aufgelöst", "gültig bis"),
            explanation=_("Von diesem Tag an bekommt sie nichts Neues. Leer, solange sie besteht."),
        ),
        Column(
            name="former_spellings",
            heading=_("Frühere Schreibweisen"),
            type=CellType.NAMES,
            read=False,
            explanation=_("Auch unter diesen Namen wird sie gefunden."),
        ),
    )


def _row(department: Department) -> TableRow:
    names = ("short_name", "name", "kind", "mailbox", "contact", "deputy", "active_from", "active_until")
    values: dict[str, CellValue] = {name: getattr(department, name) for name in names}
    return TableRow(
        key=str(department.pk),
        number="",
        title=department.name,
        revision=department.revision,
        values=as_cells(
            {
                **values,
                "parent": str(department.parent or ""),
                "former_spellings": tuple(str(former) for former in department.former_spellings.all()),
            }
        ),
    )
