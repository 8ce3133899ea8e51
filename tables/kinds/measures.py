"""Tables of measures."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from editing.amounts import with_remarks
from editing.figures import Rhythm
from editing.typed import Unreadable
from editing.years import Period, agreed_period, read_period
from strategy.actions.money import too_large
from strategy.choices import Funding, ImplementationStatus, MeasureKind, ResolutionStatus
from strategy.document.document import MeasureEntry, OperationalGoalEntry
from strategy.models import Measure
from strategy.money import (
    SHORT_FORM,
    SOURCES,
    YEARLY,
    FundingSource,
    YearlyCost,
    contradictions,
    short_form,
)
from tables.cells import NO, normalised
from tables.choices import CellType, TableKind
from tables.figures import figure_of
from tables.kinds.column import CellValue, Column
from tables.kinds.lists import Lists
from tables.kinds.numbered import NumberedKind, NumberedWriter, numbered_row
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.kinds.recurring import (
    AMOUNT,
    GOAL_AT_MOST,
    contacts,
    former_number,
    number,
    pairs,
    participants,
    sdg,
)
from tables.kinds.synonyms import FUNDINGS, IMPLEMENTATION_STATUSES, MEASURE_KINDS, words
from tables.money import (
    COSTS_EXAMPLE,
    SOURCES_EXAMPLE,
    cells_of_costs,
    cells_of_sources,
    read_costs,
    read_sources,
)
from tables.rows import TableRow
from tables.rules import BrokenRule, in_order
from tables.sections import goals_in, sections_now


class MeasureTables(NumberedKind[Measure]):
    choice = TableKind.MEASURES
    slug = "massnahmen"
    about = gettext_lazy("Alle Maßnahmen mit Zeitraum, Kosten und Umsetzungsstand.")
    narrowed_by = frozenset({"theme", "department"})
    model = Measure
    goal_column = "operational_goal"
    goals_kind = OPERATIONAL_GOALS
    compared_column = "description"
    note_column = "note"
    identifying = frozenset({"number", "title"})
    locating = places = frozenset({"number", "operational_goal"})

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return measure_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        sections, beside = sections_now(theme), self.beside_the_document()
        return tuple(
            numbered_row(measure, measure.title, beside, _values(measure, goal))
            for goal in goals_in(sections)
            for measure in goal.measures
        )

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt dieselbe Maßnahme.") % line

    def wrong_depth(self) -> str:
        return _(
            "Die Nummer einer Maßnahme hat vier Teile, zum Beispiel 1.2.3.4. "
            "Ist das eine eigene Zählung, ordnen Sie die Spalte nicht zu."
        )

    def unknown_parent(self, number: str) -> str:
        return _("Ein operatives Ziel %s gibt es nicht.") % number

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        found = in_order(values, "start_year", "end_year", _("Das Ende liegt vor dem Beginn."))
        found += tuple(_against_rows(values))
        if values.get("permanent") and values.get("end_year") is not None:
            return (*found, ("permanent", _("Eine dauerhafte Maßnahme hat kein Ende.")))
        return found

    def contradictions(
        self, typed: Mapping[str, str], values: Mapping[str, CellValue]
    ) -> tuple[BrokenRule, ...]:
        try:
            period = _period(typed)
        except Unreadable as unreadable:
            return (("start_year", str(unreadable)),)
        if period.is_permanent and normalised(typed.get("permanent", "")) in NO:
            reason = _("Beginn oder Ende sagen „dauerhaft“, diese Spalte sagt „%s“.")
            return (("permanent", reason % typed["permanent"]),)
        return ()

    def completed(
        self, values: Mapping[str, CellValue], typed: Mapping[str, str], row: Mapping[str, CellValue]
    ) -> dict[str, CellValue]:
        completed = {**values, **_following(values, row)}
        try:
            period = _period(typed)
        except Unreadable:
            # One of `contradictions`.
            return completed
        understood: dict[str, CellValue] = {
            "start_year": period.start,
            "end_year": period.end,
            "permanent": period.is_permanent,
        }
        completed |= {name: value for name, value in understood.items() if value}
        remarks = []
        for column in _columns_with_remarks():
            if column.name not in typed:
                continue
            text = typed[column.name]
            remark = read_period(text).remark if column.of_period else figure_of(column, text).remark
            remarks.append((column.heading, remark))
        note = str(completed.get("note", row.get("note")) or "")
        noted = with_remarks(note, remarks)
        return {**completed, "note": noted} if noted != note else completed

    def writer(self, *, by: User, at: datetime) -> "MeasureWriter":
        return MeasureWriter(self, by=by, at=at)


class MeasureWriter(NumberedWriter[Measure]):
    """Writes measures."""

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        return {**super().fields(values), **_money_of(values)}

    def held(self, row: Measure, name: str) -> CellValue:
        if name == YEARLY:
            return cells_of_costs(row.yearly_costs)
        return cells_of_sources(row.funding_sources) if name == SOURCES else super().held(row, name)


MEASURES = MeasureTables()


def _against_rows(values: Mapping[str, CellValue]) -> Iterator[BrokenRule]:
    """The figures that are not those that follow from the costs per year and the sources."""
    stated = {name: None if values[name] == "" else values[name] for name in SHORT_FORM if name in values}
    short = _short_form(values)
    yield from ((SHORT_FORM[name], sentence) for name, sentence in too_large(short))
    for name, derived in short.items():
        yield from ((name, sentence) for sentence in contradictions(stated, {name: derived}))


def _following(values: Mapping[str, CellValue], row: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """The figures that follow from rows which a table brings, where it does not bring others instead."""
    return {
        name: derived
        for name, derived in _short_form({**row, **values}).items()
        if SHORT_FORM[name] in values and values.get(name) in (None, "", row.get(name))
    }


def _short_form(values: Mapping[str, CellValue]) -> dict[str, CellValue]:
    rows = _money_of(values)
    found = short_form(
        cast("Iterable[YearlyCost]", rows.get(YEARLY, ())),
        cast("Iterable[FundingSource]", rows.get(SOURCES, ())),
    )
    return cast(
        "dict[str, CellValue]", {name: getattr(value, "value", value) for name, value in found.items()}
    )


def _money_of(values: Mapping[str, CellValue]) -> dict[str, object]:
    """The rows that cells say, by the names of their fields."""
    readers = {YEARLY: read_costs, SOURCES: read_sources}
    return {
        name: read("; ".join(cells))
        for name, read in readers.items()
        if isinstance(cells := values.get(name), tuple)
    }


def _period(typed: Mapping[str, str]) -> Period:
    return agreed_period(typed.get("start_year", ""), typed.get("end_year", ""))


@cache
def _columns_with_remarks() -> tuple[Column, ...]:
    """The columns of which a remark keeps what their values do not say; made once, for thousands of rows."""
    return tuple(column for column in measure_columns(Lists()) if column.takes_remarks)


def measure_columns(lists: Lists) -> tuple[Column, ...]:
    text, long = CellType.TEXT, CellType.LONG_TEXT
    return (
        number(_("Die Nummer der Maßnahme, zum Beispiel 1.2.3.4. Leer für eine neue Maßnahme.")),
        Column(
            name="operational_goal",
            heading=_("Operatives Ziel"),
            type=CellType.GOAL,
            aliases=(
                "Nummer des operativen Ziels",
                "Nr. operatives Ziel",
                "OZ",
                "Operatives Ziel Nr.",
                "Ziel",
                "Zugehöriges Ziel",
                "Zielsetzung",
            ),
            at_most=GOAL_AT_MOST,
            explanation=_(
                "Das operative Ziel, zu dem die Maßnahme gehört: seine Nummer, zum Beispiel 1.2.3, oder sein Titel."
            ),
        ),
        Column(
            name="title",
            heading=_("Titel"),
            type=text,
            aliases=("Maßnahme", "Maßnahmentitel", "Titel der Maßnahme", "Bezeichnung", "Name der Maßnahme"),
            required=True,
            at_most=200,
            explanation=_("Wie die Maßnahme heißt."),
        ),
        Column(
            name="description",
            in_dialect=True,
            heading=_("Kurzbeschreibung"),
            type=long,
            aliases=("Beschreibung", "Inhalt", "Beschreibung der Maßnahme"),
            explanation=_("Was getan wird, in wenigen Sätzen."),
        ),
        Column(
            name="measure_kind",
            heading=_("Art der Maßnahme"),
            type=CellType.CHOICE,
            aliases=("Art", "Maßnahmenart"),
            choices=pairs(MeasureKind),
            synonyms=words(MEASURE_KINDS),
            empty_says_nothing=True,
            explanation=_("Läuft die Maßnahme schon, ist sie neu, geplant oder eine Idee?"),
        ),
        Column(
            name="department",
            heading=_("Zuständiger Fachbereich"),
            type=text,
            aliases=(
                "Fachbereich",
                "FB",
                "Zuständigkeit",
                "Zuständig",
                "Verantwortlich",
                "Federführung",
                "Federführend",
                "Amt",
                "Fachamt",
                "Fachdienst",
                "Zuständige Stelle",
                "Verantwortliche Stelle",
            ),
            names=lists.departments,
            at_most=200,
            explanation=_("Wer die Maßnahme verantwortet: Name oder Kurzname."),
        ),
        participants(lists),
        contacts(),
        Column(
            name="partners",
            heading=_("Partner"),
            type=text,
            aliases=("Kooperationspartner", "Beteiligte", "Partnerinnen und Partner", "Akteure"),
            at_most=300,
            explanation=_("Wer mitmacht."),
        ),
        Column(
            name="target_group",
            heading=_("Zielgruppe"),
            type=text,
            aliases=("Zielgruppen",),
            at_most=300,
            explanation=_("Für wen die Maßnahme ist."),
        ),
        Column(
            name="start_year",
            heading=_("Beginn"),
            type=CellType.YEAR,
            aliases=("Beginn (Jahr)", "Start", "Startjahr", "von", "ab", "Zeitraum", "Laufzeit"),
            of_period="start",
            takes_remarks=True,
            explanation=_("Das Jahr, in dem die Maßnahme beginnt."),
        ),
        Column(
            name="end_year",
            heading=_("Ende"),
            type=CellType.YEAR,
            aliases=("Ende (Jahr)", "Endjahr", "bis"),
            of_period="end",
            takes_remarks=True,
            explanation=_("Das Jahr, in dem die Maßnahme endet. Leer, wenn sie dauerhaft ist."),
        ),
        Column(
            name="permanent",
            heading=_("dauerhaft"),
            type=CellType.YES_NO,
            aliases=("Daueraufgabe", "unbefristet"),
            explanation=_("„ja“, wenn die Maßnahme kein Ende hat."),
        ),
        Column(
            name="staff_fte",
            heading=_("Personal (Vollzeitstellen)"),
            type=CellType.DECIMAL,
            aliases=("Personal", "Vollzeitstellen", "Stellen", "VZÄ", "Stellenanteile", "Personalbedarf"),
            digits=(6, 2),
            negative=False,
            in_posts=True,
            takes_remarks=True,
            explanation=_("Wie viele Vollzeitstellen nötig sind, zum Beispiel 0,5."),
        ),
        Column(
            name="annual_cost",
            heading=_("Laufende Kosten"),
            type=CellType.DECIMAL,
            aliases=(
                "Laufende Kosten (Euro im Jahr)",
                "Kosten pro Jahr",
                "Kosten im Jahr",
                "Jährliche Kosten",
                "Sachkosten",
            ),
            digits=AMOUNT,
            in_euros=True,
            rhythm=Rhythm.EACH_YEAR,
            otherwise=_("Investition"),
            takes_remarks=True,
            negative=False,
            explanation=_("Euro im Jahr."),
        ),
        Column(
            name="investment",
            heading=_("Investition"),
            type=CellType.DECIMAL,
            aliases=(
                "Investition (Euro, einmalig)",
                "Investitionen",
                "Investitionskosten",
                "Einmalige Kosten",
            ),
            digits=AMOUNT,
            in_euros=True,
            rhythm=Rhythm.ONCE,
            otherwise=_("Laufende Kosten"),
            takes_remarks=True,
            negative=False,
            explanation=_("Euro, einmalig."),
        ),
        Column(
            name="funding",
            heading=_("Finanzierung"),
            type=CellType.CHOICE,
            aliases=("Finanzierungsart", "Mittelherkunft"),
            choices=pairs(Funding),
            synonyms=words(FUNDINGS),
            explanation=_("Woher das Geld kommt."),
        ),
        Column(
            name=YEARLY,
            heading=_("Kosten nach Jahren"),
            type=CellType.COSTS,
            aliases=("Kostenplan", "Kosten in den Jahren"),
            explanation=_(
                "Was in welchem Jahr anfällt: %s. Laufende Kosten, Investition und Personal folgen daraus."
            )
            % COSTS_EXAMPLE,
        ),
        Column(
            name=SOURCES,
            heading=_("Finanzierungsquellen"),
            type=CellType.SOURCES,
            aliases=("Geldquellen", "Mittelgeber"),
            explanation=_("Wer wie viel zahlt: %s. Die Finanzierung ist die Herkunft, die am meisten trägt.")
            % SOURCES_EXAMPLE,
        ),
        Column(
            name="budget_product",
            heading=_("Produktnummer"),
            type=text,
            aliases=("Produktnummer im Haushalt", "Produkt", "Produkt-Nr.", "Haushaltsprodukt"),
            at_most=40,
            explanation=_("Die Nummer des Produkts im Haushalt."),
        ),
        Column(
            name="milestones",
            heading=_("Meilensteine"),
            type=long,
            aliases=("Umsetzungsschritte", "Zwischenschritte"),
            explanation=_("Was bis wann geschafft sein soll."),
        ),
        Column(
            name="implementation_status",
            heading=_("Umsetzungsstand"),
            type=CellType.CHOICE,
            aliases=("Status", "Stand der Umsetzung", "Stand"),
            choices=pairs(ImplementationStatus),
            synonyms=words(IMPLEMENTATION_STATUSES),
            empty_says_nothing=True,
            explanation=_("Wie weit die Maßnahme ist."),
        ),
        Column(
            name="resolution_status",
            heading=_("Beschlussstand"),
            type=CellType.CHOICE,
            read=False,
            choices=pairs(ResolutionStatus),
            explanation=_("Folgt aus dem Beschluss des Rates."),
        ),
        sdg(lists),
        Column(
            name="note",
            heading=_("Anmerkung"),
            type=long,
            aliases=("Anmerkungen", "Bemerkung", "Bemerkungen", "Hinweis", "Hinweise", "Kommentar"),
            explanation=_("Was sonst noch wichtig ist."),
        ),
        former_number(),
    )


def _values(measure: MeasureEntry, goal: OperationalGoalEntry) -> dict[str, CellValue]:
    return {
        "number": measure.number,
        "operational_goal": goal.number,
        "title": measure.title,
        "former_number": measure.former_number,
        "description": measure.description,
        "measure_kind": measure.measure_kind.value,
        "department": measure.department,
        "participants": measure.participants,
        "partners": measure.partners,
        "target_group": measure.target_group,
        "start_year": measure.start_year,
        "end_year": measure.end_year,
        "permanent": measure.permanent,
        "staff_fte": measure.staff_fte,
        "annual_cost": measure.annual_cost,
        "investment": measure.investment,
        "funding": measure.funding.value if measure.funding else "",
        YEARLY: cells_of_costs(measure.yearly_costs),
        SOURCES: cells_of_sources(measure.funding_sources),
        "budget_product": measure.budget_product,
        "milestones": measure.milestones,
        "implementation_status": measure.implementation_status.value,
        "resolution_status": measure.resolution_status.value,
        "sdg_targets": measure.sdg_targets,
        "note": measure.note,
    }
