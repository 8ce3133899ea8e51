"""A small strategy as a hand-built document, and versions that carry it; no row of the draft is needed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole, Majority, Outcome, PaperState
from committees.council.models import Consultation, Paper
from exports.models import ExportFile
from strategy.choices import Funding, ImplementationStatus, MeasureKind, ResolutionStatus
from strategy.document.choices import VersionStatus
from strategy.document.document import (
    MeasureEntry,
    MunicipalityEntry,
    OperationalGoalEntry,
    SdgEntry,
    SdgTargetEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
    checksum,
    to_json,
)
from strategy.models import Municipality, Strategy, StrategyVersion
from tests.builders import make_export

SDG_TITLES = ("Keine Armut", "Kein Hunger", "Gesundheit", "Hochwertige Bildung", "Gleichstellung")


def key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def make_measure(number: str, **values: Any) -> MeasureEntry:
    defaults: dict[str, Any] = {
        "key": key(f"measure {number}"),
        "number": number,
        "title": f"Maßnahme {number}",
        "description": "",
        "measure_kind": MeasureKind.NEW,
        "department": "",
        "partners": "",
        "target_group": "",
        "start_year": None,
        "end_year": None,
        "permanent": False,
        "staff_fte": None,
        "annual_cost": None,
        "investment": None,
        "funding": None,
        "budget_product": "",
        "milestones": "",
        "resolution_status": ResolutionStatus.PROPOSED,
        "implementation_status": ImplementationStatus.NOT_STARTED,
        "sdg_targets": (),
        "note": "",
    }
    return MeasureEntry(**{**defaults, **values})


def make_operational_goal(number: str, **values: Any) -> OperationalGoalEntry:
    defaults: dict[str, Any] = {
        "key": key(f"goal {number}"),
        "number": number,
        "short_title": f"Ziel {number}",
        "statement": f"Bis 2025 ist Ziel {number} erreicht.",
        "explanation": "",
        "indicator": "",
        "unit": "",
        "baseline_value": None,
        "baseline_year": None,
        "target_value": None,
        "target_year": None,
        "responsible": "",
        "sdg_targets": (),
        "dns_codes": (),
        "nhs_codes": (),
        "measures": (),
    }
    return OperationalGoalEntry(**{**defaults, **values})


def make_strategic_goal(number: str, **values: Any) -> StrategicGoalEntry:
    defaults: dict[str, Any] = {
        "key": key(f"goal {number}"),
        "number": number,
        "statement": f"Im Jahr 2030 ist Ziel {number} Wirklichkeit.",
        "explanation": "",
        "sdg_targets": (),
        "dns_codes": (),
        "nhs_codes": (),
        "operational_goals": (),
    }
    return StrategicGoalEntry(**{**defaults, **values})


def make_theme(number: str, **values: Any) -> ThemeSection:
    defaults: dict[str, Any] = {
        "key": key(f"theme {number}"),
        "number": number,
        "title": f"Themenfeld {number}",
        "description": "",
        "guideline": "",
        "initial_situation": "",
        "summary": "",
        "strategic_goals": (),
    }
    return ThemeSection(**{**defaults, **values})


def make_document(*themes: ThemeSection, **values: Any) -> StrategyDocument:
    defaults: dict[str, Any] = {
        "schema_version": 1,
        "title": "Nachhaltigkeitsstrategie der Stadt Musterstadt",
        "target_year": 2030,
        "period_start": 2021,
        "period_end": 2030,
        "is_example": False,
        "municipality": MunicipalityEntry(
            name="Musterstadt", kind="Stadt", ags="05999000", contact="", accent_colour="#1B4F8F", logo=None
        ),
        "chapters": (),
        "themes": themes,
        "other_candidates": (),
        "sdgs": tuple(
            SdgEntry(number=number, title=title, colour="#C5192D", text_colour="#FFFFFF")
            for number, title in enumerate(SDG_TITLES, 1)
        ),
        "sdg_targets": (SdgTargetEntry(code="4.7", sdg=4, label="Bildung für nachhaltige Entwicklung"),),
    }
    return StrategyDocument(**{**defaults, **values})


def learning_document(measures: int = 1) -> StrategyDocument:
    """One theme field, one goal of each level, some measures: the numbers 1, 1.1, 1.1.1 and 1.1.1.1."""
    listed = (
        make_measure(
            "1.1.1.1",
            title="Vorlesen in der Straßenbahn",
            description="Jede Woche lesen Patinnen **laut** vor.",
            department="FB 33 - Kultur",
            partners="Büchereien",
            target_group="Kinder",
            start_year=2022,
            end_year=2025,
            annual_cost=Decimal(12000),
            investment=Decimal(0),
            staff_fte=Decimal("1.5"),
            funding=Funding.GRANTS,
            milestones="2023: erste Fahrt",
            implementation_status=ImplementationStatus.IN_PROGRESS,
            sdg_targets=("4.7",),
        ),
        *(make_measure(f"1.1.1.{number}") for number in range(2, measures + 1)),
    )
    operational = make_operational_goal(
        "1.1.1",
        short_title="Lesen im Quartier",
        statement="Bis 2025 lesen mehr Kinder.",
        indicator="Anteil der Kinder, die gern lesen",
        unit="Prozent",
        baseline_value=Decimal("36.5"),
        baseline_year=2019,
        target_value=Decimal(50),
        target_year=2025,
        responsible="FB 33 - Kultur",
        sdg_targets=("4.7",),
        measures=listed,
    )
    strategic = make_strategic_goal(
        "1.1", statement="Im Jahr 2030 lesen alle.", sdg_targets=("4.7",), operational_goals=(operational,)
    )
    theme = make_theme(
        "1",
        title="Lernen & Kultur",
        guideline="Alle lernen gern.",
        summary="Kinder lernen früh lesen.",
        initial_situation="## Heute\n\nViele Büchereien.",
        strategic_goals=(strategic,),
    )
    return make_document(theme)


@pytest.fixture
def strategy(db: None) -> Strategy:
    """The working draft, whose texts nobody outside may read."""
    municipality = Municipality.objects.create(
        name="Musterstadt",
        kind="Stadt",
        ags="05999000",
        imprint="Stadt Musterstadt, **Rathausplatz 1**",
        privacy="Keine Cookies von Dritten.",
        accessibility="## Stand\n\nGeprüft mit axe.",
    )
    return Strategy.objects.create(
        municipality=municipality, title="Nachhaltigkeitsstrategie der Stadt Musterstadt"
    )


MakeVersion = Callable[..., StrategyVersion]


@pytest.fixture
def make_version(strategy: Strategy) -> MakeVersion:
    """Insert a version: a council draft, one `adopted` on a day, and published if asked for."""

    def insert(
        document: StrategyDocument,
        *,
        number: int = 1,
        adopted: date | None = date(2021, 10, 5),
        published: bool = True,
    ) -> StrategyVersion:
        content = to_json(document)
        decided = datetime(2021, 10, 6, 9, tzinfo=UTC)
        return StrategyVersion.objects.create(
            strategy=strategy,
            number=number,
            content=content,
            sha256=checksum(content),
            created_at=datetime(2021, 7, 12, 10, tzinfo=UTC),
            status=VersionStatus.ADOPTED if adopted else VersionStatus.COUNCIL_DRAFT,
            adopted_on=adopted,
            adopted_at=decided if adopted else None,
            resolution_reference="2021/0734" if adopted else "",
            published_at=decided if published else None,
        )

    return insert


@pytest.fixture
def version(make_version: MakeVersion) -> StrategyVersion:
    """The published version of the learning document."""
    return make_version(learning_document())


@pytest.fixture
def paper(version: StrategyVersion) -> Paper:
    """The public paper of the version, with two decided steps."""
    paper = Paper.objects.create(
        version=version,
        reference="2021/0734",
        subject="Nachhaltigkeitsstrategie",
        clerk="Erika Mustermann",
        facts="Interner Sachverhalt",
        created_at=datetime(2021, 7, 20, 8, tzinfo=UTC),
        state=PaperState.ADOPTED,
        state_at=datetime(2021, 10, 5, 20, tzinfo=UTC),
        submitted_version=version,
    )
    steps = (
        ("Umweltausschuss", CommitteeKind.COMMITTEE, ConsultationRole.PRELIMINARY, date(2021, 8, 25)),
        ("Rat der Stadt", CommitteeKind.COUNCIL, ConsultationRole.DECISION, date(2021, 10, 5)),
    )
    for position, (name, kind, role, day) in enumerate(steps, 1):
        at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        step = Consultation.objects.create(
            paper=paper,
            committee=Committee.objects.create(name=name, kind=kind),
            role=role,
            position=position,
            date=day,
            version=version,
            resulting_version=version,
            outcome=Outcome.ADOPTED,
            recorded_at=at,
        )
        step.resolutions.create(
            outcome=Outcome.ADOPTED,
            held_on=day,
            majority=Majority.MAJORITY,
            votes_yes=38,
            votes_no=4,
            abstentions=1,
            recorded_at=at,
        )
    return paper


@pytest.fixture
def finished_pdf(version: StrategyVersion) -> ExportFile:
    """The PDF of the version, ready to be handed out."""
    export = make_export(filename="strategie-fassung-1.pdf", content=b"%PDF-1.7 test")
    version.pdf_file = export
    version.save(update_fields=["pdf_file"])
    return export
