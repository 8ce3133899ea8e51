import hashlib
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from exports.models import ExportFile
from strategy.actions.elements import create_element, move_element, save_element
from strategy.actions.removal import remove_element
from strategy.actions.themes import reopen_theme
from strategy.choices import ImplementationStatus, ResolutionStatus, TextStatus
from strategy.completeness import review_document
from strategy.discussion.actions.text_status import submit_drafts
from strategy.document.actions.versions import (
    adopt_version,
    freeze_version,
    order_missing_pdf,
    order_pdf,
    publish_version,
    withdraw_version,
)
from strategy.document.choices import VERSION_STATUS_TRANSITIONS, VersionStatus
from strategy.document.document import StrategyDocument, from_json
from strategy.document.drafting import working_document
from strategy.document.published import frozen_document
from strategy.exceptions import EmptyStrategy, NothingChanged
from strategy.models import Measure, Strategy, StrategyVersion, ThemeField
from strategy.permissions import can_edit
from tests.builders import (
    NOW,
    join_working_group,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_version,
)

DAY = date(2021, 7, 6)


def freeze(strategy: Strategy, by: User) -> StrategyVersion:
    return freeze_version(strategy=strategy, by=by, at=NOW)


def adopt(version: StrategyVersion, by: User) -> StrategyVersion:
    return adopt_version(version=version, on=DAY, reference="2021/0734", by=by, at=NOW)


def numbers(value: StrategyDocument) -> dict[Any, str]:
    return {
        entry.key: entry.number
        for entries in (value.themes, value.strategic_goals(), value.operational_goals(), value.measures())
        for entry in entries
    }


def test_frozen_version_holds_the_draft(strategy: Strategy, measure: Measure, coordination: User) -> None:
    version = freeze_version(strategy=strategy, by=coordination, at=NOW, note="Für August")
    version.refresh_from_db()
    assert from_json(version.content) == working_document(strategy) == frozen_document(version)
    assert version.sha256 == hashlib.sha256(version.content.encode()).hexdigest()
    assert (version.number, version.status, version.note, version.created_at, version.created_by) == (
        1,
        VersionStatus.COUNCIL_DRAFT,
        "Für August",
        NOW,
        coordination,
    )
    assert (str(version), version.is_adopted, version.is_published) == ("Fassung 1", False, False)


def test_frozen_version_keeps_its_findings(strategy: Strategy, measure: Measure, coordination: User) -> None:
    expected = review_document(working_document(strategy)).findings
    version = freeze(strategy, coordination)
    save_element(element=measure, values={"department": "FB 33"}, revision=1, by=coordination)
    version.refresh_from_db()
    assert version.findings == [{"code": finding.code, "sentence": finding.sentence} for finding in expected]


def test_frozen_versions_are_counted(strategy: Strategy, measure: Measure, coordination: User) -> None:
    assert [make_version(strategy, by=coordination).number for _ in range(3)] == [1, 2, 3]


def test_what_the_newest_version_says_already_is_not_frozen_again(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    freeze(strategy, coordination)
    with pytest.raises(NothingChanged, match="Fassung 1 sagt schon genau dasselbe"):
        freeze(strategy, coordination)
    assert (StrategyVersion.objects.count(), ExportFile.objects.count()) == (1, 1)


def test_empty_strategy_is_not_frozen(strategy: Strategy, coordination: User) -> None:
    make_theme(strategy, by=coordination)
    with pytest.raises(EmptyStrategy, match="Die Strategie ist noch leer"):
        freeze(strategy, coordination)
    assert (StrategyVersion.objects.count(), ExportFile.objects.count()) == (0, 0)


def test_frozen_content_does_not_follow_the_rows(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    version = freeze(strategy, coordination)
    content, sha256 = version.content, version.sha256
    save_element(element=measure, values={"title": "Anders"}, revision=1, by=coordination)
    make_measure(measure.operational_goal, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    adopt(version, coordination)
    version.refresh_from_db()
    assert (version.content, version.sha256) == (content, sha256)


def test_freezing_orders_the_pdf(
    strategy: Strategy,
    measure: Measure,
    coordination: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        version = freeze(strategy, coordination)
    export = ExportFile.objects.get()
    assert (version.pdf_file, export.job.state, export.job.requested_by) == (export, "waiting", coordination)
    assert export.title == "Nachhaltigkeitsstrategie der Stadt Musterstadt, Beschlussentwurf, Fassung 1"
    assert len(callbacks) == 1


def test_pdf_ordered_again_replaces_the_first(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    version = freeze(strategy, coordination)
    first = version.pdf_file
    order_pdf(version=version, by=None)
    version.refresh_from_db()
    assert version.pdf_file not in (None, first)


def test_second_click_finds_the_pdf_that_the_first_has_ordered(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    version = freeze(strategy, coordination)
    StrategyVersion.objects.update(pdf_file=None)
    as_shown = StrategyVersion.objects.get()
    first = order_missing_pdf(version=StrategyVersion.objects.get(pk=version.pk), by=coordination)
    second = order_missing_pdf(version=as_shown, by=coordination)
    assert first.pdf_file == second.pdf_file


def test_adopted_version_keeps_the_resolution(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    version = adopt(freeze(strategy, coordination), coordination)
    version.refresh_from_db()
    assert (version.status, version.adopted_on, version.adopted_at, version.adopted_by) == (
        VersionStatus.ADOPTED,
        DAY,
        NOW,
        coordination,
    )
    assert version.resolution_reference == "2021/0734"
    assert version.pdf_file.title.endswith("beschlossene Fassung, Fassung 1")


def test_adoption_fixes_the_numbers(strategy: Strategy, measure: Measure, coordination: User) -> None:
    adopt(freeze(strategy, coordination), coordination)
    strategy.refresh_from_db()
    assert (strategy.has_fixed_numbers, strategy.numbers_fixed_at, strategy.numbers_fixed_by) == (
        True,
        NOW,
        coordination,
    )


def test_adoption_restores_the_numbers_of_the_document(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    """Between freezing and the council, people moved, removed and added: the council's numbers win."""
    goal = measure.operational_goal
    second, third = (make_measure(goal, by=coordination) for _ in range(2))
    version = freeze(strategy, coordination)
    added = make_measure(goal, by=coordination)
    move_element(element=third, up=True, by=coordination)
    move_element(element=added, up=True, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    adopt(version, coordination)
    adopted = {
        key: number for key, number in numbers(from_json(version.content)).items() if key != measure.pk
    }
    assert numbers(working_document(strategy)) == {**adopted, added.pk: "1.1.1.4"}
    assert {m.pk: m.position for m in Measure.objects.all()} == {
        measure.pk: 1,
        second.pk: 2,
        third.pk: 3,
        added.pk: 4,
    }


def test_adoption_restores_the_numbers_of_every_level(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    goal = measure.operational_goal
    below: tuple[Any, ...] = (goal, goal.strategic_goal)
    for element in below:
        values = {"statement": "Zweites."}
        create_element(model=type(element), parent=element.parent, values=values, by=coordination)
    make_theme(strategy, by=coordination)
    version = freeze(strategy, coordination)
    for element in (*below, goal.strategic_goal.theme):
        move_element(element=element, up=False, by=coordination)
    assert numbers(working_document(strategy)) != numbers(from_json(version.content))
    adopt(version, coordination)
    assert numbers(working_document(strategy)) == numbers(from_json(version.content))


def test_adopted_number_of_a_deselected_theme_is_not_given_away(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    dropped = make_theme(strategy, by=coordination)
    version = freeze(strategy, coordination)
    reopen_theme(theme=dropped, by=coordination)
    added = make_theme(strategy, by=coordination, title="Wohnen & Nachhaltige Quartiere")
    adopt(version, coordination)
    added.refresh_from_db()
    assert numbers(from_json(version.content))[dropped.pk] == "2"
    assert added.position == 3


def test_adoption_ignores_what_was_retired_before_freezing(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    second = make_measure(measure.operational_goal, by=coordination)
    freeze(strategy, coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    adopt(freeze(strategy, coordination), coordination)
    assert {m.pk: m.position for m in Measure.objects.all()} == {measure.pk: 0, second.pk: 1}


def test_adoption_puts_proposals_under_reservation(
    strategy: Strategy, measure: Measure, coordination: User, core_team: User
) -> None:
    goal = measure.operational_goal
    own = make_measure(goal, by=coordination, resolution_status=ResolutionStatus.OWN_RESOLUTION)
    rejected = make_measure(goal, by=coordination, resolution_status=ResolutionStatus.REJECTED)
    version = freeze(strategy, coordination)
    later = make_measure(goal, by=coordination)
    adopt(version, core_team)
    assert {m.pk: (m.resolution_status, m.revision) for m in Measure.objects.all()} == {
        measure.pk: (ResolutionStatus.UNDER_RESERVATION, 2),
        own.pk: (ResolutionStatus.OWN_RESOLUTION, 1),
        rejected.pk: (ResolutionStatus.REJECTED, 1),
        later.pk: (ResolutionStatus.PROPOSED, 1),
    }
    assert measure.history.latest().history_user == core_team


def status_of(measure: Measure) -> str:
    measure.refresh_from_db()
    return measure.text_status


def test_adopted_texts_say_so_until_they_read_otherwise(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    adopt(freeze(strategy, coordination), coordination)
    later = make_measure(measure.operational_goal, by=coordination)
    assert (status_of(measure), status_of(later)) == (TextStatus.ADOPTED, TextStatus.DRAFT)
    goal = measure.operational_goal
    goal.refresh_from_db()
    assert goal.text_status == TextStatus.ADOPTED
    assert [entry.text_status for entry in goal.history.all()] == ["adopted", "draft"]
    for values, status in (
        ({"implementation_status": ImplementationStatus.IN_PROGRESS}, TextStatus.ADOPTED),
        ({"title": "Etwas anderes"}, TextStatus.DRAFT),
    ):
        save_element(element=measure, values=values, revision=measure.revision, by=coordination)
        assert status_of(measure) == status


def test_adopted_text_is_not_handed_in_and_is_locked_for_members(
    strategy: Strategy, measure: Measure, coordination: User, member: User, coordination_client: Client
) -> None:
    join_working_group(measure.theme_of, member)
    adopt(freeze(strategy, coordination), coordination)
    page = coordination_client.get(
        reverse("strategy:element-detail", args=["measure", measure.pk])
    ).content.decode()
    assert "beschlossen" in page
    assert "In die Abstimmung geben" not in page
    status_of(measure)
    assert not can_edit(member, measure)
    assert not Measure.objects.editable_by(member).exists()
    assert submit_drafts(theme=measure.theme_of, by=coordination) == 0
    shown = coordination_client.get(reverse("strategy:activity"), {"zeitraum": "alles"}).content.decode()
    assert "hat den Stand auf „beschlossen“ gesetzt" not in shown


def test_version_is_not_adopted_twice(strategy: Strategy, measure: Measure, coordination: User) -> None:
    version = adopt(freeze(strategy, coordination), coordination)
    with pytest.raises(RuleBroken, match=r"^Fassung 1 ist schon beschlossen\.$"):
        adopt(version, coordination)


def test_second_adoption_keeps_the_numbers(strategy: Strategy, measure: Measure, coordination: User) -> None:
    second = make_measure(measure.operational_goal, by=coordination)
    adopt(freeze(strategy, coordination), coordination)
    fixed_at = Strategy.objects.get().numbers_fixed_at
    remove_element(element=measure, by=coordination, at=NOW)
    third = make_measure(measure.operational_goal, by=coordination)
    version = freeze(strategy, coordination)
    adopt_version(version=version, on=DAY, reference="2022/1", by=coordination, at=NOW.replace(year=2022))
    assert Strategy.objects.get().numbers_fixed_at == fixed_at
    assert {m.key: m.number for m in from_json(version.content).measures()} == {
        second.pk: "1.1.1.2",
        third.pk: "1.1.1.3",
    }


def test_adopted_version_can_be_published_and_withdrawn(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    version = adopt(freeze(strategy, coordination), coordination)
    publish_version(version=version, by=coordination, at=NOW)
    version.refresh_from_db()
    assert (version.published_at, version.published_by) == (NOW, coordination)
    assert list(StrategyVersion.objects.published()) == [version]
    withdraw_version(version=version)
    version.refresh_from_db()
    assert (version.published_at, version.published_by) == (None, None)
    assert list(StrategyVersion.objects.published()) == []


def test_publishing_again_keeps_the_first_time(
    strategy: Strategy, measure: Measure, coordination: User, core_team: User
) -> None:
    version = adopt(freeze(strategy, coordination), coordination)
    publish_version(version=version, by=coordination, at=NOW)
    publish_version(version=version, by=core_team, at=NOW.replace(year=2022))
    version.refresh_from_db()
    assert (version.published_at, version.published_by) == (NOW, coordination)


def test_draft_is_not_published(strategy: Strategy, measure: Measure, coordination: User) -> None:
    version = freeze(strategy, coordination)
    with pytest.raises(RuleBroken, match="Nur eine beschlossene Fassung kann veröffentlicht werden"):
        publish_version(version=version, by=coordination, at=NOW)
    assert list(StrategyVersion.objects.published()) == []


def test_newest_resolution_is_published_first(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    versions = [make_version(strategy, by=coordination) for _ in range(3)]
    for version, day in zip(versions, (2, 6, 2), strict=True):
        adopt_version(version=version, on=DAY.replace(day=day), reference="1", by=coordination, at=NOW)
        publish_version(version=version, by=coordination, at=NOW)
    assert [version.number for version in StrategyVersion.objects.published()] == [2, 3, 1]


def test_only_a_draft_becomes_adopted() -> None:
    assert {"council_draft": {"adopted"}, "adopted": set()} == VERSION_STATUS_TRANSITIONS


def test_frozen_document_is_fetched_once(
    strategy: Strategy, measure: Measure, coordination: User, django_assert_num_queries: Any
) -> None:
    version = freeze(strategy, coordination)
    first = frozen_document(version)
    with django_assert_num_queries(0):
        assert frozen_document(version) is first


def test_themes_keep_their_numbers_without_goals(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    empty = make_theme(strategy, by=coordination)
    adopt(freeze(strategy, coordination), coordination)
    assert ThemeField.objects.get(pk=empty.pk).position == 2


def test_version_with_other_numbers_is_not_adopted_after_the_first(
    strategy: Strategy, coordination: User
) -> None:
    theme = make_theme(strategy, by=coordination)
    first, _second = (make_strategic_goal(theme, by=coordination) for _ in range(2))
    early = freeze_version(strategy=strategy, by=coordination, at=NOW)
    move_element(element=first, up=False, by=coordination)
    late = freeze_version(strategy=strategy, by=coordination, at=NOW)
    adopt_version(version=early, on=NOW.date(), reference="1", by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="Fassung 2 ist vor dem ersten Beschluss entstanden"):
        adopt_version(version=late, on=NOW.date(), reference="2", by=coordination, at=NOW)
    again = freeze_version(strategy=strategy, by=coordination, at=NOW)
    assert adopt_version(version=again, on=NOW.date(), reference="2", by=coordination, at=NOW).is_adopted
