"""Documents written by hand: complete ones, in which a test changes what it is about."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from strategy.choices import (
    ChapterKind,
    Funding,
    ImplementationStatus,
    MeasureKind,
    ResolutionStatus,
    ThemeDecision,
)
from strategy.document.document import (
    CandidateEntry,
    ChapterEntry,
    MeasureEntry,
    MunicipalityEntry,
    OperationalGoalEntry,
    SdgEntry,
    SdgTargetEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)


def key_of(number: str) -> UUID:
    """The key of the entry with a number, so that tests can name it."""
    return UUID(int=int(number.replace(".", "")))


def measure_entry(number: str = "1.1.1.1", **fields: Any) -> MeasureEntry:
    values: dict[str, Any] = {
        "key": key_of(number),
        "number": number,
        "title": "Vorlesepaten",
        "description": "Ehrenamtliche lesen vor.",
        "measure_kind": MeasureKind.NEW,
        "department": "FB 33 - Kultur",
        "partners": "Stadtbibliothek",
        "target_group": "Kinder",
        "start_year": 2022,
        "end_year": 2025,
        "permanent": False,
        "staff_fte": Decimal("0.5"),
        "annual_cost": Decimal("12000"),
        "investment": None,
        "funding": Funding.BUDGET,
        "budget_product": "27.01",
        "milestones": "Q2 2022: Konzept",
        "resolution_status": ResolutionStatus.PROPOSED,
        "implementation_status": ImplementationStatus.NOT_STARTED,
        "sdg_targets": ("4.7",),
        "note": "",
    }
    return MeasureEntry(**{**values, **fields})


def operational_entry(number: str = "1.1.1", **fields: Any) -> OperationalGoalEntry:
    values: dict[str, Any] = {
        "key": key_of(number),
        "number": number,
        "short_title": "Lesen im Quartier",
        "statement": "Bis 2025 gibt es in jedem Bezirk ein Angebot.",
        "explanation": "",
        "indicator": "Bezirke mit Angebot",
        "unit": "Stück",
        "baseline_value": Decimal("1"),
        "baseline_year": 2020,
        "target_value": Decimal("4"),
        "target_year": 2025,
        "responsible": "FB 33",
        "sdg_targets": ("4.1", "11.a"),
        "dns_codes": ("11.2.a",),
        "nhs_codes": ("13.1",),
        "measures": (measure_entry(f"{number}.1"),),
    }
    return OperationalGoalEntry(**{**values, **fields})


def strategic_entry(number: str = "1.1", **fields: Any) -> StrategicGoalEntry:
    values: dict[str, Any] = {
        "key": key_of(number),
        "number": number,
        "statement": "Im Jahr 2030 können alle lesen.",
        "explanation": "",
        "sdg_targets": ("4.7", "4.1"),
        "dns_codes": (),
        "nhs_codes": (),
        "operational_goals": (operational_entry(f"{number}.1"),),
    }
    return StrategicGoalEntry(**{**values, **fields})


def theme_entry(number: str = "1", **fields: Any) -> ThemeSection:
    values: dict[str, Any] = {
        "key": key_of(number),
        "number": number,
        "title": "Bildung",
        "description": "Schule und mehr.",
        "guideline": "Alle lernen ein Leben lang.",
        "initial_situation": "Es gibt 40 Schulen.",
        "summary": "Alle können lernen.",
        "strategic_goals": (strategic_entry(f"{number}.1"),),
    }
    return ThemeSection(**{**values, **fields})


def chapter_entry(kind: ChapterKind, text: str = "Text.") -> ChapterEntry:
    return ChapterEntry(key=UUID(int=9000 + list(ChapterKind).index(kind)), kind=kind, text=text)


def unwritten_chapters(*written: ChapterEntry) -> tuple[ChapterEntry, ...]:
    """All chapters, empty but for those that are given."""
    given = {chapter.kind: chapter for chapter in written}
    return tuple(given.get(kind, chapter_entry(kind, "")) for kind in ChapterKind)


def candidate_entry(title: str = "Mobilität", **fields: Any) -> CandidateEntry:
    values: dict[str, Any] = {
        "key": UUID(int=8000),
        "title": title,
        "decision": ThemeDecision.OPEN,
        "reason": "",
        "prescribed": False,
    }
    return CandidateEntry(**{**values, **fields})


def document(**fields: Any) -> StrategyDocument:
    """A document in which nothing is missing: five theme fields with one goal of each level and a measure."""
    values: dict[str, Any] = {
        "schema_version": 1,
        "title": "Nachhaltigkeitsstrategie",
        "target_year": 2030,
        "period_start": 2021,
        "period_end": None,
        "is_example": False,
        "municipality": MunicipalityEntry(
            name="Musterstadt",
            kind="Stadt",
            ags="05999999",
            contact="Rathausplatz 1",
            accent_colour="#1B4F8F",
            logo=None,
        ),
        "chapters": tuple(chapter_entry(kind) for kind in ChapterKind),
        "themes": tuple(theme_entry(str(number)) for number in range(1, 6)),
        "other_candidates": (),
        "sdgs": (
            SdgEntry(number=4, title="Bildung", colour="#C5192D", text_colour="#FFFFFF"),
            SdgEntry(number=11, title="Städte", colour="#FD9D24", text_colour="#000000"),
        ),
        "sdg_targets": (
            SdgTargetEntry(code="4.1", sdg=4, label="Schule"),
            SdgTargetEntry(code="4.7", sdg=4, label="Nachhaltige Entwicklung"),
            SdgTargetEntry(code="11.a", sdg=11, label="Stadt und Land"),
        ),
    }
    return StrategyDocument(**{**values, **fields})


def empty_document() -> StrategyDocument:
    """What a new strategy starts with: nothing chosen, nothing written."""
    return document(
        themes=(), chapters=tuple(chapter_entry(kind, "") for kind in ChapterKind), other_candidates=()
    )


def document_with(
    *,
    theme: dict[str, Any] | None = None,
    strategic: dict[str, Any] | None = None,
    operational: dict[str, Any] | None = None,
    measure: dict[str, Any] | None = None,
) -> StrategyDocument:
    """The complete document, but for these fields of the first entry of each level."""
    operational_goal = operational_entry(
        **{"measures": (measure_entry(**(measure or {})),), **(operational or {})}
    )
    goal = strategic_entry(**{"operational_goals": (operational_goal,), **(strategic or {})})
    first = theme_entry(**{"strategic_goals": (goal,), **(theme or {})})
    return document(themes=(first, *document().themes[1:]))
