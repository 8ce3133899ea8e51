from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from strategy.actions.elements import move_element
from strategy.actions.removal import remove_element
from strategy.actions.themes import leave_out_theme, merge_themes
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
    LogoEntry,
    MeasureEntry,
    MunicipalityEntry,
    StrategyDocument,
    from_json,
)
from strategy.document.drafting import theme_section, working_document
from strategy.models import Chapter, SdgTarget, Strategy, ThemeField
from tests.builders import (
    NOW,
    make_goal,
    make_measure,
    make_programme,
    make_strategic_goal,
    make_theme,
    make_version,
)


def fill(strategy: Strategy, count: int, by: User) -> None:
    targets = SdgTarget.objects.filter(pk__in=["4.1", "4.7"])
    for _ in range(count):
        theme = make_theme(strategy, by=by)
        for _ in range(count):
            strategic = make_strategic_goal(theme, by=by, sdg_targets=targets)
            for _ in range(count):
                goal = make_goal(strategic, by=by, sdg_targets=targets)
                for _ in range(count):
                    make_measure(goal, by=by, sdg_targets=targets)


def numbers(value: StrategyDocument) -> list[str]:
    return [
        entry.number
        for entries in (value.themes, value.strategic_goals(), value.operational_goals(), value.measures())
        for entry in entries
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_document_takes_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    fill(strategy, count, coordination)
    current = Strategy.objects.current()
    assert current is not None
    with CaptureQueriesContext(connection) as queries:
        value = working_document(current)
    assert len(list(value.measures())) == count**4
    assert len(queries) == 22


@pytest.mark.parametrize("count", [1, 3])
def test_theme_section_takes_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    fill(strategy, count, coordination)
    theme = ThemeField.objects.get(position=1)
    with CaptureQueriesContext(connection) as queries:
        section = theme_section(theme)
    assert len(list(section.measures())) == count**3
    assert len(queries) == 11


def test_document_of_a_new_strategy_is_empty(strategy: Strategy) -> None:
    value = working_document(strategy)
    assert value.is_empty
    assert [chapter.kind for chapter in value.chapters] == list(ChapterKind)
    assert (len(value.sdgs), len(value.sdg_targets), len(value.other_candidates)) == (
        17,
        169,
        ThemeField.objects.count(),
    )


def test_document_numbers_follow_the_order(strategy: Strategy, coordination: User) -> None:
    fill(strategy, 2, coordination)
    assert numbers(working_document(strategy))[:6] == ["1", "2", "1.1", "1.2", "2.1", "2.2"]
    assert numbers(working_document(strategy))[-3:] == ["2.2.1.2", "2.2.2.1", "2.2.2.2"]


def test_document_follows_a_move(strategy: Strategy, coordination: User) -> None:
    first = make_programme(strategy, by=coordination)
    second = make_measure(first.operational_goal, by=coordination)
    move_element(element=second, up=True, by=coordination)
    assert [(measure.key, measure.number) for measure in working_document(strategy).measures()] == [
        (second.pk, "1.1.1.1"),
        (first.pk, "1.1.1.2"),
    ]


def test_document_leaves_out_what_is_retired(strategy: Strategy, coordination: User) -> None:
    measure = make_programme(strategy, by=coordination)
    make_version(strategy, by=coordination)
    remove_element(element=measure.operational_goal, by=coordination, at=NOW)
    assert numbers(working_document(strategy)) == ["1", "1.1"]


def test_document_carries_every_field_of_a_measure(strategy: Strategy, coordination: User) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    measure = make_measure(
        goal,
        by=coordination,
        title="Vorlesepaten",
        description="Lesen.",
        measure_kind="ongoing",
        department="FB 33",
        partners="Bücherei",
        target_group="Kinder",
        start_year=2022,
        permanent=True,
        staff_fte=Decimal("0.50"),
        annual_cost=Decimal("12000.00"),
        investment=Decimal("0.00"),
        funding="budget",
        budget_product="27.01",
        milestones="Q2 2022",
        resolution_status="own_resolution",
        implementation_status="in_progress",
        note="Anmerkung",
        sdg_targets=SdgTarget.objects.filter(pk__in=["11.a", "4.7", "4.1"]),
    )
    assert list(working_document(strategy).measures())[1] == MeasureEntry(
        key=measure.pk,
        number="1.1.1.2",
        title="Vorlesepaten",
        description="Lesen.",
        measure_kind=MeasureKind.ONGOING,
        department="FB 33",
        partners="Bücherei",
        target_group="Kinder",
        start_year=2022,
        end_year=None,
        permanent=True,
        staff_fte=Decimal("0.5"),
        annual_cost=Decimal(12000),
        investment=Decimal(0),
        funding=Funding.BUDGET,
        budget_product="27.01",
        milestones="Q2 2022",
        resolution_status=ResolutionStatus.OWN_RESOLUTION,
        implementation_status=ImplementationStatus.IN_PROGRESS,
        sdg_targets=("4.1", "4.7", "11.a"),
        note="Anmerkung",
    )


def test_document_splits_codes_and_drops_zeros(strategy: Strategy, coordination: User) -> None:
    above = make_strategic_goal(
        make_theme(strategy, by=coordination), by=coordination, dns_codes="11.2.a, 13.1", nhs_codes="4.1"
    )
    make_goal(above, by=coordination, baseline_value=Decimal("205.000"), target_value=Decimal("202.500"))
    value = working_document(strategy)
    (strategic,), (goal,) = value.strategic_goals(), value.operational_goals()
    assert (strategic.dns_codes, strategic.nhs_codes) == (("11.2.a", "13.1"), ("4.1",))
    assert (goal.dns_codes, goal.nhs_codes) == ((), ())
    # As text, because 205 == 205.000: the document must not tell decimals that nobody typed.
    assert (str(goal.baseline_value), str(goal.target_value)) == ("205", "202.5")


def test_document_lists_the_other_candidates_but_not_the_parts(
    strategy: Strategy, coordination: User
) -> None:
    make_theme(strategy, by=coordination, title="Nachhaltige Verwaltung")
    first, second, third = ThemeField.objects.filter(decision="open").order_by("catalogue_field")[:3]
    leave_out_theme(theme=first, reason="Kein Geld.", by=coordination)
    merge_themes(strategy=strategy, parts=[second, third], title="Beides", description="", by=coordination)
    candidates = {entry.title: entry for entry in working_document(strategy).other_candidates}
    assert set(candidates) == set(
        ThemeField.objects.filter(decision__in=["open", "not_selected"]).values_list("title", flat=True)
    )
    assert candidates[first.title] == CandidateEntry(
        key=first.pk,
        title=first.title,
        decision=ThemeDecision.NOT_SELECTED,
        reason="Kein Geld.",
        prescribed=first.prescribed,
    )


def test_document_carries_municipality_and_logo(strategy: Strategy) -> None:
    municipality = strategy.municipality
    png = b"\x89PNG\r\n"
    municipality.logo = SimpleUploadedFile("wappen.png", png)
    municipality.contact = "Rathausplatz 1"
    municipality.save()
    assert working_document(strategy).municipality == MunicipalityEntry(
        name="Musterstadt",
        kind="Stadt",
        ags="05999999",
        contact="Rathausplatz 1",
        accent_colour="#1B4F8F",
        logo=LogoEntry(media_type="image/png", data="iVBORw0K"),
    )


def test_document_tells_a_jpeg_from_a_png(strategy: Strategy) -> None:
    strategy.municipality.logo = SimpleUploadedFile("wappen.jpg", b"\xff\xd8\xff")
    strategy.municipality.save()
    logo = working_document(strategy).municipality.logo
    assert logo == LogoEntry(media_type="image/jpeg", data="/9j/")


def test_document_carries_the_chapters(strategy: Strategy) -> None:
    Chapter.objects.filter(chapter_kind="preface").update(text="Liebe Leute")
    chapter = working_document(strategy).chapter(ChapterKind.PREFACE)
    assert chapter is not None
    assert (chapter.text, type(chapter.key)) == ("Liebe Leute", UUID)


def test_frozen_document_equals_the_working_one(strategy: Strategy, coordination: User) -> None:
    fill(strategy, 2, coordination)
    before = working_document(strategy)
    version = make_version(strategy, by=coordination)
    assert from_json(version.content) == before == working_document(strategy)


def test_document_is_that_of_one_theme_as_well(strategy: Strategy, coordination: User) -> None:
    fill(strategy, 2, coordination)
    theme: Any = ThemeField.objects.get(position=2)
    assert theme_section(theme) == working_document(strategy).themes[1]
