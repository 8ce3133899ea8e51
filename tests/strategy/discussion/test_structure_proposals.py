"""Proposing something new, a removal or a move, and what becomes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.emptying import empty_bin
from strategy.actions.removal import remove_element
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.actions.digests import send_digest
from strategy.discussion.actions.structure_proposals import propose_addition, propose_removal
from strategy.discussion.proposal_lines import lines_of
from strategy.models import Measure, OperationalGoal, Proposal, Strategy
from strategy.models.element import KEPT_IN_BIN
from tests.builders import (
    NOW,
    join_working_group,
    make_adopted_version,
    make_goal,
    make_strategic_goal,
    make_theme,
)
from tests.strategy.pages import errors_on, fields_on, goes_to, text_of

MailsOf = Callable[[Callable[[], Any]], list[EmailMessage]]
LIST = reverse("strategy:proposal-list")


@pytest.fixture
def other(strategy: Strategy, coordination: User) -> OperationalGoal:
    """An operational goal in a second theme field."""
    theme = make_theme(strategy, by=coordination)
    return make_goal(make_strategic_goal(theme, by=coordination), by=coordination, short_title="Anderswo")


def page(what: str, *arguments: Any) -> str:
    return reverse(f"strategy:proposal-{what}", args=arguments)


def tree(element: Any) -> str:
    return reverse("strategy:element-detail", args=["theme", element.theme_of.pk])


def send(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {**fields_on(client.get(address)), **values})


def test_new_measure_is_proposed_shown_in_its_place_and_created(
    measure: Measure, member: User, member_client: Client, coordination_client: Client, mails_of: MailsOf
) -> None:
    goal = measure.operational_goal
    address = page("add-new", "measure", goal.pk)
    assert address in member_client.get(tree(goal)).content.decode()
    send(member_client, address, title="Lesebus", annual_cost="ca. 5.000", proposal_note="Fehlt noch.")
    proposal = Proposal.objects.get()
    assert (proposal.intent, proposal.parent_key, proposal.note) == ("addition", goal.pk, "Fehlt noch.")
    assert "vorgeschlagen Maßnahme: Lesebus" in text_of(member_client.get(tree(goal)))
    assert [line.words for line in lines_of([proposal])] == ["Neu unter 1.1.1: Maßnahme Lesebus"]
    fields = fields_on(coordination_client.get(page("accept", proposal.pk)))
    assert (fields["title"], fields["annual_cost"]) == ("Lesebus", "5.000")
    sent = {**fields, "answer": "Gern!"}
    coordination_client.post(page("accept", proposal.pk), sent)
    (mail,) = mails_of(lambda: send_digest(user=member, at=timezone.now() + timedelta(hours=1)))
    made = Measure.objects.get(title="Lesebus")
    proposal.refresh_from_db()
    assert (made.pk, made.operational_goal, made.position) == (proposal.element_key, goal, 2)
    assert (proposal.status, "„Gern!“" in mail.body) == ("accepted", True)
    assert "Lesebus" in text_of(member_client.get(page("detail", proposal.pk)))
    assert "vorgeschlagen Maßnahme: Lesebus" not in text_of(member_client.get(tree(goal)))


def test_new_goal_is_accepted_with_changes(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    address = page("add-new", "strategic_goal", measure.theme_of.pk)
    send(member_client, address, statement="Im Jahr 2030 lesen alle.")
    proposal = Proposal.objects.get()
    send(coordination_client, page("accept", proposal.pk), statement="Im Jahr 2030 liest jedes Kind.")
    proposal.refresh_from_db()
    assert proposal.status == "accepted_with_changes"
    assert [goal.statement for goal in measure.theme_of.strategic_goals.all()][1:] == [
        "Im Jahr 2030 liest jedes Kind."
    ]


def test_new_element_without_title_is_refused_and_keeps_the_rest(
    measure: Measure, member_client: Client
) -> None:
    response = send(
        member_client, page("add-new", "measure", measure.operational_goal.pk), annual_cost="5.000"
    )
    assert (response.status_code, list(errors_on(response))) == (422, ["title"])
    assert fields_on(response)["annual_cost"] == "5.000"
    assert Proposal.objects.count() == 0


def test_nobody_proposes_what_they_can_do_or_while_texts_are_consolidated(
    measure: Measure, coordination: User, member: User, member_client: Client
) -> None:
    goal = measure.operational_goal
    address = page("add-new", "measure", goal.pk)
    join_working_group(measure.theme_of, member)
    assert member_client.get(address).status_code == 404
    with pytest.raises(RuleBroken, match="Hier können Sie selbst etwas anlegen"):
        propose_addition(kind="measure", parent=goal, kept={"title": "x"}, note="", by=member, at=NOW)
    with pytest.raises(RuleBroken, match="Das können Sie selbst entfernen"):
        propose_removal(element=measure, reason="Nein.", by=coordination, at=NOW)
    begin_consolidation(theme=measure.theme_of, by=coordination, at=NOW)
    response = member_client.post(page("add-removal", "measure", measure.pk), {"reason": "Doppelt."})
    assert "führt die Texte dieses Themenfelds gerade zusammen" in text_of(response)
    assert fields_on(response)["reason"] == "Doppelt."
    assert Proposal.objects.count() == 0


def test_removal_needs_a_reason_says_what_goes_along_and_is_carried_out(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    goal = measure.operational_goal
    address = page("add-removal", "operational_goal", goal.pk)
    assert errors_on(member_client.post(address, {"reason": " "})) == {
        "reason": ["Bitte begründen Sie, warum es entfernt werden soll."]
    }
    send(member_client, address, reason="Steht schon in 2.1.")
    proposal = Proposal.objects.get()
    assert "entfernen vorgeschlagen" in text_of(member_client.get(tree(goal)))
    shown = coordination_client.get(page("accept", proposal.pk))
    assert [entry.number for entry in shown.context["goes_along"]] == [measure.number]
    assert goes_to(coordination_client.post(page("accept", proposal.pk), {"answer": ""})) == LIST
    assert OperationalGoal.objects.active().filter(pk=goal.pk).count() == 0


def test_move_is_proposed_shown_at_both_places_and_carried_out(
    measure: Measure, other: OperationalGoal, member_client: Client, coordination_client: Client
) -> None:
    address = page("add-move", "measure", measure.pk)
    form = member_client.get(address).context["form"]
    assert list(form.fields["parent"].queryset) == [other]
    assert errors_on(member_client.post(address, {"parent": ""})) == {
        "parent": ["Bitte wählen Sie, wohin es kommt."]
    }
    send(member_client, address, parent=str(other.pk), note="Passt dort besser.")
    proposal = Proposal.objects.get()
    assert "verschieben vorgeschlagen" in text_of(member_client.get(tree(measure)))
    assert f"{measure} (von dort hierher)" in text_of(member_client.get(tree(other)))
    coordination_client.post(page("accept", proposal.pk), {"answer": "Ja."})
    measure.refresh_from_db()
    proposal.refresh_from_db()
    assert (measure.operational_goal, proposal.status) == (other, "accepted")


def test_move_into_a_place_that_went_meanwhile_is_refused_with_a_sentence(
    measure: Measure, other: OperationalGoal, coordination: User, member_client: Client
) -> None:
    address = page("add-move", "measure", measure.pk)
    fields = {**fields_on(member_client.get(address)), "parent": str(other.pk)}
    remove_element(element=other, by=coordination, at=NOW)
    assert errors_on(member_client.post(address, fields)) == {
        "parent": ["Diese Stelle gibt es nicht mehr. Bitte wählen Sie eine andere."]
    }


def test_what_was_typed_about_something_removed_is_shown_once_more(
    measure: Measure, other: OperationalGoal, coordination: User, member_client: Client, reader_client: Client
) -> None:
    goal = measure.operational_goal
    pages = {
        page("add-new", "measure", goal.pk): {"title": "Lesebus für alle"},
        page("add-removal", "measure", measure.pk): {"reason": "Lesebus für alle"},
        page("add-move", "measure", measure.pk): {"note": "Lesebus für alle", "parent": str(other.pk)},
    }
    remove_element(element=goal, by=coordination, at=NOW)
    for address, sent in pages.items():
        response = member_client.post(address, sent)
        assert response.status_code == 409
        assert "Lesebus für alle" in text_of(response)
        assert [client.get(address).status_code for client in (member_client, reader_client)] == [404, 404]
    assert Proposal.objects.count() == 0


def test_proposals_for_a_place_in_the_bin_wait_with_it_and_end_with_it(
    measure: Measure, coordination: User, member_client: Client, coordination_client: Client
) -> None:
    goal = measure.operational_goal
    send(member_client, page("add-new", "measure", goal.pk), title="Lesebus")
    (made,) = coordination_client.get(LIST).context["open_proposals"]
    remove_element(element=goal, by=coordination, at=NOW)
    assert list(coordination_client.get(LIST).context["open_proposals"]) == []
    assert coordination_client.get(page("accept", made.pk)).status_code == 404
    empty_bin(at=NOW + KEPT_IN_BIN + timedelta(days=1))
    assert Proposal.objects.count() == 0


def test_nothing_moves_by_proposal_once_numbers_are_fixed(
    measure: Measure, other: OperationalGoal, coordination: User, member_client: Client
) -> None:
    make_adopted_version(measure.strategy_of, by=coordination)
    assert member_client.get(page("add-move", "measure", measure.pk)).status_code == 404
    detail = reverse("strategy:element-detail", args=["measure", measure.pk])
    assert "Verschieben vorschlagen" not in text_of(member_client.get(detail))
    assert "Entfernen vorschlagen" in text_of(member_client.get(detail))


def test_proposals_of_all_kinds_are_declined_and_listed(
    measure: Measure, other: OperationalGoal, member_client: Client, coordination_client: Client
) -> None:
    send(member_client, page("add-new", "measure", other.pk), title="Lesebus")
    send(member_client, page("add-removal", "measure", measure.pk), reason="Doppelt.")
    send(member_client, page("add-move", "measure", measure.pk), parent=str(other.pk))
    shown = coordination_client.get(LIST)
    assert sorted(line.words for line in shown.context["lines"].values()) == [
        f"Entfernen: Maßnahme 1.1.1.1 {measure}",
        f"Nach 2.1.1 verschieben: Maßnahme 1.1.1.1 {measure}",
        "Neu unter 2.1.1: Maßnahme Lesebus",
    ]
    for proposal in Proposal.objects.all():
        response = coordination_client.post(page("decline", proposal.pk), {"reason": "Nein."})
        assert goes_to(response) == LIST
    assert set(Proposal.objects.values_list("status", flat=True)) == {"declined"}
    assert (Measure.objects.count(), measure.operational_goal.measures.count()) == (1, 1)


def test_members_decide_nothing(measure: Measure, member_client: Client, reader_client: Client) -> None:
    send(member_client, page("add-new", "measure", measure.operational_goal.pk), title="Lesebus")
    proposal = Proposal.objects.get()
    for client in (member_client, reader_client):
        assert client.post(page("accept", proposal.pk), {"title": "Lesebus"}).status_code == 404
    assert Measure.objects.count() == 1
