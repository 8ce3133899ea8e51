"""Extracts: written, set aside, removed, and marked against each other."""

from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken, StaleRevision
from strategy.inventory.actions.contradictions import note_contradiction, remove_contradiction
from strategy.inventory.actions.extracts import (
    create_extract,
    remove_extract,
    reopen_extract,
    save_extract,
    set_aside,
)
from strategy.inventory.choices import ExtractKind
from strategy.inventory.taken_up import contradictions_of
from strategy.models import Concept, Contradiction, Extract, SdgTarget, Strategy, ThemeField
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_contradiction,
    make_extract,
    make_strategic_goal,
    make_theme,
    make_user,
)
from tests.remembered import remembered


@pytest.fixture
@remembered
def theme(strategy: Strategy, coordination: User) -> ThemeField:
    return make_theme(strategy, by=coordination)


@pytest.fixture
def concept(strategy: Strategy) -> Concept:
    return make_concept(strategy, title="Klimakonzept")


def values(**fields: Any) -> dict[str, Any]:
    return {
        "kind": ExtractKind.GOAL,
        "quotation": "Klimaneutral bis 2035.",
        "page": "14",
        "themes": [],
        "sdg_targets": [],
        **fields,
    }


def created(concept: Concept, by: User, **fields: Any) -> Extract:
    return create_extract(concept=concept, values=values(**fields), by=by)


def test_new_extract_leaves_one_entry_in_the_history(
    concept: Concept, theme: ThemeField, coordination: User
) -> None:
    target = SdgTarget.objects.get(pk="13.1")
    extract = created(concept, coordination, themes=[theme], sdg_targets=[target])
    record = extract.history.get()
    assert (record.history_user, record.quotation) == (coordination, "Klimaneutral bis 2035.")
    assert [row.themefield for row in record.themes.all()] == [theme]
    assert (list(extract.themes.all()), list(extract.sdg_targets.all())) == ([theme], [target])


def test_extract_of_a_removed_concept_is_refused(concept: Concept, coordination: User) -> None:
    Concept.objects.filter(pk=concept.pk).delete()
    with pytest.raises(RuleBroken, match="entfernt"):
        created(concept, coordination)
    assert not Extract.objects.exists()


def test_saving_at_an_old_revision_changes_nothing(concept: Concept, coordination: User) -> None:
    extract = created(concept, coordination)
    save_extract(extract=extract, values=values(page="15"), revision=1, by=coordination)
    with pytest.raises(StaleRevision) as stale:
        save_extract(extract=extract, values=values(page="16"), revision=1, by=coordination)
    current: Any = stale.value.current
    assert (current.page, current.revision) == ("15", 2)
    assert Extract.objects.get().page == "15"


def test_saving_the_same_again_leaves_no_trace(
    concept: Concept, theme: ThemeField, coordination: User
) -> None:
    extract = created(concept, coordination, themes=[theme])
    saved = save_extract(extract=extract, values=values(themes=[theme]), revision=1, by=coordination)
    assert (saved.revision, extract.history.count()) == (1, 1)


def test_extract_is_set_aside_with_a_reason_and_taken_up_again(concept: Concept, coordination: User) -> None:
    extract = created(concept, coordination)
    assert set_aside(extract=extract, reason=" Erreicht. ", by=coordination).set_aside_reason == "Erreicht."
    reopen_extract(extract=extract, by=coordination)
    reopen_extract(extract=extract, by=coordination)
    extract.refresh_from_db()
    assert (extract.set_aside_reason, extract.revision) == ("", 1)
    assert [record.set_aside_reason for record in extract.history.order_by("history_id")] == [
        "",
        "Erreicht.",
        "",
    ]


def test_extract_is_not_set_aside_without_a_reason(concept: Concept, coordination: User) -> None:
    with pytest.raises(RuleBroken, match="begründen"):
        set_aside(extract=make_extract(concept), reason="  ", by=coordination)


def test_extract_in_use_is_not_set_aside(concept: Concept, theme: ThemeField, coordination: User) -> None:
    extract = make_extract(concept)
    make_basis(extract, make_strategic_goal(theme, by=coordination))
    with pytest.raises(RuleBroken, match="Lösen Sie zuerst die Verknüpfung"):
        set_aside(extract=extract, reason="Erreicht.", by=coordination)


def test_removing_asks_again_when_something_new_is_based_on_it(
    concept: Concept, theme: ThemeField, coordination: User
) -> None:
    extract = make_extract(concept)
    make_basis(extract, make_strategic_goal(theme, by=coordination))
    with pytest.raises(RuleBroken, match="Prüfen Sie bitte noch einmal"):
        remove_extract(extract=extract, uses=0, by=coordination, at=NOW)
    remove_extract(extract=extract, uses=1, by=coordination, at=NOW)
    assert not Extract.objects.exists()
    last = Extract.history.order_by("history_id").last()
    assert (last.retired_at, last.history_user) == (NOW, coordination)


def test_contradiction_is_the_same_from_both_sides(concept: Concept, coordination: User) -> None:
    first, second = make_extract(concept), make_extract(concept)
    noted = note_contradiction(extract=second, other=first, note="2030/2035", by=coordination, at=NOW)
    assert (noted.first, noted.second) == (first, second)
    with pytest.raises(RuleBroken, match="schon vermerkt"):
        note_contradiction(extract=first, other=second, note="", by=coordination, at=NOW)
    assert contradictions_of([first, second]) == {first.pk: [noted], second.pk: [noted]}


def test_extract_does_not_contradict_itself(concept: Concept, coordination: User) -> None:
    extract = make_extract(concept)
    with pytest.raises(RuleBroken, match="nicht sich selbst"):
        note_contradiction(extract=extract, other=extract, note="", by=coordination, at=NOW)


def test_contradiction_with_a_removed_extract_is_refused(concept: Concept, coordination: User) -> None:
    extract, other = make_extract(concept), make_extract(concept)
    Extract.objects.filter(pk=other.pk).delete()
    with pytest.raises(RuleBroken, match="entfernt"):
        note_contradiction(extract=extract, other=other, note="", by=coordination, at=NOW)


def test_removed_contradiction_leaves_the_extracts(concept: Concept) -> None:
    contradiction = make_contradiction(make_extract(concept), make_extract(concept))
    remove_contradiction(contradiction=contradiction)
    assert (Contradiction.objects.count(), Extract.objects.count()) == (0, 2)


def test_extracts_are_written_by_those_who_evaluate(concept: Concept) -> None:
    extract = make_extract(concept)
    writers = {role for role in Role if extract in Extract.objects.editable_by(make_user(role))}
    assert writers == {Role.COORDINATION, Role.CORE_TEAM}
