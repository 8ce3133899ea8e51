"""Proposing a change of a text, and what becomes of the proposal."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.choices import ElementKind
from strategy.discussion.actions.consolidation import begin_consolidation, end_consolidation
from strategy.discussion.actions.digests import send_digest
from strategy.discussion.actions.proposals import accept_proposal, decline_proposal, withdraw_proposal
from strategy.discussion.choices import ProposalStatus
from strategy.models import Chapter, Department, Measure, Proposal, SdgTarget, Strategy
from tests.builders import (
    NOW,
    make_adopted_version,
    make_department,
    make_programme,
    make_proposal,
    make_version,
)
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

MailsOf = Callable[[Callable[[], Any]], list[EmailMessage]]
LIST = reverse("strategy:proposal-list")
NOTHING_CHANGED = "Sie haben nichts geändert. Schreiben Sie Ihren Vorschlag in die Felder."
CONSOLIDATED = (
    "Die Koordination führt die Texte dieses Themenfelds gerade zusammen. "
    "Vorschläge sind danach wieder möglich. Ihr Text steht noch hier."
)


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    measure = make_programme(strategy, by=coordination)
    return save(measure, coordination, title="Vorlesepaten", description="In allen Bezirken.")


@pytest.fixture
def proposal(measure: Measure, member: User) -> Proposal:
    return make_proposal(measure, by=member, note="Klarer so.", title="Vorlesepaten überall")


def save(element: Any, by: User, **values: Any) -> Any:
    element.refresh_from_db()
    return save_element(element=element, values=values, revision=element.revision, by=by)


def page(name: str, proposal: Proposal) -> str:
    return reverse(f"strategy:proposal-{name}", args=[proposal.pk])


def add_page(element: Any) -> str:
    return reverse("strategy:proposal-add", args=[element.kind, element.pk])


def told(change: Any) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in change]


def propose(client: Client, element: Any, **values: Any) -> Any:
    return client.post(add_page(element), {**fields_on(client.get(add_page(element))), **values})


FIRST_TEXTS = {
    ElementKind.THEME: "guideline",
    ElementKind.STRATEGIC_GOAL: "statement",
    ElementKind.OPERATIONAL_GOAL: "short_title",
    ElementKind.MEASURE: "title",
    ElementKind.CHAPTER: "text",
}


def test_member_proposes_for_every_kind(measure: Measure, member: User, member_client: Client) -> None:
    goal = measure.operational_goal
    strategic = goal.strategic_goal
    chapter = Chapter.objects.get(chapter_kind="preface")
    for element in (strategic.theme, strategic, goal, measure, chapter):
        name = FIRST_TEXTS[element.kind]
        response = propose(member_client, element, **{name: "Mein Vorschlag"}, proposal_note="Weil.")
        made = Proposal.objects.latest("pk")
        assert goes_to(response) == page("detail", made)
        assert (made.element_kind, made.element_key, made.theme, made.values, made.note, made.author) == (
            element.kind,
            element.pk,
            element.theme_of,
            {name: "Mein Vorschlag"},
            "Weil.",
            member,
        )


def test_only_changed_fields_are_kept_with_the_revision_that_was_seen(
    measure: Measure, coordination: User, member_client: Client
) -> None:
    fields = fields_on(member_client.get(add_page(measure)))
    assert (fields["title"], fields["description"]) == ("Vorlesepaten", "In allen Bezirken.")
    seen = measure.revision
    save(measure, coordination, description="Zuerst in Wanne.")
    member_client.post(add_page(measure), {**fields, "title": "Lesepaten"})
    made = Proposal.objects.get()
    assert (made.values, made.base_revision) == ({"title": "Lesepaten"}, seen)


def test_every_field_can_be_proposed(measure: Measure, member_client: Client) -> None:
    response = propose(
        member_client,
        measure,
        measure_kind="ongoing",
        start_year="2022 bis 2024",
        annual_cost="ca. 12.500 €",
        staff_fte="50 %",
        funding="grants",
        implementation_status="in_progress",
        sdg_targets=["4.1", "4.5"],
    )
    assert messages_of(member_client.get(goes_to(response)))[:2] == [
        "Danke. Die Koordination prüft Ihren Vorschlag und antwortet Ihnen.",
        "Aus „2022 bis 2024“ ist auch übernommen: Ende (Jahr) 2024",
    ]
    assert Proposal.objects.get().values == {
        "measure_kind": "ongoing",
        "start_year": "2022",
        "end_year": "2024",
        "annual_cost": "12.500",
        "staff_fte": "0,5",
        "funding": "grants",
        "implementation_status": "in_progress",
        "sdg_targets": ["4.1", "4.5"],
        "note": "Laufende Kosten: ca. 12.500 €",
    }


def test_departments_are_proposed_by_their_names_and_new_ones_are_recorded_on_acceptance(
    measure: Measure, coordination: User, member_client: Client, coordination_client: Client
) -> None:
    make_department("Stadtbibliothek")
    response = propose(
        member_client,
        measure,
        department="Stadtbibliothek",
        participants=["Stadtbibliothek", "Lesebund"],
        new_departments=["Lesebund"],
    )
    shown = member_client.get(goes_to(response))
    assert "„Lesebund“ ist noch nicht verzeichnet. Darüber entscheidet die Koordination." in messages_of(
        shown
    )
    proposal = Proposal.objects.get()
    assert proposal.values == {
        "department": "Stadtbibliothek",
        "participants": ["Lesebund", "Stadtbibliothek"],
    }
    assert {change.name: told(change.changes) for change in shown.context["changes"]} == {
        "department": [("inserted", "Stadtbibliothek")],
        "participants": [("inserted", "Lesebund\nStadtbibliothek")],
    }
    assert not Department.objects.filter(name="Lesebund").exists()
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    response = coordination_client.post(page("accept", proposal), fields)
    assert response.status_code == 422
    sent = {**fields_on(response), "new_departments": ["Lesebund"]}
    assert coordination_client.post(page("accept", proposal), sent).status_code == 302
    measure.refresh_from_db()
    proposal.refresh_from_db()
    assert str(measure.department) == "Stadtbibliothek"
    assert sorted(map(str, measure.participants.all())) == ["Lesebund", "Stadtbibliothek"]
    assert proposal.status == "accepted"


def test_figures_are_proposed_as_meant_or_refused(measure: Measure, member_client: Client) -> None:
    response = propose(member_client, measure, annual_cost="zwölf", start_year="2024", end_year="2022")
    assert (response.status_code, Proposal.objects.count()) == (422, 0)
    assert "annual_cost" in errors_on(response)
    assert fields_on(response)["annual_cost"] == "zwölf"


def test_page_shows_every_field_before_and_after(
    measure: Measure, coordination: User, member_client: Client, coordination_client: Client
) -> None:
    save(measure, coordination, annual_cost=Decimal(1_000), permanent=True)
    propose(member_client, measure, annual_cost="12.500", permanent="", end_year="2025", funding="budget")
    response = coordination_client.get(page("detail", Proposal.objects.get()))
    assert {change.label: told(change.changes) for change in response.context["changes"]} == {
        "Ende (Jahr)": [("inserted", "2025")],
        "Dauerhaft": [("deleted", "ja"), ("inserted", "nein")],
        "Laufende Kosten (Euro im Jahr)": [("deleted", "1.000"), ("inserted", "12.500")],
        "Finanzierung": [("inserted", "Haushalt")],
    }


def test_figures_are_accepted_with_what_belongs_to_them(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    propose(member_client, measure, annual_cost="rund 12.500", sdg_targets=["4.1"], end_year="2025")
    proposal = Proposal.objects.get()
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    assert {"annual_cost", "start_year", "end_year", "note"} <= fields.keys()
    assert {"title", "investment"} & fields.keys() == set()
    assert coordination_client.post(page("accept", proposal), fields).status_code == 302
    measure.refresh_from_db()
    proposal.refresh_from_db()
    assert (measure.annual_cost, measure.end_year, measure.note) == (
        Decimal(12_500),
        2025,
        "Laufende Kosten: rund 12.500",
    )
    assert [target.pk for target in measure.sdg_targets.all()] == ["4.1"]
    assert proposal.status == "accepted"


def test_other_figure_is_accepted_with_changes(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    propose(member_client, measure, annual_cost="12.500")
    proposal = Proposal.objects.get()
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    coordination_client.post(page("accept", proposal), {**fields, "annual_cost": "10.000"})
    proposal.refresh_from_db()
    measure.refresh_from_db()
    assert (proposal.status, measure.annual_cost) == ("accepted_with_changes", Decimal(10_000))


def test_figure_that_changed_meanwhile_is_shown_and_targets_are_put_together(
    measure: Measure, core_team: User, member_client: Client, coordination_client: Client
) -> None:
    targets = SdgTarget.objects.in_bulk(["1.1", "1.2", "4.1"])
    save(measure, core_team, annual_cost=Decimal(1_000), sdg_targets=[targets["1.1"], targets["1.2"]])
    propose(member_client, measure, annual_cost="12.500", sdg_targets=["1.1", "4.5"])
    save(measure, core_team, annual_cost=Decimal(2_000), sdg_targets=targets.values())
    response = coordination_client.get(page("accept", Proposal.objects.get()))
    changes = {change.name: told(change.against_current) for change in response.context["changes"]}
    assert changes["annual_cost"] == [("deleted", "2.000"), ("inserted", "12.500")]
    assert "annual_cost" in fields_on(response)
    form = response.context["form"]
    assert (form["annual_cost"].value(), form["sdg_targets"].value()) == (
        Decimal(12_500),
        ["1.1", "4.1", "4.5"],
    )


def test_status_of_resolution_stays_where_it_follows_from_resolutions(
    measure: Measure, coordination: User, member_client: Client, coordination_client: Client
) -> None:
    propose(member_client, measure, resolution_status="own_resolution", title="Lesepaten")
    make_adopted_version(measure.strategy_of, by=coordination)
    proposal = Proposal.objects.get()
    measure.refresh_from_db()
    before = measure.resolution_status
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    coordination_client.post(page("accept", proposal), fields)
    measure.refresh_from_db()
    assert (measure.title, measure.resolution_status) == ("Lesepaten", before)
    proposal.refresh_from_db()
    assert proposal.status == "accepted_with_changes"


def test_empty_proposal_is_refused_and_keeps_the_note(measure: Measure, member_client: Client) -> None:
    response = propose(member_client, measure, proposal_note="Das war mir wichtig.")
    assert (response.status_code, errors_on(response)) == (422, {"__all__": [NOTHING_CHANGED]})
    assert fields_on(response)["proposal_note"] == "Das war mir wichtig."
    assert Proposal.objects.count() == 0


def test_endless_proposal_is_refused_and_keeps_the_text(measure: Measure, member_client: Client) -> None:
    long = "Wort " * 4_000
    response = propose(member_client, measure, title=long, proposal_note=long)
    assert response.status_code == 422
    assert sorted(errors_on(response)) == ["proposal_note", "title"]
    assert fields_on(response)["proposal_note"] == long


def test_nobody_proposes_while_texts_are_consolidated(
    measure: Measure, coordination: User, member_client: Client
) -> None:
    fields = fields_on(member_client.get(add_page(measure)))
    begin_consolidation(theme=measure.theme_of, by=coordination, at=NOW)
    assert member_client.get(add_page(measure)).status_code == 404
    response = member_client.post(add_page(measure), {**fields, "title": "Mein Titel"})
    assert (response.status_code, errors_on(response)) == (422, {"__all__": [CONSOLIDATED]})
    assert fields_on(response)["title"] == "Mein Titel"
    end_consolidation(theme=measure.theme_of, by=coordination)
    assert member_client.post(add_page(measure), {**fields, "title": "Mein Titel"}).status_code == 302


def test_proposal_for_a_removed_element_is_shown_once_more(
    measure: Measure, coordination: User, member_client: Client, reader_client: Client
) -> None:
    address = add_page(measure)
    fields = {**fields_on(member_client.get(address)), "title": "<b>Mein Titel</b>"}
    remove_element(element=measure, by=coordination, at=NOW)
    response = member_client.post(address, fields)
    assert (response.status_code, Proposal.objects.count()) == (409, 0)
    assert "Dieser Text wurde entfernt, während Sie geschrieben haben." in text_of(response)
    assert "<b>Mein Titel</b>" in text_of(response)
    assert (member_client.get(address).status_code, reader_client.post(address, fields).status_code) == (
        404,
        404,
    )


def test_page_shows_the_words_that_change(
    proposal: Proposal, measure: Measure, core_team: User, coordination_client: Client
) -> None:
    (change,) = coordination_client.get(page("detail", proposal)).context["changes"]
    assert told(change.changes) == [("same", "Vorlesepaten"), ("inserted", " überall")]
    assert change.against_current == ()
    save(measure, core_team, title="Lesepaten")
    response = coordination_client.get(page("detail", proposal))
    (change,) = response.context["changes"]
    assert told(change.changes) == [("same", "Vorlesepaten"), ("inserted", " überall")]
    assert told(change.against_current) == [("deleted", "Lesepaten"), ("inserted", "Vorlesepaten überall")]
    assert "Dies wurde seit dem Vorschlag geändert" in text_of(response)


def test_proposal_is_accepted_as_it_is(
    proposal: Proposal, measure: Measure, coordination: User, coordination_client: Client, mails_of: MailsOf
) -> None:
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    assert set(fields) - {"csrfmiddlewaretoken", "revision"} == {"title", "answer"}
    assert fields["title"] == "Vorlesepaten überall"
    sent = {**fields, "answer": "Danke & <gern>!"}
    assert mails_of(lambda: coordination_client.post(page("accept", proposal), sent)) == []
    mail = next_mail(proposal.author, mails_of)
    proposal.refresh_from_db()
    measure.refresh_from_db()
    assert (proposal.status, proposal.decided_by, measure.title) == (
        ProposalStatus.ACCEPTED,
        coordination,
        "Vorlesepaten überall",
    )
    assert measure.history.latest().history_user == coordination
    assert mail.to == [proposal.author.email]
    assert f"{coordination.name} hat einen Vorschlag übernommen (angenommen)" in mail.body
    assert "Danke & <gern>!" in mail.body
    assert page("detail", proposal) in mail.body


def test_proposal_is_accepted_with_changes(
    proposal: Proposal, measure: Measure, coordination_client: Client
) -> None:
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    coordination_client.post(page("accept", proposal), {**fields, "title": "Vorlesepaten im Quartier"})
    proposal.refresh_from_db()
    measure.refresh_from_db()
    assert (proposal.status, measure.title) == ("accepted_with_changes", "Vorlesepaten im Quartier")


def test_text_that_changed_meanwhile_leads_to_the_conflict(
    proposal: Proposal, measure: Measure, core_team: User, coordination_client: Client
) -> None:
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    save(measure, core_team, title="Ihr Titel")
    response = coordination_client.post(page("accept", proposal), fields)
    assert response.status_code == 409
    assert "Nichts ist verloren." in text_of(response)
    proposal.refresh_from_db()
    measure.refresh_from_db()
    assert (proposal.status, measure.title) == ("open", "Ihr Titel")
    again = fields_on(response)
    assert again["title"] == "Vorlesepaten überall"
    assert coordination_client.post(page("accept", proposal), again).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Vorlesepaten überall"


def test_form_of_acceptance_keeps_what_others_wrote_since(
    measure: Measure, member: User, core_team: User, coordination_client: Client
) -> None:
    proposal = make_proposal(measure, by=member, description="In allen Bezirken und Schulen.")
    save(measure, core_team, description="Bis 2024 in allen Bezirken.")
    form = fields_on(coordination_client.get(page("accept", proposal)))
    assert form["description"] == "Bis 2024 in allen Bezirken und Schulen."


def test_form_of_acceptance_shows_what_it_would_overwrite(
    measure: Measure, member: User, core_team: User, coordination_client: Client
) -> None:
    proposal = make_proposal(measure, by=member, description="In drei Bezirken.")
    save(measure, core_team, description="In zwei Bezirken.")
    response = coordination_client.get(page("accept", proposal))
    assert fields_on(response)["description"] == "In drei Bezirken."
    (change,) = response.context["changes"]
    assert told(change.against_current) == [
        ("same", "In "),
        ("deleted", "zwei"),
        ("inserted", "drei"),
        ("same", " Bezirken."),
    ]


def test_stale_acceptance_decides_nothing(
    proposal: Proposal, measure: Measure, coordination: User, core_team: User
) -> None:
    old = measure.revision
    save(measure, core_team, title="Neu")
    with pytest.raises(StaleRevision):
        accept_proposal(
            proposal=proposal,
            element=measure,
            values=proposal.values,
            kept=proposal.values,
            revision=old,
            answer="",
            by=coordination,
            at=NOW,
        )
    assert Proposal.objects.get().status == "open"


def test_second_decision_is_refused_with_a_sentence(
    proposal: Proposal, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    fields = fields_on(coordination_client.get(page("accept", proposal)))
    decline_proposal(proposal=proposal, reason="Nein.", by=coordination, at=NOW)
    response = coordination_client.post(page("accept", proposal), fields)
    assert errors_on(response) == {"__all__": ["Über diesen Vorschlag ist schon entschieden: abgelehnt."]}
    measure.refresh_from_db()
    assert measure.title == "Vorlesepaten"


def test_proposal_is_declined_with_a_reason(
    proposal: Proposal, coordination_client: Client, mails_of: MailsOf
) -> None:
    response = coordination_client.post(page("decline", proposal), {"reason": " "})
    assert errors_on(response) == {"reason": ["Bitte begründen Sie, warum der Vorschlag abgelehnt wird."]}
    sent = {"reason": "Der Titel ist zu lang."}
    assert mails_of(lambda: coordination_client.post(page("decline", proposal), sent)) == []
    mail = next_mail(proposal.author, mails_of)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == ("declined", "Der Titel ist zu lang.")
    assert "hat einen Vorschlag abgelehnt" in mail.body
    assert "Der Titel ist zu lang." in mail.body


def next_mail(person: User, mails_of: MailsOf) -> EmailMessage:
    """The mail about what happened, an hour later."""
    (mail,) = mails_of(lambda: send_digest(user=person, at=timezone.now() + timedelta(hours=1)))
    return mail


def test_author_withdraws(
    proposal: Proposal, member: User, member_client: Client, office: User, office_client: Client
) -> None:
    assert "Vorschlag zurückziehen" in text_of(member_client.get(page("detail", proposal)))
    assert office_client.post(page("withdraw", proposal)).status_code == 404
    with pytest.raises(RuleBroken, match="Nur wer den Vorschlag gemacht hat"):
        withdraw_proposal(proposal=proposal, by=office, at=NOW)
    assert goes_to(member_client.post(page("withdraw", proposal))) == page("detail", proposal)
    assert Proposal.objects.get().status == "withdrawn"
    member_client.get(page("detail", proposal))
    response = member_client.post(page("withdraw", proposal), follow=True)
    assert messages_of(response) == ["Über diesen Vorschlag ist schon entschieden: zurückgezogen."]


def test_proposals_go_with_a_deleted_element_and_stay_with_a_retired_one(
    proposal: Proposal, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    make_version(measure.strategy_of, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    response = coordination_client.get(page("detail", proposal))
    assert (response.status_code, response.context["can_decide"]) == (200, False)
    assert [coordination_client.get(page(name, proposal)).status_code for name in ("accept", "decline")] == [
        404,
        404,
    ]


def test_list_shows_open_ones_first_and_filters(
    proposal: Proposal,
    measure: Measure,
    member: User,
    office: User,
    coordination: User,
    member_client: Client,
) -> None:
    goal = measure.operational_goal
    declined = make_proposal(goal, by=office, statement="Anders.")
    decline_proposal(proposal=declined, reason="Nein.", by=coordination, at=NOW)
    response = member_client.get(LIST)
    assert (list(response.context["open_proposals"]), list(response.context["decided"])) == (
        [proposal],
        [declined],
    )
    response = member_client.get(LIST, {"eigene": "1"})
    assert (list(response.context["open_proposals"]), list(response.context["decided"])) == ([proposal], [])
    response = member_client.get(LIST, {"themenfeld": str(measure.theme_of.pk)})
    assert list(response.context["decided"]) == [declined]
    response = member_client.get(LIST, {"themenfeld": "unsinn"})
    assert response.status_code == 200


def test_html_in_a_proposal_is_shown_as_text(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    evil = "<script>alert(1)</script>"
    propose(member_client, measure, title=evil, proposal_note=evil)
    made = Proposal.objects.get()
    for address in (LIST, page("detail", made), page("accept", made), page("decline", made)):
        assert "<script>alert" not in coordination_client.get(address).content.decode()


def test_reader_neither_proposes_nor_decides(
    proposal: Proposal, measure: Measure, reader_client: Client, member_client: Client
) -> None:
    assert reader_client.post(add_page(measure), {"title": "Neu"}).status_code == 404
    for client in (reader_client, member_client):
        assert [
            client.post(page(name, proposal), {"reason": "x"}).status_code for name in ("accept", "decline")
        ] == [
            404,
            404,
        ]
    assert (Proposal.objects.get().status, Measure.objects.get().title) == ("open", "Vorlesepaten")


def test_wrong_method_is_refused(proposal: Proposal, coordination_client: Client) -> None:
    answers = [coordination_client.post(LIST), coordination_client.post(page("detail", proposal))]
    assert [answer.status_code for answer in answers] == [405] * 2


def test_withdrawing_asks_first(proposal: Proposal, member_client: Client) -> None:
    assert "Ihren Vorschlag zurückziehen?" in text_of(member_client.get(page("withdraw", proposal)))
    assert Proposal.objects.get().status == "open"
