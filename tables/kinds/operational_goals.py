"""Tables of operational goals."""

from collections.abc import Mapping
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from editing.figures import is_percentage, other_unit
from strategy.document.document import OperationalGoalEntry
from strategy.models import Measure, OperationalGoal
from tables.choices import CellType, TableKind
from tables.kinds.column import CellValue, Column
from tables.kinds.lists import Lists
from tables.kinds.numbered import NumberedKind, NumberedWriter, numbered_row
from tables.kinds.recurring import GOAL_AT_MOST, INDICATOR, contacts, former_number, number, participants, sdg
from tables.rows import TableRow
from tables.rules import BrokenRule, in_order
from tables.sections import goals_in, sections_now

SHORT_TITLE_AT_MOST = 120


class OperationalGoalTables(NumberedKind[OperationalGoal]):
    choice = TableKind.OPERATIONAL_GOALS
    slug = "operative-ziele"
    about = gettext_lazy("Kurztitel, Zielaussage, Indikator und Zielwert.")
    narrowed_by = frozenset({"theme"})
    model = OperationalGoal
    goal_column = "strategic_goal"
    title_column = "short_title"
    compared_column = "statement"
    identifying = frozenset({"number", "short_title"})
    locating = places = frozenset({"number", "strategic_goal"})

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return goal_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        sections, beside = sections_now(theme), self.beside_the_document()
        return tuple(
            numbered_row(goal, goal.short_title, beside, _values(goal)) for goal in goals_in(sections)
        )

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt dasselbe operative Ziel.") % line

    def wrong_depth(self) -> str:
        return _(
            "Die Nummer eines operativen Ziels hat drei Teile, zum Beispiel 1.2.3. "
            "Ist das eine eigene Zählung, ordnen Sie die Spalte nicht zu."
        )

    def unknown_parent(self, number: str) -> str:
        return _("Ein strategisches Ziel %s gibt es nicht.") % number

    def goal_values(self, text: str) -> dict[str, CellValue]:
        return {"short_title": shorten(text, SHORT_TITLE_AT_MOST, placeholder=" …"), "statement": text}

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        reason = _("Das Zieljahr liegt vor dem Jahr des Ausgangswerts.")
        return in_order(values, "baseline_year", "target_year", reason)

    def contradictions(
        self, typed: Mapping[str, str], values: Mapping[str, CellValue]
    ) -> tuple[BrokenRule, ...]:
        unit = str(values.get("unit") or "")
        names = ("baseline_value", "target_value")
        reasons = [(name, other_unit(typed.get(name, ""), unit)) for name in names]
        return tuple((name, reason) for name, reason in reasons if reason)

    def completed(
        self, values: Mapping[str, CellValue], typed: Mapping[str, str], row: Mapping[str, CellValue]
    ) -> dict[str, CellValue]:
        has_unit = bool(values.get("unit", row.get("unit")))
        is_unit_said = any(is_percentage(typed.get(name, "")) for name in ("baseline_value", "target_value"))
        return {**values, "unit": _("Prozent")} if is_unit_said and not has_unit else dict(values)

    def writer(self, *, by: User, at: datetime) -> "GoalWriter":
        return GoalWriter(self, by=by, at=at)


class GoalWriter(NumberedWriter[OperationalGoal]):
    """Writes operational goals."""

    def built_upon(self, row: OperationalGoal) -> str:
        return (
            _("hat inzwischen Maßnahmen")
            if Measure.objects.active().filter(operational_goal=row).exists()
            else ""
        )


OPERATIONAL_GOALS = OperationalGoalTables()


def goal_columns(lists: Lists) -> tuple[Column, ...]:
    text, long = CellType.TEXT, CellType.LONG_TEXT
    return (
        number(_("Die Nummer des operativen Ziels, zum Beispiel 1.2.3. Leer für ein neues Ziel.")),
        Column(
            name="strategic_goal",
            heading=_("Strategisches Ziel"),
            type=CellType.GOAL,
            aliases=("Nummer des strategischen Ziels", "Nr. strategisches Ziel", "Strategisches Ziel Nr."),
            at_most=GOAL_AT_MOST,
            explanation=_(
                "Das strategische Ziel darüber: seine Nummer, zum Beispiel 1.2, oder sein Wortlaut."
            ),
        ),
        Column(
            name="short_title",
            heading=_("Kurztitel"),
            type=text,
            aliases=("Titel", "Kurzbezeichnung", "Bezeichnung"),
            required=True,
            at_most=SHORT_TITLE_AT_MOST,
            explanation=_("Wenige Worte, unter denen das Ziel bekannt ist."),
        ),
        Column(
            name="statement",
            heading=_("Zielaussage"),
            type=long,
            aliases=("Ziel", "Operatives Ziel", "Zielformulierung", "Wortlaut"),
            required=True,
            explanation=_("Der Satz, der das Ziel sagt: „Bis 2025 …“"),
        ),
        Column(
            name="explanation",
            in_dialect=True,
            heading=_("Erläuterung"),
            type=long,
            aliases=("Erläuterungen", "Begründung", "Beschreibung"),
            explanation=_("Was zum Verständnis nötig ist."),
        ),
        Column(
            name="indicator",
            heading=_("Indikator"),
            type=text,
            aliases=("Kennzahl", "Messgröße"),
            at_most=200,
            explanation=_("Woran man misst, ob das Ziel erreicht ist."),
        ),
        Column(
            name="unit",
            heading=_("Einheit"),
            type=text,
            aliases=("Maßeinheit",),
            at_most=80,
            explanation=_("Zum Beispiel kg je Person."),
        ),
        Column(
            name="baseline_value",
            heading=_("Ausgangswert"),
            type=CellType.DECIMAL,
            aliases=("Basiswert", "Istwert", "Ist-Wert"),
            digits=INDICATOR,
            explanation=_("Der Wert des Indikators am Anfang."),
        ),
        Column(
            name="baseline_year",
            heading=_("Jahr"),
            type=CellType.YEAR,
            aliases=("Jahr des Ausgangswerts", "Ausgangsjahr", "Basisjahr"),
            explanation=_("Das Jahr des Ausgangswerts."),
        ),
        Column(
            name="target_value",
            heading=_("Zielwert"),
            type=CellType.DECIMAL,
            aliases=("Sollwert", "Soll-Wert"),
            digits=INDICATOR,
            explanation=_("Der Wert, der im Zieljahr erreicht sein soll."),
        ),
        Column(
            name="target_year",
            heading=_("Zieljahr"),
            type=CellType.YEAR,
            aliases=("bis", "bis Jahr"),
            explanation=_("Das Jahr, in dem das Ziel erreicht sein soll."),
        ),
        Column(
            name="responsible",
            heading=_("Zuständig"),
            type=text,
            aliases=(
                "Zuständigkeit",
                "Zuständiger Fachbereich",
                "Verantwortlich",
                "Fachbereich",
                "Federführung",
            ),
            names=lists.departments,
            at_most=200,
            explanation=_("Wer das Ziel verantwortet: Name oder Kurzname."),
        ),
        participants(lists, "Beteiligte", "Beteiligt"),
        contacts(),
        sdg(lists),
        Column(
            name="dns_codes",
            heading=_("DNS"),
            type=CellType.CODES,
            aliases=("Deutsche Nachhaltigkeitsstrategie (DNS)", "Deutsche Nachhaltigkeitsstrategie"),
            at_most=200,
            explanation=_(
                "Bezug zur Deutschen Nachhaltigkeitsstrategie: Nummern mit Komma getrennt, 11.2.a, 13.1."
            ),
        ),
        Column(
            name="nhs_codes",
            heading=_("NHS"),
            type=CellType.CODES,
            aliases=(
                "Nachhaltigkeitsstrategie NRW (NHS)",
                "Nachhaltigkeitsstrategie NRW",
                "NHS NRW",
                "Landesstrategie",
            ),
            at_most=200,
            explanation=_("Bezug zur Nachhaltigkeitsstrategie NRW: Nummern mit Komma getrennt, 13.1, 4.1."),
        ),
        former_number(),
    )


def _values(goal: OperationalGoalEntry) -> dict[str, CellValue]:
    return {
        "number": goal.number,
        "strategic_goal": goal.number.rpartition(".")[0],
        "short_title": goal.short_title,
        "former_number": goal.former_number,
        "statement": goal.statement,
        "explanation": goal.explanation,
        "indicator": goal.indicator,
        "unit": goal.unit,
        "baseline_value": goal.baseline_value,
        "baseline_year": goal.baseline_year,
        "target_value": goal.target_value,
        "target_year": goal.target_year,
        "responsible": goal.responsible,
        "participants": goal.participants,
        "sdg_targets": goal.sdg_targets,
        "dns_codes": goal.dns_codes,
        "nhs_codes": goal.nhs_codes,
    }
