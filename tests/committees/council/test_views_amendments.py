"""The pages of amendments."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.council.actions.amendments import save_amendment, withdraw_amendment
from committees.council.actions.outcomes import record_outcome
from committees.council.choices import AmendmentKind, Fate, Outcome
from committees.council.models import Amendment, Paper
from committees.council.procedure import Entry, FateEntry
from editing.forms.field_values import as_sent, comparable
from strategy.document.published import frozen_document
from strategy.models import Measure, Strategy
from tests.builders import (
    NOW,
    make_committee,
    make_consultation,
    make_measure,
    make_paper,
    make_programme,
    make_resolution,
    make_submitted_paper,
    make_user,
    make_version,
)
from tests.committees.conftest import EVERY_WARNING
from tests.committees.council.test_amendments import HEAD, amend, decide
from tests.committees.council.test_views_papers import AREA, main_text
from tests.conftest import signed_in
from tests.strategy.pages import fields_on


def address(name: str, *arguments: Any) -> str:
    return reverse(f"council:amendment-{name}", args=arguments)


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


def test_one_row_more_of_the_costs_keeps_both_forms_and_enters_nothing(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = change_page(submitted, measure)
    values = {**fields_on(office_client.get(page)), "reason": "Nah.", "text-yearly_costs-year": "2027"}
    response = office_client.post(page, {**values, "more-rows": "text-yearly_costs"})
    assert response.status_code == 200
    shown = fields_on(response)
    assert (shown["reason"], shown["text-yearly_costs-year"]) == ("Nah.", ["2027", ""])
    assert not Amendment.objects.exists()


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
    again = office_client.get(page, follow=True)
    assert "Dieser Änderungsantrag ist schon zurückgezogen." in main_text(again)


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


def paper_page(paper: Paper) -> str:
    return reverse("council:paper-detail", args=[paper.pk])


def writing_pages(paper: Paper, measure: Measure, amendment: Amendment) -> list[str]:
    """Every page on which amendments are entered, changed or withdrawn."""
    return [
        address("add", paper.pk),
        change_page(paper, measure),
        address("new", paper.pk, "massnahmen", measure.operational_goal.pk),
        address("strike", paper.pk, "massnahmen", measure.pk),
        address("edit", amendment.pk),
        address("withdraw", amendment.pk),
    ]


def error_at(response: Any, field: str) -> str:
    """The sentence that stands at a field of a refused form."""
    _before, _mark, rest = response.content.decode().partition(f'id="id_{field}_error"')
    sentence, _end, _after = rest.partition("</p>")
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", sentence.partition(">")[2])).strip()


def test_anonymous_is_led_to_the_login(submitted: Paper, measure: Measure, office: User) -> None:
    amendment = amend(submitted, measure, office)
    pages = [address("detail", amendment.pk), *writing_pages(submitted, measure, amendment)]
    answers = [Client().get(page) for page in pages]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"/konto/anmelden/?next={page}") for page in pages
    ]


@pytest.mark.parametrize("role", [Role.READER, Role.STEERING_MEMBER, Role.CORE_TEAM])
def test_only_the_clerk_finds_the_pages_for_writing(
    submitted: Paper, measure: Measure, office: User, role: Role
) -> None:
    amendment = amend(submitted, measure, office)
    client = signed_in(make_user(role))
    pages = writing_pages(submitted, measure, amendment)
    assert [client.get(page).status_code for page in pages] == [404] * 6
    assert [client.post(page, {"mover": "administration"}).status_code for page in pages[1:]] == [404] * 5
    assert client.get(address("detail", amendment.pk)).status_code == 200
    assert list(Amendment.objects.values_list("number", "withdrawn_at")) == [(1, None)]


@pytest.mark.parametrize("role", [Role.COMMITTEE_OFFICE, Role.COORDINATION])
def test_clerk_and_coordination_open_every_page_for_writing(
    submitted: Paper, measure: Measure, office: User, role: Role
) -> None:
    pages = writing_pages(submitted, measure, amend(submitted, measure, office))
    client = signed_in(make_user(role))
    assert [client.get(page).status_code for page in pages] == [200] * 6


def test_paper_in_preparation_has_no_page_to_enter(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    prepared = make_paper(submitted.version, by=office)
    pages = writing_pages(prepared, measure, amend(submitted, measure, office))[:4]
    assert [office_client.get(page).status_code for page in pages] == [404] * 4


def test_sentence_stands_at_the_field_and_everything_typed_in_its_place(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = change_page(submitted, measure)
    typed = {
        "reason": "Weil es näher ist.",
        "text-title": "Vorlesebus",
        "text-description": "Er fährt in jeden Bezirk.",
        "text-start_year": "2023",
    }
    told = {}
    for mover, field in (("", "mover"), ("committee", "mover_committee"), ("faction", "mover_name")):
        response = office_client.post(page, sent(office_client, page, mover=mover, **typed))
        told[field] = error_at(response, field)
        page_text = response.content.decode()
        assert [text for text in typed.values() if text not in page_text] == []
        assert response.context["form"]["mover"].value() == mover
    assert told == {
        "mover": "Bitte sagen Sie, wer den Antrag gestellt hat.",
        "mover_committee": "Bitte wählen Sie das Gremium.",
        "mover_name": "Bitte nennen Sie die Fraktion.",
    }
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("kind", ["new", "strike"])
def test_new_measure_and_strike_need_a_mover_too(
    submitted: Paper, measure: Measure, office_client: Client, kind: str
) -> None:
    key = measure.operational_goal.pk if kind == "new" else measure.pk
    page = address(kind, submitted.pk, "massnahmen", key)
    texts = {"text-title": "Lesecafé"} if kind == "new" else {}
    response = office_client.post(page, sent(office_client, page, reason="Weil.", **texts))
    assert errors(response) == {"mover": ["Bitte sagen Sie, wer den Antrag gestellt hat."]}
    assert response.context["form"]["reason"].value() == "Weil."
    if kind == "new":
        assert response.context["texts"]["title"].value() == "Lesecafé"


def test_what_another_choice_of_mover_left_behind_is_dropped(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    page = address("strike", submitted.pk, "massnahmen", measure.pk)
    left = {"mover_committee": make_committee().pk, "mover_name": "Fraktion A"}
    office_client.post(page, sent(office_client, page, mover="administration", **left))
    amendment = Amendment.objects.get()
    assert (amendment.mover_committee, amendment.mover_name) == (None, "")


def test_amendment_moved_in_a_meeting_tells_which(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    step = submitted.consultations.get()
    page = f"{address('strike', submitted.pk, 'massnahmen', measure.pk)}?beratung={step.pk}"
    response = office_client.post(
        page, sent(office_client, page, mover="administration", reason="Weil."), follow=True
    )
    assert Amendment.objects.get().consultation == step
    assert f"Gestellt in {step.committee}. Ergebnis eintragen" in main_text(response)


def test_steps_of_another_paper_cannot_be_chosen(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    other = make_consultation(make_paper(submitted.version, by=office))
    page = address("strike", submitted.pk, "massnahmen", measure.pk)
    response = office_client.post(
        page, sent(office_client, page, mover="administration", consultation=other.pk)
    )
    assert list(errors(response)) == ["consultation"]
    assert not Amendment.objects.exists()


def test_page_of_the_conflict_shows_both_texts(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    page = address("edit", amendment.pk)
    mine = sent(office_client, page, reason="Mein Grund", **{"text-title": "Mein Titel"})
    theirs = {**HEAD, "mover": "faction", "mover_name": "Fraktion B"}
    save_amendment(amendment=amendment, head=theirs, values={"title": "Ihr Titel"}, revision=1, by=office)
    response = office_client.post(page, mine)
    assert response.status_code == 409
    text = main_text(response)
    assert (
        "Inzwischen hat jemand anderes diesen Antrag geändert. Gespeichert ist von Ihnen noch nichts. "
        "Darunter steht der Antrag, wie er jetzt gespeichert ist (beantragt von: Fraktion B). "
        "Ihre Angaben stehen weiter unten. Speichern Sie noch einmal, so gelten Ihre."
    ) in text
    assert f"vorher gestrichen: {measure.title} nachher neu: Ihr Titel" in text
    page_html = response.content.decode()
    assert [mark for mark in ('value="Mein Titel"', "Mein Grund") if mark not in page_html] == []
    assert response.context["form"]["mover"].value() == "administration"


def test_decided_amendment_is_refused_with_its_sentence(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    page = address("edit", amendment.pk)
    mine = sent(office_client, page, **{"text-title": "Mein Titel"})
    decide(amendment, Fate.REJECTED, office)
    response = office_client.post(page, mine)
    assert errors(response) == {
        "__all__": ["Über diesen Änderungsantrag ist schon entschieden. Er bleibt, wie er ist."]
    }
    assert response.context["texts"]["title"].value() == "Mein Titel"
    refused = main_text(office_client.post(address("withdraw", amendment.pk), follow=True))
    assert "Über diesen Änderungsantrag ist schon entschieden. Er bleibt, wie er ist." in refused


def test_pages_tell_what_became_of_each_amendment(
    submitted: Paper, measure: Measure, office: User, reader_client: Client
) -> None:
    withdrawn, postponed, _open = (amend(submitted, measure, office) for _ in range(3))
    withdraw_amendment(amendment=withdrawn, by=office, at=NOW)
    decide(postponed, Fate.POSTPONED, office)
    council = submitted.consultations.get().committee
    expected = (
        "Ä 1 Maßnahme 1.1.1.1 ändern Verwaltung zurückgezogen am 12. Juli 2021 "
        f"Ä 2 Maßnahme 1.1.1.1 ändern Verwaltung zurückgestellt ({council}) "
        "Ä 3 Maßnahme 1.1.1.1 ändern Verwaltung offen "
    )
    assert expected in main_text(reader_client.get(paper_page(submitted)))
    assert f"{council}, 12. Juli 2021: zurückgestellt" in main_text(
        reader_client.get(address("detail", postponed.pk))
    )
    assert "Stand zurückgezogen am 12. Juli 2021" in main_text(
        reader_client.get(address("detail", withdrawn.pk))
    )


def test_page_of_the_goal_tells_of_what_is_to_come_below_it(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    goal = measure.operational_goal
    page = address("new", submitted.pk, "massnahmen", goal.pk)
    office_client.post(page, sent(office_client, page, mover="administration", **{"text-title": "Lesecafé"}))
    element = reverse("strategy:element-detail", args=["operational_goal", goal.pk])
    text = main_text(office_client.get(element))
    assert "Änderungsantrag Ä 1 will hierunter etwas Neues aufnehmen. Ä 1 lesen" in text


@pytest.fixture
def two_fields(strategy: Strategy, office: User) -> Paper:
    """A submitted paper over two theme fields with a goal of each level and a measure in each."""
    first = make_programme(strategy, by=office)
    make_measure(first.operational_goal, by=office, title="Leseförderung in Schulen")
    make_programme(strategy, by=office)
    return make_submitted_paper(make_version(strategy, by=office), by=office)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1.1", ["1.1", "1.1.1", "1.1.1.1", "1.1.1.2"]),
        ("2.1.1", ["2.1.1", "2.1.1.1"]),
        ("leseförderung", ["1.1.1.2"]),
        ("1.1 Schulen", ["1.1.1.2"]),
        ("2.1 Schulen", []),
    ],
)
def test_place_is_chosen_by_its_number_or_by_words(
    two_fields: Paper, office_client: Client, words: str, numbers: list[str]
) -> None:
    response = office_client.get(address("add", two_fields.pk), {"q": words})
    assert [place.number for place in response.context["places"]] == numbers
    text = main_text(response)
    assert ("Nichts gefunden." in text) == (not numbers)
    assert [number for number in numbers if f"Text ändern : {number} " not in text] == []


def test_place_leads_to_the_forms_that_fit_it(
    submitted: Paper, measure: Measure, office_client: Client
) -> None:
    goal = measure.operational_goal
    response = office_client.get(address("add", submitted.pk), {"q": "1.1.1", "beratung": "7"})
    links = re.findall(r'href="([^"]*/(?:aendern|streichen|neu)/[^"/]+/[^"]*)"', response.content.decode())
    # The goal is first, then its two measures, which nothing comes below.
    assert links[:4] == [
        f"{address('change', submitted.pk, 'operative-ziele', goal.pk)}?beratung=7",
        f"{address('strike', submitted.pk, 'operative-ziele', goal.pk)}?beratung=7",
        f"{address('new', submitted.pk, 'massnahmen', goal.pk)}?beratung=7",
        f"{change_page(submitted, measure)}?beratung=7",
    ]
    assert len(links) == 7


def test_paper_page_asks_no_more_for_three_amendments_than_for_one(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    resolution = make_resolution(submitted.consultations.get(), by=office)
    taken = []
    for more in (1, 2):
        for _ in range(more):
            body = make_committee()
            amendment = amend(submitted, measure, office, mover="committee", mover_committee=body)
            amendment.fates.create(resolution=resolution, fate=Fate.POSTPONED)
        office_client.get(paper_page(submitted))
        with CaptureQueriesContext(connection) as captured:
            assert office_client.get(paper_page(submitted)).status_code == 200
        taken.append(len(captured))
    assert Amendment.objects.count() == 3
    assert taken[0] == taken[1]


def test_text_typed_into_an_amendment_withdrawn_meanwhile_is_kept(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    page = address("edit", amendment.pk)
    mine = sent(office_client, page, **{"text-title": "Mein Titel"})
    withdraw_amendment(amendment=amendment, by=office, at=NOW)
    response = office_client.post(page, mine)
    assert errors(response) == {"__all__": ["Dieser Änderungsantrag ist schon zurückgezogen."]}
    assert response.context["texts"]["title"].value() == "Mein Titel"


def test_conflict_shows_the_reason_of_the_other(
    submitted: Paper, measure: Measure, office: User, office_client: Client
) -> None:
    amendment = amend(submitted, measure, office)
    page = address("edit", amendment.pk)
    mine = sent(office_client, page, **{"text-title": "Mein Titel"})
    head = {**HEAD, "reason": "Ihr Grund."}
    save_amendment(amendment=amendment, head=head, values={"title": "Ihr"}, revision=1, by=office)
    assert "Begründung Ihr Grund." in main_text(office_client.post(page, mine))
