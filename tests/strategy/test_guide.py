from typing import Any
from uuid import UUID

import pytest

from accounts.roles import RIGHTS, Right, Role
from strategy.choices import ChapterKind, Phase
from strategy.completeness import review_document
from strategy.document.document import StrategyDocument
from strategy.guide import Facts, Guide, LatestVersion, PhaseState, build_guide
from tests.strategy.document.documents import (
    candidate_entry,
    chapter_entry,
    document,
    document_with,
    empty_document,
    operational_entry,
    theme_entry,
)

DRAFT = LatestVersion(number=2, is_adopted=False, is_published=False, adopted_text="")
ADOPTED = LatestVersion(number=2, is_adopted=True, is_published=False, adopted_text="Fassung 2 beschlossen")
PUBLISHED = LatestVersion(number=2, is_adopted=True, is_published=True, adopted_text="Fassung 2 beschlossen")
BEFORE_THEMES = (Phase.ORGANISATION, Phase.INVENTORY)
BEFORE_RESOLUTION = tuple(phase for phase in Phase if phase not in (Phase.RESOLUTION, Phase.IMPLEMENTATION))


def guide_of(
    value: StrategyDocument,
    *,
    closed: tuple[Phase, ...] = (),
    version: LatestVersion | None = None,
    role: Role = Role.COORDINATION,
    members: int = 3,
    editable: frozenset[UUID] | None = None,
) -> Guide:
    facts = Facts(
        members=members,
        closed=frozenset(closed),
        version=version,
        adopted=version is not None and version.is_adopted,
    )
    return build_guide(value, review_document(value), facts, RIGHTS[role], editable)


def everything_in(value: StrategyDocument) -> frozenset[UUID]:
    """The keys of all elements: as if a member belonged to the working groups of all theme fields."""
    parts = (value.themes, value.strategic_goals(), value.operational_goals(), value.measures())
    return frozenset(entry.key for part in parts for entry in part)


def step_of(value: StrategyDocument, **facts: Any) -> tuple[str, str] | None:
    step = guide_of(value, **facts).step
    return None if step is None else (step.sentence, step.button)


EMPTY = empty_document()
# The way from the empty strategy to the published one, as the coordination is led along it.
WAY: list[tuple[StrategyDocument, tuple[Phase, ...], LatestVersion | None, tuple[str, str] | None]] = [
    (
        EMPTY,
        (),
        None,
        ("Für „Aufbauorganisation“ ist kein Hinweis offen.", "Phase „Aufbauorganisation“ abschließen"),
    ),
    (
        EMPTY,
        BEFORE_THEMES,
        None,
        ("0 Themenfelder sind gewählt. Vorgesehen sind 5, höchstens 6.", "Themenfelder auswählen"),
    ),
    (
        document(other_candidates=(candidate_entry("Mobilität"),)),
        BEFORE_THEMES,
        None,
        ("Über „Mobilität“ ist noch nicht entschieden.", "Themenfelder auswählen"),
    ),
    (
        document(),
        BEFORE_THEMES,
        None,
        ("Für „Themenfelder“ ist kein Hinweis offen.", "Phase „Themenfelder“ abschließen"),
    ),
    (
        document_with(theme={"guideline": ""}),
        (*BEFORE_THEMES, Phase.THEMES),
        None,
        ("Themenfeld 1 „Bildung“ hat noch keine Leitlinie.", "Leitlinie schreiben"),
    ),
    (
        document_with(theme={"strategic_goals": ()}),
        (*BEFORE_THEMES, Phase.THEMES),
        None,
        ("Themenfeld 1 „Bildung“ hat noch kein strategisches Ziel.", "Strategisches Ziel anlegen"),
    ),
    (
        document_with(strategic={"sdg_targets": ()}),
        (*BEFORE_THEMES, Phase.THEMES),
        None,
        (
            "In „Leitlinien und strategische Ziele“ ist noch 1 Hinweis offen. "
            "Er hindert Sie nicht am Abschließen.",
            "Phase „Leitlinien und strategische Ziele“ abschließen",
        ),
    ),
    (
        document_with(strategic={"operational_goals": ()}),
        (*BEFORE_THEMES, Phase.THEMES, Phase.STRATEGIC_GOALS),
        None,
        ("Strategisches Ziel 1.1 hat noch kein operatives Ziel.", "Operatives Ziel anlegen"),
    ),
    (
        document_with(operational={"target_year": None, "responsible": ""}),
        (*BEFORE_THEMES, Phase.THEMES, Phase.STRATEGIC_GOALS),
        None,
        (
            "In „Operative Ziele“ sind noch 2 Hinweise offen. Sie hindern Sie nicht am Abschließen.",
            "Phase „Operative Ziele“ abschließen",
        ),
    ),
    (
        document_with(operational={"measures": ()}),
        BEFORE_RESOLUTION[:-1],
        None,
        ("Operatives Ziel 1.1.1 „Lesen im Quartier“ hat noch keine Maßnahme.", "Maßnahme anlegen"),
    ),
    (
        document(),
        BEFORE_RESOLUTION[:-1],
        None,
        ("Für „Maßnahmen“ ist kein Hinweis offen.", "Phase „Maßnahmen“ abschließen"),
    ),
    (
        document(
            chapters=(chapter_entry(ChapterKind.PREFACE, text=""), chapter_entry(ChapterKind.MODEL, text=""))
        ),
        BEFORE_RESOLUTION,
        None,
        ("2 Kapitel sind noch leer. Der Entwurf für den Rat braucht sie.", "Zu den Kapiteln"),
    ),
    (
        document(),
        BEFORE_RESOLUTION,
        None,
        (
            "Ziele und Maßnahmen stehen. Frieren Sie jetzt den Entwurf für den Rat ein.",
            "Beschlussentwurf erstellen",
        ),
    ),
    (
        document(),
        BEFORE_RESOLUTION,
        DRAFT,
        (
            "Fassung 2 ist eingefroren. Laden Sie das PDF herunter und legen Sie die Vorlage an.",
            "Zum Beschlussentwurf",
        ),
    ),
    (
        document(),
        BEFORE_RESOLUTION,
        ADOPTED,
        ("Der Rat hat Fassung 2 beschlossen. Veröffentlichen Sie sie für alle.", "Zur Veröffentlichung"),
    ),
    (document(), BEFORE_RESOLUTION, PUBLISHED, None),
]


@pytest.mark.parametrize(("value", "closed", "version", "expected"), WAY)
def test_guide_leads_the_coordination_from_empty_to_published(
    value: StrategyDocument,
    closed: tuple[Phase, ...],
    version: LatestVersion | None,
    expected: tuple[str, str] | None,
) -> None:
    assert step_of(value, closed=closed, version=version) == expected


@pytest.mark.parametrize(("value", "closed", "version", "_step"), WAY)
def test_guide_offers_a_reader_nothing_but_reading(
    value: StrategyDocument, closed: tuple[Phase, ...], version: LatestVersion | None, _step: Any
) -> None:
    step = guide_of(value, closed=closed, version=version, role=Role.READER).step
    assert (step and step.name) == ("strategy:version-detail" if version is DRAFT else None)


def test_guide_leads_a_member_to_what_members_may_do() -> None:
    value = document_with(theme={"guideline": ""}, measure={"department": ""})
    assert step_of(value, role=Role.STEERING_MEMBER, editable=everything_in(value)) == (
        "Themenfeld 1 „Bildung“ hat noch keine Leitlinie.",
        "Leitlinie schreiben",
    )
    value = document_with(measure={"department": ""})
    assert step_of(value, role=Role.STEERING_MEMBER, editable=everything_in(value)) == (
        "Für Maßnahme 1.1.1.1 „Vorlesepaten“ ist noch kein Fachbereich zuständig.",
        "Jetzt ergänzen",
    )


def test_guide_leads_a_member_only_to_texts_that_they_may_edit() -> None:
    """The missing guideline stands in a field of others; what is next there is no step of theirs."""
    value = document_with(theme={"guideline": ""}, measure={"department": ""})
    measures = frozenset(measure.key for measure in value.measures())
    assert step_of(value, role=Role.STEERING_MEMBER, editable=measures) == (
        "Für Maßnahme 1.1.1.1 „Vorlesepaten“ ist noch kein Fachbereich zuständig.",
        "Jetzt ergänzen",
    )
    assert step_of(value, role=Role.STEERING_MEMBER, editable=frozenset()) is None


def test_guide_has_nothing_for_a_member_when_all_is_written() -> None:
    value = document()
    assert step_of(value, role=Role.STEERING_MEMBER, editable=everything_in(value)) is None


@pytest.mark.parametrize(("value", "closed", "version", "_step"), WAY)
@pytest.mark.parametrize("role", Role)
def test_guide_offers_only_what_the_role_may_do(
    value: StrategyDocument,
    closed: tuple[Phase, ...],
    version: LatestVersion | None,
    _step: Any,
    role: Role,
) -> None:
    step = guide_of(value, closed=closed, version=version, role=role).step
    assert step is None or step.right in RIGHTS[role]


def test_step_names_its_page() -> None:
    closing = guide_of(document(), closed=BEFORE_THEMES).step
    assert closing is not None
    assert (closing.name, closing.phase, closing.right) == (
        "strategy:phase-close",
        Phase.THEMES,
        Right.CLOSE_PHASES,
    )
    reading = guide_of(document(), closed=BEFORE_RESOLUTION, version=DRAFT).step
    assert reading is not None
    assert (reading.name, reading.number) == ("strategy:version-detail", 2)


def states_of(value: StrategyDocument, **facts: Any) -> list[PhaseState]:
    return [row.state for row in guide_of(value, **facts).rows]


OPEN, DONE, LOCKED = PhaseState.OPEN, PhaseState.DONE, PhaseState.LOCKED
BEGUN = PhaseState.IN_PROGRESS


@pytest.mark.parametrize(
    ("value", "facts", "expected"),
    [
        (EMPTY, {"members": 1}, [OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, LOCKED]),
        (EMPTY, {}, [BEGUN, OPEN, OPEN, OPEN, OPEN, OPEN, OPEN, LOCKED]),
        (
            document(themes=(theme_entry(guideline="", initial_situation="", strategic_goals=()),)),
            {},
            [BEGUN, OPEN, BEGUN, OPEN, OPEN, OPEN, OPEN, LOCKED],
        ),
        (
            document(themes=(theme_entry(strategic_goals=()),)),
            {},
            [BEGUN, BEGUN, BEGUN, BEGUN, OPEN, OPEN, OPEN, LOCKED],
        ),
        (
            document(themes=document_with(operational={"measures": ()}).themes[:1]),
            {},
            [BEGUN, BEGUN, BEGUN, BEGUN, BEGUN, OPEN, OPEN, LOCKED],
        ),
        (document(), {"version": DRAFT}, [BEGUN, BEGUN, BEGUN, BEGUN, BEGUN, BEGUN, BEGUN, LOCKED]),
        (document(), {"version": ADOPTED}, [BEGUN] * 8),
        (
            document(),
            {"version": ADOPTED, "closed": tuple(Phase)},
            [DONE] * 8,
        ),
        (
            EMPTY,
            {"closed": (Phase.THEMES,)},
            [BEGUN, OPEN, DONE, OPEN, OPEN, OPEN, OPEN, LOCKED],
        ),
    ],
)
def test_phase_states_follow_the_data(
    value: StrategyDocument, facts: dict[str, Any], expected: list[PhaseState]
) -> None:
    assert states_of(value, **facts) == expected


def test_phase_rows_tell_the_facts() -> None:
    value = document_with(theme={"guideline": ""}, operational={"indicator": ""}, measure={"department": ""})
    assert [row.facts for row in guide_of(value, members=1).rows] == [
        "1 Konto",
        "Ausgangslage für 5 von 5 Themenfeldern beschrieben",
        "5 gewählt, 0 weitere Kandidaten",
        "4 Leitlinien, 5 strategische Ziele",
        "5 operative Ziele, 4 messbar",
        "5 Maßnahmen, 1 ohne Zuständigkeit",
        "noch kein Entwurf eingefroren",
        "gesperrt, bis der Rat beschlossen hat",
    ]


def test_phase_rows_tell_single_facts() -> None:
    goal = operational_entry(indicator="")
    value = document(themes=document_with(strategic={"operational_goals": (goal,)}).themes[:1])
    assert [row.facts for row in guide_of(value, version=ADOPTED).rows] == [
        "3 Konten",
        "Ausgangslage für 1 von 1 Themenfeldern beschrieben",
        "1 gewählt, 0 weitere Kandidaten",
        "1 Leitlinie, 1 strategisches Ziel",
        "1 operatives Ziel, 0 messbar",
        "1 Maßnahme, 0 ohne Zuständigkeit",
        "Fassung 2 beschlossen",
        "beginnt mit dem Beschluss",
    ]
    assert guide_of(value, version=DRAFT).rows[6].facts == "Fassung 2 liegt als Beschlussentwurf vor"


def test_phase_rows_count_their_findings() -> None:
    value = document_with(theme={"guideline": ""}, measure={"department": "", "funding": None})
    assert [row.findings for row in guide_of(value).rows] == [0, 0, 0, 1, 0, 2, 0, 0]


def test_guide_shows_the_percentage_of_the_review() -> None:
    value = document_with(theme={"guideline": ""})
    assert guide_of(value).percent == review_document(value).percent
    assert guide_of(document()).percent == 100
