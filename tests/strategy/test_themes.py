import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.removal import remove_element
from strategy.actions.themes import (
    add_own_theme,
    leave_out_theme,
    merge_themes,
    remove_candidate,
    reopen_theme,
    select_theme,
)
from strategy.choices import THEME_DECISION_TRANSITIONS, ThemeDecision
from strategy.document.actions.versions import adopt_version, freeze_version
from strategy.models import Strategy, ThemeField
from tests.builders import NOW, make_strategic_goal, make_theme, make_version


@pytest.fixture
def candidate(strategy: Strategy) -> ThemeField:
    return ThemeField.objects.get(title="Nachhaltige Verwaltung")


@pytest.fixture
def other(strategy: Strategy) -> ThemeField:
    return ThemeField.objects.get(title="Klimaschutz & Energie")


def decided(theme: ThemeField) -> tuple[str, int | None, str]:
    theme.refresh_from_db()
    return theme.decision, theme.position, theme.reason


def own(strategy: Strategy, by: User, title: str = "Eigenes") -> ThemeField:
    return add_own_theme(strategy=strategy, title=title, description="Mehr.", by=by)


def test_new_strategy_offers_the_catalogue_undecided(strategy: Strategy) -> None:
    assert set(ThemeField.objects.values_list("decision", flat=True)) == {ThemeDecision.OPEN}
    assert ThemeField.objects.filter(prescribed=True).get().title == "Globale Verantwortung & Eine Welt"


def test_selected_theme_becomes_the_last_one(
    candidate: ThemeField, other: ThemeField, coordination: User
) -> None:
    select_theme(theme=other, by=coordination)
    select_theme(theme=candidate, by=coordination)
    assert [decided(other), decided(candidate)] == [("selected", 1, ""), ("selected", 2, "")]
    assert (candidate.revision, candidate.history.latest().history_user) == (2, coordination)


def test_selecting_again_changes_nothing(candidate: ThemeField, coordination: User) -> None:
    select_theme(theme=candidate, by=coordination)
    select_theme(theme=candidate, by=coordination)
    assert decided(candidate) == ("selected", 1, "")
    assert (candidate.revision, candidate.history.count()) == (2, 2)


def test_left_out_theme_keeps_its_reason(candidate: ThemeField, coordination: User) -> None:
    leave_out_theme(theme=candidate, reason="  Kein Geld. ", by=coordination)
    assert decided(candidate) == ("not_selected", None, "Kein Geld.")


def test_reason_of_a_left_out_theme_can_be_changed(candidate: ThemeField, coordination: User) -> None:
    leave_out_theme(theme=candidate, reason="Kein Geld.", by=coordination)
    leave_out_theme(theme=candidate, reason="Keine Leute.", by=coordination)
    leave_out_theme(theme=candidate, reason="Keine Leute.", by=coordination)
    assert decided(candidate) == ("not_selected", None, "Keine Leute.")
    assert (candidate.revision, candidate.history.count()) == (3, 3)


def test_theme_is_not_left_out_without_a_reason(candidate: ThemeField, coordination: User) -> None:
    with pytest.raises(RuleBroken, match="Bitte begründen Sie, warum das Themenfeld nicht gewählt wird"):
        leave_out_theme(theme=candidate, reason=" \n", by=coordination)
    assert decided(candidate) == ("open", None, "")


def test_leaving_out_a_selected_theme_closes_the_gap(
    candidate: ThemeField, other: ThemeField, coordination: User
) -> None:
    for theme in (candidate, other):
        select_theme(theme=theme, by=coordination)
    leave_out_theme(theme=candidate, reason="Doch nicht.", by=coordination)
    assert [decided(candidate), decided(other)] == [
        ("not_selected", None, "Doch nicht."),
        ("selected", 1, ""),
    ]


def test_selecting_a_left_out_theme_drops_the_reason(candidate: ThemeField, coordination: User) -> None:
    leave_out_theme(theme=candidate, reason="Kein Geld.", by=coordination)
    select_theme(theme=candidate, by=coordination)
    assert decided(candidate) == ("selected", 1, "")


def test_reopened_theme_is_undecided_again(candidate: ThemeField, coordination: User) -> None:
    leave_out_theme(theme=candidate, reason="Kein Geld.", by=coordination)
    reopen_theme(theme=candidate, by=coordination)
    assert decided(candidate) == ("open", None, "")


def test_theme_with_goals_stays_selected(strategy: Strategy, coordination: User) -> None:
    theme = make_theme(strategy, by=coordination, title="Nachhaltige Verwaltung")
    goal = make_strategic_goal(theme, by=coordination)
    with pytest.raises(RuleBroken, match="„Nachhaltige Verwaltung“ hat schon Ziele"):
        reopen_theme(theme=theme, by=coordination)
    with pytest.raises(RuleBroken, match="hat schon Ziele"):
        leave_out_theme(theme=theme, reason="Nein.", by=coordination)
    assert decided(theme) == ("selected", 1, "")
    remove_element(element=goal, by=coordination, at=NOW)
    reopen_theme(theme=theme, by=coordination)
    assert decided(theme) == ("open", None, "")


def test_theme_stays_selected_after_adoption(strategy: Strategy, coordination: User) -> None:
    version = make_version(strategy, by=coordination)
    empty = make_theme(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="1", by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="Der Rat hat die Themenfelder beschlossen"):
        reopen_theme(theme=empty, by=coordination)
    assert decided(empty) == ("selected", 2, "")


def test_theme_selected_after_adoption_gets_a_new_number(strategy: Strategy, coordination: User) -> None:
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="1", by=coordination, at=NOW)
    assert make_theme(strategy, by=coordination).position == 2


def test_own_theme_is_a_candidate(strategy: Strategy, coordination: User) -> None:
    theme = own(strategy, coordination)
    assert (theme.title, theme.description, theme.catalogue_field) == ("Eigenes", "Mehr.", None)
    assert decided(theme) == ("open", None, "")
    assert theme.history.get().history_user == coordination


def test_own_theme_needs_a_new_title(strategy: Strategy, coordination: User) -> None:
    own(strategy, coordination)
    with pytest.raises(ValidationError) as refusal:
        own(strategy, coordination)
    assert refusal.value.messages == ["Ein Themenfeld mit diesem Titel gibt es schon."]


def test_merged_themes_become_parts_of_a_new_candidate(
    strategy: Strategy, candidate: ThemeField, coordination: User
) -> None:
    prescribed = ThemeField.objects.get(prescribed=True)
    merged = merge_themes(
        strategy=strategy, parts=[candidate, prescribed], title="Beides", description="", by=coordination
    )
    assert (decided(merged), merged.prescribed) == (("open", None, ""), True)
    assert [decided(part) for part in (candidate, prescribed)] == [("merged", None, "")] * 2
    assert set(merged.merged_from.all()) == {candidate, prescribed}


def test_merging_refuses_a_single_theme(
    strategy: Strategy, candidate: ThemeField, coordination: User
) -> None:
    with pytest.raises(RuleBroken, match="mindestens zwei Themenfelder"):
        merge_themes(
            strategy=strategy, parts=[candidate, candidate], title="X", description="", by=coordination
        )


def test_merging_refuses_decided_themes(
    strategy: Strategy, candidate: ThemeField, other: ThemeField, coordination: User
) -> None:
    select_theme(theme=other, by=coordination)
    with pytest.raises(RuleBroken, match="über die noch nicht entschieden ist"):
        merge_themes(strategy=strategy, parts=[candidate, other], title="X", description="", by=coordination)
    assert not ThemeField.objects.filter(title="X").exists()
    assert [decided(candidate), decided(other)] == [("open", None, ""), ("selected", 1, "")]


@pytest.fixture
def merged(strategy: Strategy, candidate: ThemeField, other: ThemeField, coordination: User) -> ThemeField:
    return merge_themes(
        strategy=strategy, parts=[candidate, other], title="Beides", description="", by=coordination
    )


def test_removing_a_merged_candidate_dissolves_it(
    merged: ThemeField, candidate: ThemeField, other: ThemeField, coordination: User
) -> None:
    remove_candidate(theme=merged, by=coordination, at=NOW)
    assert not ThemeField.objects.active().filter(title="Beides").exists()
    assert [decided(part) for part in (candidate, other)] == [("open", None, "")] * 2
    assert candidate.merged_into is None


def test_part_of_a_merged_candidate_cannot_be_decided_on_its_own(
    merged: ThemeField, candidate: ThemeField, coordination: User
) -> None:
    with pytest.raises(RuleBroken, match="„Nachhaltige Verwaltung“ ist zusammengeführt"):
        select_theme(theme=candidate, by=coordination)
    with pytest.raises(RuleBroken, match="„Nachhaltige Verwaltung“ ist zusammengeführt"):
        leave_out_theme(theme=candidate, reason="Nein.", by=coordination)
    with pytest.raises(RuleBroken, match="„Nachhaltige Verwaltung“ ist Teil eines anderen Themenfelds"):
        reopen_theme(theme=candidate, by=coordination)
    assert decided(candidate) == ("merged", None, "")


def test_theme_of_the_catalogue_is_not_removed(candidate: ThemeField, coordination: User) -> None:
    with pytest.raises(RuleBroken, match="Themenfelder des Katalogs bleiben als Kandidaten stehen"):
        remove_candidate(theme=candidate, by=coordination, at=NOW)


def test_selected_theme_is_not_removed(merged: ThemeField, coordination: User) -> None:
    select_theme(theme=merged, by=coordination)
    with pytest.raises(RuleBroken, match="Nehmen Sie zuerst die Auswahl zurück"):
        remove_candidate(theme=merged, by=coordination, at=NOW)
    assert decided(merged) == ("selected", 1, "")


def test_candidate_removed_after_the_first_version_is_retired(
    strategy: Strategy, merged: ThemeField, candidate: ThemeField, coordination: User
) -> None:
    theme = make_theme(strategy, by=coordination, title="Nachhaltige Mobilität")
    make_strategic_goal(theme, by=coordination)
    make_version(strategy, by=coordination)
    remove_candidate(theme=merged, by=coordination, at=NOW)
    merged.refresh_from_db()
    assert (merged.retired_at, merged.retired_by) == (NOW, coordination)
    assert merged not in ThemeField.objects.candidates()
    assert decided(candidate) == ("open", None, "")
    # Its title is free again.
    own(strategy, coordination, title="Beides")


def test_transitions_allow_exactly_this() -> None:
    assert {
        (before, after) for before, allowed in THEME_DECISION_TRANSITIONS.items() for after in allowed
    } == {
        ("open", "selected"),
        ("open", "not_selected"),
        ("open", "merged"),
        ("selected", "open"),
        ("selected", "not_selected"),
        ("not_selected", "open"),
        ("not_selected", "selected"),
        ("merged", "open"),
    }
    assert set(THEME_DECISION_TRANSITIONS) == set(ThemeDecision)


def test_decisions_follow_the_table(strategy: Strategy, coordination: User) -> None:
    """Every decision after every other, once: what the table does not list is refused."""

    def attempt(theme: ThemeField, after: str) -> None:
        if after == "selected":
            select_theme(theme=theme, by=coordination)
        elif after == "not_selected":
            leave_out_theme(theme=theme, reason="Nein.", by=coordination)
        elif after == "open":
            reopen_theme(theme=theme, by=coordination)
        else:
            parts = [theme, own(strategy, coordination, f"Teil {theme.pk} {after}")]
            merge_themes(
                strategy=strategy, parts=parts, title=f"Zu {theme.pk}", description="", by=coordination
            )

    happened = set()
    for before in ThemeDecision:
        for after in set(ThemeDecision) - {before}:
            theme = own(strategy, coordination, f"{before} {after}")
            if before != "open":
                attempt(theme, before)
            try:
                attempt(theme, after)
            except RuleBroken:
                assert decided(theme)[0] == before
            else:
                assert decided(theme)[0] == after
                happened.add((str(before), str(after)))
    table = {(str(b), str(a)) for b, allowed in THEME_DECISION_TRANSITIONS.items() for a in allowed}
    # A merged candidate is dissolved as a whole, by removing what it was merged into.
    assert happened == table - {("merged", "open")}


def test_adopted_number_of_a_theme_is_kept_for_it(strategy: Strategy, coordination: User) -> None:
    first, second = make_theme(strategy, by=coordination), make_theme(strategy, by=coordination)
    make_strategic_goal(first, by=coordination)
    version = freeze_version(strategy=strategy, by=coordination, at=NOW)
    reopen_theme(theme=second, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="1", by=coordination, at=NOW)
    assert make_theme(strategy, by=coordination, title="Nachhaltige Mobilität").position == 3
    assert select_theme(theme=second, by=coordination).position == 2


def test_merged_candidate_is_not_removed_from_under_another(strategy: Strategy, coordination: User) -> None:
    a, b, c = ThemeField.objects.filter(strategy=strategy).order_by("catalogue_field")[:3]
    merged = merge_themes(strategy=strategy, parts=[a, b], title="AB", description="", by=coordination)
    merge_themes(strategy=strategy, parts=[merged, c], title="ABC", description="", by=coordination)
    with pytest.raises(RuleBroken, match="ist Teil eines anderen Themenfelds"):
        remove_candidate(theme=merged, by=coordination, at=NOW)
