"""The SWOT view: what the actions keep, and what the document makes of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken, StaleRevision
from editing.history import history_of, history_of_all
from strategy.actions.removal import remove_element
from strategy.actions.themes import reopen_theme
from strategy.choices import ElementKind
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.news import activity_for
from strategy.discussion.news_items import Act
from strategy.document.document import BasisEntry, SwotStatement
from strategy.document.drafting import theme_section, theme_sections, working_document
from strategy.inventory.actions.swot import add_swot_entry, remove_swot_entry, save_swot_entry
from strategy.inventory.choices import SwotKind
from strategy.models import ElementBasis, Extract, Measure, Strategy, SwotEntry, ThemeField
from strategy.permissions import can_edit_swot
from tests.builders import (
    NOW,
    join_working_group,
    make_concept,
    make_extract,
    make_programme,
    make_strategic_goal,
    make_swot_entry,
    make_theme,
    make_user,
    make_version,
)
from tests.remembered import remembered


@pytest.fixture
@remembered
def theme(strategy: Strategy, coordination: User) -> ThemeField:
    return make_theme(strategy, by=coordination)


@pytest.fixture
def extract(strategy: Strategy, theme: ThemeField) -> Extract:
    concept = make_concept(strategy, title="Klimafolgenanpassungskonzept")
    return make_extract(concept, themes=[theme], page="14")


def values(**fields: object) -> dict[str, object]:
    return {
        "kind": SwotKind.STRENGTH,
        "text": "Viele Ehrenamtliche.",
        "extracts": [],
        "other_source": "",
        **fields,
    }


def base_on(element: object, extract: Extract) -> ElementBasis:
    return ElementBasis.objects.create(
        extract=extract,
        element_kind=element.kind,  # type: ignore[attr-defined]
        element_key=element.pk,  # type: ignore[attr-defined]
        added_at=NOW,
    )


def test_entry_is_one_saved_state_with_its_sources(
    theme: ThemeField, extract: Extract, coordination: User
) -> None:
    entry = add_swot_entry(theme=theme, values=values(extracts=[extract]), by=coordination)
    (saved,) = history_of(entry)
    told = {field.label: field.changes[-1].text for field in saved.fields}
    assert (saved.by, saved.act) == (coordination.name, "angelegt")
    assert told["Fundstellen als Quelle"] == "Klimafolgenanpassungskonzept, S. 14"
    assert told["Aussage"] == "Viele Ehrenamtliche."


def test_history_says_so_when_a_source_is_gone(
    theme: ThemeField, extract: Extract, coordination: User
) -> None:
    entry = add_swot_entry(theme=theme, values=values(extracts=[extract]), by=coordination)
    extract.delete()
    told = {field.label: field.changes[-1].text for field in history_of(entry)[-1].fields}
    assert told["Fundstellen als Quelle"] == "inzwischen gelöscht"


def test_saving_what_is_there_leaves_no_trace(
    theme: ThemeField, extract: Extract, coordination: User
) -> None:
    entry = add_swot_entry(theme=theme, values=values(extracts=[extract]), by=coordination)
    save_swot_entry(entry=entry, values=values(extracts=[extract]), revision=1, by=coordination)
    assert (entry.history.count(), SwotEntry.objects.get().revision) == (1, 1)


@pytest.mark.parametrize("change", ["text", "extracts"])
def test_saving_a_change_counts_as_one_state(
    theme: ThemeField, extract: Extract, coordination: User, change: str
) -> None:
    entry = add_swot_entry(theme=theme, values=values(), by=coordination)
    changed = {"text": values(text="Wenige."), "extracts": values(extracts=[extract])}[change]
    save_swot_entry(entry=entry, values=changed, revision=1, by=coordination)
    saved = SwotEntry.objects.get()
    assert (saved.revision, saved.text, list(saved.extracts.all())) == (
        2,
        changed["text"],
        changed["extracts"],
    )
    assert entry.history.count() == 2


def test_saving_on_an_old_revision_changes_nothing(theme: ThemeField, coordination: User) -> None:
    entry = add_swot_entry(theme=theme, values=values(), by=coordination)
    save_swot_entry(entry=entry, values=values(text="Neu."), revision=1, by=coordination)
    with pytest.raises(StaleRevision) as stale:
        save_swot_entry(entry=entry, values=values(text="Anders."), revision=1, by=coordination)
    current: Any = stale.value.current
    assert current.text == SwotEntry.objects.get().text == "Neu."


def test_removed_entry_stays_in_the_history(theme: ThemeField, coordination: User) -> None:
    entry = add_swot_entry(theme=theme, values=values(), by=coordination)
    remove_swot_entry(entry=entry, by=coordination)
    told = history_of_all(SwotEntry, SwotEntry.history.filter(theme=theme))
    assert [(vars(record)["text"], each.act) for record, each in told] == [
        ("Viele Ehrenamtliche.", "gelöscht"),
        ("Viele Ehrenamtliche.", "angelegt"),
    ]


def test_removed_entry_cannot_be_saved(theme: ThemeField, coordination: User) -> None:
    entry = add_swot_entry(theme=theme, values=values(), by=coordination)
    SwotEntry.objects.all().delete()
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        save_swot_entry(entry=entry, values=values(text="Neu."), revision=1, by=coordination)


def test_consolidation_locks_the_entries_for_members(theme: ThemeField, coordination: User) -> None:
    member = make_user(Role.STEERING_MEMBER)
    join_working_group(theme, member)
    entry = add_swot_entry(theme=theme, values=values(), by=member)
    begin_consolidation(theme=theme, by=coordination, at=NOW)
    for action in (
        lambda: add_swot_entry(theme=theme, values=values(), by=member),
        lambda: save_swot_entry(entry=entry, values=values(text="Neu."), revision=1, by=member),
        lambda: remove_swot_entry(entry=entry, by=member),
    ):
        with pytest.raises(RuleBroken, match="zusammen"):
            action()
    assert SwotEntry.objects.get().text == "Viele Ehrenamtliche."


def test_theme_field_that_left_the_strategy_takes_no_entry(theme: ThemeField, coordination: User) -> None:
    reopen_theme(theme=theme, by=coordination)
    with pytest.raises(RuleBroken, match="nicht mehr zur Strategie"):
        add_swot_entry(theme=theme, values=values(), by=coordination)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("in_group", [True, False])
def test_permission_and_query_set_agree(theme: ThemeField, role: Role, in_group: bool) -> None:
    user = make_user(role)
    if in_group:
        join_working_group(theme, user)
    entry = make_swot_entry(theme)
    assert can_edit_swot(user, theme) == SwotEntry.objects.editable_by(user).filter(pk=entry.pk).exists()


def test_section_carries_statements_with_their_sources(
    theme: ThemeField, extract: Extract, strategy: Strategy
) -> None:
    entry = make_swot_entry(theme, SwotKind.THREAT, text="Hitze.", other_source="Workshop")
    same_page = make_extract(extract.concept, page="14")
    whole = make_extract(make_concept(strategy, title="Leitbild"), page="")
    entry.extracts.set([whole, extract, same_page])
    other = make_swot_entry(theme, SwotKind.STRENGTH, text="Bäume.")
    assert theme_section(theme).swot == (
        SwotStatement(
            key=entry.pk,
            kind=SwotKind.THREAT,
            text="Hitze.",
            sources=("Klimafolgenanpassungskonzept, S. 14", "Leitbild", "Workshop"),
        ),
        SwotStatement(key=other.pk, kind=SwotKind.STRENGTH, text="Bäume.", sources=()),
    )


def test_section_shows_its_statements_in_four_fields(theme: ThemeField) -> None:
    assert theme_section(theme).swot_fields == ()
    make_swot_entry(theme, SwotKind.THREAT, text="Hitze.")
    make_swot_entry(theme, SwotKind.STRENGTH, text="Bäume.")
    fields = theme_section(theme).swot_fields
    assert [(field.title, [each.text for each in field.statements]) for field in fields] == [
        ("Stärken", ["Bäume."]),
        ("Schwächen", []),
        ("Chancen", []),
        ("Risiken", ["Hitze."]),
    ]


def test_goals_and_measures_say_what_they_are_based_on(
    strategy: Strategy, coordination: User, extract: Extract
) -> None:
    measure = make_programme(strategy, by=coordination)
    goal = measure.operational_goal
    for element in (goal.strategic_goal, goal, measure):
        base_on(element, extract)
    entry = BasisEntry(key=extract.pk, concept="Klimafolgenanpassungskonzept", page="14")
    value = working_document(strategy)
    assert [e.based_on for e in value.strategic_goals()] == [(entry,)]
    assert [e.based_on for e in value.operational_goals()] == [(entry,)]
    assert [e.based_on for e in value.measures()] == [(entry,)]
    assert str(entry) == "Klimafolgenanpassungskonzept, S. 14"


def test_basis_of_a_retired_measure_is_no_part_of_the_document(
    strategy: Strategy, coordination: User, extract: Extract
) -> None:
    measure = make_programme(strategy, by=coordination)
    base_on(measure, extract)
    make_version(strategy, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    assert list(working_document(strategy).measures()) == []


def test_basis_stays_with_its_own_element(
    strategy: Strategy, theme: ThemeField, coordination: User, extract: Extract
) -> None:
    first, second = (make_strategic_goal(theme, by=coordination) for _ in range(2))
    base_on(second, extract)
    assert {e.key: len(e.based_on) for e in working_document(strategy).strategic_goals()} == {
        first.pk: 0,
        second.pk: 1,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_sections_with_sources_take_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    for _ in range(count):
        measure = make_programme(strategy, by=coordination)
        theme = measure.theme_of
        for kind in SwotKind:
            for _ in range(count):
                extracts = [make_extract(make_concept(strategy), themes=[theme]) for _ in range(count)]
                make_swot_entry(theme, kind).extracts.set(extracts)
        base_on(measure, extracts[0])
    assert ElementBasis.objects.filter(element_kind=ElementKind.MEASURE).count() == Measure.objects.count()
    themes = list(ThemeField.objects.selected())
    with CaptureQueriesContext(connection) as queries:
        sections = theme_sections(themes)
    assert sum(len(section.swot) for section in sections) == 4 * count**2
    assert len(queries) == 11


def test_activity_tells_what_others_wrote(theme: ThemeField, coordination: User) -> None:
    since = timezone.now()
    entry = add_swot_entry(theme=theme, values=values(text="Gutes Netz."), by=coordination)
    save_swot_entry(entry=entry, values=values(text="Dichtes Netz."), revision=1, by=coordination)
    remove_swot_entry(entry=entry, by=coordination)
    until = timezone.now()
    (section,) = activity_for(make_user(Role.READER), since=since, until=until).sections
    assert section.key == str(theme.pk)
    assert [(line.act, [thing.label for thing in line.things]) for line in section.happenings] == [
        (Act.REMOVED, ["Stärke: Dichtes Netz."]),
        (Act.EDITED, ["Stärke: Dichtes Netz."]),
        (Act.CREATED, ["Stärke: Gutes Netz."]),
    ]
    assert {thing.address for line in section.happenings for thing in line.things} == {
        reverse("strategy:swot", args=[theme.pk])
    }
    assert activity_for(coordination, since=since, until=until).sections == ()
