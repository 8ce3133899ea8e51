"""Tables drawn from the inventory: the extracts (Fundstellen), and the bracket of concepts x theme fields."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from strategy.document.document import ThemeSection
from strategy.inventory.bracket import Bracket, FieldFacts, Inventory
from strategy.inventory.choices import ExtractKind
from strategy.models import Extract, ThemeField


def extract_sheet(inventory: Inventory, sections: tuple[ThemeSection, ...]) -> Sheet:
    """All extracts with what became of them; `sections` give the numbers of the goals based on them."""
    columns = (
        SheetColumn(heading=_("Konzept"), width=40, explanation=_("Titel des Konzepts.")),
        SheetColumn(heading=_("Seite"), width=10),
        SheetColumn(
            heading=_("Art"), allowed=", ".join(str(label) for label in ExtractKind.labels), width=14
        ),
        SheetColumn(heading=_("Wortlaut"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Themenfelder"), width=32),
        SheetColumn(heading=_("SDG-Unterziele"), explanation=_("Nummern, mit Komma getrennt.")),
        SheetColumn(
            heading=_("Aufgenommen in"),
            explanation=_("Nummern der Ziele und Maßnahmen, die darauf beruhen."),
        ),
        SheetColumn(
            heading=_("Warum nicht aufgenommen?"),
            format=CellFormat.LONG_TEXT,
            explanation=_("Begründung, wenn die Fundstelle bewusst nicht aufgenommen wird."),
        ),
    )
    # A theme field that was found for and then not chosen keeps its extracts.
    titles = dict(ThemeField.objects.values_list("pk", "title"))
    fields = {field.key: field for field in inventory.fields}
    codes, numbers = _codes(), _numbers(sections)
    rows = tuple(
        (
            passage.concept.title,
            passage.extract.page,
            str(passage.extract.kind.label),
            passage.extract.quotation,
            "; ".join(_field_label(key, fields, titles) for key in passage.extract.fields),
            ", ".join(codes.get(passage.extract.key, ())),
            ", ".join(
                sorted((numbers[key] for key in passage.extract.uses if key in numbers), key=_in_order)
            ),
            passage.extract.set_aside_reason,
        )
        for passage in inventory.passages()
    )
    return Sheet(title=_("Fundstellen"), columns=columns, rows=rows)


def bracket_sheet(bracket: Bracket) -> Sheet:
    """Two columns for each theme field: how many extracts, and how many of them the strategy takes up."""
    names = [*(_short(field) for field in bracket.fields), _("ohne gewähltes Themenfeld"), _("zusammen")]
    columns = [
        SheetColumn(heading=_("Konzept"), width=40),
        SheetColumn(heading=_("Art"), width=24),
        SheetColumn(heading=_("Fachbereich"), width=32),
        SheetColumn(heading=_("Stand der Auswertung"), width=16),
    ]
    for name in names:
        columns += [
            SheetColumn(
                heading=_("%(field)s: Fundstellen") % {"field": name}, format=CellFormat.COUNT, width=18
            ),
            SheetColumn(
                heading=_("%(field)s: aufgenommen") % {"field": name}, format=CellFormat.COUNT, width=18
            ),
        ]
    rows: list[tuple[Cell, ...]] = []
    for row in bracket.rows:
        concept = row.concept
        counts = [
            count
            for cell in (*row.cells, row.elsewhere, row.total)
            for count in (cell.extracts, cell.taken_up)
        ]
        rows.append((concept.title, concept.kind, concept.department, str(concept.status.label), *counts))
    return Sheet(title=_("Klammer"), columns=tuple(columns), rows=tuple(rows))


def _short(field: FieldFacts) -> str:
    return f"{field.number} {field.title}"


def _field_label(key: UUID, fields: Mapping[UUID, FieldFacts], titles: Mapping[UUID, str]) -> str:
    return _short(fields[key]) if key in fields else titles[key]


def _codes() -> dict[int, tuple[str, ...]]:
    groups: dict[int, tuple[str, ...]] = {}
    pairs = Extract.sdg_targets.through.objects.order_by("sdgtarget__position")
    for key, code in pairs.values_list("extract_id", "sdgtarget_id"):
        groups[key] = (*groups.get(key, ()), code)
    return groups


def _numbers(sections: tuple[ThemeSection, ...]) -> dict[UUID, str]:
    return {visit.entry.key: visit.entry.number for section in sections for visit in section.walk()}


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
