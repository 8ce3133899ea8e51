"""What stands in the database now, as tables show it: the same value for writing a table and for comparing with one."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from committees.bodies.models import Membership
from exports.spreadsheets import cell_text
from strategy.document.document import MeasureEntry, OperationalGoalEntry, ThemeSection
from strategy.document.drafting import theme_sections
from strategy.models import Concept, Measure, OperationalGoal, ThemeField
from tables.choices import TableKind
from tables.kinds.column import CellValue


class TableRow(Struct, frozen=True):
    """One row as it stands now. `key` is that of the database; `values` are by the names of the columns."""

    key: str
    number: str
    title: str
    revision: int
    values: dict[str, CellValue]


def rows_of(kind: TableKind, *, user: User, theme: UUID | None = None) -> tuple[TableRow, ...]:
    """The rows of the working draft that a person may read, in a constant number of queries.

    `theme` narrows goals and measures to one theme field.
    """
    if not user.has_right(Right.READ_WORKSPACE):
        return ()
    match kind:
        case TableKind.MEASURES:
            return measure_rows(sections_now(theme))
        case TableKind.OPERATIONAL_GOALS:
            return goal_rows(sections_now(theme))
        case TableKind.CONCEPTS:
            return _concept_rows(user)
        case TableKind.MEMBERS:
            return _member_rows(user)


def sections_now(theme: UUID | None = None) -> tuple[ThemeSection, ...]:
    """The chosen theme fields with everything below, or one of them (10 queries)."""
    chosen = ThemeField.objects.selected()
    return theme_sections(list(chosen.filter(pk=theme) if theme else chosen))


def goals_in(sections: Sequence[ThemeSection]) -> Iterator[OperationalGoalEntry]:
    return (
        goal for section in sections for above in section.strategic_goals for goal in above.operational_goals
    )


def measure_rows(sections: Sequence[ThemeSection]) -> tuple[TableRow, ...]:
    revisions = _revisions(Measure)
    return tuple(
        _row(measure.key, measure.number, measure.title, revisions, _measure_values(measure, goal))
        for goal in goals_in(sections)
        for measure in goal.measures
    )


def goal_rows(sections: Sequence[ThemeSection]) -> tuple[TableRow, ...]:
    revisions = _revisions(OperationalGoal)
    return tuple(
        _row(goal.key, goal.number, goal.short_title, revisions, _goal_values(goal))
        for goal in goals_in(sections)
    )


def _revisions(model: type[Any]) -> dict[UUID, int]:
    return dict(model.objects.active().values_list("pk", "revision"))


def _row(
    key: UUID, number: str, title: str, revisions: dict[UUID, int], values: dict[str, CellValue]
) -> TableRow:
    return TableRow(
        key=str(key),
        number=number,
        title=title,
        revision=revisions[key],
        values={name: _held(value) for name, value in values.items()},
    )


def _held(value: CellValue) -> CellValue:
    # Compared with a table, a text must be what the table could hold of it.
    return cell_text(value) if isinstance(value, str) else value


def _measure_values(measure: MeasureEntry, goal: OperationalGoalEntry) -> dict[str, CellValue]:
    return {
        "number": measure.number,
        "operational_goal": goal.number,
        "title": measure.title,
        "description": measure.description,
        "measure_kind": measure.measure_kind.value,
        "department": measure.department,
        "partners": measure.partners,
        "target_group": measure.target_group,
        "start_year": measure.start_year,
        "end_year": measure.end_year,
        "permanent": measure.permanent,
        "staff_fte": measure.staff_fte,
        "annual_cost": measure.annual_cost,
        "investment": measure.investment,
        "funding": measure.funding.value if measure.funding else "",
        "budget_product": measure.budget_product,
        "milestones": measure.milestones,
        "implementation_status": measure.implementation_status.value,
        "resolution_status": measure.resolution_status.value,
        "sdg_targets": measure.sdg_targets,
        "note": measure.note,
    }


def _goal_values(goal: OperationalGoalEntry) -> dict[str, CellValue]:
    return {
        "number": goal.number,
        "strategic_goal": goal.number.rpartition(".")[0],
        "short_title": goal.short_title,
        "statement": goal.statement,
        "explanation": goal.explanation,
        "indicator": goal.indicator,
        "unit": goal.unit,
        "baseline_value": goal.baseline_value,
        "baseline_year": goal.baseline_year,
        "target_value": goal.target_value,
        "target_year": goal.target_year,
        "responsible": goal.responsible,
        "sdg_targets": goal.sdg_targets,
        "dns_codes": goal.dns_codes,
        "nhs_codes": goal.nhs_codes,
    }


def _concept_rows(user: User) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            key=str(concept.pk),
            number="",
            title=concept.title,
            revision=concept.revision,
            values={
                "title": _held(concept.title),
                "kind": _held(concept.kind.title),
                "department": _held(concept.department),
                "dated": concept.dated,
                "council_reference": _held(concept.council_reference),
                "valid_until": concept.valid_until,
                "link": concept.link,
                "summary": _held(concept.summary),
                "evaluation_status": concept.evaluation_status,
            },
        )
        for concept in Concept.objects.readable_by(user).select_related("kind")
    )


def _member_rows(user: User) -> tuple[TableRow, ...]:
    """The seats of people who have not left, former seats included; they have no revision."""
    seats = Membership.objects.manageable_by(user).filter(user__left_at__isnull=True).with_people()
    return tuple(
        TableRow(
            key=str(seat.pk),
            number="",
            title=seat.user.name,
            revision=0,
            values={
                "name": _held(seat.user.name),
                "email": seat.user.email,
                "committee": _held(seat.committee.name),
                "seat_group": _held(seat.seat_group.name) if seat.seat_group else "",
                "role": seat.role,
                "has_vote": seat.has_vote,
                "since": seat.since,
                "until": seat.until,
            },
        )
        for seat in seats.order_by("committee__name", "user__name", "pk")
    )
