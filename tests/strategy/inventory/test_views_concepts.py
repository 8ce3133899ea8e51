"""The pages of the inventory of existing documents."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.models import EditingPresence
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB, Job
from jobs.runner import run
from strategy.inventory.actions.concepts import save_concept
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Concept, ConceptFile, ConceptKind, Strategy
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_concept_file,
    make_extract,
    make_programme,
    make_swot_entry,
    put_job,
)
from tests.conftest import signed_in
from tests.files.office_files import docx, pdf, word_paragraph
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

EVIL = "<script>alert(1)</script><b>fett</b>"
WRONG_TYPE = "Dateien dieser Art gehen nicht. Möglich sind: PDF, DOCX, ODT, ohne Makros."
WRITING = ("concept-edit", "concept-remove", "concept-file-upload", "concept-file-remove")


@pytest.fixture
def concept(strategy: Strategy) -> Concept:
    return make_concept(strategy, title="Klimakonzept", department="FB 51")


@pytest.fixture
def client(core_team: User) -> Client:
    """The core team evaluates."""
    return signed_in(core_team)


def page(name: str, *arguments: Any) -> str:
    return reverse(f"strategy:{name}", args=arguments)


def titles_in(response: Any) -> list[str]:
    return [concept.title for concept in response.context["concepts"]]


def send(client: Client, url: str, **changes: Any) -> Any:
    """Open a form, change something, press the button."""
    return client.post(url, {**fields_on(client.get(url)), **changes})


def test_list_shows_documents_with_their_evaluation(
    reader_client: Client, concept: Concept, core_team: User
) -> None:
    make_extract(concept)
    make_extract(concept)
    Concept.objects.update(evaluation_status=EvaluationStatus.IN_PROGRESS, evaluated_by=core_team)
    text = text_of(reader_client.get(page("concept-list")))
    assert f"Klimakonzept Konzept FB 51 – 2 in Arbeit {core_team.name}" in text
    assert "Konzept aufnehmen" not in text


def test_list_counts_the_kinds(client: Client, concept: Concept, strategy: Strategy) -> None:
    make_concept(strategy)
    make_concept(strategy, kind=ConceptKind.objects.get(title="Leitbild"))
    response = client.get(page("concept-list"))
    assert [(kind.title, kind.uses) for kind in response.context["kinds"]] == [
        ("Konzept", 2),
        ("Leitbild", 1),
    ]


def test_lists_have_their_order(client: Client, concept: Concept, strategy: Strategy) -> None:
    kind = ConceptKind.objects.create(title="Abkommen", position=0)
    make_concept(strategy, title="Abfallkonzept", kind=kind)
    response = client.get(page("concept-list"))
    assert titles_in(response) == ["Abfallkonzept", "Klimakonzept"]
    assert [kind.title for kind in response.context["kinds"]] == ["Abkommen", "Konzept"]
    kinds = client.get(page("concept-kind-list")).context["kinds"]
    assert [kind.title for kind in kinds][:3] == ["Abkommen", "Konzept", "Leitbild"]


def test_list_is_narrowed_by_kind_status_and_department(
    client: Client, concept: Concept, strategy: Strategy
) -> None:
    kind = ConceptKind.objects.get(title="Leitbild")
    make_concept(strategy, title="Leitbild A", kind=kind, department="FB 12")
    make_concept(
        strategy,
        title="Leitbild B",
        kind=kind,
        evaluation_status=EvaluationStatus.EVALUATED,
        evaluated_at=NOW,
    )
    for choice, titles in (
        ({"art": kind.pk}, ["Leitbild A", "Leitbild B"]),
        ({"art": kind.pk, "stand": "evaluated"}, ["Leitbild B"]),
        ({"fachbereich": "FB 51"}, ["Klimakonzept"]),
        ({"fachbereich": "FB 51", "stand": "evaluated"}, []),
        ({"art": "x", "stand": "y", "fachbereich": "z"}, ["Klimakonzept", "Leitbild A", "Leitbild B"]),
    ):
        assert titles_in(client.get(page("concept-list"), choice)) == titles


def test_empty_inventory_says_how_to_begin(client: Client, strategy: Strategy) -> None:
    text = text_of(client.get(page("concept-list")))
    assert "Noch ist kein Dokument aufgenommen. Beginnen Sie mit dem Konzept" in text


def test_reader_sees_everything_and_no_way_to_change_it(
    reader_client: Client, concept: Concept, coordination: User
) -> None:
    make_concept_file(concept, by=coordination, content=pdf(""))
    run(concept.upload.job_id)
    response = reader_client.get(page("concept-detail", concept.pk))
    content = response.content.decode()
    for name in (*WRITING, "concept-file-read"):
        assert page(name, concept.pk) not in content
    assert "/stand/" not in content


@pytest.mark.parametrize("name", WRITING)
def test_reader_and_members_cannot_write(
    reader_client: Client, member_client: Client, concept: Concept, coordination: User, name: str
) -> None:
    make_concept_file(concept, by=coordination)
    for stranger in (reader_client, member_client):
        response = stranger.post(page(name, concept.pk), {"title": "Meins", "extracts": "0", "revision": 1})
        assert response.status_code == 404
    concept.refresh_from_db()
    assert (concept.title, ConceptFile.objects.count()) == ("Klimakonzept", 1)


@pytest.mark.parametrize("name", ["concept-evaluation", "concept-file-read"])
def test_buttons_take_no_get(client: Client, concept: Concept, name: str) -> None:
    arguments = [EvaluationStatus.EVALUATED] if name == "concept-evaluation" else []
    assert client.get(page(name, concept.pk, *arguments)).status_code == 405


@pytest.mark.parametrize("name", ["concept-list", "concept-detail", "concept-history", "concept-file"])
def test_pages_take_no_post(client: Client, concept: Concept, name: str) -> None:
    arguments = [] if name == "concept-list" else [concept.pk]
    assert client.post(page(name, *arguments)).status_code == 405


def test_unknown_concept_is_not_found(client: Client, strategy: Strategy) -> None:
    names = (
        "detail",
        "history",
        "file",
        *(name.removeprefix("concept-") for name in WRITING),
    )
    assert {name: client.get(page(f"concept-{name}", 7)).status_code for name in names} == dict.fromkeys(
        names, 404
    )


def test_page_tells_what_is_known_and_escapes_it(client: Client, strategy: Strategy) -> None:
    concept = make_concept(
        strategy,
        title=EVIL,
        department=EVIL,
        council_reference="2020/0815",
        link="https://stadt.example/konzept",
        valid_until="2020-12-31",
        summary=f"**wichtig** {EVIL}",
    )
    response = client.get(page("concept-detail", concept.pk))
    content, text = response.content.decode(), text_of(response)
    assert "Vorlage des Rates 2020/0815" in text
    assert "Gültig bis 31. Dezember 2020 abgelaufen" in text
    assert '<a class="kern-link" href="https://stadt.example/konzept" rel="noreferrer">' in content
    assert "<strong>wichtig</strong>" in content
    assert "<script>alert" not in content
    assert "<b>fett" not in content


def test_new_document_is_added_with_its_file(client: Client, strategy: Strategy, core_team: User) -> None:
    kind = ConceptKind.objects.get(title="Leitbild")
    response = send(
        client,
        page("concept-add"),
        title="Leitbild 2025",
        kind=kind.pk,
        dated="2015-03-01",
        link="stadt.example/leitbild",
        file=SimpleUploadedFile("Leitbild.docx", docx(word_paragraph("Wir"))),
    )
    concept = Concept.objects.get()
    assert goes_to(response) == page("concept-detail", concept.pk)
    assert (concept.title, concept.kind, concept.link) == (
        "Leitbild 2025",
        kind,
        "https://stadt.example/leitbild",
    )
    assert concept.upload.type_name == "DOCX"
    assert concept.history.get().history_user == core_team


def test_new_document_with_a_wrong_file_is_not_added_and_nothing_typed_is_lost(
    client: Client, strategy: Strategy
) -> None:
    kind = ConceptKind.objects.first()
    file = SimpleUploadedFile("x.pdf", b"MZ no document")
    response = send(client, page("concept-add"), title="Neu", kind=kind.pk, summary="Text", file=file)
    assert response.status_code == 422
    assert errors_on(response) == {"file": [WRONG_TYPE]}
    fields = fields_on(response)
    assert (fields["title"], fields["summary"]) == ("Neu", "Text")
    assert not Concept.objects.exists()


def test_form_says_what_is_wrong(client: Client, concept: Concept) -> None:
    changes = {
        "title": "",
        "dated": "0208-01-01",
        "link": "javascript:alert(1)",
        "summary": "x" * 501,
    }
    response = send(client, page("concept-edit", concept.pk), **changes)
    assert response.status_code == 422
    assert errors_on(response) == {
        "title": ["Dieses Feld ist zwingend erforderlich."],
        "dated": ["Das Jahr 208 passt nicht. Möglich sind Jahre von 1900 bis 2200."],
        "link": ["Bitte eine gültige Adresse eingeben."],
        "summary": ["Dieser Text enthält ein Wort mit mehr als 500 Zeichen."],
    }


def test_document_is_valid_from_its_date_on(client: Client, concept: Concept) -> None:
    response = send(client, page("concept-edit", concept.pk), dated="2020-01-02", valid_until="2020-01-01")
    assert errors_on(response) == {"__all__": ["Das Konzept gilt nur bis zu einem Tag vor seinem Datum."]}


def test_second_document_with_the_same_title_is_refused(client: Client, concept: Concept) -> None:
    response = send(client, page("concept-add"), title="Klimakonzept", kind=concept.kind_id)
    assert errors_on(response) == {"__all__": ["Ein Konzept mit diesem Titel gibt es schon."]}


def test_saving_ends_the_presence(client: Client, concept: Concept, core_team: User) -> None:
    EditingPresence.objects.create(subject=f"concept:{concept.pk}", user=core_team, since=NOW, seen_at=NOW)
    response = send(client, page("concept-edit", concept.pk), title="Klimaschutzkonzept")
    assert goes_to(response) == page("concept-detail", concept.pk)
    concept.refresh_from_db()
    assert (concept.title, EditingPresence.objects.count()) == ("Klimaschutzkonzept", 0)


def test_form_offers_the_departments_of_the_inventory(
    client: Client, concept: Concept, strategy: Strategy
) -> None:
    make_concept(strategy, department="FB 12")
    make_concept(strategy, department="FB 51")
    content = client.get(page("concept-add")).content.decode()
    assert (
        '<datalist id="id_department_known"><option value="FB 12"></option><option value="FB 51"></option></datalist>'
        in (content)
    )
    assert 'list="id_department_known"' in content


def test_conflict_shows_both_texts_and_the_second_saving_keeps_them(
    client: Client, concept: Concept, coordination: User
) -> None:
    url = page("concept-edit", concept.pk)
    mine = {**fields_on(client.get(url)), "summary": "Meine Zusammenfassung"}
    leitbild = ConceptKind.objects.get(title="Leitbild")
    save_concept(
        concept=concept, values={"department": "FB 12", "kind": leitbild}, revision=1, by=coordination
    )
    response = client.post(url, mine)
    assert response.status_code == 409
    assert f"Text von {coordination.name}" in text_of(response)
    again = fields_on(response)
    assert (again["department"], again["kind"], again["summary"]) == (
        "FB 12",
        str(leitbild.pk),
        "Meine Zusammenfassung",
    )
    assert goes_to(client.post(url, again)) == page("concept-detail", concept.pk)
    concept.refresh_from_db()
    assert (str(concept.department), concept.kind, concept.summary) == (
        "FB 12",
        leitbild,
        "Meine Zusammenfassung",
    )


def test_text_typed_for_a_removed_concept_is_shown_once_more(
    client: Client, member_client: Client, concept: Concept
) -> None:
    url = page("concept-edit", concept.pk)
    fields = {**fields_on(client.get(url)), "summary": "Drei Stunden Arbeit"}
    concept.delete()
    response = client.post(url, fields)
    assert response.status_code == 409
    assert [text for _id, _label, text in response.context["texts"]] == ["Drei Stunden Arbeit"]
    assert member_client.post(url, fields).status_code == 404


def test_evaluation_goes_on_by_a_button(client: Client, concept: Concept, core_team: User) -> None:
    url = page("concept-detail", concept.pk)
    assert client.get(url).context["next_statuses"] == [
        EvaluationStatus.IN_PROGRESS,
        EvaluationStatus.EVALUATED,
    ]
    client.post(page("concept-evaluation", concept.pk, EvaluationStatus.EVALUATED))
    response = client.get(url)
    assert messages_of(response) == ["Stand der Auswertung: ausgewertet."]
    assert f"ausgewertet von {core_team.name} am" in text_of(response)
    assert response.context["next_statuses"] == [EvaluationStatus.IN_PROGRESS]


def test_impossible_step_of_the_evaluation_is_refused(client: Client, strategy: Strategy) -> None:
    concept = make_concept(strategy, evaluation_status=EvaluationStatus.EVALUATED, evaluated_at=NOW)
    response = client.post(page("concept-evaluation", concept.pk, EvaluationStatus.OPEN), follow=True)
    assert messages_of(response) == [
        "Der Stand der Auswertung ist inzwischen „ausgewertet“. Von dort geht es nicht zu „offen“."
    ]


def test_history_shows_differences(client: Client, concept: Concept, coordination: User) -> None:
    save_concept(concept=concept, values={"title": "Klimaschutzkonzept"}, revision=1, by=coordination)
    text = text_of(client.get(page("concept-history", concept.pk)))
    assert f"{coordination.name} · geändert Titel" in text


def test_removing_names_what_goes_and_what_loses_its_basis(
    client: Client, concept: Concept, coordination: User
) -> None:
    measure = make_programme(concept.strategy, by=coordination)
    extract = make_extract(concept, quotation="Bis 2030 pflanzt die Stadt 1.000 Bäume.")
    make_basis(extract, measure)
    make_swot_entry(measure.theme_of).extracts.add(extract)
    url = page("concept-remove", concept.pk)
    response = client.get(url)
    text = text_of(response)
    assert f"Maßnahme {measure.number} {measure.title}" in text
    assert "1 Aussage zu Stärken und Schwächen verliert eine Quelle." in text
    assert "1 Fundstelle wird mit entfernt Ziel, S. 14: Bis 2030 pflanzt die Stadt 1.000 Bäume." in text
    make_extract(concept)
    assert client.post(url, fields_on(response)).status_code == 409
    assert goes_to(send(client, url)) == page("concept-list")
    assert not Concept.objects.exists()


def test_file_is_handed_out_to_be_saved_under_the_title(
    reader_client: Client, strategy: Strategy, coordination: User
) -> None:
    concept = make_concept(strategy, title="Klima & Ärger/2030")
    make_concept_file(concept, by=coordination, content=pdf("x"))
    response: Any = reader_client.get(page("concept-file", concept.pk))
    assert response["Content-Disposition"] == 'attachment; filename="klima-arger2030.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == pdf("x")


def test_file_that_is_missing_on_disk_is_not_found(
    client: Client, concept: Concept, coordination: User
) -> None:
    upload = make_concept_file(concept, by=coordination)
    upload.file.storage.delete(upload.file.name)
    assert client.get(page("concept-file", concept.pk)).status_code == 404


def test_file_is_uploaded_replaced_and_removed(client: Client, concept: Concept) -> None:
    url = page("concept-file-upload", concept.pk)
    assert errors_on(client.post(url, {"x": "1"})) == {"file": ["Bitte wählen Sie eine Datei."]}
    assert errors_on(client.post(url, {"file": SimpleUploadedFile("x.pdf", b"MZ")})) == {"file": [WRONG_TYPE]}
    for content, name in ((pdf("x"), "PDF"), (docx("<w:p/>"), "DOCX")):
        response = client.post(url, {"file": SimpleUploadedFile("x", content)})
        assert goes_to(response) == page("concept-detail", concept.pk)
        assert ConceptFile.objects.get().type_name == name
    assert goes_to(client.post(page("concept-file-remove", concept.pk))) == page("concept-detail", concept.pk)
    assert not ConceptFile.objects.exists()


def test_progress_fetches_itself_until_the_text_is_read(
    client: Client, concept: Concept, coordination: User
) -> None:
    upload = make_concept_file(concept, by=coordination)
    word = "Der Text wird für die Suche gelesen: Seite 30 von 40."
    put_job(upload.job, JobState.RUNNING, done=30, total=40, word=word)
    url = reverse("jobs:job-status", args=[upload.job_id])
    response = client.get(url)
    assert f'hx-get="{url}"' in response.content.decode()
    assert "Der Text wird für die Suche gelesen: Seite 30 von 40. 75 %" in text_of(response)
    put_job(upload.job, JobState.DONE)
    ConceptFile.objects.update(page_count=40)
    response = client.get(url)
    assert "hx-get" not in response.content.decode()
    assert text_of(response) == "Die Suche findet den Text dieser Datei (40 Seiten)."


def test_failed_and_lost_readings_can_be_started_again(
    client: Client, concept: Concept, coordination: User
) -> None:
    make_concept_file(concept, by=coordination, content=pdf(""))
    run(concept.upload.job_id)
    again, url = page("concept-file-read", concept.pk), page("concept-detail", concept.pk)
    assert "wahrscheinlich ist sie eingescannt." in text_of(client.get(url))
    assert goes_to(client.post(again)) == url
    assert ConceptFile.objects.get().job.state == JobState.WAITING
    assert f'action="{again}"' not in client.get(url).content.decode()
    Job.objects.update(reported_at=timezone.now() - 2 * SILENCE_OF_A_LOST_JOB)
    assert "Das Lesen des Textes ist stehen geblieben." in text_of(client.get(url))
    assert f'action="{again}"' in client.get(url).content.decode()


def test_kinds_are_added_renamed_and_removed_while_unused(client: Client, concept: Concept) -> None:
    everything = page("concept-kind-list")
    assert goes_to(client.post(page("concept-kind-add"), {"title": "Gutachten"})) == everything
    new = ConceptKind.objects.get(title="Gutachten")
    assert goes_to(client.post(page("concept-kind-edit", new.pk), {"title": "Studie"})) == everything
    assert errors_on(client.post(page("concept-kind-edit", new.pk), {"title": "Leitbild"})) == {
        "title": ["Diese Art von Dokument gibt es schon."]
    }
    assert ConceptKind.objects.get(pk=new.pk).title == "Studie"
    used = page("concept-kind-remove", concept.kind_id)
    assert "Zu dieser Art gehört 1 Dokument." in text_of(client.get(used))
    assert messages_of(client.post(used, follow=True)) == [
        "Zu „Konzept“ gehören Konzepte. Ordnen Sie diese zuerst anders ein."
    ]
    assert goes_to(client.post(page("concept-kind-remove", new.pk))) == everything
    assert list(ConceptKind.objects.filter(pk__in=[new.pk, concept.kind_id])) == [concept.kind]


@pytest.mark.parametrize("name", ["concept-kind-add", "concept-kind-edit", "concept-kind-remove"])
def test_kinds_are_for_those_who_evaluate(
    reader_client: Client, member_client: Client, db: None, name: str
) -> None:
    kind = ConceptKind.objects.get(title="Leitbild")
    arguments = [] if name == "concept-kind-add" else [kind.pk]
    for stranger in (reader_client, member_client):
        assert stranger.post(page(name, *arguments), {"title": "Meins"}).status_code == 404
    assert list(ConceptKind.objects.filter(title__in=["Leitbild", "Meins"])) == [kind]
