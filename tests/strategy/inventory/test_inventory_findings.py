"""What the inventory adds to the completeness check and to the guide."""

from typing import Any

import pytest
from msgspec import structs

from accounts.roles import RIGHTS, Right, Role
from strategy.choices import Phase
from strategy.completeness import Finding, Source, review_document
from strategy.document.document import StrategyDocument, SwotStatement
from strategy.guide import Facts, Guide, PhaseState, build_guide
from strategy.inventory.bracket import Inventory
from strategy.inventory.choices import EvaluationStatus, ExtractKind, SwotKind
from tests.strategy.document.documents import document, empty_document, key_of, theme_entry
from tests.strategy.inventory.inventories import concept, extract, inventory

COMPLETE = document()
SETTLED = (
    extract("1", taken_up=True),
    extract("1", set_aside_reason="Längst erreicht."),
    extract("1", kind=ExtractKind.MEASURE),
)


def findings(value: Inventory) -> tuple[Finding, ...]:
    return review_document(COMPLETE, value).findings


def test_settled_inventory_has_no_finding() -> None:
    assert findings(inventory(concept(*SETTLED))) == ()


def test_evaluated_concept_without_extract_is_a_finding() -> None:
    empty = concept(title="Leitbild")

    assert findings(inventory(empty, concept(status=EvaluationStatus.IN_PROGRESS))) == (
        Finding(
            code="no-extract",
            phase=Phase.INVENTORY,
            sentence="„Leitbild“ ist ausgewertet, aber ohne eine einzige Fundstelle.",
            place=None,
            source=Source(concept=empty.key),
        ),
    )


def test_goal_of_a_concept_that_nobody_decided_on_is_a_finding() -> None:
    goal = extract("1", quotation="Die Stadt\nwird   grün. " + "Wirklich. " * 30)
    found = concept(*SETTLED, goal, status=EvaluationStatus.OPEN)

    (finding,) = findings(inventory(found))

    assert finding.source == Source(concept=found.key, extract=goal.key)
    assert (finding.code, finding.phase, finding.place) == ("goal-not-taken-up", Phase.INVENTORY, None)
    begin = (
        "Ein Ziel aus „Klimakonzept, S. 14“ ist noch nirgends aufgenommen: „Die Stadt wird grün. Wirklich."
    )
    assert finding.sentence.startswith(begin)
    assert finding.sentence.endswith("…“")
    assert len(finding.sentence) < 250


def test_inventory_checks_count_for_completeness() -> None:
    before = review_document(COMPLETE)
    after = review_document(COMPLETE, inventory(concept(*SETTLED, extract("1")), concept(extract("1"))))

    # Two evaluated concepts, and four goals of which two are not settled.
    assert after.checks == before.checks + 2 + 4
    assert len(after.findings) == 2


@pytest.mark.parametrize(("swot", "codes"), [(True, []), (False, ["no-initial-situation"])])
def test_a_swot_statement_is_an_initial_situation(swot: bool, codes: list[str]) -> None:
    statement = SwotStatement(key=1, kind=SwotKind.STRENGTH, text="Viele Parks.", sources=())
    theme = theme_entry(initial_situation="", swot=(statement,) * swot)
    value = document(themes=(theme, *COMPLETE.themes[1:]))

    assert [finding.code for finding in review_document(value).findings] == codes
    assert (PhaseState.IN_PROGRESS in states(document(themes=(theme,)))) is swot


def states(value: StrategyDocument, **facts: Any) -> list[PhaseState]:
    rows = guide_of(value, Inventory(), **facts).rows
    return [row.state for row in rows if row.phase == Phase.INVENTORY]


def guide_of(
    value: StrategyDocument, found: Inventory, *, role: Role = Role.COORDINATION, **more: Any
) -> Guide:
    facts = Facts(
        members=3,
        closed=frozenset({Phase.ORGANISATION}),
        version=None,
        adopted=False,
        concepts=len(found.concepts),
        evaluated=found.evaluated,
    )
    return build_guide(value, review_document(value, found), structs.replace(facts, **more), RIGHTS[role])


def step_of(found: Inventory, **more: Any) -> tuple[str, str, str]:
    step = guide_of(COMPLETE, found, **more).step
    assert step is not None
    return step.sentence, step.button, step.name


OPEN = concept(status=EvaluationStatus.OPEN)
WAY = [
    (
        inventory(),
        (
            "Noch ist kein Konzept erfasst. Beginnen Sie mit dem, was es schon gibt.",
            "Zur Bestandsaufnahme",
            "strategy:inventory",
        ),
    ),
    (
        inventory(OPEN, concept(*SETTLED)),
        ("1 Konzept ist noch nicht ausgewertet.", "Zu den Konzepten", "strategy:concept-list"),
    ),
    (
        inventory(OPEN, OPEN, concept(status=EvaluationStatus.IN_PROGRESS)),
        ("3 Konzepte sind noch nicht ausgewertet.", "Zu den Konzepten", "strategy:concept-list"),
    ),
    (
        inventory(concept(extract("1"))),
        (
            "In „Bestandsaufnahme“ ist noch 1 Hinweis offen. Er hindert Sie nicht am Abschließen.",
            "Phase „Bestandsaufnahme“ abschließen",
            "strategy:phase-close",
        ),
    ),
    (
        inventory(concept(*SETTLED)),
        (
            "Für „Bestandsaufnahme“ ist kein Hinweis offen.",
            "Phase „Bestandsaufnahme“ abschließen",
            "strategy:phase-close",
        ),
    ),
]


@pytest.mark.parametrize(("found", "expected"), WAY)
def test_guide_leads_through_the_inventory(found: Inventory, expected: tuple[str, str, str]) -> None:
    assert step_of(found) == expected


def test_core_team_is_led_to_the_goal_that_waits() -> None:
    goal = extract("1")
    found = concept(goal)

    step = guide_of(COMPLETE, inventory(found), role=Role.CORE_TEAM).step

    assert step is not None
    assert step.right == Right.EVALUATE_CONCEPTS
    assert step.finding is not None
    assert step.finding.source == Source(concept=found.key, extract=goal.key)


def test_members_are_not_led_to_what_they_may_not_evaluate() -> None:
    found = inventory(OPEN, concept(extract("1")))
    review = review_document(COMPLETE, found)
    mine = frozenset({key_of("1")})

    assert review.doable(mine, evaluates=False).findings == ()
    assert review.doable(mine, evaluates=True) == review.doable(None, evaluates=False) == review


@pytest.mark.parametrize(
    ("value", "concepts", "expected"),
    [
        (
            COMPLETE,
            (30, 28),
            "28 von 30 Konzepten ausgewertet, Ausgangslage für 5 von 5 Themenfeldern beschrieben",
        ),
        (COMPLETE, (0, 0), "Ausgangslage für 5 von 5 Themenfeldern beschrieben"),
        (empty_document(), (1, 0), "0 von 1 Konzept ausgewertet"),
    ],
)
def test_guide_says_how_far_the_evaluation_is(
    value: StrategyDocument, concepts: tuple[int, int], expected: str
) -> None:
    rows = guide_of(value, Inventory(), concepts=concepts[0], evaluated=concepts[1]).rows

    assert [row.facts for row in rows if row.phase == Phase.INVENTORY] == [expected]


@pytest.mark.parametrize(("concepts", "state"), [(0, PhaseState.OPEN), (1, PhaseState.IN_PROGRESS)])
def test_the_first_concept_begins_the_inventory(concepts: int, state: PhaseState) -> None:
    assert states(empty_document(), concepts=concepts) == [state]
