"""Tables of existing documents."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Right
from editing.exceptions import RuleBroken
from strategy.inventory.actions.concepts import create_concept, remove_concept, save_concept
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Concept, ConceptKind, Strategy
from tables.choices import CellType, TableKind
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.recurring import pairs, same
from tables.matching import ForAll, Match, Matcher, Parent, text_of
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.rules import BrokenRule, in_order
from tables.stored import Written
from tables.writing import Writer, named


class ConceptTables(Kind):
    choice = TableKind.CONCEPTS
    slug = "konzepte"
    about = gettext_lazy("Die Bestandsaufnahme: Art, Fachbereich, Datum und Stand der Auswertung.")
    narrowed_by = frozenset({"department"})
    rights_to_import = frozenset({Right.IMPORT_TABLES, Right.EVALUATE_CONCEPTS})
    identifying = frozenset({"title"})

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return concept_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        return tuple(map(_row, Concept.objects.readable_by(user).select_related("kind", "department")))

    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> Matcher:
        return ConceptMatcher(existing, title_column=self.title_column, for_all=for_all)

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt dasselbe Konzept.") % line

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        reason = _("Das Konzept gilt nur bis zu einem Tag vor seinem Datum.")
        return in_order(values, "dated", "valid_until", reason)

    def writer(self, *, by: User, at: datetime) -> "ConceptWriter":
        return ConceptWriter(by=by, at=at)

    def history(self) -> "Manager[Model]":
        found: Manager[Model] = Concept.history
        return found


class ConceptMatcher(Matcher):
    """Finds concepts by their title."""

    def match(self, values: Mapping[str, CellValue]) -> Match:
        return self.one_of(self.namesakes(text_of(values, "title")))

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        title = text_of(values, "title")
        if any(row.title == title for row in self.namesakes(title)):
            return Match(reason=_("Ein Konzept mit diesem Titel gibt es schon."), column="title")
        return Match()


class ConceptWriter(Writer[Concept]):
    """Writes concepts."""

    kinds: dict[str, ConceptKind]

    def lockable(self) -> "QuerySet[Concept]":
        locked = Concept.objects.select_for_update(of=("self",))
        found: QuerySet[Concept] = locked.select_related("strategy", "kind", "department")
        return found

    def look_up(self) -> None:
        self.kinds = {kind.title: kind for kind in ConceptKind.objects.all()}

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        found = super().fields(values)
        if "kind" in values:
            found["kind"] = named(self.kinds, values["kind"])
        return found

    def held(self, row: Concept, name: str) -> CellValue:
        if name in ("kind", "department"):
            return str(getattr(row, name) or "")
        value: CellValue = getattr(row, name)
        return value

    def revision_of(self, row: Concept) -> int:
        return row.revision

    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        return self.one_by_one(rows, self._create)

    def _create(self, row: PreviewRow) -> Written:
        strategy = Strategy.objects.current()
        if strategy is None:
            raise RuleBroken(_("Es gibt noch keine Strategie."))
        created = create_concept(strategy=strategy, values=self.fields(row.values), by=self.by)
        return {
            "key": str(created.pk),
            "revision": created.revision,
            "invited": "",
            "after": self.state_of(created, row.values),
        }

    def save(self, current: Concept, values: Mapping[str, object], revision: int) -> Concept:
        return save_concept(concept=current, values=values, revision=revision, by=self.by)

    def built_upon(self, row: Concept) -> str:
        has_more = row.extracts.exists() or hasattr(row, "upload")
        return _("hat inzwischen Fundstellen oder eine Datei") if has_more else ""

    def remove(self, row: Concept, written: Written) -> str:
        remove_concept(concept=row, extracts=0, by=self.by, at=self.at)
        return ""


CONCEPTS = ConceptTables()


def concept_columns(lists: Lists) -> tuple[Column, ...]:
    text = CellType.TEXT
    return (
        Column(
            name="title",
            heading=_("Titel"),
            type=text,
            aliases=("Konzept", "Bezeichnung", "Name", "Dokument"),
            required=True,
            at_most=200,
            explanation=_("Wie das Dokument heißt."),
        ),
        Column(
            name="kind",
            heading=_("Art"),
            type=CellType.CHOICE,
            aliases=("Art des Dokuments", "Dokumentart", "Typ"),
            required=True,
            choices=same(lists.concept_kinds),
            explanation=_("Welche Art von Dokument es ist."),
        ),
        Column(
            name="department",
            heading=_("Fachbereich"),
            type=text,
            aliases=("Zuständiger Fachbereich", "FB", "Zuständig", "Amt"),
            names=lists.departments,
            at_most=200,
            explanation=_("Wer das Dokument verantwortet: Name oder Kurzname."),
        ),
        Column(
            name="dated",
            heading=_("Datum"),
            type=CellType.DATE,
            aliases=("vom", "Stand", "Beschlossen am", "Datum des Beschlusses"),
            explanation=_("Von wann das Dokument ist, zum Beispiel 05.10.2021."),
        ),
        Column(
            name="council_reference",
            heading=_("Vorlage des Rates"),
            type=text,
            aliases=("Vorlage", "Ratsvorlage", "Vorlagennummer", "Vorlage Nr."),
            at_most=60,
            explanation=_("Die Nummer der Vorlage, zum Beispiel 2021/0734."),
        ),
        Column(
            name="valid_until",
            heading=_("gültig bis"),
            type=CellType.DATE,
            aliases=("Gültigkeit", "Laufzeit bis"),
            explanation=_("Bis wann das Dokument gilt, zum Beispiel 31.12.2030."),
        ),
        Column(
            name="link",
            heading=_("Adresse im Internet"),
            type=CellType.LINK,
            aliases=("Link", "URL", "Internetadresse", "Fundort"),
            at_most=500,
            explanation=_("Wo das Dokument im Internet steht, mit https:// am Anfang."),
        ),
        Column(
            name="summary",
            in_dialect=True,
            heading=_("Zusammenfassung"),
            type=CellType.LONG_TEXT,
            aliases=("Kurzbeschreibung", "Beschreibung", "Inhalt"),
            explanation=_("Was in dem Dokument steht."),
        ),
        Column(
            name="evaluation_status",
            heading=_("Stand der Auswertung"),
            type=CellType.CHOICE,
            read=False,
            choices=pairs(EvaluationStatus),
            explanation=_("Folgt aus der Auswertung."),
        ),
    )


def _row(concept: Concept) -> TableRow:
    return TableRow(
        key=str(concept.pk),
        number="",
        title=concept.title,
        revision=concept.revision,
        values=as_cells(
            {
                "title": concept.title,
                "kind": concept.kind.title,
                "department": str(concept.department or ""),
                "dated": concept.dated,
                "council_reference": concept.council_reference,
                "valid_until": concept.valid_until,
                "link": concept.link,
                "summary": concept.summary,
                "evaluation_status": concept.evaluation_status,
            }
        ),
    )
