"""The pages of departments, and naming them in the forms of goals and measures."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.actions.departments import merge_departments
from strategy.actions.elements import save_element
from strategy.models import Department, Measure, Proposal, Strategy
from tests.builders import NOW, make_department
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of


def page(name: str, *args: Any) -> str:
    return reverse(f"strategy:department-{name}", args=args)


def edit(client: Client, measure: Measure, **values: Any) -> Any:
    url = reverse("strategy:element-edit", args=["measure", measure.pk])
    return client.post(url, {**fields_on(client.get(url)), **values})


def test_unknown_name_is_asked_about_and_nothing_is_added(
    measure: Measure, coordination_client: Client
) -> None:
    make_department("FB 33 - Kultur")
    response = edit(
        coordination_client, measure, department="FB 33 - Kulturr", participants=["Kultur", "FB 99"]
    )
    assert response.status_code == 422
    errors = errors_on(response)
    assert errors["department"][0].startswith("„FB 33 - Kulturr“ ist noch nicht verzeichnet.")
    assert "Meinten Sie „FB 33 - Kultur“?" in errors["participants"][0]
    fields = fields_on(response)
    assert (fields["department"], fields["participants"][:2]) == ("FB 33 - Kulturr", ["Kultur", "FB 99"])
    assert Department.objects.count() == 1


def test_unknown_name_is_added_once_it_is_confirmed(measure: Measure, coordination_client: Client) -> None:
    response = edit(
        coordination_client,
        measure,
        department="FB 99",
        participants=["FB 99", "X"],
        new_departments=["FB 99", "X"],
    )
    assert response.status_code == 302
    assert "„FB 99“ ist neu verzeichnet." in messages_of(coordination_client.get(goes_to(response)))
    measure.refresh_from_db()
    assert (str(measure.department), measure.participants.count(), Department.objects.count()) == (
        "FB 99",
        2,
        2,
    )


def test_confirmation_of_one_name_does_not_add_another(measure: Measure, coordination_client: Client) -> None:
    response = edit(coordination_client, measure, department="FB 98", new_departments=["FB 99"])
    assert (response.status_code, Department.objects.count()) == (422, 0)


def test_short_name_is_understood_and_told(measure: Measure, coordination_client: Client) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    response = edit(coordination_client, measure, department="fb 33")
    told = messages_of(coordination_client.get(goes_to(response)))
    assert "„fb 33“ ist übernommen als: FB 33 - Kultur" in told
    measure.refresh_from_db()
    assert measure.department == culture


def test_dissolved_department_stays_but_gets_nothing_new(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    old = make_department("Altes Amt", active_until="2020-12-31")
    response = edit(coordination_client, measure, department="Altes Amt")
    assert errors_on(response) == {
        "department": [
            "„Altes Amt“ ist zum 31. Dezember 2020 aufgelöst. Bitte geben Sie eine andere Stelle an."
        ]
    }
    save_element(element=measure, values={"department": old}, revision=1, by=coordination)
    assert edit(coordination_client, measure, title="Neuer Titel").status_code == 302


def test_form_offers_the_active_ones_while_typing(measure: Measure, coordination_client: Client) -> None:
    make_department("FB 33")
    make_department("Altes Amt", active_until="2020-12-31")
    url = reverse("strategy:element-edit", args=["measure", measure.pk])
    content = coordination_client.get(url).content.decode()
    for name in ("department", "participants"):
        assert f'<datalist id="id_{name}_known"><option value="FB 33"></option></datalist>' in content


def test_conflict_keeps_a_new_department_that_is_not_added_yet(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    url = reverse("strategy:element-edit", args=["measure", measure.pk])
    fields = fields_on(coordination_client.get(url))
    theirs = {"department": "FB 44", "participants": ["FB 45"]}
    save_element(element=measure, values=theirs, revision=1, by=core_team)
    mine = {**fields, "department": "FB 99", "new_departments": ["FB 99"]}
    response = coordination_client.post(url, mine)
    assert response.status_code == 409
    text, again = text_of(response), fields_on(response)
    assert "neu: FB 44" in text
    assert "neu: FB 99" in text
    assert "neu: FB 45" in text
    assert (again["department"], again["participants"][0]) == ("FB 99", "FB 45")
    assert not Department.objects.filter(name="FB 99").exists()


def test_conflict_can_take_their_department(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    make_department("FB 33")
    url = reverse("strategy:element-edit", args=["measure", measure.pk])
    fields = fields_on(coordination_client.get(url))
    save_element(element=measure, values={"department": "FB 44"}, revision=1, by=core_team)
    again = fields_on(coordination_client.post(url, {**fields, "department": "FB 33"}))
    assert coordination_client.post(url, {**again, "take-department": "theirs"}).status_code == 302
    measure.refresh_from_db()
    assert str(measure.department) == "FB 44"


def test_department_can_be_proposed(
    measure: Measure, coordination: User, member_client: Client, coordination_client: Client
) -> None:
    make_department("Kultur")
    save_element(element=measure, values={"department": "Soziales"}, revision=1, by=coordination)
    url = reverse("strategy:proposal-add", args=["measure", measure.pk])
    response = member_client.post(url, {**fields_on(member_client.get(url)), "department": "Kultur"})
    assert response.status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.values == {"department": "Kultur"}
    text = text_of(coordination_client.get(reverse("strategy:proposal-detail", args=[proposal.pk])))
    assert "Soziales" in text
    assert "Kultur" in text
    accept = reverse("strategy:proposal-accept", args=[proposal.pk])
    fields = fields_on(coordination_client.get(accept))
    assert fields["department"] == "Kultur"
    assert coordination_client.post(accept, fields).status_code == 302
    measure.refresh_from_db()
    proposal.refresh_from_db()
    assert (str(measure.department), proposal.status) == ("Kultur", "accepted")


def test_list_shows_who_has_what_to_do(measure: Measure, coordination: User, reader_client: Client) -> None:
    make_department("Altes Amt", active_until="2020-12-31", mailbox="alt@stadt.example")
    values = {"department": "FB 33", "participants": ["FB 41"]}
    save_element(element=measure, values=values, revision=1, by=coordination)
    text = text_of(reader_client.get(page("list")))
    assert "FB 33 Verwaltung – – 0 1 0" in text
    assert "FB 41 Verwaltung – – 0 0 1" in text
    assert "Aufgelöst" in text
    assert "alt@stadt.example" in text
    assert "Stelle anlegen" not in text


def test_page_of_a_department_sums_what_it_leads(
    measure: Measure, coordination: User, reader_client: Client
) -> None:
    values = {"department": "FB 33", "participants": ["FB 41"], "annual_cost": 1200, "investment": 500}
    save_element(element=measure, values=values, revision=1, by=coordination)
    leads, joins = (make_department(name) for name in ("FB 33", "FB 41"))
    text = text_of(reader_client.get(page("detail", leads.pk)))
    assert "Laufende Kosten im Jahr 1.200 € Investitionen 500 €" in text
    assert f"Zuständig für Maßnahmen 1.1.1.1 {measure.title}" in text
    text = text_of(reader_client.get(page("detail", joins.pk)))
    assert "Laufende Kosten im Jahr 0 € Investitionen 0 €" in text
    assert f"Beteiligt an Maßnahmen 1.1.1.1 {measure.title}" in text


def test_department_is_added_edited_and_removed(strategy: Strategy, coordination_client: Client) -> None:
    client = coordination_client
    fields = {**fields_on(client.get(page("add"))), "name": "FB 33 - Kultur", "short_name": "FB 33"}
    added = client.post(page("add"), fields)
    department = Department.objects.get()
    assert goes_to(added) == page("detail", department.pk)
    again = client.post(page("add"), fields)
    assert errors_on(again)["name"] == ["Eine Stelle mit diesem Namen gibt es schon."]
    url = page("edit", department.pk)
    saved = client.post(url, {**fields_on(client.get(url)), "contact": "A. Kaya", "kind": "external"})
    assert goes_to(saved) == page("detail", department.pk)
    assert "neu: A. Kaya" in text_of(client.get(page("history", department.pk)))
    assert "„FB 33 - Kultur“ entfernen?" in text_of(client.get(page("remove", department.pk)))
    assert goes_to(client.post(page("remove", department.pk))) == page("list")
    assert not Department.objects.exists()


def test_used_department_is_dissolved_instead(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    save_element(element=measure, values={"department": "FB 33"}, revision=1, by=coordination)
    department = Department.objects.get()
    text = text_of(coordination_client.get(page("remove", department.pk)))
    assert "ab heute auflösen?" in text
    assert f"zuständig für Maßnahme 1.1.1.1: {measure.title}" in text
    coordination_client.post(page("remove", department.pk))
    department.refresh_from_db()
    assert department.active_until is not None


def test_spellings_are_offered_and_merged_after_asking(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    save_element(element=measure, values={"department": "FB 33 – Kultur"}, revision=1, by=coordination)
    former, remaining = Department.objects.get(), make_department("FB 33 - Kultur", short_name="FB 33")
    assert "Schreibweisen prüfen: 1 Vorschlag" in text_of(coordination_client.get(page("list")))
    content = coordination_client.get(page("spellings")).content.decode()
    url = f"{page('merge', former.pk)}?mit={remaining.pk}"
    assert url in content
    asked = coordination_client.get(url)
    assert f"zuständig für Maßnahme 1.1.1.1: {measure.title}" in text_of(asked)
    measure.refresh_from_db()
    assert measure.department == former
    assert goes_to(coordination_client.post(url, fields_on(asked))) == page("detail", remaining.pk)
    measure.refresh_from_db()
    assert measure.department == remaining
    assert "Frühere Schreibweisen FB 33 – Kultur" in text_of(
        coordination_client.get(page("detail", remaining.pk))
    )
    # Old links lead on.
    assert goes_to(coordination_client.get(page("detail", former.pk))) == page("detail", remaining.pk)
    assert "Keine zwei Namen" in text_of(coordination_client.get(page("spellings")))


def test_merging_tells_why_not(measure: Measure, coordination_client: Client) -> None:
    one, other = make_department("A"), make_department("B")
    Strategy.objects.update(submitted_paper="2021/1", submitted_at=NOW)
    response = coordination_client.post(page("merge", one.pk), {"into": other.pk})
    assert response.status_code == 422
    assert "liegt als Vorlage 2021/1 den Gremien vor" in text_of(response)
    assert coordination_client.get(f"{page('merge', one.pk)}?mit=unsinn").status_code == 200


def test_merged_department_cannot_be_edited(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    one, other = make_department("A"), make_department("B")
    merge_departments(department=one, into=other, by=coordination)
    for name in ("edit", "remove", "merge"):
        assert coordination_client.get(page(name, one.pk)).status_code == 404
