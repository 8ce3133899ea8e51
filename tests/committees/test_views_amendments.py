"""The pages of amendments."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.actions.amendments import save_amendment, withdraw_amendment
from committees.actions.outcomes import record_outcome
from committees.choices import AmendmentKind, Fate, Outcome
from committees.models import Amendment, Paper
from committees.procedure import Entry, FateEntry
from strategy.forms.field_values import as_sent, comparable
from strategy.models import Measure
from strategy.published import frozen_document
from tests.builders import NOW, make_committee
from tests.committees.conftest import EVERY_WARNING
from tests.committees.test_amendments import HEAD, amend
from tests.committees.test_views_papers import AREA, main_text
from tests.conftest import signed_in


def address(name: str, *arguments: Any) -> str:
    return reverse(f"committees:amendment-{name}", args=arguments)


def change_page(paper: Paper, measure: Measure) -> str:
    return address("change", paper.pk, "massnahmen", measure.pk)


def sent(client: Client, page: str, **changes: Any) -> dict[str, Any]:
    """What the browser sends for the form as it is opened, with some fields changed."""
    context = client.get(page).context
    values: dict[str, Any] = {}
    for form in (context["form"], context["texts"]):
        for bound in form or ():
            values |= as_sent(bound, comparable(bound.value()))
    return {**values, **changes}


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    forms = [form for form in (response.context["form"], response.context["texts"]) if form]
    return {name: list(texts) for form in forms for name, texts in form.errors.items()}


def test_change_is_entered_and_shown_word_by_word(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = change_page(submitted, measure)
    values = sent(
        office_client,
        page,
        mover="faction",
        mover_name="Fraktion A",
        **{"text-title": "Vorlesebus", "reason": "Nah."},
    )
    response = office_client.post(page, values, follow=True)
    amendment = Amendment.objects.get()
    assert (amendment.values, amendment.mover_name) == ({"title": "Vorlesebus"}, "Fraktion A")
    text = main_text(response)
    assert "Ä 1: Maßnahme 1.1.1.1 ändern" in text
    assert "Beantragt von Fraktion A" in text
    assert "1 Maßnahme geändert" in text


def test_new_measure_is_entered_below_its_goal(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    goal = measure.operational_goal
    page = address("new", submitted.pk, "massnahmen", goal.pk)
    values = sent(office_client, page, mover="administration", **{"text-title": "Lesecafé"})
    text = main_text(office_client.post(page, values, follow=True))
    amendment = Amendment.objects.get()
    assert (amendment.kind, amendment.parent_key) == (AmendmentKind.ADD, goal.pk)
    assert "Ä 1: Maßnahme neu aufnehmen unter 1.1.1" in text


def test_measure_is_struck(submitted: Paper, measure: Measure, office_client: Client) -> None:
    page = address("strike", submitted.pk, "massnahmen", measure.pk)
    body = make_committee()
    values = sent(office_client, page, mover="committee", mover_committee=body.pk)
    assert "Ä 1: Maßnahme 1.1.1.1 streichen" in main_text(office_client.post(page, values, follow=True))
    assert Amendment.objects.get().mover_title == str(body)


@pytest.mark.parametrize(
    ("mover", "field", "sentence"),
    [
        ("", "mover", "Bitte sagen Sie, wer den Antrag gestellt hat."),
        ("committee", "mover_committee", "Bitte wählen Sie das Gremium."),
        ("faction", "mover_name", "Bitte nennen Sie die Fraktion."),
    ],
)
def test_missing_mover_is_told_and_nothing_typed_is_lost(
    submitted: Paper, measure: Measure, office_client: Client, mover: str, field: str, sentence: str
) -> None:
    page = change_page(submitted, measure)
    response = office_client.post(
        page, sent(office_client, page, mover=mover, **{"text-title": "Vorlesebus"})
    )
    assert errors(response) == {field: [sentence]}
    assert response.context["texts"]["title"].value() == "Vorlesebus"


def test_errors_of_both_forms_are_shown_at_once(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = change_page(submitted, measure)
    response = office_client.post(
        page, sent(office_client, page, **{"text-title": "", "text-end_year": "2030x"})
    )
    assert sorted(errors(response)) == ["end_year", "mover", "title"]


def test_amendment_without_a_change_is_refused(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = change_page(submitted, measure)
    response = office_client.post(page, sent(office_client, page, mover="administration"))
    assert errors(response) == {
        "__all__": ["So bleibt alles, wie es ist. Ändern Sie mindestens eine Angabe."]
    }


def test_two_who_change_one_amendment_see_the_conflict(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    page = address("edit", amendment.pk)
    mine = sent(office_client, page, **{"text-title": "Mein Titel"})
    save_amendment(amendment=amendment, head=HEAD, values={"title": "Ihr Titel"}, revision=1, by=office)
    response = office_client.post(page, mine)
    assert response.status_code == 409
    assert response.context["texts"]["title"].value() == "Mein Titel"
    assert "Ihr" in main_text(response)
    amendment.refresh_from_db()
    assert amendment.values == {"title": "Ihr Titel"}
    again = {**mine, "revision": response.context["form"]["revision"].value()}
    assert office_client.post(page, again).status_code == 302
    amendment.refresh_from_db()
    assert amendment.values == {"title": "Mein Titel"}


def test_amendment_is_withdrawn_after_a_question(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    page = address("withdraw", amend(submitted, measure, office).pk)
    assert "Ä 1 zurückziehen?" in main_text(office_client.get(page))
    text = main_text(office_client.post(page, follow=True))
    assert "Ä 1 ist zurückgezogen." in text
    assert "Stand zurückgezogen am" in text
    assert office_client.get(page).status_code == 404


def test_member_reads_but_does_not_write(
    submitted: Paper, measure: Measure, office: User, member_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    text = main_text(member_client.get(address("detail", amendment.pk)))
    assert ("Vorlesebus" in text, "Antrag bearbeiten" in text) == (True, False)
    writing = [address("add", submitted.pk), change_page(submitted, measure), address("edit", amendment.pk)]
    assert [member_client.get(page).status_code for page in writing] == [404] * 3


def test_what_cannot_be_amended_is_not_found(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    theme = measure.operational_goal.strategic_goal.theme
    pages = [
        address("strike", submitted.pk, "themenfelder", theme.pk),
        address("change", submitted.pk, "unbekannt", measure.pk),
        address("change", submitted.pk, "massnahmen", theme.pk),
        address("new", submitted.pk, "massnahmen", measure.pk),
    ]
    assert [office_client.get(page).status_code for page in pages] == [404] * 4


def test_pages_of_the_paper_and_of_the_element_tell_of_the_amendment(
    submitted: Paper, measure: Measure, office: User, reader_client: Client
) -> None:
    amend(submitted, measure, office)
    assert "Ä 1 Maßnahme 1.1.1.1 ändern Verwaltung offen" in main_text(
        reader_client.get(f"{AREA}/vorlagen/{submitted.pk}/")
    )
    element = reverse("strategy:element-detail", args=["measure", measure.pk])
    assert "Änderungsantrag Ä 1 liegt vor." in main_text(reader_client.get(element))


def test_withdrawn_amendment_leaves_the_page_of_the_element(
    submitted: Paper, measure: Measure, office: User, reader_client: Client
) -> None:
    withdraw_amendment(amendment=amend(submitted, measure, office), by=office, at=NOW)
    element = reverse("strategy:element-detail", args=["measure", measure.pk])
    assert "Änderungsantrag" not in main_text(reader_client.get(element))


def test_accepted_amendment_stands_in_the_next_version(
    submitted: Paper, measure: Measure, office: User
) -> None:
    client = signed_in(office)
    page = change_page(submitted, measure)
    client.post(page, sent(client, page, mover="administration", **{"text-title": "Vorlesebus"}))
    amendment = Amendment.objects.get()
    record_outcome(
        consultation=submitted.consultations.get(),
        entry=Entry(
            outcome=Outcome.ADOPTED_WITH_CHANGES,
            held_on=NOW.date(),
            fates=(FateEntry(amendment=amendment.pk, label="Ä 1", fate=Fate.ACCEPTED),),
        ),
        confirmed=EVERY_WARNING,
        by=office,
        at=NOW,
    )
    paper = Paper.objects.with_version().get(pk=submitted.pk)
    assert (paper.state, paper.version.number) == ("adopted", 2)
    titles = [each.title for each in frozen_document(paper.version).measures() if each.key == measure.pk]
    assert titles == ["Vorlesebus"]
    text = main_text(client.get(address("detail", amendment.pk)))
    assert "Stand angenommen (" in text
    assert "1 Maßnahme geändert" in text
