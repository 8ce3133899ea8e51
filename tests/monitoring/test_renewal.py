"""The Fortschreibung: what ended leaves, what is missed comes back, and everything stays with its key."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editing.exceptions import RuleBroken
from monitoring.actions.renewal import begin_renewal
from monitoring.actions.takeover import take_over_adopted
from monitoring.adopted import adopted_strategy
from monitoring.assessment_facts import assessed
from monitoring.choices import MeasureState
from monitoring.models import Indicator, LeftMeasure, MeasureReport, Renewal
from monitoring.receivers import implementation_now
from monitoring.renewal import Offer, offer_of
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element, restore_element
from strategy.document.actions.versions import adopt_version, freeze_version
from strategy.document.drafting import working_document
from strategy.models import Comment, Measure
from tests.builders import NOW, make_measure, make_report, make_value
from tests.strategy.pages import errors_on, fields_on, messages_of

PAGE = "/arbeitsbereich/umsetzung/fortschreibung/"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def ended(adopted: SimpleNamespace) -> SimpleNamespace:
    """The first measure is completed, the goal's indicator is off its path."""
    make_report(adopted.measure, by=adopted.by, state=MeasureState.COMPLETED, done="Alles gebaut")
    found = adopted_strategy()
    assert found is not None
    take_over_adopted(strategy=adopted.strategy, adopted=found, by=adopted.by, at=NOW)
    Indicator.objects.update(direction="more")
    make_value(Indicator.objects.get(), 2020, 12, by=adopted.by)
    return adopted


def offer() -> Offer:
    found = adopted_strategy()
    assert found is not None
    return offer_of(found.document, assessed(found, LATER), LATER.date())


def begin(city: SimpleNamespace) -> Renewal:
    shown = offer()
    return begin_renewal(version=city.version, ended=shown.ended, goals=shown.goals, by=city.by, at=LATER)


def test_offer_names_what_ended_and_what_is_off_its_path(ended: SimpleNamespace) -> None:
    shown = offer()
    assert [(each.key, each.number) for each in shown.ended] == [(ended.measure.pk, "1.1.1.1")]
    assert [goal.key for goal in shown.goals] == [ended.goal.pk]
    assert "„Anteil Radverkehr“: entfernt sich vom Ziel" in shown.goals[0].story
    assert "Maßnahmen: 1 abgeschlossen, 1 ohne Meldung." in shown.goals[0].story
    assert not shown.goals[0].is_missed


def test_ended_measures_leave_and_goals_come_back_with_their_story(ended: SimpleNamespace) -> None:
    story = offer().goals[0].story
    renewal = begin(ended)
    draft = working_document(ended.strategy)
    assert [entry.key for entry in draft.measures()] == [ended.other.pk]
    # The number that was left stays free.
    assert [entry.number for entry in draft.measures()] == ["1.1.1.2"]
    left = LeftMeasure.objects.get(renewal=renewal)
    assert (left.measure_id, left.number, left.outcome) == (ended.measure.pk, "1.1.1.1", "Abgeschlossen")
    comment = Comment.objects.get()
    assert (comment.element_key, comment.text, comment.author) == (ended.goal.pk, story, ended.by)


def test_it_begins_once_and_from_the_newest_adopted_version(ended: SimpleNamespace) -> None:
    begin(ended)
    with pytest.raises(RuleBroken, match="schon begonnen"):
        begin(ended)
    newer = freeze_version(strategy=ended.strategy, by=ended.by, at=LATER)
    adopt_version(version=newer, on=LATER.date(), reference="2025/1", by=ended.by, at=LATER)
    Renewal.objects.all().delete()
    with pytest.raises(RuleBroken, match="neuere Fassung"):
        begin(ended)
    assert not Renewal.objects.exists()


def test_what_somebody_removed_meanwhile_is_left_as_it_is(ended: SimpleNamespace) -> None:
    shown = offer()
    remove_element(element=ended.measure, by=ended.by, at=NOW)
    remove_element(element=ended.goal, by=ended.by, at=NOW)
    begin_renewal(version=ended.version, ended=shown.ended, goals=shown.goals, by=ended.by, at=LATER)
    assert (LeftMeasure.objects.count(), Comment.objects.count()) == (0, 0)


def test_next_adoption_keeps_reports_and_values_with_their_keys(
    ended: SimpleNamespace, coordination_client: Client
) -> None:
    begin(ended)
    make_measure(ended.goal, by=ended.by, title="Neue Radstation")
    save_element(element=ended.goal, values={"target_value": 32}, revision=ended.goal.revision, by=ended.by)
    newer = freeze_version(strategy=ended.strategy, by=ended.by, at=LATER)
    adopt_version(version=newer, on=LATER.date(), reference="2025/1", by=ended.by, at=LATER)
    found = adopted_strategy()
    assert found is not None
    assert [entry.number for entry in found.document.measures()] == ["1.1.1.2", "1.1.1.3"]
    lines = assessed(found, LATER).indicators
    assert [(line.name, [value.value for value in line.facts.values]) for line in lines] == [
        ("Anteil Radverkehr", [20, 12])
    ]
    assert MeasureReport.objects.get().measure_id == ended.measure.pk
    page = coordination_client.get(reverse("monitoring:measure-detail", args=[ended.measure.pk]))
    told = page.content.decode()
    assert "Nicht mehr in der geltenden Fassung" in told
    assert "Alles gebaut" in told
    assert reverse("monitoring:report-add", args=[ended.measure.pk]) not in told
    assert (
        coordination_client.get(reverse("monitoring:report-add", args=[ended.measure.pk])).status_code == 404
    )


def test_page_begins_with_what_is_ticked_and_tells_what_left(
    ended: SimpleNamespace, coordination_client: Client
) -> None:
    now = timezone.now()
    make_value(Indicator.objects.get(), now.year - 1, 12, by=ended.by, at=now)
    fields = fields_on(coordination_client.get(PAGE))
    # A goal whose time is not over is not ticked.
    assert fields == {"ended": str(ended.measure.pk)}
    response = coordination_client.post(PAGE, {**fields, "goals": [str(ended.goal.pk)]}, follow=True)
    assert messages_of(response) == ["Die Fortschreibung hat begonnen."]
    told = coordination_client.get(PAGE).content.decode()
    assert f"1.1.1.1 {ended.measure.title}" in told
    assert "Abgeschlossen" in told
    assert Comment.objects.count() == 1
    again = coordination_client.post(PAGE, {})
    assert again.status_code == 422
    assert "schon begonnen" in again.content.decode()


def test_measure_fetched_back_from_the_bin_has_not_left(
    ended: SimpleNamespace, coordination_client: Client
) -> None:
    begin(ended)
    restore_element(element=ended.measure, by=ended.by)
    assert "Keine Maßnahme ist ausgeschieden." in coordination_client.get(PAGE).content.decode()


def test_choice_that_is_offered_no_more_is_refused_with_a_sentence(
    ended: SimpleNamespace, coordination_client: Client
) -> None:
    response = coordination_client.post(PAGE, {"ended": [str(ended.other.pk)]})
    assert response.status_code == 422
    assert errors_on(response) == {
        "ended": ["Der Stand hat sich inzwischen geändert. Bitte sehen Sie die Liste noch einmal durch."]
    }
    assert Measure.objects.active().count() == 2


def test_guide_leads_to_the_fortschreibung_that_has_begun(ended: SimpleNamespace) -> None:
    begin(ended)
    told = implementation_now()
    assert told is not None
    assert [step.name for step in told.steps if "Fortschreibung hat begonnen" in step.sentence] == [
        "monitoring:renewal"
    ]


def test_without_an_adopted_strategy_the_page_says_why(coordination_client: Client, strategy: object) -> None:
    assert "noch keine Fassung beschlossen" in coordination_client.get(PAGE).content.decode()
