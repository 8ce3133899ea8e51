"""The tree of elements: what stands below what, and what of it can be amended. Pure.

Everything else that depends on the shape of the tree derives it from here, for entries of the document as for rows
(`strategy.models.kinds`): the names of children are the same in both.
"""

from collections.abc import Mapping

from msgspec import Struct

from strategy.choices import ElementKind


class Shape(Struct, frozen=True):
    """The place of one kind of element in the tree.

    `parent` is the kind above it; without one it stands directly below the strategy, and can neither come nor go.
    `children` is the name under which an element holds those below it, which are of the kind `child`. A body can
    change what is `amendable`; where an element stands, what it is based on and how far it is are no texts of the
    draft. `begins_with` is what a new entry says beside its amendable fields, or in them instead of nothing.
    """

    amendable: frozenset[str]
    parent: ElementKind | None = None
    child: ElementKind | None = None
    children: str = ""
    begins_with: Mapping[str, object] = {}


GOAL_FIELDS = frozenset({"statement", "explanation", "sdg_targets", "dns_codes", "nhs_codes"})
TREE: dict[ElementKind, Shape] = {
    ElementKind.THEME: Shape(
        child=ElementKind.STRATEGIC_GOAL,
        children="strategic_goals",
        amendable=frozenset({"guideline", "initial_situation", "summary"}),
    ),
    ElementKind.STRATEGIC_GOAL: Shape(
        parent=ElementKind.THEME,
        child=ElementKind.OPERATIONAL_GOAL,
        children="operational_goals",
        amendable=GOAL_FIELDS,
    ),
    ElementKind.OPERATIONAL_GOAL: Shape(
        parent=ElementKind.STRATEGIC_GOAL,
        child=ElementKind.MEASURE,
        children="measures",
        amendable=GOAL_FIELDS
        | {"short_title", "indicator", "unit", "baseline_value", "baseline_year"}
        | {"target_value", "target_year", "responsible", "participants"},
    ),
    ElementKind.MEASURE: Shape(
        parent=ElementKind.OPERATIONAL_GOAL,
        amendable=frozenset(
            {"title", "description", "measure_kind", "department", "participants", "partners"}
            | {
                "target_group",
                "start_year",
                "end_year",
                "permanent",
                "staff_fte",
                "annual_cost",
                "investment",
                "funding",
                "yearly_costs",
                "funding_sources",
            }
            | {"budget_product", "milestones", "implementation_status", "sdg_targets", "note"}
        ),
        begins_with={
            "measure_kind": "new",
            "permanent": False,
            "resolution_status": "proposed",
            "implementation_status": "not_started",
        },
    ),
    ElementKind.CHAPTER: Shape(amendable=frozenset({"text"})),
}
# Goals and measures, each kind behind the one above it. They can come and go; theme fields and chapters are given.
KINDS_BELOW_THEMES: tuple[ElementKind, ...] = tuple(kind for kind, shape in TREE.items() if shape.parent)
# The programme: theme fields with their goals and measures, which all have a number.
PROGRAMME_KINDS: tuple[ElementKind, ...] = (ElementKind.THEME, *KINDS_BELOW_THEMES)


def parent_kind(kind: ElementKind) -> ElementKind:
    """The kind above a goal or measure. Raises LookupError for a kind that stands below the strategy itself."""
    parent = TREE[kind].parent
    if parent is None:
        raise LookupError(kind)
    return parent
