from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from strategy.choices import ChapterKind, ElementKind, Funding, Phase, ThemeDecision
from strategy.completeness import (
    EXPECTED_FIELDS,
    Finding,
    Place,
    review_document,
    review_theme,
    smart,
    smart_of,
)
from strategy.document.document import StrategyDocument
from tests.strategy.document.documents import (
    candidate_entry,
    chapter_entry,
    document,
    document_with,
    empty_document,
    key_of,
    measure_entry,
    operational_entry,
    theme_entry,
)

THEME = Place(kind=ElementKind.THEME, key=key_of("1"), number="1")
STRATEGIC = Place(kind=ElementKind.STRATEGIC_GOAL, key=key_of("1.1"), number="1.1")
OPERATIONAL = Place(kind=ElementKind.OPERATIONAL_GOAL, key=key_of("1.1.1"), number="1.1.1")
MEASURE = Place(kind=ElementKind.MEASURE, key=key_of("1.1.1.1"), number="1.1.1.1")
GOAL = "Operatives Ziel 1.1.1 „Lesen im Quartier“"

# What is missing -> the one finding that says so: code, phase, sentence, place.
MISSING: list[tuple[StrategyDocument, tuple[str, Phase, str, Place | None]]] = [
    (
        document(themes=tuple(theme_entry(str(n)) for n in range(1, 5))),
        (
            "theme-count",
            Phase.THEMES,
            "4 Themenfelder sind gewählt. Vorgesehen sind 5, höchstens 6.",
            None,
        ),
    ),
    (
        document(themes=(theme_entry(),)),
        ("theme-count", Phase.THEMES, "1 Themenfeld ist gewählt. Vorgesehen sind 5, höchstens 6.", None),
    ),
    (
        document(themes=tuple(theme_entry(str(n)) for n in range(1, 8))),
        (
            "theme-count",
            Phase.THEMES,
            "7 Themenfelder sind gewählt. Vorgesehen sind 5, höchstens 6.",
            None,
        ),
    ),
    (
        document(other_candidates=(candidate_entry("Mobilität"),)),
        ("theme-undecided", Phase.THEMES, "Über „Mobilität“ ist noch nicht entschieden.", None),
    ),
    (
        document(
            other_candidates=(
                candidate_entry(
                    "Eine Welt", prescribed=True, decision=ThemeDecision.NOT_SELECTED, reason="Nein."
                ),
            )
        ),
        (
            "prescribed-theme",
            Phase.THEMES,
            "Das vorgeschriebene Themenfeld „Eine Welt“ ist nicht gewählt.",
            None,
        ),
    ),
    (
        document_with(theme={"guideline": ""}),
        (
            "no-guideline",
            Phase.STRATEGIC_GOALS,
            "Themenfeld 1 „Bildung“ hat noch keine Leitlinie.",
            THEME.field("guideline"),
        ),
    ),
    (
        document_with(theme={"initial_situation": ""}),
        (
            "no-initial-situation",
            Phase.INVENTORY,
            "Themenfeld 1 „Bildung“ hat noch keine Ausgangslage.",
            THEME.field("initial_situation"),
        ),
    ),
    (
        document_with(theme={"strategic_goals": ()}),
        (
            "no-strategic-goal",
            Phase.STRATEGIC_GOALS,
            "Themenfeld 1 „Bildung“ hat noch kein strategisches Ziel.",
            THEME.below(ElementKind.STRATEGIC_GOAL),
        ),
    ),
    (
        document_with(strategic={"sdg_targets": ()}),
        (
            "no-sdg-reference",
            Phase.STRATEGIC_GOALS,
            "Strategisches Ziel 1.1 hat noch keinen Bezug zu den SDGs.",
            STRATEGIC.field("sdg_targets"),
        ),
    ),
    (
        document_with(strategic={"operational_goals": ()}),
        (
            "no-operational-goal",
            Phase.OPERATIONAL_GOALS,
            "Strategisches Ziel 1.1 hat noch kein operatives Ziel.",
            STRATEGIC.below(ElementKind.OPERATIONAL_GOAL),
        ),
    ),
    (
        document_with(operational={"indicator": ""}),
        (
            "not-measurable",
            Phase.OPERATIONAL_GOALS,
            f"{GOAL} ist noch nicht messbar: Es fehlt ein Indikator oder ein Zielwert.",
            OPERATIONAL.field("indicator"),
        ),
    ),
    (
        document_with(operational={"target_value": None}),
        (
            "not-measurable",
            Phase.OPERATIONAL_GOALS,
            f"{GOAL} ist noch nicht messbar: Es fehlt ein Indikator oder ein Zielwert.",
            OPERATIONAL.field("target_value"),
        ),
    ),
    (
        document_with(operational={"target_year": None}),
        (
            "not-dated",
            Phase.OPERATIONAL_GOALS,
            f"{GOAL} hat noch kein Zieljahr.",
            OPERATIONAL.field("target_year"),
        ),
    ),
    (
        document_with(operational={"responsible": ""}),
        (
            "nobody-responsible",
            Phase.OPERATIONAL_GOALS,
            "Für das operative Ziel 1.1.1 „Lesen im Quartier“ ist noch niemand zuständig.",
            OPERATIONAL.field("responsible"),
        ),
    ),
    (
        document_with(operational={"measures": ()}),
        (
            "no-measure",
            Phase.MEASURES,
            f"{GOAL} hat noch keine Maßnahme.",
            OPERATIONAL.below(ElementKind.MEASURE),
        ),
    ),
    (
        document_with(measure={"department": ""}),
        (
            "no-department",
            Phase.MEASURES,
            "Für Maßnahme 1.1.1.1 „Vorlesepaten“ ist noch kein Fachbereich zuständig.",
            MEASURE.field("department"),
        ),
    ),
    (
        document_with(measure={"start_year": None}),
        (
            "no-period",
            Phase.MEASURES,
            "Maßnahme 1.1.1.1 „Vorlesepaten“ hat noch keinen vollständigen Zeitraum.",
            MEASURE.field("start_year"),
        ),
    ),
    (
        document_with(measure={"end_year": None}),
        (
            "no-period",
            Phase.MEASURES,
            "Maßnahme 1.1.1.1 „Vorlesepaten“ hat noch keinen vollständigen Zeitraum.",
            MEASURE.field("end_year"),
        ),
    ),
    *(
        (
            document_with(measure={"funding": funding}),
            (
                "no-funding",
                Phase.MEASURES,
                "Die Finanzierung der Maßnahme 1.1.1.1 „Vorlesepaten“ ist noch ungeklärt.",
                MEASURE.field("funding"),
            ),
        )
        for funding in (None, Funding.UNCLEAR)
    ),
    (
        document(chapters=(chapter_entry(ChapterKind.PREFACE, " \n"),)),
        (
            "empty-chapter",
            Phase.RESOLUTION,
            "Das Kapitel „Vorwort“ ist noch leer.",
            Place(kind=ElementKind.CHAPTER, key=UUID(int=9000), form_field="text"),
        ),
    ),
]


@pytest.mark.parametrize(("value", "expected"), MISSING)
def test_finding_says_what_is_missing_and_where(
    value: StrategyDocument, expected: tuple[str, Phase, str, Place | None]
) -> None:
    code, phase, sentence, place = expected
    findings = [f for f in review_document(value).findings if f.code != "theme-count" or f.code == code]
    assert findings == [Finding(code=code, phase=phase, sentence=sentence, place=place)]


def test_fields_that_findings_ask_for_are_the_expected_ones() -> None:
    asked: dict[ElementKind, set[str]] = {}
    for _document, (*_words, place) in MISSING:
        if place is not None and place.form_field:
            asked.setdefault(place.kind, set()).add(place.form_field)
    assert asked == EXPECTED_FIELDS


def test_quotation_marks_in_a_quoted_title_are_the_inner_ones() -> None:
    value = document_with(measure={"title": "Plan „Herne kauft bewusst“", "funding": None})
    (finding,) = review_document(value).findings
    assert "„Plan ‚Herne kauft bewusst‘“" in finding.sentence


def test_every_kind_of_finding_has_its_example() -> None:
    everything_missing = document(
        themes=(
            theme_entry("1", guideline="", initial_situation="", strategic_goals=()),
            *document_with(strategic={"sdg_targets": (), "operational_goals": ()}).themes[:1],
            *document_with(
                operational={"indicator": "", "target_year": None, "responsible": "", "measures": ()}
            ).themes[:1],
            *document_with(measure={"department": "", "start_year": None, "funding": None}).themes[:1],
        ),
        chapters=(chapter_entry(ChapterKind.PREFACE, ""),),
        other_candidates=(candidate_entry(), candidate_entry(prescribed=True)),
    )
    codes = {finding.code for finding in review_document(everything_missing).findings}
    assert {code for _value, (code, *_rest) in MISSING} == codes


@pytest.mark.parametrize(
    "value",
    [
        document(),
        document(themes=tuple(theme_entry(str(n)) for n in range(1, 7))),
        document_with(measure={"permanent": True, "end_year": None}),
        document_with(operational={"target_value": Decimal(0)}),
        document(other_candidates=(candidate_entry(decision=ThemeDecision.NOT_SELECTED, reason="Nein."),)),
    ],
)
def test_complete_document_has_no_findings(value: StrategyDocument) -> None:
    review = review_document(value)
    assert review.findings == ()
    assert review.percent == 100


def test_findings_stand_in_the_order_of_the_document() -> None:
    value = document(
        themes=(theme_entry("1", guideline=""), theme_entry("2", guideline="")),
        chapters=(chapter_entry(ChapterKind.PREFACE, ""),),
    )
    assert [finding.code for finding in review_document(value).findings] == [
        "theme-count",
        "no-guideline",
        "no-guideline",
        "empty-chapter",
    ]


def test_findings_can_be_asked_by_phase() -> None:
    review = review_document(document_with(measure={"department": ""}, theme={"guideline": ""}))
    assert [finding.code for finding in review.in_phase(Phase.MEASURES)] == ["no-department"]
    assert review.in_phase(Phase.INVENTORY) == ()


def test_finding_of_the_selection_has_no_key() -> None:
    selection, guideline = review_document(document(themes=(theme_entry(guideline=""),))).findings
    assert (selection.key, guideline.key) == (None, key_of("1"))


def test_percent_is_the_share_of_checks_that_hold() -> None:
    # 13 checks: 3 of the theme field, 2, 5 and 3 of the goals and the measure below it.
    complete = review_theme(theme_entry())
    assert (complete.checks, complete.percent) == (13, 100)
    assert review_theme(theme_entry(guideline="")).percent == 92  # 12 of 13, rounded down
    assert review_theme(theme_entry(guideline="", initial_situation="", strategic_goals=())).percent == 0


def test_percent_of_an_empty_strategy_is_zero() -> None:
    review = review_document(empty_document())
    assert (review.checks, review.percent) == (10, 0)


COMPLETE_GOAL: dict[str, Any] = {
    "statement": "Bis 2025 gibt es überall ein Angebot.",
    "indicator": "Bezirke",
    "target_value": Decimal(4),
    "target_year": 2025,
    "responsible": "FB 33",
    "funded": True,
}


def broken_letters(**changes: Any) -> list[tuple[str, str]]:
    checks = smart(**{**COMPLETE_GOAL, **changes})
    return [(check.letter, check.advice) for check in checks if not check.holds]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (
            {"statement": "Mehr Rad fahren bis 2025"},
            [("S", "Sagen Sie in einem ganzen Satz, was genau erreicht sein soll.")],
        ),
        ({"indicator": ""}, [("M", "Nennen Sie einen Indikator und einen Zielwert.")]),
        ({"target_value": None}, [("M", "Nennen Sie einen Indikator und einen Zielwert.")]),
        ({"target_value": Decimal(0)}, []),
        ({"responsible": ""}, [("A", "Nennen Sie, wer zuständig ist.")]),
        ({"funded": False}, [("R", "Mindestens eine Maßnahme braucht eine geklärte Finanzierung.")]),
        ({"target_year": None}, [("T", "Nennen Sie ein Zieljahr.")]),
    ],
)
def test_smart_advises_on_each_letter(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert broken_letters(**changes) == expected


def test_smart_spells_its_letters() -> None:
    assert [(check.letter, check.label) for check in smart(**COMPLETE_GOAL)] == [
        ("S", "spezifisch"),
        ("M", "messbar"),
        ("A", "akzeptiert"),
        ("R", "realistisch"),
        ("T", "terminiert"),
    ]


def test_smart_leaves_out_what_is_not_known() -> None:
    assert [check.letter for check in smart(**{**COMPLETE_GOAL, "funded": None})] == ["S", "M", "A", "T"]


@pytest.mark.parametrize(
    ("fundings", "realistic"),
    [((), False), ((None, Funding.UNCLEAR), False), ((Funding.UNCLEAR, Funding.GRANTS), True)],
)
def test_smart_goal_is_realistic_with_one_funded_measure(
    fundings: tuple[Funding | None, ...], realistic: bool
) -> None:
    goal = operational_entry(measures=tuple(measure_entry(funding=funding) for funding in fundings))
    assert {check.letter: check.holds for check in smart_of(goal)}["R"] == realistic
